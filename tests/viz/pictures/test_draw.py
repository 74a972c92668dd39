"""The picture: it shows what the record holds, and repeats to the byte."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from hypothesis import given, settings

import viz
from autograd import ChangedDataError, Value, steps
from autograd.language.text import number
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import PROFILE, fewer, takes_long
from tests.programs import run

SVG = "{http://www.w3.org/2000/svg}"


def apple() -> Value:
    return Value(100, name="apple") * Value(2, name="num") * Value(1.1, name="tax")


def shapes(drawing: viz.Drawing, kind: str) -> list[ET.Element]:
    root = ET.fromstring(drawing.svg)
    found = [g for g in root.iter(f"{SVG}g") if kind in g.get("class", "").split()]
    return [g for g in found if kind != "edge" or "node" in g.get("class", "").split()]  # its label, not its lines


def texts(shape: ET.Element) -> list[str]:
    return ["".join(text.itertext()).replace("\u00a0", " ") for text in shape.iter(f"{SVG}text")]


def test_the_apple_shows_every_number() -> None:
    picture = viz.draw(apple())
    assert [texts(g) for g in shapes(picture, "leaf")] == [
        ["apple = 100", "grad 2.2"],
        ["num = 2", "grad 110"],
        ["tax = 1.1", "grad 200"],
    ]
    assert [texts(g) for g in shapes(picture, "inner")] == [["×", "v1 = 200", "grad 1.1"]]
    assert [texts(g) for g in shapes(picture, "output")] == [["×", "v2 = 220", "grad 1"]]
    assert sorted(texts(g) for g in shapes(picture, "edge")) == [
        ["local 1.1", "1 × 1.1 = 1.1"],
        ["local 100", "1.1 × 100 = 110"],
        ["local 2", "1.1 × 2 = 2.2"],
        ["local 200", "1 × 200 = 200"],
    ]


def title(shape: ET.Element) -> str:
    return shape.findtext(f"{SVG}title") or ""


def ways(drawing: viz.Drawing) -> dict[str, str]:
    """From `start->end` to the first line of the label between the two."""
    first = {title(g): texts(g)[0] for g in shapes(drawing, "edge")}
    lines = [title(g) for g in ET.fromstring(drawing.svg).iter(f"{SVG}g") if "edge" in g.get("class", "").split()]
    pairs = [line.split("->") for line in lines if "->" in line]
    starts = {end.partition(":")[0]: start for start, end in pairs if end.partition(":")[0] in first}
    ends = {start.partition(":")[0]: end for start, end in pairs if start.partition(":")[0] in first}
    assert set(starts) == set(ends) == set(first)
    return {f"{starts[label]}->{ends[label]}": first[label] for label in first}


def test_edges_run_from_input_to_output_and_in_the_order_of_the_operands() -> None:
    x, y = Value(3.0, name="x"), Value(2.0, name="y")
    picture = viz.draw(x - y)
    box = {texts(g)[0][0]: title(g) for g in shapes(picture, "node")}
    assert ways(picture) == {f"{box['x']}->{box['−']}": "local 1", f"{box['y']}->{box['−']}": "local -1"}
    ids = sorted(str(g.get("id")).rpartition("-")[2] for g in shapes(picture, "edge"))
    assert ids == ["0", "1"]
    assert "ordering=in" in picture.dot


def test_folded_edges_run_from_input_to_output() -> None:
    a, b = Value(2.0, name="a"), Value(3.0, name="b")
    named = a * b
    named.name = "named"
    out = named.relu().relu() - b
    picture = viz.draw(out, fold_above=3)
    box = {texts(g)[0].split(" ")[0]: title(g) for g in shapes(picture, "leaf")}
    [inner] = [title(g) for g in shapes(picture, "inner")]
    [folded] = [title(g) for g in shapes(picture, "fold")]
    [last] = [title(g) for g in shapes(picture, "output")]
    assert set(ways(picture)) == {
        f"{box['a']}->{inner}",
        f"{box['b']}->{inner}",
        f"{inner}->{folded}",
        f"{folded}->{last}",
        f"{box['b']}->{last}",
    }


def test_a_prefix_keeps_two_equal_pictures_apart() -> None:
    ids = [e.get("id") for p in ("left", "right") for e in ET.fromstring(viz.draw(apple(), prefix=p).svg).iter()]
    ids = [i for i in ids if i]
    assert len(ids) == len(set(ids))
    with pytest.raises(ValueError, match="a prefix of ids"):
        viz.draw(apple(), prefix='x" onload="')


def test_a_record_is_drawn_with_its_own_numbers() -> None:
    x = Value(2.0, name="x")
    record = steps(x * 3)
    before = viz.draw(record).dot
    x.data = 9.0
    assert viz.draw(record).dot == before


def test_a_square_has_two_edges() -> None:
    x = Value(3.0, name="x")
    assert len(shapes(viz.draw(x * x), "edge")) == 2


@settings(max_examples=fewer(30))
@given(programs())
def test_the_picture_is_the_record(program: Program) -> None:
    _, out = run(program)
    record = steps(out)
    picture = viz.draw(record)
    nodes = [g for kind in ("leaf", "inner", "output") for g in shapes(picture, kind)]
    assert len(nodes) == len(record.order)
    shown = Counter(tuple(texts(g)) for g in shapes(picture, "edge"))

    def label(upstream: float, local: float, product: float) -> tuple[str, str]:
        factor = f"({number(local)})" if local < 0 else number(local)
        return f"local {number(local)}", f"{number(upstream)} × {factor} = {number(product)}"

    expected = Counter(label(c.upstream, c.local, c.product) for c in record.backward)
    assert shown == expected


def test_kinds_differ_in_more_than_colour() -> None:
    dot_text = viz.draw(apple()).dot
    kinds = ("leaf", "inner", "output")
    line = {kind: next(x for x in dot_text.splitlines() if f"class={kind}" in x) for kind in kinds}
    assert "shape=box" in line["leaf"]
    assert "rounded" in line["leaf"]
    assert "shape=ellipse" in line["inner"]
    assert "peripheries=2" in line["output"]
    assert "rankdir=LR" in dot_text


def test_ids_are_unique_and_differ_between_pictures() -> None:
    first, second = viz.draw(apple()), viz.draw(apple() + 1)
    ids = [e.get("id") for d in (first, second) for e in ET.fromstring(d.svg).iter() if e.get("id")]
    assert len(ids) == len(set(ids)) > 15


@takes_long
def test_the_same_program_gives_the_same_bytes() -> None:
    program = (
        "import random, viz; from nn import MLP; random.seed(2); print(viz.draw(MLP(2, [3, 1])([0.5, -1.0]) ** 2).dot)"
    )
    command = [sys.executable, "-c", program]
    runs = {
        subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
        for seed in (("1", "2") if PROFILE == "default" else ("1", "2", "3"))
    }
    assert len(runs) == 1
    assert viz.draw(apple()).dot == viz.draw(apple()).dot


def test_drawing_reads_and_never_writes() -> None:
    x = Value(2.0)
    y = x * x
    y.backward()
    y.backward()
    viz.draw(y)
    assert (x.grad, y.grad) == (8.0, 1.0)


def test_a_notebook_gets_the_picture_itself() -> None:
    bundle = viz.draw(apple())._repr_mimebundle_()
    assert ET.fromstring(bundle["image/svg+xml"]).tag == f"{SVG}svg"
    assert "Drawing" in bundle["text/plain"]


def test_a_number_without_a_name_is_shown_once() -> None:
    x = Value(3.0, name="3")
    assert [texts(g)[0] for g in shapes(viz.draw(x * 5 + 2), "leaf")] == ["3 = 3", "5", "2"]


def test_changed_data_is_not_drawn() -> None:
    x = Value(2.0, name="x")
    y = x * x
    x.data = 3.0
    with pytest.raises(ChangedDataError):
        viz.draw(y)
