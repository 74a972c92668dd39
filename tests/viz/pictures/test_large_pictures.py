"""Pictures of large graphs: a few boxes that say what they hold, and no line across a label."""

import random
import shutil
import xml.etree.ElementTree as ET

import graphviz
import pytest

import viz
from autograd import Value, dot, steps, total
from autograd.language.text import number
from nn import MLP
from tests.conftest import PROFILE, takes_long
from tests.viz.pictures.test_draw import shapes, texts, ways


@takes_long
def test_many_edges_fold_too() -> None:
    values = [Value(1e-9, name="a")]
    for _ in range(60):
        values.append(total(values))
    assert len(shapes(viz.draw(values[-1]), "fold")) == 1
    for i, value in enumerate(values):
        value.name = f"{i}x"
    assert len(shapes(viz.draw(values[-1]), "edge")) < 600


def test_a_large_network_folds_by_layer_and_says_what_a_box_holds() -> None:
    random.seed(1)
    model = MLP(2, [8, 8, 1])
    loss = sum(model([i / 50, 1 - i / 50]) ** 2 for i in range(50))
    assert isinstance(loss, Value)
    record = steps(loss)
    picture = viz.draw(record)
    held = {tuple(line for line in texts(g) if "grad" not in line)[:-1]: texts(g) for g in shapes(picture, "fold")}
    assert set(held) == {
        ("l1.n1.w1 … l1.n8.b", "24 given"),
        ("l2.n1.w1 … l2.n8.b", "72 given"),
        ("l3.n1.w1 … l3.n1.b", "9 given"),
        ("100 given",),
        ("400 dot",),
        ("400 relu",),
        ("50 dot",),
        ("50 power",),
        ("49 add",),
    }
    weights = [p.data for p in model.parameters()[:24]]
    gradients = [record.gradient[p] for p in model.parameters()[:24]]
    assert held["l1.n1.w1 … l1.n8.b", "24 given"][2:] == [
        f"{number(min(weights))} … {number(max(weights))}",
        f"grad {number(min(gradients))} … {number(max(gradients))}",
    ]
    assert "400 edges" in ways(picture).values()
    assert not shapes(viz.draw(dot([1.0] * 60, [2.0] * 60), fold_above=500), "fold")


def labels_of(picture: str) -> list[tuple[float, float, float, float]]:
    """The places of labels in Graphviz's plain text: left, low, right, high, in inches."""
    lines = [line.split(" ") for line in picture.splitlines()]
    every = [tuple(map(float, line[2:6])) for line in lines if line[0] == "node" and "-" in line[1]]
    return [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for x, y, w, h in every]


def on_the_way(spline: list[tuple[float, float]], box: tuple[float, float, float, float]) -> bool:
    """Whether a line of cubic pieces goes through the inner part of a box."""
    left, low, right, high = box
    for i in range(0, len(spline) - 1, 3):
        four = spline[i : i + 4]
        for t in (j / 40 for j in range(41)):
            weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3]
            x, y = (sum(w * p[axis] for w, p in zip(weights, four, strict=True)) for axis in (0, 1))
            if left + 0.02 < x < right - 0.02 and low + 0.02 < y < high - 0.02:
                return True
    return False


@pytest.mark.skipif(not shutil.which("dot"), reason="no program dot is here")
def test_no_line_crosses_a_label() -> None:
    """Of a network 2-2-2, and of one that is folded."""
    random.seed(1)
    x = [Value(0.5, name="x1"), Value(-1.0, name="x2")]
    first, second = MLP(2, [2, 2])(x)
    for output in ((first - 1) ** 2 + second**2, MLP(2, [16, 16, 1])(x)):
        plain = graphviz.Source(viz.draw(output).dot).pipe("plain", encoding="utf-8")
        labels = labels_of(plain)
        assert len(labels) > 5
        for line in plain.splitlines():
            if line.startswith("edge"):
                _, _, _, count, *rest = line.split(" ")
                numbers = list(map(float, rest[: 2 * int(count)]))
                spline = list(zip(numbers[::2], numbers[1::2], strict=True))
                assert not [box for box in labels if on_the_way(spline, box)]


def test_a_line_across_a_box_is_found() -> None:
    across = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)]
    assert on_the_way(across, (1, -1, 2, 1))
    assert not on_the_way(across, (1, 0.1, 2, 1))


def test_a_network_of_337_parameters_is_a_picture_of_a_few_boxes() -> None:
    random.seed(1)
    picture = viz.draw(MLP(2, [16, 16, 1])([0.5, -1.0]))
    width, height = (float(ET.fromstring(picture.svg).get(side, "").removesuffix("pt")) for side in ("width", "height"))
    assert width < 1600
    assert height < 400
    assert len(shapes(picture, "node")) - len(shapes(picture, "edge")) == 9


def test_a_graph_as_large_as_allowed_is_drawn_whole() -> None:
    five_nodes, ten_edges = (
        Value(2.0, name="x").relu().relu().relu() * 1,
        total([x := Value(2.0), x] * 4 + [Value(3.0)] * 2),
    )
    assert [len(shapes(viz.draw(five_nodes, fold_above=n), "fold")) for n in (6, 5)] == [0, 1]
    assert [len(shapes(viz.draw(ten_edges, fold_above=n), "fold")) for n in (5, 4)] == [0, 1]


def test_a_node_of_thousands_of_inputs_is_drawn() -> None:
    out = total([Value(float(i), name="り" * 100) for i in range(1000 if PROFILE == "default" else 3000)])
    assert len(shapes(viz.draw(out), "output")) == 1
