"""Named mistakes of hand calculation, each a small change of the rule that gives a number.

A mistake says what a row would be if it were made there: `at.xs` are the numbers that the row is worked out from.
Most say one number; one that can be made in several ways, such as forgetting one of several paths, says several.
Where a mistake cannot be made, it says nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from autograd.by_hand.textbook import evaluated, in_the_result
from autograd.by_hand.work import RULES, Row, Work
from autograd.ops import LN_2, LN_10
from autograd.row import Op


class At(NamedTuple):
    """Where a mistake may be made: a row, the numbers `xs` it is worked out from, and all numbers of the work."""

    work: Work
    row: Row
    xs: Sequence[float]
    numbers: Sequence[float]

    @property
    def op(self) -> Op:
        op = self.row.node.op
        assert op is not None
        return op

    @property
    def of_a_gradient(self) -> bool:
        """Whether the row's number is the whole gradient of a node."""
        gradient = self.work.gradient.get(self.row.to)
        return gradient is not None and self.work.rows[gradient] is self.row

    def local(self, slot: int) -> float:
        """The local gradient of the row's edge, but with respect to input number `slot`."""
        z, *xs = self.xs if self.row.kind == "local" else self.inputs
        gradient: float = self.op.partials(z, *xs)[slot]
        return gradient

    @property
    def inputs(self) -> list[float]:
        """The value of the row's node, and of its inputs."""
        return [self.numbers[self.work.value[x]] for x in (self.row.node, *self.row.node.inputs)]

    def again(self, *xs: float) -> float:
        """The row by its own rule from other numbers."""
        number: float = RULES[self.row.kind](self.row, *xs)
        return number


Numbers = Iterator[float]


def overwrote(at: At) -> Numbers:
    yield from reversed(at.xs)


def forgot_a_path(at: At) -> Numbers:
    for i in range(len(at.xs)):
        yield sum(at.xs[:i]) + sum(at.xs[i + 1 :])


