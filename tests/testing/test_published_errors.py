"""Wrong formulas from lectures and articles: `assert_gradient` finds each of them wrong, and the right one right."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from autograd import Value, dot, log, log_softmax, sigmoid, softmax, total
from autograd.testing import WrongGradient, assert_gradient

NUMBER = st.floats(-5, 5)
TREATED: set[str] = set()


def treats(published: str) -> pytest.MarkDecorator:
    """The mark of a test that takes the published error of this id as `error`."""
    TREATED.add(published)
    return pytest.mark.parametrize("error", [published], indirect=True)


def errors(shared: Path) -> dict[str, Any]:
    return {error["id"]: error for error in json.loads((shared / "published_errors.json").read_text("utf-8"))}


@pytest.fixture
def error(shared: Path, request: pytest.FixtureRequest) -> Any:
    return errors(shared)[request.param]


def test_every_published_error_is_treated_here(shared: Path) -> None:
    assert errors(shared).keys() == TREATED


# The sigmoid layer


@treats("lecture_sigmoid_sign")
def test_the_sign_of_the_sigmoid_layer(error: dict[str, Any]) -> None:
    def layer(x: Value) -> Any:
        return sigmoid(x)

    def formula(text: str) -> Any:
        _, formula = text.split("=")
        return lambda x: eval(formula, {"y": 1.0 / (1.0 + math.exp(-x))})

    assert_gradient(layer, formula(error["correct"]), NUMBER)
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(layer, formula(error["published"]), NUMBER)
    wrong = caught.value
    assert (wrong.arguments, wrong.claimed, wrong.true, wrong.reasons) == ((0.0,), (-0.25,), (0.25,), ("sign",))
    assert "layer(x=0.0)" in str(wrong)
    assert error["cause"] in str(wrong)


# Softmax and cross-entropy


PUBLISHED = (
    "dL/da_j = (-t_j/x_j + sum over i != j of t_i/x_i) * x_j*(1 - x_j), with x = softmax(a), L = -sum t_i ln x_i"
)
CORRECT = "dL/da_j = x_j - t_j"


def shares(a: list[float]) -> list[float]:
    powers = [math.exp(a_i) for a_i in a]
    return [power / sum(powers) for power in powers]


def as_published(a: list[float], t: list[float]) -> tuple[list[float], None]:
    x, classes = shares(a), range(len(a))
    return [(-t[j] / x[j] + sum(t[i] / x[i] for i in classes if i != j)) * x[j] * (1 - x[j]) for j in classes], None


def correct(a: list[float], t: list[float]) -> tuple[list[float], None]:
    return [x_j - t_j for x_j, t_j in zip(shares(a), t, strict=True)], None


def by_softmax(a: list[Value], t: list[Value]) -> Any:
    return -total([t_i * log(x_i) for t_i, x_i in zip(t, softmax(a), strict=True)])


def by_log_softmax(a: list[Value], t: list[Value]) -> Any:
    return -dot(t, log_softmax(a))


def one_hot(classes: int) -> st.SearchStrategy[tuple[list[float], list[float]]]:
    logits = st.lists(NUMBER, min_size=classes, max_size=classes)
    return st.tuples(logits, st.integers(0, classes - 1).map(lambda k: [float(i == k) for i in range(classes)]))


@treats("lecture_softmax_cross_entropy")
@pytest.mark.parametrize("loss", [by_softmax, by_log_softmax])
def test_softmax_and_cross_entropy(error: dict[str, Any], loss: Any) -> None:
    assert (error["published"], error["correct"]) == (PUBLISHED, CORRECT)
    for classes in 2, 3, 4:
        assert_gradient(loss, correct, one_hot(classes))
    assert_gradient(loss, as_published, one_hot(2))
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(loss, as_published, one_hot(3))
    a, t = caught.value.arguments
    assert a == [0.0, 0.0, 0.0]
    assert sorted(t) == [0.0, 0.0, 1.0]
    assert caught.value.true[0] == pytest.approx([1 / 3 - t_j for t_j in t])
    assert caught.value.claimed[0] == pytest.approx([2 / 3 - 4 / 3 * t_j for t_j in t])
    assert caught.value.reasons == ()
    assert "No simple slip explains it" in str(caught.value)


def test_softmax_and_cross_entropy_of_any_number_of_classes() -> None:
    with pytest.raises(WrongGradient, match="right wherever the length of a was 2, and wrong for 3, 4"):
        assert_gradient(by_log_softmax, as_published, st.integers(2, 4).flatmap(one_hot))


# Mazur's step


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


class Network:
    """Mazur's network: two inputs, two hidden neurons, two outputs."""

    def __init__(self, numbers: dict[str, Any]) -> None:
        self.inputs, self.targets = numbers["inputs"], numbers["targets"]
        self.weights, self.biases = numbers["w1..w8"], numbers["b1, b2"]
        self.rate = numbers["learning_rate"]

    def loss(self, w: Any) -> Any:
        """sum of (t - o)**2 / 2, with the eight weights `w`."""
        hidden = [sigmoid(dot(w[i : i + 2], self.inputs, self.biases[0])) for i in (0, 2)]
        outputs = [sigmoid(dot(w[i : i + 2], hidden, self.biases[1])) for i in (4, 6)]
        return total([(t - o) ** 2 / 2 for t, o in zip(self.targets, outputs, strict=True)])

    def hidden_loss(self, w: list[Value]) -> Any:
        """The loss of the weights w1 to w4, the others being Mazur's."""
        return self.loss([*w, *self.weights[4:]])

    def by_hand(self, w: list[float], *, updated: bool) -> list[float]:
        """The gradient of w1 to w4 by Mazur's formulas; with `updated`, from output weights that took their step."""
        out = self.weights[4:]
        h = [logistic(w[i] * self.inputs[0] + w[i + 1] * self.inputs[1] + self.biases[0]) for i in (0, 2)]
        o = [logistic(out[i] * h[0] + out[i + 1] * h[1] + self.biases[1]) for i in (0, 2)]
        delta = [(o_k - t) * o_k * (1 - o_k) for o_k, t in zip(o, self.targets, strict=True)]
        if updated:
            out = [out_i - self.rate * delta[i // 2] * h[i % 2] for i, out_i in enumerate(out)]
        back = [delta[0] * out[j] + delta[1] * out[j + 2] for j in (0, 1)]
        return [back[i // 2] * h[i // 2] * (1 - h[i // 2]) * self.inputs[i % 2] for i in range(4)]


@treats("mazur_one_step")
def test_a_step_with_output_weights_that_were_updated_too_early(error: dict[str, Any]) -> None:
    network = Network(error["network"])

    weights = [Value(w) for w in network.weights]
    loss = network.loss(weights)
    loss.backward()
    gradient = [w.grad for w in weights]
    assert loss.data == pytest.approx(error["correct"]["loss_before"], rel=1e-12)
    assert loss.data == pytest.approx(error["published"]["loss_before"], abs=5e-10)

    def after(gradient: list[float]) -> Any:
        return network.loss([Value(w - network.rate * d) for w, d in zip(network.weights, gradient, strict=True)]).data

    mixed = [*network.by_hand(network.weights[:4], updated=True), *gradient[4:]]
    assert after(gradient) == pytest.approx(error["correct"]["loss_after_one_step"], rel=1e-12)
    assert after(mixed) == pytest.approx(error["published"]["loss_after_one_step"], abs=5e-10)
    assert f"{after(mixed):.10f}" in error["cause"]

    off = st.lists(st.integers(-10, 10), min_size=4, max_size=4)
    nearby = off.map(lambda cents: [w + cent / 100 for w, cent in zip(network.weights[:4], cents, strict=True)])
    assert_gradient(network.hidden_loss, lambda w: network.by_hand(w, updated=False), nearby)
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(network.hidden_loss, lambda w: network.by_hand(w, updated=True), nearby)
    assert caught.value.arguments == (network.weights[:4],)
    assert caught.value.true[0] == pytest.approx(gradient[:4], rel=1e-12)
    assert caught.value.reasons == ()
