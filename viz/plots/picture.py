"""A plot: what is painted on its axes, and how it becomes a file.

Matplotlib keeps one state for the whole process. Here nothing of it is changed for longer than a picture is drawn, and
its settings are its own, not those of the machine. The same numbers give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import re
import threading
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograd.language import LANGUAGES, language, say
from autograd.language.errors import refuse_kind
from autograd.language.whole import write_whole
from viz.pictures.fonts import MissingGlyphWarning, package_fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = ("svg", "png", "pdf")
WIDTH, HEIGHT, DPI = 4.8, 3.2, 144
"""Inches of a plot, and dots per inch of a PNG."""

JAPANESE = ("Noto Sans CJK JP", "IPAexGothic", "IPAGothic", "Hiragino Sans", "Yu Gothic", "MS Gothic")
SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text, shown with the fonts of its reader
    "svg.hashsalt": "ringograd",  # else the ids are new in every run
    "text.parse_math": False,  # a name may have a $
    "axes.axisbelow": True,
    "figure.constrained_layout.use": True,
}
_NO_DATES: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}

_one_at_a_time = threading.RLock()  # Matplotlib's settings belong to the process


@dataclass(frozen=True, repr=False)
class Plot:
    """A picture: `svg` is its text, `save` writes a file, and a notebook shows it by itself. `painters` draw one part
    each, on axes of their own; the parts stand in `columns` columns."""

    painters: tuple[Callable[[Axes], None], ...]
    columns: int = 1

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture, whole or not at all; the suffix chooses the format: .svg, .png or .pdf. Makes its folder.

        Returns the path. Raises `ValueError` for another suffix, and `OSError` if the file cannot be written. Warns of
        characters that no font has.
        """
        path = Path(path)
        format = path.suffix.lower().removeprefix(".")
        if format not in FORMATS:
            raise ValueError(say("no format of a plot", name=path.name))
        write_whole(path, self._drawn(format))
        return path

    @property
    def png(self) -> bytes:
        """The picture as PNG."""
        return self._drawn("png")

    @cached_property
    def svg(self) -> str:
        """The picture as an `<svg>` element for a page. Its ids begin with a mark of its content."""
        whole = self._drawn("svg").decode()
        text, mark = whole[whole.index("<svg") :].rstrip(), f"p{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
        return re.sub("<[^>]+>", lambda tag: re.sub(r'(\bid="|"#|url\(#)', rf"\1{mark}-", tag[0]), text)

    def __repr__(self) -> str:
        return "<Plot; save it with .save('name.svg'), .png or .pdf>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}

    def _drawn(self, format: str) -> bytes:
        import matplotlib
        from matplotlib.figure import Figure  # without pyplot, which would keep every figure

        with _one_at_a_time, matplotlib.rc_context(), warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(SETTINGS | {"font.family": _families()})
            rows = math.ceil(len(self.painters) / self.columns)
            across = min(self.columns, len(self.painters))
            figure = Figure(figsize=(WIDTH * across, HEIGHT * rows))
            for i, paint in enumerate(self.painters, 1):
                paint(figure.add_subplot(rows, across, i))
            file = io.BytesIO()
            figure.savefig(file, format=format, dpi=DPI if format == "png" else 72, metadata=_NO_DATES[format])
        _warn(said, is_needed=format != "svg")
        return file.getvalue()


def beside(plots: Iterable[Plot], columns: int = 2) -> Plot:
    """Several plots as one picture, row by row, in `columns` columns.

    >>> from viz.plots.lines import plot
    >>> picture = beside([plot({"loss": [(1, 1), (2, 0.5)]}) for _ in range(3)])
    >>> len(picture.painters), picture.columns
    (3, 2)
    """
    listed = list(plots) if isinstance(plots, Iterable) else None
    if listed is None or not all(isinstance(each, Plot) for each in listed):
        refuse_kind("plots", plots, "kind plots")
    if not isinstance(columns, int):
        refuse_kind("columns", columns, "kind whole number")
    plots = listed
    if not plots or columns < 1:
        raise ValueError(say("no columns of plots", count=len(plots), columns=columns))
    return Plot(tuple(painter for each in plots for painter in each.painters), columns)


def require_matplotlib() -> None:
    """Raise `ModuleNotFoundError` with a sentence where Matplotlib is missing."""
    try:
        import matplotlib as matplotlib
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(say("plots need Matplotlib"), name=error.name) from None


def drawable() -> str | None:
    """For `speaking`: English where no font here has the signs of the current language, which would be boxes."""
    if language() == LANGUAGES[0]:
        return None
    with _one_at_a_time:
        return None if len(_families()) > 1 else LANGUAGES[0]


def _families() -> list[str]:
    """The fonts, the next where one has no sign: Matplotlib's own, then a Japanese one if there is one here."""
    from matplotlib import font_manager

    known = {font.fname for font in font_manager.fontManager.ttflist}
    for path in package_fonts():
        if path not in known:
            font_manager.fontManager.addfont(path)
    names = {font.name for font in font_manager.fontManager.ttflist}
    return ["DejaVu Sans", *[name for name in JAPANESE if name in names][:1]]


def _warn(said: Iterable[warnings.WarningMessage], is_needed: bool) -> None:
    """Pass on what Matplotlib warned of. Missing signs are told in one sentence; an SVG needs no font."""
    missing = set[str]()
    for warning in said:
        if found := re.match(r"Glyph (\d+) .* missing from", str(warning.message)):
            missing.add(chr(int(found[1])))
        else:
            warnings.warn(warning.message, warning.category, stacklevel=4)
    if missing and is_needed:
        warnings.warn(MissingGlyphWarning("".join(sorted(missing))), stacklevel=4)
