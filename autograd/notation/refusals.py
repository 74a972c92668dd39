"""The sentences that refuse an operation. Each names the operation and its numbers, and says what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograd.calculus.row import MANY, Op
from autograd.language import say
from autograd.language.errors import DomainError, TooLargeError, cut
from autograd.language.text import number as shown
from autograd.language.text import printable
from autograd.notation.formulas import condition, formula, text, written


def refusal(op: Op, inputs: Sequence[Any], error: Exception) -> DomainError:
    """The sentence for an operation that has no finite result at these inputs; `error` is what arithmetic said."""
    if isinstance(error, OverflowError):
        return TooLargeError(say("too large", what=_at(op, inputs)))
    row = op.unbound if op.arity == MANY else op  # of a list the constants are at fault, not the inputs
    domain = condition(row, "domain", len(inputs))
    if isinstance(domain, bool):
        return DomainError(say("has no value", what=_at(op, inputs)))
    of = text(formula(row, len(inputs)))
    return DomainError(say("not defined", what=_at(op, inputs), formula=of, condition=text(domain)))


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
    return DomainError(say(why, what=_at(op, inputs), made=made))


def _at(op: Op, inputs: Sequence[Any]) -> str:
    labels = [printable(x.name) if x.name else shown(x.data) for x in inputs]
    values = [f"{label} = {shown(x.data)}" for label, x in zip(labels, inputs, strict=True) if x.name]
    operation = cut(written(op, labels), 200)
    return say("operation at", operation=operation, values=cut(", ".join(values), 200)) if values else operation
