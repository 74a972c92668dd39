"""The ways from the output to each leaf, as the derivation of its derivative finds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograd.graph.value import Value
from autograd.language.text import number
from autograd.record.derivation import Derivation, product
from autograd.record.equations import OF_SLOT
from autograd.record.steps import Steps


def leaves(record: Steps, index: Mapping[Value, int]) -> list[dict[str, Any]]:
    """For each leaf: its number, how many paths lead there, and its paths, if they are few enough to be written out."""
    edges = {(c.output, c.slot): i for i, c in enumerate(record.backward)}
    found = []
    for node in record.order:
        if node.op is None and node is not record.output:
            derivation = Derivation(record, node)
            found.append({"node": index[node], "count": f"{derivation.count:,.0f}", "paths": _paths(derivation, edges)})
    return found


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
