"""Students with one wrong idea each: all numbers of a network, written down with the plain formulas of a lecture.

NumPy alone, and nothing of the engine: a wrong idea is a switch in the formulas of a layered network. Every function
gives the numbers that such a student would write, by the names of the parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

import numpy as np

from autograd import Value, dot, log, log_softmax, mean, sigmoid, tanh, total
from autograd import softmax as softmax_of

Numbers = dict[str, float]
Matrix = Any


class Idea(NamedTuple):
    """A wrong idea: the networks in which it shows, the names under which the marking may know it, and whether it shows
    where there is an update alone."""

    idea: str
    networks: str
    names: tuple[str, ...]
    update: bool = False


# fmt: off
IDEAS = [
    Idea("derivative of another",         "tanh sigmoid", ("derivative of another",)),
    Idea("power lost",                    "tanh",         ("power lost",)),
    Idea("factor lost",                   "sigmoid",      ("factor lost",)),
    Idea("plus for minus",                "tanh sigmoid", ("plus for minus",)),
    Idea("output for the slope",          "tanh sigmoid", ("value for the gradient",)),
    Idea("slope left out",                "tanh sigmoid", ("without local",)),
    Idea("slope at the input",            "tanh sigmoid", ("at the input",)),
    Idea("slope at the output",           "tanh sigmoid", ("at the output",)),
    Idea("slope twice",                   "tanh sigmoid", ("derivative twice",)),
    Idea("slope turned round",            "tanh sigmoid", ("y(y - 1)",)),
    Idea("slope left out in hidden layers", "tanh sigmoid", ("without local",)),
    Idea("power lost in hidden layers",   "tanh",         ("power lost",)),
    Idea("error turned round",            "tanh sigmoid", ("turned round", "y(y - 1)")),
    Idea("error turned round",            "softmax",      ("sign", "lost the minus")),
    Idea("p for p - t",                   "tanh sigmoid", ("output for the error", "value for the gradient")),
    Idea("p for p - t",                   "softmax",      ("output for the error",)),
    Idea("2 of the square lost",          "tanh sigmoid", ("power rule", "factor of the loss")),
    Idea("wrong class",                   "softmax",      ("wrong class",)),
    Idea("softmax counted again",         "softmax",      ("softmax again",)),
    Idea("matrix of softmax again",       "softmax",      ("softmax again",)),
    Idea("diagonal of softmax alone",     "softmax",      ("diagonal alone", "overwrote")),
    Idea("W for its transpose",           "tanh",         ("matrix transposed",)),
    Idea("W turned in the forward pass",  "tanh",         ("matrix transposed",)),
    Idea("outer product turned",          "tanh",         ("outer product turned",)),
    Idea("index shifted",                 "tanh",         ("index shifted",)),
    Idea("delta of the next unit",        "tanh",         ("of another unit",)),
    Idea("own output for the input",      "tanh",         ("own output",)),
    Idea("before the activation",         "tanh",         ("before the activation",)),
    Idea("weight gradient without input", "tanh",         ("without local",)),
    Idea("bias gradient times input",     "tanh",         ("bias times input",)),
    Idea("bias gradient times bias",      "tanh",         ("bias times input",)),
    Idea("delta of the layer above alone", "tanh",        ("forgot a path", "overwrote")),
    Idea("weights left out",              "tanh",         ("without local",)),
    Idea("bias left out",                 "tanh",         ("bias forgotten",)),
    Idea("sum for the mean",              "tanh",         ("factor of the loss",)),
    Idea("one example alone",             "tanh",         ("one example",)),
    Idea("one example overwritten",       "tanh",         ("overwrote",)),
    Idea("weights already updated",       "tanh",         ("updated too early",), update=True),
    Idea("online for batch",              "tanh",         ("online",), update=True),
    Idea("step added",                    "tanh",         ("stepped uphill",), update=True),
    Idea("rate twice",                    "tanh",         ("rate twice",), update=True),
    Idea("rate left out",                 "tanh",         ("rate forgotten",), update=True),
    Idea("divided by the rate",           "tanh",         ("divided by the rate",), update=True),
    Idea("step for the number",           "tanh",         ("only the step",), update=True),
    Idea("step of the sum",               "tanh",         ("step of the sum", "left over"), update=True),
    Idea("rate in the gradient",          "tanh",         ("rate in the gradient",), update=True),
    Idea("biases kept",                   "tanh",         ("bias kept",), update=True),
]
# fmt: on
SHAPES = {
    "tanh": ((2, 2, 2, 1), "tanh", "squares", 2),
    "sigmoid": ((2, 2, 2, 1), "sigmoid", "squares", 2),
    "softmax": ((2, 3, 3), "tanh", "entropy", 2),
}


def decimal(random: Random, most: float = 1.5) -> float:
    """A number with two decimals, as exercises have them, and not 0."""
    return random.choice([-1, 1]) * random.randint(10, round(100 * most)) / 100


class Network(NamedTuple):
    """The numbers of a network: weights and biases by layer, examples, targets, its activation, loss and rate."""

    weights: list[Matrix]
    biases: list[Matrix]
    inputs: list[Matrix]
    targets: list[Matrix]
    activation: str
    loss: str
    rate: float


def network(random: Random, shape: tuple[int, ...], activation: str, loss: str, examples: int) -> Network:
    """A random network. Its `loss` is "squares", the mean over the examples of the sum of squared errors, or "entropy",
    the mean cross-entropy of softmax."""

    def array(*size: int) -> Matrix:
        return np.array([decimal(random) for _ in range(int(np.prod(size)))]).reshape(size)

    pairs = list(pairwise(shape))
    if loss == "squares":
        targets = [np.array([random.randint(0, 99) / 100 for _ in range(shape[-1])]) for _ in range(examples)]
    else:
        targets = [np.eye(shape[-1])[random.randrange(shape[-1])] for _ in range(examples)]
    return Network(
        [array(high, wide) for wide, high in pairs], [array(high) for _, high in pairs],
        [array(shape[0]) for _ in range(examples)], targets, activation, loss, random.choice([0.1, 0.3]),
    )  # fmt: skip


def as_values(net: Network, form: int = 0) -> tuple[Value, list[Value]]:
    """The network as a learner's sheet has it: the loss and the parameters. The `form` is how it is written: neurons as
    a dot or, if it is odd, as a sum of products; squares as a power or, from 2 on, as a product; cross-entropy as the
    logarithm of softmax from 2 on."""
    weights = [
        [[Value(float(w), name=f"w{k}_{j}{i}") for i, w in enumerate(row, 1)] for j, row in enumerate(matrix, 1)]
        for k, matrix in enumerate(net.weights, 1)
    ]
    biases = [[Value(float(b), name=f"b{k}_{j}") for j, b in enumerate(row, 1)] for k, row in enumerate(net.biases, 1)]
    act = {"tanh": tanh, "sigmoid": sigmoid}[net.activation]
    losses: list[Any] = []
    for x, t in zip(net.inputs, net.targets, strict=True):
        layer: list[Any] = [float(number) for number in x]
        for k, (matrix, bias) in enumerate(zip(weights, biases, strict=True)):
            layer = [neuron(row, layer, b, form) for row, b in zip(matrix, bias, strict=True)]
            if k < len(weights) - 1 or net.loss == "squares":
                layer = [act(z) for z in layer]
        if net.loss == "squares":
            errors = [squared(y - float(number), form) for y, number in zip(layer, t, strict=True)]
            losses.append(total(errors) if len(errors) > 1 else errors[0])
        else:
            right = int(np.argmax(t))
            losses.append(-log(softmax_of(layer)[right]) if form > 1 else -log_softmax(layer)[right])
    parameters = [
        p for matrix, bias in zip(weights, biases, strict=True) for p in (*(w for row in matrix for w in row), *bias)
    ]
    return (mean(losses) if len(losses) > 1 else losses[0]), parameters


def neuron(weights: list[Value], inputs: list[Any], bias: Value, form: int) -> Any:
    if form % 2 == 0:
        return dot(weights, inputs, bias)
    z: Any = weights[0] * inputs[0]
    for w, x in zip(weights[1:], inputs[1:], strict=True):
        z = z + w * x
    return z + bias


def squared(error: Any, form: int) -> Any:
    return error * error if form > 1 else error**2


SLOPES: dict[str, Callable[[Matrix, Matrix], Matrix]] = {
    "tanh": lambda a, z: 1 - a**2,
    "sigmoid": lambda a, z: a * (1 - a),
}
WRONG_SLOPES: dict[str, dict[str, Callable[[Matrix, Matrix], Matrix]]] = {
    "derivative of another": {"tanh": lambda a, z: a * (1 - a), "sigmoid": lambda a, z: 1 - a**2},
    "power lost": {"tanh": lambda a, z: 1 - a},
    "factor lost": {"sigmoid": lambda a, z: 1 - a},
    "plus for minus": {"tanh": lambda a, z: 1 + a**2, "sigmoid": lambda a, z: a * (1 + a)},
    "output for the slope": {"tanh": lambda a, z: a, "sigmoid": lambda a, z: a},
    "slope left out": {"tanh": lambda a, z: 1 + 0 * a, "sigmoid": lambda a, z: 1 + 0 * a},
    "slope at the input": {"tanh": lambda a, z: 1 - z**2, "sigmoid": lambda a, z: z * (1 - z)},
    "slope at the output": {
        "tanh": lambda a, z: 1 - np.tanh(a) ** 2,
        "sigmoid": lambda a, z: sigma(a) * (1 - sigma(a)),
    },
    "slope twice": {"tanh": lambda a, z: (1 - a**2) ** 2, "sigmoid": lambda a, z: (a * (1 - a)) ** 2},
    "slope turned round": {"tanh": lambda a, z: a**2 - 1, "sigmoid": lambda a, z: a * (a - 1)},
}


def sigma(z: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-z))


def softmax(z: Matrix) -> Matrix:
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def forward(net: Network, x: Matrix, idea: str = "") -> tuple[list[Matrix], list[Matrix]]:
    """The pre-activations and activations of all layers; the input is activation number 0."""
    zs, activations = [], [x]
    for k, (weights, bias) in enumerate(zip(net.weights, net.biases, strict=True)):
        square = weights.shape[0] == weights.shape[1]
        w = weights.T if idea == "W turned in the forward pass" and square else weights
        z = w @ activations[-1] + (0 if idea == "bias left out" else bias)
        zs.append(z)
        last = k == len(net.weights) - 1 and net.loss == "entropy"
        activations.append(softmax(z) if last else np.tanh(z) if net.activation == "tanh" else sigma(z))
    return zs, activations


def output_delta(net: Network, z: Matrix, y: Matrix, t: Matrix, idea: str) -> Matrix:
    """∂L/∂z of the last layer, for the loss of one example."""
    if net.loss == "entropy":
        if idea == "wrong class":
            t = np.roll(t, 1)
        if idea == "p for p - t":
            return y
        if idea == "softmax counted again":
            return (y - t) * y * (1 - y)
        if idea == "matrix of softmax again":
            return (np.diag(y) - np.outer(y, y)) @ (y - t)
        if idea == "diagonal of softmax alone":
            return (y - t) * t
        return t - y if idea == "error turned round" else y - t
    error = {"error turned round": t - y, "p for p - t": y}.get(idea, y - t)
    factor = 1 if idea == "2 of the square lost" else 2
    return factor * error * slope(net, y, z, idea, last=True)


def slope(net: Network, a: Matrix, z: Matrix, idea: str, last: bool) -> Matrix:
    """The derivative of the activation, as the student has it."""
    base, *_ = idea.partition(" in hidden layers")
    wrong = WRONG_SLOPES.get(base, {})
    hidden = " in hidden layers" in idea and last
    return (SLOPES if net.activation not in wrong or hidden else wrong)[net.activation](a, z)


def example_gradients(
    net: Network, x: Matrix, t: Matrix, idea: str, new: Network | None
) -> list[tuple[Matrix, Matrix]]:
    """For each layer, the gradients of one example's loss with respect to weights and biases."""
    zs, activations = forward(net, x, idea)
    delta = output_delta(net, zs[-1], activations[-1], t, idea)
    found: list[tuple[Matrix, Matrix]] = []
    for k in reversed(range(len(net.weights))):
        weights, before = net.weights[k], activations[k]
        square = weights.shape[0] == weights.shape[1]
        outer = np.outer(delta, before)
        if idea == "outer product turned" and square:
            outer = outer.T
        if idea == "index shifted" and len(before) > 1:
            outer = np.outer(delta, np.roll(before, 1))
        if idea == "delta of the next unit":
            outer = np.outer(np.roll(delta, -1), before)
        if idea == "own output for the input":
            outer = np.outer(delta * activations[k + 1], np.ones(len(before)))
        if idea == "before the activation" and k:
            outer = np.outer(delta, zs[k - 1])
        if idea == "weight gradient without input":
            outer = np.outer(delta, np.ones(len(before)))
        bias = delta * (before[0] if idea == "bias gradient times input" else 1)
        bias = delta * net.biases[k] if idea == "bias gradient times bias" else bias
        found.insert(0, (outer, bias))
        if k:
            back = new.weights[k] if new else weights
            back = back.T if idea == "W for its transpose" and square else back
            flows = back.T @ delta
            if idea == "delta of the layer above alone":
                flows = delta[0] * back[0]
            if idea == "weights left out":
                flows = np.full(len(before), delta.sum())
            delta = flows * slope(net, before, zs[k - 1], idea, last=False)
    return found


