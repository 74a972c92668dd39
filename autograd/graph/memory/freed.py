"""A graph freed without recursion, where Python itself cannot: in WebAssembly.

Python frees an object from within the object that held it, a call within a call for a chain. It puts the rest off as
soon as the C stack is nearly full. In WebAssembly nobody can tell how full the stack is: a chain of some thousand
Values would end the interpreter. So a Value gives its inputs away there before it is freed. They wait in a list, and
whoever empties the list frees them one after the other.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import Any

from autograd.graph.value import Value

_waiting: list[Any] = []  # Values, and tuples of inputs, that may have lost their last holder
_met: list[Value] = []  # Values that the garbage collector is about to free
_emptying = _collecting = False


def _last_holder(waiting: list[Any]) -> int:
    thing = waiting.pop()
    return sys.getrefcount(thing)


ALONE = _last_holder([object()])
"""The references to a thing that is held by one variable alone. Python versions count the call differently."""


def _before_it_is_freed(node: Value) -> None:
    """What `Value.__del__` is. The collector calls it while others may still use the node, and only once: the node then
    stays as it is until the collector is done."""
    if _collecting:
        _met.append(node)
        return
    _give_away_inputs(node)
    if not _emptying:
        _empty()


def _give_away_inputs(node: Value) -> None:
    for slot in "_x", "_y":
        held = getattr(node, slot, None)  # None for the inputs of a leaf, and of a node that was never finished
        if held is not None:
            setattr(node, slot, None)
            _waiting.append(held)


def _empty() -> None:
    global _emptying
    _emptying = True
    try:
        while _waiting:
            thing = _waiting.pop()
            if sys.getrefcount(thing) == ALONE:
                if isinstance(thing, tuple):
                    _waiting.extend(thing)
                else:
                    _give_away_inputs(thing)
    finally:
        _emptying = False


def _around_a_collection(phase: str, info: Mapping[str, int]) -> None:
    global _collecting
    _collecting = phase == "start"
    if not _collecting:
        _waiting.extend(_met)
        _met.clear()
        _empty()


def without_recursion() -> None:
    """From now on, free all graphs without recursion."""
    Value.__del__ = _before_it_is_freed  # type: ignore[attr-defined]
    gc.callbacks.append(_around_a_collection)


if sys.platform == "emscripten":
    without_recursion()
