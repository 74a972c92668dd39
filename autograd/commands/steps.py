"""`ringo EXPRESSION NAME=NUMBER …`: the steps of a calculation, its picture, and its page."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Iterable

from autograd.by_hand.answers.typed import typed_numbers
from autograd.commands import UserError
from autograd.graph.expression import parse
from autograd.graph.expression.definitions import read
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import FileIsThereError, reason_of
from autograd.language.text import path_in_a_sentence, printable
from autograd.record.steps import Steps, steps

USAGE = "EXPRESSION [NAME=NUMBER ...] [OPTION ...]"
SEE = ("claim", "worksheet", "compile")
ENDINGS = (".html", ".svg", ".png", ".pdf", ".dot")
"""A page, and the formats of pictures."""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_expression(parser)
    parser.add_argument("--save", action="append", default=[], metavar="FILE", help=say("help of --save"))
    parser.add_argument("--overwrite", action="store_true", help=say("help overwrite"))
    parser.add_argument("--markdown", action="store_true", help=say("help of --markdown"))


def functions() -> Iterable[str]:
    """The functions that an expression may have, for the page of help."""
    from autograd.graph.expression.arrays import NAMES  # only when help is asked for

    return NAMES


def add_expression(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that calculates something."""
    parser.add_argument("expression", nargs="?", default="", metavar="EXPRESSION", help=say("help of the expression"))
    parser.add_argument("values", nargs="*", metavar="NAME=NUMBER", help=say("help of the numbers"))


def run(options: argparse.Namespace) -> None:
    for file in options.save:  # before the first one is drawn
        _require_name(file, options.overwrite)
    record = steps(calculated(options))
    saved = [_saved(record, file) for file in options.save]
    print(record.markdown() if options.markdown else record, flush=True)
    for sentence in saved:
        print(sentence, file=sys.stderr)


def calculated(options: argparse.Namespace) -> Value:
    """The Value of the typed expression, with the typed numbers."""
    variables = typed_numbers(options.values)
    expression = options.expression.strip()
    output = parse(expression, variables)
    _, used = read(expression, given=variables)
    for name in variables:
        if name not in used:
            raise UserError(say("number without a use", name=printable(name)))
    return output


def _require_name(file: str, overwrite: bool) -> None:
    """Refuse a name that no picture can have, and that of a file that is there."""
    if not file:
        raise UserError(say("no file to draw to"))
    if not file.lower().endswith(ENDINGS):
        raise UserError(say("picture not saved", file=printable(file), reason=say("no suffix to save to", path=file)))
    if os.path.isdir(file):
        raise UserError(say("picture not saved", file=printable(file), reason=say("a folder instead")))
    if os.path.lexists(file) and not overwrite:
        raise FileIsThereError(path_in_a_sentence(file))


def _saved(record: Steps, file: str) -> str:
    """Draw to `file`, and return the sentence about it."""
    try:
        import viz  # only when a picture is asked for: it needs more than the standard library

        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            if file.lower().endswith(".html"):
                viz.page(record, file)
            else:
                viz.draw(record).save(file)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        reason = reason_of(error)  # without the name of a temporary file
        raise UserError(say("picture not saved", file=printable(file), reason=reason)) from None
    return "\n".join([say("saved", path=file), *[f"ringo: {warning.message}" for warning in warned]])
