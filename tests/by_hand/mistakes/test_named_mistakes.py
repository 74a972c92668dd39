"""A learner makes one mistake in a random network: the first wrong row names it, and nothing is named without need."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

import pytest

from autograd import mark, worksheet
from autograd.by_hand import Marks
from autograd.by_hand.mistakes.kinds.sources import SOURCES
from autograd.by_hand.mistakes.kinds.table import MISTAKES, RARER, ROUNDED
from tests.by_hand.learner import Learner, Line, Numbers, printed
from tests.by_hand.networks import Exercise, exercise
from tests.by_hand.operations import IDEAS as OF_OPERATIONS
from tests.by_hand.operations import OPTIMIZERS
from tests.by_hand.plants import FORWARD, PLANTS, Plant, planted, shortened
from tests.by_hand.students import IDEAS
from tests.conftest import PROFILE, fewer, takes_long, thinned

PEN = "decimal point", "digits interchanged", "another row"
LEVELS = "everything", "gradients", "parameters"
DIGITS = 3, 4, 6
CASES = 20 if PROFILE == "long" else 1
"""Sheets for each mistake, level, and number of digits; in the default profile for one such pair."""
BLANK_CASES = 1 if PROFILE == "default" else 3 * CASES
"""The same, for sheets where other rows are blank."""


def learners(random: Random, kinds: str) -> Iterator[tuple[Exercise, Learner, Numbers]]:
    """Random exercises, a learner for each, and the right numbers; at most so many, should none of them do."""
    for _ in range(500):
        of = exercise(random, kinds)
        learner = Learner(of.out, of.rate, of.parameters)
        try:
            yield of, learner, learner.work()
        except (ValueError, ArithmeticError):
            continue  # the update leads out of the domain


def given(learner: Learner, right: Numbers, level: str) -> Numbers:
    """The numbers that a sheet of this level tells."""
    return {line.key: right[line.key] for line in learner.lines if line.kind == "value"} if level == "gradients" else {}


def handed_in(of: Exercise, numbers: Numbers, level: str, digits: int, left: Random | None = None) -> Marks:
    """The marks; `left` chooses the rows that are left blank."""
    sheet = worksheet(of.out, of.rate, parameters=of.parameters, level=level)
    share = left.choice([0.3, 0.6, 0.9]) if left else 0.0
    keys = [row.key for row in sheet.rows if left is None or left.random() >= share]
    return mark(sheet, {key: printed(numbers[key], digits) for key in keys or [sheet.rows[-1].key]})


def named(plant: Plant, where: str, level: str, digits: int, blanks: bool = False, cases: int = CASES) -> Counter[str]:
    """How often the mistake was named, something else was instead, or nothing."""
    found = Counter[str]()
    random = Random(f"{plant.name} {plant.variant} {where} {level} {digits} {blanks}")
    for of, learner, right in learners(random, plant.in_nets):
        numbers = planted(plant, of, learner, random, where, given(learner, right, level))
        if numbers is None:
            continue
        first = handed_in(of, numbers, level, digits, random if blanks else None).first_wrong
        if first is None:
            continue  # it does not show in these digits, or in no row that was answered
        found["named" if plant.name in first.mistakes else "contradicted" if first.mistakes else "unexplained"] += 1
        if found.total() == cases:
            break
    return found


def few(failures: int, cases: int) -> bool:
    """Whether these are at most 5 %, or, of a small number of cases, one; of one case or two, none."""
    return cases > 0 and failures <= max(cases > 2, 0.05 * cases)


def test_every_mistake_is_planted() -> None:
    planted = {plant.name for plant in PLANTS} | {"rounded"}
    by_students = {name for idea in IDEAS for name in idea.names}
    by_students |= {name for _, ideas in OF_OPERATIONS.values() for names in ideas.values() for name in names}
    by_students |= {name for ideas in OPTIMIZERS.values() for names in ideas.values() for name in names}
    assert planted | by_students == {mistake.name for mistake in (*MISTAKES, *RARER, *ROUNDED)}
    assert SOURCES.keys() == planted | by_students | {*PEN}
    assert len(SOURCES) >= 40


def every(plants: Iterable[Plant]) -> pytest.MarkDecorator:
    cases = thinned((plant, where) for plant in plants for where in plant.wheres)
    return pytest.mark.parametrize(
        ("plant", "where"), cases, ids=[f"{p.name} {p.variant} {where}".replace("  ", " ") for p, where in cases]
    )


@every(PLANTS)
def test_a_mistake_is_named(plant: Plant, where: str) -> None:
    """One number of three digits that stands for a hundred does not tell which of them went wrong."""
    told = [(level, digits) for level in LEVELS for digits in DIGITS]
    if where == "once":
        # The loss after the update is such a number at every level.
        few_rows = plant.kinds == FORWARD
        told = [(level, digits) for level, digits in told if digits > 4 or (level == "everything" and not few_rows)]
    if PROFILE == "default":
        told = [told[len(told) // 2]]
    found = sum((named(plant, where, level, digits) for level, digits in told), Counter[str]())
    assert few(found.total() - found["named"], found.total())
    assert found["contradicted"] <= 0.01 * found.total()


@every(PLANTS)
def test_a_mistake_is_named_where_other_rows_are_blank(plant: Plant, where: str) -> None:
    told = thinned(LEVELS)
    found = sum(
        (named(plant, where, level, 6, blanks=True, cases=BLANK_CASES) for level in told),
        Counter[str](),
    )
    assert few(found.total() - found["named"], found.total())
    assert found["contradicted"] <= 0.01 * found.total()


@pytest.mark.parametrize("once", [True, False], ids=["once", "everywhere"])
def test_a_rounded_value_that_is_carried_on_is_named(once: bool) -> None:
    found, random = Counter[str](), Random(f"rounded {once}")
    for of, learner, _ in learners(random, "any scalars squares"):
        numbers = learner.work(carried=shortened(random, once, learner))
        first = next((row for row in handed_in(of, numbers, "everything", 6).rows if row.mistakes), None)
        if first is not None:
            found["named" if "rounded" in first.mistakes else "contradicted"] += 1
        if found.total() == fewer(25) * CASES:
            break
    assert found["named"] >= 0.95 * found.total() > 0


@pytest.mark.parametrize(("level", "digits"), thinned(product(LEVELS, DIGITS)))
def test_an_unrelated_number_is_unexplained(level: str, digits: int) -> None:
    random, found = Random(f"unrelated {level} {digits}"), Counter[bool]()
    for of, learner, _ in learners(random, "any scalars squares entropy batch"):
        key = random.choice(worksheet(of.out, of.rate, parameters=of.parameters, level=level).rows).key
        factor, offset = random.uniform(0.3, 3), random.uniform(-0.1, 0.1)

        def unrelated(line: Line, xs: list[float], _: Numbers) -> float | None:
            return learner.right(line, xs) * factor + offset if line.key == key else None  # noqa: B023

        try:
            numbers = learner.work(unrelated)
        except (ValueError, ArithmeticError):
            continue
        row = next(row for row in handed_in(of, numbers, level, digits).rows if row.key == key)
        if row.verdict == "wrong":
            found[row.mistakes == ()] += 1
        if found.total() == fewer(25) * CASES:
            break
    assert found[True] >= 0.95 * found.total() > 0


@takes_long
def test_an_unrelated_gradient_that_stands_for_many_rows_is_unexplained() -> None:
    """Where a mistake may be at any of many places, some place fits almost any number of three digits."""
    random, found = Random("unrelated"), Counter[bool]()
    for seed in range(24):
        of = exercise(Random(seed), "batch")
        sheet = worksheet(of.out, parameters=of.parameters, level="parameters")
        for asked in sheet.rows:
            marks = mark(sheet, {asked.key: printed(asked.answer * random.uniform(0.3, 3), 3)})
            row = marks.rows[asked.number - 1]
            if row.verdict == "wrong":  # and not so near that rounded steps lead to it
                found[row.mistakes == ()] += 1
    assert found[True] >= 0.95 * found.total() > 200
