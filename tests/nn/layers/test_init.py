"""What weights start from: mean and variance of many, limits, and seeds."""

import math
import random
from collections.abc import Callable
from statistics import fmean, pvariance
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn import MLP, Conv2D, Embedding, Layer, Module, init

FAN = st.integers(1, 200)
DRAWS = 20_000

# Each with the variance that its paper states for fan_in and fan_out, and the fourth moment over the square of it.
STARTS: dict[str, tuple[Callable[[Any], init.Init], Callable[[int, int], float], float]] = {
    "uniform": (lambda seed: init.uniform(0.5, seed), lambda i, o: 0.5**2 / 3, 1.8),
    "normal": (lambda seed: init.normal(0.1, seed), lambda i, o: 0.01, 3.0),
    "xavier": (init.xavier, lambda i, o: 2 / (i + o), 1.8),
    "he": (init.he, lambda i, o: 2 / i, 3.0),
}


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("fans", [(3, 7), (100, 10)])
def test_mean_and_variance(name: str, fans: tuple[int, int]) -> None:
    """Within four standard errors: √(variance / n) for the mean, variance · √((kurtosis - 1) / n) for the variance."""
    make, variance_of, kurtosis = STARTS[name]
    weight, variance = make(11), variance_of(*fans)
    drawn = [weight(*fans) for _ in range(DRAWS)]
    assert abs(fmean(drawn)) < 4 * math.sqrt(variance / DRAWS)
    assert abs(pvariance(drawn) - variance) < 4 * variance * math.sqrt((kurtosis - 1) / DRAWS)


def test_a_limit_and_a_deviation_are_1_unless_another_is_given() -> None:
    assert init.uniform(seed=3)(4, 5) == init.uniform(1.0, seed=3)(4, 5)
    assert init.normal(seed=3)(4, 5) == init.normal(1.0, seed=3)(4, 5)


@given(FAN, FAN, st.integers(0, 10_000))
def test_limits(fan_in: int, fan_out: int, seed: int) -> None:
    assert abs(init.uniform(0.25, seed)(fan_in, fan_out)) <= 0.25
    assert abs(init.xavier(seed)(fan_in, fan_out)) <= math.sqrt(6 / (fan_in + fan_out))
    assert init.zeros(fan_in, fan_out) == 0.0


@pytest.mark.parametrize("name", STARTS)
def test_a_seed_repeats_and_a_generator_is_shared(name: str) -> None:
    make, *_ = STARTS[name]

    def three(start: init.Init) -> list[float]:
        return [start(4, 5) for _ in range(3)]

    alone = three(make(3))
    assert alone == three(make(random.Random(3)))
    assert alone != three(make(4))
    random.seed(3)
    assert alone == three(make(None))
    shared = random.Random(3)
    assert [make(shared)(4, 5) for _ in range(3)] == alone


@pytest.mark.parametrize(
    ("module", "fans"),
    [
        (lambda start: Layer(5, 3, init=start), {(5, 3)}),
        (lambda start: MLP(5, [3, 2], init=start), {(5, 3), (3, 2)}),
        (lambda start: Conv2D(2, 3, 4, init=start), {(2 * 16, 3 * 16)}),
    ],
    ids=["Layer", "MLP", "Conv2D"],
)
def test_layers_ask_with_their_numbers_of_inputs_and_outputs(
    module: Callable[[init.Init], Module], fans: set[tuple[int, int]]
) -> None:
    asked = list[tuple[int, int]]()

    def start(fan_in: int, fan_out: int) -> float:
        asked.append((fan_in, fan_out))
        return 0.5

    made = module(start)
    assert set(asked) == fans
    assert len(asked) == sum(p.data == 0.5 for p in made.parameters())
    assert all(p.data in (0.0, 0.5) for p in made.parameters())


def test_signals_keep_their_size_through_deep_networks() -> None:
    """He's point: with variance 2/n the second moment of ReLU layers stays, with Xavier's 1/n it halves in each."""
    draw = random.Random(0)
    x = [draw.gauss(0.0, 1.0) for _ in range(60)]

    def size_after(start: init.Init) -> float:
        out = x
        for _ in range(4):
            out = [unit.data for unit in Layer(60, 60, init=start)(out)]
        return fmean(y * y for y in out)

    assert 0.3 < size_after(init.he(1)) / fmean(y * y for y in x) < 3.0
    assert size_after(init.xavier(1)) < 0.3 * size_after(init.he(1))


@pytest.mark.parametrize("fan", [0, -1, "a", None, 1.5])
def test_no_numbers_of_a_layer_are_refused(fan: Any) -> None:
    calls: list[Callable[[], float]] = [
        lambda: init.he(0)(fan, 1), lambda: init.xavier(0)(fan, 1), lambda: init.xavier(0)(1, fan),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(ValueError, match=r"^the number of (inputs|outputs) is a whole number of at least 1, not "):
            call()


@pytest.mark.parametrize(
    "make",
    [
        lambda start: MLP(2, [3, 1], init=start),
        lambda start: Conv2D(1, 1, 2, init=start),
        lambda start: Embedding(2, 2, init=start),
    ],
)
def test_a_start_takes_two_numbers(make: Callable[[Any], Module]) -> None:
    for start in (lambda fan_in: 1.0, lambda: 1.0, lambda *, fan_in, fan_out: 1.0):
        with pytest.raises(TypeError, match=r"^init is a function of the numbers of inputs and outputs"):
            make(start)
    make(lambda *fans: 1.0)
    make(lambda fan_in, fan_out, scale=1.0: scale)
