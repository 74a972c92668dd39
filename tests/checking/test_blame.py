"""Operations on their own inputs: the sentence of each, and between which numbers conventions may bring f."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import cbrt, check_grad, elementary, hypot, maximum, operation, relu, sin, softplus, sqrt, tanh, total
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.checking.blame import Operations, _inside
from autograd.checking.comparison import Way
from autograd.checking.measured.claimed import claims_of
from autograd.language import say

Plant = Callable[..., None]


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    return lambda name, partials: monkeypatch.setattr(OPS[name], "partials", partials)


def operations(f: Callable[..., Any], at: Sequence[float], order: int = 1) -> Operations:
    return Operations(claims_of(f, tuple(at), ["x", "y", "z"][: len(at)], order))


def reach(f: Callable[..., Any], *at: float) -> tuple[float, float]:
    """Between which numbers the conventions may bring the derivative of `f` by its first argument."""
    way = operations(f, at).ways[0]
    assert way.kinked
    assert way.reach
    return way.reach


# The way of each argument.


def test_what_has_no_kink_on_its_way_has_no_reach() -> None:
    assert operations(lambda x, y: x * y, [1.0, 2.0]).ways == [Way(False, False), Way(False, False)]
    of_x, of_y = operations(lambda x, y: x.relu() + y, [0.0, 1.0]).ways
    assert (of_x.at_edge, of_x.kinked, of_y) == (False, True, Way(False, False))
    assert operations(lambda x, y: x.relu() * 2.0 + y * y, [3.0, 1.0]).ways == [Way(False, False), Way(False, False)]
    other = operations(lambda x: [x.relu(), x * x], [0.0]).ways
    assert [way.kinked for way in other] == [True, False]


@pytest.mark.parametrize(
    ("f", "low", "high"),
    [
        (relu, 0.0, 1.0),
        (abs, -1.0, 1.0),
        (lambda x: -abs(x), -1.0, 1.0),
        (lambda x: 3.0 * x.relu() - 2.0 * abs(x) + x * 0.0, -2.0, 5.0),
        (lambda x: 2.0 * x.relu() + 7.0 * x, 7.0, 9.0),
        (lambda x: tanh(x.relu() + 4.0 * x), 4.0, 5.0),
        (lambda x: maximum(x, 2.0 * x), 1.0, 2.0),
        (lambda x: x.relu() + maximum(3.0 * x, 3.0 * x), 3.0, 4.0),
        (lambda x: maximum(2.0 * x.relu(), 3.0), 0.0, 0.0),
        (lambda x: x**2.5, 0.0, 0.0),
    ],
)
def test_conventions_reach_from_the_one_side_to_the_other_and_add_up(f: Any, low: float, high: float) -> None:
    found = reach(f, 0.0)
    assert found == pytest.approx((low, high), abs=1e-9)
    assert found[0] <= low <= high <= found[1]


def test_each_end_of_a_reach_leaves_room_for_the_error_of_its_side() -> None:
    low, high = reach(abs, 0.0)
    assert low < -1.0
    assert high > 1.0


@pytest.mark.parametrize(
    "f", [sqrt, cbrt, lambda x: cbrt(x) - cbrt(x), lambda x: -2.0 * cbrt(x), lambda x: x + cbrt(x) * 2.0]
)
def test_where_a_local_gradient_is_infinite_any_number_is_in_reach(f: Any) -> None:
    assert reach(f, 0.0) == (-math.inf, math.inf)


def test_what_is_multiplied_by_0_reaches_nothing() -> None:
    assert reach(lambda x: cbrt(x) * 0.0 + x, 0.0) == (1.0, 1.0)


def test_conventions_are_for_first_derivatives_alone() -> None:
    ways = operations(lambda x, y: x.relu() * y + y, [0.0, 1.0], order=2).ways
    assert [way.kinked for way in ways] == [True, False, True, True, False]
    assert [way.reach for way in ways[2:]] == [(-math.inf, math.inf)] * 2 + [None]


def test_an_edge_anywhere_is_an_edge_of_every_argument() -> None:
    assert [way.at_edge for way in operations(lambda x, y: sqrt(x) + y, [0.0, 1.0]).ways] == [True, True]
    assert [way.at_edge for way in operations(lambda x, y: cbrt(x) + y, [0.0, 1.0]).ways] == [True, True]
    assert [way.at_edge for way in operations(lambda x, y: relu(x) + y, [0.0, 1.0]).ways] == [False, False]


def test_a_kink_along_a_way_that_both_inputs_move_is_smooth_or_a_kink_of_that_way() -> None:
    assert operations(lambda x: maximum(x, x), [2.0]).ways == [Way(False, False)]
    assert reach(lambda x: maximum(x, 2.0 * x - 3.0), 3.0) == pytest.approx((1.0, 2.0))
    assert reach(lambda x: maximum(2.0 * x, 4.0), 2.0) == pytest.approx((0.0, 2.0))


def test_a_kink_at_the_edge_of_the_domain_has_one_side_alone() -> None:
    rim = operation(
        "rim",
        lambda x, y: maximum(x, y),
        lambda z, x, y: (0.5, 0.5),
        domain=lambda x, y: (x >= 0.0) & (y >= 0.0),
        kink=lambda x, y: x == y,
    )
    assert reach(lambda x: rim(x, x) + x, 0.0) == pytest.approx((3.0, 3.0))  # that of each input alone, from the right


@given(st.sampled_from([0.0, 1.0, -5e6, 1e-5]), st.sampled_from([1.0, -1.0]))
def test_an_edge_is_seen_from_a_billionth_of_the_input_away(edge: float, side: float) -> None:
    size = abs(edge) or 1.0
    row = Op("up to", "x, y", lambda x, y: x, lambda z, x, y: (1.0, 0.0), domain=lambda x, y: side * x <= side * edge)
    turned = Op(
        "up to", "x, y", lambda x, y: y, lambda z, x, y: (0.0, 1.0), domain=lambda x, y: side * y <= side * edge
    )
    for away, inside in ((0.0, False), (0.5e-9, not edge), (2e-9, True)):
        assert _inside(row, (edge - side * away * size, 3.0)) is inside
        assert _inside(turned, (3.0, edge - side * away * size)) is inside
    assert _inside(OPS["sqrt"], (0.0,))  # beside an edge of one input differences tell


# What is said.


HINT = say("every rule is right", sentence="").strip()


def sentences(f: Callable[..., Any], *at: float, order: int = 1) -> list[str]:
    return [c.sentence for c in check_grad(f, at, order).operations]


def test_an_operation_is_written_with_the_numbers_of_its_inputs(plant: Plant) -> None:
    plant("total", lambda z, *xs: (1.0, 2.0, *xs[2:]))
    for count, written in ((2, "x1, x2"), (3, "x1, x2, x3"), (4, "x1, …, x4"), (5, "x1, …, x5")):
        [said] = sentences(lambda *xs: total(xs), *[7.0, 5.0, 1.0, 1.0, 1.0][:count])
        assert said.startswith(f"The local gradient of total({written}) for its input x2 at x2 = 5 is wrong: the rule")


def test_an_operation_of_two_inputs_says_along_which(plant: Plant) -> None:
    said = sentences(lambda x, y: maximum(x, y), 2.0, 2.0)
    for name, sentence in zip("xy", said, strict=True):
        assert sentence.startswith(
            f"maximum(x, y) at x = 2, y = 2 has no derivative along {name}: 0 from the left, 1 from the right; "
            "by convention the rule gives 0.5; "  # and then who answers otherwise
        )
    [relu_said] = sentences(relu, 0.0)
    assert relu_said.startswith("relu(x) at x = 0 has no derivative: 0 from")
    [both, _] = sentences(lambda x: maximum(x, x), 2.0)
    assert both.endswith("Some of its inputs are one and the same Value here, and add up.")
    [near] = sentences(relu, 1e-300)
    assert near.endswith("by convention the rule gives 1. Its kink is too near to tell.")


def test_a_wrong_convention_is_told_with_the_direction_that_shows_it(plant: Plant) -> None:
    plant("maximum", lambda z, x, y: (1.0, 1.0))
    assert sentences(lambda x, y: maximum(x, y), 1.0, 1.0) == 2 * [
        "maximum(x, y) at x = 1, y = 1 has a wrong convention: together the inputs give 2 along (1, 1), where the "
        "derivative is 1 on the two sides."
    ]
    plant("hypot", lambda z, x, y: (-1.0, 1.0))
    assert sentences(lambda x, y: hypot(x, y), 0.0, 0.0) == 2 * [
        "hypot(x, y) at x = 0, y = 0 has a wrong convention: together the inputs give -2 along (1, -1), where the "
        "derivative is -1.41421 and 1.41421 on the two sides."
    ]


def test_an_operation_of_the_reverse_pass_is_found_by_second_derivatives_alone(plant: Plant) -> None:
    plant("sigmoid", lambda z, x: (x,))
    assert {c.name for c in check_grad(softplus, [0.5], 2).operations} == {"sigmoid"}
    assert check_grad(softplus, [0.5]).operations == ()


def test_rules_without_derivatives_are_looked_for_where_something_is_wrong(plant: Plant) -> None:
    plant("sin", lambda z, x: (math.cos(x),))  # a float even for a Value
    [said] = sentences(sin, 0.5, order=2)
    assert said.startswith("The derivative of order 2 of sin(x) along x and x at x = 0.5 is wrong: the rule gives 0, ")
    assert sentences(lambda x: 2.0 * x + 0.0 * sin(x), 0.5, order=2) == []
    report = check_grad(lambda x: sin(x) * x, [0.5], 2)
    assert {c.name for c in report.operations} == {"sin"}
    assert HINT not in str(report)


def test_the_first_wrong_row_hints_at_f_if_every_rule_is_right(plant: Plant) -> None:
    def smuggled(x: Any, y: Any, z: Any) -> Any:
        return x * x + y * y.data + z * z.data + 0.0 * sin(z)

    rows = check_grad(smuggled, [2.0, 3.0, 4.0]).rows
    assert [HINT in row.sentence for row in rows] == [False, True, False]
    assert [row.sentence[:16] for row in rows] == ["", "∂f/∂y is wrong: ", "∂f/∂z is wrong: "]
    assert HINT not in str(check_grad(lambda x: x * x, [2.0]))
    plant("sin", lambda z, x: (elementary.sin(x),))
    report = check_grad(smuggled, [2.0, 3.0, 4.0])
    assert [row.verdict for row in report.rows] == ["right", "wrong", "wrong"]
    assert HINT not in str(report)
