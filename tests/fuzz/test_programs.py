"""Random programs agree with numbers of 57 digits; a wrong derivative is found, made small, and printed."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from autograd.calculus.ops import OPS
from autograd.testing.programs import Program
from tests.conftest import fewer
from tests.fuzz import programs
from tests.fuzz.exact import Exact


def test_programs_are_right() -> None:
    found = programs.part((5, 0, fewer(2000)))
    assert found.programs == fewer(2000)
    assert found.faults == []
    assert 0.0 < found.worst < 1e-12


def test_mpfr_and_mpmath_agree_on_every_row() -> None:
    pytest.importorskip("gmpy2")
    ours, other = Exact(), Exact(with_gmpy2=False)
    for row in programs.rows():
        for op in row[:3]:
            xs = (0.5, 0.25, 1.5, 1.0)[: op.arity] if not op.index else (0.5, 1.0)
            if op.domain(*xs):
                found = [float(each.meaning(op)(*map(each.number, xs))) for each in (ours, other)]
                assert found[0] == pytest.approx(found[1], rel=1e-15, abs=1e-300), op.name


def test_a_constant_that_comes_out_has_all_digits() -> None:
    """The squares of -3.698 and of x1 differ little: a square in floats would be off by 4e-11 of the variance."""
    low, x = -3.698, -3.803
    program = Program((x,), ((OPS["clamp"].bind(low, 2.0), (1,)), (OPS["variance"], (1, 2, 2))))
    exact = Exact(with_gmpy2=False)
    found = exact.value(program, [exact.number(x)])
    true = Fraction(2, 9) * (Fraction(x) - Fraction(low)) ** 2
    assert abs(found * true.denominator / true.numerator - 1) < 1e-50


def test_a_wrong_gradient_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(program: Program) -> list[float]:
        value, *slopes = right(program)
        return [value, *(s + 1.0 if any(op.name == "tanh" for op, _ in program.steps) else s for s in slopes)]

    right = programs.answers
    monkeypatch.setattr(programs, "answers", answers)
    found = programs.part((5, 0, 300))
    assert found.faults
    for fault in found.faults:
        said, _, code = fault.partition("\n")
        assert said.startswith("# the engine says [")
        assert [line.partition(" = ")[2].partition("(")[0] for line in code.splitlines()[1:]] == ["Value", "tanh"]


def test_what_rounding_changes_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """`10**15 + x - 10**15` loses x, in any floats."""
    add, sub = OPS["add"], OPS["sub"]
    program = Program((0.3, 1e15), ((add, (1, 2)), (sub, (1, 2))))
    exact = Exact(with_gmpy2=False)
    true = exact.derivatives(program)
    assert programs.error(programs.answers(program), true) > programs.TOLERANCE
    assert not programs.is_wrong(program, exact)


def test_a_value_that_floats_alone_have_is_no_fault() -> None:
    pytest.importorskip("gmpy2")
    erf, log, power = OPS["erf"], OPS["log"], OPS["power"].bind(0.5)
    exact = Exact()
    assert programs.is_at_an_edge(Program((9.0,), ((erf, (1,)), (log, (1,)), (power, (1,)))), exact)
    assert not programs.is_at_an_edge(Program((9.0,), ((erf, (1,)), (log, (1,)))), exact)


def test_a_comparison_that_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PART", 5)
    half = programs.compare(10, 3, 1, tmp_path)
    assert (half.parts, half.programs) == (2, 10)
    whole = programs.compare(20, 3, 1, tmp_path)
    assert (whole.parts, whole.programs, whole.faults) == (4, 20, [])
    assert json.loads((tmp_path / "programs-3.json").read_text("utf-8"))["numbers"] == whole.numbers
    assert programs.told(whole).startswith("20 programs")
