"""The pages inside the tutorial, opened in a browser: what a chapter tells the reader to do has its effect."""

from __future__ import annotations

import re
import shlex
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import viz
from autograd.commands.steps import calculated
from docs.tutorial.blocks import HERE
from tests.browser import chromium
from tests.viz.page.conftest import watched

if TYPE_CHECKING:
    from playwright.sync_api import Page

BLOCK = re.compile(r"^```\{ringo\} .*\n((?::.*\n)*)((?:.*\n)*?)```$", re.MULTILINE)


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    """One tab for all. What its pages complain of fails the last test."""
    complaints: list[str] = []
    with chromium() as browser:
        page = watched(browser, complaints)
        yield page
        page.context.close()
    assert complaints == []


def opened(tab: Page, folder: Path, lang: str, name: str) -> Page:
    """The page of a chapter, as it stands there."""
    [(options, command)] = BLOCK.findall((HERE / lang / f"{name}.md").read_text("utf-8"))
    at = re.search(r"^:at: (.*)$", options, re.MULTILINE)
    _, *words = shlex.split(command.replace("\\\n", " "))
    file = folder / f"{name}.html"
    viz.page(calculated(Namespace(expression=words[0], values=words[1:])), file)
    tab.goto("about:blank")  # else only what stands after # would change
    tab.goto(f"{file.as_uri()}#lang={lang}{'&' + at[1] if at else ''}")
    return tab


def moved(page: Page, name: str, number: float) -> None:
    field = page.get_by_label(f"{name} as a number", exact=True)
    field.fill(str(number))
    field.press("Enter")


def test_the_price_follows_the_slider_of_the_apple(tab: Page, tmp_path: Path) -> None:
    page = opened(tab, tmp_path, "en", "1-graphs")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("slider", name="Go to step").input_value() == "2"
    moved(page, "apple", 150)
    assert page.title() == "price = 330"


def test_the_page_of_two_paths_stands_where_the_second_gradient_arrives(tab: Page, tmp_path: Path) -> None:
    page = opened(tab, tmp_path, "en", "2-chain-rule")
    assert "arrival 2 of 2 at x" in page.locator(".sentence").inner_text()
    page.keyboard.press("ArrowRight")
    assert "The gradient of x is 21." in page.locator(".sentence").inner_text()


def test_a_page_speaks_the_language_of_its_chapter(tab: Page, tmp_path: Path) -> None:
    page = opened(tab, tmp_path, "ja", "3-layers")
    assert page.title() == "y = 0.5"
    assert page.get_by_role("button", name="解く", exact=True).count() == 1


def test_the_layers_of_the_network_stand_beside_its_graph(tab: Page, tmp_path: Path) -> None:
    page = opened(tab, tmp_path, "en", "4-networks")
    assert page.get_by_role("button", name="Fold W1", exact=True).count() == 1


def test_another_place_of_a_convolution_becomes_the_largest(tab: Page, tmp_path: Path) -> None:
    page = opened(tab, tmp_path, "en", "5-convolution")
    assert page.title() == "m = 9"
    moved(page, "x[1]", 4)
    assert page.title() == "m = 10"


def test_the_sign_of_the_slide_is_told_when_it_is_tried(tab: Page, tmp_path: Path) -> None:
    page = opened(tab, tmp_path, "en", "6-check-it-yourself")
    page.get_by_label("local gradient ∂y/∂x").fill("-0.25")
    page.get_by_role("button", name="Mark", exact=True).click()
    assert "y(y - 1) was taken for y(1 - y)" in page.locator(".asked").inner_text()
