"""A whole worksheet as a short code, by which a file of answers tells its worksheet.

The code is the graph as JSON, packed. Reading one builds Values through the table of operations, and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.graph.expression import by_name
from autograd.graph.functions import apply
from autograd.graph.operation import Operation
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import WorksheetError, real
from autograd.language.text import printable

VERSION = 1
MOST_BYTES, MOST_NODES, MOST_PAIRS = 4_000_000, 20_000, 1_000_000
"""The most that is unpacked, because anybody may have changed the file of a code. Pairs are pairs of inputs of one
node: marking looks at each local gradient, which may depend on all inputs."""


def packed(order: Sequence[Value], settings: dict[str, Any], marked: Sequence[Value]) -> str:
    """The graph `order` (inputs first, the output last), the settings, and which of the nodes are `marked`."""
    if len(order) > MOST_NODES:
        raise WorksheetError(say("too many nodes", n=f"{len(order):,}", most=f"{MOST_NODES:,}"))
    if sum(len(node.inputs) ** 2 for node in order) > MOST_PAIRS:
        raise WorksheetError(say("too many inputs", n=f"{max(len(node.inputs) for node in order):,}"))
    for node in order:
        if node.op and node.op.name not in OPS and not isinstance(node.op.unbound, Operation):
            raise WorksheetError(say("operation of one's own", name=printable(node.op.name)))
    place = {node: i for i, node in enumerate(order)}
    nodes = [
        [node.data, node.name]
        if node.op is None
        else [node.op.name, [place[x] for x in node.inputs], list(node.op.bound.values()), node.name]
        for node in order
    ]
    return _encoded([VERSION, nodes, [place[node] for node in marked], settings])


def unpacked(code: str, operations: Iterable[Op] = ()) -> tuple[Value, dict[str, Any], list[Value]]:
    """The output, the settings and the marked nodes of a code. Raises `WorksheetError` for a text that is no code,
    and if an operation of one's own is missing."""
    written, marked, settings = _content(code)
    known = OPS | by_name(operations)
    try:
        pairs = sum(len(node[1]) ** 2 for node in written if len(node) > 2)
        if len(written) > MOST_NODES or pairs > MOST_PAIRS:
            raise ValueError(f"it has {len(written)} nodes")
        nodes: list[Value] = []
        for node in written:
            nodes.append(_node(node, nodes, known))
        return nodes[-1], settings, [nodes[i] for i in marked]
    except WorksheetError:
        raise
    except DAMAGE as error:
        raise WorksheetError(say("code damaged")) from error


def alike(code: str, other: str) -> bool:
    """Whether two codes ask for the same numbers of the same calculation. One may show formulas or
    grids, and the other not.

    Raises `WorksheetError` for a text that is no code.
    """
    (*one, settings), (*two, others) = _content(code), _content(other)
    return one == two and settings | AS_SHOWN == others | AS_SHOWN


AS_SHOWN = {"formulas": None, "grids": None, "exercise": None}
"""The settings that change how a sheet is shown, and not what it asks for."""


def renumbered(code: str, numbers: Mapping[int, float]) -> str:
    """The code of the same sheet with other numbers in these leaves, by their places in the order."""
    nodes, marked, settings = _content(code)
    for place, number in numbers.items():
        _, name = nodes[place]
        nodes[place] = [number, name]
    return _encoded([VERSION, nodes, marked, settings])


def _encoded(content: list[Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 9)).decode()


def _content(code: str) -> tuple[list[Any], list[int], dict[str, Any]]:
    try:
        unpack = zlib.decompressobj()
        text = unpack.decompress(base64.b64decode("".join(code.split()), altchars=b"-_", validate=True), MOST_BYTES)
        if unpack.unconsumed_tail or not unpack.eof:
            raise ValueError("it is too long, or its end is missing")
        version, written, marked, settings = json.loads(text)
        dict.keys(settings)
    except DAMAGE as error:
        raise WorksheetError(say("code damaged")) from error
    if version != VERSION:
        raise WorksheetError(say("code of another version", version=printable(str(version)), own=VERSION))
    return written, marked, settings


DAMAGE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, zlib.error, binascii.Error)
"""The errors that a changed code can raise."""


def _node(written: list[Any], before: Sequence[Value], known: Mapping[str, Op]) -> Value:
    if len(written) == 2:
        return Value(real(written[0]), written[1])
    name, inputs, constants, called = written
    if name not in known and name.isidentifier():
        raise WorksheetError(say("operation missing", name=printable(name)))
    row = known[name]
    if any(i < 0 for i in inputs):
        raise ValueError(f"{name} has inputs that are counted from the end")
    op = row.bind(*[real(c) for c in constants]) if constants else row
    node: Value = apply(op, [before[i] for i in inputs])
    if called is not None:
        node.name = called
    return node
