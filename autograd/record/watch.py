"""What Python asks of the numbers of a graph while it is recorded, and what it would have to ask again in another run.

A recorded graph is calculated anew with other numbers. It is then the right graph only if nothing in Python looked at a
number to decide how the graph goes on. While a watch is on, each look is noted. Three kinds of looks are no decisions,
and have functions of their own: a check that only refuses, a number that is kept for later, and a number by chance.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from autograd.calculus.numbers.number import plainly
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
    """What was noted, in order. `inputs` are leaves that stand for the numbers of a run. If it `records`, checks and
    chances are kept for other runs; else they are no concern of it, and happen as they do without a watch.

    `elsewhere` is the first look of another thread at a node that depends on them. Other threads may look at parameters
    while a network learns, and decide nothing by it.
    """

    def __init__(self, inputs: Iterable[Value] = (), *, records: bool = True) -> None:
        self.records = records
        self.looks, self.checks, self.chances = list[Look](), list[Check](), list[Chance]()
        self.inputs = frozenset(inputs)
        self.elsewhere: Look | None = None

    def concerns(self, node: Value) -> bool:
        """Whether a node depends on an input."""
        todo, seen = [node], {node}
        while todo:
            x = todo.pop()
            if x in self.inputs:
                return True
            more = [part for part in x.inputs if part not in seen]
            seen.update(more)
            todo += more
        return False


class _Here(threading.local):
    """The watches of this thread, the inner ones last."""

    def __init__(self) -> None:
        self.watches = list[Watch]()


_here = _Here()
_on: list[Watch] = []
"""The watches of all threads."""
_switching = threading.RLock()
"""Held while methods are replaced, and never while code of a user's runs."""


@contextmanager
def watched(inputs: Iterable[Value] = (), *, records: bool = True) -> Iterator[Watch]:
    """Note what is asked of Values. It replaces methods of `Value` while it is on, and costs nothing later. Several
    threads may watch at once: each notes its own looks, and looks of other threads at what depends on `inputs`. If it
    does not `record` a graph for other runs, it notes looks and no more.

    >>> x = Value(2.0)
    >>> with watched() as watch:
    ...     y = x * x if x > 1.0 else x  # a decision
    >>> len(watch.looks), watch.looks[0].node is x
    (1, True)
    """
    watch = Watch(inputs, records=records)
    try:
        with _switching:
            _on.append(watch)
            _replace(_NOTING)
        _here.watches.append(watch)
        yield watch
    finally:
        _here.watches[:] = [other for other in _here.watches if other is not watch]
        with _switching:
            _on[:] = [other for other in _on if other is not watch]
            if not _on:
                _replace(_PLAIN)


def _watch() -> Watch | None:
    """The innermost watch of this thread that records."""
    return next((watch for watch in reversed(_here.watches) if watch.records), None)


def _note(node: Value) -> None:
    for watch in _here.watches:
        watch.looks.append(Look(node, _place()))
    _note_elsewhere(node)


def _note_elsewhere(node: Value) -> None:
    """Note a look in the watches of other threads."""
    for watch in [watch for watch in _on if watch not in _here.watches]:
        if watch.elsewhere is None and watch.concerns(node):
            watch.elsewhere = Look(node, _place())


def _place() -> str:
    """The line outside of this package that is being run."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename.startswith(PACKAGE):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


_PLAIN: dict[str, Any] = {name: vars(Value)[name] for name in ("data", "grad", "__float__", "__repr__", "__format__")}
"""Methods that give a number away."""


def _noting(method: Callable[..., Any]) -> Callable[..., Any]:
    def noted(value: Value, *given: Any) -> Any:
        _note(value)
        return method(value, *given)

    return noted


_NOTING: dict[str, Any] = {name: _noting(method) for name, method in _PLAIN.items() if name not in ("data", "grad")}
_NOTING["data"] = property(_noting(_PLAIN["data"].__get__), _noting(_PLAIN["data"].__set__))
_NOTING["grad"] = property(_noting(_PLAIN["grad"].__get__), _PLAIN["grad"].__set__)  # a new node sets its gradient to 0


def _replace(methods: dict[str, Any]) -> None:
    for name, method in methods.items():
        setattr(Value, name, method)


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
    elif _on:
        _note_elsewhere(x)
    return test(x._datum)


def kept(x: Value) -> Any:
    """The number of a node, to be kept for later; within a watch the node itself, which each run calculates anew.

    >>> kept(Value(1.0) + 2.0)
    3.0
    """
    if _watch():
        return x
    if _on:
        _note_elsewhere(x)
    return x._datum if isinstance(x, Value) else plainly(x)


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
