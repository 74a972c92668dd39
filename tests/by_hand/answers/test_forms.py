"""Numbers as they are written by hand: each form of a number is that number, and what is none is told."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograd.by_hand.answers.answer import Reading, agrees
from autograd.by_hand.answers.read import read
from autograd.language import speaking

COMMA = Reading(comma=True)
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
MINUS_SIGNS = ["-", *"−–—ー－‐―", "マイナス", "minus "]

decimals = st.decimals("0.001", 1000, places=3).map(lambda d: f"{d.normalize():f}")
small = st.integers(1, 30)
powers = st.integers(-9, 9)


@given(decimals, powers, st.sampled_from(["×", "·", "*", "x", " x ", " × ", "⋅"]))
def test_a_power_of_ten_keeps_the_digits(number: str, power: int, times: str) -> None:
    plain = read(f"{number}e{power}")
    for written in f"10^{power}", f"10**{power}", f"10^({power})", "10" + str(power).translate(SUPERSCRIPTS):
        answer = read(f"{number}{times}{written}")
        if "⁰" <= written[-1] <= "⁹" or written[-1] in "¹²³":
            assert answer.number == pytest.approx(plain.number, rel=1e-12)
        else:
            assert (answer.number, answer.half_unit) == (plain.number, plain.half_unit)


@given(small, small, small, st.sampled_from([*MINUS_SIGNS, "", "+"]))
def test_any_number_may_have_any_form(a: int, b: int, c: int, sign: str) -> None:
    factor = -1 if sign in MINUS_SIGNS and sign else 1
    ways: dict[str, float] = {
        f"{a}/{b}": a / b,
        f"{a} / {b}": a / b,
        f"{b}分の{a}": a / b,
        f"{a} {b}/{c}": a + b / c,
        f"{a}と{b}/{c}": a + b / c,
        f"{a}と{c}分の{b}": a + b / c,
        f"{a}½": a + 0.5,
        f"{a}⅜": a + 0.375,
        f"{a}%": a / 100,
        f"{a}.{b} %": float(f"{a}.{b}") / 100,
        f"√{a}": math.sqrt(a),
        f"{b}√{a}": b * math.sqrt(a),
        f"√{a}/{b}": math.sqrt(a) / b,
        f"√({a}/{b})": math.sqrt(a / b),
        f"∛{a}": a ** (1 / 3),
        f"{a}π": a * math.pi,
        f"{a}π/{b}": a * math.pi / b,
        f"{a}^-2": a**-2.0,
        f"{a}²": a**2,
        f"10^-{b}": 10.0**-b,
        f"e^-{a}": math.exp(-a),
        f"{a}x{b}": a * b,
        f"{a}.5・{b}": (a + 0.5) * b,
        f"{a}・{b}・{c}": a * b * c,
        f"{a}・√{b}": a * math.sqrt(b),
        f"{a}かける{b}": a * b,
        f"{a}×10の-3乗": a / 1000,
        f"{b}.5・10の2乗": 100 * b + 50,
        f"ln {a}": math.log(a),
        "√2 - exp 1": math.sqrt(2) - math.e,
        f"{a}.25?": a + 0.25,
        f"≈{a}.5": a + 0.5,
        f"~{a}.5": a + 0.5,
        f"約{a}.5": a + 0.5,
        f"{a}.25…": a + 0.25,
        f"{a}.25...": a + 0.25,
        f"{a}円": a,
        f"￥{a}": a,
        f"{a}.5 (rounded)": a + 0.5,
        f"{a}.5 (= y(1 - y))": a + 0.5,
    }
    for text, number in ways.items():
        if sign and "- exp" in text:
            continue  # of a difference
        if sign and (text[0] in "≈~約￥" or "^" in text or "²" in text):
            continue  # the sign stands behind these, or before a power
        for written in sign + text, f" {sign}{text} ":
            answer = read(written)
            assert answer.number == pytest.approx(factor * number, rel=1e-12), (written, answer)
            assert agrees(answer, factor * number)


AMBIGUOUS = ["1/3%", "100/3 %", "1 / 3%", "3・5", "-3・5", "2の3乗の2乗", "2/3の2乗", "-2の2乗", "1.5 - 2の2乗"]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_could_mean_two_numbers_is_not_read(text: str) -> None:
    assert read(text).problem


def test_the_worked_forms_mean_what_people_meant(shared: Path) -> None:
    for case in json.loads((shared / "handwritten_numbers.json").read_text("utf-8"))["forms"]:
        answer = read(case["text"])
        if case["value"] is None:
            assert answer.number is None, case
        else:
            assert answer.number == pytest.approx(case["value"], rel=1e-15), case


@given(st.integers(1, 10**9), st.sampled_from(["", ".5", ".25"]))
def test_groups_of_three_digits_are_one_number(number: int, decimals: str) -> None:
    grouped = f"{number:,}{decimals}"
    true = float(f"{number}{decimals}")
    for between in ",，' ’":
        assert read(grouped.replace(",", between)).number == true
    swapped = grouped.replace(",", "_").replace(".", ",").replace("_", ".")
    assert read(swapped, COMMA).number == true
    if "," in grouped and decimals:  # with both signs there is no doubt
        assert read(grouped, COMMA).number == read(swapped).number == true


@pytest.mark.parametrize("text", ["0,5", "1,5", "12,34", "1,2345", "0,123", "-0,25", "1,23,456"])
def test_a_comma_before_other_groups_is_told(text: str) -> None:
    answer = read(text)
    assert answer.number is None
    assert "comma" in answer.problem
    assert text.count(",") > 1 or read(text, COMMA).number == float(text.replace(",", "."))


@given(small, small, small, st.sampled_from(["=", " = ", "≈", "＝"]))
def test_all_parts_of_an_answer_must_agree(a: int, b: int, c: int, sign: str) -> None:
    rounded = f"{a / b:.4g}"
    assume("e" not in rounded)
    for text in (
        f"{a}/{b}{sign}{rounded}",
        f"x = {a}/{b}{sign}{rounded}",
        f"{rounded} ({sign}{a}/{b})",
        f"({a})/{b} (= {a}/{b})",
    ):
        assert agrees(read(text), a / b), text
    assume(not agrees(read(rounded, Reading(digits=1)), (a + c) / b))
    wrong = read(f"{a + c}/{b}{sign}{rounded}")
    assert wrong.number is None
    assert "numbers that differ" in wrong.problem


DATES = """
Jan 02; Jan-02; 2-Jan; 02-Jan-26; 2-Jan-2026; 2 January 2026; January 2, 2026; Fri, Jan 2, 2026; Sept. 3; May-26;
01/02/26; 1/2/2026; 2026/01/02; 2026-01-02; 2026-01-02 00:00:00; 2026-01-02T00:00:00; 12/3/4; 12/3/2004; 1-2-26;
02.01.26; 02.01.2026; 1月2日; １月２日; 2026年1月2日; 2026年1月; 1月0日; 1月00日; 2nd Jan; 2. Feb
"""


@pytest.mark.parametrize("date", [date.strip() for date in DATES.split(";")])
def test_a_date_was_a_fraction(date: str) -> None:
    answer = read(date)
    assert answer.number is None
    sentence = f"a spreadsheet turned a fraction into the date '{date}'"
    fraction = "1/2" if date.endswith(("月2日", "月２日")) else "1/3"
    assert answer.problem == f"{sentence}: type the fraction with an = before it, such as ={fraction}"


@pytest.mark.parametrize(
    ("text", "number"), [("1-1/2", 0.5), ("1/2-1", -0.5), ("9/3/4", 0.75), ("1/2/3", 1 / 6), ("3-1-2", 0.0)]
)
def test_arithmetic_is_no_date(text: str, number: float) -> None:
    assert read(text).number == pytest.approx(number)


@pytest.mark.parametrize("time", ["01:02:00", "1:02", "0１:02:00", "1899-12-30 01:02:00", "1:02 PM", "1 day, 1:02:00"])
def test_a_time_was_made_by_a_spreadsheet(time: str) -> None:
    for lang, said in ("en", f"turned the answer into the time '{time}'"), ("ja", f"答えを時刻 '{time}' にしました"):
        with speaking(lang):
            answer = read(time)
        assert answer.number is None
        assert said in answer.problem


@given(st.integers(100, 999), st.integers(1, 6), st.integers(0, 10**6))
def test_zeros_at_the_end_of_a_whole_number_may_be_rounding(digits: int, zeros: int, rest: int) -> None:
    rounded, true = digits * 10**zeros, digits * 10**zeros + rest % 10**zeros
    apart = true - rounded
    assume(2 * apart != 10**zeros)
    assert agrees(read(str(rounded)), true) == (2 * apart < 10**zeros)
    assert agrees(read(f"{rounded}.0"), true) == (apart == 0)
    assert agrees(read(str(rounded // 1000 * 1000)), true) == (abs(rounded // 1000 * 1000 - true) * 2 <= 10**zeros)


@given(st.fractions(1, 10, max_denominator=997), st.integers(2, 8), st.sampled_from([1, -1]))
def test_digits_that_are_cut_off_are_right_where_that_is_allowed(true: Fraction, digits: int, sign: int) -> None:
    cut, number = math.floor(true * 10 ** (digits - 1)), float(sign * true)
    rest = true * 10 ** (digits - 1) - cut
    assume(abs(rest - Fraction(1, 2)) > 1e-6)
    allowed = Reading(digits=digits, truncation=True)
    for units, right in (cut, True), (cut + 1, rest > 0.5), (cut - 2, False), (cut + 2, False):
        text = decimal(sign * units, digits - 1)
        assert agrees(read(text, allowed), number) == right, (text, number)


def decimal(units: int, places: int) -> str:
    sign = "-" if units < 0 else ""
    text = str(abs(units)).zfill(places + 1)
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else sign + text


@given(st.integers(10, 99), st.integers(1, 15))
def test_a_teacher_may_ask_for_fewer_digits(n: int, digits: int) -> None:
    true = n / 10 + 0.043
    text = f"{true:.{digits - 1}f}"
    assert agrees(read(text, Reading(digits=digits)), true)
    assert agrees(read(text), true) == (digits >= 3 or abs(float(text) - true) <= 0.005)


REFUSED: dict[str, str] = {
    "2 thirds": "sign is missing",
    "negative 0.5": "sign is missing",
    "0x10": "sign is missing",
    "3(4)": "numbers that differ",
    "1/2 1/2": "sign is missing",
    "1 23": "sign is missing",
    "2e": "sign is missing",
    "=": "holds no number",
    "≈": "holds no number",
    "円": "has no value",
    "%": "per cent",
    "√": "a number or a name is missing after √",
    "1.2.3": "sign is missing",
    "0.5±0.1": "no part of an expression",
    "v1": "has no value",
}


@pytest.mark.parametrize(("text", "said"), REFUSED.items())
def test_what_cannot_be_told_is_no_number(text: str, said: str) -> None:
    answer = read(text)
    assert answer.number is None
    assert said in answer.problem
    assert "0.25, 1/4 or 2.5e-3" in answer.problem or said == "numbers that differ"
