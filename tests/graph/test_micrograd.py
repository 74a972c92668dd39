"""A program written for micrograd runs here when its imports are changed, and gets the same numbers."""

from types import ModuleType
from typing import Any

import micrograd.engine
import micrograd.nn
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import autograd
import nn
from autograd import Value

number = st.floats(-3, 3).map(lambda x: round(x, 2))


def price_of_everything(engine: Any, numbers: list[float]) -> list[float]:
    """A program with all that micrograd can write: each operator from both sides, += on Values, relu, powers."""
    p, q, r = leaves = [engine.Value(x) for x in numbers]
    s = p * q + 2 * r - 1
    s += q**2 - p
    s += 3 - s * 0.5 + (r - p).relu()
    t = -s / 4.0 + (s * s + 1) ** -0.5
    t += 6.0 / (t**2 + 1) - r / 2
    t.backward()
    return [t.data, *[leaf.grad for leaf in leaves]]


@given(st.lists(number, min_size=3, max_size=3))
def test_same_numbers_as_micrograd(numbers: list[float]) -> None:
    assume(abs(numbers[2] - numbers[0]) > 1e-6)  # at a kink both have a convention of their own
    theirs = price_of_everything(micrograd.engine, numbers)
    assert price_of_everything(autograd, numbers) == pytest.approx(theirs, rel=1e-9, abs=1e-9)


def test_the_names_a_drawing_program_uses() -> None:
    x = Value(1.0)
    y = (x * 2 + 1).relu()
    y.backward()
    found, waiting = set(), [y]
    while waiting:
        node = waiting.pop()
        found.add((node._op, f"{node.data:.4f}", f"{node.grad:.4f}"))
        waiting.extend(node._prev)
    assert found >= {("relu", "3.0000", "1.0000"), ("+", "3.0000", "1.0000"), ("*", "2.0000", "1.0000")}
    with pytest.raises(AttributeError):
        y._prev = set()  # type: ignore[misc]


def trained(engine: Any, networks: ModuleType, steps: int) -> list[float]:
    """Losses of a training run in micrograd's manner, from the same weights in either library."""
    model = networks.MLP(2, [5, 5, 1])
    for i, parameter in enumerate(model.parameters()):
        parameter.data = ((i * 37) % 19 - 9) / 10
    points = [([0.5, -1.0], 1), ([-0.3, 0.8], -1), ([1.2, 0.1], 1), ([-1.0, -0.6], -1)]
    losses = []
    for _ in range(steps):
        scores = [model([engine.Value(x) for x in point]) for point, _ in points]
        margins = [(1 + -label * score).relu() for (_, label), score in zip(points, scores, strict=True)]
        loss = sum(margins) * (1.0 / len(margins)) + 1e-4 * sum(p * p for p in model.parameters())
        model.zero_grad()
        loss.backward()
        for parameter in model.parameters():
            parameter.data -= 0.05 * parameter.grad
        losses.append(loss.data)
    return losses


def test_training_goes_as_in_micrograd() -> None:
    ours, theirs = trained(autograd, nn, 25), trained(micrograd.engine, micrograd.nn, 25)
    assert ours == pytest.approx(theirs, rel=1e-9)
    assert ours[-1] < ours[0]
