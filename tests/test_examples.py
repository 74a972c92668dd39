"""The examples run, and print what they promise."""

import runpy
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(name: str, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")


def test_apple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    run("apple.py", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    assert "price 220; gradients: apple 2.2, apple_num 110, tax 200" in printed
    assert "price 715; gradients: apple 2.2, apple_num 110, orange 3.3, orange_num 165, tax 650" in printed
    assert printed.count("Backward pass") == 2
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["apple.dot", "apple.png", "apple.svg"]


def test_moons_at_a_small_size(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("moons.py", "--steps", "12", "--points", "30", monkeypatch=monkeypatch)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "337 parameters, 30 points"
    assert int(printed[-1].rpartition(" ")[2].rstrip("%")) >= 80
