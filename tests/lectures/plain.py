"""The arithmetic of the lectures in plain floats and lists, and random numbers for it."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import strategies as st

from autograd import relu, sigmoid, tanh
from autograd.testing import WrongGradient, assert_gradient
from tests.conftest import PROFILE

Vector = list[float]
Matrix = list[list[float]]

NUMBER = st.floats(-2, 2)
SIZE = st.integers(1, 3)


def vector(n: int) -> st.SearchStrategy[Vector]:
    return st.lists(NUMBER, min_size=n, max_size=n)


def matrix(rows: int, columns: int) -> st.SearchStrategy[Matrix]:
    return st.lists(vector(columns), min_size=rows, max_size=rows)


def one_hot(classes: int) -> st.SearchStrategy[Vector]:
    """The correct class as a vector (1-of-K 表記)."""
    return st.integers(0, classes - 1).map(lambda k: [float(i == k) for i in range(classes)])


def times(a: Matrix, x: Sequence[float]) -> Vector:
    """The matrix `a` times the column `x`."""
    return [sum(a_ij * x_j for a_ij, x_j in zip(row, x, strict=True)) for row in a]


def product(a: Matrix, b: Matrix) -> Matrix:
    return [times(transposed(b), row) for row in a]


def transposed(a: Matrix) -> Matrix:
    return [list(column) for column in zip(*a, strict=True)]


def outer(u: Sequence[float], v: Sequence[float]) -> Matrix:
    """`u vᵀ`: the column u times the row v."""
    return [[u_i * v_j for v_j in v] for u_i in u]


def hadamard(u: Iterable[float], v: Iterable[float]) -> Vector:
    """`u ⊙ v`: the products, place by place (アダマール積)."""
    return [u_i * v_i for u_i, v_i in zip(u, v, strict=True)]


def minus(u: Iterable[float], v: Iterable[float]) -> Vector:
    return [u_i - v_i for u_i, v_i in zip(u, v, strict=True)]


def shares(u: Sequence[float]) -> Vector:
    """Softmax."""
    powers = [math.exp(u_i) for u_i in u]
    return [power / sum(powers) for power in powers]


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


class Activation(NamedTuple):
    """The engine's function of a Value, and a slide's: of a float, with its derivative."""

    of_value: Callable[[Any], Any]
    f: Callable[[float], float]
    derivative: Callable[[float], float]


ACTIVATIONS = {
    "relu": Activation(relu, lambda x: max(0.0, x), lambda x: 1.0 if x > 0 else 0.0),
    "sigmoid": Activation(sigmoid, logistic, lambda x: logistic(x) * (1 - logistic(x))),
    "tanh": Activation(tanh, math.tanh, lambda x: 1 - math.tanh(x) ** 2),
}
SOME = list(ACTIVATIONS)[: 2 if PROFILE == "default" else None]
every_activation = pytest.mark.parametrize("activation", [ACTIVATIONS[name] for name in SOME], ids=SOME)
"""In the default profile without tanh, which is smooth as the sigmoid is."""


def refuted(f: Callable[..., Any], claimed: Callable[..., Any], arguments: Any, **options: Any) -> WrongGradient:
    """What `assert_gradient` finds wrong with the claim: its smallest counterexample, and the reasons."""
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(f, claimed, arguments, **options)
    return caught.value
