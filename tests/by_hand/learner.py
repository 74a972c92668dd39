"""A learner on paper: works out every number of a calculation with formulas of its own, and makes one mistake.

Nothing of autograd.by_hand is used here. What is taken from the engine is the graph: the nodes in order, their names,
and which operation made each.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from autograd import Value, steps

Numbers = dict[str, float]


def shares(xs: Sequence[float]) -> list[float]:
    powers = [math.exp(x - max(xs)) for x in xs]
    return [power / math.fsum(powers) for power in powers]


def sigma(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def value(node: Value, *xs: float) -> float:
    """The textbook's value of the node's operation."""
    assert node.op is not None
    bound = node.op.bound
    match node.op.name:
        case "add" | "total":
            return sum(xs)
        case "sub":
            return xs[0] - xs[1]
        case "mul":
            return xs[0] * xs[1]
        case "div":
            return xs[0] / xs[1]
        case "neg":
            return -xs[0]
        case "power":
            return float(xs[0] ** bound["n"])
        case "dot":
            n = len(xs) // 2
            return sum(w * x for w, x in zip(xs[:n], xs[n : 2 * n], strict=True)) + sum(xs[2 * n :])
        case "mean":
            return sum(xs) / len(xs)
        case "softmax":
            return shares(xs)[int(bound["j"])]
        case "log_softmax":
            return xs[int(bound["j"])] - max(xs) - math.log(math.fsum(math.exp(x - max(xs)) for x in xs))
        case "sigmoid":
            return sigma(xs[0])
        case "relu":
            return max(0.0, xs[0])
        case name:
            of_one: Callable[[float], float] = getattr(math, name)
            return of_one(xs[0])


def local(node: Value, slot: int, z: float, *xs: float) -> float:
    """The textbook's local gradient of the node with respect to its input number `slot`."""
    assert node.op is not None
    bound, n = node.op.bound, len(xs) // 2
    match node.op.name:
        case "add" | "total":
            return 1.0
        case "sub":
            return -1.0 if slot else 1.0
        case "mul":
            return xs[1 - slot]
        case "div":
            return -xs[0] / xs[1] ** 2 if slot else 1 / xs[1]
        case "neg":
            return -1.0
        case "power":
            return float(bound["n"] * xs[0] ** (bound["n"] - 1))
        case "dot":
            return xs[(slot + n) % (2 * n)] if slot < 2 * n else 1.0
        case "mean":
            return 1 / len(xs)
        case "softmax":
            return z * ((slot == bound["j"]) - shares(xs)[slot])
        case "log_softmax":
            return (slot == bound["j"]) - shares(xs)[slot]
        case name:
            return DERIVATIVE[name](z, xs[0])


DERIVATIVE: dict[str, Callable[[float, float], float]] = {
    "sigmoid": lambda y, x: y * (1 - y),
    "tanh": lambda y, x: 1 - y * y,
    "relu": lambda y, x: float(x > 0),
    "exp": lambda y, x: y,
    "log": lambda y, x: 1 / x,
    "sqrt": lambda y, x: 0.5 / y,
    "sin": lambda y, x: math.cos(x),
    "cos": lambda y, x: -math.sin(x),
}


class Line(NamedTuple):
    """One number to be worked out: its `kind`, its `key`, the keys of what it `takes`, and where in the graph it is.

    `leaf` says whether it is the whole gradient of a leaf, `whole` whether it is that of any node.
    """

    kind: str
    key: str
    takes: list[str]
    node: Value
    to: Value
    slot: int = 0
    whole: bool = False


Slip = Callable[[Line, list[float], Numbers], float | None]
"""What the learner writes in a line instead of the right number; None for the right one."""


