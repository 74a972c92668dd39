"""The table of the mistakes that have a name: what each makes of a row, at which rows, and who makes it where else.

Marking, published results and claims all look for these; their sentences and advice stand in the catalogues.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from autograd.by_hand.mistakes import misconceptions as m
from autograd.by_hand.mistakes.misconceptions import At


def rounded(shorter: Callable[[float], float], at: At) -> m.Numbers:
    """The numbers it is worked out from, cut to a few digits before."""
    yield at.again(*map(shorter, at.xs))


def one_rounded(at: At) -> m.Numbers:
    """One of the few numbers it is worked out from, cut to a few digits before."""
    if 1 < len(at.xs) <= 4:
        for shorter in SHORTER:
            yield from (at.again(*at.xs[:i], shorter(x), *at.xs[i + 1 :]) for i, x in enumerate(at.xs))


SHORTER: list[Callable[[float], float]] = [
    *(lambda x, n=n: float(f"{x:.{n}g}") for n in (1, 2, 3, 4)),
    *(partial(round, ndigits=n) for n in (1, 2, 3, 4)),
]
"""Numbers cut to so many significant digits, or decimals."""


class Mistake(NamedTuple):
    """`name` is the key of its sentence in the catalogues, `kinds` the rows at which it can be made.

    `looks_ahead` if it takes numbers that are worked out later; `of_the_output` if, made at the output, it is made in
    all the work; `once` if nobody has the habit of it.
    """

    name: str
    kinds: tuple[str, ...]
    changed: Callable[[At], Iterable[float]]
    looks_ahead: bool = False
    of_the_output: bool = False
    once: bool = False

    @property
    def of_an_operation(self) -> bool:
        """Whether one may make it at an operation and not at others, as who knows sigmoid and not log."""
        chain_rule = {"local", "contribution"} & set(self.kinds)
        return bool(chain_rule) and not (self.looks_ahead or self.of_the_output or self.name == "rounded")

    @property
    def habits(self) -> list[set[str]]:
        """The kinds of row at which one makes it who makes it everywhere: in all passes, or in one of them."""
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


ANY = ("value", "after", "local", "contribution", "gradient", "updated", "improvement")
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
    """The numbers that the mistake makes of a row, in so many ways at most, or in all.

    None where it cannot be made, or leads out of a domain.
    """
    if at.row.kind not in mistake.kinds:
        return []
    try:
        numbers = [float(number) for number in itertools.islice(mistake.changed(at), ways)]
        return [number for number in numbers if number - number == 0.0]  # NaN unless finite
    except (ValueError, ArithmeticError):
        return []
