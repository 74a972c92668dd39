"""What a process holds after many rounds of the same work: memory, objects, files, threads, processes, and a cache."""

from __future__ import annotations

import gc
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import autograd
import nn
import viz
from autograd import Value

ALLOWED = {"MB of memory": (2.0, 1 / 900), "objects": (0.0, 0.5)}
"""By how much each may grow from the first tenth of the rounds to their end: at all, and more with each round. A node
that is kept in each round is found, in six rounds as in 900. Nothing else may grow: files, threads, processes."""


def work(round_: int) -> None:
    """Train, draw, compile and free. Sizes take turns, so that programs differ."""
    size = 2 + round_ % 3
    model = nn.MLP(2, [size, 1], activation=autograd.tanh, init=nn.init.he(seed=round_))
    data = SimpleNamespace(xs=[[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ys=[0.0, 1.0, 1.0])
    optimizer = nn.optim.Adam(model.parameters(), 0.1)
    nn.train(model, data, nn.losses.mean_squared_error, optimizer, epochs=2, progress=False)
    x, y = Value(0.5, name="x"), Value(2.0, name="y")
    out = autograd.tanh(model([x, y]))
    out.backward()
    assert viz.draw(out).svg
    program = autograd.compile(out, wrt=model, inputs=[x, y])
    program([[0.1, 0.2], [0.3, 0.4]])
    program.gradients()


def held() -> dict[str, float]:
    """What this process holds. Files, threads and processes of it are counted where Linux tells."""
    gc.collect()
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "ringograd")
    left = [path for folder in (Path(tempfile.gettempdir()).glob("ringograd-*"), cache.glob("*")) for path in folder]
    return {
        "MB of memory": _resident(),
        "objects": float(len(gc.get_objects())),
        "files": float(len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0),
        "threads": float(threading.active_count()),
        "processes": float(_children()),
        "left": float(len(left)),
    }


def _resident() -> float:
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except FileNotFoundError:
        return 0.0


def _children() -> int:
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return len(path.read_text("ascii").split()) if path.exists() else 0


def grown(rounds: int, each: Callable[[int], object] = work) -> tuple[dict[str, float], dict[str, float], list[str]]:
    """What is held after a tenth of the rounds, and after all; and sentences about what has grown."""
    for i in range(max(10, rounds // 10)):
        each(i)
    held()  # whose own objects are there from now on
    first = held()
    measured = range(max(10, rounds // 10), rounds)
    for i in measured:
        each(i)
    last = held()
    wrong = []
    for name in first:
        at_all, each_round = ALLOWED.get(name, (0.0, 0.0))
        if last[name] - first[name] > at_all + each_round * len(measured):
            wrong.append(f"{name}: {first[name]:,.0f} became {last[name]:,.0f}")
    return first, last, wrong
