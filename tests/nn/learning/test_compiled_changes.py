"""What changes from call to call is found, wherever it is kept, or by a later comparison with the graph."""

import os
import random
from collections import deque
from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import nn
from autograd import Value
from nn import Module, optim
from tests.conftest import thinned
from tests.nn import runs
from tests.nn.learning.test_compiled import fit, line, points, sgd
from tests.nn.learning.test_compiled_refusals import Gate

COUNT = [0]


def counted(y: Value, gate: Any) -> Value:
    COUNT[0] += 1
    return y * COUNT[0]


def remembering(y: Value, gate: Any) -> Value:
    gate.last = y
    return y


class Tally:
    calls = 0


TALLY = SimpleNamespace(inner=[SimpleNamespace(calls=0)], last=deque([0]), counts=np.zeros(1))


def counted_by_a_class(y: Value, gate: Any) -> Value:
    Tally.calls += 1
    return y if Tally.calls < 80 else 2 * y


CALLS = 0


def counted_by_a_number(y: Value, gate: Any) -> Value:
    global CALLS
    CALLS += 1
    return y if CALLS < 80 else 2 * y


def counted_by_itself(y: Value, gate: Any) -> Value:
    vars(counted_by_itself)["calls"] = vars(counted_by_itself).get("calls", 0) + 1
    return y if vars(counted_by_itself)["calls"] < 80 else 2 * y


def counted_deep_inside(y: Value, gate: Any) -> Value:
    TALLY.inner[0].calls += 1
    return y if TALLY.inner[0].calls < 80 else 2 * y


def counted_in_a_deque(y: Value, gate: Any) -> Value:
    TALLY.last.append(TALLY.last.pop() + 1)
    return y if TALLY.last[0] < 80 else 2 * y


def counted_in_an_array(y: Value, gate: Any) -> Value:
    TALLY.counts[0] += 1
    return y if TALLY.counts[0] < 80 else 2 * y


def drawing(y: Value, gate: Any) -> Value:
    return y * random.random()


@pytest.mark.parametrize(
    ("decide", "said"),
    [(counted, "COUNT changes"), (remembering, r"Gate\.last changes"), (drawing, "random numbers of its own")],
)
def test_what_changes_from_call_to_call_is_found(decide: Any, said: str) -> None:
    COUNT[0] = 0
    model, data = Gate(decide), points((1.0, 1.0), (-1.0, 0.3))
    with pytest.raises(ValueError, match=said):
        fit(model, data, sgd(0.1)(model.parameters()), 1, compiled=True)
    assert COUNT[0] in (0, 2)  # the graph was asked once, and the recording left no trace


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (counted_by_a_class, "Tally changes"),
        (counted_by_a_number, "CALLS changes"),
        (counted_by_itself, r"\w+ changes"),
        (counted_deep_inside, r"TALLY\.inner changes"),
        (counted_in_a_deque, r"TALLY\.last changes"),
        (counted_in_an_array, r"TALLY\.counts changes"),
    ],
)
def test_what_is_counted_out_of_sight_is_found_and_put_back(decide: Any, said: str) -> None:
    """A decision that falls long after all that was compared."""
    global CALLS
    CALLS = Tally.calls = TALLY.inner[0].calls = TALLY.last[0] = TALLY.counts[0] = 0
    model, data = Gate(decide), points((1.0, 1.0), (-1.0, 0.3))
    with pytest.raises(ValueError, match=said):
        fit(model, data, sgd(0.1)(model.parameters()), 1, compiled=True)
    own = vars(counted_by_itself).pop("calls", 0)
    calls = CALLS + own + Tally.calls + TALLY.inner[0].calls + TALLY.last[0] + TALLY.counts[0]
    assert calls == 2  # the graph was asked once, and the recording left no trace


@pytest.mark.parametrize("compiled", [None, True])
def test_a_loss_that_reads_the_optimizer(compiled: Any) -> None:
    """The default goes on in the graph, since the loss is another one after some steps."""
    model, data = Gate(lambda y, gate: y), points((1.0, 1.0), (-1.0, 0.3))
    optimizer = sgd(0.1)(model.parameters())

    def loss(y: Value, target: Any) -> Value:
        error: Value = (y - target) ** 2
        return error if optimizer.steps < 80 else 2 * error

    if compiled:
        with pytest.raises(ValueError, match="optimizer is an optimizer, which changes with each step"):
            nn.train(model, data, loss, optimizer, epochs=99, compiled=True, progress=False)
    else:
        nn.train(model, data, loss, optimizer, epochs=99, progress=False)
        assert optimizer.steps == 99


