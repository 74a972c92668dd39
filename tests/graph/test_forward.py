"""Forward mode: the same derivatives as the reverse pass and as mathematics, to any order and in any nesting."""

import itertools
import math
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
from autograd import DomainError, Value, hessian, hessian_vector_product, jacobian, jvp
from autograd.calculus.row import Op
from autograd.graph import forward
from autograd.graph.forward import Dual
from autograd.graph.functions import apply


@given(st.floats(-2, 2), st.integers(1, 4))
def test_nested_derivatives_of_any_order(x: float, order: int) -> None:
    def derivative(n: int, t: Any) -> Any:
        if n == 0:
            return autograd.sin(t) * autograd.exp(t * 0.5)
        return jvp(lambda s: derivative(n - 1, s), [t], [1.0])[1]

    truth = mp.diff(lambda t: mp.sin(t) * mp.exp(t / 2), mpf(x), order)
    assert abs(derivative(order, x) - truth) < 1e-12


def test_the_epsilons_of_nested_derivatives_are_kept_apart() -> None:
    """d/dx (x · d/dy (x + y)) is 1; one ε for both gives 2 (Siskind and Pearlmutter, 2005)."""
    _, tangent = jvp(lambda x: x * jvp(lambda y: x + y, [1.0], [1.0])[1], [1.0], [1.0])
    assert tangent == 1.0


def test_lists_and_constants() -> None:
    assert jvp(lambda x, y: [x * y, x, 7.0], [2.0, 3.0], [1.0, 1.0]) == ([6.0, 2.0, 7.0], [5.0, 1.0, 0.0])
    assert jvp(lambda x: 5.0, [2.0], [1.0]) == (5.0, 0.0)
    assert jacobian(lambda x, y: [x, 4.0], [2.0, 3.0]) == [[1.0, 0.0], [0.0, 0.0]]
    assert hessian(lambda x: 3.0, [2.0]) == [[0.0]]


def test_what_is_constant_adds_nothing_to_a_derivative_along_a_direction() -> None:
    """A number of the program, a Value from outside, and an argument that f does not use."""
    outside = Value(3.0)
    assert jvp(lambda x, y: 2.0 * x + outside, [5.0, 7.0], [1.0, 1.0])[1] == 2.0
    assert jvp(lambda x, y: outside * outside, [5.0, 7.0], [1.0, 1.0]) == (9.0, 0.0)


def test_a_number_among_dual_numbers_has_the_tangent_0() -> None:
    two, three = Dual.lift(2.0), Dual.lift(3.0)
    assert [x.tangent for x in (two, two * three, two**three, autograd.maximum(two, three))] == [0.0] * 4
    assert Dual.lift(two) is two
    assert Dual.lift(0.0).sqrt().tangent == 0.0  # though sqrt has no derivative at 0


def test_what_a_direction_does_not_touch_is_returned_as_a_number() -> None:
    for f in (lambda x, y: x, lambda x, y: x * x, lambda x, y: 25.0):
        value, tangent = jvp(lambda x, y, f=f: f(x, y), [5.0, 7.0], [0.0, 1.0])
        assert (type(value), type(tangent), tangent) == (float, float, 0.0)


