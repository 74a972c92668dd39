"""`ringo worksheet EXPRESSION NAME=NUMBER …`: makes a worksheet, which a learner fills in by hand."""

from __future__ import annotations

import argparse

from autograd.by_hand.answers.read import read
from autograd.by_hand.sheet.asking.levels import LEVELS
from autograd.by_hand.sheet.sheet import worksheet
from autograd.by_hand.sheet.shown.places import leaves_named, typed_names
from autograd.commands import UserError
from autograd.commands.steps import add_expression, calculated
from autograd.language import say
from autograd.language.text import printable


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description, parser.epilog = say("worksheet does"), say("worksheet examples")
    add_expression(parser)
    parser.add_argument("--learning-rate", metavar="NUMBER", help=say("help learning rate"))
    parser.add_argument("--parameters", metavar="NAMES", help=say("help parameters"))
    parser.add_argument(
        "--level", default="everything", metavar="LEVEL", help=say("help level", levels=", ".join(LEVELS))
    )
    parser.add_argument("--formulas", action="store_true", help=say("help formulas"))
    parser.add_argument("--grids", action="store_true", help=say("help grids"))
    parser.add_argument("--answers", action="store_true", help=say("help answers"))
    parser.add_argument("--save", action="append", default=[], metavar="FILE", help=say("help save sheet"))
    parser.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def run(options: argparse.Namespace) -> None:
    out = calculated(options)
    rate = read(options.learning_rate)
    if rate.problem or (rate.blank and options.learning_rate is not None):
        raise UserError(say("no learning rate", problem=rate.problem or "''"))
    parameters = None if options.parameters is None else leaves_named(out, typed_names(options.parameters))
    sheet = worksheet(
        out, rate.number, parameters=parameters, level=options.level, formulas=options.formulas, grids=options.grids
    )
    for file in options.save:
        print(say("saved", path=printable(str(sheet.save(file, options.answers, overwrite=options.overwrite)), 1000)))
    if not options.save:
        print(sheet.plain(options.answers), flush=True)
