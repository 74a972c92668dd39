"""Numbers that leave the graph without a word: `math.exp(v)` gives a plain float, and `max(0, v)` and NumPy's
`clip(v, 0, 1)` no node."""

from __future__ import annotations

import ast
import linecache
import math
import sys
import warnings
from collections.abc import Callable
from types import FrameType
from typing import Any

from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import Value
from autograd.language import say

INSTEAD = {name: f"autograd.{name}(…)" for name in FUNCTIONS if hasattr(math, name)} | {
    "pow": "x ** y", "fabs": "abs(…)", "dist": "autograd.hypot(…)", "fsum": "autograd.total(…)",
    "sumprod": "autograd.dot(…)", "exp2": "2 ** x", "gamma": "", "lgamma": "",
}  # fmt: skip
"""Functions of `math`, and what is written instead; empty where there is no such function."""
FLAT = {"isfinite", "isnan", "isinf", "isclose", "floor", "ceil", "trunc"}
"""Functions of `math` whose derivative is 0 wherever there is one."""
COMPARING = {
    "max": "autograd.max(…)", "min": "autograd.min(…)", "amax": "autograd.max(…)", "amin": "autograd.min(…)",
    "maximum": "autograd.maximum(…)", "minimum": "autograd.minimum(…)", "fmax": "autograd.maximum(…)",
    "fmin": "autograd.minimum(…)", "clip": "autograd.clamp(…)",
}  # fmt: skip
"""Functions that give one of their numbers: Python's, and NumPy's of arrays, which compare the Values in them."""


def telling(package: str) -> dict[str, Callable[..., Any]]:
    """Methods of Value that warn where a function of `math`, or one that compares, is called outside this package."""

    def as_float(value: Value) -> float:
        _tell(sys._getframe(1), INSTEAD, "left the graph", package)
        return value.data

    def compared(name: str) -> Callable[[Value, Any], bool]:
        plain = getattr(Value, name)

        def comparing(value: Value, other: Any) -> bool:
            _tell(sys._getframe(1), COMPARING, "compared in place of a node", package)
            return bool(plain(value, other))

        return comparing

    return {"__float__": as_float} | {name: compared(name) for name in ("__lt__", "__le__", "__gt__", "__ge__")}


def _tell(frame: FrameType, known: dict[str, str], sentence: str, package: str) -> None:
    level = 3
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("numpy."):  # its own functions call others
        frame, level = frame.f_back, level + 1
    if frame.f_code.co_filename.startswith(package):
        return
    called = _called(frame)
    name = called.rpartition(".")[2]
    if name in known:
        warnings.warn(_with_advice(say(sentence, function=called), known[name]), stacklevel=level)


def refuse_float(frame: FrameType) -> None:
    """Raise `TypeError` for a number of `jvp` that became a plain float in this frame, unless it was asked for there by
    what has no derivative to lose, such as `math.isfinite` or `"%.3f" % x`."""
    called = _called(frame)
    name = called.rpartition(".")[2]
    if name in INSTEAD:
        raise TypeError(_with_advice(say("left the graph", function=called), INSTEAD[name]))
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
    if name not in FLAT and (called or "%" not in line):
        raise TypeError(say("float of a dual number"))


def _with_advice(said: str, instead: str) -> str:
    advice = say("write instead", instead=instead) if instead else say("nothing to write instead")
    return f"{said}{advice}"


def refuse_math(function: Any) -> None:
    """Raise `TypeError` for a function of `math`, as which an activation would stop all gradients.

    >>> refuse_math(math.tanh)
    Traceback (most recent call last):
    TypeError: math.tanh gives a plain number, and no gradient flows back through it: write autograd.tanh
    """
    name = getattr(function, "__name__", "")
    if getattr(function, "__module__", "") == "math" and name != "prod":  # which multiplies as `*` does
        instead = INSTEAD.get(name, "").removesuffix("(…)")
        raise TypeError(_with_advice(say("left the graph", function=f"math.{name}"), instead))


def _called(frame: FrameType) -> str:
    """The name of the function that the frame is calling, as it is written there; empty if that cannot be told."""
    positions = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    first, last, start, end = positions
    if first is None or last is None or start is None or end is None:
        return ""
    lines = [linecache.getline(frame.f_code.co_filename, i).encode() for i in range(first, last + 1)]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    try:
        call = ast.parse(b"".join(lines).decode(), mode="eval").body
    except (SyntaxError, ValueError):
        return ""
    if not isinstance(call, ast.Call):
        return ""
    name = ast.unparse(call.func)
    found = frame.f_locals.get(name, frame.f_globals.get(name))  # as after `from math import exp as e`
    return f"math.{found.__name__}" if found is not None and getattr(found, "__module__", "") == "math" else name
