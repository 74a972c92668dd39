"""Which inputs are entered, which numbers are checked, which gradients begin with 0, and which the first one sets.

A program goes back through its groups. Where a group is the first to give a gradient to all numbers of an operand, it
sets them. So most of the memory need not be cleared before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd.program.backends.in_numpy.memory import addresses, stretches
from autograd.program.groups import Group, Operand, Plan

BOUNDED = {
    "relu", "abs", "maximum", "minimum", "max", "min", "clamp",
    "tanh", "sigmoid", "softmax", "sin", "cos", "atan", "erf", "erfc",
}  # fmt: skip
"""Rows whose value is finite where their inputs are."""


def entered(plan: Plan, in_lines: Sequence[set[int]]) -> Any:
    """Which inputs are read one by one, and so are entered into the memory: some parts read them from lines."""
    mask = np.zeros(plan.rows, bool)
    mask[[address for lanes, address in plan.outputs if lanes]] = True
    for group, lined in zip(plan.groups, in_lines, strict=True):
        ends = [1 if i in lined else None for i in range(len(group.parts))]
        parts = [x for part, end in zip(group.parts, ends, strict=True) for x in part.operands[:end]]
        for x in (*group.operands, *parts):
            if x.lanes:
                mask[_index(x)] = True
    return np.flatnonzero(mask[plan.placeholders])


def checked(plan: Plan) -> dict[bool, Any]:
    """The pieces of both memories that may hold a number that is not finite, as pairs of addresses. Inputs were checked
    before."""
    masks = {False: np.ones(plan.singles, bool), True: np.arange(plan.rows) >= len(plan.placeholders)}
    for group in plan.groups:
        if group.op is not None and group.op.name in BOUNDED:
            masks[group.out.lanes][_index(group.out)] = False
    return {lanes: stretches(mask).astype(np.intc) for lanes, mask in masks.items()}


class Flows:
    """`assigns[g]` tells for group g which operands are set, part by part; `cleared` has the pieces of both memories
    that begin with 0, as pairs of addresses."""

    def __init__(self, plan: Plan, may_assign: Sequence[bool]) -> None:
        singles = plan.singles + len(plan.constants)
        self._written = {False: np.zeros(singles, bool), True: np.zeros(plan.rows, bool)}
        self._cleared = {False: np.zeros(singles, bool), True: np.zeros(plan.rows, bool)}
        for lanes, address in plan.outputs:
            self._needs_0(lanes, np.array([address]))
        self.assigns: list[list[list[bool]]] = [[] for _ in plan.groups]
        for g in reversed(range(len(plan.groups))):
            group = plan.groups[g]
            if group.out.needs:
                self._needs_0(group.out.lanes, _index(group.out))
                self.assigns[g] = [
                    [self._may_set(x, allowed=may_assign[g] and allowed) for x in operands]
                    for operands, allowed in _operands(group)
                ]
        self._needs_0(False, np.array(plan.parameters, np.intp))
        self.cleared = {lanes: stretches(mask).astype(np.intc) for lanes, mask in self._cleared.items()}

    def _needs_0(self, lanes: bool, index: Any) -> None:
        """Clear what nothing has given a gradient to before it is read."""
        written = self._written[lanes]
        if isinstance(index, int):
            if not written[index]:
                self._cleared[lanes][index] = written[index] = True
            return
        fresh = index[~written[index]]
        self._cleared[lanes][fresh] = written[fresh] = True

    def _may_set(self, operand: Operand, *, allowed: bool) -> bool:
        if not operand.needs:
            return False
        index, written = _index(operand), self._written[operand.lanes]
        if allowed and operand.listed is None and not written[index].any() and operand.once().is_distinct():
            written[index] = True  # what is repeated is summed up before
            return True
        self._needs_0(operand.lanes, index)
        return False


def _operands(group: Group) -> list[tuple[Sequence[Operand], bool]]:
    """The operands of a group in the order in which they get their gradients, and whether they may be set."""
    if not group.parts:
        return [(group.operands, True)]
    kinds = (("plus", "times"), ("total", "dots"), ("product",))
    parts = [part for kind in kinds for part in group.parts if part.kind in kind]
    return [(part.operands, part.kind != "product") for part in parts]


def _index(operand: Operand) -> Any:
    """All addresses, or one as a number, which takes a tenth of the time: long chains have many."""
    return addresses(operand) if operand.listed is not None or any(operand.strides) else operand.start
