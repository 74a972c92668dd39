"""Plots: every point stands where the axes say, whatever the numbers and the names are."""

import math
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import viz
from autograd.language.text import width

SVG = "{http://www.w3.org/2000/svg}"
spans = st.tuples(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
points = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=20)


def axes(svg: ElementTree.Element) -> Any:
    """From pixels to numbers, as a reader does it: by the two outermost ticks of each axis."""
    texts = [
        (float(t.get("x", "")), float(t.get("y", "")), t.get("text-anchor"), t.text) for t in svg.iter(f"{SVG}text")
    ]
    across = [(x, float(text or "")) for x, _, anchor, text in texts if anchor == "middle"]
    up = [(y - 4, float(text or "")) for _, y, anchor, text in texts if anchor == "end"]
    return [(ticks[0], ticks[-1]) for ticks in (across, up)]


def read(pixel: float, ticks: Any) -> float:
    (p, x), (q, y) = ticks
    return float(x + (pixel - p) / (q - p) * (y - x))


@given(points, spans, spans)
def test_points_are_read_off_the_axes(shares: Any, x_span: Any, y_span: Any) -> None:
    placed = [tuple(low + wide * s for s, (low, wide) in zip(p, (x_span, y_span), strict=True)) for p in shares]
    spreads = [max(p[i] for p in placed) - min(p[i] for p in placed) for i in (0, 1)]
    assume(all(d > 1e-7 * max(abs(p[i]) for p in placed) and d > 1e-6 for i, d in enumerate(spreads)))
    svg = ElementTree.fromstring(viz.plot({"path": placed}, {"path": placed}).svg)
    both = axes(svg)
    dots = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in svg.iter(f"{SVG}circle")][
        1:
    ]  # the legend's first
    [line] = svg.iter(f"{SVG}polyline")
    assert [f"{x:.1f},{y:.1f}" for x, y in dots] == line.get("points", "").split()
    for dot, point in zip(dots, placed, strict=True):
        for pixel, ticks, number, spread in zip(dot, both, point, spreads, strict=True):
            assert read(pixel, ticks) == pytest.approx(number, abs=spread / 200)  # about a pixel


@pytest.mark.parametrize(
    ("high", "ticks"),
    [
        (1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (8.0, ["0", "1", "2", "3", "4", "5", "6", "7", "8"]),
        (10.0, ["0", "2", "4", "6", "8", "10"]),
        (30.0, ["0", "5", "10", "15", "20", "25", "30"]),
        (70.0, ["0", "10", "20", "30", "40", "50", "60", "70"]),
    ],
)
def test_an_axis_has_at_most_8_steps_of_1_2_or_5(high: float, ticks: list[str]) -> None:
    svg = ElementTree.fromstring(viz.plot({"": [(0, 0), (high, 1)]}).svg)
    assert [text.text for text in svg.iter(f"{SVG}text") if text.get("text-anchor") == "middle"] == ticks


@given(
    st.lists(st.sampled_from(["loss", "りんご", "x" * 30, "a"]), min_size=1, max_size=9), st.sampled_from(["", "title"])
)
def test_names_stand_to_the_right_of_their_lines_and_one_after_another(names: list[str], title: str) -> None:
    numbered = [f"{name}{i}" for i, name in enumerate(names)]
    svg = ElementTree.fromstring(viz.plot({name: [(0, 0), (1, 1)] for name in numbered}, title=title).svg)
    texts = [t for t in svg.iter(f"{SVG}text") if not t.get("text-anchor")]
    places = [(float(t.get("y", "")), float(t.get("x", "")), t.text or "") for t in texts]
    assert [text for _, _, text in places] == [title] * bool(title) + numbered
    for (y, x, text), (next_y, next_x, _) in pairwise(places):
        assert next_y > y or (next_y == y and next_x >= x + 6 * width(text) + 20)
    lines = [re.match(r"M(\d+),(\d+) h(\d+)", path.get("d", "")) for path in svg.iter(f"{SVG}path")]
    ends = [(float(m[2]) + 4, float(m[1]) + float(m[3])) for m in lines if m]
    for (y, x, _), (line_y, end) in zip(places[bool(title) :], ends, strict=True):
        assert line_y == y
        assert 0 < x - end < 10


def test_the_largest_is_at_the_top_and_at_the_right() -> None:
    svg = ElementTree.fromstring(viz.plot(dots={"": [(0, 0), (1, 2)]}).svg)
    _, low, high = svg.iter(f"{SVG}circle")
    assert float(low.get("cx", "")) < float(high.get("cx", ""))
    assert float(low.get("cy", "")) > float(high.get("cy", ""))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=9, unique=True), st.text(max_size=30))
def test_any_name_is_shown_as_it_is_and_inside_the_picture(names: list[str], title: str) -> None:
    picture = viz.plot({name: [(0, 0), (1, 1)] for name in names}, title=title)
    svg = ElementTree.fromstring(picture.svg)
    legend = [text for text in svg.iter(f"{SVG}text") if not text.get("text-anchor")]
    assert len(legend) == len(names) + bool(title)
    for text, name in zip(legend[bool(title) :], names, strict=True):
        if name.isascii() and name.isprintable():
            assert (text.text or "") == name
        assert float(text.get("x", "")) < picture.width or len(names) == 1
        assert float(text.get("y", "")) < picture.height - 200


@pytest.mark.parametrize("points", [[(2, 3)], [(1e9, 0), (1e9, 0)], [(-5e-324, 1e-320)], [(1, 1), (1 + 1e-15, 2)]])
def test_points_that_no_axis_tells_apart_have_a_place(points: Any) -> None:
    svg = ElementTree.fromstring(viz.plot(dots={"": points}).svg)
    places = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in svg.iter(f"{SVG}circle")]
    assert all(0 < x < 480 and 0 < y < 320 for x, y in places)


def test_plots_beside_each_other_keep_their_places() -> None:
    parts = [viz.plot({str(i): [(0, i), (1, 2)]}) for i in range(3)]
    whole = viz.beside(parts, columns=2)
    places = re.findall(r"translate\((\d+) (\d+)\)", whole.svg)
    assert [(int(x), int(y)) for x, y in places] == [(0, 0), (480, 0), (0, parts[0].height)]
    assert (whole.width, whole.height) == (960, 2 * parts[0].height)
    assert all(part.svg in whole.svg for part in parts)


def test_a_plot_is_saved_and_shown(tmp_path: Path) -> None:
    picture = viz.plot({"りんご": [(0, 0), (1, 1)]})
    path = picture.save(tmp_path / "new" / "a.svg")
    assert path.read_text("utf-8") == picture.svg + "\n"
    assert picture._repr_mimebundle_()["image/svg+xml"] == picture.svg
    with pytest.raises(ValueError, match=r"saved as \.svg, and the name is 'a\.png'"):
        picture.save(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: viz.plot(), "needs points"),
        (lambda: viz.plot({"loss": []}), "needs points"),
        (lambda: viz.plot({"loss": [(1, math.nan)]}), r"the point \(1.0, nan\) of 'loss' has no place"),
        (lambda: viz.plot(dots={"a": [(math.inf, 0)]}), r"the point \(inf, 0.0\) of 'a' has no place"),
        (lambda: viz.plot({"a": [(1e200, 0)]}), "has no place"),
        (lambda: viz.beside([]), "0 plots in 2 columns"),
        (lambda: viz.beside([viz.plot({"a": [(0, 0)]})], columns=0), "1 plots in 0 columns"),
    ],
)
def test_what_cannot_be_drawn_is_said(make: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make()
