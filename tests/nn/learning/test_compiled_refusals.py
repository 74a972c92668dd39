"""A decision of Python is found, and its place told; and a program refuses in the words of the graph."""

import math
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

import autograd
import nn
from autograd import Value, log, mean, where
from nn import Layer, Module, losses, optim
from tests.conftest import ROOT
from tests.nn import runs
from tests.nn.learning.test_compiled import fit, line, points, sgd


class Gate(Module):
    """`decide` makes of the output what Python likes."""

    def __init__(self, decide: Any) -> None:
        self.layer, self.decide = Layer(1, 1, nonlin=False), decide

    def __call__(self, x: Any) -> Any:
        return self.decide(self.layer(x), self)


def rounded(y: Value, gate: Any) -> Any:
    return y + round(y)


def elsewhere(look: Any) -> Any:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(look).result()


DECISIONS: dict[str, Any] = {
    "compared": lambda y, gate: y if y > 0 else -y,
    "its number": lambda y, gate: y * 2 if y.data > 0 else y,
    "float": lambda y, gate: y * float(y),
    "bool": lambda y, gate: y or y * 2,
    "equal": lambda y, gate: y if y == 3.0 else y * 2,
    "rounded": rounded,
    "its text": lambda y, gate: y if "-" in repr(y) else y * 2,
    "formatted": lambda y, gate: y if f"{y:.1f}" > "0.5" else y * 2,
    "its gradient": lambda y, gate: y if y.grad > 1.0 else y * 2,
    "in another thread": lambda y, gate: y if elsewhere(lambda: y > 0) else 2 * y,
    "a parameter": lambda y, gate: y if gate.layer.neurons[0].b.data > 5.0 else 2 * y,
}


@pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)
def test_a_decision_of_python_is_found_and_its_place_told(decide: Any) -> None:
    model, data = Gate(decide), points((1.0, 1.0), (-1.0, 0.3), (0.5, 2.0))
    with pytest.raises(ValueError, match=r"compiled=True cannot be: .*_refusals\.py:\d+ looks at the number"):
        fit(model, data, sgd(0.1)(model.parameters()), 1, compiled=True)
    found = []
    for compiled in (None, False):
        random.seed(1)
        model = Gate(decide)
        fit(
            model,
            data,
            sgd(0.1)(model.parameters()),
            3,
            compiled=compiled,
            batch_size=2,
            progress=False,
        )
        found.append([p.data for p in model.parameters()])
    assert found[0] == found[1]


def test_a_where_is_learned_in_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, real = [], autograd.compile

    def counting(*given: Any) -> Any:
        tried.append(given)
        return real(*given)

    monkeypatch.setattr(autograd, "compile", counting)
    data, found = points((1.0, 1.0), (-1.0, 0.3), (0.5, 2.0)), []
    for compiled in (None, False):
        random.seed(1)
        model = Gate(lambda y, gate: where(True, y, -y))
        fit(model, data, sgd(0.1)(model.parameters()), 3, compiled=compiled, batch_size=2, progress=False)
        found.append([p.data for p in model.parameters()])
    assert found[0] == found[1]
    assert len(tried) == 1  # it gave up after the first
    model = Gate(lambda y, gate: where(True, y, -y))
    with pytest.raises(ValueError, match=r"compiled=True cannot be: where\(.* was decided when the graph was recorded"):
        fit(model, data, sgd(0.1)(model.parameters()), 1, compiled=True)


def test_examples_of_several_shapes_are_learned_in_the_graph() -> None:
    class Mean(Module):
        def __init__(self) -> None:
            self.w = Value(0.5, name="w")

        def __call__(self, x: Any) -> Any:
            return mean(x) * self.w

    data = SimpleNamespace(xs=[[1.0], [1.0, 2.0], [3.0]], ys=[1.0, 2.0, 3.0])
    model = Mean()
    fit(model, data, sgd(0.1)([model.w]), 2)
    with pytest.raises(ValueError, match="several shapes"):
        fit(model, data, sgd(0.1)([model.w]), 2, progress=False, compiled=True)


