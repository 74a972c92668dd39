"""Programs that run from the wheel alone, in environments of their own: for each Python, and for each extra."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PROGRAM = """
import autograd
from autograd import Value
x = Value(2.0, name="x")
program = autograd.compile(x * x, inputs=[x])
assert float(program([3.0])) == 9.0
"""
PROMISED = {
    "": """
import subprocess, sys, sysconfig
from pathlib import Path
import autograd, nn, viz
from autograd import Value, check_claim, mark, worksheet
assert "site-packages" in autograd.__file__, autograd.__file__
ringo = Path(sysconfig.get_path("scripts"), "ringo")
told = subprocess.run([ringo, "w*x", "w=1", "x=2"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
assert told, told
version = subprocess.run([ringo, "--version"], capture_output=True, text=True, check=True).stdout
assert version == f"ringo {autograd.__version__}\\n", version
apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
price = apple * count * tax
price.backward()
assert (apple.grad, tax.grad) == (2.2, 200.0)
viz.draw(price).save("apple.svg")
viz.page(price, "apple.html")
sheet = worksheet(price)
sheet.save("sheet.csv")
assert mark(sheet, "sheet.csv").rows
assert check_claim("x**2", "2*x", wrt="x")
model = nn.MLP(2, [2, 1])
nn.save("model.safetensors", model)
nn.load("model.safetensors", nn.MLP(2, [2, 1]))
""",
    "ja": """
from autograd import Value, speaking
import viz
with speaking("ja"):
    viz.draw(Value(2, name="りんご") * 3).save("apple.png")
""",
    "plots": """
import viz
viz.plot({"loss": [(1, 2), (2, 1)]}).save("loss.png")
""",
    "mathml": """
from autograd import Value
import viz
assert "<math" in viz.page(Value(2, name="x") * 3, "x.html").read_text("utf-8")
""",
    "onnx": """
import nn
nn.to_onnx(nn.MLP(2, [1]), "model.onnx", (2,))
nn.from_onnx("model.onnx")
""",
    "torch": PROGRAM.replace("inputs=[x]", 'inputs=[x], backend="torch"'),
    "testing": """
from autograd.testing import assert_gradient
from hypothesis import strategies as st
assert_gradient(lambda x: x**2, lambda x: 2 * x, st.floats(-5, 5))
""",
    "proofs": """
from autograd import check_claim
claim = check_claim("x**2", "2*x", wrt="x", seconds=30)
assert "proved" in str(claim), claim
""",
    "numpy": PROGRAM,
    "digits": "import nn; assert len(nn.data.digits()) == 1797",
    "sklearn": """
import nn
nn.Classifier(epochs=2).fit([[0.0], [1.0], [0.1], [0.9]], [0, 1, 0, 1]).predict([[0.0]])
""",
    "sheets": """
from autograd import Value, mark, worksheet
sheet = worksheet(Value(2, name="x") * 3)
sheet.save("sheet.xlsx")
assert mark(sheet, "sheet.xlsx").rows
""",
    "pdf": """
from pathlib import Path
from autograd import Value, worksheet
worksheet(Value(2, name="x") * 3).save("sheet.pdf")
assert Path("sheet.pdf").read_bytes().startswith(b"%PDF")
""",
    "dask": "from dask.distributed import Client",
    "mutation": "import cosmic_ray",
    "bench": "import casadi",
    "browser": "import playwright.sync_api",
    "docs": "import furo, myst_parser, sphinx",
    "release": "import cyclonedx, pip_audit, twine",
    "test": "import pytest, mypy, hypothesis",
}
"""What runs once an extra is installed; of the package itself under "". An import alone, where only tests use it."""


@dataclass
class Outcome:
    """What became of one environment."""

    what: str
    seconds: float
    megabytes: float
    problem: str

    def __str__(self) -> str:
        told = f"✗ {self.problem}" if self.problem else "✓"
        return f"{told} {self.what} ({self.seconds:.0f} s, {self.megabytes:.0f} MB)"


def tried(wheel: Path, python: str, extras: tuple[str, ...], folder: Path, what: str) -> Outcome:
    """A new environment in the folder, the wheel in it with these extras, and the programs that they promise."""
    begun = time.monotonic()
    own = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    asked = f"{wheel}[{','.join(extras)}]" if extras else str(wheel)
    commands = [
        [python, "-m", "venv", str(folder / "env")],
        [str(own), "-m", "pip", "install", "-q", "--disable-pip-version-check", asked],
        [str(own), "-m", "pip", "check", "--disable-pip-version-check"],
        *([str(own), "-I", "-c", PROMISED[name]] for name in ("", *extras)),
    ]
    empty = folder / "empty"
    empty.mkdir(parents=True)
    problem = next((why for command in commands if (why := failure(command, empty))), "")
    size = sum(path.stat().st_size for path in (folder / "env").rglob("*") if path.is_file()) / 1e6
    return Outcome(what, time.monotonic() - begun, size, problem)


def failure(command: list[str], folder: Path) -> str:
    """The last line of what is said by a command that fails; empty for one that succeeds."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode == 0:
        return ""
    return (done.stderr.strip() or done.stdout.strip() or f"exit status {done.returncode}").splitlines()[-1]
