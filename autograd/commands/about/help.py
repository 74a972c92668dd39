"""`ringo help`: all commands at a glance. `ringo help COMMAND`: the page of one."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from autograd import __version__
from autograd.commands import GROUPS, NAMES, UserError
from autograd.commands.about.parser import parser_of
from autograd.commands.about.wrapped import listed, wrapped
from autograd.language import say
from autograd.language.text import printable
from autograd.notation.tree import nearest

USAGE = "[COMMAND]"
SEE = ("steps", "doctor")
COLUMN = 14


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("command", nargs="?", default="", metavar="COMMAND", help=say("help of a command"))


def run(options: argparse.Namespace) -> None:
    name = options.command.strip()
    if name and name not in NAMES:
        raise UserError(say("no command", name=printable(name), near=nearest(name, NAMES)))
    print(parser_of(name, __version__).format_help() if name else overview(), end="", flush=True)


def overview() -> str:
    """All commands, with a line for each."""
    parts = [wrapped(say("ringo is")), say("overview usage").rstrip()]
    for group, names in GROUPS.items():
        lines = [listed(name, say(f"summary: {name}"), COLUMN) for name in names]
        parts.append("\n".join([say(f"group: {group}"), *lines]))
    return "\n\n".join([*parts, say("overview end").rstrip()]) + "\n"


def nearly(word: str) -> str:
    """The sentence about a word that is nearly the name of a command; empty if it is not near to one."""
    near = get_close_matches(word.lower(), NAMES, n=1, cutoff=0.7) if len(word) < 20 else []
    return say("nearly a command", word=printable(word), near=near[0]) if near else ""
