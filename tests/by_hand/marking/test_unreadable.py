"""An answer that is no number is unreadable: no mistake is named for it, and no other row pays for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, mark, parse, worksheet
from autograd.by_hand import mark_files

a, b, c = Value(1.37, name="a"), Value(-2.59, name="b"), Value(0.83, name="c")
SHEET = worksheet((a * b - c) * b + a, 0.1)
KEYS = [row.key for row in SHEET.rows]
RIGHT = {row.key: row.answer for row in SHEET.rows}


@given(st.lists(st.sampled_from(KEYS), unique=True), st.sampled_from(["%", "hello", "1月2日", "0,5", "1/2=0.6", "x"]))
def test_other_rows_are_right_all_the_same(keys: list[str], text: str) -> None:
    marks = mark(SHEET, RIGHT | dict.fromkeys(keys, text))
    assert {row.key for row in marks.rows if row.verdict == "unreadable"} == set(keys)
    assert {row.key for row in marks.rows if row.verdict == "right"} == {*KEYS} - {*keys}
    assert marks.counts["unreadable"] == len(keys)
    for row in marks.rows:
        if row.key in keys:
            assert row.mistakes == ()
            assert text in row.reasons[0]
            assert row.hint
    assert (f"{len(keys)} unreadable" in marks.summary) == bool(keys)


def test_a_row_below_follows_from_the_rows_above() -> None:
    """A slip above, a row that nobody can read, and a number that follows from the slip."""
    x = Value(3.0, name="x")
    sheet = worksheet((x * x) * x, level="everything")
    marks = mark(sheet, {"v1": "8", "v2": "%"})
    assert [row.verdict for row in marks.rows[:2]] == ["wrong", "unreadable"]


@pytest.mark.parametrize(
    ("given", "true"),
    [("1.3", 1.27), ("0.13", 0.125), ("0.12", 0.125), ("0.73", 0.7311), ("1.0", 0.96), ("1200000", 1234567.0)],
)
def test_too_few_digits_are_told_and_nothing_else(given: str, true: float) -> None:
    sheet = worksheet(Value(true, name="x") * Value(1.0, name="one"))
    row = mark(sheet, {"v1": given}).rows[0]
    assert (row.verdict, row.mistakes) == ("wrong", ())
    assert row.reasons == ("too few digits: 3 significant ones are asked for",)
    assert mark(sheet, {"v1": given}, digits=1 if given == "1.0" else 2).rows[0].verdict == "right"


def test_too_few_digits_of_what_follows_from_ones_own_numbers() -> None:
    """0.0682² = 0.00465, of which 0.0047 has two digits, and half of that is 0.00235. 0.0049 has those of neither."""
    x, t = Value(0.33181, name="x"), Value(0.4, name="t")
    sheet = worksheet((x - t) ** 2 / 2)
    few = ("too few digits: 3 significant ones are asked for",)
    rows = mark(sheet, {"v1": "-0.0682", "v2": "0.0047", "v3": "0.0024"}).rows
    assert [(row.verdict, row.reasons) for row in rows[:3]] == [("right", ()), ("wrong", few), ("wrong", few)]
    assert mark(sheet, {"v1": "-0.0682", "v2": "0.0049"}).rows[1].reasons != few
    assert not any("few" in reason for row in mark(sheet, dict.fromkeys(sheet.at, "1")).rows for reason in row.reasons)


@pytest.mark.parametrize("given", ["1", "1.0"])
@pytest.mark.parametrize("key", ["local v4 from L", "grad v4", "local v3 from v4", "local x from v1"])
def test_where_no_digit_is_kept_the_mistake_is_named(key: str, given: str) -> None:
    """The right numbers are 0.5, 0.5, -0.538 and 0.5."""
    sheet = worksheet(parse("y = sigmoid(w*x + b); L = (y-t)**2/2", {"w": 0.5, "x": 2, "b": 0, "t": 1}))
    [row] = [row for row in mark(sheet, {key: given}).rows if row.key == key]
    assert row.mistakes[0] == "without local"
    assert "few" not in "".join(row.reasons)


@pytest.mark.parametrize("text", ["?", "-", "—", "N/A", "don't know", "わからない", "分かりません。"])
def test_what_stands_for_no_number_is_blank(text: str, tmp_path: Path) -> None:
    row = mark(SHEET, RIGHT | {KEYS[0]: text}).rows[0]
    assert (row.verdict, row.answer, row.reasons) == ("blank", text, ())
    path = tmp_path / "twice.csv"
    path.write_text(f"key,answer\n{KEYS[0]},{text}\n{KEYS[0]},{RIGHT[KEYS[0]]}\n{KEYS[0]},{text}\n", "utf-8")
    assert mark(SHEET, path).rows[0].verdict == "right"


FEW = {"en": "too few digits: 3 significant ones", "ja": "桁が足りません"}
CUT = {"en": "the digits are cut off", "ja": "切り捨て"}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("given", ["0.66", "0.6", "-0.66"])
def test_few_digits_that_are_cut_off(given: str, lang: str) -> None:
    """They are too few, whether digits may be cut off or not; that they are cut off is told where it is a mistake."""
    sign = -1.0 if "-" in given else 1.0
    sheet = worksheet(Value(2.0 * sign, name="x") / Value(3.0, name="y"))
    allowed = mark(sheet, {"v1": given}, truncation=True, lang=lang).rows[0]
    assert (allowed.verdict, len(allowed.reasons)) == ("wrong", 1)
    assert FEW[lang] in allowed.reasons[0]
    refused = mark(sheet, {"v1": given}, lang=lang).rows[0]
    assert FEW[lang] in refused.reasons[0]
    assert CUT[lang] in refused.reasons[1]
    enough = mark(sheet, {"v1": "-0.666" if sign < 0 else "0.666"}, lang=lang).rows[0]
    assert CUT[lang] in enough.reasons[0]


LOST = {
    "1.5×103": (1500.0, "154.5", "1.5×10^3"),
    "1.5x103": (1527.0, "154.5", "1.5×10^3"),
    "4.57×10-4": (4.57e-4, "41.7", "4.57×10^-4"),
    "5×10−1": (0.5, "49", "5×10^-1"),
    "10-4": (1e-4, "6", "10^-4"),
    "0·5": (0.5, "0", "0.5"),
    "1·5": (1.5, "5", "1.5"),
}


@pytest.mark.parametrize(("text", "true", "number", "meant"), [(text, *lost) for text, lost in LOST.items()])
def test_a_sign_that_was_lost_is_named(text: str, true: float, number: str, meant: str) -> None:
    sheet = worksheet(Value(true, name="x") * Value(1.0, name="one"))
    for lang, said in (
        ("en", f"'{text}' is read as {number}: if {meant} was meant, type it so"),
        ("ja", f"'{text}' は {number} と読みます。{meant} のつもりなら、そう入力してください"),
    ):
        row = mark(sheet, {"v1": text}, lang=lang).rows[0]
        assert (row.verdict, row.mistakes, row.reasons) == ("wrong", (), (said,))
    other = worksheet(Value(7.77 * true, name="x") * Value(1.0, name="one"))
    assert "meant" not in "".join(mark(other, {"v1": text}).rows[0].reasons)


def test_a_sign_that_was_lost_where_the_row_follows_from_a_slip() -> None:
    sheet = worksheet((Value(3.0, name="x") * Value(5.0, name="y")) * Value(100.0, name="z"))
    row = mark(sheet, {"v1": "16", "v2": "1.6×103"}).rows[1]
    assert "if 1.6×10^3 was meant" in row.reasons[0]
    assert mark(sheet, {"v1": "15", "v2": "1.5×103"}).rows[1].verdict == "wrong"
    assert mark(worksheet(Value(1.5, name="x") * Value(103.0, name="y")), {"v1": "1.5×103"}).rows[0].verdict == "right"


def test_zeros_may_stand_for_digits_that_are_cut_off() -> None:
    sheet = worksheet(Value(1239567.0, name="x") * Value(1.0, name="one"))
    verdicts = {given: mark(sheet, {"v1": given}, truncation=True).rows[0].verdict for given in ("1230000", "1239000")}
    assert verdicts == {"1230000": "right", "1239000": "right"}
    [few] = mark(sheet, {"v1": "1200000"}, truncation=True).rows[:1]
    assert (few.verdict, few.reasons) == ("wrong", ("too few digits: 3 significant ones are asked for",))


def test_digits_may_be_cut_off_where_the_teacher_says_so() -> None:
    sheet = worksheet(Value(2.0, name="x") / Value(3.0, name="y"))
    assert mark(sheet, {"v1": "0.666"}).rows[0].verdict == "wrong"
    assert mark(sheet, {"v1": "0.666"}, truncation=True).rows[0].verdict == "right"
    assert mark(sheet, {"v1": "0.665"}, truncation=True).rows[0].verdict == "wrong"


@pytest.mark.parametrize("digits", [0, 16, -1, 2.0, True, "2"])
def test_a_number_of_digits_that_is_none_is_refused(digits: object) -> None:
    with pytest.raises(ValueError, match="digits is a whole number from 1 to 15"):
        mark(SHEET, RIGHT, digits=digits)  # type: ignore[arg-type]


@pytest.mark.parametrize("comma", [None, True, False])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=ascii)
def test_a_file_tells_its_decimal_sign(tmp_path: Path, delimiter: str, comma: bool | None) -> None:
    path = tmp_path / "answers.csv"
    lines = [["key", "answer"], *([key, f'"{answer}"'.replace(".", ",")] for key, answer in RIGHT.items())]
    path.write_text("\n".join(delimiter.join(line) for line in lines))
    verdicts = {row.verdict for row in mark(SHEET, path, comma=comma).rows}
    assert (verdicts == {"right"}) == (comma or (comma is None and delimiter == ";"))
    [one] = mark_files([path], SHEET, comma=comma)
    assert one.marks is not None
    assert {row.verdict for row in one.marks.rows} == verdicts
