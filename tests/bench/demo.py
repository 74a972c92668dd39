"""One step of micrograd's demo: an MLP 2-16-16-1 on 100 points, max-margin loss with weight decay, value and gradients.

A program in C and in NumPy, against PyPI's micrograd, NumPy by hand, C by hand (`by_hand.c`), and CasADi's SX function.
"""

from __future__ import annotations

import ctypes
import itertools
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import micrograd.engine
import micrograd.nn
import numpy as np

import autograd
import nn
from autograd import Value
from tests.bench import in_casadi
from tests.bench.against_micrograd import POINTS, SIZES, build
from tests.bench.turns import Missing, Row, in_turns

PADDED = 112
"""So many points has the C by hand, of which the last count for nothing."""
Points = list[tuple[list[float], int]]
Step = Callable[[], tuple[float, Any]]


def drawn() -> Points:
    rng = random.Random(1337)
    return [([rng.uniform(-1, 1), rng.uniform(-1, 1)], rng.choice([-1, 1])) for _ in range(POINTS)]


def programs(model: nn.MLP, points: Points) -> dict[str, Step]:
    """The step in NumPy, and in C where there is a compiler."""
    loss = build(Value, model, points)
    made = dict[str, Step]()
    for backend in ("numpy", "c"):
        try:
            program = autograd.compile(loss, model.parameters(), backend=backend)
        except (ValueError, ModuleNotFoundError):
            continue
        made[backend] = lambda program=program: (program(), program.gradients())  # type: ignore[misc]
    return made


def by_hand(parameters: list[float], points: Points) -> Step:
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


def in_micrograd(points: Points) -> Callable[[], Any]:
    model = micrograd.nn.MLP(2, SIZES)

    def step() -> None:
        model.zero_grad()
        build(micrograd.engine.Value, model, points).backward()

    return step


def in_c_by_hand(parameters: list[float], points: Points) -> Step | None:
    """None where there is no compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(__file__).with_name("by_hand.c"), Path(folder) / "by_hand.so"
        loose = ["-fassociative-math", "-fno-signed-zeros", "-fno-trapping-math", "-fno-math-errno"]
        # and not -ffast-math: a library that is linked with it makes the whole process take the smallest floats for 0
        options = ["-O3", "-march=native", *loose, "-shared", "-fPIC"]
        subprocess.run([compiler, *options, source, "-o", library], check=True)
        c = ctypes.CDLL(str(library))
    x, y = np.zeros((2, PADDED)), np.zeros(PADDED)
    x[:, :POINTS] = np.array([point for point, _ in points]).T
    y[:POINTS] = [label for _, label in points]
    w, g = np.array(parameters), np.zeros(len(parameters))
    c.step.restype = ctypes.c_double
    given = [ctypes.c_void_p(array.ctypes.data) for array in (w, x, y, g)]

    def step(kept: Any = (w, x, y)) -> tuple[float, Any]:
        return c.step(*given), g

    return step


def rows(quick: bool) -> Iterator[Row | Missing]:
    points = drawn()
    model = nn.MLP(2, SIZES)
    numbers = [p.data for p in model.parameters()]
    ours = programs(model, points)
    theirs = {
        "C by hand": in_c_by_hand(numbers, points),
        "CasADi's SX function": in_casadi.demo_step([2, *SIZES], numbers, points),
    }
    hand: dict[str, Any] = {"NumPy by hand": by_hand(numbers, points)}
    hand |= {name: step for name, step in theirs.items() if step}
    require_agreement([*ours.values(), *hand.values()])
    others = hand if quick else hand | {"micrograd": in_micrograd(points)}
    medians = in_turns(ours | others, rounds=1 if quick else 7, turn=0.001 if quick else 0.02)
    for backend, against, asked in (
        ("c", "micrograd", 100_000.0),
        ("c", "NumPy by hand", 5.0),
        ("numpy", "NumPy by hand", 1 / 2.5),
        ("c", "C by hand", 1 / 2),
        ("c", "CasADi's SX function", 100.0),
    ):
        work = f"demo step, {'C' if backend == 'c' else 'NumPy'}"
        missing = [name for name in (backend, against) if name not in medians]
        if missing:
            yield Missing(work, against, f"no {' and no '.join(missing)} here")
        else:
            yield Row(work, against, asked, medians[backend], medians[against])


def require_agreement(steps: list[Step]) -> None:
    """Raise `AssertionError` unless all ways find the same loss and the same gradients, in whatever order."""
    found = []
    for step in steps:
        loss, gradients = step()
        flat = np.concatenate([np.ravel(part) for part in gradients]) if isinstance(gradients, list) else gradients
        found.append([float(loss), *np.sort(flat)])
    for one in found[1:]:
        assert np.allclose(one, found[0], rtol=1e-9, atol=1e-12)
