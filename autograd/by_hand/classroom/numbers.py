"""Numbers of one's own for each student: the same calculation with other numbers, and as much to work out.

A number keeps its sign, its size and its count of digits: 100 becomes 300, 0.15 becomes 0.42, -2 becomes -7. A list of
0s and 1s stays, for it tells classes, and so do targets that are 1, and numbers without a name, which belong to the
formula. The same seed and the same student give the same numbers to the bit, on every machine.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from autograd.by_hand.sheet.code import renumbered
from autograd.by_hand.sheet.roles import has_own_name
from autograd.by_hand.sheet.sheet import Sheet, from_code
from autograd.by_hand.sheet.shown.places import leaves_named
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable

TRIES = 2_000
"""How often numbers are drawn for a student before the search is given up."""
NEAREST = 3
"""In every other try, so many that are next to the number of the sheet: large ones may saturate a softmax."""
MOST_DIGITS = 2
"""The most digits of a number that is drawn, unless it says what it may be."""
SHOWN = 4
"""Significant digits to which a result is counted: more of them nobody carries on."""
MOST_NUMBERS = 10_000
"""The most numbers of one range."""
UNEQUAL = 0.1
"""How much harder or easier than the sheet itself a student's numbers may be: digits to multiply and add, relative."""


TARGET = re.compile(r"(t|y|target|label|正解|教師)\d*$", re.IGNORECASE)
"""Names of targets, as textbooks write them."""


class Choice(NamedTuple):
    """What a number may be: one of `numbers`, for the number with this name, or for each number of this vector or
    matrix. Without `numbers` it stays as it is."""

    name: str
    numbers: tuple[float, ...] = ()


def own_numbers(sheet: Sheet, seed: str, choices: Sequence[Choice] = ()) -> Sheet:
    """The sheet with other numbers, which depend on the seed alone.

    They leave what is 0 in the sheet 0, and nothing else: no dead neuron, no gradient of 0 by accident, no tie. Each
    result has about the size that it has in the sheet, and all together have as many digits, within a tenth.

    The numbers that are published for a ready exercise are drawn again.

    Raises `WorksheetError` if nothing in the sheet can be varied, and if such numbers are not found.

    >>> from autograd import Value, worksheet
    >>> apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
    >>> own = own_numbers(worksheet(apple * count * tax), "2026 Anna", [Choice("tax", (1.05, 1.08, 1.2))])
    >>> own.given, [row.answer for row in own.rows][:2]
    (['apple = 300', 'count = 2', 'tax = 1.05'], [600.0, 630.0])
    """
    found = candidates(sheet, choices)
    if not found:
        raise WorksheetError(_nothing_to_vary(sheet))
    near = {leaf: nearest(those, leaf.data) for leaf, those in found.items()}
    # A network that was trained has numbers of 17 digits: what is as easy is told by the nearest short ones.
    short = _with(sheet, {leaf: those[0] for leaf, those in near.items()})
    pattern = short if isinstance(short, Sheet) else sheet
    asked, draw = difficulty(pattern), random.Random(seed)
    has_value, refusal = False, ""
    for tried in range(TRIES):
        among = found if tried % 2 == 0 else near
        # random() alone promises the same numbers in every version of Python
        drawn = {leaf: those[int(draw.random() * len(those))] for leaf, those in among.items()}
        if sheet.exercise and all(leaf.data == number for leaf, number in drawn.items()):
            continue
        made = _with(sheet, drawn)
        if isinstance(made, str):
            refusal = made
            continue
        has_value = True
        if is_like(made, pattern) and abs(difficulty(made) - asked) <= UNEQUAL * asked:
            return made
    if refusal and not has_value:
        raise WorksheetError(say("no numbers in the domain", reason=refusal))
    raise WorksheetError(say("no numbers found", tries=f"{TRIES:,}"))


def _nothing_to_vary(sheet: Sheet) -> str:
    names = dict.fromkeys(str(leaf.name).partition("[")[0] for leaf in candidates(sheet))
    if names:  # it was asked for that they stay
        return say("all numbers kept", names=printable(", ".join(names), 200))
    return say("nothing to vary")


def _with(sheet: Sheet, numbers: Mapping[Value, float]) -> Sheet | str:
    """The sheet with these numbers; the reason if they lead out of a domain."""
    at = {node: i for i, node in enumerate(sheet.work.record.order)}
    code = renumbered(sheet.code, {at[leaf]: number for leaf, number in numbers.items()})
    try:
        return from_code(code, sheet.operations)
    except (WorksheetError, ValueError, ArithmeticError) as error:
        why: BaseException = error
        while isinstance(why, WorksheetError) and why.__cause__:  # a code that tells no sheet is called damaged
            why = why.__cause__
        return str(why)


def nearest(numbers: Sequence[float], x: float) -> Sequence[float]:
    """The numbers that are next to x, the next one first."""
    return sorted(numbers, key=lambda number: abs(number - x))[:NEAREST]


