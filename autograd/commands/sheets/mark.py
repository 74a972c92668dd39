"""`ringo mark FILE …` and `ringo mark FOLDER`: marks answers to worksheets. One file is told in full; a class gets one
line per learner, a report for the teacher, and a sheet for each student."""

from __future__ import annotations

import argparse
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.answers.pen import MOST_DIGITS
from autograd.by_hand.classroom.collect.folder import Files, files_in
from autograd.by_hand.classroom.collect.handed import Handed, handed_in, missing, time_of
from autograd.by_hand.classroom.collect.marked import MOST_PROCESSES, marked_and_kept
from autograd.by_hand.classroom.corrections import Correction, confirmed, corrected, corrections_in, that_confirm
from autograd.by_hand.classroom.feedback.saved import save_feedback
from autograd.by_hand.classroom.report.doubts import Doubt, doubts, without
from autograd.by_hand.classroom.report.findings import findings
from autograd.by_hand.classroom.report.written import doubt_sentence
from autograd.by_hand.classroom.students import Student, students_in
from autograd.by_hand.marking.many import Outcome, Which, by_which
from autograd.by_hand.marking.marking import reading
from autograd.by_hand.sheet.asking.points import Scale, points_in
from autograd.by_hand.sheet.files import require_folder
from autograd.by_hand.sheet.files.paper.typeset import require_typst
from autograd.by_hand.sheet.sheet import Sheet
from autograd.commands import UserError
from autograd.commands.sheets import reports
from autograd.commands.sheets.progress import progress
from autograd.language import LANGUAGES, language, say
from autograd.language.text import path_in_a_sentence, printable

USAGE = "FILE ... [OPTION ...]"
SEE = ("worksheet", "class", "exercise")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help=say("help files"))
    parser.add_argument("--sheet", metavar="FILE", help=say("help sheet"))
    parser.add_argument("--students", metavar="FILE", help=say("help students"))
    parser.add_argument("--due", metavar="TIME", help=say("help due"))
    read = parser.add_argument_group(say("options read"))
    read.add_argument("--digits", metavar="NUMBER", help=say("help digits"))
    read.add_argument("--decimals", metavar="NUMBER", help=say("help decimals"))
    read.add_argument("--truncation", action="store_true", help=say("help truncation"))
    read.add_argument("--comma", action="store_true", default=None, help=say("help comma"))
    read.add_argument("--points", metavar="FILE", help=say("help points"))
    read.add_argument("--corrections", metavar="FILE", help=say("help corrections"))
    back = parser.add_argument_group(say("options given back"))
    back.add_argument("--report", metavar="FILE", action="append", default=[], help=say("help report"))
    back.add_argument("--feedback", metavar="FOLDER", help=say("help feedback"))
    back.add_argument("--pdf", action="store_true", help=say("help pdf"))
    back.add_argument("--reveal", action="store_true", help=say("help reveal"))
    back.add_argument("--keep", metavar="FILE", help=say("help keep"))
    back.add_argument("--processes", metavar="NUMBER", help=say("help processes"))
    back.add_argument("--overwrite", "--force", action="store_true", help=say("help overwrite"))


class Inputs(NamedTuple):
    """All that was typed, read and checked before anything is marked."""

    files: Files
    which: Which
    students: list[Student]
    corrections: list[Correction]
    reports: list[Path]
    keep: Path | None
    processes: int | None
    scale: Scale


def run(options: argparse.Namespace) -> None:
    inputs = _inputs(options)
    due = time_of(options.due) if options.due is not None else None
    if inputs.files.note:
        print(inputs.files.note, file=sys.stderr)
    outcomes = _outcomes(inputs)
    handed = handed_in(outcomes, inputs.students, due)
    handed, remarks = corrected(handed, inputs.corrections, options.corrections or "")
    _tell_corrected(outcomes, handed)
    doubted = doubts(handed)
    stand = confirmed(handed, inputs.corrections)
    for sentence in that_confirm(handed, inputs.corrections, options.corrections or ""):
        print(f"ringo: {sentence}", file=sys.stderr)
    doubted = [doubt for doubt in doubted if doubt.row not in stand]
    handed = without(handed, {doubt.row for doubt in doubted if doubt.of_the_key})
    absent = missing(handed, inputs.students)
    for line in _notes(handed, remarks, doubted):
        print(f"ringo: {line}", file=sys.stderr)
    if absent:
        names = say("between names").join(student.name for student in absent)
        print(say("report missing", names=printable(names, 1000)), file=sys.stderr)
    found = findings(handed, absent, doubted)
    if options.feedback:
        _give_back(handed, options)
    for report in inputs.reports:  # at the end: a run that is stopped before can be typed again
        reports.write(found, remarks, report, options.overwrite)
        print(say("saved", path=report), file=sys.stderr)
    unread = sum(outcome.marks is None for outcome in outcomes)
    if unread:
        raise UserError(say("not all marked", n=unread, of=len(outcomes)))
    if remarks:
        raise UserError(say("corrections left", n=len(remarks)))


def _give_back(handed: Sequence[Handed], options: argparse.Namespace) -> None:
    folder, ending, saved = Path(options.feedback), ".pdf" if options.pdf else ".html", list[Path]()
    with progress(sum(one.counts for one in handed)) as bar:
        for path in save_feedback(handed, folder, ending, overwrite=options.overwrite):
            saved.append(path)
            if bar:
                bar.update()
    print(say("feedback saved", n=len(saved), path=path_in_a_sentence(folder)), file=sys.stderr)


