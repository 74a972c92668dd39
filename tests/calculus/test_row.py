"""A row of the table by itself: what it takes, how it is written, and how its constants are filled in."""

import math
from typing import Any

import pytest

from autograd import DomainError, Value
from autograd.calculus.row import MANY, Op
from autograd.graph.functions import apply


def half(**options: Any) -> Op:
    return Op("one_half", "x", lambda x: 0.5 * x, lambda z, x: (0.5,), **options)


SCALED = Op("scaled", "x, by, of", lambda x, by, of: by * x / of, lambda z, x, by, of: (by / of,), defaults=(2.0,))


def test_a_row_says_what_it_takes() -> None:
    two = Op("two", "x, y", lambda x, y: x, lambda z, x, y: (1.0, 0.0))
    listed = Op("listed", "xs, j", lambda *xs, j: xs[int(j)], lambda z, *xs, j: xs)
    assert (half().arity, half().arguments, half().constants) == (1, ("x",), ())
    assert (two.arity, two.arguments, two.constants) == (2, ("x", "y"), ())
    assert (listed.arity, listed.arguments, listed.constants) == (MANY, ("xs", "j"), ("j",))
    assert (SCALED.arity, SCALED.arguments, SCALED.constants) == (1, ("x", "by", "of"), ("by", "of"))
    with pytest.raises(TypeError, match="what odd takes begins with x, with x, y or with xs, and not as in 'a'"):
        Op("odd", "a", lambda a: a, lambda z, a: (1.0,))


def test_a_row_is_written_as_a_function_or_an_operator_unless_a_template_is_given() -> None:
    assert (half().text, half().latex) == ("one_half($x)", r"\operatorname{one\_half}\left($x\right)")
    assert (SCALED.text, SCALED.latex) == ("scaled($x, $by, $of)", r"\operatorname{scaled}\left($x, $by, $of\right)")
    assert (half(symbol="~").text, half(symbol="~").latex) == ("~$x", "~$x")
    rest = Op("rest", "x, y", lambda x, y: x % y, lambda z, x, y: (1.0, 0.0), symbol="%", latex=r"$x \% $y")
    assert (rest.text, rest.latex) == ("$x % $y", r"$x \% $y")
    assert half(latex=r"\half").latex == r"\half\left($x\right)"
    assert half(text="$x / 2", latex=r"\frac{$x}{2}").text == "$x / 2"
    assert repr(half()) == "<op one_half>"


def test_a_row_without_domain_and_kinks_is_smooth_everywhere() -> None:
    assert half().domain(-1e308) is True
    assert half().kink(0.0) is False


def test_constants_are_filled_in_by_place_by_name_and_from_the_defaults() -> None:
    for filled in (SCALED.filled(3.0), SCALED.filled(3.0, 2.0), SCALED.filled(by=3.0), SCALED.filled(of=2.0, by=3.0)):
        assert filled.bound == {"by": 3.0, "of": 2.0}
        assert filled is SCALED.bind(3.0, 2.0)
    assert SCALED.bind(3.0, 4.0).value(8.0) == 6.0
    wrong: list[tuple[tuple[float, ...], dict[str, float]]] = [
        ((), {}),
        ((1.0, 2.0, 3.0), {}),
        ((1.0,), {"by": 1.0}),
        ((1.0,), {"to": 1.0}),
    ]
    for given, named in wrong:
        with pytest.raises(TypeError, match="scaled takes x, by, of"):
            SCALED.filled(*given, **named)
    for given in ((3.0,), (3.0, 2.0, 1.0)):
        with pytest.raises(TypeError, match=r"scaled has the constants \('by', 'of'\), and was given"):
            SCALED.bind(*given)


def test_a_row_without_a_domain_says_that_it_has_no_value() -> None:
    root = Op("root", "x", math.sqrt, lambda z, x: (0.5 / z,))
    with pytest.raises(DomainError, match=r"^root\(-4\) is not defined$"):
        apply(root, [Value(-4.0)])
    with pytest.raises(
        DomainError, match=r"clamp\(x, low, high\) is not defined with low = 2, high = 1: it needs low < high"
    ):
        Value(0.0).clamp(2.0, 1.0)
