"""`ringo compare EXPRESSION NAME=NUMBER …`: what other engines answer, side by side, and why it is another number."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from autograd.by_hand.answers.typed import typed_numbers
from autograd.checking.engines import known
from autograd.checking.engines.engine import Engine, engine, places
from autograd.checking.engines.live import EngineMissingError
from autograd.commands import UserError
from autograd.commands.engines.answered import Row, asked_now, is_installed, ours
from autograd.commands.engines.posed import Posed, lacking
from autograd.commands.engines.tabled import of_the_table
from autograd.commands.engines.tables import shown
from autograd.commands.steps import add_expression
from autograd.language import say
from autograd.language.text import escaped, printable
from autograd.notation.tree import nearest

USAGE = "EXPRESSION [NAME=NUMBER ...] [OPTION ...]"
SEE = ("steps", "claim")


def add_options(parser: argparse.ArgumentParser) -> None:
    add_expression(parser)
    parser.add_argument("--order", metavar="N", default="1", help=say("help order"))
    engines = ", ".join(places())
    parser.add_argument("--engine", action="append", metavar="NAME", help=say("help engine", engines=engines))
    parser.add_argument("--environments", metavar="FOLDER", help=say("help environments"))
    parser.add_argument("--markdown", action="store_true", help=say("help compare markdown"))


def run(options: argparse.Namespace) -> None:
    if options.order not in ("1", "2"):
        raise UserError(say("no such order", given=printable(options.order)))
    environments = Path(options.environments) if options.environments is not None else None
    if environments is not None and not environments.is_dir():
        raise UserError(say("no environments", folder=environments))
    widely_known = sorted(places(), key=lambda name: (known.rank(name), ".known." not in places()[name]))
    engines = [_engine(name) for name in dict.fromkeys(options.engine or widely_known)]
    posed = Posed(options.expression.strip(), typed_numbers(options.values))
    order = int(options.order)
    others, notes = _answers(posed, engines, order, environments, is_chosen=bool(options.engine))
    print("\n\n".join([*_told(posed, [ours(posed, order), *others], order, options.markdown), *notes]), flush=True)


def _engine(name: str) -> Engine:
    """The engine of this name, or of this title in any letters."""
    for one in places():
        if name.strip().lower() == one or name.strip().lower() == engine(one).title.lower():
            return engine(one)
    near = nearest(name.strip().lower(), [*places(), *[engine(one).title for one in places()]])
    raise UserError(say("no such engine", name=printable(name), nearest=near, engines=", ".join(places())))


def _answers(
    posed: Posed, engines: Sequence[Engine], order: int, environments: Path | None, *, is_chosen: bool
) -> tuple[list[Row], list[str]]:
    """A row for each answer, asked now or found in the table; and notes about engines that give none."""
    notes, asked = list[str](), list[Row]()
    installed = [one for one in engines if is_installed(one, environments)]
    without = {one.shown: name for one in installed if (name := lacking(posed, one))}
    for name in dict.fromkeys(without.values()):
        titles = say("between engines").join(title for title in without if without[title] == name)
        notes.append(say("have no such operation", name=name, titles=titles))
    for one, found in asked_now(posed, [one for one in installed if one.shown not in without], order, environments):
        if isinstance(found, list):
            asked += found
        elif is_chosen or not found.absent:
            notes.append(_does_not_start(one, found, environments))
    live = {row.engine for row in asked}
    others = {one.name for one in engines} - live
    tabled = [row for row in of_the_table(posed, order) if row.engine in others]
    answering = live | {row.engine for row in tabled}
    for one in engines if is_chosen else []:
        if one.name not in answering and one not in installed:
            notes.append(say("engine missing", title=one.shown, name=one.name, command=one.installed_by))
    if not live and not notes and not is_chosen:
        notes.append(say("no engine installed") if tabled else say("nobody answers"))
    return asked + tabled, notes


def _does_not_start(one: Engine, error: EngineMissingError, environments: Path | None) -> str:
    where = say("in this Python")
    if environments is not None:
        where = say("in an environment", folder=environments / one.name)
    why = printable(error.why, limit=200)
    return say("does not start", title=one.shown, where=where, why=why, command=one.installed_by)


def _told(posed: Posed, rows: Sequence[Row], order: int, markdown: bool) -> list[str]:
    told = [*shown(posed, rows, order, markdown=markdown)]
    if len(rows) > 1 or rows[0].why or posed.bends:
        from autograd.commands.engines.reasons import reasons  # only where there is something to explain

        for reason in reasons(posed, rows, order):
            lines = [reason.sentence, *[f"  {answer}" for answer in reason.answers]]
            told.append("\n".join(lines))
            if markdown:
                told[-1] = "\n".join([escaped(reason.sentence), *[f"- {escaped(one)}" for one in reason.answers]])
    return told
