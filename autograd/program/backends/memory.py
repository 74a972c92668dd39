"""The numbers of a program in NumPy's arrays, and where its operands stand in them.

Operands are views wherever addresses follow a rule. Others are copied together before they are used. A gradient is
added to a view, or by a list of addresses; one that comes in several places is summed first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd.program.groups import Operand, Plan

Array = Any
"""An array of floats."""
Step = Callable[[], Any]
Back = Callable[[Array], Any]
"""Takes the upstream gradient on."""


class Memory:
    """Numbers and gradients for so many lanes: single numbers as `values[False]`, numbers × lanes as `values[True]`.

    `steps` copy operands together, and calculate groups, in their order. They put into `outside` where a row has no
    value: arrays of conditions that do not hold for all members and lanes.
    """

    def __init__(self, plan: Plan, lanes: int) -> None:
        self.plan, self.lanes = plan, lanes
        self.values = {False: np.zeros(plan.singles + len(plan.constants)), True: np.zeros((plan.rows, lanes))}
        self.values[False][plan.singles :] = plan.constants
        self.gradients = {False: np.zeros(plan.singles), True: np.zeros((plan.rows, lanes))}
        if any(not o.lanes and o.needs and o.last() >= plan.singles for o in _operands(plan)):
            self.gradients[False] = np.zeros(plan.singles + len(plan.constants))
        self.steps = list[Step]()
        self.outside = list[Array]()

    def read(self, operand: Operand, *, beside_lanes: bool = False) -> Array:
        """The numbers of an operand, in its shape, and along lanes if it has them. `beside_lanes` gives single numbers
        an axis of length 1 in their place."""
        values = self.values[operand.lanes]
        if operand.listed is None:
            found = _view(values, operand)
        else:
            found = np.empty((*operand.shape, *values.shape[1:]))
            index = np.array(operand.listed, dtype=np.intp)
            flat = found.reshape(len(index), *values.shape[1:])

            def gather() -> None:
                values.take(index, 0, flat, "clip")

            if not operand.lanes and index.min() >= self.plan.singles:  # constants
                gather()
            else:
                self.steps.append(gather)
        return found[..., None] if beside_lanes and not operand.lanes else found

    def upstream(self, results: Operand) -> Array:
        """The gradients of a group's results."""
        return _view(self.gradients[results.lanes], results)

    def adder(self, operand: Operand, *, beside_lanes: bool = False) -> Callable[[Array], Any] | None:
        """The function that adds to the gradient of an operand, None if none is to flow there. What it adds can be
        broadcast to the operand's shape; with `beside_lanes`, it has lanes too, which are summed up for single
        numbers."""
        if not operand.needs:
            return None
        add = self._adder(operand)
        if beside_lanes and not operand.lanes:
            return lambda more: add(np.add.reduce(more, -1))
        return add

    def _adder(self, operand: Operand) -> Callable[[Array], Any]:
        gradients = self.gradients[operand.lanes]
        repeated = tuple([axis for axis, stride in enumerate(operand.strides) if stride == 0])
        size = (*operand.shape, *gradients.shape[1:])
        if operand.listed is None:
            kept = [axis for axis in range(len(operand.shape)) if axis not in repeated]
            shape, strides = (tuple([of[axis] for axis in kept]) for of in (operand.shape, operand.strides))
            once = operand._replace(shape=shape, strides=strides)
            if once.is_distinct():
                view = _view(gradients, once)
                if any(operand.shape[axis] > 1 for axis in repeated):
                    return lambda more: np.add(view, np.add.reduce(np.broadcast_to(more, size), repeated), view)
                view = _view(gradients, operand)
                return lambda more: np.add(view, more, view)
        index = np.array(operand.addresses(), dtype=np.intp)
        flat = (len(index), *gradients.shape[1:])
        if operand.is_distinct():

            def add(more: Array) -> None:
                gradients[index] += np.broadcast_to(more, size).reshape(flat)

            return add
        order = index.argsort(kind="stable")
        unique, starts = np.unique(index[order], return_index=True)

        def add_sums(more: Array) -> None:
            gradients[unique] += np.add.reduceat(np.broadcast_to(more, size).reshape(flat)[order], starts)

        return add_sums


def _operands(plan: Plan) -> list[Operand]:
    of_parts = [o for group in plan.groups for part in group.parts for o in part.operands]
    return of_parts + [o for group in plan.groups for o in group.operands]


def _view(numbers: Array, operand: Operand) -> Array:
    step = numbers.strides[0]
    strides = (*[stride * step for stride in operand.strides], *numbers.strides[1:])
    shape = (*operand.shape, *numbers.shape[1:])
    return np.ndarray(shape, float, numbers, operand.start * step, strides)
