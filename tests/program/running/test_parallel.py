"""Gradients by many workers: the same bits whoever calculates them, and also where a worker is lost."""

import copy
import os
import pickle
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import distributed
import numpy as np
import pytest

import autograd
from autograd import DomainError, Value, dot, log, sigmoid
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.program import DataParallel, Program
from autograd.program.running import parallel
from tests.conftest import takes_long

LANES, SHARDS = 37, 5
BATCH = np.sin(np.arange(LANES * 2.0)).reshape(LANES, 2)


def made(backend: str = "auto") -> Program:
    """Two outputs, one of which is the same in all lanes."""
    ws = [Value(0.3 * i - 1.0, name=f"w{i}") for i in range(8)]
    x, y = Value(0.5, name="x"), Value(0.25, name="y")
    hidden = [sigmoid(dot(ws[i : i + 2], [x, y])) for i in range(0, 6, 2)]
    return autograd.compile([dot(hidden, ws[5:8]), ws[0] * ws[1]], wrt=ws, inputs=[x, y], backend=backend)


def bits(found: Any) -> list[bytes]:
    outputs, gradient = found
    return [np.asarray(part).tobytes() for part in [*outputs, gradient]]


@pytest.fixture(scope="module")
def expected() -> list[bytes]:
    return bits(DataParallel(made(), None, SHARDS)(BATCH))


