"""An environment for each engine, with the version that the page speaks of."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from autograd.checking.engines.engine import Engine
from autograd.checking.engines.live import interpreter

LIMIT = 1800
"""Seconds that an installation may take: some engines are as large as a gigabyte."""


class InstallationError(RuntimeError):
    """An engine that cannot be installed, said in one sentence."""


def install(engine: Engine, folder: Path) -> None:
    """Makes `folder/NAME`, a virtual environment or a folder of npm, unless it is there. Raises `InstallationError`."""
    home = folder / engine.name
    if home.exists():
        return
    if engine.is_of_npm and not shutil.which("npm"):
        raise InstallationError(f"{engine.title} is installed by npm, which is not here: install Node.js")
    if not engine.is_of_npm and engine.python and not shutil.which(engine.python):
        raise InstallationError(f"{engine.title} needs {engine.python}, which is not here: install that Python")
    print(f"{engine.title}: installing {' '.join(engine.needs)} in {home}", flush=True)
    home.mkdir(parents=True)
    try:
        if engine.is_of_npm:
            _run([str(shutil.which("npm")), "install", "--prefix", str(home), *engine.needs])
        else:
            _run([engine.python or sys.executable, "-m", "venv", str(home)])
            python, _ = interpreter(engine, folder)
            _run([python, "-m", "pip", "install", "--quiet", *engine.needs])
    except BaseException as error:  # also where it is interrupted: half an environment is none
        shutil.rmtree(home, ignore_errors=True)
        if isinstance(error, subprocess.SubprocessError | OSError):
            raise InstallationError(f"{engine.title} cannot be installed in {home}: {_last(error)}") from None
        raise


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=LIMIT)


def _last(error: Exception) -> str:
    """The last line of what a program has said."""
    said = str(getattr(error, "stderr", None) or error).strip()
    return said.splitlines()[-1] if said else type(error).__name__
