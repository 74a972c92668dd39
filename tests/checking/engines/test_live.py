"""Engines are asked in a process of their own, and what goes wrong there costs one answer."""

from __future__ import annotations

import math
import os
import time
from pathlib import Path

import pytest

from autograd.checking.engines import live
from autograd.checking.engines.engine import Engine, engine, places
from autograd.checking.engines.live import Asked, EngineMissingError, Told
from tests.conftest import takes_long


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setitem(places(), "fake", "tests.checking.engines.fake")
    return engine("fake")


def of(call: str, *, order: int = 1, **inputs: float | list[float]) -> Asked:
    return Asked((("z", call),), inputs, order)  # type: ignore[arg-type]


def test_numbers_and_errors_come_in_order(fake: Engine) -> None:
    asked = [of("abs(x)", x=-3.0), of("math.sqrt(x)", x=-1.0), of("max(xs)", xs=[1.0, 2.0]), of("x * y", x=2.0, y=5.0)]
    told = list(live.answers(fake, asked))
    assert told[0] == Told((-1.0,))
    assert told[1].error.startswith("ValueError: ")
    assert told[2:] == [Told((0.0, 1.0)), Told((5.0, 2.0))]


def test_values_and_numbers_that_are_none(fake: Engine) -> None:
    told = list(live.answers(fake, [of("math.inf * x", order=0, x=0.0), of("math.inf * x", order=0, x=-1.0)]))
    assert math.isnan(told[0].numbers[0])
    assert told[1] == Told((-math.inf,))


def test_calls_that_follow_each_other(fake: Engine) -> None:
    asked = Asked((("v1", "x * x"), ("v2", "v1 + x"), ("v3", "v1 * v2")), {"x": 1.0}, 0)
    assert list(live.answers(fake, [asked])) == [Told((2.0,))]


@takes_long
def test_who_hangs_or_dies_is_started_again(fake: Engine) -> None:
    asked = [of("__import__('os').abort()", x=0.0), of("abs(x)", x=2.0)]
    asked += [of("__import__('time').sleep(60)", x=0.0), of("abs(x)", x=-2.0)]
    start = time.monotonic()
    dead, first, late, second = live.answers(fake, asked, seconds=1.0)
    assert time.monotonic() - start < 20.0
    assert dead.error.startswith("its process ended with ")
    assert late.error == "no answer in 1 s"
    assert (first, second) == (Told((1.0,)), Told((-1.0,)))


def test_the_version_is_what_the_file_says(fake: Engine) -> None:
    assert live.version(fake) == "1.0"


def test_an_engine_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "jax" / "bin").mkdir(parents=True)
    (tmp_path / "jax" / "bin" / "python").symlink_to("/bin/false")
    with pytest.raises(
        EngineMissingError, match=r"JAX does not start in .*jax.*: pip install jax==[\d.]+ installs it there"
    ):
        list(live.answers(engine("jax"), [of("jnp.abs(x)", x=0.0)], tmp_path))


def test_the_python_of_an_environment(tmp_path: Path, fake: Engine) -> None:
    here = live.interpreter(fake, tmp_path)
    python = tmp_path / "fake" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert live.interpreter(fake, tmp_path) == (str(python), tmp_path / "fake")
    assert here == live.interpreter(fake)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows starts no process that holds the pipes of another")
def test_who_leaves_a_process_behind_is_ended_with_it(fake: Engine) -> None:
    """The one that is left holds the pipe open, which is read to its end."""
    dies = "__import__('os').fork() and __import__('os').abort() or __import__('time').sleep(15)"
    start = time.monotonic()
    late, first = live.answers(fake, [of(dies, x=0.0), of("abs(x)", x=2.0)], seconds=0.5)
    assert time.monotonic() - start < 12.0
    assert (late.error, first) == ("no answer in 0.5 s", Told((1.0,)))


def test_who_hangs_is_not_waited_for_and_ends_with_who_has_started_it(fake: Engine) -> None:
    asked = [of("__import__('time').sleep(60)", x=0.0)]
    with live.started(fake, asked, None) as (process, _):
        start = time.monotonic()
        assert process.next(0.05) == {"error": "no answer in 0.05 s", "ended": True}
        assert time.monotonic() - start < 10.0
        assert process.process
        assert process.process.stdin
        process.process.stdin.close()  # as the end of this process would
        assert process.process.wait(20.0) == 1


def test_what_an_engine_starts_has_nothing_to_read(fake: Engine) -> None:
    read = (
        "x + __import__('subprocess').call([__import__('sys').executable, '-c', '__import__(\\'sys\\').stdin.read()'])"
    )
    assert list(live.answers(fake, [of(read, order=0, x=1.0)], seconds=5.0)) == [Told((1.0,))]


def test_an_environment_whose_python_is_no_program(tmp_path: Path, fake: Engine) -> None:
    python = tmp_path / "fake" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    with pytest.raises(
        EngineMissingError, match=r"does not start in .*fake \(.+\): pip install nothing installs it there"
    ):
        live.version(fake, tmp_path)
