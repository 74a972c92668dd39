"""The answers to a formula: ours, and those of engines that are installed, asked now."""

from __future__ import annotations

import contextlib
import importlib.util
import math
import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from pathlib import Path

import autograd
from autograd.checking.engines import live
from autograd.checking.engines.engine import Engine
from autograd.checking.engines.live import Asked, EngineMissingError, Told
from autograd.commands.engines.posed import LONGEST, Posed, Way, ways
from autograd.graph.backward import grad
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.language.text import printable

SECONDS = 60.0
"""So long an engine may take for all that it is asked, from when it has started."""
ALIKE = 1e-9
"""Two numbers that differ by less, relatively, are one answer."""
IMPORTED = re.compile(r"^(?:import|from) ([\w.]+)", re.MULTILINE)

Slots = tuple[int, ...]


@dataclass
class Row:
    """What one call of one engine answers: a number for each column, None where it is not known, NaN where the engine
    says so; or why there is no answer. `where` is a key of the catalogue: ours, live, or from the table. `failed` are
    the orders of derivatives for which the engine gave an error."""

    engine: str
    title: str
    call: str
    where: str
    numbers: list[float | None]
    why: str = ""
    made: str = ""
    failed: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The title without the version."""
        return self.title.rpartition(" ")[0]

    def differs(self, ours: Row, column: int) -> bool:
        number, own = self.numbers[column], ours.numbers[column]
        if number is None:
            return False
        return own is None or not alike(number, own)

    def differs_anywhere(self, ours: Row) -> bool:
        return any(self.differs(ours, column) for column in range(len(self.numbers)))


def alike(a: float, b: float) -> bool:
    """Whether two numbers are one answer. An infinite one is like no other, whatever the tolerance."""
    if math.isinf(a) or math.isinf(b):
        return a == b
    return a == b or (a != a and b != b) or abs(a - b) <= ALIKE * max(abs(a), abs(b))


def columns(posed: Posed, order: int) -> list[Slots]:
    """The leaves by which each column is differentiated: none for the value itself."""
    slots = range(len(posed.leaves))
    return [along for n in range(order + 1) for along in combinations_with_replacement(slots, n)]


def ours(posed: Posed, order: int) -> Row:
    """What this engine answers. A number that it refuses is None, and `why` is its sentence."""
    row = Row("", f"Ringograd {autograd.__version__}", printable(posed.expression, LONGEST), "ours", [])
    if posed.refused:
        return replace(row, numbers=[None for _ in columns(posed, order)], why=posed.refused)
    found: dict[Slots, Value | None] = {(): posed.out}
    for along in columns(posed, order):
        before = found[along[:-1]]
        if along:
            found[along] = None
            try:
                if before is not None:
                    [found[along]] = grad(before, [posed.leaves[along[-1]]])
            except DomainError as error:
                row.why = row.why or str(error)
        number = found[along]
        row.numbers.append(None if number is None else number.data)
    return row


def is_installed(engine: Engine, environments: Path | None) -> bool:
    """Whether the engine can be expected to start. Nothing is imported for it."""
    if environments is not None:
        return live.interpreter(engine, environments)[1] is not None
    modules = IMPORTED.findall(engine.imports)
    return bool(modules) and all(map(_is_there, modules))


def _is_there(module: str) -> bool:
    top, *below = module.split(".")
    spec = importlib.util.find_spec(top)
    if spec is None or not below:
        return spec is not None
    folders = map(Path, spec.submodule_search_locations or ())
    return any(True for folder in folders for _ in folder.glob(f"{below[0]}*"))


def asked_now(
    posed: Posed, engines: Sequence[Engine], order: int, environments: Path | None
) -> Iterator[tuple[Engine, list[Row] | EngineMissingError]]:
    """The answers of engines that are installed, several processes at once; or why an engine does not start."""
    able = [(one, list(ways(posed, one))) for one in engines]
    at_once = os.cpu_count() or 1
    for start in range(0, len(able), at_once):
        with contextlib.ExitStack() as started:
            processes = []
            for one, asking in able[start : start + at_once]:
                process = live.Process(one, _questions(asking, order), environments)
                started.callback(process.end)
                processes.append((one, asking, process))
            for one, asking, process in processes:
                try:
                    version, told = _heard(process, one, _questions(asking, order), environments)
                except EngineMissingError as error:
                    yield one, error
                else:
                    yield one, _rows(posed, one, f"{one.shown} {version}", order, asking, told)


def _questions(asking: Iterable[Way], order: int) -> list[Asked]:
    return [way.asked(n) for way in asking for n in range(order + 1)]  # type: ignore[arg-type]


def _heard(
    process: live.Process, engine: Engine, asked: Sequence[Asked], environments: Path | None
) -> tuple[str, list[Told]]:
    """The version, and an answer to each question. An engine that has died is started again for the next one."""
    version = live.version_of(process, engine, environments)
    until = time.monotonic() + SECONDS
    told: list[Told] = []
    while len(told) < len(asked):
        line = process.next(max(0.0, until - time.monotonic()))
        if time.monotonic() >= until:
            break
        error = say("process ended", how=line["ended"]) if "ended" in line else line.get("error", "")
        told.append(Told(tuple(map(float, line.get("numbers", ()))), error))
        if "ended" in line:
            told += live.answers(engine, asked[len(told) :], environments, SECONDS)
    late = Told(error=say("no answer in time", seconds=f"{SECONDS:g}"))
    return version, told + [late] * (len(asked) - len(told))


def _rows(
    posed: Posed, engine: Engine, title: str, order: int, asking: Sequence[Way], told: Sequence[Told]
) -> list[Row]:
    """A row for each call, without those that answer as one before them."""
    rows = []
    for place, way in enumerate(asking):
        answers = told[place * (order + 1) :][: order + 1]
        numbers = _chosen(posed, order, [one.numbers for one in answers], len(way.inputs))
        why = next((one.error for one in answers if one.error), "")
        failed = frozenset(n for n, one in enumerate(answers) if one.error)
        rows.append(Row(engine.name, title, way.call, "live", numbers, why, way.made, failed))
    return list(other_answers(rows))


def _same(row: Row, other: Row) -> bool:
    if row.why != other.why:
        return False
    pairs = zip(row.numbers, other.numbers, strict=True)
    return all(a is b or (a is not None and b is not None and alike(a, b)) for a, b in pairs)


def _chosen(posed: Posed, order: int, told: Sequence[Sequence[float]], count: int) -> list[float | None]:
    """Of the value, the gradient and the Hessian in all inputs, the numbers of the columns."""
    numbers: list[float | None] = []
    for along in columns(posed, order):
        place = 0
        for slot in along:
            place = place * count + slot
        of_order = told[len(along)]
        numbers.append(of_order[place] if place < len(of_order) else None)
    return numbers


def other_answers(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without those that answer as another call of the same engine does. Where one call has several answers,
    it is told how the inputs were made."""
    kept: list[Row] = []
    for row in rows:
        if not any(row.engine == other.engine and _same(row, other) for other in kept):
            kept.append(row)
    calls = [(row.engine, row.call) for row in kept]
    for row in kept:
        if calls.count((row.engine, row.call)) > 1:
            yield replace(row, call=say("call of inputs", call=row.call, made=row.made))
        else:
            yield row
