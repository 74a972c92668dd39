"""What is left when a writer is killed, when the disk is full, and when the folder may only be read."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.durability.writers import WRITERS, Ended, files, killed_at, prepared, run

NOBODY = 65534
APPENDED = (".kept", ".kept.jsonl")
"""Endings of files that grow line by line: a part of the file's lines may stand there, and the last may be torn."""
APART = ("worksheet --save sheet.pdf",)
"""What a child must load by itself: Typst starts threads, and a copy of the process would wait for them for ever."""
QUIET = ("compile, a library",)
"""What does its work without its file: there is nothing to tell."""
BESIDE = (".lock",)
"""Endings of files that hold nothing: a lock, which a killed process leaves."""


class Trial:
    """A writer, tried in folders under `top`: what it leaves where nothing goes wrong is known."""

    def __init__(self, writer: str, top: Path) -> None:
        self.writer, self.top, self.kills = writer, top, 0
        self.inputs = top / "inputs"
        if not self.inputs.exists():
            self.inputs.mkdir(parents=True)
            prepared(self.inputs)
        with _folder(top) as folder:
            self._load(folder)
            with _folder(top) as other:
                self.ended = run(writer, other, self.inputs)
                self.whole = files(other)

    def _load(self, folder: Path) -> None:
        """Run it once here, so that a child needs to import nothing."""
        if self.writer in APART:
            return
        with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(OSError):
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                WRITERS[self.writer](self.inputs)

    def killed(self, *, all_of_them: bool = True) -> Iterator[str]:
        """Kill it before each operation on a file, beside old files and without. What is wrong afterwards.

        Without `all_of_them`, the first operations are tried, and ever fewer of many: a lab has hundreds.
        """
        for old in (False, True):
            number, status = 1, -9
            while status == -9:
                with _folder(self.top) as folder:
                    before = self._old(folder) if old else {}
                    status = run(self.writer, folder, self.inputs, killed_at(number, folder)).status
                    self.kills += status == -9
                    for fault in self._damaged(files(folder), before):
                        yield f"killed at operation {number}{' beside old files' * old}: {fault}"
                    again = run(self.writer, folder, self.inputs)
                    if again.status not in (0, 1):
                        yield f"killed at operation {number}: it does not run again: {again.said}"
                number += 1 if all_of_them else max(1, number // 2)

    def full(self, room: Callable[[Path, int], None]) -> Iterator[str]:
        """Run it where `room` leaves less than it needs: nothing, half, all but the last part."""
        need = sum(map(len, self.whole.values()))
        old = {name: b"old" for name in self.whole if self._replaces(name)}
        for kept in (0, need // 2, max(0, need - 1)):
            with _folder(self.top) as folder:
                room(folder, kept)
                try:
                    for name in old:
                        (folder / name).write_bytes(b"old")
                    (folder / "filler").write_bytes(b"x" * 4096)
                    ended = run(self.writer, folder, self.inputs)
                    found = {name: content for name, content in files(folder).items() if name != "filler"}
                    new = {name: content for name, content in found.items() if content != b"old"}
                    for fault in (*self._damaged(found, old), *self._untold(ended, new)):
                        yield f"with room for {kept} of {need} bytes: {fault}"
                finally:
                    subprocess.run(["umount", str(folder)], capture_output=True)

    def _replaces(self, name: str) -> bool:
        """Whether the writer replaces any file of this name, so that an old one may hold anything."""
        return "/" not in name and not name.endswith(APPENDED) and "train" not in self.writer

    def read_only(self) -> Iterator[str]:
        if self.writer in APART and os.getuid() == 0:
            return  # nobody may not read what it would load
        with _folder(self.top) as folder:
            folder.chmod(0o555)
            ended = run(self.writer, folder, self.inputs, _as_nobody)
            folder.chmod(0o755)
            yield from (f"in a folder that may only be read: {fault}" for fault in self._untold(ended, {}))

    def _old(self, folder: Path) -> dict[str, bytes]:
        """Files that the writer has made before."""
        for name, content in self.whole.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return self.whole

    def _damaged(self, found: dict[str, bytes], before: dict[str, bytes]) -> Iterator[str]:
        for name, content in found.items():
            if name.endswith((".part", *BESIDE)):
                continue
            if name not in self.whole:
                yield f"{name} is a file that nobody asked for"
            elif name.endswith(APPENDED):
                if not self.whole[name].startswith(content.rpartition(b"\n")[0]):
                    yield f"{name} has other lines"
            elif content not in (self.whole[name], before.get(name)) and not _alike(content, self.whole[name]):
                yield f"{name} has {len(content)} of {len(self.whole[name])} bytes"
        yield from (f"{name} is gone" for name in before if name not in found)

    def _untold(self, ended: Ended, found: dict[str, bytes]) -> Iterator[str]:
        """What is wrong with what was said: a sentence and status 2, unless everything was written."""
        if ended.status == 0 and (found.keys() >= self.whole.keys() or self.writer in QUIET):
            return
        if ended.has_traceback or ended.status != 2 or not ended.said:
            yield f"status {ended.status}, {ended.said or 'and nothing was said'}"
        elif ".part" in ended.said:
            yield f"it names a file that nobody knows: {ended.said}"


def _alike(content: bytes, whole: bytes) -> bool:
    """Whether both are whole files of a kind that tells the time of its making, or how long something took."""
    if whole[8:10] == b'{"':  # safetensors: the length of what describes the numbers, this, and the numbers
        described = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")] or b"{}")
        ends = [of["data_offsets"][1] for name, of in described.items() if name != "__metadata__"]
        return len(content) == 8 + int.from_bytes(content[:8], "little") + max(ends, default=-1)
    marks = {b"%PDF": b"%%EOF", b"PK\x03\x04": b"PK\x05\x06", b"<!DO": b"</html>"}
    start = next((start for start in marks if whole.startswith(start)), None)
    return start is not None and content.startswith(start) and marks[start] in content[-64:]


def _as_nobody() -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def tiny(folder: Path, room: int) -> None:
    """Mount a disk of memory on the folder, with room for so many bytes in its pages. It needs an administrator."""
    pages = room // 4096 + 2  # one for an old file, which is free again in an instant, and one for what fills it
    command = ["mount", "-t", "tmpfs", "-o", f"size={pages * 4096}", "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def can_mount(top: Path) -> bool:
    if sys.platform != "linux":
        return False
    with _folder(top) as folder:
        try:
            tiny(folder, 0)
        except (OSError, subprocess.CalledProcessError):
            return False
        subprocess.run(["umount", str(folder)], check=True)
        return True


@contextlib.contextmanager
def _folder(top: Path) -> Iterator[Path]:
    """A folder that anyone may enter, removed in the end."""
    folder = Path(tempfile.mkdtemp(dir=top))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
