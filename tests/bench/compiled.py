"""What a program costs to compile, in time and in memory, against its graph: micrograd's demo, without the C compiler.

python -m tests.bench.compiled
"""

from __future__ import annotations

import gc
import itertools
import random
import statistics
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import autograd
import nn
from autograd import Value
from autograd.calculus.order import inputs_first
from autograd.language.text import table
from tests.bench.against_micrograd import SIZES, build, chain_mlp
from tests.bench.turns import Row, seconds

GRAPHS: dict[str, Callable[[], Any]] = {"nn.MLP, with dot": lambda: nn.MLP(2, SIZES), "node for node": chain_mlp}
"""The demo's network in two ways of writing it."""


def compiling() -> None:
    """How long it takes, and how much memory a program has, against its graph."""
    cells = []
    for name, count in itertools.product(GRAPHS, (100, 400)):
        (built, compiled), (graph, program) = _times(name, count), _memory(name, count)
        shares = f"{compiled / built:.1f}", f"{program / graph:.1%}"
        cells.append([name, str(count), f"{built * 1e3:.0f} ms", *shares])
    print(table(["graph", "points", "to build", "to compile, so many times that", "memory"], cells, right=[1, 2, 3, 4]))


def growth(count: int = 1500) -> None:
    """Whether the time for a node stays the same: the demo node for node, on so many points a million nodes."""
    cells = []
    for points in (count // 16, count // 4, count):
        nodes, compiled = _once(points)
        cells.append([f"{nodes:,}", f"{compiled:.2f} s", f"{compiled / nodes * 1e6:.1f} µs"])
    print(table(["nodes", "to compile", "for a node"], cells, right=[0, 1, 2]))


def _once(count: int) -> tuple[int, float]:
    """How many nodes the demo has node for node, and the seconds to compile it once."""
    model, building = _made("node for node", count)
    loss = building()
    return len(inputs_first([loss])), seconds(lambda: autograd.compile(loss, model.parameters(), backend="numpy"))


def _made(name: str, count: int) -> tuple[Any, Callable[[], Any]]:
    """The network, and what builds the graph of its loss on so many points."""
    rng = random.Random(1337)
    points = [([rng.uniform(-1, 1), rng.uniform(-1, 1)], rng.choice([-1, 1])) for _ in range(count)]
    model = GRAPHS[name]()
    return model, lambda: build(Value, model, points)


def _times(name: str, count: int, rounds: int = 5) -> tuple[float, float]:
    """The median seconds to build the graph, and to compile it."""
    model, building = _made(name, count)
    pairs = []
    for _ in range(rounds):
        gc.collect()
        graph: list[Any] = []
        built = seconds(lambda: graph.append(building()))  # noqa: B023
        compiled = seconds(lambda: autograd.compile(graph[0], wrt=model.parameters(), backend="numpy"))  # noqa: B023
        pairs.append((built, compiled))
    built, compiled = (statistics.median(some) for some in zip(*pairs, strict=True))
    return built, compiled


def _memory(name: str, count: int) -> tuple[int, int]:
    """The bytes of a graph, and of its program after a run."""
    model, building = _made(name, count)

    def run() -> Any:
        program = autograd.compile(loss, wrt=model.parameters())
        return program, program(), program.gradients()

    loss = building()
    run()  # imports modules, which belong to no program
    del loss
    gc.collect()
    tracemalloc.start()
    loss = building()
    gc.collect()
    graph = tracemalloc.get_traced_memory()[0]
    program = run()
    gc.collect()
    both = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del program
    return graph, both - graph


def rows(quick: bool) -> Iterator[Row]:
    """The rows of `python -m tests.bench`."""
    count, rounds = (10, 1) if quick else (400, 5)
    for name in GRAPHS:
        built, compiled = _times(name, count, rounds)
        yield Row(f"compile, {name}", "building the graph", 1 / 2, compiled, built)
    (some, short), (many, long) = _once(count // 4), _once(15 if quick else 1500)
    yield Row(f"compile, a node of {many:,}", f"a node of {some:,}", 1 / 1.5, long / many, short / some)
    for name in GRAPHS:
        graph, program = _memory(name, count)
        yield Row(f"memory of a program, {name}", "its graph", 10.0, program, graph, "bytes")


if __name__ == "__main__":
    compiling()
    growth()
