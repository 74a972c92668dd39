"""Trials that other processes run, in a file of their own that is quick to import there."""

import os
import random
import time
from collections.abc import Iterator
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import nn

KINDS = ["well", "fails", "nothing", "nan", "exit", "ends"]


def drawn(rate: float, how: str, seed: int) -> Any:
    """A score from the seed; the first trials take longest, so that they are done last."""
    time.sleep(0.1 / (1.0 + rate) if how == "well" else 0.0)
    match how:
        case "well":
            return rate + random.Random(seed).random()
        case "fails":
            return rate / 0
        case "ends":
            os._exit(3)
        case "nan":
            return float("nan")
        case "exit":
            raise SystemExit(4)


def weight_and_draw(x: int = 0) -> float:
    """Of a network that nobody gave a seed."""
    return nn.MLP(1, [1]).parameters()[0].data + random.random() + x


class AwkwardError(Exception):
    """An exception that pickle writes and cannot read."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def awkward(x: int) -> float:
    raise AwkwardError(x, x)


class Lost:
    """A value that cannot be read where it arrives."""

    def __reduce__(self) -> Any:
        return getattr, ("", "nothing_of_this_name")


def square(x: Any) -> float:
    return float(x * x)


def slow(folder: str, x: int) -> float:
    """Say who runs, and take long for all but the first."""
    print(f"trial {x}")
    if x:
        (Path(folder) / str(os.getpid())).touch()
        time.sleep(600)
    return float(x)


def lingering(x: int) -> float:
    """Say something, which is written out when the process ends; it takes its time for that."""
    print(f"trial {x}")
    Finalize(None, time.sleep, (0.3,), exitpriority=0)
    return float(x)


class Numbers:
    """Folds as a data set gives them: k parts, each left out once, after shuffling from the seed."""

    def __init__(self, numbers: list[float]) -> None:
        self.numbers = numbers

    def folds(self, k: int, seed: int) -> Iterator[tuple[list[float], list[float]]]:
        shuffled = random.Random(seed).sample(self.numbers, len(self.numbers))
        for i in range(k):
            yield [x for j, x in enumerate(shuffled) if j % k != i], shuffled[i::k]


def error_of_the_mean(train: list[float], validation: list[float]) -> float:
    """The squared error of the simplest model."""
    mean = sum(train) / len(train)
    return sum((x - mean) ** 2 for x in validation) / len(validation)
