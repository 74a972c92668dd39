"""The parameters of a program as one block, which an optimizer updates as it updates a Value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, TooLargeError, cut, real
from autograd.language.text import number as shown
from autograd.language.text import printable

LARGEST = {"float64": "1.8e308", "float32": "3.4e38"}
"""The types of the numbers of a program, and where each ends."""


def beyond_float32(number: float, what: str, name: str) -> TooLargeError:
    """The error for a finite number. `what` is a key of the catalogue."""
    return TooLargeError(say("beyond float32", what=say(what, name=printable(name)), number=shown(number)))


def no_input(number: float, name: str) -> DomainError:
    """The error for an input that is not finite, or beyond float32."""
    if math.isfinite(number):
        return beyond_float32(number, "the variable", name)
    return DomainError(say("input not finite", name=printable(name), number=shown(number)))


def floats(given: Any, refusal: str, dtype: str = "float64", **fields: Any) -> Any:
    """Real numbers or Values as an array of float64, or of `dtype` if they are that already. A number beyond floats is
    infinite.

    Raises `TypeError` for anything else, with the sentence of the key `refusal`.
    """
    import numpy as np

    try:
        found = np.asarray(given)
        if found.dtype.kind == "O":
            found = np.array([_float(number) for number in found.flat]).reshape(found.shape)
        if found.dtype.kind not in "fiu":
            raise TypeError
        if found.dtype in (dtype, float):
            return found
        with np.errstate(over="ignore"):  # of longdouble
            return found.astype(float)
    except (TypeError, ValueError):
        raise TypeError(say(refusal, given=cut(repr(given)), **fields)) from None


def _float(number: object) -> float:
    try:
        return number.data if isinstance(number, Value) else real(number)
    except TooLargeError:
        return math.inf
    except DomainError:
        return math.nan


class Parameters:
    """All parameters of a program, in the order of `wrt`: their numbers as `data`, their gradients as `grad`.

    Both are arrays. `grad` has what the last `gradients()` gave, and does not add up over calls. The Values that were
    given to `compile` keep their numbers until `write_back()`. A number that is set in a Value later does not reach the
    program.

    >>> import autograd, nn
    >>> w = Value(1.0)
    >>> program = autograd.compile((w - 3.0) ** 2, wrt=[w])
    >>> optimizer = nn.optim.SGD([program.parameters], rate=0.25)
    >>> for _ in range(40):
    ...     _ = program(), program.gradients()
    ...     optimizer.step()
    >>> program.parameters.write_back()
    >>> round(w.data, 6)
    3.0
    """

    def __init__(self, wrt: Sequence[Value], dtype: str) -> None:
        import numpy as np

        self._values = list(wrt)
        self._data, self._grad = np.zeros(len(wrt), dtype), np.zeros(len(wrt), dtype)
        self._set(self._data, [x.data for x in wrt])

    @property
    def names(self) -> list[str | None]:
        """The names of the parameters, in their order."""
        return [value.name for value in self._values]

    @property
    def data(self) -> Any:
        """The numbers, an array that may be changed in place."""
        return self._data

    @data.setter
    def data(self, numbers: Any) -> None:
        self._set(self._data, numbers)

    @property
    def grad(self) -> Any:
        """The gradients that were calculated last, 0 before."""
        return self._grad

    @grad.setter
    def grad(self, numbers: Any) -> None:
        self._set(self._grad, numbers)

    def _set(self, array: Any, numbers: Any) -> None:
        """Raises `DomainError` for a number that is not finite, and names its parameter."""
        import numpy as np

        if isinstance(numbers, np.ndarray) and numbers.dtype == array.dtype and numbers.shape == array.shape:
            with np.errstate(all="ignore"):
                squares = numbers.dot(numbers)
            if math.isfinite(squares):  # as no NaN and no infinity leaves it: the way of an optimizer
                array[...] = numbers
                return
        found = floats(numbers, "block of no numbers")
        if found.shape not in ((), array.shape):
            raise ValueError(say("size of a block", size=len(array), given=" × ".join(map(str, found.shape))))
        self.require_finite(np.broadcast_to(found, array.shape))
        array[...] = found

    def require_finite(self, numbers: Any = None) -> None:
        """Raises `DomainError` for the first number that is not finite in the type of the block, and names its
        parameter. Without numbers, it looks at those of the block, which may have been changed in place."""
        import numpy as np

        found = self._data if numbers is None else numbers
        with np.errstate(over="ignore"):
            inside = np.isfinite(found.astype(self._data.dtype))
        if not inside.all():
            i = int(np.flatnonzero(~inside)[0])
            name = self._values[i].name or f"wrt[{i}]"
            raise beyond_float32(real(float(found[i]), "the data", name=printable(name)), "the data", name)

    def write_back(self) -> None:
        """Give the Values that `compile` got as `wrt` the numbers and the gradients of the block."""
        for value, number, gradient in zip(self._values, self._data.tolist(), self._grad.tolist(), strict=True):
            value.data, value.grad = number, gradient

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<{len(self)} parameters, data={cut(repr(self._data.tolist()))}>"
