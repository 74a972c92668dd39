"""What is known of the numbers in a piece of the domain, and what follows from it.

Each answer is safe: what is not known to follow is taken not to follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp

from autograd.testing.certainty.proofs.meanings import NONNEGATIVE, NONZERO, POSITIVE

Fact = tuple[Any, str]
"""An expression, and what it is: positive, nonnegative or nonzero."""


class Empty(Exception):  # noqa: N818  (there is nothing to prove)
    """No numbers are in this piece."""


class Region:
    """The piece of the domain in which these expressions have these signs (-1, 0 or 1) and these facts hold.

    Raises `Empty` if no numbers can be in it.
    """

    def __init__(self, signs: Mapping[Any, int], facts: Iterable[Fact] = ()) -> None:
        self.known: dict[Any, set[str]] = {}
        self.bounds: dict[Any, dict[int, tuple[Any, bool]]] = {}  # -1: the lower one, 1: the upper one; is it strict?
        for of, sign in signs.items():
            if sign:
                self._learn(of * sign, POSITIVE)
        for of, what in facts:
            self._learn(of, what)
        self.assumed = {x: y for x in self.bounds if (y := self._with_sign(x)) is not None}

    def _learn(self, of: Any, what: str) -> None:
        if of.is_number:
            if (what == POSITIVE and of.is_positive is False) or (what == NONZERO and of.is_zero):
                raise Empty
            return
        form, turned = canonical(of)
        known = self.known.setdefault(form, set())
        known.add(NONZERO if what == NONZERO else what + " turned" * turned)
        if {POSITIVE, f"{POSITIVE} turned"} <= known:
            raise Empty
        if what != NONNEGATIVE:
            for part in factors(of):
                if part != of:
                    self._learn(part, NONZERO)
        if len(of.free_symbols) == 1:
            self._bound(next(iter(of.free_symbols)), of, what)

    def _bound(self, x: Any, of: Any, what: str) -> None:
        """A positive number plus a multiple of x alone bounds x."""
        bounds = self.bounds.setdefault(x, {})
        if what == NONZERO or not of.is_polynomial(x) or sp.degree(of, x) != 1:
            return
        slope, constant = sp.Poly(of, x).all_coeffs()
        if not (slope.is_Rational and constant.is_Rational):
            return
        end, border, strict = (-1 if slope > 0 else 1), -constant / slope, what == POSITIVE
        old = bounds.get(end)
        if old is None or (border - old[0]) * end < 0 or (border == old[0] and strict):
            bounds[end] = border, strict
        if len(bounds) == 2:
            (low, open_below), (high, open_above) = bounds[-1], bounds[1]
            if low > high or (low == high and (open_below or open_above)):
                raise Empty

    def _with_sign(self, x: Any) -> Any:
        """A symbol in place of x that has the sign of x, if this is known."""
        nonzero = bool(self.known.get(x, set()) & {POSITIVE, f"{POSITIVE} turned", NONZERO})
        for end, name in (-1, "positive"), (1, "negative"):
            if end in self.bounds[x]:
                border, strict = self.bounds[x][end]
                if border * end < 0 or (border == 0 and (strict or nonzero)):
                    return sp.Symbol(x.name, **{name: True})
                if border == 0:
                    return sp.Symbol(x.name, **{"nonnegative" if end < 0 else "nonpositive": True})
        return sp.Symbol(x.name, real=True, nonzero=True) if nonzero else None

    def holds(self, of: Any, what: str) -> bool:
        """Whether the expression is known to be positive, nonnegative or nonzero here."""
        here = of.xreplace(self.assumed)
        if what == NONZERO:
            if here.is_real and here.is_zero is False:
                return True
        elif here.is_positive or (what == NONNEGATIVE and here.is_nonnegative):
            return True
        if self._is_known(of, what) or self._without_roots(of, what):
            return True
        parts = factors(of)
        return what == NONZERO and parts != [of] and all(self.holds(part, NONZERO) for part in parts)

    def _is_known(self, of: Any, what: str) -> bool:
        if of.is_number:
            return False
        form, turned = canonical(of)
        known, end = self.known.get(form, set()), " turned" if turned else ""
        if what == NONZERO:
            return bool(known & {NONZERO, POSITIVE, f"{POSITIVE} turned"})
        return bool(known & {POSITIVE + end, *({NONNEGATIVE + end} if what == NONNEGATIVE else ())})

    def _without_roots(self, of: Any, what: str) -> bool:
        """Whether a polynomial of one number has no root between the bounds of it, and the right sign there."""
        if len(of.free_symbols) != 1 or not of.is_polynomial():
            return False
        [x] = of.free_symbols
        polynomial = sp.Poly(of, x)
        if polynomial.is_zero or not all(c.is_Rational for c in polynomial.all_coeffs()):
            return False
        low, high = (self.bounds.get(x, {}).get(end, (None,))[0] for end in (-1, 1))
        if polynomial.count_roots(low, high):
            return False
        if low is not None and high is not None:
            inside = (low + high) / 2
        else:
            inside = low + 1 if low is not None else (high if high is not None else 1) - 1
        return what == NONZERO or bool(polynomial.eval(inside) > 0)


def factors(of: Any) -> list[Any]:
    """The expressions whose product, or that of their powers, is this one but for a constant; itself if it has none.

    >>> x = sp.Symbol("x")
    >>> factors(x**3 * sp.exp(x)), factors(2 * x**2 - 2), factors(x**2 + 1 / sp.pi)
    ([x, exp(x)], [x - 1, x + 1], [pi*x**2 + 1])
    """
    if of.is_number or of.is_Symbol:
        return [of]
    if of.is_Mul:
        return [factor for part in of.args for factor in factors(part)]
    if of.is_Pow and of.exp.is_Rational:
        return factors(of.base)
    if of.is_polynomial():
        numbers = sorted(of.free_symbols, key=str)  # else a constant is one too, and of 1/pi there is no polynomial
        return [part for part, _ in sp.factor_list(of, *numbers)[1]] or [of]  # a constant, which may be 0, has none
    return [of]


def canonical(of: Any) -> tuple[Any, bool]:
    """The expression without a constant factor, and whether the factor was negative.

    >>> x = sp.Symbol("x")
    >>> canonical(4 - 2 * x) == (x - 2, True), canonical(x / 3) == (x, False)
    (True, True)
    """
    form = sp.expand(of)
    factor, form = form.primitive() if form.is_Add else form.as_coeff_Mul()
    turned = bool(factor.is_negative)
    if form.could_extract_minus_sign():
        form, turned = -form, not turned
    return form, turned
