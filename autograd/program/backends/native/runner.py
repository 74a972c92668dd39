"""A program in C: its groups run in one call, on the arrays that NumPy would run them on.

So a group that C cannot calculate, and a matrix product that NumPy's library calculates faster, stand in NumPy between
two pieces of C.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from autograd.program.backends.in_numpy.arrays import Arrays, made
from autograd.program.backends.in_numpy.gradients import Gradients
from autograd.program.backends.in_numpy.memory import Array, Memory
from autograd.program.backends.native.flows import Flows, checked, entered
from autograd.program.backends.native.library import library
from autograd.program.backends.native.preamble.structures import ARRAYS, COUNTS, POINTERS, STRUCTURES
from autograd.program.backends.native.writing.unit import Unit, running
from autograd.program.groups import Group, Plan

LARGE = 1 << 24
"""Products of so many terms go through NumPy's matmul. On one thread, blocks in registers were up to 1.4 times as fast
as OpenBLAS to 256 × 256 × 256, and in float64 half as fast at 512 × 512 × 512: it keeps blocks in the caches too."""


LINE = 64
"""Bytes of a line of the cache."""


class Built:
    """The libraries of a plan, and what all its runners share. Raises `CannotCompileError`."""

    def __init__(self, plan: Plan, dtype: str) -> None:
        self.plan, self.dtype = plan, dtype
        self.unit = Unit(plan)
        self.in_c = [code is not None for code in self.unit.codes]
        flows = Flows(plan, self.unit.sets)
        self.pieces = [pieces[lanes] for pieces in (checked(plan), flows.cleared) for lanes in (False, True)]
        self.shared = library(running(dtype))
        self.own = library(self.unit.library(flows.assigns, dtype))
        data = self.unit.data
        self.addresses, self.coefs = np.array(data.addresses, np.intc), np.array(data.coefs, dtype)
        tables = self.unit.starts, self.unit.firsts, self.unit.forwards, self.unit.backwards
        self.tables = [np.array(table, np.intc) for table in tables]
        self.loaded = _neighbours(plan.parameters, np.arange(len(plan.parameters)))
        self.entered = _neighbours(plan.placeholders, entered(plan, self.unit.in_lines))
        self.all_entered = _neighbours(plan.placeholders, np.arange(len(plan.placeholders)))


def _neighbours(places: Sequence[int], chosen: Array) -> Array:
    """Those chosen that are neighbours and whose places are neighbours: the first of them, its place, and how many."""
    to = np.take(places, chosen) if len(chosen) else chosen
    firsts = np.flatnonzero((np.diff(chosen, prepend=-2) != 1) | (np.diff(to, prepend=-2) != 1))
    return np.array([chosen[firsts], to[firsts], np.diff(firsts, append=len(chosen))], np.intc).T.copy()


def _aligned(like: Array, first: int) -> Array:
    """The same numbers, of which number `first` begins a line of the processor's cache: vectors then cross no lines."""
    size = like.dtype.itemsize
    room = np.zeros(like.size + LINE // size, like.dtype)
    shift = -(room.ctypes.data // size + first) % (LINE // size)
    found = room[shift : shift + like.size].reshape(like.shape)
    found[...] = like
    return found


class _Whole(Memory):
    """A memory whose inputs stand among the other numbers with lanes."""

    def __init__(self, plan: Plan, lanes: int, dtype: str) -> None:
        super().__init__(plan, lanes, dtype)
        self.taken, self.inputs = 0, self.inputs[:0]
        self.values[False] = _aligned(self.values[False], len(plan.parameters))
        self.values[True] = _aligned(np.zeros((plan.rows, lanes), dtype), 0)


class _Shared(Gradients):
    """Gradients that may have been reached before, so that all are added. Lists give some to their constants, too,
    where it is of no use."""

    def __init__(self, plan: Plan, memory: Memory) -> None:
        super().__init__(plan, memory)
        self.of[False] = _aligned(np.zeros_like(memory.values[False]), len(plan.parameters))
        self.of[True] = _aligned(self.of[True], 0)
        self._reached = {lanes: np.ones(len(of), dtype=bool) for lanes, of in self.of.items()}


class Native:
    """A program for so many lanes, as `backends.chosen.Runner` tells."""

    def __init__(self, built: Built, lanes: int) -> None:
        self.built, self.plan, self.lanes = built, built.plan, lanes
        self.memory = _Whole(self.plan, lanes, built.dtype)
        self.gradients = _Shared(self.plan, self.memory)
        self.lines = _aligned(np.zeros((lanes, len(self.plan.placeholders)), built.dtype), 0)
        works = built.unit.data.works
        self.work = [np.empty((works[along], *[lanes] * along), built.dtype) for along in (False, True) * 2]
        self.read = [self.memory.values[along][address, ...] for along, address in self.plan.outputs]
        self.pieces = self._in_numpy()
        self.kept = list[Any]()  # what C has the addresses of
        self.everything = len(self.plan.outputs)
        self.structures = {outputs: self._structure(outputs) for outputs in [tuple(range(self.everything))]}
        [self.structure] = self.structures.values()
        self.pointer = ctypes.byref(self.structure)
        self.call_run, self.call_differentiate = built.shared.run, built.shared.differentiate
        self.given = self.gradient = np.zeros(0)
        self.gradients.forget()

    def _structure(self, outputs: tuple[int, ...]) -> Any:
        """What C is given, with the seeds of these outputs."""
        built, plan = self.built, self.plan
        found = STRUCTURES[built.dtype]()
        numbers: list[Any] = [*self.memory.values.values(), *self.gradients.of.values(), *self.work]
        for name, array in zip(ARRAYS, [*numbers, built.addresses, built.coefs, *built.tables], strict=True):
            setattr(found.memory, name, array.ctypes.data)
        found.memory.inputs = self.lines.ctypes.data
        found.memory.n, found.memory.width = self.lines.shape
        for name in ("product", "product_t"):
            setattr(found.memory, name, ctypes.cast(built.shared[name], ctypes.c_void_p).value)
        for name in ("forward", "backward"):
            setattr(found, name, ctypes.cast(built.own[name], ctypes.c_void_p).value)
        seeded = [_seeded(plan, outputs, lanes=lanes) for lanes in (False, True)]
        lists = [built.loaded, built.all_entered if self.pieces else built.entered, *built.pieces, *seeded]
        sizes = map(len, [plan.groups, plan.parameters, *lists])
        for count, size in zip(COUNTS, sizes, strict=True):
            setattr(found, count, size)
        for name, array in zip(POINTERS, lists, strict=False):
            setattr(found, name, array.ctypes.data)
        found.seed = self.lanes if plan.placeholders else 1.0
        self.kept.append(seeded)
        return found

    def _in_numpy(self) -> list[Any]:
        """The groups that are calculated in NumPy: for each its number, the steps that calculate it, and what takes its
        gradient back. None where all is in C."""
        pieces = list[Any]()
        for g, group in enumerate(self.plan.groups):
            if self.built.in_c[g] and not _is_large(group, self.lanes):
                continue
            steps, before = self.memory.steps, len(self.memory.steps)
            forward, make_back = made(self.memory, group, self.memory.read(group.out))
            forwards = [*steps[before:], forward]
            back = make_back(self.gradients, self.gradients.upstream(group.out)) if group.out.needs else None
            pieces.append((g, forwards, back))
        return pieces

    def run(self, parameters: Array, inputs: Array) -> bool:
        if parameters is not self.given:  # the same array in most calls
            self.given = np.ascontiguousarray(parameters, self.built.dtype)
            self.structure.given = self.given.ctypes.data
        if len(inputs):
            self.lines[...] = inputs.T  # a copy, since a caller may change them before asking for gradients
        if self.pieces:
            return self._run_in_pieces()
        return bool(self.call_run(self.pointer))

    def _run_in_pieces(self) -> bool:
        shared, memory, at, outside = self.built.shared, ctypes.byref(self.structure.memory), 0, 0
        shared.load(self.pointer)
        self.memory.outside.clear()
        with np.errstate(all="ignore"):
            for g, steps, _ in self.pieces:
                outside |= self.built.own.forward(memory, ctypes.c_long(at), ctypes.c_long(g))
                for step in steps:
                    step()
                at = g + 1
        outside |= self.built.own.forward(memory, ctypes.c_long(at), ctypes.c_long(len(self.plan.groups)))
        return not outside and not self.memory.outside and shared.sound(self.pointer) == 1

    def refused(self) -> list[int]:
        if not self.plan.rows:
            return []
        again = Arrays(self.plan, self.lanes, self.built.dtype)
        again.run(self.given, self.lines.T)
        return again.refused()

    def outputs(self) -> list[Array]:
        return self.read

    def differentiate(self, outputs: Sequence[int], gradient: Array) -> bool:
        structure, pointer = self.structure, self.pointer
        if len(outputs) < self.everything:
            chosen = tuple(outputs)
            if chosen not in self.structures:
                self.structures[chosen] = self._structure(chosen)
            structure = self.structures[chosen]
            pointer = ctypes.byref(structure)
        if structure is not self.structure or gradient is not self.gradient:
            structure.gradient = gradient.ctypes.data
            self.gradient = gradient if structure is self.structure else self.gradient
        if self.pieces:
            return self._in_pieces_back(pointer)
        return bool(self.call_differentiate(pointer))

    def _in_pieces_back(self, pointer: Any) -> bool:
        shared, memory, at = self.built.shared, ctypes.byref(self.structure.memory), len(self.plan.groups)
        shared.seed(pointer)
        with np.errstate(all="ignore"):
            for g, _, back in reversed(self.pieces):
                self.built.own.backward(memory, ctypes.c_long(g + 1), ctypes.c_long(at))
                if back:
                    back()
                at = g
        self.built.own.backward(memory, ctypes.c_long(0), ctypes.c_long(at))
        return bool(shared.taken(pointer) == 1)

    def refused_gradients(self) -> list[int]:
        return np.flatnonzero(~np.isfinite(self.gradients.of[True]).all(0)).tolist()


def _seeded(plan: Plan, outputs: Sequence[int], *, lanes: bool) -> Array:
    """The addresses of these outputs."""
    return np.array([plan.outputs[i][1] for i in outputs if plan.outputs[i][0] is lanes], np.intc)


def _is_large(group: Group, lanes: int) -> bool:
    """Whether it is a matrix product for NumPy's own library."""
    sizes = [
        prod(x.shape[:3]) * part.operands[1].shape[2]
        for part in group.parts
        if part.kind == "product"
        for x in part.operands[:1]
    ]
    return not group.operands and bool(sizes) and max(sizes) * (lanes if group.out.lanes else 1) > LARGE
