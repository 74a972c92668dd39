"""`ringo compare` shows engines side by side, and tells in a sentence what an engine could not answer."""

from __future__ import annotations

import importlib.util
import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import Value, grad, parse
from autograd.checking.engines import engine as engines
from autograd.commands.engines import answered, compare
from autograd.commands.engines.posed import Posed, ways
from autograd.language import LANGUAGES
from autograd.language.errors import DomainError, ExpressionError
from tests.commands.test_help import examples
from tests.commands.test_main import ringo, words
from tests.conftest import ROOT, thinned

FAKE = {"invented": "tests.commands.fake_engine"}


@pytest.fixture(scope="module", autouse=True)
def _one_engine() -> Iterator[None]:
    """The fake engine beside those that there are, and no other one that is installed."""
    patch = pytest.MonkeyPatch()
    everywhere: Callable[[], dict[str, str]] = engines.places
    all_places = everywhere() | FAKE
    for module in (engines, compare):
        patch.setattr(module, "places", lambda: all_places)
    is_installed = answered.is_installed
    patch.setattr(
        compare,
        "is_installed",
        lambda one, folder: one.name == "invented" or bool(folder and is_installed(one, folder)),
    )
    yield
    patch.undo()


def cells(out: str) -> list[list[str]]:
    """The rows of the first table, without the headings."""
    lines = out.split("\n\n")[0].splitlines()
    starts = [i for i, _ in enumerate(lines[1]) if i == 0 or lines[1][i - 1 : i + 1] == " -"]
    return [[line[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)] for line in lines[2:]]


def test_engines_stand_side_by_side_and_the_kink_is_told() -> None:
    status, out, err = ringo("compare", "abs(x)", "x=0")
    assert (status, err) == (0, "")
    own, fake, *tabled = cells(out)
    assert own[1:] == ["0", "0", "here", "abs(x)"]
    assert fake == ["Fake 9.9", "0", "≠ 1", "live", "abs(x)"]
    assert {row[3] for row in tabled} == {"table"}
    assert ["", "≠ 1", "table", "jnp.abs(x)"] in [row[1:] for row in tabled]
    assert "abs(x) has no derivative by x at x = 0: it is -1 from the left, 1 from the right." in out
    assert "\n  0, the middle of both sides: Ringograd" in out
    assert "\n  1, the derivative from the right: Fake, " in out


def test_it_is_told_in_japanese() -> None:
    out = ringo("compare", "abs(x)", "x=0", "--engine", "invented", "--lang", "ja").out
    assert "左からの微分は -1、右からの微分は 1 です。" in out
    assert "\n  1 は右からの微分: Fake" in out


def test_the_precision_of_an_engine_is_told_in_japanese() -> None:
    out = ringo("compare", "abs(x)", "x=0", "--engine", "tfjs", "--lang", "ja").out
    assert "TensorFlow.js (単精度) 4.22.0" in out
    assert "precision" not in out


def test_names_of_the_user_stand_in_calls_of_the_table() -> None:
    assert "jnp.abs(重さ)" in ringo("compare", "abs(重さ)", "重さ=0").out


def test_digits_that_an_engine_lost_are_told() -> None:
    out = ringo("compare", "tanh(x)", "x=15", "--engine", "jax", "--order", "2").out
    true = 1.0 / math.cosh(15.0) ** 2
    assert f"\n  {true:.6g}, the true number: Ringograd" in out
    assert "as digits were lost on the way: JAX" in out
    assert "∂²z/∂x² at x = 15 is one number" in out


@pytest.mark.parametrize(
    ("expression", "sentence"),
    thinned(
        [
            ("sqrt(x)", "Fake 9.9, math.sqrt(x) / 0: ZeroDivisionError: float division by zero"),
            ("exp(x)", "Fake 9.9, os._exit(3): its process ended with exit status 3"),
            ("log(x)", "Fake 9.9, time.sleep(30): no answer in 0.5 s"),
            ("tan(x)", "These have no tan: Fake."),
        ],
        1,
    ),
)
def test_an_engine_without_an_answer_has_a_sentence(
    expression: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answered, "SECONDS", 0.5 if "log" in expression else 60.0)
    status, out, err = ringo("compare", expression, "x=1", "--engine", "invented")
    assert (status, err) == (0, "")
    assert sentence in out.replace("division by zero", "float division by zero").replace("float float", "float")
    assert cells(out)[0][-2] == "here"
    if expression == "exp(x)":
        assert "プロセスが終了しました (exit status 3)" in ringo("compare", "exp(x)", "x=1", "--lang", "ja").out


