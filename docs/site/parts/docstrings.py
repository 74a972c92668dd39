"""Docstrings of the project as Sphinx reads them: plain text, with code between single backticks.

The block `{names}` holds names of a package, and shows each with its signature and its docstring:

    ```{names} autograd
    Value
    grad
    ```
"""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import Any, get_origin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def as_rest(lines: list[str]) -> list[str]:
    """The lines of a docstring, with code as reStructuredText writes it. Examples, and what stands four signs to the
    right, stay as they are.

    >>> as_rest(["`x` is a number:", "", "    `x`", "", ">>> `x`"])
    ['``x`` is a number::', '', '    `x`', '', '>>> `x`']
    """
    parts = "\n".join(lines).split("\n\n")
    for i, part in enumerate(parts):
        if part.startswith("    ") and parts[i - 1].endswith(":"):
            parts[i - 1] += ":"
        elif not part.lstrip().startswith(">>>"):
            parts[i] = CODE.sub(r"``\1``", part)
    return "\n\n".join(parts).split("\n")


def process(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    lines[:] = as_rest(lines)


def skip(app: Sphinx, what: str, name: str, thing: Any, skipped: bool, options: Any) -> bool | None:
    """Fields of named tuples have a docstring of Python's own, which says nothing."""
    return True if str(getattr(thing, "__doc__", "")).startswith("Alias for field number") else None


class Names(SphinxDirective):
    """An entry for each name."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        package = self.arguments[0]
        try:
            entries = [entry(package, name) for name in " ".join(self.content).split()]
        except (ImportError, AttributeError) as error:
            raise self.error(str(error)) from None
        return self.parse_text_to_nodes("\n".join(["```{eval-rst}", *entries, "```"]))


def entry(package: str, name: str) -> str:
    """What Sphinx is asked for a name of a package.

    >>> entry("autograd", "DomainError"), entry("nn.losses", "hinge")
    ('.. autoexception:: autograd.DomainError', '.. autofunction:: nn.losses.hinge')
    >>> print(entry("nn.search", "Setting"))
    .. py:type:: nn.search.Setting
       :canonical: dict[str, typing.Any]
    """
    module, _, inner = package.partition(".")
    try:
        thing = getattr(import_module(package), name)
    except ModuleNotFoundError:  # nn.losses is a name of nn, whose module stands elsewhere
        thing = getattr(getattr(import_module(module), inner), name)
    if get_origin(thing) is not None:
        return f".. py:type:: {package}.{name}\n   :canonical: {thing}"
    if inspect.isclass(thing):
        kind = "exception" if issubclass(thing, BaseException) else "class"
    else:
        kind = "function" if callable(thing) else "data"
    return f".. auto{kind}:: {package}.{name}"


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("autodoc-process-docstring", process)
    app.connect("autodoc-skip-member", skip)
    app.add_directive("names", Names)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
