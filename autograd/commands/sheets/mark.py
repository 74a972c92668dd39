"""`ringo mark FILE …`: marks answers to worksheets. One file is told in full; a class gets one line per learner, and a
report."""

from __future__ import annotations

import argparse
import glob
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from autograd.by_hand.answers.pen import MOST_DIGITS
from autograd.by_hand.marking.many import Outcome, mark_files
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.sheet import Sheet
from autograd.commands import UserError
from autograd.language import say
from autograd.language.text import markdown_table, path_in_a_sentence, printable

COLUMNS = (
    "column file", "column score", "column points", "column of", "verdict right", "verdict carried", "verdict wrong",
    "verdict unreadable", "verdict blank", "column first wrong", "header asks", "header answer", "header reasons",
    "column hint", "column remarks",
)  # fmt: skip


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description, parser.epilog = say("mark does"), say("mark examples")
    parser.add_argument("files", nargs="*", metavar="FILE", help=say("help files"))
    parser.add_argument("--sheet", metavar="FILE", help=say("help sheet"))
    parser.add_argument("--report", metavar="FILE", help=say("help report"))
    parser.add_argument("--reveal", action="store_true", help=say("help reveal"))
    parser.add_argument("--digits", metavar="NUMBER", default="3", help=say("help digits"))
    parser.add_argument("--truncation", action="store_true", help=say("help truncation"))
    parser.add_argument("--comma", action="store_true", default=None, help=say("help comma"))
    parser.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def run(options: argparse.Namespace) -> None:
    paths = _paths(options.files)
    report = Path(options.report) if options.report else None
    if report:
        _refuse_report(report, [*paths, *([options.sheet] if options.sheet else [])], options.overwrite)
    sheet = Sheet.load(options.sheet) if options.sheet else None
    outcomes = []
    how = {"reveal": options.reveal, "digits": _digits(options.digits.strip()), "truncation": options.truncation}
    for outcome in mark_files(paths, sheet, **how, comma=options.comma):
        outcomes.append(outcome)
        if outcome.marks is None:
            print(f"ringo: {outcome.problem}", file=sys.stderr)
        elif len(paths) == 1:
            print(outcome.marks, flush=True)
        else:
            print(f"{path_in_a_sentence(outcome.path)}: {outcome.marks.summary}", flush=True)
    if report:
        _write(outcomes, report, options.overwrite)
        print(say("saved", path=printable(str(report), 1000)), file=sys.stderr)
    unread = sum(outcome.marks is None for outcome in outcomes)
    if unread:
        raise UserError(say("not all marked", n=unread, of=len(outcomes)))


def _digits(typed: str) -> int:
    if not (typed.isdecimal() and 1 <= int(typed[:3]) <= MOST_DIGITS):
        raise UserError(say("no digits", typed=printable(typed), most=MOST_DIGITS))
    return int(typed)


def _paths(typed: Sequence[str]) -> list[str]:
    """The files that were named. A pattern is filled in if the shell has not done so."""
    if not typed:
        raise UserError(say("no files"))
    found: list[str] = []
    for word in map(str.strip, typed):
        matches = sorted(glob.glob(word)) if glob.has_magic(word) and not Path(word).exists() else [word]
        if not matches:
            raise UserError(say("no such files", pattern=path_in_a_sentence(word)))
        found += matches
    return list(dict.fromkeys(found))


def _refuse_report(report: Path, inputs: Sequence[str], overwrite: bool) -> None:
    """Refuse a report that cannot be written, before the work is done."""
    shown = path_in_a_sentence(report)
    if report.suffix.lower() not in (".csv", ".md", ".json"):
        raise UserError(say("no such report", path=shown))
    if any(report.resolve() == Path(path).resolve() for path in inputs):
        raise UserError(say("report is input", path=shown))
    if report.exists() and not overwrite:
        raise UserError(say("file exists", path=shown))


def _write(outcomes: Sequence[Outcome], report: Path, overwrite: bool) -> None:
    suffix = report.suffix.lower()
    if suffix == ".json":
        found = [{"file": o.path, "problem": o.problem} | (o.marks.as_dict() if o.marks else {}) for o in outcomes]
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    else:
        headers, rows = [say(column) for column in COLUMNS], [_cells(outcome) for outcome in outcomes]
        text = files.csv_lines([headers, *rows]) if suffix == ".csv" else markdown_table(headers, rows) + "\n"
    files.write(text, report, overwrite, "utf-8-sig" if suffix == ".csv" else "utf-8")


def _cells(outcome: Outcome) -> list[str]:
    marks = outcome.marks
    if marks is None:
        return [outcome.path, *[""] * (len(COLUMNS) - 2), outcome.problem]
    counts, first = marks.counts, marks.first_wrong
    unread = [f"{row.key}: {'; '.join(row.reasons)}" for row in marks.rows if row.verdict == "unreadable"]
    wrong = [first.key, first.asks, first.answer, "; ".join(first.reasons), first.hint] if first else [""] * 5
    return [
        outcome.path, f"{marks.score:.4g}", str(marks.points), str(len(marks.rows)), *map(str, counts.values()), *wrong,
        "; ".join([*marks.remarks, *unread]),
    ]  # fmt: skip
