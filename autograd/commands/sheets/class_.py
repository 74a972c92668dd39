"""`ringo class STUDENTS.csv EXPRESSION NAME=NUMBER … --seed WORD --save FOLDER`: a worksheet for each student, with
numbers of their own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from autograd.by_hand.classroom.handout import (
    LIST,
    SHEETS,
    SOLUTIONS,
    hand_out,
    keep_list,
    listed,
    new_files,
    require_list,
    sheets_of,
    write,
)
from autograd.by_hand.classroom.numbers import Choice, parsed
from autograd.by_hand.classroom.students import Student, students_in
from autograd.by_hand.exercises import ready
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.sheet import Sheet
from autograd.by_hand.sheet.shown.places import typed_names
from autograd.commands import UserError
from autograd.commands.sheets.progress import progress
from autograd.commands.sheets.worksheet import ENDINGS, add_settings, typed_settings, typed_sheet
from autograd.commands.steps import add_expression
from autograd.language import say
from autograd.language.text import path_in_a_sentence, printable

T = TypeVar("T")
TELLING = (".html", ".xml")
"""A page that walks through the calculation, and Moodle's questions, hold the answers: they are for the teacher."""


USAGE = """STUDENTS.csv (EXPRESSION [NAME=NUMBER ...] |
    --exercise NAME) --seed WORD --save FOLDER [OPTION ...]"""
SEE = ("worksheet", "exercise", "mark")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("students", nargs="?", default="", metavar="STUDENTS.csv", help=say("help class list"))
    add_expression(parser)
    parser.add_argument("--exercise", metavar="NAME", help=say("help class exercise"))
    own = parser.add_argument_group(say("options students"))
    own.add_argument("--seed", metavar="WORD", help=say("help class seed"))
    own.add_argument("--vary", action="append", default=[], metavar="NAME=NUMBERS", help=say("help vary"))
    own.add_argument("--keep", metavar="NAMES", help=say("help class keep"))
    add_settings(parser)
    written = parser.add_argument_group(say("options files"))
    written.add_argument("--save", default="", metavar="FOLDER", help=say("help class folder"))
    written.add_argument("--format", action="append", metavar="ENDING", help=say("help class format"))
    written.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def run(options: argparse.Namespace) -> None:
    students, folder, seed = _typed(options)
    endings = _endings(options.format or [".xlsx"])
    sheet, choices = _sheet(options)
    files.require_folder(folder)
    blank = [ending for ending in endings if ending not in TELLING]
    made = [*_watched(sheets_of(sheet, students, seed, choices), len(students))]
    with TemporaryDirectory() as trial:  # so that a format whose package is missing leaves no folder of a class
        hand_out(made[0], Path(trial), blank, endings)
    class_list = listed(made, seed)
    require_list(folder / LIST, class_list, options.overwrite)  # first: it refuses the folder of another class
    new = [new_files(given, folder, blank, endings, options.overwrite) for given in made]  # before one is written
    keep_list(folder / LIST, class_list, options.overwrite)
    written = (write(given, paths, options.overwrite) for given, paths in zip(made, new, strict=True))
    files_made = sum(map(len, _watched(written, len(made))))
    if alike := len(made) - len({given.sheet.code for given in made}):
        print(say("class alike", n=alike), file=sys.stderr)
    kept = len(made) * (len(blank) + len(endings)) - files_made
    for part in [SHEETS] * bool(blank) + [SOLUTIONS]:
        print(say(f"class {part}", n=len(made), path=path_in_a_sentence(folder / part)))
    print(say("class kept", n=kept) if kept else say("class marks", path=path_in_a_sentence(folder / SHEETS)))


def _typed(options: argparse.Namespace) -> tuple[list[Student], Path, str]:
    typed = [(word or "").strip() for word in (options.students, options.save, options.seed)]
    for word, missing in zip(typed, ("no class list", "no class folder", "no class seed"), strict=True):
        if not word:
            raise UserError(say(missing))
    students, folder, seed = typed
    return students_in(Path(students)), Path(folder), seed


def _sheet(options: argparse.Namespace) -> tuple[Sheet, list[Choice]]:
    """The worksheet that all have, and what its numbers may be instead."""
    typed = [parsed(text) for text in options.vary] + [Choice(name) for name in typed_names(options.keep or "")]
    if options.exercise is None:
        return typed_sheet(options), typed
    if options.expression.strip():
        raise UserError(say("exercise and expression", expression=printable(options.expression.strip())))
    if settings := typed_settings(options):
        raise UserError(say("exercise and settings", settings=" ".join(settings)))
    exercise = ready(options.exercise)
    return exercise.sheet(), [*(Choice(of.name, of.numbers) for of in exercise.inputs), *typed]


def _endings(typed: Sequence[str]) -> list[str]:
    found = [f".{word.strip().lower().removeprefix('.')}" for each in typed for word in each.split(",")]
    for ending in found:
        if ending not in ENDINGS:
            raise UserError(say("no class format", ending=printable(ending), endings=" ".join(ENDINGS)))
    return list(dict.fromkeys(found))


def _watched(each: Iterable[T], count: int) -> Iterator[T]:
    with progress(count) as bar:
        for one in each:
            yield one
            if bar:
                bar.update()
