"""The learner's numbers: the answers, the numbers that follow from them in blank rows, and whether each is right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import product

from autograd.by_hand.answers.answer import Answer, agrees, unit_asked
from autograd.by_hand.mistakes.own.conventions import Convention, conventions
from autograd.by_hand.mistakes.own.elsewhere.found import elsewhere
from autograd.by_hand.mistakes.own.on_paper import OnPaper
from autograd.by_hand.sheet.work import Work

LEAST_ALIKE = 3
"""So many answers of one number, where the right numbers differ, are no work of the learner's."""
MOST_KINDS = 3
"""The most operations whose kinks may be taken in any way at once."""
COARSEST = 0.005
"""The largest relative error of a number that is rounded to three digits."""


class Own:
    """One learner's numbers, by the positions of their rows in the work.

    `numbers` are the numbers as written, and `off` is the error that the digits of each allow. `exact` are the numbers
    as the learner probably knew them: the true number if a row is right, and the number that follows from earlier rows
    if it is right from these. A wrong number is known only as written, so `unsure` is the possible error of wrong
    numbers and of all that follows from them. `slipped` tells whether a number contains a slip, even one too small to
    be seen. `verdict` has the verdict on each row that was asked for.

    `truth` are the right numbers: at a kink those of the convention with which most answers agree. `convention` are the
    rows that are right by it, and not by the engine's own; each with the conventions from which its number follows.
    `single` are the rows that are right but for the digits that single precision does not have.

    `alike` is the number of all answers, where they are one number and the right numbers are not. Then nothing follows
    from an earlier answer: of a 0, most rows would be right.

    `told` are the rows whose numbers stand on the sheet. In all others that are not asked for, the learner may have
    rounded each step, which is allowed for unless `told` is None.
    """

    def __init__(self, work: Work, answers: Mapping[int, Answer], told: frozenset[int] | None = None) -> None:
        self.work, self.answers, self.told = work, answers, told
        self.kinks = conventions(work)
        self.convention: dict[int, tuple[Convention, ...]] = {}
        self.single = set[int]()
        self.truth, self._taken = self._by_convention()
        self.alike = self._alike(answers)
        self.numbers, self.exact = list(self.truth), list(self.truth)
        self.off, self.unsure = [0.0] * len(work.rows), [0.0] * len(work.rows)
        self.slipped = [False] * len(work.rows)
        self.paper = self._paper()
        self.verdict: dict[int, str] = {}
        for i, row in enumerate(work.rows):
            if row.kind != "given":
                self._follow(i)

    def _paper(self) -> OnPaper | None:
        """The numbers in rounded steps, if that is allowed for."""
        if self.told is None or self.alike is not None:
            return None
        return OnPaper(self.work, self.numbers, self.truth, self.kinks, self.answers, self.told)

    def _by_convention(self) -> tuple[list[float], tuple[Convention, ...]]:
        """The right numbers by the convention with which most answers agree, and this convention."""
        truth, taken = list(self.work.numbers), tuple[Convention, ...]()
        if not self.kinks:
            return truth, taken
        most = self._agreeing(truth)
        for ways, numbers in self.by_conventions():
            agreeing = self._agreeing(numbers)
            if agreeing > most:
                most, truth, taken = agreeing, numbers, ways
        return truth, taken

    def by_conventions(self) -> Iterator[tuple[tuple[Convention, ...], list[float]]]:
        """The right numbers by each convention, or by one for each operation that has a kink here."""
        for ways in product(*self._choices()) if self.kinks else ():
            if numbers := self._chosen({each.operation: each for each in ways}):
                yield ways, numbers

    def giving(self, i: int) -> list[Convention]:
        """The conventions, other than the engine's own, by which the answer in row number i is right: as few at once as
        possible."""
        found = list[list[Convention]]()
        for ways, numbers in self.by_conventions():
            if agrees(self.answers[i], numbers[i], self.work.noise[i]):
                found.append([each for each in ways if not self._is_usual(each)])
        least = min(map(len, found), default=0)
        return list(dict.fromkeys(each for others in found if len(others) == least for each in others))

    def said(self, i: int, taken: Sequence[Convention]) -> tuple[Convention, ...]:
        """What is to be said of a row that is right by the conventions taken: at a kink, the convention there."""
        choices = {each.choice for each in taken}
        there = tuple(each for each in self.kinks.get(i, ()) if each.choice in choices)
        return there or tuple(each for each in taken if not self._is_usual(each))

    def _is_usual(self, convention: Convention) -> bool:
        """Whether the engine's own convention gives the same numbers."""
        alike = ((i, each) for i, found in self.kinks.items() for each in found if each.choice == convention.choice)
        return all(each.number == self.work.numbers[i] for i, each in alike)

    def _choices(self) -> list[list[Convention]]:
        """For each operation with a kink here, its conventions."""
        ways = {found[0].operation: found for found in self.kinks.values()}
        return list(ways.values())[:MOST_KINDS]

    def _chosen(self, ways: Mapping[object, Convention]) -> list[float]:
        """All numbers by these conventions, one for each operation; none if they lead out of a domain."""
        work, moving = self.work, set[int]()
        numbers = list(work.numbers)
        try:
            for i, row in enumerate(work.rows):
                way = ways.get(self.kinks[i][0].operation) if i in self.kinks else None
                if way is not None:
                    numbers[i] = next(each.number for each in self.kinks[i] if each.choice == way.choice)
                elif row.kind != "given" and not moving.isdisjoint(row.takes):
                    numbers[i] = work.number(i, numbers)
                if numbers[i] != work.numbers[i]:
                    moving.add(i)
        except (ValueError, ArithmeticError):
            return []
        return numbers

    def _agreeing(self, numbers: Sequence[float]) -> int:
        noise = self.work.noise
        return sum(agrees(answer, numbers[i], noise[i]) for i, answer in self.answers.items())

    def _alike(self, answers: Mapping[int, Answer]) -> float | None:
        given = {i: answer.number for i, answer in answers.items() if answer.number is not None}
        numbers, truth, noise = {*given.values()}, self.truth, self.work.noise
        if len(given) < LEAST_ALIKE or len(numbers) > 1 or all(agrees(answers[i], truth[i], noise[i]) for i in given):
            return None
        first = truth[next(iter(given))]
        return None if all(math.isclose(truth[i], first) for i in given) else numbers.pop()

    def until(self, i: int, answer: Answer) -> Own:
        """The same learner, who has answered row number i in another way, and no row after it: later rows have their
        true numbers here, and not what follows from the answer."""
        answers = {**{j: given for j, given in self.answers.items() if j < i}, i: answer}
        if self.kinks or self._alike(answers) != self.alike:  # where the answer may speak for another convention
            return Own(self.work, answers, self.told)
        own = copy(self)
        vars(own).pop("_from_slips", None)  # which may have been worked out from answers that are left out here
        own.answers = answers
        own.verdict = {j: verdict for j, verdict in self.verdict.items() if j < i}
        truth, later = self.truth[i:], len(self.work.rows) - i
        own.numbers, own.exact = self.numbers[:i] + truth, self.exact[:i] + truth
        own.off, own.unsure = self.off[:i] + [0.0] * later, self.unsure[:i] + [0.0] * later
        own.slipped = self.slipped[:i] + [False] * later
        own.paper = own._paper()
        own.convention = {j: taken for j, taken in self.convention.items() if j < i}
        own.single = {j for j in self.single if j < i}
        own._follow(i)
        return own

    def _follow(self, i: int) -> None:
        work, answer, noise = self.work, self.answers.get(i), self.work.noise[i]
        self.slipped[i] = any(self.slipped[j] for j in work.rows[i].takes)
        if answer is None or answer.number is None:
            self.numbers[i], self.off[i] = self._next(i, self.numbers), work.spread(i, self.numbers, self.off)
            if self.slipped[i]:
                self._know(i)
            if answer is not None:
                self.verdict[i] = "blank" if answer.blank else "unreadable"
            return
        right = agrees(answer, self.truth[i], noise)
        if right and abs(self.truth[i] - work.numbers[i]) > noise:
            self.convention[i] = self.said(i, self._taken)
        elif not right:  # one kink may be taken otherwise than the others
            for each in self.kinks.get(i, ()):
                if agrees(answer, each.number):
                    self.convention[i] = (each,)
        follows = []
        if self.slipped[i] or not right:
            few = answer.reading.decimals is not None  # of which small numbers have no digit
            loose = noise + (work.spread(i, self.numbers, self.off) if self.slipped[i] or few else 0.0)
            ways = work.ways(i, self.numbers) if self.alike is None else []
            follows = [n for n in ways if agrees(answer, n, loose)]
            if not (right or follows or i in self.convention) and elsewhere(work).right(i, answer, self.truth[i]):
                self.single.add(i)
                right = True
            if not (right or follows or i in self.convention) and self.paper:
                follows = self.paper.near(i, answer, [*ways[:1], *work.ways(i, self.exact)[:1]], loose)
            self.slipped[i] = not right or any(abs(n - self.truth[i]) > noise for n in follows)
        self.verdict[i] = "right" if right or i in self.convention else "carried" if follows else "wrong"
        self.numbers[i] = answer.number
        coarsest = max(COARSEST * abs(answer.number), unit_asked(answer.number, answer.reading) / 2)
        self.off[i] = min(answer.half_unit, coarsest)
        if follows and not right:
            self._know(i)
        elif not right:
            self.exact[i], self.unsure[i] = self.numbers[i], self.off[i]

    def _know(self, i: int) -> None:
        """Row number i, calculated from the numbers as they were probably known, in the way that the learner took."""
        self.exact[i], self.unsure[i] = self._next(i, self.exact), self.work.spread(i, self.exact, self.unsure)
        answer = self.answers[i].number if i in self.answers else None
        if answer is not None:
            self.exact[i] = min([self.exact[i], *self.work.ways(i, self.exact)], key=lambda way: abs(way - answer))

    def _next(self, i: int, numbers: list[float]) -> float:
        """The number that follows in row number i from these numbers; or the true number, if nothing follows."""
        if i in self.kinks:
            return self.truth[i]  # by the convention of this learner
        return (self.work.ways(i, numbers) or [self.truth[i]])[0]

    def source(self, i: int) -> tuple[list[int], bool]:
        """The rows with a slip from which row number i follows: no rows if nothing but rounding moved it. And whether
        it follows from their numbers as written: otherwise these, or numbers in between, were rounded.

        A right number is taken as written, or else as it follows from the slips before it.
        """
        as_written = self._gives(i, self.numbers)
        if as_written and (nearest := self._slips(i, past_right=False)):
            return nearest, True
        slips = self._slips(i, past_right=True)
        if slips and self._gives(i, self._from_slips):
            return slips, True
        return ([], True) if as_written else (slips, False)

    def _gives(self, i: int, numbers: list[float]) -> bool:
        """Whether the answer in row number i is what these numbers give, to its digits."""
        return any(agrees(self.answers[i], way, self.work.noise[i]) for way in self.work.ways(i, numbers))

    @cached_property
    def _from_slips(self) -> list[float]:
        """The numbers of rows with a slip as written; and all others as they follow from these, not rounded."""
        numbers = list(self.truth)
        for i, slipped in enumerate(self.slipped):
            if slipped:
                numbers[i] = self.numbers[i] if self._shows(i) else self._next(i, numbers)
        return numbers

    def _slips(self, i: int, past_right: bool) -> list[int]:
        """The rows with a slip, or with a number that follows from a slip, from which row number i is worked out.

        A row that was not asked for or was left blank stands for the rows that it is worked out from; so does one that
        is right, where the search goes past them.
        """
        found, todo = set[int](), [i]
        while todo:
            for j in self.work.rows[todo.pop()].takes:
                if self.slipped[j] and j not in found:
                    found.add(j)
                    if not self._shows(j) and (past_right or self.verdict.get(j) != "right"):
                        todo.append(j)
        return sorted(filter(self._shows, found))

    def _shows(self, i: int) -> bool:
        answer = self.answers.get(i)
        return answer is not None and answer.number is not None and self.verdict[i] != "right"
