"""What no optimizer can do is refused in one sentence; and what an optimizer says of itself."""

import math
from types import SimpleNamespace
from typing import Any

import pytest

from autograd import Value
from nn import MLP, optim
from nn.learning.optim import SGD, Adam, AdamW, Momentum, Nesterov, RMSProp, clip_norm

MODEL = MLP(2, [1])
PS = MODEL.parameters()
any_optim: Any = optim  # what is wrong here is wrong by type, too


@pytest.mark.parametrize(
    ("make", "error", "sentence"),
    [
        (lambda: SGD([], 0.1), ValueError, "needs parameters"),
        (lambda: any_optim.SGD(MODEL, 0.1), TypeError, r"as in SGD\(model.parameters\(\), .*, not of type MLP"),
        (
            lambda: any_optim.SGD(MODEL.parameters, 0.1),
            TypeError,
            "parameters are a list of Values, .*, not of type method",
        ),
        (lambda: any_optim.SGD(0.1, PS), TypeError, "parameters are a list of Values, .*, not of type float"),
        (lambda: SGD([1.0, 2.0], 0.1), TypeError, "parameters are a list of Values, .*, not a list with 1.0"),
        (lambda: any_optim.clip_norm(MODEL, 1.0), TypeError, "parameters are a list of Values"),
        (lambda: Adam(PS, 0.0), ValueError, "a learning rate is a number more than 0 and finite, and 0.0 is not"),
        (lambda: SGD(PS, math.nan), ValueError, "and nan is not"),
        (lambda: SGD(PS, math.inf), ValueError, "and inf is not"),
        (lambda: any_optim.SGD(PS, "0.1"), ValueError, "and '0.1' is not"),
        (lambda: any_optim.SGD(PS, optim.step_decay), TypeError, "and step_decay is none: call what makes one"),
        (lambda: any_optim.SGD(PS, optim.cosine), TypeError, "and cosine is none"),
        (lambda: Adam(PS, 0.1, 1.0), ValueError, "beta_1 is a number at least 0 and less than 1, and 1.0 is not"),
        (lambda: AdamW(PS, 0.1, beta_2=1.0), ValueError, "beta_2 is a number at least 0 and less than 1"),
        (lambda: RMSProp(PS, rho=2.0), ValueError, "rho is a number at least 0 and less than 1, and 2.0 is not"),
        (lambda: Nesterov(PS, 0.1, 9), ValueError, "the momentum is a number .*, and 9 is not"),
        (lambda: SGD(PS, 0.1, decay=-5), ValueError, "the decay is a number at least 0 and finite, and -5 is not"),
        (lambda: Adam(PS, epsilon=-1), ValueError, "epsilon is a number at least 0 and finite, and -1 is not"),
        (lambda: RMSProp(PS, epsilon=-1), ValueError, "epsilon is"),
        (lambda: optim.AdaGrad(PS, epsilon=-1), ValueError, "epsilon is"),
        (
            lambda: clip_norm(PS, -1),
            ValueError,
            "length of a gradient is a number more than 0 and finite, and -1 is not",
        ),
        (lambda: clip_norm(PS, 0), ValueError, "and 0 is not"),
        (lambda: any_optim.SGD(PS, lr=0.1), TypeError, "^SGD has no option lr: here it is rate$"),
        (lambda: any_optim.SGD(PS), TypeError, r"^SGD needs rate, as in SGD\(model.parameters\(\), rate=0.1\)$"),
        (lambda: any_optim.Momentum(), TypeError, "^Momentum needs parameters, rate, as in Momentum"),
        (
            lambda: any_optim.Adam(learning_rate=0.1, parameters=PS),
            TypeError,
            "^Adam has no .*: here it is rate$",
        ),
        (
            lambda: any_optim.AdamW(PS, weight_decay=0.1),
            TypeError,
            "^AdamW has no .*: here it is decay$",
        ),
        (lambda: any_optim.Adam(PS, betas=(0.9, 0.99)), TypeError, "betas: here it is beta_1, beta_2$"),
        (lambda: any_optim.RMSProp(PS, eps=1e-8), TypeError, "eps: here it is epsilon$"),
        (lambda: any_optim.Nesterov(PS, lr=0.1), TypeError, "^Nesterov has no option lr: here it is rate$"),
        (
            lambda: any_optim.SGD(PS, 0.1, momentum=0.9),
            TypeError,
            "an optimizer of its own, nn.optim.Momentum$",
        ),
        (
            lambda: any_optim.SGD(PS, 0.1, eps=0.9),
            TypeError,
            "no option eps: it takes parameters, rate, decay$",
        ),
    ],
)
def test_what_cannot_be_optimized_is_said(make: Any, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        make()


@pytest.mark.parametrize("kind", [SGD, Momentum, Nesterov, optim.AdaGrad, RMSProp, Adam, AdamW])
def test_options_go_by_name_and_the_decay_by_name_alone(kind: Any) -> None:
    x = Value(1.0)
    x.grad = 2.0
    by_name = kind(parameters=[x], rate=0.1, decay=0.5)
    assert (by_name.rate, by_name.decay) == (0.1, 0.5)
    if kind is not AdamW:
        with pytest.raises(TypeError, match="positional"):
            kind([x], 0.1, 0.9, 0.9, 0.9, 0.5)
    if kind in (Momentum, Nesterov):
        assert kind([x], rate=0.1, momentum=0.5).momentum == 0.5


def test_the_slot_of_squares_is_told() -> None:
    for kind in optim.AdaGrad, RMSProp, Adam, AdamW:
        x = Value(1.0)
        x.grad = -2.0
        optimizer = kind([x])
        optimizer.step()
        assert [slot > 0.0 for slot in optimizer.slots[0]] == [
            i == optimizer.square_slot for i in range(optimizer.slot_count)
        ]


def test_an_optimizer_without_a_rule_and_a_parameter_without_a_gradient_are_refused() -> None:
    with pytest.raises(TypeError, match="abstract"):
        any_optim.Optimizer([Value(1.0)], 0.1)
    for half in SimpleNamespace(data=1.0), SimpleNamespace(grad=0.0):
        with pytest.raises(TypeError, match=r"parameters are a list of Values, .*, not a list with namespace"):
            SGD([half], 0.1)


@pytest.mark.parametrize("rate", [-0.1, math.nan, math.inf, None])
def test_a_schedule_with_no_rate_is_refused_before_anything_changes(rate: Any) -> None:
    x = Value(1.0)
    x.grad = 1.0
    optimizer = Momentum([x], lambda step: 0.1 if step < 2 else rate)
    optimizer.step()
    optimizer.step()
    before = (x.data, optimizer.slots[0][:], optimizer.steps)
    with pytest.raises(ValueError, match="the rate after 2 steps is a number at least 0 and finite"):
        optimizer.step()
    assert (x.data, optimizer.slots[0], optimizer.steps) == before


def test_a_rate_of_0_rests() -> None:
    x = Value(1.0)
    x.grad = 1.0
    SGD([x], lambda step: 0.0).step()
    assert x.data == 1.0


def test_gradients_near_the_largest_float_are_shortened_and_kept() -> None:
    gradients = [1.5e308, -1.5e308, 0.75e308]  # 2 : -2 : 1, together 3 of 0.75e308, which is no float
    parameters = [Value(0.0) for _ in gradients]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = gradient
    assert clip_norm(parameters, 3.0) == math.inf
    assert [parameter.grad for parameter in parameters] == pytest.approx([2.0, -2.0, 1.0])


def test_gradients_near_the_smallest_float_keep_their_digits() -> None:
    x, y = Value(0.0), Value(0.0)
    x.grad, y.grad = 3e-300, -4e-300
    assert clip_norm([x, y], 1e-303) == pytest.approx(5e-300, abs=0.0)
    assert [x.grad, y.grad] == [pytest.approx(6e-304, rel=1e-12, abs=0.0), pytest.approx(-8e-304, rel=1e-12, abs=0.0)]


def test_a_gradient_as_long_as_allowed_stays_as_it_is() -> None:
    x, y = Value(0.0), Value(0.0)
    x.grad, y.grad = 3.0, -4.0
    for largest in (5.0, 6.0):
        assert clip_norm([x, y], largest) == 5.0
        assert (x.grad, y.grad) == (3.0, -4.0)


def test_optimizers_say_what_they_are() -> None:
    assert repr(SGD(PS, 0.1)) == "SGD(rate=0.1)"
    assert repr(SGD(PS, optim.step_decay(0.1, every=2), decay=0.5)) == "SGD(rate=a schedule, decay=0.5)"
    assert repr(Momentum(PS, 0.1)) == "Momentum(rate=0.1, momentum=0.9)"
    assert repr(Nesterov(PS, 0.1)) == "Nesterov(rate=0.1, momentum=0.9)"
    assert repr(optim.AdaGrad(PS)) == "AdaGrad(rate=0.01, epsilon=1e-10)"
    assert repr(RMSProp(PS)) == "RMSProp(rate=0.01, rho=0.99, epsilon=1e-08)"
    assert repr(AdamW(PS)) == "AdamW(rate=0.001, decay=0.01, beta_1=0.9, beta_2=0.999, epsilon=1e-08)"
    assert repr(Adam(PS)) == "Adam(rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-08)"
