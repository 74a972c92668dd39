"""The search in one reader: `python -m tests.fuzz.search READER FOLDER INPUTS SECONDS`, a process of its own.

It goes on where it was in this folder. Of each fault the first input is kept, and the search goes on: what one input
finds must not hide what another would. atheris makes the inputs where it is installed.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.mutated import inputs
from tests.fuzz.target import Target, attempt

EVERY = 500
"""Inputs between two looks at the clock and at the memory."""
MOST_MEMORY = 2000
"""Megabytes that a search may use."""


@dataclass
class Found:
    """What a search has found so far. `slowest` is in seconds of the processor, `memory` in megabytes. `faults` has, by
    the error and its place, the input that caused it and what was said."""

    reader: str
    inputs: int = 0
    guided: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slow_input: str = ""
    memory: float = 0.0
    faults: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, reader: str) -> Found:
        try:
            return cls(**json.loads((folder / f"{reader}.json").read_text("utf-8")))
        except FileNotFoundError:
            return cls(reader)

    def save(self, folder: Path) -> None:
        new = folder / f"{self.reader}.new"
        new.write_text(json.dumps(asdict(self)), "utf-8")
        new.replace(folder / f"{self.reader}.json")

    def give(self, target: Target, content: bytes) -> None:
        """Give one input to the reader, and keep what it tells."""
        self.inputs += 1
        try:
            took = attempt(target, content)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # also a Hang, and an error of software that is no Exception
            self.faults.setdefault(_place(error), [content.hex(), f"{error}"[:500]])
            return
        self.seconds += took
        if took > self.slowest:
            self.slowest, self.slow_input = took, content.hex()

    def remembers(self) -> bool:
        """Whether it is within its memory. One fault is kept if it is not."""
        import resource

        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.memory = max(self.memory, kilobytes / (1e6 if sys.platform == "darwin" else 1e3))
        if self.memory > MOST_MEMORY:
            self.faults.setdefault("MemoryError", ["", f"{self.memory:.0f} MB"])
        return self.memory <= MOST_MEMORY


def _place(error: BaseException) -> str:
    """The error and the line that raised it; of a hang, which may be met in any line, the error alone."""
    frames = traceback.extract_tb(error.__traceback__)
    if type(error).__name__ == "Hang" or not frames:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def plainly(target: Target, found: Found, count: int, seconds: float, made: Iterable[bytes] | None = None) -> None:
    """Give the reader so many inputs that are made without a package, for so many seconds at most."""
    end = time.monotonic() + seconds
    made = inputs(target.seeds, target.words, target.longest, seed=found.inputs) if made is None else made
    for given, content in enumerate(made, 1):
        found.give(target, content)
        if given >= count or (given % EVERY == 0 and not (time.monotonic() < end and found.remembers())):
            return


def guided(name: str, found: Found, folder: Path, count: int, seconds: float) -> None:
    """The same, with inputs of atheris, which counts the lines that each reaches. It ends the process."""
    import atheris

    with atheris.instrument_imports(include=["autograd", "nn", "viz", "tests.fuzz.readers"]):
        from tests.fuzz.readers import target as target_of

        target = target_of(name)
    corpus, seeds = folder / name / "corpus", folder / name / "seeds"
    for each in corpus, seeds:
        each.mkdir(parents=True, exist_ok=True)
    for i, seed in enumerate(target.seeds):
        (seeds / str(i)).write_bytes(seed)
    words = folder / name / "words"
    quoted = ["".join(f"\\x{byte:02x}" for byte in w.encode("utf-8", "surrogateescape")) for w in target.words]
    words.write_text("".join(f'"{word}"\n' for word in quoted))
    last = found.inputs + count

    def one(content: bytes) -> None:
        found.guided += 1
        found.give(target, content)
        if found.inputs % EVERY == 0 or found.inputs >= last:
            found.remembers()
            found.save(folder)

    options = {
        "runs": count, "max_total_time": max(1, round(seconds)), "max_len": target.longest, "timeout": 60,
        "rss_limit_mb": MOST_MEMORY, "artifact_prefix": f"{folder / name}/", "detect_leaks": 0,
        **({"dict": words} if quoted else {}),
    }  # fmt: skip
    atheris.Setup([name, *(f"-{key}={x}" for key, x in options.items()), str(corpus), str(seeds)], one)
    atheris.Fuzz()


def search(name: str, folder: Path, count: int, seconds: float, with_atheris: bool) -> Found:
    """Search in the reader of this name, and keep what is found in the folder."""
    found = Found.load(folder, name)
    if with_atheris:
        guided(name, found, folder, count, seconds)
    else:
        from tests.fuzz.readers import target

        plainly(target(name), found, count, seconds)
    found.remembers()
    found.save(folder)
    return found


def main(arguments: list[Any]) -> None:
    name, folder, count, seconds, *how = arguments
    search(name, Path(folder), int(count), float(seconds), how == ["atheris"])


if __name__ == "__main__":
    main(sys.argv[1:])
