"""The sentences that refuse an operation. Each names the operation and its numbers, and says what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograd.calculus.row import MANY, Op
from autograd.language import say
from autograd.language.errors import DomainError, TooLargeError, cut
from autograd.language.text import number as shown
from autograd.language.text import printable
from autograd.notation.formulas import condition, formula, text, written
from autograd.notation.symbols import Symbol

SIGMOID = "sigmoid"
ADVICE_OF_OVERFLOW = {"exp": "exp too large"}
SHOWN_DEPTH, MOST_INPUTS, LONGEST_ORIGIN, MOST_NAME = 3, 4, 100, 30
"""Of a calculated input, so many operations are shown, one within the other, each of so many inputs at most; and no
origin at all if the formula would have more characters than these."""


def refusal(op: Op, inputs: Sequence[Any], error: Exception) -> DomainError:
    """The sentence for an operation that has no finite result at these inputs; `error` is what arithmetic said."""
    if isinstance(error, OverflowError):
        return TooLargeError(_advised(say("too large", what=_at(op, inputs)), ADVICE_OF_OVERFLOW.get(op.name, "")))
    row = op.unbound if op.arity == MANY else op  # of a list the constants are at fault, not the inputs
    domain = condition(row, "domain", len(inputs))
    if isinstance(domain, bool):
        return DomainError(say("has no value", what=_at(op, inputs)))
    of = text(formula(row, len(inputs)))
    said = say("not defined", what=_at(op, inputs), formula=of, condition=text(domain))
    return DomainError(_advised(said, _instead(op, inputs), inputs))


def refuse_constants(op: Op) -> None:
    """Raise `DomainError` if these constants leave no input in the domain, as in clamp(x, 2, 1)."""
    if op.arity < MANY and condition(op, "domain") is False:
        row = op.unbound
        constants = ", ".join(f"{name} = {shown(constant)}" for name, constant in op.bound.items())
        of, needs = text(formula(row)), text(condition(row, "domain"))
        raise DomainError(say("not defined with", formula=of, constants=constants, condition=needs))


def gradient_refusal(op: Op, inputs: Sequence[Any], made_at: str | None, error: Exception) -> DomainError:
    """The sentence for a node through which no finite gradient can pass."""
    why = "derivative too large" if isinstance(error, OverflowError) else "local gradient not defined"
    made = say("where the node was made", place=made_at) if made_at else ""
    return DomainError(_advised(say(why, what=_at(op, inputs), made=made), _instead(op, inputs), inputs))


def _advised(sentence: str, advice: str, inputs: Sequence[Any] = ()) -> str:
    """The sentence, and what to write in place of this formula. `advice` is a key of the catalogue, or empty."""
    if not advice:
        return sentence
    x = Symbol("x")
    if inputs:
        inner = next((part for part in inputs[0].inputs if part.op and part.op.name == SIGMOID), inputs[0])
        x = _shortened(inner.inputs[0], 2)
        x = x if len(text(x)) <= MOST_NAME else Symbol("x")
    return say("refused with advice", sentence=sentence, advice=say(advice, x=text(x), minus=text(-x)))


def _instead(op: Op, inputs: Sequence[Any]) -> str:
    """The key of the advice for an operation on the result of another one; empty if there is none."""
    [x, *_] = inputs
    inner = x.op.name if x.op else ""
    if op.name == "log":
        if inner == "sub" and x.inputs[0].data == 1.0 and x.inputs[1].op and x.inputs[1].op.name == SIGMOID:
            return "log of 1 - sigmoid"
        return {"sigmoid": "log of sigmoid", "softmax": "log of softmax", "exp": "log of exp"}.get(inner, "")
    if op.name != "sqrt":
        return ""
    if inner in ("add", "total") and len(x.inputs) > 1 and all(map(_is_square, x.inputs)):
        return "root of squares"
    return "root of a square" if _is_square(x) else "root of variance" * (inner == "variance")


def _is_square(x: Any) -> bool:
    if x.op is None:
        return False
    return (x.op.name == "mul" and x.inputs[0] is x.inputs[1]) or (x.op.name == "power" and x.op.bound["n"] == 2.0)


def _at(op: Op, inputs: Sequence[Any]) -> str:
    """The operation at its inputs: those that were calculated as formulas, with the numbers that these came from."""
    shown_inputs = [_shortened(x, SHOWN_DEPTH) for x in inputs]
    constants = [Symbol(shown(constant)) for constant in op.bound.values()]
    operation = text(Symbol("", op.unbound, (*shown_inputs, *constants)))
    if len(operation) > LONGEST_ORIGIN:
        shown_inputs = [_shortened(x, 0) for x in inputs]
        operation = cut(written(op, [str(symbol.name) for symbol in shown_inputs]), 200)
    named = dict[str, str]()
    for x, symbol in zip(inputs, shown_inputs, strict=True):
        for leaf in _leaves(x, symbol):
            named.setdefault(printable(leaf.name), shown(leaf.data))
    for x, symbol in zip(inputs, shown_inputs, strict=True):
        if symbol.op is not None:
            named.setdefault(text(symbol), shown(x.data))
    values = [f"{label} = {number}" for label, number in named.items()]
    return say("operation at", operation=operation, values=cut(", ".join(values), 200)) if values else operation


def _shortened(node: Any, depth: int, is_outermost: bool = True) -> Symbol:
    """The node as a formula of so many operations, one within the other, in the names and numbers where it begins."""
    if node.name:
        return Symbol(printable(node.name))
    if node.op is None or (depth == 0 and is_outermost):
        return Symbol(shown(node.data))
    if depth == 0 or len(node.inputs) > MOST_INPUTS:
        return Symbol("…")
    constants = [Symbol(shown(constant)) for constant in node.op.bound.values()]
    return Symbol("", node.op.unbound, (*(_shortened(x, depth - 1, False) for x in node.inputs), *constants))


def _leaves(node: Any, symbol: Symbol) -> Iterator[Any]:
    """The nodes whose names stand in the formula of the node."""
    if symbol.op is None:
        if node.name:
            yield node
        return
    for x, part in zip(node.inputs, symbol.inputs, strict=False):
        yield from _leaves(x, part)
