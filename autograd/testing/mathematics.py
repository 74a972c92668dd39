"""The true value and derivatives of a row: mpmath differentiates the value numerically, with many digits.

This needs a rule that can be read in numbers other than floats. `unreadable` says why a rule cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Any

from hypothesis import find, settings

from autograd.calculus.row import Op
from autograd.graph.operation import Operation
from autograd.notation import rules
from autograd.testing.strategies import rows

DIGITS = 50
TOLERANCE = 1e-13
"""The allowed relative error of a result that rounding errors of the inputs do not change by more."""
ROUNDINGS = 50.0
"""The relative error of a well-conditioned result is at most so many times the relative error of its inputs."""


SMALLEST = 1e-300
"""Below this, floats have fewer digits."""
SIDE = Fraction(1, 10**20)
"""How far the two sides of a point lie from it: far less than two inputs, and far more than a step of `derivative`. Of
inputs below 1 it is this part, for there a slope may change within less."""
STEEPEST = 1e15
"""Where the value jumps, differences to a side are steeper than this, times that part."""


@contextmanager
def working_digits(digits: int) -> Iterator[Any]:
    from mpmath import mp

    with mp.workdps(digits):
        yield mp


def faults(truth: Callable[..., Any], op: Op, xs: Sequence[float], value: float, local: Sequence[float]) -> list[str]:
    """The faults in a row's value and local gradients, in the working precision."""
    from mpmath import mp

    true, exact = meaning(truth, op, mp), [mp.mpf(x) for x in xs]
    slopes = [derivative(true, exact, [i]) for i in range(len(xs))]
    found = [("the value", value, true(*exact), sum(abs(x * s) for x, s in zip(exact, slopes, strict=True)))]
    for i, slope in enumerate(slopes):
        sensitivity = sum(abs(x * derivative(true, exact, [i, j])) for j, x in enumerate(exact))
        found.append((f"the local gradient for input {i}", local[i], slope, sensitivity))
    told = [
        f"{what} is {number}, and in truth {float(true)!r}"
        for what, number, true, sensitivity in found
        if abs(number - true) > TOLERANCE * max(abs(true), sensitivity / ROUNDINGS) + SMALLEST
    ]
    return (told and corners(true, exact, op)) or told


def corners(true: Callable[..., Any], exact: Sequence[Any], op: Op) -> list[str]:
    """What to do where the value has a corner or jumps and the row does not declare it; empty where it is smooth."""
    found = []
    for slot, x in enumerate(exact):
        scale = float(min(1, abs(x))) or 1.0
        side = SIDE * Fraction(scale)
        right, left = (float(one_sided(true, exact, slot, step)) + 0.0 for step in (side, -side))
        if abs(right - left) > 1e-10 * max(1.0, abs(right), abs(left)):
            jumps = max(abs(right), abs(left)) * scale > STEEPEST
            slopes = f"the slope along input {slot} is {left:g} on the left and {right:g} on the right"
            found.append(f"the value jumps along input {slot}" if jumps else slopes)
    declare = f"{op.name} does not declare this kink: kink=lambda {', '.join(op.arguments)}: …"
    return [f"{', and '.join(found)}. {declare}"] if found else []


def meaning(truth: Callable[..., Any], op: Op, mp: Any) -> Callable[..., Any]:
    constants = {name: mp.mpf(constant) for name, constant in op.bound.items()}
    return lambda *xs: truth(*xs, **constants)


def derivative(true: Callable[..., Any], exact: Sequence[Any], slots: Sequence[int]) -> Any:
    """The derivative with respect to the inputs at `slots`, one after the other."""
    from mpmath import mp

    return mp.diff(true, tuple(exact), tuple(map(slots.count, range(len(exact)))))


def one_sided(true: Callable[..., Any], exact: Sequence[Any], slot: int, step: Any) -> Any:
    moved = [x + step * (i == slot) for i, x in enumerate(exact)]
    return (true(*moved) - true(*exact)) / step


def jumps(true: Callable[..., Any], exact: Sequence[Any], slots: Sequence[int]) -> bool:
    """Whether the derivative at `slots`, or a second derivative on the way to it, differs from one side to the other.

    The first derivative is left out. Where it jumps there is a kink, which the row must declare.
    """
    from mpmath import mp

    step = mp.mpf("1e-20")  # far above the steps of `derivative`, and far below the distance of two inputs
    for along in sorted(set(slots)):
        right, left = ([x + far * (i == along) for i, x in enumerate(exact)] for far in (step, -step))
        for order in range(2, len(slots) + 1):
            for part in set(combinations(slots, order)):
                after, before = derivative(true, right, part), derivative(true, left, part)
                if abs(after - before) > 1e-10 * max(1, abs(after), abs(before)):
                    return True
    return False


@lru_cache(maxsize=1024)
def unreadable(row: Op) -> str:
    """Why a row cannot be read with a symbol for each input, with one local gradient per input; "" if it can.

    Constants are filled in, as for every other property: a rule may ask which number one is.

    >>> unreadable(Op("double", "x", lambda x: 2.0 * x, lambda z, x: (2.0, x)))
    'double has 2 local gradients for 1 input: partials returns a tuple of one per input'
    """
    try:  # the domain is asked for the constants that it admits
        op = find(
            rows(row),
            lambda op: True,
            settings=settings(backend="hypothesis", database=None, derandomize=True, deadline=None),
        )
    except TypeError:
        op = row.bind(*[1.0] * len(row.constants))  # then the domain is what cannot be read
    return rules.unreadable(op, "autograd" if isinstance(row.unbound, Operation) else "autograd.calculus.elementary")
