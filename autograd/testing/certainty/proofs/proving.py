"""A claimed gradient proved piece by piece: in each piece of the domain both formulas are smooth, and their difference
is 0.

A comparison or a kink that decides which formula holds cuts the domain in three: above, below, and the border itself.
In a piece SymPy differentiates the function. The claim is proved there if its difference to this derivative simplifies
to 0, and if each part of the claim has a value wherever the function has a derivative: SymPy itself takes x/x for 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from autograd.testing.certainty.proofs import meanings
from autograd.testing.certainty.proofs.meanings import NONNEGATIVE, NONZERO, Unknown, exact
from autograd.testing.certainty.proofs.regions import Empty, Fact, Region, canonical

MOST_PIECES, DEEPEST = 200, 12
"""The most pieces that are looked at, and expressions whose sign decides about one."""
COMPARED = {
    "<": lambda sign: sign < 0, ">": lambda sign: sign > 0, "<=": lambda sign: sign <= 0,
    ">=": lambda sign: sign >= 0, "==": lambda sign: sign == 0, "!=": lambda sign: sign != 0,
}  # fmt: skip


class Undecided(Exception):  # noqa: N818  (the piece is cut)
    """The sign of this expression decides which formula holds."""

    def __init__(self, of: Any) -> None:
        self.of = of


class Built:
    """Terms as SymPy's expressions, in one piece. `conditions` are those under which all have a value. Of a function
    that is to be differentiated they are those under which it has a derivative, and a kink makes the piece `Empty`.

    `by` are the inputs by which is differentiated: where a comparison of them is equal, the function may jump. With
    `lazy` the side of a choice that is not taken need not exist.
    """

    def __init__(self, case: Mapping[str, Any], signs: Mapping[Any, int], smooth: bool) -> None:
        self.nodes, self.by, self.lazy = case["nodes"], set(case["by"]), case["lazy"]
        self.inputs = [sp.Symbol(f"x{i}", real=True) for i in range(case["inputs"])]
        self.fixed = fixed(case, self.inputs)
        self.signs, self.smooth = signs, smooth
        self.conditions: list[Fact] = []
        self.made: dict[int, Any] = {}

    def sign(self, of: Any) -> int:
        """The sign of an expression in this piece. Raises `Undecided` if it decides where the piece ends."""
        here = of.xreplace(self.fixed)
        if here.is_positive or here.is_negative or here.is_zero:
            return int(bool(here.is_positive)) - int(bool(here.is_negative))
        if here.is_number:
            raise Unknown("a number whose sign is not known")
        form, turned = canonical(here)
        if form not in self.signs:
            raise Undecided(form)
        return -self.signs[form] if turned else self.signs[form]

    def expression(self, place: int) -> Any:
        if place not in self.made:
            self.made[place] = self._made(*self.nodes[place])
        return self.made[place]

    def _made(self, what: str, constants: Sequence[float], inputs: Sequence[int]) -> Any:
        if what == "input":
            return self.inputs[int(constants[0])]
        if what == "number":
            return exact(constants[0])
        if what == "where":
            return self._chosen(*inputs) if not constants else self.expression(inputs[0 if constants[0] else 1])
        xs = [self.expression(i) for i in inputs]
        if what in COMPARED:
            return self._compared(what, xs, inputs)
        if what in ("power", "pow"):
            z, defined, smooth = meanings.power(xs[0], exact(constants[0]) if what == "power" else xs[1])
            self.conditions += smooth if self.smooth else defined
            return z
        if what == "atan2" and self.smooth:  # in a claim it would jump at its cut
            self.conditions.append((xs[0] ** 2 + xs[1] ** 2, NONZERO))
            return sp.atan2(*xs)
        defined_there = meanings.DEFINED.get(what)
        if self.smooth:
            defined_there = meanings.DIFFERENTIABLE.get(what, defined_there)
        self.conditions += defined_there(*xs) if defined_there else []
        if what in meanings.SMOOTH:
            return meanings.SMOOTH[what](*xs)
        if what in meanings.OF_A_LIST:
            return meanings.OF_A_LIST[what](*xs, j=int(constants[0]))
        z, has_kink = meanings.in_pieces(what, xs, [exact(c) for c in constants], self.sign)
        if has_kink and self.smooth:
            raise Empty
        return z

    def _compared(self, sign: str, xs: Sequence[Any], inputs: Sequence[int]) -> Any:
        decided = self.sign(xs[0] - xs[1])
        if decided == 0 and self.smooth and any(self._depends(i) for i in inputs):
            raise Empty
        return sp.Integer(COMPARED[sign](decided))

    def _depends(self, place: int) -> bool:
        what, constants, inputs = self.nodes[place]
        return int(constants[0]) in self.by if what == "input" else any(map(self._depends, inputs))

    def _chosen(self, yes: int, no: int, condition: int) -> Any:
        holds = self.sign(self.expression(condition)) != 0
        if not self.lazy:
            self.expression(no if holds else yes)
        return self.expression(yes if holds else no)


def fixed(case: Mapping[str, Any], inputs: Sequence[Any]) -> dict[Any, Any]:
    """What some inputs are: a number, or what is left of 1 by the others of a list."""
    found = {inputs[i]: exact(number) for i, number in case["numbers"]}
    for i, others in case["rests"]:
        found[inputs[i]] = 1 - sp.Add(*[inputs[j] for j in others])
    return found


def within(case: Mapping[str, Any], inputs: Sequence[Any]) -> list[Fact]:
    """That inputs lie between their bounds."""
    above = [inputs[i] - exact(low) for i, low, _ in case["bounds"] if low is not None]
    below = [exact(high) - inputs[i] for i, _, high in case["bounds"] if high is not None]
    return [(of, NONNEGATIVE) for of in above + below]


def is_proved(case: Mapping[str, Any]) -> bool:
    """Whether the claims of a case are the derivatives of its function wherever it has them, and it has some.

    `nodes` are terms as `terms.written` gives them, `inputs` counts the inputs, `function` is the place of the function
    and `claims` are pairs of an input and the place of the claim about it. `by` are the inputs by which is
    differentiated, `numbers` pairs of an input and the number that it is, `rests` pairs of an input and those that add
    up to 1 with it, `bounds` an input with the least and the largest number that it may be.
    """
    todo: list[dict[Any, int]] = [{}]
    holds = False
    for _ in range(MOST_PIECES):
        if not todo:
            return holds
        signs = todo.pop()
        try:
            holds = _holds(case, signs)
            if not holds:
                return False
        except Empty:
            continue
        except Unknown:
            return False
        except Undecided as cut:
            if len(signs) == DEEPEST:
                return False
            todo += [{**signs, cut.of: sign} for sign in (0, -1, 1)]
    return False


def _there(built: Built) -> list[Fact]:
    return [(of.xreplace(built.fixed), what) for of, what in built.conditions]


def _holds(case: Mapping[str, Any], signs: Mapping[Any, int]) -> bool:
    """Whether the claims are right in this piece. Raises `Undecided` if it has to be cut, `Empty` if it is none."""
    function, claims = Built(case, signs, True), Built(case, signs, False)
    z = function.expression(case["function"])
    solved = _on_the_border(signs)
    facts = _there(function) + within(case, function.inputs)
    region = Region(signs, [*facts, *[(of.xreplace(solved), what) for of, what in facts]])
    differences = [claims.expression(place) - sp.diff(z, function.inputs[i]) for i, place in case["claims"]]
    differences = [difference.xreplace(function.fixed).xreplace(region.assumed) for difference in differences]
    for of, what in _there(claims):
        if not region.holds(of, what) and not region.holds(of.xreplace(solved), what):
            return False
    for difference in differences:
        if not _is_zero(difference) and not _is_zero(difference.xreplace(solved)):
            _cut_at_moduli(difference, region, claims)
            return False
    return True


def _cut_at_moduli(difference: Any, region: Region, built: Built) -> None:
    """SymPy writes sqrt(x**2) as |x|: cut the piece where x is 0."""
    known = {y: x for x, y in region.assumed.items()}
    for modulus in sorted(difference.atoms(sp.Abs, sp.sign), key=str):
        built.sign(modulus.args[0].xreplace(known))


def _on_the_border(signs: Mapping[Any, int]) -> dict[Any, Any]:
    """On a border that is linear in a number: this number, calculated from the others."""
    found: dict[Any, Any] = {}
    for form in [form for form, sign in signs.items() if sign == 0]:
        of = sp.expand(form.xreplace(found))
        for x in sorted(of.free_symbols, key=str):
            slope = of.coeff(x) if of.is_polynomial(x) and sp.degree(of, x) == 1 else sp.Integer(0)
            if slope.is_Rational and slope:
                there = -of.coeff(x, 0) / slope
                found = {y: z.xreplace({x: there}) for y, z in found.items()} | {x: there}
                break
    return found


def _is_zero(of: Any) -> bool:
    """Whether SymPy simplifies the expression to 0 itself. What it cannot simplify may be 0 all the same."""
    for simpler in (
        lambda z: z,
        sp.expand,
        lambda z: sp.expand(sp.fraction(sp.together(z))[0]),
        lambda z: sp.expand(sp.fraction(sp.together(sp.expand(z.rewrite(sp.exp), power_exp=True)))[0]),
        sp.simplify,
        lambda z: sp.simplify(sp.fraction(sp.together(z.rewrite(sp.exp)))[0]),
        lambda z: sp.simplify(sp.expand_log(z.rewrite(sp.exp))),
    ):
        if simpler(of) == 0:
            return True
    return False
