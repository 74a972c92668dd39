"""Worksheets for the question bank of Moodle: Moodle XML, https://docs.moodle.org/en/Moodle_XML_format.

Each row is a numerical question, and each grid a Cloze question with a table of cells. The wrong numbers that one
mistake gives are answers too, without a point, and their feedback names the mistake. At a kink the number of each
convention is right.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from autograd.by_hand.answers.answer import USUAL, power_of_ten, unit_of_digit
from autograd.by_hand.sheet.files.paper.mathematics import with_numbers
from autograd.by_hand.sheet.files.paper.printed import graph
from autograd.by_hand.sheet.files.paper.questions import Question, questions
from autograd.by_hand.sheet.files.written import NO_CELL
from autograd.language import say
from autograd.language.text import printable
from autograd.notation.formulas import in_style, text
from autograd.notation.styles import LATEX
from autograd.notation.symbols import Symbol

LONGEST_NAME = 200
"""Columns of the name of a question. Moodle keeps 255 characters."""
LONGEST_GIVEN = 2_000
"""The most characters of given numbers that stand in each question."""
LEAST_TOLERANCE = 1e-9
"""The tolerance of an answer that is 0 and exact."""
OBEYED = re.compile(r"[\\${\[]")
"""Signs that begin something for a filter of Moodle's: a formula, or a text to be replaced."""


class Foreseen(NamedTuple):
    """A wrong `number` that one mistake gives in a row, and the sentences about it: the reasons, and a hint. Or a
    number that is `right` by another convention at a kink."""

    number: float
    says: tuple[str, ...]
    right: bool = False


def moodle(sheet: Any, student: str = "") -> bytes:
    """The sheet as Moodle XML: a category, within it one of the `student` if there is one, a description with what is
    given and the graph, and a question for each row, which has what is given too, as a quiz may ask it alone. The same
    sheet gives the same bytes."""
    quiz = Element("quiz")
    category = SubElement(quiz, "question", type="category")
    names = [printable(name, LONGEST_NAME).replace("/", "//") for name in (sheet.title, student) if name]
    _text(category, "category", "/".join(["$course$/top", *names]), None)
    start = _question(quiz, "description", f"000 {sheet.title}", _html_lines(sheet.starts(written)))
    _picture(start, sheet)
    given = "; ".join(sheet.starts(written))
    for asked in questions(sheet, written):
        lines = [given, asked.asks] if len(given) <= LONGEST_GIVEN else [asked.asks]
        (_cloze if asked.is_grid else _numerical)(quiz, sheet, asked, _html_lines(lines))
    indent(quiz)
    content: bytes = tostring(quiz, "utf-8", xml_declaration=True)
    return content


def written(symbol: Symbol) -> str:
    """A formula in the marks by which Moodle knows LaTeX."""
    try:
        return f"\ue000{in_style(symbol, STYLE)}\ue001"  # no name has such letters
    except ValueError:  # it is too long
        return text(symbol)


STYLE = with_numbers(LATEX)


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


def _numerical(quiz: Element, sheet: Any, asked: Question, asks: str) -> None:
    [[row]] = asked.lines
    question = _question(quiz, "numerical", f"{row.number:03d} {row.key}", asks)
    others, how = sheet.foresees(row)
    _text(question, "generalfeedback", _html_lines([how]))
    SubElement(question, "defaultgrade").text = "1"
    _answer(question, 100, row.answer, _right(sheet, row), [say("verdict right")])
    for number, says, right in others:
        _answer(question, 100 if right else 0, number, _tolerance(sheet, number), says)


def _right(sheet: Any, row: Any) -> float:
    noise: float = sheet.work.noise[row.position]
    return max(_tolerance(sheet, row.answer), noise)


def _tolerance(sheet: Any, number: float) -> float:
    return tolerance_of(number, sheet.settings.digits or USUAL.digits, sheet.settings.decimals)


def _cloze(quiz: Element, sheet: Any, asked: Question, asks: str) -> None:
    rows = "".join(f"<tr>{''.join(_cell(sheet, row) for row in line)}</tr>" for line in asked.lines)
    asks = BEGINS_A_CELL.sub("{\u200b", asks)
    first = asked.lines[0][0] or next(row for line in asked.lines for row in line if row)
    name = f"{first.number:03d} {asked.key}"
    question = _question(quiz, "cloze", name, f"{asks}<table>{rows}</table>")
    _text(question, "generalfeedback", "")


def _cell(sheet: Any, row: Any) -> str:
    """A cell of a Cloze question, https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type."""
    if row is None:
        return f"<td>{NO_CELL}</td>"
    foreseen, _ = sheet.foresees(row)
    first = f"={row.answer:.15g}:{_right(sheet, row):.6g}#{_in_cell([say('verdict right')])}"
    others = [
        f"{'=' * right}{number:.15g}:{_tolerance(sheet, number):.6g}#{_in_cell(says)}"
        for number, says, right in foreseen
    ]
    return f"<td>{{1:NUMERICAL:{'~'.join([first, *others])}}}</td>"


def _in_cell(says: Sequence[str]) -> str:
    """Sentences in which no sign ends a cell, or is HTML once Moodle has decoded it, which it does twice: such signs
    have their full width.

    >>> _in_cell(["a } b", "<c>"])
    'a ｝ b – ＜c＞'
    """
    return " – ".join(says).translate(FULL_WIDTH)


FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in '{}~#\\<>&"$[]'}
BEGINS_A_CELL = re.compile(r"{(?=[0-9]*:)")


def tolerance_of(number: float, digits: int, decimals: int | None) -> float:
    """How far an answer may be from the number: half a unit of the last significant digit that is asked for, or of the
    last decimal.

    >>> tolerance_of(220.0, 3, None), tolerance_of(0.0, 3, None), tolerance_of(220.0, 3, 2)
    (0.5, 1e-09, 0.005)
    """
    unit = unit_of_digit(number, digits) if decimals is None else power_of_ten(-decimals)
    return unit / 2 or LEAST_TOLERANCE


def _answer(question: Element, fraction: int, number: float, tolerance: float, says: Sequence[str]) -> None:
    answer = SubElement(question, "answer", fraction=str(fraction), format="moodle_auto_format")
    SubElement(answer, "text").text = f"{number:.15g}"
    _text(answer, "feedback", _html_lines(says))
    SubElement(answer, "tolerance").text = f"{tolerance:.6g}"


def _question(quiz: Element, kind: str, name: str, asks: str) -> Element:
    question = SubElement(quiz, "question", type=kind)
    _text(question, "name", printable(name, LONGEST_NAME), None)
    _text(question, "questiontext", asks)
    return question


def _text(parent: Element, tag: str, content: str, format: str | None = "html") -> Element:
    element = SubElement(parent, tag, {"format": format} if format else {})
    SubElement(element, "text").text = content
    return element


def _picture(question: Element, sheet: Any) -> None:
    """The graph as a file of the description, where it can be drawn."""
    if svg := graph(sheet):
        asks = question.find("questiontext")
        assert asks is not None
        shown = asks.find("text")
        assert shown is not None
        alt = escape(say("moodle graph"))
        shown.text = f'{shown.text}<p><img src="@@PLUGINFILE@@/graph.svg" alt="{alt}"></p>'
        file = SubElement(asks, "file", name="graph.svg", path="/", encoding="base64")
        file.text = base64.b64encode(svg.encode()).decode()
