"""`assert_gradient` accepts every true gradient, and finds and names the slips that are planted in one."""

import math
import pickle
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import autograd
from autograd import Value, dot, exp, jvp, log, mean, relu, sigmoid, sqrt, steps, tanh, total
from autograd.testing import WrongGradient, assert_gradient
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer, takes_long

NUMBER = st.floats(-5, 5)
nested = settings(max_examples=fewer(20), suppress_health_check=[HealthCheck.nested_given, HealthCheck.too_slow])


def vector(n: int) -> st.SearchStrategy[list[float]]:
    return st.lists(NUMBER, min_size=n, max_size=n)


def matrix(rows: int, columns: int) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(vector(columns), min_size=rows, max_size=rows)


def failure(f: Callable[..., Any], claimed: Callable[..., Any], arguments: Any, **options: Any) -> WrongGradient:
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(f, claimed, arguments, **options)
    return caught.value


def sig(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x)) if x > -700.0 else 0.0


# Random programs: the truth passes, what is planted is found


def off(x: float, i: int) -> float:
    return x + i / 200


def near(program: Program) -> list[st.SearchStrategy[float]]:
    return [st.integers(-100, 100).map(partial(off, x)) for x in program.leaves]


def one_or_all(gradients: list[Any]) -> Any:
    return gradients[0] if len(gradients) == 1 else tuple(gradients)


def gradient(program: Program, xs: tuple[float, ...], cut: int | None = None) -> list[float]:
    """The gradient by the chain rule, without the contribution at edge number `cut`."""
    leaves = [Value(x) for x in xs]
    output = program(*leaves)
    totals = {output: 1.0}
    for i, step in enumerate(steps(output).backward):
        if i != cut:
            totals[step.input] = totals.get(step.input, 0.0) + totals.get(step.output, 0.0) * step.local
    return [totals.get(leaf, 0.0) for leaf in leaves]


@nested
@given(programs())
def test_the_truth_worked_out_in_another_order_passes(program: Program) -> None:
    def forward(*xs: float) -> Any:
        return one_or_all([jvp(program, xs, [float(i == j) for i in range(len(xs))])[1] for j in range(len(xs))])

    try:
        assert_gradient(program, forward, near(program), examples=30)
    except ValueError as nothing_to_tell:
        event(str(nothing_to_tell)[:40])


@takes_long
@nested
@given(programs(steps=6), st.sampled_from([(-1.0, "sign"), (2.0, "factor"), (0.5, "factor"), (-3.0, "sign")]))
def test_a_multiple_of_the_truth_is_found_and_named(program: Program, planted: tuple[float, str]) -> None:
    ratio, reason = planted
    assume(max(map(abs, gradient(program, program.leaves))) > 0.01)
    claimed = lambda *xs: one_or_all([ratio * d for d in gradient(program, xs)])
    assert reason in failure(program, claimed, near(program), examples=60).reasons


@takes_long
@settings(nested, suppress_health_check=[*nested.suppress_health_check, HealthCheck.filter_too_much])
@given(programs(steps=6), st.data())
def test_a_lost_contribution_is_found_and_named(program: Program, data: st.DataObject) -> None:
    leaves = [Value(x) for x in program.leaves]
    edges = steps(program(*leaves)).backward
    several = [i for i, e in enumerate(edges) if sum(other.input is e.input for other in edges) > 1]
    assume(several)  # few programs use a number twice
    lost = data.draw(st.sampled_from(several))
    there, without = gradient(program, program.leaves), gradient(program, program.leaves, cut=lost)
    assume(max(abs(a - b) for a, b in zip(there, without, strict=True)) > 0.01)
    claimed = lambda *xs: one_or_all(gradient(program, xs, cut=lost))
    wrong = failure(program, claimed, near(program), examples=60)
    assert "missing term" in wrong.reasons


