"""What a class is handed: each student a sheet with numbers of their own, and the teacher the solutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from autograd.by_hand.classroom.numbers import Choice, own_numbers
from autograd.by_hand.classroom.students import Student, file_names
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.roles import has_own_name
from autograd.by_hand.sheet.sheet import Sheet
from autograd.language import language
from autograd.language.errors import WorksheetError
from autograd.language.text import number

SHEETS, SOLUTIONS, LIST = "sheets", "solutions", "class.csv"
"""Within the folder of a class: what is handed out, what is not, and who has which numbers."""
ENDINGS = (".xlsx", ".csv", ".md", ".json")
"""The files from which a sheet is read back."""
AGAIN = 20
"""How often numbers are drawn again for a student if a neighbour has the same."""


class Given(NamedTuple):
    """A student's sheet, and the name of its files without their endings."""

    student: Student
    sheet: Sheet
    name: str


def sheets_of(sheet: Sheet, students: Sequence[Student], seed: str, choices: Sequence[Choice] = ()) -> Iterator[Given]:
    """A sheet for each student, in the order of the list. The numbers of a student depend on the seed and the name
    alone, unless another one before has the same.

    Raises `WorksheetError` where no numbers are found.
    """
    taken = set[str]()
    for student, name in zip(students, file_names([student.name for student in students]), strict=True):
        for again in range(AGAIN):
            made = own_numbers(sheet, "\n".join([seed, student.name, *[str(again)] * bool(again)]), choices)
            if made.code not in taken:
                break
        taken.add(made.code)
        yield Given(student, made, name)


def hand_out(
    given: Given, folder: Path, endings: Sequence[str], solutions: Sequence[str], overwrite: bool = False
) -> list[Path]:
    """Write a student's sheet with each of these endings, and the solution with each of those, in the student's
    language. Returns the files that are new: one with the same sheet stays as it is, for it may be filled in.

    Raises `WorksheetError` for an existing file with something else, unless `overwrite`; then nothing is written.
    """
    return write(given, new_files(given, folder, endings, solutions, overwrite), overwrite)


def new_files(
    given: Given, folder: Path, endings: Sequence[str], solutions: Sequence[str], overwrite: bool = False
) -> list[Path]:
    """The files that `hand_out` would write. Raises `WorksheetError` where it would."""
    found = []
    for part, of_part in (SHEETS, endings), (SOLUTIONS, solutions):
        for path in (folder / part / f"{given.name}{ending}" for ending in of_part):
            if overwrite or not (path.exists() and _is_of(path, given)):
                files.require_place(path, overwrite)
                found.append(path)
    return found


def write(given: Given, paths: Iterable[Path], overwrite: bool = False) -> list[Path]:
    """Write a student's sheet and solution to these files."""
    return [_saved(given, path, path, overwrite) for path in paths]


def _saved(given: Given, meant: Path, path: Path, overwrite: bool = False) -> Path:
    """Save at `path` the file that is `meant` to be in the folder of the class, which says whether it has answers."""
    lang, answers = given.student.lang or language(), meant.parent.name == SOLUTIONS
    return given.sheet.save(path, answers, lang=lang, overwrite=overwrite, student=given.student.name)


def _is_of(path: Path, given: Given) -> bool:
    """Whether the file holds this sheet, filled in or not. One on paper and a page are those that would be made."""
    if path.suffix in ENDINGS:
        try:
            return files.load(path).code == given.sheet.code
        except WorksheetError:
            return False
    with TemporaryDirectory() as folder:
        return path.is_file() and _saved(given, path, Path(folder, path.name)).read_bytes() == path.read_bytes()


def listed(class_: Sequence[Given], seed: str) -> bytes:
    """The list of the class as CSV: names, languages, files, the given numbers, and the code of each sheet. `ringo mark
    --students` reads it."""
    lines = [["name", "lang", "id", "file", "seed", "given", "code"]]
    for student, sheet, name in class_:
        lines.append([student.name, student.lang, student.id, name, seed, _numbers(sheet), sheet.code])
    return files.csv_lines(lines).encode("utf-8-sig", "replace")


def _numbers(sheet: Sheet) -> str:
    leaves = [node for node in sheet.work.record.order if node.op is None and has_own_name(node)]
    return "; ".join(f"{leaf.name} = {number(leaf.data)}" for leaf in leaves)


def keep_list(path: Path, content: bytes, overwrite: bool = False) -> None:
    """Write the list of a class. One that is there is replaced if all its lines are in the new one.

    Raises `WorksheetError` for another one, unless `overwrite`.
    """
    files.write(content, path, overwrite or _grows(path, content))


def require_list(path: Path, content: bytes, overwrite: bool = False) -> None:
    """Raise `WorksheetError` where `keep_list` would."""
    files.require_place(path, overwrite or _grows(path, content))


def _grows(path: Path, content: bytes) -> bool:
    """Whether there is a list whose lines are all in the new one."""
    return path.exists() and {*files.content_of(path).splitlines()} <= {*content.splitlines()}
