"""What `train` does by itself: batches of 32, lines that say how far it is, and a look at the first step."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import nn
from autograd import Value
from nn import losses, optim
from nn.learning import training
from nn.learning.run import progress, resume
from tests.nn.learning.test_training import fit, interrupting, line, points, shuffled


@pytest.mark.parametrize(("examples", "steps"), [(31, 1), (32, 1), (33, 2), (64, 2), (65, 3)])
def test_a_batch_has_32_examples(examples: int, steps: int) -> None:
    model = line()
    optimizer = optim.SGD(model.parameters(), 0.01)
    fit(model, points(*[(0.1, 0.2)] * examples), optimizer=optimizer)
    assert optimizer.steps == steps


def test_how_far_a_run_is_is_shown_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    cases: list[tuple[dict[str, Any], bool]] = [({}, True), ({"progress": False}, False)]
    for options, shown in cases:
        model: Any = line()
        nn.train(model, points((1.0, 1.0)), losses.mean_squared_error, optim.SGD(model.parameters(), 0.1), 2, **options)
        printed = capsys.readouterr()
        assert (printed.out, "epoch 2/2" in printed.err) == ("", shown)


def test_only_the_first_step_has_to_show_that_something_can_be_learned() -> None:
    """The loss of the example 2 is a constant."""

    def loss(output: Any, target: float) -> Any:
        return Value(4.0) if target == 2.0 else losses.mean_squared_error(output, target)

    data = points((1.0, 1.0), (2.0, 2.0))
    for seed in range(9):
        constant_first = shuffled(2, seed, 1)[0] == [1, 0]
        if constant_first:
            with pytest.raises(ValueError, match="depends on none of the optimizer's parameters"):
                fit(line(), data, loss=loss, batch_size=1, seed=seed)
        else:
            assert fit(line(), data, loss=loss, batch_size=1, seed=seed).rows[0].loss == pytest.approx(2.5)


@pytest.mark.parametrize("at", range(1, 7))
def test_a_run_that_goes_on_has_done_what_was_done(at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three epochs of three batches, stopped in or after any of the first six batches."""
    done = list[int]()

    def watch(show: bool, epochs: int, batches: int, before: int) -> Any:
        done.append(before)
        return progress.watch(show, epochs, batches, before)

    monkeypatch.setattr(training, "watch", watch)
    data = points((1.0, 1.0), (2.0, 1.0), (3.0, 1.0))
    for loss in (interrupting(at), losses.mean_squared_error):
        fit(line(), data, 3, 0.01, loss=under_one_name(loss), batch_size=1, checkpoint=tmp_path / "run")
    assert done == [0, at]


def under_one_name(loss: Any) -> Any:
    """A file tells its run from another by the name of the loss."""
    return lambda output, target: loss(output, target)


def test_a_checkpoint_is_old_after_some_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    checkpoint = resume.Checkpoint(SimpleNamespace(checkpoint=None))  # type: ignore[arg-type]
    assert not checkpoint.is_due
    now += resume.SECONDS - 0.25
    assert not checkpoint.is_due
    now += 0.5
    assert checkpoint.is_due


@pytest.mark.parametrize(("seconds", "written"), [(0.0, 2 + 8), (1e9, 2)])
def test_a_checkpoint_is_written_at_both_ends_and_when_it_is_old(
    seconds: float, written: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between them are the turns of two epochs: three batches and an end each."""
    writes, write = list[Any](), resume._write
    monkeypatch.setattr(resume, "SECONDS", seconds)
    monkeypatch.setattr(resume, "_write", lambda *given: writes.append(given) or write(*given))  # type: ignore[func-returns-value]
    fit(line(), points((1.0, 1.0), (2.0, 1.0), (3.0, 1.0)), 2, 0.01, batch_size=1, checkpoint=tmp_path / "run")
    assert len(writes) == written
