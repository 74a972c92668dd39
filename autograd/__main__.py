"""The command line, `ringo`: which command is meant, in which language, and how a mistake is told."""

from __future__ import annotations

import argparse
import io
import itertools
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from autograd import __version__
from autograd.commands import NAMES, UserError
from autograd.errors import DomainError, ExpressionError, WorksheetError
from autograd.language import LANGUAGES, VARIABLE, speaking, understood
from autograd.text import printable

OPTION = re.compile("--(learning-rate|[a-z]*)(=.*)?|-h", re.DOTALL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 for what it finds wrong (a claim), or 2 for a mistake in what was
    typed, which is told on stderr."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a character shows ? instead
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with speaking(_language(words)):
            return _obeyed(words)
    except UserError as error:
        print(f"ringo: {error}", file=sys.stderr)
        return 2


def _obeyed(words: Sequence[str]) -> int:
    name = words[0] if words and words[0] in NAMES else ""
    command = import_module(f"autograd.commands.{name or NAMES[0]}")
    try:
        try:
            options = _options(command, name, words[bool(name) :])
        except SystemExit:  # argparse has printed the help or the version
            sys.stdout.flush()
            return 0
        status = command.run(options) or 0
    except (UserError, ExpressionError, DomainError, WorksheetError) as error:
        print(f"ringo: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130  # as shells report Ctrl-C
    except OSError as error:
        # What is printed goes nowhere from here on; otherwise Python would try again, and complain, when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # the reader of our output, such as `head`, has seen enough
            print(f"ringo: the output could not be printed: {error}", file=sys.stderr)
            return 2
        return 0
    return status


def _language(words: Sequence[str]) -> str | None:
    """What `--lang` says, or RINGO_LANG: found before anything else is read, for mistakes are told in it."""
    chosen = os.environ.get(VARIABLE, "")
    where = VARIABLE
    for word, following in itertools.pairwise([*words, ""]):
        if word == "--lang" or word.startswith("--lang="):
            chosen, where = (following if word == "--lang" else word.removeprefix("--lang=")), "--lang"
    if (chosen or where == "--lang") and not understood(chosen):
        languages = " or ".join(LANGUAGES)
        raise UserError(f"{where} is {languages}, and not '{printable(chosen)}'")
    return understood(chosen) or None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UserError(f"{printable(message, limit=500)} (ringo --help shows what there is)")


def _options(command: Any, name: str, words: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(
        prog=f"ringo {name}".strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_options(parser)
    parser.add_argument("--lang", metavar="LANGUAGE", help=f"{' or '.join(LANGUAGES)}; or set {VARIABLE}")
    parser.add_argument("--version", action="version", version=f"ringo {__version__}")
    # A blank in front keeps argparse from taking the expression -x for an option.
    return parser.parse_intermixed_args(
        [f" {word}" if word.startswith("-") and not OPTION.fullmatch(word) else word for word in words]
    )


if __name__ == "__main__":
    sys.exit(main())
