"""Plots: every point is where it belongs, names are text, and nothing of Matplotlib's own state counts or changes."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import viz
from autograd.language.text import printable
from nn.learning.run.history import Epoch, History
from tests.conftest import takes_long, thinned
from tests.viz.pictures.test_hostile_names import HOSTILE
from viz.plots.picture import Plot

matplotlib = pytest.importorskip("matplotlib")

from matplotlib.figure import Figure  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"


def painted(plot: Plot, i: int = 0) -> Any:
    axes = Figure().add_subplot()
    plot.painters[i](axes)
    return axes


def points(line: Any) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)]


def texts(plot: Plot) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(plot.svg).iter(f"{SVG}text")]


def test_lines_join_and_dots_mark_the_points() -> None:
    curve, measured = [(0.0, 1.0), (1.0, 4.0), (2.0, 9.0)], [(0.5, 2.0), (1.5, 6.0)]
    dots, line = painted(viz.plot({"curve": curve}, {"measured": measured, "curve": curve[:1]})).lines[1:]
    assert points(dots) == curve[:1]
    assert points(line) == curve
    assert dots.get_color() == line.get_color()
    assert (dots.get_linestyle(), line.get_linestyle()) == ("None", "-")
    assert (dots.get_marker(), line.get_marker()) == ("o", "none")


def test_names_differ_in_more_than_colour() -> None:
    axes = painted(viz.plot({str(i): [(0, i), (1, i)] for i in range(6)}, {str(i): [(0, i)] for i in range(6)}))
    assert len({line.get_marker() for line in axes.lines[:6]}) == 6
    assert len({str(line._dash_pattern) for line in axes.lines[6:]}) == 6


SPECIAL = ["_hidden", "$x^2$", r"\frac", "a_b", "$", 'id="x" href="#y"']
"""What means something to Matplotlib, or in an SVG."""


def test_hostile_names_are_shown_as_they_are() -> None:
    check_names([*HOSTILE, *SPECIAL])
    assert {*SPECIAL} <= {*texts(viz.plot({name: [(0, 0)] for name in SPECIAL}))}
    for name in thinned(SPECIAL):
        assert name in texts(viz.plot({"a": [(0, 0)]}, title=name))


@takes_long
@settings(max_examples=5)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=9, unique=True))
def test_any_name_is_shown_as_it_is(names: list[str]) -> None:
    check_names(names)


def check_names(names: list[str]) -> None:
    """Their texts are those of the legend, in order."""
    shown = [" ".join(text.split()) for text in texts(viz.plot({name: [(0, 0)] for name in names}))]
    expected = [" ".join(printable(name).split()) for name in names]
    assert [text for text in shown[-len(names) :] if text] == [text for text in expected if text] or "" in expected
    assert {text for text in expected if text} <= {*shown}


def test_names_that_look_alike_are_all_in_the_legend() -> None:
    assert texts(viz.plot({"a\x00": [(0, 0)], "a\x01": [(1, 1)]})).count(printable("a\x00")) == 2


def test_the_same_numbers_are_the_same_bytes_whatever_the_settings(tmp_path: Path) -> None:
    def saved(format: str) -> bytes:
        return viz.plot({"りんご": [(0, 0), (1, 1)]}).save(tmp_path / f"a.{format}").read_bytes()

    before = {format: saved(format) for format in ("svg", "png", "pdf")}
    assert before["svg"].startswith(b"<?xml")
    assert before["png"].startswith(b"\x89PNG")
    assert before["pdf"].startswith(b"%PDF")
    kept = dict(matplotlib.rcParams)
    with matplotlib.rc_context({"lines.linewidth": 9, "svg.hashsalt": "other", "text.parse_math": True}):
        assert {format: saved(format) for format in before} == before
    assert dict(matplotlib.rcParams) == kept
    assert b"<dc:date>" not in before["svg"]


def test_the_module_that_keeps_every_figure_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(matplotlib, "pyplot", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    assert "<svg" in viz.plot({"": [(0, 0)]}).svg


@takes_long
def test_a_new_process_makes_the_same_bytes_and_keeps_no_figure() -> None:
    code = (
        "import hashlib, sys, viz; svg = viz.plot({'a': [(0, 1), (2, 3)]}).svg;"
        "print(hashlib.sha256(svg.encode()).hexdigest(), 'matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    here = hashlib.sha256(viz.plot({"a": [(0, 1), (2, 3)]}).svg.encode()).hexdigest()
    assert done.stdout.split() == [here, "False"]


def test_two_plots_share_a_page() -> None:
    plots = [viz.plot({"a": [(0, 0), (1, i)]}) for i in (1, 2)]
    ids = [e.get("id") for plot in plots for e in ElementTree.fromstring(plot.svg).iter() if e.get("id")]
    assert len(ids) == len(set(ids)) > 20
    for plot in plots:
        own = {e.get("id") for e in ElementTree.fromstring(plot.svg).iter()}
        uses = [str(v) for e in ElementTree.fromstring(plot.svg).iter() for k, v in e.items() if k.endswith("href")]
        assert uses
        assert {use[1:] for use in uses} <= own


def test_threads_draw_at_the_same_time() -> None:
    found = list[str]()
    plots = [viz.plot({"a$": [(0, 0), (1, 1)]}) for _ in range(4)]
    threads = [threading.Thread(target=lambda plot=plot: found.append(plot.svg)) for plot in plots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_plots_beside_each_other_keep_their_places() -> None:
    parts = [viz.plot({str(i): [(0, i), (1, 2)]}) for i in range(3)]
    whole = viz.beside(parts, columns=2)
    root = ElementTree.fromstring(whole.svg)
    assert (root.get("width"), root.get("height")) == (f"{2 * 345.6}pt", f"{2 * 230.4}pt")
    assert [points(painted(whole, i).lines[0])[0] for i in range(3)] == [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0)]
    assert len(viz.beside([whole, parts[0]], columns=4).painters) == 4


def test_a_plot_shows_itself_and_is_saved_whole(tmp_path: Path) -> None:
    picture = viz.plot({"a": [(0, 0), (1, 1)]})
    assert picture._repr_mimebundle_()["image/svg+xml"] == picture.svg
    assert picture.save(tmp_path / "new" / "a.svg").exists()
    with pytest.raises(ValueError, match=r"saved as \.svg, \.png or \.pdf, and the name is 'a\.gif'"):
        picture.save(tmp_path / "a.gif")


def test_a_sign_without_a_font_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viz.plots.picture._families", lambda: ["DejaVu Sans"])
    picture = viz.plot({"りんご": [(0, 0), (1, 1)]})
    with pytest.warns(viz.MissingGlyphWarning, match="No font here has ご, り, ん"):
        picture.save(tmp_path / "a.png")
    assert "りんご" in texts(picture)  # without a warning: its reader has a font


def test_japanese_is_drawn_where_the_extra_is_installed(tmp_path: Path) -> None:
    pytest.importorskip("noto_cjk_sans_jp_regular")
    apples, boxes = (viz.plot({name: [(0, 0), (1, 1)]}).save(tmp_path / f"{i}.png") for i, name in enumerate("林梨"))
    assert apples.read_bytes() != boxes.read_bytes()


def test_losses_are_those_of_the_history() -> None:
    rows = [Epoch(1, 0.7, None, 0.9), Epoch(2, 0.4, None, 0.8), Epoch(3, 0.3)]
    loss, validation = painted(viz.losses(History(rows))).lines
    assert points(loss) == [(1.0, 0.7), (2.0, 0.4), (3.0, 0.3)]
    assert points(validation) == [(1.0, 0.9), (2.0, 0.8)]
    ticks = painted(viz.losses(History(rows[:2]))).get_xticks()
    assert all(float(tick).is_integer() for tick in ticks)
    assert "epoch" in texts(viz.losses(History(rows)))
    with pytest.raises(ValueError, match="no epochs yet"):
        viz.losses(History())


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: viz.plot(), "needs points"),
        (lambda: viz.plot({"loss": []}), "needs points"),
        (lambda: viz.plot({"loss": [(1, math.nan)]}), r"the point \(1.0, nan\) of 'loss' has no place"),
        (lambda: viz.plot(dots={"a": [(math.inf, 0)]}), r"the point \(inf, 0.0\) of 'a' has no place"),
        (lambda: viz.plot({"a": [(1e200, 0)]}), "has no place"),
        (lambda: viz.beside([]), "0 plots cannot stand in 2 columns"),
        (lambda: viz.beside([viz.plot({"a": [(0, 0)]})], columns=0), "1 plot cannot stand in 0 columns"),
    ],
)
def test_what_cannot_be_drawn_is_said(make: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make()


@pytest.mark.parametrize("given", [0.7, [0.7, 0.5], [(1, 2, 3)], [(1, "a")], None, [None]])
def test_what_is_no_points_is_told_with_its_name(given: Any) -> None:
    with pytest.raises(TypeError, match=r"^loss is a list of points \(x, y\), such as \[\(1, 0\.7\), .*\], and not "):
        viz.plot({"loss": given})


def test_an_error_of_what_makes_the_points_is_its_own() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        viz.plot({"loss": ((i, int(text)) for i, text in enumerate(["1", "a"]))})


def test_without_matplotlib_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ModuleNotFoundError, match=r'plots need Matplotlib: pip install "ringograd\[plots\]"'):
        viz.plot({"a": [(0, 0)]})
