"""Losses against plain formulas, against mpmath where floats run out, and against torch."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from mpmath import mp

import autograd
from autograd import DomainError, Value, check_grad, grad, jvp, softmax
from nn import losses
from tests.nn.agreement import close, equal_to_torch, gradients, import_torch, values

NUMBER = st.floats(-5, 5)
LOGIT = st.floats(-1000, 1000) | st.sampled_from([-1000.0, 0.0, 1000.0]) | NUMBER
PAIRS = st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=5)
LOGITS = st.lists(LOGIT, min_size=1, max_size=5)


def shares(weights: list[float]) -> list[float]:
    return [weight / sum(weights) for weight in weights]


SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=5).filter(lambda w: sum(w) > 0.1).map(shares)


@given(PAIRS)
def test_squared_errors_and_their_gradients(pairs: list[tuple[float, float]]) -> None:
    output, target = [o for o, _ in pairs], [t for _, t in pairs]
    squares = sum((o - t) ** 2 for o, t in pairs)
    for loss, factor in (
        (losses.sum_squared_error, 1.0),
        (losses.half_squared_error, 0.5),
        (losses.mean_squared_error, 1.0 / len(pairs)),
    ):
        y = values(output)
        found = loss(y, target)
        found.backward()
        assert found.data == pytest.approx(factor * squares)
        assert gradients(y) == pytest.approx([factor * 2 * (o - t) for o, t in pairs])


def test_squared_errors_of_one_number_and_of_images() -> None:
    assert losses.mean_squared_error(Value(3.0), 1.0).data == 4.0
    assert losses.sum_squared_error(values([[[1.0], [2.0]]]), [[[0.0], [4.0]]]).data == 5.0


def exact_cross_entropy(logits: list[float], target: list[float]) -> tuple[float, list[float]]:
    """-Σ t_k ln softmax_k and its gradient softmax·Σt - t, to 500 digits: e^-1000 next to 1 needs 435."""
    with mp.workdps(500):
        powers = [mp.exp(z) for z in logits]
        whole = mp.fsum(powers)
        loss = -mp.fsum(t * mp.log(power / whole) for t, power in zip(target, powers, strict=True))
        slopes = [power / whole * mp.fsum(target) - t for t, power in zip(target, powers, strict=True)]
        return float(loss), [float(slope) for slope in slopes]


@given(st.data(), LOGITS)
def test_cross_entropy_from_logits_of_any_size(draw: st.DataObject, logits: list[float]) -> None:
    k = draw.draw(st.integers(0, len(logits) - 1))
    one_hot = [float(i == k) for i in range(len(logits))]
    loss, slopes = exact_cross_entropy(logits, one_hot)
    for target in (k, one_hot):
        z = values(logits)
        found = losses.cross_entropy_from_logits(z, target)
        found.backward()
        assert found.data == pytest.approx(loss, rel=1e-11, abs=1e-300)
        assert gradients(z) == pytest.approx(slopes, rel=1e-11, abs=1e-15)


@given(st.data(), SHARES)
def test_cross_entropy_of_shares(draw: st.DataObject, target: list[float]) -> None:
    logits = draw.draw(st.lists(LOGIT, min_size=len(target), max_size=len(target)))
    loss, slopes = exact_cross_entropy(logits, target)
    z = values(logits)
    found = losses.cross_entropy_from_logits(z, target)
    found.backward()
    assert found.data == pytest.approx(loss, rel=1e-11, abs=1e-11)
    assert gradients(z) == pytest.approx(slopes, rel=1e-10, abs=1e-14)


@given(SHARES, st.data())
def test_cross_entropy_of_probabilities(p: list[float], draw: st.DataObject) -> None:
    k = draw.draw(st.integers(0, len(p) - 1))
    assume(p[k] > 1e-6)
    for target in (k, [float(i == k) for i in range(len(p))]):  # a probability of 0 of another class does no harm
        x = values(p)
        found = losses.cross_entropy(x, target)
        found.backward()
        assert found.data == pytest.approx(-math.log(p[k]))
        assert gradients(x) == pytest.approx([-1 / p[k] if i == k else 0.0 for i in range(len(p))])


@given(st.floats(-300, -3).map(lambda exponent: 10.0**exponent), st.sampled_from([0, 1]))
def test_the_slope_of_a_cross_entropy_has_no_floor(p: float, k: int) -> None:
    """As that of PyTorch's has, whose finding stands in findings/torch-cross-entropy-has-two-floors.sh."""
    x = [Value(p) if i == k else Value(1.0 - p) for i in range(2)]
    losses.cross_entropy(x, k).backward()
    single = Value(p)
    losses.binary_cross_entropy(single, 1.0).backward()
    assert x[k].grad == pytest.approx(-1 / p, rel=1e-14)
    assert single.grad == pytest.approx(-1 / p, rel=1e-14)


