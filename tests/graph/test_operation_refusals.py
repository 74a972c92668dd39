"""What cannot be an operation of one's own is told when it is made, or at its first use."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from autograd import Value, operation

A_VALUE = Value(2.0)
FLOATS_ALONE = "s takes floats alone, in its value: write it with autograd's sin, which takes numbers of every kind"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "two words"}, "called by a name that Python can have"),
        ({"name": "lambda"}, "called by a name that Python can have"),
        ({"name": 3}, "called by a name that Python can have"),
        ({"name": "exp"}, "exp means something in typed expressions already"),
        ({"name": "add"}, "add means something"),
        ({"name": "pi"}, "pi means something"),
        ({"value": 3.0}, r"the value of s is a function, such as lambda x: x \* x, not 3.0"),
        ({"partials": (1.0,)}, r"the partials of s is a function, such as lambda z, x: \(2 \* x,\), not"),
        ({"domain": True}, "the domain of s is a function, such as lambda x: x > 0, not True"),
        ({"kink": 0.0}, "the kink of s is a function, such as lambda x: x == 0, not 0.0"),
        ({"value": lambda x: math.sin(x)}, FLOATS_ALONE),
        ({"value": math.sin}, FLOATS_ALONE),
        ({"value": lambda x: math.sin(x), "domain": lambda x: x > 0}, FLOATS_ALONE),
        ({"latex": 3}, r"the latex of s is a text with a \$ before each argument, not 3"),
        ({"text": None}, r"the text of s is a text with a \$ before each argument, not None"),
        ({"partials": lambda z, x: (math.cos(x),)}, "in its partials: write it with autograd's cos"),
        ({"value": lambda x: x if x > 0 else 0.0}, r"choose with where\(condition, x, y\)"),
        ({"value": lambda x: x > 0}, r"is a condition, and no number: write it as where"),
        ({"value": lambda x: None}, "the value of s is no number, but None: perhaps value forgot its return"),
        ({"value": lambda x: [x]}, "the value of s is no number"),
        ({"partials": lambda z, x: 1.0}, "the local gradients of s are no tuple"),
        ({"partials": lambda z, x: (1.0, 2.0)}, "s has 2 local gradients for 1 input"),
        ({"partials": lambda z, x: (None,)}, "a local gradient of s is no number, but None"),
        ({"partials": lambda x: (1.0,)}, r"take z, the result, .* here they take \(x\)"),
        ({"partials": lambda x, y: (1.0,)}, r"here they take \(x, y\)"),
        ({"partials": lambda: (1.0,)}, r"here they take \(\)"),
        ({"partials": lambda z, a: (1.0,)}, r"here they take \(z, a\)"),
        ({"partials": lambda z, *xs, j: xs, "value": lambda *xs, j: xs[0]}, r"names; here they take \(z, \*xs, j\)"),
        ({"value": lambda x, y: x}, r"the value of s takes \(x, y\), and its local gradients \(z, x\)"),
        ({"value": lambda x, n=2.0: x}, r"takes \(x, n\), and its local gradients \(z, x\)"),
        ({"value": lambda *xs: xs[0]}, r"takes \(\*xs\), and its local gradients \(z, x\)"),
        ({"partials": lambda z, *xs: xs}, r"takes \(x\), and its local gradients \(z, \*xs\)"),
        ({"value": lambda x, n="2": x, "partials": lambda z, x, n: (1.0,)}, "the n of s holds one real number"),
        ({"value": lambda x, n=A_VALUE: x, "partials": lambda z, x, n: (1.0,)}, "the constant n of s .* make it an"),
        ({"domain": lambda x: math.sqrt(x) > 1}, "in its domain: write it with autograd's sqrt"),
        ({"kink": lambda x, y: x == y}, "cannot be read with symbols, in its kink"),
        ({"text": "s of x"}, r"the text of s has each of its arguments, \$x, unlike 's of x'"),
        ({"latex": "$x + $y"}, r"the latex of s has each of its arguments, \$x, unlike '\$x \+ \$y'"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_operation_is_told_when_it_is_made(given: dict[str, Any], says: str) -> None:
    right: dict[str, Any] = {"name": "s", "value": lambda x: x, "partials": lambda z, x: (1.0,)}
    with pytest.raises((TypeError, ValueError), match=says):
        operation(**(right | given))


NOTHING: list[Any] = []
NO_NAMES: dict[str, Any] = {}


@pytest.mark.parametrize("wrong", [lambda x: x.foo, lambda x: NOTHING[1], lambda x: NO_NAMES["k"], lambda x: 1 / 0])
def test_a_rule_that_cannot_be_read_is_refused_by_its_name(wrong: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match=r"odd cannot be read(, | with symbols, )in its value: "):
        operation("odd", wrong, lambda z, x: (1.0,))


@pytest.mark.parametrize("name", ["ｅxp", "ｌambda"])
def test_a_name_is_taken_in_full_width_too(name: str) -> None:
    with pytest.raises(ValueError, match=r"exp means something|not 'lambda'"):
        operation(name, lambda x: x * x, lambda z, x: (2.0 * x,))


@pytest.mark.parametrize("part", ["domain", "kink"])
@pytest.mark.parametrize("wrong", [lambda x: None, lambda x: x, lambda x: 2.0 * x])
def test_a_condition_that_is_none_is_told(part: str, wrong: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match=f"the {part} of odd is no condition, such as x > 0, but "):
        operation("odd", lambda x: x, lambda z, x: (1.0,), **{part: wrong})  # type: ignore[arg-type]


def test_a_method_in_a_rule_is_told() -> None:
    odd = operation("odd", lambda x: x.exp(), lambda z, x: (z,))
    with pytest.raises(TypeError, match=r"write exp\(x\), not x.exp\(\)"):
        odd(Value(1.0))


def test_what_numbers_alone_can_tell_is_told_at_the_first_use() -> None:
    odd = operation("odd", lambda x: x if not isinstance(x, float) else "text", lambda z, x: (1.0,))
    with pytest.raises(TypeError, match="the value of odd holds one real number, not str"):
        odd(1.0)
    few = operation("few", lambda x: x, lambda z, x: (1.0,) if not isinstance(x, float) else (1.0, 2.0))
    with pytest.raises(TypeError, match="few has 1 input, and 2 local gradients"):
        few(Value(1.0)).backward()
