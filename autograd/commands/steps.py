"""`ringo EXPRESSION NAME=NUMBER …`: the steps of a calculation, and its picture."""

from __future__ import annotations

import argparse
import sys
import textwrap
import unicodedata
import warnings
from collections.abc import Iterable

from autograd.by_hand.answers.read import read
from autograd.calculus.order import inputs_first
from autograd.commands import UserError
from autograd.graph.expression import CALLABLE, parse
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import pointed_at, printable, width
from autograd.notation.signs import in_plain_signs
from autograd.record.steps import Steps, steps

EXAMPLES = """\
  ringo "apple * num * tax" apple=100 num=2 tax=1.1
  ringo "sigmoid(w*x + b)" w=-3 x=2 b=1/2 --save neuron.svg --save neuron.png
  ringo "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    heading = say("functions: ")
    functions = textwrap.fill(" ".join(CALLABLE), 80, subsequent_indent=" " * width(heading))
    parser.description = say("what ringo does")
    parser.epilog = f"{heading}{functions}\n\n{say('examples:')}\n{EXAMPLES}"
    add_expression(parser)
    parser.add_argument(
        "--save",
        action="append",
        default=[],
        metavar="FILE",
        help=say("help of --save"),
    )
    parser.add_argument("--markdown", action="store_true", help=say("help of --markdown"))


def add_expression(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that calculates something."""
    parser.add_argument("expression", nargs="?", default="", help=say("help of the expression"))
    parser.add_argument("values", nargs="*", metavar="NAME=NUMBER", help=say("help of the numbers"))


def run(options: argparse.Namespace) -> None:
    record = steps(calculated(options))
    saved = [_saved(record, file) for file in options.save]
    print(record.markdown() if options.markdown else record, flush=True)
    for sentence in saved:
        print(sentence, file=sys.stderr)


def calculated(options: argparse.Namespace) -> Value:
    """The Value of the typed expression, with the typed numbers."""
    variables = _variables(options.values)
    output = parse(options.expression.strip(), variables)
    used = {node.name for node in inputs_first([output])}
    for name in variables:
        if name not in used:
            raise UserError(say("number without a use", name=printable(name)))
    return output


def _variables(assignments: Iterable[str]) -> dict[str, float]:
    variables: dict[str, float] = {}
    for assignment in assignments:
        name, equals, text = in_plain_signs(assignment).partition("=")
        start = len(name) + 1
        name = unicodedata.normalize("NFKC", name.strip())
        shown = printable(name)
        if assignment.strip().startswith("-"):
            raise UserError(say("no such option", option=printable(assignment.strip())))
        if not equals:
            raise UserError(say("no name and number", word=printable(assignment)))
        if not name.isidentifier():
            raise UserError(say("no name before =", name=shown, word=printable(assignment)))
        if name in variables:
            raise UserError(say("number given twice", name=shown))
        if not text.strip():
            raise UserError(say("no number after =", name=shown))
        number = read(text).number if "=" not in text else None
        if number is not None:
            variables[name] = number
            continue
        try:
            variables[name] = parse(text).data
        except ExpressionError as error:
            # a name in it is no number: that one could be given to it is no advice here
            reason = say("no value here", name=printable(error.missing)) if error.missing else error.message
            place = pointed_at(assignment, start + error.column)
            raise UserError(f"{say('not a number', name=shown, reason=reason)}\n{place}") from None
    return variables


def _saved(record: Steps, file: str) -> str:
    """Draw to `file`, and return the sentence about it."""
    if not file:
        raise UserError(say("no file to draw to"))
    try:
        import viz  # only when a picture is asked for: it needs more than the standard library

        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            viz.draw(record).save(file)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error  # an OSError also tells the name of a temporary file
        raise UserError(say("picture not saved", file=printable(file), reason=reason)) from None
    return "\n".join(
        [say("saved", path=printable(file, limit=1000)), *[f"ringo: {warning.message}" for warning in warned]]
    )
