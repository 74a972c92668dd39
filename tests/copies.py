"""A copy of the project, in which code may be changed to see whether the tests notice."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The repository. It stands here since this module imports nothing of the project: mutants import their own copy."""


def copy_to(folder: Path) -> None:
    """Copy the code, its tests and their settings, and what Python has compiled of them."""
    for name in (
        "autograd",
        "nn",
        "viz",
        "docs",
        "examples",
        "tests",
        "ringograd.py",
        "setup.cfg",
        "setup.py",
        "do.py",
        "README.md",
        "README.ja.md",
        "LICENSE",
        "CHANGELOG.md",
    ):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("*.pyc.*"))
        else:
            shutil.copy2(source, folder / name)
