"""The sentences that refuse an operation: which, with which numbers, what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from autograd.errors import DomainError, TooLargeError, cut
from autograd.notation import condition, formula, text, written
from autograd.ops import OPS
from autograd.row import MANY, Op
from autograd.text import number as shown
from autograd.text import printable


def refusal(op: Op, inputs: Sequence[Any], error: Exception) -> DomainError:
    """The sentence for an operation that has no finite result at these inputs; `error` is what arithmetic said."""
    if isinstance(error, OverflowError):
        return TooLargeError(f"{_at(op, inputs)} is too large: a float ends at 1.8e308")
    row = OPS.get(op.name, op) if op.arity == MANY else op  # of a list the constants are at fault, not the inputs
    of = text(formula(row, len(inputs)))
    return DomainError(f"{_at(op, inputs)} is not defined: {of} needs {needs(row, len(inputs))}")


@lru_cache(maxsize=1024)
def refuse_constants(op: Op) -> None:
    """Raise `DomainError` if no inputs lie within the domain that these constants leave, as of clamp(x, 2, 1)."""
    if op.arity < MANY and condition(op, "domain") is False:
        row = OPS[op.name]
        constants = ", ".join(f"{name} = {shown(constant)}" for name, constant in op.bound.items())
        raise DomainError(f"{text(formula(row))} is not defined with {constants}: it needs {needs(row)}")


def needs(op: Op, many: int = 3) -> str:
    """What a row asks of its inputs, in its letters; "any numbers" where it asks nothing."""
    domain = condition(op, "domain", many)
    return "any numbers" if isinstance(domain, bool) else text(domain)


def gradient_refusal(op: Op, inputs: Sequence[Any], made_at: str | None, error: Exception) -> DomainError:
    """The sentence for a node through which no finite gradient can pass."""
    if isinstance(error, OverflowError):
        what, refused = "the derivative that flows through", "is too large: a float ends at 1.8e308"
    else:
        what, refused = "the local gradient of", "is infinite or not defined: differentiate a little away from there"
    made = f"; the node was made at {made_at}" if made_at else ""
    return DomainError(f"{what} {_at(op, inputs)} {refused}{made}")


def _at(op: Op, inputs: Sequence[Any]) -> str:
    labels = [printable(x.name) if x.name else shown(x.data) for x in inputs]
    values = [f"{label} = {shown(x.data)}" for label, x in zip(labels, inputs, strict=True) if x.name]
    return cut(written(op, labels), 200) + (f" at {cut(', '.join(values), 200)}" if values else "")
