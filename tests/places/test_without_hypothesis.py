"""Hypothesis has compiled parts; a browser's Python lacks it. Everything but `autograd.testing` works without it."""

import subprocess
import sys
from typing import Any

import pytest

from autograd import check_claim
from autograd.by_hand.claims import claim, drawn
from tests.by_hand.claims.test_claim import RIGHT, WRONG
from tests.conftest import thinned
from tests.copies import ROOT

BLOCKED = "import sys; sys.modules['hypothesis'] = None; "
"""From here on, an import of Hypothesis fails as if it were not installed."""


@pytest.fixture
def without_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in claim, drawn:
        monkeypatch.setattr(module, "has_hypothesis", lambda: False)


@pytest.mark.usefixtures("without_hypothesis")
@pytest.mark.parametrize(("function", "wrt", "formula", "options"), thinned(RIGHT))
def test_what_is_right_is_confirmed(function: str, wrt: str, formula: str, options: dict[str, Any]) -> None:
    verdict = check_claim(function, formula, wrt, **options)
    assert verdict, str(verdict)
    assert verdict.points >= (3 if "21 - x" in function else 10)  # between 20 and 21 lie few of the listed numbers
    assert f"Tried at {verdict.points} points of a fixed list." in str(verdict)


@pytest.mark.usefixtures("without_hypothesis")
@pytest.mark.parametrize(("function", "wrt", "formula", "options", "where", "code"), thinned(WRONG))
def test_what_is_wrong_is_refuted(
    function: str, wrt: str, formula: str, options: dict[str, Any], where: dict[str, Any] | None, code: str | None
) -> None:
    verdict = check_claim(function, formula, wrt, **options)
    assert not verdict
    assert code is None or code in verdict.codes
    assert "A counterexample:" in str(verdict)
    assert "Without the package Hypothesis, no smallest counterexample is sought." in str(verdict)


@pytest.mark.usefixtures("without_hypothesis")
@pytest.mark.parametrize(
    ("function", "formula"),
    [
        ("relu(x - 1e6)", "0"),  # right for all numbers up to a million
        ("where(x < -0.375, x, 0)", "0"),  # wrong beyond one end alone
        ("log(x - 5) + x*0", "1/x"),  # nothing below the end of the domain counts
        ("maximum(x, 1e-9)", "x > 1"),  # wrong for small numbers
        ("sqrt(a - 1)*log(b)*log(c)*log(d)*x", "y"),  # inputs that must all be positive at once
    ],
)
def test_counterexamples_near_ends_and_kinks_and_of_all_sizes_are_found(function: str, formula: str) -> None:
    assert not check_claim(function, formula, "x")


@pytest.mark.usefixtures("without_hypothesis")
def test_the_points_are_the_same_in_every_run() -> None:
    first, second = (check_claim("x*sin(a*x)", "sin(a*x)", "x", lang="ja") for _ in range(2))
    assert str(first) == str(second)
    assert "決まった一覧の" in str(first)


@pytest.mark.parametrize(
    "code",
    [
        "import autograd, nn, viz; from autograd import check_grad; assert check_grad(lambda x: x**3, [2.0])",
        "from autograd import mark, parse, worksheet; sheet = worksheet(parse('a*b', {'a': 2, 'b': 3}));"
        "marks = mark(sheet, {row.key: str(row.answer) for row in sheet.rows}); assert marks.first_wrong is None",
        "from autograd.__main__ import main; assert main(['apple * 2', 'apple=100']) == 0",
        "from autograd.__main__ import main; claim = ['claim', 'sigmoid(x)', '--seconds', '0', '--d', 'x'];"
        "assert main([*claim, 'y*(1-y)']) == 0; assert main([*claim, 'y*(y-1)']) == 1",
    ],
)
def test_the_rest_works_without_it(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKED + code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_tests_of_ones_own_ask_for_it() -> None:
    code = f"{BLOCKED}from autograd.testing import assert_gradient"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    said = done.stderr.splitlines()[-1]
    assert said.startswith("ImportError: autograd.testing.assert_gradient needs hypothesis: ")
    assert said.endswith('pip install hypothesis, or "hypothesis<6.156" where nothing can be compiled')
