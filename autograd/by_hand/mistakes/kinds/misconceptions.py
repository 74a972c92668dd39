"""Misconceptions in a calculation by hand. Each is a small change of the rule that gives a number.

Each function yields the number of a row if the mistake is made in this row. `at.xs` are the numbers that the row is
worked out from. Most functions yield one number. A mistake that can be made in several ways, such as forgetting one of
several paths, yields several. A function yields nothing where the mistake cannot be made.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autograd.by_hand.sheet.roles import factor_beside
from autograd.by_hand.sheet.work import Row, Work
from autograd.by_hand.sheet.work.textbook import evaluated, in_the_result, one_factor
from autograd.calculus.ops import LN_2, LN_10, OPS
from autograd.calculus.row import MANY, Op
from autograd.graph.value import Value


class At(NamedTuple):
    """The place of a mistake: a row, the numbers `xs` that it is worked out from, and all numbers of the work. For a
    local gradient these are the value of the node and its inputs, or of a wide node the one factor that it needs."""

    work: Work
    row: Row
    xs: Sequence[float]
    numbers: Sequence[float]

    @property
    def op(self) -> Op:
        return self.row.op

    @property
    def of_a_gradient(self) -> bool:
        """Whether the row's number is the whole gradient of a node."""
        gradient = self.work.pass_of(self.row).gradient.get(self.row.to)
        return gradient is not None and self.work.rows[gradient] is self.row

    def local(self, slot: int) -> float:
        """The local gradient of the row's operation with respect to input number `slot`."""
        if factor := one_factor(self.row.node, slot):
            return factor.constant if factor.beside is None else self.value(factor.beside)
        z, *xs = self.inputs
        gradient: float = self.op.partials(z, *xs)[slot]
        return gradient

    def gradient(self, node: Value) -> float:
        """The gradient of a node in the pass of the row; 0 where the output does not depend on it."""
        gradient = self.work.pass_of(self.row).gradient
        return self.numbers[gradient[node]] if node in gradient else 0.0

    @property
    def factors(self) -> float:
        """The number by which a changed local gradient is multiplied: the upstream gradient in a contribution."""
        return self.xs[0] if self.row.kind == "contribution" else 1.0

    @property
    def inputs(self) -> list[float]:
        """The value of the row's node, and of its inputs."""
        return [self.value(x) for x in (self.row.node, *self.row.node.inputs)]

    def value(self, node: Value) -> float:
        """The value of a node in the pass of the row."""
        return self.numbers[self.work.pass_of(self.row).value[node]]

    def again(self, *xs: float) -> float:
        """The row by its own rule, from other numbers."""
        number: float = self.row.rule(*xs)
        return number


Numbers = Iterator[float]


def overwrote(at: At) -> Numbers:
    yield from reversed(at.xs)


def forgot_a_path(at: At) -> Numbers:
    for i in range(len(at.xs)):
        yield sum(at.xs[:i]) + sum(at.xs[i + 1 :])


def swapped(at: At) -> Numbers:
    other: int | None = None
    if at.op.name == "dot":
        other = factor_beside(at.row.node, at.row.slot)
    elif at.op.arity == 2 and at.op.name != "sub":  # a difference is turned round
        other = 1 - at.row.slot
    if other is not None:
        local = at.local(other)
        yield at.factors * local


def lost_the_minus(at: At) -> Numbers:
    if at.row.kind in ("value", "after"):
        yield from {"sub": [sum(at.xs)], "neg": [at.xs[0]]}.get(at.op.name, [])
    elif (
        at.op.name in ("neg", "cos", "acos")
        or (at.op.name in ("sub", "div") and at.row.slot == 1)
        or (at.op.name in ("softmax", "log_softmax") and at.row.slot != at.op.bound["j"])
    ):
        yield -at.again(*at.xs)


def turned_round(at: At) -> Numbers:
    """t - y for y - t, in the difference itself, or in the derivative of its square or of another function of it."""
    if at.op.name == "sub":
        yield -at.again(*at.xs)
    elif at.row.kind == "local" and at.op.arity < MANY:
        _, *xs = at.xs
        turned = [-x if of.op is OPS["sub"] else x for x, of in zip(xs, at.row.node.inputs, strict=True)]
        if turned != xs:
            yield at.again(at.op.value(*turned), *turned)


def sign(at: At) -> Numbers:
    yield -at.again(*at.xs)


def without_upstream(at: At) -> Numbers:
    yield at.xs[1]


def without_local(at: At) -> Numbers:
    yield 1.0 if at.row.kind == "local" else at.xs[0]


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
        yield evaluated(formula, {"z": at.xs[1], "x": math.nan})  # who needs x too has not mistaken it for z


def dead_relu(at: At) -> Numbers:
    if at.op.name == "relu":
        x = at.xs[-1]
        if x <= 0.0:
            yield 1.0 if at.row.kind == "local" else x


def y_times_y_minus_1(at: At) -> Numbers:
    if at.op.name in ("sigmoid", "tanh") or (at.op.name == "softmax" and at.op.bound["j"] == at.row.slot):
        yield -at.again(*at.xs)


def factor_of_the_loss(at: At) -> Numbers:
    """The factor of a mean, a square or a half is lost, or is put where there is none."""
    if at.row.node not in at.work.loss:
        return
    right = at.again(*at.xs)
    for factor in at.work.factors:
        yield right * factor
        yield right / factor


def power_rule(at: At) -> Numbers:
    """x² for 3x², or 3x³; and x exp(x - 1) for exp(x)."""
    if at.op.name == "power":
        _, x = at.xs
        n = at.op.bound["n"]
        yield n * at.op.value(x)
        yield at.again(*at.xs) / n
    elif at.op.name == "exp":
        _, x = at.xs
        yield x * at.op.value(x - 1.0)


def step_for_the_gradient(at: At) -> Numbers:
    if at.of_a_gradient and at.row.to.op is None:
        number, gradient = at.value(at.row.to), at.again(*at.xs)
        yield number - gradient
        if at.work.rate is not None:
            yield number - at.work.rate * gradient


def updated_too_early(at: At) -> Numbers:
    """The local gradient with respect to a hidden unit, with the weight after its update."""
    if at.row.to.op is None:
        return
    done = at.work.pass_of(at.row)
    updated = done.updated
    inputs = at.row.node.inputs
    if factor := one_factor(at.row.node, at.row.slot):
        if factor.beside in updated:
            yield at.factors * at.numbers[updated[factor.beside]]
    elif any(x in updated for x in inputs):
        xs = [at.numbers[updated.get(x, done.value[x])] for x in inputs]
        yield at.factors * at.op.partials(at.value(at.row.node), *xs)[at.row.slot]


def bias_forgotten(at: At) -> Numbers:
    """A bias is left out of a sum."""
    if at.op.name in ("add", "sub", "total", "dot"):
        xs = [0.0 if x in at.work.biases else number for x, number in zip(at.row.node.inputs, at.xs, strict=True)]
        if xs != list(at.xs):
            yield at.again(*xs)


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
    """The gradients of a second pass, added to the gradients of the first."""
    if at.row.kind == "updated":
        if at.row.rate != 0.5:  # where the learning rate was forgotten
            yield at.xs[0] - 2.0 * at.row.rate * at.xs[1]
    elif at.of_a_gradient and at.row.to.op is None:
        yield 2.0 * at.again(*at.xs)


def value_for_the_gradient(at: At) -> Numbers:
    yield at.value(at.row.node if at.row.kind == "local" else at.row.to)
