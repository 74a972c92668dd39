"""Formulas as they are written on paper, |x|, √x, x[0], 1 if x > 0 else 0, equal the same formulas in plain functions,
in value and gradients; and what SymPy says."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import sympy
from hypothesis import assume, example, given
from hypothesis import strategies as st

from autograd import ExpressionError, Value, grad, parse
from autograd.by_hand.claims.formulas import Function
from autograd.calculus.order import inputs_first
from autograd.notation.formulas import latex, text
from autograd.record.steps import steps
from tests.conftest import thinned

numbers = st.integers(-40, 40).map(lambda n: n / 8)
vectors = st.lists(numbers, min_size=2, max_size=2)
NAMES = {"x": numbers, "y": numbers, "v": vectors, "W": st.lists(vectors, min_size=2, max_size=2)}
variables = st.fixed_dictionaries(NAMES)

PLAIN: list[tuple[str, str]] = [
    ("|{a}|", "abs({a})"),
    ("√|{a}|", "sqrt(abs({a}))"),
    ("√({a})", "sqrt({a})"),
    ("(√x) ** 2", "sqrt(x) ** 2"),
    ("|{a} + |{b}||", "abs({a} + abs({b}))"),
    ("||{a}| - |{b}||", "abs(abs({a}) - abs({b}))"),
    ("ln({a})", "log({a})"),
    ("e ** ({a})", "exp({a})"),
    ("Σ({a}, {b})", "(0 + {a} + {b})"),
    ("∑(v)", "(v[0] + v[1])"),
    ("sum(W, 1)[0]", "(W[0, 0] + W[0, 1])"),
    ("W.T[0, 1]", "T(W)[0, 1]"),
    ("W.T[0][1]", "W[1, 0]"),
    ("(W.T @ v)[1]", "(W[0, 1] * v[0] + W[1, 1] * v[1])"),
    ("(v @ W)[0]", "dot(v, W.T[0])"),
    ("(W @ v)[0]", "dot(v, W[0])"),
    ("v.T @ v", "dot(v, v)"),
    ("({a} if {b} > {c} else {d})", "where({b} > {c}, {a}, {d})"),
    ("({a} if {b} <= {c} else x if y != 0 else y)", "where({b} > {c}, where(y == 0, y, x), {a})"),
    ("({a} if -1 < {b} <= 1 else {d})", "where(-1 < {b}, where({b} <= 1, {a}, {d}), {d})"),
    ("max({a}, {b})", "maximum({a}, {b})"),
    ("max(v)", "maximum(v[0], v[1])"),
    ("min({a}, {b})", "(-max(-({a}), -({b})))"),
    ("min(W)", "minimum(minimum(W[0][0], W[0][1]), minimum(W[1][0], W[1][1]))"),
    ("conv(v, v)[0]", "dot(v, v)"),
    ("conv(W, W)[0, 0]", "sum(W * W)"),
    ("(π + e)", "(3.141592653589793 + 2.718281828459045)"),
]  # fmt: skip


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A formula in the new signs, and the same one in functions."""
    part: st.SearchStrategy[tuple[str, str]] = st.sampled_from(["x", "y", "2", "v[0]", "W[1, 0]", "x*y"]).map(
        lambda name: (name, name)
    )
    made = [draw(part) for _ in range(4)]
    for new, old in draw(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=3)):
        keys = {key: draw(st.sampled_from(made)) for key in "abcd"}
        written = [
            form.format(**{key: f"({part[i]})" for key, part in keys.items()}) for i, form in enumerate((new, old))
        ]
        made.append((written[0], written[1]))
    return made[-1]


def gradients(typed: str, given: dict[str, Any]) -> tuple[float, list[float]] | None:
    """The value and the gradients by all numbers given; None where it has none."""
    leaves = {name: mapped(Value, numbers) for name, numbers in given.items()}
    try:
        out = parse(typed, leaves)
        found = grad(out, flat(leaves))
    except ValueError:
        return None
    return out.data, [g.data for g in found]


def mapped(change: Callable[[Any], Any], nested: Any) -> Any:
    return [mapped(change, part) for part in nested] if isinstance(nested, list) else change(nested)


def flat(leaves: dict[str, Any]) -> list[Any]:
    return [leaves["x"], leaves["y"], *leaves["v"], *leaves["W"][0], *leaves["W"][1]]


@given(pairs(), variables)
def test_new_signs_mean_what_the_functions_mean(pair: tuple[str, str], given: dict[str, Any]) -> None:
    new, old = (gradients(typed, given) for typed in pair)
    assume(new is not None or old is not None)
    if "min(W)" in pair[0]:  # of three equal numbers each has a third, and not a quarter
        assume(len({*given["W"][0], *given["W"][1]}) == 4)
    assert new is not None
    assert old is not None
    assert new[0] == pytest.approx(old[0], rel=1e-12)
    assert new[1] == pytest.approx(old[1], rel=1e-9, abs=1e-12)


