"""What to do in a row that is wrong or blank: against the mistake that was found, and with the numbers one has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.reasons import Reason
from autograd.by_hand.sheet.asking.questions import derivative
from autograd.by_hand.sheet.sheet import Asked, Sheet
from autograd.by_hand.sheet.shown.names import names
from autograd.by_hand.sheet.work import Row, Work
from autograd.language import say
from autograd.language.text import number, printable

LONGEST = 300
"""Characters of a formula, which may have thousands of inputs."""

HINTS = {
    "value": "hint value",
    "local": "hint local",
    "contribution": "hint contribution",
    "gradient": "hint gradient",
    "updated": "hint updated",
    "velocity": "hint state",
    "squares": "hint state",
    "mean": "hint state",
    "corrected": "hint state",
    "moved": "hint state",
    "after": "hint after",
    "improvement": "hint improvement",
}


def hint(sheet: Sheet, row: Asked, own: Own, found: Sequence[Reason] = ()) -> str:
    """The hint for a row, in the language of the moment: advice on the first of the mistakes that were found there, how
    the row is worked out, and which of the numbers for it are known, and which are to be found first.

    >>> from autograd import Value, mark, worksheet
    >>> x, c = Value(3.0, name="x"), Value(2.0, name="c")
    >>> sheet = worksheet(x * c)
    >>> mark(sheet, {"local x from v1": "3"}).rows[1].hint
    'Differentiate by one operand, and keep the other one: ∂(x * y)/∂x = y. Differentiate v1 = x * c with respect to \
x. Here x = 3, c = 2.'
    >>> mark(sheet, {}, lang="ja").rows[2].hint
    '上流の勾配に局所的な微分を掛けます。勾配 ∂v1/∂v1 = 1 です。先に 局所的な微分 ∂v1/∂x を求めましょう。'
    """
    return say("between sentences").join([*_advice(found), *_work(sheet, row, own)])


def _advice(found: Sequence[Reason]) -> Iterator[str]:
    for reason in found[:1]:
        advice = say(f"advice {reason.name}")
        elsewhere = reason.place and reason.name != "another row"  # which is where the number was taken from
        yield say("hint elsewhere", place=reason.place, advice=advice) if elsewhere else advice


def _work(sheet: Sheet, asked: Asked, own: Own) -> Iterator[str]:
    work, label = sheet.work, sheet.work.record.label
    row = work.rows[asked.position]
    if row.kind in ("value", "local"):
        formula = f"{label[row.node]} = {sheet.formula(work.pass_of(row).value[row.node])}"
        yield say(HINTS[row.kind], formula=printable(formula, LONGEST), to=label[row.to])
    elif row.line:
        yield say(HINTS[row.kind], formula=printable(sheet.formula(asked.position), LONGEST))
    else:
        yield say(HINTS[row.kind])
    known, missing = list[int](), list[int]()
    for i in _seen(sheet, row):
        if i not in sheet.told and (i not in own.answers or own.answers[i].number is None):
            missing.append(i)
        elif work.rows[i].key != number(own.numbers[i]):  # which a plain number is called
            known.append(i)
    if known and row.kind != "after":  # which takes all that was updated
        yield say("hint numbers", numbers=names(work, known, own.numbers))
    if missing:
        yield say("hint missing", names=names(work, missing))


def _seen(sheet: Sheet, row: Row) -> Iterator[int]:
    """The rows that are needed, in order. One that is not on the sheet is no step for the learner: in its place come
    the rows that it needs, and none for the derivative of a sum, which is 1. An improvement needs the losses alone."""
    work, met = sheet.work, set[int]()
    todo = [*_needed(work, row)][::-1]
    while todo:
        i = todo.pop()
        if i in met:
            continue
        met.add(i)
        if i in sheet.told or work.rows[i].key in sheet.at or row.kind == "improvement":
            yield i
        else:
            todo += [*_needed(work, work.rows[i])][::-1]


def _needed(work: Work, row: Row) -> Sequence[int]:
    """The rows whose numbers are put in. Of a local gradient, the output's if it is in the formula, and else those of
    all inputs if one of them is: which one would give x away for the derivative of w x."""
    if row.kind != "local" or len(row.takes) < 2:
        return row.takes
    used, todo = set[str | float](), [derivative(work, row)]
    while todo:
        symbol = todo.pop()
        used.add(symbol.name)
        todo += symbol.inputs
    nodes = row.node, *row.node.inputs  # of which a plain number is in the formula anyway
    z, *xs = ((node.op or node.name) and work.record.label[node] in used for node in nodes)
    return row.takes[:1] if z and not any(xs) else row.takes[not z :] if any(xs) else ()
