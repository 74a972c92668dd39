"""The command line, `ringo`: it finds the command and the language, runs the command, and tells mistakes."""

from __future__ import annotations

import argparse
import io
import itertools
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

from autograd import __version__
from autograd.commands import NAMES, ROOMS, UserError
from autograd.language import LANGUAGES, VARIABLE, say, speaking, understood
from autograd.language.errors import DomainError, ExpressionError, WorksheetError
from autograd.language.text import printable

OPTION = re.compile("--(learning-rate|[a-z]*)(=.*)?|-h", re.DOTALL)
ARGPARSE = {
    "unrecognized arguments": re.compile("unrecognized arguments: (?P<words>.*)", re.DOTALL),
    "option without argument": re.compile("argument (?P<option>.*): expected one argument", re.DOTALL),
    "option with argument": re.compile("argument (?P<option>.*): ignored explicit argument (?P<words>.*)", re.DOTALL),
    "arguments missing": re.compile("the following arguments are required: (?P<words>.*)", re.DOTALL),
}
"""The keys of our sentences for argparse's messages, which exist in English only."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. The exit status is 0; or 1 if a claim is wrong; or 2 for a mistake in the typed command, which
    is told on stderr."""
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
    start = 2 if words[:1] == ["--lang"] else int(words[:1] != [] and words[0].startswith("--lang="))
    name = words[start] if len(words) > start and words[start] in NAMES else ""
    room = f"autograd.commands.{ROOMS[name]}" if name in ROOMS else "autograd.commands"
    command = import_module(f"{room}.{name or NAMES[0]}{'_' * iskeyword(name)}")
    try:
        try:
            options = _options(command, name, [*words[:start], *words[start + bool(name) :]])
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
            print(f"ringo: {say('not printed', reason=error)}", file=sys.stderr)
            return 2
        return 0
    return status


def _language(words: Sequence[str]) -> str | None:
    """The language of `--lang` or RINGO_LANG. It is found before anything else is read, because mistakes are told in
    it."""
    chosen = os.environ.get(VARIABLE, "")
    where = VARIABLE
    for word, following in itertools.pairwise([*words, ""]):
        if word == "--lang" or word.startswith("--lang="):
            chosen, where = (following if word == "--lang" else word.removeprefix("--lang=")), "--lang"
    if (chosen or where == "--lang") and not understood(chosen):
        languages = say("either", first=", ".join(LANGUAGES[:-1]), second=LANGUAGES[-1])
        raise UserError(say("no such language", where=where, languages=languages, word=printable(chosen)))
    return understood(chosen) or None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for key, pattern in ARGPARSE.items():
            if match := pattern.fullmatch(message):
                message = say(key, **match.groupdict())
                break
        raise UserError(say("see --help", mistake=printable(message, limit=500), command=self.prog))


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, say("usage: ") if prefix is None else prefix)


def _options(command: Any, name: str, words: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog=f"ringo {name}".strip(), formatter_class=_Help, add_help=False, allow_abbrev=False)
    parser._positionals.title, parser._optionals.title = say("positional arguments"), say("options")
    parser.add_argument("-h", "--help", action="help", help=say("help of --help"))
    command.add_options(parser)
    parser.add_argument("--lang", metavar="LANGUAGE", help=say("help of --lang", variable=VARIABLE))
    version = f"ringo {__version__}"
    parser.add_argument("--version", action="version", version=version, help=say("help of --version"))
    # argparse would take its own "usage: " away from the front, seven characters, whatever stands there.
    parser.usage = parser.format_usage().removeprefix(say("usage: ")).replace("%", "%%").strip()
    # A blank in front keeps argparse from taking the expression -x for an option.
    return parser.parse_intermixed_args(
        [f" {word}" if word.startswith("-") and not OPTION.fullmatch(word) else word for word in words]
    )


if __name__ == "__main__":
    sys.exit(main())