class Learner:
    """All lines of the work on `out`, with one update at the learning rate `rate` if it is given."""

    def __init__(self, out: Value, rate: float | None = None, parameters: Collection[Value] = ()) -> None:
        self.out, self.rate, self.parameters = out, rate, list(parameters)
        record = steps(out)
        self.order, self.name = record.order, record.label
        self.lines: list[Line] = []
        self.given: Numbers = {}
        self.taken = Counter[str]()
        self._forward()
        self._backward()
        if rate is not None:
            self._update()

    def _line(self, kind: str, key: str, takes: list[str], node: Value, to: Value, slot: int, whole: bool) -> str:
        self.taken[key] += 1
        key = f"{key} #{self.taken[key]}" if self.taken[key] > 1 else key
        self.lines.append(Line(kind, key, takes, node, to, slot, whole))
        return key

    def _forward(self) -> None:
        for node in self.order:
            if node.op is None:
                self.given[self.name[node]] = node.data
            else:
                self._line("value", self.name[node], [self.name[x] for x in node.inputs], node, node, 0, False)

    def _backward(self) -> None:
        named = any(x.op is None and x.name for x in self.order)
        edges = [
            (node, x, slot)
            for node in reversed(self.order)
            for slot, x in enumerate(node.inputs)
            if x.op or x.name or not named
        ]
        missing = Counter(x for _, x, _ in edges)
        paths = dict(missing)
        arrived: dict[Value, list[str]] = {}
        self.gradient = {self.out: f"grad {self.name[self.out]}"}
        self.given[self.gradient[self.out]] = 1.0
        for node, x, slot in edges:
            between = f"{self.name[x]} from {self.name[node]}"
            forward = [self.name[node], *(self.name[y] for y in node.inputs)]
            slope = self._line("local", f"local {between}", forward, node, x, slot, False)
            only = paths[x] == 1
            key = f"grad {self.name[x]}" if only else f"grad {between}"
            key = self._line("contribution", key, [self.gradient[node], slope], node, x, slot, only)
            arrived.setdefault(x, []).append(key)
            missing[x] -= 1
            if not missing[x]:
                self.gradient[x] = (
                    key if only else self._line("gradient", f"grad {self.name[x]}", arrived[x], x, x, 0, True)
                )

    def _update(self) -> None:
        new = {}
        for p in self.parameters:
            new[p] = self._line("updated", f"new {self.name[p]}", [self.name[p], self.gradient[p]], p, p, 0, False)
        now = {x: new.get(x, self.name[x]) for x in self.order}
        for node in self.order:
            if any(now[x] != self.name[x] for x in node.inputs):
                takes = [now[x] for x in node.inputs]
                now[node] = self._line("after", f"new {self.name[node]}", takes, node, node, 0, False)
        self.now = now
        self._line("improvement", "improvement", [self.name[self.out], now[self.out]], self.out, self.out, 0, False)

    def right(self, line: Line, xs: Sequence[float]) -> float:
        match line.kind:
            case "value" | "after":
                return value(line.node, *xs)
            case "local":
                return local(line.node, line.slot, *xs)
            case "contribution":
                return xs[0] * xs[1]
            case "gradient":
                return sum(xs)
            case "updated":
                assert self.rate is not None
                return xs[0] - self.rate * xs[1]
            case _:
                return xs[0] - xs[1]

    def work(self, slip: Slip | None = None, known: Numbers | None = None, carried: Slip | None = None) -> Numbers:
        """All numbers, the later ones following from the earlier, not rounded.

        `known` are numbers that a sheet gives, which are taken from there. What `slip` says is written, and used; what
        `carried` says is used later in place of what was written.
        """
        written, used = dict(self.given), dict(self.given)
        for line in self.lines:
            xs = [used[key] for key in line.takes]
            number = (known or {}).get(line.key)
            if number is None:
                number = slip(line, xs, used) if slip else None
                number = self.right(line, xs) if number is None else number
            written[line.key] = number
            other = carried(line, xs, written) if carried else None
            used[line.key] = number if other is None else other
        return written


def printed(number: float, digits: int) -> str:
    """The number as a learner writes it: as many significant digits, zeros included."""
    return f"{number:#.{digits}g}".rstrip(".")
