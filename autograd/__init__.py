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
from typing import TYPE_CHECKING, Any

import autograd.graph.memory.copies  # gives Values their way to be copied and pickled
from autograd.graph.backward import Contribution, grad
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
from autograd.language.names.former import FORMER, answer_to
from autograd.language.names.later import later
from autograd.record.debug import debug

if sys.platform == "emscripten":
    import autograd.graph.memory.freed  # noqa: F401  (gives Values their way to be freed)

if TYPE_CHECKING:
    from autograd.by_hand import explain_result as explain_result
    from autograd.by_hand import mark as mark
    from autograd.by_hand import worksheet as worksheet
    from autograd.by_hand.claims.claim import check_claim as check_claim
    from autograd.checking.check import check_grad as check_grad
    from autograd.graph.expression.parse import parse as parse
    from autograd.graph.forward import hessian as hessian
    from autograd.graph.forward import hessian_vector_product as hessian_vector_product
    from autograd.graph.forward import jacobian as jacobian
    from autograd.graph.forward import jvp as jvp
    from autograd.graph.operation import operation as operation
    from autograd.program import compile as compile
    from autograd.record.steps import Steps as Steps
    from autograd.record.steps import steps as steps

    def __getattr__(name: str) -> Any:
        """The functions, which follow from the table."""


# A function per row of the table: exp, log, sin, … relu, maximum, total, dot.
globals().update(FUNCTIONS)

for _package in FORMER:
    answer_to(_package, FORMER[_package])

later(
    "autograd",
    {
        "autograd.by_hand": "explain_result mark worksheet",
        "autograd.by_hand.claims.claim": "check_claim",
        "autograd.checking.check": "check_grad",
        "autograd.graph.expression.parse": "parse",
        "autograd.graph.forward": "hessian hessian_vector_product jacobian jvp",
        "autograd.graph.operation": "operation",
        "autograd.program": "compile",
        "autograd.record.steps": "Steps steps",
    },
)

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
