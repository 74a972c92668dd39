"""A formula and its numbers, as they are typed. What is typed is data, read by `parse`, and never evaluated."""

from __future__ import annotations

import re
from typing import Any

from autograd.by_hand.answers.typed import typed_numbers
from autograd.graph.expression import parse
from autograd.graph.expression.definitions import read
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import printable

BETWEEN = re.compile(r"[\s,;、，；]+(?=[^\W\d]\w*\s*[=＝])")
"""What stands between two assignments: `x=1, y=[2, 3]`."""


def numbers(values: str) -> dict[str, Any]:
    """The numbers of names, typed one after the other.

    >>> numbers("apple=100, v=[1, 2] W=[[1, 2], [3, 4]]")
    {'apple': 100.0, 'v': [1.0, 2.0], 'W': [[1.0, 2.0], [3.0, 4.0]]}
    """
    return typed_numbers(BETWEEN.split(values.strip()) if values.strip() else [])


def calculated(text: str, values: str) -> Value:
    """The Value of a typed formula. A number that the formula does not use is told."""
    given = numbers(values)
    output = parse(text.strip(), given)
    _, used = read(text.strip(), given=given)
    for name in given:
        if name not in used:
            raise ExpressionError(say("number without a use", name=printable(name)))
    return output
