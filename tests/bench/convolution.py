"""The convolution network of `examples/digits_convolution.py`, loss and gradients of a batch of 16, against torch.

torch works as a learner calls it: eagerly, on one thread of the CPU, in float32.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import autograd
import nn
from autograd import Value
from nn.layers.losses import cross_entropy_from_logits
from tests.bench.turns import Missing, Row, in_turns

BATCH = 16
WORK, AGAINST = "convolution network of digits", "torch, eager"


def model() -> nn.Sequential:
    init = nn.init.he(0)
    return nn.Sequential(
        nn.Conv2D(1, 8, size=3, init=init), nn.MaxPool2D(2), nn.Flatten(), nn.Layer(72, 10, activation=None, init=init)
    )


def ours(network: nn.Sequential, xs: Any, classes: Any) -> Callable[[], Any]:
    pixels, target = [[Value(0.0) for _ in range(8)] for _ in range(8)], Value(0.0)
    inputs = [*[pixel for row in pixels for pixel in row], target]
    out = cross_entropy_from_logits(network([pixels]), target)
    program = autograd.compile(out, network.parameters(), inputs, dtype="float32")
    batch = np.column_stack([xs.reshape(len(xs), 64), classes])
    return lambda: (program(batch).mean(), program.gradients(reduce="mean"))


def theirs(torch: Any, network: nn.Sequential, xs: Any, classes: Any) -> Callable[[], Any]:
    own = torch.nn
    same = own.Sequential(own.Conv2d(1, 8, 3), own.ReLU(), own.MaxPool2d(2), own.Flatten(), own.Linear(72, 10))
    same.load_state_dict(nn.to_torch(network))
    images, labels = torch.tensor(xs, dtype=torch.float32)[:, None], torch.tensor(classes)

    def step() -> Any:
        for parameter in same.parameters():
            parameter.grad = None
        loss = own.functional.cross_entropy(same(images), labels)
        loss.backward()
        return loss.item(), torch.cat([parameter.grad.flatten() for parameter in same.parameters()]).numpy()

    return step


def rows(quick: bool) -> Iterator[Row | Missing]:
    try:
        import torch
    except ModuleNotFoundError:
        yield Missing(WORK, AGAINST, "no torch")
        return
    torch.set_num_threads(1)
    draw, network = np.random.default_rng(0), model()
    random.seed(0)
    xs, classes = draw.random((BATCH, 8, 8)), draw.integers(0, 10, BATCH)
    ways = {"ours": ours(network, xs, classes), "theirs": theirs(torch, network, xs, classes)}
    (loss, gradients), (same_loss, same) = (way() for way in ways.values())
    assert np.isclose(loss, same_loss, rtol=1e-5)
    assert np.allclose(np.sort(gradients), np.sort(same), rtol=1e-3, atol=1e-6)
    medians = in_turns(ways, 1 if quick else 9)
    yield Row(WORK, AGAINST, 1.0, medians["ours"], medians["theirs"])
