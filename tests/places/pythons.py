"""The tests under every Python that is here, each in an environment of its own. Outside the build.

    python -m tests.places.pythons                             those on the PATH and those of pyenv
    python -m tests.places.pythons python3.14 pypy3            these alone: commands, or paths
    python -m tests.places.pythons --tests tests/nn tests/viz  another choice of tests
    python -m tests.places.pythons --extra testing             what is installed beside pytest, in place of `test`
    python -m tests.places.pythons --keep FOLDER               environments stay there, and serve again

Each gets a copy of the project, installed from its folder as a reader would, and what the extra asks for, as far as
there are wheels. What has none is told. A line for each Python says which version it is, how the tests went, and what
is missing; `tests.txt` in its folder has the rest. The exit status is 1 if an installation or a test failed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.copies import ROOT
from tests.places.requirements import EXTRAS, requirements

CORE = ("calculus", "graph", "record", "checking", "language", "notation", "lectures", "places", "testing", "by_hand")
ASKED = """
import json, sys, sysconfig
free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
name = f"{sys.implementation.name} {sys.version.split()[0]}{'t' * free}"
if sys.implementation.name != "cpython":
    name += f" ({'.'.join(map(str, sys.implementation.version[:3]))})"
print(json.dumps([name, sys.version_info[:2], sys.base_prefix]))
"""
NEEDED = ("pytest", "pytest-xdist", "hypothesis", "sympy", "micrograd", "latex2mathml")
"""Without these, tests are not even collected."""


@dataclass
class Outcome:
    """What became of one Python."""

    python: str
    missing: list[str]
    said: str
    passed: bool


def found() -> Iterator[str]:
    """Commands that look like a Python, on the PATH and in the folder of pyenv."""
    for minor in range(11, 20):
        yield from (f"python3.{minor}", f"python3.{minor}t", f"pypy3.{minor}")
    yield "pypy3"
    yield from map(str, sorted(Path.home().glob(".pyenv/versions/*/bin/python")))


def described(commands: Sequence[str]) -> dict[str, str]:
    """The command of each different Python of version 3.11 or newer, by its name."""
    pythons: dict[str, str] = {}
    for command in commands:
        path = shutil.which(command)
        if path is None:
            continue
        asked = subprocess.run([path, "-c", ASKED], capture_output=True, text=True)
        if asked.returncode == 0:
            name, version, _ = json.loads(asked.stdout)
            if version >= [3, 11]:
                pythons.setdefault(name, path)
    return pythons


def tried(python: str, command: str, folder: Path, extra: str, tests: Sequence[str]) -> Outcome:
    """An environment for this Python, the project in it, and the tests."""
    home = folder / "-".join(re.findall("[a-z0-9.]+", python))
    own = home / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    copy = home / "copy"
    if not own.exists() and _fails([command, "-m", "venv", str(home / "env")]):
        return Outcome(python, [], "no environment: is the module venv there?", False)
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "out"))
    pip = [str(own), "-m", "pip", "install", "-q", "--no-compile", "--disable-pip-version-check"]
    if why := _fails([*pip, "--prefer-binary", str(copy)]):
        return Outcome(python, [], f"not installed: {why}", False)
    asked = [*NEEDED, *requirements(extra)]
    missing: list[str] = []
    if _fails([*pip, "--only-binary=:all:", *asked]):
        missing = [one for one in asked if _fails([*pip, "--only-binary=:all:", one])]
    ran = subprocess.run(
        [own, "-m", "pytest", "-q", "-n", "0", "-p", "tests.places.without", *tests],
        cwd=copy, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    (home / "tests.txt").write_text(ran.stdout + ran.stderr, encoding="utf-8", newline="\n")
    lines = (ran.stdout.strip() or ran.stderr.strip() or "nothing was said").splitlines()
    return Outcome(python, missing, lines[-1].strip("= "), ran.returncode == 0)


def _fails(command: Sequence[str]) -> str:
    """The last line of what is said by a command that fails; empty for one that succeeds."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if done.returncode == 0:
        return ""
    return (done.stderr.strip() or done.stdout.strip() or f"exit status {done.returncode}").splitlines()[-1]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.places.pythons", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("python", nargs="*", help="a command or a path; without one, all that are found")
    parser.add_argument("--tests", nargs="+", default=[f"tests/{room}" for room in CORE], help="folders or files")
    parser.add_argument("--extra", default="test", choices=EXTRAS, help="the extra that the tests need")
    parser.add_argument("--keep", type=Path, help="a folder in which the environments stay")
    arguments = parser.parse_args()
    pythons = described(arguments.python or list(found()))
    if not pythons:
        print("no Python of version 3.11 or newer was found", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.keep or Path(temporary)).resolve()
        outcomes = []
        for python, command in pythons.items():
            outcomes.append(tried(python, command, folder, arguments.extra, arguments.tests))
            outcome = outcomes[-1]
            missing = f"; no wheel of {', '.join(outcome.missing)}" if outcome.missing else ""
            print(f"{'✓' if outcome.passed else '✗'} {python}: {outcome.said}{missing}", flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
