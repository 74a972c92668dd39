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

ADVICE_OF_OVERFLOW = {"exp": "exp too large"}
SHOWN_DEPTH, MOST_INPUTS, LONGEST_ORIGIN, MOST_NAME = 3, 4, 100, 30
"""Of a calculated input, so many operations are shown, one within the other, each of so many inputs at most; and no
origin at all if the formula would have more characters than these."""


def refusal(op: Op, inputs: Sequence[Any], error: Exception) -> DomainError:
    """The sentence for an operation that has no finite result at these inputs; `error` is what arithmetic said."""
    if isinstance(error, OverflowError):
        return TooLargeError(_advised(say("too large", what=at(op, inputs)), ADVICE_OF_OVERFLOW.get(op.name, "")))
    if op.index:
        return _no_such_index(inputs)
    row = op.unbound if op.arity == MANY else op  # of a list the constants are at fault, not the inputs
    domain = condition(row, "domain", len(inputs))
    if isinstance(domain, bool):
        return DomainError(say("has no value", what=at(op, inputs)))
    of = text(formula(row, len(inputs)))
    said = say("not defined", what=at(op, inputs), formula=of, condition=_told(domain))
    return DomainError(_advised(said, *_instead_of_value(op, inputs)))


def _no_such_index(inputs: Sequence[Any]) -> DomainError:
    *listed, index = inputs
    named = printable(index.name) if index.name else "i"
    count = len(listed)
    return DomainError(say("no such index", name=named, index=shown(index.data), count=count, last=count - 1))


def _told(condition: Any) -> str:
    """The condition with its "or" and "and" in the language of the sentence: `x < 0 or x > 0`."""
    joined = text(condition).replace(" or ", f" {say('either of two conditions')} ")
    return joined.replace(" and ", f" {say('both of two conditions')} ")


def refuse_constants(op: Op) -> None:
    """Raise `DomainError` if these constants leave no input in the domain, as in clamp(x, 2, 1)."""
    if op.arity < MANY and condition(op, "domain") is False:
        row = op.unbound
        constants = ", ".join(f"{name} = {shown(constant)}" for name, constant in op.bound.items())
        of, needs = text(formula(row)), _told(condition(row, "domain"))
        raise DomainError(say("not defined with", formula=of, constants=constants, condition=needs))


def gradient_refusal(
    op: Op, inputs: Sequence[Any], made_at: str | None, error: Exception, upstream: float = 1.0
) -> DomainError:
    """The sentence for a node through which no finite gradient can pass.

    Where an infinite local gradient meets a factor of 0 in the chain rule, `upstream` or the local gradient of its
    input, the formula may be at fault, and not the point.
    """
    advice, x = _instead_of_gradient(op, inputs)
    why = "derivative too large" if isinstance(error, OverflowError) else "local gradient not defined"
    if why == "local gradient not defined" and (upstream == 0.0 or all(map(_is_flat, _terms(inputs[0])))):
        why, advice = "zero times infinity", advice or "write without it"
    made = say("where the node was made", place=made_at) if made_at else ""
    return DomainError(_advised(say(why, what=at(op, inputs), made=made), advice, x))


def _advised(sentence: str, advice: str, x: Any = None) -> str:
    """The sentence, and what to write in place of this formula. `advice` is a key of the catalogue, or empty; `x` is
    the node that it speaks of."""
    if not advice:
        return sentence
    name = _shortened(x, 2) if x is not None else Symbol("x")
    name = name if len(text(name)) <= MOST_NAME else Symbol("x")
    return say("refused with advice", sentence=sentence, advice=say(advice, x=text(name), minus=text(-name)))


def _instead_of_value(op: Op, inputs: Sequence[Any]) -> tuple[str, Any]:
    """The key of the advice for an operation on the results of others, and the node that it speaks of; empty if there
    is none."""
    [x, *_] = inputs
    inner = x.op.name if x.op else ""
    if op.name == "log" and inner in ("sigmoid", "softmax", "exp"):
        return f"log of {inner}", x.inputs[0]
    if op.name == "log" and inner == "sub" and x.inputs[0].data == 1.0 and _name(x.inputs[1]) == "sigmoid":
        return "log of 1 - sigmoid", x.inputs[1].inputs[0]
    for zero in inputs:
        if (rounded := _rounded(zero))[0]:
            return rounded
    if op.name == "log" and x.data == 0.0 and x.op is None:
        return "log of zero", x if x.name else None
    if op.name == "div" and x.data == inputs[1].data == 0.0 and (inputs[1].name or inputs[1].op):
        return "zero over zero", inputs[1]
    return "", None


def _rounded(zero: Any) -> tuple[str, Any]:
    """The key of the advice for a node that is 0 only since 1 was added to a small number, or taken from one near 1."""
    while zero.data == 0.0 and _name(zero) in ("mul", "div", "neg"):  # 0 comes from a factor, if none of them is tiny
        zero = next((x for x in zero.inputs if x.data == 0.0), Symbol("", None))
    if zero.data != 0.0:
        return "", None
    if _name(zero) == "log" and _name(zero.inputs[0]) in ("add", "sub"):
        first, last = zero.inputs[0].inputs
        if _name(zero.inputs[0]) == "add" and _is_tiny(first):
            first, last = last, first
        if first.data == 1.0 and _is_tiny(last):
            return "log of 1 + x" if _name(zero.inputs[0]) == "add" else "log of 1 - x", last
    if _name(zero) == "sub":
        for power, one in (zero.inputs, zero.inputs[::-1]):
            if _name(power) == "exp" and _is_tiny(power.inputs[0]) and one.op is None:
                return "exp minus 1", power.inputs[0]
    return "", None


def _is_tiny(x: Any) -> bool:
    return bool(x.data) and 1.0 + x.data == 1.0


def _instead_of_gradient(op: Op, inputs: Sequence[Any]) -> tuple[str, Any]:
    """As `_instead_of_value`, for a root of 0."""
    [x, *_] = inputs
    if op.name == "sqrt" or (op.name == "power" and op.bound["n"] == 0.5):
        if _is_square(x):
            return "root of a square", x.inputs[0]
        if _name(x) == "variance":
            return "root of variance", None
        if len(terms := _terms(x)) > 1 and all(map(_is_square, terms)):
            return "root of squares", None
    return "", None


def _name(x: Any) -> str:
    return x.op.name if x.op else ""


def _terms(x: Any) -> list[Any]:
    """What is added up in the node, through sums of sums."""
    found, waiting = [], [x]
    while waiting:
        x = waiting.pop()
        if _name(x) in ("add", "total"):
            waiting += x.inputs
        else:
            found.append(x)
    return found


def _is_square(x: Any) -> bool:
    return (_name(x) == "mul" and x.inputs[0] is x.inputs[1]) or (_name(x) == "power" and x.op.bound["n"] == 2.0)


def _is_flat(x: Any) -> bool:
    """Whether the node is 0 as a product of zeros, and so are its local gradients."""
    is_product = _name(x) == "mul" or (_name(x) == "power" and x.op.bound["n"] > 1.0)
    return is_product and all(factor.data == 0.0 for factor in x.inputs)


def at(op: Op, inputs: Sequence[Any]) -> str:
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
