"""A row added in one place, the table, appears everywhere: a process loads a copy of that file with it."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import ROOT, fewer, thinned

END_OF_TABLE = ")\n# fmt: on\n"

ROWS = {
    "of one number": (
        'Op("square", "x", lambda x: x * x, lambda z, x: (2.0 * x,), latex="$x^{2}")',
        """
        assert Value(3.0).square().data == autograd.square(3).data == parse("square(x)", {"x": 3}).data == 9.0
        shows(OPS["square"], "square(x)", ["2 * x"], "x^{2}")
        agrees(lambda x: x.square(), [3.0], gradient=[6.0], hessian=[[2.0]])
        """,
    ),
    "of two numbers and a constant, with a domain and a kink": (
        'Op("gap", "x, y, scale", lambda x, y, scale: scale * magnitude(log(x) - y),'
        " domain=lambda x, y, scale: x > 0.0,"
        " partials=lambda z, x, y, scale: (scale * where(log(x) > y, 1.0, where(log(x) < y, -1.0, 0.0)) / x,"
        " scale * where(log(x) > y, -1.0, where(log(x) < y, 1.0, 0.0))),"
        " kink=lambda x, y, scale: (log(x) == y) & (scale != 0.0), defaults=(2.0,))",
        """
        assert Value(1.0).gap(3.0).data == 6.0
        assert autograd.gap(1.0, Value(3.0), scale=0.5).data == parse("gap(x, 3, 0.5)", {"x": 1}).data == 1.5
        shows(OPS["gap"], "gap(x, y, scale)", [], "gap")
        agrees(lambda x, y: autograd.gap(x, y), [1.0, 3.0], gradient=[-2.0, 2.0], hessian=[[2.0, 0.0], [0.0, 0.0]])
        """,
    ),
    "of a list": (
        'Op("norm", "xs", lambda *xs: sqrt(sum(x * x for x in xs)), lambda z, *xs: tuple(x / z for x in xs),'
        " domain=lambda *xs: sum(x * x for x in xs) > 0.0)",
        """
        x, y = Value(3.0), Value(4.0)
        assert autograd.norm([x, y]).data == autograd.norm(x, y).data == parse("norm(x, 4)", {"x": 3}).data == 5.0
        shows(OPS["norm"], "norm(x1, x2, x3)", ["x1 / z", "x2 / z", "x3 / z"], "norm")
        agrees(lambda x, y: autograd.norm([x, y]), [3.0, 4.0], [0.6, 0.8], [[0.128, -0.096], [-0.096, 0.072]])
        """,
    ),
    "an operator": (
        'Op("percent", "x, y", lambda x, y: x * y / 100.0, lambda z, x, y: (y / 100.0, x / 100.0), symbol="%",'
        r' latex=r"$x \% $y")',
        """
        assert (Value(50.0) % 4).data == (50 % Value(4.0)).data == parse("x % 4", {"x": 50}).data == 2.0
        assert "x % 4" in str(steps(Value(50.0, name="x") % 4))
        shows(OPS["percent"], "x % y", ["y / 100", "x / 100"], "%")
        agrees(lambda x, y: x % y, [50.0, 4.0], gradient=[0.04, 0.5], hessian=[[0.0, 0.01], [0.01, 0.0]])
        """,
    ),
}

LOADED = """
import sys
from importlib.abc import MetaPathFinder
from importlib.util import spec_from_file_location

class Copy(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        return spec_from_file_location(name, sys.argv[1]) if name == "autograd.calculus.ops" else None

sys.meta_path.insert(0, Copy())
"""

ASKED = """
import autograd
import viz
from autograd import Value, parse, steps
from autograd.notation.formulas import formula, latex, mathml, partials, text
from autograd.calculus.ops import OPS, TABLE
from autograd.testing import op_properties, strategies
from docs import operations
from hypothesis import find, settings

def shows(row, written, local, in_latex):
    assert text(formula(row)) == written
    assert [text(partial) for partial in partials(row)][: len(local)] == local
    assert in_latex in latex(formula(row))
    assert mathml(formula(row)).startswith("<math>")

def agrees(f, at, gradient, hessian):
    close = lambda a, b: abs(a - b) < 1e-12
    leaves = [Value(x) for x in at]
    f(*leaves).backward()
    assert all(map(close, [x.grad for x in leaves], gradient))
    units = [[float(i == j) for j in range(len(at))] for i in range(len(at))]
    assert all(map(close, [autograd.jvp(f, at, unit)[1] for unit in units], gradient))
    for row, true in zip(autograd.hessian(f, at), hessian):
        assert all(map(close, row, true))
    assert autograd.check_grad(f, at)

new = TABLE[-1]
written = operations.files([new])
assert f"### {new.name}" in written["operations.md"] and f"plots/{new.name}.svg" in written
found = find(strategies.programs([new, OPS["add"]]), lambda p: any(op.name == new.name for op, _ in p.steps))
out = found(*map(Value, found.leaves))
assert new.name in viz.draw(out).dot or new.symbol in viz.draw(out).dot
assert new.name in repr(found) or new.symbol in repr(found)
"""


@pytest.mark.parametrize("kind", thinned(ROWS))
def test_a_row_added_to_the_table_appears_everywhere(kind: str, tmp_path: Path) -> None:
    row, asked = ROWS[kind]
    code = (ROOT / "autograd" / "calculus" / "ops.py").read_text("utf-8")
    assert code.count(END_OF_TABLE) == 1
    table = tmp_path / "ops.py"
    table.write_text(code.replace(END_OF_TABLE, f"    {row},\n{END_OF_TABLE}"), "utf-8", newline="\n")
    checks = f"settings.register_profile('so', max_examples={fewer(100)})\nsettings.load_profile('so')\n"
    script = f"{LOADED}{ASKED}{textwrap.dedent(asked)}\n{checks}for check in op_properties(new):\n    check()\n"
    command = [sys.executable, "-c", script, str(table)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
