"""A lock that gives a checkpoint to one run at a time. Two runs would overwrite each other's work every few seconds.

The operating system locks an empty file beside the checkpoint, so the lock ends with its process, however the process
ends. The checkpoint itself cannot be locked, because each writing puts a new file in its place.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import time
import warnings
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from autograd.language import say
from autograd.language.whole import make_folder
from nn.files.tensors import Path, refuse

TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""The errors by which systems say that another process has the lock."""

INSTANT = 0.001
"""Seconds until a run looks again who has the lock."""

_held: set[BinaryIO] = set()
if hasattr(os, "register_at_fork"):  # else a lock would last until all processes end that were forked meanwhile
    os.register_at_fork(after_in_child=lambda: [file.close() for file in _held])


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep `nn.save` and other runs, in this process and in others, from a checkpoint. Its folder is made.

    Raises `CheckpointError` if another run has it, `OSError` if nothing can be written.
    """
    name = _beside(path)
    make_folder(os.path.dirname(name))
    file = _open(name, "ab")
    _take(path, file)
    while not _is_called(name, file):
        file.close()  # a run has ended meanwhile, and removed the file that was locked here
        file = _open(name, "ab")
        _take(path, file)
    _held.add(file)
    try:
        yield
    finally:
        _held.discard(file)
        if not file.closed:  # as it is in a process that was forked within
            _remove(name, file)


def _is_called(name: str, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(os.stat(name), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def require_free(path: Path) -> None:
    """Raise `CheckpointError` if a run has this checkpoint."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), _open(_beside(path), "rb") as file:
        if not _locked(path, file, alone=False):
            _refuse(path)


def _beside(path: Path) -> str:
    """The name of the lock. It is short, however long the checkpoint's name is."""
    folder, name = os.path.split(os.path.realpath(path))
    return os.path.join(folder, f".{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}.lock")


def _open(name: str, mode: str) -> BinaryIO:
    no_link = getattr(os, "O_NOFOLLOW", 0)  # which somebody else might have placed there
    return open(name, mode, opener=lambda path, flags: os.open(path, flags | no_link, 0o666))  # type: ignore[return-value]


def _take(path: Path, file: BinaryIO) -> None:
    """Lock a file for one run, as long as it is open.

    `require_free` holds the lock for an instant too, while it looks, but shares it with others. A run shares it with
    nobody. So a lock that can be shared belongs to no run, and will be free soon.
    """
    while not _locked(path, file, alone=True):
        time.sleep(INSTANT)
        if not _locked(path, file, alone=False):
            file.close()
            _refuse(path)
        _unlock(file)


def _refuse(path: Path) -> NoReturn:
    refuse(path, say("another run writes"))


def _locked(path: Path, file: BinaryIO, alone: bool) -> bool:
    """Lock a file, and say whether it could be locked. (Windows has no lock that can be shared.)"""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in TAKEN:
            return False
        caller = 6 if alone else 4  # of train, and of save
        warnings.warn(say("no lock here", path=os.fspath(path), error=error), stacklevel=caller)
    return True


def _unlock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)


def _remove(name: str, file: BinaryIO) -> None:
    if sys.platform == "win32":
        file.close()  # an open file cannot be removed there, and one that another run has opened neither
    with contextlib.suppress(OSError):  # an empty file at most is left
        os.unlink(name)
    file.close()
