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

from autograd.program.backends.arrays import Arrays, made
from autograd.program.backends.memory import Array, Memory
from autograd.program.backends.native.flows import Flows
from autograd.program.backends.native.library import library
from autograd.program.backends.native.writing.unit import Unit, running
from autograd.program.groups import Group, Plan

LARGE = 1 << 24
"""Products of so many terms go through NumPy's matmul. On one thread, blocks in registers were up to 1.6 times as fast
as OpenBLAS to 256 × 256 × 256, and half as fast at 512 × 512 × 512, where it keeps blocks in the caches too."""


class _Memory(ctypes.Structure):
    _fields_ = (
        *[(name, ctypes.c_void_p) for name in ("s", "a", "ds", "da", "ws", "wa", "dws", "dwa", "at", "c")],
        *[(name, ctypes.c_void_p) for name in ("product", "product_t")],
        ("n", ctypes.c_long),
    )


COUNTS = "groups", "parameters", "singles", "rows", "clear_singles", "clear_rows", "seed_singles", "seed_rows"
POINTERS = "places", "cleared_singles", "cleared_rows", "seeded_singles", "seeded_rows", "given", "gradient"


def _program(number: Any) -> type[ctypes.Structure]:
    class Program(ctypes.Structure):
        _fields_ = (
            ("memory", _Memory),
            *[(name, ctypes.c_void_p) for name in ("forward", "backward")],
            *[(name, ctypes.c_long) for name in COUNTS],
            *[(name, ctypes.c_void_p) for name in POINTERS],
            ("seed", number),
        )

    return Program


STRUCTURES = {"float64": _program(ctypes.c_double), "float32": _program(ctypes.c_float)}


class Built:
    """The libraries of a plan, and what all its runners share. Raises `CannotCompileError`."""

    def __init__(self, plan: Plan, dtype: str) -> None:
        self.plan, self.dtype = plan, dtype
        self.unit = Unit(plan)
        self.in_c = [code is not None for code in self.unit.codes]
        flows = Flows(plan, self.unit.sets)
        self.cleared = flows.cleared
        self.shared = library(running(dtype))
        self.own = library(self.unit.library(flows.assigns, dtype))
        data = self.unit.data
        self.addresses, self.coefs = np.array(data.addresses, np.intc), np.array(data.coefs, dtype)
        self.places = np.array(plan.parameters, np.intc)