def test_the_numbers_that_come_next_are_those_of_a_run_in_the_graph() -> None:
    """A recording that came to nothing has drawn them in vain, and puts NumPy's own generator back."""

    np.random.seed(3)
    expected = np.random.normal(size=4).tolist()
    drawn = list[float]()

    def noisy(y: Value, gate: Any) -> Value:
        drawn.append(np.random.normal())
        return y + drawn[-1]

    np.random.seed(3)
    model = Gate(noisy)
    fit(model, points((1.0, 1.0), (-1.0, 0.3)), sgd(0.1)(model.parameters()), 2)
    assert drawn == expected


def turned_round(step: int) -> float:
    if step == 66:
        os.environ["SIGN"] = "-1"
    return 0.001


@pytest.mark.parametrize(("epochs", "found"), thinned([(1999, 1024), (70, 70)], 1))
@pytest.mark.parametrize("compiled", [None, True])
@pytest.mark.parametrize("norm", [True, False])
def test_a_change_that_nothing_shows_is_found_later(
    epochs: int, found: int, compiled: Any, norm: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a step in each epoch, and by comparisons at steps 64 and 1024 and at the end."""

    told = []
    for steps, way in ((epochs, compiled), (64, False)):
        random.seed(1)
        monkeypatch.setenv("SIGN", "1")
        model: Module = Gate(lambda y, gate: y * float(os.environ["SIGN"]))
        model = nn.Sequential(nn.BatchNorm(1), model) if norm else model
        optimizer = optim.Momentum(model.parameters(), turned_round)
        said = f"otherwise than before.* after step 64 .* by step {found} at the latest"
        with nullcontext() if way is False else pytest.raises(ValueError, match=said):
            fit(model, points((1.0, 1.0), (-1.0, 0.3)), optimizer, steps, compiled=way)
        told.append(runs.numbers(model, optimizer)[:-1])
    assert told[0] == pytest.approx(told[1], rel=1e-7)


def test_an_array_with_a_nan_that_stays_is_no_change() -> None:
    model = Gate(lambda y, gate: y)
    vars(model)["seen"] = np.array([np.nan, 1.0])
    fit(model, points((1.0, 1.0), (-1.0, 0.3)), sgd(0.1)(model.parameters()), 1, compiled=True)


class Slotted:
    __slots__ = ("calls",)

    def __init__(self) -> None:
        self.calls = 0

    def doubled_late(self, y: Value, gate: Any) -> Value:
        self.calls += 1
        return y if self.calls < 80 else 2 * y


class InASlot(Gate):
    __slots__ = ("calls",)

    def __call__(self, x: Any) -> Any:
        self.calls = getattr(self, "calls", 0) + 1
        return super().__call__(x) * (1 if self.calls < 80 else 2)


def counted_by(count: Any, y: Value, gate: Any) -> Value:
    count["calls"] += 1
    return y if count["calls"] < 80 else 2 * y


def drawn_by_numpy(y: Value, gate: Any, draw: Any = np.random.RandomState(1)) -> Value:  # noqa: B008
    return y if draw.random_sample() < 0.99 else 2 * y


HIDDEN: dict[str, Any] = {
    "an object with slots": lambda: Gate(Slotted().doubled_late),
    "a slot of the model": lambda: InASlot(lambda y, gate: y),
    "a part of a function": lambda: Gate(partial(counted_by, {"calls": 0})),
    "a generator of NumPy's": lambda: Gate(drawn_by_numpy),
}


@pytest.mark.parametrize("make", HIDDEN.values(), ids=HIDDEN)
def test_what_changes_in_slots_parts_and_generators_is_found(make: Any) -> None:
    model, data = make(), points((1.0, 1.0), (-1.0, 0.3))
    with pytest.raises(ValueError, match=r"compiled=True cannot be: .* changes with each call of model or loss"):
        fit(model, data, sgd(0.1)(model.parameters()), 1, compiled=True)


def test_a_loss_may_be_a_method_that_counts() -> None:
    class Scorer(Slotted):
        def loss(self, output: Any, target: float) -> Any:
            self.calls += 1
            return (output - target) ** 2 * (1 if self.calls < 80 else 2)

    model, scorer = line(), Scorer()
    with pytest.raises(ValueError, match="the loss changes with each call"):
        nn.train(model, points((1.0, 1.0)), scorer.loss, sgd(0.1)(model.parameters()), 1, compiled=True, progress=False)
    assert scorer.calls == 1  # the graph was asked once, and the recording left no trace
