"""Examples as arrays, a line of numbers for each, and as Values that stand for the numbers of one example."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np

from autograd import Value
from nn.nested import each, flat


class NotCompiledError(Exception):
    """Why no program can be made; a sentence for whoever asked for one."""


class Lines:
    """The inputs and the targets of examples. Lists and arrays are read once; anything else with parts is asked for its
    examples each time, since it may give others.

    >>> from types import SimpleNamespace
    >>> Lines(SimpleNamespace(xs=[[1.0, 2.0], [3.0, 4.0]], ys=[0, 1])).of([1, 0])
    (array([[3., 4.],
           [1., 2.]]), array([[1.],
           [0.]]))
    """

    def __init__(self, examples: Any) -> None:
        self._parts: list[Any] = [_Once(part) if _stays(part) else part for part in (examples.xs, examples.ys)]

    def of(self, chosen: Sequence[int]) -> tuple[Any, Any]:
        """The inputs and the targets of the chosen examples."""
        xs, ys = [
            part.lines[chosen] if isinstance(part, _Once) else lines([part[i] for i in chosen]) for part in self._parts
        ]
        return xs, ys


class _Once:
    def __init__(self, part: Any) -> None:
        self.lines = lines(part)


def _stays(part: Any) -> bool:
    return type(part) in (list, tuple, np.ndarray)


def lines(parts: Sequence[Any]) -> Any:
    """A line for each of these parts, which have one shape. Raises `NotCompiledError` if they do not."""
    try:
        found = np.asarray(parts)
        if found.dtype.kind not in "fiub":
            if found.dtype.kind != "O" or not all(isinstance(x, (Value, Real)) for x in found.flat):
                raise ValueError
            found = np.array([float(x) for x in found.flat]).reshape(found.shape)
        return found.astype(float, copy=False).reshape(len(parts), -1)
    except (ValueError, TypeError, OverflowError):
        raise NotCompiledError("the examples are of several shapes, or have something else than numbers") from None


def standing(x: Any) -> tuple[Any, list[Value]]:
    """Values in the shape of x, and the same in a list: they stand for its numbers."""
    values = each(lambda number: Value(float(number)), x)
    if isinstance(x, np.ndarray) and x.ndim:
        found = np.empty(x.shape, dtype=object)
        found.flat[:] = list(flat(values))
        return found, list(flat(values))
    return values, list(flat(values))
