"""Code of programs whose outputs repeat, and of names with control characters."""

from __future__ import annotations

import math

import autograd
from autograd import Value, log


def test_an_output_given_twice_counts_twice() -> None:
    w = Value(2.0, name="w")
    out = -w
    space: dict[str, object] = {"__name__": "written"}
    exec(autograd.compile([out, out], [w], []).source("numpy"), space)
    *_, results = space["forward"](space["w"])  # type: ignore[operator]
    assert float(space["backward"](space["w"], results)["w"]) == -2.0  # type: ignore[operator]


def test_no_name_with_control_characters_gets_into_c() -> None:
    w, x = Value(2.0, name="w\nEVIL"), Value(0.5, name="x")
    assert "EVIL" not in autograd.compile(log(w * x), [w], [x]).source("c")


def test_no_name_is_a_link_in_markdown() -> None:
    w, x = Value(2.0, name="[x](javascript:alert(1))"), Value(0.5, name="x")
    assert "](" not in autograd.compile(log(w * x), [w], [x]).explain().markdown().split("## ")[1]


def test_a_list_within_a_rule_may_have_a_constant() -> None:
    own = autograd.operation("with_list", lambda x: autograd.logsumexp([x, 0.0]), lambda z, x: (1.0,))
    a, x = Value(1.0, name="a"), Value(1.3, name="x")
    space: dict[str, object] = {"__name__": "written"}
    exec(autograd.compile(own(a * x), [a], [x]).source("numpy"), space)
    found = space["forward"](space["a"], space["x"])[0]  # type: ignore[operator]
    assert abs(float(found.ravel()[0]) - math.log(math.exp(1.3) + 1.0)) < 1e-12
