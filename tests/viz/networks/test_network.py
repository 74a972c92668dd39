"""The picture of a network: every line is the weight of its two ends, and no text is markup."""

from __future__ import annotations

import random
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import nn
import viz
from autograd import Value, softmax, tanh
from autograd.language import speaking
from tests.viz.pictures.test_draw import SVG
from tests.viz.pictures.test_hostile_names import HOSTILE, TAGS
from viz.networks.neurons import LINE, NUMBER, columns, has_numbers, label_place
from viz.networks.parts import stages
from viz.networks.strength import NEGATIVE, POSITIVE, look, short


def groups(drawing: viz.Drawing, kind: str) -> list[ET.Element]:
    return [g for g in ET.fromstring(drawing.svg).iter(f"{SVG}g") if kind in g.get("class", "").split()]


def texts(shape: ET.Element) -> list[str]:
    return ["".join(text.itertext()).replace("\u00a0", " ") for text in shape.iter(f"{SVG}text")]


def lines(drawing: viz.Drawing) -> dict[str, ET.Element]:
    """The line of each weight, by its ends, such as c0n1-c1n0."""
    return {str(g.get("id")).partition("-")[2]: next(g.iter(f"{SVG}path")) for g in groups(drawing, "weight")}


def every_text(drawing: viz.Drawing) -> list[str]:
    return texts(ET.fromstring(drawing.svg))


def numbered() -> nn.MLP:
    """A network whose weights and biases are 1, -2, 3, -4, … and their gradients 0.1, -0.2, …, negated."""
    model = nn.MLP(2, [3, 1])
    for i, parameter in enumerate(model.parameters(), 1):
        parameter.data = float(i if i % 2 else -i)
        parameter.grad = -parameter.data / 10
    return model


@pytest.mark.parametrize("by", ["weight", "gradient"])
def test_each_line_is_the_number_of_its_two_ends(by: str) -> None:
    model = numbered()
    drawn = lines(viz.network(model, by=by))
    rows = [[neuron.w for neuron in layer.neurons] for layer in model.layers]
    numbers = {
        f"c{k}n{i}-c{k + 1}n{j}": w.data if by == "weight" else w.grad
        for k, layer in enumerate(rows)
        for j, row in enumerate(layer)
        for i, w in enumerate(row)
    }
    assert set(drawn) == set(numbers)
    largest = max(map(abs, numbers.values()))
    for name, line in drawn.items():
        number = numbers[name]
        assert line.get("stroke") == (POSITIVE if number > 0 else NEGATIVE)
        assert bool(line.get("stroke-dasharray")) == (number < 0)
        share = (float(line.get("stroke-width", "1")) - 0.4) / 4.1
        assert share == pytest.approx(abs(number) / max(largest, 13 if by == "weight" else 1.3), abs=0.01)


def test_neurons_have_biases_and_few_lines_have_numbers() -> None:
    picture = viz.network(numbered())
    shown = every_text(picture)
    assert [t for t in shown if t.startswith("b ")] == ["b 3", "b -6", "b 9", "b 13"]
    assert shown.count("x1") == shown.count("x2") == 1
    assert sorted(t for g in groups(picture, "number") for t in texts(g)) == sorted(
        map(str, [1, -2, -4, 5, 7, -8, -10, 11, -12])
    )
    assert {"l1 Layer", "2 → 3, relu", "9 parameters", "3 → 1", "4 parameters"} <= set(shown)


def test_a_wide_layer_shows_some_neurons_and_says_how_many_more() -> None:
    picture = viz.network(nn.Sequential(nn.Layer(784, 32), nn.Layer(32, 10), softmax))
    shown = every_text(picture)
    assert {"784 inputs", "780 more", "28 more", "6 more", "x784", "n32", "n10", "784 → 32, relu", "l3 softmax"} <= set(
        shown
    )
    assert "x4" not in shown
    drawn = lines(picture)
    assert len(drawn) == 2 * 4 * 4
    assert "c0n783-c1n31" in drawn


def test_a_neuron_of_a_wide_layer_keeps_its_own_weight() -> None:
    layer = nn.Layer(20, 20, activation=None)
    for parameter in layer.parameters():
        parameter.data = 0.0
    layer.neurons[19].w[2].data = -1.0
    dashed = [name for name, line in lines(viz.network(layer)).items() if line.get("stroke") == NEGATIVE]
    assert dashed == ["c0n2-c1n19"]


def rectangle(before: Any, after: Any, i: int, j: int) -> tuple[float, float, float, float]:
    share, height = label_place(before, after, i, j)
    x, half = before.x + share * (after.x - before.x), NUMBER / 2
    return x - half, height - LINE / 2, x + half, height + LINE / 2


