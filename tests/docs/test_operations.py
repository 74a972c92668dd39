"""The page of operations is what its generator writes from the table, and what it says is so."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from autograd import Value, grad
from autograd.calculus.elementary import where
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import FUNCTIONS
from autograd.notation.formulas import letters
from docs import curves
from docs.operations import COMMAND, HERE, entry, example, files, page
from tests.conftest import thinned

CUBE = Op("cube", "x", lambda x: x * x * x, lambda z, x: (3.0 * x * x,), latex="$x^{3}", domain=lambda x: x > 0.5)


@cache
def right() -> dict[str, str]:
    """The files as they are, which several tests compare with those of another table."""
    return files()


def test_the_page_is_up_to_date() -> None:
    for name, content in right().items():
        path = HERE / name
        assert path.exists(), f"docs/{name} is missing: run {COMMAND}"
        assert path.read_bytes() == content.encode(), f"docs/{name} is not what the table says now: run {COMMAND}"


def test_no_plot_is_left_of_a_row_that_is_gone() -> None:
    plots = {path.relative_to(HERE).as_posix() for path in (HERE / "plots").iterdir()}
    assert plots == right().keys() - {"operations.md"}, f"run {COMMAND}"


def test_a_new_row_appears_with_its_local_gradient_domain_and_plot() -> None:
    before, after = right(), files([*TABLE, CUBE])
    assert {name for name in after if after[name] != before.get(name)} == {"operations.md", "plots/cube.svg"}
    new = after["operations.md"]
    assert "[cube](#cube)" in new
    assert "### cube\n" in new
    assert r"\frac{\partial z}{\partial x} &= 3 \cdot x \cdot x" in new
    assert "dz_dx = 3 * x * x" in new
    assert "Domain: $`x > 0.5`$" in new
    assert "](plots/cube.svg)" in new


def test_a_kink_of_a_new_row_is_found_and_its_convention_told() -> None:
    row = Op(
        "shifted", "x", lambda x: max(x - 0.25, 0.0), lambda z, x: (where(x > 0.25, 1.0, 0.0),),
        kink=lambda x: x == 0.25,
    )  # fmt: skip
    assert "- Kink: $`x = 0.25`$\n- Convention: at x = 0.25, the local gradient is 0.\n" in entry(row)
    assert f'<circle cx="{curves._x(0.25):.1f}"' in files([row])["plots/shifted.svg"]


def test_a_changed_rule_changes_the_page() -> None:
    wrong = Op("exp", "x", math.exp, lambda z, x: (z + x,), latex="e^{$x}")
    table = [wrong if row.name == "exp" else row for row in TABLE]
    changed, before = files(table), right()
    assert {name for name in changed if changed[name] != before[name]} == {"operations.md", "plots/exp.svg"}
    assert "dz_dx = z + x" in changed["operations.md"]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_the_python_of_an_entry_runs_and_is_true(row: Op) -> None:
    shown = example(row)
    x = next(x for x in (0.5, 1.5) if shown.partial(0, x) is not None)
    names_of_inputs = [str(letter.name) for letter in letters(row)[0]]
    inputs = {name: Value(number) for name, number in zip(names_of_inputs, (x, *shown.others), strict=True)}
    names: dict[str, Any] = {**FUNCTIONS, "pi": math.pi, **shown.row.bound, **inputs}
    (block,) = re.findall("```python\n(.*?)```", entry(row), re.DOTALL)
    exec(block, names)
    assert float(names["z"]) == pytest.approx(shown.value(x))
    found = [float(names[f"dz_d{letter}"]) for letter in inputs]
    assert found == pytest.approx([float(g) for g in grad(names["z"], list(inputs.values()))])


def strokes(svg: str) -> list[list[tuple[float, float]]]:
    """The lines of the curves, as points in pixels."""
    curves = re.findall(r'<path d="(M\d[^"]*,[^"]*)" stroke="#', svg.partition("<g ")[2].partition("</g>")[0])
    lines = [line.split() for curve in curves for line in curve.split("M") if line]
    return [[(float(x), float(y)) for x, y in (point.split(",") for point in line)] for line in lines]


@pytest.mark.parametrize("row", thinned(TABLE, 1), ids=lambda row: row.name)
def test_a_plot_is_small_well_formed_and_joins_no_jump(row: Op) -> None:
    svg = files([row])[f"plots/{row.name}.svg"]
    ElementTree.fromstring(svg)
    assert len(svg.encode()) < 10_000
    assert not re.search(r"nan|inf|None|\d\.\d\d", svg)
    lines = strokes(svg)
    assert lines
    for line in lines:
        assert all(b[0] >= a[0] for a, b in pairwise(line))
        assert all(abs(a[1] - b[1]) <= curves.STEP + 0.1 for a, b in pairwise(line) if a[1] != b[1])


def test_curves_end_where_their_domain_ends() -> None:
    left = [min(x for line in strokes(files([row])[f"plots/{row.name}.svg"]) for x, _ in line) for row in (CUBE,)]
    assert left == [pytest.approx(curves._x(0.5), abs=0.1)]
    assert all(line[0][1] > line[-1][1] for line in strokes(svg_of("tan"))[:3]), "tan only rises"


def svg_of(name: str) -> str:
    return (HERE / "plots" / f"{name}.svg").read_text("utf-8")


def test_the_dots_are_the_conventions() -> None:
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg_of("relu") + svg_of("clamp"))
    expected = [(curves._x(x), curves._y(y)) for x, y in [(0, 0), (-1, 1), (2, 1)]]
    assert [(float(x), float(y)) for x, y in dots] == expected


@pytest.mark.parametrize("error", thinned([1e-13, -1e-13]))
def test_the_last_digits_of_a_platform_do_not_show(error: float, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = right()
    value, partial = curves.Example.value, curves.Example.partial

    def inexact(number: float | None) -> float | None:
        return number and number * (1.0 + error)

    monkeypatch.setattr(curves.Example, "value", lambda self, x: inexact(value(self, x)))
    monkeypatch.setattr(curves.Example, "partial", lambda self, slot, x: inexact(partial(self, slot, x)))
    assert [name for name, content in files().items() if content != expected[name]] == []


def test_the_page_uses_no_macro_that_github_refuses() -> None:
    text = page()
    for refused in (r"\operatorname", r"\mbox", r"\phantom", r"\href", r"\def", r"\require"):
        assert refused not in text


def test_the_generator_writes_the_files_and_removes_stale_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import docs.operations

    monkeypatch.setattr(docs.operations, "HERE", tmp_path)
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "gone.svg").write_text("")
    docs.operations.main()
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == right().keys()
