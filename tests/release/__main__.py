"""A release, built and tried: `python -m tests.release dist`. Outside the build.

    python -m tests.release dist                          build, compare, and try it under every Python that is here
    python -m tests.release dist --python python3.13      under this Python alone: commands, or paths
    python -m tests.release dist --extra pdf --extra onnx these extras, each in an environment of its own
    python -m tests.release dist --extra each             each extra, and then all together

Into the folder go the archive of sources, the wheel, and the list of materials (SBOM). They are built three times, in
other folders, times, zones and habits, and must be the same to the bit; tracked files are there, and nothing else. Then
`twine check --strict` reads them, and the wheel is installed into empty environments, where programs use what it
promises. `pip install ".[release]"` brings what this needs. The exit status is 1 if anything fails.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.places.pythons import described, found
from tests.places.requirements import EXTRAS
from tests.release import advisories, materials
from tests.release.building import differences, digest
from tests.release.installed import tried

TOGETHER = [name for name in EXTRAS if name not in ("mutation", "bench")]
"""Cosmic Ray and CasADi are programs to work with, and no part of what anyone uses together."""


def archives(folder: Path, out: Path) -> Iterator[str]:
    """Build into `out`. What is told: a line for each check, ✗ in front of one that fails."""
    sources, wheel, wrong = differences(folder)
    out.mkdir(parents=True, exist_ok=True)
    for archive in sources, wheel:
        shutil.copy(archive, out / archive.name)
        yield f"✓ {archive.name}: {digest(archive)} ({archive.stat().st_size / 1e6:.1f} MB)"
    yield from (f"✗ {one}" for one in wrong)
    if importlib.util.find_spec("twine") is None:
        yield '✗ twine: not installed (pip install ".[release]")'
        return
    command = [sys.executable, "-m", "twine", "check", "--strict", str(sources), str(wheel)]
    checked = subprocess.run(command, capture_output=True, text=True)
    yield f"{'✗' if checked.returncode else '✓'} twine check --strict"


def environments(wheel: Path, folder: Path, pythons: list[str], extras: list[str]) -> Iterator[str]:
    """Install the wheel for each Python, and for each extra under the first of them."""
    known = described(pythons or list(found()))
    for i, (name, command) in enumerate(known.items()):
        yield str(tried(wheel, command, (), folder / f"python{i}", f"{name}, without extras"))
    sets: list[tuple[str, ...]] = [(name,) for name in (EXTRAS if "each" in extras else extras)]
    if "each" in extras:
        sets.append(tuple(TOGETHER))
    for i, chosen in enumerate(sets):
        what = ", ".join(chosen) if len(chosen) == 1 else f"{len(chosen)} extras together"
        yield str(tried(wheel, sys.executable, chosen, folder / f"extra{i}", what))
        shutil.rmtree(folder / f"extra{i}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.release", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path, help="the folder for the archives")
    parser.add_argument("--python", action="append", default=[], help="a command or a path; without one, all")
    parser.add_argument("--extra", action="append", default=[], choices=[*EXTRAS, "each"], help="an extra to try")
    arguments = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary), arguments.out.resolve()
        for told in archives(folder / "built", out):
            print(told, flush=True)
            status |= told.startswith("✗")
        [wheel] = (folder / "built" / "out").glob("*.whl")
        tools = (materials.told(out, wheel, folder / "tools"), advisories.told(folder / "tools"))
        for lines in (*tools, environments(wheel, folder, arguments.python, arguments.extra)):
            for told in lines:
                print(told, flush=True)
                status |= told.startswith("✗")
    return status


if __name__ == "__main__":
    sys.exit(main())
