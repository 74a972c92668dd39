"""Dropout: what it keeps, how often, and that it is off in use."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value
from nn import Dropout, Layer, Sequential
from tests.nn.agreement import data, flat, gradients, loss_of, numbers, right_by_differences, upstream, values

RATE = st.floats(0.0, 0.95)


@given(RATE, st.integers(0, 10_000))
def test_each_number_is_dropped_or_scaled_and_its_gradient_too(rate: float, seed: int) -> None:
    x = values(numbers(seed, 2, 3))
    out = Dropout(rate, seed)(x)
    loss_of(out).backward()
    pairs = list(zip(flat(data(x)), flat(data(out)), flat(gradients(x)), upstream(6), strict=True))
    for before, after, gradient, back in pairs:
        kept = 1.0 / (1.0 - rate)
        assert (after, gradient) in ((0.0, 0.0), (pytest.approx(before * kept), pytest.approx(back * kept)))


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_the_expectation_is_the_input(rate: float) -> None:
    n = 10_000
    out = Dropout(rate, seed=7)([1.0] * n)
    dropped = sum(number == 0.0 for number in out)
    deviation = (n * rate * (1 - rate)) ** 0.5
    assert abs(dropped - n * rate) < 4 * deviation
    assert sum(out) / n == pytest.approx(1.0, abs=4 * deviation / n / (1 - rate))


@given(RATE, st.integers(0, 10_000))
def test_the_same_seed_gives_the_same_masks(rate: float, seed: int) -> None:
    one, other = Dropout(rate, seed), Dropout(rate, random.Random(seed))
    masks = [one([1.0] * 20) for _ in range(3)]
    assert masks == [other([1.0] * 20) for _ in range(3)]
    random.seed(seed)
    shared = Dropout(rate)
    assert masks == [shared([1.0] * 20) for _ in range(3)]


def test_masks_differ_from_call_to_call() -> None:
    dropout = Dropout(0.5, seed=0)
    assert dropout([1.0] * 50) != dropout([1.0] * 50)


@given(RATE)
def test_use_changes_nothing_and_draws_nothing(rate: float) -> None:
    dropout = Dropout(rate, seed=3).eval()
    state = dropout.randoms()[0].getstate()
    x = values(numbers(0, 2, 2))
    assert dropout(x) is x
    assert dropout.randoms()[0].getstate() == state


def test_a_network_drops_in_training_alone() -> None:
    model = Sequential(Layer(2, 8, activation=None), Dropout(0.5, seed=1), Layer(8, 1, nonlin=False))
    x = [0.5, -1.0]
    in_training = {model(x).data for _ in range(5)}
    model.eval()
    assert len(in_training) > 1
    assert len({model(x).data for _ in range(5)}) == 1
    model.train()
    assert model(x).data != model.eval()(x).data


def test_gradients_by_differences() -> None:
    right_by_differences(Sequential(Layer(2, 4, activation=None), Dropout(0.5, seed=4)), numbers(2, 2))


def test_one_number_alone() -> None:
    assert {Dropout(0.5, seed)(Value(1.0)) == 0.0 for seed in range(20)} == {True, False}


@pytest.mark.parametrize("rate", [-0.1, 1.0, 2, float("nan"), "0.5", None])
def test_rates_outside_are_refused(rate: Any) -> None:
    with pytest.raises(ValueError, match="at least 0 and less than 1"):
        Dropout(rate)
