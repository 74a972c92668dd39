"""Networks that learn while the gallery is made, in seconds: each as a picture of what it has learned, a moving one of
how it learned, and one of the network."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from typing import Any, NamedTuple

from autograd import tanh
from autograd.language import LANGUAGES, say, speaking

ENDINGS = ("svg", "gif", "network.svg")
EPOCHS, MOMENTS = 120, 15
"""How long a network learns, and how often it is looked at."""


class Trained(NamedTuple):
    """A network that learns. `name` is that of its files, and its sentences are "gallery NAME" and "gallery NAME: why".
    `example` is the program that trains one like it. `prepared` gives the model, its data, its loss, and the function
    that draws what it has learned so far."""

    name: str
    example: str
    prepared: Callable[[], tuple[Any, Any, Any, Callable[[], Any]]]

    def drawn(self) -> Iterator[tuple[str, str, bytes]]:
        """The ending, the language and the content of each file. The moving picture has no words, and is drawn once."""
        import nn
        import viz

        model, data, loss, now = self.prepared()
        optimizer, plots = nn.optim.Adam(model.parameters(), 0.05), [now()]
        for _ in range(MOMENTS):
            nn.train(model, data, loss, optimizer, EPOCHS // MOMENTS, batch_size=len(data), progress=False)
            plots.append(now())
        for spoken in LANGUAGES:
            with speaking(spoken):
                learned, network = now().svg, viz.network(model).svg
            yield "svg", spoken, learned.encode()
            yield "network.svg", spoken, network.encode()
        yield "gif", LANGUAGES[0], viz.animation(map(_wordless, plots)).gif


def _wordless(plot: Any) -> Any:
    """The plot without the names of its lines and points."""

    def without_names(paint: Callable[[Any], None]) -> Callable[[Any], None]:
        def painted(axes: Any) -> None:
            paint(axes)
            axes.get_legend().remove()

        return painted

    return replace(plot, painters=tuple(map(without_names, plot.painters)))


def can_be_drawn() -> bool:
    """Whether there is all that these pictures need beyond the standard library."""
    return bool(find_spec("matplotlib"))  # which needs NumPy, as compiled steps do


def _told_apart(hidden: list[int], points: Callable[[], Any]) -> tuple[Any, Any, Any, Callable[[], Any]]:
    import nn
    import viz

    data, model = points(), nn.MLP(2, [*hidden, 1], activation=tanh, init=nn.init.xavier(0))
    return model, data, nn.losses.binary_cross_entropy_from_logits, lambda: viz.boundary(model, data)


def _xor() -> tuple[Any, Any, Any, Callable[[], Any]]:
    from nn.data import Dataset

    return _told_apart([4], lambda: Dataset([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1, 0]))


def _moons() -> tuple[Any, Any, Any, Callable[[], Any]]:
    from nn.data import Dataset, moons

    data = moons(100, noise=0.1, seed=0)
    return _told_apart([8, 8], lambda: Dataset(data.xs, data.ys))  # without the names of its classes, which are English


def _regression() -> tuple[Any, Any, Any, Callable[[], Any]]:
    import nn
    import viz
    from nn.data import Dataset

    draw = random.Random(0)
    xs = [draw.uniform(-1.0, 1.0) for _ in range(100)]
    data = Dataset([[x] for x in xs], [draw.gauss(math.sin(math.pi * x), 0.2) for x in xs])
    model, places = nn.MLP(1, [8, 1], activation=tanh, init=nn.init.xavier(0)), [i / 50 for i in range(-50, 51)]
    points, sine = list(zip(xs, data.ys, strict=True)), [(x, math.sin(math.pi * x)) for x in places]

    def now() -> Any:
        fitted = [(x, model([x]).data) for x in places]
        return viz.plot({"sin πx": sine, say("gallery fitted"): fitted}, {say("gallery points"): points})

    return model, data, nn.losses.mean_squared_error, now


TRAINED = (
    Trained("learned_xor", "xor.py", _xor),
    Trained("moons", "moons.py", _moons),
    Trained("regression", "regression.py", _regression),
)

OTHERS = (
    "autoencoder", "digits", "digits_convolution", "digits_deep", "dropout_and_norm", "initial_weights", "titanic",
    "gpt", "in_c",
)  # fmt: skip
"""Examples that learn for longer than one waits for a gallery: it names them. Their sentences are "gallery NAME"."""
