"""Whose each file is, and what is to be said of it: which of several counts, which is late, which answers another
exercise. Nobody loses a mark for that here."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.classroom.students import Student, plain
from autograd.by_hand.marking.many import Outcome
from autograd.by_hand.marking.marks import Marks
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import path_in_a_sentence, printable

COPY = re.compile(r"(?: ?\(\d+\)| - copy| - コピー| のコピー)+$", re.IGNORECASE)
"""What systems add to the name of a second file."""
MOODLE = re.compile(r"_\d+_assignsubmission_.*$", re.IGNORECASE)
"""What Moodle adds to a student's name, for the folder of each hand-in."""
LONG_ENOUGH = 4
"""Characters of an identity that may stand within the name of a file; a shorter one could be any number."""
OF_A_STUDENT = (".xlsx", ".ods", ".xls", ".csv", ".tsv", ".json", ".pdf")
"""Files that may be a damaged worksheet, or one on paper. Texts and pictures without a worksheet are something else."""
A_CLASS, OF_ONE_NAME = 3, 3
"""So many sheets show what most of them are; and so many folders with a file of one name are students' folders."""


class Handed(NamedTuple):
    """An outcome, the `student` whose it is, the language to speak to the student, and `notes` for the teacher.

    `student` is empty for a file that is nobody's. `counts` is False for such a file, and for one in whose place a
    later one counts. `given` says that the sheet is the one that the list gives to the student, and `foreign` that it
    is another exercise than most. `when` is the time of the file, and `late` says that it is after the time that was
    set.
    """

    outcome: Outcome
    student: str
    lang: str
    counts: bool = True
    given: bool = False
    foreign: bool = False
    late: bool = False
    when: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def marks(self) -> Marks | None:
        return self.outcome.marks


def time_of(typed: str) -> datetime:
    """The time of `--due`, in the local time unless it says another. A date alone is the end of this day.

    Raises `WorksheetError` for what is none.
    """
    try:
        due = _end_of_day(typed.strip()) or datetime.fromisoformat(typed.strip())
        due.timestamp()  # which the first and the last day of the calendar may not have
        return due
    except (ValueError, OverflowError, OSError):
        raise WorksheetError(say("no time", typed=printable(typed))) from None


def _end_of_day(typed: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(typed), time.max)
    except ValueError:
        return None  # it has a time


def handed_in(
    outcomes: Sequence[Outcome], students: Sequence[Student] = (), due: datetime | None = None
) -> list[Handed]:
    """Each outcome with its student, in the order of the outcomes.

    The later of two files of one student counts, by their times; of two with one time, the one that comes later here. A
    blank sheet counts only where there is no other.
    """
    stems = Counter(plain(stem) for stem, _ in {(_stem(o.path), str(Path(o.path).parent)) for o in outcomes})
    names = _Names(students)
    told = [_of(outcome, stems, students, names, due) for outcome in outcomes]
    return _with_foreign(_without_former(told))


def missing(handed: Iterable[Handed], students: Sequence[Student]) -> list[Student]:
    """The students of the list from whom there is no file."""
    there = {plain(one.student) for one in handed}
    return [student for student in students if plain(student.name) not in there]


def _of(
    outcome: Outcome, stems: Counter[str], students: Sequence[Student], names: _Names, due: datetime | None
) -> Handed:
    parent = Path(outcome.path).absolute().parent.name
    stem, folder = _stem(outcome.path), MOODLE.sub("", parent)
    of_folder = folder != parent or stems[plain(stem)] >= OF_ONE_NAME
    words = [outcome.name, folder, stem] if of_folder else [outcome.name, stem, folder]
    of_code = next((student for student in students if student.code and student.code == outcome.code), None)
    known = next((student for word in words if (student := names.named(word))), of_code)
    of_moodle = folder != parent or MOODLE.search(Path(outcome.path).stem)
    of_a_student = of_moodle or (of_folder and not students)  # also a photo of the worksheet
    if not known and not of_a_student and _is_nobodys(outcome, bool(students)):
        note = say("file of nobody" if students else "file without a sheet")
        return Handed(outcome, "", "", counts=False, notes=(note,))
    name = known.name if known else next(filter(plain, words), "") or stem
    lang = (known.lang if known else "") or outcome.lang
    notes = [] if known or not students else [say("not in the list", name=printable(name))]
    if known and of_code and known.code and known != of_code:
        notes.append(say("sheet of another", name=printable(known.name), other=printable(of_code.name)))
    try:
        when = os.stat(outcome.path).st_mtime
    except (OSError, ValueError):
        when = 0.0
    late = due is not None and when > due.timestamp()
    if late and due:
        of = datetime.fromtimestamp(when, due.tzinfo)
        notes.append(say("handed in late", time=f"{of:%Y-%m-%d %H:%M}", due=f"{due:%Y-%m-%d %H:%M}"))
    given = known is not None and known.code != "" and known.code == outcome.code
    return Handed(outcome, name, lang, given=given, late=late, when=when, notes=tuple(notes))


