"""What `autograd.testing` offers works where Hypothesis is led by a solver, CrossHair, or by a fuzzer, HypoFuzz."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

from autograd import Value, check_claim, exp
from autograd.calculus.elementary import cos, sin
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.testing import WrongGradient, assert_gradient, op_properties
from autograd.testing.certainty import further
from autograd.testing.certainty.walked import walked
from autograd.testing.programs import Program
from autograd.testing.strategies import programs

SOLVER = pytest.param(
    "crosshair", marks=pytest.mark.skipif(not find_spec("hypothesis_crosshair_provider"), reason="needs CrossHair")
)
FUZZER = pytest.param("hypofuzz", marks=pytest.mark.skipif(not find_spec("hypofuzz"), reason="needs HypoFuzz"))
solver_only, both = pytest.mark.parametrize("backend", [SOLVER]), pytest.mark.parametrize("backend", [SOLVER, FUZZER])


def led(backend: str, examples: int = 6) -> settings:
    return settings(
        backend=backend, max_examples=examples, deadline=None, database=InMemoryExampleDatabase(), derandomize=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@pytest.fixture
def profile(backend: str) -> Any:
    """Every test of Hypothesis is led by this backend."""
    before = settings.get_current_profile_name()
    settings.register_profile("led", led(backend))
    settings.load_profile("led")
    yield
    settings.load_profile(before)


@both
def test_gradients_of_values(backend: str) -> None:
    @led(backend)
    @given(st.floats(-10, 10), st.floats(-10, 10))
    def holds(x: float, y: float) -> None:
        a, b = Value(x), Value(y)
        (a * a + b * b * b + a * b).backward()  # a and b may be equal, and are two nodes all the same
        assert abs(a.grad - (2 * x + y)) < 1e-6
        assert abs(b.grad - (3 * y * y + x)) < 1e-6

    holds()


@solver_only
def test_a_branch_of_values_is_walked(backend: str) -> None:
    @led(backend, 60)
    @given(st.floats(-10, 10))
    def is_right(x: float) -> None:
        v = Value(x)
        (v * 3 if 4.999 < v < 5.001 else v * v).backward()
        assert abs(v.grad - 2 * x) < 1e-6

    with pytest.raises(AssertionError):
        is_right()


@solver_only
def test_a_value_is_a_float_where_a_float_is_needed(backend: str) -> None:
    met = []

    @led(backend)
    @given(st.floats(-3, 3), st.integers(1, 3))
    def holds(x: float, n: int) -> None:
        v = Value(x)
        assert abs(float(exp(v)) - 2.718281828459045**x) < 1e-6
        assert (v**n).data == pytest.approx(x**n)
        met.append(1)

    holds()
    assert len(met) > 2


@both
def test_random_programs(backend: str) -> None:
    @led(backend, 4)
    @given(programs([OPS["mul"], OPS["add"], OPS["sin"]], steps=2))
    def holds(program: Program) -> None:
        program(*map(Value, program.leaves)).backward()

    holds()


@solver_only
def test_a_claim_within_a_test(backend: str) -> None:
    """Within a test led by HypoFuzz, Hypothesis itself refuses another search: findings/ tells why."""

    @led(backend, 2)
    @given(st.just(2.0))
    def holds(factor: float) -> None:
        assert_gradient(lambda x: factor * x, lambda x: factor, st.floats(-1, 1), examples=3)

    holds()


@both
def test_a_claim_under_a_profile(backend: str, profile: None) -> None:
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(lambda x: x * x, lambda x: 3 * x, st.floats(-1, 1), examples=20)
    assert caught.value.arguments == (1.0,)


WRONG = Op("sine", "x", sin, lambda z, x: (-cos(x),))


@both
def test_the_properties_of_a_row(backend: str, profile: None) -> None:
    for check in op_properties(OPS["sin"])[:2]:
        check()


@pytest.mark.parametrize("backend", [FUZZER])
def test_a_wrong_row_is_found(backend: str, profile: None) -> None:
    with pytest.raises(AssertionError, match="the local gradient for input 0"):
        op_properties(WRONG)[1]()


# Claims, searched


def right(x: float) -> float:
    return 2 * x if x > 3 else x + x


def needle(x: float) -> float:
    return 0.0 if 4.999 < x < 5.001 else 2 * x


@solver_only
def test_claims_are_searched(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert assert_gradient(lambda x: x * x, right, st.floats(-10, 10), seconds=0.3) == "searched"
    monkeypatch.setattr(further, "has_sympy", lambda: False)
    claim = check_claim("x**2", "2*x", "x", seconds=0.3)
    assert claim.strength == "searched"
    assert "looked for 0.3 seconds" in str(claim)


@solver_only
def test_a_needle_is_found_by_the_solver_alone(backend: str) -> None:
    found = list(walked(st.tuples(st.floats(-10, 10)), [needle], 1.0))
    assert any(4.999 < x < 5.001 for (x,) in found)
    strange = st.floats(-10, 10).map(lambda x: x + 0.0)  # whose borders nobody else can tell
    assert assert_gradient(lambda x: x * x, needle, strange) == "tried"
    with pytest.raises(WrongGradient):
        assert_gradient(lambda x: x * x, needle, strange, seconds=2)
