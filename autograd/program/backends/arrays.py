"""A program in NumPy: each group is a few calls on arrays that are made once for a number of lanes.

Rows of the table are read in arrays: `value` forwards, `partials` backwards. So a new row needs nothing here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograd.calculus.row import Op, everywhere
from autograd.program.backends.choices import choices
from autograd.program.backends.memory import Array, Back, Memory
from autograd.program.backends.sums import sums
from autograd.program.groups import Group, Plan


class Arrays:
    """A program for so many lanes.

    `memory` has its numbers and gradients. After a run that was refused, some of them are not finite.
    """

    def __init__(self, plan: Plan, lanes: int) -> None:
        self.plan, self.lanes = plan, lanes
        self.memory = memory = Memory(plan, lanes)
        self.backs: list[tuple[Back, Array]] = []
        for group in plan.groups:
            forward, back = made(memory, group, memory.read(group.out))
            memory.steps.append(forward)
            if group.out.needs:
                self.backs.append((back, memory.upstream(group.out)))
        self.backs.reverse()
        self.addresses = np.array(plan.parameters, dtype=np.intp)
        self.order = self.addresses.argsort()

    def run(self, parameters: Array, inputs: Array) -> bool:
        """Calculate everything for parameters in their order, and for inputs × lanes. False where something is refused:
        a number that is not finite, or that a row's domain leaves out."""
        single, along = self.memory.values[False], self.memory.values[True]
        parameters.take(self.order, 0, single[: len(self.order)], "clip")
        if len(inputs):
            along[self.plan.placeholders] = inputs
        self.memory.outside.clear()
        with np.errstate(all="ignore"):
            for step in self.memory.steps:
                step()
            return _are_finite(single) and _are_finite(along.reshape(-1)) and not self.memory.outside

    def refused(self) -> list[int]:
        """The lanes in which the last run was refused; none, if a number without lanes was."""
        masks = [*self.memory.outside, np.isfinite(self.memory.values[True])]
        single = [mask for mask in masks[:-1] if mask.shape[1:] != (self.lanes,)]
        if single or not _are_finite(self.memory.values[False]):
            return []
        return np.flatnonzero(~np.logical_and.reduce([mask.all(0) for mask in masks])).tolist()

    def outputs(self) -> list[Array]:
        """The outputs of the last run: a number, or numbers along lanes."""
        return [self.memory.values[lanes][address] for lanes, address in self.plan.outputs]

    def differentiate(self, outputs: Sequence[int], gradient: Array) -> bool:
        """Put the gradients of the sum of these outputs over all lanes, by the parameters in their order, into
        `gradient`. False if one of them is not finite; then nothing is put there."""
        gradients = self.memory.gradients
        gradients[False].fill(0.0)
        gradients[True].fill(0.0)
        for i in outputs:
            lanes, address = self.plan.outputs[i]
            if lanes:
                gradients[True][address] += 1.0
            elif address < len(gradients[False]):  # else a constant
                gradients[False][address] += 1.0 if not self.plan.placeholders else self.lanes
        with np.errstate(all="ignore"):
            for back, upstream in self.backs:
                back(upstream)
            sound = _are_finite(gradients[False][: len(self.addresses)])
        if sound:
            gradients[False].take(self.addresses, 0, gradient, "clip")
        return sound

    def refused_gradients(self) -> list[int]:
        """The lanes in which some gradient is not finite; none, if only numbers without lanes have such."""
        return np.flatnonzero(~np.isfinite(self.memory.gradients[True]).all(0)).tolist()


def _are_finite(numbers: Array) -> bool:
    """Whether all of them are finite. Their sum tells, unless it is too large for a float itself."""
    return math.isfinite(np.add.reduce(numbers)) or bool(np.isfinite(numbers).all())


def made(memory: Memory, group: Group, out: Array) -> tuple[Callable[[], Any], Back]:
    """The functions that calculate a group into `out`, and that take its gradient back."""
    if group.parts:
        return sums(memory, group, out)
    if group.op is not None and group.op.index:
        return choices(memory, group, out)
    xs = [memory.read(x, beside_lanes=group.out.lanes) for x in group.operands]
    adders = [memory.adder(x, beside_lanes=group.out.lanes) for x in group.operands]
    if group.op is None:
        [copied], [add] = xs, adders
        return lambda: np.copyto(out, copied), add or (lambda upstream: None)
    if group.op.outputs and not group.op.bound:
        return _outputs(group.op, xs, out, adders)
    return _value(group.op, xs, out, memory.outside), _partials(group.op, xs, out, adders)


def _value(op: Op, xs: list[Array], out: Array, outside: list[Array]) -> Callable[[], Any]:
    value, domain = op.value, op.domain

    def forward() -> None:
        np.copyto(out, value(*xs))

    def forward_within() -> None:
        inside = domain(*xs)
        if not np.all(inside):
            outside.append(np.broadcast_to(inside, out.shape))
        np.copyto(out, value(*xs))

    return forward if op.unbound.domain is everywhere else forward_within


def _partials(op: Op, xs: list[Array], out: Array, adders: list[Any]) -> Back:
    partials = op.partials

    def back(upstream: Array) -> None:
        for add, local in zip(adders, partials(out, *xs), strict=True):
            if add:
                add(upstream * local)

    return back


def _outputs(op: Op, xs: list[Array], out: Array, adders: list[Any]) -> tuple[Callable[[], Any], Back]:
    """All outputs of a row that has several."""
    outputs = op.outputs
    assert outputs
    backs = [_partials(op.bind(float(j)), xs, z, adders) for j, z in enumerate(out)]

    def forward() -> None:
        for target, z in zip(out, outputs(xs), strict=True):
            np.copyto(target, z)

    def back(upstream: Array) -> None:
        for one, of_output in zip(backs, upstream, strict=True):
            one(of_output)

    return forward, back
