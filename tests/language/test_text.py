"""What a reader sees: numbers rounded, names cut and cleaned, tables aligned, for any text whatever."""

from __future__ import annotations

import html
import itertools
import math
import re
import unicodedata
from string import Formatter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd.language import LANGUAGES, PATHS, catalogue, say, speaking
from autograd.language.text import (
    CELL_WIDTH,
    NAME_WIDTH,
    filled,
    markdown_table,
    number,
    pointed_at,
    printable,
    table,
    width,
)

anything = st.text(st.characters(exclude_categories=()), max_size=60)
japanese = st.text("りんご個数消費税 ab１", max_size=60)


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(-0.0)
@example(5e-324)
def test_a_number_is_rounded_to_six_digits(value: float) -> None:
    text = number(value)
    digits = re.sub(r"e.*|[-.]", "", text).lstrip("0")
    assert len(digits) <= 6
    assert math.isclose(float(text), value, rel_tol=5.1e-6)
    assert number(float(text)) == text
    assert text != "-0"


@given(st.lists(st.text(st.sampled_from("はab1「」 ー、.{}"), max_size=3), min_size=3, max_size=3))
def test_a_filled_sentence_has_spaces_between_scripts_and_nothing_else_is_changed(pieces: list[str]) -> None:
    before, field, after = pieces
    text = filled(
        f"{before.replace('{', '{{').replace('}', '}}')}{{x}}{after.replace('{', '{{').replace('}', '}}')}",
        {"x": field},
    )
    assert text.replace(" ", "") == "".join(pieces).replace(" ", "")
    assert len(text) - len("".join(pieces)) <= 2
    whole = filled("{before}{field}{after}", {"before": before, "field": field, "after": after})
    assert text == whole
    for left, right in itertools.pairwise([piece for piece in pieces if piece]):
        scripts = {"J" if re.match("[はー]", c) else "L" if re.match("[ab1]", c) else c for c in (left[-1], right[0])}
        assert (scripts == {"J", "L"}) == (f"{left}{right}" not in text)


@pytest.mark.parametrize(
    ("sentence", "fields", "said"),
    [
        ("入力は{x}です", {"x": "2 個の数"}, "入力は 2 個の数です"),
        ("入力は{x}です", {"x": "数のリスト"}, "入力は数のリストです"),
        ("{x!r}は使えません", {"x": "mse"}, "'mse' は使えません"),
        ("{x:.1e}まで{{}}", {"x": 1e300}, "1.0e+300 まで{}"),
        ("列「{x}」は", {"x": "age"}, "列「age」は"),
        ("'{x}' という", {"x": "りんご"}, "'りんご' という"),
        ("{x}は誤り", {"x": "∂f/∂xs[0]"}, "∂f/∂xs[0] は誤り"),
        ("{x}は誤り", {"x": "log(x)"}, "log(x) は誤り"),
        ("{x}は誤り", {"x": "SGD(クラス)"}, "SGD(クラス)は誤り"),
        ("{x}{y}", {"x": "例", "y": 3}, "例 3"),
    ],
)
def test_fields_of_japanese_sentences(sentence: str, fields: dict[str, object], said: str) -> None:
    assert filled(sentence, fields) == said


@given(st.one_of(anything, japanese), st.integers(1, 50))
@example("a\u202eb\u200b\ufeff", 20)  # turns the direction of reading, or hides
@example("a\u2028b\ue000\U000e0080", 20)
def test_a_name_is_printable_whatever_it_is(name: str, limit: int) -> None:
    shown = printable(name, limit)
    assert width(shown) <= limit
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in shown)
    assert len(shown.splitlines()) <= 1
    assert printable(shown, limit) == shown
    assert all(c in (original, "�") for c, original in zip(shown.removesuffix("…"), name, strict=False))


@given(japanese)
def test_a_name_is_cut_only_if_it_must_be(name: str) -> None:
    shown = printable(name)
    if width(name) <= NAME_WIDTH:
        assert shown == name
    else:
        assert shown.endswith("…")
        assert width(shown) >= NAME_WIDTH - 1  # a wide character may not fit into the last column


@pytest.mark.parametrize(("letter", "fit"), [("x", 40), ("り", 20)])
def test_a_name_as_wide_as_the_column_stands_whole(letter: str, fit: int) -> None:
    assert printable(letter * fit) == letter * fit
    assert printable(letter * (fit + 1)) == letter * (fit - 1) + "…"
    assert printable(letter * fit, limit=40) == letter * fit


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("a∂×", 3), ("りんご", 6), ("ﾘﾝｺﾞ", 4), ("ＡＢ", 4), ("e\u0301", 1), ("กำลัง", 4), ("नमस्ते", 4), ("😀", 2)],
)
def test_the_columns_a_text_takes(text: str, columns: int) -> None:
    assert width(text) == columns


