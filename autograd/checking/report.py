"""What a check of derivatives found, as objects, as a table and in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from autograd.checking.comparison import SAID, Comparison
from autograd.checking.differences import SMALLEST, Estimate
from autograd.language.errors import GradientError
from autograd.language.text import escaped, excerpt, markdown_table, number, table

HEADERS = ["derivative", "engine", "independent", "error", "tolerance", "method", "verdict"]
NUMBERS = range(1, 5)
"""The columns of the table with numbers."""
SHOWN = 12
"""How many operations at kinks and edges are explained in print; the report holds all of them."""


class Report:
    """What `check_grad` found. True unless something is wrong; prints as a table, then a sentence per finding.

    `rows` holds a `Comparison` per derivative of the function, `operations` those local gradients that are wrong or
    call for an explanation. A derivative that independent numbers cannot tell is "unknown": it does not make the
    report false, for nothing was found wrong, but it is marked and counted, and the report is not `complete`.
    """

    def __init__(self, rows: Sequence[Comparison], operations: Sequence[Comparison]) -> None:
        self.rows, self.operations = tuple(rows), tuple(operations)

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
            sentences = "\n".join(self._wrong_sentences())
            raise GradientError(f"{sentences}\n\n{self._table()}")

    def __str__(self) -> str:
        return f"{self._table()}\n\n" + "\n".join(self._sentences())

    def _repr_markdown_(self) -> str:
        rows = excerpt(self.rows, _cells)
        return "\n\n".join([markdown_table(HEADERS, rows, right=NUMBERS), *map(escaped, self._sentences())])

    def __repr__(self) -> str:
        return f"<report of check_grad: {self._summary()}>"

    def _summary(self) -> str:
        verdicts = [row.verdict for row in self.rows]
        counts = [f"{verdicts.count(v)} {SAID[v]}" for v in SAID if v in verdicts]
        operations = {c.name for c in self.operations if c.verdict == "wrong"}
        if operations:
            counts.append(f"{len(operations)} operation{'s' * (len(operations) > 1)} wrong")
        return f"{len(verdicts)} derivative{'s' * (len(verdicts) > 1)}: {', '.join(counts)}"

    def _sentences(self) -> Iterator[str]:
        yield self._summary() + "."
        yield from self._wrong_sentences()
        rest = [c.sentence for c in self.rows + self.operations if c.sentence and c.verdict != "wrong"]
        yield from rest[:SHOWN]
        if len(rest) > SHOWN:
            yield f"… and {len(rest) - SHOWN} more."

    def _wrong_sentences(self) -> Iterator[str]:
        """One for each input of each operation, however many nodes there are of it; then those of the function."""
        alike: dict[tuple[str, str], list[str]] = {}
        for c in self.operations:
            if c.verdict == "wrong":
                alike.setdefault((c.name, c.input), []).append(c.sentence)
        seen: set[str] = set()
        for sentence, *others in alike.values():
            if sentence not in seen:  # a convention is that of all inputs together
                nodes = f" And at {len(others)} other node{'s' * (len(others) > 1)}." if others else ""
                yield sentence + nodes
            seen.add(sentence)
        rows = [row.sentence for row in self.rows if row.verdict == "wrong"]
        yield from rows[:SHOWN]
        if len(rows) > SHOWN:
            yield f"… and {len(rows) - SHOWN} more derivatives of f."

    def _table(self) -> str:
        return table(HEADERS, map(_cells, self.rows), right=NUMBERS)


def _cells(c: Comparison) -> list[str]:
    one_sided = f"{_short(c.left)} | {_short(c.right)}" if c.method == "one-sided" else ""
    truth = one_sided if c.independent is None else number(c.independent)
    error, tolerance = ("" if x is None else f"{x:.2g}" if x > SMALLEST else "0" for x in (c.error, c.tolerance))
    return [c.name, "refused" if c.engine is None else number(c.engine), truth, error, tolerance, c.method, c.verdict]


def _short(side: Estimate | None) -> str:
    return "none" if side is None else "?" if math.isinf(side.error) else side.shown
