"""The call of an operation with its inputs in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

PLACE = re.compile(r"<(\d+)>")
BRACKETS = re.compile(r"\([^()\[\]]*\)|\[[^()\[\]]*\]")


def filled(call: str, parts: Sequence[str]) -> str:
    """The call with its inputs in their places, in parentheses where they need them.

    >>> filled("<0> * <1>", ["x + 1", "np.abs(y)"]), filled("<0> + <1>", ["w * x", "b"]), filled("f(<0>)", ["x + 1"])
    ('(x + 1) * np.abs(y)', 'w * x + b', 'f(x + 1)')
    """

    def part(place: re.Match[str]) -> str:
        text = parts[int(place[1])]
        before, after = _binding(call[: place.start()].rstrip()[-2:]), _binding(call[place.end() :].lstrip()[:2])
        own = _own_binding(text)
        return f"({text})" if own < max(before, after) or own == before < 4 else text

    return PLACE.sub(part, call)


def _binding(beside: str) -> int:
    """How firmly the sign beside an input binds it: 0 a parenthesis or a comma, 1 a sum, 2 a product, 4 a power
    or anything else."""
    if not beside or (beside[-1] in "([," and beside[0] != "[") or beside[0] in ")],":
        return 0
    return 1 if beside.strip() in ("+", "-") else 2 if beside.strip() in ("*", "/") else 4


def _own_binding(text: str) -> int:
    """How firmly a text holds together: 1 a sum, 2 a product, 3 a power, 4 a name, a number or a call."""
    while (without := BRACKETS.sub("", text)) != text:
        text = without
    if re.fullmatch(r"[\w.]*(e-\d+)?", text):
        return 4
    if not re.fullmatch(r"[\w.+*/ -]*", text):
        return 0
    return 1 if re.search("[+-]", text) else 2 if re.search(r"(?<!\*)[*/](?!\*)", text) else 3
