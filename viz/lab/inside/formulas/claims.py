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
    matrices of that size, unless `shapes` says otherwise. A vector of `t=n:onehot` has one 1 and otherwise 0s, and the
    numbers of `t=n:shares` add up to 1.

    >>> answer = claim("sigmoid(x)", "", "x", "y*(y-1)", "")
    >>> answer["right"], answer["counterexample"]
    (False, {'x': 0.0})
    """
    from autograd.by_hand.claims.claim import check_claim

    if not wrt.strip():
        raise ExpressionError(say("no input is named"))
    declared, kinds = _shapes(shapes) if shapes.strip() else (_sizes(numbers(values)), {})
    onehot, shares = ([name for name, kind in kinds.items() if kind == wanted] for wanted in KINDS)
    verdict = check_claim(text.strip(), formula.strip(), wrt.strip(), shapes=declared, onehot=onehot, shares=shares)
    return {"right": bool(verdict), "report": str(verdict), "counterexample": verdict.counterexample}


KINDS = ("onehot", "shares")


def _shapes(typed: str) -> tuple[dict[str, str], dict[str, str]]:
    """The sizes of each input, and its kind if it has one.

    >>> _shapes("a=n t=n:onehot")
    ({'a': 'n', 't': 'n'}, {'t': 'onehot'})
    """
    shapes, kinds = {}, {}
    for each in BETWEEN.split(typed.strip()):
        name, equals, declared = (part.strip() for part in each.replace("＝", "=").replace("：", ":").partition("="))
        sizes, colon, kind = (part.strip() for part in declared.partition(":"))
        if not equals or not name:
            raise ExpressionError(say("not NAME=SIZES", given=printable(typed)))
        if colon and kind not in KINDS:
            raise ExpressionError(say("no such kind", given=printable(kind), choices=", ".join(KINDS)))
        shapes[name] = sizes
        if colon:
            kinds[name] = kind
    return shapes, kinds


def _sizes(given: Mapping[str, Any]) -> dict[str, str]:
    """
    >>> _sizes({"x": 1.0, "v": [1.0, 2.0], "W": [[1.0, 2.0, 3.0]]})
    {'v': '2', 'W': '1,3'}
    """
    lists = {name: x for name, x in given.items() if isinstance(x, list)}
    return {n: f"{len(x)},{len(x[0])}" if isinstance(x[0], list) else f"{len(x)}" for n, x in lists.items()}
