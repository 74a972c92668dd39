"""Derivatives at many points at once, for most of which no more need be asked.

Here a derivative is measured where that is plain: all differences are finite, and known well. It is the same number
that `independent` measures, up to rounding. All others are left to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd.checking.differences import ROUNDING, SMALLEST, Estimate, beside, steps
from autograd.checking.measured.independent import STEP, Screened, Seen, imaginary
from autograd.checking.measured.lanes import Lanes
from autograd.checking.measured.limits import limits, one_sided

Array = Any
"""An array of floats or of complex numbers."""

NEAR = 1e-4
"""How well differences have to know a derivative, next to how fast its function changes."""
NEARER = 1e-6
"""And how well if they stand alone, next to the derivative itself."""


class Points:
    """The points at which functions of one number are asked for, a row for each of `xs`: steps on both sides, and the
    nearest numbers, where a jump shows. `complex` has the complex steps, each twice, lest an array of one number be
    taken for a number."""

    def __init__(self, xs: Sequence[float]) -> None:
        self.xs = np.array(xs)
        all_steps = [steps(x) for x in xs]
        self.counts = np.array([len(hs) for hs in all_steps])
        most = int(self.counts.max())
        hs = np.array([[*hs, *[0.0] * (most - len(hs))] for hs in all_steps])
        near = np.array([beside(x) for x in xs])
        x = self.xs[:, None]
        self.real = np.concatenate([x + hs, x - hs, x + near, x - near], axis=1)
        self.imaginary = np.array([imaginary(x) for x in xs])
        self.complex = np.repeat(x + 1j * self.imaginary[:, None], 2, axis=1)


def screened(
    points: Points, real: Lanes, stepped: Lanes | None, middle: Lanes, *, kinked: bool = False
) -> list[Screened | None]:
    """The derivatives that are plain, one for each of the points' xs; None for the others. `stepped` has the complex
    steps, if the function takes complex numbers, and `middle` the numbers at the xs themselves. Where some operation is
    `kinked`, each side is looked at."""
    n, most = len(points.xs), int(points.counts.max())
    plain = np.isfinite(real.numbers).all(1) & np.isfinite(real.errors).all(1) & np.isfinite(middle.errors)
    plain &= ~real.outside.any(1) & ~_jumps(real, middle, 2 * most)
    if stepped:
        derivative = stepped.numbers.imag[:, 0] / points.imaginary
        plain &= np.isfinite(derivative)
    found: list[Screened | None] = [None] * n
    for count in np.unique(points.counts):
        rows = np.flatnonzero(plain & (points.counts == count))
        if not len(rows):
            continue
        sides = _sides(points, real, middle, rows, (int(count), most), each=kinked or stepped is None)
        steps = derivative[rows].tolist() if stepped else [None] * len(rows)
        rests = (ROUNDING * SMALLEST / points.imaginary[rows]).tolist()
        for i, step, rest, seen in zip(rows.tolist(), steps, rests, sides, strict=True):
            near = seen.both.error <= NEAR * max(abs(seen.both.value), seen.steepness)
            if near and (step is not None or not seen.best.value or seen.best.error <= NEARER * abs(seen.best.value)):
                found[i] = Screened(step, 1e3 * STEP * seen.steepness + rest, seen)
    return found


def _sides(
    points: Points, real: Lanes, middle: Lanes, rows: Array, counts: tuple[int, int], *, each: bool
) -> list[Seen]:
    """The derivatives in these rows from both sides, and from `each` if that is asked."""
    count, most = counts
    x, at, at_error = points.xs[rows], middle.numbers[rows], middle.errors[rows]
    above, below = (points.real[rows, i : i + count].T for i in (0, most))
    (up, up_error), (down, down_error) = (
        (real.numbers[rows, i : i + count].T, real.errors[rows, i : i + count].T) for i in (0, most)
    )
    step, to_right, to_left = above - below, above - x, x - below
    right, left = (up - at) / to_right, (at - down) / to_left
    noise = (down_error + at_error) / to_left
    steepness = np.maximum(np.abs(np.concatenate([left, right])).max(0), noise[0] / ROUNDING)
    columns = [steepness, *limits(step, (up - down) / step, (up_error + down_error) / step, 2)]
    if each:
        columns += [*one_sided(to_left, left, noise), *one_sided(to_right, right, (up_error + at_error) / to_right)]
    return [
        Seen(steep, *[Estimate(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)])
        for steep, *numbers in zip(*[column.tolist() for column in columns], strict=True)
    ]


def _jumps(real: Lanes, middle: Lanes, first: int) -> Array:
    """Whether the function jumps, as `differences.jumps` tells it."""
    change = real.numbers[:, first:] - middle.numbers[:, None]
    noise = real.errors[:, first:] + middle.errors[:, None]
    found = np.zeros(len(change), dtype=bool)
    for side in (slice(0, 3), slice(3, 6)):
        least, most = change[:, side].min(1), change[:, side].max(1)
        stays = (np.abs(change[:, side]) > 10.0 * noise[:, side]).all(1)
        found |= stays & (most - least < 1e-3 * np.abs(most))
    return found
