"""Points made from a seed: the shapes of their sources, and noise of the size that was asked for."""

import math
import random
import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import make_circles, make_moons

from nn.data import Dataset, circles, linear, made, moons, spiral

any_made: Any = made  # what is wrong here is wrong by type, too

Make = Callable[..., Dataset]
ALL: list[tuple[Make, int]] = [(moons, 2), (circles, 2), (spiral, 3), (linear, 2)]


def of_class(data: Dataset, label: int) -> list[list[float]]:
    return [x for x, y in data if y == label]


@given(st.integers(2, 100))
def test_moons_and_circles_are_those_of_scikit_learn(count: int) -> None:
    sizes = count - count // 2, count // 2  # of an odd count, class 0 has one more
    for data, (xs, ys) in [
        (moons(count, noise=0.0), make_moons(sizes, shuffle=False)),
        (circles(count, noise=0.0), make_circles(sizes, shuffle=False, factor=0.5)),
    ]:
        for label in (0, 1):
            assert np.allclose(of_class(data, label), xs[ys == label], rtol=0, atol=1e-12)


def test_the_spiral_is_that_of_cs231n() -> None:
    """The course's lines, for N points of each of K classes, without the noise."""
    N, K = 20, 3
    data = spiral(N * K, noise=0.0)
    for j in range(K):
        r, t = np.linspace(0.0, 1, N), np.linspace(j * 4, (j + 1) * 4, N)
        assert np.allclose(of_class(data, j), np.c_[r * np.sin(t), r * np.cos(t)], rtol=0, atol=1e-12)


@given(st.integers(2, 60), st.integers(0, 2**32))
def test_a_line_through_the_origin_separates_linear_points(count: int, seed: int) -> None:
    """That is so if points of class 1, and the opposites of those of class 0, leave free more than half a turn."""
    data = linear(count, seed=seed)
    angles = sorted(math.atan2(y, x) if label else math.atan2(-y, -x) for (x, y), label in data)
    gaps = [b - a for a, b in zip(angles, [*angles[1:], angles[0] + 2 * math.pi], strict=True)]
    assert max(gaps) > math.pi
    assert all(-1.0 <= number <= 1.0 for x in data.xs for number in x)


def test_linear_points_fill_the_square_and_lines_have_all_directions() -> None:
    data = linear(4000, seed=0)
    assert Counter((x > 0, y > 0) for x, y in data.xs) == pytest.approx(
        dict.fromkeys([(True, True), (True, False), (False, True), (False, False)], 1000), rel=0.1
    )
    above = [
        [statistics.fmean(x) for x in zip(*of_class(linear(100, seed=seed), 1), strict=True)] for seed in range(40)
    ]
    assert len({(x > 0, y > 0) for x, y in above}) == 4


@pytest.mark.parametrize("make", [moons, circles, linear])
def test_noise_moves_points_by_its_standard_deviation(make: Make) -> None:
    still, moved = make(2000, noise=0.0, seed=5), make(2000, noise=0.3, seed=5)
    steps = [b - a for x, other in zip(still.xs, moved.xs, strict=True) for a, b in zip(x, other, strict=True)]
    assert statistics.fmean(steps) == pytest.approx(0.0, abs=0.03)
    assert statistics.pstdev(steps) == pytest.approx(0.3, rel=0.05)
    assert moved.ys == still.ys


def test_noise_turns_the_points_of_a_spiral() -> None:
    still, moved = spiral(3000, noise=0.0), spiral(3000, noise=0.1, seed=5)
    turns = []
    for (a, b), (c, d) in zip(still.xs, moved.xs, strict=True):
        assert math.hypot(c, d) == pytest.approx(math.hypot(a, b), abs=1e-12)
        turns.append(math.atan2(b * c - a * d, a * c + b * d))
    assert statistics.fmean(turns) == pytest.approx(0.0, abs=0.01)
    assert statistics.pstdev(turns) == pytest.approx(0.1, rel=0.05)


@pytest.mark.parametrize(("make", "classes"), ALL)
def test_seeds_counts_and_names(make: Make, classes: int) -> None:
    assert make(30, 0.1, 7).xs == make(30, 0.1, 7).xs
    assert make(30, 0.1, 7).xs != make(30, 0.1, 8).xs
    draw = random.Random(7)
    assert make(30, 0.1, draw).xs == make(30, 0.1, 7).xs
    assert make(30, 0.1, draw).xs != make(30, 0.1, 7).xs
    for count in range(classes, 20):
        data = make(count)
        assert data.ys == [i % classes for i in range(count)]
    assert (len(data.classes), data.features) == (classes, ["x", "y"])


def test_a_spiral_has_as_many_arms_as_wanted() -> None:
    assert Counter(spiral(10, classes=5).ys) == dict.fromkeys(range(5), 2)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: moons(1), "count is a whole number of points, at least 2 for 2 classes, and not 1"),
        (lambda: spiral(2), "at least 3 for 3 classes, and not 2"),
        (lambda: spiral(classes=0), "arms of a spiral are a whole number of at least 1, not 0"),
        (lambda: any_made.spiral(classes="3"), "of at least 1, not '3'"),
        (lambda: any_made.moons("40"), "at least 2 for 2 classes, and not '40'"),
        (lambda: any_made.moons(10.5), "and not 10.5"),
        (lambda: any_made.moons(10, noise="0.1"), "noise is a standard deviation, 0 or more, and '0.1' is not"),
        (lambda: circles(noise=-0.1), r"0 or more, and -0\.1 is not"),
        (lambda: linear(noise=math.nan), "0 or more, and nan is not"),
        (lambda: spiral(noise=math.inf), "0 or more, and inf is not"),
    ],
)
def test_what_cannot_be_made_is_said(make: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
