"""Students with one wrong idea about an operation: convolution, pooling, dropout, normalisation, weight decay.

NumPy and plain formulas alone. Each function makes a small random calculation, and gives its loss, its parameters, and
the gradients that a student with an idea writes, by the names of the parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

import numpy as np

from autograd import Value, dot, maximum, mean, sqrt, tanh, total
from tests.by_hand.students import Numbers, decimal

Ideas = Callable[[str], Numbers]


class Case(NamedTuple):
    """A calculation: its loss, its parameters, and the gradients by the student's idea; "" is the right one."""

    loss: Value
    parameters: list[Value]
    gradients: Ideas


def leaves(letter: str, numbers: Any) -> list[Value]:
    return [Value(float(number), name=f"{letter}{i}") for i, number in enumerate(numbers, 1)]


def numbers_of(**arrays: Any) -> Numbers:
    return {f"grad {name}{i}": float(x) for name, array in arrays.items() for i, x in enumerate(array, 1)}


def convolution(random: Random) -> Case:
    """tanh of a kernel of three that slides over five inputs, weighed, against a target."""
    x, w, v, t = *(np.array([decimal(random) for _ in range(n)]) for n in (5, 3, 3)), decimal(random)

    def gradients(idea: str) -> Numbers:
        kernel = w[::-1] if idea == "kernel turned" else w
        h = np.tanh([kernel @ x[k : k + 3] for k in range(3)])
        error = 2 * (v @ h - t)
        delta = error * v * (1 - h**2)
        each = [delta[k] * x[k : k + 3] for k in range(3)]
        if idea == "kernel turned back":
            each = [one[::-1] for one in each]
        summed = sum(each)
        if idea == "tied weight once":
            summed = each[0]
        return numbers_of(w=summed[::-1] if idea == "kernel turned" else summed, v=error * h)

    ws, vs = leaves("w", w), leaves("v", v)
    xs = leaves("x", x)
    h = [tanh(dot(ws, xs[k : k + 3])) for k in range(3)]
    return Case((dot(vs, h) - t) ** 2, ws + vs, gradients)


def pooling(random: Random, largest: bool) -> Case:
    """The maximum, or the mean, of two windows of two weighted inputs each."""
    x, w, t = (np.array([decimal(random) for _ in range(n)]) for n in (4, 4, 2))
    z = w * x

    def gradients(idea: str) -> Numbers:
        take_mean = largest == (idea == "mean for the largest or the other way round")
        windows = z.reshape(2, 2)
        pooled = windows.mean(1) if take_mean else windows.max(1)
        share = np.full((2, 2), 0.5) if take_mean else (windows == pooled[:, None]).astype(float)
        if idea == "to all":
            share = np.ones((2, 2))
        delta = 2 * (pooled - t)
        return numbers_of(w=(delta[:, None] * share).ravel() * x)

    ws = leaves("w", w)
    zs: list[Any] = [a * float(b) for a, b in zip(ws, x, strict=True)]
    pairs = zs[:2], zs[2:]
    pooled = [maximum(*pair) if largest else mean(pair) for pair in pairs]
    return Case(total([(p - float(number)) ** 2 for p, number in zip(pooled, t, strict=True)]), ws, gradients)


def dropout(random: Random, kept: float | Value = 0.8) -> Case:
    """Hidden units of which one is dropped, and the others are divided by the share that is `kept`."""
    x, w, v, t = *(np.array([decimal(random) for _ in range(n)]) for n in (3, 3, 3)), decimal(random)
    mask, scale = np.array([1.0, 1.0, 0.0]), 1.25

    def gradients(idea: str) -> Numbers:
        s = 1.0 if idea == "scale left out" else scale
        h = np.tanh(w * x)
        out = h * mask * s
        error = 2 * (v @ out - t)
        back = 1.0 if idea == "scale left out backward" else s
        return numbers_of(w=(error * v * mask * back * (1 - h**2) * x)[:2], v=(error * out)[:2])

    ws, vs = leaves("w", w), leaves("v", v)
    h: list[Any] = [tanh(a * float(b)) / kept for a, b in zip(ws[:2], x, strict=False)]
    return Case((dot(vs[:2], h) - t) ** 2, ws[:2] + vs[:2], gradients)


