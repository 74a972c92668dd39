"""The examples run, and print what they promise."""

import math
import runpy
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from mpmath import lu_solve, matrix, mp, mpf, taylor

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(name: str, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")


def rows_below(header: str, printed: str) -> list[list[str]]:
    """The cells of the table whose line of headers holds `header`."""
    lines = iter(printed.splitlines())
    next(line for line in lines if header in line)
    next(lines)  # the rule
    return [line.split() for line in iter(lambda: next(lines, ""), "")]


def test_apple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    run("apple.py", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    assert "price 220; gradients: apple 2.2, apple_num 110, tax 200" in printed
    assert "price 715; gradients: apple 2.2, apple_num 110, orange 3.3, orange_num 165, tax 650" in printed
    assert printed.count("Backward pass") == 2
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["apple.dot", "apple.png", "apple.svg"]


def test_moons_at_a_small_size(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("moons.py", "--steps", "12", "--points", "30", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "337 parameters, 30 points"
    assert int(printed[-1].rpartition(" ")[2].rstrip("%")) >= 80


def test_newton_finds_the_root(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("newton.py", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    rows = rows_below("correct digits", printed)
    assert len(rows) == 6
    x, error = mpf(1), mpf(0)
    with mp.workdps(40):
        for step, row in enumerate(rows):
            before, error = error, abs(x - mp.sqrt(2))
            assert row[:2] == [str(step), f"{float(x):.15f}"]
            if step < 5:  # the last error is below what a float holds
                assert row[2:4] == [f"{float(error):.1e}", f"{float(-mp.log10(error / mp.sqrt(2))):.1f}"]
                assert row[4:] == ([f"{float(error / before**2):.3f}"] if step else [])
            x = (x + 2 / x) / 2  # Heron's form of the step
    assert float(rows[-1][3]) > 15.5
    assert f"at the root: {1 / (2 * math.sqrt(2)):.3f}" in printed


def test_newton_finds_the_minimum(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("newton.py", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    rows = rows_below("f(x, y)", printed)
    with mp.workdps(40):
        x, y = mpf("-1.2"), mpf(1)
        for row in rows:
            height, distance = (1 - x) ** 2 + 100 * (y - x**2) ** 2, mp.hypot(x - 1, y - 1)
            assert [float(cell) for cell in row[1:3]] == pytest.approx([float(x), float(y)], abs=1e-6)
            assert float(row[3]) == pytest.approx(float(height), rel=0.01)
            assert float(row[4]) == pytest.approx(float(distance), rel=0.06)
            gradient = matrix([2 * (x - 1) - 400 * x * (y - x**2), 200 * (y - x**2)])
            second = matrix([[1200 * x**2 - 400 * y + 2, -400 * x], [-400 * x, 200]])
            x, y = matrix([x, y]) - lu_solve(second, gradient)
    assert float(rows[-1][4]) < 1e-6 <= float(rows[-2][4])

    a, b, descents = -1.2, 1.0, 0
    while math.hypot(a - 1, b - 1) >= 1e-6:
        a, b = a - 0.0019 * (2 * (a - 1) - 400 * a * (b - a * a)), b - 0.0019 * 200 * (b - a * a)
        descents += 1
    counted = next(line for line in printed.splitlines() if "gradient descent" in line)
    assert int(counted.split()[-1]) == pytest.approx(descents, abs=1)
    assert counted.endswith(f"Newton {len(rows) - 1}, gradient descent {counted.split()[-1]}")
    # H = [[1330, 480], [480, 200]] and g = (-215.6, -88) at (-1.2, 1), so det H = 35600
    step = f"{880 / 35600:.9f}  {13552 / 35600:.9f}"
    assert [line.split(":")[1].strip() for line in printed.splitlines() if "first step" in line] == [step, step]


def test_taylor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("taylor.py", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    functions = {
        "exp(x)": mp.exp,
        "sin(x)": mp.sin,
        "log1p(x)": mp.log1p,
        "exp(sin(x))": lambda x: mp.exp(mp.sin(x)),
    }  # fmt: skip
    coefficients, nodes = {}, {}
    for name, f in functions.items():
        with mp.workdps(30):
            coefficients[name] = [float(c) for c in taylor(f, 0, 8)]
        rows = rows_below(f"{name}: k", printed)
        assert [row[0] for row in rows] == [str(k) for k in range(9)]
        derivatives = [c * math.factorial(k) for k, c in enumerate(coefficients[name])]
        assert [float(row[1]) for row in rows] == pytest.approx(derivatives, rel=1e-5)
        assert [float(row[2]) for row in rows] == pytest.approx(coefficients[name], rel=1e-5)
        assert [float(Fraction(row[3])) for row in rows] == pytest.approx(coefficients[name], rel=1e-14, abs=1e-20)
        nodes[name] = [int(row[4]) for row in rows]

    # what the prose says of the cost
    assert nodes["exp(x)"] == [2 + 2 * k for k in range(9)]
    assert nodes["sin(x)"] == [2, *range(4, 27, 3)]
    for name in ("log1p(x)", "exp(sin(x))"):
        assert 2.5 < nodes[name][8] / nodes[name][7] < 3.5

    columns = [("exp(x)", 0.5), ("exp(sin(x))", 0.5), ("log1p(x)", 0.5), ("log1p(x)", 2.0)]
    errors = rows_below("order", printed)
    assert len(errors) == 9
    for k, row in enumerate(errors):
        for cell, (name, x) in zip(row[1:], columns, strict=True):
            polynomial = sum(c * x**i for i, c in enumerate(coefficients[name][: k + 1]))
            assert float(cell) == pytest.approx(abs(polynomial - float(functions[name](x))), rel=0.06)
