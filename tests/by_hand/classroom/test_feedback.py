"""What a student gets back: on a page that loads and runs nothing, and on paper."""

from __future__ import annotations

import io
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import mark
from autograd.by_hand.classroom.feedback.page import html_page, markdown_page
from autograd.by_hand.classroom.feedback.sheet import feedback
from autograd.by_hand.sheet.files.paper import Document
from tests.by_hand.classroom.simulated import IDEAS, exercise, save, work, written
from tests.commands.test_main import ringo

SHEET = exercise()
KNOWN = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th",
    "td", "svg", "rect",
}  # fmt: skip


class Tags(HTMLParser):
    """The tags of a page, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.text = set[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href", "style")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


words = st.text(max_size=20) | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x>', "</style>", "&amp;", "`|$"]
)


@given(words, words, words)
def test_no_text_becomes_a_tag(title: str, cell: str, line: str) -> None:
    document = Document(
        title,
        [
            {"kind": "heading", "text": line},
            {"kind": "lines", "lines": [[line]]},
            {"kind": "bars", "bars": [(cell, 3)]},
            {"kind": "table", "headers": [cell], "columns": [1], "rows": [[[cell]]], "classes": ["wrong"]},
        ],
    )
    page = Tags(html_page(document))
    assert page.tags <= KNOWN
    assert not line or set(line) & {"\r", "\0"} or line in page.text
    assert "<script" not in markdown_page(document)


def test_hints_do_not_give_the_number_away_and_rows_say_what_follows() -> None:
    marks = mark(SHEET, written(work(IDEAS["a wrong product"])))
    page = html_page(feedback(marks, "Anna"))
    wrong = work(IDEAS["a wrong product"])
    assert f"which gives {wrong['v3']:.6g}" in page
    assert marks.rows[0].follows is None  # no slip stands before the first row
    assert all(row.follows is None or row.verdict != "wrong" for row in marks.rows)
    right = mark(SHEET, written(work(IDEAS["right"]), 3))  # rounding is no slip
    assert all(row.follows is None for row in right.rows)
    assert "Begin here" not in html_page(feedback(right, "Anna"))


def test_a_wrong_row_after_a_slip_says_what_would_follow() -> None:
    answers = written(work(IDEAS["a wrong product"])) | {"v3": "55"}
    row = mark(SHEET, answers).rows[2]
    assert row.verdict == "wrong"
    assert row.follows == pytest.approx(1.37 - 0.4)
    page = html_page(feedback(mark(SHEET, answers), "Anna"))
    assert f"from your earlier numbers follows 0.97. {escape(row.hint)}" in page


def test_paper(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    for name, lang in (("=#import", "en"), ("花子", "ja")):
        save(tmp_path / "a" / f"{name}.csv", written(work(IDEAS["uphill"])), SHEET.code, lang=lang)
    typed = ["mark", f"{tmp_path}/a", "--feedback", f"{tmp_path}/b", "--pdf"]
    assert ringo(*typed).status == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert set(before) == {"import.pdf", "花子.pdf"}
    texts = {
        name: "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        for name, content in before.items()
    }
    assert "=#import" in texts["import.pdf"]
    assert "Begin here" in texts["import.pdf"]
    assert "まずここから" in texts["花子.pdf"]
    assert ringo(*typed).status == 0  # the same bytes again
    assert {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()} == before


def test_a_long_answer_is_broken_at_the_end_of_its_cell(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    save(tmp_path / "a" / "Anna.csv", {**written(work(IDEAS["uphill"])), "v2": "-0.12345678901234567"}, SHEET.code)
    assert ringo("mark", f"{tmp_path}/a", "--feedback", f"{tmp_path}/b", "--pdf").status == 0
    text = pypdf.PdfReader(tmp_path / "b" / "Anna.pdf").pages[0].extract_text()
    rows = text.partition("All rows")[2]  # a reader of PDF gives each line of a cell as a line
    assert "-0.12345" in rows
    assert "-0.12345678901234567" not in rows
