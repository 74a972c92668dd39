"""`check_grad` of two networks: in lanes against point by point, and how long a digit network takes.

`python -m tests.bench.check_grad`
"""

from __future__ import annotations

import copy
import statistics
import time
from collections.abc import Callable
from typing import Any

import nn
from autograd import check_grad, mean, tanh
from autograd.checking.measured import recorded
from autograd.language.text import table
from nn.layers.losses import cross_entropy_from_logits, mean_squared_error
from tests.nn.agreement import numbers

ROUNDS = 3


def loss_of(model: nn.MLP, xs: Any, ys: Any, loss: Any) -> tuple[Callable[..., Any], list[float]]:
    """The mean loss as a function of all parameters, and where they stand."""
    parameters = model.parameters()

    def of(*at: Any) -> Any:
        new = copy.deepcopy(model, {id(p): v for p, v in zip(parameters, at, strict=True)})
        return mean([loss(new(x), y) for x, y in zip(xs, ys, strict=True)])

    return of, [p.data for p in parameters]


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def point_by_point(f: Callable[..., Any], at: list[float]) -> Any:
    before, recorded.FEWEST = recorded.FEWEST, 10**9
    try:
        return check_grad(f, at)
    finally:
        recorded.FEWEST = before


def main() -> None:
    small = loss_of(
        nn.MLP(2, [16, 16, 1], init=nn.init.he(0)),
        numbers(1, 1, 2),
        [[0.5]],
        lambda out, y: mean_squared_error([out], y),
    )
    assert len(small[1]) == 337
    check_grad(*small)  # NumPy is imported
    pairs = [(seconds(lambda: point_by_point(*small)), seconds(lambda: check_grad(*small))) for _ in range(ROUNDS)]
    slow, fast = (statistics.median(some) for some in zip(*pairs, strict=True))
    rows = [["337 parameters, one example", f"{slow:.2f} s", f"{fast:.2f} s", f"{slow / fast:.0f}"]]
    model = nn.MLP(64, [32, 10], activation=tanh, init=nn.init.he(0))
    digits = loss_of(model, numbers(2, 3, 64), [3, 1, 4], cross_entropy_from_logits)
    assert len(digits[1]) == 2410
    fast = statistics.median([seconds(lambda: check_grad(*digits)) for _ in range(ROUNDS)])
    rows.append(["2,410 parameters, three examples", "", f"{fast:.2f} s", ""])
    print(table(["check_grad", "point by point", "in lanes", "times as fast"], rows, right=[1, 2, 3]))


if __name__ == "__main__":
    main()
