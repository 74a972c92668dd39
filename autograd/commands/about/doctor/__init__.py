"""`ringo doctor`: what is installed, what is missing, what stands in the way, and what to do about it.

It runs where Ringograd does not: it imports nothing of it but sentences until it looks at a part. A part that cannot be
looked at is a finding like any other.

- `finding`: one line of the report
- `requirement`: requirements as metadata writes them
- `installed`: Ringograd, its requirements and its extras
- `names`: distributions of one import name
- `place`: Python, the terminal, and files that are imported first
- `drawing`: what draws, fonts and browsers
- `native`: the C compiler
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from autograd.commands.about.doctor import drawing, installed, names, native, place
from autograd.commands.about.doctor.finding import SIGNS, Finding, shown
from autograd.commands.about.wrapped import wrapped
from autograd.language import say
from autograd.language.text import escaped, width

USAGE = "[--markdown]"
SEE = ("help", "completion")
FOLDER = Path(__file__).resolve().parents[3]
"""The folder of our package autograd, whatever `import autograd` gives."""
COLUMN = 22


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--markdown", action="store_true", help=say("help of a report"))


def run(options: argparse.Namespace) -> int:
    """Print what is found. The status is 1 if something needs the user."""
    return alone(options.markdown)


def alone(is_markdown: bool) -> int:
    """`run` without a parser, for a Ringograd that does not start."""
    parts = {key: [*found] for key, found in examined()}
    print(_markdown(parts) if is_markdown else _plain(parts), flush=True)
    return int(any(one.kind == "trouble" for found in parts.values() for one in found))


def examined() -> Iterator[tuple[str, Iterator[Finding]]]:
    """The findings of each part, by the key of its heading."""
    there = cache(installed.distributions)  # within each part: looking for them may fail too
    encoding = getattr(sys.stdout, "encoding", None)
    parts: dict[str, Callable[[], Iterator[Finding]]] = {
        "doctor: about python": lambda: place.findings(FOLDER, encoding, sys.path),
        "doctor: about packages": lambda: installed.findings(there(), FOLDER),
        "doctor: about names": lambda: names.findings(there()),
        "doctor: about pictures": lambda: drawing.findings(installed.by_name(there()), [str(FOLDER.parent), *sys.path]),
        "doctor: about programs": native.findings,
    }
    for key, examine in parts.items():
        yield key, _guarded(examine)


def _guarded(examine: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings; one more says where they break off, since this is for places where things are broken."""
    try:
        yield from examine()
    except Exception as error:
        reason = shown(f"{type(error).__name__}: {error}")
        yield Finding("trouble", say("doctor: itself"), say("doctor: not examined", reason=reason))


def _plain(parts: dict[str, list[Finding]]) -> str:
    told = []
    for key, found in parts.items():
        told.append("\n".join([f"{say(key)}:", *map(_line, found)]))
    return "\n\n".join([*told, wrapped(_summary(parts))])


def _line(one: Finding) -> str:
    start = f"  {SIGNS[one.kind]}  {one.topic}"
    start += " " * (COLUMN - width(start)) if width(start) < COLUMN - 1 else "\n" + " " * COLUMN
    text = start + wrapped(one.text, " " * COLUMN).lstrip(" ")
    return f"{text}\n{wrapped(f'-> {one.advice}', ' ' * COLUMN)}" if one.advice else text


def _markdown(parts: dict[str, list[Finding]]) -> str:
    rows = [["", say("doctor: looked at"), say("doctor: found"), say("doctor: to do")], ["---"] * 4]
    rows += [[SIGNS[one.kind], *map(escaped, one[1:])] for found in parts.values() for one in found]
    return "\n".join([*(f"| {' | '.join(row)} |" for row in rows), "", escaped(_summary(parts))])


def _summary(parts: dict[str, list[Finding]]) -> str:
    count = sum(one.kind == "trouble" for found in parts.values() for one in found)
    return say("doctor: some trouble", count=count) if count else say("doctor: no trouble")
