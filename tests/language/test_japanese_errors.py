"""Errors in Japanese: whole sentences, in which no English is left but names of code."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import autograd
import autograd.testing
import nn
import viz
from autograd import Value, check_grad, speaking
from autograd.__main__ import main
from autograd.language import catalogue
from nn import losses, optim
from nn.data import Dataset

any_nn: Any = nn
any_autograd: Any = autograd

CODE = (
    r"(pip|npm|apt) (un)?install [^ 、。)]+|state dict|'[^']*'|\"[^\"]*\"|`[^`]*`|\([^()]*[=.][^()]*\)|[\w.]*/[\w./-]+"
)
ENGLISH = r"\b[A-Za-z]?[a-z]+ (?!in\b)[a-z]{2,}\b"
"""Two words of English in a row, as a fragment of a sentence has them and code hardly ever."""


def english(sentence: str) -> list[str]:
    return [found[0] for found in re.finditer(ENGLISH, re.sub(CODE, "…", sentence))]


def test_english_is_found() -> None:
    assert english("部品 the network は使えません") == ["the network"]
    assert english('nn.from_torch(state, model) で渡してください: pip install "ringograd[torch]"') == []


ROOMS = ("checking", "networks.layers", "networks.learning", "networks.compiled", "networks.search", "networks.files",
         "networks.formats", "networks.data")  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_of_a_room_has_english_words(room: str) -> None:
    from importlib import import_module

    sentences = import_module(f"autograd.language.ja.{room}").SENTENCES
    for key in sentences:
        parts = [text for text, *_ in string.Formatter().parse(catalogue("ja")[key].replace("{pip}", "pip"))]
        assert english("0".join(parts)) == [], key


def line(*numbers: float) -> Any:
    return SimpleNamespace(xs=[[number] for number in numbers], ys=list(numbers))


def trained(model: Any, data: Any, loss: Any = losses.mean_squared_error, **options: Any) -> Any:
    optimizer = options.pop("optimizer", None) or optim.SGD(model.parameters(), rate=options.pop("rate", 0.1))
    return nn.train(model, data, loss, optimizer, 3, progress=False, **options)


def pair() -> Any:
    return nn.MLP(2, [2])


def read_as_another(folder: Path) -> None:
    nn.save(folder / "model", nn.MLP(2, [1]))
    nn.load(folder / "model", nn.MLP(3, [1]))


def damaged(folder: Path) -> Path:
    (folder / "damaged").write_bytes(b"no network")
    return folder / "damaged"


def continued_with_another_rate(folder: Path) -> None:
    trained(nn.MLP(1, [1]), line(1.0, 2.0), checkpoint=folder / "run", rate=0.1)
    trained(nn.MLP(1, [1]), line(1.0, 2.0), checkpoint=folder / "run", rate=0.2)


def a_table(folder: Path, text: str, **options: Any) -> Any:
    (folder / "t.csv").write_bytes(text.encode("cp932"))
    return nn.data.csv(folder / "t.csv", target="y", **options)


def folds_that_fail(folder: Path) -> None:
    nn.search.cross_validated(lambda train, test: "text", Dataset([[1.0], [2.0]], [0, 1]), k=2, executor=0)


def asserted(f: Any, claimed: Any, **options: Any) -> None:
    from hypothesis import strategies as st

    autograd.testing.assert_gradient(f, claimed, st.floats(1.0, 2.0), **options)


FAILING: list[Callable[[Path], Any]] = [
    lambda folder: any_nn.Layer(0, 1),
    lambda folder: any_nn.Layer(2, 1)([1.0]),
    lambda folder: any_nn.Layer(2, 1, name="first")([1.0, 2.0, 3.0]),
    lambda folder: any_nn.Dropout(1.0),
    lambda folder: any_nn.Sequential([pair()]),
    lambda folder: any_nn.Conv2D(1, 1, 3)([[1.0]]),
    lambda folder: any_nn.Affine([[1.0, 2.0]], [0.0, 0.0]).backward([1.0, 2.0]),
    lambda folder: any_nn.Affine([[1.0, 2.0]], [0.0, 0.0]).forward([1.0, 2.0]),
    lambda folder: any_nn.losses.cross_entropy(Value(0.5), 0),
    lambda folder: any_nn.losses.cross_entropy([0.5, 0.5], 2),
    lambda folder: optim.SGD([], rate=0.1),
    lambda folder: optim.Adam(pair().parameters(), beta_1=1.0),
    lambda folder: trained(any_nn.MLP(1, [1]), [1.0]),
    lambda folder: trained("model", line(1.0), optimizer=1),
    lambda folder: trained(any_nn.MLP(1, [1]), line(1.0, float("nan"))),
    lambda folder: trained(any_nn.MLP(1, [1]), line(1.0, 2.0), rate=1e300),
    lambda folder: trained(any_nn.MLP(1, [1]), line(1.0), compiled=True, loss=lambda output, y: output.data - y),
    lambda folder: trained(any_nn.Sequential(any_nn.Layer(1, 2), any_nn.BatchNorm(2)), line(1.0)),
    read_as_another,
    continued_with_another_rate,
    folds_that_fail,
    lambda folder: any_nn.load(damaged(folder), pair()),
    lambda folder: any_nn.load(folder / "none", pair()),
    lambda folder: a_table(folder, "x,y\n1,2,3\n"),
    lambda folder: a_table(folder, "x;z\n1;2\n"),
    lambda folder: a_table(folder, "りんご,y\n1,2\n"),
    lambda folder: a_table(folder, "x,y\n1,\n"),
    lambda folder: a_table(folder, "", use="x"),
    lambda folder: Dataset([[1.0]], []),
    lambda folder: any_nn.Classifier(hidden="x").fit([[1.0], [2.0]], [0, 1]),
    lambda folder: Value("3"),
    lambda folder: any_autograd.check_grad(3, [1.0]),
    lambda folder: any_autograd.check_grad(lambda x, y: x, [1.0]),
    lambda folder: any_autograd.check_grad(lambda x: None, [1.0]),
    lambda folder: any_autograd.compile([], []),
    lambda folder: any_autograd.compile(Value(1.0), [3]),
    lambda folder: any_autograd.parse(3, {}),
    lambda folder: asserted(lambda x: x, None),
    lambda folder: asserted(lambda x: x, lambda x: None),
    lambda folder: asserted(lambda x: [x, x], lambda x: 1.0),
    lambda folder: asserted(lambda x: x, lambda x: 1.0, examples=0),
]


@pytest.mark.parametrize("failing", FAILING)
def test_errors_are_japanese(failing: Callable[[Path], Any], tmp_path: Path) -> None:
    for module in ("numpy", "sklearn", "safetensors"):
        pytest.importorskip(module)
    with speaking("ja"), pytest.raises(Exception, match=r"[ぁ-ん]") as caught:
        failing(tmp_path)
    said = str(caught.value).replace(str(tmp_path), "…")
    assert english(said) == [], said


def test_a_report_is_japanese() -> None:
    with speaking("ja"):
        report = str(check_grad(lambda x, y: autograd.maximum(x, y) + x * y.data, [2.0, 2.0]))
    assert "判定" in report
    assert "途中の演算" in report or "微分" in report
    assert english(re.sub(r"\w+ [\d.]+ \([^。]*?\) (と|では)", "", report)) == [], report


def test_a_report_stays_in_the_language_of_its_check() -> None:
    def kinked(x: Value) -> Value:
        return abs(x)

    with speaking("ja"):
        report = check_grad(kinked, [0.0])
        japanese = [str(report), repr(report), report._repr_markdown_()]
    assert [str(report), repr(report), report._repr_markdown_()] == japanese
    report = check_grad(lambda x: Value(x.data) * x, [2.0])
    english = [str(report), repr(report), report._repr_markdown_()]
    with speaking("ja"):
        assert [str(report), repr(report), report._repr_markdown_()] == english
        with pytest.raises(autograd.GradientError, match="the engine gives 2,") as caught:
            report.raise_if_wrong()
    assert not re.search(r"[ぁ-ん]", str(caught.value))


def test_what_a_run_prints_is_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    train, test = nn.data.moons(12).split(test=0.5, seed=0)
    model = nn.MLP(2, [2, 1])
    loss, optimizer = losses.binary_cross_entropy_from_logits, optim.SGD(model.parameters(), rate=0.1)
    with speaking("ja"):
        history = str(nn.train(model, train, loss, optimizer, 2, validation=test))
        matrix = str(nn.metrics.confusion_matrix([0, 1, 1], [0, 1, 0], ["猫", "犬"]))
        results = str(nn.search.search(lambda x: x, [{"x": 1.0}], executor=0))
        printed = f"{train} {history} {matrix} {results} {capsys.readouterr().err}"
    assert history.split()[:5] == ["エポック", "損失", "正解率", "検証損失", "検証正解率"]
    assert "エポック 2/2: 損失 " in printed
    assert "3 個中 2 個正解: 66.7%" in matrix
    assert english(printed) == []
    assert set(re.findall("[A-Za-z]{2,}", printed)) == {"Dataset", "upper", "lower"}, printed


def test_who_calls_is_named() -> None:
    any_viz: Any = viz
    for call, name in [(any_viz.draw, "viz.draw"), (lambda x: any_viz.page(x, "a.html"), "viz.page")]:
        with speaking("ja"), pytest.raises(TypeError, match=f"{name} には、計算した結果の Value を渡します。3 は"):
            call(3)
    with pytest.raises(TypeError, match=r"viz.draw draws the Value that was calculated, and not \[1"):
        any_viz.draw([1, 2])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["exercise", "りんご"], "'りんご' という演習はありません"),
        (["mark", "none.csv"], "none.csv が読めませんでした: その名前のものはありません"),
        (["claim", "sigmoid(x)", "--d", "x"], "--d の後に値が 2 個必要です"),
        (["x(y + 1)", "x=1", "y=2"], "「x」という関数はここにはありません: 積は * と書きます"),
    ],
)
def test_mistakes_in_a_shell(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with speaking("ja"):
        assert main(words) == 2
    assert said in capsys.readouterr().err


def test_conditions_are_joined_in_japanese() -> None:
    with speaking("ja"), pytest.raises(autograd.DomainError, match="必要な条件は x > 0 または x < 0 です"):
        Value(0.0) ** -1
    with speaking("ja"), pytest.raises(ValueError, match="softmax には softmax"):
        autograd.softmax([])
    with (
        speaking("ja"),
        pytest.raises(ValueError, match=r"^2 番目の部品 .*: この層の入力は 3 個の数ですが、渡されたのは 2 個"),
    ):
        nn.Sequential(nn.Layer(2, 2), nn.Layer(3, 1))([1.0, 2.0])


def language_in_a_process(x: float) -> str:
    return autograd.language.language()


def test_another_process_speaks_the_language_of_the_one_that_asks() -> None:
    with speaking("ja"):
        results = nn.search.search(language_in_a_process, [{"x": 1.0}], executor=1)
    assert "スコアは一つの数ですが、'ja' が返されました" in results[0].error
