"""A refusal tells what the numbers came from, and what to write where another formula has a value."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp

from autograd import (
    DomainError,
    Value,
    exp,
    expm1,
    grad,
    hypot,
    log,
    log1p,
    log10,
    log_softmax,
    logsumexp,
    parse,
    sigmoid,
    sin,
    softmax,
    softplus,
    sqrt,
    tanh,
    variance,
    where,
)  # fmt: skip
from autograd.language import speaking

x, y, zero = Value(-800.0, name="x"), Value(800.0, name="y"), Value(0.0, name="zero")
tiny = Value(1e-17, name="tiny")


def said(calculation: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        calculation()
    return str(refused.value)


@pytest.mark.parametrize(
    ("calculation", "begins", "advice"),
    [
        (lambda: log(sigmoid(x)), "log(sigmoid(x)) at x = -800, sigmoid(x) = 0 is", "write -softplus(-x): "),
        (lambda: log(sigmoid(-y + 1)), "log(sigmoid(-y + 1)) at y = 800", "write -softplus(-(-y + 1)): "),
        (lambda: log(1 - sigmoid(y)), "log(1 - sigmoid(y)) at y = 800, 1 - sigmoid(y) = 0 is", "write -softplus(y): "),
        (lambda: log(softmax([x, y])[0]), "log(softmax(x, y)[0]) at x = -800, y = 800", "write log_softmax"),
        (lambda: log(exp(x)), "log(exp(x)) at x = -800, exp(x) = 0 is", "write x: "),
        (lambda: exp(y) / (exp(y) + 1), "exp(y) at y = 800 is too large", "softmax, logsumexp, softplus and sigmoid"),
        (lambda: sqrt(zero**2 + zero * zero).backward(), "the local gradient of sqrt(zero ** 2 + ", "write hypot"),
        (lambda: sqrt(zero**2).backward(), "the local gradient of sqrt(zero ** 2) at zero = 0", "write abs(zero)"),
        (
            lambda: sqrt(variance([x, x])).backward(),
            "the local gradient of sqrt(variance(x, x))",
            "a small number under",
        ),
        (lambda: sqrt(zero**2 + zero**2 + zero**2).backward(), "the local gradient of sqrt(", "write hypot, if these"),
        (lambda: ((zero**2) ** 0.5).backward(), "the local gradient of (zero ** 2) ** 0.5", "write abs(zero)"),
        (lambda: 1 / log(1 + tiny), "1 / log(1 + tiny) at tiny = 1e-17, log(1 + tiny) = 0 is", "write log1p(tiny) for"),
        (lambda: 1 / log(tiny + 1), "1 / log(tiny + 1) at tiny = 1e-17", "write log1p(tiny) for log(1 + tiny): "),
        (lambda: tiny / -log(1 - tiny), "tiny / (-log(1 - tiny)) at", "write log1p(-tiny) for log(1 - tiny): "),
        (lambda: log(log(1 + tiny) / tiny), "log(log(1 + tiny) / tiny) at", "write log1p(tiny) for"),
        (lambda: tiny / (exp(tiny) - 1), "tiny / (exp(tiny) - 1) at", "write expm1(tiny) for exp(tiny) - 1: "),
        (lambda: log(1 - exp(-tiny)), "log(1 - exp(-tiny)) at", "write expm1(-tiny) for exp(-tiny) - 1: "),
        (lambda: zero * log(zero), "log(zero) at zero = 0 is", "write zero * log(where(zero > 0, zero, 1))"),
        (lambda: sin(zero) / zero, "sin(zero) / zero at zero = 0", "0 / 0 has no value, so the formula"),
    ],
)
def test_known_pairs_are_told_with_what_to_write(calculation: Callable[[], object], begins: str, advice: str) -> None:
    sentence = said(calculation)
    assert sentence.startswith(begins)
    assert advice in sentence.rpartition("; ")[2] or advice in sentence.partition("; ")[2]
    with speaking("ja"):
        assert len(said(calculation).splitlines()) == 1


@pytest.mark.parametrize(
    "calculation",
    [
        lambda: log(sigmoid(x) - 1),  # which is negative
        lambda: log10(sigmoid(x)),
        lambda: log(tanh(zero)),
        lambda: 1 / (x - x),
        lambda: sqrt(zero).backward(),
        lambda: sqrt(zero**2 + zero).backward(),
        lambda: ((zero**2 + zero) ** 0.5).backward(),
        lambda: log(zero - tiny),
        lambda: Value(0.0) / 0,
        lambda: 1 / log(1 + zero),  # which is 0 without rounding
        lambda: 1 / log(zero + 2 - 1),
        lambda: 1 / (tiny * tiny**20),
        lambda: 1 / (exp(zero) - 1),
        lambda: 1 / (exp(tiny) - exp(zero)),
    ],
)
def test_other_pairs_have_no_such_advice(calculation: Callable[[], object]) -> None:
    assert "write" not in said(calculation)


@pytest.mark.parametrize(
    "composite",
    [
        lambda x: sqrt(x) ** 2,
        lambda x: sqrt(x) * sqrt(x) * 3,
        lambda x: sqrt(x * x + x**2) ** 2,
        lambda x: (x**2) ** 0.75,
        lambda x: x ** (1 / 3) * x ** (2 / 3),
        lambda x: where(x > 0, sqrt(x), 2 * x),
    ],
)
def test_a_formula_is_at_fault_where_the_chain_rule_multiplies_0_by_an_infinite_local_gradient(
    composite: Callable[[Value], Value],
) -> None:
    for differentiate in lambda out: out.backward(), lambda out: grad(out, [zero]):
        sentence = said(lambda differentiate=differentiate: differentiate(composite(zero)))  # type: ignore[misc]
        assert "the formula may be at fault, and not the point; " in sentence
        with speaking("ja"):
            assert "式の書き方が原因かもしれません" in said(lambda: composite(zero).backward())


@pytest.mark.parametrize("composite", [sqrt, lambda x: sqrt(x) + x, lambda x: 2 * sqrt(x + x), lambda x: x**0.5])
def test_a_point_is_at_fault_where_the_formula_has_no_derivative(composite: Callable[[Value], Value]) -> None:
    assert said(lambda: composite(zero).backward()).endswith("differentiate a little away from there")


def test_what_the_advice_says_is_true() -> None:
    """At the very numbers that were refused."""
    with mp.workdps(400):
        assert float(-softplus(-x)) == pytest.approx(float(-mp.log(1 + mp.exp(800))))
        assert float(-softplus(y)) == pytest.approx(float(mp.log(1 - 1 / (1 + mp.exp(-800)))))
        assert float(log_softmax([x, y])[0]) == pytest.approx(float(-800 - mp.log(mp.exp(-800) + mp.exp(800))))
        assert float(logsumexp([y, y])) == pytest.approx(float(mp.log(2 * mp.exp(800))))
        assert float(log1p(tiny)) == pytest.approx(float(mp.log1p(mp.mpf("1e-17"))))
        assert float(expm1(-tiny)) == pytest.approx(float(mp.expm1(mp.mpf("-1e-17"))))
    for safe in hypot(zero, zero), abs(zero):
        zero.grad = 0.0
        safe.backward()
        assert zero.grad == 0.0


def test_an_origin_is_shown_as_far_as_it_can_be_read() -> None:
    chain = x
    for _ in range(5000):
        chain = chain - x
    assert said(lambda: log(chain * 0)) == (
        "log((… - x - x) * 0) at x = -800, (… - x - x) * 0 = 0 is not defined: log(x) needs x > 0"
    )
    a, b, c = (Value(number, name=letter * 60) for number, letter in ((0.0, "a"), (1.0, "b"), (2.0, "c")))
    assert said(lambda: log(a * b * c)).startswith("log(0) is not defined")
    assert said(lambda: log(sum([zero] * 3, zero) * 0)).count("at zero = 0, ") == 1


@given(
    st.recursive(
        st.sampled_from(["x", "y", "2"]), lambda e: st.builds("({} {} {})".format, e, st.sampled_from("+-*/"), e)
    )
)
def test_any_refusal_is_one_bounded_sentence(expression: str) -> None:
    sentence = ""
    try:
        parse(f"log({expression}) / ({expression})", {"x": 0.0, "y": 1.0})
    except ValueError as refused:  # of typed expressions, with a picture of the place below
        sentence = str(refused).partition("\n")[0]
    assert len(sentence) < 700
