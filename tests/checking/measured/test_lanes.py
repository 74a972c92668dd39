"""`check_grad` in lanes: the same words as point by point, and no function that lanes would misread."""

import contextlib
import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import nn
from autograd import DomainError, Value, check_grad, dot, erf, operation, relu, sigmoid, tanh
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import Op
from autograd.checking.differences import ROUNDING, Estimate, differences
from autograd.checking.measured import independent, recorded
from autograd.checking.measured.claimed import claims_of, estimates
from autograd.checking.measured.lanes import Recorded, of_operation
from autograd.checking.measured.limits import limits, one_sided
from autograd.checking.report import Report
from autograd.graph.functions import FUNCTIONS, apply
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer, thinned

MANY = 13
AT = [math.sin(1.0 + i) for i in range(MANY)]


@contextlib.contextmanager
def lanes_from(fewest: int) -> Iterator[None]:
    before, recorded.FEWEST = recorded.FEWEST, fewest
    try:
        yield
    finally:
        recorded.FEWEST = before


def words(report: Report) -> Any:
    return [(row.name, row.engine, row.verdict, row.sentence) for row in report.rows + report.operations]


def both_ways(f: Callable[..., Any], at: Sequence[float], order: int = 1) -> Report:
    """The report in lanes, which says what the report point by point says."""
    with lanes_from(10**9):
        expected = check_grad(f, at, order)
    with lanes_from(1):
        found = check_grad(f, at, order)
    assert words(found) == words(expected)
    return found


