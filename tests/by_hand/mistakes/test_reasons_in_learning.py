"""Single wrong numbers of losses and updates: biases, penalties, factors and the learning rate have their reasons."""

import math

import pytest

from autograd import Value, dot, mark, parse, sin, tanh, worksheet
from tests.by_hand.learner import printed
from tests.by_hand.mistakes.test_reasons import A, B, leaves, marked, named


def test_a_gradient_left_over_in_the_update() -> None:
    w, x = leaves(w=A, x=B)
    assert "left over" in named(w * x, "new w", A - 2 * 0.1 * B, rate=0.1, grad_w=B)


def test_the_gradient_of_an_input_is_not_called_that_of_a_hidden_unit() -> None:
    w, x = leaves(w=A, x=B)
    hidden = sin(x)
    new = A - 0.1 * math.sin(B)
    assert "updated too early" in named(w * hidden, "local v1 from v2", new, rate=0.1)
    assert "updated too early" not in named(w * x, "local x from v1", A - 0.1 * B, rate=0.1)


def test_the_factors_that_may_be_misplaced_in_a_loss() -> None:
    a, b, c = leaves(a=A, b=B, c=-0.8)
    sum_of_squares = (A - 1) ** 2 + (B - 2) ** 2 + (-0.8 - 3) ** 2
    loss = (a - 1) ** 2 + (b - 2) ** 2 + (c - 3) ** 2  # two sums of two, and three errors
    assert "factor of the loss" in named(loss, "v8", sum_of_squares / 3)
    assert "factor of the loss" in named(0.1 * (a - 1) ** 2, "v3", (A - 1) ** 2)
    assert "factor of the loss" not in named(sin(a) * sin(b), "v3", math.sin(A) * math.sin(B) / 2)


def test_a_bias_may_be_subtracted() -> None:
    w, x, b = leaves(w=A, x=B, b=0.4)
    assert "bias kept" in named(w * x - b, "new b", 0.4, rate=0.1)
    assert "bias kept" not in named(w * x - b, "new w", A, rate=0.1)


def test_a_bias_beside_a_dot_is_that_of_its_neuron() -> None:
    """W x + b of definitions: the gradient of b is δ, here 2 tanh(z) (1 - tanh(z)²), and not δ times an input."""
    w1, w2, x1, x2, b = leaves(w1=A, w2=B, x1=0.31, x2=-0.83, b=0.4)
    h = math.tanh(A * 0.31 - B * 0.83 + 0.4)
    delta = 2 * h * (1 - h * h)
    sheet = worksheet(tanh(dot([w1, w2], [x1, x2]) + b) ** 2, parameters=[w1, w2, b], level="parameters")
    answers = {"grad w1": delta * 0.31, "grad w2": delta * -0.83, "grad b": delta * -0.83}
    found = marked(sheet, "grad b", {key: printed(number, 6) for key, number in answers.items()})
    assert (found.verdict, found.mistakes) == ("wrong", ("bias times input",))


def test_a_factor_of_the_size_of_a_parameter_is_a_constant() -> None:
    """The share q that dropout keeps is left out; that a weight is 0.8 as well makes no difference."""
    w, v, x, q = leaves(w=0.8, v=1.3, x=0.7, q=0.8)
    h, kept = math.tanh(0.8 * 0.7), 1.3 * math.tanh(0.8 * 0.7)
    sheet = worksheet((v * (tanh(w * x) / q)) ** 2, parameters=[w, v], level="parameters")
    numbers = {"grad v": 2 * kept * h, "grad w": 2 * kept * 1.3 * (1 - h * h) * 0.7}
    found = mark(sheet, {key: printed(number, 6) for key, number in numbers.items()}).first_wrong
    assert found is not None
    assert "scale left out" in found.mistakes


def test_a_bias_in_the_steps_of_an_optimizer() -> None:
    """Adam's first step is η g / |g|; the decay of the weights adds η λ b to the step of a bias."""
    loss = (dot(leaves(w1=A, w2=B), leaves(x1=0.31, x2=-0.83)) + Value(0.4371, name="b")) ** 2
    right = {"new w1": A - 0.1, "new w2": B + 0.1, "new b": 0.4371 - 0.1}
    sheet = worksheet(loss, 0.1, optimizer="adam", ask=["new w*", "new b"])
    assert all(abs(sheet.at[key].answer - number) < 1e-6 for key, number in right.items())
    assert marked(sheet, "new b", right | {"new b": "0.4371"}).mistakes == ("bias kept",)
    assert "stepped uphill" in marked(sheet, "new b", right | {"new b": "0.537100"}).mistakes
    z = A * 0.31 - B * 0.83 + 0.4371
    sheet = worksheet(loss, 0.1, decay={"w*": 0.2}, ask=["new b"])
    number = printed(0.4371 - 0.1 * (2 * z + 0.2 * 0.4371), 6)
    assert marked(sheet, "new b", {"new b": number}).mistakes == ("decay of biases",)


