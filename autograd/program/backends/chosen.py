"""The back end that was asked for, and what every back end can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from autograd.language import say
from autograd.language.errors import TooLargeError
from autograd.program.groups import Plan

BACKENDS = ("auto", "numpy", "c", "torch")


class Runner(Protocol):
    """A program for so many lanes, in some back end. Arrays are NumPy's, of the program's type of numbers."""

    @property
    def lanes(self) -> int: ...

    def run(self, parameters: Any, inputs: Any) -> bool:
        """Calculate everything for parameters in their order, and for inputs × lanes. False where something is refused:
        a number that is not finite, or that a row's domain leaves out."""

    def refused(self) -> list[int]:
        """The lanes in which the last run was refused; none, if a number without lanes was."""

    def outputs(self) -> list[Any]:
        """The outputs of the last run: a number, or numbers along lanes."""

    def differentiate(self, outputs: Sequence[int], gradient: Any) -> bool:
        """Put the gradients of the sum of these outputs over all lanes, by the parameters in their order, into
        `gradient`. False if one of them is not finite; then nothing is put there."""

    def refused_gradients(self) -> list[int]:
        """The lanes in which some gradient is not finite; none, if only numbers without lanes have such."""


Maker = Callable[[Plan, int, str], Runner]
"""Makes what runs a plan for so many lanes, in numbers of a type: "float64" or "float32"."""


def maker(backend: str) -> Maker:
    """What makes the runners of a back end. Raises `ValueError` for one that does not exist, and
    `ModuleNotFoundError` for one whose library is missing.

    The maker raises `TooLargeError` for a program with a constant that its type of numbers cannot hold. A run need not
    show it: the minimum of a number and such a constant is finite.
    """
    make = _maker(backend)

    def made(plan: Plan, lanes: int, dtype: str) -> Runner:
        if not _holds(plan.constants, dtype):
            raise TooLargeError(say("not in float32"))
        return make(plan, lanes, dtype)

    return made


def _holds(numbers: Any, dtype: str) -> bool:
    """Whether this type of numbers can hold them all."""
    import numpy as np

    with np.errstate(over="ignore"):
        return bool(np.isfinite(np.array(numbers).astype(dtype)).all())


def _maker(backend: str) -> Maker:
    if backend not in BACKENDS:
        raise ValueError(say("no backend", names=", ".join(map(repr, BACKENDS)), backend=backend))
    try:
        import numpy  # noqa: F401
    except ModuleNotFoundError:
        raise ModuleNotFoundError(say("compile needs NumPy"), name="numpy") from None
    if backend == "torch":
        try:
            from autograd.program.backends.in_torch.tensors import Tensors
        except ModuleNotFoundError:
            raise ModuleNotFoundError(say("backend needs PyTorch"), name="torch") from None
        return Tensors
    if backend != "numpy":
        from autograd.program.backends.native.falling_back import in_c

        return in_c(is_asked_for=backend == "c")
    from autograd.program.backends.in_numpy.arrays import Arrays

    return Arrays
