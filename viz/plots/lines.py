"""Lines and dots against two axes: losses by epoch, data with a fitted curve, paths of optimizers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from autograd.language import say, speaking
from autograd.language.errors import refuse_kind
from autograd.language.text import printable
from viz.plots.picture import Plot, drawable, require_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nn.learning.run.history import History

Points = Iterable[tuple[float, float]]

# Told apart by line and by mark, so that colour only helps.
STYLES: list[dict[str, Any]] = [
    {"color": "#2f7ed8", "linestyle": "-", "marker": "o"},
    {"color": "#e8710a", "linestyle": (0, (6, 3)), "marker": "s"},
    {"color": "#2e9e5b", "linestyle": (0, (2, 3)), "marker": "^"},
    {"color": "#b04fc4", "linestyle": (0, (10, 3, 2, 3)), "marker": "D"},
    {"color": "#c0392b", "linestyle": (0, (14, 4)), "marker": "v"},
    {"color": "#808000", "linestyle": (0, (1, 5)), "marker": "P"},
]


def plot(lines: Mapping[str, Points] | None = None, dots: Mapping[str, Points] | None = None, title: str = "") -> Plot:
    """A plot of points (x, y) by name: `lines` joins them, `dots` marks them. The same name has the same colour.

    Raises ValueError if there are no points, or for a coordinate that is not finite, TypeError for what is no points,
    and `ModuleNotFoundError` where Matplotlib is missing.

    >>> picture = plot({"x²": [(x, x * x) for x in range(4)]}, {"measured": [(1, 1.2), (2, 3.7)]})
    >>> ">measured</text>" in picture.svg
    True
    """
    require_matplotlib()
    for kind, given in ("lines", lines), ("dots", dots):
        if given is not None and not isinstance(given, Mapping):
            refuse_kind(kind, given, "kind points")
    of_lines = {name: _checked(name, points) for name, points in (lines or {}).items()}
    of_dots = {name: _checked(name, points) for name, points in (dots or {}).items()}
    if not any(of_lines.values()) and not any(of_dots.values()):
        raise ValueError(say("no points to plot"))
    style = dict(zip(dict.fromkeys([*of_lines, *of_dots]), itertools.cycle(STYLES)))  # as many as there are names

    def paint(axes: Axes) -> None:
        handles: dict[str, list[Any]] = {name: [] for name in style}
        for name, points in of_dots.items():
            marked = style[name] | {"linestyle": "none", "alpha": 0.6, "markersize": 4}
            handles[name] += axes.plot([x for x, _ in points], [y for _, y in points], **marked)
        for name, points in of_lines.items():  # above the dots, of which there may be many
            joined = style[name] | {"marker": "none"}
            handles[name] += axes.plot([x for x, _ in points], [y for _, y in points], **joined)
        axes.grid(alpha=0.3)
        named(axes, title, {name: tuple(found) for name, found in handles.items()})

    return Plot((paint,))


def losses(history: History, title: str = "") -> Plot:
    """The loss by epoch, and the validation loss if there is one. Their names are in the current language if there is a
    font for it.

    Raises ValueError for a history without epochs.

    >>> from nn.learning.run.history import Epoch, History
    >>> ">validation loss</text>" in losses(History([Epoch(1, 0.7, None, 0.8), Epoch(2, 0.4, None, 0.6)])).svg
    True
    """
    if not hasattr(history, "rows"):
        refuse_kind("history", history, "kind history")
    if not history.rows:
        raise ValueError(say("no epochs to plot"))
    require_matplotlib()
    from matplotlib.ticker import MaxNLocator

    with speaking(drawable()):
        loss, validation_loss, epoch = say("column loss"), say("column validation loss"), say("column epoch")
    curves = {loss: [(row.number, row.loss) for row in history.rows]}
    after = [(row.number, row.validation_loss) for row in history.rows if row.validation_loss is not None]
    [paint] = plot(curves | ({validation_loss: after} if after else {}), title=title).painters

    def with_label(axes: Axes) -> None:
        paint(axes)
        axes.set_xlabel(epoch)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))

    return Plot((with_label,))


def named(axes: Axes, title: str, handles: Mapping[str, Any]) -> None:
    """Write a title above the axes, and a legend with these names."""
    from matplotlib.legend_handler import HandlerTuple

    axes.set_title(printable(title), fontsize=10, loc="left")
    drawn: list[Any] = list(axes.lines)
    is_small = sum(len(line.get_xdata()) for line in drawn) < 5_000  # among more, a free place takes seconds to find
    axes.legend(
        list(handles.values()), [printable(name) for name in handles], handler_map={tuple: HandlerTuple(ndivide=1)},
        fontsize=8, handlelength=3.5, loc="best" if is_small else "upper right",
    )  # fmt: skip


def _checked(name: str, points: Points) -> list[tuple[float, float]]:
    given = list(points) if isinstance(points, Iterable) else points
    try:
        found = [(float(x), float(y)) for x, y in given]
    except (TypeError, ValueError):
        refuse_kind(printable(name), given, "kind pairs")
    for point in found:
        if not all(abs(coordinate) < 1e150 for coordinate in point):
            raise ValueError(say("point without a place", point=point, name=printable(name)))
    return found
