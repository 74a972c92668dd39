"""Gradients of a batch by many workers at once, with the same bits whoever calculates them.

A batch is cut into shards by their number, and not by the number of workers. The gradients of shards are added up in
their order. So neither the workers, nor which of them is done first, nor one that is lost makes a difference.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
import warnings
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import pairwise
from typing import Any

from autograd.language import say
from autograd.language.errors import DomainError, TooLargeError, cut
from autograd.program.running.program import REDUCTIONS, Program

KEPT = 4
"""So many programs are kept by each thread of a worker."""

Shard = tuple[int, Any]
"""The number of its first lane, and its lines of inputs."""
Found = tuple[list[Any], Any]
"""The outputs of a shard, each along its lanes, and the gradients of its sum."""


class DataParallel:
    """A program whose batches are calculated in so many `shards` by the workers of an `executor`.

    Any executor of `concurrent.futures` will do: threads, processes, or `client.get_executor()` of a Dask cluster.
    Without one, the shards are calculated here, one after another, with the same bits; so are those of a worker that
    was lost, and a warning says so once. A worker keeps the program, so that a call sends parameters and inputs alone.
    All workers need the same version of NumPy and processors of one kind, or last digits may differ.

    A call takes a batch, lanes × inputs, and gives the outputs along the lanes, and the gradients of their sum, or with
    `reduce="mean"` of their mean, as `program.gradients` does. The gradients also stand in `program.parameters.grad`,
    where an optimizer finds them.

    Raises `DomainError` as the program does, and names the lane of the whole batch. Raises `TypeError` for what is no
    executor, and for a program that cannot be pickled.

    >>> import autograd
    >>> from autograd import Value
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> w, x = Value(3.0, name="w"), Value(0.0, name="x")
    >>> program = autograd.compile(w * x * x, wrt=[w], inputs=[x])
    >>> with ThreadPoolExecutor(2) as executor:
    ...     outputs, gradients = DataParallel(program, executor)([[1.0], [2.0], [3.0]])
    >>> outputs.tolist(), gradients.tolist()
    ([3.0, 12.0, 27.0], [14.0])
    """

    def __init__(self, program: Program, executor: Executor | None = None, shards: int = 8) -> None:
        if not isinstance(program, Program):
            raise TypeError(say("no program", given=cut(repr(program))))
        if not isinstance(executor, Executor | None):
            raise TypeError(say("no executor of a batch", given=cut(repr(executor))))
        if isinstance(shards, bool) or not isinstance(shards, int) or shards < 1:
            raise ValueError(say("no shards", given=cut(repr(shards))))
        self.program, self.executor, self.shards = program, executor, shards
        try:
            self._packed = pickle.dumps(program)
        except Exception as error:
            raise TypeError(say("program cannot be sent", error=error)) from None
        self._key = hashlib.sha256(self._packed).hexdigest()
        self._warned = False

    def __call__(self, inputs: Any, output: int | None = None, reduce: str = "sum") -> tuple[Any, Any]:
        """The outputs for a batch, and the gradients, as arrays."""
        import numpy as np

        if reduce not in REDUCTIONS:
            raise ValueError(say("no reduction", names=say("or").join(map(repr, REDUCTIONS)), reduce=reduce))
        in_lanes, columns = self.program._columns(inputs)
        if not in_lanes:
            raise ValueError(say("no batch", columns=len(columns)))
        lines = columns.T
        ends = [len(lines) * k // self.shards for k in range(self.shards + 1)]
        shards = [(i, lines[i:j].copy()) for i, j in pairwise(ends) if i < j] or [(0, lines)]
        found = self._found(shards, output)
        gradient = found[0][1]
        with np.errstate(over="ignore"):  # it is refused below
            for _, more in found[1:]:  # in this order, on which the last digit depends
                gradient = gradient + more
        if not np.isfinite(gradient).all():
            raise TooLargeError(say("sum over lanes too large"))
        if reduce == "mean":
            gradient = gradient / max(1, len(lines))
        self.program.parameters.grad = gradient
        outputs = [np.concatenate(parts) for parts in zip(*[outputs for outputs, _ in found], strict=True)]
        return outputs if self.program._is_list else outputs[0], gradient

    def _found(self, shards: Sequence[Shard], output: int | None) -> list[Found]:
        """What each shard gives, in order: from a worker that has the program, else from one that gets it, else from
        here."""
        call = self._key, self.program.parameters.data.copy(), output
        found: dict[int, Found] = {}
        lost: BaseException | None = None
        for packed in (None, self._packed) if self.executor else ():
            futures = {i: self._submitted(packed, shard, call) for i, shard in enumerate(shards) if i not in found}
            try:
                for i, future in futures.items():
                    result, error = _result(future)
                    lost = error or lost
                    if result is not None:
                        found[i] = result
            finally:
                for future in futures.values():
                    future.cancel()
        if lost and not self._warned:
            self._warned = True
            why = f"{type(lost).__name__}: {lost}" if str(lost) else type(lost).__name__
            closed = not isinstance(lost, BrokenExecutor) and "after shutdown" in str(lost)
            key = "executor takes no more" if closed else "worker was lost"
            warnings.warn(say(key, why=why), RuntimeWarning, stacklevel=3)
        for i, shard in enumerate(shards):
            if i not in found:
                here = calculated(self._packed, shard, call)
                assert here is not None
                found[i] = here
        return [found[i] for i in range(len(shards))]

    def _submitted(self, packed: bytes | None, shard: Shard, call: Any) -> Future[Found | None]:
        assert self.executor
        try:
            return self.executor.submit(attempted, packed, shard, call)
        except Exception as error:  # its workers ended, or it was shut down
            future: Future[Found | None] = Future()
            future.set_exception(error)
            return future


def _result(future: Future[Found | None]) -> tuple[Found | None, BaseException | None]:
    """What a call gave, or why it gave nothing, however its executor says so."""
    try:
        return future.result(), None
    except Exception as error:  # its worker ended, or it was cancelled
        return None, error


_programs = threading.local()
"""The programs that this thread was sent. A program must not be run by two threads at once."""


def calculated(packed: bytes | None, shard: Shard, call: tuple[str, Any, int | None]) -> Found | None:
    """The outputs and the gradients of a shard; None if the program is not here and was not sent. In a worker."""
    key, parameters, output = call
    kept: dict[str, Program] = _programs.__dict__.setdefault("kept", {})
    if key not in kept:
        if packed is None:
            return None
        for other in list(kept)[: 1 - KEPT]:
            del kept[other]
        kept[key] = pickle.loads(packed)
    program = kept[key]
    program.first_lane, lines = shard
    program.parameters.data = parameters
    outputs = program(lines)
    return outputs if program._is_list else [outputs], program.gradients(output)


def attempted(packed: bytes | None, shard: Shard, call: tuple[str, Any, int | None]) -> Found | None:
    """The same, and None for numbers that are refused: they are calculated again where the error is to be raised. Any
    other error is the worker's own, and is told."""
    try:
        return calculated(packed, shard, call)
    except DomainError:
        return None
