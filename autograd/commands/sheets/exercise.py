"""`ringo exercise`: lists the ready exercises. `ringo exercise NAME` makes the worksheet of one."""

from __future__ import annotations

import argparse
import re

from autograd.by_hand.classroom.numbers import Choice, own_numbers
from autograd.by_hand.exercises import READY, ready
from autograd.commands import UserError
from autograd.commands.sheets.worksheet import print_or_save
from autograd.language import say
from autograd.language.text import number, printable, table

USAGE = "[NAME] [OPTION ...]"
SEE = ("worksheet", "class", "mark")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help=say("help exercise name"))
    parser.add_argument("--seed", metavar="NUMBER", help=say("help seed"))
    parser.add_argument("--answers", action="store_true", help=say("help answers"))
    parser.add_argument("--save", action="append", default=[], metavar="FILE", help=say("help save sheet"))
    parser.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def run(options: argparse.Namespace) -> None:
    if not options.name.strip():
        if options.seed is not None or options.answers or options.save:
            raise UserError(say("exercise without a name", options="--seed, --answers, --save"))
        print(listed(), flush=True)
        return
    exercise = ready(options.name)
    sheet = exercise.sheet()
    if options.seed is not None:
        may_be = [Choice(of.name, of.numbers) for of in exercise.inputs]
        sheet = own_numbers(sheet, f"{exercise.name} {_seed(options.seed)}", may_be)
    print_or_save(sheet, options)


def listed() -> str:
    """All exercises, a line for each."""
    headers = [say(header) for header in ("header exercise", "header about", "header level", "header rate")]
    rows = [[of.name, of.title, of.level, "" if of.rate is None else number(of.rate)] for of in READY]
    return table(headers, rows, right=[3])


def _seed(typed: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", typed.strip(), re.ASCII):
        raise UserError(say("no seed", typed=printable(typed)))
    return int(typed)
