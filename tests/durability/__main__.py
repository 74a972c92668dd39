"""What stands whatever comes: `python -m tests.durability disk`. Outside the build; figures are in docs/reliability.md.

    python -m tests.durability disk                  every writer: killed at each operation, on a full disk, read-only
    python -m tests.durability disk --only mark      writers that have this word in their name
    python -m tests.durability growth                1,000 rounds of train, draw, compile and free
    python -m tests.durability growth --rounds 100
    python -m tests.durability large                 a graph of 10,000,000 nodes, beside one of a tenth
    python -m tests.durability large --nodes 1000000 --gigabytes 2

A full disk is a small one of memory, which takes an administrator of a Linux to make; a folder that may only be read is
tried as another user there. The exit status is 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def disk(word: str) -> Iterator[str]:
    """A line for each writer, and ✗ in front of what is wrong."""
    from tests.durability.disk import Trial, can_mount, tiny
    from tests.durability.writers import WRITERS

    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        top.chmod(0o755)
        mounted = can_mount(top)
        if not mounted:
            yield "? no small disk can be made here: full disks are not tried"
        for writer in WRITERS:
            if word in writer:
                trial = Trial(writer, top)
                wrong = [*trial.killed(), *(trial.full(tiny) if mounted else ()), *trial.read_only()]
                yield f"{'✗' if wrong else '✓'} {writer}: killed {trial.kills} times"
                yield from (f"✗   {one}" for one in wrong)


def growth(rounds: int) -> Iterator[str]:
    """What is held after a tenth of the rounds, and after all."""
    from tests.durability.growth import grown

    first, last, wrong = grown(rounds)
    yield f"| held | after {max(10, rounds // 10)} rounds | after {rounds} |\n|---|---|---|"
    for name in first:
        digits = ".1f" if name.startswith("MB") else ".0f"  # all others are counts
        yield f"| {name} | {first[name]:,{digits}} | {last[name]:,{digits}} |"
    yield from (f"✗ {one}" for one in wrong)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.durability", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["disk", "growth", "large"])
    parser.add_argument("--only", default="", help="a word in the name of a writer")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--nodes", type=int, default=10_000_000)
    parser.add_argument("--gigabytes", type=float, default=6, help="the memory that each process may take")
    options = parser.parse_args()
    if options.what == "large":
        from tests.durability.large import told

        lines: Iterator[str] = iter(told(options.nodes, options.gigabytes))
    else:
        lines = disk(options.only) if options.what == "disk" else growth(options.rounds)
    status = 0
    for line in lines:
        print(line, flush=True)
        status |= line.startswith("✗")
    return status


if __name__ == "__main__":
    sys.exit(main())
