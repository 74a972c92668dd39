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
from autograd.program.groups import Group, Operand, Part, Plan

Tensor = Any
Step = Callable[[], Any]
Add = Callable[[Tensor], Any] | None
"""Adds to the gradient of an operand. None where no gradient is to flow."""
LETTERS = {"total": ("mn", "m", "n"), "dots": ("mn", "mn", "m", "n"), "product": ("bij", "bjk", "bik", "j")}
"""The axes of the operands of a sum, of its results, and of the coefficients: members and numbers, or matrices."""


class Tensors:
    """A program for so many lanes. Single numbers are `values[False]`, numbers × lanes are `values[True]`.

    `inside` has the conditions under which rows have a value, without lanes and with lanes.
    """

    def __init__(self, plan: Plan, lanes: int) -> None:
        self.plan, self.lanes = plan, lanes
        self.device, self.dtype = torch.get_default_device(), torch.float64
        shapes = {False: (plan.singles + len(plan.constants),), True: (plan.rows, lanes)}
        self.values, self.gradients = ({key: self._zeros(shapes[key]) for key in shapes} for _ in range(2))
        self.values[False][plan.singles :] = torch.tensor(plan.constants, dtype=self.dtype)
        self.parameters, self.placeholders = self._index(plan.parameters), self._index(plan.placeholders)
        self.inside: dict[bool, list[Tensor]] = {False: [], True: []}
        self.steps, self.backs = list[Step](), list[Step]()
        for group in plan.groups:
            forward, back = self._made(group)
            self.steps.append(forward)
            if group.out.needs:
                self.backs.append(back)
        self.backs.reverse()

    def run(self, parameters: Any, inputs: Any) -> bool:
        """Calculate everything for parameters in their order, and for inputs × lanes. False where something is refused:
        a number that is not finite, or that a row's domain leaves out."""
        for lanes, index, given in ((False, self.parameters, parameters), (True, self.placeholders, inputs)):
            self.values[lanes][index] = torch.tensor(given, dtype=self.dtype, device=self.device)
            self.inside[lanes].clear()
        for step in self.steps:
            step()
        return all(bool(mask.all()) for lanes in (False, True) for mask in self._masks(lanes))

    def refused(self) -> list[int]:
        """The lanes in which the last run was refused; none, if a number without lanes was."""
        if not all(bool(mask.all()) for mask in self._masks(False)):
            return []
        return _where_not(torch.cat(self._masks(True)))

    def _masks(self, lanes: bool) -> list[Tensor]:
        return [*self.inside[lanes], self.values[lanes].isfinite()]

    def outputs(self) -> list[Any]:
        """The outputs of the last run: a number, or numbers along lanes."""
        return [self.values[lanes][address].cpu().numpy() for lanes, address in self.plan.outputs]

    def differentiate(self, outputs: Sequence[int], gradient: Any) -> bool:
        """Put the gradients of the sum of these outputs over all lanes, by the parameters in their order, into
        `gradient`. False if one of them is not finite; then nothing is put there."""
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
        """The lanes in which some gradient is not finite; none, if only numbers without lanes have such."""
        return _where_not(self.gradients[True].isfinite())

    # Where the numbers of operands stand

    def _zeros(self, shape: Sequence[int]) -> Tensor:
        return torch.zeros(*shape, dtype=self.dtype, device=self.device)

    def _index(self, addresses: Sequence[int]) -> Tensor:
        return torch.tensor(addresses, dtype=torch.int64, device=self.device)

    def _read(self, operand: Operand, *, beside_lanes: bool) -> Tensor:
        """The numbers of an operand, which are gathered in each run where a view cannot show them. Single numbers
        `beside_lanes` have an axis of length 1 in their place."""
        values = self.values[operand.lanes]
        if _has_view(operand):
            found = _view(values, operand)
        else:
            index = self._index(operand.addresses())
            flat = self._zeros([len(index), *values.shape[1:]])
            found = flat.view(*operand.shape, *values.shape[1:])
            self.steps.append(lambda: torch.index_select(values, 0, index, out=flat))
        return found[..., None] if beside_lanes and not operand.lanes else found

    def _adder(self, operand: Operand, *, beside_lanes: bool) -> Add:
        """Adds what can be broadcast to the operand's shape. With `beside_lanes` it has lanes, which are summed up for
        single numbers."""
        if not operand.needs:
            return None
        gradients = self.gradients[operand.lanes]
        size = (*operand.shape, *gradients.shape[1:])
        if _has_view(operand) and operand.is_distinct():
            view = _view(gradients, operand)

            def add(more: Tensor) -> None:
                view.add_(more)

        else:
            index = self._index(operand.addresses())
            flat = (len(index), *gradients.shape[1:])

            def add(more: Tensor) -> None:
                gradients.index_add_(0, index, more.expand(size).reshape(flat))

        return (lambda more: add(more.sum(-1))) if beside_lanes and not operand.lanes else add

    # What a group calculates

    def _made(self, group: Group) -> tuple[Step, Step]:
        """The functions that calculate a group, and that take its upstream gradient back."""
        lanes = group.out.lanes
        out, upstream = _view(self.values[lanes], group.out), _view(self.gradients[lanes], group.out)
        if group.parts:
            values, backs = zip(*[self._part(part, group.out) for part in group.parts], strict=True)
            return (
                lambda: out.copy_(sum(value() for value in values)),
                lambda: [back(upstream) for back in backs],
            )
        xs = [self._read(x, beside_lanes=lanes) for x in group.operands]
        adders = [self._adder(x, beside_lanes=lanes) for x in group.operands]
        if group.op is not None and group.op.index:
            return self._choices(group.op, xs, out, upstream, adders[0], lanes)
        if group.op is None:
            return lambda: out.copy_(xs[0]), lambda: _each(adders, upstream, [1.0])
        if group.op.outputs and not group.op.bound:
            return _outputs(group.op, xs, out), _outputs_back(group.op, xs, out, upstream, adders)
        return self._value(group.op, xs, out, lanes), _row_back(group.op, xs, out, upstream, adders)

    def _value(self, op: Op, xs: list[Tensor], out: Tensor, lanes: bool) -> Step:
        def forward() -> None:
            if op.unbound.domain is not everywhere:
                self._require(op.domain(*xs), out, lanes)
            out[...] = op.value(*xs)

        return forward

    def _require(self, inside: Any, out: Tensor, lanes: bool) -> None:
        """Note the condition under which the results of a group have a value."""
        inside = torch.as_tensor(inside, device=self.device).expand(out.shape)
        self.inside[lanes].append(inside.reshape(-1, self.lanes) if lanes else inside)

    def _choices(
        self, op: Op, xs: list[Tensor], out: Tensor, upstream: Tensor, add: Add, lanes: bool
    ) -> tuple[Step, Step]:
        """Numbers of tables by their indices, and the gradients of the numbers that were chosen."""
        table, index = xs
        count, columns = table.shape[1], out.shape[2:]
        table, chosen = table.expand(-1, -1, *columns), self._index([])

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
        xs = [self._read(x, beside_lanes=beside) for x in part.operands]
        adders = [self._adder(x, beside_lanes=beside) for x in part.operands]
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
            xs.append(torch.tensor(part.coefs, dtype=self.dtype, device=self.device).expand(n))
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


