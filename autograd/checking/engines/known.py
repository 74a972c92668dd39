"""What engines were measured to answer: the file `answers.json`, and lookups for those who show it.

`python -m docs.engines measure` writes the file, and tells where it is out of date.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.checking.engines.engine import engine, in_words
from autograd.checking.engines.questions import QUESTIONS
from autograd.checking.engines.questions.conventions import follows, kind
from autograd.checking.engines.questions.functions import FUNCTIONS
from autograd.checking.engines.questions.question import Question

FILE = Path(__file__).parent / "answers.json"
SINGLE = 1e-6
"""Numbers that lie so near to each other are the same, though one of them is of single precision."""
FIRST = "torch", "jax", "tensorflow"
ALSO = {"relu": "relu_by_maximum", "maximum": "max", "minimum": "min", "max": "max_pool"}
"""Another function by which an operation may be calculated in an engine."""
CLAMPS = {(0.0, 6.0): "relu6", (-1.0, 1.0): "hardtanh"}
"""What `clamp` is called between these ends."""
WINDOW = 4
"""The numbers of a window of pooling."""


@dataclass(frozen=True)
class Answer:
    """What an engine answers: its name, its title with the version, the call as one types it, and the numbers, of which
    None is not a number; or the error. `leaf` says how the inputs are made, where that matters."""

    engine: str
    title: str
    call: str
    numbers: tuple[float | None, ...] = ()
    error: str = ""
    leaf: str = ""

    @property
    def shown(self) -> str:
        """The title in the reader's language."""
        return in_words(self.title)


class ByQuestion(Mapping[str, Any]):
    """What is told of each question, read from the text when it is asked for: reading all of it takes ten
    times as long.

    In the file a question begins a line, after two spaces.
    """

    def __init__(self, text: str) -> None:
        self.text, self.start = text, text.index('\n"questions": ')
        self.read: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self.read:
            before = f"\n  {json.dumps(key, ensure_ascii=False)}: "
            place = self.text.find(before, self.start)
            if place < 0:
                raise KeyError(key)
            self.read[key] = json.JSONDecoder().raw_decode(self.text, place + len(before))[0]
        return self.read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(json.loads(self.text)["questions"])

    def __len__(self) -> int:
        return len(json.loads(self.text)["questions"])


@cache
def measured() -> Mapping[str, Mapping[str, Any]]:
    """The file as it is; of no engine, where the package was installed without its data."""
    if not FILE.is_file():
        return {"engines": {}, "questions": {}}
    text = FILE.read_text("utf-8")
    return {"engines": json.JSONDecoder().raw_decode(text, len('{"engines": '))[0], "questions": ByQuestion(text)}


def answers(op: str, xs: Sequence[float], constants: Mapping[str, float] | None = None, order: int = 1) -> list[Answer]:
    """What each engine answers to this question, if it was asked. At a kink it is enough that a question like it was
    asked: another tie with the same inputs at the top, or the same function with another constant.

    >>> [answer.numbers for answer in answers("abs", [0.0])][:2]
    [(0.0,), (1.0,)]
    >>> answers("abs", [1.0])
    []
    """
    if op not in FUNCTIONS:
        return []
    asked = Question(op, tuple(map(float, xs)), dict(constants or {}), order)  # type: ignore[arg-type]
    found = _of(asked.key) if asked.key in measured()["questions"] else _alike(asked)
    return sorted(found, key=lambda answer: rank(answer.engine))


def truth(op: str, xs: Sequence[float], constants: Mapping[str, float], order: int = 1) -> tuple[float | None, ...]:
    """The value and the derivatives as mpmath calculates them, None where there is none or several; nothing for a
    question that was not asked.

    >>> truth("log_sigmoid", [-800.0], {}), truth("log", [0.0], {}), truth("abs", [1.0], {})
    ((-800.0, 1.0), (None, None), ())
    """
    asked = Question(op, tuple(map(float, xs)), dict(constants), order)  # type: ignore[arg-type]
    if asked.key not in measured()["questions"]:
        return ()
    told = measured()["questions"][asked.key]["mathematics"]
    return tuple(
        float(number) if isinstance(number, str) and number != "none" else None
        for number in (told["value"], *told["derivatives"])
    )


