"""How long Python takes to start with autograd, and `ringo` with a small calculation: `python -m tests.bench.start`.

`import autograd` is measured in milliseconds over bare Python. The command is compared with another checkout if the
folder of one is given.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograd.language.text import table
from tests.bench.__main__ import cells
from tests.bench.turns import Missing, Row

HERE = Path(__file__).parent.parent.parent
OVER_BARE = 0.025
"""Seconds that `import autograd` may take, beside those of Python itself."""
SHARE = 0.6
"""The command may take this share of the time that it took in the other checkout."""
BARE, IMPORT = ["-c", "pass"], ["-c", "import autograd"]
COMMAND = ["-m", "autograd", "w*x", "w=1", "x=2"]


def seconds(arguments: Sequence[str], folder: Path) -> float:
    """The time of the processor that Python takes with these arguments, from its start to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(ways: Mapping[str, tuple[Sequence[str], Path]], rounds: int) -> dict[str, float]:
    """The median seconds of each way. The ways take turns, after one start each that is not counted."""
    times = {name: list[float]() for name in ways}
    for counted in range(rounds + 1):
        for name, (arguments, folder) in ways.items():
            taken = seconds(arguments, folder)
            if counted:
                times[name].append(taken)
    return {name: statistics.median(some) for name, some in times.items()}


def rows(rounds: int, other: Path | None) -> Iterator[Row | Missing]:
    ways = {"bare": (BARE, HERE), "import": (IMPORT, HERE), "ringo": (COMMAND, HERE)}
    if other is not None:
        ways["other"] = (COMMAND, other)
    found = medians(ways, rounds)
    yield Row(
        "import autograd, over bare Python",
        f"{OVER_BARE * 1e3:.0f} ms",
        1.0,
        found["import"] - found["bare"],
        OVER_BARE,
    )
    if other is None:
        yield Missing('ringo "w*x" w=1 x=2', "another checkout", "no folder was given")
    else:
        yield Row('ringo "w*x" w=1 x=2', "another checkout", 1 / SHARE, found["ringo"], found["other"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.start", description="Times of starts, in turns.")
    parser.add_argument("other", nargs="?", type=Path, metavar="FOLDER", help="another checkout to compare with")
    parser.add_argument("--rounds", type=int, default=41, help="how often each is started (%(default)s)")
    options = parser.parse_args()
    headers = ["work", "against", "asked", "ratio", "reached", "ours", "theirs"]
    print(table(headers, list(map(cells, rows(options.rounds, options.other))), right=[2, 3, 5, 6]))


if __name__ == "__main__":
    main()
