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
import warnings
from collections.abc import Iterator
from typing import BinaryIO

from autograd.language.whole import make_folder
from nn.files.tensors import Path, refuse

TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""The errors by which systems say that another process has the lock."""

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
    with contextlib.suppress(FileNotFoundError), _open(_beside(path), "rb") as file:
        _take(path, file, shared=True)


def _beside(path: Path) -> str:
    """The name of the lock. It is short, however long the checkpoint's name is."""
    folder, name = os.path.split(os.path.realpath(path))
    return os.path.join(folder, f".{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}.lock")


def _open(name: str, mode: str) -> BinaryIO:
    no_link = getattr(os, "O_NOFOLLOW", 0)  # which somebody else might have placed there
    return open(name, mode, opener=lambda path, flags: os.open(path, flags | no_link, 0o666))  # type: ignore[return-value]


def _take(path: Path, file: BinaryIO, shared: bool = False) -> None:
    """Lock a file for as long as it is open. Several processes may share a lock, unless one has it exclusively."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in TAKEN:
            file.close()
            refuse(path, "another run writes it: wait until that has ended, or give this one a file of its own")
        warnings.warn(f"no other run must use {os.fspath(path)}, which has no lock here: {error}", stacklevel=4)


def _remove(name: str, file: BinaryIO) -> None:
    if sys.platform == "win32":
        file.close()  # an open file cannot be removed there, and one that another run has opened neither
    with contextlib.suppress(OSError):  # an empty file at most is left
        os.unlink(name)
    file.close()
