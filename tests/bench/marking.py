"""The time of marking where it takes longest: many wrong rows, much that is not asked for, wide nodes.

`python -m tests.bench.marking` prints the seconds. With `--against FOLDER`, a checkout of another version, both
versions take turns, and the ratios are printed too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from autograd import Value, dot, mark, sigmoid, tanh, worksheet
from autograd.by_hand.sheet.sheet import Sheet

ROUNDS = 3


def leaves(names: list[str], random: Random) -> list[Value]:
    return [Value(round(random.uniform(-1.0, 1.0), 2), name=name) for name in names]


def network(random: Random, shape: tuple[int, ...]) -> Value:
    """The sum of squared errors of a network with sigmoid units."""
    layer = leaves([f"x{i}" for i in range(1, shape[0] + 1)], random)
    for letter, units in zip("uvz", shape[1:], strict=False):
        weights = [leaves([f"w{letter}{i}{j}" for i in range(len(layer))], random) for j in range(units)]
        biases = leaves([f"b{letter}{j}" for j in range(units)], random)
        layer = [sigmoid(dot(row, layer, bias)) for row, bias in zip(weights, biases, strict=True)]
    out: Value = (layer[0] - 0.5) ** 2
    for unit in layer[1:]:
        out = out + (unit - 0.5) ** 2
    return out


def neuron(random: Random, inputs: int) -> Value:
    weights, xs = (leaves([f"{letter}{i}" for i in range(inputs)], random) for letter in "wx")
    out: Value = tanh(dot(weights, xs))
    return out


def wrong(sheet: Sheet, random: Random, share: float) -> dict[str, str]:
    """Answers of four digits, of which this share is wrong for no reason."""
    off = {row.key: random.uniform(0.5, 1.5) if random.random() < share else 1.0 for row in sheet.rows}
    return {row.key: f"{row.answer * off[row.key]:.4g}" for row in sheet.rows}


CASES: dict[str, Callable[[Random], tuple[Value, float | None, str, float]]] = {
    "4-8-3, parameters, all wrong": lambda random: (network(random, (4, 8, 3)), 0.5, "parameters", 1.0),
    "4-8-3, parameters, a third wrong": lambda random: (network(random, (4, 8, 3)), 0.5, "parameters", 0.3),
    "4-8-3, everything, all wrong": lambda random: (network(random, (4, 8, 3)), 0.5, "everything", 1.0),
    "dot of 300, parameters, all wrong": lambda random: (neuron(random, 300), None, "parameters", 1.0),
    "dot of 300, everything, few wrong": lambda random: (neuron(random, 300), None, "everything", 0.01),
}


def seconds() -> dict[str, float]:
    """The processor's seconds for one learner of each case, on a sheet that nobody was marked on before."""
    found = {}
    for name, case in CASES.items():
        random = Random(name)
        out, rate, level, share = case(random)
        sheet = worksheet(out, rate, level=level)
        answers = wrong(sheet, random, share)
        start = time.process_time()
        mark(sheet, answers)
        found[name] = time.process_time() - start
    return found


def run(folder: Path) -> dict[str, float]:
    """The same, by the version in this folder."""
    command = [sys.executable, str(Path(__file__).resolve()), "--json"]
    told = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(folder)}, check=True, capture_output=True)
    return dict(json.loads(told.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.marking", description="Seconds of marking.")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="a checkout of another version")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.json:
        print(json.dumps(seconds()))
        return
    here = Path(__file__).resolve().parents[2]
    folders = [here, *([options.against] if options.against else [])]
    times = [[run(folder) for folder in folders] for _ in range(ROUNDS)]
    for name in CASES:
        ours, *theirs = (statistics.median(one[k][name] for one in times) for k in range(len(folders)))
        ratio = f"   {theirs[0]:7.3f} s   {theirs[0] / ours:5.1f} times as fast" if theirs else ""
        print(f"{name:38} {ours:7.3f} s{ratio}")


if __name__ == "__main__":
    main()
