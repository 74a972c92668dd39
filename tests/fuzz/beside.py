"""The reader of cells in a process beside this one, as in a worksheet's own reading, but for many workbooks.

It is limited as there, and ends where the software in it finds no way out; then the next workbook gets a new one.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys

from autograd.by_hand.sheet.files import cells
from tests.fuzz.target import AT_MOST, Hang

WAIT = 60.0
"""Seconds by the clock, in which other programs may use the processor too. Before that, the system ends the process."""
LOOP = """
import os, sys, time
sys.path[:] = os.environ["FUZZ_PATH"].split(os.pathsep)
import cells
import resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.stderr = open(os.devnull, "w")
os.dup2(sys.stderr.fileno(), 2)
while told := sys.stdin.buffer.read(8):
    size = int.from_bytes(told, "big")
    content = sys.stdin.buffer.read(size)
    start, found = time.process_time(), b""
    cells.limit(int(start) + cells.seconds_for(size))
    try:
        found = b"+" + cells.cells_of(content).encode("utf-8", "replace")
    except BaseException:
        pass
    took = int(1e6 * (time.process_time() - start))
    if len(found) > cells.MOST_CHARACTERS:
        found = b""
    sys.stdout.buffer.write(len(found).to_bytes(8, "big") + took.to_bytes(8, "big") + found)
    sys.stdout.buffer.flush()
"""


class Beside:
    """The process, which begins with the first workbook. `ended` counts those that did not survive one."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.ended = 0

    def __del__(self) -> None:
        self.stop()

    def _started(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([os.path.dirname(cells.__file__), *filter(None, sys.path)])
        return subprocess.Popen(
            [sys.executable, "-S", "-P", "-c", LOOP], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={"FUZZ_PATH": path, "RUST_BACKTRACE": "0"},
        )  # fmt: skip

    def cells_of(self, workbook: bytes) -> str | None:
        """What `cells_of` returns; None if it refuses the workbook, or ends. Raises `Hang` if it takes too long."""
        self.process = self.process or self._started()
        assert self.process.stdin
        try:
            self.process.stdin.write(len(workbook).to_bytes(8, "big") + workbook)
            self.process.stdin.flush()
            size, took = self._number(), self._number()
            found = self._taken(size)
        except (EOFError, BrokenPipeError):
            self.ended += 1
            self.stop()
            return None
        if took > 1e6 * AT_MOST:
            raise Hang(f"a workbook took {took / 1e6:.1f} s")
        return found[1:].decode() if found else None

    def _number(self) -> int:
        return int.from_bytes(self._taken(8), "big")

    def _taken(self, size: int) -> bytes:
        assert self.process
        assert self.process.stdout
        found = b""
        while len(found) < size:
            ready, _, _ = select.select([self.process.stdout], [], [], WAIT)
            if not ready:
                self.stop()
                raise Hang("a workbook has no end")
            part = os.read(self.process.stdout.fileno(), size - len(found))
            if not part:
                raise EOFError
            found += part
        return found

    def stop(self) -> None:
        """End the process."""
        if self.process:
            self.process.kill()
            self.process.wait()
            for stream in filter(None, (self.process.stdin, self.process.stdout)):
                with contextlib.suppress(OSError):  # what was not sent is of no use any more
                    stream.close()
        self.process = None
