"""Tests run in forks of a process that has imported their libraries once, in a copy of the project that may change.

Starting Python and importing what tests need takes longer than most tests. Needs `os.fork`: Linux or macOS.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import multiprocessing
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from tests.copies import copy_to

LIBRARIES = (
    "_pytest.doctest", "hypothesis.strategies", "mpmath", "numpy", "onnx", "sklearn.metrics", "sympy", "torch",
    "xlsxwriter",
)  # fmt: skip
"""What tests import, and no change is made in, is imported once, if it is installed."""

OPTIONS = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "--assert=plain"]
"""Nobody reads why an assertion failed. Where the variable CI is set, pytest would compare line by line whatever is not
equal: of 200 images, that took longer than the tests of a fault may take."""


_seconds = itertools.count(1)


class Ended(NamedTuple):
    """pytest's exit status, or minus the signal that ended it; the seconds that it took, and what it printed."""

    status: int
    took: float
    printed: str
    is_late: bool = False  # the signal came from here, since the time was over

    def told(self) -> str:
        """The last line that was printed, and how it ended, unless that is told there."""
        last = self.printed.strip().rpartition("\n")[2]
        if self.is_late:
            how = f"no end within {self.took:.0f} s"
        elif self.status < 0:
            how = f"ended by {signal.Signals(-self.status).name} after {self.took:.0f} s"
        else:
            how = "" if last else f"exit status {self.status}, and nothing was printed"
        return "; ".join(filter(None, [how, last]))


def settle_in(folder: str, profile: str) -> None:
    """Make a copy of the project, in `folder`, the place where this process works and imports from."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that all others belong to ends this one, by SIGTERM
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    place = Path(tempfile.mkdtemp(dir=folder))
    copy_to(place)
    os.chdir(place)
    sys.path.insert(0, str(place))
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    os.environ |= {"HYPOTHESIS_PROFILE": profile, "PYTHONPATH": str(place)}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False  # what did not change is compiled once


def import_libraries() -> None:
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    gc.freeze()  # pytest collects garbage ten times in each fork, and need not look through the libraries


def run_tests(arguments: Sequence[str], seconds: float, plugins: Sequence[object] = ()) -> Ended:
    """Run pytest in a fork of this process."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])  # what is raised while Python forks is lost
        process = os.fork()
        if process == 0:
            _run(arguments, plugins, output.fileno())
        ended, status = 0, 0
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
            while not ended and time.monotonic() - start < seconds:
                time.sleep(0.02)
                ended, status = os.waitpid(process, os.WNOHANG)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)  # and whatever the tests have started
        if not ended:
            _, status = os.waitpid(process, 0)
        output.seek(0)
        return Ended(os.waitstatus_to_exitcode(status), time.monotonic() - start, output.read(), not ended)


def _run(arguments: Sequence[str], plugins: Sequence[object], output: int) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # may start others
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (1, 2):
        os.dup2(output, stream)
    status = 1
    try:
        status = pytest.main([*OPTIONS, *arguments], list(plugins))
    except BaseException:
        status = pytest.ExitCode.INTERNAL_ERROR
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


@contextlib.contextmanager
def changed(file: Path, text: str) -> Iterator[None]:
    """The file has another text for a while.

    Each text has a time of its own: Python takes the bytecode of a file for another's of the same size and second.
    """
    sound, stat = file.read_bytes(), file.stat()
    file.write_text(text, "utf-8")
    os.utime(file, (0, next(_seconds)))
    try:
        yield
    finally:
        file.write_bytes(sound)
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
