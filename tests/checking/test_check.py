"""`check_grad` passes what is right, explains what is a convention, and names what is wrong."""

import math
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
import nn
from autograd import (
    DomainError,
    GradientError,
    Value,
    acos,
    asin,
    atan,
    atan2,
    atanh,
    cbrt,
    check_grad,
    clamp,
    cos,
    dot,
    elementary,
    erf,
    log,
    log1p,
    log_softmax,
    maximum,
    minimum,
    relu,
    sin,
    sqrt,
    tan,
    tanh,
    total,
    where,
)
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op, nowhere
from autograd.checking.check import HIGHEST
from autograd.checking.comparison import Comparison
from autograd.checking.engines import known
from autograd.checking.engines.engine import engine
from autograd.checking.measured.claimed import rounding
from autograd.checking.report import Report
from autograd.graph.functions import apply
from autograd.testing.programs import Program
from autograd.testing.strategies import inputs_for, programs, rows
from tests.conftest import fewer, thinned
from tests.programs import SMOOTH


def checked(f: Callable[..., Any], at: list[float], order: int = 1) -> Report:
    """The report, and whatever it says must hold together."""
    report = check_grad(f, at, order)
    assert bool(report) == all(c.verdict != "wrong" for c in report.rows + report.operations)
    for row in report.rows:
        assert row.name in str(report)
        if row.verdict == "right":
            assert row.error is not None
            assert row.tolerance is not None
            assert row.error <= row.tolerance
        else:
            assert row.sentence
    return report


def plant(monkeypatch: pytest.MonkeyPatch, name: str, partials: Callable[..., tuple[Any, ...]]) -> None:
    monkeypatch.setattr(OPS[name], "partials", partials)


# What is right passes.


@given(programs(kinks=True))
def test_right_programs_are_never_called_wrong(program: Program) -> None:
    assert checked(program, list(program.leaves))


