"""A whole worksheet as a short code, so that a file of answers tells which worksheet it answers.

The code is the graph as JSON, packed. Reading one builds Values through the table of operations, and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from typing import Any

from autograd.errors import WorksheetError, real
from autograd.functions import apply
from autograd.language import say
from autograd.ops import OPS
from autograd.row import MANY
from autograd.value import Value

VERSION = 1
MOST_BYTES, MOST_NODES, MOST_INPUTS = 4_000_000, 20_000, 100_000
"""What is unpacked: a code comes from a file that anybody may have changed."""


def packed(order: Sequence[Value], settings: dict[str, Any], marked: Sequence[Value]) -> str:
    """The graph `order` (inputs first, the output last), the settings, and which of the nodes are `marked`."""
    if len(order) > MOST_NODES or sum(len(node.inputs) for node in order) > MOST_INPUTS:
        raise WorksheetError(say("too many nodes", n=f"{len(order):,}", most=f"{MOST_NODES:,}"))
    place = {node: i for i, node in enumerate(order)}
    nodes = [
        [node.data, node.name]
        if node.op is None
        else [node.op.name, [place[x] for x in node.inputs], list(node.op.bound.values()), node.name]
        for node in order
    ]
    content = [VERSION, nodes, [place[node] for node in marked], settings]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 9)).decode()


def unpacked(code: str) -> tuple[Value, dict[str, Any], list[Value]]:
    """The output, the settings and the marked nodes of a code. Raises `WorksheetError` for what is none."""
    try:
        unpack = zlib.decompressobj()
        text = unpack.decompress(base64.b64decode(code.strip(), altchars=b"-_", validate=True), MOST_BYTES)
        if unpack.unconsumed_tail or not unpack.eof:
            raise ValueError("it is too long, or its end is missing")
        version, written, marked, settings = json.loads(text)
        if version != VERSION:
            raise ValueError(f"it is of version {version}, and this program reads version {VERSION}")
        if not 0 < len(written) <= MOST_NODES or not isinstance(settings, dict):
            raise ValueError(f"it has {len(written)} nodes")
        nodes: list[Value] = []
        inputs = 0
        for node in written:
            inputs += len(node[1]) if len(node) == 4 else 0
            if inputs > MOST_INPUTS:
                raise ValueError(f"its nodes have more than {MOST_INPUTS:,} inputs")
            nodes.append(_node(node, nodes))
        return nodes[-1], settings, [nodes[i] for i in marked]
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, zlib.error, binascii.Error) as error:
        raise WorksheetError(say("code damaged", error=error)) from None


def _node(written: list[Any], before: Sequence[Value]) -> Value:
    if len(written) == 2:
        return Value(real(written[0]), written[1])
    name, inputs, constants, called = written
    row = OPS[name]
    if not all(isinstance(i, int) and 0 <= i < len(before) for i in inputs):
        raise ValueError(f"{name} has inputs that do not come before it")
    if (row.arity != MANY and len(inputs) != row.arity) or not inputs or len(constants) != len(row.constants):
        raise ValueError(f"{name} has {len(inputs)} inputs")
    op = row.bind(*[real(c) for c in constants]) if constants else row
    node: Value = apply(op, [before[i] for i in inputs])
    if called is not None:
        node.name = called
    return node
