"""What Python asks of the numbers of a graph while it is recorded, and what it would have to ask again in another run.

A recorded graph is calculated anew with other numbers. It is then the right graph only if nothing in Python looked at a
number to decide how the graph goes on. While a watch is on, each look is noted. Three kinds of looks are no decisions,
and have functions of their own: a check that only refuses, a number that is kept for later, and a number by chance.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from autograd.graph.value import Value
from autograd.record.debug import PACKAGE

Test = Callable[[Any], Any]
"""Whether a number passes, or which numbers of an array do."""


class Look(NamedTuple):
    """Python's look at the number of a node, and the line of the program that looked."""

    node: Value
    place: str


class Check(NamedTuple):
    """A test that a node has to pass in each run."""

    node: Value
    test: Test


class Chance(NamedTuple):
    """A product `node`, whose factor `leaf`, 0 or 1, is drawn for each run by `draw`."""

    node: Value
    leaf: Value
    draw: Callable[[], bool]


class Watch:
    """What was noted, in order."""

    def __init__(self) -> None:
        self.looks, self.checks, self.chances = list[Look](), list[Check](), list[Chance]()
        self.thread = threading.get_ident()


_on: list[Watch] = []
_one_at_a_time = threading.RLock()


def _watch() -> Watch | None:
    return _on[-1] if _on and _on[-1].thread == threading.get_ident() else None


@contextmanager
def watched() -> Iterator[Watch]:
    """Note what this thread asks of Values. It replaces methods of `Value` while it is on, and costs nothing later.

    >>> x = Value(2.0)
    >>> with watched() as watch:
    ...     y = x * x if x > 1.0 else x  # a decision
    >>> len(watch.looks), watch.looks[0].node is x
    (1, True)
    """
    with _one_at_a_time:
        before = {name: vars(Value)[name] for name in ("data", "grad", "__float__", "__repr__", "__format__")}
        data, gradient = before["data"], before["grad"]

        def read(value: Value) -> Any:
            _note(value)
            return data.fget(value)

        def write(value: Value, number: object) -> None:
            _note(value)
            data.fset(value, number)

        def slope(value: Value) -> Any:
            _note(value)
            return gradient.__get__(value)

        def noting(method: Callable[..., Any]) -> Callable[..., Any]:
            def noted(value: Value, *given: Any) -> Any:
                _note(value)
                return method(value, *given)

            return noted

        _on.append(Watch())
        looked: dict[str, Any] = {"data": property(read, write), "grad": property(slope, gradient.__set__)}
        looked |= {name: noting(method) for name, method in before.items() if name not in looked}
        try:
            for name, method in looked.items():
                setattr(Value, name, method)
            yield _on[-1]
        finally:
            for name, method in before.items():
                setattr(Value, name, method)
            _on.pop()


def _note(node: Value) -> None:
    watch = _watch()
    if watch:
        frame = sys._getframe(2)
        while frame.f_back and frame.f_code.co_filename.startswith(PACKAGE):
            frame = frame.f_back
        watch.looks.append(Look(node, f"{frame.f_code.co_filename}:{frame.f_lineno}"))


def holds(x: Any, test: Test) -> Any:
    """Whether a number passes a test. It is for checks that refuse, and decide nothing else: each run asks again.

    >>> holds(Value(0.5), lambda p: (p >= 0.0) & (p <= 1.0))
    True
    """
    if not isinstance(x, Value):
        return test(x)
    watch = _watch()
    if watch:
        watch.checks.append(Check(x, test))
    return test(x._datum)


def kept(x: Value) -> Any:
    """The number of a node, to be kept for later; within a watch the node itself, which each run calculates anew.

    >>> kept(Value(1.0) + 2.0)
    3.0
    """
    return x if _watch() else x._datum


def by_chance(make: Callable[[], Any], draw: Callable[[], bool]) -> Any:
    """The number that `make` gives, or 0 where `draw` says so. Within a watch the number is a node in any case.

    >>> by_chance(lambda: 3.0, lambda: True), by_chance(lambda: Value(3.0), lambda: False)
    (3.0, 0.0)
    """
    drawn, watch = draw(), _watch()
    if not watch:
        return make() if drawn else 0.0
    leaf = Value(float(drawn))
    node = Value.lift(make()) * leaf
    watch.chances.append(Chance(node, leaf, draw))
    return node
