"""A calculation at other numbers of its inputs: the engine's own rows, applied once more.

Where a formula chooses, other numbers may lead to another choice, and so to another graph. Such a formula is read anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from autograd.calculus.needed import needed_partials
from autograd.graph.expression import parse
from autograd.graph.functions import applied
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, ExpressionError, real
from autograd.language.text import number
from autograd.record.record import Record
from autograd.record.steps import Steps, steps
from viz.lab.inside.formulas.typed import calculated, numbers

ITEM = re.compile(r"\[(\d+)\]")


@lru_cache(maxsize=1)
def _typed(text: str, values: str) -> Steps:
    return steps(calculated(text, values))


def moved_formula(text: str, values: str, leaves: Sequence[Any]) -> dict[str, Any]:
    """A typed formula at other numbers of its leaves, by their places in the record. If it chooses, all its rows come
    anew, with their texts.

    >>> moved_formula("x * y", "x=2 y=3", [5, 3, None])["values"]
    [5.0, 3.0, 15.0]
    >>> moved_formula("where(x > 0, x, -x)", "x=2", [-3, None, None])["nodes"]["value"]
    ['-3', '3', '3']
    """
    record = _typed(text.strip(), values.strip())
    if not chooses(record):
        return moved(record, leaves)
    from viz.page.data.model import model
    from viz.page.live import tape

    given = numbers(values)
    _require_fitting(record, leaves, given_leaves(record, values))
    for i in given_leaves(record, values):
        _put(given, _place(record.order[i], given), float(leaves[i]))
    try:
        again = steps(parse(text.strip(), given))
    except (DomainError, ExpressionError):
        return {"refused": len(record.order) - 1, "values": []}
    if [node[1:] for node in tape(again).nodes] != [node[1:] for node in tape(record).nodes]:
        raise ExpressionError(say("another graph"))  # a side that does not exist is left out
    return {"refused": None, **model(again, {}), "signs": signs(again)}


def chooses(record: Record) -> bool:
    """Whether some row is a choice, which was made when the graph was recorded."""
    return any(node.op is not None and node.op.unbound.name == "where" for node in record.order)


def signs(record: Steps) -> dict[str, str]:
    """What stands in the picture for each choice, by the name of its box: it tells which side is chosen."""
    from viz.pictures.draw import boxes

    box = boxes(record)
    choices = [node for node in record.order if node.op is not None and node.op.unbound.name == "where"]
    return {box[node]: f"where {number(node.op.bound['condition'])}" for node in choices if node.op is not None}


def given_leaves(record: Record, values: str) -> list[int]:
    """The places of the leaves whose numbers were typed with their names."""
    given = numbers(values)
    return [i for i, node in enumerate(record.order) if node.op is None and _place(node, given)]


def moved(record: Record, leaves: Sequence[Any]) -> dict[str, Any]:
    """The recorded graph at other numbers of its leaves: its values, its gradients, and each product of the chain rule.

    Where a number leaves the domain, `refused` is the place of its node, and there are only the values before it.
    Where a gradient is infinite, there are only the values.

    >>> x = Value(3.0, name="x")
    >>> found = moved(Record(x * x), [4.0, None])
    >>> found["values"], found["gradients"], [each["total"] for each in found["products"]]
    ([4.0, 16.0], [8.0, 1.0], [4.0, 8.0])
    """
    _require_fitting(record, leaves, [i for i, node in enumerate(record.order) if node.op is None])
    value: dict[Value, float] = {}
    for i, node in enumerate(record.order):
        try:
            made = applied(node.op, [value[x] for x in node.inputs]) if node.op else leaves[i]
            value[node] = real(made)
        except DomainError:
            return {"refused": i, "values": list(value.values())}
    found = {"refused": None, "values": list(value.values())}
    gradient, products, locals_ = {record.output: 1.0}, [], dict[Value, Sequence[float]]()
    for c in record.backward:
        node, before = c.output, gradient.get(c.input, 0.0)
        try:
            if node not in locals_ and node.op is not None:
                xs = [value[x] for x in node.inputs]
                locals_[node] = needed_partials(node.op, value[node], xs, list(range(len(xs))))
            upstream, local = gradient[node], locals_[node][c.slot]
            product = upstream * local
            total = gradient[c.input] = real(before + product)
        except (ValueError, ArithmeticError):
            return found | {"refused": record.order.index(node)}
        products.append({"upstream": upstream, "local": local, "product": product, "before": before, "total": total})
    return found | {"gradients": [gradient.get(node, 0.0) for node in record.order], "products": products}


def _require_fitting(record: Record, leaves: Any, places: Iterable[int]) -> None:
    """Raise `ExpressionError` unless there is a number at each of these places."""
    fits = isinstance(leaves, list) and len(leaves) == len(record.order)
    if not fits or not all(isinstance(leaves[i], int | float) for i in places):
        raise ExpressionError(say("no such inputs"))


def _place(node: Value, given: Mapping[str, Any]) -> list[Any]:
    """The name and the indices of a leaf among the given numbers: W[0][1] is item 1 of item 0 of W. Empty for others.

    >>> _place(Value(2.0, name="W[0][1]"), {"W": [[1.0, 2.0]]})
    ['W', 0, 1]
    """
    name = str(node.name or "")
    stem = name.partition("[")[0]
    return [stem, *map(int, ITEM.findall(name))] if stem in given else []


def _put(given: Any, place: Sequence[Any], number: float) -> None:
    for key in place[:-1]:
        given = given[key]
    given[place[-1]] = number
