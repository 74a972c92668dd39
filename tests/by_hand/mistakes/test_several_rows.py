"""Advice on a mistake in the matrix of a layer is true however the layer is written."""

from __future__ import annotations

import re

import pytest

from autograd import mark, parse, worksheet
from autograd.language import LANGUAGES, say, speaking

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
