"""The numbers of a program in NumPy's arrays, and where its operands stand in them.

Operands are views wherever addresses follow a rule. Others are copied together before they are used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd.program.groups import Operand, Plan

Array = Any
"""An array of floats."""
Step = Callable[[], Any]


class Memory:
    """Numbers for so many lanes: single ones as `values[False]`, results × lanes as `values[True]`, and inputs × lanes
    as `inputs`, which stand in memory lane by lane, as a caller has them.

    `steps` copy operands together, and calculate groups, in their order. They put into `outside` where a row has no
    value: arrays of conditions that do not hold for all members and lanes.
    """

    def __init__(self, plan: Plan, lanes: int, dtype: str) -> None:
        self.plan, self.lanes, self.dtype = plan, lanes, dtype
        self.taken = len(plan.placeholders)
        single = np.zeros(plan.singles + len(plan.constants), dtype)
        single[plan.singles :] = plan.constants
        self.values = {False: single, True: np.zeros((plan.rows - self.taken, lanes), dtype)}
        self.inputs = np.zeros((lanes, self.taken), dtype).T
        self.steps = list[Step]()
        self.outside = list[Array]()

    def empty(self, shape: tuple[int, ...]) -> Array:
        return np.empty(shape, self.dtype)

    def read(self, operand: Operand, *, beside_lanes: bool = False) -> Array:
        """The numbers of an operand, in its shape, and along lanes if it has them. `beside_lanes` gives single numbers
        an axis of length 1 in their place."""
        if operand.lanes and operand.last() < self.taken:
            found = self._read(self.inputs, operand, 0)
        elif not operand.lanes or operand.first() >= self.taken:
            found = self._read(self.values[operand.lanes], operand, self.taken * operand.lanes)
        else:
            found = self._together(operand)
        return found[..., None] if beside_lanes and not operand.lanes else found

    def _read(self, values: Array, operand: Operand, origin: int) -> Array:
        """An operand of these numbers, of which the first has the address `origin`."""
        if operand.listed is None:
            return view(values, operand, origin)
        found = self.empty((*operand.shape, *values.shape[1:]))
        index = addresses(operand, origin)
        flat = found.reshape(len(index), *values.shape[1:])

        def gather() -> None:
            values.take(index, 0, flat, "clip")

        if not operand.lanes and index.min() >= self.plan.singles:  # constants
            gather()
        else:
            self.steps.append(gather)
        return found

    def _together(self, operand: Operand) -> Array:
        """Inputs and results, copied together."""
        index = addresses(operand)
        found = self.empty((*operand.shape, self.lanes))
        flat, is_input = found.reshape(len(index), self.lanes), index < self.taken
        inputs, results = index[is_input], index[~is_input] - self.taken

        def gather() -> None:
            flat[is_input] = self.inputs[inputs]
            flat[~is_input] = self.values[True][results]

        self.steps.append(gather)
        return found


def addresses(operand: Operand, origin: int = 0) -> Array:
    """All addresses of an operand, the last dimension first, counted from `origin`."""
    if operand.listed is not None:
        return np.array(operand.listed, dtype=np.intp) - origin
    found = np.array([operand.start - origin], dtype=np.intp)
    for n, stride in zip(operand.shape, operand.strides, strict=True):
        found = (found[:, None] + stride * np.arange(n)).reshape(-1)
    return found


def stretches(mask: Array) -> Array:
    """Where the mask holds, as pairs of a first address and one after the last."""
    return np.flatnonzero(np.diff(mask, prepend=False, append=False)).reshape(-1, 2)


def view(numbers: Array, operand: Operand, origin: int = 0) -> Array:
    """The operand in these numbers, of which the first has the address `origin`."""
    strides = (*[stride * numbers.strides[0] for stride in operand.strides], *numbers.strides[1:])
    shape = (*operand.shape, *numbers.shape[1:])
    return np.lib.stride_tricks.as_strided(numbers[operand.start - origin :], shape, strides)
