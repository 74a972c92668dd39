"""Nothing grows with the rounds of training, drawing and compiling; a leak of one Value a round is found."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from autograd import Value
from tests.conftest import PROFILE
from tests.durability import growth
from tests.durability.large import alone

needs_linux = pytest.mark.skipif(
    not os.path.isdir("/proc/self/fd"), reason="files and memory are counted as Linux does"
)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests, which run at the same time, leave their files elsewhere."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@needs_linux
def test_nothing_grows() -> None:
    pytest.importorskip("numpy")
    _, _, wrong = growth.grown(24 if PROFILE in ("default", "first") else 100)
    assert not wrong


@needs_linux
def test_a_leak_is_found(tmp_path: Path) -> None:
    kept: list[object] = []

    def leaking(round_: int) -> None:
        out = Value(1.0)
        for _ in range(4):
            out = out * 2.0 + out
        kept.append(out)
        kept.append((tmp_path / f"{round_}").open("wb"))

    _, _, wrong = growth.grown(200, leaking)
    for file in kept[1::2]:
        file.close()  # type: ignore[attr-defined]
    assert [sentence.partition(":")[0] for sentence in wrong] == ["objects", "files"]


@pytest.mark.parametrize("thing", ["build", "backward", "compile"])
def test_time_and_memory_are_in_proportion_to_the_nodes(thing: str) -> None:
    """Ten times the nodes take ten times as long, and no more than so much memory each."""
    pytest.importorskip("resource")
    pytest.importorskip("numpy")
    nodes = 200_000
    small, large = alone(thing, nodes // 10, 3), alone(thing, nodes, 3)
    assert isinstance(small, dict), small
    assert isinstance(large, dict), large
    assert large["thing"] + large["build"] < 30 * (small["thing"] + small["build"]) + 0.2  # it is 100 times of a square
    assert (large["MB"] - small["MB"]) * 2**20 / (nodes * 0.9) < 1500
