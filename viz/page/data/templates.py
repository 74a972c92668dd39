"""Formulas with holes, which the front end fills with names and with numbers when the inputs change.

Python writes each once. Whether what fills a hole needs parentheses depends on its sign, so a template tells where they
may stand.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from autograd.calculus.row import Op
from autograd.language.text import CELL_WIDTH, number, printable
from autograd.notation.formulas import NEGATIVE, PRODUCT, in_style, text
from autograd.notation.styles import MATHML, TEXT, Style
from autograd.notation.symbols import Symbol
from autograd.record.equations import MOST_INPUTS, partial_formulas
from viz.page.data.formulas import LONGEST

FIRST = 0xF0000
"""Holes are called by signs that no name shows: this one and those after it."""

Template = list[Any]


class WithHoles(Style):
    """A notation in which names may be holes, and in which an operand that may begin with a minus is marked."""

    def operand(self, operand: Any, least: int) -> Sequence[Any]:
        if least > NEGATIVE and operand.binding >= least and _may_be_negative(operand):
            return [f'<operand least="{least}" binding="{operand.binding}">', operand, "</operand>"]
        return super().operand(operand, least)


def _may_be_negative(operand: Any) -> bool:
    return operand.binding == PRODUCT or "".join(operand.strings()).startswith("<hole")


def _hole(name: str) -> str:
    return f'<hole at="{ord(name) - FIRST}"/>' if ord(name[0]) >= FIRST else ""


IN_TEXT = WithHoles(
    lambda op: tuple(escape(part) if isinstance(part, str) else part for part in TEXT.template(op)),
    lambda name: _hole(name) or escape(printable(name)),
    *TEXT[2:],
)
IN_MATHML = WithHoles(MATHML.template, lambda name: _hole(name) or MATHML.name(name), *MATHML[2:])


def templates(kinds: Sequence[tuple[Op, int]]) -> list[dict[str, Any]]:
    """For each kind of operation, with so many inputs, its formula as `text` and `drawn`, and its `locals`. Hole 0 is
    for the result, and the holes after it are for the inputs. What is too long to be drawn is null.

    A template is a list of signs, of holes, of elements of MathML, and of `["(", least, binding, …]`: an operand that
    needs parentheses if it binds less tightly than `least`.

    >>> from autograd.calculus.ops import OPS
    >>> [found] = templates([(OPS["mul"], 2)])
    >>> found["text"]
    [1, ' * ', ['(', 7, 10, 2]]
    >>> found["locals"]
    [[2], [1]]
    """
    return [_templates(op, [Symbol(chr(FIRST + i)) for i in range(count + 1)]) for op, count in kinds]


def _templates(op: Op, holes: list[Symbol]) -> dict[str, Any]:
    constants = [Symbol(number(constant)) for constant in op.bound.values()]
    plain = in_style(Symbol("", op.unbound, (*holes[1:], *constants)), IN_TEXT)
    partials = partial_formulas(op, holes) if len(holes) <= MOST_INPUTS else []
    return {
        "text": _parts(plain)[: CELL_WIDTH + 1],
        "drawn": _drawn(Symbol("", op, tuple(holes[1:]))),
        "locals": list(map(_drawn, partials)),
    }


def _drawn(symbol: Symbol) -> Template | None:
    try:
        return _parts(in_style(symbol, IN_MATHML)) if len(text(symbol)) <= LONGEST else None
    except (ImportError, ValueError):  # latex2mathml is missing, or more characters than any formula has
        return None


def _parts(written: str) -> Template:
    return list(_children(ET.fromstring(f"<all>{written}</all>")))


def _children(element: ET.Element) -> Iterator[Any]:
    """What stands in an element, which is never deep: a formula that is drawn is short, and a text is one line."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "hole":
            yield int(child.attrib["at"])
        elif child.tag == "operand":
            yield ["(", int(child.attrib["least"]), int(child.attrib["binding"]), *_children(child)]
        else:
            yield [child.tag, *_children(child)]
        if child.tail:
            yield child.tail