REFUSED: dict[str, Any] = {
    "the loss overflows": (points((1.0, 1.0), (2.0, 1.0)), losses.mean_squared_error, sgd(1e60), {"batch_size": 1}),
    "a parameter overflows": (points((1.0, 1.0)), lambda o, t: 1e9 * o * t, sgd(1e300), {}),
    "a slot overflows": (points((1.0, 1.0)), lambda o, t: 1e200 * o * t, optim.Adam, {}),
    "a gradient too long": (points((1.5, 1.0)), lambda o, t: 1.1e308 * o * t, sgd(0.1), {"clip": 1.0}),
    "no probability": (points((1.0, 0), (9.0, 1), (1.5, 1)), losses.binary_cross_entropy, sgd(0.01), {"batch_size": 1}),
    "no probability though it has a logarithm": (
        points((1.0, 0), (9.0, 0), (1.5, 0)),
        lambda o, t: losses.cross_entropy([o, 0.5], t),
        sgd(0.01),
        {"batch_size": 1},
    ),
    "no class": (points((1.0, 2.0), (1.5, -1)), losses.hinge, sgd(0.01), {"batch_size": 1}),
    "validation": (
        points((1.0, 1.0)),
        lambda o, t: log(o) * t,
        sgd(1e-3),
        {"validation": points((1.0, 1.0), (-9.0, 1.0))},
    ),
    "a schedule": (
        points((1.0, 1.0)),
        losses.mean_squared_error,
        lambda p: optim.SGD(p, lambda step: 0.1 if step < 3 else math.nan),
        {"epochs": 9},
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_refusals_have_the_words_of_the_graph(case: Any) -> None:
    data, loss, optimizer, options = case
    told = []
    for compiled in (True, None, False):
        model = line()
        learned = optimizer(model.parameters())
        with pytest.raises(ValueError) as caught:  # noqa: PT011  # a DomainError is one
            nn.train(model, data, loss, learned, **{"epochs": 99} | options, compiled=compiled, progress=False)
        history = getattr(caught.value, "history", None)
        told.append((type(caught.value), str(caught.value), repr(history), runs.numbers(model, learned)[:-1]))
    assert told[0][:3] == told[1][:3] == told[2][:3]
    assert told[0][3] == pytest.approx(told[2][3], rel=1e-7)


@pytest.mark.parametrize("last", [1e300, math.nan, "no rate"])
@pytest.mark.parametrize("first_one", [True, False])
def test_a_schedule_is_asked_once_for_a_step_that_is_refused(last: Any, first_one: bool) -> None:
    """Also for one that raises. Where it stands by then, and what the refusal says, is as in the graph."""
    told = []
    for compiled in (True, False):
        asked, model = list[int](), nn.Sequential(nn.BatchNorm(1), line())
        data = points((1.0, 1.0), (3.0, 1.5))
        end = 0 if first_one else 3

        def rate(step: int, asked: list[int] = asked, end: int = end) -> float:
            asked.append(step)
            if step == end and last == "no rate":
                raise ValueError("no rate")
            return last if step == end else 0.1

        optimizer = optim.Momentum(model.parameters(), rate)
        with pytest.raises(ValueError) as caught:  # noqa: PT011  # a DomainError is one
            nn.train(model, data, lambda o, t: 1e20 * o * t, optimizer, 9, compiled=compiled, progress=False)
        assert asked == list(range(end + 1))
        told.append((str(caught.value), [*runs.numbers(model, optimizer)[:-1], *[p.grad for p in model.parameters()]]))
    assert told[0][0] == told[1][0]
    assert told[0][1] == pytest.approx(told[1][1], rel=1e-7)


def test_compiled_is_true_false_or_none() -> None:
    with pytest.raises(ValueError, match="compiled is True, False or None, and 'yes' is not"):
        nn.train(line(), points((1.0, 1.0)), losses.hinge, sgd(1.0)(line().parameters()), 1, compiled="yes")  # type: ignore[arg-type]


def test_without_numpy_steps_are_made_value_by_value() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from types import SimpleNamespace\n"
        "import nn\n"
        "model, data = nn.MLP(1, [1]), SimpleNamespace(xs=[[1.0], [2.0]], ys=[1.0, 3.0])\n"
        "for compiled in (None, True):\n"
        "    optimizer = nn.optim.SGD(model.parameters(), 0.1)\n"
        "    print(nn.train(model, data, nn.losses.mean_squared_error, optimizer, 3, compiled=compiled))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "all 3 epochs are done" in done.stdout
    assert "ModuleNotFoundError: compiled=True needs NumPy: " in done.stderr
    assert done.stderr.endswith('pip install "ringograd[numpy]"\n')