X, Y = sympy.symbols("x y", real=True)
TRUTH: list[tuple[str, Any]] = [
    ("|x*y| + √(x**2 + 1)", abs(X * Y) + sympy.sqrt(X**2 + 1)),
    ("|x + |y|| * √2 / 2", abs(X + abs(Y)) * sympy.sqrt(2) / 2),
    ("x**2 if x > y else sin(x*y)", sympy.Piecewise((X**2, X > Y), (sympy.sin(X * Y), True))),
    ("x if -1 < x <= y else |y| if x != y else 3", sympy.Piecewise((X, (X > -1) & (X <= Y)), (abs(Y), True))),
    ("e**(-x**2 / 2) / √(2*π)", sympy.exp(-(X**2) / 2) / sympy.sqrt(2 * sympy.pi)),
    ("max(x, y, x*y) + min(2*x, 3, y)", sympy.Max(X, Y, X * Y) + sympy.Min(2 * X, 3, Y)),
    ("h = x*y; k = |h|; ln(1 + k) * h", sympy.log(1 + abs(X * Y)) * X * Y),
    ("Σ(x, y, e) * ln(e**y)", (X + Y + sympy.E) * Y),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "true"), thinned(TRUTH), ids=thinned(typed for typed, _ in TRUTH))
@given(numbers, numbers)
@example(0.5, -3.0)
def test_values_and_derivatives_are_those_of_sympy(typed: str, true: Any, x: float, y: float) -> None:
    assume(
        all(
            abs(z) > 1e-6
            for z in (x, y, x - y, x * y, x + 1, x - 3, y - 3, 2 * x - 3, 2 * x - y, x + abs(y), x - 1, y - 1)
        )
    )
    leaves = [Value(x), Value(y)]
    out = parse(typed, {"x": leaves[0], "y": leaves[1]})
    at = {X: sympy.Rational(x), Y: sympy.Rational(y)}
    assert out.data == pytest.approx(float(true.subs(at)), rel=1e-12)
    for found, by in zip(grad(out, leaves), (X, Y), strict=True):
        slope = true.diff(by).subs(at).doit()
        assert found.data == pytest.approx(float(slope), rel=1e-9, abs=1e-12)


WINDOWS: list[tuple[Any, Any, Any]] = [
    # by hand: the window is laid on each place, and not turned round
    ([1, 2, 4], [10, 1], [12, 24]),
    ([1, 2, 3, 4], [1, 0, -1], [-2, -2]),
    ([5], [3], [15]),
    ([[0, 5, 5], [0, 5, 5]], [[1, -1], [1, -1]], [[-10, 0]]),
    ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 0], [0, 10]], [[51, 62], [84, 95]]),
]


@pytest.mark.parametrize(("x", "window", "out"), WINDOWS)
def test_convolution_does_not_turn_the_window_round(x: Any, window: Any, out: Any) -> None:
    given = {"x": x, "w": window}
    places = [f"[{i}]" for i in range(len(out))]
    if isinstance(out[0], list):
        places = [f"[{i}, {j}]" for i in range(len(out)) for j in range(len(out[0]))]
        out = [number for row in out for number in row]
    assert [parse(f"conv(x, w){place}", given).data for place in places] == out


def test_convolution_is_that_of_the_layer() -> None:
    import nn

    image = [[0.5, -1.0, 2.0], [3.0, 0.25, -2.0], [1.0, 1.5, 4.0]]
    layer = nn.Conv2D(1, 1, 2, activation=None)
    window = [[weight.data for weight in row] for row in layer.weight[0][0]]
    [of_layer] = layer([image])
    for i in range(2):
        for j in range(2):
            typed = parse(f"conv(x, w)[{i}, {j}]", {"x": image, "w": window})
            assert typed.data == pytest.approx(of_layer[i][j].data, rel=1e-12)


# Names, choices, definitions


def test_only_the_chosen_side_needs_a_value() -> None:
    for typed in ("1/x if x != 0 else 7", "where(x == 0, 7, log(x))", "1 + (7 if x <= 0 else ln(x)) - 1"):
        assert parse(typed, {"x": 0}).data == 7.0
    for typed in ("1/x if x == 0 else 7", "1/x + (1 if x == 0 else 2)", "1 if 1/x > 0 else 2", "where(1, log(x), 1/x)"):
        with pytest.raises(ExpressionError, match="is not defined"):
            parse(typed, {"x": 0})
    with pytest.raises(ExpressionError) as caught:
        parse("3 if x > 0 else 2 + log(x)", {"x": 0})
    assert caught.value.column == len("3 if x > 0 else 2 + ")