def _is_nobodys(outcome: Outcome, has_list: bool) -> bool:
    """Whether a file that no student of a list is known to have handed in is nobody's: it holds no worksheet, and there
    is a list, or it is of a kind that nobody would hand in as one."""
    return not (outcome.digest or outcome.name) and (has_list or Path(outcome.path).suffix.lower() not in OF_A_STUDENT)


def _stem(path: str) -> str:
    return MOODLE.sub("", COPY.sub("", Path(path).stem))


class _Names:
    """The names and ids of a list as they are compared: with their blanks, without them, and in any order."""

    def __init__(self, students: Sequence[Student]) -> None:
        self.all = [(name, one) for one in students for name in (plain(one.name), plain(one.id)) if name]
        self.whole: dict[str, Student] = {}
        for name, one in self.all:
            self.whole.setdefault(name, one)
        for one in students:
            name = plain(one.name)
            self.whole.setdefault(name.replace(" ", ""), one)
            self.whole.setdefault(_in_any_order(name), one)

    def named(self, word: str) -> Student | None:
        """The student whom these words name, as `Berg, Anna` and `sheet 3 anna_berg` do; None for nobody, and for words
        that name two."""
        said = plain(word)
        if not said:
            return None
        for each in (said, said.replace(" ", ""), _in_any_order(said)):
            if each in self.whole:
                return self.whole[each]
        within = {one for name, one in self.all if len(name) >= LONG_ENOUGH and f" {name} " in f" {said} "}
        return within.pop() if len(within) == 1 else None


def _in_any_order(said: str) -> str:
    return "\n".join(sorted(said.split()))


def _with_foreign(handed: list[Handed]) -> list[Handed]:
    """The same, and those whose sheet is another than that of most, of the files that count. Own numbers make no other
    exercise, unless most have the same ones; and nobody has another who has what was handed out to them."""
    marked = [one for one in handed if one.counts and one.marks]
    if len(marked) < A_CLASS:
        return handed
    usual = [Counter(map(what, marked)).most_common(1)[0] for what in (_rows, _numbers)]
    (rows, _), (numbers, many) = usual
    shared = many > len(marked) / 2

    def is_foreign(one: Handed) -> bool:
        if one.given or not one.counts:
            return False
        return one.marks is not None and (_rows(one) != rows or (shared and _numbers(one) != numbers))

    note = say("another exercise")
    return [one._replace(foreign=True, notes=(*one.notes, note)) if is_foreign(one) else one for one in handed]


def _rows(one: Handed) -> tuple[str, ...]:
    return tuple(row.key for row in one.marks.rows) if one.marks else ()


def _numbers(one: Handed) -> tuple[float, ...]:
    return one.outcome.key


def _without_former(handed: list[Handed]) -> list[Handed]:
    """The same, in which one file of each student counts: the latest that could be marked and is not blank."""
    latest: dict[str, int] = {}
    for i, one in enumerate(handed):
        if not one.student:
            continue
        before = latest.get(plain(one.student))
        if before is None or _rank(one) >= _rank(handed[before]):
            latest[plain(one.student)] = i
    found = []
    for i, one in enumerate(handed):
        instead = latest.get(plain(one.student), i)
        if instead != i:
            name, other = printable(one.student), path_in_a_sentence(handed[instead].outcome.path)
            key = "former file" if handed[instead].when >= one.when else "other file"
            note = say(key, name=name, other=other)
            one = one._replace(counts=False, notes=(*one.notes, note))
        found.append(one)
    return found


def _rank(one: Handed) -> tuple[bool, float]:
    marks = one.marks
    return marks is not None and marks.counts["blank"] < len(marks.rows), one.when
