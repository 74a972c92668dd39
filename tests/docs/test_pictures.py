"""The pictures of the READMEs and of CONTRIBUTING.md show the code of today, on a light and on a dark page.

A layout differs between versions of Graphviz, so what is compared are the boxes, the arrows and their texts.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from docs import rooms
from docs.pictures import COMMAND, HERE, PICTURES, apple

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = ("path", "polygon", "ellipse", "text")


def shown(svg: str) -> list[tuple[str, ...]]:
    """Every box, frame and arrow of a picture: its name, and the lines of its text."""
    found = []
    for element in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if (title := element.findtext(f"{SVG}title")) is not None:
            found.append((title, *(line.text or "" for line in element.iter(f"{SVG}text"))))
    return sorted(found)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_up_to_date(name: str) -> None:
    stored = (HERE / name).read_text("utf-8")
    assert shown(stored) == shown(PICTURES[name]().svg), f"docs/{name} is not what the code says now: run {COMMAND}"


def test_the_comparison_sees_a_number_and_an_arrow() -> None:
    svg = apple().svg
    assert ("n0", "apple = 100", "grad 2.2") in shown(svg)
    assert shown(svg.replace(">grad 2.2<", ">grad 2.3<")) != shown(svg)
    assert shown(svg.replace(":e&#45;&gt;n2", ":e&#45;&gt;n4")) != shown(svg)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_can_be_read_on_a_dark_page(name: str) -> None:
    """It brings its own white background, which lies below everything else."""
    first = next(x for x in ElementTree.parse(HERE / name).iter() if x.tag.removeprefix(SVG) in SHAPES)
    assert (first.tag, first.get("fill")) == (f"{SVG}polygon", "white")
    width, height = map(float, re.findall(r"[\d.]+", ElementTree.parse(HERE / name).getroot().get("viewBox", ""))[2:])
    xs, ys = zip(*(map(float, point.split(",")) for point in first.get("points", "").split()), strict=True)
    assert max(xs) - min(xs) == pytest.approx(width, abs=1)
    assert max(ys) - min(ys) == pytest.approx(height, abs=1)


def test_the_map_has_every_room_and_only_arrows_that_no_longer_way_implies() -> None:
    dot, all_arrows = rooms.dot(), rooms.arrows()
    for room in ("nn.layers", "autograd.by_hand.sheet", "autograd.calculus", "viz", "autograd.commands"):
        assert f'"{room}" [label=' in dot
    assert {("autograd.graph", "autograd.calculus"), ("viz", "autograd"), ("nn", "autograd")} <= all_arrows
    few = rooms.reduced(all_arrows)
    assert ("autograd.graph", "autograd.calculus") not in few  # by way of notation
    assert closed(few) == closed(all_arrows)
    assert all(closed(few - {arrow}) != closed(all_arrows) for arrow in few)


def closed(arrows: set[rooms.Arrow]) -> set[rooms.Arrow]:
    """All pairs of rooms that a way of arrows joins."""
    found, after = set[rooms.Arrow](), set(arrows)
    while after != found:
        found = after
        after = found | {(a, d) for a, b in found for c, d in arrows if b == c}
    return found


def test_the_index_of_a_frame_is_no_arrow() -> None:
    assert not [(a, b) for a, b in rooms.arrows() if b.startswith(f"{a}.")]
    assert rooms.way("autograd.__main__") == rooms.way("autograd.commands.sheets.mark") == ["autograd.commands"]
