"""Marks that are kept in a file, a line for each file of answers, so that a run that was stopped goes on where it was.

A line is written at once when a file is marked. A program that is killed, or a disk that is full, can spoil the last
line alone, which is then marked anew. The lines know a file by its content, and the marking by its settings. A line
that was changed is not believed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from autograd import __version__
from autograd.by_hand.answers.answer import Reading
from autograd.by_hand.marking.many import Outcome, Which
from autograd.by_hand.marking.marks import Marked, Marks
from autograd.by_hand.sheet.files import content_of
from autograd.language import say
from autograd.language.errors import WorksheetError, reason_of
from autograd.language.text import path_in_a_sentence

FIRST = b'{"ringo marks": 1}\n'
"""The first line, by which a file of kept marks is known."""
FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""The reasons that go away when there is more room."""
FAR = 2**30
"""The place of a byte that is locked where a system locks bytes: far behind all that is written."""


class Kept:
    """The marks in the file at `path`, which is made if it is not there; one run at a time may use it.

    Raises `WorksheetError` for a file that holds something else, is in use, or cannot be opened.
    """

    def __init__(self, path: Path, which: Which) -> None:
        self.path, self._lines, self._has_marks = path, dict[str, bytes](), False
        self._settings = settings_of(which)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            raise self._not_kept(error) from None
        try:
            _lock(self._file)
        except OSError:
            os.close(self._file)
            raise WorksheetError(say("marks in use", path=path_in_a_sentence(path))) from None
        try:
            self._read()
        except BaseException:
            os.close(self._file)
            raise

    def _read(self) -> None:
        content = b"".join(iter(lambda: os.read(self._file, 1 << 20), b""))
        whole = content[: content.rfind(b"\n") + 1]
        if not (content.startswith(FIRST) or FIRST.startswith(content)):
            raise WorksheetError(say("no file of marks", path=path_in_a_sentence(self.path)))
        os.lseek(self._file, len(whole), os.SEEK_SET)  # a torn line is written over
        self._has_marks = whole.count(b"\n") > 1
        for line in whole.splitlines()[1:]:
            try:
                found = json.loads(line)
                if found["settings"] == self._settings:
                    self._lines[found["digest"]] = line
            except (ValueError, TypeError, LookupError, RecursionError):
                continue
        if not whole:
            self._append(FIRST)

    def of(self, path: str) -> list[Outcome] | None:
        """The outcomes of a file, if they are kept for its content and for these settings."""
        if not self._lines:
            return None
        try:
            line = self._lines[hashlib.sha256(content_of(Path(path))).hexdigest()]
            found = json.loads(line)
            if found["check"] != _check(found["outcomes"]):
                return None  # it is damaged, and the file is marked anew
            return [unpacked(packed, path) for packed in found["outcomes"]]
        except (OSError, ValueError, TypeError, LookupError):
            return None

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Keep the outcomes of a file, if all have marks. Raises `WorksheetError` where no more can be written."""
        if outcomes and all(one.marks for one in outcomes):
            content = list(map(packed, outcomes))
            told = {"settings": self._settings, "digest": outcomes[0].digest, "check": _check(content)}
            line = {**told, "outcomes": content}
            self._append(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n")

    def _append(self, line: bytes) -> None:
        start = os.lseek(self._file, 0, os.SEEK_CUR)
        try:
            os.ftruncate(self._file, start)  # takes away a line that a killed run has torn
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, start)
            os.lseek(self._file, start, os.SEEK_SET)
            raise self._not_kept(error) from None
        self._has_marks |= line != FIRST

    def _not_kept(self, error: OSError) -> WorksheetError:
        told = [say("marks not kept", path=path_in_a_sentence(self.path), reason=reason_of(error))]
        if self._has_marks:
            told.append(say("earlier marks kept"))
        told.append(say("make room for marks" if error.errno in FULL else "keep marks elsewhere"))
        return WorksheetError(say("between sentences").join(told))

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._file)  # which ends the lock, as the end of a killed process does


if sys.platform == "win32":  # pragma: no cover

    def _lock(file: int) -> None:
        import msvcrt

        os.lseek(file, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file, 0, os.SEEK_SET)

else:

    def _lock(file: int) -> None:
        """Lock a file for this process alone. Raises `OSError` if another has locked it.

        Processes that were started to mark have no part in the lock. So it ends with this one, even by kill -9.
        """
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def settings_of(which: Which) -> str:
    """What the marks depend on beside the file, in one word."""
    operations = [row.name for row in which.operations]
    content = [__version__, which.code, operations, which.langs, which.reveal, which.how]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def _check(outcomes: object) -> str:
    """A checksum of the outcomes."""
    return hashlib.sha256(json.dumps(outcomes).encode()).hexdigest()[:16]


def packed(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON, without its path."""
    marks = [one._asdict() for one in (outcome.marks, *outcome.others) if one]
    return outcome._asdict() | {"path": "", "marks": marks, "others": ()}


def unpacked(content: dict[str, Any], path: str) -> Outcome:
    """The outcome of the file at `path`, from JSON. Raises an error for what is none."""
    marks, *others = (
        Marks(of["title"], tuple(map(_row, of["rows"])), tuple(of["remarks"]), of["lang"], alike=of["alike"])
        for of in content["marks"]
    )
    found = content | {"path": path, "marks": marks, "others": tuple(others), "key": tuple(content["key"])}
    return Outcome(**found | {"how": Reading(*content["how"])})


def _row(cells: Sequence[Any]) -> Marked:
    row = Marked(*cells)
    return row._replace(mistakes=tuple(row.mistakes), reasons=tuple(row.reasons))
