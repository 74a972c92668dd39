"""A published result as a whole: the mistake that yields it is named, and nothing is named without need."""

import json
import math
from pathlib import Path
from typing import NamedTuple

import pytest

from autograd import DomainError, Value, cos, dot, explain_result, log, sigmoid, softmax
from tests.by_hand.learner import Learner, Line, Numbers, printed, sigma
from tests.by_hand.networks import Exercise
from tests.by_hand.plants import PLANTS, Spot

PUBLISHED, TRUE, BEFORE = "0.291027924", "0.2910277737", "0.298371109"


class Mazur(NamedTuple):
    """Matt Mazur's network, "A Step by Step Backpropagation Example": two inputs, two hidden units, two outputs."""

    loss: Value
    weights: list[Value]
    biases: list[Value]


def mazur(named: bool = True) -> Mazur:
    numbers = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]
    w = [Value(x, name=f"w{i}" if named else None) for i, x in enumerate(numbers, 1)]
    b = [Value(x, name=f"b{i}" if named else None) for i, x in enumerate([0.35, 0.60], 1)]
    h = [sigmoid(dot(w[i : i + 2], [0.05, 0.10], b[0])) for i in (0, 2)]
    o = [sigmoid(dot(w[i : i + 2], h, b[1])) for i in (4, 6)]
    return Mazur((0.01 - o[0]) ** 2 / 2 + (0.99 - o[1]) ** 2 / 2, w, b)


