"""A class of simulated students, who do the work of one sigmoid neuron by formulas of their own and make one slip each.

Nothing here is calculated by the engine: the sheet is taken for its keys and its code alone.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from autograd import Value, sigmoid, worksheet
from autograd.by_hand import Sheet

GIVEN = {"w1": 0.5, "w2": -0.4, "x1": 2.0, "x2": 1.0, "b": 0.1, "t": 1.0}
RATE = 0.5
Slip = Callable[[str, float, Mapping[str, float]], float | None]


def exercise(given: Mapping[str, float] = GIVEN) -> Sheet:
    """The sheet: half the squared error of one sigmoid neuron, and one update."""
    w1, w2, x1, x2, b, t = (Value(given[name], name=name) for name in GIVEN)
    return worksheet((sigmoid(w1 * x1 + w2 * x2 + b) - t) ** 2 / 2, RATE)


def loss(n: Mapping[str, float]) -> float:
    return (1 / (1 + math.exp(-(n["new w1"] * n["x1"] + n["new w2"] * n["x2"] + n["new b"]))) - n["t"]) ** 2 / 2


LINES: dict[str, Callable[[Mapping[str, float]], float]] = {
    "v1": lambda n: n["w1"] * n["x1"],
    "v2": lambda n: n["w2"] * n["x2"],
    "v3": lambda n: n["v1"] + n["v2"],
    "v4": lambda n: n["v3"] + n["b"],
    "v5": lambda n: 1 / (1 + math.exp(-n["v4"])),
    "v6": lambda n: n["v5"] - n["t"],
    "v7": lambda n: n["v6"] * n["v6"],
    "v8": lambda n: n["v7"] / 2,
    "local v7 from v8": lambda n: 0.5,
    "grad v7": lambda n: n["local v7 from v8"],
    "local v6 from v7": lambda n: 2 * n["v6"],
    "grad v6": lambda n: n["grad v7"] * n["local v6 from v7"],
    "local v5 from v6": lambda n: 1.0,
    "grad v5": lambda n: n["grad v6"] * n["local v5 from v6"],
    "local t from v6": lambda n: -1.0,
    "grad t": lambda n: n["grad v6"] * n["local t from v6"],
    "local v4 from v5": lambda n: n["v5"] * (1 - n["v5"]),
    "grad v4": lambda n: n["grad v5"] * n["local v4 from v5"],
    "local v3 from v4": lambda n: 1.0,
    "grad v3": lambda n: n["grad v4"] * n["local v3 from v4"],
    "local b from v4": lambda n: 1.0,
    "grad b": lambda n: n["grad v4"] * n["local b from v4"],
    "local v1 from v3": lambda n: 1.0,
    "grad v1": lambda n: n["grad v3"] * n["local v1 from v3"],
    "local v2 from v3": lambda n: 1.0,
    "grad v2": lambda n: n["grad v3"] * n["local v2 from v3"],
    "local w2 from v2": lambda n: n["x2"],
    "grad w2": lambda n: n["grad v2"] * n["local w2 from v2"],
    "local x2 from v2": lambda n: n["w2"],
    "grad x2": lambda n: n["grad v2"] * n["local x2 from v2"],
    "local w1 from v1": lambda n: n["x1"],
    "grad w1": lambda n: n["grad v1"] * n["local w1 from v1"],
    "local x1 from v1": lambda n: n["w1"],
    "grad x1": lambda n: n["grad v1"] * n["local x1 from v1"],
    "new w1": lambda n: n["w1"] - RATE * n["grad w1"],
    "new w2": lambda n: n["w2"] - RATE * n["grad w2"],
    "new b": lambda n: n["b"] - RATE * n["grad b"],
    "new v8": loss,
    "improvement": lambda n: n["v8"] - n["new v8"],
}
"""Each row of the sheet as a textbook works it out, from the rows before it."""


class Idea(NamedTuple):
    """A slip: in which rows it is made, what is written there instead, and the mistake that it is (none if unnamed)."""

    rows: tuple[str, ...]
    written: Callable[[Mapping[str, float], str], float | None]
    mistake: str


NEW = ("new w1", "new w2", "new b")
IDEAS = {
    "right": Idea((), lambda n, key: None, ""),
    "sign of the derivative": Idea(("local v4 from v5",), lambda n, key: n["v5"] * (n["v5"] - 1), "y(y - 1)"),
    "uphill": Idea(NEW, lambda n, key: n[key[4:]] + RATE * n[f"grad {key[4:]}"], "stepped uphill"),
    "the local gradient alone": Idea(("grad v4",), lambda n, key: n["local v4 from v5"], "without upstream"),
    "a wrong product": Idea(("v1",), lambda n, key: 1.37, ""),
    "half left out": Idea(("v8",), lambda n, key: n["v7"], "factor of the loss"),
}


def work(idea: Idea, given: Mapping[str, float] = GIVEN) -> dict[str, float]:
    """All rows, where those after a slip follow from it."""
    numbers = dict(given)
    for key, rule in LINES.items():
        slip = idea.written(numbers, key) if key in idea.rows else None
        numbers[key] = rule(numbers) if slip is None else slip
    return {key: numbers[key] for key in LINES}


def written(numbers: Mapping[str, float], digits: int = 5) -> dict[str, str]:
    return {key: f"{number:.{digits}g}" for key, number in numbers.items()}


def save(path: Path, answers: Mapping[str, str], code: str, *, name: str = "", lang: str = "en") -> Path:
    """The answers as a student hands them in, in the format of the ending."""
    headers = {"en": ["key", "answer"], "ja": ["キー", "答え"]}[lang]
    lines = [headers, *([["name", name]] if name else []), *map(list, answers.items()), ["ringo", code]]
    path.parent.mkdir(parents=True, exist_ok=True)
    match path.suffix:
        case ".json":
            content = {"name": name, "ringo": code, "rows": [{"key": k, "answer": a} for k, a in answers.items()]}
            path.write_text(json.dumps(content), "utf-8")
        case ".md":
            table = [f"| {key} | {answer} |" for key, answer in [headers, ["---", "---"], *answers.items()]]
            path.write_text("\n".join([f"Name: {name}\n" * bool(name), *table, "", f"<!-- ringo {code} -->"]), "utf-8")
        case ".xlsx":
            import xlsxwriter

            with xlsxwriter.Workbook(path) as book:
                page = book.add_worksheet()
                for i, line in enumerate(lines):
                    for j, cell in enumerate(line):
                        page.write_string(i, j, cell)
        case _:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(lines)
    return path
