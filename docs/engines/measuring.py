"""Measures engines: asks each question that an engine has a call for, and compares with what the file holds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograd.checking.engines import live
from autograd.checking.engines.engine import Engine
from autograd.checking.engines.questions.question import Question
from docs.engines import ours
from docs.engines.exact import truth

MATHEMATICS, OURS = "mathematics", "ringograd"
"""Asked as if they were engines."""

Entries = dict[str, Any]
"""What an engine answers, by the key of the question: an object for each call. What is mathematically there is one
object."""

WORKERS: int | None = None
"""Processes that calculate mathematics: one for each processor unless it is a number."""

LAST_DIGITS = 4e-15
"""Processors differ in the last digits of a function. Numbers that are as close as this are the same answer."""


def mathematics(questions: Mapping[str, Question]) -> Entries:
    """What is there, of each question, by all processors."""
    with ProcessPoolExecutor(WORKERS) as pool, _progress(len(questions), "Mathematics") as progress:
        told = pool.map(truth, questions.values())
        return {key: _counted(answer, progress) for key, answer in zip(questions, told, strict=True)}


def ringograd(questions: Mapping[str, Question]) -> Entries:
    """What Ringograd answers."""
    asked = {key: question for key, question in questions.items() if question.op in ours.SPELLINGS}
    return {key: [_entry(call, told) for call, told in ours.answers(question)] for key, question in asked.items()}


def measured(engine: Engine, environments: Path | None, questions: Mapping[str, Question]) -> Entries:
    """The engine's answers. Ways to make inputs that change no answer are left out.

    Raises `EngineMissingError`.
    """
    asked = [(key, *way) for key, question in questions.items() for way in question.asked(engine)]
    told = live.answers(engine, [sent for *_, sent in asked], environments)
    found: Entries = {}
    with _progress(len(asked), engine.title) as progress:
        for (key, call, made, _), answer in zip(asked, told, strict=True):
            entry = _counted(_entry(call, answer), progress)
            listed = found.setdefault(key, [])
            if any(_same(entry, known) for known in listed if known["call"] == call):
                continue
            if made != engine.leaves[0]:
                entry["leaf"] = made
            listed.append(entry)
    return found


def differences(old: Entries, new: Entries) -> Iterator[str]:
    """A line for each answer that is another one in the file, or is missing there, or stands only there."""
    for key in {**old, **new}:
        known, found = _by_call(old.get(key, [])), _by_call(new.get(key, []))
        for call in {**known, **found}:
            if not _same(known.get(call, {}), found.get(call, {})):
                which = ": ".join([key, *[" with ".join(part for part in call if part)] * any(call)])
                yield f"{which}: {_said(known.get(call))} in the file, {_said(found.get(call))} measured"


def _progress(many: int, title: str) -> Any:
    return tqdm(total=many, desc=title, unit="question", leave=False, disable=None)


def _counted(answer: dict[str, Any], progress: Any) -> dict[str, Any]:
    progress.update()
    return answer


def _entry(call: str, told: live.Told) -> dict[str, Any]:
    if told.error:
        return {"call": call, "error": told.error}
    return {"call": call, "numbers": [x if math.isfinite(x) else str(x) for x in told.numbers]}


def _by_call(told: Any) -> dict[tuple[str, str], dict[str, Any]]:
    listed = told if isinstance(told, list) else [told]
    return {(entry.get("call", ""), entry.get("leaf", "")): entry for entry in listed}


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    numbers, others = one.get("numbers"), other.get("numbers")
    if not numbers or not others or len(numbers) != len(others):
        return {**one, "leaf": ""} == {**other, "leaf": ""}
    return all(map(_close, numbers, others))


def _close(x: float | str, y: float | str) -> bool:
    if isinstance(x, str) or isinstance(y, str):
        return x == y
    return x == y or abs(x - y) <= LAST_DIGITS * max(abs(x), abs(y))


def _said(entry: Mapping[str, Any] | None) -> str:
    if not entry:
        return "nothing"
    return str(entry.get("error") or entry.get("numbers") or f"{entry['value']}, {entry['derivatives']}")
