"""NumPy's functions of our numbers: `np.exp(v)` is the row `exp`, of a number or of each number of an array.

NumPy hands a call over to the number that it was given, by `__array_ufunc__`. It is never imported here: whoever calls
one of its functions has imported it. Where all that it was given are arrays of our numbers, NumPy calls their methods
itself; `np.maximum` then compares them, and gives one of the two at a tie, with the whole gradient.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any

from autograd.language import say

METHODS = {name: name for name in (
    "exp", "log", "log2", "log10", "log1p", "expm1", "sqrt", "cbrt", "sin", "cos", "tan", "sinh", "cosh", "tanh",
    "hypot", "maximum", "minimum",
)} | {
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh",
    "arctan2": "atan2", "absolute": "abs", "fabs": "abs", "fmax": "maximum", "fmin": "minimum",
}  # fmt: skip
"""NumPy's functions by their names, and the row of each, which is a method of our numbers."""
OTHERS: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "negative": operator.neg,
    "power": operator.pow,
    "float_power": operator.pow,
    "logaddexp": lambda x, y: x._logsumexp((x, y)),
    "exp2": lambda x: 2.0**x,
    "square": lambda x: x * x,
    "reciprocal": lambda x: 1.0 / x,
    "positive": operator.pos,
    "conjugate": operator.pos,  # all are real
    "floor_divide": operator.floordiv,  # these two are refused as in Python
    "remainder": operator.mod,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.eq,
    "not_equal": operator.ne,
}
"""NumPy's functions that are operators of our numbers, or are made of them."""
Systems = Callable[[Sequence[Any]], Any]
"""`number.system_of`."""


def called(systems: Systems, ufunc: Any, method: str, inputs: Sequence[Any], options: Mapping[str, Any]) -> Any:
    """What NumPy's function gives for these inputs, of which one at least is a number of ours.

    Raises `TypeError` for a function that has no row, for its methods such as `reduce`, and for options such as `out`.

    >>> import numpy as np
    >>> from autograd import Value
    >>> x = Value(0.0, name="x")
    >>> np.tanh(x).op, [v.data for v in np.maximum(x, np.array([-1.0, 2.0]))]
    (<op tanh>, [0.0, 2.0])
    >>> np.sign(x)
    Traceback (most recent call last):
    TypeError: numpy.sign has no derivative here, so no graph can hold it (did you mean numpy.sin?)
    """
    name = ufunc.__name__
    if ufunc.signature:  # of arrays as a whole, such as matmul
        raise TypeError(say("matrix product of one Value", name=name))
    if name not in METHODS and name not in OTHERS:
        near = get_close_matches(name, [*METHODS, *OTHERS], n=1)
        if near:
            raise TypeError(say("function without a derivative, near another", name=name, near=near[0]))
        raise TypeError(say("function without a derivative", name=name))
    if method != "__call__":
        raise TypeError(say("method of an array", name=name, method=method))
    if options:
        raise TypeError(say("options of a function of NumPy", name=name, options=", ".join(options)))
    numpy: Any = sys.modules["numpy"]
    xs = [x.item() if isinstance(x, numpy.generic) else x for x in inputs]  # NumPy's numbers become Python's
    if not any(isinstance(x, (list, tuple)) or getattr(x, "ndim", 0) for x in xs):
        return _of_numbers(systems, name, *xs)
    arrays = [_array(numpy, x) for x in xs]
    return numpy.frompyfunc(partial(_of_numbers, systems, name), len(xs), 1)(*arrays)


def _of_numbers(systems: Systems, name: str, x: Any, *others: Any) -> Any:
    system = systems([x, *others])
    x = system.lift(x) if system else x
    return getattr(system, METHODS[name])(x, *others) if name in METHODS else OTHERS[name](x, *others)


def _array(numpy: Any, x: Any) -> Any:
    """An array of Python's objects. A number of ours in an array of its own is not asked again."""
    if isinstance(x, (numpy.ndarray, list, tuple)):
        return numpy.asarray(x, dtype=object)
    alone = numpy.empty((), dtype=object)
    alone[()] = x
    return alone
