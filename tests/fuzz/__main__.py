"""Inputs that nobody would write, for every reader: `python -m tests.fuzz` for all, `... csv json` for some of them.

    python -m tests.fuzz --inputs 1000000            a million inputs for each reader
    python -m tests.fuzz --seconds 60                as many as there is time for, a minute each
    python -m tests.fuzz --figures                   what was found so far: no input is tried
    python -m tests.fuzz links --inputs 1000000      the links of pages and of the lab, in Node.js
    python -m tests.fuzz programs --count 10000000   random programs against numbers with 57 digits

`pip install atheris` lets the lines that an input reaches lead to the next one; without it, inputs are changed blindly.
What is found is kept in a folder, and a run that was stopped goes on. A fault is an error that the reader does not
document, a refusal without a sentence, more than 2 seconds of the processor, or more than 2 GB. It is printed with its
input, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from autograd.language.text import table
from tests.conftest import ROOT
from tests.fuzz import links
from tests.fuzz.readers import NAMES, PLANTED
from tests.fuzz.search import Found

LINKS = "links"
"""What is read by JavaScript: in Node.js, if it is there."""
ALL = (*NAMES, LINKS)
LONG = 10**6
"""Seconds, if nobody names them."""


def run(name: str, folder: Path, count: int, seconds: float) -> Found:
    """Search in a process of its own, which software that is not ours may end."""
    before = Found.load(folder, name)
    rest = max(0, count - before.inputs)
    if rest and name == LINKS:
        return links.search(folder, rest, seconds) if links.NODE else before
    if rest:
        how = ["atheris"] if find_spec("atheris") else []
        command = [sys.executable, "-m", "tests.fuzz.search", name, str(folder), str(rest), str(seconds), *how]
        with (folder / f"{name}.log").open("ab") as log:
            status = subprocess.run(command, cwd=ROOT, stdout=log, stderr=log).returncode
        if status:
            found = Found.load(folder, name)
            found.faults.setdefault(f"exit status {status}", ["", f"see {log.name}"])
            found.save(folder)
    return Found.load(folder, name)


def cells(found: Found) -> list[str]:
    guided = f"{100 * found.guided / found.inputs:.0f} %" if found.inputs else ""
    rate = f"{found.inputs / found.seconds:,.0f}" if found.seconds else ""
    slowest = f"{1000 * found.slowest:.0f} ms"
    faults = str(len(found.faults))
    return [found.reader, f"{found.inputs:,}", guided, rate, slowest, f"{found.memory:.0f} MB", faults]


def told(found: Found) -> str:
    """The faults, each with its input."""
    return "".join(
        f"{found.reader}: {place}: {said}\n    {content}\n" for place, (content, said) in found.faults.items()
    )


def programs(options: argparse.Namespace) -> int:
    """Compare random programs, or tell what was compared so far."""
    from tests.fuzz.programs import compare, told

    count = 0 if options.figures else options.count
    found = compare(count, options.seed, options.processes, options.folder, options.seconds)
    print(told(found))
    return int(bool(found.faults))


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"all unless some are named: {', '.join(ALL)}")
    parser.add_argument("--inputs", type=int, default=1_000_000, help="of each reader, with those of runs before")
    parser.add_argument("--seconds", type=float, default=LONG, help="the most for each reader")
    parser.add_argument("--count", type=int, default=10_000_000, help="of programs")
    parser.add_argument("--seed", type=int, default=1, help="of programs")
    parser.add_argument("--processes", type=int, default=1, help="that compare programs")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ringograd-fuzz")
    parser.add_argument("--figures", action="store_true", help="print what was found so far")
    options = parser.parse_args()
    for name in options.readers:
        if name not in (*ALL, *PLANTED, "programs"):
            parser.error(f"there is no reader {name}: there are {', '.join(ALL)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.readers == ["programs"]:
        return programs(options)
    names = options.readers or ALL
    if not options.figures:
        for name in names:
            print(told(run(name, options.folder, options.inputs, options.seconds)), end="", flush=True)
    results = [Found.load(options.folder, name) for name in names]
    headers = ["reader", "inputs", "guided", "a second", "slowest", "memory", "faults"]
    print(table(headers, [cells(found) for found in results], right=range(1, 7)))
    if options.figures:
        print("".join(map(told, results)), end="")
    return int(any(found.faults for found in results))


if __name__ == "__main__":
    sys.exit(main())
