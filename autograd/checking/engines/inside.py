"""The program that runs in an engine's own process: it reads questions, asks the engine, and writes the answers.

It is run as a file, by a Python that may be another one and need not have this package. So it imports the standard
library alone. It evaluates the calls of the engine's own file in `spelled`, filled with names and numbers that were
generated, and nothing that anybody typed.

Standard input is one object in JSON, in one line: `spelled`, the file; and `asked`, the questions, each with `steps` as
pairs of a name and a call, `inputs` by name, `order` and `leaf`. When it ends, this program ends. Standard output is an
object a line: first `version`, or `missing`; then for each question `numbers`, or `error`.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import math
import os
import sys
import threading
import warnings
from typing import Any


class Call:
    """What is asked: the calls one after the other, as a function of the inputs. `steps` are their texts."""

    def __init__(self, steps: list[list[str]], names: list[str], scope: dict[str, Any]) -> None:
        self.steps, self.names, self.scope = steps, names, scope

    def __call__(self, *leaves: Any) -> Any:
        scope = {**self.scope, **dict(zip(self.names, leaves))}  # noqa: B905  (for Pythons before 3.10)
        for name, text in self.steps:
            scope[name] = eval(text, scope)
        return scope[self.steps[-1][0]]


def written(number: Any) -> float | str:
    """A number as JSON can hold it."""
    number = float(number)
    return number if math.isfinite(number) else str(number)


def said(error: Exception) -> str:
    """The class of an error, and the first line of what it says."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return type(error).__name__ + (": " + lines[0] if lines else "")


def end_with(pipe: int) -> None:
    """Ends this process, whatever it does, when the other end of the pipe is closed."""
    os.read(pipe, 1)
    os._exit(1)


def main() -> None:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # an engine that prints does not print among the answers
    warnings.simplefilter("ignore")
    told = json.loads(sys.stdin.readline())
    threading.Thread(target=end_with, args=(os.dup(0),), daemon=True).start()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # what an engine starts has nothing to read
    place: Any = importlib.util.spec_from_file_location("spelled", told["spelled"])
    spelled: Any = importlib.util.module_from_spec(place)
    place.loader.exec_module(spelled)

    def tell(**what: Any) -> None:
        print(json.dumps(what), file=out, flush=True)

    scope: dict[str, Any] = {}
    try:
        exec(spelled.IMPORTS, scope)
        known = getattr(spelled, "version", lambda: importlib.metadata.version(spelled.DISTRIBUTION))
        tell(version=known())
    except (ImportError, OSError) as error:
        tell(missing=said(error))
        return
    for asked in told["asked"]:
        inputs = asked["inputs"]
        try:
            call = Call(asked["steps"], list(inputs), scope)
            numbers = spelled.derivatives(call, list(inputs.values()), asked["order"], asked["leaf"])
            tell(numbers=[written(number) for number in numbers])
        except Exception as error:  # whatever the engine raises is its answer
            tell(error=said(error))


if __name__ == "__main__":
    main()
