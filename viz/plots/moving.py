"""Plots one after the other, as a moving picture: a boundary that a network finds, a path that an optimizer takes."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from pathlib import Path
from typing import Any

from autograd.language import say
from autograd.language.errors import refuse_kind
from autograd.language.whole import write_whole
from viz.plots.picture import Plot, require_matplotlib

FORMATS = {".gif": "GIF", ".png": "PNG", ".webp": "WEBP"}
LONGEST = 2_000
"""The most plots in one moving picture: each is a whole image in memory while the file is made."""
HUNDREDTH = 0.01
"""Seconds. A GIF counts in these, and browsers show anything shorter than two of them slowly."""


@dataclass(frozen=True, repr=False)
class Animation:
    """Plots, each shown for `seconds`, again and again; the last one is shown for `pause`. `save` writes a file, and a
    notebook shows it by itself."""

    plots: tuple[Plot, ...]
    seconds: float
    pause: float

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the moving picture, whole or not at all: .gif for everywhere, .webp or .png (animated) for all
        colours. Makes its folder.

        Returns the path. Raises `ValueError` for another suffix, and `OSError` if the file cannot be written.
        """
        path = Path(path)
        if path.suffix.lower() not in FORMATS:
            raise ValueError(say("no moving picture", name=path.name))
        write_whole(path, self._moving(FORMATS[path.suffix.lower()]))
        return path

    @cached_property
    def gif(self) -> bytes:
        """The moving picture as a GIF."""
        return self._moving("GIF")

    def __repr__(self) -> str:
        return f"<Animation of {len(self.plots)} plots; save it with .save('name.gif'), .webp or .png>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"image/gif": self.gif, "text/plain": repr(self)}

    def _moving(self, format: str) -> bytes:
        from PIL import Image  # Matplotlib brings it

        images = [Image.open(io.BytesIO(plot.png)).convert("RGB") for plot in self.plots]
        if len({image.size for image in images}) > 1:  # the parts of each plot are laid out anew
            raise ValueError(say("plots of other sizes"))
        if format == "GIF":  # each with colours of its own: with those of one for all, white becomes grey
            images = [image.quantize(255) for image in images]
        shown = [round(1000 * self.seconds)] * (len(images) - 1) + [round(1000 * self.pause)]
        file = io.BytesIO()
        whole: dict[str, Any] = {"lossless": True} if format == "WEBP" else {}
        images[0].save(file, format, save_all=True, append_images=images[1:], duration=shown, loop=0, **whole)
        return file.getvalue()


def animation(plots: Iterable[Plot], seconds: float = 0.1, pause: float = 2.0) -> Animation:
    """The plots as a moving picture, each shown for `seconds`, the last one for `pause` before it begins again.

    A plot holds the numbers of the moment at which it was made. So make one after each epoch, and join them.

    Raises `ValueError` for no plots or more than 2,000, and for a time below 0.02 seconds or above a minute;
    `ModuleNotFoundError` where Matplotlib is missing.

    >>> from viz import plot
    >>> moving = animation(plot({"x²": [(x / 9, (x / 9) ** 2) for x in range(n)]}) for n in range(2, 6))
    >>> len(moving.plots), moving.gif[:6]
    (4, b'GIF89a')
    """
    require_matplotlib()
    for name, time in ("seconds", seconds), ("pause", pause):
        if not isinstance(time, float | Real):
            refuse_kind(name, time, "kind number")
        if not 2 * HUNDREDTH <= time <= 60.0:
            raise ValueError(say("no time of a picture", name=name, time=time))
    if not isinstance(plots, Iterable):
        refuse_kind("plots", plots, "kind plots")
    taken = tuple(plots)
    if not 1 <= len(taken) <= LONGEST:
        raise ValueError(say("number of plots", most=LONGEST, count=len(taken)))
    for plot in taken:
        if not isinstance(plot, Plot):
            raise TypeError(say("no plot in a moving picture", kind=type(plot).__name__))
    return Animation(taken, seconds, pause)