def test_the_first_derivatives_of_a_program_are_as_those_that_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Levels are counted from the start of a program."""
    for f, at, direction, tangent in (
        (lambda x: x * jvp(lambda y: x + y, [1.0], [1.0])[1], [1.0], [1.0], 1.0),
        (lambda x: x * jvp(lambda y: x * y, [1.0], [1.0])[1], [3.0], [1.0], 6.0),
        (lambda x, y: autograd.sqrt(x) * y, [0.0, 2.0], [0.0, 1.0], 0.0),
    ):
        monkeypatch.setattr(forward, "_levels", itertools.count(1))
        assert jvp(f, at, direction)[1] == tangent


def test_a_rule_with_too_few_local_gradients_is_not_added_up_in_silence() -> None:
    row = Op("two", "x, y", lambda x, y: x + y, lambda z, x, y: (1.0,))
    with pytest.raises((TypeError, ValueError)):
        jvp(lambda x, y: apply(row, [x, y]), [1.0, 2.0], [1.0, 1.0])


@given(st.tuples(*[st.floats(-9, 9)] * 3), st.tuples(*[st.floats(-9, 9)] * 3))
def test_the_hessian_of_what_is_linear_in_some_arguments(at: tuple[float, ...], v: tuple[float, ...]) -> None:
    """Gradients by x, y and z of 5x + y²·z·0.5 + 7 are 5, y·z and y²/2: the first one is a constant."""
    _, y, z = at
    outside = Value(5.0)

    def f(x: Any, y: Any, z: Any) -> Any:
        return outside * x + y * y * z * 0.5 + 7.0

    expected = [[0.0, 0.0, 0.0], [0.0, z, y], [0.0, y, 0.0]]
    assert hessian(f, at) == [pytest.approx(row) for row in expected]
    products = [sum(h * d for h, d in zip(row, v, strict=True)) for row in expected]
    assert hessian_vector_product(f, at, v) == pytest.approx(products, abs=1e-12)
    assert hessian_vector_product(lambda x, y, z: x - z, at, v) == [0.0, 0.0, 0.0]
    assert hessian_vector_product(lambda x, y, z: 4.0, at, v) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("kind", ["relu", "abs", "maximum", "leaky_relu"])
def test_kinks_have_the_same_convention_forwards(kind: str) -> None:
    def f(x: Any) -> Any:
        return autograd.maximum(x, 0.0) if kind == "maximum" else getattr(x, kind)()

    x = Value(0.0)
    f(x).backward()
    assert jvp(f, [0.0], [1.0])[1] == x.grad


def test_mixes_with_plain_numbers_and_values_from_outside() -> None:
    outside = Value(3.0)
    value, tangent = jvp(lambda x: outside * x + x**2 + 2**x - 1 / x, [2.0], [1.0])
    assert float(value) == 3 * 2 + 4 + 4 - 0.5
    assert float(tangent) == pytest.approx(3 + 4 + 4 * float(mp.log(2)) + 0.25)


def test_refusals_speak_as_in_the_reverse_pass() -> None:
    with pytest.raises(DomainError, match=r"log\(-1\) is not defined"):
        jvp(lambda x: x.log(), [-1.0], [1.0])
    with pytest.raises(DomainError, match="local gradient of sqrt"):
        jvp(lambda x: x.sqrt(), [0.0], [1.0])
    with pytest.raises(DomainError, match="it needs low < high"):
        jvp(lambda x: x.clamp(2.0, 1.0), [0.0], [1.0])
    with pytest.raises(ValueError, match="1 number for 2 arguments"):
        jvp(lambda x, y: x, [1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="3 numbers for 1 argument"):
        hessian_vector_product(lambda x: x, [1.0], [1.0, 2.0, 3.0])
    with pytest.raises(TypeError, match="not str"):
        jvp(lambda x: x, ["1"], [1.0])
    with pytest.raises(TypeError, match="one output"):
        hessian(lambda x: [x, x], [1.0])


@pytest.mark.parametrize("x", [1e155, -1e155])
def test_what_overflows_to_an_infinity_is_refused_as_in_the_reverse_pass(x: float) -> None:
    """The value is infinite, and the derivative is not."""
    for f in (lambda x: x * x, lambda x: autograd.total([x * 1e153, x * 1e153]), lambda x: (-abs(x)).leaky_relu(1e200)):
        with pytest.raises(DomainError, match=r"too large: a float ends at 1\.8e308"):
            jvp(f, [x], [1e-200])


def test_a_product_with_the_hessian_stays_finite() -> None:
    with pytest.raises(DomainError, match="derivative that flows through"):
        hessian_vector_product(lambda x: x**2, [1.0], [1e308])
    with pytest.raises(DomainError, match="finite"):
        hessian_vector_product(lambda x: x**2, [1.0], [float("nan")])
    with pytest.raises(TypeError, match="not str"):
        hessian_vector_product(lambda x: x**2, [1.0], ["2"])


def test_a_product_with_the_hessian_needs_no_derivatives_of_constants() -> None:
    nothing = autograd.sqrt(Value(0.0) * 2.0)
    assert hessian_vector_product(lambda y: y * y * (nothing + 1.0), [3.0], [1.0]) == [2.0]


def test_a_number_in_place_of_a_list_is_told() -> None:
    for wrong in (
        lambda: jacobian(lambda x: x, 3.0),  # type: ignore[arg-type]
        lambda: hessian(lambda x: x, 3.0),  # type: ignore[arg-type]
        lambda: hessian_vector_product(lambda x: x, [3.0], 1.0),  # type: ignore[arg-type]
        lambda: jvp(lambda x: x, 3.0, 1.0),  # type: ignore[arg-type]
        lambda: jvp(lambda x: x, [3.0], 1.0),  # type: ignore[arg-type]
        lambda: jvp(lambda x: x, 3.0, [1.0]),  # type: ignore[arg-type]
    ):
        with pytest.raises(TypeError, match="numbers, one for each argument, such as"):
            wrong()


def test_values_may_say_where() -> None:
    assert jacobian(lambda x: x * x, [Value(3.0)]) == [[6.0]]


def test_functions_of_two_numbers_of_different_systems() -> None:
    """∂/∂a ∂/∂b atan2(b, a) at (1, 2) is (b² - a²)/(a² + b²)²."""
    _, tangent = jvp(lambda a: jvp(lambda b: autograd.atan2(b, a), [Value(2.0)], [1.0])[1], [1.0], [1.0])
    assert float(tangent) == pytest.approx((4 - 1) / 25)
    assert float(jvp(lambda x: Value(2.0).maximum(x), [3.0], [1.0])[1]) == 1.0


@pytest.mark.parametrize(
    ("f", "instead"),
    [
        (lambda x: math.exp(x), "math.exp gives a plain number, .* write autograd.exp"),
        (lambda x: x * math.sin(x), "math.sin gives a plain number, .* write autograd.sin"),
        (lambda x: sum(map(math.exp, [x])), "without its derivative: write autograd.exp"),
        (lambda x: float(x), "without its derivative: write autograd.exp"),
        (float, "without its derivative: write autograd.exp"),
        (lambda x: jvp(lambda y: y * math.exp(y), [x], [1.0])[1], "math.exp gives a plain number"),
    ],
)
def test_a_number_that_would_become_a_plain_float_is_refused(f: Callable[[Any], Any], instead: str) -> None:
    """Its derivative would be lost, and what is left would look like one."""
    with pytest.raises(TypeError, match=instead):
        jvp(f, [1.0], [1.0])


def test_what_decides_or_shows_and_what_has_no_direction_may_be_a_plain_number() -> None:
    assert jvp(lambda x: x * 2 if x > 1 and x != 3 else x, [2.0], [1.0]) == (4.0, 2.0)
    assert jvp(lambda x: x * int(x) + round(x, 1), [2.5], [1.0]) == (7.5, 2.0)
    assert jvp(lambda x, y: x * math.exp(y), [2.0, 0.0], [1.0, 0.0]) == (2.0, 1.0)
    assert jvp(lambda x: x - math.floor(x) if math.isfinite(x) and not math.isclose(x, 1) else x, [2.5], [1.0]) == (
        0.5,
        1,
    )
    assert jvp(lambda x: x * len("%.3f" % x), [2.5], [1.0]) == (12.5, 5.0)  # noqa: UP031


def test_threads_that_take_turns_keep_their_epsilons_apart() -> None:
    """One thread's derivative begins, another's ends, and the first one's inner derivative is begun after that."""
    began, ended = threading.Event(), threading.Event()

    def short() -> None:
        def f(x: Any) -> Any:
            began.set()
            return x

        jvp(f, [1.0], [1.0])
        ended.set()

    def outer(x: Any) -> Any:
        other.start()
        assert ended.wait(10)
        return x * jvp(lambda y: x + y, [1.0], [1.0])[1]

    other = threading.Thread(target=short)
    assert jvp(outer, [1.0], [1.0])[1] == 1.0
    other.join()
