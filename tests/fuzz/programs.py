"""Random programs of one to eight operations, whose values and gradients are compared with numbers of 57 digits.

Programs come in parts of 10,000, made from the seed and the number of the part, so that a run that was stopped goes on
and several processes share the work. The answer of the engine may be off by rounding alone; a program for which it is
off by more is made smaller, and printed as Python.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op
from autograd.notation.formulas import condition
from autograd.testing.programs import Program
from autograd.testing.strategies import _sound
from tests.fuzz.exact import Exact
from tests.programs import run

PART = 10_000
LEAVES, STEPS, LARGEST = 4, 8, 20.0
ALIKE = 100
"""Of so many programs, one is calculated in mpmath too."""
TOLERANCE = 1e-11
"""The allowed error of a number in units of itself, or of 1 if it is smaller."""
ROUNDING, ROUNDINGS = 1e-15, 50.0
"""A result that is worse may be no worse than what roundings of this size make of it, so many times."""
NEAR = (1, 1, 1, 1, 2, 2, 3)
"""How far back the first input of a step is: mostly the newest node, so that few are left without a use."""
CHOICES = 24
"""Rows with constants are made with so many different ones."""


@dataclass
class Figures:
    """What was compared so far. `worst` is the largest error in units of the result, or of 1; `by_rounding` counts
    programs whose numbers roundings change by more than `TOLERANCE`, and `at_edges` those that have a value in floats
    alone, since rounding has moved an input to the edge of a domain."""

    seed: int
    parts: int = 0
    programs: int = 0
    numbers: int = 0
    in_mpmath: int = 0
    by_rounding: int = 0
    at_edges: int = 0
    worst: float = 0.0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        self.parts += 1
        self.worst = max(self.worst, other.worst)
        self.faults += other.faults
        for name in ("programs", "numbers", "in_mpmath", "by_rounding", "at_edges", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@cache
def rows() -> list[list[Op]]:
    """The rows of the table; of a row with constants, several with constants in its domain."""
    draw = random.Random(0)
    return [[row] if not row.constants else list(_bound(row, draw)) for row in TABLE]


def _bound(row: Op, draw: random.Random) -> Iterator[Op]:
    count = 0
    while count < CHOICES:
        if row.arity == MANY:
            made = row.bind(float(draw.randrange(3)))
        else:
            made = row.bind(*[draw.choice((float(draw.randint(-3, 3)), _number(draw))) for _ in row.constants])
        if condition(made, "domain") is not False:
            count += 1
            yield made


def _number(draw: random.Random) -> float:
    return (_below(draw, 8001) - 4000) / 1000


def made(draw: random.Random) -> Program:
    """A program with at least one step."""
    while True:
        leaves = [_number(draw) for _ in range(_below(draw, LEAVES) + 1)]
        steps = [
            (
                _one(draw, _one(draw, rows())),
                (_one(draw, NEAR), *(_below(draw, 7) + 1 for _ in range(4))),
                _below(draw, 5) + 1,
            )
            for _ in range(_below(draw, STEPS) + 1)
        ]
        program = _sound(leaves, steps, False, LARGEST)
        if program.steps:
            return program


def _below(draw: random.Random, most: int) -> int:
    """A whole number below this one, in half the time of `randrange`."""
    return int(draw.random() * most)


def _one(draw: random.Random, of: Sequence[Any]) -> Any:
    return of[_below(draw, len(of))]


def answers(program: Program) -> list[float]:
    """The engine's value and gradients."""
    leaves, out = run(program)
    out.backward()
    return [out.data, *(leaf.grad for leaf in leaves)]


def error(ours: Sequence[float], true: Sequence[Any]) -> float:
    """The largest error of a number, in units of itself, or of 1 if it is smaller."""
    return max(float(abs(x - t) / max(1, abs(t))) for x, t in zip(ours, true, strict=True))


def changed_by_rounding(program: Program, exact: Exact, true: Sequence[Any]) -> float:
    """How far roundings in each step move these numbers: the largest of several tries."""
    draw = random.Random(1)
    one = exact.number(1.0)
    moved = 0.0
    for _ in range(8):
        noise = [one + exact.number(draw.choice((-ROUNDING, ROUNDING))) for _ in program.steps]
        found = exact.derivatives(program, noise)
        moved = max(moved, max(float(abs(x - t) / max(1, abs(t))) for x, t in zip(found, true, strict=True)))
    return moved


def is_wrong(program: Program, exact: Exact) -> bool:
    true = exact.derivatives(program)
    off = error(answers(program), true)
    return not off <= TOLERANCE and not off <= ROUNDINGS * changed_by_rounding(program, exact, true)


