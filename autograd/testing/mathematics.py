"""What a row's value and derivatives are in truth: mpmath differentiates the value numerically, at many digits.

That needs a rule which can be read in numbers other than floats; `unreadable` tells what keeps one from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import combinations
from typing import Any

from hypothesis import find, settings

from autograd.calculus import elementary
from autograd.calculus.row import MANY, Op
from autograd.notation.symbols import Symbol
from autograd.testing.strategies import rows

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


def jumps(true: Callable[..., Any], exact: Sequence[Any], slots: Sequence[int]) -> bool:
    """Whether the derivative at `slots`, or a second derivative on the way to it, differs from one side to the other.

    The first derivative is left out: where that one jumps there is a kink, which a row has to declare.
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

    >>> unreadable(Op("double", "x", lambda x: 2.0 * x, lambda z, x: (2.0, x)))
    'double has 2 local gradients for 1 input: partials returns a tuple of one per input'
    """
    part = "domain"  # which is asked for the constants that it admits
    try:
        # Constants are filled in, as for every other property: a rule may ask which number one is.
        op = find(rows(row), lambda op: True, settings=settings(database=None, derandomize=True, deadline=None))
        for count in range(1, 6) if op.arity == MANY else [op.arity]:
            inputs = [Symbol(f"x{i}") for i in range(1, count + 1)]
            for part in "domain", "kink", "value":
                getattr(op, part)(*inputs)
            part = "partials"
            local: object = op.partials(Symbol("z"), *inputs)
            if not isinstance(local, (tuple, list)):
                return f"the local gradients of {row.name} are no tuple: partials returns one, such as (y, x) or (y,)"
            if len(local) != count:
                numbers = f"{len(local)} local gradient{'s' * (len(local) != 1)} for {count} input{'s' * (count != 1)}"
                return f"{row.name} has {numbers}: partials returns a tuple of one per input"
    except TypeError as error:
        if "no single real number" not in str(error):
            return f"{row.name} cannot be read with symbols, in its {part}: {error}"
        return f"{row.name} takes floats alone, in its {part}: write it with {_instead(getattr(row, part))}"
    return ""


def _instead(rule: Any) -> str:
    """What stands in for the functions of `math` in a rule."""
    code = getattr(rule, "func", rule).__code__  # `func`: of a row whose constants are filled in
    names = [name for name in code.co_names if hasattr(math, name) and hasattr(elementary, name)]
    if not names:
        return "the functions of autograd.calculus.elementary, which take numbers of every kind"
    take = "takes" if len(names) == 1 else "take"
    return f"autograd.calculus.elementary's {' and '.join(names)}, which {take} numbers of every kind"
