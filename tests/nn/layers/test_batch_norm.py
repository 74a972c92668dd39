"""Batch normalisation: by its definition, and step for step against torch over several batches, in training and use."""

import math
from statistics import fmean, pvariance, variance
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import Value, tanh
from nn import BatchNorm, Conv2D, Layer, Module, Residual, Sequential
from nn.learning.optim import SGD
from tests.conftest import thinned
from tests.nn.agreement import (
    close,
    data,
    flat,
    gradients,
    import_torch,
    loss_of,
    numbers,
    right_by_differences,
    tensor,
    upstream,
    values,
)


@given(st.integers(2, 5), st.integers(1, 3), st.floats(-1e3, 1e3), st.floats(1e-3, 1e3))
def test_each_feature_has_mean_beta_and_deviation_gamma(examples: int, n: int, offset: float, spread: float) -> None:
    norm = BatchNorm(n, epsilon=1e-12)
    norm.gamma[0].data, norm.beta[0].data = 3.0, -2.0
    xs = [[offset + spread * number for number in x] for x in numbers(examples, examples, n)]
    for c, column in enumerate(zip(*data(norm.batch(xs)), strict=True)):
        gamma, beta = norm.gamma[c].data, norm.beta[c].data
        assert fmean(column) == pytest.approx(beta, abs=1e-6)
        assert pvariance(column) == pytest.approx(gamma**2, rel=1e-3)


def test_the_definition_on_an_image() -> None:
    xs = numbers(1, 3, 2, 2, 2)
    norm = BatchNorm(2, momentum=0.25)
    out = data(norm.batch(xs))
    for c in range(2):
        channel = flat([x[c] for x in xs])
        mean, deviation = fmean(channel), (pvariance(channel) + 1e-5) ** 0.5
        assert flat([y[c] for y in out]) == pytest.approx([(number - mean) / deviation for number in channel])
        assert norm.running_mean[c] == pytest.approx(0.25 * mean)
        assert norm.running_variance[c] == pytest.approx(0.75 + 0.25 * variance(channel))
    used = norm.eval()(xs[0])[1][0][1].data
    assert used == pytest.approx((xs[0][1][0][1] - norm.running_mean[1]) / (norm.running_variance[1] + 1e-5) ** 0.5)


@pytest.mark.parametrize("side", [None, (2, 3)], ids=["BatchNorm1d", "BatchNorm2d"])
@settings(max_examples=15)
@given(n=st.integers(1, 3), momentum=st.sampled_from([0.1, 0.3, 1.0]), seed=st.integers(0, 10_000))
def test_steps_of_training_and_use_equal_torch(side: Any, n: int, momentum: float, seed: int) -> None:
    torch = import_torch()
    shape = (n, *side) if side else (n,)
    ours = BatchNorm(n, momentum=momentum, epsilon=1e-3)
    kind = torch.nn.BatchNorm2d if side else torch.nn.BatchNorm1d
    theirs = kind(n, momentum=momentum, eps=1e-3, dtype=torch.float64)
    step, their_step = SGD(ours.parameters(), 0.1), torch.optim.SGD(theirs.parameters(), 0.1)
    for i, training in enumerate([True, True, True, False, True, False]):
        xs = numbers(seed + i, 2 + i, *shape)
        ours.train(training)
        theirs.train(training)
        step.zero_grad()
        their_step.zero_grad()
        x, true_x = values(xs), tensor(xs)
        out, true = ours.batch(x), theirs(true_x)
        loss_of(out).backward()
        (true.flatten() * tensor(upstream(true.numel()))).sum().backward()
        close(data(out), true)
        close(gradients(x), true_x.grad)
        close(gradients(ours.gamma), theirs.weight.grad)
        close(gradients(ours.beta), theirs.bias.grad)
        close(ours.running_mean, theirs.running_mean)
        close(ours.running_variance, theirs.running_var)
        step.step()
        their_step.step()
        close(data(ours.gamma), theirs.weight)
        close(data(ours.beta), theirs.bias)


