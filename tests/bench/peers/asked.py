"""Run in an engine's environment, `python asked.py ENGINE`: prints as JSON what it measured, and what there is.

It knows nothing but the engine: `engines` stands beside it. Seconds are those of the processor, since other programs
may take it in turns with this one. Needs Linux.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[3]))  # after the packages of the environment
from tests.bench.peers import engines

SIZES = (2, 8, 8, 1)
"""Inputs, two hidden layers, and the output: 105 parameters."""


def weights() -> list[float]:
    """Numbers for the parameters of the network, the same for each engine."""
    rng = random.Random(1337)
    return [rng.uniform(-1, 1) for _ in range(sum((n + 1) * m for n, m in itertools.pairwise(SIZES)))]


def loss(numbers: list[Any], relu: Callable[[Any], Any]) -> Any:
    """The square of the network's output at one point: 88 products, as many sums, and 16 ReLUs, one by one."""
    rest, layer = iter(numbers), [0.5, -0.25]
    for n, m in itertools.pairwise(SIZES):
        outputs = []
        for _ in range(m):
            total = next(rest)
            for x in layer[:n]:
                total = total + next(rest) * x
            outputs.append(relu(total) if m > 1 else total)
        layer = outputs
    return layer[0] * layer[0]


def step(engine: engines.Engine) -> tuple[float, list[float]]:
    """Seconds of one step, which builds the graph and finds all gradients, and the gradients."""
    numbers = weights()
    gc.collect()
    start = time.process_time()
    gradients = engine.gradients(lambda values: loss(values, engine.relu), numbers)
    return time.process_time() - start, gradients


def bytes_held() -> int:
    """Of memory, by this process, as the system counts it."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def memory(engine: engines.Engine) -> float:
    """Bytes for each node of a chain of products, whose graph is held."""
    engine.chain(1.0000001, 100)
    gc.collect()
    before = bytes_held()
    held = engine.chain(1.0000001, engine.length)
    after = bytes_held()
    del held
    return float(after - before) / engine.length


def importing(module: str) -> float:
    """Seconds that `import` takes over bare Python, of what is installed and compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def seconds(program: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=sys.prefix)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    seconds(f"import {module}")  # what is only compiled once
    pairs = [(seconds("pass"), seconds(f"import {module}")) for _ in range(3)]
    return max(1e-4, statistics.median(after - bare for bare, after in pairs))


def has(engine: engines.Engine) -> dict[str, bool]:
    """Which of the questions the engine answers, with the right number."""
    found = {}
    for question in engines.QUESTIONS:
        with contextlib.suppress(Exception):
            found[question] = bool(getattr(engine, question)())
        found.setdefault(question, False)
    return found


def main(name: str) -> None:
    engine = engines.ENGINES[name]()
    memory_of_a_node = memory(engine)  # first, since later there is free memory to take
    took, gradients = step(engine)  # what is only done once
    times = max(1, min(50, int(1 / took)))
    found = {
        "step": statistics.median(step(engine)[0] for _ in range(times)), "memory": memory_of_a_node,
        "import": importing(engine.module), "has": has(engine), "gradients": gradients,
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