def candidates(sheet: Sheet, choices: Sequence[Choice] = ()) -> Mapping[Value, tuple[float, ...]]:
    """The leaves that are varied, and the numbers that each may be. A later choice counts before an earlier one.

    Raises `WorksheetError` for a name that no number has.
    """
    chosen = {leaf: choice.numbers for choice in choices for leaf in _called(sheet, choice.name)}
    groups: dict[str, list[Value]] = {}
    for leaf in sheet.work.record.order:
        if leaf.op is None and has_own_name(leaf):
            groups.setdefault(str(leaf.name).partition("[")[0], []).append(leaf)
    found = {}
    for name, group in groups.items():
        is_class = all(leaf.data in (0.0, 1.0) for leaf in group) and (len(group) > 1 or TARGET.match(name))
        for leaf in group:
            possible = chosen.get(leaf, () if is_class else like(leaf.data))
            if possible and possible != (leaf.data,):
                found[leaf] = possible
    return found


def _called(sheet: Sheet, name: str) -> list[Value]:
    try:
        return leaves_named(sheet.work.record.output, [name])
    except WorksheetError:
        leaves = [str(node.name) for node in sheet.work.record.order if node.op is None and has_own_name(node)]
        names = printable(", ".join(dict.fromkeys(leaf.partition("[")[0] for leaf in leaves)), 200)
        raise WorksheetError(say("no such number to vary", name=printable(name), names=names)) from None


def like(given: float) -> tuple[float, ...]:
    """The numbers of the same sign, size and count of digits, none that ends with 0, and no 1 unless it was 1.

    >>> like(100.0)[:3], like(-0.2)[:2], like(0.15)[:3], like(0.0)
    ((100.0, 200.0, 300.0), (-0.2, -0.3), (0.11, 0.12, 0.13), (0.0,))
    """
    if not given:
        return (given,)
    sign, digits, exponent = Decimal(repr(given)).normalize().as_tuple()
    assert isinstance(exponent, int)
    count = min(len(digits), MOST_DIGITS)
    power = exponent + len(digits) - count
    steps = range(1 if digits == (1,) else 2, 10) if count == 1 else [n for n in range(11, 100) if n % 10]
    return tuple(float(Decimal((sign, tuple(map(int, str(n))), power))) for n in steps)


def is_like(made: Sheet, sheet: Sheet) -> bool:
    """Whether the rows are those of the sheet: 0 where they are 0 there and nowhere else, and of about the same size;
    and whether no node stands at a kink that does not stand there in the sheet."""
    if [row.key for row in made.rows] != [row.key for row in sheet.rows]:
        return False
    pairs = list(zip(sheet.rows, made.rows, strict=True))
    if any((one.answer == 0.0) != (other.answer == 0.0) for one, other in pairs):
        return False
    sizes = [abs(row.answer) for row in sheet.rows if row.answer]
    low, high = min(sizes, default=1.0) / 10.0, max(sizes, default=1.0) * 10.0
    if not all(low <= abs(row.answer) <= high for row in made.rows if row.answer):
        return False
    return at_a_kink(made) <= at_a_kink(sheet)


def at_a_kink(sheet: Sheet) -> set[int]:
    """The nodes at which the derivative is a convention, by their places in the order."""
    order = sheet.work.record.order
    return {i for i, node in enumerate(order) if node.op and node.op.kink(*[x.data for x in node.inputs])}


def difficulty(sheet: Sheet) -> float:
    """How much there is to work out: for each row that is asked, the digits of the numbers that it takes.

    Results count to four digits. The operations need no counting: they are the same for all.
    """
    work = sheet.work
    return sum(significant(work.numbers[j]) for row in sheet.rows for j in work.rows[row.position].takes)


def significant(x: float) -> int:
    """
    >>> significant(220.00000000000003), significant(1.1), significant(1 / 3), significant(0.0)
    (2, 2, 4, 1)
    """
    return len(f"{Decimal(f'{x:.{SHOWN - 1}e}'):f}".replace(".", "").strip("-0")) or 1 if math.isfinite(x) else SHOWN


def parsed(text: str) -> Choice:
    """A choice as it is typed: `tax=1.05,1.08`, or `apple=100..900` in steps of the last digit, which is 100 there.

    Raises `WorksheetError` for another text.

    >>> parsed("tax=1.05, 1.08"), parsed("x=0.1..0.4").numbers, parsed("n=100..300").numbers
    (Choice(name='tax', numbers=(1.05, 1.08)), (0.1, 0.2, 0.3, 0.4), (100.0, 200.0, 300.0))
    """
    name, _, given = (part.strip() for part in text.partition("="))
    low, dots, high = given.partition("..")
    try:
        numbers = between(Decimal(low), Decimal(high)) if dots else tuple(float(part) for part in given.split(","))
    except (ValueError, ArithmeticError):
        numbers = ()
    if not name or not numbers or not all(map(math.isfinite, numbers)):
        raise WorksheetError(say("no choice of numbers", text=printable(text)))
    return Choice(name, numbers)


def between(low: Decimal, high: Decimal) -> tuple[float, ...]:
    """The numbers from low to high, in steps of the last digit that either of them has; none for too many."""
    step = Decimal(1).scaleb(min(int(x.normalize().as_tuple().exponent) for x in (low, high) if x))
    count = (high - low) / step
    return tuple(float(low + i * step) for i in range(int(count) + 1)) if 0 <= count < MOST_NUMBERS else ()
