"""Which named mistake gives a learner's number: each is made again, and what comes out is compared.

Between a row and the numbers a sheet asked for before it there may be rows that it did not ask for. Then a mistake is
tried everywhere among them, and at each of them alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from autograd.by_hand.answers import Answer, agrees, tolerance
from autograd.by_hand.misconceptions import BY_KIND, MISCONCEPTIONS, At, Mistake, changed
from autograd.by_hand.work import Work
from autograd.language import say

LARGEST_CHANCE = 0.075
"""How likely an unrelated number may be to fit one of many candidates by chance. Where it is more, a mistake that may
have been made at any of many places, or a number that was rounded somehow, is not named."""
AROUND = 50
"""How many times as far from an answer as its digits allow is still around it."""
MOST_PLACES = 600
"""Rows among which single places are tried: the time grows with their square."""


WAYS = 6
"""How many ways there are to make one mistake, that are tried elsewhere than in the row itself."""
ROUNDED = 0.006
"""How far three digits may be from a number, relative to it: what was made everywhere shows in earlier rows too."""


class Candidate(NamedTuple):
    """What a row would be with one mistake made at the row `place`, or, if that is None, wherever it can be."""

    mistake: Mistake
    place: int | None
    number: float


class Reason(NamedTuple):
    """`name` is that of the mistake, `place` the key of the row where it was made: empty for the row that is explained,
    None for everywhere."""

    name: str
    place: str | None

    def __str__(self) -> str:
        if self.place == "":
            return say(self.name)
        where = say("everywhere") if self.place is None else say("at the row", key=self.place)
        return say("mistake at", mistake=say(self.name), where=where)


class Reasons:
    """The search for reasons on one sheet: its work, and the positions of the rows that were asked for."""

    def __init__(self, work: Work, asked: Iterable[int]) -> None:
        self.work = work
        self.shown = frozenset(asked) | {i for i, row in enumerate(work.rows) if row.kind == "given"}

    def of(self, i: int, answer: Answer, own: Sequence[float]) -> list[Reason]:
        """The mistakes that give the answer to row number i; none if it is unexplained.

        `own` are the learner's numbers, and where there are none, what follows from them.
        """
        if answer.number is None:
            return []
        single, many = self._candidates(i, own)
        likely = [c for c in single if c.mistake.name != "rounded"]
        doubtful: list[Candidate] = []
        for others in (many, [c for c in single if c.mistake.name == "rounded"]):
            sure = self._chance(i, answer, others) <= LARGEST_CHANCE
            (likely if sure else doubtful).extend(others)
        found = self._fitting(i, answer, likely)
        # What may fit by chance is not named alone; but beside another mistake that fits it may be the one.
        return list((found | {n: r for n, r in self._fitting(i, answer, doubtful).items() if found}).values())

    def _fitting(self, i: int, answer: Answer, candidates: Iterable[Candidate]) -> dict[str, Reason]:
        found: dict[str, Reason] = {}
        for c in candidates:
            if agrees(answer, c.number, self.work.noise[i]) and c.mistake.name not in found:
                place = None if c.place is None else "" if c.place == i else self.work.rows[c.place].key
                found[c.mistake.name] = Reason(c.mistake.name, place)
        return found

    def _chance(self, i: int, answer: Answer, candidates: Sequence[Candidate]) -> float:
        """How likely it is that a number without any relation fits one of the candidates: one of the right size, or
        one that is as near as the answer is, if they are dense there."""
        assert answer.number is not None
        size = 2.0 * max(abs(self.work.numbers[i]), abs(answer.number))
        distinct = {f"{c.number:.9g}": (c.number, tolerance(answer, c.number)) for c in candidates}
        anywhere = sum(near for number, near in distinct.values() if abs(number) <= size) / size if size else 1.0
        away = [abs(number - answer.number) / near for number, near in distinct.values() if near]
        return max(anywhere, sum(1.0 < steps <= AROUND for steps in away) / AROUND)

    def _candidates(self, i: int, own: Sequence[float]) -> tuple[list[Candidate], list[Candidate]]:
        """Mistakes made at this row, or everywhere; and, if it stands for several rows, made at one of them."""
        truth = self.work.numbers
        here, within = [], []
        hidden = self._hidden(i)
        before = {j for k in hidden for j in self.work.rows[k].takes if j in self.shown}
        everywhere = [
            Candidate(m, None, numbers[i])
            for m, numbers in self.everywhere
            if all(abs(own[j] - numbers[j]) <= ROUNDED * abs(numbers[j]) + self.work.noise[j] for j in before)
        ]
        for base in own, truth:
            if hidden == [i]:
                here += [Candidate(m, i, n) for m in BY_KIND[self.work.rows[i].kind] for n in self._made(m, i, base)]
                continue
            if base is truth:
                single = self._from_truth
            elif any(own[j] != truth[j] for j in before):
                single = list(self._within(hidden, own))
            else:
                continue
            within += [Candidate(m, place, moved[i]) for m, place, moved in single if place in hidden and i in moved]
        here = [c for c in here + everywhere if not _same(c.number, truth[i])]
        return here, [c for c in within if not _same(c.number, truth[i])]

    def _hidden(self, i: int) -> list[int]:
        """The row and those it stands for: the rows it depends on that were not asked for."""
        found, todo = {i}, [i]
        while todo:
            for j in self.work.rows[todo.pop()].takes:
                if j not in self.shown and j not in found:
                    found.add(j)
                    todo.append(j)
        return sorted(found)

    def _made(self, mistake: Mistake, i: int, numbers: Sequence[float], ways: int | None = None) -> list[float]:
        row = self.work.rows[i]
        return changed(mistake, At(self.work, row, [numbers[j] for j in row.takes], numbers), ways)

    @cached_property
    def _from_truth(self) -> list[tuple[Mistake, int, dict[int, float]]]:
        places = [i for i, row in enumerate(self.work.rows) if row.kind != "given"]
        return list(self._within(places, self.work.numbers))

    def _within(self, places: Sequence[int], base: Sequence[float]) -> Iterator[tuple[Mistake, int, dict[int, float]]]:
        """One mistake made at one of the `places`, and what those after it become, up to those that were asked for."""
        if len(places) > MOST_PLACES:
            return
        for start, place in enumerate(places):
            moving, after = {place}, []
            for j in places[start + 1 :] if place not in self.shown else ():
                if not moving.isdisjoint(self.work.rows[j].takes):
                    after.append(j)
                    if j not in self.shown:
                        moving.add(j)
            for mistake in BY_KIND[self.work.rows[place].kind]:
                for number in self._made(mistake, place, base, WAYS):
                    numbers = list(base)
                    numbers[place] = number
                    try:
                        for j in after:
                            numbers[j] = self.work.number(j, numbers)
                    except (ValueError, ArithmeticError):
                        continue
                    yield mistake, place, {j: numbers[j] for j in (place, *after)}

    @cached_property
    def everywhere(self) -> list[tuple[Mistake, list[float]]]:
        """All numbers of the work with one mistake made wherever it can be, or at one operation wherever that stands;
        where there are ways, in one way."""
        found = []
        for mistake in MISCONCEPTIONS:
            for kinds in mistake.habits:
                of = self._operations(mistake, kinds)
                alone = of.values() if mistake.of_an_operation and len(of) > 1 else []
                for at in [{i for rows in of.values() for i in rows}, *map(set, alone)]:
                    for way in range(WAYS if at else 0):
                        numbers = self._replayed(mistake, at, way)
                        if numbers == self.work.numbers:
                            break  # there is no such way
                        if numbers:
                            found.append((mistake, numbers))
        return found

    def _operations(self, mistake: Mistake, kinds: Collection[str]) -> dict[str, list[int]]:
        """Where the mistake may be made, by the name of the operation; the rows of leaves have none."""
        found: dict[str, list[int]] = {}
        for i, row in enumerate(self.work.rows):
            if row.kind in kinds and (row.node is self.work.record.output or not mistake.of_the_output):
                found.setdefault(row.node.op.name if row.node.op else "", []).append(i)
        return {name: at for name, at in found.items() if any(self._made(mistake, i, self.work.numbers, 1) for i in at)}

    def _replayed(self, mistake: Mistake, at: Collection[int], way: int) -> list[float]:
        """All numbers with the mistake made in this way at all these rows; empty if that leads out of a domain."""
        numbers, moved = list(self.work.numbers), set[int]()
        later = range(min(at), len(numbers))
        for _ in range(20 if mistake.looks_ahead else 1):  # what it took from later rows must have changed too
            before = list(numbers)
            try:
                for i in later:
                    ways = self._made(mistake, i, numbers, way + 1) if i in at else ()
                    if way < len(ways):
                        numbers[i] = ways[way]
                        moved.add(i)
                    elif i in moved or not moved.isdisjoint(self.work.rows[i].takes):
                        numbers[i] = self.work.number(i, numbers)
                        moved.add(i)
            except (ValueError, ArithmeticError):
                return []
            if numbers == before:
                break
        return numbers


def _same(number: float, truth: float) -> bool:
    return abs(number - truth) <= 1e-9 * abs(truth)
