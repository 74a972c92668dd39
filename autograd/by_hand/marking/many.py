"""Many files of answers at once, in parallel: a class of learners. One bad file never stops the rest."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.answers.answer import Reading
from autograd.by_hand.marking.marking import marked, reading
from autograd.by_hand.marking.marks import Marks
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.sheet import Sheet, from_code
from autograd.calculus.row import Op
from autograd.language import language, say, speaking
from autograd.language.errors import WorksheetError, cut
from autograd.language.text import path_in_a_sentence

FASTER_HERE = 8
"""Files that are marked faster here than it takes to start processes."""


class Which(NamedTuple):
    """What every file is marked by: the code of the sheet that is asked for, empty for that of each file; the
    operations of one's own in it; and how it is done and told."""

    code: str
    operations: tuple[Op, ...]
    lang: str
    reveal: bool
    how: Reading


class Outcome(NamedTuple):
    """What became of one file: its marks, or the `problem` for which it has none."""

    path: str
    marks: Marks | None
    problem: str = ""


def mark_files(
    paths: Sequence[str | Path],
    sheet: Sheet | None = None,
    *,
    executor: Executor | None = None,
    reveal: bool = False,
    digits: int = 3,
    truncation: bool = False,
    comma: bool | None = None,
) -> Iterator[Outcome]:
    """Mark each file, in the order of `paths`: against `sheet`, or else against the sheet that the file tells.

    The work is done by `executor`, any of `concurrent.futures`; by default by as many processes as there are
    processors, or right here for a few files. The other options are those of `mark`.
    """
    if isinstance(paths, str | bytes) or not isinstance(paths, Sequence):
        raise TypeError(f"mark_files takes a list of paths, as in ['a.csv', 'b.csv'], not {type(paths).__name__}")
    if not isinstance(sheet, Sheet | None):
        raise TypeError(f"mark_files takes a worksheet, such as Sheet.load(path), not {cut(repr(sheet))}")
    if not isinstance(executor, Executor | None):
        raise TypeError(f"mark_files takes an executor, such as ThreadPoolExecutor(4), not {cut(repr(executor))}")
    code, operations = (sheet.code, sheet.operations) if sheet else ("", ())
    which = Which(code, operations, language(), reveal, reading(digits, truncation, comma))
    own = executor is None and len(paths) > FASTER_HERE and _travels(which)
    if executor is None and not own:
        yield from (_outcome(str(path), which) for path in paths)
        return
    with _processes(min(len(paths), _processors())) if own else nullcontext(executor) as workers:
        assert workers is not None
        jobs = [(str(path), which) for path in paths]
        running = [workers.submit(_outcome, *job) for job in jobs]
        yield from (_finished(job, future, own) for job, future in zip(jobs, running, strict=True))


def _travels(which: Which) -> bool:
    """Whether the sheet can go to another process. With an operation that was made within a function it cannot."""
    try:
        pickle.dumps(which)
    except (TypeError, pickle.PicklingError):
        return False
    return True


def _processes(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """End this process when the one that started it ends, even by kill -9: nobody would give it work, or stop it."""

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _processors() -> int:
    """The processors this process may use, which may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _finished(job: tuple[str, Which], running: Future[Outcome], again: bool) -> Outcome:
    try:
        return running.result()
    except BrokenExecutor as error:  # a process was killed, and those that wait for it cannot go on
        if again:  # it may have been for another file
            with _processes(1) as alone:
                return _finished(job, alone.submit(_outcome, *job), again=False)
        return Outcome(job[0], None, say("not read", path=path_in_a_sentence(job[0]), reason=error))
    except Exception as error:  # the job could not be sent to another process: _outcome raises nothing
        return Outcome(job[0], None, f"{path_in_a_sentence(job[0])}: {error}")


def _outcome(path: str, which: Which) -> Outcome:
    code = which.code
    with speaking(which.lang):
        try:
            found = files.load(Path(path))
            if not (code or found.code):
                raise WorksheetError(say("no code", path=path_in_a_sentence(path)))
            return Outcome(path, marked(_sheet(code or found.code, which.operations), found, which.reveal, which.how))
        except WorksheetError as error:
            known = path_in_a_sentence(path)
            return Outcome(path, None, str(error) if known in str(error) else f"{known}: {error}")
        except Exception as error:  # a fault of ours: told, and in one file only
            return Outcome(path, None, f"{path_in_a_sentence(path)}: {type(error).__name__}: {error}")


@lru_cache(maxsize=16)
def _sheet(code: str, operations: tuple[Op, ...]) -> Sheet:
    return from_code(code, operations)