def mazur_by_hand(early: bool) -> float:
    """The loss after one update of the weights, in plain arithmetic; `early` with the new weights in δ_hidden."""
    x, t, rate = (0.05, 0.10), (0.01, 0.99), 0.5
    W, V = [[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]

    def forward() -> tuple[list[float], list[float]]:
        h = [sigma(row[0] * x[0] + row[1] * x[1] + 0.35) for row in W]
        return h, [sigma(row[0] * h[0] + row[1] * h[1] + 0.60) for row in V]

    h, o = forward()
    delta = [(o[k] - t[k]) * o[k] * (1 - o[k]) for k in (0, 1)]
    new = [[V[k][j] - rate * delta[k] * h[j] for j in (0, 1)] for k in (0, 1)]
    used = new if early else V
    hidden = [sum(delta[k] * used[k][j] for k in (0, 1)) * h[j] * (1 - h[j]) for j in (0, 1)]
    W = [[W[j][i] - rate * hidden[j] * x[i] for i in (0, 1)] for j in (0, 1)]
    V = new
    _, o = forward()
    return sum((t[k] - o[k]) ** 2 for k in (0, 1)) / 2


def test_the_published_result_is_that_of_weights_updated_too_early(shared: Path) -> None:
    errors = {error["id"]: error for error in json.loads((shared / "published_errors.json").read_text("utf-8"))}
    published = errors["mazur_one_step"]["published"]["loss_after_one_step"]
    assert f"{mazur_by_hand(early=True):.9f}" == str(published) == PUBLISHED
    assert explain_result(mazur().loss, published, learning_rate=0.5).mistakes == ("updated too early",)


@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
def test_with_the_weights_alone_as_parameters(named: bool) -> None:
    loss, weights, _ = mazur(named)
    result = explain_result(loss, PUBLISHED, 0.5, parameters=weights)
    assert (result.mistakes, result.biases_kept, result.right) == (("updated too early",), False, False)
    assert result.true == pytest.approx(mazur_by_hand(early=False), rel=1e-14)
    right = explain_result(loss, TRUE, 0.5, parameters=weights)
    assert (right.right, right.mistakes, right.reasons) == (True, (), ())
    assert str(right) == f"{TRUE} is right: the result is {TRUE}."


def test_biases_that_were_kept_are_found_out_and_told() -> None:
    result = explain_result(mazur().loss, PUBLISHED, 0.5)
    assert (result.mistakes, result.biases_kept) == (("updated too early",), True)
    assert "If only the weights were updated, and not the biases, this gives it: output weights" in str(result)
    assert "重みだけ" in str(explain_result(mazur().loss, PUBLISHED, 0.5, lang="ja"))
    kept = explain_result(mazur().loss, TRUE, 0.5)
    assert (kept.mistakes, kept.biases_kept) == (("bias kept",), False)


def test_without_a_learning_rate_the_output_itself_is_explained() -> None:
    assert explain_result(mazur().loss, BEFORE).right
    double = explain_result(mazur().loss, "0.596742218")
    assert "factor of the loss" in double.mistakes
    assert not double.biases_kept
    x = Value(60.0, name="x")
    assert explain_result(cos(x) * 3.0, "1.5").mistakes == ("degrees",)  # cos 60° = 1/2


@pytest.mark.parametrize("rate", [None, 0.5])
def test_an_unrelated_result_is_unexplained(rate: float | None) -> None:
    result = explain_result(mazur().loss, "0.2537194", rate)
    assert (result.right, result.mistakes, result.reasons, result.biases_kept) == (False, (), ("unexplained",), False)
    assert "no mistake known here explains it" in str(result)
    assert "原因不明" in str(explain_result(mazur().loss, "0.2537194", rate, lang="ja"))


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(TypeError, match="and not 'much'"):
        explain_result(mazur().loss, "much")


def network() -> Exercise:
    """Two inputs, two hidden sigmoids, and a softmax of two classes."""
    w = [Value(x, name=f"w{i}") for i, x in enumerate([0.7, -0.4, 1.1, 0.3, -0.9, 0.8, 0.5, 1.3])]
    x = Value(1.5, name="x1"), Value(-0.7, name="x2")
    h = [sigmoid(dot(w[i : i + 2], x)) for i in (0, 2)]
    a = [dot(w[i : i + 2], h) for i in (4, 6)]
    return Exercise(-log(softmax(a)[0]), 0.5, w, {})


def loss_after(of: Exercise, wrong: str, only: str = "") -> float:
    """The loss after the update of a learner who makes a mistake wherever it can be made, or at one operation."""
    plant = next(plant for plant in PLANTS if plant.name == wrong)
    learner = Learner(of.out, of.rate, of.parameters)
    last: Numbers = {}

    def slip(line: Line, xs: list[float], numbers: Numbers) -> float | None:
        made = line.kind in plant.kinds and (not only or (line.node.op and line.node.op.name == only))
        return next(iter(plant.wrong(Spot(learner, of, line, xs, numbers, last))), None) if made else None

    last = learner.work()
    for _ in range(9):
        last = learner.work(slip)
    return last[f"new {learner.name[of.out]}"]


def test_a_mistake_that_is_made_at_one_operation_alone() -> None:
    """At the sigmoids, and not at the softmax, of which y(1 - y) is the derivative too."""
    of = network()
    everywhere, at_sigmoids = loss_after(of, "y(y - 1)"), loss_after(of, "y(y - 1)", "sigmoid")
    assert not math.isclose(everywhere, at_sigmoids, rel_tol=1e-3)
    for loss in everywhere, at_sigmoids:
        assert "y(y - 1)" in explain_result(of.out, printed(loss, 9), of.rate).mistakes


def deep() -> Exercise:
    """Three weights in a row: a hidden gradient goes through two of them."""
    w = [Value(x, name=f"w{i}") for i, x in enumerate([0.8, 0.6, 1.2], 1)]
    x = Value(1.5, name="x")
    return Exercise((w[2] * (w[1] * (w[0] * x)) - 0.2) ** 2, 0.1, w, {})


def test_weights_updated_too_early_in_a_deep_network() -> None:
    """The second weight has made its step with a gradient that the third, new already, has given it."""
    of, loss = deep(), loss_after(deep(), "updated too early")
    x, (w1, w2, w3), r = 1.5, (0.8, 0.6, 1.2), 0.1
    slope = 2 * (w3 * w2 * w1 * x - 0.2)
    new3 = w3 - r * slope * w2 * w1 * x
    new2 = w2 - r * slope * new3 * w1 * x
    new1 = w1 - r * slope * new3 * new2 * x
    assert loss == pytest.approx((new3 * new2 * new1 * x - 0.2) ** 2, rel=1e-12)
    assert "updated too early" in explain_result(of.out, printed(loss, 8), of.rate).mistakes


def test_forward_values_for_all_gradients() -> None:
    of = deep()
    loss = ((1 - of.rate) ** 3 * 0.8 * 0.6 * 1.2 * 1.5 - 0.2) ** 2  # every weight becomes w - ηw
    assert "value for the gradient" in explain_result(of.out, printed(loss, 8), of.rate).mistakes


def test_gradients_of_an_earlier_pass_double_the_step_and_no_more() -> None:
    def after(times: float) -> str:
        gradients = [slope * 0.6 * 1.2 * 1.5, slope * 0.8 * 1.2 * 1.5, slope * 0.8 * 0.6 * 1.5]
        new = [w - times * 0.1 * g for w, g in zip([0.8, 0.6, 1.2], gradients, strict=True)]
        return printed((math.prod(new) * 1.5 - 0.2) ** 2, 8)

    slope = 2 * (0.8 * 0.6 * 1.2 * 1.5 - 0.2)
    assert explain_result(deep().out, after(1), 0.1).right
    assert "left over" in explain_result(deep().out, after(2), 0.1).mistakes
    assert "left over" not in explain_result(deep().out, after(4), 0.1).mistakes


def test_a_step_out_of_the_domain_is_told() -> None:
    w = Value(1.0, name="w")
    with pytest.raises(DomainError, match="after the update with learning rate 5"):
        explain_result(log(w), "0.3", 5)
