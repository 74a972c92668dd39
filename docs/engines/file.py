"""The file of answers: read, changed, and written so that one line is one fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograd.checking.engines.engine import Engine, places
from autograd.checking.engines.known import FILE
from autograd.checking.engines.questions import QUESTIONS
from autograd.language.whole import write_whole
from docs.engines.measuring import Entries


def read(file: Path = FILE) -> dict[str, Any]:
    """The file, or an empty one. Raises `ValueError` for a file that is no JSON of answers."""
    if not file.exists():
        return {"engines": {}, "questions": {}}
    try:
        held = json.loads(file.read_text("utf-8"))
        return {"engines": dict(held["engines"]), "questions": dict(held["questions"])}
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file} is no file of answers ({error}): take the one of the repository again") from None


def entries(held: Mapping[str, Any], name: str) -> Entries:
    """What the file holds of one engine."""
    questions = held["questions"].items()
    return {key: told["answers"][name] for key, told in questions if name in told["answers"]}


def put(held: dict[str, Any], engine: Engine, version: str, measured: Entries) -> None:
    """The engine's answers take the place of those that it had."""
    held["engines"][engine.name] = {"title": engine.title, "version": version}
    for key in QUESTIONS:
        answers = held["questions"].setdefault(key, {"answers": {}})["answers"]
        answers.pop(engine.name, None)
        if key in measured:
            answers[engine.name] = measured[key]


def written(held: Mapping[str, Any]) -> str:
    """The file as text, with questions and engines in their order, and without those that there are no more."""
    lines = ['{"engines": {']
    engines = [name for name in places() if name in held["engines"]]
    lines += [f"  {_json(name)}: {_json(held['engines'][name])}{',' * (name != engines[-1])}" for name in engines]
    lines += ["},", '"questions": {']
    keys = [key for key in QUESTIONS if key in held["questions"]]
    for key in keys:
        told = held["questions"][key]
        parts = [f"    {_json(part)}: {_json(told[part])}" for part in ("truth", "ours") if part in told]
        said = [f"      {_json(name)}: {_json(told['answers'][name])}" for name in engines if name in told["answers"]]
        parts.append('    "answers": {\n' + ",\n".join(said) + "}")
        lines.append(f"  {_json(key)}: {{\n" + ",\n".join(parts) + "}" + "," * (key != keys[-1]))
    return "\n".join([*lines, "}}"]) + "\n"


def write(held: Mapping[str, Any], file: Path = FILE) -> None:
    write_whole(file, written(held).encode())


def _json(what: object) -> str:
    return json.dumps(what, ensure_ascii=False, allow_nan=False)
