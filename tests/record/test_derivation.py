"""Derivations: the sum over paths is the derivative, and every line and form of it says the same."""

from __future__ import annotations

import math
import pickle
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import Value, grad, steps
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import evaluator
from autograd.notation.formulas import latex
from autograd.notation.symbols import Symbol
from autograd.record.derivation import LONGEST_PATH, MOST_PATHS, Derivation
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer
from tests.latex import in_python
from tests.programs import SMOOTH, run, sizes_of_paths
from tests.record.test_derivation_examples import apple

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


def test_a_derivation_is_pickled() -> None:
    a = Value(2.0, name="a")
    derivation = steps(a * a + a).derivation("a")
    assert str(pickle.loads(pickle.dumps(derivation))) == str(derivation)
