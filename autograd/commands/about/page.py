"""The page of help of one command: what it does, how it is typed, its options in groups, examples, exit status."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from autograd.commands.about.wrapped import listed, wrapped
from autograd.language import catalogue, language, say

WIDEST = 22
"""The column at which the text about an option begins, or before."""


def page(command: Any, name: str, parser: argparse.ArgumentParser) -> str:
    """The page. `command` is the module of the command, and `parser` has its options."""
    return "\n\n".join(_parts(command, name, parser)) + "\n"


def _parts(command: Any, name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"{say('usage: ')}{usage(command, name)}"
    yield wrapped(say(f"does: {name}"))
    for group in parser._action_groups:
        if actions := [one for one in group._group_actions if one.help != argparse.SUPPRESS]:
            yield "\n".join([f"{group.title}:", *map(_told, actions)])
    if hasattr(command, "functions"):
        yield say("what is typed").rstrip()
        yield f"{say('functions: ').strip()}\n{wrapped(' '.join(command.functions()), '  ')}"
    yield f"{say('examples:')}\n{say(f'examples: {name}').rstrip()}"
    sentences = catalogue(language())
    if f"notes: {name}" in sentences:
        yield wrapped(say(f"notes: {name}"))
    status = f"exit status: {name}" if f"exit status: {name}" in sentences else "exit status"
    yield f"{say('exit status:')}\n{wrapped(say(status), '  ')}"
    yield f"{say('see also:')}\n{wrapped(', '.join(f'ringo help {one}' for one in command.SEE), '  ')}"


def usage(command: Any, name: str) -> str:
    """How the command is typed. The first command needs no name."""
    return f"ringo {command.USAGE}" if name == "steps" else f"ringo {name} {command.USAGE}"


def _told(action: argparse.Action) -> str:
    return listed(_typed(action), action.help or "", WIDEST)


def _typed(action: argparse.Action) -> str:
    """An option as it is typed, or the name of an argument."""
    names = ", ".join(action.option_strings)
    if action.nargs == 0:
        return names
    shown = action.metavar or action.dest.upper()
    values = " ".join(shown) if isinstance(shown, tuple) else shown
    return f"{names} {values}" if names else values