@pytest.mark.parametrize(("rows", "columns"), [(1, 2), (2, 1), (2, 2), (3, 2)])
@pytest.mark.parametrize("activation", [tanh, lambda z: z * z])
def test_a_transposed_gradient_is_found_and_named(
    rows: int, columns: int, activation: Callable[[Value], Value]
) -> None:
    def layer(W: list[list[Value]], x: list[Value]) -> Any:
        return total([activation(dot(row, x)) for row in W])

    def true(W: list[list[float]], x: list[float]) -> tuple[Any, None]:
        weights = [[Value(w) for w in row] for row in W]
        layer(weights, [Value(x_i) for x_i in x]).backward()
        return [[w.grad for w in row] for row in weights], None

    arguments = [matrix(rows, columns), vector(columns)]
    assert_gradient(layer, true, arguments)
    turned = lambda W, x: ([list(column) for column in zip(*true(W, x)[0], strict=True)], None)
    assert "transposed" in failure(layer, turned, arguments).reasons


def test_a_matrix_claimed_in_another_shape_is_shown_where_its_numbers_tell() -> None:
    def quad(W: list[list[Value]], x: list[Value]) -> Any:
        return total([dot(row, x) ** 2 for row in W])

    def turned(W: list[list[float]], x: list[float]) -> tuple[Any, None]:
        z = [sum(w * x_j for w, x_j in zip(row, x, strict=True)) for row in W]
        return [[2 * z_i * x_j for z_i in z] for x_j in x], None

    wrong = failure(quad, turned, [matrix(2, 3), vector(3)])
    assert wrong.reasons == ("transposed",)
    assert "the claimed gradient is a matrix of 3 x 2, and W is a matrix of 2 x 3" in str(wrong)
    assert any(map(any, wrong.true[0]))
    nothing = failure(lambda W: dot(W[0], W[0]) * 0.0, lambda W: [[0.0], [0.0]], matrix(1, 2))
    assert nothing.reasons == ("transposed",)


# Slips from textbooks


def test_a_flipped_sign() -> None:
    def layer(x: Value) -> Any:
        return sigmoid(x)

    wrong = failure(layer, lambda x: sig(x) * (sig(x) - 1.0), NUMBER)
    assert (wrong.arguments, wrong.claimed, wrong.true, wrong.reasons) == ((0.0,), (-0.25,), (0.25,), ("sign",))
    assert "layer(x=0.0)" in str(wrong)


def squared_error(y: list[Value], t: list[Value]) -> Any:
    return mean([(y_i - t_i) ** 2 for y_i, t_i in zip(y, t, strict=True)])


def slope(factor: Callable[[int], float]) -> Callable[..., Any]:
    return lambda y, t: ([factor(len(y)) * (y_i - t_i) for y_i, t_i in zip(y, t, strict=True)], None)


@pytest.mark.parametrize(
    ("factor", "reasons"),
    [
        (lambda n: 2.0, {"1/n"}),
        (lambda n: 2.0 / n**2, {"1/n"}),
        (lambda n: 1.0, {"1/n", "factor"}),
        (lambda n: -2.0, {"1/n", "sign"}),
        (lambda n: 1.0 / n, {"factor"}),
        (lambda n: -2.0 / n, {"sign"}),
        (lambda n: -1.0 / n, {"sign", "factor"}),
    ],
)
def test_the_factors_of_a_mean_squared_error(factor: Any, reasons: set[str]) -> None:
    pairs = st.integers(1, 4).flatmap(lambda n: st.tuples(vector(n), vector(n)))
    assert_gradient(squared_error, slope(lambda n: 2.0 / n), pairs)
    wrong = failure(squared_error, slope(factor), pairs)
    assert set(wrong.reasons) == reasons
    assert str(wrong).count("The reason: ") == 1  # what is wrong together is told together


