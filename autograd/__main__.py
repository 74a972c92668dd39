"""The command line: an expression and its numbers in, the steps and a picture out."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import textwrap
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from typing import NoReturn

from autograd import __version__
from autograd.errors import DomainError, ExpressionError
from autograd.expression import CALLABLE, parse
from autograd.graph import inputs_first
from autograd.record import Steps, steps
from autograd.signs import in_plain_signs
from autograd.text import pointed_at, printable

DESCRIPTION = "Work an expression out, and its derivatives, one step of the chain rule at a time."
EXAMPLES = f"""\
functions: {textwrap.fill(" ".join(CALLABLE), 80, subsequent_indent=" " * 11)}

examples:
  ringo "apple * num * tax" apple=100 num=2 tax=1.1
  ringo "sigmoid(w*x + b)" w=-3 x=2 b=1/2 --save neuron.svg --save neuron.png
  ringo "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
"""
OPTION = re.compile("--[a-z]*(=.*)?|-h", re.DOTALL)


class UserError(Exception):
    """A mistake in what was typed, said in one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, or 2 for a mistake in what was typed, which is told on stderr."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a character shows ? instead
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        try:
            options = _options(words)
        except SystemExit:  # argparse has printed the help or the version
            sys.stdout.flush()
            return 0
        _run(options)
    except (UserError, ExpressionError, DomainError) as error:
        print(f"ringo: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130  # as shells report Ctrl-C
    except OSError as error:
        # What is printed goes nowhere from here on; otherwise Python would try again, and complain, when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # the reader of our output, such as `head`, has seen enough
            print(f"ringo: the steps could not be printed: {error}", file=sys.stderr)
            return 2
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UserError(f"{printable(message, limit=500)} (ringo --help shows what there is)")


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(
        prog="ringo",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "expression",
        nargs="?",
        default="",
        help='what to calculate, such as "x * sin(y) ** 2"; quotes keep the shell away',
    )
    parser.add_argument(
        "values", nargs="*", metavar="NAME=NUMBER", help="the number a name stands for: x=3, y=-0.5, z=1/3"
    )
    parser.add_argument(
        "--save",
        action="append",
        default=[],
        metavar="FILE",
        help="draw to FILE, which ends in .svg, .png, .pdf or .dot; may be given several times",
    )
    parser.add_argument("--markdown", action="store_true", help="print the steps as Markdown")
    parser.add_argument("--version", action="version", version=f"ringo {__version__}")
    # A blank in front keeps argparse from taking the expression -x for an option.
    return parser.parse_intermixed_args(
        [f" {word}" if word.startswith("-") and not OPTION.fullmatch(word) else word for word in words]
    )


def _run(options: argparse.Namespace) -> None:
    variables = _variables(options.values)
    output = parse(options.expression.strip(), variables)
    used = {node.name for node in inputs_first([output])}
    for name in variables:
        if name not in used:
            raise UserError(f"'{printable(name)}' was given a number, and the expression has no such name")
    record = steps(output)
    saved = [_saved(record, file) for file in options.save]
    print(record.markdown() if options.markdown else record, flush=True)
    for sentence in saved:
        print(sentence, file=sys.stderr)


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


if __name__ == "__main__":
    sys.exit(main())
