"""Random calculations as lectures have them: small networks with their losses, and expressions of scalars."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from autograd import Value, cos, dot, exp, log, log_softmax, mean, relu, sigmoid, sin, softmax, steps, tanh, total

SHAPES = [(2, 2, 2), (2, 3, 2), (3, 2, 1), (2, 2, 2, 2)]
ACTIVATIONS: list[Callable[[Any], Any]] = [sigmoid, relu, tanh]


class Exercise(NamedTuple):
    """A calculation, the learning rate, the parameters, and the nodes at which the factors of its loss stand."""

    out: Value
    rate: float
    parameters: list[Value]
    factors: dict[str, list[Value]]


def decimal(random: Random, most: float = 1.5) -> float:
    """A number with two decimals, as exercises have them, and not 0."""
    return random.choice([-1, 1]) * random.randint(5, round(100 * most)) / 100


def network(random: Random, kind: str = "any") -> Exercise:
    """A random network. `kind` may be "relu", "batch", "squares" or "entropy" for one that has such a thing."""
    shape = random.choice(SHAPES)
    if kind == "entropy" and shape[-1] == 1:
        shape = (2, 3, 2)
    chains, values = random.random() < 0.5, random.random() < 0.5
    act = relu if kind == "relu" else random.choice(ACTIVATIONS)
    layers = []
    for k, (wide, high) in enumerate(pairwise(shape)):
        letter = "wuv"[k]
        layers.append(
            [
                (
                    [Value(decimal(random), name=f"w{letter}{j}{i}") for i in range(1, wide + 1)],
                    Value(decimal(random), name=f"b{letter}{j}"),
                )
                for j in range(1, high + 1)
            ]
        )
    parameters = [p for layer in layers for weights, bias in layer for p in (*weights, bias)]
    factors: dict[str, list[Value]] = {"square": [], "half": [], "mean": [], "sum": []}
    samples = 2 if kind == "batch" or random.random() < 0.3 else 1
    entropy = kind == "entropy" or (kind != "squares" and shape[-1] > 1 and random.random() < 0.5)
    losses, ways = [], random.random()
    for s in range(samples):
        mark = "" if samples == 1 else "ab"[s]
        x: list[Any] = [decimal(random) for _ in range(shape[0])]
        x = [Value(x_i, name=f"x{mark}{i}") for i, x_i in enumerate(x, 1)] if values else x
        for k, layer in enumerate(layers):
            x = [neuron(weights, x, bias, chains) for weights, bias in layer]
            if k < len(layers) - 1 or (not entropy and act is not relu):
                x = [act(z) for z in x]
        losses.append(
            cross_entropy(random, x)
            if entropy
            else squared_errors(Random(ways), x, targets(random, x, values, mark), factors)
        )
    out = losses[0]
    if samples > 1:
        out = put_together(random, losses, factors)
    return Exercise(out, random.choice([0.1, 0.5]), parameters, factors)


def neuron(weights: Sequence[Value], inputs: Sequence[Any], bias: Value, chain: bool) -> Any:
    if not chain:
        return dot(weights, inputs, bias)
    z = bias
    for w, x in zip(weights, inputs, strict=True):
        z = w * x + z
    return z


def put_together(random: Random, terms: list[Any], factors: dict[str, list[Value]]) -> Any:
    """The mean, or the sum, of terms."""
    way = random.randrange(3)
    if way == 0:
        out = mean(terms)
        factors["mean"].append(out)
    elif way == 1:
        out = total(terms) / float(len(terms))
        factors["mean"].append(out)
    else:
        out = total(terms)
        factors["sum"].append(out)
    return out


def targets(random: Random, outputs: list[Any], values: bool, mark: str) -> list[Any]:
    numbers = [random.randint(0, 99) / 100 for _ in outputs]
    return [Value(t, name=f"t{mark}{i}") for i, t in enumerate(numbers, 1)] if values else numbers


def squared_errors(random: Random, outputs: list[Any], targets: list[Any], factors: dict[str, list[Value]]) -> Any:
    squares = [(t - o if random.random() < 0.5 else o - t) ** 2 for t, o in zip(targets, outputs, strict=True)]
    factors["square"] += squares
    way = random.randrange(3)
    if way == 0:
        squares = [e / 2 if random.random() < 0.5 else 0.5 * e for e in squares]
        factors["half"] += squares
        return total(squares) if len(squares) > 1 else squares[0]
    if len(squares) == 1:
        return squares[0]
    if way == 1:
        out = total(squares) / 2
        factors["half"].append(out)
        return out
    return put_together(random, squares, factors)


def cross_entropy(random: Random, logits: list[Any]) -> Any:
    way, right = random.randrange(4), random.randrange(len(logits))
    if way == 0:
        return -log_softmax(logits)[right]
    if way == 1:
        return -log(softmax(logits)[right])
    if way == 2:
        return -dot([float(k == right) for k in range(len(logits))], log_softmax(logits))
    powers = [exp(a) for a in logits]
    return -log(powers[right] / total(powers))


def scalars(random: Random) -> Exercise:
    """An expression with sine, logarithm, quotient, difference and sign, in which numbers are used twice."""
    a, b, c = (Value(abs(decimal(random)) + 0.2, name=name) for name in "abc")
    one_of: Callable[[list[Callable[[], Any]]], Callable[[], Any]] = random.choice
    u = one_of([lambda: a * b - c, lambda: a * c + b, lambda: a - b * b])()
    v = one_of([lambda: sin(a * b), lambda: cos(u) + b, lambda: log(a * c), lambda: sin(u) * c])()
    w = one_of([lambda: u / b, lambda: -u * v, lambda: v - u, lambda: (u - v) / c])()
    out = one_of([lambda: w * v, lambda: sin(w) - u, lambda: -(w * w) + v, lambda: log(b) * w - v])()
    used = {node for node in steps(out).order if node.op is None}
    return Exercise(out, 0.1, [x for x in (a, b, c) if x in used], {"square": [], "half": [], "mean": [], "sum": []})


def exercise(random: Random, kinds: str) -> Exercise:
    """A random exercise of one of these kinds: "scalars", or those of networks."""
    kind = random.choice(kinds.split())
    return scalars(random) if kind == "scalars" else network(random, kind)
