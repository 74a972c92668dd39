"""The command line, `ringo`: it finds the command and the language, runs the command, and tells mistakes."""

from __future__ import annotations

import io
import itertools
import os
import sys
from collections.abc import Sequence

from autograd import __version__
from autograd.commands import NAMES, UserError
from autograd.commands.about.parser import command, parser_of
from autograd.language import LANGUAGES, VARIABLE, say, speaking, understood
from autograd.language.errors import DomainError, ExpressionError, FileIsThereError, WorksheetError
from autograd.language.text import printable


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
    after = [*words[:start], *words[start + bool(name) :]]
    asked = _asked(words)
    if not asked or (asked[0] in ("-h", "--help") and all(word in NAMES for word in asked[1:])):
        name, after = "help", asked[1:]  # nothing is asked of a command: all of them are shown, or the page of one
    try:
        try:
            options = parser_of(name, __version__).options_in(after)
        except SystemExit:  # argparse has printed the help or the version
            sys.stdout.flush()
            return 0
        status = command(name).run(options) or 0
    except (UserError, ExpressionError, DomainError, WorksheetError) as error:
        told = error.in_a_shell() if isinstance(error, FileIsThereError) else error
        print(f"ringo: {(not name and _nearly_a_command(words)) or told}", file=sys.stderr)
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


def _asked(words: Sequence[str]) -> list[str]:
    """The words without the language."""
    follows = [False, *(word == "--lang" for word in words)]
    return [
        word for word, is_its in zip(words, follows, strict=False) if not (is_its or word.split("=")[0] == "--lang")
    ]


def _nearly_a_command(words: Sequence[str]) -> str:
    """The sentence about a first word that is nearly a command, and no name that was given a number."""
    word = next((word.strip() for word in _asked(words) if not word.startswith("-")), "")
    if not word.isidentifier() or any(other.replace(" ", "").startswith(f"{word}=") for other in words):
        return ""
    from autograd.commands.about.help import nearly  # only after a mistake

    return nearly(word)


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


if __name__ == "__main__":
    sys.exit(main())
