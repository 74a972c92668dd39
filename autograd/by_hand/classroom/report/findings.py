"""The figures of a class: scores, hardest rows, how often each mistake was made, and whom to talk to, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autograd.by_hand.classroom.collect.handed import Handed
from autograd.by_hand.classroom.report.doubts import Doubt
from autograd.by_hand.classroom.students import Student
from autograd.by_hand.marking.marks import Marks
from autograd.language import say
from autograd.language.text import number

STEPS = 10
"""The parts of a distribution of scores: from 0 to 10 per cent, and so on."""
FEW, BLANK, SAME = 0.5, 0.5, 3
"""A talk helps below this share of points, above this share of blank rows, and from so many rows of one mistake."""


class RowFigures(NamedTuple):
    """A row: how many students have it `right`, `wrong`, `unreadable` and `blank`, of `all`; and its `mistakes`, with
    the number of students who may have made each."""

    key: str
    asks: str
    right: int
    wrong: int
    unreadable: int
    blank: int
    all: int
    mistakes: dict[str, int]


class MistakeFigures(NamedTuple):
    """A mistake by its name, in how many `rows` it was found, and with how many `students`."""

    name: str
    rows: int
    students: int


class Talk(NamedTuple):
    """Whom to talk to, and why, in sentences."""

    student: str
    why: tuple[str, ...]


class Findings(NamedTuple):
    """What was found out about a class. `scores` counts the students by tenths of the points."""

    handed: list[Handed]
    missing: list[Student]
    scores: list[int]
    rows: list[RowFigures]
    mistakes: list[MistakeFigures]
    talks: list[Talk]
    doubts: list[Doubt]


def findings(handed: Sequence[Handed], missing: Sequence[Student] = (), doubts: Sequence[Doubt] = ()) -> Findings:
    """The figures of a class, in the language of the moment. What counts of each student is looked at, and of rows only
    the exercise that most have."""
    counted = [one for one in handed if one.counts and one.marks]
    marks = [one.marks for one in counted if one.marks]
    scores = Counter(min(STEPS - 1, int(STEPS * one.score + 1e-9)) for one in marks)
    usual = [one.marks for one in counted if one.marks and not one.foreign]
    talks = [Talk(one.student, why) for one in counted if one.marks and (why := tuple(_why(one.marks)))]
    return Findings(
        list(handed),
        list(missing),
        [scores[i] for i in range(STEPS)],
        _rows(usual),
        _mistakes(marks),
        talks,
        list(doubts),
    )


def called(mistake: str) -> str:
    """What a mistake is called, in the language of the moment, where no row is spoken of."""
    return say("some other row") if mistake == "another row" else say(mistake)


def _rows(marks: Sequence[Marks]) -> list[RowFigures]:
    """All rows, the hardest first."""
    found: dict[str, RowFigures] = {}
    for one in marks:
        for row in one.rows:
            at = found.setdefault(row.key, RowFigures(row.key, row.asks, 0, 0, 0, 0, 0, {}))
            for mistake in row.mistakes if row.verdict == "wrong" else ():
                at.mistakes[mistake] = at.mistakes.get(mistake, 0) + 1
            verdict = "right" if row.verdict == "carried" else row.verdict
            found[row.key] = at._replace(**{verdict: getattr(at, verdict) + 1, "all": at.all + 1})
    return sorted(found.values(), key=lambda row: row.right / row.all)


def _mistakes(marks: Sequence[Marks]) -> list[MistakeFigures]:
    rows, students = Counter[str](), Counter[str]()
    for one in marks:
        made = [name for row in one.rows if row.verdict == "wrong" for name in row.mistakes]
        rows.update(made)
        students.update(set(made))
    order = sorted(rows, key=lambda name: (-students[name], -rows[name], name))
    return [MistakeFigures(name, rows[name], students[name]) for name in order]


def _why(marks: Marks) -> Iterator[str]:
    """Why to talk to the student with these marks; nothing if all is well enough."""
    if marks.score < FEW:
        yield say("talk: few points", points=number(marks.points), of=number(marks.of))
    if marks.alike is not None:
        yield say("answers alike", number=number(marks.alike))
    blank = sum(row.verdict == "blank" for row in marks.rows)
    if blank > BLANK * len(marks.rows):
        yield say("talk: many blanks", n=blank, of=len(marks.rows))
    wrong = [row for row in marks.rows if row.verdict == "wrong"]
    often = Counter(name for row in wrong for name in row.mistakes)
    for name, many in often.most_common(1):
        if many >= SAME and 2 * many > len(wrong):
            yield say("talk: same mistake", n=many, mistake=called(name))
    unreadable = sum(row.verdict == "unreadable" for row in marks.rows)
    if unreadable >= SAME:
        yield say("talk: unreadable", n=unreadable)
