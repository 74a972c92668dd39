"""Copies and pickles of Values, at any depth.

Python's own way descends from an output to its inputs, one frame per node, and ends at a depth of a few hundred.
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
    """The nodes that one pickling meets inputs first. A pickler keeps what it has pickled, so this lives as long."""

    __slots__ = ("__weakref__", "nodes")

    def __init__(self, nodes: Iterable[int]) -> None:
        self.nodes = frozenset(nodes)

    def __reduce__(self) -> tuple[type[int], tuple[()]]:
        return int, ()  # nothing of it is needed when reading


_latest: Callable[[], _Announcement | None] = lambda: None


def _reduced(node: Value) -> tuple[Callable[..., Value], tuple[Any, ...]]:
    """What pickle asks for. A node announces all the nodes before it and has them pickled first, inputs first: pickle
    then meets every node when it has met its inputs, and an announced node need not announce again."""
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
