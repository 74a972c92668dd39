"""A bar that grows on a terminal, while a class is made or marked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tqdm import tqdm

USUAL_WIDTH = 80
"""The columns of a terminal that does not know how many it has, as in a container."""


@contextmanager
def progress(total: int) -> Iterator[tqdm[NoReturn] | None]:
    """A bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty() or find_spec("tqdm") is None:
        yield None
        return
    from tqdm import tqdm

    try:
        wide = os.get_terminal_size(sys.stderr.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):  # it is only like a terminal
        wide = USUAL_WIDTH
    # Where a terminal has no rows, tqdm would find no place for a bar.
    with tqdm(total=total, file=sys.stderr, leave=False, unit="", ncols=wide, nrows=2) as bar:
        yield bar
