"""What there is to learn in the lab beside points: digits and a curve."""

from __future__ import annotations

import math

import pytest

import nn
from docs import digits as packing
from tests.conftest import takes_long
from tests.viz.lab.test_inside import ask
from viz.lab.inside.networks.digits import PACKED, digits
from viz.lab.inside.networks.settings import chosen
from viz.lab.inside.networks.training import Training


def test_the_digits_are_those_of_scikit_learn() -> None:
    pytest.importorskip("sklearn")
    data, true = digits(200, 0.0, 0), nn.data.digits()[:200]
    assert (data.xs, data.ys) == (true.xs, true.ys)
    assert packing.packed() == PACKED


def test_digits_begin_with_the_loss_that_torch_finds() -> None:
    torch = pytest.importorskip("torch")
    training = Training(chosen({"data": "digits", "hidden": "3", "count": "20"}))
    seen, last = training.layers
    weight = torch.tensor([[[[w.data for w in row] for row in c] for c in f] for f in seen.weight], dtype=torch.float64)
    bias = torch.tensor([b.data for b in seen.bias], dtype=torch.float64)
    out = torch.tensor([[w.data for w in neuron.w] for neuron in last.neurons], dtype=torch.float64)
    images = torch.tensor(training.data.xs, dtype=torch.float64).reshape(20, 1, 8, 8)
    hidden = torch.nn.functional.conv2d(images, weight, bias, stride=2).relu().flatten(1)
    loss = torch.nn.functional.cross_entropy(hidden @ out.T, torch.tensor(training.data.ys))
    assert training.advance(1, 60.0)["losses"] == pytest.approx([loss.item()], rel=1e-12)


@takes_long
def test_digits_are_learned_and_seen() -> None:
    training = Training(chosen({"data": "digits", "hidden": "4", "count": "40", "rate": "0.03"}))
    assert training.started()["picture"] == [None] * 40
    found = training.advance(30, 60.0)
    right = sum(answer == y for answer, y in zip(found["picture"], training.data.ys, strict=True))
    assert right >= 36
    assert [len(each) for each in found["filters"]] == [9] * 4
    assert found["network"] is None
    assert [layer["name"] for layer in found["layers"]] == ["conv", "l1"]
    assert len(training.surface()["path"]) == 32


def test_a_unit_is_dead_only_where_every_digit_was_seen() -> None:
    training = Training(chosen({"data": "digits", "hidden": "2", "count": "40", "rate": "0.000001"}))
    for bias in training.layers[0].bias:
        bias.data = -100.0
    assert training.advance(1, 60.0)["symptoms"] == []
    [found] = training.advance(1, 60.0)["symptoms"][:1]
    assert (found["what"], found["count"], found["of"]) == ("dead", 18, 18)


def test_a_noisy_sine_is_fitted() -> None:
    settings = {"data": "sine", "count": "25", "noise": "0", "hidden": "6", "activation": "tanh", "rate": "0.1"}
    training = Training(chosen(settings))
    for [x], y in training.data:
        assert y == math.sin(x)
    started = training.started()
    assert (started["kind"], started["accuracy"]) == ("curve", None)
    assert started["box"][:2] == [math.floor(min(training.data.xs)[0]), math.ceil(max(training.data.xs)[0])]
    found = training.advance(120, 60.0)
    assert found["losses"][-1] < 0.1 * found["losses"][0]
    training.task.draw(24)
    for x, y in training.task.picture:
        assert y == pytest.approx(training.task.forward([x])[-1].data, abs=0.02)


def test_an_example_of_the_digits_is_walked_through() -> None:
    ask("start", settings={"data": "digits", "hidden": "1", "count": "10"})
    labels = ask("example", number=3)["data"]["nodes"]["label"]
    assert {"p1_1", "p7_7", "f1.c1.w3_3", "l1.n10.w9", "loss"} <= set(labels)
