"""One mistake in several rows of a sheet: what explains all of them comes before what fits one by chance."""

from __future__ import annotations

import re

import pytest

from autograd import Value, mark, parse, sigmoid, worksheet
from autograd.by_hand import Marks
from autograd.by_hand.exercises import ready
from autograd.by_hand.sheet.sheet import Sheet
from autograd.language import LANGUAGES, say, speaking


def with_numbers(sheet: Sheet, lang: str = "en", **numbers: str) -> Marks:
    """The marks of right answers but for these numbers: each stands in a row of a matrix, as in `grad_W1="1 2; 3 4"`,
    or is the answer of one row."""
    answers = {row.key: f"{row.answer:.4g}" for row in sheet.rows}
    for key, matrix in numbers.items():
        for i, line in enumerate(matrix.split(";")):
            for j, number in enumerate(line.split()):
                answers[f"{key.replace('_', ' ')}[{i}][{j}]"] = number
    return mark(sheet, answers, lang=lang)


def wrong(marks: Marks) -> dict[str, tuple[str, ...]]:
    return {row.key: row.mistakes for row in marks.rows if row.verdict == "wrong"}


def test_a_sign_that_is_wrong_in_all_rows_comes_first() -> None:
    """In three of the four rows the number is also what another mistake gives there."""
    found = wrong(with_numbers(ready("network").sheet(), grad_W2="1 -1; 0.5 -0.5", new_W2="0.9 0.1; -1.05 1.05"))
    assert len(found) == 4
    assert {mistakes[0] for mistakes in found.values()} == {"sign"}
    assert sum(len(mistakes) > 1 for mistakes in found.values()) == 3


def test_the_advice_is_on_what_explains_most_rows() -> None:
    sheet = ready("network").sheet()
    advice = "Only the sign is wrong"
    alone = with_numbers(sheet, grad_W2="1 1; -0.5 0.5").first_wrong
    assert alone is not None
    assert not alone.hint.startswith(advice)
    all_of_them = with_numbers(sheet, grad_W2="1 -1; 0.5 -0.5").first_wrong
    assert all_of_them is not None
    assert all_of_them.hint.startswith(advice)


@pytest.mark.parametrize("matrix", [{"grad_W1": "-1 2; -0.5 1"}, {"grad_W2": "-0.5 0.5; -1 1"}])
def test_exchanged_rows_of_a_matrix_are_a_shifted_index(matrix: dict[str, str]) -> None:
    """The rows of one unit hang together, and those of all units are explained by one mistake."""
    found = wrong(with_numbers(ready("network").sheet(), **matrix))
    assert len(found) == 4
    assert {mistakes[0] for mistakes in found.values()} == {"index shifted"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_all_answers_comes_first(lang: str) -> None:
    w, x, b, t = (Value(n, name=name) for n, name in zip((0.5, 2.0, 0.0, 1.0), "wxbt", strict=True))
    sheet = worksheet((sigmoid(w * x + b) - t) ** 2 / 2, 0.1)
    marks = mark(sheet, {row.key: "0" for row in sheet.rows} | {"v77": "1"}, lang=lang)
    with speaking(lang):
        of_all = say("answers alike", number="0")
    assert marks.first_wrong is not None
    [first, other] = marks.remarks
    assert first == of_all
    for told in str(marks), marks._repr_markdown_():
        places = [told.index(part) for part in (of_all, marks.first_wrong.reasons[0])]
        assert places == sorted(places)
        assert (told.count(of_all), told.rstrip().endswith(other[-5:])) == (1, True)


# In both layouts of a layer

LAYOUTS = {
    "W @ x": ("h = tanh(W1 @ x); a = W2 @ h; L = sum((a - t)**2)", True),
    "x @ W": ("h = tanh(x @ W1); a = h @ W2; L = sum((a - t)**2)", False),
}
MATRICES = "matrix transposed", "outer product turned", "index shifted", "of another unit"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_advice_on_a_matrix_is_true_in_both_layouts(layout: str, lang: str) -> None:
    """It tells no index and no order of factors, which are others where a layer is x @ W than where it is W @ x."""
    formula, turned = LAYOUTS[layout]
    W1, W2 = [[0.3, -0.2], [0.5, 0.7]], [[0.9, 0.4], [-0.6, 0.8]]
    sheet = worksheet(parse(formula, {"W1": W1, "W2": W2, "x": [1.1, 0.6], "t": [0.2, -0.3]}), level="nodes")
    right = {row.key: row.answer for row in sheet.rows}
    delta, h = ([right[f"{name}[{i}]"] for i in (0, 1)] for name in ("grad a", "h"))
    made = {
        f"grad h[{i}].z": sum(W2[i][j] * delta[j] if turned else W2[j][i] * delta[j] for j in (0, 1)) * (1 - h[i] ** 2)
        for i in (0, 1)
    }
    answers = {key: f"{made.get(key, number):.6g}" for key, number in right.items()}
    row = mark(sheet, answers, lang=lang).first_wrong
    assert row is not None
    assert row.mistakes[0] == "matrix transposed"
    with speaking(lang):
        assert row.hint.startswith(say("advice matrix transposed"))
        for name in MATRICES:
            assert not re.search(r"\[|ᵀ|W x|\b[ij]\b", say(f"advice {name}"))
        assert "ᵀ" not in say("outer product turned")
