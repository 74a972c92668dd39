"""A program as code in a language that a learner can read and run without this package."""

from __future__ import annotations

from collections.abc import Sequence

from autograd.language import say
from autograd.language.text import printable
from autograd.program.groups import Plan
from autograd.program.readings.names import Names

LANGUAGES = ("numpy", "c")
OF_FLOATS = "Numbers are doubles here, and the program that this was written from calculates in float32."
"""What the head of the code says of a program in float32."""


def source(
    language: str, plan: Plan, names: Names, numbers: Sequence[float], inputs: Sequence[float], dtype: str
) -> str:
    """The code of a program of this type, in doubles. `numbers` are those of its parameters, and `inputs` the recorded
    ones.

    Raises `ValueError` for a language that there is none of.
    """
    note = OF_FLOATS if dtype == "float32" else ""
    if language == "numpy":
        from autograd.program.readings.numpy_code import numpy_source

        return numpy_source(names, numbers, inputs, note)
    if language == "c":
        from autograd.program.readings.in_c.c_code import c_source

        return c_source(plan, names, numbers, note)
    raise ValueError(say("no such code", languages=", ".join(map(repr, LANGUAGES)), language=printable(str(language))))
