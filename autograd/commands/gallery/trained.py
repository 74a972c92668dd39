"""Networks that learn while the gallery is made, in seconds: each as a picture of what it has learned, a moving one of
how it learned, and one of the network."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, NamedTuple

from autograd import tanh
from autograd.language import say

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

    def drawn(self) -> Iterator[tuple[str, bytes]]:
        """The ending and the content of each file."""
        import nn
        import viz

        model, data, loss, now = self.prepared()
        optimizer, plots = nn.optim.Adam(model.parameters(), 0.05), [now()]
        for _ in range(MOMENTS):
            nn.train(model, data, loss, optimizer, EPOCHS // MOMENTS, batch_size=len(data), progress=False)
            plots.append(now())
        yield "svg", plots[-1].svg.encode()
        yield "gif", viz.animation(plots).gif
        yield "network.svg", viz.network(model).svg.encode()


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
    from nn.data import moons

    return _told_apart([8, 8], lambda: moons(100, noise=0.1, seed=0))


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
