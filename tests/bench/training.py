"""Training in programs, against scikit-learn and against the clock, in one run.

    python -m tests.bench.training

An epoch of the digits example, 64-32-10 on 1797 digits, against `MLPClassifier` of the same sizes, batches and
optimizer. An epoch of 60,000 random images of 28 × 28 through 784-32-10. And the same digits Value by Value.
"""

from __future__ import annotations

import os
import statistics
import time
import warnings
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported

import numpy as np
from sklearn.neural_network import MLPClassifier

import nn
from autograd.language.text import table
from nn import losses, optim

ROUNDS, EPOCHS = 5, 10
RATES = {"sgd": 0.1, "adam": 0.001}


def ours(data: Any, sizes: tuple[int, int, int], solver: str, batch_size: int, epochs: int, **options: Any) -> None:
    model = nn.MLP(sizes[0], sizes[1:], init=nn.init.he(0))
    make: Callable[..., Any] = optim.SGD if solver == "sgd" else optim.Adam
    optimizer, loss = make(model.parameters(), RATES[solver]), losses.cross_entropy_from_logits
    nn.train(model, data, loss, optimizer, epochs, batch_size=batch_size, progress=False, **options)


def theirs(data: Any, solver: str, batch_size: int) -> None:
    network = MLPClassifier(
        (32,),
        solver=solver,
        momentum=0.0,
        alpha=0.0,
        batch_size=batch_size,
        max_iter=EPOCHS,
        learning_rate_init=RATES[solver],
        tol=0.0,
        n_iter_no_change=EPOCHS + 1,
    )
    network.fit(data.xs, data.ys)


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def digits() -> None:
    loaded = nn.data.digits()
    data = SimpleNamespace(xs=np.array(loaded.xs), ys=np.array(loaded.ys))
    rows = []
    for solver in RATES:
        for batch_size in (8, 32, 200):
            pairs = []
            for _ in range(ROUNDS):
                mine = seconds(lambda: ours(data, (64, 32, 10), solver, batch_size, EPOCHS, compiled=True))  # noqa: B023
                pairs.append((mine / EPOCHS, seconds(lambda: theirs(data, solver, batch_size)) / EPOCHS))  # noqa: B023
            mine, other = (statistics.median(some) for some in zip(*pairs, strict=True))
            rows.append(
                [solver, str(batch_size), f"{mine * 1e3:.1f} ms", f"{other * 1e3:.1f} ms", f"{mine / other:.2f}"]
            )
    headers = ["digits", "batch", "an epoch", "scikit-learn", "ratio"]
    print(table(headers, rows, right=[1, 2, 3, 4]))
    some = SimpleNamespace(xs=data.xs[:200], ys=data.ys[:200])
    graph = seconds(lambda: ours(some, (64, 32, 10), "sgd", 8, 1, compiled=False)) / 200
    program = (
        (
            seconds(lambda: ours(data, (64, 32, 10), "sgd", 8, 11))
            - seconds(lambda: ours(data, (64, 32, 10), "sgd", 8, 1))
        )
        / 10
        / len(data.xs)
    )
    print(f"\nin a program {graph / program:.0f} times as fast as Value by Value\n")


def many_images() -> None:
    draw = np.random.default_rng(0)
    data = SimpleNamespace(xs=draw.random((60_000, 784)), ys=draw.integers(0, 10, 60_000))
    rows = []
    for batch_size in (32, 128):
        took = [seconds(lambda: ours(data, (784, 32, 10), "sgd", batch_size, 1)) for _ in range(3)]  # noqa: B023
        rows.append([str(batch_size), f"{statistics.median(took):.2f} s"])
    print(table(["60,000 × 784, batch", "an epoch"], rows, right=[1]))


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # scikit-learn tells that it has not converged
    digits()
    many_images()
