"""Networks as programs: a batch is a handful of matrix products, and gradients are those of matrices by hand."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograd
import nn
from autograd import Value, dot, exp, log_softmax, operation, relu, sigmoid, softmax, tanh, total
from autograd.program import Program
from tests.bench.against_micrograd import build, chain_mlp
from tests.conftest import PROFILE, thinned
from tests.program.agreement import BACKENDS, agree


def values(*shape: int, seed: int = 0) -> Any:
    """An array of Values."""
    numbers = np.random.default_rng(seed).normal(size=shape)
    return np.vectorize(Value, otypes=[object])(numbers)


def kinds(program: Program) -> list[str]:
    """What each group is, with the shape of its results."""
    return [
        f"{group.op.name if group.op else '+'.join(part.kind for part in group.parts)} {group.out.shape}"
        for group in program.groups
    ]


def demo(make: Callable[[], Any], count: int) -> tuple[Any, list[Value]]:
    """micrograd's demo: the loss of an MLP on so many points, and its parameters."""
    rng = random.Random(1337)
    random.seed(0)
    model = make()
    points = [([rng.uniform(-1, 1), rng.uniform(-1, 1)], rng.choice([-1, 1])) for _ in range(count)]
    return build(Value, model, points), model.parameters()


@pytest.mark.parametrize("backend", thinned(BACKENDS))
@pytest.mark.parametrize("make", [lambda: nn.MLP(2, [16, 16, 1]), chain_mlp], ids=["dot", "node for node"])
def test_the_demo_is_a_handful_of_groups(backend: str, make: Callable[[], Any]) -> None:
    loss, parameters = demo(make, 20)
    program = agree(loss, parameters, backend=backend)
    assert kinds(program) == [
        "product+plus (1, 16, 20)",
        "relu (320,)",
        "product+plus (1, 16, 20)",
        "relu (320,)",
        "product+plus (1, 1, 20)",
        "times+plus (20,)",
        "relu (20,)",
        "dots+total (1,)",
    ]
    assert all(x.listed is None for group in program.groups for part in group.parts for x in part.operands)
    larger, more = demo(make, 30 if PROFILE == "default" else 60)
    assert len(autograd.compile(larger, wrt=more).groups) == len(program.groups)