@given(LOGIT, st.sampled_from([0.0, 1.0]) | st.floats(0, 1))
@example(40.0, 1.0)
def test_binary_cross_entropy_from_logits_of_any_size(logit: float, target: float) -> None:
    with mp.workdps(500):
        p = 1 / (1 + mp.exp(-mp.mpf(logit)))
        loss, slope = float(-target * mp.log(p) - (1 - mp.mpf(target)) * mp.log(1 - p)), float(p - target)
    z = Value(logit)
    found = losses.binary_cross_entropy_from_logits(z, target)
    found.backward()
    assert found.data == pytest.approx(loss, rel=1e-12, abs=0 if target in (0, 1) else 1e-300)
    assert z.grad == pytest.approx(slope, rel=1e-11, abs=1e-300 if target in (0, 1) else 1e-15)


@given(st.floats(0.01, 0.99), st.floats(0, 1))
def test_binary_cross_entropy(p: float, target: float) -> None:
    x = Value(p)
    found = losses.binary_cross_entropy(x, target)
    found.backward()
    assert found.data == pytest.approx(-target * math.log(p) - (1 - target) * math.log(1 - p))
    assert x.grad == pytest.approx((p - target) / (p * (1 - p)), abs=1e-9)


def test_certain_and_right_costs_nothing_and_certain_and_wrong_is_refused() -> None:
    certain: list[Callable[[Any], Any]] = [
        lambda p: losses.binary_cross_entropy(p, 1),
        lambda p: losses.binary_cross_entropy(1.0 - p, 0),
        lambda p: losses.cross_entropy([p, 0.0], 0),
        lambda p: losses.cross_entropy([p, 0.0], [1.0, 0.0]),
        lambda p: losses.cross_entropy_from_logits([1000.0 * p, 0.0], 0),
        lambda p: losses.cross_entropy_from_logits([1000.0 * p, 0.0], [1.0, 0.0]),
    ]
    for loss in certain:
        p = Value(1.0)
        found = loss(p)
        found.backward()
        assert found.data == jvp(loss, [1.0], [1.0])[0] == 0.0
        assert p.grad == jvp(loss, [1.0], [1.0])[1]


@given(st.floats(1e-300, 0.5))
def test_binary_cross_entropy_of_small_probabilities(p: float) -> None:
    """-ln(1 - p), though 1 - p may be 1 in floats."""
    leaf = Value(p)
    found = losses.binary_cross_entropy(leaf, 0)
    found.backward()
    assert (found.data, leaf.grad) == pytest.approx((-math.log1p(-p), 1 / (1 - p)), rel=1e-15, abs=0)
    assert losses.cross_entropy(values([0.0, 1.0]), 1).data == 0.0
    with pytest.raises(DomainError, match="log"):
        losses.cross_entropy(values([0.0, 1.0]), 0)
    with pytest.raises(DomainError, match="log"):
        losses.cross_entropy(softmax(values([0.0, 1000.0])), 0)


@given(st.floats(-3, 3), st.sampled_from([1, -1, 1.0, -1.0]))
def test_hinge(score: float, target: float) -> None:
    assume(abs(1 - target * score) > 1e-9)
    y = Value(score)
    found = losses.hinge(y, target)
    found.backward()
    assert found.data == pytest.approx(max(0.0, 1 - target * score))
    assert y.grad == (-target if target * score < 1 else 0.0)


@given(st.lists(NUMBER, min_size=1, max_size=5), st.floats(0, 2))
def test_weight_decay_draws_each_weight_to_0(numbers: list[float], strength: float) -> None:
    w = values(numbers)
    found = losses.weight_decay(iter(w), strength)
    found.backward()
    assert found.data == pytest.approx(strength / 2 * sum(x * x for x in numbers))
    assert gradients(w) == pytest.approx([strength * x for x in numbers])


@pytest.mark.parametrize(
    "loss",
    [
        lambda y: losses.sum_squared_error([y, 2.0], [1.0, 1.0]),
        lambda y: losses.mean_squared_error([y, 2.0], [1.0, 1.0]),
        lambda y: losses.half_squared_error(y, 1.0),
        lambda y: losses.hinge(y, 1),
        lambda y: losses.binary_cross_entropy(y, 1),
        lambda y: losses.binary_cross_entropy_from_logits(y, 0),
        lambda y: losses.cross_entropy([y, 1.0 - y], 1),
        lambda y: losses.cross_entropy_from_logits([y, 0.5], [0.25, 0.75]),
        lambda y: losses.weight_decay([y, y * 2.0], 0.1),
    ],
)
def test_losses_are_the_same_forwards_and_backwards(loss: Callable[[Any], Any]) -> None:
    y = Value(0.3)
    loss(y).backward()
    value, slope = jvp(loss, [0.3], [1.0])
    assert (type(value), type(slope)) == (float, float)
    assert (value, slope) == (pytest.approx(loss(Value(0.3)).data), pytest.approx(y.grad))


