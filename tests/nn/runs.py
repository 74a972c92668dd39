"""A small run with everything that has a memory: dropout with a seed and without, batch normalisation, an optimizer.

python -m tests.nn.runs FILE OPTIMIZER    train with a checkpoint after every batch, and print the end
"""

import math
import random
import sys
from collections.abc import Callable
from types import SimpleNamespace

import nn.learning.run.resume
from autograd import Value
from nn import BatchNorm, Dropout, History, Layer, Sequential, losses, optim
from nn.module import Module

OPTIMIZERS: dict[str, Callable[[list[Value]], optim.Optimizer]] = {
    "momentum": lambda parameters: optim.Momentum(parameters, optim.step_decay(0.2, every=5)),
    "adam": lambda parameters: optim.AdamW(parameters, rate=0.05),
}


def examples(many: int, seed: int) -> SimpleNamespace:
    draw = random.Random(seed)
    xs = [[draw.uniform(-1, 1), draw.uniform(-1, 1)] for _ in range(many)]
    return SimpleNamespace(xs=xs, ys=[int(math.hypot(*x) > 0.7) for x in xs])


def network() -> Sequential:
    return Sequential(Layer(2, 4), BatchNorm(4), Dropout(0.25, seed=5), Dropout(0.1), Layer(4, 2, nonlin=False))


def begin(kind: str = "adam", seed: int = 7) -> tuple[Sequential, optim.Optimizer]:
    """A network and its optimizer, as a program makes them each time it is started."""
    random.seed(seed)
    model = network()
    return model, OPTIMIZERS[kind](model.parameters())


def train(
    checkpoint: str | None,
    kind: str = "adam",
    epochs: int = 4,
    many: int = 11,
    patience: int | None = 2,
    compiled: bool | None = None,
) -> tuple[History, list[float]]:
    """The history of a run, and all numbers that it ends with."""
    model, optimizer = begin(kind)
    history = nn.train(
        model,
        examples(many, seed=1),
        losses.cross_entropy_from_logits,
        optimizer,
        epochs,
        batch_size=4,
        validation=examples(6, seed=2),
        patience=patience,
        clip=1.0,
        seed=3,
        checkpoint=checkpoint,
        progress=False,
        compiled=compiled,
    )
    return history, numbers(model, optimizer)


def numbers(model: Module, optimizer: optim.Optimizer) -> list[float]:
    """Parameters, buffers, what the optimizer remembers, and what the generators would draw next."""
    drawn = [generator.random() for generator in model.randoms()]
    buffers = [number for _, module in model.modules() for own in module.buffers().values() for number in own]
    slots = [number for own in optimizer.slots for number in own]
    parameters = [parameter.data for parameter in model.parameters()]
    return [*parameters, *buffers, *slots, optimizer.steps, *drawn, random.random()]


if __name__ == "__main__":
    nn.learning.run.resume.SECONDS = 0.0
    print(*train(sys.argv[1], sys.argv[2], epochs=16, many=22, patience=16))
