from __future__ import annotations

import argparse
import datetime
import json
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.peers.engines import VERSIONS
from tests.bench.peers.table import ROOT, table, write

ASKED = Path(__file__).with_name("asked.py")
NOT_COUNTED = ("pip", "setuptools", "_distutils_hack", "pkg_resources", "distutils-precedence.pth", "__pycache__")


def install(name: str, folder: Path) -> None:
    if (folder / name).exists():
        return
    subprocess.run([sys.executable, "-m", "venv", folder / name], check=True)
    what = VERSIONS[name].split() or [str(ROOT)]
    subprocess.run([folder / name / "bin" / "python", "-m", "pip", "install", "-q", *what], check=True)


def size(home: Path) -> int:
    """Bytes of the package and of what it needs, without pip, and without what Python compiles."""
    [packages] = home.glob("lib/python*/site-packages")
    counted = [entry for entry in packages.iterdir() if not entry.name.startswith(NOT_COUNTED)]
    files = [file for entry in counted for file in ([entry] if entry.is_file() else entry.rglob("*"))]
    return sum(file.stat().st_size for file in files if file.is_file() and file.suffix != ".pyc")


def version(home: Path, name: str) -> str:
    program = f"from importlib.metadata import version; print(version({name!r}))"
    return subprocess.run([home / "bin" / "python", "-c", program], capture_output=True, text=True, check=True).stdout


def asked(home: Path, name: str) -> dict[str, Any]:
    done = subprocess.run([home / "bin" / "python", ASKED, name], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description="Ringograd beside other engines.")
    parser.add_argument("--environments", type=Path, required=True, metavar="FOLDER", help="of environments, by name")
    parser.add_argument("--install", action="store_true", help="make the environments that lack")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write docs/peers.json and the tables of the READMEs")
    options = parser.parse_args()
    homes = {name: (options.environments / name).absolute() for name in VERSIONS}
    if options.install:
        for name in VERSIONS:
            install(name, options.environments)
    rounds = []
    for number in range(options.rounds):
        print(f"round {number + 1}", file=sys.stderr, flush=True)
        rounds.append({name: asked(home, name) for name, home in homes.items()})
    engines: dict[str, Any] = {}
    for name, home in homes.items():
        engines[name] = {"version": version(home, name).strip(), "has": rounds[0][name]["has"], "size": size(home)}
        for what in ("step", "memory", "import"):
            engines[name][what] = statistics.median(one[name][what] for one in rounds)
        ours = rounds[0]["ringograd"]["gradients"]
        pairs = zip(rounds[0][name]["gradients"], ours, strict=True)
        assert all(abs(a - b) <= 1e-6 * max(1.0, abs(b)) for a, b in pairs), f"{name} has other gradients"
    found = {"date": f"{datetime.date.today()}", "python": platform.python_version(), "engines": engines}
    print(table(engines, 0))
    if options.write:
        write(found)


if __name__ == "__main__":
    main()
