"""Graphs of ten million nodes: how long each thing takes, and how much memory, beside a graph of a tenth of its size.

Each is measured in a process of its own, which may take so much memory and no more.
"""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import autograd
from autograd import Value


def built(nodes: int) -> Value:
    """A chain of sums of products: a third of the nodes each are products, sums and constants' leaves."""
    x, w = Value(0.5, name="x"), Value(1.0000001, name="w")
    out = x
    for _ in range(nodes // 2):
        out = out * w + x
    return out


def backward(out: Value) -> object:
    out.backward()
    return None


def drawn(out: Value) -> object:
    import viz

    return viz.draw(out).svg


THINGS: dict[str, Callable[[Value], object]] = {
    "build": lambda out: None,
    "backward": backward,
    "copy": copy.deepcopy,
    "pickle": pickle.dumps,
    "compile": lambda out: autograd.compile(out),
    "draw": drawn,
}


def measured(thing: str, nodes: int) -> dict[str, float]:
    """Seconds of the processor for building, for the thing and for freeing, and the most memory in MB."""
    import resource

    start = time.process_time()
    out = built(nodes)
    ready = time.process_time()
    kept = THINGS[thing](out)
    done = time.process_time()
    del kept, out
    freed = time.process_time()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return {"build": ready - start, "thing": done - ready, "free": freed - done, "MB": most}


def alone(thing: str, nodes: int, gigabytes: float) -> dict[str, float] | str:
    """Measured in a process that may have so much memory; or the last line of why not."""
    code = f"""
import resource, json
resource.setrlimit(resource.RLIMIT_AS, ({int(gigabytes * 2**30)},) * 2)
from tests.durability.large import measured
print(json.dumps(measured({thing!r}, {nodes})))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        return (done.stderr.strip() or f"exit status {done.returncode}").splitlines()[-1]
    found: dict[str, float] = json.loads(done.stdout)
    return found


def told(nodes: int, gigabytes: float, things: Sequence[str] = tuple(THINGS)) -> list[str]:
    """Lines of a table in Markdown."""
    lines = ["| what | nodes | seconds | µs a node | bytes a node, at most | freed in |", "|---|---|---|---|---|---|"]
    for thing in things:
        for count in (nodes // 10, nodes):
            found = alone(thing, count, gigabytes)
            if isinstance(found, str):
                lines.append(f"| {thing} | {count:,} | {found} | | | |")
                continue
            took = found["build"] if thing == "build" else found["thing"]
            bytes_, us = found["MB"] * 2**20 / count, took / count * 1e6
            lines.append(f"| {thing} | {count:,} | {took:.1f} | {us:.2f} | {bytes_:.0f} | {found['free']:.1f} s |")
    return lines
