"""What a model has learned, in pictures: where it draws the line, what its filters look for, how large its numbers are,
and which classes it takes for which."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import autograd
from autograd import Value
from autograd.language import say, speaking
from autograd.language.errors import refuse_kind
from autograd.language.text import number, printable
from nn.learning.metrics import predicted_class
from nn.nested import each, flat, is_list, shape
from viz.plots.lines import STYLES, named
from viz.plots.picture import Plot, drawable, require_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nn.data.dataset import Examples
    from nn.learning.metrics import ConfusionMatrix
    from nn.module import Module

ACROSS = 201
"""The places at which a boundary is calculated, in each direction."""
MOST = 64
"""The most filters, and the most parts of a model, in a picture."""


def boundary(model: Any, data: Examples, threshold: float = 0.0, title: str = "") -> Plot:
    """The classes that a model sees in the plane, and the points of `data`, whose `ys` are classes counted from 0.

    A point that the model takes for another class has a ring. A single output is of class 1 above `threshold`; of
    several outputs, the largest tells the class. The model runs as a compiled program, so it must not choose its
    operations by its numbers, and batch normalisation must be in use: `model.eval()`.

    Raises ValueError unless each x is two numbers.

    >>> from nn import MLP
    >>> from nn.data import moons
    >>> ">lower</text>" in boundary(MLP(2, [1]), moons(20, seed=0)).svg
    True
    """
    require_matplotlib()
    import numpy as np

    if not callable(model):
        refuse_kind("model", model, "kind model")
    if not hasattr(data, "xs"):
        refuse_kind("data", data, "kind data")
    if not isinstance(threshold, float | Real):
        refuse_kind("threshold", threshold, "kind number")
    if not len(data) or any(shape(x) != (2,) for x in data.xs):
        raise ValueError(say("no plane for a boundary"))
    points, actual = np.asarray(data.xs, dtype=float), [int(y) for y in data.ys]
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.1 * (high - low) + 1e-9
    across, up = (np.linspace(a, b, ACROSS) for a, b in zip(low - margin, high + margin, strict=True))
    grid = np.stack([each.ravel() for each in np.meshgrid(across, up)], axis=1)
    scores = _outputs(model, np.concatenate([grid, points]))
    found = _classes(scores, threshold)
    plane, predicted = found[: len(grid)].reshape(ACROSS, ACROSS), found[len(grid) :]
    classes = range(max([1, *actual, *found.tolist()]) + 1)
    names = [str(name) for name in getattr(data, "classes", ())][: len(classes)]
    with speaking(drawable()):
        names += [say("class of a number", number=c) for c in classes[len(names) :]]
        ringed = say("points with a ring", count=sum(predicted != np.array(actual)))

    def paint(axes: Axes) -> None:
        looks = list(itertools.islice(itertools.cycle(STYLES), len(classes)))
        levels = [c - 0.5 for c in range(len(classes) + 1)]
        axes.contourf(across, up, plane, levels=levels, colors=[look["color"] for look in looks], alpha=0.2)
        axes.contour(across, up, plane, levels=levels[1:-1], colors="#444444", linewidths=1)
        handles: dict[str, Any] = {}
        for c, look in enumerate(looks):
            mine = points[[y == c for y in actual]]
            marked = {"marker": look["marker"], "color": look["color"], "linestyle": "none", "markersize": 4}
            [handles[names[c]]] = axes.plot(mine[:, 0], mine[:, 1], **marked)
        wrong = points[predicted != np.array(actual)]
        if len(wrong):
            ring: dict[str, Any] = {
                "marker": "o",
                "markersize": 9,
                "fillstyle": "none",
                "color": "#000000",
                "linestyle": "none",
            }
            [handles[ringed]] = axes.plot(wrong[:, 0], wrong[:, 1], **ring)
        named(axes, title, handles)

    return Plot((paint,))


def confusion(matrix: ConfusionMatrix, title: str = "") -> Plot:
    """How many examples of each class are taken for which, as counts in cells; a darker cell has more.

    >>> from nn.metrics import confusion_matrix
    >>> ">りんご</text>" in confusion(confusion_matrix(["りんご", "梨"], ["りんご", "りんご"])).svg
    True
    """
    require_matplotlib()
    if not hasattr(matrix, "classes") or not hasattr(matrix, "counts"):
        refuse_kind("matrix", matrix, "kind matrix of counts")
    names = [printable(str(name)) for name in matrix.classes]
    most = max(map(max, matrix.counts))
    with speaking(drawable()):
        across, up = say("predicted classes"), say("actual classes")

    def paint(axes: Axes) -> None:
        axes.imshow(matrix.counts, cmap="Blues", vmin=0, vmax=max(1, most))
        for (i, row), j in itertools.product(enumerate(matrix.counts), range(len(names))):
            axes.text(
                j, i, f"{row[j]:,}", ha="center", va="center", color="w" if row[j] > most / 2 else "k", fontsize=8
            )
        axes.set_xticks(range(len(names)), names, rotation=45 if len(names) > 4 else 0, fontsize=8)
        axes.set_yticks(range(len(names)), names, fontsize=8)
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        axes.set_title(printable(title), fontsize=10, loc="left")

    return Plot((paint,))


def filters(part: Any, title: str = "") -> Plot:
    """The filters of a convolution as images: a row for each filter, a column for each channel. White is the largest
    weight of the part, black the smallest. The first 64 filters are shown.

    Raises ValueError for a part without such weights.

    >>> from nn import Conv2D
    >>> len(filters(Conv2D(1, 4, 3)).painters)
    1
    """
    require_matplotlib()
    weight: Any = getattr(part, "weight", None)
    if len(shape(weight) if is_list(weight) else ()) != 4:
        raise ValueError(say("no filters", kind=type(part).__name__))
    import matplotlib
    import numpy as np

    numbers = np.array(each(_data, weight))[:MOST]
    low, high = float(numbers.min()), float(numbers.max())
    row = min(8, len(numbers)) if numbers.shape[1] == 1 else 1  # one channel: eight filters side by side
    count, channels, tall, wide = numbers.shape
    rows, columns = -(-count // row), row * channels
    with speaking(drawable()):
        said = say(
            "filters and their numbers", count=len(weight), tall=tall, wide=wide, low=number(low), high=number(high)
        )
    sheet = np.full((rows * (tall + 1) + 1, columns * (wide + 1) + 1), np.nan)  # between them, nothing
    for m, c in itertools.product(range(count), range(channels)):
        y, x = 1 + (m // row) * (tall + 1), 1 + (m % row * channels + c) * (wide + 1)
        sheet[y : y + tall, x : x + wide] = numbers[m, c]

    def paint(axes: Axes) -> None:
        colours = matplotlib.colormaps["gray"].with_extremes(bad="#7fb2e5")
        axes.imshow(np.ma.masked_invalid(sheet), cmap=colours, vmin=low, vmax=high if high > low else low + 1)
        axes.set_axis_off()
        axes.set_title(printable(title) or said, fontsize=8, loc="left")

    return Plot((paint,))


def histograms(model: Module, title: str = "") -> Plot:
    """How large the weights of each part are, and the gradients that the last `backward()` left: a row for each part.

    Gradients near 0 in the first parts, and not in the last ones, are vanishing. Raises ValueError for a model without
    parameters.

    >>> from nn import MLP
    >>> picture = histograms(MLP(2, [3, 1]))
    >>> len(picture.painters), ">layers.0: 9 gradients</text>" in picture.svg
    (4, True)
    """
    require_matplotlib()
    if not hasattr(model, "modules"):
        refuse_kind("model", model, "kind model")
    parts = [(path or type(part).__name__, part.own()) for path, part in model.modules() if part.own()][:MOST]
    if not parts:
        raise ValueError(say("no parameters to count", kind=type(model).__name__))

    def painter(name: str, numbers: Sequence[float], colour: str) -> Any:
        def paint(axes: Axes) -> None:
            axes.hist(numbers, bins=min(40, max(5, len(numbers) // 4)), color=colour, edgecolor="white", linewidth=0.5)
            axes.set_title(printable(f"{title} {name}".strip()), fontsize=10, loc="left")
            axes.axvline(0.0, color="#444444", linewidth=0.8)

        return paint

    painters = []
    with speaking(drawable()):
        for path, own in parts:
            weights = say("weights of a part", part=path, count=len(own))
            gradients = say("gradients of a part", part=path, count=len(own))
            painters.append(painter(weights, [p.data for p in own], STYLES[0]["color"]))
            painters.append(painter(gradients, [p.grad for p in own], STYLES[1]["color"]))
    return Plot(tuple(painters), columns=2)


def _outputs(model: Any, rows: Any) -> Any:
    """The outputs for rows of two numbers, a row each."""
    import numpy as np

    inputs = [Value(0.0), Value(0.0)]
    output = model(inputs)
    program = autograd.compile(list(flat(output)) if is_list(output) else [output], inputs=inputs, backend="numpy")
    return np.stack([np.broadcast_to(column, len(rows)) for column in program(rows)], axis=1)


def _classes(scores: Any, threshold: float) -> Any:
    """What `predicted_class` tells of each row, of all rows at once."""
    for row in scores[(scores != scores).any(axis=1)][:1]:
        predicted_class(row.tolist(), threshold=threshold)  # which refuses NaN
    return scores.argmax(axis=1) if scores.shape[1] > 1 else (scores[:, 0] > threshold).astype(int)


def _data(parameter: Any) -> float:
    return float(parameter.data if isinstance(parameter, Value) else parameter)
