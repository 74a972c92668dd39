"""A typed formula: its graph and its steps, and a claim about one of its derivatives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from autograd.by_hand.answers.typed import typed_numbers
from autograd.graph.expression import parse
from autograd.graph.expression.definitions import read
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import printable
from autograd.record.steps import Steps, steps

BETWEEN = re.compile(r"[\s,;、，；]+(?=[^\W\d]\w*\s*[=＝])")
"""What stands between two assignments: `x=1, y=[2, 3]`."""

EXAMPLES = {
    "apple": ("apple * num * tax", "apple=100 num=2 tax=1.1"),
    "neuron": ("sigmoid(w*x + b)", "w=-3 x=2 b=5"),
    "meeting": ("x*x + x*y", "x=3 y=-2"),
    "error": ("h = w*x + b; (sigmoid(h) - t)**2 / 2", "w=0.5 x=2 b=0 t=1"),
    "layer": ("h = tanh(W @ x); sum((h - t)**2) / 2", "W=[[1, 2], [3, 4]] x=[1, -1] t=[0, 1]"),
    "softmax": ("p = softmax(a); -sum(t * log(p))", "a=[0.3, 2.9, 4] t=[0, 0, 1]"),
    "convolution": ("sum(relu(conv(x, w)))", "x=[[1, 2, 0], [0, 1, 3], [2, 0, 1]] w=[[1, -1], [-1, 1]]"),
}
"""Formulas to choose, with their numbers."""


def numbers(values: str) -> dict[str, Any]:
    """The numbers of names, typed one after the other.

    >>> numbers("apple=100, v=[1, 2] W=[[1, 2], [3, 4]]")
    {'apple': 100.0, 'v': [1.0, 2.0], 'W': [[1.0, 2.0], [3.0, 4.0]]}
    """
    return typed_numbers(BETWEEN.split(values.strip()) if values.strip() else [])


def calculated(text: str, values: str) -> Value:
    """The Value of a typed formula. A number that the formula does not use is told."""
    given = numbers(values)
    output = parse(text.strip(), given)
    _, used = read(text.strip(), given=given)
    for name in given:
        if name not in used:
            raise ExpressionError(say("number without a use", name=printable(name)))
    return output


def shown(record: Steps) -> dict[str, Any]:
    """What the page's front end shows: its data, and the picture's text for Graphviz."""
    from viz.page.html import data
    from viz.pictures.draw import draw

    return {"data": data(record), "dot": draw(record).dot}


def calculation(text: str, values: str) -> dict[str, Any]:
    """The graph and the steps of a typed formula, and its worksheet, if it is short.

    >>> sorted(calculation("x * y", "x=2 y=3"))
    ['data', 'dot']
    """
    from viz.page.data.answers import answers, short_sheet

    record = steps(calculated(text, values))
    found, sheet = shown(record), short_sheet(record)
    if sheet:
        found["data"]["answers"] = answers(sheet, mistakes=False)
    return found


def marks(text: str, values: str, answers: list[str]) -> list[dict[str, Any]]:
    """The marks of the answers to the worksheet of a typed formula, in its order.

    >>> [row["verdict"] for row in marks("x * y", "x=2 y=3", ["6", "3", "-3", "2", ""])]
    ['right', 'right', 'wrong', 'right', 'blank']
    """
    from autograd.by_hand import mark, worksheet

    sheet = worksheet(calculated(text, values))
    given = {row.key: answer for row, answer in zip(sheet.rows, answers, strict=False)}
    rows = mark(sheet, given).rows
    return [{"verdict": row.verdict, "said": list(row.reasons), "hint": row.hint} for row in rows]


def claim(text: str, values: str, wrt: str, formula: str, shapes: str) -> dict[str, Any]:
    """Whether the typed formula is the derivative of the typed function. Inputs that were given lists are vectors and
    matrices of that size, unless `shapes` says otherwise.

    >>> answer = claim("sigmoid(x)", "", "x", "y*(y-1)", "")
    >>> answer["right"], answer["counterexample"]
    (False, {'x': 0.0})
    """
    from autograd.by_hand.claims.claim import check_claim

    declared = _shapes(shapes) if shapes.strip() else _sizes(numbers(values))
    verdict = check_claim(text.strip(), formula.strip(), wrt.strip(), shapes=declared)
    return {"right": bool(verdict), "report": str(verdict), "counterexample": verdict.counterexample}


def _shapes(typed: str) -> dict[str, str]:
    pairs = [each.replace("＝", "=").partition("=") for each in BETWEEN.split(typed.strip())]
    for name, equals, _ in pairs:
        if not equals or not name.strip():
            raise ExpressionError(say("not NAME=SIZES", given=printable(typed)))
    return {name.strip(): sizes.strip() for name, _, sizes in pairs}


def _sizes(given: Mapping[str, Any]) -> dict[str, str]:
    """
    >>> _sizes({"x": 1.0, "v": [1.0, 2.0], "W": [[1.0, 2.0, 3.0]]})
    {'v': '2', 'W': '1,3'}
    """
    lists = {name: x for name, x in given.items() if isinstance(x, list)}
    return {n: f"{len(x)},{len(x[0])}" if isinstance(x[0], list) else f"{len(x)}" for n, x in lists.items()}
