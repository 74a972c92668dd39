"""1,500 is 1500 or 1.5: what else is written decides, and nobody is wrong for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograd import Value, mark, worksheet
from autograd.by_hand import Sheet
from tests.commands.test_main import ringo

thousandths = st.integers(1000, 999_999)
signs = st.sampled_from(["", "-"])


def asking(*numbers: float) -> Sheet:
    """A sheet that asks for these numbers, and for nothing else."""
    total = Value(0.0)
    for i, number in enumerate(numbers):
        total = total + Value(number, name=f"x{i}") * Value(1.0, name=f"one{i}")
    sheet = worksheet(total)
    keys = [next(row.key for row in sheet.rows if row.asks.endswith(f"= x{i} * one{i}")) for i in range(len(numbers))]
    return worksheet(total, ask=keys)


def marked(answers: dict[float, str], comma: bool = False) -> list[tuple[str, str]]:
    """The verdict on each answer to a number, and the first reason. With `comma`, all signs are swapped."""
    sheet = asking(*answers)
    swap = str.maketrans(",.", ".,") if comma else {}
    typed = {row.key: text.translate(swap) for row, text in zip(sheet.rows, answers.values(), strict=True)}
    rows = mark(sheet, typed, comma=comma).rows
    return [(row.verdict, "; ".join(row.reasons).translate(swap)) for row in rows]


@given(thousandths, signs, st.booleans())
def test_what_may_be_decimals_is_told_where_they_would_be_right(n: int, sign: str, comma: bool) -> None:
    typed, number = f"{sign}{n:,}", float(f"{sign}{n / 1000}")
    told = f"'{typed}' may be {number:.10g} or {sign}{n}: type one of them"
    assert marked({number: typed}, comma) == [("unreadable", told)]
    assert marked({number * 1000: typed}, comma) == [("right", "")]
    [(verdict, said)] = marked({number * 3: typed}, comma)
    assert (verdict, "may be" in said) == ("wrong", False)


@given(thousandths, st.integers(1, 99), st.sampled_from(["0,{:02}", "7,{:02}", "12,{:02}25"]), st.booleans())
def test_another_decimal_decides(n: int, other: int, form: str, comma: bool) -> None:
    """Where ; stands between cells, a point before two digits is no sign between thousands either."""
    beside = form.format(other)
    number = float(beside.replace(",", "."))
    assume(len({n / 1000, n / 500, number}) == 3)
    right, wrong, of_it = marked({n / 1000: f"{n:,}", n / 500: f"{n:,}", number: beside}, comma)
    assert right == ("right", "")
    assert wrong[0] == "wrong"
    assert of_it[0] == ("right" if comma else "unreadable")
    assert marked({float(n): f"{n:,}", number: beside}, comma)[0] == ("right", "")


@given(thousandths, thousandths)
def test_one_that_is_told_makes_others_doubtful(one: int, other: int) -> None:
    assume(one != other)
    verdicts = [verdict for verdict, _ in marked({one / 1000: f"{one:,}", other / 500: f"{other:,}"})]
    assert verdicts == ["unreadable", "unreadable"]


@pytest.mark.parametrize("text", ["１，５００", "≈1,500", "1,500円", "2*1,500/2", "y = 1,500", "1,500 (rounded)"])
def test_it_is_told_in_any_form(text: str) -> None:
    assert marked({1.5: text}) == [("unreadable", f"'{text}' may be 1.5 or 1500: type one of them")]


@pytest.mark.parametrize("text", ["1,500,000", "1,500.25", "max(1,500)", "1,5"])
def test_other_commas_leave_no_doubt(text: str) -> None:
    [(_, said)] = marked({1.5: text})
    assert "may be" not in said


def test_a_sheet_that_was_filled_in_with_a_comma(tmp_path: Path) -> None:
    path = tmp_path / "en.csv"
    assert ringo("worksheet", "y=x*w", "x=3", "w=0.5", "--save", str(path)).status == 0
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(f'{line}"1,500"' if ",y," in line else line for line in lines), "utf-8")
    out = ringo("mark", str(path)).out
    assert "0 wrong, 1 unreadable" in out
    assert "'1,500' may be 1.5 or 1500: type one of them" in out
