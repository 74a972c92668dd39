"""A network of 784-32-10 with softmax, value and gradients of a batch of 128, against NumPy by hand, in one run.

    python -m tests.bench.softmax_network

The batch comes as an array of lanes, or is recorded; the loss is that of logits, or of softmax and its logarithm. All
ways take turns, on one thread.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from typing import Any

import numpy as np

import autograd
import nn
from autograd import Value, mean, softmax
from autograd.language.text import table
from nn.layers.losses import cross_entropy, cross_entropy_from_logits
from tests.bench.turns import seconds

SIZES, BATCH = (784, 32, 10), 128
ROUNDS, STEPS = 12, 20
Step = Callable[[], tuple[Any, Any]]


def by_hand(model: Any, xs: Any, classes: Any, dtype: str = "float64") -> Step:
    """The step in matrices, as one writes it by hand, with the examples as rows."""
    (w1, b1), (w2, b2) = (
        [np.array([[p.data for p in row] for row in rows], dtype) for rows in (weight, [bias])]
        for weight, bias in (layer.tensors().values() for layer in model.layers)
    )
    xs, places = xs.astype(dtype), (np.arange(len(xs)), classes)

    def step() -> tuple[Any, Any]:
        a1 = xs @ w1.T + b1
        h1 = np.maximum(a1, 0.0)
        logits = h1 @ w2.T + b2
        far = logits - logits.max(1, keepdims=True)
        weights = np.exp(far)
        whole = weights.sum(1, keepdims=True)
        losses = np.log(whole[:, 0]) - far[places]
        d2 = weights / whole
        d2[places] -= 1.0
        d2 /= len(xs)
        d1 = (d2 @ w2) * (a1 > 0.0)
        return losses.mean(), [d1.T @ xs, d1.sum(0), d2.T @ h1, d2.sum(0)]

    return step


def loss_of_softmax(outputs: Any, target: Any) -> Any:
    """The loss as textbooks write it, of shares."""
    return cross_entropy(softmax(outputs), target)


def in_lanes(loss: Any, model: Any, xs: Any, classes: Any, dtype: str = "float64") -> Step:
    """A program of one example, whose pixels and class are its inputs."""
    pixels, target = [Value(x) for x in xs[0].tolist()], Value(float(classes[0]))
    program = autograd.compile(loss(model(pixels), target), model.parameters(), [*pixels, target], dtype=dtype)
    batch = np.column_stack([xs, classes]).astype(dtype)
    return lambda: (program(batch).mean(), program.gradients(reduce="mean"))


def recorded(loss: Any, model: Any, xs: Any, classes: Any) -> Step:
    """A program of the whole batch."""
    losses = [loss(model(x), k) for x, k in zip(xs.tolist(), classes.tolist(), strict=True)]
    program = autograd.compile(mean(losses), model.parameters())
    return lambda: (program(), program.gradients())


def agree(model: Any, hand: Step, ours: Step, tolerance: float = 1e-9) -> None:
    """Raise `AssertionError` unless value and gradients are the same."""
    (loss, gradients), (found, block) = hand(), ours()
    of = dict(zip(model.parameters(), block.tolist(), strict=True))
    blocks = [tensor for layer in model.layers for tensor in layer.tensors().values()]
    assert np.allclose(found, loss, rtol=tolerance)
    for tensor, expected in zip(blocks, gradients, strict=True):
        nested = [[of[p] for p in row] for row in tensor] if isinstance(tensor[0], list) else [of[p] for p in tensor]
        assert np.allclose(nested, expected, rtol=tolerance, atol=tolerance / 100)


def main() -> None:
    random.seed(5)
    draw = np.random.default_rng(5)
    model = nn.MLP(SIZES[0], SIZES[1:], init=nn.init.he(seed=5))
    xs, classes = draw.random((BATCH, SIZES[0])), draw.integers(0, SIZES[-1], BATCH)
    hand = by_hand(model, xs, classes)
    ways: dict[str, Step] = {"NumPy by hand": hand}
    for name, loss in {"logits": cross_entropy_from_logits, "softmax": loss_of_softmax}.items():
        ways[f"in lanes, {name}"] = in_lanes(loss, model, xs, classes)
        ways[f"recorded, {name}"] = recorded(loss, model, xs, classes)
    for name in list(ways)[1:]:
        agree(model, hand, ways[name])
    hand32 = by_hand(model, xs, classes, "float32")
    ours32 = in_lanes(cross_entropy_from_logits, model, xs, classes, "float32")
    agree(model, hand32, ours32, 1e-3)
    _show(ways)
    _show({"NumPy by hand": hand32, "in lanes, logits": ours32}, "float32")


def _show(ways: dict[str, Step], dtype: str = "float64") -> None:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, step in ways.items():
            step()  # others took the memory next to the processor
            times[name] += [seconds(step) for _ in range(STEPS)]
    medians = {name: statistics.median(some) for name, some in times.items()}
    rows = [
        [name, f"{median * 1e3:.3f} ms", f"{median / medians['NumPy by hand']:.2f}"] for name, median in medians.items()
    ]
    print()
    print(table([f"784-32-10, {dtype}", "median", "to NumPy by hand"], rows, right=[1, 2]))


if __name__ == "__main__":
    main()
