"""Mutants: small changes in the code of a room, each of which some test of that room must notice.

    python -m tests.mutants graph               every mutant of autograd/graph
    python -m tests.mutants graph backward      those of backward.py alone
    python -m tests.mutants graph --sample 50   fifty mutants of each module, always the same
    python -m tests.mutants graph --survivors   nothing is run: what survived so far

A mutant meets the tests that say most about its module, and all tests of the room if these notice nothing.
Cosmic Ray (`pip install -e ".[mutation]"`) makes the mutants and keeps what became of them in `.mutants/`, a file for
each module as it stands: a run that was stopped goes on where it was, and a module that was changed begins anew.
Mutants that survived are tried again, since the tests may have learned to see them. The exit status is 1 if any
survives. Needs `os.fork`: Linux or macOS.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult
from hypothesis import Phase, settings

from tests.copies import ROOT
from tests.forked import changed, import_libraries, run_tests, settle_in
from tests.telling import ROOMS, Tests, telling

REPLACED = {
    "Add": ["Sub"], "Sub": ["Add"], "Mul": ["Div"], "Div": ["Mul"], "Pow": ["Mul"], "FloorDiv": ["Div"], "Mod": ["Mul"],
    "BitOr": ["BitAnd"], "BitAnd": ["BitOr"], "BitXor": ["BitOr"],
    "Lt": ["LtE", "Gt"], "LtE": ["Lt", "Gt"], "Gt": ["GtE", "Lt"], "GtE": ["Gt", "Lt"], "Eq": ["NotEq"],
    "NotEq": ["Eq"], "Is": ["IsNot"], "IsNot": ["Is"], "In": ["NotIn"], "NotIn": ["In"], "USub": ["UAdd"],
    "Delete": ["USub", "Not"],
}  # fmt: skip
"""What an operator is replaced by. Cosmic Ray knows eleven others for each; these are the nearest."""

SILENT = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
"""The statuses of pytest where no test fails; a module need not have tests of its own."""

LEAST = 5.0
"""Seconds that any mutant has, at least; then it is ended, and counts as noticed."""


class Job(NamedTuple):
    """A mutant of `module`, which is a path from the root, and the tests that it meets."""

    id: str
    module: str
    mutant: MutationSpec
    tests: Tests


class WithoutShrinking:
    """A plugin of pytest: as many examples as in every run, and no search for a smallest one that fails."""

    def pytest_configure(self) -> None:  # pytest has loaded the project's profiles by then
        phases = [Phase.explicit, Phase.generate]
        settings.register_profile("mutants", settings(), phases=phases)
        settings.load_profile("mutants")


def is_used(operator: str) -> bool:
    """Whether the operator of Cosmic Ray is one of those that are tried."""
    replaced = re.fullmatch(r"core/Replace(?:Binary|Comparison|Unary)Operator_([A-Za-z]+)_([A-Za-z]+)", operator)
    return replaced is None or replaced[2] in REPLACED.get(replaced[1], [])


def annotated(code: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the annotations stand. They are never evaluated here, so no test could notice a change."""
    found = []
    for node in ast.walk(ast.parse(code)):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        found += [part for part in parts if isinstance(part, ast.expr)]
    return [((a.lineno, a.col_offset), (a.end_lineno or 0, a.end_col_offset or 0)) for a in found]


def session(module: Path) -> WorkDB:
    """The mutants of a module as it stands, with what became of those that were tried."""
    code = module.read_text("utf-8")
    name = str(module.relative_to(ROOT)).replace("/", ".") + "-" + hashlib.sha256(code.encode()).hexdigest()[:8]
    (file := ROOT / ".mutants" / f"{name}.sqlite").parent.mkdir(exist_ok=True)
    if not (db := WorkDB(file, WorkDB.Mode.create)).num_work_items:
        everything = WorkDB(":memory:", WorkDB.Mode.create)
        init([module], everything, {})
        places = annotated(code)
        db.add_work_items(item for item in everything.work_items if is_tried(item.mutations[0], places))
    return db