def _row_back(op: Op, xs: list[Tensor], out: Tensor, upstream: Tensor, adders: list[Add]) -> Step:
    return lambda: _each(adders, upstream, op.partials(out, *xs))


def _outputs(op: Op, xs: list[Tensor], out: Tensor) -> Step:
    outputs = op.outputs
    assert outputs

    def forward() -> None:
        for target, z in zip(out, outputs(xs), strict=True):
            target.copy_(z)

    return forward


def _outputs_back(op: Op, xs: list[Tensor], out: Tensor, upstream: Tensor, adders: list[Add]) -> Step:
    backs = [
        _row_back(op.bind(float(j)), xs, z, of_z, adders) for j, (z, of_z) in enumerate(zip(out, upstream, strict=True))
    ]
    return lambda: [back() for back in backs]


def _has_view(operand: Operand) -> bool:
    return operand.listed is None and min(operand.strides, default=0) >= 0


def _view(numbers: Tensor, operand: Operand) -> Tensor:
    unit, *along = numbers.stride()
    strides = [*[stride * unit for stride in operand.strides], *along]
    return numbers.as_strided((*operand.shape, *numbers.shape[1:]), strides, operand.start * unit)


def _where_not(masks: Tensor) -> list[int]:
    """The lanes in which some of the masks does not hold."""
    found: list[int] = (~masks.all(0)).nonzero().flatten().tolist()
    return found
