"""Reads by an index in NumPy: a row of an embedding, or the output of the right class.

A run costs as much as it reads, however many numbers there are to choose from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd.program.backends.memory import Array, Back, Memory
from autograd.program.groups import Group


def choices(memory: Memory, group: Group, out: Array) -> tuple[Callable[[], Any], Back]:
    """The functions that choose from tables by indices, and that add a gradient where the chosen numbers stand."""
    table, index = group.operands
    tables, count = table.shape
    values, gradients = memory.values[table.lanes].reshape(-1), memory.gradients[table.lanes].reshape(-1)
    indices = memory.read(index, beside_lanes=group.out.lanes)
    addresses = np.array(table.addresses(), dtype=np.intp)
    if table.lanes:
        addresses *= memory.lanes
    begins = np.arange(0, tables * count, count).reshape(tables, 1, *[1] * group.out.lanes)
    lanes = np.arange(memory.lanes) if table.lanes else 0
    places = np.zeros(out.shape, dtype=np.intp)

    def forward() -> None:
        inside = (indices >= 0.0) & (indices < count) & (indices % 1.0 == 0.0)
        if not inside.all():
            memory.outside.append(np.broadcast_to(inside, out.shape).reshape(-1, *out.shape[2:]))
        chosen = np.where(inside, indices, 0.0).astype(np.intp)
        np.add(addresses.take(begins + chosen), lanes, places)
        values.take(places, 0, out, "clip")

    def back(upstream: Array) -> None:
        if table.needs:
            np.add.at(gradients, places.reshape(-1), upstream.reshape(-1))

    return forward, back
