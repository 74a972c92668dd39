"""Scalar automatic differentiation in which every local gradient can be seen and checked.

>>> from autograd import Value
>>> apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
>>> price = apple * count * tax
>>> price.backward()
>>> apple.grad, tax.grad
(2.2, 200.0)
"""

import builtins
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import autograd.graph.memory.copies  # gives Values their way to be copied and pickled
import autograd.graph.memory.freed  # noqa: F401  (and their way to be freed)
from autograd.graph.backward import Contribution, grad
from autograd.graph.expression import parse
from autograd.graph.forward import hessian, hessian_vector_product, jacobian, jvp
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import Value
from autograd.language import speaking
from autograd.language.errors import (
    ChangedDataError,
    DomainError,
    ExpressionError,
    GradientError,
    TooLargeError,
    WorksheetError,
)
from autograd.language.former import FORMER, answer_to
from autograd.record.debug import debug
from autograd.record.steps import Steps, steps

# A function per row of the table: exp, log, sin, … relu, maximum, total, dot.
globals().update(FUNCTIONS)

for _package in FORMER:
    answer_to(_package, FORMER[_package])

if TYPE_CHECKING:
    from autograd.by_hand import explain_result as explain_result
    from autograd.by_hand import mark as mark
    from autograd.by_hand import worksheet as worksheet
    from autograd.by_hand.claims.claim import check_claim as check_claim
    from autograd.checking.check import check_grad as check_grad
    from autograd.graph.operation import operation as operation
    from autograd.program import compile as compile

_LATER = {
    "check_claim": "autograd.by_hand.claims.claim",
    "check_grad": "autograd.checking.check",
    "compile": "autograd.program",
    "explain_result": "autograd.by_hand",
    "mark": "autograd.by_hand",
    "operation": "autograd.graph.operation",
    "worksheet": "autograd.by_hand",
}
"""Names that are loaded when they are first used. A program that only calculates need not wait for them."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'autograd' has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_LATER})


__version__ = "1.0.0"
__all__ = [
    "ChangedDataError",
    "Contribution",
    "DomainError",
    "ExpressionError",
    "GradientError",
    "Steps",
    "TooLargeError",
    "Value",
    "WorksheetError",
    "check_claim",
    "check_grad",
    "debug",
    "explain_result",
    "grad",
    "hessian",
    "hessian_vector_product",
    "jacobian",
    "jvp",
    "mark",
    "operation",
    "parse",
    "speaking",
    "steps",
    "worksheet",
    *(name for name in FUNCTIONS if not hasattr(builtins, name)),  # `import *` leaves Python's own; and compile
]