def test_of_a_vector_a_side_is_left_out_as_a_whole() -> None:
    assert parse("sum(where(x > 0, log(x), 7))", {"x": [0, -1]}).data == 14.0
    with pytest.raises(ExpressionError, match="is not defined"):
        parse("sum(where(x > 0, log(x), 7))", {"x": [0, 1]})
    for side in ("log(v)", "1/v + 1", "log(W[0]) * 2", "W @ log(v)", "log_softmax(1/v)", "log(-1) + v", "|v**(1/t)|"):
        typed = f"sum(where(t > 0, {side}, 7))"
        assert parse(typed, {"t": 0, "v": [0, 0], "W": [[0, 1], [2, 3]]}).data == 14.0
    for nested in ("(1/v if t > 1 else log(v))", "where(1/t > 0, v, v)", "where(v > 1, 1/v, log(v))"):
        assert parse(f"sum({nested} if t > 0 else 7)", {"t": 0, "v": [0, 0]}).data == 14.0
    assert parse("mean(1/v) if t > 0 else 7", {"t": 0, "v": [0, 0]}).data == 7.0
    with pytest.raises(ExpressionError, match="do not go together"):
        parse("sum(v if t == 0 else log(w))", {"t": 0, "v": [0, 0], "w": [0, 0, 0]})
    with pytest.raises(ExpressionError, match="do not go together") as caught:
        parse("7 if t == 0 else sum(log(w) + v)", {"t": 0, "v": [0, 0], "w": [0, 0, 0]})
    assert caught.value.column == len("7 if t == 0 else sum(")
    assert parse("sum(where(x > 0, log(where(x > 0, x, 1)), 7))", {"x": [0, 1]}).data == 7.0


def test_what_is_defined_names_its_node() -> None:
    out = parse("h = x * w; k = W @ v; L = h * k[1]; L + h", {"x": 2, "w": 3, "W": [[1, 2], [3, 4]], "v": [1, 1]})
    assert [node.name for node in inputs_first([out]) if node.op] == ["h", "k[1]", "L", None]
    constant = parse("h = 2; h * x + pi", {"x": 3})
    assert [node.name for node in inputs_first([constant]) if not node.op] == ["h", "x", "pi"]
    given = Value(2.0) * Value(3.0)
    parse("h = x; h + 1", {"x": given})
    assert given.name is None  # a Value of yours is used as it is


def test_leaves_of_vectors_are_named_by_their_places() -> None:
    out = parse("W[0, 1] * v[0]", {"W": [[1, 2], [3, 4]], "v": (5, 6)})
    assert [leaf.name for leaf in out.inputs] == ["W[0][1]", "v[0]"]
    x = Value(1.0)
    parse("v[0] * v[1]", {"v": [x, 3]}).backward()
    assert x.grad == 3.0


def test_a_name_that_is_given_wins_over_a_constant() -> None:
    assert parse("e").data == math.e
    assert parse("e * e", {"e": 3}).data == 9.0
    assert parse("e ** 2", {"e": 3}).data == 9.0
    assert parse("e = 3; e ** 2").data == 9.0
    assert parse("e ** x", {"x": 2}).op.name == "exp"  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["e + e * pi", "h = e + pi; h * e + pi", "h = e; k = h * pi; k + e * pi"])
def test_a_constant_is_one_node_in_all_formulas(typed: str) -> None:
    assert sorted(leaf.name or "" for leaf in inputs_first([parse(typed)]) if leaf.op is None) == ["e", "pi"]


def test_a_function_of_letters_has_the_constants() -> None:
    function = Function("e * x**2 + pi", wrt="x")
    assert function(Value(3.0)).data == pytest.approx(math.e * 9.0 + math.pi, rel=1e-15)


@pytest.mark.parametrize(
    "typed", ["|x| + √y", "x if x > 0 else y", "max(x, y, 3)", "h = W @ v; sum(h**2)", "conv(v, v)[0] + min(v)"]
)
def test_the_text_of_what_was_read_can_be_read_again(typed: str) -> None:
    given = {"x": 0.5, "y": 2.0, "v": [1.0, 2.0], "W": [[1.0, 2.0], [3.0, 4.0]]}
    out = parse(typed, given)
    again = parse(text(out), given)
    assert again.data == out.data
    assert text(again) == text(out)
    assert latex(again) == latex(out)


def test_a_largest_of_a_list_in_latex_and_steps() -> None:
    out = parse("max(a, b, c)", {"a": 1, "b": 3, "c": 3})
    assert latex(out) == r"\max\left(a, b, c\right)"
    assert [edge.local for edge in steps(out).backward] == [0.0, 0.5, 0.5]
