"""The ways from the output to each leaf, as the derivation of its derivative finds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograd.graph.value import Value
from autograd.language.text import number
from autograd.record.derivation import MOST_PATHS, Derivation, product
from autograd.record.equations import OF_SLOT
from autograd.record.steps import Steps

MOST_LEAVES = 1_000
"""The most leaves whose paths are written out: each takes a walk through the graph."""


def leaves(record: Steps, index: Mapping[Value, int]) -> list[dict[str, Any]]:
    """For each leaf: its number, how many paths lead there, and its paths, if they are few enough to be written out."""
    edges = {(c.output, c.slot): i for i, c in enumerate(record.backward)}
    ways: dict[Value, float] = {record.output: 1.0}
    for c in record.backward:  # of each node, all arrivals stand before it is a `c.output`
        ways[c.input] = ways.get(c.input, 0.0) + ways[c.output]
    found: list[dict[str, Any]] = []
    for node in record.order:
        if node.op is None and node is not record.output:
            few = ways[node] <= MOST_PATHS and len(found) < MOST_LEAVES
            paths = _paths(Derivation(record, node), edges) if few else []
            found.append({"node": index[node], "count": _counted(ways[node]), "paths": paths})
    return found


def _counted(count: float) -> str:
    return f"{count:,.0f}" if count < 1e15 else f"{count:.0e}"  # floats, for integers would grow with the depth


def _paths(derivation: Derivation, edges: Mapping[tuple[Value, int], int]) -> list[dict[str, Any]]:
    """Each path as the numbers of its edges from the output on, which of them need their slot to be told, and its
    product."""
    if not derivation.paths:
        return []
    terms = derivation.equations[0].terms
    return [
        {
            "edges": [edges[c.output, c.slot] for c in path],
            "slots": [int(factor.inputs[1].op is OF_SLOT) for factor in term.derivatives],
            "product": number(product(path)),
        }
        for path, term in zip(derivation.paths, terms, strict=True)
    ]