@pytest.mark.parametrize("sizes", [[2, 2, 2], [2, 4, 1], [1, 8, 1], [3, 3, 3], [4, 4], [2, 8, 2], [16, 1]])
def test_no_line_crosses_the_number_of_another(sizes: list[int]) -> None:
    found = columns(stages(nn.MLP(sizes[0], sizes[1:]), "weight"))
    for before, after in pairwise(found):
        if not has_numbers(before, after):
            assert before.count * after.count > 8
            continue
        ends = [(i, j) for i in before.shown for j in after.shown if i >= 0 <= j]
        for i, j in ends:
            left, low, right, high = rectangle(before, after, i, j)
            assert before.x + 0.33 < left < right < after.x - 0.33
            for p, q in ends:
                for step in range(101):
                    share = step / 100
                    x = before.x + share * (after.x - before.x)
                    y = (1 - share) * before.place(p) + share * after.place(q)
                    assert (p, q) == (i, j) or not (left < x < right and low < y < high)


def test_numbers_stand_on_their_own_lines() -> None:
    picture = viz.network(nn.MLP(2, [2, 2]))
    place = {
        name: tuple(map(float, re.findall(r"-?[\d.]+", line.get("d", "")))) for name, line in lines(picture).items()
    }
    labels = groups(picture, "number")
    assert len(labels) == 8
    for label in labels:
        ends = str(label.get("id")).partition("-")[2].removesuffix("-number")
        x1, y1, *_, x2, y2 = place[ends]
        text = next(label.iter(f"{SVG}text"))
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        assert y1 + (x - x1) / (x2 - x1) * (y2 - y1) == pytest.approx(y - 3, abs=3)


def test_parts_of_every_kind_are_drawn() -> None:
    picture = viz.network(
        nn.Sequential(
            nn.Conv2D(1, 2, size=3), nn.MaxPool2D(2), nn.BatchNorm(2), nn.Flatten(), nn.Dropout(0.5), nn.Layer(8, 3)
        )
    )
    shown = every_text(picture)
    assert {"l1 Conv2D(1, 2, 3, stride=1, padding=0)", "weight 2 × 1 × 3 × 3", "bias 2", "20 parameters"} <= set(shown)
    assert {"l2 MaxPool2D(2, stride=2, padding=0)", "l3 BatchNorm(2)", "l4 Flatten()", "l5 Dropout(0.5)"} <= set(shown)
    arrows = [g for g in groups(picture, "edge") if "weight" not in g.get("class", "").split()]
    assert len(arrows) == 4 + 8  # from box to box, and from the last box to each input
    assert len(lines(picture)) == 8 * 3


def test_what_follows_neurons_is_a_note_under_them() -> None:
    model = nn.Sequential(nn.Layer(2, 4), nn.BatchNorm(4), nn.Dropout(0.5), nn.Layer(4, 1), tanh)
    picture = viz.network(model)
    assert {"l2 BatchNorm(4)", "l3 Dropout(0.5)", "l5 tanh"} <= set(every_text(picture))
    assert len(lines(picture)) == 2 * 4 + 4


def test_a_deep_network_and_one_that_branches_are_boxes() -> None:
    shown = every_text(viz.network(nn.MLP(2, [4] * 100 + [1])))
    assert {"l8 Layer", "89 more parts", "1,780 parameters", "l98 Layer", "l101 Layer"} <= set(shown)
    assert "l9 Layer" not in shown

    inner = nn.Sequential(nn.Layer(3, 3), nn.Layer(3, 3))
    branching = viz.network(nn.Sequential(nn.Layer(2, 3), nn.Residual(inner)))
    assert {"l2 Residual", "+", "l2.l1 Layer", "l2.l2 Layer", "3 → 3, relu"} <= set(every_text(branching))
    [plus] = [title(g) for g in groups(branching, "inner")]
    [split] = [title(g) for g in groups(branching, "split")]
    ways = {title(g) for g in groups(branching, "edge")}
    assert f"{split}->{plus}" in ways
    assert len(ways) == 5


def title(shape: ET.Element) -> str:
    return shape.findtext(f"{SVG}title") or ""


def test_a_module_of_ones_own_shows_its_parts_and_its_own_parameters() -> None:
    class Own(nn.Module):
        def __init__(self) -> None:
            self.words, self.out, self.scale = nn.Embedding(100, 3), nn.Layer(3, 2), Value(2.0)
            self.layers = [nn.Neuron(2)]  # and yet it is more than those

    shown = every_text(viz.network(Own()))
    assert {
        "Own",
        "words Embedding(100, 3)",
        "weight 100 × 3",
        "out Layer",
        "3 → 2, relu",
        "scale 1",
        "layers.0 Neuron",
    } <= set(shown)


def test_a_part_inside_itself_ends() -> None:
    model = nn.Sequential(nn.Layer(2, 2))
    model.layers.append(model)
    assert "l1 Layer" in every_text(viz.network(model))


