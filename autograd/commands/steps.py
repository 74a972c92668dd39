"""`ringo EXPRESSION NAME=NUMBER …`: the steps of a calculation, and its picture."""

from __future__ import annotations

import argparse
import sys
import textwrap
import unicodedata
import warnings
from collections.abc import Iterable

from autograd.commands import UserError
from autograd.errors import ExpressionError
from autograd.expression import CALLABLE, parse
from autograd.graph import inputs_first
from autograd.record import Steps, steps
from autograd.signs import in_plain_signs
from autograd.text import pointed_at, printable
from autograd.value import Value

DESCRIPTION = "Work an expression out, and its derivatives, one step of the chain rule at a time."
EXAMPLES = f"""\
functions: {textwrap.fill(" ".join(CALLABLE), 80, subsequent_indent=" " * 11)}

examples:
  ringo "apple * num * tax" apple=100 num=2 tax=1.1
  ringo "sigmoid(w*x + b)" w=-3 x=2 b=1/2 --save neuron.svg --save neuron.png
  ringo "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description, parser.epilog = DESCRIPTION, EXAMPLES
    add_expression(parser)
    parser.add_argument(
        "--save",
        action="append",
        default=[],
        metavar="FILE",
        help="draw to FILE, which ends in .svg, .png, .pdf or .dot; may be given several times",
    )
    parser.add_argument("--markdown", action="store_true", help="print the steps as Markdown")


def add_expression(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that calculates something."""
    parser.add_argument(
        "expression",
        nargs="?",
        default="",
        help='what to calculate, such as "x * sin(y) ** 2"; quotes keep the shell away',
    )
    parser.add_argument(
        "values", nargs="*", metavar="NAME=NUMBER", help="the number a name stands for: x=3, y=-0.5, z=1/3"
    )


def run(options: argparse.Namespace) -> None:
    record = steps(calculated(options))
    saved = [_saved(record, file) for file in options.save]
    print(record.markdown() if options.markdown else record, flush=True)
    for sentence in saved:
        print(sentence, file=sys.stderr)


def calculated(options: argparse.Namespace) -> Value:
    """The Value of the expression that was typed, with the numbers that were."""
    variables = _variables(options.values)
    output = parse(options.expression.strip(), variables)
    used = {node.name for node in inputs_first([output])}
    for name in variables:
        if name not in used:
            raise UserError(f"'{printable(name)}' was given a number, and the expression has no such name")
    return output


def _variables(assignments: Iterable[str]) -> dict[str, float]:
    variables: dict[str, float] = {}
    for assignment in assignments:
        name, equals, text = in_plain_signs(assignment).partition("=")
        start = len(name) + 1
        name = unicodedata.normalize("NFKC", name.strip())
        shown = printable(name)
        if assignment.strip().startswith("-"):
            raise UserError(f"there is no option {printable(assignment.strip())}: ringo --help shows what there is")
        if not equals:
            raise UserError(
                f"'{printable(assignment)}' is not of the form NAME=NUMBER, such as x=3, without blanks around =; "
                "an expression with blanks or * in it stands in quotes"
            )
        if not name.isidentifier():
            raise UserError(f"'{shown}' is no name, in '{printable(assignment)}': a name is letters, digits and _")
        if name in variables:
            raise UserError(f"'{shown}' was given a number twice: leave one out")
        if not text.strip():
            raise UserError(f"a number is missing after {shown}=: type one, such as {shown}=3")
        try:
            variables[name] = parse(text).data
        except ExpressionError as error:
            reason = error.message.partition(": give it one")[0]  # a name in it is no number, whatever is given
            place = pointed_at(assignment, start + error.column)
            raise UserError(f"after {shown}= stands a number, such as 3, -0.5 or 1/3: {reason}\n{place}") from None
    return variables


def _saved(record: Steps, file: str) -> str:
    """Draw to `file`, and return what is to be said about it."""
    if not file:
        raise UserError("--save needs a file to draw to, such as --save picture.svg")
    try:
        import viz  # only when a picture is asked for: it needs more than the standard library

        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            viz.draw(record).save(file)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error  # an OSError also tells the name of a temporary file
        raise UserError(f"the picture {printable(file)} could not be saved: {reason}") from None
    return "\n".join([f"saved {printable(file, limit=1000)}", *[f"ringo: {warning.message}" for warning in warned]])
