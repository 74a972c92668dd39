"""`ringo compile` as a learner types it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_main import ringo

NEURON = ["(sigmoid(w*x + b) - t)**2 / 2", "w=0.5", "x=2", "b=0", "t=1"]
NETWORK = [
    "Z = tanh(W @ x + b); sum((V @ Z - t)**2)", "W=[[1, 2], [3, 4]]", "x=[1, 2]", "b=[0, 0]", "V=[[1, 1]]", "t=[1]",
]  # fmt: skip


def test_explanations() -> None:
    status, out, err = ringo("compile", *NETWORK)
    assert (status, err) == (0, "")
    assert "A1 = W X + b" in out
    assert "Δ1 = (Vᵀ Δ2) ⊙ tanh′(A1)" in out
    assert "## Forward pass" in ringo("compile", *NETWORK, "--format", "markdown").out
    assert ringo("compile", *NETWORK, "--format", "latex").out.startswith(r"\begin{align*}")
    assert ringo("compile", *NETWORK, "--format", "svg").out.startswith("<svg")
    assert "逆伝播" in ringo("compile", *NETWORK, "--lang", "ja").out


def test_parameters_are_told_or_given() -> None:
    assert "∂L/∂w" in ringo("compile", *NEURON).out
    assert "∂L/∂x" not in ringo("compile", *NEURON).out
    assert "∂L/∂x" in ringo("compile", *NEURON, "--parameters", "x").out
    assert "∂L/∂V" not in ringo("compile", *NETWORK, "--parameters", "W,b").out


def test_code_is_written_and_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ringo("compile", *NEURON, "--source", "numpy", "--output", "neuron.py").status == 0
    done = subprocess.run([sys.executable, "neuron.py"], capture_output=True, text=True, timeout=60)
    # by hand: ((1 / (1 + e⁻¹) - 1)² / 2
    assert "output: [0.03616" in done.stdout, done
    before = Path("neuron.py").read_bytes()
    other = [*NEURON[:-1], "t=0", "--source", "numpy", "--output", "neuron.py"]
    status, _, err = ringo("compile", *other)
    assert (status, "is there already" in err, Path("neuron.py").read_bytes()) == (2, True, before)
    assert ringo("compile", *other, "--overwrite").status == 0
    assert Path("neuron.py").read_bytes() != before


@pytest.mark.parametrize(
    ("typed", "file", "fitting"),
    [
        ([], "p.svg", ".txt"),
        (["--format", "latex"], "p.md", ".tex or .txt"),
        (["--format", "svg"], "p.png", ".svg or .txt"),
        (["--source", "numpy"], "p.c", ".py or .txt"),
        (["--source", "c"], "p.py", ".c, .h, .cpp or .txt"),
    ],
)
def test_an_ending_that_says_something_else_is_refused(
    typed: list[str], file: str, fitting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = ringo("compile", *NEURON, *typed, "--output", file)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert f"{file} would hold {typed[-1] if typed else 'text'}: name a file that ends in {fitting}, or" in err
    assert not Path(file).exists()
    first = fitting.replace(",", " ").split()[0].upper()
    for name in ("p", f"P{first}", "neuron.v2", "p.log"):
        assert ringo("compile", *NEURON, *typed, "--output", name).status == 0


def test_code_keeps_japanese_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bought = ["重み*りんご", "重み=3", "りんご=2"]
    assert ringo("compile", *bought, "--source", "numpy", "--output", "bought.py", "--lang", "ja").status == 0
    assert "def forward(重み, りんご):" in Path("bought.py").read_text("utf-8")
    command = [sys.executable, "-X", "utf8", "bought.py"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout == "output: 6.0\ngradient of 重み:\n2.0\ngradient of りんご:\n3.0\n"
    assert "\n       p_2: りんご\n" in ringo("compile", *bought, "--source", "c").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "ada"], "the languages of code are"),
        (["--format", "tex"], "--format is one of text, markdown, latex, svg, and not 'tex'"),
        (["--format", "text", "--source", "numpy"], "leave one of them out"),
        (["--output", ""], "--output needs a file"),
        (["--parameters", "v"], "v"),
        (["--what"], "--what"),
    ],
)
def test_mistakes_get_one_sentence(words: list[str], said: str) -> None:
    for lang in ("en", "ja"):
        status, out, err = ringo("compile", *NEURON, *words, "--lang", lang)
        assert (status, out) == (2, "")
        assert err.startswith("ringo: ")
        assert err.count("\n") == 1
        assert said in err or lang == "ja"


def test_without_numpy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    modules: Any = sys.modules
    monkeypatch.setitem(modules, "numpy", None)
    status, _, err = ringo("compile", *NEURON)
    assert status == 2
    assert 'pip install "ringograd[numpy]"' in err


def test_a_number_alone_has_no_gradient_to_tell_of() -> None:
    status, out, _ = ringo("compile", "3")
    assert status == 0
    assert out.strip() == "Nodes that were recorded: 1\n\n- given numbers: 1"
