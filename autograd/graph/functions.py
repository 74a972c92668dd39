"""The operations as functions: one for every row of the table that is not an operator.

They take numbers of any system and plain numbers. From plain numbers alone they make `Value`s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from autograd import notation
from autograd.calculus.numbers.number import Number, calculated, system_of
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, refuse_kind


def apply(op: Op, inputs: Sequence[Any]) -> Any:
    """The operation applied to numbers of any system; plain numbers alone make a Value.

    >>> from autograd.calculus.ops import OPS
    >>> apply(OPS["mul"], [Value(2.0), 3.0]).data
    6.0
    """
    return calculated(op, inputs, _system(inputs))


def _system(inputs: Iterable[Any]) -> Any:
    return system_of(inputs) or Value


def applied(op: Op, xs: Sequence[Any]) -> Any:
    """`apply`, but plain numbers give a plain number."""
    try:
        return calculated(op, xs)
    except DomainError:
        raise
    except (ValueError, ArithmeticError) as error:
        raise notation.refusal(op, [Value(x) for x in xs], error) from None


def wrong_count(row: Op, inputs: Sequence[Any], constants: Iterable[str]) -> TypeError:
    """The sentence for a call with too many or too few numbers, or with constants that the row does not have."""
    most, of = row.arity + len(row.constants), notation.text(notation.formula(row))
    unknown = [name for name in constants if name not in row.constants]
    if unknown:
        key = "keywords of a function" if row.constants else "no keywords of a function"
        return TypeError(say(key, call=of, known=", ".join(row.constants), unknown=", ".join(unknown)))
    given = ", ".join([str(len(inputs)), *constants])
    key = "one number of a function" if most == 1 else "numbers of a function"
    return TypeError(say(key, call=of, most=most, given=given))


def none_given(row: Op) -> ValueError:
    """The sentence for a row of a list that was given an empty one."""
    return ValueError(say("no numbers of a list", name=row.name))


def _function(row: Op) -> Callable[..., Any]:
    most = row.arity + len(row.constants)
    name = row.name

    def function(*inputs: Any, **constants: Any) -> Any:
        if len(inputs) == row.arity and not constants and type(inputs[0]) is Value:  # as fast as the method
            return getattr(inputs[0], name)(*inputs[1:])
        if not row.arity <= len(inputs) <= most or not constants.keys() <= set(row.constants):
            raise wrong_count(row, inputs, constants)
        first, *rest = inputs
        return getattr(_system(inputs).lift(first), row.name)(*rest, **constants)

    return function


def _function_of_a_list(row: Op) -> Callable[..., Any]:
    def function(*values: Any) -> Any:
        xs = tuple(values[0]) if len(values) == 1 and isinstance(values[0], Iterable) else values
        if not xs and row.name != "total":  # a sum of nothing is 0; nothing else is known of nothing
            raise none_given(row)
        system = _system(xs)
        if row.outputs and system is Value:
            return Value._outputs(row, xs)
        evaluate = getattr(system, f"_{row.name}")
        return [evaluate(xs, j=j) for j in range(len(xs))] if "j" in row.constants else evaluate(xs)

    return function


def dot(weights: Sequence[Any], inputs: Sequence[Any], bias: Any = None) -> Any:
    """`weights · inputs + bias` as one node: one edge per weight, one per input, one for the bias if it is given.

    Raises `ValueError` if there are not as many weights as inputs.

    >>> dot([Value(2.0), Value(-1.0)], [3.0, 4.0], Value(0.5)).data
    2.5
    """
    try:
        equal = len(weights) == len(inputs)
    except TypeError:
        is_first = not hasattr(weights, "__len__")
        refuse_kind(*(("weights", weights) if is_first else ("inputs", inputs)), "kind numbers")
    if not equal:
        raise ValueError(say("weights of a dot", weights=len(weights), inputs=len(inputs)))
    return Value._dot((*weights, *inputs) if bias is None else (*weights, *inputs, bias))


def where(condition: Any, x: Any, y: Any) -> Any:
    """`x` if the condition holds, else `y`. The node has both as inputs, and the one that is not chosen has local
    gradient 0.

    The condition is decided when the node is made, and no gradient flows to it. Raises `TypeError` for a condition that
    is neither true nor false.

    >>> a, b = Value(2.0), Value(3.0)
    >>> chosen = where(a > b, a, b)
    >>> chosen.backward()
    >>> chosen.data, a.grad, b.grad
    (3.0, 0.0, 1.0)
    """
    if isinstance(condition, Number) and hasattr(condition, "choose"):  # of numbers whose comparisons are numbers too
        return condition.choose(x, y)
    if condition is None or not hasattr(condition, "__bool__"):  # a text and a list have a length in its place
        raise TypeError(say("no condition", condition=condition))
    return _system([x, y]).lift(x).where(y, bool(condition))


def choose(xs: Iterable[Any], index: Any) -> Any:
    """The number of `xs` that `index` counts, from 0. The node has all of `xs` as inputs, and the index after them.

    The chosen number has local gradient 1, the others have 0, and so has the index. Also a plain index makes a node:
    the graph then shows what was there to choose from, where `xs[index]` leaves no trace. A program chooses anew in
    each run and lane if the index is one of its inputs.

    Raises `DomainError` for an index that is no whole number, or not from 0 to `len(xs) - 1`.

    >>> row = [Value(5.0), Value(6.0), Value(7.0)]
    >>> choose(row, 2).data, choose(row, Value(0)).data
    (7.0, 5.0)
    """
    if not isinstance(xs, Iterable):
        refuse_kind("xs", xs, "kind numbers")
    listed = tuple(xs)
    if not listed:
        raise ValueError(say("nothing to choose from"))
    return _system((*listed, index))._choose((*listed, index))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    row.name: _function_of_a_list(row) if row.arity == MANY else _function(row) for row in TABLE if not row.symbol
} | {"choose": choose, "dot": dot, "where": where}

for _row in TABLE:
    if not _row.symbol and _row.name not in ("choose", "dot", "where"):
        FUNCTIONS[_row.name].__name__ = FUNCTIONS[_row.name].__qualname__ = _row.name
        FUNCTIONS[_row.name].__module__ = "autograd"  # where pickle finds it: relu goes to another process by its name
        FUNCTIONS[_row.name].__doc__ = f"`{_row.text.replace('$', '')}` as a node of the graph."
