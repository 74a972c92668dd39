"""What engines answer: `python -m docs.engines` in the project's folder writes docs/engines.md from the file of
answers, and `python -m docs.engines measure` asks the engines again.

Measuring ends with status 1 if the file is out of date, and with 2 if an engine cannot be asked.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from autograd.checking.engines import live
from autograd.checking.engines.engine import engine, places
from docs.engines import file
from docs.engines.measuring import differences, measured


def measure(names: list[str], environments: Path | None, write: bool) -> int:
    """Asks the engines, prints what has changed, and tells the exit status."""
    held, stale, missing = file.read(), 0, False
    for name in names or list(places()):
        asked = engine(name)
        try:
            version = live.version(asked, environments)
        except live.EngineMissingError as error:
            print(error, file=sys.stderr)
            missing = missing or bool(names)
            continue
        found = measured(asked, environments)
        known = held["engines"].get(name, {"version": "no version"})["version"]
        lines = list(differences(file.entries(held, name), found, f"{asked.title} {version}"))
        if known != version:
            lines.insert(0, f"{asked.title}: {known} in the file, {version} measured")
        print(f"{asked.title} {version}: {sum(map(len, found.values()))} answers, {len(lines)} out of date in the file")
        print("".join(f"  {line}\n" for line in lines), end="", flush=True)
        stale += len(lines)
        if write:
            file.put(held, asked, version, found)
            file.write(held)
    return 2 if missing else int(stale > 0 and not write)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m docs.engines", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    measuring = commands.add_parser("measure")
    measuring.add_argument("engines", nargs="*", metavar="ENGINE")
    measuring.add_argument("--environments", type=Path, metavar="FOLDER")
    measuring.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.command == "measure":
        return measure(options.engines, options.environments, options.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
