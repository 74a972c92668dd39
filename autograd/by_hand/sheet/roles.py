"""What the numbers of a calculation are for: which leaves are trained, and what puts the errors of a loss together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from autograd.calculus.ops import OPS, pairs
from autograd.graph.backward import Contribution
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable
from autograd.record.record import Record


def parameters(record: Record) -> tuple[Value, ...]:
    """The leaves that training would change, told by their names.

    In a network, where some name begins with w, θ, weight or 重み, these are all leaves with a name but the inputs and
    the targets: those called x, y, t, i, with or without an index, or input, target, label, 入力, 正解, 教師.
    Elsewhere they are all leaves with a name, or all leaves if none has one.
    """
    leaves = [node for node in record.order if node.op is None]
    named = [leaf for leaf in leaves if leaf.name]
    last = {leaf: str(leaf.name).rpartition(".")[2].lower() for leaf in named}  # l1.n2.w3 is w3
    if any(WEIGHT.match(name) for name in last.values()):
        return tuple(leaf for leaf in named if not INPUT.match(last[leaf]))
    return tuple(named or leaves)


def chosen(record: Record, given: Iterable[Value] | None) -> tuple[Value, ...]:
    """The parameters that were given, if they are leaves of this calculation; those it seems to have, if none were."""
    if given is None:
        return parameters(record)
    given = tuple(given)
    for parameter in given:
        if not isinstance(parameter, Value) or parameter.op is not None or parameter not in record.value:
            name = getattr(parameter, "name", None) or repr(parameter)
            raise WorksheetError(say("no parameter", name=printable(name)))
    return given


WEIGHT = re.compile("w[a-z]?(?![a-z])|θ|theta|weight|重み")
INPUT = re.compile("[xyti][a-z]?(?![a-z])|input|target|label|入力|正解|教師")


def factor_beside(dot: Value, slot: int) -> int | None:
    """The slot of the factor that a factor of a dot is multiplied by; None for the bias.

    >>> from autograd import dot
    >>> z = dot([Value(1.0), Value(2.0)], [Value(3.0), Value(4.0)], Value(5.0))
    >>> [factor_beside(z, slot) for slot in range(5)]
    [2, 3, 0, 1, None]
    """
    slots: Any = range(len(dot.inputs))  # whose parts are ranges, so that no list is made
    weights, inputs, _ = pairs(slots)
    if slot in weights:
        return int(inputs[slot])
    return int(weights[inputs.index(slot)]) if slot in inputs else None


def adds(edge: Contribution) -> bool:
    """Whether the edge's input is only added to something, as a bias is."""
    op = edge.output.op
    assert op is not None
    if op.name == "dot":
        return factor_beside(edge.output, edge.slot) is None
    return op.name in ("add", "sub", "total")


def put_together(output: Value) -> tuple[set[Value], list[float]]:
    """The nodes from the output back to the errors: sums, means, squares, signs and constant factors. And the numbers
    that occur there as factors or might: 2, the numbers of terms, in all and at each sum, and the constants."""
    loss, errors, factors = set[Value](), set[Value](), {2.0}
    todo = [output]
    while todo:
        node = todo.pop()
        if node in loss or node in errors:
            continue
        constants = [abs(x.data) for x in node.inputs if x.op is None and not x.name]
        name = node.op.name if node.op else ""
        if name in ("add", "total", "mean", "neg") or (name in ("mul", "div") and constants):
            loss.add(node)
            todo += [x for x in node.inputs if x.op is not None]
            if name in ("total", "mean"):
                factors.add(float(len(node.inputs)))
            elif name in ("mul", "div"):
                factors.update(max(x, 1.0 / x) for x in constants if x)
        else:
            errors.add(node)
    loss |= {node for node in errors if node.op is OPS["power"].bind(2.0)}
    return loss, sorted(factor for factor in {*factors, float(len(errors))} if 1.0 < factor < math.inf)
