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
    hypot,
    log,
    log10,
    log_softmax,
    logsumexp,
    parse,
    sigmoid,
    softmax,
    softplus,
    sqrt,
    tanh,
    variance,
)  # fmt: skip
from autograd.language import speaking

x, y, zero = Value(-800.0, name="x"), Value(800.0, name="y"), Value(0.0, name="zero")


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
        lambda: log(zero),
    ],
)
def test_other_pairs_have_no_such_advice(calculation: Callable[[], object]) -> None:
    assert "write" not in said(calculation)


def test_what_the_advice_says_is_true() -> None:
    """At the very numbers that were refused."""
    with mp.workdps(400):
        assert float(-softplus(-x)) == pytest.approx(float(-mp.log(1 + mp.exp(800))))
        assert float(-softplus(y)) == pytest.approx(float(mp.log(1 - 1 / (1 + mp.exp(-800)))))
        assert float(log_softmax([x, y])[0]) == pytest.approx(float(-800 - mp.log(mp.exp(-800) + mp.exp(800))))
        assert float(logsumexp([y, y])) == pytest.approx(float(mp.log(2 * mp.exp(800))))
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
