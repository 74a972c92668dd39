"""A derivative worked out by hand and typed as a formula: true, or refuted by the smallest clean counterexample.

The truth comes from the engine. The counterexample and the reasons come from the search of `autograd.testing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

from autograd.by_hand.claims.drawn import has_hypothesis
from autograd.by_hand.claims.formulas import Function
from autograd.by_hand.claims.posed import TOLERANCE, Posed
from autograd.by_hand.claims.sure import Sizes, drawn_for_a_solver, right
from autograd.by_hand.claims.tried import Tried, cleaner
from autograd.by_hand.claims.wrong.refuted import why_wrong
from autograd.calculus.row import Op
from autograd.graph.expression.definitions import normal
from autograd.graph.value import Value
from autograd.language import say, speaking
from autograd.language.errors import ExpressionError, cut
from autograd.language.text import number
from autograd.testing.certainty.further import PROVED, TRIED, Further, limit
from autograd.testing.gradients.arguments import at, mapped
from autograd.testing.gradients.failures import comparison, confirmed, explained, true_gradient

LEAST_POINTS, MORE = 20, 4
"""If fewer than the first number of points count, the second number of times as many are tried."""


@dataclass(frozen=True)
class Claim:
    """The verdict on a claimed derivative: true if it is right. `str()` is the whole report.

    If the claim is wrong, `counterexample` gives each input a number, a list or a list of rows. There the formula gives
    `claimed`, and the gradient is `true`. `reasons` are sentences. `codes` are out of "sign", "factor", "1/n" (any
    factor that depends on sizes), "transposed", "missing term", "missing factor" and "no value", or names of mistakes
    of hand calculation, such as "swapped" and "degrees". If the claim is right, they are None or empty.

    `points` counts the tried points at which the function has a gradient. `ranges` has the smallest and the largest
    number of each input. `strength` says how far a right claim can be trusted: "proved" where SymPy proves it as a
    formula of real numbers, "searched" where CrossHair found nothing, and else "tried". It is "" for a wrong one.
    """

    function: str
    formula: str
    wrt: str
    counterexample: dict[str, Any] | None
    claimed: Any
    true: Any
    reasons: tuple[str, ...]
    codes: tuple[str, ...]
    points: int
    ranges: dict[str, tuple[float, float]]
    report: str = field(repr=False)
    strength: str = TRIED

    def __bool__(self) -> bool:
        return self.counterexample is None

    def __str__(self) -> str:
        return self.report

    def _repr_html_(self) -> str:
        """The report: its sentences as paragraphs, and what is aligned in columns as it stands."""
        blocks = [(escape(block), "pre" if "\n" in block else "p") for block in self.report.split("\n\n")]
        return f"<b>{'✓' if self else '✗'}</b>" + "".join(f"<{kind}>{block}</{kind}>" for block, kind in blocks)


def check_claim(
    function: str,
    claim: str,
    wrt: str,
    *,
    shapes: Mapping[str, Any] | None = None,
    onehot: Iterable[str] = (),
    shares: Iterable[str] = (),
    operations: Iterable[Op] = (),
    seconds: float | None = None,
    lang: str | None = None,
) -> Claim:
    """Whether the formula `claim` is the derivative of `function` with respect to its input `wrt`.

    The function is an expression, or several definitions separated by `;`. The last one is the output, a scalar. All
    names that are not defined are inputs; the claim may use inputs and defined names. An output without a name is `y`,
    or `z` if y is an input. Both are written as `parse` reads them. `e` and `pi` are constants, unless the name is
    `wrt`, declared or defined. The claim has the shape of the input; a scalar stands for each of its numbers. `wrt` may
    also be one number of an input, `x[0]` or `W[0, 1]`.

    `shapes` declares vectors, `{"x": "n"}`, and matrices, `{"W": "n,m"}`. Letters are sizes, tried from 1 to 4, or to 3
    if there are several letters. In formulas they are numbers. A vector in `onehot` has one 1 and otherwise 0s; the
    numbers of a vector in `shares` add up to 1. `operations` are functions of your own, made by `autograd.operation`.
    `lang` is the language of the report, "en" or "ja".

    A claim is right if it agrees with the gradient at every tried point of the function's domain. Points at a kink and
    points where floats overflow do not count, and digits that cancel are no error.

    Hypothesis proposes the points, and makes a counterexample smaller. Where it is missing, as in a browser's Python,
    the points are a list of our own, the same in every run, and the report says so. Points at the borders of the
    formulas' pieces, such as x = 5 in `x < 5`, beside and between them are tried too.

    Where SymPy is installed, a proof is tried in a process of its own: that both formulas are the same wherever the
    function has a gradient by all its inputs, away from kinks, and that the claim has a value there. A proof is about
    real numbers, which do not round; 0.1 is then 1/10. Sizes that are letters are proved one by one, and so only the
    smallest. Where there is no proof and hypothesis-crosshair is installed, a solver looks for points along each path.
    Each of the two ends after so many `seconds`, 4 if none are given; 0 leaves them out.

    Raises `ExpressionError`, a ValueError, with a sentence that points at the character at fault. Raises `TypeError` if
    a formula is no text, `ValueError` for seconds that are no time.

    >>> claim = check_claim("sigmoid(x)", "y*(y-1)", wrt="x")
    >>> bool(claim), claim.counterexample, claim.claimed, claim.true, claim.reasons
    (False, {'x': 0.0}, -0.25, 0.25, ('the sign is flipped: claimed = -true',))
    >>> bool(check_claim("sigmoid(x)", "y*(1-y)", wrt="x"))
    True
    >>> layer = {"x": "n", "W": "n,m", "g": "m"}
    >>> check_claim("sum(g * (x @ W))", "outer(g, x)", wrt="W", shapes=layer).codes
    ('transposed',)
    """
    for text, what in (function, "function"), (claim, "claim"), (wrt, "wrt"):
        if not isinstance(text, str):
            raise TypeError(say("claim is no text", what=what, kind=type(text).__name__))
    with speaking(lang):
        read = Function(function, shapes, operations, normal(wrt))
        return _Check(read, claim, normal(wrt), onehot, shares).verdict(limit(seconds))


class _Check(Posed):
    """A claim, and what is found out about it."""

    def verdict(self, seconds: float) -> Claim:
        sizes = Sizes(self.function, self.gradients, self.one_hot, self.shares, seconds)
        runs = [self.claimed, lambda *numbers: self.function(*[mapped(lambda x, _: Value(x), x) for x in numbers])]
        drawn = partial(drawn_for_a_solver, self.function)
        with Further(sizes.cases, runs if self.is_free else [], drawn, seconds) as further:
            self.search.more.append(further.nearby)
            return self.found(sizes, further)

    def found(self, sizes: Sizes, further: Further) -> Claim:
        """The verdict, with what a proof and a solver have to say."""
        shown = self.search.counterexample()
        if shown is None and len(self.search.points) < LEAST_POINTS:  # a small domain
            self.search.examples *= MORE
            self.search.room *= MORE
            shown = self.search.counterexample()
        if shown is not None:
            shown = cleaner(self.search, shown, self.free)
        tried = [*self.search.points, *([] if shown is None else [shown])]
        points = {repr(point.arguments): point for point in tried}
        if not points:
            raise ExpressionError(say("defined nowhere", tried=self.search.tried, why=cut(self.search.refused, 200)))
        ranges: dict[str, tuple[float, float]] = {}
        for point in points.values():
            for name, leaves in zip(point.names, point.leaves, strict=True):
                numbers = [leaf.data for leaf in leaves.values()]
                low, high = ranges.get(name, (numbers[0], numbers[0]))
                ranges[name] = min(low, *numbers), max(high, *numbers)
        heading = say("the claim", y=self.function.output, x=self.wrt, claim=cut(self.formula.strip(), 200))
        heading += "\n" + say("of the function", function=cut(self.function.text.strip(), 400))
        if shown is None:
            said = [right(len(points), ranges, self.function), *sizes.said(further), *_what_is_less(len(points))]
            strength = TRIED if further.strength == PROVED and sizes.letters else further.strength
            return Claim(
                self.function.text, self.formula, self.wrt, None, None, None, (), (), len(points), ranges,
                "\n\n".join([heading, *said]), strength,
            )  # fmt: skip
        reasons, codes = why_wrong(self.function, shown, list(points.values()), TOLERANCE, self.search.point)
        agreed = not shown.no_value and confirmed(self.called(), shown, shown.wrong(TOLERANCE)[:4])
        because = reasons if shown.no_value else explained(reasons)
        because += [say("differences confirm", name=self.function.output)] if agreed else []
        report = [
            heading, say("refuted" if has_hypothesis() else "refuted at a point"), self.picture(shown),
            comparison(shown, shown.wrong(TOLERANCE)), "\n".join(because), *_what_is_less(len(points)),
        ]  # fmt: skip
        argument = self.function.inputs.index(self.name)
        return Claim(
            self.function.text, self.formula, self.wrt, dict(zip(shown.names, shown.arguments, strict=True)),
            at(shown.claims[argument], self.path), at(true_gradient(shown, argument), self.path), tuple(reasons), codes,
            len(points), ranges, "\n\n".join(report), "",
        )  # fmt: skip

    def picture(self, shown: Tried) -> str:
        """The counterexample, with the values of the defined names there."""
        lines = [f"{name} = {_shown(x)}" for name, x in zip(shown.names, shown.arguments, strict=True)]
        known = self.calculated(*[mapped(lambda x, path: Value(x), x) for x in shown.arguments])
        there = [f"{name} = {_shown(mapped(_number, known[name].items))}" for name in self.function.defined]
        return "\n".join(f"    {line}" for line in [*lines, say("there", names=", ".join(there))])


def _what_is_less(count: int) -> list[str]:
    return [] if has_hypothesis() else [say("without hypothesis", n=count)]


def _number(x: Any, path: tuple[int, ...]) -> float:
    return float(x)


def _shown(x: Any) -> str:
    """A number, a vector or a matrix, rounded for reading."""
    if isinstance(x, list):
        return cut(f"[{', '.join(map(_shown, x))}]", 200)
    return number(x)
