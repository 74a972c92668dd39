"""Formulas as plain data, from which the template builds Typst's own mathematics.

The data comes from the MathML of `notation`: lists of items, each a list of a tag and of what belongs to it, a text or
further lists. So no name in a formula is read as Typst.
"""

from __future__ import annotations

from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from autograd.by_hand.answers.read import DECIMAL
from autograd.language.text import width
from autograd.notation.formulas import in_style
from autograd.notation.styles import MATHML, Style
from autograd.notation.symbols import Symbol

DEEPEST = 48
"""The most lists within each other, two for each fraction, root or power. Typst calls no function deeper than 80
calls."""
LONGEST = 20_000
"""The most characters of a formula in MathML. Of a longer one nobody needs more than its text."""
LETTERS = ("mi", "mn", "mo", "mtext")

Sequence = list[Any]


def formula(symbol: Symbol, style: Style = MATHML) -> Sequence | None:
    """The formula as data; None if it is too long, or nested too deeply, to be set.

    >>> formula(Symbol("x") / 2)
    [['mfrac', [['mi', 'x']], [['mn', '2']]]]
    """
    try:
        mathml = in_style(symbol, style)
    except ValueError:
        return None
    if len(mathml) > LONGEST:
        return None
    parts: list[list[Sequence]] = [[]]  # of the elements that are open
    for event, element in iterparse(StringIO(f"<math>{mathml}</math>"), ("start", "end")):
        if event == "start":
            parts.append([])
        else:
            items = _made(element, parts.pop())
            parts[-1].append(items)
    [items] = parts[0]
    return items if _depth(items) <= DEEPEST else None


def _depth(items: Sequence) -> int:
    depth, level = 0, [items]
    while level := [part for item in level for part in item if isinstance(part, list)]:
        depth += 1
    return depth


def with_numbers(style: Style) -> Style:
    """The notation, in which a number that stands for a node is written as a number."""
    return style._replace(name=lambda name: style.number(float(name)) if DECIMAL.fullmatch(name) else style.name(name))


def columns(items: Sequence) -> int:
    """About how wide the formula is, in columns of text.

    >>> columns(formula(Symbol("apple") / Symbol("x") + 1))
    7
    """
    found = 0
    for tag, *parts in items:
        if isinstance(parts[0], str):
            found += width(parts[0])
        else:
            found += (max if tag in ("mfrac", "mtable") else sum)(map(columns, parts))
    return found


def _made(element: Element, children: list[Sequence]) -> Sequence:
    """The items of an element, from those of its children. A row has the items of all of them."""
    if element.tag in LETTERS:
        return [[element.tag, element.text or ""]]
    if element.tag not in ("math", "mrow"):
        return [[element.tag, *children]]
    items = children[0] if children else []
    for child in children[1:]:
        items += child
    stretches = items and items[0][0] == "mo" and items[0][1] in ("(", "[", "{", "|") and len(children) > 1
    if stretches and any(isinstance(item[1], list) for item in items):
        return [["stretched", items]]
    return items
