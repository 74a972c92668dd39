"""`check_grad` of two networks: in lanes against point by point, and how long a digit network takes."""

from __future__ import annotations

import copy
import statistics
from collections.abc import Callable, Iterator
from typing import Any

import nn
from autograd import check_grad, mean, tanh
from autograd.checking.measured import recorded
from nn.layers.losses import cross_entropy_from_logits, mean_squared_error
from tests.bench.turns import Missing, Row, seconds
from tests.nn.agreement import numbers

ROUNDS = 3


def loss_of(model: nn.MLP, xs: Any, ys: Any, loss: Any) -> tuple[Callable[..., Any], list[float]]:
    """The mean loss as a function of all parameters, and where they stand."""
    parameters = model.parameters()

    def of(*at: Any) -> Any:
        new = copy.deepcopy(model, {id(p): v for p, v in zip(parameters, at, strict=True)})
        return mean([loss(new(x), y) for x, y in zip(xs, ys, strict=True)])

    return of, [p.data for p in parameters]


def point_by_point(f: Callable[..., Any], at: list[float]) -> Any:
    before, recorded.FEWEST = recorded.FEWEST, 10**9
    try:
        return check_grad(f, at)
    finally:
        recorded.FEWEST = before


def rows(quick: bool) -> Iterator[Row | Missing]:
    width, count = (4, 37) if quick else (16, 337)
    model = nn.MLP(2, [width, width, 1], init=nn.init.he(0))
    small = loss_of(model, numbers(1, 1, 2), [0.5], mean_squared_error)
    assert len(small[1]) == count
    check_grad(*small)  # NumPy is imported
    ways = {"lanes": lambda: check_grad(*small), "points": lambda: point_by_point(*small)}
    times = [{name: seconds(way) for name, way in ways.items()} for _ in range(1 if quick else ROUNDS)]
    lanes, points = (statistics.median([one[name] for one in times]) for name in ways)
    yield Row(f"check_grad of {count} parameters, in lanes", "point by point", 2.0 if quick else 20.0, lanes, points)
    if not quick:
        model = nn.MLP(64, [32, 10], activation=tanh, init=nn.init.he(0))
        digits = loss_of(model, numbers(2, 3, 64), [3, 1, 4], cross_entropy_from_logits)
        assert len(digits[1]) == 2410
        yield Row("check_grad of 2,410 parameters", "ten seconds", 1.0, seconds(lambda: check_grad(*digits)), 10.0)


if __name__ == "__main__":
    for row in rows(quick=False):
        assert isinstance(row, Row)
        print(f"{row.work}: {row.ours:.2f} s; {row.against}: {row.theirs:.2f} s; {row.ratio:.1f} times as fast")
