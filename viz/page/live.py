"""A graph that a browser calculates anew: the rows of the table that it uses, as JavaScript, and its nodes as data.

No rule is written a second time. A row is fed with terms and writes itself down, as it does for C, whose expressions
mean the same in JavaScript. No name and no text of a user is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from autograd.by_hand.sheet.work.textbook import evaluated, in_the_result
from autograd.calculus.row import Op, everywhere
from autograd.program.backends.native.writing.expressions import CALLS, NotInCError, Term, bare, traced, written
from autograd.record import Record

MOST = 20_000
"""So many operations a row may have, with all inputs of a list."""


HEAD = f"""\
import {{ functions }} from "./functions.js";
const {{ {", ".join([*CALLS.values(), "floor", "NAN", "INFINITY"])} }} = functions;

export const KINDS = ["""

NO_RULES = "export const KINDS = [];"


class NotLiveError(Exception):
    """A graph cannot be calculated in a browser. Its one argument is the row that is to blame."""


class Tape(NamedTuple):
    """A graph in numbers. `nodes` has for each node, inputs first, the number of its kind and of its inputs; for a leaf
    nothing. `edges` has the output and the slot of each multiplication of the chain rule, in order. `leaves` has the
    number of each leaf as a node, and its value. `kinds` are the operations, each with the number of its inputs."""

    nodes: list[list[int]]
    edges: list[list[int]]
    leaves: list[tuple[int, float]]
    kinds: list[tuple[Op, int]]


class Live(NamedTuple):
    """A `Tape`, and its `script`: a module of JavaScript, the list of the kinds of operations."""

    script: str
    nodes: list[list[int]]
    edges: list[list[int]]
    leaves: list[tuple[int, float]]
    kinds: list[tuple[Op, int]]


def tape(record: Record) -> Tape:
    """The recorded graph in numbers, whatever its rows are."""
    number = {node: i for i, node in enumerate(record.order)}
    kinds = dict[tuple[Op, int], int]()
    nodes = list[list[int]]()
    for node in record.order:
        if node.op is None:
            nodes.append([])
        else:
            kind = kinds.setdefault((node.op, len(node.inputs)), len(kinds))
            nodes.append([kind, *[number[x] for x in node.inputs]])
    edges = [[number[step.output], step.slot] for step in record.backward]
    leaves = [(number[node], record.value[node]) for node in record.order if node.op is None]
    return Tape(nodes, edges, leaves, list(kinds))


def live(record: Record) -> Live:
    """What a browser needs to calculate the recorded graph for other leaves.

    Raises `NotLiveError` for a row that cannot be written down, and for a choice, which was made while recording.

    >>> from autograd import Value
    >>> x, y = Value(3.0), Value(4.0)
    >>> parts = live(Record(x * y + x))
    >>> parts.nodes, parts.edges
    ([[], [], [0, 0, 1], [1, 2, 0]], [[3, 0], [3, 1], [2, 0], [2, 1]])
    >>> print(parts.script.splitlines()[-3])
    {value: (x0, x1) => x0 * x1, inside: (x0, x1) => true, partials: (z, x0, x1) => [x1, x0]},
    """
    found = tape(record)
    script = "\n".join([HEAD, *[f"{_kind(op, count)}," for op, count in found.kinds], "];"])
    return Live(script, *found)


def _kind(op: Op, count: int) -> str:
    """One kind of operation, with so many inputs, as an object of functions. `inTheResult` is the local gradient of a
    function of one number as a textbook writes it, if that is in the result."""
    if op.unbound.name == "where":
        raise NotLiveError(op)
    names = [f"x{i}" for i in range(count)]
    xs, given = [Term(name) for name in names], ", ".join(names)
    try:
        value = _function(given, lambda: op.value(*xs))
        inside = "true" if op.unbound.domain is everywhere else _function(given, lambda: op.domain(*xs))
        partials = _function(f"z, {given}", lambda: op.partials(Term("z"), *xs), is_list=True)
        formula = in_the_result(op)
        paper = formula and _function("z, x", lambda: evaluated(formula, {"z": Term("z"), "x": Term("x")}))
    except NotInCError as error:
        raise NotLiveError(op) from error
    if inside == "true":
        inside = f"({given}) => true"
    parts = {"value": value, "inside": inside, "partials": partials} | ({"inTheResult": paper} if paper else {})
    return f"{{{', '.join(f'{name}: {function}' for name, function in parts.items())}}}"


def _function(given: str, rule: Callable[[], Any], *, is_list: bool = False) -> str:
    terms: Sequence[Term] = traced(rule, MOST)
    statements, texts = written(terms)
    result = f"[{', '.join(map(bare, texts))}]" if is_list else bare(texts[0])
    if not statements:
        return f"({given}) => {result}"
    body = " ".join(re.sub(r"^const (number|int) ", "const ", one) for one in statements)
    return f"({given}) => {{ {body} return {result}; }}"
