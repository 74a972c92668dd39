"""What counts as a nested list."""

from array import array
from typing import Any

import numpy as np
import pytest

from autograd import Value
from nn.nested import each, flat, is_list, shape, size


@pytest.mark.parametrize("x", [[], (), [1.0], (1.0,), array("d", [1.0]), np.zeros(2), range(3)])
def test_lists(x: Any) -> None:
    assert is_list(x)


@pytest.mark.parametrize("x", [{}, {"a": 1.0}, set(), {1.0}, "12", b"12", 1.0, Value(1.0), None, np.float64(1.0)])
def test_what_has_no_places_is_no_list(x: Any) -> None:
    assert not is_list(x)
    assert list(flat([x])) == [x]
    assert shape(x) == ()


def test_of_uneven_lists_the_first_part_tells_the_shape() -> None:
    assert shape([[1, 2, 3], [4]]) == (2, 3)
    assert shape([1, [2]]) == (2,)
    assert shape([]) == (0,)
    assert shape([[], [1]]) == (2, 0)


@pytest.mark.parametrize("other", [[1.0], [1.0, 2.0, 3.0], [[1.0], [2.0]]])
def test_numbers_at_the_same_places_are_of_the_same_shape(other: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        each(lambda a, b: a + b, [1.0, 2.0], other)


@pytest.mark.parametrize("x", [[{1, 2}], ["a"], [[1.0], [{}]], {1, 2}, np.array("a")])
def test_what_is_no_list_of_numbers_is_shown_as_it_is(x: Any) -> None:
    assert size(x) == repr(x)


def test_sizes_in_words() -> None:
    assert [size(x) for x in (1.0, [1.0], [1, 2], np.zeros((2, 3)))] == [
        "one number", "a list of one number", "2 numbers", "2 × 3 numbers",
    ]  # fmt: skip
