"""Pictures of models: regions, cells, filters and bars are the model's own numbers."""

from __future__ import annotations

import math
import random
import re
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nn
import viz
from autograd import relu, speaking
from nn.data import Dataset
from nn.learning.metrics import confusion_matrix
from nn.learning.run.history import Epoch, History
from tests.conftest import takes_long, thinned
from tests.viz.plots.test_lines import painted, points, texts
from viz.plots import models

np = pytest.importorskip("numpy")
pytest.importorskip("matplotlib")


class Above(nn.Module):
    """Of class 1 where y is more than x."""

    def __call__(self, x: Any) -> Any:
        return x[1] - x[0]


DATA = Dataset([[0.0, 1.0], [1.0, 0.0], [0.2, 0.8], [0.9, 0.1]], [1, 0, 0, 0])


def region_at(axes: Any, x: float, y: float) -> int:
    """The class whose filled region holds the point, from 0."""
    filled = axes.collections[0]
    [place] = [i for i, path in enumerate(filled.get_paths()) if path.vertices.size and path.contains_point((x, y))]
    return int(place)


def test_regions_are_the_classes_of_the_model_and_wrong_points_have_rings() -> None:
    axes = painted(viz.boundary(Above(), DATA))
    draw = random.Random(0)
    for _ in range(50):
        x, y = draw.uniform(0, 1), draw.uniform(0, 1)
        if abs(x - y) > 0.02:
            assert region_at(axes, x, y) == int(y > x)
    first, second, ring = axes.lines
    assert points(first) == [(1.0, 0.0), (0.2, 0.8), (0.9, 0.1)]
    assert points(second) == [(0.0, 1.0)]
    assert points(ring) == [(0.2, 0.8)]
    assert {"class 0", "class 1", "wrong: 1"} <= set(texts(viz.boundary(Above(), DATA)))


def test_a_threshold_moves_the_boundary() -> None:
    axes = painted(viz.boundary(Above(), DATA, threshold=0.5))
    assert [region_at(axes, 0.3, y) for y in (0.7, 0.9)] == [0, 1]


@takes_long
def test_several_outputs_are_several_regions() -> None:
    data = nn.data.spiral(30, noise=0.1, seed=0)
    model = nn.MLP(2, [5, 3], init=nn.init.he(0))
    axes = painted(viz.boundary(model, data))
    draw = random.Random(1)
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    agree = 0
    for _ in range(40):
        x, y = draw.uniform(left, right), draw.uniform(low, high)
        agree += region_at(axes, x, y) == nn.metrics.predicted_class(model([x, y]))
    assert agree >= 38  # a point may lie within a line's width of a boundary
    assert set(data.classes) <= set(texts(viz.boundary(model, data)))


NUMBERS = st.sampled_from([-1.0, -0.0, 0.5, 1e300])
SCORES = st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=1))


@given(SCORES, st.sampled_from([0.0, 0.5]))
def test_all_classes_at_once_are_those_of_each_row(scores: list[list[float]], threshold: float) -> None:
    found = models._classes(np.array(scores), threshold)
    assert found.tolist() == [nn.metrics.predicted_class(row, threshold=threshold) for row in scores]


@pytest.mark.parametrize("row", [[math.nan], [1.0, math.nan]])
def test_no_boundary_lies_between_nans(row: list[float]) -> None:
    with pytest.raises(ValueError, match="has no largest"):
        models._classes(np.array([[0.0] * len(row), row]), 0.0)


@pytest.mark.parametrize("data", [Dataset([[0.0, 1.0, 2.0]], [0]), Dataset([0.0, 1.0], [0, 1])])
def test_a_boundary_needs_a_plane(data: Dataset) -> None:
    with pytest.raises(ValueError, match="each x of the data is two numbers"):
        viz.boundary(Above(), data)


def test_a_confusion_matrix_shows_its_counts() -> None:
    matrix = nn.metrics.confusion_matrix([*"baabab"], [*"aaabba"], classes=["a", "b"])
    axes = painted(viz.confusion(matrix))
    cells = {tuple(map(round, text.get_position())): text.get_text() for text in axes.texts}
    assert cells == {(0, 0): "2", (1, 0): "2", (0, 1): "1", (1, 1): "1"}  # predicted across, actual down
    assert axes.images[0].get_array().tolist() == [[2, 2], [1, 1]]
    assert {"predicted", "actual", "a", "b"} <= set(texts(viz.confusion(matrix)))


