"""Worksheets as Moodle XML: read by a reader of that format, and as HTML."""

from __future__ import annotations

import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from moodle_xml_parser import parser

from autograd import Value, mark, parse, sigmoid, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.marking.foreseen import foreseen
from autograd.by_hand.sheet.files.moodle import moodle
from autograd.language import speaking
from tests.by_hand.sheet.test_paper import HOSTILE, apple
from tests.commands.test_main import ringo
from tests.conftest import thinned


@cache
def neuron() -> Sheet:
    w, x, b = Value(0.5, name="w"), Value(-1.5, name="x"), Value(0.25, name="b")
    return worksheet((sigmoid(w * x + b) - 1) ** 2, 0.1, formulas=True)


@cache
def questions(sheet: Sheet, lang: str = "en") -> list[Element]:
    with speaking(lang):
        return list(ElementTree.fromstring(moodle(sheet)))


def text(element: Element, path: str) -> str:
    found = element.find(f"{path}/text")
    assert found is not None
    return found.text or ""


@pytest.fixture
def importer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """moodle2amc, which makes LaTeX of each question. It draws pictures with ImageMagick, and there are none here."""
    without = ModuleType("wand.image")
    without.Image = None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wand.image", without)
    from amc2moodle.moodle2amc import _questions

    return _questions


def test_every_question_is_imported_with_its_answer_and_tolerance(importer: Any) -> None:
    from lxml import etree

    sheet = neuron()
    imported = [q for q in etree.fromstring(moodle(sheet)) if q.get("type") == "numerical"]
    assert len(imported) == len(sheet.rows)
    for xml, row in zip(imported, sheet.rows, strict=True):
        question = importer.CreateQuestion("numerical", xml)
        assert question.name == f"{row.number:03d} {row.key}".replace("#", "")
        choices = question.answers()
        assert float(choices.get("target")) == pytest.approx(row.answer, 1e-14)
        said = dict(part.split(" = ") for part in choices.text.split(", "))
        tolerance = int(said["exact"]) / 10 ** int(said["decimals"])
        assert tolerance == pytest.approx(unit(row.answer) / 2)


def unit(number: float) -> float:
    """One unit of the third digit, by the way in which Python prints three digits."""
    return float(f"1e{int(f'{number:.17e}'.split('e')[1]) - 2}")


@pytest.mark.parametrize(("options", "tolerance"), [({"digits": 4}, 0.05), ({"decimals": 2}, 0.005), ({}, 0.5)])
def test_the_tolerance_is_that_of_the_digits_that_are_asked_for(options: Any, tolerance: float) -> None:
    price = Value(100, name="apple") * Value(2.2, name="count")
    for question in questions(worksheet(price, **options))[2:3]:
        assert float(question.findtext("answer/tolerance") or "") == tolerance


def test_the_right_answer_is_tried_first_and_no_other_has_points() -> None:
    for question in questions(neuron()):
        fractions = [answer.get("fraction") for answer in question.findall("answer")]
        if question.get("type") == "numerical":
            assert fractions[0] == "100"
            assert set(fractions[1:]) <= {"0"}
            right, *wrong = question.findall("answer")
            far = float(right.findtext("tolerance") or "")
            for answer in wrong:
                assert abs(float(text(answer, ".")) - float(text(right, "."))) > far


def test_the_feedback_of_a_wrong_number_is_what_marking_says() -> None:
    sheet = neuron()
    found = 0
    tried = thinned(zip(questions(sheet)[2:], sheet.rows, strict=True))
    for question, row in tried:
        for answer in question.findall("answer[@fraction='0']"):
            marked = mark(sheet, {row.key: f"{float(text(answer, '.')):#.6g}"}).rows[row.number - 1]
            assert paragraphs(text(answer, "feedback")) == [*marked.reasons, marked.hint]
            assert marked.verdict == "wrong"
            found += 1
    assert found > 3 * len(tried)


@cache
def apples() -> Sheet:
    return apple("apple", "count", "tax")


