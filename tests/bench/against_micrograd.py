"""Speed as ratios to PyPI's micrograd, measured side by side in one run: `python -m tests.bench.against_micrograd`.

One step of micrograd's own demo: an MLP 2-16-16-1 on 100 points, max-margin loss with weight decay. Each engine
builds the graph and differentiates it, within the demo's training loop; engines take turns, so that a change in the
machine's speed meets all of them. With the garbage collector on, the graph of the step before is still held while
the next is built, as in the demo; with it off, it is let go of before the clock starts.
"""

from __future__ import annotations

import gc
import itertools
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any

import micrograd.engine
import micrograd.nn

import nn
from autograd import Value

SIZES = [16, 16, 1]
POINTS = 100


class ChainNeuron(nn.Neuron):
    """A neuron as micrograd writes it, node for node: a chain of products and sums."""

    def __call__(self, x: Sequence[Any]) -> Any:
        activation: Any = sum((wi * xi for wi, xi in zip(self.w, x, strict=True)), self.b)
        return activation.relu() if self.nonlin else activation


def chain_mlp() -> nn.MLP:
    model = nn.MLP(2, SIZES)
    for layer in model.layers:
        for neuron in layer.neurons:
            neuron.__class__ = ChainNeuron
    return model


def build(number: Any, model: Any, points: list[tuple[list[float], int]]) -> Any:
    scores = [model([number(x) for x in point]) for point, _ in points]
    losses = [(1 + -label * score).relu() for (_, label), score in zip(points, scores, strict=True)]
    return sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in model.parameters())


def one_round(number: Any, model: Any, points: list[tuple[list[float], int]], steps: int) -> list[float]:
    """Seconds that each of `steps` training steps takes to build and differentiate."""
    times, loss = [], None
    for _ in range(steps):
        if not gc.isenabled():
            loss = None
        start = time.perf_counter()
        loss = build(number, model, points)
        model.zero_grad()
        loss.backward()
        times.append(time.perf_counter() - start)
        for parameter in model.parameters():
            parameter.data -= 0.05 * parameter.grad
    return times[1:]  # the first step warms up


def demo_step(rounds: int = 5, steps: int = 6) -> None:
    rng = random.Random(1337)
    points = [([rng.uniform(-1, 1), rng.uniform(-1, 1)], rng.choice([-1, 1])) for _ in range(POINTS)]
    engines: dict[str, tuple[Any, Callable[[], Any]]] = {
        "micrograd": (micrograd.engine.Value, lambda: micrograd.nn.MLP(2, SIZES)),
        "node for node": (Value, chain_mlp),
        "nn.MLP, with dot": (Value, lambda: nn.MLP(2, SIZES)),
    }
    for collector in (True, False):
        times: dict[str, list[float]] = {name: [] for name in engines}
        for _ in range(rounds):
            for name, (number, make) in engines.items():
                gc.collect()
                (gc.enable if collector else gc.disable)()
                times[name] += one_round(number, make(), points, steps)
        gc.enable()
        base = statistics.median(times["micrograd"])
        print(f"\ndemo step, garbage collector {'on' if collector else 'off'}: median of {rounds * (steps - 1)} steps")
        for name, seconds in times.items():
            median = statistics.median(seconds)
            print(f"  {name:18} {median * 1e3:8.1f} ms   micrograd takes {base / median:5.1f} times as long")


def chain() -> None:
    for collector, n in itertools.product((True, False), (125_000, 250_000, 500_000, 1_000_000)):
        if n == 125_000:
            print(f"\na chain of n nodes, built and differentiated, garbage collector {'on' if collector else 'off'}")
        gc.collect()
        (gc.enable if collector else gc.disable)()
        start = time.perf_counter()
        x = node = Value(1.0)
        for _ in range(n):
            node = -node
        node.backward()
        seconds = time.perf_counter() - start
        start = time.perf_counter()
        del node
        freed = time.perf_counter() - start
        print(f"  n = {n:9,}  {seconds / n * 1e9:6.0f} ns per node, {freed / n * 1e9:4.0f} ns to free it")
        assert x.grad == 1.0
    gc.enable()


def memory(n: int = 100_000) -> None:
    x = node = Value(1.0000001)
    tracemalloc.start()
    for _ in range(n):
        node = node * x
    node.backward()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(f"\nmemory: {held / n:.0f} bytes per node, its number and its gradient included")


def importing(times: int = 15) -> None:
    def milliseconds(program: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        return (time.perf_counter() - start) * 1e3

    pairs = [(milliseconds("pass"), milliseconds("import autograd")) for _ in range(times)]
    bare, over = statistics.median(b for b, _ in pairs), statistics.median(i - b for b, i in pairs)
    print(f"\nimport autograd: {over:.0f} ms over bare Python, which takes {bare:.0f} ms (median of {times})")


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    demo_step()
    chain()
    memory()
    importing()
