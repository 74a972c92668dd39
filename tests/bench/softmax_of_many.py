"""How the cost of softmax grows with its numbers: a row of a list for all outputs at once, against output by output.

python -m tests.bench.softmax_of_many
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from autograd import Value, log_softmax, softmax
from autograd.calculus.ops import OPS
from autograd.graph.functions import apply


def one_by_one(name: str, xs: list[Value]) -> list[Any]:
    """Each output as a node by itself, which costs as much as all of them."""
    return [apply(OPS[name].bind(float(j)), xs) for j in range(len(xs))]


def seconds(work: Callable[..., Any], *given: Any) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


def main(rounds: int = 3) -> None:
    for name, function in (("softmax", softmax), ("log_softmax", log_softmax)):
        for n in (250, 500, 1000, 2000):
            xs = [Value(i % 97 / 10) for i in range(n)]
            pairs = [(seconds(function, xs), seconds(one_by_one, name, xs)) for _ in range(rounds)]
            whole, single = (statistics.median(times) for times in zip(*pairs, strict=True))
            print(f"{name:12}{n:5} numbers {whole * 1e3:8.2f} ms  one by one takes {single / whole:6.1f} times as long")


if __name__ == "__main__":
    main()
