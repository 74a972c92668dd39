"""A program as code in a language that a learner can read and run without this package."""

from __future__ import annotations

from collections.abc import Sequence

from autograd.language import say
from autograd.language.text import printable
from autograd.program.groups import Plan
from autograd.program.readings.names import Names

LANGUAGES = ("numpy", "c")


def source(language: str, plan: Plan, names: Names, numbers: Sequence[float], inputs: Sequence[float]) -> str:
    """The code of a program. `numbers` are those of its parameters, and `inputs` the recorded ones.

    Raises `ValueError` for a language that there is none of.
    """
    if language == "numpy":
        from autograd.program.readings.numpy_code import numpy_source

        return numpy_source(names, numbers, inputs)
    if language == "c":
        from autograd.program.readings.in_c.c_code import c_source

        return c_source(plan, names, numbers)
    raise ValueError(say("no such code", languages=", ".join(map(repr, LANGUAGES)), language=printable(str(language))))
