"""`ringo compare` where this engine refuses, or another one is not there: a row or a sentence, and no failure."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from autograd import __version__
from autograd.commands.engines import answered, compare
from autograd.language import LANGUAGES
from tests.commands.test_compare_command import cells
from tests.commands.test_main import ringo


@pytest.fixture(autouse=True)
def _no_engine_here(monkeypatch: pytest.MonkeyPatch) -> None:
    is_installed = answered.is_installed
    monkeypatch.setattr(compare, "is_installed", lambda one, folder: bool(folder and is_installed(one, folder)))


REFUSED = [
    ("log(p)", {"p": 0}, "log(x) needs x > 0"),
    ("1/x", {"x": 0}, "x / y needs y != 0"),
    ("log(sigmoid(x))", {"x": -800}, "write -softplus(-x)"),
    ("exp(x)", {"x": 1000}, "too large"),
]


@pytest.mark.parametrize(("expression", "at", "why"), REFUSED)
def test_what_is_refused_here_is_a_row_beside_the_others(expression: str, at: dict[str, int], why: str) -> None:
    numbers = [f"{name}={number}" for name, number in at.items()]
    status, out, err = ringo("compare", expression, *numbers)
    assert (status, err) == (0, "")
    own, *others = cells(out)
    assert own[1:] == ["refused", "refused", "here", expression]
    assert "\nRingograd refuses: " in out
    assert why in out
    assert ("PyTorch 2.13.0" in [row[0] for row in others]) == (expression != "exp(x)")
    japanese = ringo("compare", expression, *numbers, "--lang", "ja").out
    assert japanese.splitlines()[2].split() == ["Ringograd", __version__, "拒否", "拒否", "ここ", expression]
    assert "refuse" not in japanese


def test_the_number_without_rounding_is_told_where_it_is_refused() -> None:
    out = ringo("compare", "log(sigmoid(x))", "x=-800", "--engine", "torch").out
    assert "Without any rounding: z = -800, ∂z/∂x = 1." in out
    assert ["PyTorch 2.13.0", "≠ -inf", "≠ nan", "table", "torch.log(torch.sigmoid(x))"] in cells(out)
    assert "Without any" not in ringo("compare", "log(p)", "p=0", "--engine", "torch").out


def test_what_has_a_value_nowhere_or_decides_is_refused_as_before() -> None:
    for expression in ("log(-1) * x", "where(x > 0, 1, log(x))", "log(-exp(x))"):
        status, out, err = ringo("compare", expression, "x=-1")
        assert (status, out) == (2, "")
        assert err.startswith("ringo: ")


def test_an_infinite_number_is_like_no_finite_one() -> None:
    assert not answered.alike(math.inf, 0.0)
    assert not answered.alike(math.inf, -math.inf)
    out = ringo("compare", "0**x", "x=0").out
    assert "\n  -inf, since it grows without bound: SymEngine, CasADi" in out


def test_a_misspelt_engine_is_guessed() -> None:
    assert "'pytorhc' here (did you mean 'torch'?)" in ringo("compare", "abs(x)", "x=0", "--engine", "pytorhc").err
    assert "(「jax」のことですか?)" in ringo("compare", "abs(x)", "x=0", "--engine", "jaxx", "--lang", "ja").err


def test_numbers_in_calls_are_told_to_be_inputs() -> None:
    told = "A number that is an input of a call is made as x is"
    assert told in ringo("compare", "maximum(x, 0)", "x=0", "--engine", "torch").out
    assert told not in ringo("compare", "abs(x)", "x=0", "--engine", "torch").out


def test_a_kink_is_told_though_no_engine_answers() -> None:
    out = ringo("compare", "relu(w*x) + |w|", "w=0", "x=2").out
    assert "it is -1 from the left, 3 from the right." in out


def test_an_engine_that_is_absent_is_told_only_if_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "tfjs").mkdir()
    for lang in LANGUAGES:
        out = ringo("compare", "abs(x)", "x=0", "--environments", str(tmp_path), "--lang", lang).out
        assert "node" not in out.lower()
        assert "npm" not in out
        [row] = [line for line in out.splitlines() if line.startswith("TensorFlow.js") and "tf.abs(x)" in line]
        assert "  ≠ -1  " in row
    asked = ringo("compare", "abs(x)", "x=0", "--environments", str(tmp_path), "--engine", "tfjs", "--lang", "ja").out
    assert "起動しません" in asked
    assert "npm install @tensorflow/tfjs@" in asked
    assert "does not start" not in asked