def swapped(at: At) -> Numbers:
    n, slot = len(at.row.node.inputs), at.row.slot
    if at.op.name == "dot" and slot < n - n % 2:
        other = (slot + n // 2) % (n - n % 2)
    elif at.op.arity == 2:
        other = 1 - slot
    else:
        return
    local = at.local(other)
    yield local if at.row.kind == "local" else at.xs[0] * local


def lost_the_minus(at: At) -> Numbers:
    if at.row.kind == "improvement":
        yield at.xs[1] - at.xs[0]
    elif at.row.kind in ("value", "after"):
        yield from {"sub": [sum(at.xs)], "neg": [at.xs[0]]}.get(at.op.name, [])
    elif (
        at.op.name in ("neg", "cos", "acos")
        or (at.op.name in ("sub", "div") and at.row.slot == 1)
        or (at.op.name in ("softmax", "log_softmax") and at.row.slot != at.op.bound["j"])
    ):
        yield -at.again(*at.xs)


def without_upstream(at: At) -> Numbers:
    yield at.xs[1]


def without_local(at: At) -> Numbers:
    yield at.xs[0]


def at_the_output(at: At) -> Numbers:
    if at.op.arity == 1 and at.op.symbol != "-":
        z = at.xs[0]
        try:
            of_z = at.op.value(z)
        except (ValueError, ArithmeticError):
            of_z = math.nan  # which a derivative that is written in x alone, such as 1/x, does not need
        yield at.op.partials(of_z, z)[0]


def at_the_input(at: At) -> Numbers:
    formula = in_the_result(at.op)
    if formula is not None:
        yield evaluated(formula, {"z": at.xs[1], "x": at.xs[1]})


def dead_relu(at: At) -> Numbers:
    if at.op.name == "relu":
        x = at.xs[-1]
        if x <= 0.0:
            yield 1.0 if at.row.kind == "local" else x


def y_times_y_minus_1(at: At) -> Numbers:
    if at.op.name in ("sigmoid", "tanh") or (at.op.name == "softmax" and at.op.bound["j"] == at.row.slot):
        yield -at.again(*at.xs)


def factor_of_the_loss(at: At) -> Numbers:
    """The factor of a mean, a square or a half is lost, or one is put where there is none."""
    if at.row.node not in at.work.loss:
        return
    right = at.again(*at.xs)
    for factor in at.work.factors:
        yield right * factor
        yield right / factor


def stepped_uphill(at: At) -> Numbers:
    yield at.xs[0] + at.row.rate * at.xs[1]


def step_for_the_gradient(at: At) -> Numbers:
    if at.of_a_gradient and at.row.to.op is None:
        number, gradient = at.numbers[at.work.value[at.row.to]], at.again(*at.xs)
        yield number - gradient
        if at.work.rate is not None:
            yield number - at.work.rate * gradient


def updated_too_early(at: At) -> Numbers:
    """The local gradient with respect to a hidden unit, with the weight that has made its step already."""
    if at.row.to.op is None:
        return
    updated = at.work.updated
    inputs = at.row.node.inputs
    if any(x in updated for x in inputs):
        xs = [at.numbers[updated.get(x, at.work.value[x])] for x in inputs]
        local = at.op.partials(at.numbers[at.work.value[at.row.node]], *xs)[at.row.slot]
        yield local if at.row.kind == "local" else at.xs[0] * local


def bias_kept(at: At) -> Numbers:
    if at.row.node in at.work.biases:
        yield at.xs[0]


def in_degrees(at: At) -> Numbers:
    name = at.op.name
    if name in ("sin", "cos", "tan"):
        x = math.radians(at.xs[-1])
        yield at.again(x) if at.row.kind != "local" else at.again(at.op.value(x), x)
    elif name in ("asin", "acos", "atan", "atan2") and at.row.kind != "local":
        yield math.degrees(at.again(*at.xs))


def other_base(at: At) -> Numbers:
    bases = {"log": 1.0, "log_softmax": 1.0, "log10": float(LN_10), "log2": float(LN_2)}
    if at.op.name in bases:
        right = at.again(*at.xs)
        yield from (right * bases[at.op.name] / base for base in bases.values() if base != bases[at.op.name])


def left_over(at: At) -> Numbers:
    """A second pass whose gradients were added to those of the first."""
    if at.row.kind == "updated":
        yield at.xs[0] - 2.0 * at.row.rate * at.xs[1]
    elif at.of_a_gradient and at.row.to.op is None:
        yield 2.0 * at.again(*at.xs)


def value_for_the_gradient(at: At) -> Numbers:
    yield at.numbers[at.work.value[at.row.node if at.row.kind == "local" else at.row.to]]


def rounded(at: At) -> Numbers:
    """The numbers it is worked out from, all of them or one, cut to a few digits before."""
    for shorter in SHORTER:
        yield at.again(*map(shorter, at.xs))
    if 1 < len(at.xs) <= 4:
        for shorter in SHORTER:
            yield from (at.again(*at.xs[:i], shorter(x), *at.xs[i + 1 :]) for i, x in enumerate(at.xs))


SHORTER: list[Callable[[float], float]] = [
    *(lambda x, n=n: float(f"{x:.{n}g}") for n in (1, 2, 3)),
    *(partial(round, ndigits=n) for n in (1, 2, 3)),
]


class Mistake(NamedTuple):
    """`name` is the key of its sentence in the catalogues, `kinds` the rows at which it can be made.

    `looks_ahead` if it takes numbers that are worked out later; `of_the_output` if, made at the output, it is made in
    all the work.
    """

    name: str
    kinds: tuple[str, ...]
    changed: Callable[[At], Iterable[float]]
    looks_ahead: bool = False
    of_the_output: bool = False

    @property
    def of_an_operation(self) -> bool:
        """Whether one may make it at an operation and not at others, as who knows sigmoid and not log."""
        return "local" in self.kinds and not (self.looks_ahead or self.of_the_output or self.name == "rounded")

    @property
    def habits(self) -> list[set[str]]:
        """The kinds of row at which one makes it who makes it everywhere: in all passes, or in one of them."""
        kinds = set(self.kinds)
        if self.name == "rounded":
            return [kinds, kinds - {"value"}]
        whole = kinds - ({"contribution"} if "local" in kinds else set())  # it is not made twice of one number
        whole -= {"updated"} if "gradient" in kinds else set()
        passes = [whole, *({kind} & kinds for kind in ("after", "local", "updated"))]
        passes += [kinds & {"value", "after"}, kinds & {"contribution", "gradient"}]
        return [habit for i, habit in enumerate(passes) if habit and habit not in passes[:i]]


# fmt: off
MISCONCEPTIONS = (
    Mistake("overwrote",            ("gradient",),                         overwrote),
    Mistake("forgot a path",        ("gradient",),                         forgot_a_path),
    Mistake("swapped",              ("local", "contribution"),             swapped),
    Mistake("lost the minus",       ("value", "after", "local", "contribution", "improvement"), lost_the_minus),
    Mistake("without upstream",     ("contribution",),                     without_upstream),
    Mistake("without local",        ("contribution",),                     without_local),
    Mistake("at the output",        ("local",),                            at_the_output),
    Mistake("at the input",         ("local",),                            at_the_input),
    Mistake("dead relu",            ("value", "after", "local"),           dead_relu),
    Mistake("y(y - 1)",             ("local",),                            y_times_y_minus_1),
    Mistake("factor of the loss",   ("value", "after", "local", "contribution"), factor_of_the_loss,
            of_the_output=True),
    Mistake("stepped uphill",       ("updated",),                          stepped_uphill),
    Mistake("step for the gradient", ("gradient", "contribution"),         step_for_the_gradient),
    Mistake("updated too early",    ("local", "contribution"),             updated_too_early, looks_ahead=True),
    Mistake("bias kept",            ("updated",),                          bias_kept),
    Mistake("degrees",              ("value", "after", "local"),           in_degrees),
    Mistake("other base",           ("value", "after", "local"),           other_base),
    Mistake("left over",            ("gradient", "contribution", "updated"), left_over),
    Mistake("value for the gradient", ("gradient", "contribution", "local"), value_for_the_gradient),
    Mistake("rounded",              ("value", "after", "local", "contribution", "gradient", "updated", "improvement"),
            rounded),
)
# fmt: on

BY_KIND = {kind: [m for m in MISCONCEPTIONS if kind in m.kinds] for kind in RULES}


def changed(mistake: Mistake, at: At, ways: int | None = None) -> list[float]:
    """The numbers that the mistake makes of a row, in so many ways at most, or in all.

    None where it cannot be made, or leads out of a domain.
    """
    if at.row.kind not in mistake.kinds:
        return []
    try:
        return [float(number) for number in itertools.islice(mistake.changed(at), ways)]
    except (ValueError, ArithmeticError):
        return []
