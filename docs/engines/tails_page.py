"""The part of docs/engines.md on tails: the relative error of each engine, over the range of floats."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from autograd.checking.engines.engine import engine
from autograd.checking.engines.questions.question import Question
from autograd.language.text import number
from docs.engines.measuring import MATHEMATICS, OURS
from docs.engines.tails import OF_TAILS, QUESTIONS, RIGHT

WANTED = 1e-13
"""An answer with a larger relative error than this has lost digits."""
SMALLEST, LARGEST = sys.float_info.min, sys.float_info.max

INTRODUCTION = f"""\
## Tails

The relative error of each engine, in the worst of all points where mathematics gives a normal float, which is between
2.2e-308 and 1.8e308. The points are 0 and ±{", ±".join(number(x) for x in RIGHT)}; the
logarithms of tanh and of erf have those above 0. Where the true number is too small for that, an engine has to give a
number as small. An error of 1 means that no digit is right. Where errors are above {WANTED:g}, the worst point stands
beside them, and how many points have lost digits. "nan", "∞" and "refuses" say what an engine gives there instead of a
number.
"""

Points = list[tuple[Question, Mapping[str, Any]]]


def tables(tails: Mapping[str, Any]) -> Iterator[str]:
    """A table for each function: engines and their calls, the value, and both derivatives."""
    yield INTRODUCTION
    for op in OF_TAILS:
        asked = [(question, tails["questions"].get(key)) for key, question in QUESTIONS.items() if question.op == op]
        by_order = [[(q, told) for q, told in asked if told and q.order == order] for order in (0, 1, 2)]
        calls = dict.fromkeys(call for points in by_order for _, told in points for call in _calls(told))
        yield f"### The tails of {asked[0][0].shown}\n"
        yield "| engine | call | f | f′ | f″ |\n| --- | --- | --- | --- | --- |"
        for name, call, leaf in calls:
            title = "**Ringograd**" if name == OURS else engine(name).title
            made = f" with `{leaf}`" if leaf else ""
            cells = [error_said(points, name, call, leaf) for points in by_order]
            yield f"| {title} | `{call}`{made} | {' | '.join(cells)} |"
        yield ""


def _calls(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, listed in {OURS: told.get(OURS, []), **told["answers"]}.items():
        for entry in listed:
            yield name, entry["call"], entry.get("leaf", "")


def error_said(points: Points, name: str, call: str, leaf: str) -> str:
    """The worst error of one call, in a cell."""
    worst, at, lost, said, many = -1.0, 0.0, 0, "", 0
    for question, told in points:
        entry = _entry(told, name, call, leaf)
        exact = told[MATHEMATICS]["derivatives"][0] if question.order else told[MATHEMATICS]["value"]
        if entry is None or exact in ("none", "inf", "-inf"):
            continue
        error, instead = error_of(entry, exact)
        if error is None:
            continue
        many += 1
        lost += error > WANTED
        if error > worst:
            worst, at, said = error, question.xs[0], instead
    if worst < 0.0:
        return ""
    if not lost:
        return f"{worst:.1e}" if worst else "0"
    return f"{said or f'{worst:.1e}'} at {number(at)}; {lost} of {many}"


def _entry(told: Mapping[str, Any], name: str, call: str, leaf: str) -> Mapping[str, Any] | None:
    listed = told.get(OURS, []) if name == OURS else told["answers"].get(name, [])
    ways = [entry for entry in listed if entry["call"] == call]
    return next((entry for entry in ways if entry.get("leaf", "") == leaf), ways[0] if ways else None)


def error_of(entry: Mapping[str, Any], exact: str) -> tuple[float | None, str]:
    """The relative error, and what is given in place of a number. There is no error where no float is near enough."""
    true = _float(exact)
    if abs(true) > LARGEST:
        return None, ""
    if "error" in entry:
        return (math.inf, "refuses") if abs(true) >= SMALLEST or true == 0.0 else (None, "")
    given = float(entry["numbers"][0])
    if not math.isfinite(given):
        return math.inf, str(entry["numbers"][0]).replace("inf", "∞")
    if abs(true) < SMALLEST:
        return (0.0, "") if abs(given) <= 2.0 * SMALLEST else (math.inf, number(given))
    return abs(given - true) / abs(true), ""


def _float(text: str) -> float:
    """A decimal text, which may lie far beyond floats."""
    try:
        return float(text)
    except OverflowError:
        return math.inf
