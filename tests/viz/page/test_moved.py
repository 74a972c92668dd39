"""What a page writes at other inputs is what Python writes there."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from autograd import DomainError, Value, dot, steps
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.language.text import number
from autograd.record.steps import Steps
from autograd.testing.programs import Program
from autograd.testing.strategies import MODERATE, lanes, programs
from tests.conftest import fewer, thinned
from tests.program.test_compiled import CONTINUOUS
from tests.viz.page.scripts import Script, needs_node
from viz.page.data.model import model
from viz.page.html import anew
from viz.page.linked import linked
from viz.page.live import NotLiveError, live

pytestmark = needs_node

SHOWN = """import { calculation } from "./common/calculation.js";
import { moved } from "./live/moved.js";
export function shown([data, leaves, found]) {
  const given = leaves.map((x) => x ?? undefined);
  const { nodes, edges, leaves: ways } = moved(calculation(data), given, { ...found, refused: null });
  const columns = (rows, names) => Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
  return {
    nodes: columns(nodes, Object.keys(data.nodes)), edges: columns(edges, Object.keys(data.edges)),
    products: [...ways.values()].flatMap((leaf) => leaf.paths.map((path) => path.product)),
  };
}"""
CODE = linked("shown.js", {"shown.js": SHOWN}) + '\nreturn modules["shown.js"].shown(given);'
QUICK = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


def agree(script: Script, record: Steps, there: Steps) -> None:
    """Moved from one record to the other, all texts are those of the other."""
    products, totals = [], dict[Value, float]()
    for c in there.backward:
        numbers = {"upstream": c.upstream, "local": c.local, "product": c.product, "total": c.total_so_far}
        products.append(numbers | {"before": totals.get(c.input, 0.0)})
        totals[c.input] = c.total_so_far
    gradients = [there.gradient.get(node, 0.0) for node in there.order]
    found = {"values": [*there.value.values()], "gradients": gradients, "products": products}
    leaves = [value if node.op is None else None for node, value in there.value.items()]
    shown = script.run(CODE, [model(record, {}) | anew(record, live(record)), leaves, found])
    expected = model(there, {})
    for table in ("nodes", "edges"):
        for column in set(expected[table]) - {"box", "drawn"}:
            assert shown[table][column] == expected[table][column], column
        for one, other in zip(shown[table].get("drawn", []), expected[table].get("drawn", []), strict=True):
            assert one == other or is_long(other)
    assert shown["products"] == [path["product"] for leaf in expected["leaves"] for path in leaf["paths"]]


def is_long(drawn: Any) -> bool:
    """Whether a formula is cut: a long one is not written anew."""
    return isinstance(drawn, str) and len(drawn) > 100


@settings(max_examples=fewer(400), suppress_health_check=QUICK)
@given(st.floats(allow_nan=True))
@example(-0.0)
@example(100000.5)
@example(-100001.5)
@example(10000.25)
@example(999999.5)
@example(0.00009999995)
def test_a_number_is_rounded_as_in_python(script: Script, x: float) -> None:
    given = str(x).replace("inf", "Infinity").replace("nan", "NaN")
    assert script("live/text.js", "number", given) == number(x)


@settings(max_examples=fewer(200), suppress_health_check=QUICK)
@given(units=st.integers(100_000, 999_999), power=st.integers(0, 9))
def test_a_number_in_the_middle_becomes_even(script: Script, units: int, power: int) -> None:
    x = math.ldexp(2.0 * units + 1.0, -power) * 5.0**power  # many of these are exactly between two of six digits
    assert script("live/text.js", "number", "given", x) == number(x)


@settings(max_examples=fewer(100), suppress_health_check=QUICK)
@given(program=programs(CONTINUOUS), numbers=st.lists(MODERATE, min_size=16, max_size=16))
def test_a_random_program_at_other_inputs(script: Script, program: Program, numbers: list[float]) -> None:
    count = len(program.leaves)
    try:
        record, there = (
            steps(program(*[Value(x, name=f"x{i}") for i, x in enumerate(part)]))
            for part in (numbers[:count], numbers[8 : 8 + count])
        )
        live(record)
    except (DomainError, NotLiveError):
        assume(False)
    assume([*record.label.values()] == [*there.label.values()])
    agree(script, record, there)


@pytest.mark.parametrize("row", thinned(row for row in TABLE if row.name != "where"), ids=lambda row: row.name)
@settings(max_examples=3, suppress_health_check=QUICK)
@given(st.data())
def test_every_row_at_other_inputs(script: Script, row: Op, data: st.DataObject) -> None:
    op, numbers = data.draw(lanes(row))
    try:
        record, there = (
            steps(apply(op, [Value(x, name=f"x{i}") for i, x in enumerate(xs)])) for xs in (numbers[0], numbers[-1])
        )
    except DomainError:
        assume(False)
    agree(script, record, there)


@pytest.mark.parametrize(("here", "there"), [((2.0, 3.0), (-2.0, -3e-9)), ((-2.0, -3.0), (4e7, 5.0))])
def test_a_number_of_a_formula_is_its_own_label(
    script: Script, here: tuple[float, float], there: tuple[float, float]
) -> None:
    """And it is in parentheses where it has become negative, also within a sum of products."""

    def build(number: float, x: float) -> Steps:
        five, named = Value(number), Value(x, name="x")
        return steps((dot([named, five, five], [five, named, named]) - five) / five * named**2)

    agree(script, build(*here), build(*there))


def test_the_parentheses_of_a_product_are_those_of_its_first_number(script: Script) -> None:
    def build(x: float, y: float) -> Steps:
        return steps(dot([Value(x, name="x"), Value(y, name="y")], [Value(y, name="z"), Value(x, name="w")]))

    assert OPS["dot"].reads_as
    agree(script, build(1.0, 2.0), build(-1.0, -2.0))
    assert build(-1.0, -2.0).forward[-1].numbers == "-1 * (-2) + (-2 * (-1))"