class Native:
    """A program for so many lanes."""

    def __init__(self, built: Built, lanes: int) -> None:
        self.built, self.plan, self.lanes = built, built.plan, lanes
        self.memory = memory = Memory(self.plan, lanes)
        dtype = memory.values[False].dtype
        # lists give a gradient to their constants, too, where it is of no use
        memory.gradients[False] = np.zeros(len(memory.values[False]), dtype)
        works = built.unit.data.works
        self.work = [np.empty((works[along], lanes) if along else works[along], dtype) for along in (False, True) * 2]
        self.given, self.gradient = (
            np.zeros(len(self.plan.parameters), dtype),
            np.zeros(len(self.plan.parameters), dtype),
        )
        self.structures: dict[tuple[int, ...], Any] = {}
        self.everything = tuple(range(len(self.plan.outputs)))
        self.structure = self._structure(self.everything)
        self.pointer = ctypes.byref(self.structure)
        shared = built.shared
        self.call_run, self.call_differentiate = shared.run, shared.differentiate
        self.pieces = self._pieces()

    def _structure(self, outputs: tuple[int, ...]) -> Any:
        """What C is given, with the seeds of these outputs."""
        built, memory, plan = self.built, self.memory, self.plan
        found = STRUCTURES[built.dtype]()
        arrays: list[Any] = [
            *memory.values.values(),
            *memory.gradients.values(),
            *self.work,
            built.addresses,
            built.coefs,
        ]
        for name, array in zip(("s", "a", "ds", "da", "ws", "wa", "dws", "dwa", "at", "c"), arrays, strict=True):
            setattr(found.memory, name, array.ctypes.data)
        found.memory.n = self.lanes
        for name in ("product", "product_t"):
            setattr(found.memory, name, ctypes.cast(built.shared[name], ctypes.c_void_p).value)
        for name in ("forward", "backward"):
            setattr(found, name, ctypes.cast(built.own[name], ctypes.c_void_p).value)
        seeded = {lanes: _seeded(plan, outputs, lanes=lanes) for lanes in (False, True)}
        found.groups, found.parameters = len(plan.groups), len(plan.parameters)
        found.singles, found.rows = plan.singles, plan.rows
        found.clear_singles, found.clear_rows = (len(built.cleared[lanes]) for lanes in (False, True))
        found.seed_singles, found.seed_rows = (len(seeded[lanes]) for lanes in (False, True))
        found.seed = self.lanes if plan.placeholders else 1.0
        self.kept = [seeded, *getattr(self, "kept", [])]
        pointed: list[Any] = [built.places, *built.cleared.values(), *seeded.values(), self.given, self.gradient]
        for name, array in zip(POINTERS, pointed, strict=True):
            setattr(found, name, array.ctypes.data)
        return found

    def _pieces(self) -> list[Any]:
        """The program in pieces, where some of its groups are calculated in NumPy: for each of these the steps that
        calculate it, and what takes its gradient back. None where it is all in C."""
        pieces = list[Any]()
        for g, group in enumerate(self.plan.groups):
            if self.built.in_c[g] and not _is_large(group, self.lanes):
                continue
            steps, before = self.memory.steps, len(self.memory.steps)
            forward, back = made(self.memory, group, self.memory.read(group.out))
            pieces.append((g, [*steps[before:], forward], back, self.memory.upstream(group.out)))
        return pieces

    def run(self, parameters: Array, inputs: Array) -> bool:
        """Calculate everything for parameters in their order, and for inputs × lanes. False where something is refused:
        a number that is not finite, or that a row's domain leaves out."""
        self.given[...] = parameters
        if len(inputs):
            self.memory.values[True][self.plan.placeholders] = inputs
        if self.pieces:
            return self._run_in_pieces()
        return bool(self.call_run(self.pointer) == 1)

    def _run_in_pieces(self) -> bool:
        shared, memory, at, outside = self.built.shared, ctypes.byref(self.structure.memory), 0, 0
        shared.load(self.pointer)
        self.memory.outside.clear()
        with np.errstate(all="ignore"):
            for g, steps, _, _ in self.pieces:
                outside |= self.built.own.forward(memory, ctypes.c_long(at), ctypes.c_long(g))
                for step in steps:
                    step()
                at = g + 1
        outside |= self.built.own.forward(memory, ctypes.c_long(at), ctypes.c_long(len(self.plan.groups)))
        return not outside and not self.memory.outside and shared.sound(self.pointer) == 1

    def refused(self) -> list[int]:
        """The lanes in which the last run was refused; none, if a number without lanes was."""
        again = Arrays(self.plan, self.lanes)
        again.run(self.given, self.memory.values[True][self.plan.placeholders])
        return again.refused()

    def outputs(self) -> list[Array]:
        """The outputs of the last run: a number, or numbers along lanes."""
        return [self.memory.values[lanes][address] for lanes, address in self.plan.outputs]

    def differentiate(self, outputs: Sequence[int], gradient: Array) -> bool:
        """Put the gradients of the sum of these outputs over all lanes, by the parameters in their order, into
        `gradient`. False if one of them is not finite; then nothing is put there."""
        pointer = self.pointer if len(outputs) == len(self.everything) else self._seeding(tuple(outputs))
        if not (self._in_pieces_back(pointer) if self.pieces else self.call_differentiate(pointer)):
            return False
        gradient[...] = self.gradient
        return True

    def _seeding(self, outputs: tuple[int, ...]) -> Any:
        if outputs not in self.structures:
            self.structures[outputs] = self._structure(outputs)
        return ctypes.byref(self.structures[outputs])

    def _in_pieces_back(self, pointer: Any) -> bool:
        shared, memory, at = self.built.shared, ctypes.byref(self.structure.memory), len(self.plan.groups)
        shared.seed(pointer)
        with np.errstate(all="ignore"):
            for g, _, back, upstream in reversed(self.pieces):
                self.built.own.backward(memory, ctypes.c_long(g + 1), ctypes.c_long(at))
                if self.plan.groups[g].out.needs:
                    back(upstream)
                at = g
        self.built.own.backward(memory, ctypes.c_long(0), ctypes.c_long(at))
        return bool(shared.taken(pointer) == 1)

    def refused_gradients(self) -> list[int]:
        """The lanes in which some gradient is not finite; none, if only numbers without lanes have such."""
        return np.flatnonzero(~np.isfinite(self.memory.gradients[True]).all(0)).tolist()


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
