"""Derivations: the sum over paths is the derivative, every line of it says the same, and cost grows with the graph."""

from __future__ import annotations

import math
import pickle
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import Value, grad, parse, sin, steps, total
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import evaluator
from autograd.notation.formulas import latex
from autograd.notation.symbols import Symbol
from autograd.record.derivation import LONGEST_PATH, MOST_NODES, MOST_PATHS, MOST_TERMS, Derivation
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer
from tests.latex import in_python
from tests.programs import SMOOTH, run, sizes_of_paths

TEXTBOOK = [OPS[name] for name in ("add", "sub", "mul", "div", "neg", "sin", "cos", "exp", "log", "sigmoid", "tanh")]


def every_path(node: Value, x: Value) -> Iterator[tuple[tuple[Value, int], ...]]:
    """All paths from `node` to `x`, by a recursion that is nothing like the engine's walk: for small graphs."""
    if node is x:
        yield ()
    for slot, input in enumerate(node.inputs):
        for rest in every_path(input, x):
            yield ((node, slot), *rest)


def named(program: Program) -> tuple[list[Value], Value]:
    leaves, out = run(program)
    for i, leaf in enumerate(leaves, 1):
        leaf.name = f"x{i}"
    return leaves, out


# The sum over paths


@given(programs(steps=8))
def test_the_paths_are_all_paths_and_their_sum_is_the_derivative(program: Program) -> None:
    leaves, out = run(program)
    record, size = steps(out), sizes_of_paths(out)
    for x in leaves:
        found = record.derivation(x)
        paths = list(every_path(out, x))
        assert found.count == len(paths)
        assert found.total == record.gradient.get(x, 0.0)
        assert abs(found.total - grad(out, [x])[0].data) <= 1e-9 * (1.0 + size.get(x, 0.0))
        if len(paths) > MOST_PATHS or max(map(len, paths), default=0) > LONGEST_PATH:
            assert not found.paths
        else:
            assert [tuple((c.output, c.slot) for c in path) for path in found.paths] == paths
            products = [math.prod(c.local for c in path) for path in found.paths]
            assert abs(math.fsum(products) - found.total) <= 1e-9 * (1.0 + size.get(x, 0.0))


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


@settings(max_examples=fewer(200))
@given(programs(TEXTBOOK, steps=6))
def test_every_line_of_formulas_has_the_value_of_the_derivative(program: Program) -> None:
    """The lines are read back by two readers, from the text and from LaTeX, with the numbers of the record."""
    leaves, out = named(program)
    record = steps(out)
    names = {record.label[node]: node.data for node in record.order}
    names |= {re.sub(r"\W", "_", label): number for label, number in names.items()}
    size = sizes_of_paths(out)
    for x in leaves:
        found = record.derivation(x)
        if not found.paths or x is out:
            continue
        bound = 1e-4 * (1.0 + size[x] * (1.0 + max(abs(c.local) for path in found.paths for c in path)))
        for line in right_hand_sides(str(found).replace("·", "*")):
            if "∂" not in line:
                assert abs(evaluated(line, names) - found.total) <= bound, line
        for line in right_hand_sides(found.latex().replace("&", "").replace(r"\\", "")):
            if r"\partial" not in line:
                assert abs(evaluated(in_python(line), names) - found.total) <= bound, line


def right_hand_sides(block: str) -> list[str]:
    """What stands after each = of the first equation, lines of one sum joined again."""
    lines = [line for line in block.split("\n") if line.startswith((r"\frac", "∂", " "))]
    joined = "\n".join(lines).replace("\n ", "\n")
    return [re.sub(r"\s*\n\s*", " ", part) for part in re.split(r"(?<![=<>!])= ", joined)[1:]]


def evaluated(line: str, names: dict[str, float]) -> float:
    found: Any = eval(line, {"__builtins__": {}, **FUNCTIONS, **names})
    return float(found)


# Textbook examples, against numbers that are not the engine's


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


# What is asked for


def test_what_the_output_does_not_depend_on_has_the_derivative_0() -> None:
    found = steps(apple()).derivation(Value(3.0, name="<b>|$x$"))
    assert (found.total, found.count, found.paths) == (0.0, 0.0, ())
    assert str(found) == "∂v2/∂<b>|$x$ = 0\n\nThe output does not depend on it: no path leads there."
    assert found.markdown().startswith("∂v2/∂&lt;b&gt;\\|&#36;x&#36; = 0\n\n")


def test_the_output_itself_has_the_derivative_1() -> None:
    for out in (apple(), Value(2.0, name="x")):
        found = steps(out).derivation(out)
        assert (found.total, found.count, found.paths) == (1.0, 1.0, ((),))
        assert str(found).endswith(" = 1")


def test_a_node_may_be_called_by_its_name_or_label() -> None:
    x, other, out = Value(2.0, name="x"), Value(3.0, name="x"), apple()
    assert steps(out).derivation("v1").total == 1.1
    with pytest.raises(ValueError, match="no node of this graph is called 'aple'"):
        steps(out).derivation("aple")
    with pytest.raises(ValueError, match="several nodes of this graph are called 'x'"):
        steps(x * other).derivation("x")
    assert steps(x * other).derivation("x#2").x is other


@pytest.mark.parametrize("x", [2.0, None, ["x"], b"x"])
def test_anything_else_is_a_type_error(x: Any) -> None:
    with pytest.raises(TypeError, match=f"a Value of the graph, or its name, not {type(x).__name__}"):
        steps(apple()).derivation(x)


@given(st.text(max_size=50), st.text(max_size=50))
def test_no_name_is_markup(first: str, second: str) -> None:
    x = Value(2.0, name=f"{first}<b>|`$\\")
    found = steps(x * Value(3.0, name=second) * x).derivation(x)
    shown = found.markdown()
    assert not re.search(r"<|(?<!\\)`|\$", shown)
    for line in shown.split("\n")[:4]:
        assert len(re.findall(r"(?<!\\)\|", line)) == 6
    assert found.latex().count("\n") == str(found).replace("\n\n", "\n").count("\n") + 2
    for brace in "{}":  # all that are left belong to LaTeX
        assert len(re.findall(rf"(?<!\\){brace}", found.latex())) == len(re.findall(r"(?<!\\){", found.latex()))


def test_a_rule_that_takes_floats_alone_is_shown_by_its_derivatives() -> None:
    odd = Op("odd", "x", math.sin, lambda z, x: (math.cos(x),))
    x = Value(0.0, name="x")
    assert str(steps(evaluator(odd)(x) * 3).derivation(x)).splitlines() == [
        "∂v2/∂x = ∂v2/∂v1 · ∂v1/∂x",
        "       = 3 · ∂v1/∂x",
        "       = 3 · 1",
        "       = 3",
    ]


# Many paths, long paths


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


@given(programs(SMOOTH, steps=12))
def test_the_three_forms_say_the_same_number(program: Program) -> None:
    leaves, out = named(program)
    for x in leaves:
        found: Derivation = steps(out).derivation(x)
        if not found.paths or x is out:
            continue
        number = [line for line in str(found).split("\n") if "=" in line][-1].rpartition("= ")[2]
        assert float(number) == pytest.approx(found.total, rel=1e-5, abs=1e-300)
        assert f"| {number} |" in found.markdown()
        assert found.latex().split("\n")[-2].endswith(latex(Symbol(float(number)))) or "text" in found.latex()


def test_a_derivation_is_pickled() -> None:
    a = Value(2.0, name="a")
    derivation = steps(a * a + a).derivation("a")
    assert str(pickle.loads(pickle.dumps(derivation))) == str(derivation)
