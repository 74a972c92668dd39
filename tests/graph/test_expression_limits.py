"""As much as is promised is read, and what is longer or deeper is refused at once."""

import math
import time

import pytest

from autograd import ExpressionError, parse
from autograd.notation.signs import DEEPEST, LONGEST, MOST_OPERATORS
from tests.conftest import thinned

LONG, SIMILAR = ("".join(chr(0x4E00 + i * step % 3000) for i in range(15_000)) for step in (7, 11))
"""Names of so many different letters that a comparison of the two takes a quarter of a second."""


@pytest.mark.parametrize(
    ("text", "words"),
    thinned(
        [
            ("(" * 1_000_000, "it has 1,000,000 characters, and 20,000 is the most that is read"),
            ("x" * 1_000_000, "the most that is read"),
            ("+".join("x" * 1_000_000), "the most that is read"),
            ("(" * (LONGEST // 2) + ")" * (LONGEST // 2), "more than 100 parentheses within each other"),
            ("sin(" * 5000, "more than 100 parentheses within each other"),
            ("-(" * 5000 + "x" + ")" * 5000, "more than 100 parentheses within each other"),
            ("-" * 15_000 + "x", "more than 2,000 operators"),
            ("+".join("x" * 5000), "more than 2,000 operators: add with total(x, y)"),
            ("**".join("x" * 5000), "more than 2,000 operators"),
            ("x" * LONGEST, "has no value"),
            (LONG, "has no value"),
            (LONG + "(x)", "is no function here"),
            ("7" * LONGEST, "too large"),
            ("1_" * 100, "a sign is missing before _"),
            ("√" * LONGEST, "more than 2,000 operators"),
            ("x" + "[0]" * 5000, "more than 2,000 operators"),
            ("x" + ".T" * 5000, "more than 2,000 operators"),
            ("x if x else " * 1500 + "x", "more than 2,000 operators"),
            ("|" * 5000, "more than 100 parentheses within each other"),
            ("a=x;" * 6000, "the most that is read"),
            ("where(x>0, 1, 2)" + "+log(-x)" * 600, "log(x) needs x > 0"),
            ("x" + "\u0301" * 15_000 + "?", "? is no part of an expression"),
        ]
    ),
    ids=lambda text: text[:6],
)
def test_excess_is_refused_at_once(text: str, words: str) -> None:
    start = time.process_time()
    with pytest.raises(ExpressionError) as caught:
        parse(text, {"x": 1.0} | {SIMILAR[i:]: 2.0 for i in range(10)})
    assert time.process_time() - start < 1.0
    assert words in caught.value.message
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    "text",
    thinned(
        [
            "+".join("x" * MOST_OPERATORS),
            "**".join("x" * MOST_OPERATORS),
            "-" * MOST_OPERATORS + "x",
            "x**-" * (MOST_OPERATORS // 2) + "x",
            "(" * DEEPEST + "x" + ")" * DEEPEST,
            "-(" * DEEPEST + "x" + ")" * DEEPEST,
            "sin(x**-(x+" * (DEEPEST // 2) + "x" + "))" * (DEEPEST // 2),
            f"total({','.join('x' * 9_000)})",
            "√" * MOST_OPERATORS + "x",
            "|" * DEEPEST + "x" + "|" * DEEPEST,
            "x if x else " * (MOST_OPERATORS // 2) + "x",
            "v" + ".T" * (MOST_OPERATORS - 1) + "[0]",
            "(" + "<".join("x" * MOST_OPERATORS) + ")+x",
            "".join(f"a{i}=x;" for i in range(2500)) + "x",
        ],
        1,
    ),
    ids=lambda text: text[:6],
)
def test_as_much_as_is_promised_is_read(text: str) -> None:
    """The limits lie below those of every Python's parser."""
    assert math.isfinite(parse(text, {"x": 1.0, "v": [1.0]}).data)