def test_the_demo_by_hand_in_matrices() -> None:
    """Numbers that owe nothing to the engine."""
    rng = np.random.default_rng(0)
    model = nn.MLP(2, [3, 1], activation=tanh)
    x, y = rng.normal(size=(5, 2)), rng.normal(size=5)
    w1, b1 = (np.array([[p.data for p in n.w] for n in model.layers[0].neurons]), np.zeros(3))
    w2 = np.array([p.data for p in model.layers[1].neurons[0].w])
    inputs = [Value(0.0), Value(0.0)]
    target = Value(0.0)
    program = autograd.compile((model(inputs) - target) ** 2, wrt=model.parameters(), inputs=[*inputs, target])
    hidden = np.tanh(x @ w1.T + b1)
    error = hidden @ w2 - y
    assert program(np.column_stack([x, y])) == pytest.approx(error**2, rel=1e-13)
    upstream = 2 * error
    delta = np.outer(upstream, w2) * (1 - hidden**2)
    by_hand = [*np.column_stack([delta.T @ x, delta.sum(0)]).ravel(), *(upstream @ hidden), upstream.sum()]
    assert program.gradients() == pytest.approx(np.array(by_hand), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("activation", [sigmoid, tanh, relu])
def test_a_batch_of_lanes_is_a_recorded_batch(activation: Any) -> None:
    random.seed(1)
    model = nn.MLP(3, [4, 2], activation=activation)
    xs = np.random.default_rng(1).normal(size=(6, 3))
    recorded = [model(list(x)) for x in xs]
    loss = total([out for outs in recorded for out in outs])
    loss.backward()
    inputs = [Value(0.0) for _ in range(3)]
    program = autograd.compile(model(inputs), wrt=model.parameters(), inputs=inputs)
    first, second = program(xs)
    assert first == pytest.approx([outs[0].data for outs in recorded], rel=1e-13)
    assert second == pytest.approx([outs[1].data for outs in recorded], rel=1e-13)
    expected = [p.grad for p in model.parameters()]
    assert program.gradients() == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert program.gradients(reduce="mean") == pytest.approx(np.array(expected) / 6, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("backend", BACKENDS)
def test_tied_weights(backend: str) -> None:
    random.seed(2)
    encoder = nn.Layer(4, 3, activation=tanh)
    decoder = encoder.transposed(activation=None)
    images = values(5, 4, seed=3)
    loss = total([nn.losses.sum_squared_error(decoder(encoder(x)), [v.data for v in x]) for x in images.tolist()])
    parameters = list({id(p): p for layer in (encoder, decoder) for p in layer.parameters()}.values())
    program = agree(loss, parameters, backend=backend)
    assert [kind for kind in kinds(program) if "product" in kind] == [
        "product+plus (1, 3, 5)",
        "product+plus+plus (1, 4, 5)",  # the targets, too
    ]


@pytest.mark.parametrize("backend", BACKENDS)
def test_one_value_twice_in_a_dot(backend: str) -> None:
    a, b = Value(2.0), Value(3.0)
    agree(dot([a, b, a], [a, a, b], a), [a, b], backend=backend)
    agree(dot([a, a], [a, a]) * dot([a, b], [b, a]), [a, b], backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_square_matrix_times_itself(backend: str) -> None:
    """One parameter is in a row and in a column, in several places of each."""
    w = values(3, 3).tolist()
    square = [[dot(row, list(column)) for column in zip(*w, strict=True)] for row in w]
    program = agree(total([tanh(x) for row in square for x in row]), [x for row in w for x in row], backend=backend)
    assert kinds(program)[0] == "product (1, 3, 3)"


def attention(q: Any, k: Any, v: Any) -> list[list[Any]]:
    scores = [[dot(list(a), list(b)) / 2.0 for b in k] for a in q]
    return [[dot(weights, list(column)) for column in zip(*v, strict=True)] for weights in map(softmax, scores)]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("heads", [1, 2])
def test_attention(backend: str, heads: int) -> None:
    parts = [[values(3, 4, seed=10 * h + i).tolist() for i in range(3)] for h in range(heads)]
    out = total([tanh(x) for q, k, v in parts for row in attention(q, k, v) for x in row])
    program = agree(out, [x for part in parts for matrix in part for row in matrix for x in row], backend=backend)
    found = kinds(program)
    assert [kind for kind in found if "product" in kind] == [f"product ({heads}, 3, 3)", f"product ({heads}, 4, 3)"]
    assert [kind for kind in found if "product" not in kind] == [
        f"div ({9 * heads},)", f"softmax (3, {3 * heads})", f"tanh ({12 * heads},)", "total (1,)"
    ]  # fmt: skip
    assert all(x.listed is None for group in program.groups for part in group.parts for x in part.operands)


@pytest.mark.parametrize("backend", BACKENDS)
def test_attention_of_inputs(backend: str) -> None:
    """Both factors have lanes."""
    tokens = values(3, 2, seed=4).tolist()
    weights = values(2, 2, seed=5).tolist()
    keys = [[dot(row, token) for row in weights] for token in tokens]
    out = total([tanh(x) for row in attention(keys, keys, tokens) for x in row])
    agree(out, [w for row in weights for w in row], [x for token in tokens for x in token], backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("in_lanes", [False, True])
@pytest.mark.parametrize("padding", [0, 1])
def test_convolution(backend: str, padding: int, in_lanes: bool) -> None:
    random.seed(3)
    model = nn.Sequential(
        nn.Conv2D(2, 3, 2, padding=padding), nn.MaxPool2D(2), nn.Conv2D(3, 2, 1), nn.AveragePool2D(1), nn.Flatten()
    )
    image = values(2, 5, 4, seed=6).tolist()
    pixels = [x for channel in image for row in channel for x in row]
    out = total([tanh(x) for x in model(image)])
    program = agree(out, model.parameters(), pixels if in_lanes else (), backend=backend)
    products = [kind for kind in kinds(program) if "product" in kind]
    if not padding:
        assert products == ["product+plus (1, 3, 8)", "product+plus (1, 2, 2)"]  # filters × windows that a pool sees
    if not in_lanes:
        agree(out, pixels, backend=backend)  # each pixel is in several windows


@pytest.mark.parametrize("backend", BACKENDS)
def test_batch_norm_and_dropout(backend: str) -> None:
    random.seed(4)
    model = nn.Sequential(nn.Layer(3, 4, activation=None), nn.BatchNorm(4, activation=relu), nn.Dropout(0.5, seed=1))
    outs = model.train().batch(values(5, 3, seed=7).tolist())
    agree(total([Value.lift(x) for out in outs for x in out]), model.parameters(), backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_classifier_of_several_classes(backend: str) -> None:
    random.seed(5)
    model = nn.MLP(3, [5, 4], activation=tanh)
    xs = np.random.default_rng(8).normal(size=(12, 3))
    losses = [nn.losses.cross_entropy_from_logits(model(list(x)), i % 4) for i, x in enumerate(xs)]
    program = agree(total(losses) / 12, model.parameters(), backend=backend)
    assert len(program.groups) == 3 + 1 + 1  # layers, one group for all classes, the mean


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_long_sum_of_inputs_and_parameters(backend: str) -> None:
    """Of its terms some have lanes, and others none."""
    mixed = values(12).tolist()
    out = total(mixed) * dot(mixed[:6], mixed[3:9]) + exp(total(mixed[:2]))
    agree(out, mixed[::2], mixed[1::2], backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_several_sums_of_one_shape_that_are_no_rectangle(backend: str) -> None:
    w, x = values(4, 6).tolist(), values(5, 6, seed=1).tolist()
    sums = [dot(w[i], x[j]) for i in range(4) for j in range(5) if (i, j) != (2, 3)]
    program = agree(total([tanh(one) for one in sums]), [v for row in (*w, *x) for v in row], backend=backend)
    assert kinds(program)[0] == "dots (19,)"


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_operation_of_ones_own(backend: str) -> None:
    swish = operation(
        "swish",
        value=lambda x, beta=1.0: x * sigmoid(beta * x),
        partials=lambda z, x, beta: (sigmoid(beta * x) + beta * x * sigmoid(beta * x) * (1 - sigmoid(beta * x)),),
    )
    w, x = values(4, 3).tolist(), values(3, seed=1).tolist()
    out = total([swish(dot(row, x), beta=2.0) for row in w])
    agree(out, [v for row in w for v in row], x, backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_sums_keep_their_structure(backend: str) -> None:
    """The loss of each example is a sum of products, and so is the last layer; the sum over examples is another."""
    w = values(3, seed=9).tolist()
    xs = np.random.default_rng(9).normal(size=(7, 3)).tolist()
    for add in (sum, total, autograd.mean):
        out = add([dot(w, x) for x in xs])
        assert kinds(agree(out, w)) == ["product (1, 1, 7)", "total (1,)"]
    chains = [w[0] * x[0] + w[1] * x[1] + w[2] * x[2] for x in xs]
    assert kinds(agree(sum(chains, Value(0.0)), w)) == ["product (1, 1, 7)", "total (1,)"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_mean_log_likelihood_in_lanes(backend: str) -> None:
    random.seed(6)
    model = nn.MLP(2, [4, 3], activation=sigmoid)
    inputs = values(2).tolist()
    agree(-log_softmax(model(inputs))[1], model.parameters(), inputs, backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_gradients_do_not_add_up_over_calls(backend: str) -> None:
    """Neither where the first gradient is written nor where others are added, in results and in parameters."""
    w, v = Value(2.0), Value(3.0)
    z = w * v
    program = autograd.compile([exp(z) + z, w * v + w, z * z], wrt=[w, v], backend=backend)
    for _ in range(3):
        program()
        first = program.gradients().tolist()
        assert program.gradients().tolist() == first
        assert program.gradients(0).tolist() == pytest.approx([3 * math.exp(6) + 3, 2 * math.exp(6) + 2], rel=1e-14)
        assert program.gradients(2).tolist() == [36.0, 24.0]
