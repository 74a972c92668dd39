"""`ringo claim FUNCTION --d NAME FORMULA`: whether a derivative worked out by hand is right."""

from __future__ import annotations

import argparse
import math
import os

from autograd.commands import UserError
from autograd.language import say
from autograd.language.text import printable

USAGE = "FUNCTION --d NAME FORMULA [OPTION ...]"
SEE = ("steps", "compare", "worksheet")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("function", nargs="?", default="", metavar="FUNCTION", help=say("help: function"))
    parser.add_argument("--d", nargs=2, action="append", default=[], metavar=("NAME", "FORMULA"), help=say("help: --d"))
    parser.add_argument("--shape", action="append", default=[], metavar="NAME=SIZES", help=say("help: --shape"))
    parser.add_argument("--onehot", action="append", default=[], metavar="NAME", help=say("help: --onehot"))
    parser.add_argument("--shares", action="append", default=[], metavar="NAME", help=say("help: --shares"))
    parser.add_argument("--seconds", metavar="S", help=say("help: --seconds of a proof"))


def seconds_of(typed: str) -> float:
    """The number of seconds that was typed."""
    try:
        seconds = float(typed)
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds < math.inf:
        raise UserError(say("no time of a proof", given=printable(typed.strip())))
    return seconds


def run(options: argparse.Namespace) -> int:
    """Print the verdict on each claim. The status is 1 if one is wrong, else 0."""
    if not options.d:
        raise UserError(say("nothing is claimed"))
    _leave_this_folder_alone()
    from autograd.by_hand.claims.claim import check_claim  # only when a claim is tested

    shapes: dict[str, str] = {}
    for declared in options.shape:
        name, equals, sizes = declared.strip().replace("＝", "=").partition("=")
        if not equals or not name.strip():
            raise UserError(say("not NAME=SIZES", given=printable(declared)))
        shapes[name.strip()] = sizes
    declared = {"shapes": shapes, "onehot": options.onehot, "shares": options.shares}
    seconds = None if options.seconds is None else seconds_of(options.seconds)
    verdicts = [
        check_claim(options.function.strip(), formula.strip(), name, seconds=seconds, **declared)
        for name, formula in options.d
    ]
    print("\n\n".join(map(str, verdicts)), flush=True)
    return 0 if all(verdicts) else 1


def _leave_this_folder_alone() -> None:
    """Hypothesis keeps tables that take it a third of a second, by default in the folder where the command is typed."""
    if hasattr(os, "getuid"):
        from autograd.program.backends.native.library import cache_folder

        if folder := cache_folder():
            os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(folder / "hypothesis"))
