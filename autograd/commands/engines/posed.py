"""A typed formula as a question to an engine: each node of its graph is a call of the engine's own.

The text that was typed is read by `parse` and shown; no engine gets to see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograd.calculus.numbers.number import Number
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.checking.engines.engine import Engine, typed
from autograd.checking.engines.live import Asked, Order
from autograd.commands import UserError
from autograd.commands.engines.filled import PLACE, filled
from autograd.graph.expression import parse
from autograd.graph.expression.definitions import read
from autograd.graph.functions import apply
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import printable

MOST = 12
"""So many inputs are compared: each is a column."""
ELSEWHERE = 0.5, 2.0, -0.5
"""Numbers at which most functions have a value."""
LONGEST = 80
"""So much of a call is shown."""


class Posed:
    """The formula at the typed numbers: its graph, and the leaves that a derivative is taken of, in their order.

    Where it has no value there, as log(x) at 0, `refused` is the sentence that says so, and of the graph the operations
    and the leaves alone are true.
    """

    def __init__(self, expression: str, variables: Mapping[str, Any]) -> None:
        self.expression, self.variables, self.refused = expression, variables, ""
        self.numbers: dict[str, float] = {}
        self.given(lambda number, label: self.numbers.setdefault(label, number))
        try:
            self.out = parse(expression, self.given(lambda number, label: Value(number, name=label)))
        except ExpressionError as error:
            self.out, self.refused = self._without_value(error), error.message
        _, used = read(expression, given=variables)
        for name in variables:
            if name not in used:
                raise UserError(say("number without a use", name=printable(name)))
        self.nodes = inputs_first([self.out])
        self.leaves = [x for x in self.nodes if x.op is None and x.name in self.numbers]
        if len(self.leaves) > MOST:
            raise UserError(say("too many to compare", most=MOST, count=len(self.leaves)))

    def _without_value(self, error: ExpressionError) -> Value:
        """The graph as it is at other numbers, with the typed numbers in its leaves. Raises the error if there is no
        such number, or if the graph may be another one there."""
        for number in ELSEWHERE:
            try:
                out = parse(self.expression, self._at(number))
            except ExpressionError:
                continue
            nodes = inputs_first([out])
            if any(x.op and x.op.unbound.name in ("where", "choose") for x in nodes):
                break
            for x in nodes:
                if x.op is None and x.name in self.numbers:
                    x.data = self.numbers[x.name]
            return out
        raise error

    def _at(self, number: float) -> dict[str, Any]:
        return self.given(lambda _, label: Value(number, name=label))

    def given(self, make: Callable[[float, str], Any]) -> dict[str, Any]:
        """The typed numbers, lists and lists of lists, with something else in the place of each number."""

        def made(given: Any, label: str) -> Any:
            if not isinstance(given, list):
                return make(given, label)
            if given and isinstance(given[0], list):
                return [[make(x, f"{label}[{i}, {j}]") for j, x in enumerate(row)] for i, row in enumerate(given)]
            return [make(x, f"{label}[{i}]") for i, x in enumerate(given)]

        return {name: made(given, name) for name, given in self.variables.items()}

    @property
    def name(self) -> str:
        """What the result is called: as the formula calls it, or z."""
        if self.out.op is not None and self.out.name:
            return printable(self.out.name)
        return next(name for name in ("z", "f", "out", "result") if name not in self.variables)

    @property
    def bends(self) -> bool:
        """Whether an operation has a kink here."""
        return any(x.op and x.op.kink(*[one.data for one in x.inputs]) for x in self.nodes)

    def lists(self) -> dict[str, list[Value]]:
        """The leaves of each list that was typed, where all of it is in the graph."""
        named = {leaf.name: leaf for leaf in self.leaves}
        found: dict[str, list[Value]] = {}
        for name, given in self.variables.items():
            leaves = [named.get(f"{name}[{i}]") for i, _ in enumerate(given)] if isinstance(given, list) else []
            if leaves and None not in leaves:
                found[name] = [leaf for leaf in leaves if leaf is not None]
        return found

    def function(self, *xs: Any) -> Any:
        """The formula as a function of the leaves: read again, or for numbers that `parse` does not take, such as
        complex ones, node by node, if it decides nothing."""
        if any(isinstance(x, Number) and not isinstance(x, Value) for x in xs):
            return self._calculated(xs)
        moved = {leaf.name: x for leaf, x in zip(self.leaves, xs, strict=True)}
        return parse(self.expression, self.given(lambda number, label: moved.get(label, number)))

    def _calculated(self, xs: Sequence[Any]) -> Any:
        found: dict[Value, Any] = dict(zip(self.leaves, xs, strict=True))
        for node in self.nodes:
            if node.op is not None and node.op.name == "where":
                raise TypeError("a decision may be another one nearby")
            if node not in found:
                found[node] = node.data if node.op is None else apply(node.op, [found[x] for x in node.inputs])
        return found[self.out]


@dataclass(frozen=True)
class Way:
    """One way to ask an engine: the call as one types it, how the inputs are made, and what the engine is sent."""

    call: str
    made: str
    leaf: int
    steps: tuple[tuple[str, str], ...]
    inputs: Mapping[str, float]

    def asked(self, order: Order) -> Asked:
        return Asked(self.steps, self.inputs, order, self.leaf)


def lacking(posed: Posed, engine: Engine) -> str:
    """The name of the first operation that the engine has not; empty if it has all."""
    return next((x.op.name for x in posed.nodes if x.op and not engine.spellings.get(x.op.unbound.name)), "")


def ways(posed: Posed, engine: Engine) -> Iterator[Way]:
    """Each way to ask: where operations have several calls, all first ones, then all second ones, and so on."""
    several = [len(_calls(x.op, x, engine, {})) for x in posed.nodes if x.op]
    for choice in range(max(several, default=1)):
        for leaf, _ in enumerate(engine.leaves):
            yield _way(posed, engine, choice, leaf)


def _way(posed: Posed, engine: Engine, choice: int, leaf: int) -> Way:
    """Numbers of the formula are inputs too, since an engine may take none but its own numbers."""
    known: dict[Value, str] = {}
    shown: dict[Value, str] = {}
    inputs: dict[str, float] = {}
    for slot, x in enumerate([*posed.leaves, *[x for x in posed.nodes if x.op is None and x not in set(posed.leaves)]]):
        known[x] = f"v{slot}"
        inputs[f"v{slot}"] = x.data
        shown[x] = x.name or typed(x.data)
    steps = []
    for number, x in enumerate(posed.nodes):
        if x.op is None:
            continue
        place = {one: f"<{i}>" for i, one in enumerate(dict.fromkeys(x.inputs))}
        calls = _calls(x.op, x, engine, place)
        call = calls[min(choice, len(calls) - 1)]
        sent = PLACE.sub(lambda found, parts=[*place]: known[parts[int(found[1])]], call)  # type: ignore[misc]
        known[x] = f"n{number}"
        steps.append((known[x], sent))
        for name, leaves in posed.lists().items():  # a list that one types by its name
            if all(one in place for one in leaves):
                call = call.replace(engine.gathered([place[one] for one in leaves]), name)
        text = filled(call, [shown[part] for part in place])
        shown[x] = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"  # a part that is used twice doubles it
    return Way(shown[posed.out], engine.leaves[leaf], leaf, tuple(steps or [("n0", known[posed.out])]), inputs)


def respelled(posed: Posed, engine: Engine, op: str, constants: Mapping[str, float], call: str) -> str:
    """A call of the table, with the inputs' own names."""
    calls = engine.calls(op, constants)
    if call not in calls:
        return call
    if posed.out.op is not None and posed.out.op.name == op:
        return _way(posed, engine, calls.index(call), 0).call
    return engine.calls(op, constants, x=posed.leaves[0].name or "x")[calls.index(call)]


