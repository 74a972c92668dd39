"""Hints say what to do: against the mistake that was found, in whole sentences, in the words of the language."""

import re
from itertools import product
from random import Random

import pytest

from autograd import Value, dot, mark, parse, sigmoid, worksheet
from autograd.by_hand import Sheet
from autograd.language.errors import DomainError
from tests.by_hand.learner import printed
from tests.by_hand.networks import exercise
from tests.conftest import PROFILE, thinned

LEVELS = "everything", "gradients", "parameters"


def neuron(level: str = "everything", rate: float | None = 0.5) -> Sheet:
    """(sigmoid(w x + b) - t)²/2, as in lectures."""
    w, x, b, t = (Value(n, name=name) for n, name in zip((0.5, 2.0, 0.0, 1.0), "wxbt", strict=True))
    return worksheet((sigmoid(w * x + b) - t) ** 2 / 2, rate, level=level)


@pytest.mark.parametrize(("level", "lang"), thinned(product(LEVELS, ["en", "ja"])))
def test_hints_are_whole_sentences(level: str, lang: str) -> None:
    """With some rows answered, some rightly, each number that is named stands beside its name."""
    random, checked = Random(f"sentences {level}"), 0
    for _ in range(3 if PROFILE == "default" else 6):
        of = exercise(random, "any scalars squares entropy batch")
        try:
            sheet = worksheet(of.out, of.rate, parameters=of.parameters, level=level)
        except DomainError:
            continue  # the update leads out of the domain
        answers = {row.key: printed(row.answer, 4) for row in sheet.rows if random.random() < 0.3}
        answers |= dict.fromkeys(list(answers)[::3], "1.2345")
        for row in mark(sheet, answers, lang=lang).rows:
            if not row.hint:
                continue
            checked += 1
            known, missing = PARTS[lang]
            for part in re.findall(known, row.hint):
                told = [name for name in re.split(", |、", part) if "more" not in name and "ほか" not in name]
                assert all(re.fullmatch(r".+ = -?[0-9.e+-]+", name) for name in told), row.hint
            for part in re.findall(missing, row.hint):
                assert " = " not in part, row.hint
            assert row.hint[-1] in ".。"
            if lang == "ja":
                assert not re.search(r"\b(grad|local|new|from|improvement)\b", row.hint + "".join(row.reasons)), row
    assert checked > 10


PARTS = {
    "en": (r"Here (.*?)\.(?: |$)", r"Find (.*?) first"),
    "ja": (r"(?:^|。)([^。:]* = [^。:]*?) です。", r"先に (.*?) を求めましょう"),
}


def test_a_hint_begins_with_advice_on_the_mistake_that_was_found() -> None:
    found = mark(neuron(), {"grad w": "-0.5379"}).first_wrong
    assert found is not None
    assert found.reasons == ("the local gradient was ignored (in local v2 from v3)",)
    assert found.hint.startswith("Look at local v2 from v3: Multiply by the derivative of the operation itself")
    found = mark(neuron(), {"grad w": "-0.5379"}, lang="ja").first_wrong
    assert found is not None
    assert found.reasons == ("局所的な微分を掛けていない (局所的な微分 ∂v3/∂v2 で)",)
    assert found.hint.startswith("局所的な微分 ∂v3/∂v2 を見直しましょう。その演算自身の微分")


def test_of_several_mistakes_that_give_one_number_the_first_has_the_advice() -> None:
    x = Value(3.0, name="x")
    right = dict.fromkeys(("local x from v1", "local x from v1 #2", "grad x from v1", "grad x from v1 #2"), "3")
    found = mark(worksheet(x * x), {"v1": "9", "grad x": "3", **right}).first_wrong
    assert found is not None
    assert found.mistakes == ("overwrote", "forgot a path", "value for the gradient")
    assert found.hint.startswith("Add what arrives on each path to what has arrived already; do not replace it.")
    assert "Count the paths" not in found.hint


def test_a_local_gradient_asks_for_the_numbers_of_its_formula() -> None:
    hints = {row.key: row.hint for row in mark(neuron(), {"v3": "0.7311"}).rows}
    assert hints["local v2 from v3"] == "Differentiate v3 = sigmoid(v2) with respect to v2. Here v3 = 0.7311."
    assert hints["local v5 from v6"] == "Differentiate v6 = v5 / 2 with respect to v5."
    assert hints["local w from v1"] == "Differentiate v1 = w * x with respect to w. Here w = 0.5, x = 2."
    assert hints["local v4 from v5"] == "Differentiate v5 = v4 ** 2 with respect to v4. Find v4 first."


def test_in_japanese_a_row_is_called_in_the_words_of_lectures() -> None:
    marks = mark(neuron(), {"v3": "0.9", "v4": "-0.1", "new w": "1"}, lang="ja")
    rows = {row.key: row for row in marks.rows}
    assert rows["v4"].reasons == ("自分の v3 から計算すると正しい",)
    assert rows["grad w"].hint == (
        "上流の勾配に局所的な微分を掛けます。先に 勾配 ∂v6/∂v1、局所的な微分 ∂v1/∂w を求めましょう。"
    )
    assert rows["improvement"].hint == "引き算です: 更新前 - 更新後。先に v6、更新後の v6 を求めましょう。"


def test_of_many_rows_a_few_are_named() -> None:
    xs = [Value(float(n), name=f"x{n}") for n in range(1, 12)]
    out = sum((x * x for x in xs), start=Value(0.0, name="s"))
    hint = {row.key: row.hint for row in mark(worksheet(out, 0.1, parameters=xs, level="parameters"), {}).rows}
    assert all(text.partition(". ")[2].count(",") <= 6 for text in hint.values())


def test_the_hint_for_an_operation_of_many_inputs_is_short() -> None:
    weights = [Value(0.1 * n, name=f"w{n}") for n in range(1, 100)]
    sheet = worksheet(dot(weights, [0.5 * n for n in range(1, 100)]))
    for answers in ({}, {"v1": "3"}):
        assert all(len(row.hint) < 700 for row in mark(sheet, answers).rows)


def test_a_hint_names_what_stands_on_the_sheet() -> None:
    numbers = {"W": [[1, 2], [3, 4]], "x": [1, 2], "t": [1, 1]}
    sheet = worksheet(parse("h = relu(W @ x); sum((h - t)**2)", numbers), 0.1, level="nodes")
    answers = {row.key: printed(row.answer, 6) for row in sheet.rows} | {"grad h[0].z": "", "grad W[0][1]": "77"}
    hints = {row.key: row.hint for row in mark(sheet, answers).rows}
    multiply = "Multiply the upstream gradient by the local gradient."
    assert hints["grad W[0][1]"] == f"{multiply} Here x[1] = 2. Find grad h[0].z first."
    assert hints["grad h[0].z"] == f"{multiply} Here grad L = 1, h[0] = 5, t[0] = 1, h[0].z = 5."
