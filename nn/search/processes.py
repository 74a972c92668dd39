"""An executor whose processes may end at any moment, and which ends with the process that made it.

The standard process pool gives up all its calls when one process ends, and does not say which call ended it. So each
process has a pool of its own here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from autograd.language import say


class Processes(Executor):
    """`count` processes that start in the same way on every platform. A process that ends with its call is replaced.

    Raises RuntimeError if a process cannot start, and TypeError if it does not find the function `f`.
    """

    def __init__(self, count: int, f: Callable[..., Any]) -> None:
        self._threads = ThreadPoolExecutor(count)  # a thread for each process waits for the call that runs there
        self._all = [_Process() for _ in range(count)]
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self._all:
            self._idle.put(process)
        try:
            self._all[0].run(callable, (f,))
        except RuntimeError:  # which a broken pool is, too
            self.shutdown()
            program = getattr(sys.modules["__main__"], "__file__", None)
            advice = (
                say("put the program in a file")
                if program and not os.path.exists(program)  # as <stdin>
                else say("guard the call")
            )
            raise RuntimeError(say("no process started", advice=advice)) from None
        except Exception as error:
            self.shutdown()
            raise TypeError(say("function not found there", function=f, error=error)) from None
        except BaseException:
            self.shutdown()
            raise

    def submit(self, f: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
        return self._threads.submit(self._run, f, arguments)

    def _run(self, f: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        process = self._idle.get()
        try:
            return process.run(f, arguments)
        finally:
            self._idle.put(process)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End the processes, whatever they are doing."""
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        for process in self._all:
            process.end()
        self._threads.shutdown(wait=wait)


class _Process:
    """One process at a time, started when it is needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._call: Future[Any] | None = None
        self._ended = False

    def run(self, f: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        job = pickle.dumps((f, arguments))
        with self._lock:
            if self._ended:
                raise BrokenProcessPool(say("process was ended"))
            if self._pool is None:
                context = multiprocessing.get_context("spawn")  # fork is not everywhere, nor safe beside threads
                ours, theirs = context.Pipe()
                self._pool = ProcessPoolExecutor(1, context, _live_as_long_as, (theirs,))
                self._pipe = ours, theirs
            self._call = call = self._pool.submit(_unpacked, job)
            [process] = self._pool._processes.values()  # which alone knows how it ended
        try:
            return call.result()
        except BrokenProcessPool:
            with self._lock:
                self._close()
            raise BrokenProcessPool(_end(process.exitcode)) from None

    def end(self) -> None:
        with self._lock:
            self._ended = True
            if self._pool and (self._call is None or self._call.done()):
                self._pool.shutdown()  # it ends by itself, and writes out what it printed
            self._close()

    def _close(self) -> None:
        if self._pool:
            for connection in self._pipe:
                connection.close()
            self._pool.shutdown()
            self._pool = None


def _end(status: int | None) -> str:
    """A phrase about a process that ended with its call. If a signal ended it, the status is minus the signal's
    number."""
    if status is None or status >= 0:
        return say("process ended early", status=status)
    try:
        name = signal.Signals(-status).name
    except ValueError:  # some have no name
        name = say("a signal", number=-status)
    return say("process killed", name=name) if name == "SIGKILL" else say("process ended by a signal", name=name)


def _live_as_long_as(other_end: Connection) -> None:
    """End this process when the other end of the pipe is closed, also because the other process was killed."""

    def watch() -> None:
        with contextlib.suppress(EOFError, OSError):
            other_end.recv_bytes()
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that is waited for
    threading.Thread(target=watch, daemon=True).start()


def _unpacked(job: bytes) -> Any:
    """The call itself. If something in it is not found here, that is an ordinary error, and the process lives on."""
    f, arguments = pickle.loads(job)
    return f(*arguments)
