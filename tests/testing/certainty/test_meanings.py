"""Each row in SymPy's numbers is that row in mpmath's: in its domain, at its kinks, and at the ends of its domain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import nowhere
from autograd.testing.strategies import cases
from tests.conftest import IN_EACH_ROW, thinned
from tests.truth import truth

sp = pytest.importorskip("sympy")

from autograd.testing.certainty.proofs import meanings  # noqa: E402
from autograd.testing.certainty.proofs.meanings import NONNEGATIVE, NONZERO, POSITIVE, Unknown, exact  # noqa: E402

ELSEWHERE = {"where", "choose", "atan2", "power", "pow"}
"""Rows whose meaning depends on more than the row, and stands beside the proof."""
IN_ONE = {*meanings.SMOOTH, *meanings.OF_A_LIST}
IN_PIECES = [row.name for row in TABLE if row.name not in IN_ONE | ELSEWHERE]
EVERY = sorted({*IN_ONE, *IN_PIECES})
WITH_KINKS = [row.name for row in TABLE if row.kink is not nowhere and row.name not in ELSEWHERE]
IS: dict[str, Callable[[Any], Any]] = {
    POSITIVE: lambda x: x > 0,
    NONNEGATIVE: lambda x: x >= 0,
    NONZERO: lambda x: x != 0,
}


def sign(of: Any) -> int:
    return int(sp.sign(of))


def asked(table: dict[str, Callable[..., Any]], name: str, xs: tuple[float, ...]) -> list[tuple[Any, str]]:
    """The conditions of a row, at these inputs."""
    conditions: list[tuple[Any, str]] = table[name](*map(exact, xs)) if name in table else []
    return conditions


def hold(conditions: list[tuple[Any, str]]) -> bool:
    return all(IS[what](of) for of, what in conditions)


def meant(name: str, xs: tuple[float, ...], constants: tuple[float, ...]) -> tuple[Any, bool]:
    """The row in SymPy's numbers, and whether it has a kink there."""
    numbers = [exact(x) for x in xs]
    if name in meanings.SMOOTH:
        return meanings.SMOOTH[name](*numbers), False
    if name in meanings.OF_A_LIST:
        return meanings.OF_A_LIST[name](*numbers, j=int(constants[0])), False
    return meanings.in_pieces(name, numbers, [exact(c) for c in constants], sign)


def test_what_is_no_row_has_no_meaning() -> None:
    with pytest.raises(Unknown):
        meanings.in_pieces("twofold", [sp.Integer(1)], [], sign)


@pytest.mark.parametrize("name", thinned(EVERY))
@settings(max_examples=IN_EACH_ROW)
@given(st.data())
def test_a_row_means_what_it_means_to_mpmath(name: str, data: st.DataObject) -> None:
    row, xs = data.draw(cases(OPS[name]))
    found, has_kink = meant(name, xs, tuple(row.bound.values()))
    true = truth(row)(*map(mpf, xs))
    assert abs(mpf(str(sp.N(found, 30))) - true) <= 1e-9 * (1 + abs(true))
    assert not has_kink
    for table in (meanings.DEFINED, meanings.DIFFERENTIABLE):
        assert hold(asked(table, name, xs))  # inputs lie where local gradients are finite


@pytest.mark.parametrize("name", thinned(WITH_KINKS))
@settings(max_examples=IN_EACH_ROW)
@given(st.data())
def test_a_kink_is_where_the_row_has_it(name: str, data: st.DataObject) -> None:
    row, xs = data.draw(cases(OPS[name], kinks=True))
    found, has_kink = meant(name, xs, tuple(row.bound.values()))
    assert has_kink or not hold(asked(meanings.DIFFERENTIABLE, name, xs))
    assert float(found) == pytest.approx(float(truth(row)(*map(mpf, xs))), abs=1e-12)


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("sqrt", 0.0),
        ("log", 0.0),
        ("asin", 1.0),
        ("acos", -1.0),
        ("acosh", 1.0),
        ("atanh", 1.0),
        ("log1p", -1.0),
        ("log2", 0.0),
        ("log10", 0.0),
    ],
)
def test_at_the_end_of_a_domain_there_is_no_derivative(name: str, end: float) -> None:
    assert hold(meanings.DEFINED[name](exact(end))) == bool(OPS[name].domain(end))
    assert not hold(meanings.DIFFERENTIABLE.get(name, meanings.DEFINED[name])(exact(end)))


def test_a_cube_root_is_upright_at_0() -> None:
    assert meanings.in_pieces("cbrt", [sp.Integer(0)], [], sign) == (0, True)


@given(st.integers(-6, 6), st.integers(-8, 8), st.integers(1, 4))
def test_a_power_is_defined_and_differentiable_where_mathematics_says(x: int, over: int, under: int) -> None:
    n = sp.Rational(over, under)
    value, defined, smooth = meanings.power(sp.Integer(x), n)
    is_whole = over % under == 0
    there = x > 0 or (x == 0 and over >= 0) or (x < 0 and is_whole)
    assert hold(defined) == there
    # x**0.5 rises without end at 0, and x**0 is 1 everywhere
    differentiable = there and (x != 0 or over > under or is_whole)
    assert hold(smooth) == differentiable
    if there:
        assert float(value) == pytest.approx(float(x) ** (over / under))


def test_a_power_of_two_numbers_is_defined_above_0() -> None:
    x, n = sp.symbols("x n", real=True)
    assert meanings.power(x, n)[1:] == ([(x, POSITIVE)], [(x, POSITIVE)])
    assert meanings.power(x, sp.pi)[1:] == ([(x, POSITIVE)], [(x, NONNEGATIVE)])