def normalisation(random: Random) -> Case:
    """Batch normalisation of a weighted input over three examples, scaled and shifted, with squared errors."""
    x, t = (np.array([decimal(random) for _ in range(3)]) for _ in range(2))
    w, g, b = decimal(random), decimal(random), decimal(random)

    def gradients(idea: str) -> Numbers:
        z = w * x
        mu, var = z.mean(), z.var() * (3 / 2 if idea == "n - 1" else 1)
        root = np.sqrt(var + 0.01)
        hat = (z - mu) / root
        d = 2 * (g * hat + b - t) / 3
        dhat = d * g
        dz = dhat / root
        dvar = (dhat * (z - mu)).sum() * -0.5 / root**3
        if idea not in ("variance held", "both held"):
            dz = dz + dvar * 2 * (z - mu) / (2 if idea == "n - 1" else 3)
        if idea not in ("mean held", "both held"):
            dz = dz - (dhat / root).sum() / 3
        return {"grad w": float((dz * x).sum()), "grad g": float((d * hat).sum()), "grad b": float(d.sum())}

    ws, gs, bs = Value(w, name="w"), Value(g, name="g"), Value(b, name="b")
    zs: list[Any] = [ws * float(number) for number in x]
    mu = mean(zs)
    root = sqrt(mean([(z - mu) ** 2 for z in zs]) + 0.01)
    outs = [gs * ((z - mu) / root) + bs for z in zs]
    return Case(mean([(y - float(n)) ** 2 for y, n in zip(outs, t, strict=True)]), [ws, gs, bs], gradients)


def decay(random: Random) -> Case:
    """A neuron with a bias, squared error, and a penalty of half λ times the squared weights."""
    x, w = (np.array([decimal(random) for _ in range(2)]) for _ in range(2))
    b, t, rate = decimal(random), decimal(random), 0.1

    def gradients(idea: str) -> Numbers:
        y = np.tanh(w @ x + b)
        delta = 2 * (y - t) * (1 - y**2)
        penalty = 0 if idea == "decay left out" else rate * w
        return numbers_of(w=delta * x + penalty) | {
            "grad b": float(delta + (rate * b if idea == "decay of biases" else 0))
        }

    ws, bias = leaves("w", w), Value(b, name="b")
    loss = (tanh(dot(ws, leaves("x", x), bias)) - t) ** 2 + rate / 2 * total([one**2 for one in ws])
    return Case(loss, [*ws, bias], gradients)


STEPS, RATE = 2, 0.1
OPTIMIZERS: dict[str, dict[str, tuple[str, ...]]] = {
    "momentum": {"sign": ("momentum's sign", "stepped uphill"), "first kind left out": ("momentum left out",)},
    "adagrad": {
        "square forgotten": ("square forgotten",), "root forgotten": ("root forgotten",),
        "state forgotten": ("state forgotten",),
    },
    "rmsprop": {
        "square forgotten": ("square forgotten",), "root forgotten": ("root forgotten",),
        "share left out": ("share left out",), "state forgotten": ("state forgotten",),
    },
    "adam": {
        "correction left out": ("correction left out",), "betas swapped": ("betas swapped",),
        "share left out": ("share left out",), "root forgotten": ("root forgotten",),
        "square forgotten": ("square forgotten",), "state forgotten": ("state forgotten",),
    },
    "sgd": {"decay left out": ("step without decay",), "decay's sign": ("decay's sign",)},
}  # fmt: skip
"""The ideas about each optimizer, and the names under which the marking may know each of them."""
STEP_MADE = {"step added": -1.0, "rate twice": RATE, "step for the number": -1.0}
"""Ideas about the step of any optimizer, and by what each multiplies it."""
for optimizer, ideas in OPTIMIZERS.items():
    uphill = "momentum's sign" if optimizer == "momentum" else "stepped uphill"
    ideas |= {"step added": (uphill,), "rate twice": ("rate twice",), "step for the number": ("only the step",)}


class Trained(NamedTuple):
    """A neuron that makes two steps of an optimizer: its loss, its parameters, the weight decay, and the numbers that a
    student with an idea writes."""

    loss: Value
    parameters: list[Value]
    decay: float
    numbers: Ideas


