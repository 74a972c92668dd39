"""Many files of answers at once, in parallel: a class of learners. One bad file never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand import files
from autograd.by_hand.marking import marked
from autograd.by_hand.marks import Marks
from autograd.by_hand.sheet import Sheet, from_code
from autograd.errors import WorksheetError
from autograd.language import language, say, speaking
from autograd.text import printable

FEW = 8
"""Files that are marked faster here than it takes to start processes."""


class Outcome(NamedTuple):
    """What became of one file: its marks, or the `problem` for which it has none."""

    path: str
    marks: Marks | None
    problem: str = ""


def mark_files(
    paths: Sequence[str | Path], sheet: Sheet | None = None, *, executor: Executor | None = None, reveal: bool = False
) -> Iterator[Outcome]:
    """Mark each file, in the order of `paths`: against `sheet`, or else against the sheet that the file tells.

    The work is done by `executor`, any of `concurrent.futures`; by default by as many processes as there are
    processors, or right here for a few files.
    """
    code, lang = sheet.code if sheet else "", language()
    own = executor is None and len(paths) > FEW
    if executor is None and not own:
        yield from (_outcome(str(path), code, lang, reveal) for path in paths)
        return
    with ProcessPoolExecutor(min(len(paths), _processors())) if own else nullcontext(executor) as workers:
        assert workers is not None
        running = [workers.submit(_outcome, str(path), code, lang, reveal) for path in paths]
        yield from map(_finished, map(str, paths), running)


def _processors() -> int:
    """The processors this process may use, which may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _finished(path: str, running: Future[Outcome]) -> Outcome:
    try:
        return running.result()
    except BrokenExecutor as error:  # a process was killed, and those that wait for it cannot go on
        return Outcome(path, None, say("not read", path=printable(path, 200), reason=error))


def _outcome(path: str, code: str, lang: str, reveal: bool) -> Outcome:
    with speaking(lang):
        try:
            found = files.load(Path(path))
            if not (code or found.code):
                raise WorksheetError(say("no code", path=printable(path, 200)))
            return Outcome(path, marked(_sheet(code or found.code), found, reveal))
        except WorksheetError as error:
            return Outcome(path, None, str(error))
        except Exception as error:  # a fault of ours: told, and in one file only
            return Outcome(path, None, f"{type(error).__name__}: {error}")


@lru_cache(maxsize=16)
def _sheet(code: str) -> Sheet:
    return from_code(code)