@pytest.mark.parametrize(
    ("module", "shape"),
    thinned(
        [
            (BatchNorm(2), (3, 2)),
            (BatchNorm(1), (2, 1, 2, 2)),
            (BatchNorm(2, activation=tanh), (3, 2)),
            (Sequential(Layer(1, 2, activation=None), BatchNorm(2), Layer(2, 1, nonlin=False)), (3, 1)),
            (Residual(Sequential(Conv2D(1, 1, 1, activation=None), BatchNorm(1))), (2, 1, 1, 2)),
        ]
    ),
    ids=thinned(["features", "images", "with an activation", "between layers", "in a residual sum"]),
)
@pytest.mark.parametrize("training", [True, False], ids=["training", "use"])
def test_gradients_by_differences(module: Module, shape: tuple[int, ...], training: bool) -> None:
    for i, parameter in enumerate(module.parameters()):
        parameter.data = 0.5 + 0.1 * i
    right_by_differences(module.train(training), numbers(3, *shape), lambda module, xs: module.batch(xs))


def test_use_leaves_the_running_numbers_and_needs_no_batch() -> None:
    norm = BatchNorm(2)
    norm.batch(numbers(0, 4, 2))
    before = [*norm.running_mean, *norm.running_variance]
    norm.eval()
    xs = numbers(1, 3, 2)
    assert data(norm.batch(xs)) == [data(norm(x)) for x in xs]
    assert [*norm.running_mean, *norm.running_variance] == before


@pytest.mark.parametrize("training", [True, False], ids=["training", "use"])
def test_the_activation_comes_last(training: bool) -> None:
    xs = numbers(5, 3, 2)
    plain, activated = (BatchNorm(2, activation=activation).train(training) for activation in (None, tanh))
    expected = [[math.tanh(number.data) for number in y] for y in plain.batch(xs)]
    assert data(activated.batch(xs)) == [pytest.approx(y, rel=1e-12) for y in expected]


def test_a_constant_feature_becomes_beta() -> None:
    norm = BatchNorm(1)
    xs = values([[7.0], [7.0]])
    out = norm.batch(xs)
    assert data(out) == [[0.0], [0.0]]
    loss_of(out).backward()
    assert gradients(xs)[0][0] == pytest.approx(-gradients(xs)[1][0])


def test_buffers_are_the_running_numbers_themselves() -> None:
    norm = BatchNorm(2)
    buffers = norm.buffers()
    norm.batch(numbers(0, 3, 2))
    assert buffers == {"running_mean": norm.running_mean, "running_var": norm.running_variance}
    assert [p.name for p in norm.parameters()] == ["γ1", "γ2", "β1", "β2"]


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: BatchNorm(2)([1.0, 2.0]), "whole batch"),
        (lambda: Sequential(Layer(1, 1), BatchNorm(1))([1.0]), "whole batch"),
        (lambda: BatchNorm(2).batch([[1.0, 2.0]]), "two examples or more, and was given 1"),
        (lambda: BatchNorm(2).batch([[1.0, 2.0], [3.0]]), "of 2 features was given a list of one number"),
        (lambda: BatchNorm(2).eval()([1.0]), "of 2 features was given a list of one number"),
        (lambda: BatchNorm(2).eval()(Value(1.0)), "of 2 features was given one number"),
        (lambda: BatchNorm(1).eval()([1.0, 2.0]), "of one feature was given 2 numbers"),
        (lambda: BatchNorm("3"), "the number of features is a whole number of at least 1, not '3'"),  # type: ignore[arg-type]
        (lambda: BatchNorm(2, momentum=5), "the momentum .* between 0 and 1, and 5 is not"),
        (lambda: BatchNorm(2, epsilon=-1), "the epsilon .* at least 0 and finite, and -1 is not"),
    ],
)
def test_what_cannot_be_normalised_is_said(run: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        run()


def test_one_feature_may_come_alone_as_from_a_layer_of_one_neuron() -> None:
    model = Sequential(Layer(2, 1, activation=None), BatchNorm(1), Layer(1, 1))
    xs = numbers(0, 4, 2)
    assert all(isinstance(y, Value) for y in model.batch(xs))
    norm, other = BatchNorm(1), BatchNorm(1)
    assert data(norm.batch(values([1.0, 2.0, 6.0]))) == [y for [y] in data(other.batch([[1.0], [2.0], [6.0]]))]
    assert norm.buffers() == other.buffers()
    assert norm.eval()(Value(3.0)).data == other.eval()([3.0])[0].data


def test_refused_batches_leave_the_running_numbers() -> None:
    norm = BatchNorm(1)
    with pytest.raises(ValueError, match="was given 1"):
        norm.batch([[0.5]])
    assert (norm.running_mean, norm.running_variance) == ([0.0], [1.0])
