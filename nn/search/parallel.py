"""Calls that do not depend on each other, run by any `concurrent.futures.Executor`. Failures become sentences.

A call that fails, or that ends its process, is reported. The other calls go on.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import sys
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from autograd.language import language, say, speaking
from autograd.language.text import printable
from nn.search.processes import Processes

Where = Executor | int | None
"""Where calls are run: by an executor; in so many processes; in this process, one after another, if it is 0; or in one
process per processor if it is None."""

Call = tuple[Sequence[Any], Mapping[str, Any], int]
"""The arguments of a call, those without a name first, and the seed of Python's own `random` in the call."""

PAUSE = 10.0
"""The seconds between two lines of progress. Shorter work prints none."""


class Outcome(NamedTuple):
    """The number that a call returned, or the sentence that says why there is none."""

    score: float | None
    error: str = ""


def attempt(
    f: Callable[..., Any], arguments: Sequence[Any], keywords: Mapping[str, Any], seed: int, lang: str | None = None
) -> Outcome:
    """Call f in the process of the call. The result is one number or a text, so it can always be sent back. In another
    process, `lang` is the language of the one that asks.

    >>> attempt(pow, [2, 5], {}, 0), attempt(divmod, [1, 0], {}, 0).error
    (Outcome(score=32.0, error=''), 'ZeroDivisionError: integer division or modulo by zero')
    """
    # Else what f draws would depend on the calls before it; a text, to be unlike what it draws from Random(seed).
    random.seed(str(seed))
    try:
        with speaking(lang):
            return Outcome(_score(f(*arguments, **keywords)))
    except (Exception, SystemExit) as error:
        return Outcome(None, _sentence(error))


def _score(result: Any) -> float:
    if isinstance(result, (str, bytes)) or not hasattr(result, "__float__"):
        raise TypeError(say("no score", given=printable(repr(result))))
    score = float(result)
    if not -sys.float_info.max <= score <= sys.float_info.max:
        raise ValueError(say("score not finite", score=score))
    return score


def outcomes(f: Callable[..., Any], calls: Sequence[Call], executor: Where, what: str) -> list[Outcome | None]:
    """The outcomes of f for all calls, in their order. Calls that were not done when Ctrl-C was typed have None.

    Long work prints its progress on stderr, where `what` is the key of their name, such as "trials". Afterwards
    Python's own `random` goes on in this process as if nothing had been drawn.
    """
    state = random.getstate()
    done: dict[int, Outcome] = {}
    failed = 0
    start = said = time.monotonic()
    try:
        with contextlib.closing(_as_done(f, calls, executor)) as pairs:
            for position, outcome in pairs:
                done[position] = outcome
                failed += outcome.score is None
                now, rest = time.monotonic(), len(calls) - len(done)
                if rest and now - said >= PAUSE:
                    left, said = (now - start) / len(done) * rest, now
                    so_far = {"done": len(done), "all": len(calls), "what": say(what), "failed": failed}
                    print(say("so many done in time", **so_far, seconds=left), file=sys.stderr)
    except KeyboardInterrupt:
        print(say("stopped early", done=len(done), all=len(calls), what=say(what)), file=sys.stderr)
    finally:
        random.setstate(state)
    return [done.get(position) for position in range(len(calls))]


def _as_done(
    f: Callable[..., Any], calls: Sequence[Call], executor: Where
) -> Generator[tuple[int, Outcome], None, None]:
    """The place and the outcome of each call, as soon as it is done."""
    if not isinstance(executor, Executor | int | None):
        raise TypeError(say("no executor", given=executor))
    if isinstance(executor, int) and executor < 1:
        if executor < 0:
            raise ValueError(say("no number of processes", count=executor))
        yield from ((position, attempt(f, *call)) for position, call in enumerate(calls))
        return
    if not isinstance(executor, Executor) or isinstance(executor, ProcessPoolExecutor):
        _must_travel(f)
    own = None if isinstance(executor, Executor) else Processes(min(executor or os.cpu_count() or 1, len(calls)), f)
    futures: dict[Future[Outcome], int] = {}
    finished: SimpleQueue[Future[Outcome]] = SimpleQueue()
    try:
        for position, call in enumerate(calls):
            future = _submitted(own or executor, f, call)
            futures[future] = position
            future.add_done_callback(finished.put)
        for _ in calls:
            future = _next(finished)
            yield futures.pop(future), _outcome(future)  # one that is kept, Dask runs again when its worker ends
    finally:
        for future in futures:
            future.cancel()
        if own:
            own.shutdown()


def _next(finished: SimpleQueue[Future[Outcome]]) -> Future[Outcome]:
    while True:
        try:
            return finished.get(timeout=1.0)  # without an end, Ctrl-C would not be heard on Windows
        except Empty:
            continue


def _submitted(executor: Any, f: Callable[..., Any], call: Call) -> Future[Outcome]:
    try:
        future: Future[Outcome] = executor.submit(attempt, f, *call, language())
    except BrokenExecutor as error:  # by an earlier call
        future = Future()
        future.set_exception(error)
    return future


def _outcome(future: Future[Outcome]) -> Outcome:
    if future.cancelled():
        return Outcome(None, say("executor cancelled"))
    error = future.exception()
    return Outcome(None, _sentence(error)) if error else future.result()


def _sentence(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _must_travel(f: Callable[..., Any]) -> None:
    try:
        pickle.dumps(f)
    except Exception as error:
        raise TypeError(say("cannot be sent", function=f, error=error)) from None