def test_an_engine_is_known_by_its_title_and_told_how_to_be_installed() -> None:
    out = ringo("compare", "x*x", "x=1", "--engine", "PyTorch").out
    assert "PyTorch is not installed, and the table has no answer of it here. In an environment of its own" in out
    with_folder = ringo("compare", "abs(x)", "x=0", "--environments", str(ROOT / "tests"), "--engine", "jax").out
    assert cells(with_folder)[1][-2] == "table"


def test_a_kink_that_conventions_make_another_and_a_refusal() -> None:
    out = ringo("compare", "relu(x) - relu(-x)", "x=0", "--engine", "invented").out
    assert "has the derivative 1 by x at x = 0" in out
    assert "0, no derivative from any side: Ringograd" in out
    assert "1, the derivative: Fake" in out
    out = ringo("compare", "sqrt(x)", "x=0", "--engine", "jax").out
    assert "the function does not exist on the left, it grows without bound on the right" in out
    assert "no number: Ringograd" in out
    assert "inf, since it grows without bound: JAX" in out


def test_a_kink_of_the_first_derivative_is_told() -> None:
    """elu with alpha = 1 is smooth at 0, and its first derivative has a kink there."""
    out = ringo("compare", "elu(x)", "x=0", "--order", "2", "--engine", "torch").out
    assert "∂z/∂x has no derivative by x at x = 0: it is 1 from the left, 0 from the right." in out
    assert "\n  1, the derivative from the left: Ringograd" in out
    out = ringo("compare", "x*abs(x)", "x=0", "--order", "2", "--engine", "jax").out
    assert "it is -2 from the left, 2 from the right." in out
    assert "one number" not in out


