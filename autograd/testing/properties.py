"""The properties of every row, as checks of one row. One parametrised test proves a new row.

The truth does not depend on the row's local gradients: mpmath differentiates the value numerically, with 50 digits.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple
from unittest import SkipTest  # which pytest knows too

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op, nowhere
from autograd.graph.backward import grad
from autograd.graph.forward import jvp
from autograd.graph.functions import FUNCTIONS, apply
from autograd.graph.operation import Operation
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.notation.formulas import letters, partials, text
from autograd.testing import mathematics
from autograd.testing.mathematics import DIGITS, derivative, faults, meaning, one_sided, unreadable, working_digits
from autograd.testing.pullbacks import pullback_fault
from autograd.testing.strategies import MIDDLING, MODERATE, WIDE, cases, inside, lanes, rows


class Property(NamedTuple):
    """A check of one row; call it. `str` is what a test report shows."""

    row: Op
    check: Callable[..., None]
    truth: Callable[..., Any]

    def __call__(self) -> None:
        if self.check is not rules_take_numbers_of_every_kind and (why := unreadable(self.row)):
            raise SkipTest(why)  # the first property fails by it; the others would, with a riddle each
        self.check(self.row, self.truth)

    def __str__(self) -> str:
        return f"{self.row.name}-{self.check.__name__}"


def op_properties(op: Op, truth: Callable[..., Any] | None = None) -> list[Property]:
    """Every property of a row, of the table or made by `autograd.operation`, to be called one by one:

        @pytest.mark.parametrize("check", op_properties(MY_ROW), ids=str)
        def test_my_row(check):
            check()

    `truth` gives the row's value in mpmath's numbers, as a function of the inputs and then the constants. Without
    `truth`, the row's own `value` is used. Then the local gradients are proven, but the value is not.

    The first property is that the rules can be read in numbers of every kind. If it fails, the others are skipped.

    Needs mpmath and NumPy, and says so if one is missing: `pip install "ringograd[testing]"`. Your Hypothesis profile
    sets the number of examples.
    """
    if not isinstance(op, Op):
        raise TypeError(say("no row to test", function="op_properties", given=op))
    for package in ("mpmath", "numpy"):  # here, and not in the middle of the first property that needs it
        if not find_spec(package):
            raise ModuleNotFoundError(say("properties need a package", package=package), name=package)
    smooth = [
        rules_take_numbers_of_every_kind,
        value_and_local_gradients_are_true,
        second_derivatives_are_true,
        third_derivatives_are_true,
        forward_equals_reverse,
        lanes_equal_eager,
        notation_evaluates_to_the_local_gradients,
        outside_its_domain_it_is_refused,
    ]
    if op.pullback:
        smooth.append(the_pullback_is_that_of_the_local_gradients)
    kinked = [] if op.kink is nowhere else [at_kinks_the_convention_lies_between_the_sides]
    return [Property(op, check, truth or op.value) for check in [*smooth, *kinked]]


def rules_take_numbers_of_every_kind(row: Op, truth: Callable[..., Any]) -> None:
    """And there is one local gradient per input. All other properties are tested by reading the rules in other
    numbers."""
    assert not unreadable(row), unreadable(row)


def value_and_local_gradients_are_true(row: Op, truth: Callable[..., Any]) -> None:
    @_for_all(cases(row, wide=True))
    def holds(op: Op, xs: tuple[float, ...]) -> None:
        value = op.value(*xs)
        local = op.partials(value, *xs)
        with working_digits(DIGITS):
            found = faults(truth, op, xs, value, local)
        if found:  # numbers as small as 1e-300, next to others of size 1, need more digits
            with working_digits(DIGITS + 300):
                found = faults(truth, op, xs, value, local)
        assert not found, "; ".join(found)

    holds()


def second_derivatives_are_true(row: Op, truth: Callable[..., Any]) -> None:
    _derivatives_are_true(row, truth, order=2)


def third_derivatives_are_true(row: Op, truth: Callable[..., Any]) -> None:
    _derivatives_are_true(row, truth, order=3)


def _derivatives_are_true(row: Op, truth: Callable[..., Any], order: int) -> None:
    """By `grad` of `grad`, in every combination of the first three inputs."""

    @_for_all(cases(row), fewer=order)
    def holds(op: Op, xs: tuple[float, ...]) -> None:
        with working_digits(DIGITS) as mp:
            true, exact = meaning(truth, op, mp), [mp.mpf(x) for x in xs]
            leaves = [Value(x) for x in xs]
            for slots in itertools.combinations_with_replacement(range(min(len(xs), 3)), order):
                out = apply(op, leaves)
                for slot in slots:
                    [out] = grad(out, [leaves[slot]])
                slope = derivative(true, exact, slots)
                scale = max(abs(slope), 1)
                if abs(out.data - slope) > 1e-9 * scale:
                    # Where two pieces meet smoothly, as in elu and huber, the second derivative may jump, and has no
                    # value that the row could miss: differences that straddle the place give the mean of the sides.
                    said = f"the derivative along {slots} is {out.data}, and in truth {float(slope)!r}"
                    assert mathematics.jumps(true, exact, slots), (
                        "; ".join(mathematics.corners(true, exact, op)) or said
                    )

    holds()


def forward_equals_reverse(row: Op, truth: Callable[..., Any]) -> None:
    @_for_all(cases(row, wide=True))
    def holds(op: Op, xs: tuple[float, ...]) -> None:
        leaves = [Value(x) for x in xs]
        apply(op, leaves).backward()
        for i, leaf in enumerate(leaves):
            direction = [float(i == j) for j in range(len(xs))]
            _, tangent = jvp(lambda *duals: apply(op, duals), xs, direction)
            assert tangent == leaf.grad, f"input {i}: forward {tangent}, reverse {leaf.grad}"

    holds()


def lanes_equal_eager(row: Op, truth: Callable[..., Any]) -> None:
    """Arrays fed to the row give, in each lane, what floats give."""
    import numpy as np

    @_for_all(lanes(row))
    def holds(op: Op, points: list[tuple[float, ...]]) -> None:
        arrays = [np.array(column) for column in zip(*points, strict=True)]
        value = op.value(*arrays)
        local = op.partials(value, *arrays)
        for i, xs in enumerate(points):
            one = op.value(*xs)
            for lane, eager in zip([value, *local], [one, *op.partials(one, *xs)], strict=True):
                lane = np.broadcast_to(lane, len(points))[i]
                assert math.isclose(lane, eager, rel_tol=1e-12, abs_tol=1e-12), f"lane {i}: {lane} is not {eager}"

    holds()


def the_pullback_is_that_of_the_local_gradients(row: Op, truth: Callable[..., Any]) -> None:
    numbers = st.tuples(MODERATE | MIDDLING, MODERATE | WIDE | st.just(0.0))

    @_for_all(st.tuples(st.just(row), st.lists(numbers, min_size=1)))
    def holds(op: Op, drawn: list[tuple[float, float]]) -> None:
        fault = pullback_fault(op, *zip(*drawn, strict=True))
        assert not fault, fault

    holds()


def notation_evaluates_to_the_local_gradients(row: Op, truth: Callable[..., Any]) -> None:
    """The formula that a reader sees, typed into Python again, gives the numbers that the engine calculates with."""

    @_for_all(cases(row))
    def holds(op: Op, xs: tuple[float, ...]) -> None:
        z = op.value(*xs)
        shown = partials(op)
        own = {node.op.name: node.op.unbound for node in inputs_first(shown) if isinstance(node.op, Operation)}
        names = [str(letter.name) for letter in letters(op, len(xs))[0]]
        assume(len(xs) == len(shown))  # a row of a list is written for three inputs
        known = {**FUNCTIONS, **own, "z": Value(z), "pi": math.pi, **dict(zip(names, map(Value, xs), strict=False))}
        for formula, local in zip(map(text, shown), op.partials(z, *xs), strict=True):
            typed = eval(formula, {"__builtins__": {}}, known)  # our own text, and nobody else's
            assert math.isclose(typed, local, rel_tol=1e-9, abs_tol=1e-9), f"{formula} = {typed} is not {local}"

    holds()


def outside_its_domain_it_is_refused(row: Op, truth: Callable[..., Any]) -> None:
    """And within the domain there are a value and local gradients, unless they are infinite or too large for a
    float."""
    number = MODERATE | WIDE
    anywhere = st.lists(number, min_size=3, max_size=3) if row.arity > 2 else st.tuples(*[number] * row.arity)

    @_for_all(st.tuples(rows(row), anywhere))
    def holds(op: Op, xs: Sequence[float]) -> None:
        leaves = [Value(x) for x in xs]
        refused: DomainError | None = None
        try:
            grad(apply(op, leaves), leaves)
        except DomainError as error:
            refused = error
        assume(not isinstance(refused, OverflowError))  # too large for a float, wherever it is
        if refused and op.domain(*xs) and inside(op, xs):
            with working_digits(DIGITS) as mp:
                true, exact = meaning(truth, op, mp), [mp.mpf(x) for x in xs]
                assume(all(abs(derivative(true, exact, [i])) < 1e15 for i in range(len(xs))))  # as of cbrt at 0
        at_boundary = op.domain(*xs) and not inside(op, xs)
        assert at_boundary or (refused is None) == op.domain(*xs), str(refused or "it has a value and local gradients")

    holds()


def at_kinks_the_convention_lies_between_the_sides(row: Op, truth: Callable[..., Any]) -> None:
    """At a kink the local gradient lies between the derivatives of the two sides. Where the value jumps, it is the
    derivative of one side."""

    @_for_all(cases(row, kinks=True))
    def holds(op: Op, xs: tuple[float, ...]) -> None:
        with working_digits(DIGITS) as mp:
            true, exact = meaning(truth, op, mp), [mp.mpf(x) for x in xs]
            for i, local in enumerate(op.partials(op.value(*xs), *xs)):
                sides = [one_sided(true, exact, i, mp.mpf(step)) for step in ("1e-20", "-1e-20")]
                sides = [side for side in sides if abs(side) < 1e15]  # a jump has no derivative from there
                low, high = min(sides), max(sides)
                assert low - 1e-12 <= local <= high + 1e-12, f"input {i}: {local} is not between {low} and {high}"

    holds()


def _for_all(cases: st.SearchStrategy[tuple[Op, Any]], fewer: int = 1) -> Callable[..., Callable[[], None]]:
    """The check as a test of its own, under the current profile, which says how many examples. Costly checks try
    fewer, and ten at least if the profile has so many."""

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        profile = settings()
        examples = min(profile.max_examples, max(10, profile.max_examples // fewer**2))
        quietly = settings(profile, max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))

        @quietly
        @given(cases)
        def holds(case: tuple[Op, Any]) -> None:
            try:
                check(*case)
            except AssertionError as error:
                raise AssertionError(f"{_called(*case)}: {error}") from None

        return holds

    return decorate


def _called(op: Op, case: Sequence[Any]) -> str:
    """The row at one point, or at several that are lanes of arrays, as a call."""
    lanes = case if isinstance(case, list) and case and isinstance(case[0], tuple) else [case]
    constants = [f"{name}={constant!r}" for name, constant in op.bound.items()]
    return " and ".join(f"{op.name}({', '.join([*map(repr, xs), *constants])})" for xs in lanes)
