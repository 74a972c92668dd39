"""Words beside a number: they are read where they are part of it, and named where they are not."""

from __future__ import annotations

import math
import time

import pytest

from autograd.by_hand.answers.read import LONGEST, read
from autograd.by_hand.answers.words import words_beside
from autograd.language import speaking

NUMBERS: dict[str, float] = {
    "50 percent": 0.5, "50パーセント": 0.5, "50 per cent": 0.5, "5割": 0.5, "-5割": -0.5, "3.5割": 0.35,
    "33 1/3%": 1 / 3, "1500ドル": 1500, "JPY 1500": 1500, "1500 USD": 1500, "CHF2.50": 2.5, "2.50 eur": 2.5,
    "▲0.5": -0.5, "△ 0.5": -0.5, "-¥0.5": -0.5, "-$0.5": -0.5, "¥-0.5": -0.5, "1500.-": 1500, "1500.—": 1500,
    "「0.5」": 0.5, "“0.5”": 0.5, "答え 0.5": 0.5, "答え: 0.5": 0.5, "答えは0.5": 0.5, "answer: 0.5": 0.5,
    "Ans. 0.5": 0.5, "「答え 約0.5」": 0.5, "0.5!": 0.5, "0.5,": 0.5, "0.5、": 0.5,
    "ルート2": math.sqrt(2), "2ルート3": 2 * math.sqrt(3),
    "２分の√２": math.sqrt(2) / 2, "√2分の√3": math.sqrt(3) / math.sqrt(2), "√2分の1": 1 / math.sqrt(2),
    "2分のπ": math.pi / 2,
    "1 ½": 1.5, "-1 ½": -1.5, "10^{-1}": 0.1, "5×10^{-1}": 0.5, r"\frac{1}{2}": 0.5,
    r"-\frac{\sqrt{2}}{2}": -math.sqrt(2) / 2,
}  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_words_and_signs_of_a_number_are_read(text: str, number: float) -> None:
    answer = read(text)
    assert answer.number == pytest.approx(number, rel=1e-15), answer


BESIDE = {
    "0.333 rounded": ("rounded", "0.333"),
    "0.5です": ("です", "0.5"),
    "マイナス0.5です": ("です", "-0.5"),
    "1個": ("個", "1"),
    "1/2です": ("です", "1/2"),
    "loss: -0.5": ("loss", "-0.5"),
    "データ 0.5": ("データ", "0.5"),
    "約 0.5 くらい": ("くらい", "0.5"),
    "x = 0.5 rounded": ("rounded", "0.5"),
    "about .5 or so.": ("or so", ".5"),
}


@pytest.mark.parametrize(("text", "words", "number"), [(text, *found) for text, found in BESIDE.items()])
def test_words_beside_a_number_are_named(text: str, words: str, number: str) -> None:
    for lang, said in (
        ("en", f"has words beside the number ({words}): leave them out and type {number}"),
        ("ja", f"には数のほかに言葉 ({words}) があります。言葉を除いて {number} と入力してください"),
    ):
        with speaking(lang):
            answer = read(text)
        assert answer.number is None
        assert answer.problem.endswith(said)


@pytest.mark.parametrize(
    "text", ["v1", "2e", "x - 1", "0x10", "5 x", "negative 0.5", "2 thirds", "3万", "5割引", "5倍", "half 2"]
)
def test_words_that_may_be_arithmetic_are_not_left_out(text: str) -> None:
    assert words_beside(text) is None
    assert read(text).number is None


@pytest.mark.parametrize("text", ["3・5", "０・５"])
def test_a_dot_of_a_japanese_keyboard_has_two_meanings(text: str) -> None:
    for lang, said in ("en", "type one of them"), ("ja", "どちらかを入力してください"):
        with speaking(lang):
            assert said in read(text).problem


@pytest.mark.parametrize("text", ["a ", "a: ", "個 ", " -", "é1", "a.", "答え", "√", "{^"])
def test_a_long_text_is_read_fast(text: str) -> None:
    start = time.perf_counter()
    read(text * (LONGEST // len(text)))
    assert time.perf_counter() - start < 0.5
