"""A node tells its history, and a leaf lights every path from the output with its product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograd import Value, steps, total
from autograd.language.text import number
from tests.viz.page.conftest import Open, apple, meeting
from tests.viz.page.test_watch import lit

if TYPE_CHECKING:
    from playwright.sync_api import Page


def plain(page: Page, selector: str) -> list[str]:
    return ["".join(text.split()).replace("−", "-") for text in page.locator(selector).all_text_contents()]


def test_a_tap_tells_the_history_of_a_node(opened: Open) -> None:
    page = opened(apple())
    page.locator("g.node[id$='-n2']").click()
    assert plain(page, ".node h3") == ["Historyofv1"]
    assert plain(page, ".node div.formula")[0] == "v1=apple·num=100·2=200"
    assert plain(page, ".history tbody td") == ["7", "v2", "1×1.1=1.1", "1.1"]
    assert page.locator(".node").get_by_text("The gradient of v1 is 1.1.").is_visible()
    page.get_by_role("link", name="step 7").click()
    page.wait_for_function("() => document.querySelector('#which').innerText.includes('Step 7 of 10')")
    page.keyboard.press("Escape")
    assert page.locator(".node h3").count() == 0


def test_a_pointer_tells_the_history_without_a_choice(opened: Open) -> None:
    page = opened(apple())
    page.locator("g.node[id$='-n3']").hover()
    assert plain(page, ".node h3") == ["Historyoftax"]
    assert lit(page, "path") == set()
    page.locator("h1").hover()
    assert page.locator(".node h3").count() == 0


def test_a_leaf_lights_its_path_with_its_product(opened: Open) -> None:
    page = opened(apple())
    page.get_by_label("Choose a node").select_option(label="num")
    assert lit(page, "path") == {"n4", "n2", "n1", "n2-n4-0", "n1-n2-1"}
    assert plain(page, ".paths div.formula") == ["∂v2∂v1·∂v1∂num=1.1×100=110"]
    page.get_by_label("Choose a node").select_option(label="none")
    assert lit(page, "path", "chosen") == set()


def test_each_of_several_paths_can_be_lit_alone(opened: Open) -> None:
    page = opened(meeting())
    page.get_by_label("Choose a node").select_option(label="x")
    assert page.get_by_text("3 paths lead from v3 to x. The sum of their products is the gradient.").is_visible()
    lines = plain(page, ".node section, .node div.formula")
    assert lines[-1] == "∂v3∂x=3+3+(-2)=4"
    seen = []
    for i in (1, 2, 3):
        button = page.get_by_role("button", name=f"Path {i}", exact=True)
        button.press("Enter")
        assert button.get_attribute("aria-pressed") == "true"
        edges = {shape for shape in lit(page, "path") if shape.count("-") == 2}
        assert len(edges) == 2
        seen.append(edges)
    assert sorted(map(sorted, seen)) == [["n0-n1-0", "n1-n4-0"], ["n0-n1-1", "n1-n4-0"], ["n0-n3-0", "n3-n4-1"]]
    assert "∂v1∂x[1]" in "".join(lines)  # x comes in twice, so the slot is told
    page.get_by_role("button", name="All paths").click()
    assert len(lit(page, "path")) == 9


def test_many_paths_are_lit_and_counted(opened: Open) -> None:
    x = Value(0.5, name="x")
    out = x
    for _ in range(5):
        out = out + out
    page = opened(out)
    page.get_by_label("Choose a node").select_option(label="x")
    assert page.get_by_text("32 paths lead from v5 to x.").is_visible()
    assert len(lit(page, "edge.path")) == 10
    assert page.get_by_role("button", name="Path 1").count() == 0


def test_a_number_that_no_gradient_reaches(opened: Open) -> None:
    page = opened(Value(3.0, name="x"))
    page.get_by_label("Choose a node").select_option(label="x")
    assert page.locator(".node").get_by_text("x is the output, so its gradient is 1.").is_visible()
    page.keyboard.press("End")
    assert page.locator("#which small").inner_text() == "Step 2 of 2"


def test_a_folded_node_has_its_step_and_lights_its_box(opened: Open) -> None:
    """Of 250 unnamed products, the picture shows a box; the page walks through every one."""
    x = Value(2.0, name="x")
    out = total([x * float(i) for i in range(1, 251)])
    record = steps(out)
    page = opened(out, f"#step={len(record.forward)}")
    assert lit(page, "now") == {"n501"}
    page.keyboard.press("Home")
    before = page.locator("svg g.graph").inner_html()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.locator("svg g.graph").inner_html() == before
    page.keyboard.press("ArrowRight")
    [box] = lit(page, "now")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        [each] = lit(page, "now")
        assert each.startswith("f")
    assert "stands in a box with other nodes" in page.locator(".sentence").inner_text()
    last = (
        len(record.forward) + 1 + 250 + 3 * 249 + 2
    )  # a row of the sum, then three steps for each product but the last
    page.get_by_role("slider").fill(str(last))
    assert f"The gradient of x is {number(250 * 251 / 2)}." in page.locator(".sentence").inner_text()
    assert page.locator(".arrivals tbody tr").count() == 6  # of 250 arrivals, those around the last
    page.locator(f"g[id$='-{box}'] text").first.click()
    page.locator(".node h3").nth(1).wait_for()
