"""A claimed formula beside its function: both at numbers of any system, and the search for a counterexample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from inspect import Parameter, Signature
from typing import Any

from autograd.by_hand.claims.drawn import drawn, proposed
from autograd.by_hand.claims.formulas import Function, no_such_input, place
from autograd.by_hand.claims.tried import Tried
from autograd.graph.expression.definitions import normal
from autograd.graph.expression.vectors import Array, described
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ExpressionError, refuse_kind
from autograd.language.text import printable
from autograd.testing.certainty.pieces.moved import nearby
from autograd.testing.gradients.arguments import at, flat, mapped
from autograd.testing.gradients.points import NoPoint
from autograd.testing.gradients.search import Search

TOLERANCE, EXAMPLES, EXAMPLES_OF_ARRAYS = 1e-9, 300, 200


class Posed:
    """A claim about a function, calculated at numbers of any system, and the search for a counterexample.

    Raises `ExpressionError` for a claim that is none about this function.
    """

    def __init__(
        self, function: Function, formula: str, wrt: str, onehot: Iterable[str], shares: Iterable[str]
    ) -> None:
        self.function, self.formula, self.wrt = function, formula, wrt
        inputs = function.inputs
        self.name, self.path = place(wrt)
        if self.name not in inputs:
            raise ExpressionError(_no_input(self.name, function))
        _refuse_no_place(printable(self.name), function.shapes[self.name], self.path)
        for argument, names in ("onehot", onehot), ("shares", shares):
            if not isinstance(names, Iterable):
                refuse_kind(argument, names, "kind names")
        one_hot, shares = (list(map(normal, [of] if isinstance(of, str) else of)) for of in (onehot, shares))
        for name in [*one_hot, *shares]:
            if not self.function.shapes.get(name):
                raise ExpressionError(say("no vector", name=printable(name)))
        self.one_hot, self.shares = one_hot, shares
        self.free = [i for i, name in enumerate(inputs) if name not in {*one_hot, *shares}]
        self.is_free = len(self.free) == len(inputs)
        self.plain = self.function.formula(formula, wrt)
        examples = EXAMPLES_OF_ARRAYS if any(self.function.shapes.values()) else EXAMPLES
        look = proposed(drawn(self.function, one_hot, shares, formula))
        self.search: Search[Tried] = Search(self.called(), self.claimed, look, TOLERANCE, examples, Tried)
        reach = [(lambda _: True) if i in self.free else None for i in range(len(inputs))]
        self.search.more.append(partial(nearby, (self.calculated, self.claimed_array), reach))

    def called(self) -> Any:
        """The function, with a signature that names its inputs."""

        def f(*leaves: Any) -> Any:
            return self.function(*leaves)

        f.__name__ = self.function.output
        inputs = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in self.function.inputs]
        f.__signature__ = Signature(inputs)  # type: ignore[attr-defined]
        return f

    def given(self, numbers: Sequence[Any]) -> dict[str, Array]:
        """The inputs as arrays of these numbers, which may be of any system."""
        shapes = self.function.shapes
        return {name: Array(shapes[name], x, True) for name, x in zip(self.function.inputs, numbers, strict=True)}

    def calculated(self, *numbers: Any) -> dict[str, Array]:
        """Every name of the function at these numbers."""
        return self.function.names(self.given(numbers))

    def claimed_array(self, *numbers: Any) -> Array:
        """The claimed formula at these numbers."""
        return self.function.value(self.plain, self.calculated(*numbers))

    def claimed(self, *numbers: Any) -> Any:
        """The claimed gradient at these numbers, in Values: that of the only input, or of each."""
        gradients = self.gradients(*[mapped(lambda x, path: Value(x), x) for x in numbers])
        return gradients[0] if len(gradients) == 1 else gradients

    def gradients(self, *numbers: Any) -> tuple[Any, ...]:
        """The claimed gradient of each input at numbers of any system. Inputs without a claim have None."""
        given = self.given(numbers)
        items = given[self.name].items
        if self.path and self.path not in [place[: len(self.path)] for place in flat(items)]:
            raise NoPoint(say("no output", j=self.path[0], n=len(items)))
        found = self.function.value(self.plain, self.function.names(given))

        def claimed_at(x: Any, path: tuple[int, ...]) -> Any:
            if path[: len(self.path)] != self.path:
                return None  # of this number nothing is claimed
            return at(found.items, path[len(self.path) :]) if found.shape else found.items

        gradient = found.items if found.shape and not self.path else mapped(claimed_at, items)
        return tuple(gradient if name == self.name else None for name in self.function.inputs)


def _no_input(wrt: str, function: Function) -> str:
    if wrt in function.defined and function.inputs:
        return say("calculated", name=printable(wrt), inputs=", ".join(function.inputs))
    return no_such_input(wrt, function.inputs)


def _refuse_no_place(name: str, shape: Sequence[str], path: Sequence[int]) -> None:
    for k, j in enumerate(path):
        if k >= len(shape):
            said = say("no place", j=j, shape=described(())) if k else say("place of a scalar", j=j, name=name)
            raise ExpressionError(said)
        if shape[k].isdigit() and j >= int(shape[k]):
            raise ExpressionError(say("no output", j=j, n=shape[k]))
