"""What a row is worth, and which share of it an answer earns: chosen in one small file.

    [rows]                    # points for a row of this kind; 1 for all others
    delta = 2

    [verdicts]                # the share that an answer earns
    carried = 1
    wrong = 0

    [mistakes]                # the share of a wrong answer with this mistake, if it is named
    "decimal point" = 0.5

Without a file each row is worth 1, of which right and carried answers earn all, and others nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograd.by_hand.sheet.files.read import content_of, decoded
from autograd.by_hand.sheet.work.rows import STATE
from autograd.language import catalogue, say
from autograd.language.errors import WorksheetError, broken
from autograd.language.text import path_in_a_sentence, printable

Scale = Mapping[str, Mapping[str, float]]
"""The tables of the file, "rows", "verdicts" and "mistakes". Each may be missing."""
USUAL: Scale = {}

KINDS = ("value", "local", "contribution", "gradient", "delta", *STATE, "updated", "moved", "after", "improvement")
VERDICTS = {"right": 1, "carried": 1, "wrong": 0, "unreadable": 0, "blank": 0}
"""The share of each verdict where the file says nothing."""
MOST = 1000
"""The most points of a row."""


def worth(scale: Scale, kind: str) -> float:
    """The points of a row of this kind.

    >>> worth({}, "delta"), worth({"rows": {"delta": 2}}, "delta")
    (1, 2)
    """
    return scale.get("rows", {}).get(kind, 1)


def share(scale: Scale, verdict: str, mistakes: Iterable[str]) -> float:
    """The share of its points that an answer earns. Of several mistakes that explain it, the one that earns most
    counts.

    >>> share({}, "carried", []), share({"mistakes": {"sign": 0.5}}, "wrong", ["swapped", "sign"])
    (1, 0.5)
    """
    known = scale.get("verdicts", {}).get(verdict, VERDICTS.get(verdict, 0))
    of_mistakes = scale.get("mistakes", {}) if verdict == "wrong" else {}
    return max((of_mistakes[mistake] for mistake in mistakes if mistake in of_mistakes), default=known)


def points_in(path: Path) -> Scale:
    """The tables in a file of points. Raises `WorksheetError`, with the word, for a file that cannot be used."""
    shown = path_in_a_sentence(path)
    try:
        tables = tomllib.loads(decoded(content_of(path), shown, "not text"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise WorksheetError(say("not read", path=shown, reason=broken("TOML", error))) from None
    english = catalogue("en")
    words = {
        "rows": KINDS,
        "verdicts": tuple(VERDICTS),
        "mistakes": tuple(name.removeprefix("advice ") for name in english if name.startswith("advice ")),
    }
    for table, entries in tables.items():
        if table not in words or not isinstance(entries, dict):
            raise WorksheetError(say("no such table of points", path=shown, table=printable(table)))
        for word, number in entries.items():
            if word not in words[table]:
                known = ", ".join(words[table])
                raise WorksheetError(say("no such word of points", path=shown, word=printable(word), words=known))
            most = MOST if table == "rows" else 1
            if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= most:
                number = printable(str(number))
                raise WorksheetError(say("no points", path=shown, word=printable(word), number=number, most=most))
    return tables
