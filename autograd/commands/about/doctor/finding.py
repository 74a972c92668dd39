"""What the doctor finds: one line of the report, and what to do about it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Literal, NamedTuple

from autograd.language.text import printable

Kind = Literal["fine", "missing", "trouble"]
SIGNS: dict[Kind, str] = {"fine": "ok", "missing": "--", "trouble": "!!"}
"""`missing` is something optional, and `trouble` is what hinders, or gives wrong results."""
LONGEST = 300
SECONDS = 20.0
"""So long a program may take to tell its version, or a picture to be drawn."""


class Finding(NamedTuple):
    """What was looked at, what is there, and what to do, if anything."""

    kind: Kind
    topic: str
    text: str
    advice: str = ""


def shown(text: object, limit: int = LONGEST) -> str:
    """A text that comes from the machine, such as a path or a message, on one line. The home folder is ~, so that a
    report can be shown to others."""
    told = str(text)
    try:
        home = str(Path.home())
    except RuntimeError:  # there is none
        home = ""
    if len(home) > 1 and (told == home or told.startswith(home + "/")):
        told = "~" + told[len(home) :]
    return printable(told, limit)


def said(command: list[str]) -> str:
    """The first line that a program prints. Raises `OSError` where it cannot be started, fails, or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise OSError(f"{command[0]}: > {SECONDS:g} s") from None
    lines = (done.stdout or done.stderr).decode(errors="replace").strip().splitlines()
    if done.returncode:
        raise OSError(f"{command[0]}: exit status {done.returncode}" + (f": {lines[-1]}" if lines else ""))
    return lines[0] if lines else ""
