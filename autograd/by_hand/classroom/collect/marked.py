"""The files of a class marked, each as soon as it can be, and kept; what was kept before is not marked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path

from autograd.by_hand.classroom.collect.kept import Kept
from autograd.by_hand.marking.many import Outcome, Which, as_done, by_which
from autograd.by_hand.marking.marking import reading
from autograd.by_hand.sheet.sheet import Sheet
from autograd.language import language, say
from autograd.language.errors import cut, require_path

MOST_PROCESSES = 61
"""The most processes that Windows waits for at once."""


def marked_and_kept(
    paths: Sequence[str], which: Which, keep: Path | None = None, executor: Executor | int | None = None
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


def mark_files(
    paths: Sequence[str | Path],
    sheet: Sheet | None = None,
    *,
    keep: str | Path | None = None,
    executor: Executor | int | None = None,
    reveal: bool = False,
    digits: int | None = None,
    decimals: int | None = None,
    truncation: bool = False,
    comma: bool | None = None,
) -> Iterator[Outcome]:
    """Mark each file, in the order of `paths`: against `sheet`, or else against the sheet that the file tells. A file
    with a column of names has an outcome for each of them.

    The work is done by `executor`, any of `concurrent.futures` or a number of processes; by default by as many
    processes as there are processors, or right here for a few files. With `keep`, marks are kept in this file as soon
    as they are made, and the next call with the same options marks what is new or was changed. The other options are
    those of `mark`.

    >>> from tempfile import TemporaryDirectory
    >>> from autograd import Value, worksheet
    >>> sheet = worksheet(Value(3, name="x") ** 2)
    >>> with TemporaryDirectory() as folder:
    ...     anna = sheet.save(Path(folder, "anna.csv"), answers=True)
    ...     [one] = mark_files([anna], keep=Path(folder, "marks.jsonl"))
    >>> one.marks.summary
    '3 of 3 points: 3 right, 0 right from an earlier number, 0 wrong, 0 blank'
    """
    if isinstance(paths, str | bytes) or not isinstance(paths, Sequence):
        raise TypeError(say("no list of paths", kind=type(paths).__name__))
    if not isinstance(sheet, Sheet | None):
        raise TypeError(say("no worksheet for files", given=cut(repr(sheet))))
    if keep is not None:
        require_path(keep)
    if not (isinstance(executor, Executor | None) or (type(executor) is int and 1 <= executor <= MOST_PROCESSES)):
        raise TypeError(say("no executor for files", most=MOST_PROCESSES, given=cut(repr(executor))))
    which = by_which(sheet, (language(),), reveal, reading(digits, truncation, comma, decimals))
    waiting, next_one = dict[int, list[Outcome]](), 0
    for i, found, _ in marked_and_kept([*map(str, paths)], which, Path(keep) if keep else None, executor):
        waiting[i] = found
        while next_one in waiting:
            yield from waiting.pop(next_one)
            next_one += 1
