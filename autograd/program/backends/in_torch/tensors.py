"""A program in torch's tensors, on torch's default device: the same groups, also for a GPU.

Rows of the table are read in tensors as they are in arrays. Sums are Einstein sums. Gradients are those of the rows:
torch is asked for none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograd.calculus.row import Op, everywhere
from autograd.program.backends.in_torch.memory import Add, Memory, Step, Tensor, view
from autograd.program.groups import Group, Operand, Part, Plan, stacked

LETTERS = {"total": ("mn", "m", "n"), "dots": ("mn", "mn", "m", "n"), "product": ("bij", "bjk", "bik", "j")}
"""The axes of the operands of a sum, of its results, and of the coefficients: members and numbers, or matrices."""


class Tensors:
    """A program for so many lanes, as `backends.chosen.Runner` tells.

    `inside` has the conditions under which rows have a value, without lanes and with lanes.
    """

    def __init__(self, plan: Plan, lanes: int, dtype: str) -> None:
        self.plan, self.lanes = plan, lanes
        self.memory = memory = Memory(plan, lanes, dtype)
        self.values, self.gradients, self.steps = memory.values, memory.gradients, memory.steps
        self.parameters, self.placeholders = memory.index(plan.parameters), memory.index(plan.placeholders)
        self.inside: dict[bool, list[Tensor]] = {False: [], True: []}
        self.backs = list[Step]()
        for group in plan.groups:
            forward, back = self._made(group)
            self.steps.append(forward)
            if group.out.needs:
                self.backs.append(back)
        self.backs.reverse()

    def run(self, parameters: Any, inputs: Any) -> bool:
        for lanes, index, given in ((False, self.parameters, parameters), (True, self.placeholders, inputs)):
            self.values[lanes][index] = self.memory.tensor(given)
            self.inside[lanes].clear()
        for step in self.steps:
            step()
        return all(bool(mask.all()) for lanes in (False, True) for mask in self._masks(lanes))

    def refused(self) -> list[int]:
        if not all(bool(mask.all()) for mask in self._masks(False)):
            return []
        return _where_not(torch.cat(self._masks(True)))

    def _masks(self, lanes: bool) -> list[Tensor]:
        return [*self.inside[lanes], self.values[lanes].isfinite()]

    def outputs(self) -> list[Any]:
        return [self.values[lanes][address].cpu().numpy() for lanes, address in self.plan.outputs]

    def differentiate(self, outputs: Sequence[int], gradient: Any) -> bool:
        for numbers in self.gradients.values():
            numbers.zero_()
        for lanes, address in [self.plan.outputs[i] for i in outputs]:
            self.gradients[lanes][address] += 1.0 if lanes or not self.plan.placeholders else self.lanes
        for back in self.backs:
            back()
        found = self.gradients[False][self.parameters]
        sound = bool(found.isfinite().all())
        if sound:
            gradient[...] = found.cpu().numpy()
        return sound

    def refused_gradients(self) -> list[int]:
        return _where_not(self.gradients[True].isfinite())

    def _made(self, group: Group) -> tuple[Step, Step]:
        """The functions that calculate a group, and that take its upstream gradient back."""
        lanes = group.out.lanes
        out, upstream = view(self.values[lanes], group.out), view(self.gradients[lanes], group.out)
        if group.parts:
            values, backs = zip(*[self._part(part, group.out) for part in group.parts], strict=True)
            return (
                lambda: out.copy_(sum(value() for value in values)),
                lambda: [back(upstream) for back in backs],
            )
        if group.op is not None and group.op.outputs and not group.op.bound:
            return self._outputs(group.op, group.operands, out, upstream)
        xs = [self.memory.read(x, beside_lanes=lanes) for x in group.operands]
        adders = [self.memory.adder(x, beside_lanes=lanes) for x in group.operands]
        if group.op is not None and group.op.index:
            return self._choices(group.op, xs, out, upstream, adders[0], lanes)
        if group.op is None:
            return lambda: out.copy_(xs[0]), lambda: _each(adders, upstream, [1.0])
        return self._value(group.op, xs, out, lanes), _row_back(group.op, xs, out, upstream, adders)

    def _value(self, op: Op, xs: list[Tensor], out: Tensor, lanes: bool) -> Step:
        def forward() -> None:
            if op.unbound.domain is not everywhere:
                self._require(op.domain(*xs), out, lanes)
            out[...] = op.value(*xs)

        return forward

    def _require(self, inside: Any, out: Tensor, lanes: bool) -> None:
        """Note the condition under which the results of a group have a value."""
        inside = torch.as_tensor(inside, device=out.device).expand(out.shape)
        self.inside[lanes].append(inside.reshape(math.prod(out.shape[:-1]), self.lanes) if lanes else inside)

    def _outputs(self, op: Op, operands: Sequence[Operand], out: Tensor, upstream: Tensor) -> tuple[Step, Step]:
        """All outputs of a row that has several: its inputs are one tensor, whose first axis counts them."""
        operand, outputs, pullback = stacked(operands), op.outputs, op.pullback
        xs, add = self.memory.read(operand), self.memory.adder(operand)
        assert outputs

        def forward() -> None:
            for z, found in zip(out, outputs(xs), strict=True):
                z.copy_(found)

        if pullback:
            return forward, lambda: add and add(pullback(out, xs, upstream))
        adders = [self.memory.adder(x) for x in operands]
        apart = enumerate(zip(out, upstream, strict=True))
        backs = [_row_back(op.bind(float(j)), xs, z, of_z, adders) for j, (z, of_z) in apart]
        return forward, lambda: [back() for back in backs]

    def _choices(
        self, op: Op, xs: list[Tensor], out: Tensor, upstream: Tensor, add: Add, lanes: bool
    ) -> tuple[Step, Step]:
        """Numbers of tables by their indices, and the gradients of the numbers that were chosen."""
        table, index = xs
        count, columns = table.shape[1], out.shape[2:]
        table, chosen = table.expand(-1, -1, *columns), self.memory.index([])

        def forward() -> None:
            nonlocal chosen
            inside = op.domain(*[0.0] * count, index)
            self._require(inside, out, lanes)
            chosen = torch.where(inside, index, 0.0).long().expand(out.shape)
            torch.gather(table, 1, chosen, out=out)

        def back() -> None:
            if add:
                add(torch.zeros_like(table).scatter_add(1, chosen, upstream))

        return forward, back

    def _part(self, part: Part, out: Operand) -> tuple[Callable[[], Tensor], Callable[[Tensor], Any]]:
        """The function that calculates one summand of a group, and the one that takes the upstream gradient back."""
        beside = out.lanes and part.kind not in LETTERS
        xs = [self.memory.read(x, beside_lanes=beside) for x in part.operands]
        adders = [self.memory.adder(x, beside_lanes=beside) for x in part.operands]
        if part.kind not in LETTERS:
            coef = part.coefs
            return (
                lambda: math.prod(xs, start=coef),
                lambda upstream: _each(adders, upstream, [coef] if len(xs) == 1 else [coef * x for x in xs[::-1]]),
            )
        *axes, result, along = LETTERS[part.kind]
        axes = [letters + "l" * x.lanes for letters, x in zip(axes, part.operands, strict=True)]
        own, whole = result + "l" * any(x.lanes for x in part.operands), result + "l" * out.lanes
        if part.kind == "total" or part.coefs != 1.0:
            n = xs[0].shape[LETTERS[part.kind][0].index(along)]
            xs.append(self.memory.tensor(part.coefs).expand(n))
            axes.append(along)
        columns = [self.lanes] * out.lanes
        members = out.shape if part.kind == "product" else (math.prod(out.shape),)
        forward = f"{','.join(axes)}->{own}"

        def value() -> Tensor:
            return torch.einsum(forward, *xs).reshape(*out.shape, *(columns if own == whole else [1] * out.lanes))

        def back(upstream: Tensor) -> None:
            upstream = upstream.reshape(*members, *columns)
            for i, add in enumerate(adders):
                if add:
                    others, of = [whole, *axes[:i], *axes[i + 1 :]], [upstream, *xs[:i], *xs[i + 1 :]]
                    add(torch.einsum(f"{','.join(others)}->{axes[i]}", *of))

        return value, back


def _each(adders: list[Add], upstream: Tensor, locals_: Sequence[Any]) -> None:
    for add, local in zip(adders, locals_, strict=True):
        if add:
            add(upstream * local)


def _row_back(op: Op, xs: Sequence[Tensor], out: Tensor, upstream: Tensor, adders: list[Add]) -> Step:
    return lambda: _each(adders, upstream, op.partials(out, *xs))


def _where_not(masks: Tensor) -> list[int]:
    """The lanes in which some of the masks does not hold."""
    found: list[int] = (~masks.all(0)).nonzero().flatten().tolist()
    return found
