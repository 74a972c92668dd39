"""SymPy in a process of its own: it is asked for proofs, and ended when its time is over.

SymPy may think for hours, and cannot be interrupted. The process is a new Python, which works alike on every system. It
gets terms as data, and never text.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

from autograd.language import say
from autograd.language.text import printable

ROOT = Path(__file__).parents[4]
CODE = f"import sys; sys.path.insert(0, sys.argv[1]); from {__spec__.name} import answer; answer()"
"""`python -m` would take modules in the current folder for those of the library."""
MOST_NODES = 2_000
"""The largest graph of which a proof is tried."""


class Prover:
    """A process that proves each of these cases (see `proving.is_proved`), begun at once. `end` must be called.

    >>> x = {"nodes": [["input", [0], []], ["mul", [], [0, 0]], ["add", [], [0, 0]]], "inputs": 1, "function": 1}
    >>> square = x | {"claims": [[0, 2]], "by": [0], "lazy": True, "numbers": [], "rests": [], "bounds": []}
    >>> prover = Prover([square])
    >>> prover.proved(60.0)
    1
    >>> prover.end()
    """

    def __init__(self, cases: Sequence[Mapping[str, Any]]) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", CODE, str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, encoding="ascii", errors="replace",
        )  # fmt: skip
        self.asked = json.dumps(cases)
        self.printed, self.error = "", ""
        self.asking = Thread(target=self._ask, daemon=True)  # it waits where nobody else should
        self.asking.start()

    def end(self) -> None:
        """End the process, wherever it is, and wait until the system has forgotten it."""
        self.process.kill()
        self.asking.join()

    def _ask(self) -> None:
        self.printed, self.error = self.process.communicate(self.asked)

    def proved(self, seconds: float) -> int:
        """How many cases, from the first on, have been proved within so many seconds of the beginning.

        Warns if the process ended in an error.
        """
        self.asking.join(max(0.0, self.begun + seconds - time.monotonic()))
        if self.process.poll():  # not ended by us, and not well
            self.asking.join()
            last = self.error.strip().rpartition("\n")[2]
            reason = printable(last or say("process ended early", status=self.process.returncode), 200)
            warnings.warn(say("proof broke off", reason=reason), RuntimeWarning, stacklevel=2)
        self.end()
        return self.printed.count("proved")


def answer() -> None:
    """In the process: read the cases, and print a line for each that is proved, up to the first that is not."""
    from autograd.testing.certainty.proofs.proving import is_proved

    for case in json.loads(sys.stdin.readline()):
        if not is_proved(case):
            return
        print("proved", flush=True)
