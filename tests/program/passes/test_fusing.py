"""Trees of additions as sums of products: what becomes part of a sum, with which factor, and what stays by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import autograd
from autograd import Value, dot, exp, mean, total
from autograd.program.passes.fusing import Sum, fuse
from autograd.program.passes.reading import Graph
from tests.conftest import PROFILE


def fused(out: Any, wrt: Sequence[Value], inputs: Sequence[Value] = ()) -> tuple[list[Sum | int], dict[Value, int]]:
    """The sums of the outputs, and the number of each Value."""
    graph = Graph(out if isinstance(out, list) else [out], wrt, inputs)
    return fuse(graph), {node: i for i, node in enumerate(graph.order)}


def terms(out: Any, wrt: Sequence[Value], inputs: Sequence[Value] = ()) -> dict[tuple[int, ...], float]:
    """The factors of the only sum, by the places of its parameters in `wrt`; -1 for what is no parameter."""
    [one], number = fused(out, wrt, inputs)
    assert isinstance(one, Sum)
    place = {number[x]: i for i, x in enumerate(wrt) if x in number}
    coefs, weights = ([of] * n if isinstance(of, float) else of for of, n in ((one.coefs, 99), (one.weights, 99)))
    products = {(place.get(a, -1), place.get(b, -1)): c for a, b, c in zip(one.first, one.second, coefs, strict=False)}
    return products | {(place.get(x, -1),): c for x, c in zip(one.singles, weights, strict=False)}


def leaves(n: int) -> list[Value]:
    return [Value(float(i + 2)) for i in range(n)]


def test_signs_go_to_the_terms() -> None:
    a, b, c, d = wrt = leaves(4)
    assert terms(a * b - (c - d * a), wrt) == {(0, 1): 1.0, (3, 0): 1.0, (2,): -1.0}
    assert terms(-(a - b) - -c, wrt) == {(0,): -1.0, (1,): 1.0, (2,): 1.0}


def test_constants_go_to_the_terms() -> None:
    a, b, c = wrt = leaves(3)
    assert terms(0.5 * (a + b * c), wrt) == {(0,): 0.5, (1, 2): 0.5}
    assert terms((a - b) / 4, wrt) == {(0,): 0.25, (1,): -0.25}
    assert terms(mean(a, b * c, -c, a), wrt) == {(0,): 0.25, (1, 2): 0.25, (2,): -0.25}
    assert terms(2.0 * (a + 3.0 * (b + c)), wrt) == {(0,): 2.0, (1,): 6.0, (2,): 6.0}


def test_extreme_constants_stay_by_themselves() -> None:
    """Their product would be too large, or 0."""
    a, b = wrt = [Value(1e-200), Value(2e-200)]
    for out in (
        1e200 * (1e200 * (a + b)),
        (a + b) / 1e-300 / 1e100,
        1e-200 * (1e-200 * (1e150 * a + 1e150 * b) * 1e300),
    ):
        assert autograd.compile(out, wrt=wrt)() == pytest.approx(out.data, rel=1e-14)


def test_a_constant_that_is_added_is_a_term() -> None:
    a, b = wrt = leaves(2)
    assert terms(a * b + 7, wrt) == {(0, 1): 1.0, (-1,): 1.0}
    assert terms(0 + a + b * b, wrt) == {(0,): 1.0, (1, 1): 1.0}  # Python's sum begins with 0


def test_lists() -> None:
    a, b, c, d = wrt = leaves(4)
    assert terms(dot([a, b], [c, d], a - b), wrt) == {(0, 2): 1.0, (1, 3): 1.0, (0,): 1.0, (1,): -1.0}
    assert terms(total(a, b * c, total(c, d)), wrt) == {(0,): 1.0, (1, 2): 1.0, (2,): 1.0, (3,): 1.0}


def test_a_parameter_comes_first() -> None:
    w, x = leaves(2)
    for out in (w * x, x * w, dot([x], [w])):
        [one], number = fused(out, [w], [x])
        assert isinstance(one, Sum)
        assert (one.first, one.second) == ((number[w],), (number[x],))


def test_what_is_used_twice_stays_by_itself() -> None:
    a, b = wrt = leaves(2)
    inner = a * b
    sums, number = fused(inner + inner, wrt)
    assert [one.node for one in sums if isinstance(one, Sum)] == [number[inner], len(number) - 1]
    sums, _ = fused([inner, inner + a], wrt)  # an output, too
    assert len(sums) == 2


def test_other_rows_stay_as_they_are() -> None:
    a, b = wrt = leaves(2)
    sums, number = fused(exp(a + b) * a / b, wrt)
    assert [one if isinstance(one, int) else "sum" for one in sums] == ["sum", 3, "sum", len(number) - 1]


def test_without_lanes_is_not_calculated_in_every_lane() -> None:
    w, x = leaves(2)
    sums, _ = fused(w * w + x * w, [w], [x])
    assert len(sums) == 2


def test_sums_of_several_products_stay_by_themselves_in_a_sum() -> None:
    wrt = leaves(4)
    a, b, c, d = wrt
    examples = [a * b + c * d, a * c + b * d, a * d + b * c]
    for out in (total(examples), examples[0] + examples[1] + examples[2], sum(examples), mean(examples)):
        sums, _ = fused(out, wrt)
        assert [len(one.first) for one in sums if isinstance(one, Sum)] == [2, 2, 2, 0]
    sums, _ = fused(examples[0] + 0.5 * (a + b), wrt)
    assert len(sums) == 1  # one such sum takes the rest


def test_many_constants_of_their_own_leave_one_kind_of_sum() -> None:
    """With t as a factor of each product, no two of these sums would be of one group."""
    w, v = wrt = leaves(2)
    outs = [exp(t * (w * x + v)) for t, x in ((0.1, 1.0), (0.2, 2.0), (0.3, 3.0))]
    sums, _ = fused(outs, wrt)
    assert {(one.coefs, one.weights, len(one.first)) for one in sums if isinstance(one, Sum)} == {(1.0, 1.0, 1)}


def test_a_deep_tree_without_recursion() -> None:
    a, depth = Value(1.0), 10_000 if PROFILE == "default" else 50_000
    out = Value(0.0) + a
    for _ in range(depth):
        out = a * a - out
    [one], _ = fused(out, [a])
    assert isinstance(one, Sum)
    assert (len(one.first), len(one.singles)) == (depth, 1)
