"""What marking finds: a verdict on each row, its reasons, the score, and all of it as text or for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from autograd.by_hand.sheet.asking.points import USUAL, Scale, share, worth
from autograd.language import say, speaking
from autograd.language.text import CELL_WIDTH, escaped, excerpt, markdown_table, printable, table

VERDICT_NAMES = {
    "right": "verdict right",
    "carried": "verdict carried",
    "wrong": "verdict wrong",
    "unreadable": "verdict unreadable",
    "blank": "verdict blank",
}


class Marked(NamedTuple):
    """One row: what it asked, what was answered, the verdict ("right", "carried", "wrong", "unreadable" or
    "blank"), and why.

    `mistakes` are the names of the mistakes that explain a wrong number, `reasons` say so in sentences; both may be
    several, since two mistakes may give the same number. `hint` helps on, without the number unless it was asked for.

    `kind` is the kind of row: "value", "local", "contribution", "gradient", "delta", "updated", "after" and so on.
    `wrote` is the number that was read, and `follows` the number that follows from an earlier slip of the learner; it
    is None where no slip comes in, and so it never gives the true number away.
    """

    number: int
    key: str
    asks: str
    answer: str
    verdict: str
    mistakes: tuple[str, ...]
    reasons: tuple[str, ...]
    hint: str
    kind: str = ""
    wrote: float | None = None
    follows: float | None = None


class Marks(NamedTuple):
    """What `mark` finds: `rows`, and `remarks` on answers that belong to no row.

    `score` is the share of the points, from 0 to 1; `first_wrong` the first row that is wrong. The
    rows whose keys stand in `apart` count for nothing, for example where the true number is in doubt. `scale` is what
    rows are worth, as `points_in` reads it. `alike` is the number of all answers, where they are one number and the
    right numbers are not; then the first remark says so.
    """

    title: str
    rows: tuple[Marked, ...]
    remarks: tuple[str, ...]
    lang: str
    apart: tuple[str, ...] = ()
    scale: Scale = USUAL
    alike: float | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many of the rows that count have each verdict."""
        counted = Counter(row.verdict for row in self.counting)
        return {verdict: counted[verdict] for verdict in VERDICT_NAMES}

    @property
    def counting(self) -> tuple[Marked, ...]:
        """The rows that count."""
        return tuple(row for row in self.rows if row.key not in self.apart) if self.apart else self.rows

    @property
    def points(self) -> float:
        """The points that were earned: how many of the rows that count are right or carried, unless `scale` says
        otherwise."""
        return sum(self.points_of(row) for row in self.counting)

    def points_of(self, row: Marked) -> float:
        """The points that this row earns."""
        return worth(self.scale, row.kind) * share(self.scale, row.verdict, row.mistakes)

    @property
    def of(self) -> float:
        """How many points there are."""
        return sum(worth(self.scale, row.kind) for row in self.counting)

    @property
    def score(self) -> float:
        """The share of the points that were earned."""
        return self.points / self.of if self.of else 1.0

    @property
    def first_wrong(self) -> Marked | None:
        return next((row for row in self.counting if row.verdict == "wrong"), None)

    def as_dict(self) -> dict[str, Any]:
        """Everything, for programs."""
        first = self.first_wrong
        return {
            "title": self.title, "score": self.score, "of": self.of, "counts": self.counts,
            "first_wrong": first.key if first else None,
            "rows": [row._asdict() | {"points": self.points_of(row)} for row in self.rows],
            "remarks": list(self.remarks),
        }  # fmt: skip

    def json(self) -> str:
        """Everything, as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1)

    @property
    def summary(self) -> str:
        """The score and what it is made of, in one line."""
        with speaking(self.lang):
            each = [say(f"count {verdict}", n=n) for verdict, n in self.counts.items() if n or verdict != "unreadable"]
            return say(
                "score", points=f"{self.points:.10g}", of=f"{self.of:.10g}", counts=say("between names").join(each)
            )

    def __str__(self) -> str:
        with speaking(self.lang):
            tables = (table(headers, rows, right=[0]) for headers, rows in self._table())
            of_all, remarks = self._remarks()
            return "\n\n".join([self.title, self.summary, *of_all, *self._first(), *tables, *remarks])

    def _repr_markdown_(self) -> str:
        with speaking(self.lang):
            tables = (markdown_table(headers, excerpt(rows, list), right=[0]) for headers, rows in self._table())
            first = [escaped(line) for part in self._first() for line in part.splitlines()]
            of_all, remarks = self._remarks()
            before = [f"**{escaped(self.title)}**", self.summary, *map(escaped, of_all), *first]
            return "\n\n".join([*before, *tables, *map(escaped, remarks)])

    def _remarks(self) -> tuple[Sequence[str], Sequence[str]]:
        """The remark on all answers together, which comes before what is said of single rows; and the others."""
        first = int(self.alike is not None)
        return self.remarks[:first], self.remarks[first:]

    def _first(self) -> Iterator[str]:
        if first := self.first_wrong:
            yield say("first wrong", number=first.number, asks=first.asks, answer=printable(first.answer, CELL_WIDTH))
            yield "\n".join([*first.reasons, first.hint])

    def _table(self) -> Iterator[tuple[list[str], list[list[str]]]]:
        """Headers and rows, if some row is not right or something is to be said of it."""
        rows = [
            [str(row.number), row.key, row.answer, say(VERDICT_NAMES[row.verdict]), "; ".join(row.reasons)]
            for row in self.rows
            if row.verdict != "right" or row.reasons
        ]
        if rows:
            headers = "header number", "header key", "header answer", "header verdict", "header reasons"
            yield [say(header) for header in headers], rows
