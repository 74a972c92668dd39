"""The written code against the graph: random calculations of all rows, with and without lanes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import DomainError, Value, total
from autograd.calculus.order import inputs_first
from autograd.notation import latex
from autograd.program import Program as Compiled
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import PROFILE
from tests.program.readings.written import agrees
from tests.program.test_compiled import LINEAR, ROWS, SOME
from tests.programs import run

MANY = 8 if PROFILE == "default" else 40 if PROFILE == "first" else 10_000 if PROFILE == "long" else 100


def explained(program: Compiled) -> None:
    """Every formula can be written, in text, Markdown and LaTeX."""
    explanation = program.explain()
    assert len(str(explanation).splitlines()) > 2
    assert explanation.markdown().count("$") >= 2 * len(explanation.forwards)
    assert explanation.latex().count("&=") == len([*explanation.forwards, *explanation.backwards])
    assert all(latex(one.left.shown) for one in explanation.forwards)


@settings(max_examples=MANY)
@given(programs(ROWS), st.lists(st.sampled_from("pic"), min_size=4, max_size=4))
def test_parameters_inputs_and_constants(program: Program, kinds: list[str]) -> None:
    leaves, out = run(program)
    of: dict[str, list[Value]] = {kind: [x for x, k in zip(leaves, kinds, strict=False) if k == kind] for kind in "pic"}
    try:
        out.backward()
    except DomainError:  # it has no gradient here, and NumPy says inf or nan
        return
    explained(agrees(out, of["p"], of["i"]))


@settings(max_examples=MANY)
@given(programs(SOME), st.lists(st.sampled_from("pic"), min_size=4, max_size=4), st.data())
def test_outputs_that_repeat(program: Program, kinds: list[str], data: st.DataObject) -> None:
    """An output may come several times. It may be a parameter, an input or a constant, or stand within another one."""
    leaves, out = run(program)
    of: dict[str, list[Value]] = {kind: [x for x, k in zip(leaves, kinds, strict=False) if k == kind] for kind in "pic"}
    outs = data.draw(st.lists(st.sampled_from([*leaves, out, *inputs_first([out])]), min_size=1, max_size=5))
    try:
        for one in outs:
            one.backward()
    except DomainError:
        return
    str(agrees(outs, of["p"], of["i"]).explain())


@settings(max_examples=MANY)
@given(programs(LINEAR, steps=24))
def test_sums(program: Program) -> None:
    leaves, out = run(program)
    explained(agrees(out, leaves))


@settings(max_examples=MANY)
@given(programs(SOME), st.integers(1, 3), st.integers(2, 5), st.sampled_from("pic"))
def test_a_recorded_batch(program: Program, shared: int, count: int, kind: str) -> None:
    leaves = [Value(x) for x in program.leaves]
    examples = [[*leaves[:shared], *map(Value, program.leaves[shared:])] for _ in range(count)]
    out = total([program(*example) for example in examples])
    own = [x for example in examples for x in example[shared:]]
    try:
        out.backward()
    except DomainError:
        return
    agrees(out, [*leaves[:shared], *(own if kind == "p" else [])], own if kind == "i" else [])
