"""Rows in which most answers are the same other number: there the key may be wrong, and not the class.

If one mistake with a name gives the number to all of them, the class has learned something wrong, and the key is not in
doubt. What students did to come to the same number is not asked here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from autograd.by_hand.classroom.collect.handed import Handed
from autograd.by_hand.marking.marks import Marked

LEAST = 5
"""So many answers to a row show something."""
ALIKE = 0.006
"""The relative distance of numbers that are the same, to the three digits of an answer."""


class Doubt(NamedTuple):
    """A row, by its key, in which `many` of `answers` are the same other number.

    `number` is this number and `key_number` that of the key, if all have the same sheet; else `ratio` is how many times
    the key's number they all wrote. `mistake` is the name of the mistake that explains all of them; empty if none does,
    and then the key may be wrong.
    """

    row: str
    asks: str
    many: int
    answers: int
    number: float | None
    key_number: float | None
    ratio: float | None
    mistake: str

    @property
    def of_the_key(self) -> bool:
        return not self.mistake


def doubts(handed: Sequence[Handed]) -> list[Doubt]:
    """The rows in which most of the answers are the same wrong number."""
    counted = [one for one in handed if one.counts and one.marks and not one.foreign]
    by_row: dict[str, list[tuple[Handed, Marked, float]]] = {}
    for one in counted:
        assert one.marks
        for row, true in zip(one.marks.rows, one.outcome.key, strict=True):
            if row.wrote is not None:
                by_row.setdefault(row.key, []).append((one, row, true))
    return [doubt for key, answers in by_row.items() for doubt in _in_row(key, answers)]


def _in_row(key: str, answers: Sequence[tuple[Handed, Marked, float]]) -> Iterator[Doubt]:
    wrong = [(row, true) for _, row, true in answers if row.verdict == "wrong"]
    if len(answers) < LEAST or 2 * len(wrong) <= len(answers):
        return
    same_key = len({true for _, _, true in answers}) == 1
    if not same_key and any(true == 0.0 for _, true in wrong):
        return  # no number is so many times 0
    sizes = [row.wrote or 0.0 if same_key else (row.wrote or 0.0) / true for row, true in wrong]
    among = most_alike(sizes)
    if 2 * len(among) <= len(answers):
        return
    rows = [wrong[i] for i in among]
    shared = set.intersection(*(set(row.mistakes) for row, _ in rows))
    mistake = next((name for name in rows[0][0].mistakes if name in shared), "")
    row, true = rows[len(rows) // 2]
    yield Doubt(
        key, row.asks, len(among), len(answers), row.wrote if same_key else None, true if same_key else None,
        None if same_key else sizes[among[len(among) // 2]], mistake,
    )  # fmt: skip


def most_alike(numbers: Sequence[float]) -> list[int]:
    """The places of the largest group of numbers that are the same to three digits.

    >>> most_alike([0.25, 0.5, 0.2501, -0.25, 0.25])
    [0, 4, 2]
    """
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    ranked = [numbers[i] for i in order]
    best = range(0)
    for start, number in enumerate(ranked):
        end = bisect_right(ranked, number + ALIKE * abs(number))
        best = max(best, range(start, end), key=len)
    return [order[i] for i in best]


def without(handed: Sequence[Handed], rows: Collection[str]) -> list[Handed]:
    """The same, in which these rows count for nobody."""
    if not rows:
        return list(handed)
    found = []
    for one in handed:
        if one.foreign or one.marks is None:
            found.append(one)
            continue
        of = one.outcome
        apart = tuple(row.key for row in one.marks.rows if row.key in rows)
        others = tuple(marks._replace(apart=apart) for marks in of.others)
        found.append(one._replace(outcome=of._replace(marks=one.marks._replace(apart=apart), others=others)))
    return found
