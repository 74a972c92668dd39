"""Programs that are scripts and notebooks at once, such as those in `examples/`."""

from __future__ import annotations

import builtins
import sys
from importlib.util import find_spec
from typing import Any

from autograd.language import say


def in_notebook() -> bool:
    """Whether this runs in the kernel of a notebook, or is typed line by line. Other processes do not find the
    functions that are defined there.

    >>> in_notebook()
    False
    """
    return hasattr(builtins, "__IPYTHON__") or hasattr(sys, "ps1")


def typed() -> list[str]:
    """The words after the name of the program, for `parser.parse_args(typed())`. None in a notebook, where `sys.argv`
    belongs to the kernel."""
    return [] if in_notebook() else sys.argv[1:]


def require(package: str, extra: str) -> None:
    """End the program with a sentence, and exit status 2, where a package of an extra is missing. So nothing is trained
    for a picture that cannot be drawn.

    >>> require("math", "plots")
    """
    if find_spec(package) is None:
        print(say("example needs", package=package, extra=extra), file=sys.stderr)
        raise SystemExit(2)


def shown(result: Any) -> Any:
    """The result, for the end of a cell, which shows it. A script prints it, below an empty line, and gets None.

    >>> shown("2.2")
    <BLANKLINE>
    2.2
    """
    if in_notebook():
        return result
    print(f"\n{result}")
    return None
