"""The lines and branches of `autograd` and `nn` that tests run: `python -m tests.coverage`, with `graph nn` two rooms.

Each room of tests runs alone, so that a run that was stopped goes on: its data stay in a folder, `--folder FOLDER`, and
`--afresh` measures every room again. The exit status is 1 if a package is below `LEAST` per cent. Code that runs in
processes of their own counts too. Needs `pip install coverage`, and half an hour on one processor.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT

LEAST = 97.0
"""Per cent of lines and branches together."""
PACKAGES = ("autograd", "nn")
NOT_HERE = (
    "test_a_disk_that_is_full_loses_nothing", "test_excess_is_refused_at_once",
    "test_libraries_and_training_are_loaded_when_they_are_used",
)  # fmt: skip
"""Coverage has no place for its data on a full disk, takes time, and is imported."""
SETTINGS = """\
[run]
branch = True
parallel = True
source = autograd,nn
patch = subprocess,_exit
disable_warnings = no-data-collected,module-not-measured,module-not-imported
[report]
exclude_also =
    if TYPE_CHECKING:
    if __name__ == .__main__.:
    def .*: \\.\\.\\.$
    assert_never
"""
"""What no run of tests enters: imports for types, a module that is started as a program, the `...` of a protocol."""
WITHOUT = {"bench", "docs", "viz"}
"""Folders of tests of other things, which take long: speed, documents, and pages in a browser."""


def rooms() -> list[str]:
    """The folders of tests, the loose files of tests, and the examples in docstrings."""
    tests = ROOT / "tests"
    folders = sorted(path.parent.name for path in tests.glob("*/__init__.py") if path.parent.name not in WITHOUT)
    return [*folders, "loose", "docstrings"]


def paths_of(room: str) -> list[str]:
    if room == "loose":
        return [f"tests/{path.name}" for path in sorted((ROOT / "tests").glob("test_*.py"))]
    return list(PACKAGES) if room == "docstrings" else [f"tests/{room}"]


def measure(room: str, folder: Path, processes: str) -> int:
    """Run the tests of a room. Data of earlier runs of the room are replaced."""
    for old in folder.glob(f"{room}.*"):
        old.unlink()
    settings = folder / "settings"
    settings.write_text(SETTINGS)
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", f"--data-file={folder / room}"]
    command += ["-m", "pytest", "-q", "-n", processes, "-p", "no:cacheprovider"]
    command += ["-k", " and ".join(f"not {test}" for test in NOT_HERE), *paths_of(room)]
    status = subprocess.run(command, cwd=ROOT, env=os.environ | {"COVERAGE_FILE": str(folder / room)}).returncode
    (folder / f"{room}.done").touch()
    return status


def report(folder: Path, missing: bool) -> bool:
    """Print the figures of each package; whether all reach `LEAST`."""
    data = [str(path) for path in folder.iterdir() if "." in path.name and not path.name.endswith(".done")]
    coverage = [sys.executable, "-m", "coverage"]
    options = [f"--rcfile={folder / 'settings'}", f"--data-file={folder / 'all'}"]
    subprocess.run([*coverage, "combine", "--quiet", "--keep", *options, *data], cwd=ROOT, check=True)
    good = True
    for package in PACKAGES:
        asked = ["--include", f"{package}/*", f"--fail-under={LEAST}", "--precision=2"]
        shown = ["--show-missing", "--skip-covered"] if missing else ["--format=total"]
        print(f"{package}: ", end="", flush=True)
        good &= not subprocess.run([*coverage, "report", *options, *asked, *shown], cwd=ROOT).returncode
    return good


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.coverage", description=__doc__)
    parser.add_argument("rooms", nargs="*", help="folders of tests; all unless some are named")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ringograd-coverage")
    parser.add_argument("--afresh", action="store_true", help="measure every room again")
    parser.add_argument("--report", action="store_true", help="run nothing: report on what was measured")
    parser.add_argument("--missing", action="store_true", help="list the lines and branches that no test runs")
    parser.add_argument("-n", default="0", help="processes of pytest")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for room in () if options.report else options.rooms or rooms():
        is_due = options.afresh or options.rooms or not (options.folder / f"{room}.done").exists()
        if is_due and measure(room, options.folder, options.n):
            failed.append(room)
    if failed:
        print(f"tests failed in {', '.join(failed)}, so that less may have been run than there is")
    return 0 if report(options.folder, options.missing) and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
