"""Schedules: rates by multiplication, along a cosine, and against torch."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value
from autograd.language.errors import TooLargeError
from nn import optim
from nn.learning.schedules import Schedule, require_schedule
from tests.nn.agreement import import_torch, tensor

SCHEDULES: dict[str, tuple[Callable[[int], float], Callable[[Any, Any], Any]]] = {
    "step": (optim.step_decay(0.1, 3, 0.2), lambda s, o: s.StepLR(o, 3, 0.2)),
    "exponential": (optim.exponential_decay(0.1, 0.9), lambda s, o: s.ExponentialLR(o, 0.9)),
    "cosine": (optim.cosine(0.1, 20, least=0.02), lambda s, o: s.CosineAnnealingLR(o, 20, 0.02)),
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules_equal_torch(name: str) -> None:
    torch = import_torch()
    schedule, make = SCHEDULES[name]
    optimizer = torch.optim.SGD([tensor([0.0])], lr=0.1)
    theirs = make(torch.optim.lr_scheduler, optimizer)
    for step in range(21):
        assert schedule(step) == pytest.approx(theirs.get_last_lr()[0], rel=1e-10)
        optimizer.step()
        theirs.step()


@given(st.floats(1e-3, 10), st.integers(1, 10), st.floats(0.1, 0.9))
def test_decays_by_multiplication(rate: float, every: int, factor: float) -> None:
    by_steps, smooth = optim.step_decay(rate, every, factor), optim.exponential_decay(rate, factor)
    stairs, slide = rate, rate
    for step in range(1, 30):
        slide *= factor
        stairs *= factor if step % every == 0 else 1.0
        assert by_steps(step) == pytest.approx(stairs)
        assert smooth(step) == pytest.approx(slide)


@given(st.integers(2, 40), st.data())
def test_cosine_warms_up_in_a_line_and_falls_to_the_least(steps: int, draw: st.DataObject) -> None:
    warm_up = draw.draw(st.integers(0, steps - 1))
    rates = [optim.cosine(2.0, steps, warm_up, least=0.5)(step) for step in range(steps + 5)]
    assert rates[:warm_up] == pytest.approx([2.0 * (i + 1) / warm_up for i in range(warm_up)])
    falling = rates[warm_up : steps + 1]
    assert falling[0] == pytest.approx(2.0)
    assert falling == sorted(falling, reverse=True)
    assert rates[steps:] == pytest.approx([0.5] * 5)
    # a quarter of a circle on each side: what is above the middle at the start is below it at the end
    assert [a + b for a, b in zip(falling, reversed(falling), strict=True)] == pytest.approx([2.5] * len(falling))


@given(st.integers(1, 20), st.integers(1, 5))
def test_a_warm_up_of_all_steps_is_followed_by_the_rate_and_the_least(steps: int, more: int) -> None:
    schedule = optim.cosine(2.0, steps, warm_up=steps, least=0.5)
    assert schedule(steps - 1) == schedule(steps) == 2.0
    assert schedule(steps + more) == pytest.approx(0.5)


def test_without_a_least_the_rate_falls_to_0_and_without_a_factor_it_is_halved() -> None:
    assert optim.cosine(2.0, 4)(0) == 2.0
    assert optim.cosine(2.0, 4)(4) == optim.cosine(2.0, 4)(9) == 0.0
    assert [optim.step_decay(8.0, 1)(step) for step in range(3)] == [8.0, 4.0, 2.0]


def test_a_schedule_is_a_function_of_steps_and_tells_its_numbers() -> None:
    wrong: list[Any] = [optim.step_decay, lambda: 0.1, lambda step, more: 0.1]
    for schedule in wrong:
        with pytest.raises(TypeError, match=r"a schedule is a function of the number of steps, and .* is none"):
            optim.SGD([Value(0.0)], schedule)
    untold: Any = min  # which does not tell what it takes
    assert require_schedule(untold) is untold
    assert repr(optim.cosine(0.1, 20, least=0.02)) == "cosine(rate=0.1, steps=20, warm_up=0, least=0.02)"
    nothing: Any = Schedule
    with pytest.raises(TypeError, match="abstract"):
        nothing()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: optim.step_decay(0.1, 0), "steps between two rates is a number more than 0 and finite, and 0 is not"),
        (lambda: optim.step_decay(0.1, 3, -0.5), "the factor of a schedule is a number at least 0 .* -0.5 is not"),
        (lambda: optim.exponential_decay(0.0, 0.5), "learning rate is a number more than 0 and finite, and 0.0 is not"),
        (lambda: optim.cosine(0.1, -1), "steps of a schedule is a number at least 0 and finite, and -1 is not"),
        (lambda: optim.cosine(0.1, 3, -1), "steps of a warm-up is a number at least 0 and finite, and -1 is not"),
        (lambda: optim.cosine(0.1, 3, least=-1.0), "the least rate is a number at least 0 and finite, and -1.0 is not"),
        (lambda: optim.cosine(0.1, 10, 11), "11 steps are more than its 10: a shorter warm_up, or more steps"),
        (lambda: optim.cosine(0.1, 10, 2, 0.2), "falls to the least one, and least=0.2 is above the rate 0.1"),
        (lambda: optim.cosine(0.1, 10**400), "steps of a schedule holds one float, and this int is beyond"),
    ],
)  # fmt: skip
def test_numbers_that_make_no_schedule_are_refused_at_once(make: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make()


@pytest.mark.parametrize("schedule", [of for of, _ in SCHEDULES.values()])
@pytest.mark.parametrize("step", [-1, "a", None, math.nan, 10**400])
def test_a_schedule_asked_with_no_number_of_steps_says_so(schedule: Callable[[Any], float], step: Any) -> None:
    with pytest.raises(ValueError, match=r"^the number of steps made "):
        schedule(step)


@pytest.mark.parametrize("schedule", [optim.exponential_decay(0.1, 2.0), optim.step_decay(0.1, 1, 2.0)])
def test_a_rate_that_grows_too_large_is_told(schedule: Callable[[int], float]) -> None:
    with pytest.raises(TooLargeError, match="the rate after 5000 steps is too large"):
        schedule(5000)


def test_steps_of_a_schedule_may_be_a_share_of_others() -> None:
    half: Any = 100 / 2
    assert optim.cosine(0.1, half, warm_up=0.1 * half)(25) == optim.cosine(0.1, 50, warm_up=5)(25)
    every: Any = 2.5
    assert optim.step_decay(0.1, every)(5) == optim.step_decay(0.1, 5, 0.25)(5)
    assert (optim.cosine(0.1, 0)(0), optim.exponential_decay(0.1, 0.0)(1)) == (0.1, 0.0)


def test_a_schedule_is_asked_once_for_each_step() -> None:
    asked = list[int]()
    x = Value(1.0)
    optimizer = optim.SGD([x, Value(0.0)], lambda step: asked.append(step) or 0.5 ** (step + 1))  # type: ignore[func-returns-value]
    for _ in range(3):
        x.grad = 1.0
        optimizer.step()
    assert asked == [0, 1, 2]
    assert x.data == 1.0 - 0.5 - 0.25 - 0.125
