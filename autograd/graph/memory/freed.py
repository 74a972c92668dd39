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
_alone = 0
"""The references to a thing that is held by one variable alone. Python versions count the call differently, and some
Pythons count no references at all."""


def _last_holder(waiting: list[Any]) -> int:
    thing = waiting.pop()
    return sys.getrefcount(thing)


def _before_it_is_freed(node: Value) -> None:
    """What `Value.__del__` is. The collector calls it while others may still use the node, and only once: the node then
    stays as it is until the collector is done."""
    if _collecting:
        _met.append(node)
        return
    if _emptying:
        return  # its inputs wait already
    if getattr(node, "op", None) is not None:  # no leaf, and no node that was never finished
        _waiting.extend([getattr(node, "_x", None), getattr(node, "_y", None)])
        node._x = node._y = None
        _empty()


def _empty() -> None:
    """Free what waits and is held by nobody else. Its inputs are put into the list first, so they stay for now."""
    global _emptying
    _emptying = True
    count = sys.getrefcount
    try:
        while _waiting:
            thing = _waiting.pop()
            if count(thing) != _alone or thing is None:
                continue
            if type(thing) is tuple:
                _waiting.extend([x for x in thing if x.op is not None])  # a leaf holds nothing
            elif thing.op is not None:
                if thing.op.arity == 2:
                    _waiting.append(thing._y)
                _waiting.append(thing._x)
    finally:
        _emptying = False


def _around_a_collection(phase: str, info: Mapping[str, int]) -> None:
    global _collecting
    _collecting = phase == "start"
    if not _collecting:
        _waiting.extend(_met)
        _met.clear()
        if not _emptying:
            _empty()


def without_recursion() -> None:
    """From now on, free all graphs without recursion."""
    global _alone
    _alone = _last_holder([object()])
    Value.__del__ = _before_it_is_freed  # type: ignore[attr-defined]
    gc.callbacks.append(_around_a_collection)


if sys.platform == "emscripten":
    without_recursion()
