"""Reads by an index in NumPy: a row of an embedding, or the output of the right class.

A run costs as much as it reads, however many numbers there are to choose from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd.program.backends.in_numpy.gradients import Back, Gradients
from autograd.program.backends.in_numpy.memory import Array, Memory, addresses
from autograd.program.backends.in_numpy.sums import MakeBack
from autograd.program.groups import Group


def choices(memory: Memory, group: Group, out: Array) -> tuple[Callable[[], Any], MakeBack]:
    """What chooses from tables by indices, and what makes the function that adds a gradient where the chosen numbers
    stand."""
    table, index = group.operands
    tables, count = table.shape
    numbers, indices = memory.read(table), memory.read(index, beside_lanes=group.out.lanes)
    of_table = np.arange(tables).reshape(tables, 1, *[1] * group.out.lanes)
    lanes = [np.arange(memory.lanes)] if table.lanes else []
    chosen = np.zeros(indices.shape, dtype=np.intp)

    def forward() -> None:
        np.copyto(chosen, indices, "unsafe")
        inside = (chosen == indices) & (chosen.view(np.uintp) < count)  # where an index below 0 is a large one
        if not inside.all():
            memory.outside.append(np.broadcast_to(inside, out.shape).reshape(-1, *out.shape[2:]))
            np.multiply(chosen, inside, chosen)
        np.copyto(out, numbers[of_table, chosen, *lanes])

    def make_back(gradients: Gradients, upstream: Array) -> Back:
        if not table.needs:
            return lambda: None
        reached = gradients.add_anywhere(table)
        places = addresses(table, gradients.origins[table.lanes]).reshape(table.shape)
        if group.out.shape[1] == 1 and table.lanes and table.is_distinct():

            def add_apart() -> None:
                reached[places[of_table, chosen], *lanes] += upstream

            return add_apart
        width = memory.lanes if table.lanes else 1
        flat, begins = reached.reshape(-1), np.arange(memory.lanes) if table.lanes else 0

        def add() -> None:
            np.add.at(flat, (places[of_table, chosen] * width + begins).reshape(-1), upstream.reshape(-1))

        return add

    return forward, make_back
