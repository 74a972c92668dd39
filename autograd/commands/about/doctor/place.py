"""The Python that runs this, its terminal, and files that it would import in the place of Ringograd's."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder
from pathlib import Path

from autograd.commands.about.doctor.finding import Finding, shown
from autograd.language import VARIABLE, language, say

NAMES = ("autograd", "nn", "viz")
"""The names by which Ringograd is imported."""
SIGNS = "×∂りんご"
OLDEST = (3, 11)


def findings(folder: Path, encoding: str | None, path: Sequence[str]) -> Iterator[Finding]:
    """What there is to say of this Python. `folder` is that of our package autograd, `encoding` that of the terminal,
    and `path` is where Python looks for modules."""
    yield _python()
    yield Finding("fine", say("doctor: language"), say("doctor: spoken", name=language(), variable=VARIABLE))
    yield _terminal(encoding)
    yield from shadows(folder, path)


def _python() -> Finding:
    free = hasattr(sys, "_is_gil_enabled") and not sys._is_gil_enabled()
    kind = say("doctor: without the GIL") if free else say("doctor: with the GIL")
    inside = say("doctor: in an environment") if sys.prefix != sys.base_prefix else ""
    version = f"{platform.python_implementation()} {platform.python_version()}"
    text = say("doctor: python", version=version, kind=kind, system=f"{platform.system()} {platform.machine()}",
               where=shown(sys.executable or "?"), inside=inside)  # fmt: skip
    if sys.version_info < OLDEST:
        return Finding("trouble", "Python", text, say("doctor: newer python", oldest=".".join(map(str, OLDEST))))
    return Finding("fine", "Python", text)


def _terminal(encoding: str | None) -> Finding:
    topic = say("doctor: terminal")
    try:
        SIGNS.encode(encoding or "ascii")
    except (UnicodeError, LookupError):
        lacking = say("doctor: cannot show", encoding=shown(encoding or "?"))
        return Finding("trouble", topic, lacking, say("doctor: speak UTF-8"))
    return Finding("fine", topic, say("doctor: shows", encoding=shown(encoding), signs=SIGNS))


def shadows(folder: Path, path: Sequence[str]) -> Iterator[Finding]:
    """Files in the current folder and in PYTHONPATH that are imported first, and other packages of our names."""
    told = set[str]()
    for where, source in _folders():
        for name in NAMES:
            for file in (where / f"{name}.py", where / name / "__init__.py"):
                if _is_there(file) and not _same(where, folder.parent):
                    told.add(name)
                    yield Finding("trouble", f"import {name}", say(source, file=shown(file), name=name),
                                  say("doctor: rename it", name=name))  # fmt: skip
    for name in NAMES:
        spec = PathFinder.find_spec(name, [*path]) if name not in told else None
        if spec is not None and spec.origin and not _same(Path(spec.origin).parent, folder.parent / name):
            text = say("doctor: another is imported", name=name, origin=shown(spec.origin), folder=shown(folder.parent))
            yield Finding("trouble", f"import {name}", text, say("doctor: remove the other", name=name))
    if os.environ.get("PYTHONPATH") and not told:
        yield Finding("fine", "PYTHONPATH", say("doctor: pythonpath", folders=shown(os.environ["PYTHONPATH"])))


def _folders() -> Iterator[tuple[Path, str]]:
    """The folders that come before all that is installed, each with the key of the sentence about a file in it."""
    with contextlib.suppress(FileNotFoundError):  # it was removed
        yield Path.cwd(), "doctor: shadow here"
    for word in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        if word:
            yield Path(word), "doctor: shadow in PYTHONPATH"


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a folder that cannot be read, or a name that no file can have
        return False


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError):
        return False
