"""What a run says while it goes on: a bar in a terminal, a few lines elsewhere, or nothing."""

import io
import os
import re
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import speaking
from autograd.language.text import width
from nn import MLP, Epoch, History, losses, optim, train
from nn.data import Dataset, moons
from nn.learning.run.history import in_sight
from nn.learning.run.progress import _knows_its_size, watch
from tests.conftest import ROOT
from tests.nn import runs
from tests.nn.learning.test_training import fit, line, points


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def classify(epochs: int = 3, **options: Any) -> History:
    data = runs.examples(8, seed=1)
    model = runs.begin()[0]
    return fit(model, data, epochs, loss=losses.cross_entropy_from_logits, batch_size=4, validation=data, **options)


def test_a_line_for_each_epoch_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    history = classify(progress=True)
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert len(lines) == 3
    for said, row in zip(lines, history.rows, strict=True):
        assert row.accuracy is not None
        assert said.startswith(f"epoch {row.number}/3: loss {row.loss:.6g}, accuracy {100 * row.accuracy:.1f} %, valid")
        assert f"validation loss {row.validation_loss:.6g}, validation accuracy " in said
        assert said.endswith(" s left")
    assert lines[-1].endswith(", 0 s left")


@given(st.integers(1, 10_000))
def test_at_most_20_lines_and_the_last_epoch_among_them(epochs: int) -> None:
    seen = [number for number in range(1, epochs + 1) if in_sight(number, epochs)]
    assert min(epochs, 10) <= len(seen) <= 20
    assert seen[-1] == epochs