@pytest.mark.parametrize(
    ("key", "number", "said"),
    [
        ("grad apple", 2.0, "the upstream gradient was ignored"),  # count
        ("grad apple", 1.1, "the local gradient was ignored"),  # tax
        ("grad apple", -2.2, "the sign is wrong"),
        ("new apple", 100.22, "w + ηg was taken for w - ηg"),
        ("new apple", 97.8, "the learning rate was forgotten: θ - g for θ - ηg"),
        ("new tax", 21.1, "w + ηg was taken for w - ηg"),
        ("new tax", 20.0, "only the step ηg was given, and not the number after it"),
    ],
)
def test_a_mistake_by_hand_has_its_feedback(key: str, number: float, said: str) -> None:
    """100 apples' price is 100 · 2 · 1.1; the learning rate is 0.1."""
    sheet = apples()
    [question] = [q for q in questions(sheet) if q.get("type") == "numerical" and text(q, "name").endswith(f" {key}")]
    fits = [
        answer
        for answer in question.findall("answer")
        if abs(float(text(answer, ".")) - number) <= float(answer.findtext("tolerance") or "")
    ]
    assert fits, [text(answer, ".") for answer in question.findall("answer")]
    assert said in paragraphs(text(fits[0], "feedback"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags, self.texts = set[str](), [""]

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        self.texts += [""] * (tag == "p")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def paragraphs(html: str) -> list[str]:
    return read(html).texts[:-1]


@pytest.mark.parametrize("name", thinned(HOSTILE))
def test_a_name_is_text(name: str) -> None:
    sheet = apple(name, "count", "tax")
    label = sheet.work.record.label[sheet.work.record.order[0]]
    asked = [element for question in questions(sheet) for element in question.iter()]
    htmls = [text(element, ".") for element in asked if element.get("format") == "html"]
    pages = [read(html) for html in htmls]
    assert set[str]().union(*(page.tags for page in pages)) <= {"p", "img", "wbr"}
    assert any(label in text for page in pages for text in page.texts)
    for html in htmls:
        outside = re.sub(r"\\\(.*?\\\)", "", html)
        assert not any(sign in outside for sign in ("$$", "[[", "\\("))  # which filters of Moodle's obey
        assert html.count(r"\(") == html.count(r"\)")


def layer() -> Sheet:
    numbers = {"W": [[0.1, 0.2], [0.4, 0.5]], "x": [0.5, -1], "b": [0.1, 0.2]}
    return worksheet(parse("h = tanh(W @ x + b); h @ h", numbers), 0.1, level="parameters", grids=True)


def cloze(sheet: Sheet) -> list[Any]:
    """The Cloze questions as a reader of the format finds them, with their numerical cells."""
    found = parser.parse_bytes(moodle(sheet))["cloze"]
    return [[cell for cell in question.gaps if cell.sub_type == "NUMERICAL"] for question in found]


def test_a_grid_is_one_question_with_a_cell_for_each_row() -> None:
    sheet = layer()
    found, at = cloze(sheet), {row.position: row for row in sheet.rows}
    assert len(found) == len(sheet.blocks)
    for cells, grid in zip(found, sorted(sheet.blocks, key=lambda grid: at[grid.rows[0]].number), strict=True):
        for cell, i in zip(cells, grid.rows, strict=True):
            right, *wrong = cell.options
            number, tolerance = map(float, right.answer.split(":"))
            assert number == pytest.approx(at[i].answer, 1e-14)
            assert tolerance == pytest.approx(unit(number) / 2)
            assert (right.score, {option.score for option in wrong}) == (100, {0})
            for option in wrong[:2]:
                number = float(option.answer.split(":")[0])
                marked = mark(sheet, {at[i].key: f"{number:#.6g}"}).rows[at[i].number - 1]
                said = " – ".join([*marked.reasons, marked.hint]).replace("[", "［").replace("]", "］")
                assert option.feedback == said


@pytest.mark.parametrize("name", ["}~#{1:NUMERICAL:=3}", "1:NUMERICAL:=3~", "<b>&lt;i&gt;", "\\} $$x$$"])
def test_a_name_ends_no_cell(name: str) -> None:
    x = Value(0.5, name=name)
    h = [x.tanh(), x.exp()]
    for i, node in enumerate(h):
        node.name = f"h[{i}]"
    sheet = worksheet(h[0] * h[1], grids=True)
    asks = [text(q, "questiontext").split("<table>")[0] for q in questions(sheet) if q.get("type") == "cloze"]
    assert not any(re.search(r"\{[0-9]*:", each) for each in asks)  # which begins a cell for Moodle
    [cells, gradients] = cloze(sheet)
    assert [len(cells), len(gradients)] == [2, 2]
    for cell, i in zip((*cells, *gradients), [i for grid in sheet.blocks for i in grid.rows], strict=True):
        [asked] = [row for row in sheet.rows if row.position == i]
        assert len(cell.options) == 1 + len(foreseen(sheet, asked)[0])
        assert not set(cell.raw_content[1:-1]) & set('{}<>&\\$"')


def test_a_question_can_be_asked_alone() -> None:
    for question in questions(neuron())[2:]:
        given, asks = paragraphs(text(question, "questiontext"))
        assert given == r"\(w\) = 0.5; \(x\) = -1.5; \(b\) = 0.25; learning rate η = 0.1"
        assert asks


def test_a_slash_in_a_title_makes_no_category() -> None:
    sheet = apple("apple", "count", "tax")
    sheet.work.record.label[sheet.work.record.output] = "a/b"
    category = questions(sheet)[0]
    assert text(category, "category") == "$course$/top/Worksheet: a//b, forward and backward by hand"


def test_a_student_has_a_category() -> None:
    category = ElementTree.fromstring(moodle(apple("apple", "count", "tax"), "../<b>"))[0]
    assert text(category, "category") == "$course$/top/Worksheet: price, forward and backward by hand/..//<b>"


def test_the_description_has_what_is_given_and_the_graph() -> None:
    description = questions(apple("apple", "count", "tax"), "ja")[1]
    assert description.get("type") == "description"
    shown = text(description, "questiontext")
    assert paragraphs(shown)[:4] == [
        r"\(\text{apple}\) = 100",
        r"\(\text{count}\) = 2",
        r"\(\text{tax}\) = 1.1",
        "学習率 η = 0.1",
    ]
    file = description.find("questiontext/file")
    assert file is not None
    assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in shown


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert moodle(apples()) == moodle(apple("apple", "count", "tax"))


def test_the_command_saves_it_and_keeps_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xml"
    given = ["worksheet", "a*b", "a=2", "b=3", "--save", str(path)]
    assert ringo(*given).status == 0
    assert len(ElementTree.parse(path).getroot()) == 2 + 5
    assert ringo(*given).status == 2
