"""A request of the front end and its answer, both JSON. What is typed is data, read by `parse`, and never evaluated."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograd.language import say, speaking
from autograd.language.errors import DomainError, ExpressionError, TooLargeError, WorksheetError
from viz.lab.inside.formulas import calculation, claims, exports, moved

if TYPE_CHECKING:
    from viz.lab.inside.networks.training import Training

LONGEST = 4_000
"""The most characters of a field."""
MOST_STEPS = 1_000
"""The most steps of a network in one answer."""

_training: list[Training] = []  # the one network that is in training, if there is one


def _calculate(asked: dict[str, Any]) -> Any:
    return calculation.calculation(*_formula(asked), _text(asked, "eta"))


def _claim(asked: dict[str, Any]) -> Any:
    return claims.claim(*[_text(asked, key) for key in ("text", "values", "wrt", "formula", "shapes")])


def _mark(asked: dict[str, Any]) -> Any:
    answers = [_text({"answer": answer}, "answer") for answer in asked["answers"]]
    return calculation.marks(*_formula(asked), answers, _text(asked, "eta"))


def _move(asked: dict[str, Any]) -> Any:
    """Of a typed formula, or of the example of the network that was shown last."""
    if "text" in asked:
        return moved.moved_formula(*_formula(asked), asked["leaves"])
    return moved.moved(_in_training().shown_example(), asked["leaves"])


def _start(asked: dict[str, Any]) -> Any:
    from viz.lab.inside.networks.settings import chosen  # only now: a reader of formulas need not wait for networks
    from viz.lab.inside.networks.training import Training

    _training[:] = [Training(chosen(asked.get("settings", {})))]
    return _training[0].started()


def _advance(asked: dict[str, Any]) -> Any:
    most, seconds = min(int(asked["most"]), MOST_STEPS), min(float(asked["seconds"]), 1.0)
    return _in_training().advance(most, seconds)


def _example(asked: dict[str, Any]) -> Any:
    return _in_training().example(int(asked["number"]))


def _surface(asked: dict[str, Any]) -> Any:
    return _in_training().surface()


def _export(asked: dict[str, Any]) -> Any:
    if asked["form"] == "python":
        return {"content": exports.program(*_formula(asked))}
    make = {"notebook": exports.notebook, "worksheet": exports.sheet}[asked["form"]]
    return {"content": make(*_formula(asked), _text(asked, "eta"))}


CALLS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "calculate": _calculate, "claim": _claim, "start": _start, "advance": _advance, "example": _example,
    "mark": _mark, "move": _move, "surface": _surface, "export": _export,
}  # fmt: skip


def answer(request: str) -> str:
    """The answer to a request: `{"answer": …}`, or `{"mistake": sentence}` in the language of the request.

    >>> answer('{"call": "claim", "language": "en", "text": "x**2", "wrt": "x", "formula": "2*x"}')[:24]
    '{"answer": {"right": tru'
    >>> answer('{"call": "calculate", "language": "en", "text": "2 +* x", "values": "x=1"}')
    '{"mistake": "a number or a name is missing before *\\\\n  2 +* x\\\\n     ^"}'
    """
    asked = json.loads(request)
    try:
        with speaking(asked.get("language")):
            return json.dumps({"answer": CALLS[asked["call"]](asked)})
    except (ExpressionError, DomainError, TooLargeError, WorksheetError, OverflowError) as error:
        return json.dumps({"mistake": str(error)})


def _formula(asked: dict[str, Any]) -> tuple[str, str]:
    return _text(asked, "text"), _text(asked, "values")


def _text(asked: dict[str, Any], key: str) -> str:
    text = asked.get(key, "")
    if not isinstance(text, str) or len(text) > LONGEST:
        raise ExpressionError(say("too long", most=f"{LONGEST:,}"))
    return text


def _in_training() -> Training:
    if not _training:
        raise ExpressionError(say("no network"))
    return _training[0]
