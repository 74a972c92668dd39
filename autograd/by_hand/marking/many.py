"""Many files of answers at once, in parallel: a class of learners. One bad file never stops the rest."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.answers.answer import USUAL, Reading
from autograd.by_hand.marking.found import learners, name_in
from autograd.by_hand.marking.marking import as_asked, marked_in
from autograd.by_hand.marking.marks import Marks
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.sheet import Sheet, from_code
from autograd.calculus.row import Op
from autograd.language import say, speaking
from autograd.language.errors import WorksheetError
from autograd.language.text import path_in_a_sentence

MOST_LEARNERS = 2_000
"""The most learners in one file, each of whom is marked on all rows of the sheet: anybody may have filled in the column
of names."""
FASTER_HERE = 8
"""Files that are marked faster here than it takes to start processes."""


class Which(NamedTuple):
    """What every file is marked by: the code of the sheet that is asked for, empty for that of each file; the
    operations of one's own in it; and how it is done, and told in each of the languages `langs`."""

    code: str
    operations: tuple[Op, ...]
    langs: tuple[str, ...]
    reveal: bool
    how: Reading


class Outcome(NamedTuple):
    """What became of one file: its marks, or the `problem` for which it has none.

    `name` is the learner's name and `lang` the language, if the file tells them. `code` is the code of its sheet,
    `key` has the true number of each row, `how` says how the answers were read, and `digest` names the content of the
    file. `others` are the same marks in other languages.
    """

    path: str
    marks: Marks | None
    problem: str = ""
    name: str = ""
    lang: str = ""
    code: str = ""
    key: tuple[float, ...] = ()
    how: Reading = USUAL
    digest: str = ""
    others: tuple[Marks, ...] = ()

    def in_language(self, lang: str) -> Marks | None:
        """The marks in this language, if they were made in it."""
        return next((marks for marks in (self.marks, *self.others) if marks and marks.lang == lang), self.marks)


def by_which(sheet: Sheet | None, langs: tuple[str, ...], reveal: bool, how: Reading) -> Which:
    """What files are marked by: this sheet, or the sheet that each of them tells."""
    code, operations = (sheet.code, sheet.operations) if sheet else ("", ())
    return Which(code, operations, langs, reveal, how)


def as_done(
    paths: Sequence[str], which: Which, executor: Executor | int | None = None
) -> Iterator[tuple[int, list[Outcome]]]:
    """The place of each file in `paths` and its outcomes, as soon as it is marked: by this executor, or by so many
    processes, which are started where that is faster."""
    own = not isinstance(executor, Executor)
    if isinstance(executor, Executor):
        started: AbstractContextManager[Executor] = nullcontext(executor)
    elif executor == 1 or len(paths) <= FASTER_HERE or not _travels(which):
        yield from ((i, _outcomes(path, which)) for i, path in enumerate(paths))
        return
    else:
        started = _processes(min(len(paths), executor or _processors()))
    with started as workers:
        jobs = [(path, which) for path in paths]
        running = {workers.submit(_outcomes, *job): i for i, job in enumerate(jobs)}
        try:
            for future in as_completed(running):
                yield running[future], _finished(jobs[running[future]], future, own)
        finally:  # where nobody asks for more, nothing more is marked
            for future in running:
                future.cancel()


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


def _finished(job: tuple[str, Which], running: Future[list[Outcome]], again: bool) -> list[Outcome]:
    try:
        return running.result()
    except BrokenExecutor as error:  # a process was killed, and those that wait for it cannot go on
        if again:  # it may have been for another file
            with _processes(1) as alone:
                return _finished(job, alone.submit(_outcomes, *job), again=False)
        return [Outcome(job[0], None, say("not read", path=path_in_a_sentence(job[0]), reason=error))]
    except Exception as error:  # the job could not be sent to another process: _outcomes raises nothing
        return [Outcome(job[0], None, f"{path_in_a_sentence(job[0])}: {error}")]


def _outcomes(path: str, which: Which) -> list[Outcome]:
    """What becomes of the file, for each learner in it."""
    known = path_in_a_sentence(path)
    with speaking(which.langs[0]):
        try:
            content = files.content_of(Path(path))
            digest = hashlib.sha256(content).hexdigest()
            several = learners(files.answers_in(content, Path(path)))
            if len(several) > MOST_LEARNERS:
                raise WorksheetError(say("too many learners", path=known, n=len(several), most=f"{MOST_LEARNERS:,}"))
        except WorksheetError as error:
            return [Outcome(path, None, str(error) if known in str(error) else f"{known}: {error}")]
        except Exception as error:  # a fault of ours: told, and in one file only
            return [Outcome(path, None, f"{known}: {type(error).__name__}: {error}")]
        return [_outcome(path, found, which)._replace(lang=found.lang, digest=digest) for found in several]


def _outcome(path: str, found: files.Answers, which: Which) -> Outcome:
    """What becomes of the answers of one learner."""
    known, name = path_in_a_sentence(path), found.name
    try:
        code = which.code or found.code
        if not code:
            raise WorksheetError(say("no code", path=known))
        sheet = _sheet(code, which.operations)
        name = name_in(sheet, found)
        marks, *others = marked_in(which.langs, sheet, found, which.reveal, which.how)
        how = as_asked(sheet, which.how)._replace(comma=found.comma if which.how.comma is None else which.how.comma)
        key = tuple(row.answer for row in sheet.rows)
        return Outcome(path, marks, "", name, code=code, key=key, how=how, others=tuple(others))
    except WorksheetError as error:
        return Outcome(path, None, str(error) if known in str(error) else f"{known}: {error}", name)
    except Exception as error:  # a fault of ours: told, and in one file only
        return Outcome(path, None, f"{known}: {type(error).__name__}: {error}", name)


@lru_cache(maxsize=16)
def _sheet(code: str, operations: tuple[Op, ...]) -> Sheet:
    return from_code(code, operations)
