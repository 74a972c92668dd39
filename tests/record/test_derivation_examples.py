"""Derivations of textbook examples, against numbers that are not the engine's, and word for word."""

from __future__ import annotations

import math

import pytest

from autograd import Value, parse, sin, steps


def apple() -> Value:
    return Value(100, name="apple") * Value(2, name="num") * Value(1.1, name="tax")


def test_the_apple() -> None:
    found = steps(apple()).derivation("apple")
    assert str(found).splitlines() == [
        "∂v2/∂apple = ∂v2/∂v1 · ∂v1/∂apple",
        "           = tax · num",
        "           = 1.1 · 2",
        "           = 2.2",
    ]
    assert found.latex().splitlines()[1] == (
        r"\frac{\partial v_{2}}{\partial \text{apple}} &= \frac{\partial v_{2}}{\partial v_{1}} \cdot "
        r"\frac{\partial v_{1}}{\partial \text{apple}} \\"
    )
    assert "| 1 | ∂v2/∂v1 · ∂v1/∂apple | tax · num | 1.1 · 2 | 2.2 |" in found.markdown()
    assert found._repr_markdown_() == found.markdown()


def test_a_square_has_two_paths_told_apart_by_slot() -> None:
    x = Value(3.0, name="x")
    found = steps(x * x).derivation(x)
    assert [[c.slot for c in path] for path in found.paths] == [[0], [1]]
    first, sentence = str(found).split("\n\n")
    assert first.splitlines() == ["∂v1/∂x = ∂v1/∂x[0] + ∂v1/∂x[1]", "       = x + x", "       = 3 + 3", "       = 6"]
    assert sentence.startswith("[0], [1], …")


def test_the_chain_rule_of_two_variables() -> None:
    """Lecture 004, 連鎖律 2変数: ∂z/∂x = ∂z/∂u ∂u/∂x + ∂z/∂v ∂v/∂x, of z = u²v, u = xy, v = x + sin y."""
    x, y = Value(2.0, name="x"), Value(0.5, name="y")
    u, v = x * y, x + sin(y)
    u.name, v.name = "u", "v"
    z = u**2 * v
    z.name = "z"
    by_hand = 2 * 2.0 * 0.5**2 * (2.0 + math.sin(0.5)) + (2.0 * 0.5) ** 2
    found = steps(z).derivation(x)
    assert found.total == pytest.approx(by_hand, rel=1e-14)
    assert str(found).splitlines()[:2] == [
        "∂z/∂x = ∂z/∂v1 · ∂v1/∂u · ∂u/∂x + ∂z/∂v · ∂v/∂x",
        "      = v · (2 * u) · y + v1 · 1",
    ]
    by_hand = 2 * 2.0**2 * 0.5 * (2.0 + math.sin(0.5)) + (2.0 * 0.5) ** 2 * math.cos(0.5)
    assert steps(z).derivation(y).total == pytest.approx(by_hand, rel=1e-14)


def test_a_direct_use_beside_a_longer_way_is_told_from_the_whole_derivative() -> None:
    found = steps(parse("x * y + x", {"x": 2, "y": 0.5})).derivation("x")
    assert str(found).startswith("∂v2/∂x = ∂v2/∂v1 · ∂v1/∂x + ∂v2/∂x[1]\n       = 1 · y + 1\n")


def test_a_negative_factor_stands_in_parentheses() -> None:
    found = str(steps(parse("x * y - x * z", {"x": 2, "y": -3, "z": 5})).derivation("x"))
    assert "= 1 · y + (-1 · z)\n" in found
    assert "= 1 · (-3) + (-1 · 5)\n" in found
    assert "= -3 + (-5)\n" in found
