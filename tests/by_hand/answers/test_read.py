"""What a learner wrote is read as it was meant, and nothing that is written is ever carried out."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from autograd.by_hand.answers.answer import USUAL, Reading, agrees
from autograd.by_hand.answers.read import LONGEST, in_short, read, without_noise
from autograd.by_hand.answers.words import nothing
from autograd.language import LANGUAGES, speaking

wholes = st.integers(1, 10**12)
trues = st.builds(
    lambda n, e, sign: sign * Decimal(n).scaleb(e), wholes, st.integers(-25, 10), st.sampled_from([1, -1])
)


def last_digit(number: Decimal) -> Decimal:
    """One unit of the last digit that is written."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def third_digit(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(number.adjusted() - 2)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c > " " else "\u3000" for c in text)


@given(
    trues,
    st.integers(1, 12),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
    st.sampled_from([0, 0, 1, -1]),
    st.booleans(),
)
@example(Decimal("0.125"), 2, ROUND_HALF_UP, 0, False)
@example(Decimal("0.49996"), 1, ROUND_HALF_UP, 0, False)
@example(Decimal("0.666666666667"), 2, ROUND_HALF_UP, 0, False)
@example(Decimal("9.996"), 3, ROUND_HALF_UP, 0, True)
def test_a_number_is_right_to_the_digits_given_and_to_three_at_least(
    true: Decimal, digits: int, rounding: str, units: int, power: bool
) -> None:
    answer = true.normalize(Context(digits, rounding))
    answer += units * last_digit(answer)
    text = f"{answer:e}" if power else f"{answer:f}"
    unit = min(last_digit(Decimal(text)), third_digit(true))
    apart = abs(Decimal(text) - true) / (unit / 2)
    assume(abs(apart - 1) > Decimal("1e-6"))  # a tie: either neighbour will do, see below
    assert agrees(read(text), float(true)) == (apart < 1), (text, true)


@given(st.integers(100, 99_998), st.integers(-8, 4))
def test_of_a_tie_both_neighbours_are_right(n: int, exponent: int) -> None:
    tie = (Decimal(n) + Decimal("0.5")).scaleb(exponent)
    for neighbour in n, n + 1:
        assert agrees(read(str(Decimal(neighbour).scaleb(exponent))), float(tie))


@given(trues)
def test_a_number_may_be_written_in_many_ways(true: Decimal) -> None:
    whole = Fraction(true)
    ways = [f"{true:f}", f"{true:e}", f"{true:E}", f" {true:f} ", f"{whole.numerator}/{whole.denominator}"]
    ways += [f"({whole.numerator}) / {whole.denominator}", f"{true:+f}"]
    for text in ways:
        for written in text, full_width(text.strip()), text.replace("-", "−"):
            answer = read(written)
            assert answer.number == pytest.approx(float(true), rel=1e-15, abs=0), written
            assert agrees(answer, float(true))
            assert answer.half_unit == read(text).half_unit


@given(*[st.integers(-99, 99)] * 3, st.integers(1, 99))
def test_expressions_are_worked_out(a: int, b: int, c: int, d: int) -> None:
    true = float(Fraction(a * (b - c), d))
    answer = read(f"{a}*({b} - {c})/{d}")
    assert answer.number == pytest.approx(true, rel=1e-15)
    assert agrees(answer, true)
    assert not agrees(answer, true * (1 + 1e-6) + 1e-6)  # no decimals: it is exact
    assert agrees(read(f"{a}.0*({b} - {c})/{d}"), true * (1 + 1e-6))  # with decimals it has three digits


@given(st.floats(-1e300, 1e300), st.floats(0.99, 1.01))
def test_a_number_that_was_not_typed_counts_as_the_digits_it_shows(number: float, factor: float) -> None:
    assert read(number).number == number
    assert agrees(read(number), number)
    assert agrees(read(number), number * factor) == agrees(read(repr(number)), number * factor)


@given(st.fractions(-1000, 1000, max_denominator=10_000))
def test_a_fraction_is_exact(fraction: Fraction) -> None:
    for answer in read(fraction), read(str(fraction)):
        assert answer.number == float(fraction)
        assert agrees(answer, float(fraction))
    assert not agrees(read(fraction), float(fraction) * (1 + 1e-8) + 1e-30)


@pytest.mark.parametrize("given", [None, "", " \t ", "\u3000"])
def test_nothing_is_blank(given: object) -> None:
    assert read(given).blank


@pytest.mark.parametrize("given", [b"1", [1.0], 1j, Decimal(1), True, False])
def test_what_is_neither_text_nor_number_is_refused(given: object) -> None:
    with pytest.raises(TypeError, match="an answer is a text or a number"):
        read(given)


