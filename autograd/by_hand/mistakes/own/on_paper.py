"""Rows that nobody asks for, as they are worked out on paper: each step of them is rounded.

A learner who rounds every number to the digits of the answers rounds these too, and nobody sees it. The row that
follows from them has another number then than from exact steps, and both are right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from autograd.by_hand.answers.answer import Answer, agrees, unit_asked
from autograd.by_hand.answers.pen import MOST_DIGITS
from autograd.by_hand.sheet.work import Row, Work
from autograd.by_hand.sheet.work.textbook import evaluated, in_the_result
from autograd.calculus.row import Op
from autograd.notation.symbols import Symbol

NOISE = 6
"""A number lies halfway between two others if so many decimals of a unit say so: later ones are the noise of floats."""
FEW, SLIGHT = 10.0, 0.01
"""So many units of the last digit, and so much of the number itself, exact and rounded steps may lead apart for numbers
between them to be right as well. Where steps cancel they may lie anywhere, and among them what a mistake gives."""
BEYOND = 0.5
"""How far an answer may lie beyond the numbers from exact and from rounded steps, in relation to their distance: some
of the steps alone may have been rounded, or steps of another form."""

FORMS = "rule", "textbook", "inside"
"""A row is worked out by its own rule, as a textbook writes it, or so and with the steps inside of it rounded too, such
as the products of a dot."""

Rounds = Callable[[float], float]


class Rounding(NamedTuple):
    """How steps are rounded: to so many significant `digits`, or if that is 0 to so many `decimals`; whether a number
    halfway between two others becomes the larger one (`up`) or the even one; and which of the `FORMS` a row has."""

    digits: int
    decimals: int = 0
    up: bool = True
    form: str = "inside"

    def of(self, number: float) -> float:
        """The number, rounded.

        >>> Rounding(3).of(0.1925), Rounding(3, up=False).of(0.1925), Rounding(0, decimals=2).of(-0.1925)
        (0.193, 0.192, -0.19)
        """
        if not number:
            return number
        places = self.digits - 1 - math.floor(math.log10(abs(number))) if self.digits else self.decimals
        units = round(abs(number) * 10.0**places, NOISE)
        return math.copysign((math.floor(units + 0.5) if self.up else round(units)) / 10.0**places, number)


def roundings(answer: Answer) -> Iterator[Rounding]:
    """How a learner who gives this answer may have rounded the steps before it: to the digits of the answer, but to as
    many as are asked for at least, since zeros at the end are left out; or to one digit more."""
    unit, asked = 2.0 * answer.half_unit, answer.reading
    if answer.number is None or not unit:  # a fraction was not rounded
        return
    least = asked.digits if asked.decimals is None else asked.decimals
    many = max(least, _written(answer, unit) if unit < math.inf else least)
    for some in range(many, min(many + 2, MOST_DIGITS)):
        digits, decimals = (some, 0) if asked.decimals is None else (0, some)
        for up, form in product((True, False), FORMS):
            yield Rounding(digits, decimals, up, form)


def _written(answer: Answer, unit: float) -> int:
    """How many digits the answer has, or decimals if these are asked for."""
    last = round(math.log10(unit))
    if answer.reading.decimals is not None or not answer.number:
        return -last
    return math.floor(math.log10(abs(answer.number))) - last + 1


Steps = Callable[[Op, Sequence[float], Rounds], float]


def _share(xs: Sequence[float], j: int, f: Rounds) -> float:
    powers = [f(math.exp(x)) for x in xs]
    return f(powers[j] / f(sum(powers)))


def _dot(xs: Sequence[float], f: Rounds) -> float:
    n = len(xs) // 2
    return f(sum([f(w * x) for w, x in zip(xs[:n], xs[n : 2 * n], strict=True)]) + sum(xs[2 * n :]))


STEPS: dict[str, Steps] = {
    "dot": lambda op, xs, f: _dot(xs, f),
    "mean": lambda op, xs, f: f(f(sum(xs)) / len(xs)),
    "sigmoid": lambda op, xs, f: f(1.0 / f(1.0 + f(math.exp(-xs[0])))),
    "softmax": lambda op, xs, f: _share(xs, int(op.bound["j"]), f),
    "log_softmax": lambda op, xs, f: f(math.log(_share(xs, int(op.bound["j"]), f))),
    "logsumexp": lambda op, xs, f: f(math.log(f(sum([f(math.exp(x)) for x in xs])))),
}  # fmt: skip
"""The operations that are worked out in several steps on paper."""


def in_steps(work: Work, row: Row, numbers: Sequence[float], f: Rounds) -> float:
    """The row worked out from `numbers`, each step inside of it rounded by `f`. Raises as `Row.number` does."""
    xs = [numbers[j] for j in row.takes]
    if row.kind in ("value", "after") and row.op.name in STEPS:
        return STEPS[row.op.name](row.op, xs, f)
    if row.line is not None:
        formula = Symbol.lift(row.rule(*[Symbol(str(k)) for k in range(len(xs))]))
        return float(evaluated(formula, {str(k): x for k, x in enumerate(xs)}, f))
    if row.kind == "local" and len(xs) > 1:
        if slope := in_the_result(row.op):
            return float(evaluated(slope, dict(zip("zx", xs, strict=True)), f))
        if row.op.name in ("softmax", "log_softmax"):
            same, (z, *inputs) = float(row.op.bound["j"] == row.slot), xs
            beside = work.shares.get((row.node.inputs, row.slot))
            share = _share(inputs, row.slot, f) if beside is None else numbers[work.pass_of(row).value[beside]]
            return z * f(same - share) if row.op.name == "softmax" else same - share
    return row.number(numbers)


class OnPaper:
    """One learner's numbers, and in rows that show none the numbers that follow in rounded steps.

    `numbers` are those of the learner, as far as they are there. At a kink a row has its number of `truth`. `told` are
    the rows whose numbers stand on the sheet.
    """

    def __init__(
        self, work: Work, numbers: Sequence[float], truth: Sequence[float], kinks: Collection[int],
        answers: Mapping[int, Answer], told: Collection[int],
    ) -> None:  # fmt: skip
        self.work, self.numbers, self.truth, self.kinks = work, numbers, truth, kinks
        self.shown = {*told, *(i for i, answer in answers.items() if answer.number is not None)}
        self.hides = list[bool]()  # whether a row is worked out in steps that are not asked for
        for row in work.rows:
            self.hides.append(any(j not in self.shown and (j not in answers or self.hides[j]) for j in row.takes))
        self.rounded: dict[Rounding, list[float]] = {}

    def near(self, i: int, answer: Answer, exact: Sequence[float], slack: float) -> list[float]:
        """The number that follows in row number i and agrees with the answer: from rounded steps; or between this and
        the one from `exact`, where they are hardly apart, since a learner may round some of the steps.
        None if the row hides no step, or nothing agrees."""
        if answer.number is None or not self.hides[i]:
            return []
        ways = list(filter(math.isfinite, (self._of(i, how) for how in roundings(answer))))
        for number in ways:
            if agrees(answer, number, slack):
                return [number]
        if not exact or not ways:
            return []
        unit = min(unit_asked(exact[0], answer.reading), 2.0 * answer.half_unit)
        room = min(FEW * unit, SLIGHT * abs(exact[0]))
        found = [*exact, *(number for number in ways if abs(number - exact[0]) <= room)]
        least, most = min(found), max(found)
        beyond = BEYOND * (most - least)
        nearest = min(max(answer.number, least - beyond), most + beyond)
        return [nearest] if agrees(answer, nearest, slack) else []

    def _of(self, i: int, how: Rounding) -> float:
        """Row number i, worked out in steps of which all but the last are rounded in this way; NaN if it has no
        value."""
        before = self.rounded.setdefault(how, [])
        for j in range(len(before), i):
            if j in self.shown:
                before.append(self.numbers[j])
            else:
                before.append(self.truth[j] if j in self.kinks else self._step(j, before, how, how.of))
        return self._step(i, before, how, float)

    def _step(self, i: int, before: Sequence[float], how: Rounding, last: Rounds) -> float:
        row = self.work.rows[i]
        try:
            if how.form == "rule":
                return last(row.number(before))
            return last(in_steps(self.work, row, before, how.of if how.form == "inside" else float))
        except (ValueError, ArithmeticError):
            return math.nan
