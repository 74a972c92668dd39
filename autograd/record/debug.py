"""A slower mode that remembers the line of the program that made each node, and tells where a number leaves the graph.

It replaces methods of `Value` while it is on, so it costs nothing while it is off.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograd.calculus.numbers.number import overload
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op
from autograd.graph.value import Value, evaluator, outputs

PACKAGE = os.path.dirname(os.path.dirname(__file__)) + os.sep


@contextmanager
def debug() -> Iterator[None]:
    """Within `with autograd.debug():`, each new node knows the line that made it. Errors of the backward pass name this
    line. A warning tells where a number leaves the graph: a function of `math` gives a plain float, and `max`, `min`
    and NumPy's `clip` give one of their numbers and no node.

    >>> from autograd import DomainError, debug, sqrt
    >>> with debug():
    ...     root = sqrt(Value(0.0, name="x"))  # this line
    ...     try:
    ...         root.backward()
    ...     except DomainError as error:
    ...         print(str(error).endswith(":2"))
    True
    """
    from autograd.record.lost import telling  # only now: importing autograd stays cheap

    if Value._outputs is _remembering_outputs:  # a `with debug()` within another
        yield
        return
    Value._marked = True
    overload(Value, TABLE, _remembering)
    Value._outputs = staticmethod(_remembering_outputs)
    methods = telling(PACKAGE)
    before = {name: vars(Value).get(name) for name in methods}
    for name, method in methods.items():
        setattr(Value, name, method)
    try:
        yield
    finally:
        for name, plain in before.items():
            delattr(Value, name) if plain is None else setattr(Value, name, plain)
        overload(Value, TABLE, evaluator)
        Value._outputs = staticmethod(outputs)


def _remembering(op: Op) -> Callable[..., Any]:
    evaluate = evaluator(op)

    def remember(*inputs: Any) -> Any:
        node = evaluate(*inputs)
        if node is not NotImplemented:
            node._made_at = _line_outside()
        return node

    return remember


def _remembering_outputs(row: Op, xs: Sequence[Any]) -> list[Value]:
    nodes, line = outputs(row, xs), _line_outside()
    for node in nodes:
        node._made_at = line
    return nodes


def _line_outside() -> str:
    """The innermost line of the program that is not in this package."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename.startswith(PACKAGE):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"