HOSTILE = {
    "=cmd()": "'cmd' is no function here",
    "=cmd|' /C calc'!A0": "no number",
    "__import__('os').mkdir('broken')": "without quotes",
    "open(broken)": "no number",
    "().__class__": "no number",
    "x": "'x' has no value",
    "v1": "'v1' has no value",
    "[1]": "no number",
    "lambda: 1": "leave them out and type 1",
    "True": "reserved by Python",
    "NaN": "'NaN' has no value",
    "-inf": "'inf' has no value",
    "1e999": "'1e999' is too large",
    "-1e999": "too large",
    "1e" + "9" * 900: "too large",
    "10**10**10": "too large",
    "9**9**9**9**9": "too large",
    "exp(exp(9))": "too large",
    "1/0": "needs y != 0",
    "log(-1)": "log(x) needs x > 0",
    "0.5.5": "a sign is missing",
    "0,5": "type a point",
    "50%%": "written / 100",
    "0x10": "a sign is missing",
    "(" * 500: "more than 100 parentheses",
    "-" * 999 + "x": "no value",
    "1" * (LONGEST + 1): f"{LONGEST} is the most",
    "1+" * 10**6 + "1": f"{LONGEST} is the most",
    "三": "has no value",
    "\0": "no part of an expression",
    "3-Jan": "a spreadsheet turned a fraction into the date",
    "１月３日": "a spreadsheet turned a fraction into the date",
    "2026/01/03": "a spreadsheet turned a fraction into the date",
}


@pytest.mark.parametrize(("text", "said"), HOSTILE.items(), ids=[ascii(text)[:20] for text in HOSTILE])
def test_what_is_no_number_is_told_and_not_carried_out(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = read(text)
    assert answer.number is None
    assert not answer.blank
    assert said in answer.problem
    assert not agrees(answer, 0.0)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("given", [math.nan, math.inf, -math.inf, 10**400, -(10**400), Fraction(10**400)])
def test_a_number_that_no_float_holds_is_told(given: float) -> None:
    answer = read(given)
    assert answer.number is None
    assert answer.problem


@given(st.one_of(st.text(max_size=30), st.text("0123456789.eE+-*/()０．５ −,=#'\"[]_x", max_size=30)))
def test_any_text_is_a_number_or_blank_or_told(text: str) -> None:
    for lang in LANGUAGES:
        with speaking(lang):
            answer = read(text)
        assert [answer.number is not None, answer.blank, bool(answer.problem)].count(True) == 1
        assert answer.blank == nothing(text)
        assert answer.number is None or math.isfinite(answer.number)
        assert len(answer.problem.splitlines()) <= 1
        assert len(answer.problem) < 400


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(1, 15).map(lambda n: Reading(digits=n)) | st.integers(0, 15).map(lambda n: Reading(decimals=n)),
)
@example(12345678901.0, USUAL)
def test_a_number_in_short_is_marked_as_right(number: float, asked: Reading) -> None:
    text = in_short(number, asked)
    assert agrees(read(text, asked), number)
    assert len(text) <= len(repr(number))


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
@example(3.5999999999999996)
@example(123456789.12345678)
@example(-0.0)
def test_a_number_without_noise_is_right_to_however_many_digits(number: float) -> None:
    text = without_noise(number)
    for many in range(1, 16):
        assert agrees(read(text, Reading(many)), number)
        assert agrees(read(text, Reading(decimals=many)), number)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3.5999999999999996, "3.6"), (99.00000000000001, "99.0"), (-0.30000000000000004, "-0.3"), (200.0, "200.0"),
        (1.1e-9 * 3, "3.3e-09"), (-0.0, "0.0"), (1 / 3, "0.3333333333333333"), (0.1234567890123, "0.1234567890123"),
        (float("inf"), "inf"),
    ],
)  # fmt: skip
def test_noise_is_what_rounding_left(number: float, text: str) -> None:
    assert without_noise(number) == text


@pytest.mark.parametrize(
    ("text", "fraction"),
    [("1月2日", "=1/2"), ("2026年10月3日", "=10/3"), ("3-Jan", "=1/3"), ("2-Jan", "=1/3"), ("2026-01-02", "=1/3")],
)
def test_a_fraction_that_became_a_date_is_named_where_it_is_known(text: str, fraction: str) -> None:
    assert read(text).problem.endswith(f"such as {fraction}")
    with speaking("ja"):
        assert f"{fraction} のように" in read(text).problem
