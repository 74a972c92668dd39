"""Copies and pickles of Values, at any depth.

Python copies and pickles by recursion, one frame per node, and fails at a depth of a few hundred.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from typing import Any

from autograd.calculus.order import inputs_first
from autograd.graph.value import Value, restored


def _deep_copy(output: Value, memo: dict[int, Any]) -> Value:
    for node in inputs_first([output]):
        if id(node) not in memo:
            memo[id(node)] = restored(node.op, tuple(memo[id(x)] for x in node.inputs), *_rest(node))
    copy: Value = memo[id(output)]
    return copy


def _rest(node: Value) -> tuple[float, float, str | None, int]:
    return node._datum, node.grad, node.name, node._set


class _Announcement:
    """The nodes of one pickling, inputs first. A pickler keeps whatever it has pickled, so this object lives as
    long."""

    __slots__ = ("__weakref__", "nodes")

    def __init__(self, nodes: Iterable[int]) -> None:
        self.nodes = frozenset(nodes)

    def __reduce__(self) -> tuple[type[int], tuple[()]]:
        return int, ()  # nothing of it is needed when reading


_latest: Callable[[], _Announcement | None] = lambda: None


def _reduced(node: Value) -> tuple[Callable[..., Value], tuple[Any, ...]]:
    """The parts of a node, as pickle asks for them. A node first announces all nodes that it depends on, inputs first.
    So pickle meets each node after its inputs, and an announced node announces nothing again."""
    global _latest
    announcement = _latest()
    earlier: tuple[Value, ...] = ()
    if announcement is None or id(node) not in announcement.nodes:
        earlier = tuple(inputs_first(node.inputs))
        announcement = _Announcement(map(id, earlier))
        _latest = weakref.ref(announcement)
    return _unpickled, (announcement, earlier, node.op, node.inputs, *_rest(node))


def _unpickled(_: object, earlier: object, *parts: Any) -> Value:
    return restored(*parts)


Value.__deepcopy__ = _deep_copy  # type: ignore[attr-defined]
Value.__reduce__ = _reduced  # type: ignore[method-assign, assignment]
