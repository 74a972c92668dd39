"""What a piece of the domain is said to imply is true at every point of it, and a point of it is never denied."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sp = pytest.importorskip("sympy")

from autograd.testing.certainty.proofs.meanings import NONNEGATIVE, NONZERO, POSITIVE  # noqa: E402
from autograd.testing.certainty.proofs.regions import Empty, Region, canonical  # noqa: E402

X, Y = sp.symbols("x y", real=True)
IS: dict[str, Callable[[Any], Any]] = {
    POSITIVE: lambda number: number > 0,
    NONNEGATIVE: lambda number: number >= 0,
    NONZERO: lambda number: number != 0,
}

whole = st.integers(-3, 3)
linear = st.builds(lambda a, b, c: a * X + b * Y + c, whole, whole, whole)
of_one = st.builds(lambda a, b, x: a * x + b, whole, whole, st.sampled_from([X, Y]))
expressions = (
    of_one
    | linear
    | st.builds(lambda a, b: sp.expand(a * b), of_one | linear, of_one)
    | st.builds(lambda a, b: a * b, linear, of_one)
    | st.builds(lambda a, n: a**n, linear, st.integers(1, 3))
    | st.builds(lambda a, b: sp.exp(a) * b, linear, of_one)
    | st.builds(lambda a, b: sp.exp(a) + b**2, linear, of_one)
)
fractions = st.builds(lambda n, m: sp.Rational(n, m), st.integers(-6, 6), st.integers(1, 3)) | whole.map(sp.Integer)
points = st.tuples(fractions, fractions)


def at(of: Any, point: tuple[Any, Any]) -> Any:
    return sp.sympify(of).xreplace({X: point[0], Y: point[1]})


def sign_at(of: Any, point: tuple[Any, Any]) -> int:
    return int(sp.sign(at(of, point)))


def around(point: tuple[Any, Any], decided: list[Any], told: list[Any]) -> Region:
    """The piece in which expressions have the signs that they have at this point, and the facts that hold there."""
    signs = {}
    for of in decided:
        if not sp.sympify(of).is_number:
            form, _ = canonical(of)
            signs[form] = sign_at(form, point)
    facts = [(sp.sympify(of), what) for of in told for what, holds in IS.items() if holds(at(of, point))]
    return Region(signs, facts)


@given(points, st.lists(expressions, max_size=3), st.lists(expressions, max_size=2), st.lists(expressions, min_size=1))
def test_what_is_said_to_follow_is_true_at_the_point(
    point: tuple[Any, Any], decided: list[Any], told: list[Any], asked: list[Any]
) -> None:
    region = around(point, decided, told)  # which is not Empty, as the point is in it
    for of in map(sp.sympify, [*asked, *decided, *told]):
        for what, holds in IS.items():
            if region.holds(of, what):
                assert holds(at(of, point)), (of, what, region.known, region.bounds)


@given(points, expressions)
def test_what_is_given_is_known(point: tuple[Any, Any], of: Any) -> None:
    of = sp.sympify(of)
    for what, holds in IS.items():
        if holds(at(of, point)):
            assert Region({}, [(of, what)]).holds(of, what)


@pytest.mark.parametrize(
    "facts",
    [
        [(X, POSITIVE), (-X, POSITIVE)],
        [(X - 1, POSITIVE), (1 - X, NONNEGATIVE)],
        [(X - 2, NONNEGATIVE), (1 - X, NONNEGATIVE)],
        [(2 * X - 6, POSITIVE), (X - 1, POSITIVE), (9 - 3 * X, NONNEGATIVE)],
        [(X + Y, POSITIVE), (-2 * X - 2 * Y, POSITIVE)],
        [(sp.Integer(0), POSITIVE)],
        [(sp.Integer(0), NONZERO)],
    ],
    ids=str,
)
def test_a_piece_without_points_is_empty(facts: list[Any]) -> None:
    with pytest.raises(Empty):
        Region({}, facts)


@pytest.mark.parametrize(
    ("facts", "of", "what"),
    [
        ([(X - 1, POSITIVE)], X, POSITIVE),
        ([(X, NONNEGATIVE), (X, NONZERO)], X, POSITIVE),
        ([(X - 1, NONNEGATIVE)], X**2 + X - 1, POSITIVE),  # its roots are -1.6 and 0.6
        ([(-X, POSITIVE)], X**3, NONZERO),
        ([(X - 2, POSITIVE), (3 - X, POSITIVE)], (X - 1) * (4 - X), POSITIVE),
        ([(X * Y, NONZERO)], X, NONZERO),
        ([(X + Y, POSITIVE)], 3 * X + 3 * Y, POSITIVE),
        ([(X + Y, NONZERO)], (X + Y) ** 2 * (X**2 + 1), NONZERO),
        ([], sp.exp(X) + 1, POSITIVE),
        ([(X, NONZERO)], X ** sp.Rational(-1, 3), NONZERO),
    ],
    ids=str,
)
def test_what_follows_is_found(facts: list[Any], of: Any, what: str) -> None:
    assert Region({}, facts).holds(of, what)
    assert not Region({}).holds(of, what) or not facts


@pytest.mark.parametrize("number", [1 / sp.E, 1 / sp.pi, sp.E, sp.sqrt(2), sp.log(2)])
def test_a_polynomial_that_is_unfactored_is_known_as_it_is(number: Any) -> None:
    assert Region({}, [(X**2 - number, NONZERO)]).holds(X**2 - number, NONZERO)
    assert Region({}, [(Y**2 - number * Y, POSITIVE)]).holds(Y**2 - number * Y, POSITIVE)


@pytest.mark.parametrize("of", [X, X + Y, X * Y, X**2 - 2, sp.exp(X) - Y])
def test_what_may_be_0_is_not_above_it(of: Any) -> None:
    region = Region({}, [(of, NONNEGATIVE)])
    assert region.holds(of, NONNEGATIVE)
    assert not region.holds(of, POSITIVE)
    assert not region.holds(of, NONZERO)
    assert not region.holds(-of, NONNEGATIVE)


def test_a_product_may_be_0_where_a_factor_is_not() -> None:
    region = Region({}, [(X, NONZERO)])
    assert region.holds(X**2 * sp.exp(Y), NONZERO)
    assert not region.holds(X * Y, NONZERO)
    assert not region.holds(X**2 - X, NONZERO)


@pytest.mark.parametrize(
    "zero",
    [(X + 1) ** 2 - X**2 - 2 * X - 1, (X + Y) ** 2 - X**2 - Y**2 - 2 * X * Y, X * ((X + 1) ** 2 - X**2 - 2 * X - 1)],
)
def test_what_is_0_unseen_is_not_taken_for_another_number(zero: Any) -> None:
    assert not Region({}).holds(zero, NONZERO)
    assert not Region({}, [(X, POSITIVE)]).holds(zero, POSITIVE)


def test_a_number_between_two_borders_is_not_taken_for_one_beyond_them() -> None:
    region = Region({}, [(X - 1, POSITIVE), (3 - X, POSITIVE)])
    assert region.bounds[X] == {-1: (Fraction(1), True), 1: (Fraction(3), True)}
    assert not region.holds(X - 2, NONZERO)
    assert not region.holds(2 - X, NONNEGATIVE)
