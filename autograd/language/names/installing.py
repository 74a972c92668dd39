"""How a sentence names pip: so that what it advises installs into the Python that runs this, and into no other."""

from __future__ import annotations

import os
import sys


def pip() -> str:
    """`pip` where a shell that finds it would install for this Python, else `…/python -m pip` with the Python's path.

    It is `pip` where an environment is activated, and its path where `.venv/bin/ringo` is called from outside.
    """
    import shutil  # only where something is missing
    import sysconfig

    if not sys.executable or sys.platform == "emscripten":  # in a browser, where no shell is
        return "pip"
    found = shutil.which("pip")
    if found and _same(os.path.dirname(found), sysconfig.get_path("scripts")):
        return "pip"
    return f"{_typed(sys.executable)} -m pip"


def _same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _typed(path: str) -> str:
    """The path as a shell takes it: from the current folder if it lies there, and in quotes if it has spaces."""
    try:
        inside = os.path.relpath(path)
    except (OSError, ValueError):  # the folder was removed, or is on another drive
        inside = os.pardir
    short = path if inside.startswith(os.pardir) else inside
    return f'"{short}"' if " " in short else short
