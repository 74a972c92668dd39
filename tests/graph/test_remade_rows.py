"""Rows of the table made anew as operations behave as the rows, and operations of one's own have a row's properties."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
from autograd import DomainError, Value, grad, jvp, operation
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.notation.formulas import condition, latex, partials, text
from autograd.testing import op_properties
from autograd.testing.strategies import inputs_for, rows
from tests.conftest import fewer, thinned
from tests.graph.own import OWN


def remade(row: Op) -> Any:
    """The row of the table through the door."""
    return operation(
        f"own_{row.name}", row.value, row.partials, domain=row.domain, kink=row.kink, text=row.text, latex=row.latex
    )


def bits(number: Any) -> str:
    return float(number).hex()


def derivatives(op: Op, xs: tuple[float, ...]) -> list[Any]:
    """The number, its first and second derivatives in reverse, and its first ones forwards, to the bit; refusals."""
    found: list[Any] = []
    leaves = [Value(x) for x in xs]
    try:
        out = apply(op, leaves)
        out.backward()
        found += [bits(out.data), *[bits(leaf.grad) for leaf in leaves]]
        first = grad(out, leaves)
        found += [bits(g.data) for g in first]
        found += [bits(g.data) for one in first[:2] for g in grad(one, leaves[:2])]
        for i in range(min(len(xs), 2)):
            found.append(bits(jvp(lambda *at: apply(op, at), xs, [float(i == k) for k in range(len(xs))])[1]))
    except DomainError as error:
        found.append(type(error))
    return found


def read(op: Op, xs: Any) -> Any:
    """The value in numbers of other packages; None where a package has no function of that name."""
    try:
        return op.value(*xs)
    except AttributeError:
        return None


@pytest.mark.parametrize(
    "row", thinned(row for row in TABLE if not (row.outputs or row.index)), ids=lambda row: row.name
)
def test_a_row_of_the_table_made_anew_behaves_as_the_row_itself(row: Op) -> None:
    own = remade(row)
    assert (own.arity, own.arguments, own.constants) == (row.arity, row.arguments, row.constants)
    assert [text(one) for one in partials(own)] == [text(one) for one in partials(row)]
    for which in ("domain", "kink"):
        assert str(condition(own, which)) == str(condition(row, which)) or text(condition(own, which)) == text(
            condition(row, which)
        )

    @settings(max_examples=fewer(15))
    @given(st.data())
    def agrees(data: st.DataObject) -> None:
        op = data.draw(rows(row))
        mine = own.bind(*op.bound.values()) if op.bound else own
        xs = data.draw(inputs_for(op, wide=True) | inputs_for(op))
        assert derivatives(mine, xs) == derivatives(op, xs)
        leaves = [Value(x, name=f"x{i}") for i, x in enumerate(xs)]
        if not (row.symbol or row.reads_as):  # an operator of the table binds as Python's does
            assert latex(apply(mine, leaves)) == latex(apply(op, leaves))
            assert text(apply(mine, leaves)) == text(apply(op, leaves))
        arrays = [np.array([x, x]) for x in xs]
        assert np.array_equal(mine.value(*arrays), op.value(*arrays))
        z = op.value(*arrays)
        for lane, true in zip(mine.partials(z, *arrays), op.partials(z, *arrays), strict=True):
            assert np.array_equal(lane, true)
        with mp.workdps(50):
            exact = [mpf(x) for x in xs]
            assert read(mine, exact) == read(op, exact)
        moved = complex(xs[0], 1e-30), *xs[1:]
        assert read(mine, moved) == read(op, moved)

    agrees()


@pytest.mark.usefixtures("in_each_row")
@pytest.mark.parametrize("check", thinned(check for own in OWN for check in op_properties(own)), ids=str)
def test_the_properties_of_a_row_hold_for_operations_written_with_autograds_functions(check: Any) -> None:
    check()


def test_properties_are_those_of_a_row() -> None:
    with pytest.raises(TypeError, match=r"such as OPS\['log'\], or an operation"):
        op_properties(autograd.sigmoid)
