"""Networks that cannot be made: each refused in one sentence, which names what was given."""

import math
from typing import Any

import numpy as np
import pytest

import nn
from autograd import softmax, tanh
from nn import MLP, BatchNorm, Conv2D, Layer, Neuron
from nn.layers.ranges import RANGES, count, in_range

any_nn: Any = nn  # what is wrong here is wrong by type, too


@pytest.mark.parametrize("given", [tanh, "tanh", 1, None])
@pytest.mark.parametrize("make", [lambda x: any_nn.Neuron(2, x), lambda x: any_nn.Layer(2, 3, x)])
def test_an_activation_in_the_place_of_nonlin(make: Any, given: Any) -> None:
    with pytest.raises(TypeError, match=r"nonlin is True or False, not .*: a function goes by name, as in activation="):
        make(given)


def test_nonlin_of_a_whole_network() -> None:
    with pytest.raises(TypeError, match="an MLP takes no nonlin: its last layer alone is linear, and activation=tanh"):
        MLP(2, [3, 1], nonlin=False)


@pytest.mark.parametrize("given", ["tanh", 0.5, nn.ReLU])
@pytest.mark.parametrize(
    "make",
    [
        lambda x: Neuron(2, activation=x),
        lambda x: MLP(2, [3, 1], activation=x),
        lambda x: Conv2D(1, 1, 2, activation=x),
        lambda x: BatchNorm(2, activation=x),
    ],
)
def test_an_activation_that_is_no_function(make: Any, given: Any) -> None:
    with pytest.raises(TypeError, match="an activation is a function of one number, as in activation=tanh"):
        make(given)


def test_an_activation_of_all_outputs_at_once() -> None:
    with pytest.raises(TypeError, match=r"softmax takes all outputs at once: write Sequential\("):
        Layer(2, 3, activation=softmax)


@pytest.mark.parametrize("make", [lambda x: Layer(2, 3, init=x), lambda x: Conv2D(1, 1, 2, init=x)])
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("he", "init is a function of .*, as nn.init.he.., not 'he'"),
        (0.0, "init is a function of .*, not 0.0"),
        (nn.init.he, "he makes a start, and is none itself: write init=nn.init.he()"),
        (nn.init.uniform, "write init=nn.init.uniform()"),
    ],
)
def test_a_start_that_is_none(make: Any, given: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        make(given)


@pytest.mark.parametrize("make", [lambda f: MLP(2, [2, 1], activation=f), lambda f: Conv2D(1, 1, 2, activation=f),
                                  lambda f: nn.Sequential(Layer(2, 1), f), nn.Box])  # fmt: skip
def test_a_function_of_math_would_stop_all_gradients(make: Any) -> None:
    with pytest.raises(TypeError, match=r"^math\.tanh gives a plain number, and no gradient .*: write autograd\.tanh$"):
        make(math.tanh)
    with pytest.raises(TypeError, match=r"^math\.gamma gives a plain number, .*: there is no such operation"):
        make(math.gamma)
    make(lambda x: 1.0)  # a step, as of the first perceptrons
    make(math.prod)  # which multiplies Values as they are


@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf"), "a"])
def test_the_width_of_a_start_is_a_size(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"limit of uniform weights is a number at least 0 and finite, and .* is not"):
        nn.init.uniform(wrong)
    with pytest.raises(ValueError, match="standard deviation of normal weights is a number at least 0 and finite"):
        nn.init.normal(wrong)


def test_the_transpose_takes_its_activation_by_name() -> None:
    layer: Any = Layer(3, 2)
    with pytest.raises(TypeError, match="as in activation=tanh"):
        layer.transposed(tanh)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: any_nn.MLP("2", [3]), "the number of inputs is a whole number of at least 1, not '2'"),
        (lambda: MLP(2, [3, -1]), "the number of outputs of a layer is a whole number of at least 1, not -1"),
        (lambda: MLP(2, [0, 1]), "the number of outputs of a layer is .*, not 0"),
        (lambda: Layer(2, 0), "the number of outputs of a layer is .*, not 0"),
        (lambda: Layer(0, 2), "the number of inputs is .*, not 0"),
        (lambda: any_nn.Layer(2, 1.0), "the number of outputs of a layer is .*, not 1.0"),
        (lambda: Neuron(True), "the number of inputs is .*, not True"),
    ],
)
def test_sizes_that_are_no_counts(run: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        run()


def test_sizes_that_are_no_list() -> None:
    with pytest.raises(TypeError, match=r"nouts is a list .*, as in MLP\(2, \[3, 1\]\), not 3"):
        any_nn.MLP(2, 3)


def test_numbers_of_numpy_are_numbers() -> None:
    assert type(count(np.int64(3), "n")) is int
    assert in_range(np.float32(0.5), "x", "between 0 and 1") == 0.5
    assert len(any_nn.MLP(np.int64(2), np.array([3, 1])).parameters()) == 13


@pytest.mark.parametrize(
    ("within", "inside", "outside"),
    [
        ("more than 0 and finite", [1e-9, 5, 1e300], [0, -1.0, float("inf"), float("nan")]),
        ("at least 0 and finite", [0, 1e300], [-1e-9, float("inf"), float("nan")]),
        ("at least 0 and less than 1", [0, 0.999], [1, -0.1, float("nan")]),
        ("between 0 and 1", [0, 0.5, 1], [-0.1, 1.1, float("nan")]),
    ],
)
def test_ranges(within: str, inside: list[float], outside: list[float]) -> None:
    assert within in RANGES
    assert [in_range(x, "a padding", within) for x in inside] == inside
    for x in [*outside, "0.5", True, None, [0.5]]:
        with pytest.raises(ValueError, match=f"a padding is a number {within}, and"):
            in_range(x, "a padding", within)
