"""Graphs calculated anew by a browser's language, against the engine and against mpmath."""

from __future__ import annotations

import sys
from collections.abc import Callable

import mpmath
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import autograd
from autograd import DomainError, Value, total, where
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.record import Record
from autograd.testing.programs import Program
from autograd.testing.strategies import MODERATE, lanes, programs
from tests.conftest import PROFILE, fewer, thinned
from tests.program.test_compiled import CONTINUOUS
from tests.programs import run, sizes_of_paths
from tests.viz.page.scripts import Script, needs_node
from viz.page.live import Live, NotLiveError, live


def leaves_of(record: Record) -> list[float | None]:
    return [node.data if node.op is None else None for node in record.order]


def is_near(x: float, y: float, size: float = 0.0) -> bool:
    return abs(x - y) <= 1e-12 * max(abs(y), size, 1e-300)


def agree(script: Script, parts: Live, record: Record, sizes: dict[Value, float]) -> None:
    found = script.calculate(parts, leaves_of(record))
    assert found["refused"] is None
    for i, node in enumerate(record.order):
        assert is_near(found["gradients"][i], record.gradient[node], sizes.get(node, 0.0)), record.label[node]
    for product, step in zip(found["products"], record.backward, strict=True):
        assert is_near(product["total"], step.total_so_far, sizes.get(step.input, 0.0))


@needs_node
@settings(max_examples=fewer(200), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(program=programs(CONTINUOUS), more=st.lists(MODERATE, min_size=8, max_size=8))
def test_a_random_program_at_other_numbers(script: Script, program: Program, more: list[float]) -> None:
    """Recorded at some numbers and calculated at others, as the engine calculates it there."""
    _, out = run(program)
    try:
        parts = live(Record(out))
        there = program(*[Value(x) for x in more[: len(program.leaves)]])
        record = Record(there)
    except (DomainError, NotLiveError):
        assume(False)
    agree(script, parts, record, sizes_of_paths(there))


@needs_node
@pytest.mark.parametrize("row", thinned([row for row in TABLE if row.name != "where"], 1), ids=lambda row: row.name)
@settings(
    max_examples=2 if PROFILE == "default" else 16,  # each has several points
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_every_row(script: Script, row: Op, data: st.DataObject) -> None:
    op, numbers = data.draw(lanes(row))
    for xs in numbers:
        out = apply(op, [Value(x) for x in xs])
        try:
            record = Record(out)
        except DomainError:
            continue
        found = script.calculate(live(record), leaves_of(record))
        assert found["refused"] is None
        assert is_near(found["values"][-1], out.data, 1e-3 * max(map(abs, xs))), xs
        for product, step in zip(found["products"], record.backward, strict=True):
            assert is_near(product["local"], step.local, 1.0), xs


@needs_node
@pytest.mark.parametrize("name", ["erf", "erfc"])
def test_what_javascript_lacks_is_right(script: Script, name: str) -> None:
    """Against mpmath, over the range where the result is a normal float."""
    xs = [sign * 1.1**i for i in range(-200, 35) for sign in (-1.0, 1.0) if 1.1**i < (26.5 if name == "erfc" else 40.0)]
    found = [script("live/functions.js", f"functions.{name}", "given", x) for x in xs]
    for x, y in zip(xs, found, strict=True):
        with mpmath.workdps(30):
            truth = getattr(mpmath, name)(mpmath.mpf(x))
            assert abs(y - truth) <= 3e-14 * abs(truth), x


@needs_node
@pytest.mark.parametrize(
    ("make", "leaf", "refused"),
    [
        (lambda x: (x * 2.0).log() + 1.0, -1.0, "log"),
        (lambda x: (x * 2.0).exp(), 1e3, "exp"),
        (lambda x: x.sqrt() * 3.0, 0.0, "sqrt"),  # its slope is infinite
    ],
)
def test_the_node_that_has_no_number_is_told(
    script: Script, make: Callable[[Value], Value], leaf: float, refused: str
) -> None:
    x = Value(1.0)
    record = Record(make(x))
    there = leaves_of(record)
    there[record.order.index(x)] = leaf
    found = script.calculate(live(record), there)["refused"]
    assert record.order[found].op == OPS[refused]


def test_a_choice_is_refused() -> None:
    """It was made while recording, and stays as it was."""
    x = Value(3.0)
    with pytest.raises(NotLiveError):
        live(Record(where(x > 0.0, x, -x)))


def test_a_rule_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Live.__module__], "MOST", 5)
    x = Value(3.0)
    live(Record(x * x))
    with pytest.raises(NotLiveError) as refused:
        live(Record(total([x] * 9)))
    assert refused.value.args[0].name == "total"


def test_no_name_reaches_the_script() -> None:
    cube = autograd.operation("alert", value=lambda x: x * x * x, partials=lambda z, x: (3.0 * x * x,))
    parts = live(Record(cube(Value(3.0, name="</script><b>"))))
    assert not any(word in parts.script for word in ("alert", "script", "<"))
