"""Worksheets as PDF: what stands on the pages, found again by a reader of PDF."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pypdf
import pytest
from hypothesis import example, given, settings

from autograd import Value, log, maximum, parse, sigmoid, tanh, total, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.exercises import ready
from autograd.by_hand.sheet.files import paper
from autograd.by_hand.sheet.files.paper.mathematics import formula
from autograd.by_hand.sheet.files.paper.printed import Pen
from autograd.by_hand.sheet.sheet import from_code
from autograd.language import speaking
from autograd.notation import Symbol, text
from tests.by_hand.sheet.test_sheets import names
from tests.commands.test_main import ringo
from tests.conftest import PROFILE, takes_long, thinned
from tests.copies import ROOT

A4 = (595, 842)
"""Points."""


def apple(*called: str) -> Sheet:
    apple, count, tax = (Value(n, name=name) for n, name in zip((100, 2, 1.1), called, strict=True))
    price = apple * count * tax
    price.name = "price"
    return worksheet(price, 0.1)


@cache
def network() -> Sheet:
    """A 2-2-1 network with updates: 90 rows."""
    w, x = [Value(0.1 * i, name=f"w{i}") for i in range(1, 7)], [Value(0.5, name="x1"), Value(-1, name="x2")]
    h = [sigmoid(w[i] * x[0] + w[i + 1] * x[1]) for i in (0, 2)]
    return worksheet((tanh(w[4] * h[0] + w[5] * h[1]) - 1) ** 2, 0.5)


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def without_blanks(texts: list[str]) -> list[str]:
    """Letters of formulas are plain ones."""
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def pages(pdf: bytes) -> list[str]:
    """The text of each page without blanks."""
    return without_blanks(texts(pdf))


def printed(sheet: Sheet, lang: str = "en", answers: bool = False) -> list[str]:
    with speaking(lang):
        return pages(paper.printed(sheet, answers))


@pytest.fixture(scope="module")
def blank() -> list[str]:
    """The text of each page of the network's sheet."""
    return texts(paper.printed(network()))


def test_a_page_is_a4_and_has_the_sheet_on_it(tmp_path: Path) -> None:
    sheet = apple("apple", "count", "tax")
    path = sheet.save(tmp_path / "sheet.pdf")
    reader = pypdf.PdfReader(path)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {A4}
    assert reader.metadata
    assert reader.metadata.title == sheet.title
    found = "".join(pages(path.read_bytes()))
    for part in "Name", "Date", "apple=100", "count=2", "tax=1.1", "learningrateη=0.1", "1/2", "2/2", "apple·count":
        assert part in found
    assert found.count("whattoworkout") == len(reader.pages)
    shown, _ = found.split("Codeofthisworksheet")
    assert (shown.count("100"), shown.count("220")) == (1, 0)  # the graph shows no number


def test_a_solution_has_every_answer() -> None:
    sheet = network()
    found = "".join(printed(sheet, answers=True))
    assert "Solution:" in found
    assert "Name" not in found
    for row in sheet.rows:
        assert f"{row.answer:.6g}" in found, row.key


@takes_long
def test_every_row_has_its_number_and_room(blank: list[str]) -> None:
    sheet = network()
    found = without_blanks(blank)
    assert len(found) >= len(sheet.rows) / 26  # a row takes a centimetre
    assert all("no.whattoworkoutanswer" in page for page in found)
    assert [f"{i}/{len(found)}" in page for i, page in enumerate(found, 1)] == [True] * len(found)


def test_the_code_on_paper_is_the_sheet(blank: list[str]) -> None:
    code = re.search(r"Code of this worksheet:\s+([\w\s=-]+?)\s+[0-9]+ / [0-9]+\s*$", "".join(blank))
    assert code
    assert from_code(code[1]).code == network().code


def test_japanese_is_set_in_japanese() -> None:
    found = "".join(printed(apple("りんご", "個数", "消費税"), "ja"))
    for shown in "氏名", "日付", "りんご=100", "りんご·個数", "消費税", "求めるもの", "このワークシートのコード":
        assert shown in found


HOSTILE = [
    "<b>&amp;</b>", '#import "x": *', "\\alpha *b* _c_", "= - + /", '#{panic("!")}', "// no /* end",
    "`raw` @ref <label>", "[[a]](b)", "$x$ ]",
    '["] </math><mi>', "~ -- --- ...", "#set page(fill: red)", "x\x00y", "\u2028x", "{0}", "%s",
]  # fmt: skip


@pytest.mark.parametrize("name", thinned(HOSTILE))
def test_a_name_is_printed_as_it_stands(name: str) -> None:
    sheet = apple(name, "count", "tax")
    shown = "".join(unicodedata.normalize("NFKC", sheet.work.record.label[sheet.work.record.order[0]]).split())
    found = "".join(printed(sheet, answers=len(name) % 2 == 0))
    assert f"{shown}=100" in found  # among what is given
    assert f"{shown}·count" in found  # in a formula
    assert found.count(shown) >= 5 + 1 + 1  # in fractions, in the update, in the graph


