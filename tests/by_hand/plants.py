"""The mistakes that learners make, planted: in one place, with everything later following from it, or everywhere.

Written from the names of the mistakes alone, with nothing of the code that is to find them.
"""

import math
from collections.abc import Callable, Hashable, Iterable
from random import Random
from typing import NamedTuple

from autograd import Value
from tests.by_hand.learner import DERIVATIVE, Learner, Line, Numbers, local, value
from tests.by_hand.networks import Exercise


class Spot(NamedTuple):
    """A line at which a mistake may be made, what it is worked out from, and all numbers so far, and of last time."""

    learner: Learner
    exercise: Exercise
    line: Line
    xs: list[float]
    numbers: Numbers
    last: Numbers

    @property
    def right(self) -> float:
        return self.learner.right(self.line, self.xs)

    @property
    def op(self) -> str:
        return self.line.node.op.name if self.line.node.op else ""

    def of(self, node: Value) -> float:
        return self.numbers[self.learner.name[node]]


def swapped(at: Spot) -> Iterable[float]:
    n = len(at.line.node.inputs)
    if at.op in ("mul", "div"):
        yield local(at.line.node, 1 - at.line.slot, *at.xs)
    if at.op == "dot" and at.line.slot < n // 2 * 2:
        yield local(at.line.node, (at.line.slot + n // 2) % (n // 2 * 2), *at.xs)


def minus(at: Spot) -> Iterable[float]:
    if at.op == "neg" or (at.op == "sub" and at.line.slot == 1):
        yield 1.0


def turned(at: Spot) -> Iterable[float]:
    if at.op == "sub":
        yield -at.right


def power(at: Spot) -> Iterable[float]:
    """n xⁿ, or xⁿ⁻¹, for n xⁿ⁻¹."""
    if at.op == "power" and at.line.node.op:
        n = at.line.node.op.bound["n"]
        yield n * at.xs[1] ** n
        yield at.xs[1] ** (n - 1)


def no_bias(at: Spot) -> Iterable[float]:
    inputs = at.line.node.inputs
    if at.op in ("add", "dot") and any((x.name or "").startswith("b") for x in inputs):
        biases = [(x.name or "").startswith("b") for x in inputs]
        yield value(at.line.node, *(0.0 if bias else n for bias, n in zip(biases, at.xs, strict=True)))


def opposite(at: Spot) -> Iterable[float]:
    yield -at.right


def no_rate(at: Spot) -> Iterable[float]:
    yield at.xs[0] - at.xs[1]


def step_alone(at: Spot) -> Iterable[float]:
    yield at.exercise.rate * at.xs[1]
    yield -at.exercise.rate * at.xs[1]


def minus_forward(at: Spot) -> Iterable[float]:
    if at.op == "neg":
        yield at.xs[0]
    if at.op == "sub":
        yield at.xs[0] + at.xs[1]


def at_the_output(at: Spot) -> Iterable[float]:
    z = at.xs[0]
    if at.op in DERIVATIVE:
        yield local(at.line.node, 0, value(at.line.node, z), z)
    if at.op == "power":
        yield local(at.line.node, 0, 0.0, z)


def at_the_input(at: Spot) -> Iterable[float]:
    if at.op in ("sigmoid", "tanh", "exp", "sqrt"):
        yield DERIVATIVE[at.op](at.xs[1], math.nan)


def dead(at: Spot) -> Iterable[float]:
    if at.op == "relu" and at.xs[-1] <= 0:
        yield 1.0 if at.line.kind == "local" else at.xs[0]


def y_minus_1(at: Spot) -> Iterable[float]:
    y = at.xs[0]
    if at.op == "sigmoid":
        yield y * (y - 1)
    if at.op == "softmax" and at.line.node.op and at.line.slot == at.line.node.op.bound["j"]:
        yield y * (y - 1)


def factor(kind: str) -> Callable[[Spot], Iterable[float]]:
    """The 2 of a square, a half, or 1/n is lost, or 1/n stands at a sum that has none."""

    def wrong(at: Spot) -> Iterable[float]:
        if not any(at.line.node is node for node in at.exercise.factors[kind]):
            return
        if kind == "square" and at.line.kind == "local":
            yield at.right / 2
        elif kind == "sum":
            yield at.right / len(at.xs if at.line.kind != "local" else at.xs[1:])
        elif kind == "half":
            yield 1.0 if at.line.kind == "local" else 2 * at.right
        elif kind == "mean":
            yield 1.0 if at.line.kind == "local" else sum(at.xs) if at.op == "mean" else at.xs[0]

    return wrong


def uphill(at: Spot) -> Iterable[float]:
    yield at.xs[0] + at.exercise.rate * at.xs[1]


def reported(at: Spot) -> Iterable[float]:
    if at.line.whole and at.line.to.op is None:
        yield at.of(at.line.to) - at.right
        yield at.of(at.line.to) - at.exercise.rate * at.right


def too_early(at: Spot) -> Iterable[float]:
    n = len(at.line.node.inputs) // 2
    if at.line.to.op is None or at.op not in ("dot", "mul"):
        return
    weight = at.line.node.inputs[(at.line.slot + n) % (2 * n) if at.op == "dot" else 1 - at.line.slot]
    if any(weight is p for p in at.exercise.parameters):
        yield at.last[f"new {at.learner.name[weight]}"]


def biases(at: Spot) -> Iterable[float]:
    if (at.line.node.name or "").startswith("b"):
        yield at.xs[0]


def degrees(at: Spot) -> Iterable[float]:
    if at.op in ("sin", "cos"):
        x = at.xs[-1] * math.pi / 180
        sine = (at.op == "sin") == (at.line.kind != "local")
        yield (math.sin(x) if sine else math.cos(x)) * (-1 if at.op == "cos" and at.line.kind == "local" else 1)


def base(at: Spot) -> Iterable[float]:
    if at.op in ("log", "log_softmax"):
        yield at.right / math.log(10)
        yield at.right / math.log(2)


def left_over(at: Spot) -> Iterable[float]:
    if at.line.whole and at.line.to.op is None:
        yield 2 * at.right


def forward_value(at: Spot) -> Iterable[float]:
    if at.line.whole:
        yield at.of(at.line.to)


def one_path(at: Spot) -> Iterable[float]:
    yield from (sum(at.xs) - x for x in reversed(at.xs))


class Plant(NamedTuple):
    """`name` is what the marking calls the mistake; `variant` tells the ways to make it apart.

    `kinds` are the lines at which it is made, `in_nets` the exercises that have such lines; `place` tells which lines
    are one place; `once` says that nobody makes it everywhere.
    """

    name: str
    variant: str
    kinds: tuple[str, ...]
    in_nets: str
    wrong: Callable[[Spot], Iterable[float]]
    place: Callable[[Line], Hashable] = lambda line: line.key
    ahead: bool = False
    once: bool = False

    @property
    def wheres(self) -> list[str]:
        """Where it may be made: in one place, at all nodes of one operation, or everywhere."""
        if self.once:
            return ["once"]
        chain_rule = {"local", "contribution"} & set(self.kinds)
        alike = bool(chain_rule) and self.name not in ("updated too early", "factor of the loss")
        return ["once", "at one operation", "everywhere"] if alike else ["once", "everywhere"]


def by_node(line: Line) -> Hashable:
    return id(line.node)  # Values are equal if their numbers are


FORWARD = ("value", "after")
ALL = (*FORWARD, "local", "contribution", "gradient", "updated", "improvement")
# fmt: off
PLANTS = [
    Plant("overwrote",             "",         ("gradient",),     "any scalars batch", lambda at: [at.xs[-1]]),
    Plant("forgot a path",         "",         ("gradient",),     "any scalars batch", one_path),
    Plant("swapped",               "",         ("local",),        "any scalars batch", swapped, by_node),
    Plant("lost the minus",        "local",    ("local",),        "scalars squares",   minus),
    Plant("lost the minus",        "value",    FORWARD,           "scalars",           minus_forward),
    Plant("without upstream",      "",         ("contribution",), "any scalars batch", lambda at: [at.xs[1]]),
    Plant("without local",         "",         ("contribution",), "any scalars batch", lambda at: [at.xs[0]]),
    Plant("at the output",         "",         ("local",),        "any scalars squares", at_the_output),
    Plant("at the input",          "",         ("local",),        "squares entropy",   at_the_input),
    Plant("dead relu",             "local",    ("local",),        "relu",              dead),
    Plant("dead relu",             "value",    FORWARD,           "relu",              dead),
    Plant("y(y - 1)",              "",         ("local",),        "squares entropy",   y_minus_1),
    Plant("factor of the loss",    "2",        ("local",),        "squares",           factor("square")),
    Plant("factor of the loss",    "half",     ("local",),        "squares batch",     factor("half")),
    Plant("factor of the loss",    "1/n",      ("local",),        "squares batch",     factor("mean")),
    Plant("factor of the loss",    "no 1/n",   ("local",),        "squares batch",     factor("sum")),
    Plant("factor of the loss",    "value 1/2", FORWARD,          "squares batch",     factor("half")),
    Plant("factor of the loss",    "value 1/n", FORWARD,          "squares batch",     factor("mean")),
    Plant("stepped uphill",        "",         ("updated",),      "any scalars",       uphill),
    Plant("turned round",          "value",    FORWARD,           "scalars squares",   turned),
    Plant("turned round",          "local",    ("local",),        "scalars squares",   turned, by_node),
    Plant("power rule",            "",         ("local",),        "squares",           power),
    Plant("rate forgotten",        "",         ("updated",),      "any scalars",       no_rate),
    Plant("only the step",         "",         ("updated",),      "any scalars",       step_alone),
    Plant("bias forgotten",        "",         FORWARD,           "any batch",         no_bias, by_node),
    Plant("sign",                  "",         ALL,               "any scalars batch", opposite, once=True),
    Plant("step for the gradient", "",         ("gradient", "contribution"), "any scalars batch", reported),
    Plant("updated too early",     "",         ("local",),        "any batch squares", too_early, ahead=True),
    Plant("bias kept",             "",         ("updated",),      "any batch",         biases),
    Plant("degrees",               "value",    FORWARD,           "scalars",           degrees),
    Plant("degrees",               "both",     ("value", "after", "local"), "scalars", degrees, by_node),
    Plant("other base",            "value",    FORWARD,           "scalars entropy",   base),
    Plant("other base",            "both",     ("value", "after", "local"), "scalars entropy", base, by_node),
    Plant("left over",             "",         ("gradient", "contribution"), "any scalars batch", left_over),
    Plant("value for the gradient", "",        ("gradient", "contribution"), "any scalars batch", forward_value),
]
# fmt: on


def _options(plant: Plant, spot: Spot) -> list[float]:
    if spot.line.kind not in plant.kinds:
        return []
    try:
        return list(plant.wrong(spot))
    except (ValueError, ArithmeticError):
        return []


def planted(
    plant: Plant, exercise: Exercise, learner: Learner, random: Random, where: str, known: Numbers | None = None
) -> Numbers | None:
    """The numbers of a learner who makes this mistake, always in the same way; None where it makes no difference, or
    leads out of a domain."""
    right = learner.work()
    way = random.randrange(6)
    last = dict(right)

    def wrong(line: Line, xs: list[float], numbers: Numbers) -> float | None:
        options = _options(plant, Spot(learner, exercise, line, xs, numbers, last))
        return options[way % len(options)] if options else None

    def differs(line: Line) -> bool:
        number = wrong(line, [right[key] for key in line.takes], right)
        return number is not None and abs(number - right[line.key]) > 1e-3 * abs(right[line.key])

    lines = [line for line in learner.lines if differs(line)]
    if not lines:
        return None
    chosen = random.choice(lines)

    def there(line: Line) -> bool:
        if where == "once":
            return plant.place(line) == plant.place(chosen)
        return where == "everywhere" or _name(line) == _name(chosen)

    def slip(line: Line, xs: list[float], numbers: Numbers) -> float | None:
        return wrong(line, xs, numbers) if there(line) else None

    try:
        for _ in range(20):
            numbers = learner.work(slip, known)
            if not plant.ahead or numbers == last:
                break
            last = numbers
    except (ValueError, ArithmeticError):
        return None
    return numbers if all(map(math.isfinite, numbers.values())) else None


def _name(line: Line) -> str:
    return line.node.op.name if line.node.op else ""


def shortened(random: Random, once: bool, learner: Learner) -> Callable[[Line, list[float], Numbers], float | None]:
    """How a learner goes on with fewer digits than were written: of one number, or of all."""
    ways: list[Callable[[float], float]] = [
        lambda x: float(f"{x:.2g}"),
        lambda x: float(f"{x:.3g}"),
        lambda x: round(x, 2),
        lambda x: round(x, 4),
    ]
    way = random.choice(ways)
    line = random.choice([line for line in learner.lines if any(line.key in other.takes for other in learner.lines)])
    return lambda at, xs, written: way(written[at.key]) if not once or at.key == line.key else None


__all__ = ["PLANTS", "Plant", "planted", "shortened"]
