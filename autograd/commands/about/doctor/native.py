"""The C compiler by which programs run fast, and the folder that keeps what it made."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from autograd.commands.about.doctor.finding import Finding, said, shown
from autograd.language import say

SOURCE = "double doctor(double x) { return 2.0 * x; }\n"


def findings() -> Iterator[Finding]:
    """Whether there is a compiler, whether it compiles, and what is kept of its work."""
    from autograd.program.backends.native import library  # only when it is looked at

    topic, path = say("doctor: compiler"), library.compiler()
    if path is None:
        key = "doctor: get a compiler on macOS" if sys.platform == "darwin" else "doctor: get a compiler"
        yield Finding("missing", topic, say("doctor: no compiler"), say(key) if os.name == "posix" else "")
        return
    try:
        version = shown(said([path, "--version"]))
        library.library(SOURCE)
    except (OSError, library.CannotCompileError) as error:
        yield Finding("missing", topic, say("doctor: does not compile", path=shown(path), reason=shown(error)),
                      say("doctor: another compiler"))  # fmt: skip
        return
    yield Finding("fine", topic, f"{version} ({shown(path)})")
    yield _cache(library.cache_folder())


def _cache(folder: Path | None) -> Finding:
    topic = say("doctor: cache")
    if folder is None or not os.access(folder, os.W_OK):
        where = "" if folder is None else shown(folder)
        return Finding("missing", topic, say("doctor: no cache", folder=where), say("doctor: cache elsewhere"))
    kept = [path.stat().st_size for path in folder.glob("*.so")]
    return Finding(
        "fine", topic, say("doctor: cached", folder=shown(folder), count=len(kept), mb=f"{sum(kept) / 1e6:.1f}")
    )
