"""`ringo EXPRESSION NAME=NUMBER …`: the steps of a calculation, its picture, and its page."""

from __future__ import annotations

import argparse
import sys
import textwrap
import warnings

from autograd.by_hand.answers.typed import typed_numbers
from autograd.commands import NAMES as COMMANDS
from autograd.commands import UserError
from autograd.graph.expression import parse
from autograd.graph.expression.arrays import NAMES
from autograd.graph.expression.definitions import read
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import printable, width
from autograd.record.steps import Steps, steps

EXAMPLES = """\
  ringo "apple * num * tax" apple=100 num=2 tax=1.1
  ringo "sigmoid(w*x + b)" w=-3 x=2 b=1/2 --save neuron.svg --save neuron.html
  ringo "h = W @ x; Σ(h**2) if x[0] > 0 else |x[1]|" "W=[[1, 2], [3, 4]]" "x=[1, -1]"
  ringo "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    heading = say("functions: ")
    functions = textwrap.fill(" ".join(NAMES), 80, subsequent_indent=" " * width(heading))
    parser.description = say("what ringo does")
    others = "\n".join([say("other commands"), *(f"  ringo {name} --help" for name in COMMANDS[1:])])
    parser.epilog = f"{say('what is typed')}\n{heading}{functions}\n\n{say('examples:')}\n{EXAMPLES}\n{others}"
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
    variables = typed_numbers(options.values)
    expression = options.expression.strip()
    output = parse(expression, variables)
    _, used = read(expression, given=variables)
    for name in variables:
        if name not in used:
            raise UserError(say("number without a use", name=printable(name)))
    return output


def _saved(record: Steps, file: str) -> str:
    """Draw to `file`, and return the sentence about it."""
    if not file:
        raise UserError(say("no file to draw to"))
    try:
        import viz  # only when a picture is asked for: it needs more than the standard library

        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            if file.lower().endswith(".html"):
                viz.page(record, file)
            else:
                viz.draw(record).save(file)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error  # an OSError also tells the name of a temporary file
        raise UserError(say("picture not saved", file=printable(file), reason=reason)) from None
    return "\n".join(
        [say("saved", path=printable(file, limit=1000)), *[f"ringo: {warning.message}" for warning in warned]]
    )
