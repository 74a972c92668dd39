"""What the manual tells of compiled programs is so."""

from __future__ import annotations

import inspect
import random
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import autograd
import nn
from autograd import Value
from autograd.__main__ import main
from autograd.program import Program
from autograd.program.backends.chosen import BACKENDS
from autograd.program.backends.native.library import compiler
from tests.bench.against_micrograd import POINTS, build, chain_mlp
from tests.docs.pairs import FENCED, prose, read
from tests.program.agreement import NEEDS_COMPILER

ENGLISH, JAPANESE = "docs/guides/en/programs.md", "docs/guides/ja/programs.md"
BOTH = pytest.mark.parametrize("text", [read(ENGLISH), read(JAPANESE)], ids=["en", "ja"])


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """What the Python of the page defines."""
    [code] = [code for _, code in FENCED.findall(read(ENGLISH)) if "autograd.compile(" in code]
    defined: dict[str, Any] = {}
    exec(code.replace("range(300)", "range(3)"), defined)
    return defined


@BOTH
def test_the_demo_has_so_many_nodes_and_groups(text: str) -> None:
    rng = random.Random(1337)
    points = [([rng.uniform(-1, 1), rng.uniform(-1, 1)], rng.choice([-1, 1])) for _ in range(POINTS)]
    model = chain_mlp()
    program = autograd.compile(build(Value, model, points), wrt=model.parameters(), backend="numpy")
    nodes = int(re.findall(r"\d+", str(program.explain()).splitlines()[0].replace(",", ""))[0])
    assert f"{nodes:,}" in prose(text)
    assert re.search(rf"\b{len(program.groups)} (groups|組)", prose(text))


@BOTH
def test_the_formulas_are_those_of_the_program_that_is_shown(text: str, shown: dict[str, Any]) -> None:
    explained = str(shown["program"].explain())
    formulas = [code for code in re.findall(r"`([^`]+)`", prose(text)) if re.match(r"(A1|Δ1|∂L/∂W1) = ", code)]
    assert len(formulas) == 3
    assert all(formula in explained for formula in formulas)


@NEEDS_COMPILER
def test_the_code_compiles_as_it_is_said(shown: dict[str, Any], tmp_path: Path) -> None:
    assert "`cc program.c -lm`" in prose(read(ENGLISH))
    (tmp_path / "program.c").write_text(shown["program"].source("c"), "utf-8")
    subprocess.run([str(compiler()), "program.c", "-lm"], cwd=tmp_path, check=True)
    done = subprocess.run([str(tmp_path / "a.out")], input="0.5 0.1 1", capture_output=True, text=True, check=True)
    assert float(done.stdout.split()[0]) == pytest.approx(float(shown["program"]([0.5, 0.1, 1.0])), rel=1e-12)


@BOTH
def test_the_options_that_are_named_exist(text: str) -> None:
    for option, value in re.findall(r"(\w+)=\"(\w+)\"", prose(text)):
        calls: list[Any] = [autograd.compile, Program.gradients]
        assert any(option in inspect.signature(call).parameters for call in calls), option
        if option == "backend":
            assert value in BACKENDS
    assert {"backend", "dtype", "reduce"} <= {option for option, _ in re.findall(r"(\w+)=(\")", prose(text))}
    assert inspect.signature(nn.train).parameters["compiled"].default is None


@BOTH
def test_the_typed_formula_is_explained_and_written(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert '`ringo compile "sigmoid(w*x + b)" w=3 x=2 b=1`' in prose(text)
    words = ["compile", "sigmoid(w*x + b)", "w=3", "x=2", "b=1"]
    assert main(words) == 0
    assert "∂" in capsys.readouterr().out
    for language in ("numpy", "c"):
        assert main([*words, "--source", language]) == 0
        assert "backward" in capsys.readouterr().out


@BOTH
def test_a_condition_of_python_is_not_seen(text: str) -> None:
    assert "`if x > 0`" in prose(text)
    x = Value(3.0)
    program = autograd.compile(2 * x if x > 0 else -x, inputs=[x])
    assert program([[3.0], [-3.0]]).tolist() == [6.0, -6.0]
