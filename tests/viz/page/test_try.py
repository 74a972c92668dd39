"""The calculation with blanks in a browser: filled in, marked, kept, downloaded, and marked again by the command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograd import Value, mark, where, worksheet
from autograd.__main__ import main
from tests.viz.page.conftest import Open, apple, meeting
from tests.viz.page.test_access import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page


def tried(page: Page, answers: dict[str, str]) -> None:
    page.get_by_role("button", name="Try", exact=True).click()
    for question, answer in answers.items():
        page.get_by_label(question, exact=True).fill(answer)
    page.get_by_role("button", name="Mark", exact=True).click()


def said(page: Page, question: str) -> str:
    row = page.get_by_role("listitem").filter(has=page.get_by_label(question, exact=True))
    return str(row.locator(".said").inner_text()).replace("\n", " ")


SLIPS = {
    "v1 = apple * num": "201",
    "v2 = v1 * tax": "221.1",
    "local gradient ∂v2/∂v1": "1.1",
    "gradient ∂v2/∂v1 = ∂v2/∂v2 × ∂v2/∂v1": "-1.1",
    "local gradient ∂v2/∂tax": "<img src=x onerror=alert(1)>",
    "gradient ∂v2/∂tax = ∂v2/∂v2 × ∂v2/∂tax": "201",
    "local gradient ∂v1/∂apple": "100",
    "gradient ∂v2/∂apple = ∂v2/∂v1 × ∂v1/∂apple": "=cmd()",
    "local gradient ∂v1/∂num": "√(１００)×10",
    "gradient ∂v2/∂num = ∂v2/∂v1 × ∂v1/∂num": "110",
}


def test_what_a_row_is_called_stands_beside_it(opened: Open) -> None:
    page = opened(meeting())
    tried(page, {"v1 = x * x": "9,5", "v2 = x * y": "N/A", "v3 = v1 + v2": "3円"})
    assert said(page, "v1 = x * x").startswith("unreadable '9,5' has a comma: type a point, as in 0.5")
    assert said(page, "v2 = x * y").startswith("blank")
    assert said(page, "v3 = v1 + v2") == "right"
    keys = [row.key for row in worksheet(meeting()).rows if row.key not in ("v1", "v2", "v3")]
    assert page.locator(".asked .key").all_inner_texts() == keys


def test_the_blanks_show_no_answer_and_take_no_keys(opened: Open) -> None:
    page = opened(meeting(), "#step=2")
    page.keyboard.press(" ")
    page.get_by_role("button", name="Try", exact=True).click()
    assert page.title() == "v3"
    page.locator("h1").click()
    for key in "End", "ArrowRight", " ":
        page.keyboard.press(key)
    page.get_by_role("button", name="Watch", exact=True).click()
    assert page.title() == "v3 = 3"
    assert page.get_by_role("slider", name="Go to step").input_value() == "2"
    assert page.get_by_role("button", name="Play", exact=True).count() == 1


def test_no_step_is_lit_beside_the_blanks(opened: Open) -> None:
    page = opened(meeting(), "#step=9&mode=try")
    page.get_by_role("button", name="Mark", exact=True).wait_for()
    assert page.locator(".ringograd :is(.now, .near, .forward, .backward, .arrived)").count() == 0
    page.get_by_role("button", name="Watch", exact=True).click()
    assert page.locator(".ringograd .now").count() == 1


def test_an_input_with_the_name_of_the_mode_is_moved_by_a_link(opened: Open) -> None:
    page = opened(Value(3.0, name="mode") * Value(2.0, name="x"), "#mode=5")
    assert page.get_by_role("heading", level=1).inner_text().startswith("v1 = 10")


def test_slips_are_named_in_both_languages(opened: Open) -> None:
    page = opened(apple())
    tried(page, SLIPS)
    assert said(page, "v1 = apple * num").startswith("wrong unexplained")
    assert said(page, "v2 = v1 * tax") == "right from your earlier number follows from your v1"
    assert said(page, "gradient ∂v2/∂v1 = ∂v2/∂v2 × ∂v2/∂v1").startswith("wrong the sign is wrong")
    assert said(page, "local gradient ∂v2/∂tax").startswith("unreadable write a number such as")
    assert said(page, "local gradient ∂v1/∂apple").startswith("wrong the operands' gradients are swapped")
    assert said(page, "local gradient ∂v1/∂num") == "right"
    assert page.get_by_role("status").inner_text().startswith("5 of 10 points")
    page.get_by_label("Language").select_option("ja")
    assert "二つの入力の勾配が入れ替わっている" in page.locator(".asked").inner_text()


def test_answers_of_one_number_are_told_beside_the_score(opened: Open) -> None:
    page = opened(apple())
    tried(page, dict.fromkeys(SLIPS, "0"))
    told = page.get_by_role("status").inner_text()
    assert told.startswith("0 of 10 points")
    assert told.endswith("every answer is 0: nothing counts as right from an earlier number")


def test_a_comma_that_leaves_a_doubt_is_told(opened: Open) -> None:
    page = opened(apple())
    tried(page, {"local gradient ∂v2/∂v1": "1,100"})
    assert "'1,100' may be 1.1 or 1100: type one of them" in said(page, "local gradient ∂v2/∂v1")


def test_answers_survive_a_reload_and_can_be_brought_back(opened: Open) -> None:
    page = opened(apple())
    tried(page, {"v1 = apple * num": "200", "v2 = v1 * tax": "<b>"})
    page.wait_for_url("**mode=try*")
    page.reload()  # which opens the blanks again
    assert page.get_by_label("v1 = apple * num", exact=True).input_value() == "200"
    page.get_by_role("button", name="Start again").click()
    assert page.get_by_label("v2 = v1 * tax", exact=True).input_value() == ""
    page.get_by_role("button", name="Bring the answers back").click()
    assert page.get_by_label("v2 = v1 * tax", exact=True).input_value() == "<b>"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_download_is_marked_by_the_command(
    opened: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    page = opened(apple())
    tried(page, SLIPS)
    page.get_by_label("Language").select_option(lang)
    with page.expect_download() as found:
        page.locator("button", has_text="CSV").click()
    file = tmp_path / "answers.csv"
    found.value.save_as(file)
    assert "'=cmd()" in file.read_text("utf-8-sig")
    marks = mark(worksheet(apple()), file, lang=lang)
    assert page.get_by_role("status").inner_text() == marks.summary
    marks = mark(worksheet(apple()), file, lang="en")
    assert [row.answer for row in marks.rows] == list(SLIPS.values())
    assert marks.summary.startswith("5 of 10 points")
    assert main(["mark", str(file)]) == 0
    assert "5 of 10" in capsys.readouterr().out


def test_no_number_of_the_answer_is_shown_beside_the_blanks(opened: Open) -> None:
    page = opened(meeting(), "#step=12")
    page.get_by_role("button", name="Try", exact=True).click()
    seen = page.locator("header, main").all_inner_texts()
    assert not any("-6" in text or "= 9" in text for text in seen)
    assert "x = 3" in " ".join(seen)


def test_a_choice_is_watched_and_not_tried(opened: Open) -> None:
    """It was made while recording: from other numbers it may go the other way."""
    x = Value(3.0, name="x")
    assert opened(where(x > 0.0, x * x, x)).get_by_role("button", name="Try", exact=True).count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_blanks(opened: Open, scheme: str) -> None:
    page = opened(apple(), bypass_csp=True, color_scheme=scheme)
    tried(page, SLIPS)
    page.get_by_text("Hint", exact=True).first.click()
    assert violations(page) == []


def test_the_blanks_do_not_scroll_sideways_at_320_pixels(opened: Open) -> None:
    named = Value(2.0, name="a" * 300)
    page = opened(named * named + meeting())
    page.set_viewport_size({"width": 320, "height": 640})
    tried(page, {})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
