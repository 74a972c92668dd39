"""A record as plain data: nodes, edges, and the steps in which a reader walks through them.

Numbers are texts here, rounded for reading as in the tables. The front end shows them and calculates nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograd.graph.backward import Contribution
from autograd.graph.value import Value
from autograd.language.text import CELL_WIDTH, number, printable
from autograd.notation.symbols import Symbol
from autograd.record.equations import local_formulas
from autograd.record.steps import Steps
from viz.page.data.formulas import LONGEST, formula, in_numbers
from viz.page.data.paths import leaves


def model(record: Steps, box: Mapping[Value, str]) -> dict[str, Any]:
    """The record for the front end. `box` names the box of the picture in which each node stands.

    `nodes` stand in the order of `record.forward`, and `edges` in the order of `record.backward`. A step is a kind and
    the number of its node or edge. Of the kinds, `given` and `calculate` are rows of the forward pass, `seed` is the
    output's own derivative, and `multiply` is a row of the backward pass. Where paths meet, `add` follows each
    `multiply`: the product is added to the total so far. Each of the three is a table in columns, for it may be long.

    >>> from autograd import Value, steps
    >>> x = Value(3.0, name="x")
    >>> found = model(steps(x * x), {})
    >>> found["steps"]["kind"]
    ['given', 'calculate', 'seed', 'multiply', 'add', 'multiply', 'add']
    >>> [found["edges"][column] for column in ("before", "product", "total")]
    [['0', '3'], ['3', '3'], ['3', '6']]
    """
    index = {node: i for i, node in enumerate(record.order)}
    edges = list(_edges(record, index))
    walk = [{"kind": "given" if node.op is None else "calculate", "of": i} for i, node in enumerate(record.order)]
    walk.append({"kind": "seed", "of": index[record.output]})
    for i, edge in enumerate(edges):
        walk.append({"kind": "multiply", "of": i})
        if edge["arrivals"] > 1:
            walk.append({"kind": "add", "of": i})
    return {
        "output": index[record.output],
        "nodes": _columns([_node(record, node, box.get(node, "")) for node in record.order]),
        "edges": _columns(edges),
        "steps": _columns(walk),
        "leaves": leaves(record, index),
    }


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """A table by its columns: their names stand there once."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}


def _node(record: Steps, node: Value, box: str) -> dict[str, Any]:
    step = record.forward_step(node)
    kind = "output" if node is record.output else "given" if node.op is None else "calculated"
    drawn = None
    if node.op is not None and max(len(step.formula), len(step.numbers)) <= LONGEST:
        named = Symbol("", node.op, tuple(Symbol(record.label[x]) for x in node.inputs))
        drawn = [formula(named), in_numbers(node.op, [record.value[x] for x in node.inputs])]
    return {
        "label": step.label,
        "name": formula(Symbol(step.label)),
        "kind": kind,
        "box": box,
        "value": number(step.value),
        "gradient": number(record.gradient.get(node, 0.0)),
        "formula": printable(step.formula, CELL_WIDTH),
        "numbers": printable(step.numbers, CELL_WIDTH),
        "drawn": drawn,
    }


def _edges(record: Steps, index: Mapping[Value, int]) -> Iterator[dict[str, Any]]:
    """Each contribution. `arrival` counts those that reach the same input, of which there are `arrivals`."""
    arrivals = Counter(c.input for c in record.backward)
    between = Counter((c.output, c.input) for c in record.backward)
    seen, before = Counter[Value](), dict[Value, float]()
    formulas: tuple[Value | None, list[Symbol]] = (None, [])
    for c in record.backward:
        seen[c.input] += 1
        if formulas[0] is not c.output:
            formulas = (c.output, local_formulas(c.output, record.label.__getitem__))
        yield {
            "from": index[c.output],
            "to": index[c.input],
            "slot": c.slot,
            "slotted": between[c.output, c.input] > 1,
            "arrival": seen[c.input],
            "arrivals": arrivals[c.input],
            **_numbers(c, before.get(c.input, 0.0)),
            "drawn": formula(formulas[1][c.slot]) if formulas[1] else "",
        }
        before[c.input] = c.total_so_far


def _numbers(c: Contribution, before: float) -> dict[str, str]:
    return {
        "upstream": number(c.upstream),
        "local": number(c.local),
        "product": number(c.product),
        "before": number(before),
        "total": number(c.total_so_far),
    }