@given(anything, anything)
def test_width_adds_up(a: str, b: str) -> None:
    assert width(a + b) == width(a) + width(b)


def screen(line: str) -> list[str]:
    """What stands in each column of a terminal."""
    return [c for c in line for _ in range(width(c))]


cells = st.one_of(anything, japanese)
rows = st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=5))


@given(rows, st.sets(st.integers(0, 3)))
@example([["\u00a0"]], set())
def test_the_columns_of_a_table_line_up(rows: list[list[str]], right: set[int]) -> None:
    headers, *body = rows
    lines = table(headers, body, right).split("\n")
    assert len(lines) == len(rows) + 1
    rule = lines.pop(1)
    edges = [(m.start(), m.end()) for m in re.finditer("-+", rule)]
    start = 0
    for column in range(len(headers)):
        widest = max(width(printable(row[column], CELL_WIDTH)) for row in rows)
        for line, row in zip(lines, rows, strict=True):
            cell = printable(row[column], CELL_WIDTH)
            space = " " * (widest - width(cell))
            padded = screen(space + cell if column in right else cell + space)
            assert (screen(line) + [" "] * 1000)[start : start + widest] == padded
        assert not widest or (start, start + widest) in edges
        start += widest + 2


def test_a_row_without_some_of_its_cells_is_no_row() -> None:
    with pytest.raises(ValueError, match="shorter"):
        table(["name", "value"], [["x", "1"], ["y"]])


def test_a_table_of_long_cells_stays_small() -> None:
    text = table(["formula", "value"], [["x" * 1_000_000, "1"], *[["y", "2"]] * 100])
    assert max(map(len, text.split("\n"))) == CELL_WIDTH + 2 + len("value")
    assert "…" in text


@given(rows, st.sets(st.integers(0, 3)))
@example([["a"], ["\\|"], ["&lt;<b>"], ["`[x](y)`"]], set())
def test_a_markdown_table_shows_the_text_of_its_cells(rows: list[list[str]], right: set[int]) -> None:
    body = [[cell.replace("\n", " ") for cell in row] for row in rows]
    lines = markdown_table(["a"] * len(rows[0]), body, right).split("\n")
    assert lines[1] == f"| {' | '.join('---:' if i in right else '---' for i in range(len(rows[0])))} |"
    assert len(lines) == 2 + len(rows)
    for line, row in zip(lines[2:], body, strict=True):
        assert "\\\\" not in line  # JupyterLab takes two of them and a ( for the start of a formula
        characters = re.findall(r"&#?\w+;|\\.|.", line)  # an escaped one counts as one, and means only itself
        plain = [c for c in characters if len(c) == 1]
        assert plain.count("|") == len(row) + 1
        assert not set(plain) & set("\\`*_[]<>~$!#&")
        shown = "".join("\0" if c == "|" else html.unescape(c) if c[0] == "&" else c[-1] for c in characters)
        assert shown == "\0" + "".join(f" {cell} \0" for cell in row)


@given(anything, st.integers(0, 60), st.integers(1, 20))
def test_the_caret_stands_below_the_character(text: str, column: int, around: int) -> None:
    column = min(column, len(text))
    line, caret = pointed_at(text, column, around).split("\n")
    assert caret == " " * (len(caret) - 1) + "^"
    assert width(line) <= 2 + 2 * 2 * around
    if column < len(text):
        c = text[column]
        shown = " " if c.isspace() else printable(c)
        below = len(caret) - 1
        assert (screen(line) + [" "] * 200)[below] == shown or width(shown) == 0
    else:
        assert len(caret) - 1 >= width(line)


def test_a_long_text_is_cut_around_the_caret() -> None:
    assert pointed_at("a" * 1000 + "りんご?" + "b" * 1000, 1003, around=5) == "  aaりんご?bbbb\n          ^"
    line, caret = pointed_at("り" * 1000, 500).split("\n")
    assert (line, caret) == ("  " + "り" * 120, " " * 122 + "^")  # 60 characters on each side, as wide as they are
    assert pointed_at("x +\n\t?", 5) == "  x +  ?\n       ^"


def test_a_path_in_any_sentence_moves_no_cursor() -> None:
    """Whoever says it: a folder's name may hold what a terminal obeys."""
    for lang in LANGUAGES:
        for key, sentence in catalogue(lang).items():
            fields = {name for _, name, _, _ in Formatter().parse(sentence) if name}
            if fields and fields <= PATHS:
                with speaking(lang):
                    said = say(key, **dict.fromkeys(fields, "a\x1b[31m/b\nc.csv"))
                assert "a\ufffd[31m/b\ufffdc.csv" in said
                assert "\x1b" not in said
