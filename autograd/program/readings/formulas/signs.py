"""The signs of matrices, as text, LaTeX and NumPy write them.

A formula is written twice: as it is shown, where `W2 Z1` needs no more, and as code, which reshapes and repeats arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.notation.symbols import CONDITIONS, Symbol


class Sign(Op):
    """An operation that only formulas have. `code` is its template in NumPy."""

    __slots__ = ("code",)
    code: str


KNOWN_LISTS = ("max", "min", "mean", "variance", "logsumexp", "softmax", "log_softmax")
"""Rows of a list that code has a function for. Of any other row the rule is written out."""


@cache
def sign(text: str, latex: str = "", code: str = "", binds: str = ".", takes: str = "x") -> Sign:
    """The sign with these templates. `binds` is an operator of Python that binds as tightly, or "." for a function."""

    def nothing(*_: Any) -> Any:
        raise TypeError("a sign of formulas calculates nothing")

    found = Sign(f"{text}|{latex}|{code}", takes, nothing, nothing, symbol=binds, text=text, latex=latex or text)
    found.code = code or text
    return found


ENTRYWISE = sign("$x ⊙ $y", r"$x \odot $y", "$x * $y", "*", "x, y")
BRACKETS = sign("($x)", r"\left($x\right)", "($x)")


TIMES = sign("$x $y", "$x $y", "$x @ $y", "*", "x, y")
TRANSPOSED = sign("$xᵀ", r"$x^{\top}", "$x.T", "**")


def times(x: Symbol, y: Symbol) -> Symbol:
    """The product of matrices."""
    if is_number(x) or is_number(y):
        number, matrix = (x, y) if is_number(x) else (y, x)
        return matrix if number.name == 1.0 else Symbol("", OPS["mul"], (number, matrix))
    return Symbol("", TIMES, tuple(Symbol("", BRACKETS, (one,)) if one.op is ENTRYWISE else one for one in (x, y)))


def transposed(x: Symbol) -> Symbol:
    """The matrix with rows for columns: a product is the product of the others in the other order."""
    if x.op is TRANSPOSED or is_number(x):
        return x.inputs[0] if x.op else x
    if x.op is TIMES:
        return times(transposed(x.inputs[1]), transposed(x.inputs[0]))
    return Symbol("", TRANSPOSED, (x,))


def is_number(x: Symbol) -> bool:
    return x.op is None and not isinstance(x.name, str)


class Two(NamedTuple):
    """A formula as it is shown, and as code."""

    shown: Symbol
    code: Symbol

    @classmethod
    def of(cls, name: str | float) -> Two:
        return cls(Symbol(name), Symbol(name))

    def is_one(self) -> bool:
        return self.shown.op is None and self.shown.name == 1.0


def applied(op: Op, *xs: Two, code: str = "") -> Two:
    """The operation on these formulas. With `code` it is written in another way there; a `code` of `$x` changes
    nothing."""
    shown = Symbol("", op, tuple(x.shown for x in xs))
    binds = "*" if op.symbol == "*" and len(xs) == 2 else "."
    other = sign("", "", code, binds, ", ".join(op.arguments)) if code else op
    return Two(shown, Symbol("", other, tuple(x.code for x in xs)))


def entry(x: Symbol, which: str) -> Symbol:
    """These entries of a formula that stands for several tensors."""
    whole = x if x.op is None else Symbol("", BRACKETS, (x,))
    return Symbol("", sign(f"$x[{which}]", f"$x[{which}]"), (whole,))


def in_code(x: Two, template: str) -> Two:
    """The formula, changed in code alone."""
    return x if template == "$x" else Two(x.shown, Symbol("", sign("$x", "$x", template), (x.code,)))


def _bracketed(x: Symbol) -> Symbol:
    """A product or a dot, in brackets within an entrywise product, and the other way round."""
    return Symbol("", BRACKETS, (x,)) if isinstance(x.op, Sign) and x.op.symbol == "*" else x


def _is_factor(x: Symbol) -> bool:
    """Whether it is a number, written with numbers alone."""
    return is_number(x) or (x.op is not None and bool(x.inputs) and all(map(is_number, x.inputs)))


def entrywise(x: Two, y: Two) -> Two:
    """The product entry by entry. A factor of 1 is not shown."""
    code = x.code if is_number(y.code) and y.code.name == 1.0 else Symbol("", OPS["mul"], (x.code, y.code))
    if x.is_one() or y.is_one():
        return Two(y.shown if x.is_one() else x.shown, code)
    if _is_factor(y.shown):
        return Two(y.shown * _bracketed(x.shown), code)
    if _is_factor(x.shown):
        return Two(x.shown * _bracketed(y.shown), code)
    first = x.shown if x.shown.op is ENTRYWISE else _bracketed(x.shown)
    return Two(Symbol("", ENTRYWISE, (first, _bracketed(y.shown))), code)


def scaled(x: Two, factor: float) -> Two:
    """The formula times a number."""
    if factor == 1.0:
        return x
    if factor == -1.0:
        return Two(-x.shown, -x.code)
    return Two(factor * _bracketed(x.shown), factor * x.code)


def added(xs: list[Two]) -> Two:
    """The sum of formulas."""
    found = xs[0]
    for x in xs[1:]:
        found = Two(found.shown + x.shown, found.code + x.code)
    return found


class Product(NamedTuple):
    """Matrix products, by the letters of their axes: b for the batch, r rows, k the sum, c columns, l lanes."""

    first: str
    second: str
    out: str

    def value(self, x: Two, y: Two) -> Two:
        return self._written("x y", f"{self.first},{self.second}->{self.out}", "$x @ $y", x, y)

    def by_first(self, upstream: Two, y: Two) -> Two:
        """The gradient of the first factor: upstream times the second, transposed."""
        spec = f"{self.out},{self.second}->{self.first}"
        return self._written("x yᵀ", spec, "$x @ $y.T", upstream, y)

    def by_second(self, x: Two, upstream: Two) -> Two:
        """The gradient of the second factor: the first, transposed, times upstream."""
        spec = f"{self.first},{self.out}->{self.second}"
        return self._written("xᵀ y", spec, "$x.T @ $y", x, upstream)

    def _written(self, shown: str, spec: str, plain: str, x: Two, y: Two) -> Two:
        code = plain if max(map(len, self)) == 2 else f'np.einsum("{spec}", $x, $y, optimize=True)'
        one = transposed(x.shown) if shown.startswith("xᵀ") else x.shown
        other = transposed(y.shown) if shown.endswith("yᵀ") else y.shown
        written = Symbol("", sign("", "", code, "*", "x, y"), (x.code, y.code))
        return Two(times(one, other), written)


def prime(op: Op) -> Op:
    """The derivative of a row, `f′(x)`."""
    constants = "".join(f", {number:g}" for number in op.bound.values())
    name = op.name.replace("_", r"\_")
    return sign(f"{op.name}′($x{constants})", rf"\operatorname{{{name}}}'\left($x{constants}\right)", "$x")


def upright(op: Op, inner: str) -> str:
    """A function of this name in LaTeX."""
    name = op.name.replace("_", r"\_")
    return rf"\operatorname{{{name}}}\left({inner}\right)"


def expanded(node: Symbol, is_written: Callable[[Op], bool]) -> Symbol:
    """The formula, in which each row of numbers that is not written as it is stands as its own rule."""
    done = dict[int, Symbol]()
    for x in inputs_first([node]):
        inputs = [done[id(y)] for y in x.inputs]
        if x.op is None or isinstance(x.op, Sign) or x.op in CONDITIONS or is_written(x.op.unbound):
            done[id(x)] = Symbol("", x.op, tuple(inputs)) if x.op else x
            continue
        constants = [y.name for y in inputs[len(inputs) - len(x.op.constants) :]] if not x.op.bound else []
        op = x.op.bind(*constants) if constants else x.op
        inside = Symbol.lift(op.value(*inputs[: len(inputs) - len(constants)]))
        done[id(x)] = expanded(inside, is_written)
    return done[id(node)]