@pytest.mark.parametrize("least", [1, 2])
@pytest.mark.parametrize(
    ("sign", "told"),
    [
        (1, "1/n is missing: claimed = true * n, where n is the length of p."),
        (-1, "1/n is missing, and the sign is flipped: claimed = -true * n, where n is the length of p."),
    ],
)
def test_a_factor_that_counts_a_list_is_read_off_where_it_is_not_1(least: int, sign: int, told: str) -> None:
    def mse(p: list[Value]) -> Any:
        return total([a**2 for a in p]) / len(p)

    lists = st.lists(st.floats(-3, 3), min_size=least, max_size=4)
    wrong = failure(mse, lambda p: [sign * 2 * a for a in p], lists)
    assert f"The reason: the factor {told}" in str(wrong)
    assert wrong.reasons == ("1/n", "sign")[: 1 + (sign < 0)]


def test_a_length_that_never_changes_is_named_as_a_number_and_as_a_length() -> None:
    wrong = failure(squared_error, slope(lambda n: 2.0), [vector(3), vector(3)])
    assert wrong.reasons == ("factor", "1/n")
    assert "a factor 3 too many: claimed = 3 * true" in str(wrong)
    assert "n = 3 is the length of y" in str(wrong)


def test_the_square_root_of_a_length_is_told_whether_the_length_changes_or_not() -> None:
    def score(k: list[Value]) -> Any:
        return total(k) / sqrt(float(len(k)))

    told = "the factor 1/sqrt(n) is missing: claimed = true * sqrt(n), where n is the length of k."
    for lists in vector(2), st.lists(NUMBER, min_size=1, max_size=4):
        wrong = failure(score, lambda k: [1.0 for _ in k], lists)
        assert wrong.reasons == ("1/n",)
        assert told in str(wrong)


@pytest.mark.usefixtures("all_points")
def test_a_value_as_a_gradient_and_as_a_factor_of_one() -> None:
    def wave(x: Value) -> Any:
        return sigmoid(x)

    value = failure(wave, sig, NUMBER)
    assert value.reasons == ("value for the gradient",)
    assert "the forward value was given for the gradient" in str(value)
    times = failure(wave, lambda x: -(sig(x) ** 2) * (1 - sig(x)), NUMBER)
    assert times.reasons == ("factor", "sign")
    assert "claimed = -true * wave." in str(times)
    assert "claimed = true * x." in str(failure(wave, lambda x: x * sig(x) * (1 - sig(x)), NUMBER))


def test_factors_are_written_as_a_person_would() -> None:
    cube = lambda x: x * x * x
    assert "claimed = 2 * true / 3" in str(failure(cube, lambda x: 2 * x * x, NUMBER))
    assert "claimed = 1.0472 * true" in str(failure(cube, lambda x: math.pi * x * x, NUMBER))
    assert "always 0" in str(failure(cube, lambda x: 0.0, NUMBER))


def test_the_sign_of_single_numbers() -> None:
    f = lambda x: x[0] * x[1] - x[2] ** 2
    wrong = failure(f, lambda x: [x[1], x[0], 2 * x[2]], vector(3))
    assert wrong.reasons == ("sign",)
    assert "flipped in x[2], and in no other" in str(wrong)


def test_one_of_two_contributions_lost() -> None:
    assert failure(lambda x: x * x, lambda x: x, NUMBER).reasons == ("factor", "missing term")


def test_a_branch_lost() -> None:
    def branch(a: Value, b: Value) -> Value:
        return a * b + a

    wrong = failure(branch, lambda a, b: (b, a), [NUMBER, NUMBER])
    assert wrong.reasons == ("missing term",)
    assert "in the gradient of a, a term is missing: a is used 2 times, and its use in a * b + a" in str(wrong)
    assert wrong.true[1] == wrong.claimed[1]


def test_only_one_of_three_branches_kept() -> None:
    wrong = failure(lambda x: sigmoid(x) + x * 3 + exp(x), lambda x: math.exp(x), NUMBER)
    assert wrong.reasons == ("missing term",)
    assert "only its use in exp(x) is counted" in str(wrong)


