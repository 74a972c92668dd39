"""What a row's value and derivatives are in truth: mpmath differentiates the value numerically, at many digits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograd.row import Op

DIGITS = 50
TOLERANCE = 1e-13
"""The relative error allowed where a change of the inputs by a rounding error does not change the result by more."""
ROUNDINGS = 50.0
"""How many times the relative error of its inputs a result may have, and still be called well-conditioned."""


SMALLEST = 1e-300
"""Below this, floats have fewer digits."""


@contextmanager
def working_digits(digits: int) -> Iterator[Any]:
    from mpmath import mp

    with mp.workdps(digits):
        yield mp


def faults(truth: Callable[..., Any], op: Op, xs: Sequence[float], value: float, local: Sequence[float]) -> list[str]:
    """What of a row's value and local gradients is not the truth, in the working precision."""
    from mpmath import mp

    true, exact = meaning(truth, op, mp), [mp.mpf(x) for x in xs]
    slopes = [derivative(true, exact, [i]) for i in range(len(xs))]
    found = [("the value", value, true(*exact), sum(abs(x * s) for x, s in zip(exact, slopes, strict=True)))]
    for i, slope in enumerate(slopes):
        sensitivity = sum(abs(x * derivative(true, exact, [i, j])) for j, x in enumerate(exact))
        found.append((f"the local gradient for input {i}", local[i], slope, sensitivity))
    return [
        f"{what} is {number}, and in truth {float(true)!r}"
        for what, number, true, sensitivity in found
        if abs(number - true) > TOLERANCE * max(abs(true), sensitivity / ROUNDINGS) + SMALLEST
    ]


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
