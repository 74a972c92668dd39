"""The learner's numbers: what was answered, and elsewhere what follows from it; and whether each is right."""

from __future__ import annotations

from collections.abc import Mapping

from autograd.by_hand.answers import Answer, agrees
from autograd.by_hand.sheet.work import Work

COARSEST = 0.005
"""How far a number of three digits may be from what a learner goes on with, relative to it."""


class Own:
    """One learner's numbers, by the positions of their rows in the work.

    `numbers` are as they were written, and `off` is how far each may be off by its digits. `exact` are as they were
    probably known: the true number where a row is right, what follows from earlier ones where it is right from these;
    a wrong number is known as it was written, so `unsure` is how far these and what follows from them may be off.
    `slipped` tells whether something wrong is in a number, were it too little to be seen, and `verdict` is that of each
    row that was asked for.
    """

    def __init__(self, work: Work, answers: Mapping[int, Answer]) -> None:
        self.work, self.answers = work, answers
        self.numbers, self.exact = list(work.numbers), list(work.numbers)
        self.off, self.unsure = [0.0] * len(work.rows), [0.0] * len(work.rows)
        self.slipped = [False] * len(work.rows)
        self.verdict: dict[int, str] = {}
        for i, row in enumerate(work.rows):
            if row.kind != "given":
                self._follow(i)

    def _follow(self, i: int) -> None:
        work, answer, noise = self.work, self.answers.get(i), self.work.noise[i]
        self.slipped[i] = any(self.slipped[j] for j in work.rows[i].takes)
        if answer is None or answer.number is None:
            self.numbers[i], self.off[i] = self._next(i, self.numbers), work.spread(i, self.numbers, self.off)
            if self.slipped[i]:
                self._know(i)
            if answer is not None:
                self.verdict[i] = "blank" if answer.blank else "wrong"
            return
        right = agrees(answer, work.numbers[i], noise)
        follows = []
        if self.slipped[i] or not right:
            loose = noise + (work.spread(i, self.numbers, self.off) if self.slipped[i] else 0.0)
            follows = [n for n in work.ways(i, self.numbers) if agrees(answer, n, loose)]
            self.slipped[i] = not right or any(abs(n - work.numbers[i]) > noise for n in follows)
        self.verdict[i] = "right" if right else "carried" if follows else "wrong"
        self.numbers[i] = answer.number
        self.off[i] = min(answer.half_unit, COARSEST * abs(answer.number))
        if follows and not right:
            self._know(i)
        elif not right:
            self.exact[i], self.unsure[i] = self.numbers[i], self.off[i]

    def _know(self, i: int) -> None:
        """Row number i as it follows from the numbers as they were probably known, in the way that was taken."""
        self.exact[i], self.unsure[i] = self._next(i, self.exact), self.work.spread(i, self.exact, self.unsure)
        answer = self.answers[i].number if i in self.answers else None
        if answer is not None:
            self.exact[i] = min([self.exact[i], *self.work.ways(i, self.exact)], key=lambda way: abs(way - answer))

    def _next(self, i: int, numbers: list[float]) -> float:
        """What follows in row number i from these numbers, or if that has no value, the true number."""
        return (self.work.ways(i, numbers) or [self.work.numbers[i]])[0]

    def slips(self, i: int) -> list[int]:
        """The rows with a slip, or with what follows from one, that row number i is worked out from.

        What was not asked for, or left blank, or is right, stands for what it is worked out from itself.
        """
        found, todo = set[int](), [i]
        while todo:
            for j in self.work.rows[todo.pop()].takes:
                if self.slipped[j] and j not in found:
                    found.add(j)
                    if not self._shows(j):
                        todo.append(j)
        return sorted(filter(self._shows, found))

    def _shows(self, i: int) -> bool:
        answer = self.answers.get(i)
        return answer is not None and answer.number is not None and self.verdict[i] != "right"
