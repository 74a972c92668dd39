"""A run that was killed, at any moment and however often, goes on and ends with the bits of one that was not."""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import nn.learning.run.resume
import nn.learning.step
import nn.learning.training
from autograd import log_softmax, softmax, tanh
from nn import BatchNorm, CheckpointError, Dropout, Layer, Sequential, losses, optim
from nn.files import tensors
from tests.conftest import PROFILE, ROOT, takes_long, thinned
from tests.nn import runs

COMPILED = False if PROFILE == "default" else None
"""A run of 16 steps that is begun again and again takes most of its time to compile them."""


class Killed(BaseException):
    """Nothing in a program catches it, as nothing catches kill -9."""


@pytest.fixture(autouse=True)
def _python_random() -> Iterator[None]:
    """Runs seed Python's own random numbers; other tests draw what they would have drawn."""
    state = random.getstate()
    yield
    random.setstate(state)


@pytest.fixture
def every_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkpoint after every batch and every epoch, without waiting for a disk that will not fail."""
    monkeypatch.setattr(nn.learning.run.resume, "SECONDS", 0.0)
    monkeypatch.setattr(os, "fsync", lambda file: None)


def killed_at(monkeypatch: pytest.MonkeyPatch, when: int, *, moved: bool, file: str, kind: str) -> bool:
    """Begin or go on with the run, and kill it at its write number `when`, before or after the new file is in place.
    Whether there was such a write."""
    replace, writes = os.replace, iter(range(when + 1))

    def killing(*names: Any) -> None:
        left = when - next(writes)
        if left or moved:
            replace(*names)
        if not left:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killing)
        try:
            runs.train(file, kind, compiled=COMPILED)
        except Killed:
            return True
    return False


@pytest.mark.usefixtures("every_turn")
@pytest.mark.parametrize("kind", thinned(runs.OPTIMIZERS))
@pytest.mark.parametrize("moved", [True, False])
def test_a_kill_at_any_write(moved: bool, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tmp_path / "whole"
    expected = runs.train(str(whole), kind, compiled=COMPILED)
    assert runs.train(None, kind, compiled=COMPILED) == expected  # the checkpoint itself changes nothing
    writes = 18  # 3 batches and the end of an epoch, 4 times; the beginning and the end
    for when in range(0, writes, 6 if PROFILE == "default" else 1):
        assert killed_at(monkeypatch, when, moved=moved, file=str(tmp_path / f"{when}"), kind=kind)
        assert runs.train(str(tmp_path / f"{when}"), kind, compiled=COMPILED) == expected, when
        assert (tmp_path / f"{when}").read_bytes() == whole.read_bytes(), when
    assert not killed_at(monkeypatch, writes, moved=moved, file=str(tmp_path / "last"), kind=kind)


@pytest.mark.usefixtures("every_turn")
def test_a_run_that_is_killed_after_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "run")
    for _ in range(16):  # 3 batches and the end of an epoch, 4 times
        assert killed_at(monkeypatch, 1, moved=True, file=file, kind="adam")
    monkeypatch.setattr(nn.learning.step.Steps, "make", None)  # nothing is left to be done
    ended = runs.train(file, compiled=COMPILED)
    monkeypatch.undo()
    assert ended == runs.train(None, compiled=COMPILED)


def test_a_kill_long_after_the_last_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = runs.train(None, compiled=False)
    loss = losses.cross_entropy_from_logits
    for when in thinned(range(0, 60, 7)):
        calls, ticks = iter(range(1000)), iter(range(10**6))

        def killing(output: Any, target: Any, calls: Any = calls, when: int = when) -> Any:
            if next(calls) == when:
                raise Killed
            return loss(output, target)

        killing.__qualname__ = loss.__qualname__
        with monkeypatch.context() as patch:
            patch.setattr(losses, "cross_entropy_from_logits", killing)
            patch.setattr(time, "monotonic", lambda ticks=ticks: 2.5 * next(ticks))  # a checkpoint every second turn
            with pytest.raises(Killed):
                runs.train(str(tmp_path / f"{when}"), compiled=False)
        assert runs.train(str(tmp_path / f"{when}"), compiled=False) == expected, when


@takes_long
@pytest.mark.parametrize("kind", runs.OPTIMIZERS)
def test_kill_9_of_real_programs(kind: str, tmp_path: Path) -> None:
    def program(name: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.nn.runs", str(tmp_path / name), kind]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    began = time.monotonic()
    whole = program("whole")
    expected, _ = whole.communicate()
    assert whole.returncode == 0
    took, moment, kills, output = time.monotonic() - began, random.Random(kind), 0, ""
    while not output:
        killed = program("killed")
        try:
            output, _ = killed.communicate(timeout=moment.uniform(0.2, 1.1) * took if kills < 4 else None)
        except subprocess.TimeoutExpired:
            killed.kill()
            killed.communicate()
            kills += 1
    assert kills
    assert output == expected
    assert (tmp_path / "killed").read_bytes() == (tmp_path / "whole").read_bytes()
    assert {file.name for file in tmp_path.iterdir()} - {"whole", "killed"} <= left_by_kills(tmp_path)


def left_by_kills(folder: Path) -> set[str]:
    """The lock, and new files that had not taken their place."""
    return {file.name for file in folder.iterdir() if re.fullmatch(r"\.[0-9a-f]{16}\.(lock|part)", file.name)}


def test_an_option_that_a_file_does_not_name_was_not_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "run"
    runs.train(str(file), epochs=2, patience=None)
    found, document = tensors.read(file)
    assert document["run"].pop("patience") is None
    tensors.write(file, found, document)
    assert runs.train(str(file), patience=None) == runs.train(None, patience=None)
    del document["run"]["batch_size"]
    tensors.write(file, found, document)
    with pytest.raises(CheckpointError, match="batch_size was None and is 4"):
        runs.train(str(file), patience=None)


def test_more_epochs_prolong_a_run(tmp_path: Path) -> None:
    file = str(tmp_path / "run")
    runs.train(file, epochs=2, patience=None)
    assert runs.train(file, epochs=4, patience=None) == runs.train(None, epochs=4, patience=None)


def test_a_run_that_has_ended_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "run")
    first = runs.train(file)
    monkeypatch.setattr(nn.learning.step.Steps, "make", None)
    assert runs.train(file) == first


def test_load_takes_the_best_parameters_of_a_run(tmp_path: Path) -> None:
    file = str(tmp_path / "run")
    history, numbers = runs.train(file, epochs=30)
    assert history.best is not None
    assert history.best.number < len(history.rows)
    model, _ = runs.begin(seed=0)
    nn.load(file, model)
    parameters = [parameter.data for parameter in model.parameters()]
    assert parameters == numbers[: len(parameters)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"many": 12}, "examples was 11 and is 12"),
        ({"patience": 3}, "patience was 2 and is 3"),
        ({"kind": "momentum"}, "its optimizer is AdamW, and this one Momentum"),
    ],
)
def test_another_run_is_refused_with_what_differs(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    file = tmp_path / "run"
    runs.train(str(file))
    before = file.read_bytes()
    with pytest.raises(CheckpointError, match=said):
        runs.train(str(file), **change)
    assert file.read_bytes() == before


def test_other_constants_of_an_optimizer_and_other_data_are_another_run(tmp_path: Path) -> None:
    file, data = tmp_path / "run", runs.examples(8, seed=1)
    model, optimizer = runs.begin()
    nn.train(model, data, losses.cross_entropy_from_logits, optimizer, 1, checkpoint=file, progress=False)
    optimizer.rate = 0.01
    with pytest.raises(CheckpointError, match=r"the rate of the optimizer was 0\.05 and is 0\.01"):
        nn.train(model, data, losses.cross_entropy_from_logits, optimizer, 1, checkpoint=file, progress=False)
    optimizer.rate = 0.05
    data.ys[3] = 1 - data.ys[3]
    with pytest.raises(CheckpointError, match="the checksum of the data was"):
        nn.train(model, data, losses.cross_entropy_from_logits, optimizer, 1, checkpoint=file, progress=False)
    nn.save(file, model, optimizer)
    with pytest.raises(CheckpointError, match=r"saved outside of a run; nn\.load reads it"):
        nn.train(model, data, losses.cross_entropy_from_logits, optimizer, 1, checkpoint=file, progress=False)


def test_other_validation_data_are_another_run(tmp_path: Path) -> None:
    """They choose the best epoch, and when patience ends."""

    def run(seed: int) -> None:
        model, optimizer = runs.begin()
        data, validation = runs.examples(4, seed=1), runs.examples(4, seed)
        options: dict[str, Any] = {"validation": validation, "checkpoint": tmp_path / "run", "progress": False}
        nn.train(model, data, losses.cross_entropy_from_logits, optimizer, 1, **options)

    run(2)
    run(2)
    with pytest.raises(CheckpointError, match="the checksum of the validation data was"):
        run(3)


def test_at_most_three_differences_are_told_and_the_others_counted(tmp_path: Path) -> None:
    def run(**options: Any) -> None:
        model, optimizer = runs.begin()
        data, loss = runs.examples(4, seed=1), losses.cross_entropy_from_logits
        nn.train(model, data, loss, optimizer, 1, checkpoint=tmp_path / "run", progress=False, **options)

    run()
    with pytest.raises(CheckpointError) as three:
        run(batch_size=3, clip=2.0, seed=8)
    assert "more." not in str(three.value)
    with pytest.raises(
        CheckpointError, match=r" and is .*; .* and is .*; .* and is .*; and 1 more\. Move it away"
    ) as four:
        run(batch_size=3, clip=2.0, seed=8, validation=runs.examples(4, seed=2))
    assert str(four.value).count(" and is ") == 3


def relus() -> Layer:
    return Layer(2, 2)


def part(layer: Any) -> Callable[[], Any]:
    return lambda: (Sequential(Layer(2, 2), layer(), Layer(2, 2, nonlin=False)), 0.1)


def schedule(rate: Any) -> Callable[[], Any]:
    return lambda: (Layer(2, 2), rate)


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        (part(relus), part(lambda: Layer(2, 2, activation=tanh)), "the activation of 1 was relu and is tanh"),
        (part(relus), part(lambda: Layer(2, 2, expand=True)), "the expand of 1 was False and is True"),
        (part(lambda: Dropout(0.1)), part(lambda: Dropout(0.2)), r"the rate of 1 was 0\.1 and is 0\.2"),
        (part(lambda: BatchNorm(2)), part(lambda: BatchNorm(2, momentum=0.5)), r"momentum of 1 was 0\.1 and is 0\.5"),
        (part(lambda: softmax), part(lambda: log_softmax), "the layers of the model was .* and is "),
        (schedule(optim.cosine(0.1, 9)), schedule(optim.cosine(0.1, 8)), "rate of the optimizer was cosine.*steps=9"),
        (schedule(optim.step_decay(0.1, 9)), schedule(optim.exponential_decay(0.1, 0.9)), "was step_decay.* is exp"),
        (schedule(0.1), schedule(optim.exponential_decay(0.1, 0.9)), r"the rate of the optimizer was 0\.1 and is exp"),
    ],
)  # fmt: skip
def test_other_options_of_the_parts_are_another_run(first: Any, then: Any, said: str, tmp_path: Path) -> None:
    def run(make: Any) -> None:
        model, rate = make()
        optimizer, data = optim.SGD(model.parameters(), rate), runs.examples(4, seed=1)
        options: dict[str, Any] = {"checkpoint": tmp_path / "run", "progress": False}
        nn.train(model, data, losses.cross_entropy_from_logits, optimizer, 1, **options)

    run(first)
    run(first)
    with pytest.raises(CheckpointError, match=said):
        run(then)


def test_a_run_survives_the_folder_of_its_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, loss = tmp_path / "folder", losses.cross_entropy_from_logits
    monkeypatch.setattr(nn.learning.run.resume, "SECONDS", 0.0)

    def vanishing(output: Any, target: Any) -> Any:
        if folder.is_dir():
            shutil.rmtree(folder)
            folder.write_bytes(b"a file")
        return loss(output, target)

    model, optimizer = runs.begin()
    with pytest.warns(RuntimeWarning, match="training goes on, but .*run was not written: .*Not a directory") as warned:
        history = nn.train(
            model, runs.examples(8, seed=1), vanishing, optimizer, 3, checkpoint=folder / "run", progress=False
        )
    assert history.stopped == "all 3 epochs are done"
    assert {warning.filename for warning in warned} == {__file__}  # where train was called
    with pytest.raises(OSError, match="Not a directory"):  # before the first step it is an error
        nn.train(model, runs.examples(8, seed=1), loss, optimizer, 3, checkpoint=folder / "run", progress=False)
