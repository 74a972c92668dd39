"""A claim about a derivative of a typed formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import printable
from viz.lab.inside.formulas.typed import BETWEEN, numbers


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
