"""A long session of a user's: graphs built, differentiated again and again, zeroed, changed and let go."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import autograd
from autograd import ChangedDataError, Value, grad, steps
from tests.conftest import fewer

# The plain model's own mathematics: what a node is, and its derivative with respect to each input.
MATHEMATICS: dict[str, tuple[Callable[..., Any], Callable[..., float], Callable[..., list[float]]]] = {
    "+": (lambda a, b: a + b, lambda a, b: a + b, lambda a, b: [1.0, 1.0]),
    "-": (lambda a, b: a - b, lambda a, b: a - b, lambda a, b: [1.0, -1.0]),
    "*": (lambda a, b: a * b, lambda a, b: a * b, lambda a, b: [b, a]),
    "/": (lambda a, b: a / (b * b + 1), lambda a, b: a / (b * b + 1),
          lambda a, b: [1 / (b * b + 1), -2 * a * b / (b * b + 1) ** 2]),
    "sin": (lambda a: autograd.sin(a), math.sin, lambda a: [math.cos(a)]),
    "tanh": (lambda a: a.tanh(), math.tanh, lambda a: [1 / math.cosh(a) ** 2]),
    "cube": (lambda a: a**3, lambda a: a**3, lambda a: [3 * a * a]),
    "relu": (lambda a: a.relu(), lambda a: max(a, 0.0), lambda a: [1.0 if a > 0 else 0.0]),
    "total": (lambda a, b, c: autograd.total([a, b, c]), lambda a, b, c: a + b + c, lambda a, b, c: [1.0] * 3),
    "dot": (lambda a, b, c: autograd.dot([a], [b], c), lambda a, b, c: a * b + c, lambda a, b, c: [b, a, 1.0]),
}  # fmt: skip


class Node:
    """What the model knows of a Value: how it was made, from which nodes, and which gradient it should hold."""

    def __init__(self, value: Value, number: float, inputs: tuple[Node, ...] = (), locals_: tuple[float, ...] = ()):
        self.value, self.number, self.inputs, self.locals = value, number, inputs, locals_
        self.grad = 0.0
        self.size = 0.0  # of the terms that grad is the sum of, for its rounding error
        self.stale: bool = any(x.stale for x in inputs)

    def derivatives(self, wrt: Node, known: dict[int, tuple[float, float]]) -> tuple[float, float]:
        """The derivative of this node with respect to `wrt`, by the forward chain rule, and the size of its terms."""
        if self is wrt:
            return 1.0, 1.0
        if id(self) not in known:
            parts = [x.derivatives(wrt, known) for x in self.inputs]
            known[id(self)] = (
                math.fsum(d * local for (d, _), local in zip(parts, self.locals, strict=True)),
                math.fsum(s * abs(local) for (_, s), local in zip(parts, self.locals, strict=True)),
            )
        return known[id(self)]

    def before(self) -> list[Node]:
        """Everything this node depends on, itself included."""
        found = {id(self): self}
        for x in self.inputs:
            found |= {id(node): node for node in x.before()}
        return list(found.values())


class Session(RuleBasedStateMachine):
    @initialize(numbers=st.lists(st.integers(-20, 20), min_size=1, max_size=3))
    def start(self, numbers: list[int]) -> None:
        self.nodes = [Node(Value(n / 10), n / 10) for n in numbers]

    def pick(self, index: int) -> Node:
        return self.nodes[index % len(self.nodes)]

    @precondition(lambda self: len(self.nodes) < 15)
    @rule(name=st.sampled_from(sorted(MATHEMATICS)), picks=st.lists(st.integers(0, 14), min_size=3, max_size=3))
    def build(self, name: str, picks: list[int]) -> None:
        make, value, derivatives = MATHEMATICS[name]
        inputs = tuple(map(self.pick, picks))[: derivatives.__code__.co_argcount]
        numbers = [x.value.data for x in inputs]
        if abs(value(*numbers)) < 100:
            made = Node(make(*[x.value for x in inputs]), value(*numbers), inputs, tuple(derivatives(*numbers)))
            self.nodes.append(made)

    @rule(index=st.integers(0, 14), times=st.integers(1, 3))
    def run_backward(self, index: int, times: int) -> None:
        output = self.pick(index)
        if output.stale:
            with pytest.raises(ChangedDataError):
                output.value.backward()
            with pytest.raises(ChangedDataError):
                steps(output.value)
            with pytest.raises(ChangedDataError):
                grad(output.value, [x.value for x in output.before()])
            for node in output.before():  # leaves keep what they had, and results have no gradient of this call
                node.grad *= not node.inputs
            return
        recorded = steps(output.value).gradient
        for _ in range(times):
            output.value.backward()
        for node in output.before():
            derivative, size = output.derivatives(node, {})
            assert math.isclose(recorded[node.value], derivative, rel_tol=0.0, abs_tol=1e-12 * size)
            is_leaf = not node.inputs
            node.grad = node.grad * is_leaf + derivative * (times if is_leaf else 1)
            node.size = node.size * is_leaf + size * times

    @rule(index=st.integers(0, 14))
    def zero(self, index: int) -> None:
        node = self.pick(index)
        node.value.grad = node.grad = node.size = 0.0

    @rule(index=st.integers(0, 14), number=st.integers(-20, 20))
    def change(self, index: int, number: int) -> None:
        node = self.pick(index)
        node.value.data = node.number = number / 10
        for other in self.nodes:
            depends = any(x is node for x in other.before())
            other.stale = other.stale or (depends and bool(other.inputs))  # a result set by hand is stale by itself

    @precondition(lambda self: len(self.nodes) > 1)
    @rule(index=st.integers(0, 14))
    def let_go(self, index: int) -> None:
        self.nodes.remove(self.pick(index))

    @invariant()
    def agrees_with_the_model(self) -> None:
        for node in getattr(self, "nodes", []):
            assert math.isclose(node.value.data, node.number, rel_tol=1e-12, abs_tol=1e-12)
            assert math.isclose(node.value.grad, node.grad, rel_tol=0.0, abs_tol=1e-12 * node.size + 1e-300)


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=fewer(500))
