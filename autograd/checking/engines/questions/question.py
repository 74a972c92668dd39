"""One question: a function, its inputs and constants, and the order of the derivative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograd.checking.engines.engine import Engine
from autograd.checking.engines.live import Asked, Order
from autograd.checking.engines.questions.functions import FUNCTIONS, Function


@dataclass(frozen=True)
class Question:
    """The derivatives of `op` at `xs`: its value (order 0), its gradient (1) or its Hessian (2).

    `xs` are all inputs, one after the other; those of a `dot` are the weights and then the inputs.

    >>> question = Question("elu", (0.0,), {"alpha": 2.0})
    >>> question.key, question.inputs
    ("elu(x, alpha=2)' at 0.0", {'x': 0.0})
    """

    op: str
    xs: tuple[float, ...]
    constants: Mapping[str, float] = field(default_factory=dict)
    order: Order = 1

    @property
    def function(self) -> Function:
        return FUNCTIONS[self.op]

    @property
    def shown(self) -> str:
        """The function as readers write it, with its constants."""
        return self.function.written(self.constants)

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.shown}{chr(39) * self.order} at {', '.join(map(repr, self.xs))}"

    @property
    def inputs(self) -> dict[str, float | list[float]]:
        """The inputs by name, numbers or lists of numbers, as the engines' calls name them."""
        return self.function.inputs(self.xs)

    def asked(self, engine: Engine) -> Iterator[tuple[str, str, Asked]]:
        """Each way to ask an engine: the call, how its inputs are made, and what the engine is sent. An engine without
        second derivatives is not asked for them."""
        if self.order == 2 and not engine.second:
            return
        for call in engine.calls(self.op, self.constants):
            for leaf, made in enumerate(engine.leaves):
                yield call, made, Asked((("z", call),), self.inputs, self.order, leaf)


def ask(
    op: str, *points: float | Sequence[float], orders: Sequence[Order] = (1,), **constants: float
) -> list[Question]:
    """Questions of one function: at each point, each order."""
    listed = [(point,) if isinstance(point, int | float) else point for point in points]
    return [Question(op, tuple(map(float, xs)), constants, order) for xs in listed for order in orders]


def over(
    op: str, *points: float | Sequence[float], orders: Sequence[Order] = (1,), **constant: Sequence[float]
) -> list[Question]:
    """Questions of one function: with each number for its one constant, at each point, each order."""
    ((name, numbers),) = constant.items()
    return [question for x in numbers for question in ask(op, *points, orders=orders, **{name: x})]
