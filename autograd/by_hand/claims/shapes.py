"""Shapes as they are declared, `W=n,m`. A letter is a size that is left open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from autograd.graph.expression.definitions import normal
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import printable
from autograd.notation.signs import in_plain_signs

LARGEST = 16
"""The largest size that may be written as a number."""


def as_shapes(declared: Mapping[str, Any] | None) -> dict[str, tuple[str, ...]]:
    """The names of the sizes in declared shapes, such as `"n,m"`.

    Raises `ExpressionError`.

    >>> as_shapes({"W": "n, 3", "x": 3, "b": ""})
    {'W': ('n', '3'), 'x': ('3',), 'b': ()}
    """
    if isinstance(declared, str):
        raise ExpressionError(say("shapes without names", given=printable(declared)))
    if not isinstance(declared, Mapping | None) or not all(isinstance(name, str) for name in declared or {}):
        raise TypeError("shapes are given by name: check_claim('sum(x)', '1', wrt='x', shapes={'x': 'n'})")
    shapes: dict[str, tuple[str, ...]] = {}
    for name, given in (declared or {}).items():
        listed = given if isinstance(given, list | tuple) else in_plain_signs(str(given)).split(",")
        sizes = tuple(normal(str(size)) for size in listed if str(size).strip() or len(listed) > 1)
        if not name.isidentifier():
            raise ExpressionError(say("not a name", name=printable(name)))
        for size in sizes:
            fits = 1 <= int(size) <= LARGEST if re.fullmatch("[0-9]{1,9}", size) else size.isidentifier()
            if not fits or len(sizes) > 2:
                raise ExpressionError(
                    say("not a shape", name=printable(name), given=printable(str(given)), most=LARGEST)
                )
        shapes[normal(name)] = tuple(str(int(size)) if size.isdigit() else size for size in sizes)
    return shapes