def rank(engine: str) -> int:
    """How early the answer of an engine is shown: first those of the engines that most readers know."""
    return FIRST.index(engine) if engine in FIRST else len(FIRST)


def answers_of(op: Op, xs: Sequence[float]) -> list[Answer]:
    """What each engine answers to an operation of the table, by whichever of its functions: those that are called with
    other inputs come last. Nothing to a row of somebody's own.

    >>> {answer.call for answer in answers_of(OPS["relu"], [0.0]) if answer.engine == "jax"} == {
    ...     "jax.nn.relu(x)", "jnp.maximum(x, 0)"
    ... }
    True
    """
    if OPS.get(op.name) is not op.unbound:
        return []
    found = answers(op.name, xs, op.bound)
    other = CLAMPS.get(tuple(op.bound.values())) if op.name == "clamp" else ALSO.get(op.name)  # type: ignore[arg-type]
    if other is None or (other == "max_pool" and len(xs) != WINDOW):
        return found
    more = answers(other, xs)
    is_called_alike = FUNCTIONS[other].takes == FUNCTIONS[op.name].takes
    return sorted(found + more, key=lambda answer: rank(answer.engine)) if is_called_alike else found + more


def otherwise(
    op: Op, xs: Sequence[float], ours: Mapping[int, float | None]
) -> list[tuple[tuple[float | None, ...], list[Answer]]]:
    """The numbers that engines answer for some of the inputs, each with those who answer so; without `ours`, by the
    place of the input, also in single precision, and without errors. None is no number.

    >>> [(numbers, who[0].call) for numbers, who in otherwise(OPS["abs"], [0.0], {0: 0.0})]
    [((1.0,), 'jnp.abs(x)'), ((-1.0,), 'tf.abs(x)')]
    """
    groups: dict[tuple[float | None, ...], list[Answer]] = {}
    for answer in answers_of(op, xs):
        if answer.numbers:
            numbers = tuple(answer.numbers[slot] for slot in ours)
            if not all(map(_alike_in_single, numbers, ours.values())):
                groups.setdefault(numbers, []).append(answer)
    return list(groups.items())


def _alike_in_single(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and math.isclose(one, other, rel_tol=SINGLE)


def _of(key: str) -> list[Answer]:
    told = measured()["questions"][key]["answers"]
    return [_read(name, one) for name, listed in told.items() for one in listed]


def _read(name: str, said: Mapping[str, Any]) -> Answer:
    about = measured()["engines"][name]
    numbers = tuple(None if number == "nan" else float(number) for number in said.get("numbers", ()))
    title = f"{about['title']} {about['version']}"
    return Answer(name, title, said["call"], numbers, said.get("error", ""), said.get("leaf", ""))


def _alike(asked: Question) -> list[Answer]:
    """The answers of engines that follow one convention at the kinks of this function."""
    wanted = kind(asked)
    if wanted is None or asked.order != 1:
        return []
    known = [q for q in QUESTIONS.values() if q.op == asked.op and q.order == 1 and kind(q) == wanted]
    found = []
    for name in measured()["engines"]:
        for call, listed in _by_call(name, known).items():
            numbers = follows(listed, asked)
            if numbers is not None and len(listed) == len(known):
                about = measured()["engines"][name]
                filled = engine(name).calls(asked.op, asked.constants)[call[0]]
                found.append(Answer(name, f"{about['title']} {about['version']}", filled, numbers, leaf=call[1]))
    return found


def _by_call(name: str, known: Sequence[Question]) -> dict[tuple[int, str], list[tuple[Question, tuple[float, ...]]]]:
    """What an engine answers to these questions, by the place of the call in its list, and how inputs are made."""
    found: dict[tuple[int, str], list[tuple[Question, tuple[float, ...]]]] = {}
    told = measured()["questions"]
    for question in known:
        calls = engine(name).calls(question.op, question.constants)
        for answer in [_read(name, one) for one in told.get(question.key, {"answers": {}})["answers"].get(name, ())]:
            if answer.call in calls and None not in answer.numbers and answer.numbers:
                place = (calls.index(answer.call), answer.leaf)
                found.setdefault(place, []).append((question, answer.numbers))  # type: ignore[arg-type]
    return found