def test_the_boxes_of_a_book_are_drawn_with_their_gradients() -> None:
    affine = nn.Affine([[1.0, 2.0, 3.0], [4.0, 5.0, -6.0]], [0.0, 0.5, 1.0])
    boxes = {"Affine1": affine, "Relu1": nn.ReLU(), "last": nn.SoftmaxWithLoss()}
    picture = viz.network(boxes)
    assert {"Affine1 Affine", "2 → 3", "Relu1 ReLU", "last SoftmaxWithLoss", "b 0.5"} <= set(every_text(picture))
    [dashed] = [name for name, line in lines(picture).items() if line.get("stroke-dasharray")]
    assert dashed == "c0n1-c1n2"
    assert "All gradients are 0" in "".join(every_text(viz.network(affine, by="gradient")))
    affine.forward([1.0, -1.0])
    affine.backward([1.0, 0.0, 0.0])
    drawn = lines(viz.network([affine], by="gradient"))
    assert [name for name, line in drawn.items() if line.get("stroke") in (POSITIVE, NEGATIVE)] == [
        "c0n0-c1n0",
        "c0n1-c1n0",
    ]
    assert drawn["c0n1-c1n0"].get("stroke-dasharray")
    assert {"MulLayer", "AddLayer"} <= {t.split()[-1] for t in every_text(viz.network([nn.MulLayer(), nn.AddLayer()]))}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_are_text(name: str) -> None:
    part = type("Part", (nn.Module,), {"__repr__": lambda self: name})()
    for model in (nn.Sequential(part, nn.Layer(2, 2)), {name: nn.Layer(2, 2)}, {name: nn.Residual(nn.Layer(2, 2))}):
        root = ET.fromstring(viz.network(model).svg)
        assert {e.tag for e in root.iter()} <= {SVG + tag for tag in TAGS}
        assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "javascript" in e.attrib[a]]


def test_every_format_and_the_same_bytes(tmp_path: Path) -> None:
    random.seed(3)
    model = nn.MLP(2, [3, 1])
    picture = viz.network(model)
    assert picture.dot == viz.network(model).dot
    starts = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF-"}
    for suffix, start in starts.items():
        assert picture.save(tmp_path / f"network.{suffix}").read_bytes().startswith(start)
    assert picture._repr_mimebundle_()["image/svg+xml"].startswith("<svg")
    assert 'id="left-c0-n0"' in viz.network(model, prefix="left").svg.replace("&#45;", "-")


@pytest.mark.skipif(not shutil.which("dot"), reason="no program dot is here")
def test_the_program_keeps_the_places_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pygraphviz has no wheel: a column has one place across, in the order of its neurons."""
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    root = ET.fromstring(viz.network(nn.MLP(3, [3])).svg)
    circles: dict[str, tuple[float, float]] = {}
    for g in root.iter(f"{SVG}g"):
        if "node" in g.get("class", "").split() and (drawn := g.find(f".//{SVG}ellipse")) is not None:
            circles[title(g)] = float(drawn.get("cx", "")), float(drawn.get("cy", ""))
    for column in ("c0n", "c1n"):
        places = [circles[f"{column}{i}"] for i in range(3)]
        assert len({x for x, _ in places}) == 1
        assert [y for _, y in places] == sorted(y for _, y in places)
    assert circles["c0n0"][0] < circles["c1n0"][0]


def test_the_sentence_is_in_the_language() -> None:
    with speaking("ja"):
        assert "線は重みです。" in viz.network(nn.MLP(1, [1])).dot


def test_an_estimator_is_drawn_once_it_has_learned() -> None:
    pytest.importorskip("sklearn")
    estimator = nn.Classifier(hidden=(3,), epochs=1)
    with pytest.raises(TypeError, match="an estimator that has learned"):
        viz.network(estimator)
    estimator.fit([[0.0, 1.0], [1.0, 0.0], [0.2, 0.7], [0.9, 0.3]], [0, 1, 0, 1])
    assert viz.network(estimator).dot == viz.network(estimator.model_).dot


@pytest.mark.parametrize(
    ("model", "error", "sentence"),
    [
        (3, TypeError, "3 is none of them"),
        ({"a": "text"}, TypeError, "'text' is none of them"),
        (nn.Layer, TypeError, "is none of them"),
        (tanh, TypeError, "is none of them"),
        ([], ValueError, "this list has no parts"),
    ],
)
def test_what_is_no_model_is_said(model: Any, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        viz.network(model)


def test_lines_are_by_weight_or_by_gradient() -> None:
    with pytest.raises(ValueError, match="not by 'size'"):
        viz.network(nn.Neuron(1), by="size")
    with pytest.raises(ValueError, match="a prefix of ids"):
        viz.network(nn.Neuron(1), prefix='" onload="')


def test_numbers_that_are_not_finite_are_dotted() -> None:
    drawn = lines(viz.network(nn.Affine([[float("inf")], [0.5]], [0.0])))
    assert drawn["c0n0-c1n0"].get("stroke-dasharray") == "1,5"
    assert look(float("nan"), 1.0)["style"] == "dotted"
    assert short(0.00123456) == "0.00123"
