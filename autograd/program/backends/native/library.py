"""Libraries that a C compiler makes, kept by what they contain in the user's cache folder.

A library is code that is run, so only the user may be able to change it: the folder and its files belong to the user,
and no one else may write there. Where no such folder can be had, a new private one serves for this process.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import platform
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

COMPILERS = ("cc", "gcc", "clang")
NATIVE = {"x86_64": ["-march=native"], "arm64": ["-mcpu=native"], "aarch64": ["-mcpu=native"]}
FLAGS = (
    "-std=gnu11",
    "-O3",
    *NATIVE.get(platform.machine(), []),
    "-fno-math-errno",
    "-fno-trapping-math",
    "-fopenmp-simd",
    "-shared",
    "-fPIC",
    "-pipe",
)
"""Nothing here changes a result, as -ffast-math would. Products are added in one rounding where the processor can."""
SECONDS = 60.0
"""So long a compiler may take. A program of a thousand kinds of groups takes some ten seconds."""
SECONDS_TO_ANSWER = 10.0
"""So long a compiler may take to tell its version."""

KEPT = 1000
"""So many libraries stay in a folder, of some 30 kB each. Those that were not used for the longest time leave it."""
SECONDS_OF_A_PART = 3600.0
"""Half a library that is older was left by a process that was killed."""
SEAL = hashlib.sha256().digest_size


class CannotCompileError(Exception):
    """No library could be made; the message says why."""


def compiler() -> str | None:
    """The first C compiler on PATH."""
    return next(filter(None, map(shutil.which, COMPILERS)), None) if os.name == "posix" else None


def library(source: str) -> ctypes.CDLL:
    """The library of this source, from the cache or from the compiler. Raises `CannotCompileError`."""
    path = compiler()
    if path is None:
        raise CannotCompileError(f"none of {', '.join(COMPILERS)} is on PATH")
    version, why = _version(path)
    if why:
        raise CannotCompileError(why)
    key = "\0".join([source, path, version, *FLAGS, platform.machine(), _processor()])
    name = f"{hashlib.sha256(key.encode()).hexdigest()}.so"
    for folder in _folders():
        try:
            return _loaded(folder / name, source, path)
        except OSError:  # the folder is read-only or full, or holds what cannot be trusted
            continue
    raise CannotCompileError("no folder takes the library: neither the cache nor a temporary one can be written")


@cache
def _version(path: str) -> tuple[str, str]:
    """The version of a compiler, or why it tells none. A compiler that hangs is not asked twice."""
    try:
        return _run([path, "--version"], "", SECONDS_TO_ANSWER), ""
    except CannotCompileError as error:
        return "", str(error)


@cache
def _processor() -> str:
    """What the flag `native` depends on: a cache folder may be shared by several machines."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


def _folders() -> Iterator[Path]:
    for folder in (cache_folder, _private_folder):
        found = folder()
        if found is not None:
            yield found


def cache_folder() -> Path | None:
    """The user's cache folder for libraries, if no one else can change it."""
    try:
        root = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
        if sys.platform != "darwin" and Path(os.environ.get("XDG_CACHE_HOME", "")).is_absolute():
            root = Path(os.environ["XDG_CACHE_HOME"])
        folder = root / "ringograd"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = root.stat()
        others_may_rename = found.st_mode & 0o022 and not found.st_mode & stat.S_ISVTX
        if others_may_rename or found.st_uid not in (0, os.getuid()) or not _is_own(folder.lstat(), stat.S_ISDIR):
            return None
        return folder
    except (OSError, RuntimeError):  # no home, or a folder that cannot be made
        return None


@cache
def _private_folder() -> Path | None:
    """A folder for this process, removed at its end."""
    import atexit

    try:
        folder = tempfile.mkdtemp(prefix="ringograd-")
    except OSError:
        return None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _is_own(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether it is of this kind, belongs to the user, and no one else may write it. A link is of no kind."""
    return is_kind(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _loaded(path: Path, source: str, compiler: str) -> ctypes.CDLL:
    """Raises `OSError` where the folder cannot be used."""
    if path.exists() or path.is_symlink():
        if not _is_own(path.lstat(), stat.S_ISREG):
            raise PermissionError(f"{path} may be changed by others")
        with contextlib.suppress(OSError):  # what is no library, or not as it was written, is made anew
            os.utime(path)  # of its last use
            _check_seal(path)
            return ctypes.CDLL(str(path))
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        _run([compiler, *FLAGS, "-x", "c", "-", "-o", unfinished, "-lm"], source, SECONDS)
        os.chmod(unfinished, 0o700)
        _seal(Path(unfinished))
        loaded = ctypes.CDLL(unfinished)
        os.replace(unfinished, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)
    _tidy(path.parent)
    return loaded


def _seal(path: Path) -> None:
    """Write the hash of a library behind it, where no system looks."""
    content = path.read_bytes()
    with path.open("ab") as file:
        file.write(hashlib.sha256(content).digest())


def _check_seal(path: Path) -> None:
    """Raises `OSError` for a library that lacks its end, or has other bytes: to load it might end the process.

    A power cut leaves such a file, for nothing forces it to the disk; so does a disk that fails.
    """
    content = path.read_bytes()
    if hashlib.sha256(content[:-SEAL]).digest() != content[-SEAL:]:
        raise OSError(f"{path} is damaged")


def _tidy(folder: Path) -> None:
    """Remove what a killed process left, and the libraries that are too many. A process that has loaded one keeps it.

    Another process may tidy up at the same time.
    """
    used = dict[Path, float]()
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            used[path] = path.lstat().st_mtime
    libraries = sorted([path for path in used if path.suffix == ".so"], key=lambda path: -used[path])
    oldest = time.time() - SECONDS_OF_A_PART
    left = [path for path in used if path.suffix == ".part" and used[path] < oldest]
    for path in left + libraries[KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()


def _run(command: list[str], given: str, seconds: float) -> str:
    """What the compiler prints. Raises `CannotCompileError` where it fails, or takes too long."""
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            encoding="utf-8", errors="replace", start_new_session=True, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except OSError as error:
        raise CannotCompileError(f"{name} cannot be started: {error.strerror}") from None
    with process:
        try:
            said, _ = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise CannotCompileError(f"{name} took more than {seconds:g} seconds") from None
        finally:
            if process.returncode is None:  # it may have ended, and what it started may hold the pipe
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, 9)
    if process.returncode:
        if "No space left" in said:
            raise OSError(f"{name}: no space left")
        first = next((line for line in said.splitlines() if "error" in line), said.strip()[:200])
        raise CannotCompileError(f"{name} failed with exit status {process.returncode}: {first or 'it said nothing'}")
    return said
