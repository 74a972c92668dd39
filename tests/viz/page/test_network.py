"""The network beside the graph: its numbers are those of the record, at every step, and the step lights its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import autograd
import nn
import viz
from autograd import Value, steps
from autograd.language.text import number
from tests.viz.page.conftest import Open, apple
from tests.viz.page.test_access import violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


def network(hidden: list[int] | None = None) -> Value:
    """A network of 2, 3 and 2 neurons, or other ones, with weights -0.5, -0.13, 0.24, …, and its loss at one point."""
    model = nn.MLP(2, hidden or [3, 2], activation=autograd.tanh)
    for i, parameter in enumerate(model.parameters()):
        parameter.data = (i * 0.37) % 1.0 - 0.5
    out = model([Value(1.0, name="x1"), Value(-2.0, name="x2")])
    loss: Value = autograd.total([(x - 1.0) ** 2 for x in (out if isinstance(out, list) else [out])])
    return loss


def lit(page: Page) -> dict[str, set[str]]:
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries(["now", "near", "forward", "backward"].map((light) =>
            [light, [...document.querySelectorAll(`.network svg .${light}`)].map((shape) => shape.id)]))"""
    )
    return {light: set(ids) for light, ids in found.items() if ids}


def lines(page: Page) -> list[tuple[str, float]]:
    """The sign and the width of each line, in the order of the data."""
    found: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll('.network path[id^="net-l"]')]
            .sort((one, other) => one.id.slice(5) - other.id.slice(5))
            .map((line) => [["positive", "negative", "zero"].filter((sign) => line.classList.contains(sign)).join(),
                            Number(line.getAttribute("stroke-width"))])"""
    )
    return [(sign, width) for sign, width in found]


def looks(numbers: list[float]) -> list[Any]:
    """What lines of these numbers look like, as `viz.network` draws them: from 0.4 to 4.5 points wide."""
    largest = max(map(abs, numbers))
    signs = ["positive" if x > 0 else "negative" if x < 0 else "zero" for x in numbers]
    wide = [0.4 + 4.1 * abs(x) / largest if x else 0.8 for x in numbers]
    return [(sign, pytest.approx(width, abs=0.006)) for sign, width in zip(signs, wide, strict=True)]


def weights(output: Value) -> list[Value]:
    """In the order of the lines: by layer, by neuron, by what it reads."""
    named = {node.name: node for node in steps(output).order if node.name and ".w" in node.name}
    return [named[name] for name in sorted(named)]


def go(page: Page, step: int) -> None:
    page.get_by_role("slider", name="Go to step").fill(str(step))


def test_lines_show_weights_or_the_gradients_that_have_arrived(opened: Open) -> None:
    output = network()
    record = steps(output)
    page = opened(output)
    assert lines(page) == looks([w.data for w in weights(output)])
    page.get_by_role("button", name="Gradients").click()
    assert {sign for sign, _ in lines(page)} == {"zero"}
    page.keyboard.press("End")
    gradients = [record.gradient[w] for w in weights(output)]
    assert lines(page) == looks(gradients)
    texts = page.locator(".network text.weight").all_text_contents()
    assert [float(text) for text in texts] == pytest.approx(gradients, rel=5e-3)
    page.get_by_role("button", name="Weights").click()
    assert lines(page) == looks([w.data for w in weights(output)])


def test_every_step_lights_its_neuron_and_its_line(opened: Open) -> None:
    output = network()
    record = steps(output)
    page = opened(output)
    neuron = {f"l{k}.n{j}": f"net-n{(2 if k == 1 else 5) + j - 1}" for k in (1, 2) for j in (1, 2, 3)}
    order = {w.name: f"net-l{i}" for i, w in enumerate(weights(output))}
    seen = 0
    for step, node in enumerate(record.order, 1):
        go(page, step)
        name = node.name or ""
        if name in order:  # a weight is given
            assert lit(page) == {"now": {neuron[name[:5]]}, "forward": {order[name]}}
            seen += 1
        elif name.startswith("l"):
            assert lit(page) == {"now": {neuron[name[:5]]}}
        elif node.op is not None and node.op.name == "dot":
            owner = (node.inputs[0].name or "")[:5]
            assert lit(page)["now"] == {neuron[owner]}
            assert lit(page)["forward"] == {order[w.name] for w in node.inputs if w.name in order}
            assert len(lit(page)["near"]) == len(node.inputs) // 2  # the neurons that it reads
        elif (node.op is None and node.name is None) or (node.op and node.op.name in ("sub", "power", "total")):
            assert lit(page).get("now", set()) == set()
            assert "outside the network" in page.locator(".here").inner_text()
    assert seen == len(order) == 12


def test_the_way_back_crosses_the_line_of_its_weight(opened: Open) -> None:
    output = network()
    record = steps(output)
    page = opened(output)
    hidden = {node: i for i, node in enumerate(x for x in record.order if x.op and x.op.name == "tanh")}
    crossing = [c for c in record.backward if c.input in hidden]
    for c in crossing[:2]:
        walk = page.evaluate("JSON.parse(document.getElementById('data').textContent).steps")
        at = next(i for i, (kind, of) in enumerate(zip(walk["kind"], walk["of"], strict=True), 1)
                  if kind == "multiply" and record.backward[of] is c)  # fmt: skip
        go(page, at)
        weight = c.output.inputs[hidden[c.input]].name
        order = [w.name for w in weights(output)]
        assert lit(page)["now"] == {f"net-n{2 + hidden[c.input]}"}
        assert lit(page)["backward"] == {f"net-l{order.index(weight)}"}


def test_layers_unfold_by_click_and_by_keyboard(opened: Open) -> None:
    page = opened(network([16, 16, 1]), "#step=300")
    is_shown = "(id) => !document.getElementById(id).closest('[display=none]')"
    assert not page.evaluate(is_shown, "net-n2")
    assert page.evaluate(is_shown, "net-b1")
    button = page.get_by_role("button", name="Unfold l1: 16")
    button.focus()
    page.keyboard.press("Enter")
    fold = page.get_by_role("button", name="Fold l1", exact=True)
    assert fold.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.dataset.fold") == "1"
    assert page.evaluate(is_shown, "net-n2")
    assert not page.evaluate(is_shown, "net-b1")
    page.keyboard.press(" ")
    assert page.evaluate(is_shown, "net-b1")
    assert page.locator("#which small").inner_text() == "Step 300 of 1374"  # the space bar did not play
    page.locator("#net-b2").click()
    assert page.evaluate(is_shown, "net-n18")
    page.locator("#net-p2-open > text").first.click()
    assert page.evaluate(is_shown, "net-b2")


def test_a_folded_layer_is_lit_and_has_the_widest_of_its_lines(opened: Open) -> None:
    output = network([16, 16, 1])
    page = opened(output, "#step=900")
    assert lit(page) == {"now": {"net-b2"}, "backward": {"net-f2"}}
    between = [w.data for w in weights(output) if (w.name or "").startswith("l2.")]
    everywhere = max(abs(w.data) for w in weights(output))
    width = 0.4 + 4.1 * max(map(abs, between)) / everywhere
    assert float(page.locator("#net-f2").get_attribute("stroke-width") or 0) == pytest.approx(width, abs=0.006)


def test_a_click_on_a_neuron_tells_the_history_of_its_result(opened: Open) -> None:
    output = network()
    record = steps(output)
    page = opened(output)
    page.keyboard.press("End")
    hidden = [node for node in record.order if node.op and node.op.name == "tanh"]
    for i, node in enumerate(hidden[:2]):
        page.locator(f"#net-n{2 + i} circle").first.click()
        assert page.locator(".node h3").first.inner_text() == f"History of {record.label[node]}"
        assert "chosen" in (page.locator(f"#net-n{2 + i}").get_attribute("class") or "")
        told = page.locator(f"#net-n{2 + i} .number").text_content() or ""
        assert float(told) == pytest.approx(node.data, rel=5e-3)
    page.locator("#net-l0").dispatch_event("click")
    assert page.locator(".node h3").first.inner_text() == "History of l1.n1.w1"


def test_the_network_follows_a_slider(opened: Open) -> None:
    output = network()
    page = opened(output)
    page.keyboard.press("End")
    page.get_by_role("button", name="Gradients").click()
    page.get_by_text("Change the inputs").click()
    page.get_by_label("x1 as a number").fill("2.5")
    page.get_by_label("x1 as a number").press("Enter")
    assert page.locator("h1").inner_text().startswith(f"{steps(output).label[output]} = ")
    moved = nn.MLP(2, [3, 2], activation=autograd.tanh)
    for i, parameter in enumerate(moved.parameters()):
        parameter.data = (i * 0.37) % 1.0 - 0.5
    loss = autograd.total([(x - 1.0) ** 2 for x in moved([Value(2.5), Value(-2.0)])])
    loss.backward()
    by_name = {p.name: p for p in moved.parameters()}
    assert number(loss.data) in page.locator("h1").inner_text()
    assert lines(page) == looks([by_name[w.name].grad for w in weights(output)])


def test_a_page_without_layers_has_no_network(opened: Open) -> None:
    assert opened(apple()).locator(".network").count() == 0


def test_the_blanks_show_no_number_of_the_network(opened: Open) -> None:
    page = opened(network([2, 1]), "#step=30")
    page.get_by_role("button", name="Try", exact=True).click()
    assert not page.locator(".network").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_network(opened: Open, scheme: str) -> None:
    page = opened(network(), "#step=60", media={"color_scheme": scheme, "reduced_motion": "reduce"})
    page.get_by_text("How to read it").click()
    assert violations(page) == []
    page.get_by_label("Language").select_option("ja")
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_network_does_not_scroll_the_page_at_320_pixels(opened: Open, lang: str) -> None:
    page = opened(network([16, 16, 1]), f"#step=900&lang={lang}", narrow=True)
    for button in page.locator("[data-fold]").all():
        button.click()
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_signs_are_told_by_dashes_in_print_too(opened: Open) -> None:
    page = opened(network(), media={"media": "print"})
    dashes = {
        sign: page.locator(f".network path.{sign}[id]").first.evaluate(
            "(line) => getComputedStyle(line).strokeDasharray"
        )
        for sign in ("positive", "negative")
    }
    assert dashes["positive"] == "none" != dashes["negative"]
    assert page.locator(".network").is_visible()


def test_the_model_may_be_given(tmp_path: Path) -> None:
    model = nn.MLP(2, [2, 1])
    out = model([Value(1.0), Value(2.0)])
    for parameter in model.parameters():
        parameter.name = None
    assert 'class="neurons"' not in viz.page(out, tmp_path / "1.html").read_text("utf-8").partition("<script")[0]
    assert 'class="neurons"' in viz.page(out, tmp_path / "2.html", model).read_text("utf-8").partition("<script")[0]
    with pytest.raises(ValueError, match="MLP has no layer of neurons that this graph"):
        viz.page(apple(), tmp_path / "3.html", model)
    with pytest.raises(TypeError, match="7 is none of them"):
        viz.page(out, tmp_path / "3.html", 7)
    assert not (tmp_path / "3.html").exists()


@pytest.mark.parametrize("hidden", [[3, 2], [4, 4, 1], [16, 16, 1]])
def test_both_pictures_and_the_numbers_of_a_step_are_seen_on_a_projector(opened: Open, hidden: list[int]) -> None:
    page = opened(network(hidden))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.keyboard.press("End")
    bottom = page.locator(".terms").evaluate("(terms) => terms.getBoundingClientRect().bottom + scrollY")
    assert bottom <= page.locator(".controls").evaluate("(bar) => bar.getBoundingClientRect().top") + 5
    assert page.locator(".network .scroller").evaluate("(place) => place.scrollWidth <= place.clientWidth")
