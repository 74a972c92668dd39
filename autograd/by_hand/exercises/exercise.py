"""An exercise as data: a formula in the language of `parse`, its inputs with their numbers, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from autograd.by_hand.sheet.asking.settings import Options
from autograd.by_hand.sheet.roles import has_own_name
from autograd.by_hand.sheet.sheet import Sheet, worksheet
from autograd.by_hand.sheet.shown.places import leaves_named
from autograd.graph.expression import parse
from autograd.graph.value import Value
from autograd.language import say


class Input(NamedTuple):
    """An input: its name, and its `default`, which is a number, a list or a list of rows.

    Other numbers for it are whole multiples of `unit`, from `least` to `most` of them, with either sign if `signed`. So
    a unit of 1 gives whole numbers of one digit, and a unit of 0.1 one digit behind the point. The `kind` may also be
    "one-hot", for a 1 among zeros, or "fixed", for numbers that stay.
    """

    name: str
    default: Any
    unit: float = 1.0
    signed: bool = False
    kind: str = "number"
    least: int = 1
    most: int = 9

    @property
    def shape(self) -> tuple[int, ...]:
        """Its sizes: none for a number, one for a list, two for a list of rows.

        >>> Input("W", [[1, 2, 3], [4, 5, 6]]).shape, Input("x", 3).shape
        ((2, 3), ())
        """
        sizes, items = [], self.default
        while isinstance(items, list):
            sizes.append(len(items))
            items = items[0]
        return tuple(sizes)

    @property
    def numbers(self) -> tuple[float, ...]:
        """What each of its numbers may be instead, in `ringo exercise --seed` or for the students of a class; none if
        they stay.

        >>> Input("x", 2, most=3, signed=True).numbers, Input("rate", 0.1, 0.1, most=3).numbers
        ((-3.0, -2.0, -1.0, 1.0, 2.0, 3.0), (0.1, 0.2, 0.3))
        """
        if self.kind != "number":
            return ()
        steps = [*range(self.least, self.most + 1)]
        steps = [*(-n for n in reversed(steps)), *steps] if self.signed else steps
        return tuple(round(float(n * self.unit), 6) for n in steps)


def _each(name: str, items: Any) -> Iterator[tuple[str, float]]:
    """The numbers of an input, each with the name that its leaf has."""
    if not isinstance(items, list):
        yield name, items
        return
    for i, item in enumerate(items):
        yield from _each(f"{name}[{i}]", item)


class Exercise(NamedTuple):
    """A formula and its inputs. `name` is that on the command line; its sentences are "exercise NAME" and, behind a
    colon, "aim", "source" and "numbers". All but the last hold for any numbers.

    `parameters` are names of inputs, of which the gradients are asked and which are updated with the learning `rate`.
    Without them the names tell. If several `steps` are made, they are those of an `optimizer`. `ask` names rows by key
    or kind, where the level is not what the exercise asks for.
    """

    name: str
    formula: str
    inputs: tuple[Input, ...]
    parameters: tuple[str, ...] = ()
    level: str = "everything"
    rate: float | None = None
    grids: bool = False
    ask: tuple[str, ...] = ()
    optimizer: str = "sgd"
    steps: int = 1

    @property
    def title(self) -> str:
        return say(f"exercise {self.name}")

    @property
    def aim(self) -> str:
        """What is learnt, in a sentence."""
        return say(f"exercise {self.name}: aim")

    @property
    def source(self) -> str:
        """Where the formula is from, whatever the numbers are."""
        return say(f"exercise {self.name}: source")

    def about(self, leaves: Iterable[Value]) -> Iterator[str]:
        """The lines of a sheet with these leaves that say what is learnt and where it is from. What the source says of
        its numbers stands there only if the leaves have them."""
        yield say("exercise aim", aim=self.aim)
        numbers = f"exercise {self.name}: numbers" if self._are_published(leaves) else "exercise other numbers"
        yield say("exercise source", source=self.source, numbers=say(numbers))

    def _are_published(self, leaves: Iterable[Value]) -> bool:
        numbers = dict(each for of in self.inputs for each in _each(of.name, of.default))
        return {leaf.name: leaf.data for leaf in leaves if has_own_name(leaf)} == numbers

    @property
    def numbers(self) -> dict[str, Any]:
        """The published numbers by the names of the inputs."""
        return {of.name: of.default for of in self.inputs}

    def output(self, numbers: Mapping[str, Any] | None = None) -> Value:
        """The output, for the published numbers or for others."""
        return parse(self.formula, self.numbers if numbers is None else self.numbers | dict(numbers))

    def sheet(self, numbers: Mapping[str, Any] | None = None) -> Sheet:
        """The worksheet, for the published numbers or for others.

        Raises `ExpressionError` for numbers for which the formula has no value.
        """
        out = self.output(numbers)
        parameters = leaves_named(out, self.parameters) if self.parameters else None
        options: Options = {"exercise": self.name}
        if self.ask:
            options["ask"] = self.ask
        if self.steps > 1:
            options |= {"optimizer": self.optimizer, "steps": self.steps}
        return worksheet(out, self.rate, parameters=parameters, level=self.level, grids=self.grids, **options)
