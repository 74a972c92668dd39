"""The rows of a worksheet: what is asked, under which keys, and in which forms of a formula one may go on."""

import time

import pytest

from autograd import Value, mark, parse, sigmoid, softmax, tanh, total, worksheet
from tests.by_hand.learner import printed, shares, sigma


def verdicts(out: Value, **answers: float) -> dict[str, str]:
    """The verdicts on these answers, in six digits; their keys have _ for a blank."""
    given = {name.replace("_", " "): printed(number, 6) for name, number in answers.items()}
    return {row.key: row.verdict for row in mark(worksheet(out), given).rows if row.key in given}


# Forms of a local gradient


@pytest.mark.parametrize(
    "local", [2.4 * (1 - 2.4), sigma(1.5) * (1 - sigma(1.5))], ids=["in the result", "in the input"]
)
def test_the_derivative_of_sigmoid_in_either_form(local: float) -> None:
    """The input, 1.2, was worked out as 1.5, and its sigmoid as 2.4: y(1 - y) and σ(x)(1 - σ(x)) are two numbers."""
    out = sigmoid(Value(0.4, name="w") * Value(3.0, name="x"))
    found = verdicts(out, v1=1.5, v2=2.4, local_v1_from_v2=local)
    assert found == {"v1": "wrong", "v2": "wrong", "local v1 from v2": "carried"}
    assert verdicts(out, v1=1.5, v2=2.4, local_v1_from_v2=0.25)["local v1 from v2"] == "wrong"


def test_the_derivative_of_tanh_in_the_input() -> None:
    out = tanh(tanh(Value(0.4, name="x")))
    assert verdicts(out, v1=0.5, v2=0.9, local_v1_from_v2=1 - 0.9**2)["local v1 from v2"] == "carried"


def test_the_derivative_of_softmax_with_the_share_beside_it() -> None:
    """∂y1/∂a2 = -y1 y2, with the learner's own y2."""
    a, b, t, u = Value(0.7, name="a"), Value(-0.2, name="b"), Value(0.3, name="t"), Value(2.0, name="u")
    one, two = softmax([a, b])
    y1, wrong = shares([0.7, -0.2])[0], 0.45
    found = verdicts(total([one * t, two * u]), v1=y1, v3=wrong, local_b_from_v1=-y1 * wrong)
    assert found == {"v1": "right", "v3": "wrong", "local b from v1": "carried"}


# Which rows there are


def test_parameters_without_a_name_are_asked_about_when_they_are_given() -> None:
    w, x = Value(0.5), Value(3.0, name="x")
    loss = (w * x - 2.0) ** 2  # ∂loss/∂w = 2 (wx - 2) x = -3
    numbers = {row.answer for row in worksheet(loss, 0.1, parameters=[w], level="parameters").rows}
    assert {-3.0, 0.5 + 0.1 * 3.0} <= {round(number, 12) for number in numbers}
    asked = " ".join(row.key for row in worksheet(loss).rows)
    assert "grad x" in asked
    assert "grad 0.5" not in asked


def test_keys_are_different_whatever_the_names_are() -> None:
    a = Value(2.0, name="a")
    for name in "grad a", "grad a from v1 #2", "local a from v1", "improvement":
        u = a * 3.0
        u.name = name
        v = a * a * u
        sheet = worksheet(v + u, 0.1)
        keys = [row.key for row in sheet.rows]
        assert len(set(keys)) == len(keys) == len(sheet.at)
        assert mark(sheet, {row.key: row.answer for row in sheet.rows}).score == 1.0


def test_a_sum_of_sums_is_no_longer_work_than_it_has_nodes() -> None:
    out = Value(1.0, name="x")
    for _ in range(40):
        out = out + out
    start = time.perf_counter()
    sheet = worksheet(out)
    assert time.perf_counter() - start < 5.0
    assert next(row for row in sheet.rows if row.key == "grad x").answer == 2.0**40


def test_nobody_differentiates_by_pi_but_by_a_number_of_ones_own_that_is_called_e() -> None:
    def asked(out: Value) -> set[str]:
        return {row.key for row in worksheet(out).rows if row.key.startswith("grad ")}

    assert asked(parse("2 * pi * r", {"r": 3.0})) == {"grad v1", "grad r"}
    assert asked(parse("e * r", {"r": 3.0, "e": 2.0})) == {"grad e", "grad r"}
    assert "grad pi" in asked(parse("2 * pi", {}))  # where there is nothing else
