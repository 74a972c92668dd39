"""A compiled program against its own graph, against NumPy by hand, and against its cost to compile, in one run.

    python -m tests.bench.compiled

One step of micrograd's demo: an MLP 2-16-16-1 on 100 points, max-margin loss with weight decay, value and gradients.
All ways take turns, so that a change in the machine's speed meets all of them.
"""

from __future__ import annotations

import ctypes
import gc
import itertools
import math
import random
import statistics
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import micrograd.engine
import micrograd.nn
import numpy as np

import autograd
import nn
from autograd import Value
from autograd.language.text import table
from autograd.program.backends.native.library import compiler, library
from tests.bench.against_micrograd import POINTS, SIZES, build, chain_mlp
from tests.bench.turns import Row, seconds

ROUNDS, STEPS = 15, 40
Points = list[tuple[list[float], int]]


def by_hand(parameters: list[float], points: list[tuple[list[float], int]]) -> Callable[[], tuple[float, list[Any]]]:
    """The step in matrices, as one writes it by hand."""
    matrices, at = list[Any](), 0
    for nin, nout in itertools.pairwise([2, *SIZES]):
        rows = np.array(parameters[at : at + nout * (nin + 1)]).reshape(nout, nin + 1)
        matrices.append((rows[:, :-1].copy(), rows[:, -1:].copy()))
        at += nout * (nin + 1)
    (w1, b1), (w2, b2), (w3, b3) = matrices
    x, y = np.array([point for point, _ in points]).T.copy(), np.array([label for _, label in points])
    n = len(points)

    def step() -> tuple[float, list[Any]]:
        a1 = w1 @ x + b1
        h1 = np.maximum(a1, 0.0)
        a2 = w2 @ h1 + b2
        h2 = np.maximum(a2, 0.0)
        margin = 1.0 - y * (w3 @ h2 + b3)[0]
        decay = sum(float((p * p).sum()) for p in (w1, b1, w2, b2, w3, b3))
        loss = np.maximum(margin, 0.0).sum() / n + 1e-4 * decay
        d3 = ((margin > 0.0) * -y / n)[None]
        d2 = (w3.T @ d3) * (a2 > 0.0)
        d1 = (w2.T @ d2) * (a1 > 0.0)
        gradients = []
        for d, inputs, w, b in ((d1, x, w1, b1), (d2, h1, w2, b2), (d3, h2, w3, b3)):
            gradients += [d @ inputs.T + 2e-4 * w, d.sum(1, keepdims=True) + 2e-4 * b]
        return float(loss), gradients

    return step


def demo_step() -> None:
    rng = random.Random(1337)
    points = [([rng.uniform(-1, 1), rng.uniform(-1, 1)], rng.choice([-1, 1])) for _ in range(POINTS)]
    model = nn.MLP(2, SIZES)
    parameters = model.parameters()
    programs = {
        backend: autograd.compile(build(Value, model, points), wrt=parameters, backend=backend)
        for backend in ("numpy", *["c"] * (compiler() is not None))
    }
    hand = by_hand([p.data for p in parameters], points)
    ways: dict[str, tuple[Callable[[], Any], int]] = {
        "micrograd": (micrograds_step(points), 1),
        "the graph": (lambda: build(Value, model, points).backward(), 1),
        "NumPy by hand": (hand, STEPS),
    }
    for backend, program in programs.items():
        _agree(program, hand)
        ways[f"the program in {backend}"] = (partial(_one_step, program), STEPS)
    if "c" in programs:
        ways["C by hand"] = (in_c_by_hand(programs["c"], points), STEPS)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (step, count) in ways.items():
            step()  # others took the memory next to the processor
            times[name] += [seconds(step) for _ in range(count)]
    medians = {name: statistics.median(some) for name, some in times.items()}
    rows = [
        [name, f"{median * 1e3:.4f} ms", f"{median / medians['NumPy by hand']:.3f}"] for name, median in medians.items()
    ]
    print(table(["demo step", "median", "to NumPy by hand"], rows, right=[1, 2]))
    for backend in programs:
        times_as_fast = medians["micrograd"] / medians[f"the program in {backend}"]
        print(f"the program in {backend} is {times_as_fast:.0f} times as fast as micrograd")
    print()


def _one_step(program: Any) -> None:
    program()
    program.gradients()


def micrograds_step(points: Points) -> Callable[[], Any]:
    """The step in PyPI's micrograd."""
    model = micrograd.nn.MLP(2, SIZES)
    return lambda: build(micrograd.engine.Value, model, points).backward()


def in_c_by_hand(program: Any, points: Points) -> Callable[[], Any]:
    """The step as one C function, compiled with the same flags."""
    step = library((Path(__file__).parent / "demo_step.c").read_text("utf-8")).step
    step.restype = ctypes.c_double
    x, y = np.array([point for point, _ in points]).T.copy(), np.array([float(label) for _, label in points])
    parameters, gradients = program.parameters.data.copy(), np.zeros(len(program.parameters))
    arrays = [parameters, x, y, gradients]
    given = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
    assert math.isclose(step(*given), program(), rel_tol=1e-12)
    assert np.allclose(gradients, program.gradients(), rtol=1e-10, atol=1e-15)

    def work() -> Any:
        return arrays and step(*given)  # the arrays live as long as this does

    return work


def _agree(program: Any, hand: Callable[[], Any]) -> None:
    loss, gradients = hand()
    ours = sorted(map(abs, (program(), *program.gradients())))
    theirs = sorted(map(abs, (loss, *[g for part in gradients for g in part.ravel().tolist()])))
    assert np.allclose(ours, theirs, rtol=1e-10, atol=1e-14)


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
    gc.collect()
    tracemalloc.start()
    loss = building()
    gc.collect()
    graph = tracemalloc.get_traced_memory()[0]
    program = autograd.compile(loss, wrt=model.parameters())
    program()
    program.gradients()
    gc.collect()
    both = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return graph, both - graph


def rows(quick: bool) -> Iterator[Row]:
    """The rows of `python -m tests.bench`."""
    count, rounds = (10, 1) if quick else (400, 5)
    for name in GRAPHS:
        built, compiled = _times(name, count, rounds)
        yield Row(f"compile, {name}", "building the graph", 1 / 2, compiled, built)
    for name in GRAPHS:
        graph, program = _memory(name, count)
        yield Row(f"memory of a program, {name}", "its graph", 10.0, program, graph, "bytes")


if __name__ == "__main__":
    demo_step()
    compiling()