def test_filters_are_images_of_the_weights() -> None:
    part = nn.Conv2D(2, 3, 2)
    for i, parameter in enumerate(part.parameters()):
        parameter.data = float(i)
    sheet = painted(viz.filters(part)).images[0].get_array()
    assert sheet.shape == (3 * 3 + 1, 2 * 3 + 1)
    for m in range(3):
        for c in range(2):
            image = [[w.data for w in row] for row in part.weight[m][c]]
            assert sheet[1 + 3 * m : 3 + 3 * m, 1 + 3 * c : 3 + 3 * c].tolist() == image
    assert sheet.mask.sum() == 70 - 24
    one_channel = painted(viz.filters(nn.Conv2D(1, 10, 3))).images[0].get_array()
    assert one_channel.shape == (2 * 4 + 1, 8 * 4 + 1)
    with pytest.raises(ValueError, match="Layer has none"):
        viz.filters(nn.Layer(2, 2))


def test_bars_are_of_the_weights_and_of_the_gradients() -> None:
    model = nn.Sequential(nn.Layer(2, 1), relu, nn.Layer(1, 1))
    for i, parameter in enumerate(model.parameters()):
        parameter.data, parameter.grad = float(i), -float(i)
    asked = [Mock() for _ in range(4)]
    for paint, axes in zip(viz.histograms(model).painters, asked, strict=True):
        paint(axes)
    assert [axes.hist.call_args.args[0] for axes in asked] == [[0, 1, 2], [0, -1, -2], [3, 4], [-3, -4]]
    titles = [axes.set_title.call_args.args[0] for axes in asked]
    assert titles == ["0: 3 weights", "0: 3 gradients", "2: 2 weights", "2: 2 gradients"]
    with pytest.raises(ValueError, match="Flatten has no parameters"):
        viz.histograms(nn.Flatten())


@takes_long
def test_bars_count_weights_and_gradients_of_each_part() -> None:
    model = nn.Sequential(nn.Layer(2, 20), relu, nn.Layer(20, 1))
    for i, parameter in enumerate(model.parameters()):
        parameter.data, parameter.grad = float(i), -float(i)
    picture = viz.histograms(model)
    bars = [painted(picture, i).patches for i in range(4)]
    assert [sum(bar.get_height() for bar in each) for each in bars] == [60, 60, 21, 21]
    assert bars[0][0].get_x() == pytest.approx(0.0, abs=1e-9)
    assert bars[1][0].get_x() == pytest.approx(-59.0)
    assert {"0: 60 weights", "0: 60 gradients", "2: 21 weights", "2: 21 gradients"} <= set(texts(picture))


def labels() -> list[str]:
    """The words that plots say by themselves."""
    plots = thinned([
        viz.losses(History([Epoch(1, 0.7, None, 0.8)])), viz.boundary(Above(), DATA), viz.filters(nn.Conv2D(1, 2, 3)),
        viz.confusion(confusion_matrix(["a"], ["b"])), viz.histograms(nn.Layer(1, 1)),
    ])  # fmt: skip
    return [text for plot in plots for text in texts(plot) if any(map(str.isalpha, text)) and text not in "ab"]


def test_labels_are_in_the_language_of_the_moment_if_there_is_a_font_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    english = labels()
    assert english[:3] == ["epoch", "loss", "validation loss"]
    for families in (["DejaVu Sans", "a Japanese font"], ["DejaVu Sans"]):
        monkeypatch.setattr("viz.plots.picture._families", lambda families=families: families)
        with speaking("ja"):
            said = labels()
        if len(families) == 1:
            assert [re.sub(r"-?\d\.\d+", "", text) for text in said] == [
                re.sub(r"-?\d\.\d+", "", text) for text in english
            ]
        else:
            assert len(said) == len(english)
            assert [text for text in said if not re.search("[ぁ-んァ-ン一-龥]", text)] == []
