"""The table of the named mistakes: the numbers that each gives, the rows in which it can be made, and where it becomes
a habit.

Marking, published results and claims all look for these; their sentences and advice stand in the catalogues.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from autograd.by_hand.mistakes import misconceptions as m
from autograd.by_hand.mistakes.misconceptions import At
from autograd.by_hand.sheet.work.rows import STATE


def rounded(shorter: Callable[[float], float], at: At) -> m.Numbers:
    """The row, worked out from numbers that were all cut to a few digits."""
    yield at.again(*map(shorter, at.xs))


def one_rounded(at: At) -> m.Numbers:
    """The row, worked out from few numbers, one of which was cut to a few digits."""
    if 1 < len(at.xs) <= 4:
        for shorter in SHORTER:
            yield from (at.again(*at.xs[:i], shorter(x), *at.xs[i + 1 :]) for i, x in enumerate(at.xs))


SHORTER: list[Callable[[float], float]] = [
    *(lambda x, n=n: float(f"{x:.{n}g}") for n in (1, 2, 3, 4)),
    *(partial(round, ndigits=n) for n in (1, 2, 3, 4)),
]
"""Ways to cut a number: to so many significant digits, or to so many decimals."""


class Mistake(NamedTuple):
    """`name` is the key of its sentence in the catalogues, `kinds` the kinds of row in which it can be made.

    `looks_ahead` says that it uses numbers that are worked out later; `of_the_output` that, made at the output, it
    changes the whole work; `once` that it never becomes a habit.
    """

    name: str
    kinds: tuple[str, ...]
    changed: Callable[[At], Iterable[float]]
    looks_ahead: bool = False
    of_the_output: bool = False
    once: bool = False

    @property
    def of_an_operation(self) -> bool:
        """Whether it can be made at one operation and not at others, as by a learner who knows sigmoid and not log."""
        chain_rule = {"local", "contribution"} & set(self.kinds)
        return bool(chain_rule) and not (self.looks_ahead or self.of_the_output or self.name == "rounded")

    @property
    def habits(self) -> list[set[str]]:
        """The kinds of row in which the habit makes it: in all passes, or in one of them."""
        if self.once:
            return []
        kinds = set(self.kinds)
        if self.name == "rounded":
            return [kinds, kinds - {"value"}]
        whole = kinds - ({"contribution"} if "local" in kinds else set())  # it is not made twice of one number
        whole -= {"updated"} if "gradient" in kinds else set()
        passes = [whole, *({kind} & kinds for kind in ("value", "after", "local", "updated"))]
        passes += [kinds & {"value", "after"}, kinds & {"contribution", "gradient"}]
        return [habit for i, habit in enumerate(passes) if habit and habit not in passes[:i]]


ANY = ("value", "after", "local", "contribution", "gradient", "updated", "moved", *STATE, "improvement")
# fmt: off
MISTAKES = (
    Mistake("overwrote",            ("gradient",),                                m.overwrote),
    Mistake("forgot a path",        ("gradient",),                                m.forgot_a_path),
    Mistake("swapped",              ("local", "contribution"),                    m.swapped),
    Mistake("turned round",         ("value", "after", "local", "contribution"),  m.turned_round),
    Mistake("lost the minus",       ("value", "after", "local", "contribution"),  m.lost_the_minus),
    Mistake("without upstream",     ("contribution",),                            m.without_upstream),
    Mistake("without local",        ("local", "contribution"),                    m.without_local),
    Mistake("at the output",        ("local",),                                   m.at_the_output),
    Mistake("at the input",         ("local",),                                   m.at_the_input),
    Mistake("dead relu",            ("value", "after", "local"),                  m.dead_relu),
    Mistake("y(y - 1)",             ("local",),                                   m.y_times_y_minus_1),
    Mistake("power rule",           ("local",),                                   m.power_rule),
    Mistake("factor of the loss",   ("value", "after", "local", "contribution"),  m.factor_of_the_loss,
            of_the_output=True),
    Mistake("stepped uphill",       ("updated",),                                 m.stepped_uphill),
    Mistake("rate forgotten",       ("updated",),                                 m.rate_forgotten),
    Mistake("only the step",        ("updated",),                                 m.only_the_step),
    Mistake("step for the gradient", ("gradient", "contribution"),                m.step_for_the_gradient),
    Mistake("updated too early",    ("local", "contribution"),                    m.updated_too_early,
            looks_ahead=True),
    Mistake("bias kept",            ("updated",),                                 m.bias_kept),
    Mistake("bias forgotten",       ("value", "after"),                           m.bias_forgotten),
    Mistake("degrees",              ("value", "after", "local"),                  m.in_degrees),
    Mistake("other base",           ("value", "after", "local"),                  m.other_base),
    Mistake("left over",            ("gradient", "contribution", "updated"),      m.left_over),
    Mistake("value for the gradient", ("gradient", "contribution", "local"),      m.value_for_the_gradient),
    Mistake("sign",                 ANY,                                          m.sign, once=True),
)
ROUNDED = (
    *(Mistake("rounded", ANY, partial(rounded, shorter)) for shorter in SHORTER),
    Mistake("rounded", ANY, one_rounded, once=True),
)
# fmt: on


def changed(mistake: Mistake, at: At, ways: int | None = None) -> list[float]:
    """The numbers that the mistake gives in a row, in so many ways at most, or in all ways.

    None where it cannot be made or leads out of a domain.
    """
    if at.row.kind not in mistake.kinds:
        return []
    try:
        numbers = [float(number) for number in itertools.islice(mistake.changed(at), ways)]
        return [number for number in numbers if number - number == 0.0]  # NaN unless finite
    except (ValueError, ArithmeticError):
        return []
