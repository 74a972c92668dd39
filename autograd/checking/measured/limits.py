"""Extrapolated differences of many functions at once, in arrays with a column for each function.

They are the same numbers as those of `differences`, to the last bit, where all quotients are finite.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd.checking.differences import DEPTH

Array = Any
"""An array of floats."""


def limits(steps: Array, quotients: Array, noise: Array, power: int) -> tuple[Array, Array]:
    """Where the quotients of each column tend, and how far that may be wrong; the error is infinite where it is not
    known. All three are steps × functions."""
    found, errors, ends = _extrapolated(steps, quotients, noise, power)
    n = quotients.shape[1]
    value, error = np.full(n, np.nan), np.full(n, np.inf)
    plain = np.abs(np.diff(quotients, axis=0)) + noise[1:]
    ranks = errors.argsort(axis=0, kind="stable")
    left = np.arange(n)  # the columns that have no limit yet
    for rank in ranks:
        chosen = rank[left]
        candidate, its_error = found[chosen, left], errors[chosen, left]
        far = np.abs(candidate - quotients[1:, left]) > its_error + plain[:, left]
        is_smaller = np.arange(1, len(quotients))[:, None] > ends[chosen]
        good = ~(far & is_smaller).any(0)
        value[left[good]], error[left[good]] = candidate[good], its_error[good]
        left = left[~good]
        if not len(left):
            break
    return value, error


def one_sided(steps: Array, quotients: Array, noise: Array) -> tuple[Array, Array]:
    """The same from one side. Not known either is a limit that is reached slowly, or not at all."""
    value, error = limits(steps, quotients, noise, 1)
    last, its_noise = quotients[-6:], noise[-6:]
    growth = np.diff(last, axis=0)
    grows = (np.abs(growth) > 10.0 * its_noise[1:]).all(0)
    grows &= (growth[1:] / growth[:-1]).min(0) > 0.5
    return value, np.where(grows, np.inf, error)


def _extrapolated(steps: Array, quotients: Array, noise: Array, power: int) -> tuple[Array, Array, Array]:
    """Every extrapolation of every column, its error, and the number of its smallest step."""
    found, errors, ends = list[Array](), list[Array](), list[int]()
    before: list[tuple[Array, Array]] = []
    for k in range(len(quotients)):
        column = [(quotients[k], noise[k])]
        for j, (old, old_noise) in enumerate(before[:DEPTH]):
            shrunk = _power(steps[k] / steps[k - j - 1], power)
            weight = shrunk / (1.0 - shrunk)
            value, more = column[-1]
            better = value + (value - old) * weight
            more = more + (more + old_noise) * weight
            column.append((better, more))
            if j + 1 < len(before):
                moved = np.abs(better - value)
                for x in (old, before[j + 1][0]):
                    moved = np.maximum(moved, np.abs(better - x))
                found.append(better)
                errors.append(2.0 * moved + more)
                ends.append(k)
        before = column
    return np.array(found), np.array(errors), np.array(ends)


def _power(x: Array, n: int) -> Array:
    return x * x if n == 2 else x