def test_a_factor_of_the_chain_lost() -> None:
    def slope(z: float) -> float:
        return sig(z) * (1 - sig(z))

    inner = failure(lambda x: sigmoid(x * x), lambda x: slope(x * x), NUMBER)
    assert inner.reasons == ("missing factor",)
    assert "this is the gradient by x * x" in str(inner)
    upstream = failure(lambda w, x: sigmoid(w * x) ** 2, lambda w, x: (slope(w * x) * x, None), [NUMBER, NUMBER])
    assert upstream.reasons == ("missing factor",)
    middle = failure(lambda x: exp(sigmoid(x * x)), lambda x: math.exp(sig(x * x)) * 2 * x, NUMBER)
    assert middle.reasons == ("missing factor",)
    assert "the local gradient of sigmoid(x * x) by x * x" in str(middle)


def test_what_is_right_at_most_points_and_at_the_smallest_is_wrong() -> None:
    assert failure(tanh, lambda x: 1 - math.tanh(x) ** 2 if x < 3 else 0.0, NUMBER).arguments[0] >= 3.0


def test_a_shorter_counterexample_that_was_met_is_the_one_shown() -> None:
    longest_first = st.integers(1, 6).map(lambda i: 7 - i).flatmap(vector)
    wrong = failure(lambda x: dot(x, x), lambda x: [2 * a if len(x) < 2 else a + 1.0 for a in x], longest_first)
    assert len(wrong.arguments[0]) == 2


# What rounding does is no error


@pytest.mark.parametrize(
    ("f", "claimed", "arguments"),
    [
        (sigmoid, lambda x: sig(x) * (1 - sig(x)), st.floats(-100, 100)),
        (lambda x: 1 / (1 + exp(-x)), lambda x: sig(x) * (1 - sig(x)), st.floats(-100, 100)),
        (lambda x: 1e6 * sigmoid(x), lambda x: 1e6 * sig(x) * (1 - sig(x)), st.floats(-100, 100)),
        (tanh, lambda x: 1 - math.tanh(x) ** 2, st.floats(-100, 100)),
        (lambda x: (0.1 * x - 0.3) ** 2, lambda x: 0.02 * x - 0.06, st.integers(-5, 5)),
        (lambda x, y: (x - y) ** 3, lambda x, y: (3 * x * x - 6 * x * y + 3 * y * y, None), [NUMBER, NUMBER]),
        (lambda x: 1e-40 * x, lambda x: 1e-40, NUMBER),
        (exp, math.exp, st.floats()),
        (lambda x: x * x, lambda x: 2 * x, st.floats()),
    ],
)
def test_digits_that_cancel_are_no_error(f: Any, claimed: Any, arguments: Any) -> None:
    assert_gradient(f, claimed, arguments)


def test_small_numbers_can_be_wrong() -> None:
    assert failure(lambda x: 1e-40 * x, lambda x: 2e-40, NUMBER).reasons == ("factor",)
    assert failure(lambda x, y: dot([x], [y]), lambda x, y: (2 * y, x), [st.floats(1e-15, 2e-15)] * 2)


def test_a_gradient_that_rounding_hides_is_not_passed() -> None:
    with pytest.raises(ValueError, match="smaller than what rounding may make of it"):
        assert_gradient(sigmoid, lambda x: -sig(x) * (1 - sig(x)), st.floats(-60, -50))


def test_the_tolerance_is_relative() -> None:
    assert_gradient(lambda x: 1e6 * x, lambda x: 1e6 + 1.0, NUMBER, tolerance=1e-5)
    wrong = failure(lambda x: 1e6 * x, lambda x: 1e6 + 0.1, NUMBER)
    assert "1000000.1" in str(wrong)


# Edges


