"""Sums that share their factors: complete rectangles, and what is none."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from autograd.program.passes.fusing import Sum
from autograd.program.passes.rectangles import rectangles


def sums(pairs: list[tuple[int, int]]) -> list[Sum]:
    """A sum of two products for each row and column."""
    return [Sum(100 + i, 1.0, (r, r + 10), (c + 20, c + 30), 1.0, ()) for i, (r, c) in enumerate(pairs)]


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=3), st.randoms(use_true_random=False)
)
def test_every_rectangle_is_found_in_any_order(shapes: list[tuple[int, int]], chance: random.Random) -> None:
    given_sums = list[Sum]()
    for k, (rows, columns) in enumerate(shapes):
        given_sums += sums([(1000 * k + r, 1000 * k + c) for r in range(rows) for c in range(columns)])
    given_sums = [one._replace(node=i) for i, one in enumerate(given_sums)]
    chance.shuffle(given_sums)
    found, rest = rectangles(given_sums)
    assert sorted((len(one.rows), len(one.columns)) for one in found) == sorted(s for s in shapes if s != (1, 1))
    assert len(rest) == shapes.count((1, 1))
    for one in found:
        for row, of_row in zip(one.rows, one.sums, strict=True):
            for column, at in zip(one.columns, of_row, strict=True):
                assert (at.first, at.second) == (row, column)
    everyone = [one.node for rectangle in found for row in rectangle.sums for one in row] + [one.node for one in rest]
    assert sorted(everyone) == list(range(len(given_sums)))


def test_one_sum_is_missing() -> None:
    whole = [(r, c) for r in range(3) for c in range(2)]
    for missing in whole:
        found, rest = rectangles(sums([pair for pair in whole if pair != missing]))
        assert (found, len(rest)) == ([], 5)


def test_a_sum_that_comes_twice() -> None:
    found, rest = rectangles(sums([(0, 0), (0, 1), (1, 0), (1, 1), (1, 1)]))
    assert (found, len(rest)) == ([], 5)
    found, rest = rectangles(sums([(0, 0), (0, 1), (1, 0), (1, 0)]))  # as many as a rectangle has
    assert (found, len(rest)) == ([], 4)


def test_the_order_of_factors_counts() -> None:
    """Sums of the same factors in another order have other rows; they stay correct, and are no rectangle."""
    one, other = Sum(1, 1.0, (1, 2), (5, 6), 1.0, ()), Sum(2, 1.0, (2, 1), (6, 5), 1.0, ())
    assert rectangles([one, other]) == ([], [one, other])