@given(programs(steps=3, leaves=2, largest=10.0))
@settings(max_examples=settings().max_examples // 5)
def test_right_second_derivatives_are_never_called_wrong(program: Program) -> None:
    assert checked(program, list(program.leaves), order=2)


@pytest.mark.parametrize("row", thinned(TABLE), ids=lambda row: row.name)
@settings(max_examples=settings().max_examples // 4)
@given(data=st.data())
def test_every_row_is_right(row: Op, data: st.DataObject) -> None:
    bound = data.draw(rows(row))
    xs = data.draw(inputs_for(bound))
    report = checked(lambda *leaves: apply(bound, leaves), list(xs))
    shown = report.rows[:-1] if row.index else report.rows  # nothing is known beside an index
    assert {r.verdict for r in shown} == {"right"}
    for r in shown:
        assert r.tolerance is not None
        assert r.engine is not None
        assert r.tolerance <= 1e-6 * max(1.0, abs(r.engine))


@pytest.mark.parametrize("row", thinned(row for row in TABLE if row.kink is not nowhere), ids=lambda row: row.name)
@settings(max_examples=settings().max_examples // 4)
@given(data=st.data())
def test_every_kink_is_explained(row: Op, data: st.DataObject) -> None:
    bound = data.draw(rows(row).filter(lambda bound: not (bound.bound and 1.0 in bound.bound.values())))
    report = checked(lambda *leaves: apply(bound, leaves), list(data.draw(inputs_for(bound, kinks=True))))
    assert report
    assert {c.name for c in report.operations} == {row.name}
    assert "kink" in {r.verdict for r in report.rows}


@pytest.mark.parametrize(
    ("name", "order"), [("sin", 3), ("erf", 3), ("add", 2), ("power", 2), ("div", 2), ("hypot", 2), ("dot", 2)]
)
def test_higher_derivatives_of_rows(name: str, order: int) -> None:
    row = OPS[name].bind(2.5) if name == "power" else OPS[name]
    xs = [0.7, 1.3, 0.4][: 3 if row.arity == MANY else row.arity]
    report = checked(lambda *leaves: apply(row, leaves), xs, order)
    assert {r.verdict for r in report.rows} == {"right"}
    assert len(report.rows) == sum(math.comb(len(xs) + n - 1, n) for n in range(1, order + 1))


@pytest.mark.parametrize(
    ("f", "at", "truth"),
    [
        (lambda x: x * x.sin(), [1.2], lambda x: x * mp.sin(x)),
        (lambda x: x**3 / (1 + x * x), [0.3], lambda x: x**3 / (1 + x * x)),
        (lambda x: erf(x) * x, [-0.4], lambda x: mp.erf(x) * x),
        (lambda x: (x + 1e6) - 1e6, [1.0], lambda x: x),
        (lambda x: x.relu(), [1e-3], lambda x: x),
        (lambda x: x.log(), [1e-8], mp.log),
        (lambda x: (x / 1e8).tanh(), [1e8], lambda x: mp.tanh(x / 10**8)),
    ],
)
def test_the_numbers_are_those_of_mathematics(f: Any, at: list[float], truth: Any) -> None:
    report = checked(f, at)
    [row] = report.rows
    exact = mp.diff(truth, mpf(at[0])) if at[0] != 1e-3 else 1
    assert row.verdict == "right"
    assert row.engine is not None
    assert row.independent is not None
    assert row.tolerance is not None
    assert abs(row.engine - exact) <= row.tolerance
    assert abs(row.independent - exact) <= row.tolerance


def test_names_outputs_and_orders() -> None:
    def f(width: Any, height: Any) -> Any:
        return [width * height, width + height]

    names = [row.name for row in check_grad(f, [2.0, 3.0]).rows]
    assert names == ["∂f[0]/∂width", "∂f[0]/∂height", "∂f[1]/∂width", "∂f[1]/∂height"]
    names = [row.name for row in check_grad(lambda *xs: total(xs), [2.0, 3.0], order=2).rows]
    assert names == ["∂f/∂x0", "∂f/∂x1", "∂²f/∂x0²", "∂²f/∂x0∂x1", "∂²f/∂x1²"]
    assert check_grad(abs, [2.0]).rows[0].engine == 1.0  # written in C
    assert [row.engine for row in check_grad(lambda x, y: x**3 * y, [2.0, 5.0], 3).rows[-4:]] == [30.0, 12.0, 0.0, 0.0]


def test_outputs_that_do_not_depend_on_arguments() -> None:
    assert {row.verdict for row in checked(lambda x, y: [x, 3.0, x * 0.0 + 5.0], [2.0, 3.0], 2).rows} == {"right"}


def test_values_from_outside_keep_their_gradients() -> None:
    weight = Value(2.0)
    weight.grad = 7.0
    assert check_grad(lambda x: weight * x, [3.0])
    assert weight.grad == 7.0


def test_a_network() -> None:
    random.seed(3)
    model = nn.MLP(2, [3, 1])
    parameters = [p.data for p in model.parameters()]

    def loss(*values: Any) -> Any:
        numbers = iter(values)
        for layer in model.layers:
            for neuron in layer.neurons:
                neuron.w, neuron.b = [next(numbers) for _ in neuron.w], next(numbers)
        return sum(((model(x) - y) ** 2 for x, y in [([2.0, -1.0], 1.0), ([0.5, 1.0], -1.0)]), Value(0.0))

    report = checked(loss, parameters)
    assert report
    assert len(report.rows) == len(parameters)


# Kinks and edges are explained.


def explained(f: Callable[..., Any], at: list[float]) -> tuple[Report, list[Comparison]]:
    report = checked(f, at)
    assert report
    report.raise_if_wrong()
    return report, [c for c in report.operations if c.sentence in str(report)]


@pytest.mark.parametrize(
    ("f", "convention", "sentence"),
    [
        (relu, 0.0, "x = 0 has no derivative: 0 from the left, 1 from the right; by convention the rule gives 0"),
        (abs, 0.0, "x = 0 has no derivative: -1 from the left, 1 from the right; by convention the rule gives 0"),
        (lambda x: x.leaky_relu(), 0.01, "0.01 from the left, 1 from the right; by convention the rule gives 0.01"),
        (lambda x: maximum(x, 0.0), 0.5, "x: 0 from the left, 1 from the right; by convention the rule gives 0.5"),
    ],
)
def test_a_kink_is_explained(f: Any, convention: float, sentence: str) -> None:
    report, operations = explained(f, [0.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("kink", convention)
    assert sentence in operations[0].sentence
    assert report.rows[0].left is not None
    assert report.rows[0].right is not None


@pytest.mark.parametrize(
    ("f", "at", "others"),
    [
        (abs, [0.0], {"jax": "1"}),
        (relu, [0.0], {"torch": "0.5"}),
        (maximum, [2.0, 2.0], {"tensorflow": "1"}),
        (lambda x: x.leaky_relu(0.125), [0.0], {"jax": "1", "casadi": "0.5625"}),
        (lambda x: clamp(x, 0.0, 1.0), [0.0], {"jax": "0.5"}),
        (lambda *xs: autograd.max(xs), [3.0, 3.0, 1.0], {"torch": "1"}),
    ],
)
def test_the_sentence_at_a_kink_names_who_answers_otherwise(f: Any, at: list[float], others: dict[str, str]) -> None:
    """Each other number once, with an engine, its version and the call; and nobody who answers as here."""
    sentence = checked(f, at).operations[0].sentence
    for name, number in others.items():
        title = f"{engine(name).title} {known.measured()['engines'][name]['version']}"
        assert re.search(
            rf"; {re.escape(title)} \([^;]+\) (gives|and [0-9]+ more give) {re.escape(number)}[.;]", sentence
        )
    told = re.findall(r"gives? (-?[0-9.]*[0-9])", sentence)
    assert len(told) == len(set(told)) > 1, sentence


def test_a_kink_of_a_row_of_ones_own_has_no_engines() -> None:
    assert known.answers("relu6", [0.0])
    own = autograd.operation("relu6", value=lambda x: abs(x), partials=lambda z, x: (0.5,), kink=lambda x: x == 0.0)
    assert checked(own, [0.0]).operations[0].sentence.endswith("by convention the rule gives 0.5.")


@pytest.mark.parametrize(("f", "written"), [(sqrt, "sqrt(x)"), (lambda x: x**0.5, "x ** 0.5")])
def test_an_edge_is_explained(f: Any, written: str) -> None:
    report, operations = explained(f, [0.0])
    row = report.rows[0]
    assert (row.verdict, row.engine, row.left) == ("edge", None, None)
    assert row.right is not None
    assert row.right.value == math.inf
    assert "not defined on the left, growing without bound on the right" in row.sentence
    assert "infinite or not defined" in row.sentence
    assert operations[0].sentence.startswith(f"{written} at x = 0")


def test_the_same_value_twice_is_smooth() -> None:
    report, operations = explained(lambda a: maximum(a, a), [2.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("right", 1.0)
    assert [c.verdict for c in operations] == ["kink", "kink"]
    assert "one and the same Value" in operations[0].sentence


@pytest.mark.parametrize(
    ("f", "missed"),
    [
        (lambda x: maximum(x, x) + 0.1 * x.data, 0.1),
        (lambda x: maximum(x, 1.0 * x) * x + x.data * maximum(x, x), 4.0 - 2.0),
        (lambda x: 0.9 * minimum(3.0 * x, x + x + x) + 0.3 * x.data, 0.3),
        (lambda x: maximum(maximum(x, x), x) - 0.05 * x.data, -0.05),
    ],
)
def test_a_fault_beside_a_kink_of_both_inputs_is_wrong(f: Any, missed: float) -> None:
    """Conventions of both inputs add up to the derivative along the way that both move: no fault fits in between."""
    report = checked(f, [2.0])
    [row] = report.rows
    assert (bool(report), row.verdict) == (False, "wrong")
    assert row.independent is not None
    assert row.engine is not None
    assert row.independent - row.engine == pytest.approx(missed)


def test_a_kink_of_both_inputs_that_move_apart_is_one() -> None:
    report, _ = explained(lambda x: maximum(x, 2.0 * x - 3.0) * x, [3.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("kink", 7.5)


def test_a_second_derivative_of_a_size_below_the_noise_is_no_fault() -> None:
    report = check_grad(lambda x: x.silu(), [200.0], order=2)
    assert [row.verdict for row in report.rows] == ["right", "unknown"]
    assert report.rows[1].engine == pytest.approx(-2.74011512294e-85, rel=1e-11, abs=0.0)  # 2 σ' + x σ'' in 50 digits


def test_conventions_may_not_add_up_to_the_derivative() -> None:
    report, _ = explained(lambda x: x.relu() - (-x).relu(), [0.0])  # this is x
    assert report.rows[0].verdict == "kink"
    assert report.rows[0].sentence == "∂f/∂x is 1; conventions at kinks on the way make it 0."


def test_kinks_and_edges_of_the_function_itself() -> None:
    report, operations = explained(lambda x: x if x > 0 else -x, [0.0])
    assert (report.rows[0].verdict, report.rows[0].engine, operations) == ("kink", -1.0, [])
    report, _ = explained(lambda x: x**2.5, [0.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("edge", 0.0)
    report, _ = explained(lambda x: sqrt(x * x), [0.0])
    assert report.rows[0].verdict == "edge"
    report, _ = explained(lambda x, y: x**y, [0.0, 2.0])
    assert [row.verdict for row in report.rows] == ["right", "edge"]


def test_second_derivatives_at_a_kink_are_not_compared() -> None:
    report, _ = explained(relu, [0.0])
    second = checked(relu, [0.0], order=2).rows[1]
    assert (second.verdict, second.independent) == ("kink", None)
    assert "∂f/∂x0 is at a kink" in second.sentence or "∂f/∂x is at a kink" in second.sentence
    smooth_at_first = checked(lambda x: x * x.relu(), [0.0], order=3)
    assert [row.verdict for row in smooth_at_first.rows] == ["right", "kink", "kink"]
    assert "not compared, for ∂²f/∂x² is at a kink" in smooth_at_first.rows[2].sentence
    assert report


def test_a_second_derivative_at_a_kink_is_told_along_its_last_argument() -> None:
    row = next(row for row in checked(lambda x, y: x * abs(y), [2.0, 0.0], order=2).rows if row.name == "∂²f/∂x∂y")
    assert row.verdict == "kink"
    assert "∂f/∂x has no derivative along y: -1 from the left, 1 from the right" in row.sentence


def test_the_highest_order_is_compared() -> None:
    assert [row.verdict for row in checked(sin, [2.0], order=HIGHEST).rows] == ["right"] * HIGHEST


def test_where_f_is_not_defined_there_is_no_report() -> None:
    with pytest.raises(DomainError, match=r"log\(x\) at x = -1 is not defined"):
        check_grad(lambda x: x.log(), [-1.0])


def test_what_cannot_be_told_is_said() -> None:
    report = checked(lambda x: 1e6 + erf(x) * 1e-9, [0.5])
    assert report.rows[0].verdict == "unknown"
    assert report
    assert "1 cannot be told" in repr(report)
    assert checked(sin, [1e20]).rows[0].verdict == "unknown"
    tiny = checked(lambda x: (x * 1e200) * 1e200 * 1e-300, [1e-200])
    assert tiny.rows[0].verdict in ("right", "unknown")


def test_numbers_too_small_for_all_digits_are_no_mistakes() -> None:
    assert checked(lambda x: x.erfc(), [27.2865])
    assert checked(lambda x, y: log_softmax([x, y]), [1.0, 656.114])
    assert checked(lambda x: x.gelu().sinh().softplus().erfc() * 27.0, [4.0])


# What is wrong is named.

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


def from_a_half_on(x: Any) -> Any:
    if x < 0.5:
        raise DomainError("x is at least 0.5")
    return sin(x)


@pytest.mark.parametrize(
    ("f", "x", "sides"),
    [
        (from_a_half_on, 0.5, "not defined on the left, 0.877583 from the right"),
        (lambda x: sin(x) + (cbrt(x) if x > 0 else x), 0.0, "2 from the left, growing without bound on the right"),
        (lambda x: sin(x) + (cbrt(x) if x < 0 else x), 0.0, "growing without bound on the left, 2 from the right"),
        (lambda x: sin(x) + (x if x > 0 else -x), 0.0, "0 from the left, 2 from the right"),
    ],
)
def test_a_refusal_where_f_has_no_derivative_is_an_edge_of_f(
    f: Any, x: float, sides: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule that refuses is wrong even so, and no operation on the way is at an edge."""
    plant(monkeypatch, "sin", lambda z, x: (1.0 / (x - x),))
    report = checked(f, [x])
    assert {(c.name, c.verdict) for c in report.operations} == {("sin", "wrong")}
    assert report.rows[0].verdict == "edge"
    assert sides in report.rows[0].sentence


def test_a_refusal_at_an_edge_where_nothing_is_clear_is_an_edge() -> None:
    def alone(x: Any) -> Any:
        """At 0 there is a number, and around it a gap that leaves too few steps for differences."""
        if 0.0 < abs(x.real) < 0.1:
            raise DomainError("x is 0, or at least 0.1 away from it")
        return sqrt(x * x)

    report = checked(alone, [0.0])
    assert report.rows[0].verdict == "edge"
    assert "unclear from the left, unclear from the right" in report.rows[0].sentence


@pytest.mark.parametrize(("name", "f"), [("abs", abs), ("sqrt", sqrt), ("cbrt", cbrt)])
def test_a_rule_of_the_wrong_form_is_wrong_at_a_kink_and_at_an_edge_too(
    name: str, f: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_tuple: Any = lambda z, x: 1.0
    plant(monkeypatch, name, no_tuple)
    report = checked(f, [0.0])
    assert {c.verdict for c in report.rows + report.operations} == {"wrong"}
    assert f"the rule of {name} gives no tuple of local gradients, but float" in report.rows[0].sentence


def test_an_operation_is_named_although_the_whole_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "sin", lambda z, x: (5.0,))
    report = checked(lambda x: x * 2.0 + sin(x) * 0.0, [0.5])
    assert not report
    assert report.rows[0].verdict == "right"


@pytest.mark.parametrize("read", [lambda x: x.data, float], ids=["data", "float"])
def test_a_number_smuggled_past_the_graph_is_seen(read: Any) -> None:
    report = checked(lambda x: x * read(x), [3.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("wrong", 3.0)
    assert report.rows[0].independent == pytest.approx(6.0)
    at_kink = checked(lambda x: x.relu() + 3.0 * read(x), [0.0])
    assert at_kink.rows[0].verdict == "wrong"


def test_a_rule_that_is_lost_to_second_derivatives_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "sin", lambda z, x: (math.cos(x),))  # a float even for a Value
    assert checked(lambda x, y: sin(x) * y, [0.5, 2.0])
    report = checked(lambda x, y: sin(x) * y, [0.5, 2.0], order=2)
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {"sin"}
    assert [row.name for row in report.rows if row.verdict == "wrong"] == ["∂²f/∂x²"]


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


def test_random_programs_catch_a_small_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "tanh", lambda z, x: ((1.0 - z * z) * (1.0 + 1e-6),))
    first = settings(max_examples=5_000, database=None, phases=[Phase.generate])
    found = find(programs(SMOOTH), lambda p: not check_grad(p, p.leaves), settings=first)
    report = check_grad(found, found.leaves)
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {"tanh"}


# What it says of unusable arguments.


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: check_grad(sin, 2.0), TypeError, r"at is a list .*\[2.0\], not 2.0"),  # type: ignore[arg-type]
        (lambda: check_grad(sin, Value(2.0)), TypeError, "at is a list"),  # type: ignore[arg-type]
        (lambda: check_grad(sin, "2"), TypeError, "at is a list"),  # type: ignore[arg-type]
        (lambda: check_grad(3, [2.0]), TypeError, "f is a function of Values"),  # type: ignore[arg-type]
        (lambda: check_grad(lambda a, b: a * b, [1.0]), TypeError, "f takes 2 arguments, and at has 1 number"),
        (lambda: check_grad(sin, [2.0], order=5), ValueError, "order is at most 4: each order"),
        (lambda: check_grad(sin, ["2"]), TypeError, "not str"),  # type: ignore[list-item]
        (lambda: check_grad(sin, []), ValueError, "it is empty"),
        (lambda: check_grad(sin, [math.nan]), DomainError, "finite"),
        (lambda: check_grad(sin, [2.0], order=0), ValueError, "order is 1"),
        (lambda: check_grad(sin, [2.0], order=True), ValueError, "order is 1"),
        (lambda: check_grad(sin, [2.0], order=1.5), ValueError, "order is 1"),  # type: ignore[arg-type]
        (lambda: check_grad(lambda x: None, [2.0]), TypeError, "forgot its return"),
        (lambda: check_grad(lambda x: [], [2.0]), ValueError, "empty list"),
        (lambda: check_grad(lambda x: x * random.random(), [2.0]), ValueError, "for the same numbers"),
    ],
)
def test_unusable_arguments(call: Callable[[], Any], error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        call()


def test_rounding_is_that_of_the_whole_calculation() -> None:
    x = Value(1.0)
    assert rounding(x) == pytest.approx(2.0**-51)
    assert rounding(x + 1e6 - 1e6) > 1e5 * rounding(x + 1.0)
    assert rounding((x - x).sqrt()) < 1e-15


# Where differences step over what the function does, they have no say.


@pytest.mark.parametrize("f", [sin, cos, tan], ids=["sin", "cos", "tan"])
@pytest.mark.parametrize("x", [1e13, 1e14, 1e15, 1e17])
def test_waves_shorter_than_the_steps(f: Any, x: float) -> None:
    report = checked(f, [x])
    assert report
    assert report.rows[0].verdict in ("right", "unknown")
    assert report.complete == (report.rows[0].verdict == "right")


def test_a_point_alone_in_its_domain_is_an_edge() -> None:
    """Nobody is told to differentiate a little away from there: there is nothing."""
    report = checked(lambda x, y: x**y, [-2.0, 2.0])
    assert report
    told = "has no derivative along y: not defined on the left, not defined on the right, so the"
    assert (report.rows[1].verdict, report.rows[1].sentence) == ("edge", f"f {told} engine refuses.")
    assert report.operations[0].sentence == f"x ** y at x = -2, y = 2 {told} rule refuses."


def test_a_rule_that_refuses_at_the_edge_of_its_other_input_is_not_called_smooth_and_infinite() -> None:
    report = checked(lambda x, y: x**y, [0.0, 2.0])
    smooth = "is smooth along y, 0 from the left, 0 from the right"
    [operation] = report.operations
    assert operation.sentence == (
        f"x ** y at x = 0, y = 2 {smooth}; but it is at an edge of its domain, where the rule refuses."
    )
    assert report.rows[1].sentence.startswith(
        f"f {smooth}; only an operation on the way has no local gradient: the engine refuses, for the local gradient of"
    )


def test_a_tiny_slope_at_0_is_seen_by_a_complex_step() -> None:
    [row] = checked(lambda x: x * 1e-250, [0.0]).rows
    assert (row.verdict, row.method) == ("right", "complex step")
    assert row.independent == pytest.approx(1e-250, rel=1e-12, abs=0.0)


def test_the_nearest_numbers_tell_of_a_large_one() -> None:
    assert checked(sin, [1e13]).complete
    assert checked(tan, [1e13]).complete


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (log1p, -1.0 + 1e-15),
        (log1p, math.nextafter(-1.0, 0.0)),
        (lambda x: log(1 - x), 1.0 - 1e-14),
        (atanh, 1.0 - 1e-15),
        (asin, 1.0 - 1e-14),
        (acos, 1.0 - 1e-14),
        (asin, 1.0 - 2.0**-53),
        (lambda x: erf(1e14 * (x - 1)), 1.0),
        (lambda x: atan2(x, 1e-16), 0.0),
        (lambda x: atan2(1e-16, x), 0.0),
        (atan, 1e200),
    ],
)
def test_next_to_an_edge_nothing_is_called_wrong(f: Any, x: float) -> None:
    report = checked(f, [x])
    assert report
    assert {c.verdict for c in report.rows + report.operations} <= {"right", "unknown"}


@pytest.mark.parametrize("x", [1e-14, 3.0, 1e13, 1e15])
def test_a_smuggled_number_is_seen_at_any_size(x: float) -> None:
    report = checked(lambda x: x * x.data, [x])
    assert not report
    assert "such as x.data?" in str(report)


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


# Jumps, and kinks of several inputs.


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (lambda x: where(x > 0, x + 1, x), 0.0),
        (lambda x: where(x > 1, 5.0, x), 1.0),
        (lambda x: where(x >= 1, 5.0, x), 1.0),
        (lambda x: where(x > 0, x + 1e-9, x), 0.0),
    ],
)
def test_a_jump_is_told(f: Any, x: float) -> None:
    report = checked(f, [x])
    assert report.rows[0].verdict == "kink"
    assert "f jumps along x: " in report.rows[0].sentence


@pytest.mark.parametrize(
    ("name", "partials", "at"),
    [
        ("maximum", lambda z, x, y: (1.0, 1.0), [1.0, 1.0]),
        ("maximum", lambda z, x, y: (0.0, 0.0), [1e8, 1e8]),
        ("minimum", lambda z, x, y: (1.0, 0.5), [-3.0, -3.0]),
        ("hypot", lambda z, x, y: (1.0, 1.0), [0.0, 0.0]),
        ("hypot", lambda z, x, y: (-1.0, 1.0), [0.0, 0.0]),
    ],
)
def test_a_convention_is_one_of_all_inputs(
    name: str, partials: Any, at: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_grad(lambda x, y: getattr(x, name)(y), at)
    plant(monkeypatch, name, partials)
    report = checked(lambda x, y: getattr(x, name)(y), at)
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {name}
    assert "has a wrong convention: together" in str(report)


@pytest.mark.parametrize("partials", [lambda z, x, y: (1.0, 0.0), lambda z, x, y: (0.25, 0.75)])
def test_another_convention_is_right_too(partials: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "maximum", partials)
    assert checked(lambda x: maximum(x, x), [1.0])


def test_what_grows_without_bound_is_no_edge_of_the_domain() -> None:
    report = checked(cbrt, [0.0])
    assert report.rows[0].verdict == "kink"
    assert "its derivative along x0 grows without bound" in report.rows[0].sentence
    assert "f is smooth along x" in checked(lambda x: sqrt(x**4), [0.0]).rows[0].sentence


# Its size.


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


def test_values_count_as_their_numbers() -> None:
    assert check_grad(sin, [Value(2.0)]).rows[0].engine == math.cos(2.0)  # type: ignore[list-item]


def test_a_kink_whose_inputs_are_out_of_range_is_no_error_of_python() -> None:
    report = check_grad(lambda x: maximum(1e200 * x * 1e200, 2e200 * x * 1e200), [0.0])
    assert "the engine refuses, for the derivative that flows through 2e+200 * x at x = 0 is too large" in str(report)