MISTAKES = [
    (["abs(x)", "x=0", "--order", "3"], "--order takes 1 or 2, and not '3'"),
    (["abs(x)", "x=0", "--engine", "nobody"], "there is no engine 'nobody' here; there are "),
    (["abs(x)", "x=0", "--environments", "no/such"], "there is no folder no/such"),
    (["abs(x)", "x=0", "y=1"], "'y' was given a number, and the expression has no such name"),
    (["__import__('os')"], "no part of an expression"),
    (["abs(x)"], "x"),
    ([], "there is nothing to calculate"),
    (["sum(x)", f"x={list(range(20))}"], "at most 12 inputs can be compared, and here are 20"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("arguments", "sentence"), MISTAKES)
def test_the_command_tells_a_mistake_in_a_sentence(arguments: list[str], sentence: str, lang: str) -> None:
    status, out, err = ringo("compare", *arguments, "--lang", lang)
    assert (status, out) == (2, "")
    assert err.startswith("ringo: ")
    assert lang != "en" or sentence in err


@settings(max_examples=20)
@given(st.lists(words, max_size=3))
def test_any_arguments_give_a_table_or_a_sentence(arguments: list[str]) -> None:
    status, out, err = ringo("compare", *arguments, "--engine", "jax")
    assert status in (0, 2)
    assert bool(out) == (status == 0)
    assert not err or err.startswith("ringo: ")


formulas = st.recursive(
    st.sampled_from(["x", "y", "2", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"abs({text})"),
        inner.map(lambda text: f"({text})**3"),
    ),
    max_leaves=6,
)


@settings(max_examples=40)
@given(formulas)
def test_the_shown_call_and_what_is_sent_mean_the_formula(text: str) -> None:
    """The fake engine's arithmetic is Python's, so its calls can be read by `parse`, and its steps be done here."""
    variables = {"x": 3.0, "y": -0.75}
    used = {name: number for name, number in variables.items() if name in text}
    try:
        posed = Posed(text, used)
    except (ExpressionError, DomainError):  # a division by 0
        return
    for way in ways(posed, engines.engine("invented")):
        assert parse(way.call, used).data == posed.out.data
        scope: dict[str, Any] = dict(way.inputs)
        for name, call in way.steps:
            scope[name] = eval(call, {}, scope)
        assert scope[way.steps[-1][0]] == posed.out.data


@settings(max_examples=10)
@given(st.lists(st.integers(-3, 3).map(float), min_size=3, max_size=3), st.integers(1, 2))
def test_derivatives_stand_in_their_columns(at: list[float], order: int) -> None:
    x, y, z = at
    posed = Posed("x*y*y + 3*z*x", {"x": x, "y": y, "z": z})
    [row] = [
        row
        for _, found in answered.asked_now(posed, [engines.engine("invented")], order, None)
        if isinstance(found, list)
        for row in found
    ]
    own = answered.ours(posed, order)
    assert own.numbers == pytest.approx(row.numbers, abs=1e-3)
    leaves = [Value(number) for number in at]
    out = leaves[0] * leaves[1] ** 2 + 3 * leaves[2] * leaves[0]
    first = grad(out, leaves)
    assert own.numbers[1:4] == [one.data for one in first]
    if order == 2:
        second = [grad(first[i], [leaves[j]])[0].data for i in range(3) for j in range(i, 3)]
        assert own.numbers[4:] == second


def test_lists_and_constants_are_asked() -> None:
    assert cells(ringo("compare", "max(x)", "x=[1, 2, 2]", "--engine", "invented").out)[1][1:] == [
        "2", "0", "≠ 1", "≠ 1", "live", "max(x)",
    ]  # fmt: skip
    assert (
        cells(ringo("compare", "dot(w, x) + b", "w=[1, 2]", "x=[3, 4]", "b=5", "--engine", "invented").out)[1][1]
        == "16"
    )
    chosen = ringo("compare", "clamp(x[0], 0, 1) + choose(x, 1)", "x=[2, 7]", "--engine", "invented").out
    assert cells(chosen)[1][1:5] == ["8", "0", "1", "live"]


def test_the_table_of_many_inputs_goes_on_below_and_markdown_is_a_table() -> None:
    out = ringo("compare", "x[0]*x[1]*x[2]*x[3]*x[4]*x[5]*x[6]", "x=[1,1,1,1,1,1,1]", "--engine", "invented").out
    assert out.count("Ringograd") == 2
    marked = ringo("compare", "abs(x)", "x=0", "--engine", "invented", "--markdown").out
    assert "| Fake 9.9 | 0 | ≠ 1 | live | abs(x) |" in marked
    assert "\n- 1, the derivative from the right: Fake" in marked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_of_the_help_is_right(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "engines").mkdir()
    monkeypatch.chdir(tmp_path)
    for typed in examples("compare", lang) if lang == "en" else []:
        assert ringo(*typed).status == 0


def test_no_engine_is_imported_to_find_it() -> None:
    code = (
        "import sys; from autograd.__main__ import main; main(['compare', 'w*x', 'w=1', 'x=2', '--engine', 'casadi']); "
        "print(sorted({'torch', 'numpy', 'importlib.metadata', 'hypothesis', 'mpmath'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.endswith("[]\n"), done.stderr


def test_pytorch_answers_as_it_does_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index takes all, by https://docs.pytorch.org/docs/stable/generated/torch.max.html, but only along an axis."""
    if importlib.util.find_spec("torch") is None:
        pytest.skip("PyTorch is not installed")
    monkeypatch.setattr(compare, "is_installed", answered.is_installed)
    both, along = cells(ringo("compare", "max(x)", "x=[1, 2, 2]", "--engine", "torch").out)[1:]
    assert both[1:] == ["2", "0", "0.5", "0.5", "live", "torch.max(x)"]
    assert along[1:] == ["2", "0", "≠ 1", "≠ 0", "live", "torch.max(x, 0).values"]
