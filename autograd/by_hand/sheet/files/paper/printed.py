"""A worksheet as a document to be printed: what is given, the graph, and a table with room to write."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from autograd.by_hand.sheet.files.paper.mathematics import columns, formula, with_numbers
from autograd.by_hand.sheet.files.paper.questions import Question, questions
from autograd.by_hand.sheet.files.paper.typeset import Document, Part, require_typst, typeset
from autograd.by_hand.sheet.files.written import NO_CELL
from autograd.language import say
from autograd.language.text import number, width
from autograd.notation.formulas import text
from autograd.notation.styles import MATHML
from autograd.notation.symbols import Symbol

ROOM = 11
"""Points above and below the text of a row in which a learner writes."""
LONGEST_FORMULA = 44
"""Columns of a formula that is not broken: it is as wide as its cell."""
NARROW = 32
"""Characters of a given line, of which three stand side by side."""
CODE_LINE, LONGEST_CODE = 110, 4_400
"""Characters in a line of the code, and the most that are printed: nobody types more."""


def printed(sheet: Any, answers: bool = False, student: str = "") -> bytes:
    """The sheet as PDF in A4, with room to write, or with `answers` the solution. It may have the name of a
    `student`."""
    require_typst()
    pen = Pen()
    rows = [_row(question, pen, answers) for question in questions(sheet, pen)]
    headers = [say("header number"), say("header asks"), say("header answer")]
    table = {"kind": "table", "columns": [0, 5, 2], "headers": headers, "rows": rows}
    fields = [[say("paper name"), student], [say("paper date"), ""]]
    parts: list[Part] = [] if answers and not student else [{"kind": "fields", "fields": fields[: 1 if answers else 2]}]
    parts += [*_given(sheet, pen), *_picture(sheet)]
    parts += [table | {"room": 5 if answers else ROOM}, *_code(sheet)]
    title = say("paper solution", title=sheet.title) if answers else sheet.title
    return typeset(Document(title, parts))


def _given(sheet: Any, pen: Pen) -> Iterator[Part]:
    """The given lines, of which short ones stand side by side."""
    lines = zip(sheet.given, sheet.starts(pen), strict=True)
    for narrow, group in itertools.groupby(lines, key=lambda line: width(line[0]) <= NARROW):
        yield {"kind": "lines", "lines": [pen.pieces(line) for _, line in group], "columns": 3 if narrow else 1}


def _row(question: Question, pen: Pen, answers: bool) -> list[Any]:
    """The cells of a question. A grid has its cells below the question, in the place of two columns."""
    cells = [[_cell(row, answers) for row in line] for line in question.lines]
    number, asks = [question.number], pen.pieces(question.asks)
    return [number, {"asks": asks, "cells": cells}] if question.is_grid else [number, asks, *cells[0]]


def _cell(row: Any, answers: bool) -> list[str]:
    return [NO_CELL if row is None else number(row.answer) if answers else ""]


class Pen:
    """Writes a mark in a sentence for each formula: `pieces` puts the formulas in their places."""

    def __init__(self) -> None:
        self.formulas: list[str | dict[str, Any]] = []

    def __call__(self, symbol: Symbol) -> str:
        items = formula(symbol, STYLE)
        self.formulas.append(
            text(symbol) if items is None else {"math": items, "long": columns(items) > LONGEST_FORMULA}
        )
        return f"\ue000{len(self.formulas) - 1}\ue001"  # no name has such letters

    def pieces(self, sentence: str) -> list[str | dict[str, Any]]:
        """The texts and formulas of a sentence."""
        parts = re.split("\ue000([0-9]+)\ue001", sentence)
        found = [self.formulas[int(part)] if i % 2 else part.replace(" - ", " − ") for i, part in enumerate(parts)]
        return [piece for piece in found if piece]


STYLE = with_numbers(MATHML)


def graph(sheet: Any) -> str | None:
    """The graph without its numbers, as SVG; "" if it is too large for a page. `viz` draws it, which stands above this
    package and is asked for by name; None where it is missing, or where nothing can draw."""
    try:
        svg: str = import_module("viz.pictures.paper").outline(sheet.work.record)
    except (ImportError, RuntimeError):
        return None
    return svg


def _picture(sheet: Any) -> Iterator[Part]:
    svg = graph(sheet)
    if svg is not None:
        yield {"kind": "picture", "svg": svg} if svg else {"kind": "lines", "lines": [[say("graph too large")]]}


def _code(sheet: Any) -> Iterator[Part]:
    if len(sheet.code) <= LONGEST_CODE:
        lines = [sheet.code[i : i + CODE_LINE] for i in range(0, len(sheet.code), CODE_LINE)]
        yield {"kind": "small", "label": say("paper code"), "lines": lines}