def test_a_number_that_depends_on_nothing() -> None:
    assert_gradient(lambda x: 3.0, lambda x: 0.0, NUMBER)
    assert_gradient(lambda x, y: x * 2, lambda x, y: (2.0, 0.0), [NUMBER, NUMBER])
    assert failure(lambda x: 3.0, lambda x: 1.0, NUMBER).true == (0.0,)


def test_the_identity() -> None:
    assert_gradient(lambda x: x, lambda x: 1.0, NUMBER)


def test_lists_of_one_and_arrays() -> None:
    assert_gradient(lambda x: x[0] ** 2, lambda x: [2 * x[0]], vector(1))
    assert_gradient(total, lambda x: np.ones(len(x)), st.lists(NUMBER, min_size=1))
    assert_gradient(lambda W: total(W[0]), lambda W: np.ones((1, 2)), matrix(1, 2))
    assert_gradient(lambda x, y: x * y, lambda x, y: np.array([y, x]), [NUMBER, NUMBER])
    assert_gradient(sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)), NUMBER)


@pytest.mark.parametrize(
    ("claimed", "says"),
    [
        (lambda x, y: y, "for 2 arguments the claimed function returns a tuple of 2 gradients"),
        (lambda x, y: (x, x, x), "it returned 3"),
        (lambda x, y: (None, None), "nothing is claimed"),
        (lambda x, y: None, "did it forget its return"),
        (lambda x, y: (1.0, 1.0), "x is a list of 2, and so is its gradient; the claimed one is a number"),
        (lambda x, y: ([1.0], 1.0), "x is a list of 2, and so is its gradient; the claimed one is a list of 1"),
        (lambda x, y: ([[1.0, 2.0]], 1.0), "the claimed one is a matrix of 1 x 2"),
        (lambda x, y: (["1", "2"], 1.0), "the claimed gradient of x holds one real number, not str"),
    ],
)
def test_a_claim_of_another_shape(claimed: Any, says: str) -> None:
    with pytest.raises((TypeError, ValueError), match=says):
        assert_gradient(lambda x, y: dot(x, x) * y, claimed, [vector(2), NUMBER])


@pytest.mark.parametrize(
    ("f", "arguments", "says"),
    [
        (lambda x: [x], NUMBER, "f returns one Value or number, and it returned a list of 1"),
        (lambda x: None, NUMBER, "it returned None"),
        (lambda x, y: x, NUMBER, "the strategies draw 1 argument for f.x, y.: missing a required argument: 'y'"),
        (lambda x: x, 0.5, "a Hypothesis strategy, such as"),
        (lambda x: x, [0.5], "a Hypothesis strategy, such as"),
        (lambda x: x, st.just("a"), "holds one real number, not str"),
        (log, st.floats(-5, -1), "judged at none of the [0-9]+ arguments tried; for instance: log.x. at x = "),
        (relu, st.just(0.0), "relu has a kink"),
        (total, st.just([]), "they hold no numbers"),
        (lambda x: x, NUMBER.filter(lambda x: False), "draw nothing"),
    ],
)
def test_what_cannot_be_judged_is_refused(f: Any, arguments: Any, says: str) -> None:
    with pytest.raises((TypeError, ValueError), match=says):
        assert_gradient(f, lambda *xs: xs[0], arguments)


@pytest.mark.parametrize(
    ("f", "claimed", "examples", "says"),
    [
        (3, tanh, 200, "f is a function of the arguments, and not 3"),
        (tanh, [3.0], 200, "claimed is a function of the arguments, and not .3.0."),
        (tanh, tanh, 0, "examples is a whole number of at least 1, such as 200, and not 0"),
        (tanh, tanh, 2.5, "examples is a whole number .* not 2.5"),
    ],
)
def test_what_is_no_function_and_no_number_of_examples(f: Any, claimed: Any, examples: Any, says: str) -> None:
    with pytest.raises((TypeError, ValueError), match=f"^{says}$"):
        assert_gradient(f, claimed, NUMBER, examples=examples)


