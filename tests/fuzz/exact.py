"""What each row means in numbers of 57 digits, those of MPFR by way of gmpy2, or of mpmath where gmpy2 is missing.

mpmath is Python, and ten times slower, so it checks a part of what MPFR says. Neither knows of the engine.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from mpmath import mp, mpf

from autograd.calculus.row import Op
from autograd.testing.programs import Program
from tests.truth import truth

BITS = 190
STEP = 2.0**-80
"""A difference over this step is the derivative to 24 digits, as its numbers have 57."""

Meaning = Callable[..., Any]


def _rows(of: Any) -> dict[str, Meaning]:
    """The rows in the numbers of gmpy2."""

    def total(xs: Sequence[Any]) -> Any:
        return reduce(operator.add, xs)

    def mean(*xs: Any) -> Any:
        return total(xs) / len(xs)

    def dot(*xs: Any) -> Any:
        half = len(xs) // 2
        products = [w * x for w, x in zip(xs[:half], xs[half:], strict=False)]
        return total([*products, xs[-1]] if len(xs) % 2 else products)

    def expelled(x: Any, alpha: Any) -> Any:
        return x if x > 0 else alpha * of.expm1(x)

    def shares(xs: Sequence[Any], j: Any) -> Any:
        return of.exp(xs[int(j)]) / total([of.exp(x) for x in xs])

    same = (
        "exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "asin", "acos", "atan", "atan2", "sinh", "cosh", "asinh",
        "acosh", "atanh", "expm1", "log1p", "log2", "log10", "cbrt", "hypot", "erf", "erfc",
    )  # fmt: skip
    half = of.sqrt(of.mpfr(2))
    return {name: getattr(of, name) for name in same} | {
        "add": operator.add,
        "sub": operator.sub,
        "mul": operator.mul,
        "div": operator.truediv,
        "power": lambda x, n: x**n,
        "pow": lambda x, y: x**y,
        "neg": operator.neg,
        "sigmoid": lambda x: 1 / (1 + of.exp(-x)),
        "softplus": lambda x: of.log1p(of.exp(x)),
        "silu": lambda x: x / (1 + of.exp(-x)),
        "gelu": lambda x: x * of.erfc(-x / half) / 2,
        "elu": expelled,
        "selu": lambda x: of.mpfr(1.0507009873554805) * expelled(x, of.mpfr(1.6732632423543772)),
        "clamp": lambda x, low, high: min(max(x, low), high),
        "relu": lambda x: max(x, of.mpfr(0)),
        "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
        "abs": abs,
        "maximum": max,
        "minimum": min,
        "max": lambda *xs: max(xs),
        "min": lambda *xs: min(xs),
        "where": lambda x, y, condition: x if condition else y,
        "choose": lambda *xs: xs[round(float(xs[-1]))],
        "total": lambda *xs: total(xs),
        "mean": mean,
        "variance": lambda *xs: mean(*[x * x for x in xs]) - mean(*xs) ** 2,
        "logsumexp": lambda *xs: of.log(total([of.exp(x) for x in xs])),
        "softmax": lambda *xs, j: shares(xs, j),
        "log_softmax": lambda *xs, j: of.log(shares(xs, j)),
        "dot": dot,
    }


class Exact:
    """Programs calculated with many digits: `number` makes a number of a float, and `meanings` has the rows."""

    def __init__(self, with_gmpy2: bool = True) -> None:
        self._meanings: dict[Op, Meaning] = {}
        self.gmpy2: Any = None
        if with_gmpy2:
            import gmpy2

            gmpy2.get_context().precision = BITS
            self.gmpy2, self._rows = gmpy2, _rows(gmpy2)
        mp.prec = BITS  # for the meanings of mpmath

    def number(self, x: float) -> Any:
        return self.gmpy2.mpfr(x) if self.gmpy2 else mpf(x)

    def meaning(self, op: Op) -> Meaning:
        """The row as a function, its constants filled in."""
        found = self._meanings.get(op)
        if found is None:
            found = self._of(op) if self.gmpy2 else truth(op)
            self._meanings[op] = found
        return found

    def _of(self, op: Op) -> Meaning:
        meaning, bound = self._rows[op.name], {name: self.number(x) for name, x in op.bound.items()}
        return (lambda *xs: meaning(*xs, **bound)) if bound else meaning

    def value(self, program: Program, leaves: Sequence[Any], noise: Sequence[Any] = ()) -> Any:
        """The output, each number multiplied by that in `noise`, if it is given."""
        return self.nodes(program, leaves, noise)[-1]

    def nodes(self, program: Program, leaves: Sequence[Any], noise: Sequence[Any] = ()) -> list[Any]:
        """All nodes."""
        nodes = list(leaves)
        for i, (op, back) in enumerate(program.steps):
            found = self.meaning(op)(*[nodes[-b] for b in back])
            nodes.append(found * noise[i] if noise else found)
        return nodes

    def derivatives(self, program: Program, noise: Sequence[Any] = ()) -> list[Any]:
        """The value, and the derivative by each leaf."""
        leaves = [self.number(x) for x in program.leaves]
        value, step = self.value(program, leaves, noise), self.number(STEP)
        moved = ([*leaves[:i], x + step, *leaves[i + 1 :]] for i, x in enumerate(leaves))
        return [value, *((self.value(program, at, noise) - value) / step for at in moved)]
