"""A program in NumPy: each group is a few calls on arrays that are made once for a number of lanes.

Rows of the table are read in arrays: `value` forwards, `partials` or `pullback` backwards. So a new row needs nothing
here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograd.calculus.row import Op, everywhere
from autograd.program.backends.in_numpy.blocks import Permutation
from autograd.program.backends.in_numpy.choices import choices
from autograd.program.backends.in_numpy.gradients import Back, Flow, Gradients, same
from autograd.program.backends.in_numpy.memory import Array, Memory
from autograd.program.backends.in_numpy.sums import MakeBack, sums
from autograd.program.groups import Group, Operand, Plan, stacked


class Arrays:
    """A program for so many lanes, as `backends.chosen.Runner` tells.

    `memory` has its numbers. After a run that was refused, some of them are not finite.
    """

    def __init__(self, plan: Plan, lanes: int, dtype: str) -> None:
        self.plan, self.lanes = plan, lanes
        self.memory = memory = Memory(plan, lanes, dtype)
        self.gradients = Gradients(plan, memory)
        makers = list[tuple[MakeBack, Operand]]()
        for group in plan.groups:
            forward, make_back = made(memory, group, memory.read(group.out))
            memory.steps.append(forward)
            if group.out.needs:
                makers.append((make_back, group.out))
        self.read = [memory.read(Operand(lanes, False, (), address, ())) for lanes, address in plan.outputs]
        self.seeds = [self.gradients.seed([output]) for output in plan.outputs]
        self.backs = [make(self.gradients, self.gradients.upstream(out)) for make, out in reversed(makers)]
        self.order = Permutation(np.argsort(plan.parameters).tolist())
        single = memory.values[False]
        self.parameters, self.results = single[: len(plan.parameters)], single[: plan.singles]
        self.reached = self.gradients.of[False][: len(plan.parameters)]
        places = plan.placeholders
        self.places: Any = slice(None) if places == [*range(len(places))] else np.array(places, dtype=np.intp)

    def run(self, parameters: Array, inputs: Array) -> bool:
        self.order.bring(parameters, self.parameters)
        if len(inputs):
            self.memory.inputs[self.places] = inputs
        self.memory.outside.clear()
        with np.errstate(all="ignore"):
            for step in self.memory.steps:
                step()
            along = self.memory.values[True].reshape(-1)
            return _are_finite(self.results) and _are_finite(along) and not self.memory.outside

    def refused(self) -> list[int]:
        masks = [*self.memory.outside, np.isfinite(self.memory.values[True])]
        single = [mask for mask in masks[:-1] if mask.shape[1:] != (self.lanes,)]
        with np.errstate(all="ignore"):  # the sum of finite numbers may be too large
            if single or not _are_finite(self.memory.values[False]):
                return []
        return np.flatnonzero(~np.logical_and.reduce([mask.all(0) for mask in masks])).tolist()

    def outputs(self) -> list[Array]:
        return self.read

    def differentiate(self, outputs: Sequence[int], gradient: Array) -> bool:
        self.gradients.clear()
        for i in outputs:
            lanes, _ = self.plan.outputs[i]
            for seed in self.seeds[i]:
                seed += 1.0 if lanes or not self.plan.placeholders else self.lanes
        with np.errstate(all="ignore"):
            for back in self.backs:
                back()
            sound = _are_finite(self.reached)
        if sound:
            self.order.give(self.reached, gradient)
        return sound

    def refused_gradients(self) -> list[int]:
        return np.flatnonzero(~np.isfinite(self.gradients.of[True]).all(0)).tolist()


def _are_finite(numbers: Array) -> bool:
    """Whether all of them are finite. Their sum tells, unless it is too large for a float itself."""
    return math.isfinite(np.add.reduce(numbers)) or bool(np.isfinite(numbers).all())


def made(memory: Memory, group: Group, out: Array) -> tuple[Callable[[], Any], MakeBack]:
    """What calculates a group into `out`, and what makes the function that takes its gradient back."""
    op, lanes = group.op, group.out.lanes
    if group.parts:
        return sums(memory, group, out)
    if op is not None and op.index:
        return choices(memory, group, out)
    if op is not None and op.outputs and not op.bound:
        return _outputs(memory, group, out)
    xs = [memory.read(x, beside_lanes=lanes) for x in group.operands]

    def make_back(gradients: Gradients, upstream: Array) -> Back:
        flows = [gradients.flow(x, beside_lanes=lanes) for x in group.operands]
        if op is None:
            [flow] = flows
            return (lambda: flow(same, upstream)) if flow else lambda: None
        return _partials(op, xs, out, flows, upstream)

    if op is None:
        return lambda: np.copyto(out, xs[0]), make_back
    return _value(op, xs, out, memory.outside), make_back


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


def _partials(op: Op, xs: Sequence[Array], out: Array, flows: Sequence[Flow | None], upstream: Array) -> Back:
    partials = op.partials

    def back() -> None:
        for flow, local in zip(flows, partials(out, *xs), strict=True):
            if flow:
                flow(np.multiply, upstream, local)

    return back


def _outputs(memory: Memory, group: Group, out: Array) -> tuple[Callable[[], Any], MakeBack]:
    """All outputs of a row that has several: its inputs are one array, whose first axis counts them."""
    op, operand = group.op, stacked(group.operands)
    assert op
    xs = memory.read(operand)
    outputs: Any = op.outputs

    def make_back(gradients: Gradients, upstream: Array) -> Back:
        pullback = op.pullback
        if not pullback:
            apart = enumerate(zip(out, upstream, strict=True))
            backs = [
                _partials(op.bind(float(j)), xs, z, [gradients.flow(x) for x in group.operands], of_z)
                for j, (z, of_z) in apart
            ]
            return lambda: [back() for back in backs]
        if all(x.needs for x in group.operands):
            flow = gradients.flow(operand)
            assert flow
            return lambda: flow(same, pullback(out, xs, upstream))
        flows = [gradients.flow(x) for x in group.operands]

        def back() -> None:
            for flow, gradient in zip(flows, pullback(out, xs, upstream), strict=True):
                if flow:
                    flow(same, gradient)

        return back

    return lambda: np.copyto(out, outputs(xs)), make_back
