"""The picture: it shows what the record holds, repeats to the byte, and no text can break it."""

import os
import random
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter

import graphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import viz
from autograd import ChangedDataError, Value, dot, steps, total
from autograd.language.text import number, printable
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from nn import MLP
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


@takes_long
def test_many_edges_fold_too() -> None:
    values = [Value(1e-9, name="a")]
    for _ in range(60):
        values.append(total(values))
    assert len(shapes(viz.draw(values[-1]), "fold")) == 1
    for i, value in enumerate(values):
        value.name = f"{i}x"
    assert len(shapes(viz.draw(values[-1]), "edge")) < 600


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


HOSTILE = [
    "<b>x</b>",
    "</title><script>alert(1)</script>",
    "a|b{c}",
    r"\N",
    r"\G \l \r \\",
    "&lt;b&gt;",
    "&#60;script&#62;",
    '" onload="alert(1)',
    "]]>",
    "--><x>",
    "a\nb\x00c\x1b[31m",
    "",
    " ",
    "x" * 10_000,
    "りんご" * 4_000,
    "\ud800",
    "<",
    "\\",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_shown_as_they_are(name: str) -> None:
    check_name(name)


@settings(max_examples=fewer(40))
@given(st.text(max_size=60))
def test_any_name_is_shown_as_it_is(name: str) -> None:
    check_name(name)


def check_name(name: str) -> None:
    x = Value(3.0, name=name)
    picture = viz.draw(x * 2)
    root = ET.fromstring(picture.svg)  # one well-formed element, or this raises
    assert {e.tag for e in root.iter()} <= {SVG + tag for tag in TAGS}
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "javascript" in e.attrib[a]]
    if name.strip():
        [leaf] = [g for g in shapes(picture, "leaf") if texts(g)[0].endswith(" = 3")]
        assert " ".join(texts(leaf)[0].split()) == " ".join(f"{printable(name)} = 3".split())
    assert picture.dot.encode()


TAGS = ["svg", "g", "title", "text", "a", "path", "polygon", "ellipse", "polyline", "tspan"]


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


def test_a_number_without_a_name_is_shown_once() -> None:
    x = Value(3.0, name="3")
    assert [texts(g)[0] for g in shapes(viz.draw(x * 5 + 2), "leaf")] == ["3 = 3", "5", "2"]


def test_a_node_of_thousands_of_inputs_is_drawn() -> None:
    out = total([Value(float(i), name="り" * 100) for i in range(1000 if PROFILE == "default" else 3000)])
    assert len(shapes(viz.draw(out), "output")) == 1


def test_changed_data_is_not_drawn() -> None:
    x = Value(2.0, name="x")
    y = x * x
    x.data = 3.0
    with pytest.raises(ChangedDataError):
        viz.draw(y)


def test_user_text_reaches_no_font_style_or_link() -> None:
    dot_text = viz.draw(Value(1.0, name="FONTNAME") * Value(2.0, name="x")).dot
    for attribute in ("fontname", "stylesheet", "URL", "href", "image"):
        assert not re.search(rf'{attribute}=("[^"]*FONTNAME|[^" ]*FONTNAME)', dot_text)
    assert re.search(r'label="FONTNAME', dot_text)