@given(names, names)
@example("e\u0301", "\u202e")
@example("😀", "\U000e0041")
@settings(max_examples=10)
def test_any_name_can_be_printed(one: str, two: str) -> None:
    assert paper.printed(worksheet(Value(2.0, name=one) * Value(3.0, name=two), formulas=True)).startswith(b"%PDF")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = apple("apple", "count", "tax") if PROFILE == "default" else network()
    code = (
        "import sys; from autograd.by_hand.sheet.sheet import from_code;"
        "from autograd.by_hand.sheet.files import paper;"
        f"sys.stdout.buffer.write(paper.printed(from_code({sheet.code!r})))"
    )
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT).stdout
    assert elsewhere == paper.printed(sheet)
    assert b"D:20000101" in elsewhere


@takes_long
def test_a_large_graph_is_left_out_with_a_sentence() -> None:
    x = [Value(i, name=f"x{i}") for i in range(1, 20)]
    found = "".join(printed(worksheet(total(a * b for a in x for b in x[:6]), level="parameters")))
    assert "Thegraphhastoomanynodesforapage" in found


def test_formulas_have_the_form_of_a_textbook() -> None:
    x, y = Symbol("x"), Symbol("y")
    assert formula(x / y) == [["mfrac", [["mi", "x"]], [["mi", "y"]]]]
    assert formula((x / y) ** 2) == [
        ["msup", [["stretched", [["mo", "("], ["mfrac", [["mi", "x"]], [["mi", "y"]]], ["mo", ")"]]]], [["mn", "2"]]]
    ]
    assert formula(x * y + 1) == [["mi", "x"], ["mo", "·"], ["mi", "y"], ["mo", "+"], ["mn", "1"]]


def test_a_long_or_deep_formula_is_printed_as_text() -> None:
    deep = Symbol("x")
    for _ in range(30):
        deep = 1 / (deep + 1)
    long = sum((Symbol(f"name {i}") for i in range(600)), Symbol("x"))
    for refused in deep, long:
        assert formula(refused) is None
        pen = Pen()
        assert pen.pieces(f"v = {pen(refused)}") == ["v = ", text(refused)]


def test_without_typst_or_a_font_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = sys.modules[paper.Document.__module__]

    def without(missing: str) -> None:
        monkeypatch.setattr(module, "find_spec", lambda name: None if name == missing else find_spec(name))

    for package in "typst", "latex2mathml":
        without(package)
        with pytest.raises(WorksheetError, match=r'pip install "ringograd\[pdf\]"'):
            apple("apple", "count", "tax").save(tmp_path / "sheet.pdf")
    without("noto_cjk_sans_jp_regular")
    with pytest.raises(WorksheetError, match="needs a Japanese font"):
        apple("りんご", "count", "tax").save(tmp_path / "sheet.pdf")
    assert list(tmp_path.iterdir()) == []


def test_without_pictures_a_sheet_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with_picture = paper.printed(apple("apple", "count", "tax"))
    monkeypatch.setitem(sys.modules, "viz.pictures.paper", None)
    without = paper.printed(apple("apple", "count", "tax"))
    assert len(without) < len(with_picture)
    assert "".join(pages(without)).count("apple") == "".join(pages(with_picture)).count("apple") - 1


def test_a_grid_has_a_cell_for_each_number() -> None:
    names = {"W": [[0.1, 0.2, -0.3], [0.4, 0.5, 0.6]], "x": [0.5, 0.6, -1]}
    sheet = worksheet(parse("h = tanh(W @ x); sum(h)", names), 0.1, grids=True)
    blank, solved = ("".join(printed(sheet, answers=answers)) for answers in (False, True))
    assert "W=[[0.1,0.2,-0.3],[0.4,0.5,0.6]]" in blank
    [gradient] = [grid for grid in sheet.blocks if (grid.name, grid.kind) == ("W", "gradient")]
    numbers = [f"{row.answer:.6g}" for row in sheet.rows if row.position in gradient.rows]
    assert "".join(numbers) in solved
    assert "".join(numbers) not in blank
    assert "amatrixof2x3" in blank


def test_a_graph_shrinks_a_little_rather_than_take_a_page_of_its_own() -> None:
    first, *others = printed(ready("convolution").sheet())
    assert "X[3][3]" in first
    assert len(others) == 2


ENDINGS = ".pdf", ".xlsx", ".csv", ".md", ".json", ".xml", ".html"


def test_the_command_saves_every_format_and_keeps_each_file(tmp_path: Path) -> None:
    files = [tmp_path / f"sheet{ending}" for ending in ENDINGS]
    saved = [argument for file in files for argument in ("--save", str(file))]
    given = ["worksheet", "apple * count", "apple=100", "count=2"]
    assert ringo(*given, *saved).status == 0
    contents = [file.read_bytes() for file in files]
    assert all(contents)
    for file in files:
        done = ringo(*given, "--answers", "--save", str(file))
        assert (done.status, "is there already and is kept" in done.err) == (2, True)
    assert [file.read_bytes() for file in files] == contents
    page = contents[-1].decode()
    assert page.startswith("<!DOCTYPE html>")
    assert "Content-Security-Policy" in page
    refused = ringo(*given, "--save", str(tmp_path / "sheet.docx"))
    assert refused.status == 2
    assert all(ending in refused.err for ending in ENDINGS)


def test_every_kind_of_formula_is_set() -> None:
    x, y = Value(0.5, name="x"), Value(2.0, name="y")
    out = log(y) + maximum(x, y) + x**y + y.sqrt() + abs(x) + x.exp() / 3 + -x
    found = "".join(printed(worksheet(out, formulas=True)))
    for shown in "ln(y)", "max(x,y)", "|x|", "√":
        assert shown in found
