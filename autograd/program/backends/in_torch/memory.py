"""The numbers of a program in torch's tensors, and where its operands stand in them.

Operands are views wherever addresses follow a rule that torch has views for. Others are gathered before they are used,
and gradients are added to them by their addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograd.program.groups import Operand, Plan

Tensor = Any
Step = Callable[[], Any]
Add = Callable[[Tensor], Any] | None
"""Adds to the gradient of an operand. None where no gradient is to flow."""


class Memory:
    """Numbers and gradients for so many lanes, on torch's default device: single numbers as `values[False]`, numbers ×
    lanes as `values[True]`. `steps` gather operands, and calculate groups, in their order.
    """

    def __init__(self, plan: Plan, lanes: int, dtype: str) -> None:
        self.device, self.dtype = torch.get_default_device(), getattr(torch, dtype)
        shapes = {False: (plan.singles + len(plan.constants),), True: (plan.rows, lanes)}
        self.values, self.gradients = ({key: self.zeros(shapes[key]) for key in shapes} for _ in range(2))
        self.values[False][plan.singles :] = self.tensor(plan.constants)
        self.steps = list[Step]()

    def tensor(self, numbers: Any) -> Tensor:
        return torch.tensor(numbers, dtype=self.dtype, device=self.device)

    def zeros(self, shape: Sequence[int]) -> Tensor:
        return torch.zeros(*shape, dtype=self.dtype, device=self.device)

    def index(self, addresses: Sequence[int]) -> Tensor:
        return torch.tensor(addresses, dtype=torch.int64, device=self.device)

    def read(self, operand: Operand, *, beside_lanes: bool = False) -> Tensor:
        """The numbers of an operand, which are gathered in each run where a view cannot show them. Single numbers
        `beside_lanes` have an axis of length 1 in their place."""
        values = self.values[operand.lanes]
        if _has_view(operand):
            found = view(values, operand)
        else:
            index = self.index(operand.addresses())
            flat = self.zeros([len(index), *values.shape[1:]])
            found = flat.view(*operand.shape, *values.shape[1:])
            self.steps.append(lambda: torch.index_select(values, 0, index, out=flat))
        return found[..., None] if beside_lanes and not operand.lanes else found

    def adder(self, operand: Operand, *, beside_lanes: bool = False) -> Add:
        """Adds what can be broadcast to the operand's shape. With `beside_lanes` it has lanes, which are summed up for
        single numbers."""
        if not operand.needs:
            return None
        gradients = self.gradients[operand.lanes]
        size = (*operand.shape, *gradients.shape[1:])
        if _has_view(operand) and operand.is_distinct():
            place = view(gradients, operand)

            def add(more: Tensor) -> None:
                place.add_(more)

        else:
            index = self.index(operand.addresses())
            flat = (len(index), *gradients.shape[1:])

            def add(more: Tensor) -> None:
                gradients.index_add_(0, index, more.expand(size).reshape(flat).to(gradients.dtype))

        return (lambda more: add(more.sum(-1))) if beside_lanes and not operand.lanes else add


def _has_view(operand: Operand) -> bool:
    return operand.listed is None and min(operand.strides, default=0) >= 0


def view(numbers: Tensor, operand: Operand) -> Tensor:
    """The numbers of an operand as a view."""
    unit, *along = numbers.stride()
    strides = [*[stride * unit for stride in operand.strides], *along]
    return numbers.as_strided((*operand.shape, *numbers.shape[1:]), strides, operand.start * unit)
