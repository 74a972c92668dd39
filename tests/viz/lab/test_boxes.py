"""The lab's pictures: every name stands within its box, though nothing that lays them out has fonts."""

from __future__ import annotations

from tests.viz.lab.conftest import Open
from tests.viz.lab.test_lab import show

BESIDE = """(svg) => [...svg.querySelectorAll("g.node:not(.edge)")].flatMap((node) => {
  const box = node.querySelector("path, polygon, ellipse").getBBox();
  const room = 3; // on each side, of the margin that Graphviz leaves: without it a name touches its box
  const beside = ({ x, width }) => width && (x < box.x + room || x + width > box.x + box.width - room);
  return [...node.querySelectorAll("text")].filter((text) => beside(text.getBBox())).map((text) => text.textContent);
})"""


def test_names_of_wide_letters_stand_in_their_boxes(opened: Open) -> None:
    names = ["りんごの値段", "みかん一個あたりの値段", "消費税率", "ー々〇", "a" * 36, "W" * 15]
    frame = show(opened(), " * ".join(names), " ".join(f"{name}=2" for name in names))
    frame.get_by_role("heading", name="= 64").wait_for()
    svg = frame.locator("svg:has(g.graph)")
    assert {f"{name} = 2" for name in names} <= set(svg.locator("g.node text").all_text_contents())
    assert svg.evaluate(BESIDE) == []
    assert svg.locator("text").first.get_attribute("font-family").startswith("Helvetica,Arial,")