class Serial(Executor):
    """An executor that calculates at once, and in each call as if on a worker of its own."""

    def submit(self, f: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(f(*arguments))
        return future


def test_the_sums_are_those_of_the_program_and_of_hand_calculation() -> None:
    program = made()
    outputs, gradient = DataParallel(program, None, SHARDS)(BATCH)
    assert np.array(outputs) == pytest.approx(np.array(program(BATCH)), rel=1e-15)
    assert gradient == pytest.approx(program.gradients(), rel=1e-13)
    x = Value(0.0)
    w = Value(2.0)
    by_hand = DataParallel(autograd.compile(w * x**2, wrt=[w], inputs=[x]), Serial(), 2)
    outputs, gradient = by_hand([[1.0], [2.0], [3.0]])
    assert (outputs.tolist(), gradient.tolist()) == ([2.0, 8.0, 18.0], [14.0])
    assert by_hand([[1.0], [2.0], [3.0]], reduce="mean")[1].tolist() == [14.0 / 3.0]
    assert by_hand.program.parameters.grad.tolist() == [14.0 / 3.0]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_threads_give_the_same_bits(workers: int, expected: list[bytes]) -> None:
    with ThreadPoolExecutor(workers) as executor:
        together = DataParallel(made(), executor, SHARDS)
        assert [bits(together(BATCH)) for _ in range(2)] == [expected] * 2


def test_an_executor_of_ones_own_gives_the_same_bits(expected: list[bytes]) -> None:
    assert bits(DataParallel(made(), Serial(), SHARDS)(BATCH)) == expected


class Backwards(ThreadPoolExecutor):
    """The first shards are done last."""

    def submit(self, f: Callable[..., Any], /, *arguments: Any, **_: Any) -> Any:
        return super().submit(late, 0.02 * (LANES - arguments[1][0]) / LANES, f, *arguments)


def late(seconds: float, f: Callable[..., Any], *arguments: Any) -> Any:
    time.sleep(seconds)
    return f(*arguments)


def test_the_order_in_which_shards_are_done_makes_no_difference(expected: list[bytes]) -> None:
    with Backwards(SHARDS) as executor:
        assert bits(DataParallel(made(), executor, SHARDS)(BATCH)) == expected


class Gappy(Serial):
    """It takes every shard but the first."""

    def submit(self, f: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        if arguments[1][0] == 0:
            raise RuntimeError("not this one")
        return super().submit(f, *arguments)


def test_a_shard_that_is_done_last_is_added_in_its_place(expected: list[bytes]) -> None:
    with pytest.warns(RuntimeWarning, match="RuntimeError: not this one"):
        assert bits(DataParallel(made(), Gappy(), SHARDS)(BATCH)) == expected


@pytest.fixture(scope="module")
def processes() -> Iterator[Callable[[int], Executor]]:
    """Pools are kept, since a process takes long to start."""
    pools: dict[int, Executor] = {}

    def of(workers: int) -> Executor:
        return pools.setdefault(workers, ProcessPoolExecutor(workers, get_context("spawn")))

    yield of
    for pool in pools.values():
        pool.shutdown()


@pytest.mark.parametrize("workers", [1, 3])
def test_processes_give_the_same_bits(workers: int, expected: list[bytes], processes: Any) -> None:
    together = DataParallel(made(), processes(workers), SHARDS)
    assert [bits(together(BATCH)) for _ in range(2)] == [expected] * 2


def test_a_worker_is_sent_a_program_once(monkeypatch: pytest.MonkeyPatch, expected: list[bytes]) -> None:
    sent = list[bool]()

    class Noted(Serial):
        def submit(self, f: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
            sent.append(arguments[0] is not None)
            return super().submit(f, *arguments)

    monkeypatch.setattr(parallel, "_programs", threading.local())
    together = DataParallel(made(), Noted(), SHARDS)
    assert bits(together(BATCH)) == bits(together(BATCH)) == expected
    assert sent == [False] * SHARDS + [True] * SHARDS + [False] * SHARDS


def test_parameters_that_were_changed_reach_the_workers() -> None:
    program = made()
    together = DataParallel(program, Serial(), SHARDS)
    together(BATCH)
    program.parameters.data = np.linspace(0.1, 0.8, 8)
    outputs, gradient = together(BATCH)
    assert outputs[0] == pytest.approx(program(BATCH)[0], rel=1e-15)
    assert gradient == pytest.approx(program.gradients(), rel=1e-13)


# Workers that are lost


class Spoiling(ThreadPoolExecutor):
    """What is sent cannot be read, as in a worker with another version."""

    sent = b""

    def submit(self, f: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
        packed, *rest = arguments
        return super().submit(f, packed and self.sent, *rest, **keywords)


@pytest.mark.parametrize(("sent", "error"), [(b"no program", "UnpicklingError"), (b"\x80\xff.", "ValueError")])
def test_a_worker_that_cannot_read_the_program_is_told_of(expected: list[bytes], sent: bytes, error: str) -> None:
    with Spoiling(1) as executor:
        executor.sent = sent
        together = DataParallel(made(), executor, SHARDS)
        with pytest.warns(RuntimeWarning, match=f"a worker was lost, .* calculated here: {error}: "):
            assert bits(together(BATCH)) == expected


def lose(*_: Any) -> None:
    os._exit(1)


class Losing(ProcessPoolExecutor):
    """The process ends that should calculate the second shard."""

    def submit(self, f: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
        return super().submit(lose if arguments[1][0] == LANES // SHARDS else f, *arguments, **keywords)


def test_a_killed_process_costs_time_and_not_the_result(expected: list[bytes]) -> None:
    with Losing(1, get_context("spawn")) as executor:
        together = DataParallel(made(), executor, SHARDS)
        with pytest.warns(RuntimeWarning, match=r"a worker was lost, .* calculated here: BrokenProcessPool: "):
            assert bits(together(BATCH)) == expected
        with warnings.catch_warnings(record=True) as again:
            assert bits(together(BATCH)) == expected
        assert not again  # it was said


def test_an_executor_that_was_shut_down(expected: list[bytes]) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.warns(RuntimeWarning, match=r"^the executor takes no more work, and the shards were .*shutdown"):
        assert bits(DataParallel(made(), executor, SHARDS)(BATCH)) == expected


def ending_once(mark: Path, f: Callable[..., Any], *arguments: Any) -> Any:
    """The worker that is first to be asked ends, as if killed."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return f(*arguments)
    os._exit(9)


class Ending(Executor):
    """The workers of another executor, of which one ends in the middle of a batch."""

    def __init__(self, executor: Executor, mark: Path) -> None:
        self.executor, self.mark = executor, mark

    def submit(self, f: Callable[..., Any], /, *arguments: Any, **_: Any) -> Any:
        if arguments[1][0] == LANES // SHARDS:
            return self.executor.submit(ending_once, self.mark, f, *arguments)
        return self.executor.submit(f, *arguments)


@takes_long
def test_a_dask_cluster_gives_the_same_bits_also_when_a_worker_is_killed(tmp_path: Path, expected: list[bytes]) -> None:
    """One test, since a cluster takes long to start; the port is any that is free."""
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        together = DataParallel(made(), client.get_executor(), SHARDS)
        assert [bits(together(BATCH)) for _ in range(2)] == [expected] * 2
        together.executor = Ending(client.get_executor(), tmp_path / "ended")
        assert bits(together(BATCH)) == expected
    assert (tmp_path / "ended").exists()


# What is refused


def logarithm() -> Program:
    w, x = Value(2.0, name="w"), Value(1.0, name="x")
    return autograd.compile(log(w * x), wrt=[w], inputs=[x])


@pytest.mark.parametrize("executor", [None, Serial()])
def test_a_refusal_names_the_lane_of_the_whole_batch(executor: Executor | None) -> None:
    batch = np.ones((LANES, 1))
    batch[[31, 36]] = -1.0
    with pytest.raises(DomainError) as alone:
        logarithm()(batch)
    with pytest.raises(DomainError, match="31") as in_shards:
        DataParallel(logarithm(), executor, SHARDS)(batch)
    assert str(in_shards.value) == str(alone.value)


def test_a_process_is_not_lost_by_a_refusal(processes: Any) -> None:
    together = DataParallel(logarithm(), processes(1), 2)
    with pytest.raises(DomainError, match="2"):
        together([[1.0], [1.0], [-1.0], [1.0]])
    assert together([[1.0], [1.0]])[1].tolist() == [1.0]


def test_gradients_that_are_too_large_together() -> None:
    w, x = Value(1.0), Value(1.0)
    together = DataParallel(autograd.compile(w * x, wrt=[w], inputs=[x]), None, 2)
    with pytest.raises(autograd.TooLargeError):
        together([[1e308], [1e308]])


def test_few_lanes_and_none() -> None:
    program = made()
    together = DataParallel(program, Serial(), SHARDS)
    assert together(BATCH[:2])[1] == pytest.approx(DataParallel(program, None, 1)(BATCH[:2])[1])
    outputs, gradient = together(np.empty((0, 2)))
    assert [len(one) for one in outputs] == [0, 0]
    assert not gradient.any()


def test_one_output_of_several() -> None:
    program = made()
    program(BATCH)
    expected = program.gradients(output=1)
    assert DataParallel(program, Serial(), SHARDS)(BATCH, output=1)[1] == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ((None,), TypeError, "a program is what autograd.compile gives, not None"),
        ((made(), "dask"), TypeError, "one of concurrent.futures, .* and not 'dask'"),
        ((made(), 2), TypeError, "or None to calculate here, and not 2"),
        ((made(), None, 0), ValueError, "1 or more, not 0"),
        ((made(), None, True), ValueError, "1 or more, not True"),
        ((made(), None, 2.0), ValueError, "1 or more, not 2.0"),
    ],
)
def test_wrong_arguments_get_a_sentence(arguments: Any, error: Any, said: str) -> None:
    with pytest.raises(error, match=said):
        DataParallel(*arguments)


def test_wrong_calls_get_a_sentence() -> None:
    together = DataParallel(made(), None, SHARDS)
    with pytest.raises(ValueError, match="a batch is an array, lanes × 2"):
        together([1.0, 2.0])
    with pytest.raises(ValueError, match="reduce is 'sum' or 'mean', not 'max'"):
        together(BATCH, reduce="max")
    with pytest.raises(ValueError, match="output is a number from 0 to 1, not 2"):
        together(BATCH, output=2)
    with pytest.raises(ValueError, match="lanes × 2, and was given 37 × 1"):
        together(BATCH[:, :1])


def test_a_program_that_cannot_be_sent_is_said() -> None:
    w, x = Value(1.0), Value(1.0)
    mine = Op("mine", "x", lambda x: x * x, lambda z, x: (2.0 * x,))
    program = autograd.compile(apply(mine, [w * x]), wrt=[w], inputs=[x])
    with pytest.raises(TypeError, match=r"cannot be sent to a worker .*mine.* at the outer level of a module"):
        DataParallel(program)


@takes_long
def test_a_pickle_and_a_copy_of_a_program_are_programs_of_their_own() -> None:
    program = made("numpy")
    before = program(BATCH)
    for other in (pickle.loads(pickle.dumps(program)), copy.deepcopy(program)):
        assert other.backend == "numpy"
        other.parameters.data = 0.0
        other(BATCH)
        assert np.array_equal(program(BATCH), before)
        with pytest.raises(RuntimeError, match="call the program first"):
            pickle.loads(pickle.dumps(other)).gradients()
