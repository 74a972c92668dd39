"""Arguments of claims about gradients, and the failure of a claim that is wrong."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from autograd.testing import WrongGradient, assert_gradient

NUMBER = st.floats(-5, 5)


def vector(n: int) -> st.SearchStrategy[list[float]]:
    return st.lists(NUMBER, min_size=n, max_size=n)


def matrix(rows: int, columns: int) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(vector(columns), min_size=rows, max_size=rows)


def failure(f: Callable[..., Any], claimed: Callable[..., Any], arguments: Any, **options: Any) -> WrongGradient:
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(f, claimed, arguments, **options)
    return caught.value


def sig(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x)) if x > -700.0 else 0.0
