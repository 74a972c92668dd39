"""No text can break a picture: a name is shown as it is, and Graphviz and browsers obey none."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import viz
from autograd import Value
from autograd.language.text import printable
from tests.conftest import fewer
from tests.viz.pictures.test_draw import SVG, shapes, texts

HOSTILE = [
    "<b>x</b>",
    "</title><script>alert(1)</script>",
    "a|b{c}",
    r"\N",
    r"\G \l \r \\",
    "&lt;b&gt;",
    "&#60;script&#62;",
    '" onload="alert(1)',
    "]]>",
    "--><x>",
    "a\nb\x00c\x1b[31m",
    "",
    " ",
    "x" * 10_000,
    "りんご" * 4_000,
    "\ud800",
    "<",
    "\\",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_shown_as_they_are(name: str) -> None:
    check_name(name)


@settings(max_examples=fewer(40))
@given(st.text(max_size=60))
def test_any_name_is_shown_as_it_is(name: str) -> None:
    check_name(name)


def check_name(name: str) -> None:
    x = Value(3.0, name=name)
    picture = viz.draw(x * 2)
    root = ET.fromstring(picture.svg)  # one well-formed element, or this raises
    assert {e.tag for e in root.iter()} <= {SVG + tag for tag in TAGS}
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "javascript" in e.attrib[a]]
    if name.strip():
        [leaf] = [g for g in shapes(picture, "leaf") if texts(g)[0].endswith(" = 3")]
        assert " ".join(texts(leaf)[0].split()) == " ".join(f"{printable(name)} = 3".split())
    assert picture.dot.encode()


TAGS = ["svg", "g", "title", "text", "a", "path", "polygon", "ellipse", "polyline", "tspan"]


def test_user_text_reaches_no_font_style_or_link() -> None:
    dot_text = viz.draw(Value(1.0, name="FONTNAME") * Value(2.0, name="x")).dot
    for attribute in ("fontname", "stylesheet", "URL", "href", "image"):
        assert not re.search(rf'{attribute}=("[^"]*FONTNAME|[^" ]*FONTNAME)', dot_text)
    assert re.search(r'label="FONTNAME', dot_text)
