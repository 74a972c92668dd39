"""`assert_gradient` accepts a true gradient whatever its digits and its shape, and refuses what cannot be judged."""

import math
import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

import autograd
from autograd import dot, exp, log, relu, sigmoid, sqrt, tanh, total
from autograd.testing import WrongGradient, assert_gradient
from tests.conftest import takes_long, thinned
from tests.testing.claims import NUMBER, failure, matrix, sig, vector

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
    thinned(
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
        ]
    ),
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