@contextlib.contextmanager
def no_differences(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refused(*_: Any) -> Any:
        raise AssertionError("a derivative was measured point by point")

    with monkeypatch.context() as patch:
        patch.setattr(independent, "differences", refused)
        yield


@settings(max_examples=fewer(25), suppress_health_check=list(HealthCheck))
@given(programs())
def test_random_programs_are_told_the_same(program: Program) -> None:
    both_ways(program, program.leaves)


@settings(max_examples=fewer(15), suppress_health_check=list(HealthCheck))
@given(programs(kinks=True))
def test_random_programs_at_kinks_are_told_the_same(program: Program) -> None:
    both_ways(program, program.leaves)


ROWS = [row for row in TABLE if not row.constants]


@pytest.mark.parametrize("seed", thinned(range(25)))
def test_calculations_at_special_points_are_told_the_same(seed: int) -> None:
    """At kinks, edges of domains and what cannot be told."""
    draw = random.Random(seed)
    at = [draw.choice([0.0, 1.0, -1.0, 0.5, 2.0, draw.gauss(0.0, 1.0)]) for _ in range(4)]
    steps = [draw.choice(ROWS) for _ in range(4)]
    places = [[draw.randrange(4 + i) for _ in range(4 if op.arity == 3 else op.arity)] for i, op in enumerate(steps)]

    def calculation(*xs: Value) -> Any:
        nodes = list(xs)
        for op, inputs in zip(steps, places, strict=True):
            nodes.append(apply(op, [nodes[i] for i in inputs]))
        return sum(nodes[5:], nodes[4])

    with contextlib.suppress(DomainError):
        claims_of(calculation, tuple(at), list("abcd"), 1)
        both_ways(calculation, at)


@pytest.mark.parametrize("name", thinned(["relu", "tanh", "sigmoid", "gelu", "abs"]))
def test_a_network_needs_no_point_by_point(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    activation = FUNCTIONS[name]

    def network(*ws: Value) -> Any:
        hidden = [activation(dot(ws[i : i + 3], [0.3, -0.7, 1.1])) for i in range(0, 9, 3)]
        return [dot(hidden, ws[9:12], ws[12]), hidden[0] * hidden[1] * ws[2]]

    report = both_ways(network, AT)
    assert {row.verdict for row in report.rows} == {"right"}
    with no_differences(monkeypatch), lanes_from(1):
        assert words(check_grad(network, AT)) == words(report)


def test_a_kink_is_looked_at_point_by_point_and_the_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """All arguments are on the way of the kink, and the function is smooth along all but two of them."""

    def kinked(*ws: Value) -> Any:
        return relu(ws[0] - ws[1]) * ws[2] + relu(ws[3] - 5.0) * dot(ws, AT)

    at = [AT[1], *AT[1:]]
    report = both_ways(kinked, at)
    assert [row.verdict for row in report.rows] == ["kink"] * 2 + ["right"] * (MANY - 2)
    asked = list[float]()
    monkeypatch.setattr(independent, "differences", lambda g, x: asked.append(x) or differences(g, x))  # type: ignore[func-returns-value]
    with lanes_from(1):
        check_grad(kinked, at)
    assert len(asked) < 12  # of relu and of two arguments, and not of all


def test_the_numbers_are_those_of_mathematics() -> None:
    """Of Σ sin(i xᵢ) by xᵢ: i cos(i xᵢ), also the independent ones."""
    with lanes_from(1):
        report = check_grad(lambda *xs: sum((i * x).sin() for i, x in enumerate(xs)), AT)
    for i, (row, x) in enumerate(zip(report.rows, AT, strict=True)):
        assert row.method == "complex step"
        assert row.independent == pytest.approx(i * math.cos(i * x), rel=1e-13, abs=1e-13)


# What lanes must not miss


def weights(*ws: Value) -> Any:
    return dot(ws, [math.cos(i) for i in range(MANY)])


@pytest.mark.parametrize("i", [0, 7, MANY - 1])
def test_a_branch_at_the_point_is_seen(i: int) -> None:
    def branching(*ws: Value) -> Any:
        return weights(*ws) + (ws[i] if ws[i] <= AT[i] else 2.0 * ws[i])

    report = both_ways(branching, AT)
    assert [row.verdict for row in report.rows].count("kink") + len(report.wrong) == 1


@pytest.mark.parametrize("i", [0, 7, MANY - 1])
def test_a_number_behind_the_graph_is_seen(i: int) -> None:
    report = both_ways(lambda *ws: weights(*ws) + ws[i].data * ws[i], AT)
    assert [row.verdict for row in report.rows].index("wrong") == i
    assert len(report.wrong) == 1


def test_a_gradient_that_is_read_as_a_number_is_seen() -> None:

    def graded(*ws: Value) -> Any:
        square = ws[3] * ws[3]
        square.backward()
        slope = ws[3].grad
        ws[3].grad = 0.0
        return weights(*ws) + slope * ws[3]

    assert [row.name for row in both_ways(graded, AT).wrong] == ["∂f/∂x3"]


def test_a_number_that_no_method_reads_is_seen() -> None:
    """Only f itself at other points can tell that it depends on the argument."""

    def behind(*ws: Value) -> Any:
        return weights(*ws) + ws[3]._datum * ws[3]

    assert [row.name for row in both_ways(behind, AT).wrong] == ["∂f/∂x3"]


def test_a_comparison_of_results_and_of_outputs_decides() -> None:
    for f in (
        lambda *ws: relu(ws[0]) if weights(*ws) > 0 else ws[1],
        lambda *ws: ws[0] * int(ws[2] * 3.0),
        lambda *ws: ws[0] if ws[1] else ws[2],
        lambda *ws: ws[0] * math.exp(ws[4]),
    ):
        assert recorded.decides(f, tuple(AT))
    known = Value(2.0)
    assert not recorded.decides(lambda *ws: weights(*ws) * known.data if known > 1 else ws[0], tuple(AT))


def test_the_numbers_of_values_are_read_as_before_afterwards() -> None:
    data, as_float = Value.data, Value.__float__
    with pytest.raises(ZeroDivisionError):
        recorded.decides(lambda x: 1 / 0, (1.0,))
    assert (Value.data, Value.__float__) == (data, as_float)


def test_a_wrong_gradient_is_found_in_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OPS["tanh"], "partials", lambda z, x: (1.0 - z * z + 1e-6,))

    def network(*ws: Value) -> Any:
        return dot([tanh(w) for w in ws], AT)

    report = both_ways(network, AT)
    assert {row.verdict for row in report.rows} == {"wrong"}
    assert {c.name for c in report.operations} == {"tanh"}


def test_one_wrong_gradient_of_many() -> None:
    one = operation("off_by_little", lambda x: x * x, lambda z, x: (2.0 * x * (1.0 + 1e-9),))
    report = both_ways(lambda *ws: weights(*ws) + one(ws[11]), AT)
    assert [row.name for row in report.wrong if row.name.startswith("∂")] == ["∂f/∂x11"]


def test_a_row_that_is_another_in_arrays_is_not_believed() -> None:
    """In floats it is x³; in arrays a straight line that meets x³ at 1.5, with the slope that its wrong rule gives."""
    odd = Op("odd", "x", lambda x: 3.0 * x - 1.125 if isinstance(x, np.ndarray) else x * x * x, lambda z, x: (2.0 * x,))

    def network(*ws: Value) -> Any:
        return dot([apply(odd, [w]) for w in ws], AT)

    at = [1.5] * MANY
    assert {c.name for c in both_ways(network, at).operations} == {"odd"}
    with lanes_from(1):
        assert recorded.of_function(network, tuple(at), claims_of(network, tuple(at), list(map(str, at)), 1)) == {}


def test_a_row_of_floats_alone_is_measured_point_by_point() -> None:
    only = Op("only", "x", lambda x: math.tanh(x), lambda z, x: (1.0 - z * z,))
    report = both_ways(lambda *ws: dot([apply(only, [w]) for w in ws[:3]], AT[:3]), AT[:3])
    assert {(row.method, row.verdict) for row in report.rows} == {("differences", "right")}


def test_edges_and_steps_beyond_them() -> None:
    both_ways(lambda *ws: sum((w * w).sqrt() + (2.0 + w).log() for w in ws), [0.0, *AT[1:4]])
    both_ways(lambda *ws: sum(w.relu() * (w * 300.0).exp() for w in ws), AT[:4])


def test_second_derivatives_rest_on_the_first() -> None:
    report = both_ways(lambda *xs: (xs[0] * xs[1]).sin() * xs[2], AT[:4], order=2)
    assert "differences of complex steps" in {row.method for row in report.rows}


def test_without_numpy_it_goes_point_by_point(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("autograd.checking.measured.")]:
        if name.rpartition(".")[2] in ("lanes", "limits", "screening"):
            monkeypatch.delitem(sys.modules, name)
            monkeypatch.delattr(sys.modules["autograd.checking.measured"], name.rpartition(".")[2], raising=False)
    monkeypatch.setitem(sys.modules, "numpy", None)
    claims = claims_of(weights, tuple(AT), [f"w{i}" for i in range(MANY)], 1)
    with lanes_from(1):
        assert recorded.of_function(weights, tuple(AT), claims) == {}
        assert recorded.of_operations([(OPS["total"], tuple(AT))]) == {}
        assert check_grad(weights, AT)


def test_many_arguments_are_moved_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = list[int]()
    lanes = Recorded.lanes

    def noted(self: Recorded, first: int, points: Any) -> Any:
        sizes.append(points.shape[0])
        return lanes(self, first, points)

    monkeypatch.setattr(Recorded, "lanes", noted)
    monkeypatch.setattr(recorded, "TOGETHER", 5)
    with lanes_from(1):
        assert check_grad(weights, AT)
    assert sizes == [5, 5, 5, 5, 3, 3]


# The parts


def noisy(draw: random.Random) -> Callable[[float], Estimate]:
    """A wave with a kink somewhere, perhaps a small one, and with errors that vary."""
    a, b, c = draw.uniform(-3, 3), draw.uniform(-2, 2), draw.choice([0.0, 1e-6, 1.0])
    return lambda x: Estimate(math.sin(a * x) + c * abs(x - b), ROUNDING * draw.uniform(0.5, 2.0))


@given(st.integers(0, 10**6), st.sampled_from([1, 2]))
@example(238, 1)  # the first limit is far from quotients with smaller steps, which one in 800 draws shows
def test_limits_are_those_of_differences_to_the_last_bit(seed: int, power: int) -> None:
    draw = random.Random(seed)
    functions = [noisy(draw) for _ in range(5)]
    x = draw.uniform(0.2, 3.0)
    sides = [differences(f, x) for f in functions]
    quotients = [s._both if power == 2 else s._right for s in sides]
    steps, values, noise = np.array([[tuple(q) for q in some] for some in quotients]).transpose(2, 1, 0)
    with np.errstate(all="ignore"):
        found, errors = limits(steps, values, noise, 2) if power == 2 else one_sided(steps, values, noise)
    for side, value, error in zip(sides, found.tolist(), errors.tolist(), strict=True):
        expected = side.both if power == 2 else side.right
        assert expected is not None
        if math.isfinite(error):
            assert (value, error) == tuple(expected)
        else:
            assert not expected.finite or math.isinf(error)


@settings(max_examples=fewer(30), suppress_health_check=list(HealthCheck))
@given(programs(), st.integers(0, 10**6))
def test_lanes_have_the_numbers_of_the_function(program: Program, seed: int) -> None:
    """And their errors are no smaller than what is told point by point, but for rounding."""
    draw = random.Random(seed)
    at = tuple(program.leaves)
    leaves = [Value(x) for x in at]
    points = np.array([[x + draw.uniform(-0.01, 0.01) for _ in range(3)] for x in at])
    [lanes] = Recorded([program(*leaves)], leaves).lanes(0, points)
    for i, j in ((i, j) for i in range(len(at)) for j in range(3)):
        if not lanes.outside[i, j]:
            [expected] = estimates(program, (*at[:i], float(points[i, j]), *at[i + 1 :]))
            assert abs(lanes.numbers[i, j] - expected.value) <= expected.error
            assert lanes.errors[i, j] >= expected.error * (1.0 - 1e-9)


def test_operations_in_lanes_move_one_input_at_a_time() -> None:
    at = np.array([[2.0, 3.0], [5.0, 7.0]])
    lanes = of_operation(OPS["mul"], at, at[..., None] + np.array([0.0, 1.0]))
    assert lanes.numbers.tolist() == [[[6.0, 9.0], [6.0, 8.0]], [[35.0, 42.0], [35.0, 40.0]]]


def test_a_whole_network_takes_a_second() -> None:
    """All of its 337 parameters, which point by point take 20 times as long."""
    model = nn.MLP(2, [16, 16, 1], activation=sigmoid, init=nn.init.he(0))
    at = [p.data for p in model.parameters()]

    def loss(*ws: Value) -> Any:
        rest = iter(ws)
        row: Any = [0.3, -0.7]
        for layer in model.layers:
            row = [sigmoid(dot([next(rest) for _ in neuron.w], row, next(rest))) for neuron in layer.neurons]
        return row[0] + erf(row[0])

    assert len(at) == 337
    assert {row.verdict for row in check_grad(loss, at).rows} == {"right"}
