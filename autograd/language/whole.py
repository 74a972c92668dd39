"""Every file is written here: whole or not at all, whatever stops the program, the disk or the machine.

The content goes to a new file in the same folder, and is forced to the disk. Then the new file takes the place of the
old one in a single step. So a reader finds the old content or the new content, and never a part. A program that is
killed while it writes may leave a file `.….part` behind, which may be deleted.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from functools import partial

from autograd.language import say
from autograd.language.errors import about_a_file, require_path

PART = ".part"


def write_whole(path: str | os.PathLike[str], content: bytes, *, overwrite: bool = True) -> None:
    """Write a file, and make its folder. An existing file keeps its permissions, and keeps its content until the end.

    A link is followed: the file at its end is replaced, and the link stays. With `overwrite=False` an existing file is
    kept, even a file that another program has written meanwhile.

    Raises `FileExistsError` for a file that is kept, and `PermissionError` for a read-only file. Raises `OSError` where
    nothing can be written, as on a full disk, or for a folder or a device. Each error names `path`.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(f"{folder}/new/apple.txt", b"100 x 2 x 1.1")
    ...     Path(folder, "new", "apple.txt").read_bytes(), len(list(Path(folder, "new").iterdir()))
    (b'100 x 2 x 1.1', 1)
    """
    require_path(path)
    try:
        target = os.path.realpath(path)
        old = _replaced(target, overwrite)
        make_folder(os.path.dirname(target))
        with _name_beside(target) as new:
            mode = stat.S_IMODE(old.st_mode) if old else 0o666  # less what the process's umask takes away
            with open(new, "xb", opener=partial(os.open, mode=mode)) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if old:
                _allow_the_same(new, old)
            if overwrite:
                os.replace(new, target)
            else:
                _move_to_free_name(new, target)
        _keep_entries(os.path.dirname(target))
    except OSError as error:
        # of the file that was meant, and not of one whose name nobody has heard of
        raise about_a_file(error, path, "file not written") from error


def is_left_over(name: str) -> bool:
    """Whether a file of this name was left by a program that was killed while it wrote.

    >>> is_left_over(".00112233445566ff.part"), is_left_over("apple.part")
    (True, False)
    """
    return name.startswith(".") and name.endswith(PART)


def _replaced(target: str, overwrite: bool) -> os.stat_result | None:
    """The state of the file that is to be replaced; None if there is no file. Raises `OSError` if it must stay."""
    try:
        old = os.stat(target)
    except FileNotFoundError:
        return None
    if not overwrite:
        raise _error(errno.EEXIST)
    if stat.S_ISDIR(old.st_mode):
        raise _error(errno.EISDIR)
    if not stat.S_ISREG(old.st_mode):
        raise OSError(errno.EINVAL, say("no ordinary file"))
    if not os.access(target, os.W_OK):
        raise _error(errno.EACCES)
    return old


def make_folder(folder: str) -> None:
    """Make a folder and the folders around it, unless it is there. Raises `OSError`."""
    try:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:  # a file has its name
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from None


@contextlib.contextmanager
def _name_beside(target: str) -> Iterator[str]:
    """A new name in the folder of `target` that nobody can foresee. In the end, a file of this name is removed."""
    taken = True
    while taken:
        new = os.path.join(os.path.dirname(target), f".{os.urandom(8).hex()}{PART}")  # short, however long the target
        taken = os.path.lexists(new)
    try:
        yield new
    finally:
        with contextlib.suppress(FileNotFoundError):  # it was moved, or never made
            os.unlink(new)


def _allow_the_same(new: str, old: os.stat_result) -> None:
    """Give a file the permissions of another, and its owner and group if the system allows."""
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.stat(new).st_uid, os.stat(new).st_gid):
        with contextlib.suppress(PermissionError):  # only an administrator gives files away
            os.chown(new, old.st_uid, old.st_gid)
    os.chmod(new, stat.S_IMODE(old.st_mode))


def _move_to_free_name(new: str, target: str) -> None:
    try:
        os.link(new, target)  # unlike a move it fails where the name has been taken by now
    except FileExistsError:
        raise _error(errno.EEXIST) from None
    except (OSError, AttributeError):  # a file has but one name here, as on most USB sticks and in WebAssembly
        if os.path.lexists(target):
            raise _error(errno.EEXIST) from None
        os.replace(new, target)


def _keep_entries(folder: str) -> None:
    """Force the names of a folder to the disk. Otherwise a power cut may bring the old file back."""
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened
        with contextlib.suppress(OSError):  # the file is whole by now, and not every file system does more
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