def is_at_an_edge(program: Program, exact: Exact) -> bool:
    """Whether all numbers before the first without a value are right: `log(erf(9))` is -4e-37, and in floats 0."""
    true = exact.nodes(program, [exact.number(x) for x in program.leaves])
    first = next((i for i, x in enumerate(true) if x != x), len(true))
    near = (abs(x - t) <= TOLERANCE * max(1, abs(t)) for x, t in zip(program.values[:first], true[:first], strict=True))
    return first < len(true) and all(near)


def smaller(program: Program, exact: Exact) -> Program:
    """A smaller program that is wrong too: without some of its steps, and with simpler leaves."""
    for shorter in _smaller(program):
        try:
            if shorter.steps and is_wrong(shorter, exact):
                return smaller(shorter, exact)
        except (ValueError, ArithmeticError, LookupError):  # it has no value, or no inputs
            continue
    return program


def _smaller(program: Program) -> Iterator[Program]:
    steps = program.steps
    for end in range(1, len(steps)):
        yield Program(program.leaves, steps[:end]).without_dead_nodes()
        nodes = program.run(program.leaves, lambda op, xs: op.value(*xs))
        rest, first = steps[end:], len(program.leaves) + end
        if all(b <= i + 1 for i, (_, back) in enumerate(rest) for b in back):  # they need the last node alone
            yield Program((nodes[first - 1],), rest).without_dead_nodes()
    for i, x in enumerate(program.leaves):
        simpler = {float(round(x, digits)) for digits in (0, 1, 2)} - {x}
        yield from (Program((*program.leaves[:i], y, *program.leaves[i + 1 :]), steps) for y in sorted(simpler))


def part(task: tuple[int, int, int]) -> Figures:
    """Compare the programs of one part: the seed, the number of the part, and how many programs."""
    seed, number, count = task
    start, draw = time.process_time(), random.Random(f"{seed} {number}")
    found, exact, mpmath = Figures(seed), *_systems()
    for i in range(count):
        program = made(draw)
        true, ours = exact.derivatives(program), answers(program)
        off = error(ours, true)
        found.programs += 1
        found.numbers += len(ours)
        if any(x != x for x in true) and is_at_an_edge(program, exact):
            found.at_edges += 1
            continue
        if i % ALIKE == 0:
            found.in_mpmath += 1
            other = mpmath.derivatives(program)
            if not all(
                abs(float(x) - float(t)) <= 1e-15 * max(1.0, abs(float(t))) for x, t in zip(other, true, strict=True)
            ):
                found.faults.append(
                    f"# mpmath says {list(map(float, other))} and MPFR {list(map(float, true))}\n{program!r}"
                )
        if off <= TOLERANCE:
            found.worst = max(found.worst, off)
        elif off <= ROUNDINGS * changed_by_rounding(program, exact, true):
            found.by_rounding += 1
        else:
            least = smaller(program, exact)
            numbers = list(map(float, exact.derivatives(least)))
            found.faults.append(f"# the engine says {answers(least)}, and in truth {numbers}\n{least!r}")
    found.seconds = time.process_time() - start
    return found


@cache
def _systems() -> tuple[Exact, Exact]:
    return Exact(find_spec("gmpy2") is not None), Exact(with_gmpy2=False)


def compare(count: int, seed: int, processes: int, folder: Path, seconds: float = math.inf) -> Figures:
    """Compare so many programs, with those of earlier runs of this seed in the folder, which are kept there."""
    end, kept = time.monotonic() + seconds, folder / f"programs-{seed}.json"
    found = Figures(**json.loads(kept.read_text("utf-8"))) if kept.exists() else Figures(seed)
    tasks = [(seed, i, min(PART, count - i * PART)) for i in range(found.parts, math.ceil(count / PART))]
    with multiprocessing.get_context("spawn").Pool(processes) if processes > 1 else _Alone() as pool:
        for figures in pool.imap(part, tasks):
            found.add(figures)
            new = kept.with_suffix(".new")
            new.write_text(json.dumps(asdict(found)), "utf-8")
            new.replace(kept)
            if time.monotonic() > end:
                break
    return found


class _Alone:
    """A pool of this process."""

    imap = staticmethod(map)

    def __enter__(self) -> _Alone:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def told(found: Figures) -> str:
    lines = [
        f"{found.programs:,} programs, {found.numbers:,} values and derivatives; {found.in_mpmath:,} in mpmath too",
        f"the largest error: {found.worst:.2g} of the number, or of 1; in {found.by_rounding:,} programs by rounding",
        f"programs that have no true value, though one in floats: {found.at_edges:,}",
        f"{found.seconds:,.0f} s of processors; faults: {len(found.faults)}",
    ]
    return "\n".join([*lines, *found.faults])
