"""Typed expressions by examples: the graph is as written, and variables and operations are given by name."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import ExpressionError, Value, operation, parse
from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.graph.expression import CALLABLE
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol
from autograd.testing.strategies import inputs_for, rows
from tests.conftest import IN_EACH_ROW, thinned


def shape(value: Value) -> Any:
    """The recorded graph as nested tuples."""
    if value.op is None:
        return value.name or value.data
    return (value.op.name, *[shape(x) for x in value.inputs], *value.op.bound.values())


@pytest.mark.parametrize(
    ("text", "graph"),
    [
        ("x - 2 - y", ("sub", ("sub", "x", 2.0), "y")),
        ("2 ** 3 ** x", ("pow", 2.0, ("pow", 3.0, "x"))),
        ("-x ** 2", ("neg", ("power", "x", 2.0))),
        ("x ** -2", ("power", "x", -2.0)),
        ("x ** (1 / 2)", ("power", "x", 0.5)),
        ("x ** pi", ("power", "x", math.pi)),
        ("x ** y", ("pow", "x", "y")),
        ("-3 * x", ("mul", -3.0, "x")),
        ("x - 3", ("sub", "x", 3.0)),
        ("+x", "x"),
        ("2 * 3", ("mul", 2.0, 3.0)),
        ("π * pi", ("mul", "π", "pi")),
        ("leaky_relu(x, 1 / 10)", ("leaky_relu", "x", 0.1)),
        ("leaky_relu(x, -0.1)", ("leaky_relu", "x", -0.1)),
        ("total(x, y, x)", ("total", "x", "y", "x")),
        ("sin (x)", ("sin", "x")),
    ],
)
def test_the_graph_is_as_written(text: str, graph: object) -> None:
    assert shape(parse(text, {"x": 2.0, "y": 3.0})) == graph


def test_a_name_is_one_leaf_however_often_it_stands_there() -> None:
    value = parse("x * ｘ + pi * pi", {"x": 3})
    leaves = [node.name for node in inputs_first([value]) if node.op is None]
    assert leaves == ["x", "pi"]


def test_the_apple() -> None:
    price = parse("りんご * 個数 * 消費税", {"りんご": 100, "個数": 2, "消費税": Value(1.1)})
    price.backward()
    assert price.data == 100 * 2 * 1.1
    assert [leaf.grad for leaf in inputs_first([price]) if leaf.name] == [2.2, 110.00000000000001]


def test_a_value_of_yours_is_used_as_it_is() -> None:
    x = Value(3.0)
    parse("x * x", {"x": x}).backward()
    assert x.grad == 6.0
    assert x.name is None


@pytest.mark.parametrize("name", thinned(CALLABLE))
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_every_function_of_the_table_can_be_called(name: str, data: st.DataObject) -> None:
    op = data.draw(rows(OPS[name]))
    xs = data.draw(inputs_for(op))
    names = [f"x{i}" for i in range(len(xs))]
    typed = text(Symbol("", op, tuple(map(Symbol, names)))) if name != "total" else f"total({', '.join(names)})"
    parsed = parse(typed, dict(zip(names, xs, strict=True)))
    assert parsed.data == op.value(*xs)
    assert parsed.op in (op, OPS.get("neg"))


def test_a_variable_may_have_the_name_of_a_function_or_of_pi() -> None:
    assert parse("sin * sin(sin)", {"sin": 2.0}).data == 2.0 * math.sin(2.0)
    assert parse("pi", {"pi": 3}).data == 3.0


def test_constants_may_be_left_out_where_they_have_defaults() -> None:
    for written, whole in (("leaky_relu(x)", "leaky_relu(x, 0.01)"), ("elu(x)", "elu(x, 1)")):
        assert parse(written, {"x": -2.0}).data == parse(whole, {"x": -2.0}).data < 0.0


@pytest.mark.parametrize("end", [";", " ; ", ";;", "; ;\n;"])
def test_nothing_need_follow_the_last_separator(end: str) -> None:
    for typed, result in ("x + 1", 3.0), ("h = x * y; h - 1", 5.0), ("h = 3 * x", 6.0):
        assert parse(typed + end, {"x": 2.0, "y": 3.0}).data == result


# What is given beside the text.


@pytest.mark.parametrize("text", [None, 3, b"x", ["x"], Value(1.0)])
def test_what_is_no_text_is_a_type_error(text: Any) -> None:
    with pytest.raises(TypeError, match=f"an expression is a text, not {type(text).__name__}"):
        parse(text)


@pytest.mark.parametrize("number", ["3", None, 1j, ["3"], b"3"])
def test_a_variable_that_is_no_number_is_a_type_error(number: object) -> None:
    with pytest.raises(TypeError, match=r"the variable x(\[0\])? holds one real number"):
        parse("x", {"x": number})


@pytest.mark.parametrize("given", [[], [[]], [1.0, [2.0]], [[1.0, 2.0], [3.0]], [[[1.0]]]])
def test_a_variable_that_is_no_vector_or_matrix_is_a_type_error(given: object) -> None:
    with pytest.raises(TypeError, match="the variable x"):
        parse("sum(x)", {"x": given})


def test_a_variable_whose_name_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="by name"):
        parse("x", {1: 2.0})  # type: ignore[dict-item]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**400])
def test_a_variable_without_a_finite_number_is_pointed_at(number: float) -> None:
    with pytest.raises(ExpressionError, match="the variable x holds") as caught:
        parse("2 * x", {"x": number})
    assert caught.value.column == 4


def test_operations_are_given_by_name_and_are_those_of_ones_own() -> None:
    double = operation("double", lambda x: 2.0 * x, lambda z, x: (2.0,))
    assert parse("double(x)", {"x": 3.0}, operations=[double]).data == 6.0
    by_place: Any = parse
    with pytest.raises(TypeError, match="positional"):
        by_place("x", {"x": 1.0}, [double])
    wrong: list[Any] = [[OPS["mul"]], [math.sin], math.sin, 3]
    for operations in wrong:
        with pytest.raises(TypeError, match=r"operations is a list of what autograd\.operation made, and .* is not"):
            parse("x", {"x": 1.0}, operations=operations)
