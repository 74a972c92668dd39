"""Numbers, vectors and matrices as they are typed for the names of an expression, by each command that calculates."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import ExpressionError
from autograd.by_hand.answers.typed import typed_numbers
from tests.commands.test_main import ringo
from tests.conftest import thinned

floats = st.floats(-1e6, 1e6)
lists = st.lists(floats, min_size=1, max_size=4)
matrices = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.lists(floats, min_size=n, max_size=n), min_size=1, max_size=3)
)


@given(st.one_of(floats, lists, matrices), st.sampled_from(["", " "]))
def test_what_python_prints_is_read(numbers: Any, blank: str) -> None:
    assert typed_numbers([f"x{blank}={blank}{numbers!r}{blank}"]) == {"x": numbers}


def test_each_number_is_read_as_people_write_it() -> None:
    typed = ["x=［1/2、 √4， ５０％］", "W=[[pi,-1] , [ 1.5×10^3, sqrt(2) ]]", "b=3"]
    numbers = typed_numbers(typed)
    assert numbers == {"x": [0.5, 2.0, 0.5], "W": [[math.pi, -1.0], [1500.0, math.sqrt(2)]], "b": 3.0}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("x=[1, 2", "is no list of numbers: a vector is written x=[1, 2]"),
        ("x=[1, 2]]", "is no list of numbers"),
        ("x=[]", "is no list of numbers"),
        ("x=[1,,2]", "is no list of numbers"),
        ("x=[[1], 2]", "is no list of numbers"),
        ("x=[[[1]]]", "is no list of numbers"),
        ("x=[[1, 2], [3]]", "have different lengths: a matrix is written x=[[1, 2], [3, 4]]"),
        ("x=[1,000, 2,500]", "a comma may stand for thousands or between two numbers: write 1000 for 1,000"),
        ("x=[1,234, 2,500]", "a comma may stand for thousands"),
        ("x=[[1,2], [1,000]]", "a comma may stand for thousands"),
        ("x=[1;2]", "'x=[1;2]' has a ; after x=: type one number, such as x=3, or numbers between commas"),
        ("x=a=2;a*3", "has a = after x="),
        ("x=1/2=0.5", "has a = after x="),
        ("x=[max(1, 2, 3]", "this ( is never closed"),
        ("x=[1, y]", "'y' has no value\n  x=[1, y]\n        ^"),
        ("x=[[1, 2], [3, 1/0]]", "x / y needs y != 0\n  x=[[1, 2], [3, 1/0]]\n                 ^"),
    ],
)
def test_a_mistake_in_a_list_is_told(typed: str, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        typed_numbers([typed])
    assert words in str(caught.value)


def test_commas_of_a_function_part_no_list() -> None:
    assert typed_numbers(["x=[max(1,2), 3]", "W=[[max(1, min(2, 5)), 3]]", "v=[1,234]", "u=2 if 1 == 1 else 3"]) == {
        "x": [2.0, 3.0], "W": [[2.0, 3.0]], "v": [1.0, 234.0], "u": 2.0,
    }  # fmt: skip


@given(st.text("[],.1 x=-", max_size=12))
def test_any_list_is_read_or_refused(typed: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert typed_numbers([f"x=[{typed}"])["x"]


ONE_LANGUAGE = [
    ("h = W @ x; Σ(h**2)", ["W=[[1, 2], [3, 4]]", "x=[1, 2]"], ["W=2,2", "x=2"]),
    ("a = x[0]*x[1]; a + 1", ["x=[2, 3]"], ["x=2"]),
    ("|x| if x < 0 else √x", ["x=-2"], []),
    ("max(x, 2, y) + min(x, y)", ["x=3", "y=1"], []),
    ("ln(softmax(x)[1]) * e**π", ["x=[1, 2]"], ["x=2"]),
    ("sum(conv(x, w))", ["x=[1, 2, 3]", "w=[4, 5]"], ["x=3", "w=2"]),
]


@pytest.mark.parametrize(("function", "numbers", "shapes"), thinned(ONE_LANGUAGE))
def test_the_commands_take_the_same(function: str, numbers: list[str], shapes: list[str]) -> None:
    for command in ([], ["worksheet"]):
        outcome = ringo(*command, function, *numbers)
        assert (outcome.status, outcome.err) == (0, "")
    declared = [word for shape in shapes for word in ("--shape", shape)]
    outcome = ringo("claim", function, "--d", "x", "-x", *declared)
    assert (outcome.status, outcome.err) == (1, "")


def test_the_same_mistake_is_told_alike() -> None:
    for typed in ("√x**2", "x^2", "x if x > 0", "sum(x[y])", "h = x; h = x; h"):
        [steps, sheet] = [ringo(*command, typed, "x=1").err for command in ([], ["worksheet"])]
        assert steps == sheet == ringo("claim", typed, "--d", "x", "1").err
        assert steps.startswith("ringo: ")


def test_a_number_that_no_formula_uses_is_told() -> None:
    assert "'y' was given a number, and the expression has no such name" in ringo("x[0]", "x=[1, 2]", "y=[1]").err
    assert ringo("h = y; x[0]", "x=[1, 2]", "y=1").status == 0