def test_the_strength_of_weight_decay_may_be_an_input_of_a_program() -> None:
    w, strength = Value(3.0), Value(0.1)
    assert losses.weight_decay([w], strength).data == pytest.approx(0.45)
    with pytest.raises(
        ValueError, match="the strength of weight decay is a number at least 0 and finite, and -1 is not"
    ):
        losses.weight_decay([w], -1)


WITH_TORCH: dict[str, tuple[Callable[..., Any], Callable[..., Any], Any]] = {
    "mse": (losses.mean_squared_error, lambda f, y, t: f.mse_loss(y, t), [0.5, -1.0, 2.0]),
    "cross_entropy": (losses.cross_entropy_from_logits, lambda f, y, t: f.cross_entropy(y, t), [0.2, 0.3, 0.5]),
    "bce": (losses.binary_cross_entropy, lambda f, y, t: f.binary_cross_entropy(y, t), 0.3),
    "bce_with_logits": (
        losses.binary_cross_entropy_from_logits, lambda f, y, t: f.binary_cross_entropy_with_logits(y, t), 0.3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WITH_TORCH)
@given(draw=st.data())
def test_losses_equal_torch(name: str, draw: st.DataObject) -> None:
    torch = import_torch()
    ours, theirs, target = WITH_TORCH[name]
    drawn = st.floats(0.01, 0.99) if name == "bce" else LOGIT
    y = draw.draw(st.lists(drawn, min_size=3, max_size=3) if isinstance(target, list) else drawn)
    t = torch.tensor(target, dtype=torch.float64)
    equal_to_torch(lambda y: [ours(y, target)], lambda y: theirs(torch.nn.functional, y, t).reshape(1), y)


@pytest.mark.parametrize("k", [0, 2])
def test_a_class_equals_torch(k: int) -> None:
    torch = import_torch()
    functional = torch.nn.functional
    for logits in ([1.0, 2.0, 3.0], [1000.0, -1000.0, 999.0]):
        equal_to_torch(
            lambda z: [losses.cross_entropy_from_logits(z, k)],
            lambda z: functional.cross_entropy(z, torch.tensor(k)).reshape(1),
            logits,
        )


def test_classes_may_come_from_numpy_and_from_a_table() -> None:
    logits = values([1.0, 2.0, 3.0])
    true = losses.cross_entropy_from_logits(logits, 2).data
    targets: list[Any] = [numpy.int64(2), 2.0, numpy.array([0.0, 0.0, 1.0]), (0, 0, 1)]
    for target in targets:
        close(losses.cross_entropy_from_logits(logits, target).data, true)
        close(losses.cross_entropy(softmax(logits), target).data, true)


def test_gradients_by_differences() -> None:
    """Of two of them at ordinary numbers; the others are above, by formula."""
    assert check_grad(lambda a, b, c: losses.cross_entropy_from_logits([a, b, c], [0.2, 0.3, 0.5]), [1.0, -1.0, 2.0])
    assert check_grad(lambda p: losses.binary_cross_entropy(p, 0.3), [0.6])


def test_shares_of_single_precision_sum_to_1_within_rounding() -> None:
    target = [0.1 + 1e-8] * 10
    assert losses.cross_entropy_from_logits(values([0.0] * 10), target).data == pytest.approx(math.log(10))


NO_CLASS: list[Any] = [0.5, "cat"]
ONE: Any = Value(0.5)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: losses.cross_entropy(values([0.5, 0.5]), 2), "no class 2: 2 outputs are for the classes 0 to 1"),
        (lambda: losses.cross_entropy_from_logits(values([0.5, 0.5]), -1), "no class -1"),
        (lambda: losses.cross_entropy_from_logits(values([0.5, 0.5]), NO_CLASS[0]), "no class 0.5"),
        (lambda: losses.cross_entropy_from_logits(values([0.5, 0.5]), NO_CLASS[1]), "no class 'cat'"),
        (
            lambda: losses.cross_entropy_from_logits(values([0.5, 0.5]), [1.0]),
            "2 numbers has a target of a list of one number",
        ),
        (lambda: losses.cross_entropy(values([0.5, 0.5]), [1.0, 0.0, 0.0]), "2 numbers has a target of 3 numbers"),
        (lambda: losses.mean_squared_error(values([0.5, 0.5]), [1.0]), "needs as many"),
        (lambda: losses.hinge(Value(1.0), 0), "is 1 or -1, not 0"),
        (lambda: losses.cross_entropy(ONE, 0), "an output for each class, in a list, and was given one number"),
        (lambda: losses.cross_entropy_from_logits(ONE, 0), "for one output there is .* binary_"),
        (lambda: losses.cross_entropy_from_logits([], []), "and was given 0 numbers"),
        (lambda: losses.binary_cross_entropy(Value(0.5), 2), "0, 1 or a number between them, not 2"),
        (lambda: losses.binary_cross_entropy_from_logits(Value(0.5), -1), "0, 1 or a number between them, not -1"),
        (lambda: losses.binary_cross_entropy(Value(1.5), 1), "between 0 and 1, and 1.5 is not"),
        (lambda: losses.binary_cross_entropy(Value(-0.5), 0), "between 0 and 1, and -0.5 is not"),
        (lambda: losses.cross_entropy(values([1.5, 0.5]), 0), "between 0 and 1, and 1.5 is not"),
        (lambda: losses.cross_entropy(values([0.5, 0.5]), [3, 4]), r"sum to 1, .* \[3.0, 4.0\] do not"),
        (lambda: losses.cross_entropy(values([0.5, 0.5]), [0.5, 0.501]), r"sum to 1, .* \[0.5, 0.501\] do not"),
        (lambda: losses.cross_entropy_from_logits(values([1, 2]), [0.5, 0.499]), r"sum to 1, .* \[0.5, 0.499\] do not"),
        (lambda: losses.cross_entropy_from_logits(values([0.5, 0.5]), [0, 0]), r"sum to 1, .* \[0.0, 0.0\] do not"),
        (lambda: losses.cross_entropy_from_logits(values([0.5, 0.5]), [2, -1]), "at least 0"),
        (lambda: losses.half_squared_error(1e200, 0), r"^\(1e\+200 - 0\) \*\* 2 .* is too large"),
        (lambda: losses.mean_squared_error([numpy.float64(1e200)], [0]), r"^\(1e\+200 - 0\) \*\* 2 .* is too large"),
        (lambda: losses.sum_squared_error(1e308, -1e308), r"^1e\+308 - \(-1e\+308\) is too large"),
        (lambda: losses.sum_squared_error(0.5, 10**400), "this int is beyond 1.8e308"),
    ],
)
def test_targets_that_do_not_fit_are_said(run: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        run()


NO_PLACES: dict[str, Callable[[], Any]] = {"a set": lambda: {1, 2}, "a generator": lambda: (x for x in [1, 2])}


@pytest.mark.parametrize("kind", NO_PLACES)
def test_numbers_that_cannot_be_told_apart_by_their_places_are_refused(kind: str) -> None:
    with pytest.raises(TypeError, match=r"^output is a list of numbers, and not [{<]"):
        losses.mean_squared_error(NO_PLACES[kind](), [1, 2])
    with pytest.raises(TypeError, match=r"^target is a list of numbers, and not [{<]"):
        losses.half_squared_error(values([1, 2]), NO_PLACES[kind]())
    with pytest.raises(TypeError, match=r"holds one real number, not (set|generator)"):
        losses.mean_squared_error([NO_PLACES[kind]()], [1])


def test_a_target_that_is_no_number_is_refused_beside_plain_outputs() -> None:
    with pytest.raises(TypeError, match="holds one real number, not str"):
        losses.half_squared_error(0.5, "a")


@pytest.mark.parametrize("number", [numpy.float32(0.5), numpy.float64(0.5), numpy.int64(2), Fraction(1, 2), True, 2])
def test_plain_numbers_of_any_kind_are_squared(number: Any) -> None:
    assert losses.sum_squared_error([number, Value(1.0)], [0, number]).data == float(number) ** 2 + (1 - number) ** 2


@pytest.mark.parametrize("loss", [losses.cross_entropy, losses.cross_entropy_from_logits])
def test_a_class_may_be_a_value(loss: Any) -> None:
    outputs, k = [Value(0.2), Value(0.5), Value(0.3)], Value(1.0)
    by_value, by_number = loss(outputs, k), loss(outputs, 1)
    assert by_value.data == by_number.data
    assert [g.data for g in grad(by_value, outputs)] == [g.data for g in grad(by_number, outputs)]
    program = autograd.compile(by_value, outputs, [k])
    assert program([[0], [1], [2]]) == pytest.approx([loss(outputs, i).data for i in range(3)], rel=1e-15)
    with pytest.raises(ValueError, match=r"there is no class .*0 to 2"):
        loss(outputs, Value(3.0))
