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

ALLOWED = {"MB of memory": 3.0, "objects": 500.0, "files": 0.0, "threads": 0.0, "processes": 0.0, "left": 0.0}
"""By how much each may grow from the first tenth of the rounds to their end. A node kept in each of 1,000 rounds is
found: it is more than 500 objects."""


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
    first = held()
    for i in range(max(10, rounds // 10), rounds):
        each(i)
    last = held()
    more = {name: last[name] - first[name] for name in first}
    return (
        first,
        last,
        [f"{name}: {first[name]:,.0f} became {last[name]:,.0f}" for name in more if more[name] > ALLOWED[name]],
    )
