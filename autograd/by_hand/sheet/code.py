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

from autograd.by_hand.sheet.asking.settings import Options
from autograd.by_hand.sheet.work import Work
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.graph.expression import by_name
from autograd.graph.functions import apply
from autograd.graph.operation import Operation
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import WorksheetError, real
from autograd.language.text import printable

VERSION, LATER = 1, 2
"""The version of codes, and that of codes with settings which were not there at first."""
FIRST = {"level", "formulas", "rate", "grids", "exercise"}
GROUPED = ("rate", "decay")
"""The settings that may be a list, with a number for each marked node."""
AS_SHOWN = dict.fromkeys(("formulas", "grids", "exercise", "digits", "decimals"))
"""The settings that change how a sheet is shown, and not what it asks for."""
MOST_BYTES, MOST_NODES, MOST_PAIRS = 4_000_000, 20_000, 1_000_000
"""The most that is unpacked, because anybody may have changed the file of a code. Pairs are pairs of inputs of one
node: marking looks at each local gradient, which may depend on all inputs, though it does not in a sum or a dot."""


def packed(order: Sequence[Value], settings: dict[str, Any], marked: Sequence[Value]) -> str:
    """The graph `order` (inputs first, the output last), the settings, and which of the nodes are `marked`."""
    if len(order) > MOST_NODES:
        raise WorksheetError(say("too many nodes", n=f"{len(order):,}", most=f"{MOST_NODES:,}"))
    if _pairs(order) > MOST_PAIRS:
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
    return _encoded(nodes, [place[node] for node in marked], settings)


def _pairs(order: Sequence[Value]) -> int:
    return sum(_looked_at(node.op.name, len(node.inputs)) for node in order if node.op)


def _looked_at(name: str, inputs: int) -> int:
    """How many numbers marking looks at for one node: all inputs for each local gradient, except in sums and dots."""
    return inputs if name in ("dot", "total", "mean") else inputs**2


def require_few(order: Sequence[Value], steps: int) -> None:
    """Raise `WorksheetError` if so many steps are more work than a code may ask for."""
    if steps > 1 and (steps * len(order) > MOST_NODES or steps * _pairs(order) > MOST_PAIRS):
        raise WorksheetError(say("too many steps", steps=f"{steps:,}", n=f"{len(order):,}"))


def for_code(work: Work) -> dict[str, Any]:
    """The settings of the updates, by name. What is as usual is left out."""
    update, parameters, records = work.update, work.parameters, work.records
    if update is None:
        return {"rate": None}
    known: dict[str, Any] = {"rate": _of_each(update.rates, parameters)}
    if any(update.decays.values()):
        known["decay"] = _of_each(update.decays, parameters)
    if update.name != "sgd":
        known |= {"optimizer": update.name, "constants": dict(update.given)}
    if len(records) > 1:
        place = {node: i for i, node in enumerate(work.record.order)}
        known["losses"] = [place[record.output] for record in records]
    return known | ({"steps": update.steps} if update.steps != len(records) else {})


def _of_each(numbers: Mapping[Value, float], parameters: Sequence[Value]) -> float | list[float]:
    """The number of each parameter, or the one that they all have."""
    each = [numbers.get(parameter, 0.0) for parameter in parameters]
    return each if len({*each}) > 1 else next(iter(each), 0.0)


def unpacked(code: str, operations: Iterable[Op] = ()) -> tuple[Value, dict[str, Any], list[Value]]:
    """The output, the settings and the marked nodes of a code. Raises `WorksheetError` for a text that is no code,
    and if an operation of one's own is missing."""
    written, marked, settings = _content(code)
    known = OPS | by_name(operations)
    try:
        pairs = sum(_looked_at(str(node[0]), len(node[1])) for node in written if len(node) > 2)
        if len(written) > MOST_NODES or pairs > MOST_PAIRS:
            raise ValueError(f"it has {len(written)} nodes")
        nodes: list[Value] = []
        for node in written:
            nodes.append(_node(node, nodes, known))
        if losses := settings.get("losses"):
            if len(losses) * len(nodes) > MOST_NODES:
                raise ValueError(f"it has {len(losses)} losses")
            settings["losses"] = [nodes[range(len(nodes)).index(i)] for i in losses]
        return nodes[-1], settings, [nodes[i] for i in marked]
    except WorksheetError:
        raise
    except DAMAGE as error:
        raise WorksheetError(say("code damaged")) from error


def arguments_of(out: Value, settings: Mapping[str, Any], marked: Sequence[Value]) -> dict[str, Any]:
    """The arguments of `worksheet`, by name, from the settings of a code.

    Raises `ValueError` for a setting that there is not.
    """
    if any(isinstance(settings.get(name), dict) for name in GROUPED):
        raise ValueError("its groups are patterns, each of which would be compared with all names")
    grouped = {name: x for name, x in settings.items() if name in GROUPED and isinstance(x, list)}
    named = {**settings, **{name: dict(zip(marked, x, strict=True)) for name, x in grouped.items()}}
    arguments = {
        "out": named.pop("losses", out),
        "parameters": marked,
        "learning_rate": named.pop("rate", None),
        "level": str(named.pop("level", "")),
    }
    if not {*named} <= {"formulas", "grids", *Options.__annotations__}:
        raise ValueError("it has other settings")
    return arguments | named


def alike(code: str, other: str) -> bool:
    """Whether two codes ask for the same numbers of the same calculation. Only one may show formulas or grids, or ask
    for more digits.

    Raises `WorksheetError` for a text that is no code.
    """
    (*one, settings), (*two, others) = _content(code), _content(other)
    return one == two and settings | AS_SHOWN == others | AS_SHOWN


def renumbered(code: str, numbers: Mapping[int, float]) -> str:
    """The code of the same sheet with other numbers in these leaves, by their places in the order."""
    nodes, marked, settings = _content(code)
    for place, number in numbers.items():
        _, name = nodes[place]
        nodes[place] = [number, name]
    return _encoded(nodes, marked, settings)


def _encoded(nodes: list[Any], marked: list[int], settings: dict[str, Any]) -> str:
    version = VERSION if {*settings} <= FIRST else LATER
    text = json.dumps([version, nodes, marked, settings], ensure_ascii=False, separators=(",", ":"))
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
    if version not in (VERSION, LATER):
        raise WorksheetError(say("code of another version", version=printable(str(version)), own=LATER))
    return written, marked, settings


DAMAGE = (
    ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, zlib.error, binascii.Error
)  # fmt: skip
"""The errors that a changed code can raise: anything may stand in the place of anything."""


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
