"""A large graph is folded on a page, and a box of it unfolds."""

from __future__ import annotations

from autograd import steps
from autograd.language.text import number
from tests.viz.page.conftest import Open
from tests.viz.page.test_access import violations
from tests.viz.page.test_network import go, network
from viz.pictures.draw import boxes


def test_a_box_unfolds_to_its_nodes_with_their_numbers(opened: Open) -> None:
    output = network([16, 16, 1])
    record = steps(output)
    box = boxes(record)
    tanh = next(node for node in record.order if node.op and node.op.name == "tanh")
    inside = [i for i, node in enumerate(record.order) if box[node] == box[tanh]]
    assert len(inside) == 16
    page = opened(output)
    assert page.locator(".unfolded li").count() == 0
    page.locator(f'g.fold[id$="-{box[tanh]}"] text').first.click()
    nodes = page.locator(".unfolded li button")
    assert [int(each.get_attribute("data-node") or 0) for each in nodes.all()] == inside
    texts = [record.label[record.order[i]] for i in inside]
    assert nodes.all_inner_texts() == texts  # nothing is known yet
    page.keyboard.press("End")
    for i, said in zip(inside, nodes.all_inner_texts(), strict=True):
        node = record.order[i]
        value, gradient = number(record.value[node]), number(record.gradient[node])
        assert said == f"{record.label[node]} = {value}\n∇ {gradient}"
    nodes.nth(3).click()
    assert page.locator(".node h3").first.inner_text() == f"History of {texts[3]}"
    page.get_by_role("button", name="Fold the box").click()
    assert nodes.count() == 0


def test_a_box_is_unfolded_by_keyboard_and_follows_the_step(opened: Open) -> None:
    output = network([16, 16, 1])
    record = steps(output)
    page = opened(output, narrow=True)
    page.get_by_label("Unfold a box").select_option(label="l2.n1.w1 … l2.n16.b, 272 given")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert "1 to 48 of 272 nodes." in page.locator(".unfolded").inner_text()
    weight = next(i for i, node in enumerate(record.order) if node.name == "l2.n9.w5")
    go(page, weight + 1)
    now = page.locator(".unfolded .now")
    assert now.inner_text() == f"l2.n9.w5 = {number(record.order[weight].data)}"
    assert violations(page) == []


def test_a_small_graph_has_nothing_to_unfold(opened: Open) -> None:
    assert opened(network([2, 1])).locator(".unfolded select").count() == 0


def test_the_words_of_the_picture_follow_the_language(opened: Open) -> None:
    """The picture is written in one language, and the page shows both, also of boxes that are folded."""
    page = opened(network([16, 16, 1]))
    page.keyboard.press("End")
    english = page.locator(".graph svg text").all_text_contents()
    page.get_by_label("Language").select_option("ja")
    japanese = page.locator(".graph svg text").all_text_contents()
    assert not [text for text in japanese if any(word in text for word in ("grad", "local", "given", "edge", "node"))]
    assert any(text.startswith("局所的な微分 ") for text in japanese)
    assert "入力 272 個" in japanese
    assert "辺 256 本" in japanese
    page.get_by_label("言語").select_option("en")
    assert page.locator(".graph svg text").all_text_contents() == english