def test_the_time_left_is_that_of_the_epochs_left(capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    clock = iter([100.0, 106.0, 112.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    with watch(True, epochs=8, batches=5, done=10) as show:  # two epochs were made before
        show.epoch(Epoch(3, 0.5))
        show.epoch(Epoch(4, 0.25))
    assert capsys.readouterr().err.splitlines() == [
        "epoch 3/8: loss 0.5, 30 s left",
        "epoch 4/8: loss 0.25, 24 s left",
    ]


def test_of_a_long_run_each_fifth_of_100_epochs_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with watch(True, epochs=100, batches=1, done=0) as show:
        for number in range(1, 101):
            show.epoch(Epoch(number, 0.5))
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines] == [f"epoch {number}/100" for number in range(5, 101, 5)]


def test_no_time_is_left_to_be_told_before_the_first_batch(capsys: pytest.CaptureFixture[str]) -> None:
    with watch(True, epochs=3, batches=5, done=5) as show:  # all of an epoch but its end was made before
        show.epoch(Epoch(1, 0.5))
    assert capsys.readouterr().err == "epoch 1/3: loss 0.5\n"


def test_a_run_stopped_in_the_last_batch_of_an_epoch_goes_on(tmp_path: Path, capsys: Any) -> None:
    def stopping(output: Any, target: float, calls: Any = iter(range(100))) -> Any:  # noqa: B008  # one count
        if next(calls) == 1:
            signal.raise_signal(signal.SIGINT)
        return losses.mean_squared_error(output, target)

    data = points((1.0, 1.0), (2.0, 0.5))
    options: dict[str, Any] = {"loss": stopping, "batch_size": 1, "checkpoint": tmp_path / "run", "progress": True}
    assert fit(line(), data, 2, **options).stopped == "Ctrl-C after epoch 1, batch 2 of 2"
    assert len(fit(line(), data, 2, **options).rows) == 2
    assert "epoch 1/2: loss" in capsys.readouterr().err


def test_nothing_is_said_without_progress_or_without_stderr(capfd: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    classify(progress=False)
    monkeypatch.setattr(sys, "stderr", None)
    classify(progress=True)
    assert capfd.readouterr() == ("", "")


def test_a_bar_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, threads = Terminal(), threading.active_count()
    monkeypatch.setattr(sys, "stderr", terminal)
    history = classify(progress=True)
    last = terminal.getvalue().rstrip().rpartition("\r")[2]
    assert last.startswith("epoch 3/3, 00:00 left, loss ")
    assert f"loss {history.rows[-1].loss:.4g} acc " in last
    assert f", val {history.rows[-1].validation_loss:.4g} acc " in last
    assert threading.active_count() == threads


def test_a_terminal_knows_its_size_or_tells_of_no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull, "w", encoding="utf-8") as file:
        for columns, knows in (0, False), (1, True), (120, True):
            monkeypatch.setattr(os, "get_terminal_size", lambda _, columns=columns: os.terminal_size((columns, 24)))
            assert _knows_its_size(file) is knows


@pytest.mark.parametrize(("made", "bar"), [(0, "#####     "), (1, "#######5  "), (2, "##########")])
def test_the_bar_of_a_run_that_goes_on_begins_where_it_was(
    made: int, bar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with watch(True, epochs=2, batches=2, done=2) as show:
        for _ in range(made):
            show.batch(2, 0.5, None)
    assert terminal.getvalue().rstrip().endswith(f"|{bar}|")


def test_validation_is_seen_through_the_next_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with watch(True, epochs=2, batches=2, done=0) as show:
        show.epoch(Epoch(1, 0.5, 0.25, 0.75, 1.0))
        show.batch(2, 0.375, 0.5)
    assert "loss 0.375 acc 50.0%, val 0.75 acc 100.0% |" in terminal.getvalue().rpartition("\r")[2]


def test_without_validation_a_bar_tells_the_loss_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with watch(True, epochs=2, batches=1, done=0) as show:
        show.batch(1, 0.5, None)
        show.epoch(Epoch(1, 0.25))
    assert "left, loss 0.25 |" in terminal.getvalue().rpartition("\r")[2]


def test_a_terminal_of_no_columns_has_a_bar_of_80(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(terminal, "fileno", lambda: 99)
    monkeypatch.setattr(os, "get_terminal_size", lambda file: os.terminal_size((0, 0)))
    monkeypatch.setattr(sys, "stderr", terminal)
    with watch(True, epochs=1, batches=1, done=0) as show:
        show.batch(1, 0.5, None)
    assert len(terminal.getvalue().rstrip("\n").rpartition("\r")[2]) == 80


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of POSIX")
def test_a_real_terminal_sees_the_bar_and_the_time_left() -> None:
    fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    code = (  # as `classify` does, without what tests import
        "import nn; from tests.nn import runs; data = runs.examples(8, seed=1); model, optimizer = runs.begin();"
        "loss = nn.losses.cross_entropy_from_logits;"
        "nn.train(model, data, loss, optimizer, 60, batch_size=4, validation=data, progress=True)"
    )
    program = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 65536):
            seen += part
    except OSError:  # the other end is closed, as Linux says it
        pass
    os.close(ours)
    assert program.communicate()[0] == b""
    assert program.returncode == 0
    drawn = seen.decode().rstrip().rpartition("\r")[2]
    assert len(drawn) <= 80
    # All of it is seen at 80 columns, and of the bar what there is room for.
    number = r"[-+.\de]+"
    assert re.match(rf"epoch 60/60, 00:0\d left, loss {number} acc {number}%, val {number} acc {number}% \|", drawn), (
        drawn
    )


def test_going_on_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "run"
    classify(2, checkpoint=file)
    classify(3, checkpoint=file, progress=True)
    first, *lines = capsys.readouterr().err.splitlines()
    assert first == f"going on from {file}, after epoch 2"
    assert [text.partition(":")[0] for text in lines] == ["epoch 3/3"]
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    classify(4, checkpoint=file, progress=True)
    assert f"going on from {file}, after epoch 3\n" in terminal.getvalue()


@pytest.mark.parametrize(
    ("missing", "call", "said"),
    [
        ("tqdm", {"progress": True}, "pip install tqdm, or train with progress=False"),
        ("safetensors", {"checkpoint": "never"}, 'pip install "safetensors>=0.8"'),
    ],
)
def test_a_missing_library_is_said(missing: str, call: Any, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(ModuleNotFoundError) as caught:
        classify(**call)
    assert said in str(caught.value)


def test_libraries_and_training_are_loaded_when_they_are_used() -> None:
    code = "import sys, nn; nn.MLP(2, [1]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"tqdm", "safetensors", "numpy", "hashlib", "nn.learning.training"} & set(done.stdout.split())


def test_classes_without_names_and_names_without_shares_are_not_told() -> None:
    shares = Epoch(1, 0.5, 0.75, 0.5, 0.75, (1.0, 0.5))
    for rows, names in ([shares], ()), ([shares._replace(by_class=())], ("cat", "dog")):
        assert "of each class" not in str(History(rows, "all 1 epochs are done", names))


@pytest.mark.parametrize(
    ("classes", "told"),
    [(None, ""), (2, ""), ([0, 1], "0 100.0 %, 1 0.0 %"), (np.array([0, 1]), "0 100.0 %, 1 0.0 %")],
)
def test_classes_of_any_kind_that_a_validation_of_ones_own_has(classes: Any, told: str) -> None:
    model = MLP(1, [2])
    data = SimpleNamespace(xs=[[0.0], [0.0]], ys=[0, 1], classes=classes)
    for parameter, score in zip(model.parameters(), [0.0, 1.0, 0.0, -1.0], strict=True):
        parameter.data = score  # so that every example is of class 0
    history = train(
        model, data, losses.cross_entropy_from_logits, optim.SGD(model.parameters(), 1e-9), 1, validation=data,
        progress=False,
    )  # fmt: skip
    assert str(history).partition("right of each class after epoch 1: ")[2] == told


def test_a_history_prints_as_a_table() -> None:
    rows = [Epoch(1, 0.5, 0.25, 0.7, 1.0), Epoch(2, 0.25, 1.0, 0.8, 0.5)]
    assert str(History(rows, "Ctrl-C after epoch 2")).splitlines() == [
        "epoch  loss  accuracy  validation loss  validation accuracy",
        "-----  ----  --------  ---------------  -------------------",
        "    1   0.5    25.0 %              0.7              100.0 %",
        "    2  0.25   100.0 %              0.8               50.0 %",
        "best: epoch 1; stopped: Ctrl-C after epoch 2",
    ]
    assert str(History([Epoch(1, 0.5, 0.25)], "Ctrl-C after epoch 1")).splitlines() == [
        "epoch  loss  accuracy",
        "-----  ----  --------",
        "    1   0.5    25.0 %",
        "best: epoch 1; stopped: Ctrl-C after epoch 1",
    ]
    long = History([Epoch(i, abs(i - 333) + 1.0) for i in range(1, 1001)], "all 1000 epochs are done")
    shown = [int(line.split()[0]) for line in str(long).splitlines()[2:-1]]
    assert shown == sorted([*range(50, 1001, 50), 333])
    assert str(History([], "Ctrl-C after epoch 1, batch 1 of 2")) == (
        "no epoch was finished; stopped: Ctrl-C after epoch 1, batch 1 of 2"
    )


def test_a_history_tells_the_classes_of_the_validation_by_their_names(tmp_path: Path) -> None:
    """Counted again by hand, also where the run goes on from a file."""
    data = moons(30, noise=0.1, seed=1)
    part = Dataset([*data.xs[:7], *data.xs[20:24]], [*data.ys[:7], *data.ys[20:24]], classes=[*data.classes, "neither"])
    model = MLP(2, [2, 1])
    options: Any = {"validation": part, "progress": False, "checkpoint": tmp_path / "run.safetensors"}

    loss = losses.binary_cross_entropy_from_logits

    def run(epochs: int) -> History:
        return train(model, data, loss, optim.SGD(model.parameters(), 0.1), epochs, **options)

    run(2)
    history = run(3)
    [upper, lower, neither] = history.rows[-1].by_class
    right = [(model(x).data > 0.0) == bool(y) for x, y in part]
    for y, share in enumerate([upper, lower]):
        assert share == np.mean([r for r, of in zip(right, part.ys, strict=True) if of == y])
    assert neither is None
    assert [len(row.by_class) for row in history.rows] == [3] * 3
    assert history.best is history.rows[-1]
    assert str(history).splitlines()[-1] == (
        f"right of each class after epoch 3: upper {100 * (upper or 0.0):.1f} %, lower {100 * (lower or 0.0):.1f} %"
    )
    options["validation"], options["checkpoint"] = SimpleNamespace(xs=part.xs, ys=part.ys), None
    assert [row.by_class for row in run(1).rows] == [()]


def test_a_run_is_told_in_japanese(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 106.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    row = Epoch(1, 0.5, 0.25, 0.7, 1.0, (1.0, 0.5))
    with speaking("ja"), watch(True, epochs=2, batches=1, done=0) as show:
        show.epoch(row)
    assert capsys.readouterr().err == (
        "エポック 1/2: 損失 0.5、正解率 25.0 %、検証損失 0.7、検証正解率 100.0 %、残り 6 秒\n"
    )
    history = History([row, row._replace(number=2)], "2 エポックをすべて終えました", ("猫", "犬"))
    with speaking("ja"):
        assert str(history).splitlines() == [
            "エポック  損失  正解率  検証損失  検証正解率",
            "--------  ----  ------  --------  ----------",
            "       1   0.5  25.0 %       0.7     100.0 %",
            "       2   0.5  25.0 %       0.7     100.0 %",
            "最も良かったのはエポック 1 です。2 エポックをすべて終えました。",
            "エポック 1 の後の、クラスごとの正解率: 猫 100.0 %、犬 50.0 %",
        ]
        assert str(History([row])).splitlines()[3] == "最も良かったのはエポック 1 です。"
    assert str(History([row])).splitlines()[3] == "best: epoch 1"


def test_a_japanese_bar_has_room_for_all_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("nn.learning.run.progress._knows_its_size", lambda file: False)
    with speaking("ja"), watch(True, epochs=60, batches=2, done=118) as show:
        show.batch(60, 0.12345, 0.5)
        show.epoch(Epoch(60, 0.12345, 0.5, 0.25125, 0.75))
    drawn = terminal.getvalue().rstrip().rpartition("\r")[2]
    assert width(drawn) <= 80
    assert re.match(r"エポック 60/60, 残り 00:0\d, 損失 0.1235 正解率 50.0%, 検証 0.2512 正解率 75.0% \|", drawn), drawn