def trained(random: Random, optimizer: str) -> Trained:
    """tanh(w x) against a target, with two steps."""
    x, w, t = *(np.array([decimal(random) for _ in range(2)]) for _ in range(2)), decimal(random)
    decayed = 0.2 if optimizer == "sgd" else 0.0

    def numbers(idea: str) -> Numbers:
        now, found, state = w, Numbers(), State()
        for step in range(1, STEPS + 1):
            y = np.tanh(now @ x)
            gradient = 2 * (y - t) * (1 - y**2) * x
            step_made = RULES[optimizer](state, now, gradient, step, idea) - now
            now = (0.0 if idea == "step for the number" else now) + STEP_MADE.get(idea, 1.0) * step_made
            before = "" if step == 1 else f"step {step} "
            found |= {f"{before}new w{i}": float(number) for i, number in enumerate(now, 1)}
        return found

    ws = leaves("w", w)
    return Trained((tanh(dot(ws, leaves("x", x))) - t) ** 2, ws, decayed, numbers)


class State:
    """What an optimizer keeps between steps."""

    v: Any = 0.0
    h: Any = 0.0
    m: Any = 0.0


def momentum(state: State, w: Any, g: Any, step: int, idea: str) -> Any:
    if idea == "first kind left out":
        state.v = 0.0
    state.v = 0.9 * state.v - RATE * g
    return w - state.v if idea == "sign" else w + state.v


def adagrad(state: State, w: Any, g: Any, step: int, idea: str) -> Any:
    if idea == "state forgotten":
        state.h = 0.0
    state.h = state.h + (g if idea == "square forgotten" else g * g)
    return w - RATE * g / (_root(state.h, idea) + 1e-10)


def rmsprop(state: State, w: Any, g: Any, step: int, idea: str) -> Any:
    share = 1.0 if idea == "share left out" else 1 - 0.99
    if idea == "state forgotten":
        state.h = 0.0
    state.h = 0.99 * state.h + share * (g if idea == "square forgotten" else g * g)
    return w - RATE * g / (_root(state.h, idea) + 1e-8)


def adam(state: State, w: Any, g: Any, step: int, idea: str) -> Any:
    one, two = (0.999, 0.9) if idea == "betas swapped" else (0.9, 0.999)
    if idea == "state forgotten":
        state.m = state.h = 0.0
    state.m = one * state.m + (1.0 if idea == "share left out" else 1 - one) * g
    state.h = two * state.h + (1.0 if idea == "share left out" else 1 - two) * (
        g if idea == "square forgotten" else g * g
    )
    m, h = state.m / (1 - 0.9**step), state.h / (1 - 0.999**step)
    if idea == "correction left out":
        m, h = state.m, state.h
    return w - RATE * m / (_root(h, idea) + 1e-8)


def _root(h: Any, idea: str) -> Any:
    return h if idea == "root forgotten" else np.sqrt(h)


def sgd(state: State, w: Any, g: Any, step: int, idea: str) -> Any:
    decay = {"decay left out": 0.0, "decay's sign": -0.2}.get(idea, 0.2)
    return w - RATE * (g + decay * w)


RULES: dict[str, Callable[[State, Any, Any, int, str], Any]] = {
    "momentum": momentum, "adagrad": adagrad, "rmsprop": rmsprop, "adam": adam, "sgd": sgd,
}  # fmt: skip

IDEAS: dict[str, tuple[Callable[[Random], Case], dict[str, tuple[str, ...]]]] = {
    "convolution": (convolution, {
        "kernel turned": ("kernel turned",), "kernel turned back": ("kernel turned",),
        "tied weight once": ("overwrote", "forgot a path"),
    }),
    "max-pooling": (lambda random: pooling(random, True), {
        "to all": ("largest for all",), "mean for the largest or the other way round": ("mean for the largest",),
    }),
    "mean-pooling": (lambda random: pooling(random, False), {
        "to all": ("without local", "factor of the loss"),
        "mean for the largest or the other way round": ("largest for the mean",),
    }),
    "dropout": (dropout, {
        "scale left out": ("scale left out",), "scale left out backward": ("scale left out", "without local"),
    }),
    "dropout with a named share": (lambda random: dropout(random, Value(0.8, name="q")), {
        "scale left out": ("scale left out",),
    }),
    "normalisation": (normalisation, {
        "mean held": ("mean held",), "variance held": ("variance held",), "both held": ("statistics held",),
        "n - 1": ("one less",),
    }),
    "decay": (decay, {"decay left out": ("decay left out", "overwrote", "forgot a path"),
                      "decay of biases": ("decay of biases",)}),
}  # fmt: skip
"""Each calculation with its ideas, and the names under which the marking may know each of them."""
