"""What a check of derivatives found, as objects, as a table and in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from autograd.checking.comparison import Comparison
from autograd.checking.differences import SMALLEST, Estimate
from autograd.checking.measured.words import SAID
from autograd.language import language, say, speaking
from autograd.language.errors import GradientError
from autograd.language.text import escaped, excerpt, markdown_table, number, table

HEADERS = (
    "one derivative of a function",
    "an engine",
    "independent number",
    "error of a number",
    "tolerance",
    "method",
    "verdict",
)
"""The keys of the names of the columns."""
NUMBERS = range(1, 5)
"""The columns of the table with numbers."""
SHOWN = 12
"""How many operations at kinks and edges are explained in print; the report holds all of them."""


class Report:
    """What `check_grad` found. True unless something is wrong; prints as a table, then a sentence per finding.

    `rows` holds a `Comparison` per derivative of the function, `operations` those local gradients that are wrong or
    call for an explanation. A derivative that independent numbers cannot tell is "unknown": it does not make the
    report false, for nothing was found wrong, but it is marked and counted, and the report is not `complete`.

    All of it is in the language in which the check was made, as the sentences of the comparisons are.
    """

    def __init__(self, rows: Sequence[Comparison], operations: Sequence[Comparison]) -> None:
        self.rows, self.operations = tuple(rows), tuple(operations)
        self.lang = language()

    @property
    def wrong(self) -> tuple[Comparison, ...]:
        """All that is wrong, operations first."""
        return tuple(c for c in self.operations + self.rows if c.verdict == "wrong")

    @property
    def complete(self) -> bool:
        """Whether nothing was left unknown: `assert report and report.complete` insists that each derivative is told.

        >>> from autograd import check_grad
        >>> report = check_grad(lambda x: x.sin(), [1e20])  # floats lie further apart there than the waves are long
        >>> bool(report), report.complete
        (True, False)
        """
        return all(c.verdict != "unknown" for c in self.rows + self.operations)

    def __bool__(self) -> bool:
        return not self.wrong

    def raise_if_wrong(self) -> None:
        """Raise `GradientError`, with the report as its message, if something is wrong."""
        if self.wrong:
            with speaking(self.lang):
                sentences = "\n".join(self._wrong_sentences())
                raise GradientError(f"{sentences}\n\n{self._table()}")

    def __str__(self) -> str:
        with speaking(self.lang):
            return f"{self._table()}\n\n" + "\n".join(self._sentences())

    def _repr_markdown_(self) -> str:
        with speaking(self.lang):
            rows = markdown_table(list(map(say, HEADERS)), excerpt(self.rows, _cells), right=NUMBERS)
            return "\n\n".join([rows, *map(escaped, self._sentences())])

    def __repr__(self) -> str:
        with speaking(self.lang):
            return say("report in short", counts=self._summary())

    def _summary(self) -> str:
        verdicts = [row.verdict for row in self.rows]
        counts = [say(several, count=verdicts.count(v)) for v, (_, several) in SAID.items() if v in verdicts]
        operations = {c.name for c in self.operations if c.verdict == "wrong"}
        if operations:
            counts.append(say("so many wrong operations", count=len(operations)))
        told = say("between names").join(counts)
        return say("summary", count=len(verdicts), counts=told)

    def _sentences(self) -> Iterator[str]:
        yield say("end of a summary", summary=self._summary())
        yield from self._wrong_sentences()
        rest = [c.sentence for c in self.rows + self.operations if c.sentence and c.verdict != "wrong"]
        yield from rest[:SHOWN]
        if len(rest) > SHOWN:
            yield say("and more sentences", count=len(rest) - SHOWN)

    def _wrong_sentences(self) -> Iterator[str]:
        """One for each input of each operation, however many nodes there are of it; then those of the function."""
        alike: dict[tuple[str, str], list[str]] = {}
        for c in self.operations:
            if c.verdict == "wrong":
                alike.setdefault((c.name, c.input), []).append(c.sentence)
        seen: set[str] = set()
        for sentence, *others in alike.values():
            if sentence not in seen:  # a convention is that of all inputs together
                yield _with_others(sentence, len(others))
            seen.add(sentence)
        rows = [row.sentence for row in self.rows if row.verdict == "wrong"]
        yield from rows[:SHOWN]
        if len(rows) > SHOWN:
            yield say("and more derivatives", count=len(rows) - SHOWN)

    def _table(self) -> str:
        return table(list(map(say, HEADERS)), map(_cells, self.rows), right=NUMBERS)


def _with_others(sentence: str, count: int) -> str:
    """The sentence about a node, and how many others it holds for."""
    if count == 0:
        return sentence
    if count == 1:
        return say("at one other node", sentence=sentence)
    return say("at other nodes", sentence=sentence, count=count)


def _cells(c: Comparison) -> list[str]:
    one_sided = f"{_short(c.left)} | {_short(c.right)}" if c.method == "one-sided" else ""
    truth = one_sided if c.independent is None else number(c.independent)
    error, tolerance = ("" if x is None else f"{x:.2g}" if x > SMALLEST else "0" for x in (c.error, c.tolerance))
    engine = say("refused") if c.engine is None else number(c.engine)
    return [c.name, engine, truth, error, tolerance, say(c.method) if c.method else "", say(SAID[c.verdict][0])]


def _short(side: Estimate | None) -> str:
    return say("no side") if side is None else "?" if math.isinf(side.error) else side.shown
