"""Rows of the table for whole networks: a step of 784-32-10, and epochs of training.

The work itself stands in `softmax_network` and `training`, which measure more of it.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

import nn
from nn.layers.losses import cross_entropy_from_logits
from tests.bench import in_casadi, softmax_network, training
from tests.bench.turns import Missing, Row, in_turns, seconds

DIGITS = (64, 32, 10)


def rows(quick: bool) -> Iterator[Row | Missing]:
    yield from step(16 if quick else softmax_network.BATCH, 1 if quick else 9)
    yield from epochs(100 if quick else 1797, 100 if quick else 60_000, 1 if quick else 5)


def step(batch: int, rounds: int) -> Iterator[Row | Missing]:
    """Value and gradients of one batch."""
    random.seed(5)
    draw, sizes = np.random.default_rng(5), softmax_network.SIZES
    model = nn.MLP(sizes[0], sizes[1:], init=nn.init.he(5))
    xs, classes = draw.random((batch, sizes[0])), draw.integers(0, sizes[-1], batch)
    hand = softmax_network.by_hand(model, xs, classes)
    ours = softmax_network.in_lanes(cross_entropy_from_logits, model, xs, classes)
    softmax_network.agree(model, hand, ours)
    casadi = in_casadi.softmax_network(sizes, [p.data for p in model.parameters()], xs, classes)
    ways: dict[str, Callable[[], Any]] = {"ours": ours, "hand": hand}
    if casadi:
        assert np.allclose(casadi()[1], ours()[1], rtol=1e-9, atol=1e-12)
        ways["casadi"] = casadi
    medians = in_turns(ways, rounds)
    work = f"784-32-10, batch {batch}"
    yield Row(work, "NumPy by hand", 1 / 1.2, medians["ours"], medians["hand"])
    if casadi:
        yield Row(work, "CasADi's SX function", 50.0, medians["ours"], medians["casadi"])
    else:
        yield Missing(work, "CasADi's SX function", "no CasADi here")


def epochs(count: int, images: int, rounds: int) -> Iterator[Row]:
    """The network of `examples/digits.py`, with its batches of 8; and random images as large as those of MNIST."""
    loaded, draw = nn.data.digits()[:count], np.random.default_rng(0)
    digits = SimpleNamespace(xs=np.array(loaded.xs), ys=np.array(loaded.ys))
    many = SimpleNamespace(xs=draw.random((images, 784)), ys=draw.integers(0, 10, images))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn tells that it has not converged
        medians = in_turns(
            {
                "ours": lambda: training.ours(digits, DIGITS, "sgd", 8, training.EPOCHS),
                "theirs": lambda: training.theirs(digits, "sgd", 8),
            },
            rounds,
        )
    yield Row(
        f"{training.EPOCHS} epochs of {count} digits", "scikit-learn", 1 / 1.5, medians["ours"], medians["theirs"]
    )
    took = seconds(lambda: training.ours(many, (784, 32, 10), "sgd", 128, 1))
    yield Row(f"an epoch of {images:,} images", "5 seconds", 1.0, took, 5.0)
