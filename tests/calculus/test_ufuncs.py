"""NumPy's functions of Values give the numbers that NumPy gives, as nodes of the graph."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograd import DomainError, Value, exp, grad, hessian, jvp, maximum, sqrt, variance
from autograd.calculus.numbers.ufuncs import METHODS, OTHERS
from autograd.notation import Symbol, text
from tests.conftest import IN_EACH_ROW, thinned

UFUNCS = sorted({ufunc.__name__: ufunc for ufunc in vars(numpy).values() if isinstance(ufunc, numpy.ufunc)}.items())
np: Any = numpy  # its types know nothing of Values
KNOWN = [(name, ufunc) for name, ufunc in UFUNCS if name in {*METHODS, *OTHERS}]
WHOLE = {"floor_divide", "remainder"}
numbers = st.floats(-3, 3).map(lambda x: round(x, 3))


def test_every_name_is_one_of_numpys() -> None:
    assert {*METHODS, *OTHERS} <= {name for name, _ in UFUNCS}
    assert not {*METHODS} & {*OTHERS}


@pytest.mark.parametrize(("name", "ufunc"), thinned(KNOWN, 2), ids=thinned([name for name, _ in KNOWN], 2))
@settings(max_examples=IN_EACH_ROW)
@given(numbers, numbers)
def test_a_function_is_that_of_numpy(name: str, ufunc: Any, x: float, y: float) -> None:
    given = [x, y][: ufunc.nin]
    leaves = [Value(number) for number in given]
    if name in WHOLE:
        with pytest.raises(TypeError, match="jumps from one whole number to the next"):
            ufunc(*leaves)
        return
    with np.errstate(all="ignore"):
        true = ufunc(*given)
    try:
        found = ufunc(*leaves)
    except DomainError:
        assert not np.isfinite(true) or (x == 0.0 and name in ("power", "float_power", "arctan2"))
        return
    if name in METHODS:
        assert found.op.name == METHODS[name]
    assert float(found) == pytest.approx(float(true), rel=1e-12, abs=1e-15)
    if ufunc.nin == 2 and name not in ("power", "float_power"):
        for mixed in ufunc(leaves[0], y), ufunc(np.float64(x), leaves[1]):
            assert float(mixed) == float(found)


@pytest.mark.parametrize("name", [name for name, _ in UFUNCS if name not in {*METHODS, *OTHERS}])
def test_a_function_without_a_row_is_refused_by_its_name(name: str) -> None:
    ufunc = getattr(np, name)
    said = "takes no Value alone" if ufunc.signature else "has no derivative here"
    with pytest.raises(TypeError, match=f"numpy.{ufunc.__name__} {said}"):
        ufunc(*[Value(1.0)] * ufunc.nin)


def test_the_nearest_row_is_named() -> None:
    with pytest.raises(TypeError, match=r"did you mean numpy\.sin\?"):
        np.sign(Value(1.0))
    with pytest.raises(TypeError, match=r"numpy\.matmul takes no Value alone: write np\.array\(\[v, w\]\) @ "):
        np.matmul(Value(1.0), Value(2.0))
    with pytest.raises(TypeError, match=r"numpy\.add\.reduce takes an array of Values"):
        np.add.reduce(Value(1.0))
    with pytest.raises(TypeError, match=r"numpy\.exp takes no out for Values"):
        np.exp(Value(1.0), out=np.zeros(1))


@given(st.lists(numbers, min_size=1, max_size=4), numbers)
def test_an_array_is_taken_number_by_number(xs: list[float], y: float) -> None:
    assume(y != 0.0)  # of which arctan2 is refused beside another 0
    v, array = Value(y), np.array(xs)
    for function in operator.add, operator.sub, operator.mul, np.maximum, np.hypot, np.arctan2:
        for found, true in (function(v, array), function(y, array)), (function(array, v), function(array, y)):
            assert [float(one) for one in found] == pytest.approx(list(true), rel=1e-12, abs=1e-15)
            assert all(v in one.inputs for one in found)
    positive = Value(y * y)
    for function in operator.pow, np.power:
        found = function(positive, array)
        assert [float(one) for one in found] == pytest.approx(list(float(positive) ** array), rel=1e-12)
    values = np.array([Value(x) for x in xs])
    for name in "tanh", "exp", "sin", "arctan", "arcsinh":
        ufunc = getattr(np, name)
        assert [one.data for one in ufunc(values)] == pytest.approx(list(ufunc(array)), rel=1e-12, abs=1e-15)
    product = values @ np.array(xs)
    assert product.data == pytest.approx(float(array @ array), rel=1e-12, abs=1e-12)
    assert [g.data for g in grad(product, list(values))] == pytest.approx(xs)


def test_the_variance_of_an_array_is_that_of_the_row() -> None:
    xs, ys = ([Value(x) for x in (0.5, 2.0, -1.0)] for _ in range(2))
    for numpys, ours in ((np.var(xs), variance(ys)), (np.std(xs), sqrt(variance(ys)))):
        assert numpys.data == pytest.approx(ours.data, rel=1e-14)
        numpys.backward()
        ours.backward()
        assert [x.grad for x in xs] == pytest.approx([y.grad for y in ys], rel=1e-12)
    assert np.conjugate(xs[0]) is xs[0]


def test_gradients_of_any_order_and_forward_mode() -> None:
    def layer(exp_: Callable[..., Any], maximum_: Callable[..., Any]) -> Callable[..., Any]:
        return lambda x, y: maximum_(exp_(x) * y, x) ** 2

    ours, numpys = layer(exp, maximum), layer(np.exp, np.maximum)
    assert hessian(numpys, [0.5, 2.0]) == hessian(ours, [0.5, 2.0])
    assert jvp(numpys, [0.5, 2.0], [1.0, -1.0]) == jvp(ours, [0.5, 2.0], [1.0, -1.0])
    x = Value(1.0)
    np.maximum(x, Value(1.0)).backward()
    assert x.grad == 0.5  # the convention of the row at a tie
    assert text(np.log1p(np.exp(Symbol("x")))) == "log1p(exp(x))"
