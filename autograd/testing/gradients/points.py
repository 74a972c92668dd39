"""One point at which a function and its claimed gradient are compared, and the difference that rounding may cause.

Other modules read from a point what is wrong, and find the reason. `assertion` looks for the points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.backward import contributions
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, real
from autograd.testing.gradients.arguments import as_values, flat, mapped, names_of, shape

UNIT = 1e-9
"""The relative rounding for which `Point.rounding` is calculated: small, but far above the rounding of one float."""

UNDERFLOW = 1e-100
"""A smaller difference counts as none: the square of such a number may be 0 in floats."""


class NoPoint(Exception):  # noqa: N818  (the search goes on)
    """The claim cannot be judged here: f is not defined or has a kink, or a number is beyond the largest float."""


class Entry(NamedTuple):
    """One number of a gradient. It belongs to `leaf`, which lies at `path` in argument number `argument`."""

    argument: int
    path: tuple[int, ...]
    leaf: Value
    claimed: float
    true: float


class Point:
    """f and its claimed gradient at `arguments`, each a number, a list or a matrix. `names` are the names of the
    arguments in f.

    `claims` are the claimed gradients as they were given, and `entries` the same number by number, without those of
    which nothing is claimed. `edges` are the
    multiplications of the chain rule that give the true gradients. `transposed` holds the arguments whose claimed
    gradient has rows and columns swapped. `no_value` says why the claimed formula has no value here; it is None if it
    has one.

    Raises `NoPoint` where the two cannot be compared. Raises `TypeError` or `ValueError` if f is no function of these
    arguments, or the claim is no gradient.

    >>> [entry] = Point(lambda x: x * x, lambda x: x, [3.0]).entries
    >>> entry.true, entry.claimed
    (6.0, 3.0)
    """

    def __init__(self, f: Callable[..., Any], claimed: Callable[..., Any], arguments: Sequence[Any]) -> None:
        self.names, self.has_keywords = names_of(f, len(arguments))
        try:
            leaves = [as_values(argument, name) for argument, name in zip(arguments, self.names, strict=True)]
            self.arguments = [mapped(lambda x, path: x.data, leaf) for leaf in leaves]
            self.output = _one_value(f(*leaves))
            self.leaves = [flat(leaf) for leaf in leaves]
            self.order = _depending_on({leaf for of in self.leaves for leaf in of.values()}, self.output)
            self.edges = list(contributions(self.order, 1.0, lambda node: node.data)) if self.order else []
        except (DomainError, ArithmeticError) as error:
            raise NoPoint(str(error)) from None
        for node in self.order:
            if node.op is not None and node.op.kink(*[x.data for x in node.inputs]):
                numbers = ", ".join(str(x.data) for x in node.inputs)
                raise NoPoint(say("point at a kink", op=node.op.name, numbers=numbers))
        self.no_value: str | None = None
        self.transposed: set[int] = set()
        self.entries = tuple(self._entries(claimed))

    def _entries(self, claimed: Callable[..., Any]) -> Iterator[Entry]:
        true = self.replayed({})
        gradients = self._gradients(claimed)
        self.claims = [g if g is None else _floats(g, name) for name, g in zip(self.names, gradients, strict=True)]
        for argument, gradient in enumerate(self.claims):
            if gradient is not None:
                numbers = self._shaped(argument, gradient)
                for path, leaf in self.leaves[argument].items():
                    if numbers[path] is None:  # of this one nothing is claimed
                        continue
                    yield Entry(argument, path, leaf, numbers[path], true.get(leaf, 0.0))
                    if not math.isfinite(numbers[path]) and not self.no_value:
                        self.no_value = say("it gives", number=numbers[path], name=leaf.name)

    def _gradients(self, claimed: Callable[..., Any]) -> Sequence[Any]:
        """The claimed gradients, one per argument, with None where nothing is claimed."""
        count = len(self.arguments)
        try:
            gradients = claimed(*[mapped(lambda x, path: x, argument) for argument in self.arguments])
        except OverflowError as error:
            raise NoPoint(say("claim too large", error=error)) from None
        except (ArithmeticError, ValueError) as error:
            told = isinstance(error, DomainError)  # in a sentence
            self.no_value = str(error) if told else say("it raises", kind=type(error).__name__, error=error)
            return [mapped(lambda x, path: math.nan, argument) for argument in self.arguments]
        if gradients is None:
            raise TypeError(say("claim returned None"))
        if count == 1:
            return (gradients,)
        gradients = gradients.tolist() if hasattr(gradients, "tolist") else gradients
        if not isinstance(gradients, (list, tuple)) or len(gradients) != count:
            returned = len(gradients) if isinstance(gradients, (list, tuple)) else shape(gradients)
            raise ValueError(say("claim returned another number of gradients", count=count, returned=returned))
        if all(gradient is None for gradient in gradients):
            raise ValueError(say("None for every argument"))
        return gradients

    def _shaped(self, argument: int, gradient: Any) -> dict[tuple[int, ...], float]:
        """The numbers of a claimed gradient by their place. A transposed matrix is turned back."""
        name = self.names[argument]
        numbers = flat(gradient)
        places = self.leaves[argument].keys()
        if numbers.keys() != places:
            numbers = {path[::-1]: number for path, number in numbers.items()}
            if numbers.keys() != places:
                own, claimed = shape(self.arguments[argument]), shape(gradient)
                raise ValueError(say("claim of another shape", name=name, shape=own, claimed=claimed))
            self.transposed.add(argument)
        return numbers

    @cached_property
    def structure(self) -> tuple[Any, ...]:
        """Equal for two points if the same operations were carried out on the same arguments."""
        place = {node: i for i, node in enumerate(self.order)}
        return tuple((edge.output.op, place[edge.output], place[edge.input]) for edge in self.edges)

    def replayed(self, local: Mapping[int, float], start: Value | None = None) -> dict[Value, float]:
        """The gradients as they would be if edge number i had the local gradient `local[i]`, or if `start` were the
        output."""
        total = {self.output if start is None else start: 1.0}
        for i, edge in enumerate(self.edges):
            upstream = total.get(edge.output)
            if upstream is not None:
                total[edge.input] = total.get(edge.input, 0.0) + upstream * local.get(i, edge.local)
        return total

    @cached_property
    def rounding(self) -> dict[Value, float]:
        """How far each gradient moves if every number on the way is rounded, to first order.

        The same formula in another order rounds differently, in three places: in the sums and products of the chain
        rule; in the inputs of local gradients, which matters where they cancel as in `w * x - t`; and in forms such as
        `y * (1 - y)`, which lose digits that the engine keeps.
        """
        moved: dict[Value, float] = {}  # how far each number of the forward pass is moved,
        bent: dict[Value, list[float]] = {}  # and how far each local gradient
        for node in self.order:
            if node.op is None:
                continue
            xs, off = [x.data for x in node.inputs], [moved.get(x, 0.0) for x in node.inputs]
            local = node.op.partials(node.data, *xs)
            moved[node] = UNIT * abs(node.data) + sum(abs(d) * x for d, x in zip(local, off, strict=True))
            # The argument of a function has a natural size, 1: where a function levels off, y * (1 - y) rounds to 0.
            level = 0.0 if node.op.symbol else UNIT * min(1.0, max(map(abs, [node.data, *xs])))
            bent[node] = [level + bend for bend in _bends(node.op, xs, off, local)]
        total = {self.output: UNIT}
        for edge in self.edges:
            along = total[edge.output] * abs(edge.local) + abs(edge.upstream) * bent[edge.output][edge.slot]
            total[edge.input] = total.get(edge.input, 0.0) + along
        return {node: far / UNIT for node, far in total.items()}

    def agree(self, entry: Entry, number: float, tolerance: float) -> bool:
        """Whether `number` and the claimed gradient of this entry differ by rounding alone."""
        apart = abs(entry.claimed - number)
        if apart <= tolerance * abs(number) or apart <= UNDERFLOW:
            return True
        return apart <= tolerance * self.rounding.get(entry.leaf, 0.0)

    def tells(self, tolerance: float) -> bool:
        """Whether some claimed number is exact here, or could be distinguished from a wrong one."""
        return any(
            e.claimed == e.true or abs(e.true) > tolerance * self.rounding.get(e.leaf, 0.0) for e in self.entries
        )

    def clearness(self, entry: Entry) -> float:
        """The size of the true number in units of its own rounding."""
        return abs(entry.true) / max(self.rounding.get(entry.leaf, 0.0), 1e-300)

    def wrong(self, tolerance: float) -> list[Entry]:
        """The entries whose claimed number is wrong or in the wrong place."""
        return [e for e in self.entries if e.argument in self.transposed or not self.agree(e, e.true, tolerance)]

    def shows(self, tolerance: float) -> bool:
        """Whether a reader can see in the numbers that the claim is wrong. Zeros, for example, look the same
        transposed."""
        return any(e.claimed or e.true for e in self.wrong(tolerance))

    @property
    def size(self) -> int:
        """The number of numbers in the arguments."""
        return sum(map(len, self.leaves))


def _bends(op: Op, xs: list[float], off: list[float], local: Sequence[float]) -> list[float]:
    """How far each local gradient moves when the inputs `xs` move by `off`, in the same direction or in opposite
    ones."""
    if not any(off):
        return [0.0] * len(xs)
    bends = [0.0] * len(xs)
    for even, odd in (1, 1), (1, -1), (-1, 1), (-1, -1):
        near = [x + (odd if i % 2 else even) * far for i, (x, far) in enumerate(zip(xs, off, strict=True))]
        try:
            if not op.domain(*near):
                raise ArithmeticError
            there = op.partials(op.value(*near), *near)
        except (ArithmeticError, ValueError):
            return [math.inf] * len(xs)
        bends = [max(bend, abs(d - e)) for bend, d, e in zip(bends, local, there, strict=True)]
    return bends


def _depending_on(leaves: set[Value], output: Value) -> list[Value]:
    """The nodes between `leaves` and `output`, inputs first; empty if `output` depends on none of the leaves."""
    depending, order = set(leaves), []
    for node in inputs_first([output]):
        if node in leaves or any(x in depending for x in node.inputs):
            depending.add(node)
            order.append(node)
    return order


def _floats(gradient: Any, name: str) -> Any:
    """A claimed gradient in floats. NaN, infinity and Values count as numbers; None is a number without a claim."""

    def as_float(x: Any, path: tuple[int, ...]) -> float | None:
        if x is None or isinstance(x, (float, Value)):
            return None if x is None else float(x)
        return real(x, "the claimed gradient", name=name)

    return mapped(as_float, gradient)


def _one_value(output: Any) -> Value:
    if output is None or isinstance(output, (list, tuple)):
        raise TypeError(say("f returned no Value", returned="None" if output is None else shape(output)))
    return Value.lift(output)
