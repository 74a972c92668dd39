#!/usr/bin/env python3
"""Ringograd from a fresh clone, in one command.

    python3 do.py demo            buy the apple, and see the gradients flow back
    python3 do.py test            check the style (ruff), the types (mypy) and the behaviour (pytest)
    python3 do.py test -k relu    only pytest, with these arguments

The first run makes a virtual environment, `.venv`, beside this file and installs what is needed there.
Nothing is installed outside this folder, so the Python that belongs to an operating system will do.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn


def stop(sentence: str) -> NoReturn:
    print(f"do.py: {sentence}", file=sys.stderr)
    sys.exit(2)


# An older Python must be able to parse this file, so that it gets as far as this sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    stop(f"Ringograd needs Python 3.11 or newer, and this is {sys.version.split()[0]} ({sys.executable}).")

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What .venv holds, a line each: its home (another Python or a moved clone needs another .venv), a hash of the
# requirements, and the extras installed in full. While it is empty, .venv is ours but unfinished.
STAMP = VENV / "made-by-do.py.txt"

EXTRAS = {
    "demo": (["ja", "mathml", "numpy"], "a Japanese font, formulas and NumPy"),
    "test": (["ja", "test"], "a Japanese font and test tools"),
}
STYLE, TYPES, BEHAVIOUR = (
    ["-m", "ruff", "check", "."],
    ["-m", "mypy"],
    ["-m", "pytest", "-n", "auto", "--dist", "worksteal"],  # on every processor, neighbours together
)


# Tests start Python hundreds of times, and each start would compile the code anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def run(*command: str | Path) -> int:
    return subprocess.call(command, cwd=HERE)


def tell(*check: str) -> None:
    print("\n==", *check[1:], flush=True)


def check_all() -> int:
    """Every check, and mypy's beside pytest's. The exit status is the first that is not 0."""
    tell(*STYLE)
    status = run(PYTHON, *STYLE)
    if status != 0:
        return status
    with subprocess.Popen([PYTHON, *TYPES], cwd=HERE, stdout=-1, stderr=-2, encoding="utf-8") as mypy:
        tell(*BEHAVIOUR)
        status = run(PYTHON, *BEHAVIOUR)
        tell(*TYPES)
        print(mypy.communicate()[0], end="", flush=True)
    return status or mypy.returncode


def works(*command: str | Path) -> bool:
    return subprocess.run(command, cwd=HERE, capture_output=True).returncode == 0


def prepare(extras: list[str], what: str) -> None:
    """Make .venv hold the project with these extras, unless the stamp says that it does."""
    home = f"Python {sys.version.split()[0]} of {sys.base_prefix}, for {HERE}"
    files = b"".join((HERE / name).read_bytes() for name in ("setup.cfg", "setup.py", "pyproject.toml"))
    requirements = hashlib.sha256(files).hexdigest()
    stamp = STAMP.read_text("utf-8").splitlines() if STAMP.exists() else []
    sound = PYTHON.exists() and stamp[:1] == [home]
    installed = stamp[2:] if sound and stamp[1:2] == [requirements] else []
    if set(extras) <= set(installed):
        return
    if not sound:
        make_venv()
    STAMP.write_text("", "utf-8")  # an interrupted installation starts afresh, and is never taken for done
    print(f"installing ringograd with {what} into .venv ... (once, about a minute)", flush=True)
    install = [*find_pip(), "install", "-qq", "--disable-pip-version-check", "--no-user", "--editable"]
    if run(*install, f".[{','.join(extras)}]") != 0:
        stop("the installation failed; pip's reason is above (the first run needs the network).")
    STAMP.write_text("\n".join([home, requirements, *sorted({*installed, *extras}), ""]), "utf-8")


def make_venv() -> None:
    """Make .venv anew, without pip: Debian's Python has none to put there if python3-venv is missing."""
    VENV.mkdir(exist_ok=True)
    old = list(VENV.iterdir())
    if old and STAMP not in old:
        stop(f"{VENV} is not of do.py's making, so it is left alone: move it away, then run this again.")
    print("making .venv ...", flush=True)
    STAMP.write_text("", "utf-8")
    for entry in old:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != STAMP:
            entry.unlink()
    if run(sys.executable, "-m", "venv", "--without-pip", VENV) != 0:
        stop("the venv module failed; its reason is above. On Debian or Ubuntu: apt install python3-venv")


def find_pip() -> list[str | Path]:
    """A pip to install with: that of the Python that runs this, or else the one that Python carries along."""
    borrowed: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]  # pip 22.3 and newer
    own: list[str | Path] = [PYTHON, "-m", "pip"]
    if works(*borrowed, "--version"):
        return borrowed
    if works(*own, "--version") or works(PYTHON, "-m", "ensurepip"):
        return own
    stop(f"{sys.executable} has neither pip nor ensurepip. On Debian or Ubuntu: apt install python3-pip")


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in EXTRAS:
        print(__doc__)
        return 2
    task, *rest = arguments
    try:
        prepare(*EXTRAS[task])
    except OSError as error:
        stop(f"cannot set up {VENV}: {error}")
    if task == "demo":
        os.environ.setdefault("PYTHONIOENCODING", ":replace")  # a console that lacks × shows ? instead
        return run(PYTHON, "examples/apple.py", *rest)
    if not rest:
        return check_all()
    tell("-m", "pytest", *rest)
    return run(PYTHON, "-m", "pytest", *rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)  # as shells report Ctrl-C
