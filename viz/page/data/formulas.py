"""Formulas as data: a tree of MathML such as `["mfrac", ["mi", "x"], ["mn", "2"]]`, or a text.

A reader's browser builds elements from the tree, one by one. So no name ever passes through a parser of markup there.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Any

from autograd.calculus.row import Op
from autograd.language.text import CELL_WIDTH, number, printable
from autograd.notation.formulas import mathml, text
from autograd.notation.symbols import Symbol

Formula = str | list[Any]

LONGEST = 200
"""The most characters of a formula that is drawn. A longer one is text, which is cut."""

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]\d+)?")


def formula(symbol: Symbol) -> Formula:
    """The symbol as a tree of MathML. It is a text where the package latex2mathml is missing, and where it is long.

    >>> formula(Symbol("x1") / 2)
    ['mfrac', ['msub', ['mi', 'x'], ['mn', '1']], ['mn', '2']]
    """
    try:
        plain = text(symbol)
        if len(plain) <= LONGEST:
            return _tree(ET.fromstring(mathml(symbol)))
    except ImportError:
        pass
    except ValueError:  # more characters than any formula has
        return "…"
    return printable(plain, CELL_WIDTH)


def in_numbers(op: Op, numbers: Iterable[float]) -> Formula:
    """The operation applied to rounded numbers. They pass through as names, for numbers would be calculated with.

    >>> from autograd.calculus.ops import OPS
    >>> in_numbers(OPS["mul"], [2.0, -3.0])[3]
    ['mrow', ['mo', '('], ['mrow', ['mo', '−'], ['mn', '3']], ['mo', ')']]
    """
    shown = formula(Symbol("", op, tuple(Symbol(number(each)) for each in numbers)))
    return shown if isinstance(shown, str) else _with_numbers(shown)


def _with_numbers(tree: list[Any]) -> list[Any]:
    if tree[0] == "mi" and NUMBER.fullmatch(tree[1]):  # other letters are the rule's own, such as σ
        digits = ["mn", tree[1].removeprefix("-")]  # with e-09 as in the tables, for a product may need parentheses
        return ["mrow", ["mo", "−"], digits] if tree[1].startswith("-") else digits
    return [_with_numbers(child) if isinstance(child, list) else child for child in tree]


def is_drawn() -> bool:
    """Whether formulas of operations are drawn here, and not written as text."""
    return not isinstance(formula(Symbol("x") / 2), str)


def _tree(element: ET.Element) -> list[Any]:
    """The element as a list: its name, then its children or its text. Its attributes only say what browsers do anyway.
    The depth of a formula is bounded by its length."""
    children: list[Any] = [_tree(child) for child in element] or [element.text or ""]
    name = "mrow" if element.tag == "math" else element.tag
    return children[0] if name == "mrow" and len(children) == 1 and isinstance(children[0], list) else [name, *children]
