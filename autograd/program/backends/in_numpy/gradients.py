"""The gradients of a program in NumPy's arrays, and the functions that add to them.

A gradient is added to a view, or by a list of addresses; one that comes in several places is summed first. Backs are
made in the order in which they run. So it is known which gradient is the first to reach a number: it is written and not
added, and only the other numbers are set to 0 before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograd.program.backends.in_numpy.memory import Array, Memory, addresses, stretches, view
from autograd.program.groups import Operand, Plan

Back = Callable[[], Any]
"""Takes an upstream gradient on to the operands of a group."""
MOST_PIECES = 8
"""Numbers in more pieces than these are set to 0 as a whole."""


class Flow:
    """What a gradient flows into: it is added by `add`, or overwrites `place`, which nothing has reached before. Where
    `along_lanes`, it is summed over its last axis."""

    __slots__ = ("add", "along_lanes", "place")

    def __init__(self, add: Callable[[Array], Any], place: Array | None, along_lanes: bool) -> None:
        self.add, self.place, self.along_lanes = add, place, along_lanes

    def __call__(self, function: Callable[..., Array], *xs: Any) -> None:
        """Let the gradient flow that a function of NumPy gives. It can be broadcast to the operand's shape."""
        if self.place is not None and not self.along_lanes:
            function(*xs, out=self.place)
            return
        gradient = np.add.reduce(function(*xs), -1) if self.along_lanes else function(*xs)
        if self.place is None:
            self.add(gradient)
        else:
            np.copyto(self.place, gradient)


def same(x: Array, out: Array | None = None) -> Array:
    """x itself, as a function of NumPy."""
    if out is not None:
        np.copyto(out, x)
    return x


class Gradients:
    """Gradients of single numbers as `[False]`, and of numbers × lanes as `[True]`. Those of inputs are left out."""

    def __init__(self, plan: Plan, memory: Memory) -> None:
        needed = [o for o in _operands(plan) if o.needs]
        single, rows = memory.values[False], memory.values[True]
        to_constants = any(not o.lanes and o.last() >= plan.singles for o in needed)
        self.origins = {False: 0, True: memory.taken}
        if any(o.lanes and o.first() < memory.taken for o in needed):  # beside other numbers that need one
            self.origins[True], rows = 0, np.zeros((plan.rows, memory.lanes), memory.dtype)
        self.of = {
            False: np.zeros_like(single if to_constants else single[: plan.singles]),
            True: np.zeros_like(rows),
        }
        self._reached = {lanes: np.zeros(len(of), dtype=bool) for lanes, of in self.of.items()}
        self._added = {lanes: np.ones(len(of), dtype=bool) for lanes, of in self.of.items()}
        self._pieces: list[Array] | None = None

    def seed(self, outputs: Iterable[tuple[bool, int]]) -> list[Array]:
        """The gradients of outputs, as views; those of inputs and of constants are left out."""
        found = []
        for lanes, address in outputs:
            place = address - self.origins[lanes]
            if 0 <= place < len(self.of[lanes]):
                self._reached[lanes][place] = True
                found.append(self.of[lanes][place : place + 1])
        return found

    def clear(self) -> None:
        """Set to 0 what is added to."""
        if self._pieces is None:
            self._pieces = [piece for lanes in self.of for piece in _pieces(self.of[lanes], self._added[lanes])]
            self.forget()
        for piece in self._pieces:
            piece.fill(0.0)

    def forget(self) -> None:
        """Forget what only the making of backs asks for: a tenth of the memory of a program. All of them are made."""
        self._reached.clear()
        self._added.clear()

    def upstream(self, results: Operand) -> Array:
        """The gradients of a group's results."""
        return view(self.of[results.lanes], results, self.origins[results.lanes])

    def flow(self, operand: Operand, *, beside_lanes: bool = False) -> Flow | None:
        """What the gradient of an operand flows into, None if none is to flow there. `beside_lanes` tells that it has
        lanes, also if the operand has none."""
        if not operand.needs:
            return None
        return Flow(*self._adder(operand), along_lanes=beside_lanes and not operand.lanes)

    def add_anywhere(self, operand: Operand) -> Array:
        """All gradients of its kind, for one who adds to some of an operand."""
        self._reached[operand.lanes][addresses(operand, self.origins[operand.lanes])] = True
        return self.of[operand.lanes]

    def _adder(self, operand: Operand) -> tuple[Callable[[Array], Any], Array | None]:
        """What adds to the gradient of an operand; and the gradient itself, if nothing has reached it before."""
        gradients, origin = self.of[operand.lanes], self.origins[operand.lanes]
        index = addresses(operand, origin)
        is_first = not self._reached[operand.lanes][index].any()
        self._reached[operand.lanes][index] = True
        repeated = tuple([axis for axis, stride in enumerate(operand.strides) if stride == 0])
        size = (*operand.shape, *gradients.shape[1:])
        if operand.listed is None:
            once = operand.once()
            if once.is_distinct():
                if any(operand.shape[axis] > 1 for axis in repeated):
                    some = view(gradients, once, origin)
                    return lambda more: np.add(some, np.add.reduce(np.broadcast_to(more, size), repeated), some), None
                whole = view(gradients, operand, origin)
                if is_first:
                    self._added[operand.lanes][index] = False
                return lambda more: np.add(whole, more, whole), whole if is_first else None
        flat = (len(index), *gradients.shape[1:])
        if operand.is_distinct():

            def add(more: Array) -> None:
                gradients[index] += np.broadcast_to(more, size).reshape(flat)

            return add, None
        order = index.argsort(kind="stable")
        unique, starts = np.unique(index[order], return_index=True)

        def add_sums(more: Array) -> None:
            gradients[unique] += np.add.reduceat(np.broadcast_to(more, size).reshape(flat)[order], starts)

        return add_sums, None


def _operands(plan: Plan) -> list[Operand]:
    of_parts = [o for group in plan.groups for part in group.parts for o in part.operands]
    return of_parts + [o for group in plan.groups for o in group.operands]


def _pieces(numbers: Array, chosen: Array) -> list[Array]:
    """The chosen numbers as a few slices; all numbers, if they are many."""
    found = stretches(chosen).tolist()
    return [numbers] if len(found) > MOST_PIECES else [numbers[start:end] for start, end in found]
