"""Names are text and never markup, and even markup could run nothing: the page's policy forbids it."""

from __future__ import annotations

from autograd import Value, total
from autograd.language.text import printable
from tests.viz.page.conftest import Open, apple, open_table

HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "</title><svg onload=window.hacked=1>",
    "<!--",
    "-->",
    "]]>",
    "{to} {value}",
    "${1}`'\"\\",
    "$& $1 &lt; &amp;",
    "javascript:alert(1)",
    "__proto__",
    "\u202eelppa",
    "line\nbreak\x00",
    "?<lit$>",
]


def test_hostile_names_are_shown_as_they_are(opened: Open) -> None:
    page = opened(total([Value(float(i), name=name) for i, name in enumerate(HOSTILE)]))
    shown = list(map(printable, HOSTILE))
    for i, name in enumerate(shown, 1):
        value = f"{name} is given: {i - 1}."
        assert page.locator(".sentence").text_content() == f"Step {i} of {2 * len(shown) + 2}. {value}"
        assert page.locator(".formula math").first.text_content() == f"{name}={i - 1}"
        page.keyboard.press("ArrowRight")
    open_table(page)
    assert page.locator(".wide").first.locator("td:nth-child(2)").all_text_contents()[:-1] == shown
    for i, name in enumerate(shown, 1):
        page.get_by_label("Choose a node").select_option(index=i)
        assert page.locator(".node h3").first.text_content() == f"History of {name}"
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, object").count() == 0
    assert page.locator("script").count() == 2


ATTEMPTS = [
    "document.body.innerHTML = '<img src=x onerror=hacked=1>'",
    "document.body.append(Object.assign(document.createElement('script'), {text: 'hacked = 1'}))",
    "document.body.setAttribute('onclick', 'hacked = 1'); document.body.click()",
    "setTimeout('window.hacked = 1')",
    "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/x.png'}))",
    "fetch('https://example.org').catch(() => 0)",
    "document.head.append(Object.assign(document.createElement('style'), {textContent: 'body { --hacked: 1 }'}))",
]


def test_the_policy_lets_nothing_else_run(opened: Open, complaints: list[str]) -> None:
    page = opened(apple(), java_script_enabled=True)
    page.evaluate("addEventListener('securitypolicyviolation', () => { window.refused += 1; })")
    for attempt in ATTEMPTS:
        page.evaluate(f"() => {{ window.refused = 0; try {{ {attempt} }} catch (error) {{ }} }}")
        page.wait_for_function("() => window.refused > 0")
        style = "getComputedStyle(document.body).getPropertyValue('--hacked')"
        assert page.evaluate(f"window.hacked ?? {style}") == "", attempt
    assert len(complaints) >= len(ATTEMPTS)
    complaints.clear()
