"""How the cost of an example grows, where the batch, the width and the depth of an MLP grow tenfold, against NumPy's.

Ours and theirs are how many times as much an example costs then, and theirs is NumPy by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

import autograd
import nn
from autograd import Value, tanh, total
from tests.bench.turns import Missing, Row, in_turns

NIN, BATCH, WIDTH, DEPTH = 16, 256, 32, 2
GROWN = {"batch": (1, 0, 0), "width": (0, 1, 0), "depth": (0, 0, 1)}


def ways(batch: int, width: int, depth: int) -> dict[str, Callable[[], Any]]:
    """Squared outputs of an MLP with tanh, and the gradients of their sum."""
    sizes, xs = [NIN, *[width] * depth, 4], np.random.default_rng(0).normal(size=(batch, NIN))
    model = nn.MLP(NIN, sizes[1:], activation=tanh, init=nn.init.xavier(0))
    inputs = [Value(0.0) for _ in range(NIN)]
    program = autograd.compile(total([y * y for y in model(inputs)]), model.parameters(), inputs)
    numbers = program.parameters.data
    columns, weights, at = xs.T.copy(), list[tuple[Any, Any]](), 0
    for nin, nout in pairwise(sizes):
        rows = numbers[at : at + nout * (nin + 1)].reshape(nout, nin + 1)
        weights.append((rows[:, :-1].copy(), rows[:, -1:].copy()))
        at += rows.size

    def by_hand() -> tuple[Any, Any]:
        outs = [columns]
        for i, (w, b) in enumerate(weights):
            z = w @ outs[-1] + b
            outs.append(np.tanh(z) if i < len(weights) - 1 else z)
        d, gradients = 2.0 * outs[-1], []
        for i in reversed(range(len(weights))):
            gradients.append(np.column_stack([d @ outs[i].T, d.sum(1)]).ravel())
            if i:
                d = (weights[i][0].T @ d) * (1.0 - outs[i] ** 2)
        return (outs[-1] ** 2).sum(0), np.concatenate(gradients[::-1])

    def ours() -> tuple[Any, Any]:
        return program(xs), program.gradients()

    for found, expected in zip(ours(), by_hand(), strict=True):
        assert np.allclose(found, expected, rtol=1e-9, atol=1e-12)
    return {"ours": ours, "theirs": by_hand}


def rows(quick: bool) -> Iterator[Row | Missing]:
    for name, axes in GROWN.items():
        times = 2 if quick else 10
        grown = [size * (times if grows else 1) for size, grows in zip((BATCH, WIDTH, DEPTH), axes, strict=True)]
        small, large = ways(BATCH, WIDTH, DEPTH), ways(*grown)
        medians = in_turns(
            {
                f"{way} {size}": work
                for size, both in (("small", small), ("large", large))
                for way, work in both.items()
            },
            rounds=1 if quick else 7,
        )
        ours, theirs = (
            medians[f"{way} large"] / medians[f"{way} small"] / (grown[0] / BATCH) for way in ("ours", "theirs")
        )
        yield Row(f"an example's cost as the {name} grows {times} times", "NumPy by hand", 1.0, ours, theirs, "times")
