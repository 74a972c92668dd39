"""C where there is a compiler, and NumPy where there is none, or where it fails."""

from __future__ import annotations

import warnings
from collections.abc import Callable

from autograd.language import say
from autograd.program.backends.in_numpy.arrays import Arrays
from autograd.program.backends.native.kinds import kinds
from autograd.program.backends.native.library import CannotCompileError, compiler
from autograd.program.backends.native.runner import Built, Native
from autograd.program.groups import Plan

MOST = 400
"""Programs of more kinds of groups run in NumPy, unless C is asked for: a compiler takes about 10 ms for each."""


def in_c(*, is_asked_for: bool) -> Callable[[Plan, int, str], Arrays | Native]:
    """What makes runners in C. It compiles when the program runs for the first time.

    Where no library can be made, the program runs in NumPy, and warns of it; but where C was not asked for, a missing
    compiler is no cause for a warning.
    """
    built = dict[int, Built | None]()

    def make(plan: Plan, lanes: int, dtype: str) -> Arrays | Native:
        key = id(plan)  # of one program alone
        if key not in built:
            built[key] = _built(plan, dtype, is_asked_for=is_asked_for)
        found = built[key]
        return Arrays(plan, lanes, dtype) if found is None else Native(found, lanes)

    return make


def _has_many_kinds(plan: Plan) -> bool:
    return len(plan.groups) > MOST and len(kinds(plan.groups).examples) > MOST


def _built(plan: Plan, dtype: str, *, is_asked_for: bool) -> Built | None:
    if not is_asked_for and (compiler() is None or _has_many_kinds(plan)):
        return None
    try:
        return Built(plan, dtype)
    except CannotCompileError as error:
        warnings.warn(say("not in C", error=error), RuntimeWarning, stacklevel=6)
        return None
