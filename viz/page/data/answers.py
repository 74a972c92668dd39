"""The page's blanks: what a learner is asked, and all that is needed to mark the answers without Python.

The front end works out each row anew from the learner's own numbers, by the rules that Python wrote, and compares. What
is said of a wrong number was marked beforehand: every named mistake is made in every row, and marked as `mark` does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import Any

from autograd.by_hand.answers.answer import agrees
from autograd.by_hand.answers.pen import slips
from autograd.by_hand.answers.read import read
from autograd.by_hand.marking.hints import hint
from autograd.by_hand.mistakes.fits import reasons_of
from autograd.by_hand.mistakes.kinds.table import MISTAKES, RARER
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.own.elsewhere.found import elsewhere
from autograd.by_hand.mistakes.reasons import Explanations, Reason
from autograd.by_hand.sheet.asking.settings import Settings
from autograd.by_hand.sheet.files.written import harmless_cells, lines_of
from autograd.by_hand.sheet.roles import chosen
from autograd.by_hand.sheet.sheet import Asked, Sheet
from autograd.by_hand.sheet.shown.names import name
from autograd.by_hand.sheet.work import Row, Work
from autograd.language import LANGUAGES, say, speaking
from autograd.record import Record

MOST = 500
"""The most rows of a sheet on a page: 0.6 MB, which are written in some seconds. A longer one is for paper, or for
`ringo mark`."""


DIGITS = 3
"""As many digits are asked for on a page."""
OF_THE_DIGITS = "digits interchanged"
"""The mistake that depends on how many digits were written: the front end looks for it."""


class _Texts:
    """Sentences in all languages, each once; the data hold their numbers."""

    def __init__(self) -> None:
        self.number = dict[tuple[str, ...], int]()

    def __call__(self, sentence: Callable[[], str]) -> int:
        """The number of what is said in each language."""
        said = []
        for lang in LANGUAGES:
            with speaking(lang):
                said.append(sentence())
        return self.number.setdefault(tuple(said), len(self.number))


def short_sheet(record: Record) -> Sheet | None:
    """The worksheet of a calculation, unless it has nothing to work out or is too long for a page."""
    work = Work(record, parameters=chosen(record, None))  # as `worksheet` has it, so that its code is the same
    if not 0 < len(work.rows) - len(work.given) <= MOST:
        return None
    return Sheet(work, Settings())


def answers(sheet: Sheet, *, mistakes: bool = True) -> dict[str, Any]:
    """The sheet for the front end. `texts` are sentences in each of the languages, and other parts hold their numbers.

    A row of the `work` is its kind, the rows it takes, those that its rule `reads` (a local gradient may be one factor,
    and its rule reads all of them), its number and its rounding error; for an operation also the node's number, the
    slot, and the row of the output of softmax that belongs to it, or null; and its number in `single` precision, with
    the distance that counts as none. What is `asked` has its question, its hint, and the numbers that are `known`: each
    with its reasons, with advice on each of them, and perhaps with the largest half unit of a last digit with which it
    is believed. `tables` are the lines of the sheet's CSV, whose fourth cells are for the answers, and `id` names the
    sheet. Without `mistakes`, no number is known: Python itself marks the answers. `kinks` has for a row at a kink each
    number that is right by convention, with the remark. `conventions` has for each of them the rows whose numbers are
    others by it, with these numbers and the remarks. `single` is the remark on rows that are right in single precision.

    >>> from autograd import Value, worksheet
    >>> x = Value(3.0, name="x")
    >>> found = answers(worksheet(x * x))
    >>> [row["kind"] for row in found["work"]]
    ['given', 'value', 'given', 'local', 'contribution', 'local', 'contribution', 'gradient']
    >>> number, [reason, *_], _, _ = found["asked"][0]["known"][0]
    >>> number, found["texts"]["en"][reason]
    (-9.0, 'the sign is wrong')
    """
    work, texts, there = sheet.work, _Texts(), elsewhere(sheet.work)
    index = {node: i for i, node in enumerate(work.record.order)}
    rows = [
        {
            "kind": row.kind, "takes": row.takes, "reads": work.reads(row) if row.kind == "local" else row.takes,
            "number": number, "noise": noise, "node": index[row.node],
            "slot": row.slot, "rate": row.rate, "beside": _beside(sheet, row), "name": texts(partial(name, work, i)),
            "single": there.in_single(i),
        }
        for i, (row, number, noise) in enumerate(zip(work.rows, work.numbers, work.noise, strict=True))
    ]  # fmt: skip
    right = Own(work, {row.position: read(row.answer) for row in sheet.rows})
    asked = [_asked(sheet, row, right, texts, mistakes) for row in sheet.rows]
    digits = [None, [texts(lambda: say(OF_THE_DIGITS))], [texts(lambda: say(f"advice {OF_THE_DIGITS}"))], None]
    kinks = {i: [[each.number, texts(partial(str, each))] for each in found] for i, found in right.kinks.items()}
    conventions, single = list(_conventions(right, texts)), texts(lambda: say("right in single precision"))
    said = {lang: [each[i] for each in texts.number] for i, lang in enumerate(LANGUAGES)}
    parts = {"work": rows, "asked": asked, "digits": digits, "kinks": kinks, "conventions": conventions}
    parts |= {"single": single, "texts": said}
    given, tables = {}, {}
    for lang in LANGUAGES:
        with speaking(lang):
            given[lang], tables[lang] = sheet.given, [harmless_cells(line) for line in lines_of(sheet.table())]
    return parts | {"id": sha256(sheet.code.encode()).hexdigest()[:16], "given": given, "tables": tables}


def _beside(sheet: Sheet, row: Row) -> int | None:
    """The row of the output of softmax that stands for the input of a local gradient."""
    if row.kind != "local" or row.op.name != "softmax":
        return None
    beside = sheet.work.shares.get((row.node.inputs, row.slot))
    return None if beside is None else sheet.work.value[beside]


def _conventions(right: Own, texts: _Texts) -> Iterator[list[Any]]:
    """For each convention, the rows whose right numbers are others by it, these numbers, and the remarks."""
    for ways, numbers in right.by_conventions():
        changed = [(i, n) for i, (n, usual) in enumerate(zip(numbers, right.work.numbers, strict=True)) if n != usual]
        if changed:
            yield [[i, n, [texts(partial(str, each)) for each in right.said(i, ways)]] for i, n in changed]


def _asked(sheet: Sheet, row: Asked, right: Own, texts: _Texts, mistakes: bool) -> dict[str, Any]:
    blank = right.until(row.position, read(None))
    return {
        "row": row.position,
        "key": row.key,
        "asks": texts(lambda: row.asks),
        "hint": texts(lambda: hint(sheet, row, blank)),
        "known": list(_known(sheet, row, right, texts)) if mistakes else [],
    }


def _known(sheet: Sheet, row: Asked, right: Own, texts: _Texts) -> Iterator[list[Any]]:
    """Each wrong number that has a reason in itself, with what is said of it where all rows before are right, and the
    largest half unit of a last digit with which that is said, if there is one."""
    made = [reasons_of(sheet).from_truth(mistakes).made(row.position) for mistakes in (MISTAKES, RARER)]
    wrong = [number for mistakes in made for numbers in mistakes.values() for number in numbers]
    wrong += [number for _, number in slips(read(row.answer), row.answer)]
    coarsest: dict[float, float | None] = dict(_elsewhere(sheet, row))
    coarsest |= dict.fromkeys(float(f"{number:.12g}") for number in wrong)
    for number, half in coarsest.items():
        own = right.until(row.position, read(repr(number)))
        if own.verdict[row.position] != "wrong":
            continue
        explained = partial(_explained, sheet, row, own)
        if found := explained():
            advice = [texts(partial(say, f"advice {one.name}")) for one in found]
            told = [partial(_told, explained, i) if one.place else partial(str, one) for i, one in enumerate(found)]
            yield [number, [*map(texts, told)], advice, half]


def _explained(sheet: Sheet, row: Asked, own: Own) -> list[Reason]:
    explained = Explanations(reasons_of(sheet), own).of(row.position)
    return [reason for reason in explained if reason.name != OF_THE_DIGITS]


def _told(explained: Callable[[], list[Reason]], i: int) -> str:
    """A reason with a place, which it names in the language in which it is found."""
    return str(explained()[i])


def _elsewhere(sheet: Sheet, row: Asked) -> Iterator[tuple[float, float]]:
    """The numbers of other software in double precision, each with half a unit of the last digit with which it is no
    chance."""
    there = elsewhere(sheet.work)
    for way in there.ways:
        number = there.numbers(way)[row.position]
        if way.single or not math.isfinite(number) or agrees(read(repr(number)), row.answer):
            continue
        for digits in range(DIGITS, 10):
            answer = read(f"{number:.{digits}g}")
            if way in there.of(row.position, answer):
                yield float(f"{number:.12g}"), answer.half_unit
                break
