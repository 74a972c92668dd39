"""The roles of numbers in a calculation: which leaves are trained, and which nodes add up the errors of a loss."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from autograd.calculus.ops import OPS, pairs
from autograd.graph.backward import Contribution
from autograd.graph.expression import CONSTANTS
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable
from autograd.record.record import Record


def parameters(record: Record) -> tuple[Value, ...]:
    """The leaves that training would change, recognised by their names.

    A calculation is a network if some name begins with w, θ, weight or 重み. Its parameters are all leaves with a name,
    except inputs and targets: x, y, t and i, with or without an index, input, target, label, 入力, 正解, 教師.
    Elsewhere the parameters are all leaves with a name, or all leaves if none has one. π and e are none.
    """
    leaves = [node for node in record.order if node.op is None]
    named = [leaf for leaf in leaves if has_own_name(leaf)]
    last = {leaf: str(leaf.name).rpartition(".")[2].lower() for leaf in named}  # l1.n2.w3 is w3
    if any(WEIGHT.match(name) for name in last.values()):
        return tuple(leaf for leaf in named if not INPUT.match(last[leaf]))
    return tuple(named or leaves)


def has_own_name(leaf: Value) -> bool:
    """Whether the leaf has a name, and is not the constant that this name means: nobody differentiates by π.

    >>> has_own_name(Value(2.0, name="e")), has_own_name(Value(math.e, name="e")), has_own_name(Value(2.0))
    (True, False, False)
    """
    return bool(leaf.name) and CONSTANTS.get(str(leaf.name)) != leaf.data


def chosen(record: Record, given: Iterable[Value] | None) -> tuple[Value, ...]:
    """The given parameters, which must be leaves of this calculation. Without given ones, the parameters that the names
    suggest."""
    if given is None:
        return parameters(record)
    if not isinstance(given, Iterable):
        raise TypeError(say("parameters of a worksheet", kind=type(given).__name__))
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
    """The nodes from the output back to the errors: sums, means, squares, signs and constant factors. Also the numbers
    that are factors there, or might be: 2, the number of terms in each sum and in all, and the constants."""
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


def is_square(node: Value) -> bool:
    """Whether the node is x² or x · x."""
    if node.op is None or node.op.unbound is not OPS["power"]:
        return node.op is OPS["mul"] and node.inputs[0] is node.inputs[1]
    return node.op.bound["n"] == 2.0


def penalties(output: Value) -> set[Value]:
    """The squares of leaves that a loss adds to its errors, each with a coefficient: of (y - t)² + λ/2 (w₁² + w₂²) the
    last two. A square that stands alone, or beside products and powers of leaves, belongs to an ordinary function.

    >>> from autograd import parse
    >>> formulas = "(w*x - 1)**2 + w**2 / 20", "w**2 / 20 + y**2"
    >>> [len(penalties(parse(text, {"w": 3, "x": 2, "y": 1}))) for text in formulas]
    [1, 0]
    """
    squares, has_errors = set[Value](), False
    seen, todo = set[tuple[Value, bool]](), [(output, False)]
    while todo:
        node, is_scaled = each = todo.pop()
        if each in seen or node.op is None:
            continue
        seen.add(each)
        parts = [x for x in node.inputs if not _is_coefficient(x)]
        if is_square(node) and node.inputs[0].op is None:
            squares |= {node} if is_scaled else set()
        elif node.op.name in ("add", "sub", "neg", "total", "mean"):
            todo += [(x, is_scaled) for x in node.inputs]
        elif node.op.name in ("mul", "div") and len(parts) == 1:
            todo.append((parts[0], True))
        else:
            has_errors |= any(x.op is not None for x in node.inputs)
    return squares if has_errors else set()


def _is_coefficient(node: Value) -> bool:
    """Whether the node is a leaf, or a product or quotient of leaves such as λ/2; a square of one is none."""
    if node.op is None:
        return True
    return node.op.name in ("mul", "div") and not is_square(node) and all(x.op is None for x in node.inputs)