def gradients(net: Network, idea: str = "") -> list[tuple[Matrix, Matrix]]:
    """For each layer, the gradients of the mean loss, as the student has them."""
    new = updated(net, gradients(net)) if idea == "weights already updated" else None
    each = [example_gradients(net, x, t, idea, new) for x, t in zip(net.inputs, net.targets, strict=True)]
    share = 1.0 if idea == "sum for the mean" else 1 / len(each)
    if idea == "one example alone":
        each, share = each[-1:], 1.0
    if idea == "one example overwritten":
        each = each[-1:]
    if idea == "online for batch":
        one = updated(net, each[0])
        each[1] = example_gradients(one, net.inputs[1], net.targets[1], "", None)
    return [
        (share * sum(g[k][0] for g in each), share * sum(g[k][1] for g in each)) for k in range(len(net.weights))
    ]  # fmt: skip


def updated(net: Network, slopes: list[tuple[Matrix, Matrix]], idea: str = "") -> Network:
    """The network after one step against these gradients."""

    def step(number: Matrix, gradient: Matrix) -> Matrix:
        ways = {
            "step added": number + net.rate * gradient,
            "rate twice": number - net.rate**2 * gradient,
            "rate left out": number - gradient,
            "divided by the rate": number - gradient / net.rate,
            "step for the number": net.rate * gradient,
            "step of the sum": number - net.rate * len(net.inputs) * gradient,
        }
        return ways.get(idea, number - net.rate * gradient)

    biases = [b if idea == "biases kept" else step(b, db) for b, (_, db) in zip(net.biases, slopes, strict=True)]
    return net._replace(weights=[step(w, dw) for w, (dw, _) in zip(net.weights, slopes, strict=True)], biases=biases)


def named(kind: str, net: Network, matrices: list[tuple[Matrix, Matrix]]) -> Numbers:
    """The numbers by the keys of their rows, such as "grad w1_12" or "new b1_1"."""
    found: Numbers = {}
    for k, (weights, bias) in enumerate(matrices, 1):
        found |= {f"{kind} w{k}_{j + 1}{i + 1}": float(w) for (j, i), w in np.ndenumerate(weights)}
        found |= {f"{kind} b{k}_{j + 1}": float(b) for (j,), b in np.ndenumerate(bias)}
    return found


def written(net: Network, idea: str, update: bool = False) -> Numbers:
    """All numbers that a student with this idea writes: the gradients, and with `update` the new parameters."""
    slopes = gradients(net, idea)
    scale = net.rate if idea == "rate in the gradient" else 1
    found = named("grad", net, [(scale * w, scale * b) for w, b in slopes])
    if update:
        new = updated(net, slopes, idea)
        found |= named("new", net, list(zip(new.weights, new.biases, strict=True)))
    return found
