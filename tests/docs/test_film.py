"""The moving picture of the lab shows the lab of today. Its pixels cannot be compared, since each machine draws others:
the film names what it was made from.
"""

from __future__ import annotations

import pytest
from PIL import Image, ImageSequence

from docs import film
from tests.docs.pairs import read


def test_the_film_was_made_from_the_lab_of_today() -> None:
    stored = film.FILM.read_bytes()
    assert film.made_from().encode() in stored, f"docs/lab.webp shows an earlier lab: run {film.COMMAND} FOLDER"


def test_the_film_moves_calmly_for_ten_to_fifteen_seconds() -> None:
    with Image.open(film.FILM) as picture:
        assert picture.size == (film.SIZE["width"], film.SIZE["height"])
        assert picture.info["loop"] == 0  # again and again
        times = []
        for frame in ImageSequence.Iterator(picture):
            frame.load()
            times.append(frame.info["duration"])
    assert 10_000 <= sum(times) <= 15_000
    assert min(times) >= 70  # nothing flickers
    assert times[-1] >= 1500
    assert film.FILM.stat().st_size < 1.5e6


@pytest.mark.parametrize("path", ["README.md", "README.ja.md"])
def test_a_reader_who_wants_no_motion_gets_a_still(path: str) -> None:
    assert '<source media="(prefers-reduced-motion: reduce)" srcset="docs/lab.png">' in read(path)
    assert '<img src="docs/lab.webp" alt="' in read(path)
    with Image.open(film.STILL) as picture:
        assert picture.size == (film.SIZE["width"], film.SIZE["height"])
