"""Docstrings of the project as Sphinx reads them. They are plain text, with code between single backticks."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def as_rest(lines: list[str]) -> list[str]:
    """
    >>> as_rest(["`x` is a number.", "", ">>> `x`"])
    ['``x`` is a number.', '', '>>> `x`']
    """
    return [line if line.lstrip().startswith((">>>", "...")) else CODE.sub(r"``\1``", line) for line in lines]


def process(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    lines[:] = as_rest(lines)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("autodoc-process-docstring", process)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
