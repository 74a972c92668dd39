"""The files of a class marked, each as soon as it can be, and kept; what was kept before is not marked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path

from autograd.by_hand.classroom.collect.kept import Kept
from autograd.by_hand.marking.many import Outcome, Which, as_done


def marked_and_kept(
    paths: Sequence[str], which: Which, keep: Path | None = None, executor: Executor | None = None
) -> Iterator[tuple[int, list[Outcome], bool]]:
    """The place of each file in `paths`, its outcomes, and whether they were kept before, in the order in which they
    are done. With `keep`, the marks are kept in this file.

    Raises `WorksheetError` if the file of marks cannot be used, and where no more can be written; what was marked
    before then is kept.
    """
    with Kept(keep, which) if keep else nullcontext() as kept:
        todo = []
        for i, path in enumerate(paths):
            if kept and (before := kept.of(path)):
                yield i, before, True
            else:
                todo.append(i)
        for at, outcomes in as_done([paths[i] for i in todo], which, executor):
            if kept:
                kept.add(outcomes)
            yield todo[at], outcomes, False
