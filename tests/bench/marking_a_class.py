"""How long a class takes to mark: 200 worksheets of 2-3-2 networks, each with slips, as `ringo mark` is typed.

python -m tests.bench.marking_a_class
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograd import Value, dot, sigmoid, worksheet
from autograd.by_hand.sheet.asking.levels import LEVELS
from autograd.by_hand.sheet.sheet import Sheet

SHEETS, SLIPS = 200, 3


def network(chance: random.Random) -> Value:
    """The half sum of squared errors of two inputs, three hidden units and two outputs."""

    def values(names: list[str]) -> list[Value]:
        return [Value(round(chance.uniform(-1.0, 1.0), 2), name=name) for name in names]

    layer = values(["x1", "x2"])
    for letter, units in ("w", 3), ("u", 2):
        weights = [values([f"{letter}{i}{j}" for i in range(1, len(layer) + 1)]) for j in range(1, units + 1)]
        biases = values([f"b{letter}{j}" for j in range(1, units + 1)])
        layer = [sigmoid(dot(row, layer, bias)) for row, bias in zip(weights, biases, strict=True)]
    errors = [(out - target) ** 2 for out, target in zip(layer, (0.01, 0.99), strict=True)]
    return (errors[0] + errors[1]) / 2


def filled_in(sheet: Sheet, chance: random.Random) -> None:
    """Answers to four digits, with slips from which the rest follows."""
    numbers = list(sheet.work.numbers)
    slips = {row.position for row in chance.sample(sheet.rows, SLIPS)}
    for i, row in enumerate(sheet.work.rows):
        if row.kind != "given":
            numbers[i] = sheet.work.number(i, numbers) * (chance.uniform(1.2, 3.0) if i in slips else 1.0)
    for asked in sheet.rows:
        asked.answer = float(f"{numbers[asked.position]:.4g}")


def main() -> None:
    print(f"{SHEETS} sheets of 2-3-2 networks, {SLIPS} slips each, on {os.cpu_count()} processors")
    for level in LEVELS:
        with tempfile.TemporaryDirectory() as folder:
            for i in range(SHEETS):
                chance = random.Random(i)
                sheet = worksheet(network(chance), 0.5, level=level)
                filled_in(sheet, chance)
                sheet.save(Path(folder) / f"{i:03}.csv", answers=True)
            command = [sys.executable, "-m", "autograd", "mark", f"{folder}/*.csv", "--report", f"{folder}/marks.json"]
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            print(f"{level:10}  {len(sheet.rows):3} rows  {time.perf_counter() - start:5.1f} s")


if __name__ == "__main__":
    main()
