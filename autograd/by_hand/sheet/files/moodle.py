"""Worksheets for the question bank of Moodle: Moodle XML, https://docs.moodle.org/en/Moodle_XML_format.

Each row is a numerical question. The wrong numbers that one mistake gives are answers too, without a point, and their
feedback names the mistake.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from autograd.by_hand.answers.answer import unit_of_digit
from autograd.by_hand.sheet.files.paper.printed import graph
from autograd.language import say
from autograd.language.text import printable
from autograd.notation.formulas import in_style
from autograd.notation.styles import LATEX
from autograd.notation.symbols import Symbol

LONGEST_NAME = 200
"""Columns of the name of a question. Moodle keeps 255 characters."""
LEAST_TOLERANCE = 1e-9
"""The tolerance of an answer that is 0 and exact."""
OBEYED = re.compile(r"[\\${\[]")
"""Signs that begin something for a filter of Moodle's: a formula, or a text to be replaced."""


class Foreseen(NamedTuple):
    """A wrong `number` that one mistake gives in a row, and the sentences about it: the reasons, and a hint."""

    number: float
    says: tuple[str, ...]


def moodle(sheet: Any) -> bytes:
    """The sheet as Moodle XML: a category, a description with what is given and the graph, and a question for each row.
    The same sheet gives the same bytes."""
    quiz = Element("quiz")
    category = SubElement(quiz, "question", type="category")
    _text(category, "category", f"$course$/top/{printable(sheet.title, LONGEST_NAME).replace('/', '//')}", None)
    start = _question(quiz, "description", f"000 {sheet.title}", _html_lines(sheet.starts(written)))
    _picture(start, sheet)
    for row in sheet.rows:
        _numerical(quiz, sheet, row)
    indent(quiz)
    content: bytes = tostring(quiz, "utf-8", xml_declaration=True)
    return content


def written(symbol: Symbol) -> str:
    """A formula in the marks by which Moodle knows LaTeX."""
    return f"\ue000{in_style(symbol, LATEX)}\ue001"  # no name has such letters


def html(sentence: str) -> str:
    """A sentence as HTML, in which nothing but our own formulas is obeyed: by a browser, or by a filter of Moodle's.

    >>> html("<b> costs $$x$$")
    '&lt;b&gt; costs $<wbr>$<wbr>x$<wbr>$<wbr>'
    """
    pieces = re.split("\ue000(.*?)\ue001", sentence)
    return "".join(
        rf"\({escape(piece)}\)" if i % 2 else OBEYED.sub(r"\g<0><wbr>", escape(piece)) for i, piece in enumerate(pieces)
    )


def _html_lines(lines: Sequence[str]) -> str:
    return "".join(f"<p>{html(line)}</p>" for line in lines)


def _numerical(quiz: Element, sheet: Any, row: Any) -> None:
    asks = _html_lines([sheet.asks(row.position, written)])
    question = _question(quiz, "numerical", f"{row.number:03d} {row.key}", asks)
    wrong, how = sheet.foresees(row)
    _text(question, "generalfeedback", _html_lines([how]))
    SubElement(question, "defaultgrade").text = "1"
    tolerance = max(tolerance_of(row.answer), sheet.work.noise[row.position])
    _answer(question, 100, row.answer, tolerance, [say("verdict right")])
    for number, says in wrong:
        _answer(question, 0, number, tolerance_of(number), says)


def tolerance_of(number: float, digits: int = 3) -> float:
    """How far an answer may be from the number: half a unit of the last digit that is asked for.

    >>> tolerance_of(220.0), tolerance_of(0.0)
    (0.5, 1e-09)
    """
    return unit_of_digit(number, digits) / 2 or LEAST_TOLERANCE


def _answer(question: Element, fraction: int, number: float, tolerance: float, says: Sequence[str]) -> None:
    answer = SubElement(question, "answer", fraction=str(fraction), format="moodle_auto_format")
    SubElement(answer, "text").text = f"{number:.15g}"
    _text(answer, "feedback", _html_lines(says))
    SubElement(answer, "tolerance").text = f"{tolerance:.6g}"


def _question(quiz: Element, kind: str, name: str, text: str) -> Element:
    question = SubElement(quiz, "question", type=kind)
    _text(question, "name", printable(name, LONGEST_NAME), None)
    _text(question, "questiontext", text)
    return question


def _text(parent: Element, tag: str, text: str, format: str | None = "html") -> Element:
    element = SubElement(parent, tag, {"format": format} if format else {})
    SubElement(element, "text").text = text
    return element


def _picture(question: Element, sheet: Any) -> None:
    """The graph as a file of the description, where it can be drawn."""
    if svg := graph(sheet):
        text = question.find("questiontext")
        assert text is not None
        shown = text.find("text")
        assert shown is not None
        shown.text = f'{shown.text}<p><img src="@@PLUGINFILE@@/graph.svg" alt=""></p>'
        file = SubElement(text, "file", name="graph.svg", path="/", encoding="base64")
        file.text = base64.b64encode(svg.encode()).decode()
