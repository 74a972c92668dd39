"""The numbers of a recorded graph, and of operations, at many points at once, where one argument is moved in each.

Each point is a lane of NumPy's arrays, and a row of the table is read in arrays. Only the values of rows are
calculated, and how far rounding may have moved them; no derivative is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.checking.differences import ROUNDING, SMALLEST
from autograd.checking.measured.claimed import Point, told
from autograd.graph.value import Value

Array = Any
"""An array of floats or of complex numbers."""


class Lanes(NamedTuple):
    """Numbers for so many arguments × points, how far rounding may have moved each, and which are not to be used: a
    number on the way is not finite there, or outside the domain of its row."""

    numbers: Array
    errors: Array
    outside: Array


class _Moved(NamedTuple):
    """A node where it moves: `rows` numbers the arguments that move it, in order; the others are rows × points."""

    rows: Array
    numbers: Array
    errors: Array


class Recorded:
    """A graph from `leaves`, its arguments, to `outs`.

    A node is calculated for those arguments alone that it depends on: a weight of one neuron costs what that neuron
    does. The error of a number is passed on forwards, each part by its amount, so that it is no smaller than what
    `claimed.rounding` tells.

    >>> x, y = Value(3.0), Value(5.0)
    >>> [lanes] = Recorded([x * y], [x, y]).lanes(0, np.array([[3.0, 4.0], [5.0, 6.0]]))
    >>> lanes.numbers.tolist()
    [[15.0, 20.0], [15.0, 18.0]]
    """

    def __init__(self, outs: Sequence[Value], leaves: Sequence[Value]) -> None:
        order = inputs_first(outs)
        number = {node: i for i, node in enumerate(order)}
        self.leaves, self.outs = [number.get(leaf) for leaf in leaves], [number[out] for out in outs]
        self.ops = [node.op for node in order]
        self.inputs = [[number[x] for x in node.inputs] for node in order]
        self.data = [node.data for node in order]
        self.errors, self.kinked = list[float](), False
        self.last = {x: i for i, xs in enumerate(self.inputs) for x in xs} | dict.fromkeys(self.outs, len(order))
        for op, z, xs in zip(self.ops, self.data, self.inputs, strict=True):
            error = ROUNDING * (abs(z) + SMALLEST)
            if op is not None:
                given = [self.data[x] for x in xs]
                locals_ = told(op, z, given)
                self.kinked = self.kinked or bool(op.kink(*given))
                error += sum(abs(local) * self.errors[x] for local, x in zip(locals_, xs, strict=False))
            self.errors.append(error)

    def __call__(self, at: Point) -> list[float]:
        """The outputs at another point, in floats."""
        given = dict(zip(self.leaves, at, strict=True))
        data = list[float]()
        for i, (op, xs) in enumerate(zip(self.ops, self.inputs, strict=True)):
            data.append(given.get(i, self.data[i]) if op is None else op.value(*[data[x] for x in xs]))
        return [data[i] for i in self.outs]

    def lanes(self, first: int, points: Array) -> list[Lanes]:
        """Each output, where the arguments from number `first` on are moved, each to the points of its row. For complex
        points that are moved by their imaginary parts alone there are no errors."""
        moved: dict[int, _Moved] = {}
        outside = np.zeros(points.shape, dtype=bool)
        for j, place in enumerate(self.leaves[first : first + len(points)]):
            if place is not None:
                moved[place] = _Moved(np.array([j]), points[j : j + 1], ROUNDING * (abs(points[j : j + 1]) + SMALLEST))
        for i, xs in enumerate(self.inputs):
            if any(x in moved for x in xs):
                moved[i] = self._moved(i, [moved.get(x) for x in xs], outside)
            for x in xs:
                if self.last[x] == i:
                    moved.pop(x, None)
        return [Lanes(*self._all(i, moved.get(i), points), outside) for i in self.outs]

    def _all(self, i: int, moved: _Moved | None, points: Array) -> tuple[Array, Array]:
        rows = np.arange(len(points))
        unmoved = _Moved(np.array([], dtype=int), points[:0], np.empty((0, points.shape[1])))
        numbers, errors = self._at(i, moved or unmoved, rows, points.shape[1])
        return numbers, errors

    def _at(self, i: int, moved: _Moved | None, rows: Array, count: int) -> tuple[Any, Any]:
        """A node and its errors in these rows; single numbers if it does not move."""
        if moved is None:
            return self.data[i], self.errors[i]
        if len(moved.rows) == len(rows):
            return moved.numbers, moved.errors
        places = rows.searchsorted(moved.rows)
        numbers, errors = np.full((len(rows), count), self.data[i], moved.numbers.dtype), np.empty((len(rows), count))
        errors.fill(self.errors[i])
        numbers[places], errors[places] = moved.numbers, moved.errors
        return numbers, errors

    def _moved(self, i: int, moving: Sequence[_Moved | None], outside: Array) -> _Moved:
        op = self.ops[i]
        assert op is not None
        rows = np.unique(np.concatenate([one.rows for one in moving if one]))
        shape = len(rows), outside.shape[1]
        pairs = [self._at(x, one, rows, shape[1]) for x, one in zip(self.inputs[i], moving, strict=True)]
        xs = [x for x, _ in pairs]
        z = np.broadcast_to(op.value(*xs), shape)
        if z.dtype.kind == "c":  # the real part as floats give it
            return _Moved(rows, self.data[i] + 1j * z.imag, np.empty(shape))
        good = np.isfinite(z) & op.domain(*xs)
        if not good.all():
            outside[rows] |= ~good
        return _Moved(rows, z, _error(op, z, xs, [error for _, error in pairs]))


def _error(op: Op, z: Array, xs: Sequence[Any], errors: Sequence[Any]) -> Array:
    """How far rounding, and the errors of the inputs, may have moved the results z."""
    error, same = np.abs(z), 0.0
    error *= ROUNDING
    for local, of_input in zip(op.partials(z, *xs), errors, strict=True):
        if isinstance(local, float) and isinstance(of_input, float):
            same += abs(local) * of_input
        elif not (isinstance(local, float) and local == 0.0):
            error += abs(local) * of_input
    error += same + ROUNDING * SMALLEST
    return error


def of_operation(op: Op, at: Array, points: Array) -> Lanes:
    """The results of an operation, for nodes with the inputs `at`, nodes × inputs. Each input is moved in its turn, to
    `points`, nodes × inputs × points. The errors are those of `claimed.estimate`."""
    xs = []
    for j in range(at.shape[1]):
        x = np.array(np.broadcast_to(at[:, j, None, None], points.shape), dtype=points.dtype)
        x[:, j] = points[:, j]
        xs.append(x)
    z = np.broadcast_to(op.value(*xs), points.shape)
    if z.dtype.kind == "c" or points.dtype.kind == "c":
        return Lanes(z, z.real, ~np.isfinite(z))
    return Lanes(z, _error(op, z, xs, [ROUNDING * abs(x) for x in xs]), ~(np.isfinite(z) & op.domain(*xs)))