def _inputs(options: argparse.Namespace) -> Inputs:
    wanted = [*{os.path.realpath(report): Path(report) for report in options.report}.values()]
    keep = Path(options.keep) if options.keep else None
    read = options.sheet, options.students, options.corrections, options.points, options.feedback
    own = [Path(word) for word in read if word]
    written = [*wanted[:1], *([Path(options.feedback).resolve()] if options.feedback else [])]
    beside = [path.parent / f"{path.stem}.kept.jsonl" for path in written]
    typed = _typed(options.files)
    found = files_in(typed, [*own, *wanted, *beside, *([keep] if keep else [])])
    if not found.paths and not found.others:
        key = "no answers there" if os.path.isdir(typed[0]) else "own files alone"
        raise UserError(say(key, path=path_in_a_sentence(typed[0])))
    for report in wanted:
        reports.refuse(report, [*found.paths, *map(str, own)], options.overwrite)
    if options.feedback:
        require_folder(Path(options.feedback))
    if options.pdf:
        if not options.feedback:
            raise UserError(say("pdf without feedback"))
        require_typst()
    sheet = Sheet.load(options.sheet) if options.sheet else None
    digits, decimals = number_typed("--digits", options.digits, 1), number_typed("--decimals", options.decimals, 0)
    how = reading(digits, options.truncation, options.comma, decimals)
    several = len(found.paths) + len(found.others) > 1
    keep = keep or (beside[0] if beside and several else None)
    spoken = [language(), *LANGUAGES] if beside or keep else [language()]
    langs = tuple(dict.fromkeys(spoken))
    students = students_in(Path(options.students)) if options.students else []
    corrections = corrections_in(Path(options.corrections)) if options.corrections else []
    scale = points_in(Path(options.points)) if options.points else {}
    processes = number_typed("--processes", options.processes, 1, MOST_PROCESSES)
    which = by_which(sheet, langs, options.reveal, how)
    return Inputs(found, which, students, corrections, wanted, keep, processes, scale)


def number_typed(option: str, typed: str | None, least: int, most: int = MOST_DIGITS) -> int | None:
    """The whole number that was typed for an option, as of digits; None if it was not."""
    if typed is None:
        return None
    typed = typed.strip()
    if not (typed.isdecimal() and len(typed) < 4 and least <= int(typed) <= most):
        raise UserError(say("no digits", option=option, typed=printable(typed), least=least, most=most))
    return int(typed)


def _typed(typed: Sequence[str]) -> list[str]:
    """The files and folders that were named. A pattern is filled in if the shell has not done so."""
    if not typed:
        raise UserError(say("no files"))
    found: list[str] = []
    for word in map(str.strip, typed):
        matches = sorted(glob.glob(word)) if glob.has_magic(word) and not Path(word).exists() else [word]
        if not matches:
            raise UserError(say("no such files", pattern=path_in_a_sentence(word)))
        found += matches
    return list(dict.fromkeys(found))


def _outcomes(inputs: Inputs) -> list[Outcome]:
    """The outcomes in the order of the files, each told as soon as those before it are."""
    found: dict[int, list[Outcome]] = {}
    told, again = 0, 0
    paths = inputs.files.paths
    with progress(len(paths)) as bar:
        for i, outcomes, before in marked_and_kept(paths, inputs.which, inputs.keep, inputs.processes):
            found[i], again = [_worth(outcome, inputs.scale) for outcome in outcomes], again + before
            if bar:
                bar.update()
            while told in found:
                with bar.external_write_mode(file=sys.stdout) if bar else nullcontext():
                    _print(found[told], alone=len(paths) + len(inputs.files.others) == 1 and len(found[told]) == 1)
                told += 1
    if again:
        print(say("marked before", n=again, of=len(paths)), file=sys.stderr)
    others = [Outcome(path, None, problem) for path, problem in inputs.files.others.items()]
    _print(others, alone=False)
    return [outcome for i in range(len(paths)) for outcome in found[i]] + others


def _worth(outcome: Outcome, scale: Scale) -> Outcome:
    """The outcome with points by this scale. What is kept of marks has none, so that the scale can be changed."""
    marks, *others = (one and one._replace(scale=scale) for one in (outcome.marks, *outcome.others))
    return outcome._replace(marks=marks, others=tuple(one for one in others if one))


def _print(outcomes: Sequence[Outcome], alone: bool) -> None:
    for outcome in outcomes:
        if outcome.marks is None:
            print(f"ringo: {outcome.problem}", file=sys.stderr)
        elif alone:
            print(outcome.marks, flush=True)
        else:
            name = f" ({printable(outcome.name)})" if len(outcomes) > 1 else ""
            print(f"{path_in_a_sentence(outcome.path)}{name}: {outcome.marks.summary}", flush=True)


def _tell_corrected(outcomes: Sequence[Outcome], handed: Sequence[Handed]) -> None:
    """The marks that a correction has changed since they were told."""
    for before, after in zip(outcomes, handed, strict=True):
        if before.marks and after.marks and before.marks.summary != after.marks.summary:
            print(say("now", path=path_in_a_sentence(before.path), summary=after.marks.summary), flush=True)


def _notes(handed: Sequence[Handed], remarks: Sequence[str], doubted: Sequence[Doubt]) -> Iterator[str]:
    for one in handed:
        yield from (f"{path_in_a_sentence(one.outcome.path)}: {note}" for note in one.notes)
    yield from remarks
    yield from map(doubt_sentence, doubted)
