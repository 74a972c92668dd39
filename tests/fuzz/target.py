"""One reader under test: bytes go in, and it answers or refuses in a sentence. All else is a fault."""

from __future__ import annotations

import signal
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

AT_MOST = 2.0
"""Seconds of the processor for one input; more counts as a hang."""
MEMORY = "/dev/shm"
"""Where a system keeps files in its memory, if it has such a folder."""


class Hang(BaseException):
    """An input that took too long. It is no `Exception`, so that no reader takes it for damage."""


class Target(NamedTuple):
    """A reader: its name, how it reads bytes, the errors with which it may refuse, inputs to begin with, and words that
    such inputs are made of. `longest` is the most bytes of an input. Software that others wrote in a language without
    safe memory runs `apart`: an input that it cannot survive ends the process."""

    name: str
    read: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    seeds: Sequence[bytes]
    words: Sequence[str] = ()
    longest: int = 2048
    apart: bool = False


def attempt(target: Target, content: bytes, at_most: float = AT_MOST) -> float:
    """Give one input to a reader, and return the seconds that it took.

    Raises whatever the reader raises that is no refusal; `AssertionError` for a refusal without a readable sentence;
    and `Hang` after `at_most` seconds.
    """
    start = time.process_time()
    try:
        with _ended_after(at_most):
            target.read(content)
    except target.refusals as error:
        _require_sentence(str(error))
    return time.process_time() - start


def _require_sentence(said: str) -> None:
    first, *_ = said.split("\n")
    assert first.strip(), "it is refused without a word"
    assert len(said) < 20_000, f"it is refused in {len(said)} characters"
    obeyed = [c for c in said.replace("\n", "") if unicodedata.category(c) in ("Cc", "Cs")]
    assert not obeyed, f"a sentence has signs that a terminal obeys: {obeyed[:5]!a}"


def _too_long(number: int, frame: FrameType | None) -> NoReturn:
    raise Hang("no end in time")


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def text_of(content: bytes) -> str:
    """The text of bytes, as Python takes it from a command line: bytes that are no UTF-8 become lone surrogates."""
    return content.decode("utf-8", "surrogateescape")


def fields_of(content: bytes, count: int) -> list[str]:
    """So many lines of text, the last of which has all that remains; those that are missing are empty."""
    fields = text_of(content).split("\n", count - 1)
    return fields + [""] * (count - len(fields))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="ringograd-fuzz-", dir=MEMORY if Path(MEMORY).is_dir() else None)


def file_of(content: bytes, name: str) -> Path:
    """A file with these bytes, which the next call replaces."""
    path = Path(_folder().name) / name
    path.write_bytes(content)
    return path


def lines(texts: Sequence[str]) -> list[bytes]:
    return [text.encode("utf-8", "surrogateescape") for text in texts]
