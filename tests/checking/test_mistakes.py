"""What is wrong is named: a rule, a number read past the graph, a pass that adds up wrongly."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, find, settings

from autograd import (
    GradientError,
    Value,
    cbrt,
    check_grad,
    cos,
    dot,
    elementary,
    erf,
    maximum,
    relu,
    sin,
    sqrt,
    tanh,
    total,
)
from autograd.calculus.ops import OPS
from autograd.testing.strategies import programs
from tests.checking.checked import checked, plant
from tests.conftest import fewer
from tests.programs import SMOOTH

FAULTS: list[tuple[str, Callable[..., tuple[Any, ...]], Callable[..., Any]]] = [
    ("sin", lambda z, x: (-elementary.cos(x),), lambda x, y: sin(x) * y),
    ("sub", lambda z, x, y: (1.0, 1.0), lambda x, y: (x - y) * x),
    ("mul", lambda z, x, y: (x, y), lambda x, y: tanh(x * y)),
    ("div", lambda z, x, y: (1.0 / y, -1.0 / y), lambda x, y: x / y),
    ("sigmoid", lambda z, x: (z * (z - 1.0),), lambda x, y: (x + y).sigmoid()),
    ("tanh", lambda z, x: (1.0 - x * x,), lambda x, y: tanh(x) * y),
    ("exp", lambda z, x: (x,), lambda x, y: x.exp() / y),
    ("erf", lambda z, x: (2.0 * elementary.exp(-x * x),), lambda x, y: erf(x) * y),
    ("dot", lambda z, *xs: xs, lambda x, y: dot([x, y], [y, 2.0])),
    ("total", lambda z, *xs: (1.0,) * (len(xs) - 1) + (2.0,), lambda x, y: total([x, y, x])),
    ("cos", lambda z, x: (-elementary.sin(x) * (1.0 + 1e-6),), lambda x, y: cos(x * y)),
    ("add", lambda z, x, y: (1.0, 1.0 + 1e-6), lambda x, y: (x + y) * x),
    ("relu", lambda z, x: (1.0,), lambda x, y: (x - 5.0).relu() * y),
    ("maximum", lambda z, x, y: (1.0, 1.0), lambda x, y: maximum(x, y)),
]


@pytest.mark.parametrize(("name", "partials", "f"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_a_wrong_rule_is_named(name: str, partials: Any, f: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, name, partials)
    report = checked(f, [0.7, 1.3])
    assert not report
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {name}
    with pytest.raises(GradientError, match="The local gradient of"):
        report.raise_if_wrong()


def test_a_wrong_rule_with_a_constant_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OPS["power"].bind(3.0), "partials", lambda z, x: (x**2,))
    report = checked(lambda x, y: x**3 + y, [0.7, 1.3])
    assert [c.name for c in report.operations if c.verdict == "wrong"] == ["power"]
    assert report.operations[0].sentence.startswith("The local gradient of x ** 3 for its input x at x = 0.7")


def test_the_sentence_tells_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "sin", lambda z, x: (elementary.sin(x),))
    report = checked(lambda x: sin(x) * 2.0, [0.5])
    [wrong] = report.operations
    assert wrong.sentence.startswith(
        "The local gradient of sin(x) for its input x at x = 0.5 is wrong: "
        "the rule gives 0.479426, the complex step 0.877583 ± "
    )
    with pytest.raises(GradientError) as caught:
        report.raise_if_wrong()
    assert wrong.sentence in str(caught.value)
    assert "∂f/∂x" in str(caught.value)
    assert repr(report) == "<report of check_grad: 1 derivative: 1 wrong, 1 operation wrong>"
    assert "| ∂f/∂x |" in report._repr_markdown_()


def test_a_convention_outside_of_the_kink_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "relu", lambda z, x: (2.0 if x >= 0.0 else 0.0,))
    report = checked(relu, [0.0])
    assert not report
    assert [c.name for c in report.wrong if c in report.operations] == ["relu"]


def test_a_refusal_without_reason_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "sin", lambda z, x: (1.0 / (x - x),))
    report = checked(lambda x: x * x.sin(), [0.5])
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {"sin"}
    assert report.rows[0].engine is None
    assert report.rows[0].verdict == "wrong"


def test_an_operation_is_named_although_the_whole_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "sin", lambda z, x: (5.0,))
    report = checked(lambda x: x * 2.0 + sin(x) * 0.0, [0.5])
    assert not report
    assert report.rows[0].verdict == "right"


def test_a_rule_that_is_lost_to_second_derivatives_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "sin", lambda z, x: (math.cos(x),))  # a float even for a Value
    assert checked(lambda x, y: sin(x) * y, [0.5, 2.0])
    report = checked(lambda x, y: sin(x) * y, [0.5, 2.0], order=2)
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {"sin"}
    assert [row.name for row in report.rows if row.verdict == "wrong"] == ["∂²f/∂x²"]


def test_random_programs_catch_a_small_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "tanh", lambda z, x: ((1.0 - z * z) * (1.0 + 1e-6),))
    first = settings(max_examples=5_000, database=None, phases=[Phase.generate])
    found = find(programs(SMOOTH), lambda p: not check_grad(p, p.leaves), settings=first)
    report = check_grad(found, found.leaves)
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {"tanh"}


def test_many_wrong_nodes_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "sin", lambda z, x: (elementary.cos(x) * 1.01,))  # among them, some next to coarse quotients
    nodes = fewer(300)

    def chain(x: Any) -> Any:
        for _ in range(nodes):
            x = sin(x)
        return x

    report = checked(chain, [0.5])
    assert len(report.wrong) == nodes + 1
    assert str(report).count("The local gradient of") == 1
    assert f"And at {nodes - 1} other nodes.\n∂f/∂x is wrong" in str(report)
    with pytest.raises(GradientError, match=f"And at {nodes - 1} other nodes"):
        report.raise_if_wrong()


# A rule that gives no number, or no tuple.


@pytest.mark.parametrize("given", [math.nan, math.inf, -math.inf, 1e300])
@pytest.mark.parametrize("name", ["sin", "erf"])
def test_what_is_no_gradient_is_wrong(name: str, given: float, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, name, lambda z, x: (given,))
    report = checked(lambda x: getattr(x, name)() * 2.0, [0.5])
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {name}


@pytest.mark.parametrize(
    ("name", "partials", "sentence"),
    [
        ("mul", lambda z, x, y: (y,), "the rule of mul gives 1 local gradient for 2 inputs"),
        ("mul", lambda z, x, y: y, "the rule of mul gives no tuple of local gradients, but float"),
        ("mul", lambda z, x, y: None, "the rule of mul gives no tuple of local gradients, but NoneType"),
    ],
)
def test_a_rule_of_the_wrong_form_is_named(
    name: str, partials: Any, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, name, partials)
    report = checked(lambda x, y: x * y, [1.0, 2.0])
    assert all(sentence in c.sentence for c in report.wrong)
    assert {c.name for c in report.operations} == {name}


@pytest.mark.parametrize(("name", "f"), [("abs", abs), ("sqrt", sqrt), ("cbrt", cbrt)])
def test_a_rule_of_the_wrong_form_is_wrong_at_a_kink_and_at_an_edge_too(
    name: str, f: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_tuple: Any = lambda z, x: 1.0
    plant(monkeypatch, name, no_tuple)
    report = checked(f, [0.0])
    assert {c.verdict for c in report.rows + report.operations} == {"wrong"}
    assert f"the rule of {name} gives no tuple of local gradients, but float" in report.rows[0].sentence


# Every rule is right, and yet the whole is not.


@pytest.mark.parametrize("read", [lambda x: x.data, float], ids=["data", "float"])
def test_a_number_smuggled_past_the_graph_is_seen(read: Any) -> None:
    report = checked(lambda x: x * read(x), [3.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("wrong", 3.0)
    assert report.rows[0].independent == pytest.approx(6.0)
    at_kink = checked(lambda x: x.relu() + 3.0 * read(x), [0.0])
    assert at_kink.rows[0].verdict == "wrong"


@pytest.mark.parametrize("x", [1e-14, 3.0, 1e13, 1e15])
def test_a_smuggled_number_is_seen_at_any_size(x: float) -> None:
    report = checked(lambda x: x * x.data, [x])
    assert not report
    assert "such as x.data?" in str(report)


@pytest.mark.parametrize("kind", ["overwrite", "double"])
def test_a_wrong_accumulation_is_seen(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every local gradient is right, and yet the whole is not."""
    backward = Value.backward

    def wrong(output: Value) -> None:
        backward(output)
        for x in output.inputs:
            x.grad = 1.0 if kind == "overwrite" else 2.0 * x.grad

    monkeypatch.setattr(Value, "backward", wrong)
    report = checked(lambda x: x * x * x, [3.0]) if kind == "double" else checked(lambda x: x * x, [3.0])
    assert not report
    assert not report.operations
    assert "by backward()" in report.rows[0].sentence
