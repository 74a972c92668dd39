"""Derivations over many or long paths: summed by node, shown in short, and their cost grows with the graph."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given

from autograd import Value, steps, total
from autograd.graph.functions import FUNCTIONS
from autograd.record.derivation import MOST_NODES, MOST_TERMS
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer
from tests.programs import run


@given(programs(steps=16))
def test_by_node_every_sum_follows_from_those_before_it(program: Program) -> None:
    leaves, out = run(program)
    record = steps(out)
    for x in leaves:
        found = record.derivation(x)
        if not found.count or found.paths:
            continue
        for equation in found.equations:
            products = [math.prod(term.numbers) for term in equation.terms]
            assert products == [term.product for term in equation.terms]
            if not equation.left_out:
                size = sum(map(abs, products))
                assert abs(math.fsum(products) - equation.value) <= 1e-12 * (1.0 + size)
        assert found.equations[-1].value == record.gradient[x]


def squared(times: int) -> tuple[Value, Value]:
    x = Value(1.0, name="x")
    out = x
    for _ in range(times):
        out = out * out
    return x, out


def test_many_paths_are_summed_by_node_and_said_to_be() -> None:
    x, out = squared(4)
    found = steps(out).derivation(x)
    assert (found.count, found.total, found.paths) == (16.0, 16.0, ())
    assert str(found) == (
        "From the output to here there are 16 paths, too many to write them all out.\n\n"
        "So the paths are summed by node. The derivative of a node is a sum over the nodes that use it: for each of "
        "them, its derivative (found before) times the local gradient.\n\n"
        "∂v4/∂v3 = ∂v4/∂v3[0] + ∂v4/∂v3[1]\n        = v3 + v3\n        = 1 + 1\n        = 2\n\n"
        "∂v4/∂v2 = ∂v4/∂v3 · ∂v3/∂v2[0] + ∂v4/∂v3 · ∂v3/∂v2[1]\n        = ∂v4/∂v3 · v2 + ∂v4/∂v3 · v2\n"
        "        = 2 · 1 + 2 · 1\n        = 2 + 2\n        = 4\n\n"
        "∂v4/∂v1 = ∂v4/∂v2 · ∂v2/∂v1[0] + ∂v4/∂v2 · ∂v2/∂v1[1]\n        = ∂v4/∂v2 · v1 + ∂v4/∂v2 · v1\n"
        "        = 4 · 1 + 4 · 1\n        = 4 + 4\n        = 8\n\n"
        "∂v4/∂x = ∂v4/∂v1 · ∂v1/∂x[0] + ∂v4/∂v1 · ∂v1/∂x[1]\n       = ∂v4/∂v1 · x + ∂v4/∂v1 · x\n"
        "       = 8 · 1 + 8 · 1\n       = 8 + 8\n       = 16\n\n"
        "[0], [1], … after a name: the local gradient through that slot alone, as the name comes in by several ways."
    )


def test_by_node_a_direct_use_is_told_from_the_whole_derivative() -> None:
    """Nothing is said to be the sum of itself and something else."""
    x, power = squared(4)
    found = str(steps(power + x).derivation(x))
    assert "∂v5/∂x = ∂v5/∂x[1] + ∂v5/∂v1 · ∂v1/∂x[0] + ∂v5/∂v1 · ∂v1/∂x[1]\n" in found
    for block in found.split("\n\n"):
        derivative, _, rest = block.partition(" = ")
        assert not re.search(re.escape(derivative) + r"(?!\[)", rest), block


def test_a_number_of_paths_that_no_float_holds() -> None:
    x, out = squared(200)
    assert steps(out).derivation(x).count == 2.0**200
    assert "there are about 1.6e+60 paths" in str(steps(out).derivation(x))
    assert "there are about 1.2e+18 paths" in str(steps(squared(60)[1]).derivation("x"))  # 2**60 has more digits
    assert "there are 1,099,511,627,776 paths" in str(steps(squared(40)[1]).derivation("x"))
    out = x
    for _ in range(1_100):
        out = 0.5 * out + 0.5 * out
    found = steps(out).derivation(x)
    assert (found.count, found.total) == (math.inf, 1.0)
    assert "there are more than 1.8e308 paths" in str(found)


def test_what_is_left_out_is_said() -> None:
    x = Value(1.0, name="x")
    shown = steps(total([x * (i + 2) for i in range(100)])).derivation(x)
    for said in (str(shown), shown.markdown(), shown.latex()):
        assert f"{100 + 1 - MOST_NODES} nodes between these are left out" in said
        assert f"… stands for {100 - MOST_TERMS} terms" in said


def test_of_nodes_left_out_a_table_shows_the_first_and_the_last() -> None:
    x = Value(1.0, name="x")
    node = x
    for _ in range(40):
        node = node * x + node
    table = [line for line in steps(node).derivation(x).markdown().splitlines() if line.startswith("|")][2:]
    assert len(table) == MOST_NODES + 1
    gap = [i for i, line in enumerate(table) if line.replace(" ", "") == "|…|…|…|…|…|"]
    assert gap == [MOST_NODES // 2]


@pytest.mark.parametrize(("ways", "length"), [(8, 1), (9, 1), (1, 12), (1, 13)])
def test_up_to_8_paths_of_12_edges_are_written_out(ways: int, length: int) -> None:
    x = node = Value(1.0, name="x")
    for _ in range(length - 1):
        node = -node
    found = steps(total([node] * ways)).derivation(x)
    assert found.count == ways
    assert len(found.paths) == (ways if ways <= 8 and length <= 12 else 0)


def test_paths_too_large_for_floats_are_summed_by_node() -> None:
    """The pass adds up 1e200 - 1e200 before it multiplies by 1e200 again; the single paths would be infinite."""
    x = Value(1e-250, name="x")
    y = x * 1e200
    found = steps(y * 1e200 - y * 1e200).derivation(x)
    assert (found.count, found.paths, found.total) == (2.0, (), 0.0)
    assert str(found).startswith("The products along single paths are too large for floats.\n\n")
    assert "inf" not in str(found)


def chain(depth: int) -> tuple[Value, Value]:
    x = out = Value(0.5, name="x")
    for _ in range(depth):
        out = out + 0.0
    return x, out


def deep(depth: int) -> tuple[Value, Value]:
    x = out = Value(1.0, name="x")
    for _ in range(depth // 3):
        out = (out * 0.5) + (out * 0.5)
    return x, out


def wide(size: int) -> tuple[Value, Value]:
    x = Value(1.0, name="x")
    return x, total([x] * size)


SHAPES: list[Callable[[int], tuple[Value, Value]]] = [chain, deep, wide]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_large_graph_is_derived_in_linear_time_and_shown_in_short(
    shape: Callable[[int], tuple[Value, Value]],
) -> None:
    x, out = shape(fewer(100_000))
    record = steps(out)
    start = time.perf_counter()
    found = record.derivation(x)
    shown = [str(found), found.markdown(), found.latex()]
    assert time.perf_counter() - start < 5.0  # a tenth of a second and more on an idle machine
    assert found.total == record.gradient[x]
    assert all(len(said) < 30_000 for said in shown)


def test_wide_rows_whose_formulas_would_be_long_keep_their_derivative() -> None:
    xs = [Value(i / 1000, name=f"x{i}") for i in range(1_000)]
    found = steps(FUNCTIONS["softmax"](xs)[0] * 2.0).derivation("x3")
    assert "= 2 · ∂v1/∂x3" in str(found)
