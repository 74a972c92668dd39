"""`ringo worksheet EXPRESSION NAME=NUMBER …`: makes a worksheet, which a learner fills in by hand."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from autograd.by_hand.answers.read import read
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.asking.levels import LEVELS
from autograd.by_hand.sheet.asking.settings import Options
from autograd.by_hand.sheet.sheet import Sheet, worksheet
from autograd.by_hand.sheet.shown.places import leaves_named, typed_names
from autograd.by_hand.sheet.work.optimizers import OPTIMIZERS
from autograd.by_hand.sheet.work.update import MOST_STEPS
from autograd.commands import UserError
from autograd.commands.sheets.mark import number_typed
from autograd.commands.steps import add_expression, calculated
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import path_in_a_sentence, printable

USAGE = "EXPRESSION [NAME=NUMBER ...] [OPTION ...]"
SEE = ("exercise", "class", "mark")
ENDINGS = (".pdf", ".xlsx", ".csv", ".md", ".json", ".html", ".xml")
"""The formats of a sheet."""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_expression(parser)
    add_settings(parser)
    written = parser.add_argument_group(say("options files"))
    written.add_argument("--answers", action="store_true", help=say("help answers"))
    written.add_argument("--save", action="append", default=[], metavar="FILE", help=say("help save sheet"))
    written.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def add_settings(parser: argparse.ArgumentParser) -> None:
    """What a worksheet asks for."""
    asked = parser.add_argument_group(say("options asked"))
    asked.add_argument("--learning-rate", metavar="NUMBER", help=say("help learning rate"))
    asked.add_argument("--parameters", metavar="NAMES", help=say("help parameters"))
    asked.add_argument(
        "--level", default="everything", metavar="LEVEL", help=say("help level", levels=", ".join(LEVELS))
    )
    asked.add_argument("--ask", action="append", metavar="KEY", help=say("help ask"))
    asked.add_argument("--digits", metavar="NUMBER", help=say("help digits of a sheet"))
    asked.add_argument("--decimals", metavar="NUMBER", help=say("help decimals of a sheet"))
    asked.add_argument("--steps", metavar="NUMBER", help=say("help steps"))
    asked.add_argument("--optimizer", metavar="NAME", help=say("help optimizer", names=", ".join(OPTIMIZERS)))
    asked.add_argument("--formulas", action="store_true", help=say("help formulas"))
    asked.add_argument("--grids", action="store_true", help=say("help grids"))


def typed_settings(options: argparse.Namespace) -> list[str]:
    """The options of `add_settings` that were typed."""
    parser = argparse.ArgumentParser()
    add_settings(parser)
    usual = vars(parser.parse_args([]))
    return [f"--{name.replace('_', '-')}" for name, value in usual.items() if getattr(options, name) != value]


def _more(options: argparse.Namespace) -> Options:
    """What is asked for, and how parameters are updated, as far as it was typed."""
    found: Options = {"ask": options.ask}
    found["digits"] = number_typed("--digits", options.digits, 1)
    found["decimals"] = number_typed("--decimals", options.decimals, 0)
    if options.steps is not None:
        steps = options.steps.strip()
        if not (steps.isdecimal() and len(steps) < 6):
            raise UserError(say("no steps", steps=printable(steps), most=f"{MOST_STEPS:,}"))
        found["steps"] = int(steps)
    if options.optimizer is not None:
        found["optimizer"] = options.optimizer.strip().lower()
    return found


def typed_sheet(options: argparse.Namespace) -> Sheet:
    """The worksheet of the typed expression."""
    out = calculated(options)
    rate = read(options.learning_rate)
    if rate.problem or (rate.blank and options.learning_rate is not None):
        raise UserError(say("no learning rate", problem=rate.problem or "''"))
    parameters = None if options.parameters is None else leaves_named(out, typed_names(options.parameters))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        sheet = worksheet(
            out, rate.number, parameters=parameters, level=options.level, formulas=options.formulas,
            grids=options.grids, **_more(options),
        )  # fmt: skip
    for warning in warned:
        print(f"ringo: {warning.message}", file=sys.stderr)
    return sheet


def run(options: argparse.Namespace) -> None:
    print_or_save(typed_sheet(options), options)


def print_or_save(sheet: Sheet, options: argparse.Namespace) -> None:
    """Save the sheet to all files that were typed: all names are looked at, and all formats are tried, before the first
    is written. Without a file, print it."""
    paths = [*{os.path.realpath(file): Path(file) for file in options.save}.values()]
    for path in paths:
        if path.suffix.lower() not in ENDINGS:
            raise WorksheetError(say("no such format", path=path_in_a_sentence(path)))
        files.require_place(path, options.overwrite)
    if len(paths) > 1:
        with TemporaryDirectory() as trial:  # a format may need a package that is missing
            for i, path in enumerate(paths):
                sheet.save(Path(trial, f"{i}{path.suffix}"), options.answers)
    for path in paths:
        print(say("saved", path=sheet.save(path, options.answers, overwrite=options.overwrite)))
    if not paths:
        print(sheet.plain(options.answers), flush=True)
