"""`examples/in_c.py`: what its C prints is what the formulas give, and it writes where it may alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import PROFILE, takes_long
from tests.nn.learning.test_learning_examples import passengers
from tests.test_examples import rows_below, run

NEEDS_CC = pytest.mark.skipif(not any(map(shutil.which, ("cc", "gcc", "clang"))), reason="there is no C compiler")
SMALL = ["--examples", "24", "--epochs", "1"] if PROFILE == "default" else ["--examples", "120", "--epochs", "4"]


def affine(layer: Any, x: Any) -> Any:
    return x @ np.array([[w.data for w in n.w] for n in layer.neurons]).T + [n.b.data for n in layer.neurons]


def by_formula(task: Any) -> Any:
    """Loss and probabilities of each test example, as the formulas say it."""
    one, two = task.model.layers
    logits = affine(two, np.maximum(0.0, affine(one, np.array(task.test.xs))))
    logits = np.hstack([0 * logits, logits]) if logits.shape[1] == 1 else logits  # sigmoid is a softmax beside 0
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    ys = np.array(task.test.ys, int)
    return np.hstack([-np.log(shares[np.arange(len(ys)), ys])[:, None], shares])


def printed_by(binary: Path, task: Any) -> list[float]:
    given = "\n".join(" ".join(map(str, [*x, y])) for x, y in task.test)
    done = subprocess.run([str(binary)], input=given, capture_output=True, text=True, check=True)
    return [float(line.rpartition(": ")[2]) for line in done.stdout.splitlines()]


@takes_long
@NEEDS_CC
def test_both_networks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder whose name a shell would read."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "my files; touch made $(touch made)"
    path = passengers(tmp_path / "t.csv", lambda sex, _: sex == "female")
    options = ["--titanic", path, "--folder", str(folder), "--examples", "120", "--epochs", "20"]
    tasks = run("in_c.py", *options, monkeypatch=monkeypatch)["tasks"]
    assert sorted(p.name for p in folder.iterdir()) == ["digits", "digits.c", "titanic", "titanic.c"]
    assert not (tmp_path / "made").exists()
    rows = rows_below("network", capsys.readouterr().out)
    assert [row[0] for row in rows] == ["digits", "titanic"]
    for task, row in zip(tasks, rows, strict=True):
        truth = by_formula(task)
        assert printed_by(folder / task.name, task)[: truth.size] == pytest.approx(truth.flatten().tolist(), abs=1e-12)
        right = float(np.mean(truth[:, 1:].argmax(axis=1) == task.test.ys))
        assert float(row[1]) == pytest.approx(right, abs=6e-4)
        assert row[2:5] == [str(len(task.test)), "of", str(len(task.test))]
        assert max(float(row[5]), float(row[6])) < 1e-9
        assert int(row[7]) == len((folder / f"{task.name}.c").read_text("utf-8").splitlines())
        assert float(row[-3]) > float(row[-2])  # a compiled program is faster than the eager engine
    assert float(rows[1][1]) >= 0.9  # the women live


@NEEDS_CC
def test_files_are_overwritten_where_it_is_asked_for_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "digits.c"
    own.write_text("mine", "utf-8")
    with pytest.raises(SystemExit) as left:
        run("in_c.py", "--folder", str(tmp_path), *SMALL, monkeypatch=monkeypatch)
    assert left.value.code == 2
    assert capsys.readouterr().err == f"{own} exists: choose another --folder, or --overwrite it\n"
    assert [p.name for p in tmp_path.iterdir()] == ["digits.c"]
    assert own.read_text("utf-8") == "mine"
    run("in_c.py", "--folder", str(tmp_path), "--overwrite", *SMALL, monkeypatch=monkeypatch)
    assert "main(void)" in own.read_text("utf-8")


@NEEDS_CC
def test_without_a_folder_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = run("in_c.py", *SMALL, monkeypatch=monkeypatch)["folder"]
    assert not folder.exists()
    assert not list(tmp_path.iterdir())


def test_without_a_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as left:
        run("in_c.py", monkeypatch=monkeypatch)
    assert left.value.code == 2
    assert capsys.readouterr().err == "there is no C compiler: install one, so that cc, gcc or clang is on PATH\n"


@NEEDS_CC
def test_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("in_c.py", "--titanic", "none.csv", *SMALL, monkeypatch=monkeypatch)
    assert left.value.code == 2
    assert "none.csv" in capsys.readouterr().err


def test_a_compiler_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cc").write_text("#!/bin/sh\nexit 3\n", "utf-8")
    (tmp_path / "cc").chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / "cc") if name == "cc" else None)
    with pytest.raises(SystemExit) as left:
        run("in_c.py", *SMALL, monkeypatch=monkeypatch)
    assert left.value.code == 2
    assert "the C could not be compiled or run: " in capsys.readouterr().err


@NEEDS_CC
def test_a_folder_that_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(SystemExit) as left:
        run("in_c.py", "--folder", str(tmp_path / "file" / "x"), *SMALL, monkeypatch=monkeypatch)
    assert left.value.code == 2
    assert "cannot be made: " in capsys.readouterr().err
