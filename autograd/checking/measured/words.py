"""How the two sides of a derivative are told, and every verdict."""

from __future__ import annotations

import math

from autograd.checking.differences import Estimate, Sides
from autograd.language import say

SAID = {
    "right": ("found right", "so many right"),
    "wrong": ("found wrong", "so many wrong"),
    "kink": ("found at a kink", "so many kinks"),
    "edge": ("found at an edge", "so many edges"),
    "unknown": ("found unknown", "so many unknown"),
}
"""Every verdict, and the keys of how one is told and how several are."""
ON_THE_LEFT = (
    "not defined on the left",
    "growing without bound on the left",
    "unclear from the left",
    "from the left",
)
ON_THE_RIGHT = (
    "not defined on the right",
    "growing without bound on the right",
    "unclear from the right",
    "from the right",
)
"""The keys of a derivative from one side: where there is none, where it grows, where it is unclear, and where it is
known."""


def in_words(sides: Sides) -> str:
    """The derivatives from the left and from the right."""
    return say("sides of a derivative", left=_side(sides.left, ON_THE_LEFT), right=_side(sides.right, ON_THE_RIGHT))


def _side(side: Estimate | None, keys: tuple[str, str, str, str]) -> str:
    nowhere, unbounded, unclear, known = keys
    if side is None:
        return say(nowhere)
    if math.isinf(side.value):
        return say(unbounded)
    return say(known, number=side.shown) if side.finite else say(unclear)
