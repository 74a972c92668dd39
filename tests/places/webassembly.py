"""Python in WebAssembly, as browsers run it: npm's package `pyodide` under Node.js.

RINGOGRAD_PYODIDE names the folder of the package. Tests are skipped where it or Node.js is missing. They fail instead
where RINGOGRAD_BROWSER is "required".
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.browser import missing
from viz.lab.packed import packed

SCRIPT = Path(__file__).with_name("python.mjs")


def pyodide() -> Path:
    """The folder of Pyodide's files."""
    folder = Path(os.environ.get("RINGOGRAD_PYODIDE", ""))
    if not (folder / "pyodide.asm.wasm").is_file():
        missing("RINGOGRAD_PYODIDE names no folder with npm's package pyodide")
    return folder


def in_webassembly(codes: Mapping[str, str], folder: Path, timeout: float = 300) -> dict[str, Any]:
    """What each piece of code leaves in its variable `result`, by the name of the piece."""
    node = shutil.which("node")
    if node is None:
        missing("there is no Node.js: the program `node`")
    archive = folder / "packages.zip"
    archive.write_bytes(packed())
    command = [str(node), str(SCRIPT), str(pyodide()), str(archive)]
    done = subprocess.run(command, input=json.dumps(codes), capture_output=True, text=True, timeout=timeout)
    if done.returncode:
        raise AssertionError(f"Python in WebAssembly has ended: {done.stderr[-1000:]}")
    answers = json.loads(done.stdout)
    errors = {name: answer["error"] for name, answer in answers.items() if "error" in answer}
    assert not errors, "\n".join(f"{name}: {error[-2000:]}" for name, error in errors.items())
    return {name: answer["result"] for name, answer in answers.items()}
