"""A package that is missing, told in one sentence by whatever `python -m docs.…` and `python -m tests.…` run.

What they run needs packages of several extras. Both rooms call `tell_what_is_missing` first, so no module has to know
what each of its imports needs.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

EXTRAS = {
    "furo": "docs", "myst_parser": "docs", "sphinx": "docs", "docutils": "docs", "pygments": "docs",
    "latex2mathml": "docs", "playwright": "browser", "PIL": "plots", "matplotlib": "plots", "cosmic_ray": "mutation",
    "casadi": "bench", "cyclonedx": "release", "pip_audit": "release", "twine": "release", "setuptools": "release",
    "onnx": "onnx", "torch": "torch", "graphviz": "", "safetensors": "", "tqdm": "",
}  # fmt: skip
"""The extra that brings a package, by the name that is imported; empty for what comes without one. `test` brings any
other."""
OURS = ("autograd", "docs", "nn", "tests", "viz")
OWN_COMMAND = {"atheris"}
"""Packages of no extra: few platforms have them."""


def sentence(command: str, package: str) -> str:
    """What is told of a package that is missing.

    >>> sentence("docs.film", "playwright")
    'python -m docs.film needs playwright: pip install -e ".[browser]"'
    """
    extra = EXTRAS.get(package, "test")
    ours = f'-e ".[{extra}]"' if extra else "-e ."
    return f"python -m {command} needs {package}: pip install {package if package in OWN_COMMAND else ours}"


def tell_what_is_missing() -> None:
    """Let this command end with a sentence and exit status 2 where a package is missing, or where what it shares with a
    test would skip that test. Other errors are shown as always."""
    if sys.argv[0] != "-m":  # as Python names a command until it has found it; tests and other programs differ
        return
    shown = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
        package = (getattr(error, "name", None) or "").partition(".")[0]
        command: Any = getattr(sys.modules["__main__"], "__spec__", None)
        name = command.name.removesuffix(".__main__") if command else ""
        if isinstance(error, ModuleNotFoundError) and package and package not in OURS:
            told = sentence(name, package)
        elif kind.__module__ == "_pytest.outcomes":
            told = f"python -m {name}: {error}"
        else:
            return shown(kind, error, trace)
        print(told, file=sys.stderr)
        raise SystemExit(2)

    sys.excepthook = tell