def test_a_bug_in_the_claimed_function_is_shown_as_it_is() -> None:
    with pytest.raises(KeyError):
        assert_gradient(sigmoid, {"known": 1.0}.__getitem__, NUMBER)


def test_a_claim_without_a_value() -> None:
    wrong = failure(lambda x: x * x, lambda x: 2 * x * x / x, NUMBER)
    assert wrong.reasons == ("no value",)
    assert wrong.arguments == (0.0,)
    assert math.isnan(wrong.claimed[0])
    assert "ZeroDivisionError" in str(wrong)
    assert "it gives nan" in str(failure(lambda x: x * x, lambda x: math.nan, NUMBER))


def test_points_outside_the_domain_do_not_count() -> None:
    assert_gradient(lambda x: sqrt(x) * log(x), lambda x: (math.log(x) / 2 + 1) / math.sqrt(x), NUMBER)


def test_kinks() -> None:
    assert_gradient(relu, lambda x: 1.0 if x >= 0.0 else 0.0, st.integers(-3, 3))
    assert failure(relu, lambda x: 1.0 if x >= 0.0 else 0.1, st.integers(-3, 3)).arguments == (-1.0,)
    assert failure(abs, lambda x: 1.0, st.integers(-3, 3)).arguments == (-1.0,)


def test_a_function_that_drops_its_graph_is_not_blamed_on_the_claim() -> None:
    wrong = failure(lambda x: x * x.data, lambda x: 2 * x, NUMBER)
    assert wrong.reasons == ("f in doubt",)
    assert "the claim cannot be judged" in str(wrong)


def test_differences_confirm_what_is_called_true() -> None:
    for f, claimed in [(exp, lambda x: 1.0), (lambda x: x**3 - tanh(x), lambda x: 3 * x * x), (log, lambda x: 2 / x)]:
        assert "confirm the true gradient" in str(failure(f, claimed, NUMBER))


@takes_long
def test_a_large_gradient_is_cut() -> None:
    lines = str(failure(lambda x: dot(x, x), lambda x: [1.0 for _ in x], vector(50))).splitlines()
    assert "... and 38 more wrong numbers" in lines
    assert max(map(len, lines)) < 1100


def test_the_failure_can_be_pickled_and_is_an_assertion() -> None:
    wrong = failure(sigmoid, lambda x: 1.0, NUMBER)
    again = pickle.loads(pickle.dumps(wrong))
    assert isinstance(again, WrongGradient)
    assert isinstance(again, AssertionError)
    assert (str(again), again.arguments, again.true) == (str(wrong), wrong.arguments, wrong.true)


# Nothing global


@takes_long
@pytest.mark.usefixtures("all_points")
def test_the_search_is_the_same_in_every_run() -> None:
    def run() -> list[Any]:
        seen: list[Any] = []
        claimed = lambda x: seen.append(x) or 2 * x  # type: ignore[func-returns-value]
        assert_gradient(lambda x: x * x, claimed, NUMBER, examples=200)
        return seen

    first, second = run(), run()
    assert first == second
    assert len(first) > 100


def test_hypothesis_and_its_settings_are_left_alone() -> None:
    code = """
import sys
import autograd, autograd.testing
assert "hypothesis" not in sys.modules
from hypothesis import settings, strategies as st
settings.register_profile("own", max_examples=7)
settings.load_profile("own")
before, profiles = settings.default, dict(settings._profiles)
from autograd.testing import assert_gradient, WrongGradient
assert_gradient(lambda x: x * x, lambda x: 2 * x, st.floats(-3, 3))
try:
    assert_gradient(lambda x: x * x, lambda x: x, st.floats(-3, 3))
except WrongGradient:
    pass
assert settings.default is before and settings._profiles == profiles
assert settings.get_profile("own").max_examples == 7
assert "pytest" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_package_names_what_it_has() -> None:
    assert {"assert_gradient", "WrongGradient"} <= set(autograd.testing.__all__)
