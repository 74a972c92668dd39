"""Marking: each row is right, right from the learner's own earlier numbers, wrong, unreadable, or blank.

One slip costs one mark: a row is worked out anew from what the learner wrote in the rows before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from autograd.by_hand.answers.answer import USUAL, Answer, Reading, agrees
from autograd.by_hand.answers.pen import MOST_DIGITS, lost_sign, shortened
from autograd.by_hand.answers.read import read
from autograd.by_hand.marking.found import answers_to
from autograd.by_hand.marking.hints import hint
from autograd.by_hand.marking.marks import Marked, Marks
from autograd.by_hand.mistakes.fits import reasons_of
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.reasons import Explanations, Reason
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.asking.points import points_in
from autograd.by_hand.sheet.asking.settings import require_digits
from autograd.by_hand.sheet.sheet import Asked, Sheet
from autograd.by_hand.sheet.shown.filled import turned
from autograd.by_hand.sheet.shown.names import names
from autograd.language import language, say, speaking
from autograd.language.errors import cut, require_path
from autograd.language.text import number as shown
from autograd.language.text import printable


def mark(
    sheet: Sheet,
    answers: Any,
    *,
    lang: str | None = None,
    reveal: bool = False,
    digits: int | None = None,
    decimals: int | None = None,
    truncation: bool = False,
    comma: bool | None = None,
    points: str | Path | None = None,
) -> Marks:
    """Mark the answers to a sheet: a mapping from the keys of its rows, or the path of a file, which is .xlsx, .ods,
    .xls, .csv, .md or .json.

    An answer is a text as the learner wrote it, or a number; None and "" are blank. It is right if it is the true
    number to the digits that were given, and to at least `digits` unless the true number has fewer, or to `decimals`:
    as many as the sheet asks for, and 3 digits if it asks for none. With `truncation` it is right also if its digits
    are cut off, not rounded. It is carried if it is right from the learner's own earlier numbers, taken as exact as
    they were written, with the steps between them that are not asked for rounded or not; nothing is where all answers
    are one number and the right ones are not. It is unreadable if it is no number, and then costs no other row its
    mark. A `comma` is the decimal sign if that is True; None leaves it to
    the file, in which `;` between cells tells it. With `reveal`, hints tell the number. `points` is the path of a file
    that says what rows are worth, such as

        [rows]
        delta = 2
        [mistakes]
        "decimal point" = 0.5

    Raises `WorksheetError` for a file that cannot be read, and for answers to another sheet.

    >>> from autograd import Value
    >>> from autograd.by_hand.sheet.sheet import worksheet
    >>> x = Value(3.0, name="x")
    >>> marks = mark(worksheet(x * x), {"v1": "9", "local x from v1": "3", "local x from v1 #2": "3",
    ...                                 "grad x from v1": "3", "grad x from v1 #2": "3", "grad x": "3"})
    >>> marks.score, marks.first_wrong.key, marks.first_wrong.mistakes
    (0.8333333333333334, 'grad x', ('overwrote', 'forgot a path', 'value for the gradient'))
    """
    if not isinstance(sheet, Sheet):
        raise TypeError(say("no worksheet to mark", given=cut(repr(sheet))))
    with speaking(lang):
        if isinstance(answers, Mapping):
            found = files.Answers([files.Entry(0, str(key), given) for key, given in answers.items()], "")
        elif isinstance(answers, (str, PathLike)):
            found = files.load(Path(answers))
        else:
            kind = type(answers).__name__
            raise TypeError(say("no answers by row", kind=kind))
        if points is not None:
            require_path(points)
        scale = points_in(Path(points)) if points is not None else {}
        return marked(sheet, found, reveal, reading(digits, truncation, comma, decimals))._replace(scale=scale)


def reading(digits: int | None, truncation: bool, comma: bool | None, decimals: int | None = None) -> Reading:
    """How answers are to be read; with neither digits nor decimals, to as many as the sheet asks for.

    Raises `ValueError` for a number of digits that no float has.
    """
    for what, number, least in (("digits", digits, 1), ("decimals", decimals, 0)):
        whole = isinstance(number, int) and not isinstance(number, bool) and least <= number <= MOST_DIGITS
        if number is not None and not whole:
            raise ValueError(say("digits out of range", what=what, least=least, most=MOST_DIGITS, number=number))
    require_digits(digits, decimals)
    return Reading(digits or AS_ASKED, truncation, comma, decimals)


AS_ASKED = 0
"""The digits of a reading that takes as many as the sheet asks for."""


def as_asked(sheet: Sheet, how: Reading) -> Reading:
    """How the answers to this sheet are read."""
    if how.digits != AS_ASKED or how.decimals is not None:
        return how
    return how._replace(digits=sheet.settings.digits or USUAL.digits, decimals=sheet.settings.decimals)


def marked(sheet: Sheet, found: files.Answers, reveal: bool, how: Reading) -> Marks:
    """Mark what was found in a file, in the language of the moment."""
    return marked_in([language()], sheet, found, reveal, how)[0]


def marked_in(
    langs: Sequence[str], sheet: Sheet, found: files.Answers, reveal: bool, how: Reading
) -> tuple[Marks, ...]:
    """The marks of what was found in a file, in each of these languages. The second costs a few per cent."""
    explanations: Explanations | None = None
    made = []
    for lang in langs:
        with speaking(lang):
            answers, remarks = answers_to(sheet, found, as_asked(sheet, how))
            explanations = explanations or Explanations(reasons_of(sheet), Own(sheet.work, answers, sheet.told))
            marking = Marking(sheet, answers, reveal, explanations)
            alike = explanations.own.alike
            if alike is not None:
                remarks.insert(0, say("answers alike", number=shown(alike)))
            made.append(Marks(sheet.title, tuple(map(marking.row, sheet.rows)), tuple(remarks), lang, alike=alike))
    return tuple(made)


class Marking:
    """One learner's answers to a sheet, while they are judged in the language of the moment."""

    def __init__(self, sheet: Sheet, answers: Mapping[int, Answer], reveal: bool, explanations: Explanations) -> None:
        self.sheet, self.answers, self.reveal = sheet, answers, reveal
        self.explanations, self.own = explanations, explanations.own
        self.turned = turned(sheet.work, sheet.blocks, answers)

    def row(self, asked: Asked) -> Marked:
        answer, verdict = self.answers[asked.position], self.own.verdict[asked.position]
        found, said = self._why(asked.position)
        mistakes = tuple(reason.name for reason in found)
        advice = self._hint(asked, found) if verdict in ("wrong", "unreadable", "blank") else ""
        return Marked(
            asked.number, asked.key, asked.asks, answer.text, verdict, mistakes, said, advice,
            asked.kind, answer.number, self._follows(asked.position),
        )  # fmt: skip

    def _follows(self, i: int) -> float | None:
        """The number that follows in row number i from a slip before it; None if no slip comes in."""
        work, own = self.sheet.work, self.own
        if not any(own.slipped[j] for j in work.rows[i].takes):
            return None
        [number] = work.ways(i, own.numbers)[:1] or [work.numbers[i]]
        return None if abs(number - work.numbers[i]) <= work.noise[i] + 1e-3 * abs(work.numbers[i]) else number

    def _why(self, i: int) -> tuple[list[Reason], tuple[str, ...]]:
        """The mistakes that explain row number i, and all that is to be said of its verdict."""
        answer, verdict = self.answers[i], self.own.verdict[i]
        if verdict == "carried":
            return self._carried(i)
        if i in self.own.convention:
            return [], tuple(map(str, self.own.convention[i]))
        if i in self.own.single:
            return [], (say("right in single precision"),)
        if answer.problem:
            return [], (answer.problem,)
        if verdict != "wrong":
            return [], ()
        if i in self.turned:
            return [Reason("matrix turned", "")], (say("matrix turned"),)
        if meant := self._meant(i):
            return [], (meant,)
        lost = self._shortened(i)
        digits = tuple(_lost(how, answer.reading) for how in lost)
        if lost == ("too few digits",):
            found = self.explanations.exactly(i)
            return found, (*digits, *map(str, found))
        found = self.explanations.of(i)
        said = (*digits, *map(str, found))
        return found, said or (say("unexplained"),)

    def _shortened(self, i: int) -> tuple[str, ...]:
        """How the answer in row number i lost digits: those of the right number, or of one that follows from the
        learner's own."""
        work, own = self.sheet.work, self.own
        follows = work.ways(i, own.numbers) if own.alike is None else []
        found = (shortened(self.answers[i], number) for number in (work.numbers[i], *follows))
        return next(filter(None, found), ())

    def _carried(self, i: int) -> tuple[list[Reason], tuple[str, ...]]:
        """The same of a row that is right from earlier numbers. Its sentence can be checked with the numbers that it
        names."""
        slips, as_written = self.own.source(i)
        if slips:
            said = "carried from" if as_written else "carried from but for rounding"
            return [], (say(said, rows=names(self.sheet.work, slips)),)
        if self.own.convention:
            return [], (say("carried from a convention"),)
        return [Reason("rounded", "")], (say("rounded"),)

    def _meant(self, i: int) -> str:
        """The sentence for an answer in row number i that lost a sign with which it would be right; else nothing."""
        answer, work = self.answers[i], self.sheet.work
        text = lost_sign(answer.text)
        if not text or answer.number is None:
            return ""
        meant = read(text, answer.reading)
        expected = work.numbers[i], *work.ways(i, self.own.numbers)
        if not any(agrees(meant, number, work.noise[i]) or shortened(meant, number) for number in expected):
            return ""
        return say("lost sign", answer=printable(answer.text), number=shown(answer.number), meant=text)

    def _hint(self, asked: Asked, found: Sequence[Reason]) -> str:
        advice = hint(self.sheet, asked, self.own, found)
        return say("hint and number", hint=advice, number=shown(asked.answer)) if self.reveal else advice


def _lost(how: str, reading: Reading) -> str:
    """The sentence about digits that were lost."""
    if how == "too few digits" and reading.decimals is not None:
        return say("too few decimals", decimals=reading.decimals)
    return say(how, digits=reading.digits)
