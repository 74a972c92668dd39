"""The tails of functions that level off: each function, its logarithm and their derivatives, over the range of floats.

What is answered stands in `tails.json`, which only the page needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograd.checking.engines.questions.question import Question, ask
from docs.engines.measuring import MATHEMATICS, OURS

BETWEEN = " with "
FILE = Path(__file__).parent / "tails.json"

ON_BOTH_SIDES = (1e-300, 1e-100, 1e-20, 1e-8, 1e-3, 0.1, 0.5, 1.0, 3.0, 5.0, 10.0, 15.0, 20.0, 26.0, 40.0)
FAR = (100.0, 300.0, 700.0, 1e4, 1e100, 1e300)
RIGHT = (*ON_BOTH_SIDES, *FAR)
POINTS = (*[-x for x in reversed(RIGHT)], 0.0, *RIGHT)
"""The logarithms of tanh and erf have the points above 0."""
OF_TAILS = (
    "tanh", "sigmoid", "erf", "erfc", "softplus", "log_tanh", "log_sigmoid", "log_erf", "log_erfc", "log_softplus",
)  # fmt: skip

QUESTIONS: dict[str, Question] = {
    question.key: question
    for op in OF_TAILS
    for question in ask(op, *(RIGHT if op in ("log_tanh", "log_erf") else POINTS), orders=(0, 1, 2))
}


def packed(questions: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with a line for each function, order and call: what it gives at all points, one after the other.

    An error is a text that begins with "!"; None stands where this way to make the input gave the answer of the first.
    """
    found: dict[str, Any] = {}
    for key, told in questions.items():
        name, _, _ = key.rpartition(" at ")
        points = _points(name)
        group = found.setdefault(name, {"points": [x for _, x in points], "answers": {}})
        place = [known for known, _ in points].index(key)
        for engine in (MATHEMATICS, OURS):
            if engine in told:
                _put(group.setdefault(engine, {}), told[engine], place, len(points))
        for engine, listed in told["answers"].items():
            _put(group["answers"].setdefault(engine, {}), listed, place, len(points))
    return found


def unpacked(groups: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by question, as the other file has them."""
    found: dict[str, Any] = {}
    for name, group in groups.items():
        for place, (key, _) in enumerate(_points(name)):
            told: dict[str, Any] = {
                engine: _taken(group[engine], place) for engine in (MATHEMATICS, OURS) if engine in group
            }
            if MATHEMATICS in told:
                (told[MATHEMATICS],) = told[MATHEMATICS]
            answers = {engine: _taken(calls, place) for engine, calls in group["answers"].items()}
            found[key] = {**told, "answers": {engine: listed for engine, listed in answers.items() if listed}}
    return found


@cache
def _points(name: str) -> list[tuple[str, float]]:
    return [(key, question.xs[0]) for key, question in QUESTIONS.items() if key.startswith(f"{name} at ")]


def _put(calls: dict[str, list[Any]], told: Any, place: int, count: int) -> None:
    for entry in told if isinstance(told, list) else [told]:
        call = f"{entry['call']}{BETWEEN}{entry['leaf']}" if "leaf" in entry else entry.get("call", "value, derivative")
        held = calls.setdefault(call, [None] * count)
        if "value" in entry:
            held[place] = [entry["value"], *entry["derivatives"]]
        else:
            held[place] = "!" + entry["error"] if "error" in entry else entry["numbers"][0]


def _taken(calls: Mapping[str, list[Any]], place: int) -> list[dict[str, Any]]:
    found = []
    for call, held in calls.items():
        said, (name, _, leaf) = held[place], call.partition(BETWEEN)
        if isinstance(said, list):
            found.append({"value": said[0], "derivatives": said[1:]})
        elif said is not None:
            error = isinstance(said, str) and said.startswith("!")
            entry = {"call": name, "error": said[1:]} if error else {"call": name, "numbers": [said]}
            found.append(entry | ({"leaf": leaf} if leaf else {}))
    return found
