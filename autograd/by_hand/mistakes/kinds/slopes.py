"""Derivatives of functions as people misremember them: formulas in the result z and the argument x.

Each table has, for an operation, what stands there in place of its derivative. The formulas are parsed once.
"""

from __future__ import annotations

from functools import lru_cache, partial

from autograd.by_hand.mistakes.kinds.misconceptions import At, Numbers
from autograd.calculus.order import inputs_first
from autograd.graph.expression import parse
from autograd.graph.value import Value

# fmt: off
OF_ANOTHER: dict[str, tuple[str, ...]] = {
    "tanh":     ("z*(1 - z)",),             # the derivative of sigmoid
    "sigmoid":  ("1 - z**2",),              # the derivative of tanh
    "log":      ("z",),                     # the derivative of exp
}
POWER_LOST: dict[str, tuple[str, ...]] = {
    "tanh":     ("1 - z", "(1 - z)**2"),    # for 1 - z²
    "asin":     ("1/(1 - x**2)",),
    "atan":     ("1/(1 + x)",),
}
FACTOR_LOST: dict[str, tuple[str, ...]] = {
    "sigmoid":  ("1 - z", "z**2", "(1 - z)**2"),  # for z (1 - z)
    "sqrt":     ("1/z", "z/2", "2*z"),      # for 1/(2 z)
    "silu":     ("sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))"),  # a product, differentiated by one factor
    "log10":    ("1/x",),
    "log2":     ("1/x",),
}
PLUS_FOR_MINUS: dict[str, tuple[str, ...]] = {
    "tanh":     ("1 + z**2",),
    "sigmoid":  ("z*(1 + z)",),
    "sin":      ("-cos(x)",),
    "cos":      ("sin(x)",),
    "tan":      ("1 - z**2",),
    "atan":     ("1/(1 - x**2)",),
}
TWICE: dict[str, tuple[str, ...]] = {
    "tanh":     ("(1 - z**2)**2",),         # counted once more, as after p - t
    "sigmoid":  ("(z*(1 - z))**2",),
}
# fmt: on


@lru_cache(maxsize=256)
def formula(text: str) -> tuple[Value, ...]:
    """The nodes of a formula in z and x, inputs first."""
    return tuple(inputs_first([parse(text, {"z": 0.5, "x": 0.5})]))


def evaluated(text: str, z: float, x: float) -> float:
    """The number of a formula in z and x.

    >>> evaluated("z*(1 - z)", 0.25, 0.0)
    0.1875
    """
    numbers: dict[Value, float] = {}
    for node in formula(text):
        if node.op is None:
            numbers[node] = {"z": z, "x": x}.get(str(node.name), node.data)
        else:
            numbers[node] = node.op.value(*[numbers[y] for y in node.inputs])
    return numbers[node]


def misremembered(table: dict[str, tuple[str, ...]], at: At) -> Numbers:
    """The derivatives that stand in the table for the row's operation."""
    for text in table.get(at.op.name, ()):
        yield evaluated(text, *at.xs)


def known(table: dict[str, tuple[str, ...]]) -> str:
    """The operations of a table, as words."""
    return " ".join(table)


of_another = partial(misremembered, OF_ANOTHER)
power_lost = partial(misremembered, POWER_LOST)
factor_lost = partial(misremembered, FACTOR_LOST)
plus_for_minus = partial(misremembered, PLUS_FOR_MINUS)
twice = partial(misremembered, TWICE)
