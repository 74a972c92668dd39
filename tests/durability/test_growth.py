"""Nothing grows with the rounds of training, drawing and compiling; a leak of one Value a round is found."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograd import Value
from tests.conftest import PROFILE, takes_long
from tests.durability import growth
from tests.durability.large import alone

needs_linux = pytest.mark.skipif(
    not os.path.isdir("/proc/self/fd"), reason="files and memory are counted as Linux does"
)


@needs_linux
def test_nothing_grows(tmp_path: Path) -> None:
    """In a process of its own: what other tests have freed is torn to pieces, and they leave files."""
    pytest.importorskip("numpy")
    rounds = {"default": "16", "first": "24"}.get(PROFILE, "100")
    command = [sys.executable, "-m", "tests.durability", "growth", "--rounds", rounds]
    places = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | places)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "MB of memory" in done.stdout
    assert re.search(r"\| threads \| \d+ \| \d+ \|", done.stdout)  # a count is whole


@takes_long
@needs_linux
@pytest.mark.parametrize("rounds", [16, 200])
def test_a_leak_is_found(rounds: int, tmp_path: Path) -> None:
    kept: list[object] = []

    def leaking(round_: int) -> None:
        kept.append(Value(1.0))
        if round_ == rounds - 1:
            kept.append((tmp_path / "one").open("wb"))

    _, _, wrong = growth.grown(rounds, leaking)  # here, with what other tests have left: memory may be named too
    kept[-1].close()  # type: ignore[attr-defined]
    assert {"objects", "files"} <= {sentence.partition(":")[0] for sentence in wrong}


@pytest.mark.parametrize("thing", ["build", "backward", "compile"])
def test_time_and_memory_are_in_proportion_to_the_nodes(thing: str) -> None:
    """Ten times the nodes take ten times as long, and no more than so much memory each."""
    pytest.importorskip("resource")
    pytest.importorskip("numpy")
    nodes = 60_000 if PROFILE == "default" else 200_000
    small, large = alone(thing, nodes // 10, 3), alone(thing, nodes, 3)
    assert isinstance(small, dict), small
    assert isinstance(large, dict), large
    assert large["thing"] + large["build"] < 30 * (small["thing"] + small["build"]) + 0.2  # it is 100 times of a square
    assert (large["MB"] - small["MB"]) * 2**20 / (nodes * 0.9) < 1500
