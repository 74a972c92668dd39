"""A calculation of the lab at other inputs, and the exercises of lectures, against numbers found by hand."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from tests.conftest import thinned
from tests.viz.lab.test_inside import ask
from viz.lab.inside.calls import answer
from viz.lab.inside.formulas.examples import EXAMPLES, EXERCISES
from viz.page.data.answers import MOST


def move(text: str, values: str, *leaves: float | None) -> Any:
    return ask("move", text=text, values=values, leaves=list(leaves))


def test_values_and_gradients_follow_an_input() -> None:
    """sigmoid(w x + b) at other numbers; z(1 - z) is its slope."""
    w, x, b = 0.5, 3.0, -2.0
    found = move("sigmoid(w*x + b)", "w=-3 x=2 b=5", w, x, None, b, None, None)
    z = 1.0 / (1.0 + math.exp(-(w * x + b)))
    slope = z * (1.0 - z)
    assert found["refused"] is None
    assert found["values"] == pytest.approx([w, x, w * x, b, w * x + b, z], rel=1e-15)
    assert found["gradients"] == pytest.approx([slope * x, slope * w, slope, slope, slope, 1.0], rel=1e-15)


def test_where_paths_meet_the_products_add_up() -> None:
    found = move("x*x + x*y", "x=3 y=-2", 5.0, None, 4.0, None, None)
    assert found["gradients"][0] == 2 * 5.0 + 4.0
    of_x = [(each["before"], each["total"]) for each in found["products"][3:]]  # y first, then x three times
    assert found["products"][2]["total"] == 4.0
    assert of_x == [(0.0, 5.0), (4.0, 9.0), (9.0, 14.0)]


@pytest.mark.parametrize(
    ("text", "values", "leaves", "refused", "known"),
    [
        ("log(w) * x", "w=1 x=2", [-1.0, None, 2.0, None], 1, 1),
        ("exp(w)", "w=1", [1e6, None], 1, 1),
        ("x / w", "w=1 x=2", [2.0, 0.0, None], 2, 2),
        ("sqrt(x)", "x=2", [0.0, None], 1, 2),  # the value is there, and no gradient
    ],
)
def test_where_a_number_leaves_the_domain_its_node_is_named(
    text: str, values: str, leaves: list[float | None], refused: int, known: int
) -> None:
    found = move(text, values, *leaves)
    assert (found["refused"], len(found["values"])) == (refused, known)
    assert "gradients" not in found


def test_a_choice_is_made_anew() -> None:
    text, values = EXAMPLES["choice"]
    shown = ask("calculate", text=text, values=values)["data"]
    assert [leaf[0] for leaf in shown["tape"]["leaves"]] == [0, 4]
    assert list(shown["signs"].values()) == ["where 1"]
    found = move(text, values, -4.0, None, None, None, 3.0, None)
    assert found["nodes"]["value"][-1] == "-1.2"
    assert found["nodes"]["gradient"][0] == "0.3"
    assert list(found["signs"].values()) == ["where 0"]
    assert found["signs"].keys() == shown["signs"].keys()


def test_another_graph_is_told() -> None:
    assert "another graph" in move("where(x > 0, log(x), 1) * x", "x=2", -3.0, None, None, None, None)


@pytest.mark.parametrize("leaves", ["abc", [], [1.0], ["1", 2.0, None], [None, None, None], {}])
def test_what_are_no_inputs_is_refused(leaves: Any) -> None:
    assert "as many numbers" in ask("move", text="x*y", values="x=1 y=2", leaves=leaves)


def test_an_example_of_a_network_can_be_moved() -> None:
    ask("start", settings={"count": "4", "hidden": "2"})
    assert "no network" in ask("move", leaves=[1.0])
    shown = ask("example", number=0)["data"]
    leaves = [None] * len(shown["nodes"]["label"])
    for i, value, _ in shown["tape"]["leaves"]:
        leaves[i] = value
    found = ask("move", leaves=leaves)
    assert found["values"][-1] == pytest.approx(float(shown["nodes"]["value"][-1]), rel=1e-5)


def exercise(name: str) -> tuple[dict[str, Any], dict[str, float]]:
    """The data of an exercise, and the gradient of each of its nodes by its label."""
    text, values, *rate = EXERCISES[name]
    data = ask("calculate", text=text, values=values, eta=rate[0] if rate else "")["data"]
    return data, dict(zip(data["nodes"]["label"], map(float, data["nodes"]["gradient"]), strict=True))


@pytest.mark.parametrize("name", thinned(EXERCISES))
def test_every_exercise_can_be_tried(name: str) -> None:
    data, _ = exercise(name)
    assert 0 < len(data["answers"]["asked"]) <= MOST


def test_apples_and_oranges() -> None:
    data, gradient = exercise("shopping")
    assert data["nodes"]["value"][-1] == "715"
    named = [gradient[name] for name in ("apple", "apples", "orange", "oranges", "tax")]
    assert named == pytest.approx([2.2, 110.0, 3.3, 165.0, 650.0])


def test_the_square_of_a_sum_and_the_sigmoid_taken_apart() -> None:
    _, gradient = exercise("square")
    assert (gradient["x"], gradient["y"]) == (6.0, 6.0)
    data, gradient = exercise("sigmoid")
    assert data["nodes"]["value"][-1] == "0.5"
    assert [gradient[name] for name in ("w", "x", "b")] == [0.5, 0.125, 0.25]


def test_a_network_is_updated_once() -> None:
    """As a lecture does by hand: the loss falls from ln 2 to ln(1 + e^-2.1)."""
    data, gradient = exercise("update")
    assert float(data["nodes"]["value"][-1]) == pytest.approx(math.log(2.0), rel=1e-5)
    assert [gradient[f"V[{i}][{j}]"] for i in (0, 1) for j in (0, 1)] == [-1.0, 1.0, -0.5, 0.5]
    assert [gradient[f"W[{i}][{j}]"] for i in (0, 1) for j in (0, 1)] == [-0.5, 1.0, -1.0, 2.0]
    asked = [each["key"] for each in data["answers"]["asked"]]
    text, values, rate = EXERCISES["update"]
    answers = ["" for _ in asked]
    answers[asked.index("new V[0][0]")] = "1.1"
    answers[asked.index("new v12")] = repr(math.log(1.0 + math.exp(-2.1)))
    answers[asked.index("new c[0]")] = "-0.05"
    verdicts = [row["verdict"] for row in ask("mark", text=text, values=values, eta=rate, answers=answers)]
    assert (verdicts[asked.index("new V[0][0]")], verdicts[asked.index("new v12")]) == ("right", "right")
    assert verdicts[asked.index("new c[0]")] == "wrong"  # against the gradient it rises to 0.05


def test_weights_that_are_used_twice() -> None:
    """∂E/∂w_j = Σ_k e_k w_k h' x_j + e_j h, with e_k = (o_k - x_k) o_k (1 - o_k)."""
    w, x = [0.5, -0.4], [1.0, 0.5]

    def f(net: float) -> float:
        return 1.0 / (1.0 + math.exp(-net))

    h = f(w[0] * x[0] + w[1] * x[1])
    o = [f(w_k * h) for w_k in w]
    e = [(o_k - x_k) * o_k * (1.0 - o_k) for o_k, x_k in zip(o, x, strict=True)]
    through = sum(e_k * w_k for e_k, w_k in zip(e, w, strict=True)) * h * (1.0 - h)
    _, gradient = exercise("tied")
    by_hand = [through * x_j + e_j * h for x_j, e_j in zip(x, e, strict=True)]
    assert [gradient["w[0]"], gradient["w[1]"]] == pytest.approx(by_hand, rel=1e-5)


def test_the_largest_of_a_pool_gets_the_gradient() -> None:
    x, w = [[1, 0, 0.5], [0.5, 1, 0], [0, 0.5, 1]], [[0.6, -0.4], [0.3, 0.9]]
    u = [
        [0.1 + sum(w[p][q] * x[i + p][j + q] for p in (0, 1) for q in (0, 1)) for j in (0, 1)] for i in (0, 1)
    ]  # fmt: skip
    largest, i, j = max((u[i][j], i, j) for i in (0, 1) for j in (0, 1))
    _, gradient = exercise("pooling")
    slope = 1.0 - math.tanh(largest) ** 2
    for p in (0, 1):
        for q in (0, 1):
            assert gradient[f"w[{p}][{q}]"] == pytest.approx(slope * x[i + p][j + q], rel=1e-5)


def test_a_learning_rate_is_a_number() -> None:
    assert "a learning rate is a number" in ask("calculate", text="x", values="x=1", eta="<b>")
    found = json.loads(
        answer('{"call": "export", "form": "worksheet", "text": "w*x", "values": "w=1 x=2", "eta": "0.1"}')
    )
    assert "after the update" in found["answer"]["content"]