def _calls(op: Op, node: Value, engine: Engine, places: Mapping[Value, str]) -> list[str]:
    """The calls of one node; `places` are the names of its inputs."""
    names = [places.get(x, "x") for x in node.inputs]
    constants = dict(op.bound)
    if op.arity != MANY:
        return engine.calls(op.name, constants, **dict(zip(("x", "y"), names, strict=False)))
    if op.index:
        constants["i"] = node.inputs[-1].data
        names = names[:-1]
    if op.name == "dot" and len(names) % 2:  # the bias of a neuron
        half = len(names) // 2
        lists = engine.gathered(names[:half]), engine.gathered(names[half:-1])
        return [f"{call} + {names[-1]}" for call in engine.calls("dot", xs=lists[0], ys=lists[1])]
    half = len(names) // 2 if op.name == "dot" else len(names)
    return engine.calls(op.name, constants, xs=engine.gathered(names[:half]), ys=engine.gathered(names[half:]))


def titled(posed: Posed, along: Sequence[int]) -> str:
    """The title of a column, such as ∂²z/∂x²."""
    if not along:
        return posed.name
    names = [posed.leaves[slot].name or "" for slot in along]
    if len(names) == 1:
        return f"∂{posed.name}/∂{printable(names[0])}"
    if names[0] == names[1]:
        return f"∂²{posed.name}/∂{printable(names[0])}²"
    return f"∂²{posed.name}/∂{printable(names[0])}∂{printable(names[1])}"
