"""The words of a picture are those of its language: a Japanese one has no English word, and an English one stays."""

from __future__ import annotations

import re

import pytest

import nn
import viz
from autograd import Value, speaking, tanh

ENGLISH = re.compile(r"\b(?:grad|local|nodes?|given|edges?|folded|kinds|upstream|inputs?|parameters?|more|gradients)\b")


def texts(svg: str) -> list[str]:
    found = re.findall(r"<text[^>]*>([^<]*)</text>", svg) + re.findall('xlink:title="([^"]*)"', svg)
    return [text.replace("&#160;", " ") for text in found]


def pictures() -> dict[str, viz.Drawing]:
    model = nn.MLP(2, [12, 1], activation=tanh)
    out = model([Value(1.0, name="x1"), Value(-2.0, name="x2")])
    small = Value(2.0, name="x") * Value(3.0, name="y")
    deep = nn.MLP(2, [2] * 16 + [1])
    return {
        "small": viz.draw(small),
        "folded": viz.draw(out * out, fold_above=5),
        "network": viz.network(model),
        "deep": viz.network(deep, by="gradient"),
    }


@pytest.mark.parametrize("name", ["small", "folded", "network", "deep"])
def test_a_japanese_picture_has_no_english_word(name: str) -> None:
    with speaking("ja"):
        picture = pictures()[name]
    found = texts(picture.svg)
    assert not [text for text in found if ENGLISH.search(text)]
    assert [text for text in found if any(ord(letter) > 0x3000 for letter in text)]
    assert ENGLISH.search(" ".join(texts(pictures()[name].svg)))


def test_the_gradient_and_the_local_gradient_are_named() -> None:
    found = texts(pictures()["small"].svg)
    with speaking("ja"):
        japanese = texts(pictures()["small"].svg)
    assert {"grad 3", "local 3"} <= set(found)
    assert {"勾配 3", "局所的な微分 3"} <= set(japanese)
