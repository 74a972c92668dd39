"""The answers to a formula that engines were measured to give, where it is a function of the table."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.checking.engines import known
from autograd.checking.engines.engine import engine
from autograd.checking.engines.questions.functions import FUNCTIONS
from autograd.commands.engines.answered import Row, columns, other_answers
from autograd.commands.engines.posed import Posed, respelled
from autograd.graph.value import Value
from autograd.language.errors import ExpressionError


def of_the_table(posed: Posed, order: int) -> list[Row]:
    """What engines were measured to answer, where the formula is a function of the table at a point of it."""
    asked = _as_in_the_table(posed)
    if asked is None:
        return []
    op, inputs, constants = asked
    slots = [[slot for slot, x in enumerate(inputs) if x is leaf] for leaf in posed.leaves]
    listed = columns(posed, order)
    rows: dict[tuple[str, str, str], Row] = {}
    for n in range(order + 1):
        for answer in known.answers(op, [x.data for x in inputs], constants, n):
            asked_of = engine(answer.engine)
            made = answer.leaf or asked_of.leaves[0]
            call = respelled(posed, asked_of, op, constants, answer.call)
            new = Row(answer.engine, answer.shown, call, "table", [None] * len(listed), made=made)
            row = rows.setdefault((answer.engine, answer.call, made), new)
            row.why = row.why or answer.error
            row.failed |= {n} if answer.error else set()
            for column, along in enumerate(listed):
                if len(along) == n and answer.numbers:
                    row.numbers[column] = _summed(answer.numbers, [slots[leaf] for leaf in along], len(inputs))
    return list(other_answers(rows.values()))


def true_numbers(posed: Posed, order: int) -> list[float | None]:
    """The numbers of the columns without any rounding, where the table has them, and each input stands once."""
    asked = _as_in_the_table(posed)
    listed = columns(posed, order)
    found: list[float | None] = [None] * len(listed)
    if asked is None or [*map(id, asked[1])] != [*map(id, posed.leaves)]:  # equal Values have equal numbers
        return found
    for n in range(1, order + 1):
        told = known.truth(asked[0], [x.data for x in asked[1]], asked[2], n)
        for column, along in enumerate(listed if told else ()):
            if not along:
                found[column] = told[0]
            elif len(along) == n:
                place = sum(slot * len(asked[1]) ** power for power, slot in enumerate(reversed(along)))
                found[column] = told[1 + place]
    return found


def _as_in_the_table(posed: Posed) -> tuple[str, Sequence[Value], dict[str, float]] | None:
    """The formula as one function of the table: its name, inputs and constants."""
    node = posed.out
    if node.op is not None and all(x.op is None for x in node.inputs):
        constants, inputs = dict(node.op.bound), node.inputs
        if node.op.index:
            constants["i"] = inputs[-1].data
            inputs = inputs[:-1]
        return node.op.name, inputs, constants
    for name, function in FUNCTIONS.items() if len(posed.leaves) == 1 else ():
        if function.takes == ("x",) and name not in OPS and "{" not in function.text:
            with contextlib.suppress(ExpressionError):  # it is written in words
                if _form(Posed(function.text, {"x": posed.leaves[0].data}).out) == _form(posed.out):
                    return name, posed.leaves, {}
    return None


def _form(out: Value) -> list[object]:
    """What a graph calculates, whatever its leaves are called."""
    nodes = inputs_first([out])
    place = {node: i for i, node in enumerate(nodes)}
    return [(x.op.name, {**x.op.bound}, [place[y] for y in x.inputs]) if x.op else x.data for x in nodes]


def _summed(numbers: Sequence[float | None], along: Sequence[Sequence[int]], count: int) -> float:
    """The derivative along leaves, each of which may stand in several places of the operation."""
    places = [0]
    for slots in along:
        places = [place * count + slot for place in places for slot in slots]
    return sum((float("nan") if (x := numbers[place]) is None else x) for place in places)
