"""Measures engines: asks each question that an engine has a call for, and compares with the file of answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograd.checking.engines import live
from autograd.checking.engines.engine import Engine
from autograd.checking.engines.questions import QUESTIONS
from autograd.checking.engines.questions.question import Question

Entries = dict[str, list[dict[str, Any]]]
"""What an engine answers, by the key of the question: an object for each call."""


def number(x: float) -> float | str:
    """A number as the file holds it."""
    return x + 0.0 if math.isfinite(x) else str(x)


def measured(engine: Engine, environments: Path | None, questions: Mapping[str, Question] = QUESTIONS) -> Entries:
    """The engine's answers. Ways to make inputs that change no answer are left out.

    Raises `EngineMissingError`.
    """
    asked = [(key, *way) for key, question in questions.items() for way in question.asked(engine)]
    told = live.answers(engine, [sent for *_, sent in asked], environments)
    found: Entries = {}
    with tqdm(asked, desc=engine.title, unit="question", leave=False, disable=None) as progress:
        for (key, call, made, _), answer in zip(progress, told, strict=True):
            entry: dict[str, Any] = {"call": call}
            if answer.error:
                entry["error"] = answer.error
            else:
                entry["numbers"] = list(map(number, answer.numbers))
            listed = found.setdefault(key, [])
            if entry in listed:  # a further way to make the inputs, with the same answer
                continue
            if made != engine.leaves[0]:
                entry["leaf"] = made
            listed.append(entry)
    return found


def differences(old: Entries, new: Entries, about: str) -> Iterator[str]:
    """A line for each answer that is another one in the file, or is missing there, or only there."""
    for key in {**old, **new}:
        known, found = (({(e["call"], e.get("leaf", "")): e for e in side.get(key, [])}) for side in (old, new))
        for call in {**known, **found}:
            if known.get(call) != found.get(call):
                which = call[0] + (f" with {call[1]}" if call[1] else "")
                yield f"{about}: {key}: {which}: {said(known.get(call))} in the file, {said(found.get(call))} measured"


def said(entry: Mapping[str, Any] | None) -> str:
    if entry is None:
        return "nothing"
    return entry["error"] if "error" in entry else str(entry["numbers"])
