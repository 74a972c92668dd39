"""Examples as arrays, a line of numbers for each, and as Values that stand for the numbers of one example."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np

from autograd import Value
from autograd.language import say
from nn.learning.run.settings import Settings
from nn.nested import each, flat


class NotCompiledError(Exception):
    """Why no program can be made; a sentence for whoever asked for one."""


class Lines:
    """The examples `what` of a run, a line of inputs and targets for each. Lists and arrays are read once. Anything
    else with parts is asked for its examples each time, since it may give others.

    Raises `NotCompiledError` if some are no numbers, or of several shapes.
    """

    def __init__(self, what: str, run: Settings) -> None:
        self.examples = examples = getattr(run, what)
        self.known: Any = None
        """All lines; None if they are not read once."""
        parts = [run.arrays.pop(f"{what}.{name}", getattr(examples, name)) for name in ("xs", "ys")]
        if all(type(part) in (list, tuple, np.ndarray) for part in parts):
            self.known = _joined(*parts)

    def of(self, chosen: Sequence[int]) -> Any:
        """The lines of the chosen examples."""
        if self.known is not None:
            return self.known[chosen]
        return _joined([self.examples.xs[i] for i in chosen], [self.examples.ys[i] for i in chosen])


def _joined(xs: Any, ys: Any) -> Any:
    return np.hstack([lines(xs), lines(ys)])


def lines(parts: Sequence[Any]) -> Any:
    """A line for each of these parts, which have one shape. Raises `NotCompiledError` if they do not.

    >>> lines([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]).shape, lines([0, 1, 2]).shape
    ((2, 4), (3, 1))
    """
    try:
        found = np.asarray(parts)
        if found.dtype.kind not in "fiub":
            if found.dtype.kind != "O" or not all(isinstance(x, (Value, Real)) for x in found.flat):
                raise ValueError
            found = np.array([float(x) for x in found.flat]).reshape(found.shape)
        return found.astype(float, copy=False).reshape(len(parts), -1)
    except (ValueError, TypeError, OverflowError):
        raise NotCompiledError(say("examples of several shapes")) from None


def standing(x: Any) -> tuple[Any, list[Value]]:
    """Values in the shape of x, and the same in a list: they stand for its numbers."""
    values = each(lambda number: Value(float(number)), x)
    if isinstance(x, np.ndarray) and x.ndim:
        found = np.empty(x.shape, dtype=object)
        found.flat[:] = list(flat(values))
        return found, list(flat(values))
    return values, list(flat(values))
