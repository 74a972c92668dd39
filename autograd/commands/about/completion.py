"""`ringo completion SHELL`: a script by which the TAB key completes commands, options, choices and file names.

The script holds all words itself. A package such as argcomplete would start Python each time that TAB is pressed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from autograd import __version__
from autograd.commands import NAMES, UserError
from autograd.commands.about.parser import parser_of
from autograd.commands.about.shells import SCRIPTS, Command, Taken
from autograd.language import LANGUAGES, say
from autograd.language.text import printable

USAGE = "SHELL"
SEE = ("help", "doctor")
FILES = {"FILE", "FOLDER", "STUDENTS.csv", "WHERE"}
"""What stands for a file or a folder in help."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", nargs="?", default="", metavar="SHELL", help=", ".join(SCRIPTS))


def run(options: argparse.Namespace) -> None:
    name, shells = options.shell.strip().lower(), ", ".join(SCRIPTS)
    if name not in SCRIPTS:
        key = "no such shell" if name else "no shell"
        raise UserError(say(key, name=printable(name), shells=shells))
    print(SCRIPTS[name](commands()), end="", flush=True)


def commands() -> list[Command]:
    """All commands, with what each takes."""
    choices = _choices()
    found = []
    for name in NAMES:
        actions = parser_of(name, __version__)._actions
        found.append(Command(name, say(f"summary: {name}"), [_taken(name, one, choices) for one in actions]))
    return found


def _taken(name: str, action: argparse.Action, choices: dict[tuple[str, str], Sequence[str]]) -> Taken:
    words = choices.get((name, action.dest), choices.get(("", action.dest), ()))
    shown = action.metavar or action.dest
    values = () if action.nargs == 0 else shown if isinstance(shown, tuple) else (shown,)
    about = (action.help or "").partition(";")[0].partition("。")[0]
    many = (isinstance(action.nargs, str) and action.nargs == "*") or isinstance(action, argparse._AppendAction)
    return Taken(tuple(action.option_strings), values, about, tuple(words), any(v in FILES for v in values), many)


def _choices() -> dict[tuple[str, str], Sequence[str]]:
    """The words that may follow an option or stand as an argument, by the command and the name of what takes them."""
    from autograd.by_hand.exercises import READY
    from autograd.by_hand.sheet.asking.levels import LEVELS
    from autograd.by_hand.sheet.work.optimizers import OPTIMIZERS
    from autograd.checking.engines.engine import places
    from autograd.commands.formulas.compile import FORMATS
    from autograd.commands.sheets.worksheet import ENDINGS
    from autograd.program.readings.sources import LANGUAGES as OF_CODE

    exercises = [of.name for of in READY]
    return {
        ("", "lang"): LANGUAGES,
        ("", "level"): tuple(LEVELS),
        ("", "optimizer"): tuple(OPTIMIZERS),
        ("compare", "engine"): tuple(places()),
        ("compare", "order"): ("1", "2"),
        ("compile", "format"): FORMATS,
        ("compile", "source"): tuple(OF_CODE),
        ("class", "format"): [ending.removeprefix(".") for ending in ENDINGS],
        ("class", "exercise"): exercises,
        ("exercise", "name"): exercises,
        ("completion", "shell"): tuple(SCRIPTS),
        ("help", "command"): NAMES,
    }