@pytest.mark.parametrize(
    "formula",
    ["x*x", "x*x + x*y", "x**2 / 20 + y**2", "3*x**2 + 2*x", "x**3 + 2*x**2", "(x*y - 1)**2 + x*x", "sin(x) + 2*x**2"],
)
def test_a_square_is_no_penalty_unless_a_loss_adds_it(formula: str) -> None:
    """Who leaves one path out has forgotten it: nothing there draws a weight to 0."""
    sheet = worksheet(parse(formula, {"x": 3.0, "y": 2.0}))
    for row in sheet.rows:
        if row.key in ("grad x", "grad y"):
            parts = [other.answer for other in sheet.rows if other.key.startswith(f"{row.key} from")]
            for part in parts:
                found = marked(sheet, row.key, {row.key: printed(row.answer - part, 6)})
                assert "decay left out" not in found.mistakes


@pytest.mark.parametrize("penalty", ["0.05 * w**2", "0.1 / 2 * (w*w + v*v)", "k * (w**2 + v**2)", "(w**2 + v**2) / 20"])
def test_a_penalty_is_found_however_it_is_written(penalty: str) -> None:
    error, given = "(tanh(w*x + b) * v - t)**2 / 2", {"w": A, "v": 0.7, "x": 0.31, "b": 0.2, "t": B}
    sheet, plain = worksheet(parse(f"{error} + {penalty}", given | {"k": 0.05})), worksheet(parse(error, given))
    assert "decay left out" in marked(sheet, "grad w", {"grad w": printed(plain.at["grad w"].answer, 6)}).mistakes


def test_a_kept_bias_of_two_digits_is_called_so() -> None:
    """0.35 stands there unchanged; that the right number 0.3467 rounds to it as well is no reason."""
    w, x, b = leaves(w=0.5, x=0.2, b=0.35)
    sheet = worksheet((w * x + b - 0.4337) ** 2, 0.1, level="parameters")
    right = {row.key: row.answer for row in sheet.rows}
    assert round(right["new b"], 2) == 0.35
    found = marked(sheet, "new b", right | {"new b": "0.35"})
    assert (found.verdict, found.mistakes) == ("wrong", ("bias kept",))
    assert found.reasons[-1] == "biases were not updated"


def test_the_learning_rate_forgotten_at_one_half_is_no_second_pass() -> None:
    (w,) = leaves(w=A)
    found = named(w * 3.0, "new w", A - 3.0, rate=0.5, v1=3 * A, local_w_from_v1=3.0, grad_w=3.0)
    assert "rate forgotten" in found
    assert "left over" not in found


def test_the_step_for_the_number_after_it() -> None:
    (w,) = leaves(w=A)
    assert "only the step" in named(w * 3.0, "new w", 0.3, rate=0.1, grad_w=3.0)


def test_a_bias_that_was_not_added() -> None:
    w, x, b = leaves(w=A, x=B, b=0.4)
    assert named(w * x + b, "v2", A * B, v1=A * B) == ("bias forgotten",)


def test_an_improvement_that_is_turned_round_has_the_wrong_sign() -> None:
    (w,) = leaves(w=A)
    found = named(w * 3.0, "improvement", -0.9, rate=0.1, grad_w=3.0, v1=3 * A, new_w=A - 0.3, new_v1=3 * (A - 0.3))
    assert found == ("sign",)


def test_one_example_is_not_updated_online() -> None:
    """θ - ηg for θ - η(g + λθ): the decay was left out, and there is no batch."""
    w, x = leaves(w=A, x=0.31)
    sheet = worksheet((w * x - 0.2) ** 2, 0.1, parameters=[w], decay=0.3, ask=["new w"])
    number = printed(A - 0.1 * 2 * (A * 0.31 - 0.2) * 0.31, 6)
    assert marked(sheet, "new w", {"new w": number}).mistakes == ("step without decay",)
