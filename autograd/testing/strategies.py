"""Hypothesis strategies for the table of operations: inputs of a row, and whole random calculations."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any, TypeVar

from hypothesis import strategies as st

from autograd.calculus.ops import TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op, nowhere
from autograd.language import say
from autograd.language.errors import refuse_kind
from autograd.notation.formulas import condition
from autograd.notation.symbols import Symbol
from autograd.testing.programs import Program

Drawn = TypeVar("Drawn")

MODERATE = st.integers(-4000, 4000).map(lambda thousandths: thousandths / 1000)
"""Numbers with three decimals. None is extremely close to another or to a kink."""

WIDE = st.builds(
    lambda sign, mantissa, exponent: sign * mantissa * 10.0**exponent,
    st.sampled_from([1.0, -1.0]), st.floats(1.0, 10.0, exclude_max=True), st.integers(-12, 12),
)  # fmt: skip
"""Numbers of all sizes from 1e-12 to 1e13."""


MIDDLING = st.integers(-10_000, 10_000).map(lambda hundredths: hundredths / 100)
"""Numbers up to 100, where many functions become flat and digits begin to cancel."""


def rows(op: Op) -> st.SearchStrategy[Op]:
    """The row with constants that its domain allows; the row itself if it has no open constants."""
    if not isinstance(op, Op):
        raise TypeError(say("no row to test", function="strategies", given=op))
    if not op.constants or op.bound:
        return st.just(op)
    if op.arity == MANY:  # which output
        return st.integers(0, 2).map(lambda j: op.bind(float(j)))
    number = st.integers(-3, 3).map(float) | MODERATE
    constants = st.tuples(*[number for _ in op.constants])
    return constants.map(lambda drawn: op.bind(*drawn)).filter(lambda row: condition(row, "domain") is not False)


def inputs_for(op: Op, *, kinks: bool = False, wide: bool = False) -> st.SearchStrategy[tuple[float, ...]]:
    """Inputs inside the row's domain, where its local gradients are finite: away from its kinks, or with `kinks=True`
    exactly at them.

    The inputs have three decimals. With `wide=True` there are also inputs of all sizes from 1e-12 to 1e13. The row's
    constants must be filled in, for example by `rows`.

    Raises `ValueError` for kinks of a row that has none, `TypeError` for a row with open constants.

    >>> from hypothesis import find
    >>> from autograd.calculus.ops import OPS
    >>> find(inputs_for(OPS["log"]), lambda xs: True), find(inputs_for(OPS["maximum"], kinks=True), lambda xs: True)
    ((0.001,), (0.0, 0.0))
    """
    if not isinstance(op, Op):
        raise TypeError(say("no row to test", function="inputs_for", given=op))
    if op.constants and not op.bound:
        raise TypeError(say("row without its constants", name=op.name, constants=", ".join(op.constants)))
    number = _numbers_at_kinks(op) if kinks else MODERATE | MIDDLING | WIDE if wide else MODERATE
    if op.index:
        inputs = st.lists(number, min_size=1, max_size=4).flatmap(_with_index)
    elif op.arity == MANY:
        least = 1 + int(op.bound.get("j", 0))
        inputs = st.lists(number, min_size=least, max_size=max(5, least)).map(tuple)
    else:
        inputs = st.tuples(*[number] * op.arity)
    return inputs.filter(lambda xs: inside(op, xs) and bool(op.kink(*xs)) is kinks and _numbers(op, xs) is not None)


def _with_index(xs: list[float]) -> st.SearchStrategy[tuple[float, ...]]:
    return st.integers(0, len(xs) - 1).map(lambda i: (*xs, float(i)))


def cases(row: Op, *, kinks: bool = False, wide: bool = False) -> st.SearchStrategy[tuple[Op, tuple[float, ...]]]:
    """The row, with constants if it has any, and inputs as of `inputs_for`."""
    return _each(row, lambda op: inputs_for(op, kinks=kinks, wide=wide), kinks)


def lanes(row: Op) -> st.SearchStrategy[tuple[Op, list[tuple[float, ...]]]]:
    """The row, with constants if it has any, and one to three inputs of one length, to be put in arrays."""

    def several(op: Op) -> st.SearchStrategy[list[tuple[float, ...]]]:
        inputs = inputs_for(op)
        if op.arity < MANY:
            return st.lists(inputs, min_size=1, max_size=3)
        return inputs.flatmap(lambda xs: st.lists(inputs.filter(lambda ys: len(ys) == len(xs)), min_size=1, max_size=3))

    return _each(row, several)


def _each(
    row: Op, drawn: Callable[[Op], st.SearchStrategy[Drawn]], kinks: bool = False
) -> st.SearchStrategy[tuple[Op, Drawn]]:
    """The row, with constants if it has any, and what is drawn for it; with `kinks`, constants that leave it a kink."""
    filled = rows(row)
    if not row.constants or row.bound:
        return st.tuples(filled, drawn(row))
    # flatmap makes strategies anew for each example, which takes longer than the example.
    filled = filled.filter(lambda op: not kinks or condition(op, "kink") is not False)
    return filled.flatmap(lambda op: st.tuples(st.just(op), drawn(op)))


def inside(op: Op, xs: Sequence[float]) -> bool:
    """Whether points on all sides of these inputs are in the domain too. An index has nothing beside it."""
    near = [[x, *(x + step * max(1.0, abs(x)) for step in (1e-13, -1e-13))] for x in xs]
    near = [*near[:-1], [xs[-1]]] if op.index else near
    alone = ((*xs[:slot], x, *xs[slot + 1 :]) for slot, moved in enumerate(near) for x in moved)
    return all(op.domain(*point) for point in (alone if op.arity == MANY else product(*near)))


def _numbers_at_kinks(op: Op) -> st.SearchStrategy[float]:
    if op.kink is nowhere:
        raise ValueError(say("row without kinks", name=op.name))
    kink = condition(op, "kink")
    nodes = inputs_first([kink]) if isinstance(kink, Symbol) else []
    numbers = {node.name for node in nodes if node.op is None and not isinstance(node.name, str)}
    return st.sampled_from(sorted({0.0, *map(float, numbers)})) | st.integers(-4, 4).map(float)


def programs(
    ops: Sequence[Op] = TABLE, *, leaves: int = 4, steps: int = 16, kinks: bool = False, largest: float = 1e3
) -> st.SearchStrategy[Program]:
    """Random calculations over the rows `ops`, with shared nodes: at most so many leaves and steps.

    Every number and local gradient of a program is at most `largest`. An index is a leaf. With `kinks=False` no
    step is at or near a kink. Other steps are left out, and so is every node that the output does not depend on.

    >>> from hypothesis import find
    >>> from autograd.calculus.ops import OPS
    >>> find(programs([OPS["mul"]], leaves=1, steps=2), lambda program: len(program.steps) > 1)
    from autograd import Value
    x1 = Value(0.0)
    v1 = x1 * x1
    v2 = v1 * v1
    """
    if not isinstance(ops, Iterable):
        refuse_kind("ops", ops, "kind list")
    near = st.sampled_from([1, 1, 1, 1, 2, 2, 3])  # the first input, so that few nodes are left without a use
    back = st.tuples(near, *[st.integers(1, 7)] * 4)
    step = st.tuples(st.one_of(*map(rows, ops)), back, st.integers(1, 5))
    count = st.integers(1, steps)  # drawn first: lists that decide their length as they grow are mostly short
    drawn = st.tuples(
        st.lists(MODERATE, min_size=1, max_size=leaves),
        count.flatmap(lambda n: st.lists(step, min_size=n, max_size=n)),
    )
    return drawn.map(lambda parts: _sound(parts[0], parts[1], kinks, largest)).filter(lambda p: bool(p.steps))


def _sound(leaves: list[float], steps: list[Any], kinks: bool, largest: float) -> Program:
    """The program of the steps that meet these conditions."""
    values = list(leaves)
    kept = list[tuple[Op, tuple[int, ...]]]()
    for op, far, count in steps:
        number = op.arity if op.arity < MANY else max(count, 1 + int(op.bound.get("j", 0)))
        back = tuple(1 + (b - 1) % len(values) for b in far[:number])
        xs = [values[-b] for b in back]
        numbers = None if op.index and back[-1] <= len(kept) else _numbers(op, xs)
        if numbers and max(map(abs, numbers)) <= largest and (kinks or not _near_kink(op, xs)):
            values.append(numbers[0])
            kept.append((op, back))
    return Program(tuple(leaves), tuple(kept)).without_dead_nodes()


def _near_kink(op: Op, xs: Sequence[float]) -> bool:
    rounded = [round(x, 3) for x in xs]
    return bool(op.kink(*xs) or (op.domain(*rounded) and op.kink(*rounded)))


def _numbers(op: Op, xs: Sequence[float]) -> tuple[float, ...] | None:
    """The row's value and local gradients; None where one of them does not exist or is no finite float."""
    if not op.domain(*xs):
        return None
    try:
        value = op.value(*xs)
    except OverflowError:
        return None
    try:
        numbers = (value, *op.partials(value, *xs))
    except (ValueError, ArithmeticError):  # at the edge of a domain, where a local gradient is infinite
        return None
    return numbers if all(map(math.isfinite, numbers)) else None