def is_tried(mutant: MutationSpec, places: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    is_inside = any(start <= mutant.start_pos and mutant.end_pos <= end for start, end in places)
    return is_used(mutant.operator_name) and not is_inside


def try_out(job: Job) -> tuple[str, WorkResult]:
    """Run the tests on the mutant, in the copy of the project where this process works."""
    seconds = limit(job.tests)
    file = Path(job.module)
    sound = file.read_text("utf-8")
    mutated = None
    with contextlib.suppress(AttributeError):  # Cosmic Ray cannot replace the *ERRORS of an except clause
        mutated = mutate_code(sound, get_operator(job.mutant.operator_name)(), job.mutant.occurrence)
    if mutated is None:
        return job.id, WorkResult(WorkerOutcome.NO_TEST)
    with changed(file, mutated):
        is_noticed = run_tests(job.tests, seconds, [WithoutShrinking()]).status not in SILENT
    outcome = TestOutcome.KILLED if is_noticed else TestOutcome.SURVIVED
    return job.id, WorkResult(WorkerOutcome.NORMAL, "", outcome, difference(sound, mutated))


@cache
def limit(tests: Tests) -> float:
    """The seconds that these tests may take: much more than they take here, where no mutant is."""
    ended = run_tests(tests, 600.0, [WithoutShrinking()])
    if ended.status not in SILENT:
        raise RuntimeError(f"pytest ends with {ended.status} without any mutant: pytest {' '.join(tests)}")
    return max(LEAST, 5.0 * ended.took)


def difference(sound: str, mutated: str) -> str:
    """The line that was changed, and what it became."""
    pairs = zip(sound.split("\n"), mutated.split("\n"), strict=False)
    number, was, became = next((i, a, b) for i, (a, b) in enumerate(pairs, 1) if a != b)
    return f"{number}\n    - {was.strip()}\n    + {became.strip()}"


def left(db: WorkDB, many: int | None) -> list[WorkItem]:
    """The mutants that were not tried, or survived; those among the first `many` in an order by chance, if given."""
    items = sorted(db.work_items, key=lambda item: str(item.mutations[0]))
    random.Random(0).shuffle(items)
    noticed = {id for id, result in db.results if result.is_killed}
    return [item for item in items[:many] if item.job_id not in noticed]


def report(name: str, db: WorkDB) -> int:
    """Print the survivors of a module; their number is returned."""
    alive = [result.diff or "" for _, result in db.results if result.test_outcome == TestOutcome.SURVIVED]
    print(f"{name}: {db.num_work_items} mutants, {db.num_results} tried, {len(alive)} survive")
    for diff in sorted(alive, key=lambda diff: int(diff.split("\n")[0])):
        print(f"{name}:{diff}")
    return len(alive)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("room", choices=ROOMS)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--survivors", action="store_true")
    asked = parser.parse_args(arguments)
    folder, room = ROOMS[asked.room]
    modules = [path for path in sorted((ROOT / folder).rglob("*.py")) if path.stem in (asked.modules or [path.stem])]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    survived, context = 0, multiprocessing.get_context("fork")
    import_libraries()
    with tempfile.TemporaryDirectory() as copies, context.Pool(cores, settle_in, [copies, "default"]) as pool:
        for module in modules:
            db, name = session(module), str(module.relative_to(ROOT))
            for is_first in () if asked.survivors else (True, False):
                start, mutants = time.monotonic(), [(i.job_id, i.mutations[0]) for i in left(db, asked.sample)]
                jobs = [Job(id, name, m, telling(name, m.start_pos[0]) if is_first else room) for id, m in mutants]
                for done, (id, result) in enumerate(pool.imap_unordered(try_out, jobs), 1):
                    db.set_result(id, result)
                    each = (time.monotonic() - start) / done
                    print(f"\r{name}: {done} of {len(jobs)}, {each:.1f} s each ", end="", file=sys.stderr, flush=True)
                print(file=sys.stderr)
            survived += report(name, db)
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
