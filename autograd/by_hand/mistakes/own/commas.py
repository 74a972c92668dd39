"""Answers such as 1,500, whose sign may stand between thousands or before decimals: what else the file tells decides,
and otherwise nobody is wrong for it.

A `comma` that is the decimal sign leaves the same doubt about a point: then it is 1.500.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograd.by_hand.answers.answer import Answer, Reading, agrees
from autograd.by_hand.answers.forms import in_signs
from autograd.by_hand.answers.read import LONGEST, read
from autograd.by_hand.sheet.work import Work
from autograd.language import say
from autograd.language.text import printable
from autograd.notation.signs import in_plain_signs


def doubted(work: Work, texts: Mapping[int, str], how: Reading) -> dict[int, Answer]:
    """The answers that are wrong as thousands and may be decimals, by the positions of their rows: read as decimals if
    another answer has this sign before decimals; or told, if one of them is right as decimals.

    >>> from autograd import Value, mark, worksheet
    >>> sheet = worksheet(Value(1.5, name="x") * Value(1.0, name="one"))
    >>> row = mark(sheet, {"v1": "1,500"}).rows[0]
    >>> row.verdict, row.reasons
    ('unreadable', ("'1,500' may be 1.5 or 1500: type one of them",))
    >>> mark(sheet, {"v1": "1,500", "grad x": "0,25"}).rows[0].verdict
    'right'
    """
    comma = bool(how.comma)
    sign, other = ("." if comma else ","), how._replace(comma=not comma)
    signed = {i: text for i, text in texts.items() if sign in in_plain_signs(text) and len(text) <= LONGEST}
    both = {i: (read(text, how), read(text, other)) for i, text in signed.items()}
    two = {i: each for i, each in both.items() if None not in (each[0].number, each[1].number)}
    doubtful = {i: each for i, each in two.items() if each[0].number != each[1].number}

    def right(i: int, answer: Answer) -> bool:
        return agrees(answer, work.numbers[i], work.noise[i])

    wrong = {i: decimal for i, (thousands, decimal) in doubtful.items() if not right(i, thousands)}
    decimals = re.compile(rf"(?:= ?)?[+-]?[0-9]+\{sign}[0-9]+")
    if any(decimals.fullmatch(in_signs(text)) for i, text in signed.items() if i not in doubtful):
        return wrong
    if not any(right(i, decimal) for i, decimal in wrong.items()):
        return {}
    return {i: _told(texts[i], *doubtful[i])._replace(reading=how) for i in wrong}


def _told(text: str, thousands: Answer, decimal: Answer) -> Answer:
    point = f"{decimal.number:.10g}"
    if decimal.reading.comma is False:  # in this file a comma is the decimal sign
        point = point.replace(".", ",")
    one, other = point, f"{thousands.number:.10g}"
    return Answer(text.strip(), problem=say("answer of two meanings", answer=printable(text), one=one, other=other))
