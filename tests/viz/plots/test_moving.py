"""Moving pictures: each image is the plot of its moment, as other programs read the file."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import viz
from tests.conftest import PROFILE, takes_long, thinned
from viz.plots import Plot

pytest.importorskip("matplotlib")
Image = pytest.importorskip("PIL.Image")
np = pytest.importorskip("numpy")


def curve(n: int) -> Plot:
    return viz.plot({"x²": [(x, x * x) for x in range(n)]}, title=f"until {n}")


PLOTS = [curve(n) for n in ((2, 9) if PROFILE == "default" else (2, 5, 9))]


def images(content: bytes) -> list[tuple[Any, float]]:
    """Each image as numbers from 0 to 255, and the milliseconds for which it is shown."""
    moving, found = Image.open(io.BytesIO(content)), []
    for i in range(moving.n_frames):
        moving.seek(i)
        found.append((np.asarray(moving.convert("RGB"), dtype=float), moving.info["duration"]))
    return found


@cache
def alone() -> list[Any]:
    """Each plot as a picture of its own."""
    return [np.asarray(Image.open(io.BytesIO(plot.png)).convert("RGB"), dtype=float) for plot in PLOTS]


@pytest.mark.parametrize(("suffix", "off"), thinned([(".gif", 0.1), (".png", 0.0), (".webp", 0.0)]))
def test_each_image_is_its_plot(tmp_path: Path, suffix: str, off: float) -> None:
    path = viz.animation(PLOTS, seconds=0.25, pause=1.5).save(tmp_path / "new" / f"moving{suffix}")
    found = images(path.read_bytes())
    assert [time for _, time in found] == [*[250] * (len(PLOTS) - 1), 1500]
    for i, (image, _) in enumerate(found):
        far = [np.abs(image - picture).mean() for picture in alone()]
        assert far[i] <= off  # a GIF has 256 colours
        assert far.index(min(far)) == i


def test_a_gif_has_the_colours_that_come_late() -> None:
    late = viz.plot({"a": [(0, 0), (1, 1)], "b": [(0, 1), (1, 0)]})  # b is of another colour
    _, (image, _) = images(viz.animation([viz.plot({"a": [(0, 0), (1, 1)]}), late]).gif)
    red, green, blue = np.moveaxis(image, 2, 0)
    assert ((red > 200) & (green < 140) & (blue < 60)).sum() > 50


@takes_long
def test_the_same_plots_give_the_same_bytes_and_a_notebook_shows_them() -> None:
    one, two = (viz.animation([curve(n) for n in (2, 5)]) for _ in range(2))
    assert one.gif == two.gif
    assert one._repr_mimebundle_() == {"image/gif": one.gif, "text/plain": repr(one)}


def test_what_cannot_move() -> None:
    with pytest.raises(ValueError, match="1 to 2,000 plots, and was given 0"):
        viz.animation([])
    with pytest.raises(ValueError, match=r"seconds is a time from 0\.02 to 60 seconds, and not 0"):
        viz.animation(PLOTS, seconds=0)
    with pytest.raises(ValueError, match="pause is a time"):
        viz.animation(PLOTS, pause=float("nan"))
    with pytest.raises(TypeError, match=r"made of plots, as viz\.plot gives them, not str"):
        viz.animation("abc")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one size"):
        _ = viz.animation([PLOTS[0], viz.beside(PLOTS)]).gif


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"saved as \.gif, \.webp or \.png, and the name is 'moving\.mp4'"):
        viz.animation(PLOTS).save(tmp_path / "moving.mp4")
    assert list(tmp_path.iterdir()) == []
