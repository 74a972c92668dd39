"""The files of answers: read, changed, and written so that one line is one fact.

A file holds the engines with their versions, and for each question what is mathematically there, what Ringograd
answers, and what each engine answers. Mathematics and Ringograd are measured as if they were engines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograd.checking.engines.engine import places
from autograd.checking.engines.known import FILE
from autograd.checking.engines.questions import QUESTIONS
from autograd.language.whole import write_whole
from docs.engines import tails
from docs.engines.measuring import MATHEMATICS, OURS, Entries

ASKED = {FILE: QUESTIONS, tails.FILE: tails.QUESTIONS}
"""The files, and the questions of each."""


def read(file: Path) -> dict[str, Any]:
    """The file, or an empty one. Raises `ValueError` for a file that is none of answers."""
    if not file.exists():
        return {"engines": {}, "questions": {}}
    try:
        held = json.loads(file.read_text("utf-8"))
        questions = tails.unpacked(held["tails"]) if "tails" in held else held["questions"]
        return {"engines": dict(held["engines"]), "questions": dict(questions)}
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file} is no file of answers ({error}): take the one of the repository again") from None


def entries(held: Mapping[str, Any], name: str) -> Entries:
    """What the file holds of one engine."""
    found: Entries = {}
    for key, told in held["questions"].items():
        if name in (MATHEMATICS, OURS):
            found |= {key: told[name]} if name in told else {}
        elif name in told["answers"]:
            found[key] = told["answers"][name]
    return found


def put(held: dict[str, Any], name: str, about: Mapping[str, str], measured: Entries) -> None:
    """The engine's answers take the place of those that it had."""
    if name not in (MATHEMATICS, OURS):
        held["engines"][name] = dict(about)
    for key, told in held["questions"].items():
        if key not in measured:
            told["answers"].pop(name, None)
            told.pop(name, None)
    for key, answer in measured.items():
        told = held["questions"].setdefault(key, {"answers": {}})
        (told if name in (MATHEMATICS, OURS) else told["answers"])[name] = answer


def written(held: Mapping[str, Any], questions: Mapping[str, object]) -> str:
    """The file as text, with questions and engines in their order, and without those that there are no more."""
    engines = [name for name in places() if name in held["engines"]]
    about = [f"  {_json(name)}: {_json(held['engines'][name])}" for name in engines]
    asked = []
    for key in questions:
        if told := held["questions"].get(key):
            parts = [f"    {_json(name)}: {_json(told[name])}" for name in (MATHEMATICS, OURS) if name in told]
            said = [
                f"      {_json(name)}: {_json(told['answers'][name])}" for name in engines if name in told["answers"]
            ]
            parts.append('    "answers": {' + ",".join(f"\n{line}" for line in said) + "}")
            asked.append(f"  {_json(key)}: {{\n" + ",\n".join(parts) + "}")
    return '{"engines": {\n' + ",\n".join(about) + '},\n"questions": {\n' + ",\n".join(asked) + "}}\n"


def written_packed(held: Mapping[str, Any]) -> str:
    """The file of tails as text, with a line for each call."""
    engines = [name for name in places() if name in held["engines"]]
    about = [f"  {_json(name)}: {_json(held['engines'][name])}" for name in engines]
    groups = []
    for name, group in tails.packed(held["questions"]).items():
        parts = [f"    {_json(part)}: {_json(group[part])}" for part in ("points", MATHEMATICS, OURS) if part in group]
        said = [(engine, group["answers"][engine]) for engine in engines if engine in group["answers"]]
        lines = [f"      {_json(engine)}: {_json(calls)}" for engine, calls in said]
        parts.append('    "answers": {' + ",".join(f"\n{line}" for line in lines) + "}")
        groups.append(f"  {_json(name)}: {{\n" + ",\n".join(parts) + "}")
    return '{"engines": {\n' + ",\n".join(about) + '},\n"tails": {\n' + ",\n".join(groups) + "}}\n"


def write(held: Mapping[str, Any], file: Path) -> None:
    text = written_packed(held) if file == tails.FILE else written(held, ASKED[file])
    write_whole(file, text.encode())


def _json(what: object) -> str:
    return json.dumps(what, ensure_ascii=False, allow_nan=False)
