"""What counts as a nested list."""

from array import array
from typing import Any

import numpy as np
import pytest

from autograd import Value
from nn.nested import flat, is_list, shape


@pytest.mark.parametrize("x", [[], (), [1.0], (1.0,), array("d", [1.0]), np.zeros(2), range(3)])
def test_lists(x: Any) -> None:
    assert is_list(x)


@pytest.mark.parametrize("x", [{}, {"a": 1.0}, set(), {1.0}, "12", b"12", 1.0, Value(1.0), None])
def test_what_has_no_places_is_no_list(x: Any) -> None:
    assert not is_list(x)
    assert list(flat([x])) == [x]
    assert shape(x) == ()
