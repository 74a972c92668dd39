"""The examples run, and print what they promise."""

import math
import re
import runpy
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mpmath import lu_solve, matrix, mp, mpf, taylor

from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"


def run(name: str, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run an example as a script; returns what it has defined."""
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    return runpy.run_path(str(EXAMPLES / name), run_name="__main__")


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
    assert "price 220; gradients: apple 2.2, count 110, tax 200" in printed
    assert "price 715; gradients: apple 2.2, apple_num 110, orange 3.3, orange_num 165, tax 650" in printed
    assert printed.count("Backward pass") == 2
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["apple.dot", "apple.png", "apple.svg"]


@pytest.mark.parametrize("name", ["apple.py", "by_hand.py", "shopping.py"])
def test_an_example_speaks_the_language(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINGO_LANG", "ja")
    run(name, monkeypatch=monkeypatch)
    assert [line for line in capsys.readouterr().out.splitlines() if re.search("[a-z]{3,} [a-z]{3,}", line)] == []


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


# The lectures: what is printed, against numbers worked out here


def lecture(deck: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What an example prints of each formula, which is the slide's numbers, the true ones and the verdict; and all."""
    run(f"lecture_{deck}.py", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    found = {}
    for formula, slide, truth, verdict in re.findall(r"\n(.+)\n  slide  (.+)\n  truth  (.+)\n  (.+)", printed):
        found[formula] = [float(x) for x in slide.split()], [float(x) for x in truth.split()], verdict
    last_table = printed.rpartition("\n\n")[2].splitlines()[2:]
    assert len(last_table) == len(found)
    assert all(line.endswith(found[formula][2]) for line, formula in zip(last_table, found, strict=True))
    return found, printed


def refuted(found: dict[str, Any]) -> list[str]:
    return [formula for formula, of in found.items() if of[2].startswith("refuted")]


def near(numbers: Any) -> Any:
    return pytest.approx(list(numbers), rel=1e-5, abs=1e-7)


def slopes(f: Any, at: np.ndarray[Any, Any]) -> Any:
    """The gradient of f by complex steps, in the order of the flat array."""
    moved = (at + 1e-30j * unit.reshape(at.shape) for unit in np.eye(at.size))
    return [f(x).imag / 1e-30 for x in moved]


def test_lecture_000(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found, _ = lecture("000", monkeypatch, capsys)
    assert refuted(found) == [
        "dE/dV = δ₂ zᵀ, Σ(y - g)²", "W̃_1 is q_{r+1} × q_r", "... and those of the constants",
        "(q/d)^{r-1} Σ C(q,j) ≈ (q/d)^{(r-1)d} q^d",
    ]  # fmt: skip
    x = np.array([1.0, 0.5, -1.5])
    z = np.append(1.0, 1 / (1 + np.exp(-np.array([[0.1, 0.5, -0.3], [-0.2, 0.4, 0.8]]) @ x)))
    V = np.array([[0.3, -0.6, 0.9], [0.0, 0.7, -0.4]])
    assert found["dE/dV = δ₂ zᵀ, cross-entropy"][1] == near(
        slopes(lambda V: np.log(np.exp(V @ z).sum()) - (V @ z)[0], V)
    )
    squared = slopes(lambda V: ((V @ z - [1, 0]) ** 2).sum(), V)
    assert found["dE/dV = δ₂ zᵀ, Σ(y - g)²"][:2] == (near(g / 2 for g in squared), near(squared))
    assert found["42/80 = 52.5 %"][1] == [42, 80, 0.525]


def test_lecture_001(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found, _ = lecture("001", monkeypatch, capsys)
    assert refuted(found) == ["y(y - 1)", "a step along the gradient"]
    assert found["2.2, 110, of 220"][0] == [2.2, 110, 220]
    at = np.array([-1.0, 0.0, 2.0])
    truth = slopes(lambda x: (1 / (1 + np.exp(-x))).sum(), at)
    assert found["y(y - 1)"][:2] == (near(-g for g in truth), near(truth))
    W = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    assert found["dW = Xᵀ dY"][1] == near(slopes(lambda W: np.exp(np.array([[1, 2], [-1, 0.5]]) @ W).sum(), W))


def test_lecture_002(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found, _ = lecture("002", monkeypatch, capsys)
    assert refuted(found) == [
        "Σ_{p,q≤d'} w_pq z_pq", "Σ_k Σ_{j≤d'} w_ijk z_ijk", "average: 1/s²", "δ_ij = ⟨δ, W_ij⟩",
        "Σ_{s,t≤H} δ_st Z, Σ_{s,t≤H} δ_st",
    ]  # fmt: skip
    image = np.array([[0.5, -1.0, 0.3, 0.8], [1.2, 0.1, -0.7, 0.4], [-0.2, 0.9, 0.6, -1.1], [0.7, -0.4, 1.0, 0.2]])

    def loss(parameters: Any) -> Any:
        w, b = parameters[:4].reshape(2, 2), parameters[4]
        z = np.tanh([[(w * image[i : i + 2, j : j + 2]).sum() + b for j in range(3)] for i in range(3)])
        seen = [z[i : i + 2, j : j + 2].ravel() for i in range(2) for j in range(2)]
        pooled = np.array([window[np.argmax(window.real)] for window in seen])
        a = np.array([[0.5, -0.2, 0.8, 0.1], [-0.6, 0.7, 0.2, -0.3]]) @ pooled + [0.0, 0.2]
        return np.log(np.exp(a).sum()) - a[0]

    truth = slopes(loss, np.array([0.6, -0.4, 0.3, 0.9, 0.1]))
    assert found["Σ_{s,t≤d'} δ_st Z, Σ_{s,t≤d'} δ_st"][:2] == (near(truth), near(truth))


def test_lecture_003(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found, _ = lecture("003", monkeypatch, capsys)
    assert refuted(found) == ["∂E/∂net_j · ∂net_j/∂w_ji"]
    x = np.array([1.0, 0.5, -1.0])

    def loss(w: Any) -> Any:
        hidden = 1 / (1 + np.exp(-(x @ w - [0.1, -0.2])))
        return ((1 / (1 + np.exp(-(w @ hidden - [0.0, 0.3, -0.1]))) - x) ** 2).sum() / 2

    truth = slopes(loss, np.array([[0.5, -0.4], [0.3, 0.8], [-0.6, 0.2]]))
    assert found["Σ_k … w_ki f'(net_i) o_j + … o_i"][:2] == (near(truth), near(truth))
    parts = zip(found["encoder's part"][1], found["decoder's part"][1], strict=True)
    assert [encoder + decoder for encoder, decoder in parts] == near(truth)


def test_lecture_004(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found, printed = lecture("004", monkeypatch, capsys)
    assert refuted(found) == ["δ_j by -t_j/x_j + Σ t_i/x_i, n = 3", "∂L/∂x_j = -t_j/x_j + Σ t_i/x_i"]
    shares = np.exp([0.0, 0.1, 0.2]) / np.exp([0.0, 0.1, 0.2]).sum()
    assert found["δ_j = x_j - t_j, n = 3"][1] == near(shares - [1, 0, 0])
    parameters = {row[0]: [float(x) for x in row[1:]] for row in rows_below("parameter", printed)}
    assert len(parameters) == 12
    assert all(after == pytest.approx(before - slope / 10) for before, slope, after in parameters.values())

    def loss(column: int) -> Any:
        w11, w12, w21, w22, wb1, wb2, u11, u12, u21, u22, ub1, ub2 = (of[column] for of in parameters.values())
        h1, h2 = max(0.0, w11 + 2 * w21 + wb1), max(0.0, w12 + 2 * w22 + wb2)
        return mp.log1p(mp.exp(u12 * h1 + u22 * h2 + ub2 - (u11 * h1 + u21 * h2 + ub1)))

    before, after = loss(0), loss(2)
    assert float(after) == pytest.approx(float(mp.log1p(mp.exp(-2.1))))
    said = f"loss before {float(before):.6f}, after {float(after):.6f}: it falls by {float(before - after):.6f}"
    assert said in printed


def test_by_hand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("by_hand.py", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    assert "77 of 79 points: 67 right, 10 right from an earlier number, 2 wrong, 0 blank" in printed
    assert "overwrote instead of accumulated" in printed
    assert "right from your earlier number  follows from your new w12, new w22, new b2" in printed
    assert "最初の誤りは 37 番です" in printed
    loss, after = math.log(2), math.log(1 + math.exp(-2.1))  # as in examples/lecture_004.py
    assert f"the loss falls from {loss:.6f} to {after:.6f}: by {loss - after:.6f}" in printed
    assert "This gives it: biases were not updated" in printed


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_nothing_beside_the_repository_is_needed(path: Path) -> None:
    """A clone is all that there is: no example looks above its folder, or names a file that is elsewhere."""
    found = re.findall(r"\.\./|parents\[|parent\.parent|shared", path.read_text("utf-8"))
    assert found == []


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(EXAMPLES.glob("*.py")) if "require(" in path.read_text("utf-8")],
    ids=lambda path: path.stem,
)
def test_what_is_missing_is_told_before_anything_is_trained(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [package, extra] = re.findall(r'^require\("(\w+)", extra="(\w+)"\)$', path.read_text("utf-8"), re.MULTILINE)[0]
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SystemExit) as ended:
        run(path.name, monkeypatch=monkeypatch)
    assert ended.value.code == 2
    assert capsys.readouterr() == ("", f'this example needs {package}: pip install "ringograd[{extra}]"\n')
