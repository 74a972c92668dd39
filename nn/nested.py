"""Vectors and images as nested lists: a list of numbers, or a list of channels of rows of numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from numbers import Number
from typing import Any, TypeGuard

from autograd import Value
from autograd.calculus.numbers.number import Number as Calculated
from autograd.language import say
from autograd.language.errors import cut


def is_list(x: Any) -> TypeGuard[Sequence[Any]]:
    """Whether x has parts: a list, a tuple, or an array with axes."""
    return isinstance(x, (list, tuple)) or (
        hasattr(x, "__len__") and not isinstance(x, (str, bytes, dict, set)) and getattr(x, "shape", None) != ()
    )


def flat(x: Any) -> Iterator[Any]:
    """All numbers of x, first to last.

    >>> list(flat([[1, 2], [[3]], 4]))
    [1, 2, 3, 4]
    """
    if is_list(x):
        for part in x:
            yield from flat(part)
    else:
        yield x


def each(f: Callable[..., Any], x: Any, *others: Any) -> Any:
    """f of every number of x, and of the numbers at the same places of `others`, in the shape of x.

    >>> each(lambda a, b: a + b, [1, [2, 3]], [10, [20, 30]])
    [11, [22, 33]]
    """
    if not is_list(x):
        return f(x, *others)
    return [each(f, *parts) for parts in zip(x, *others, strict=True)]


def lifted(number: Any) -> Any:
    """A Value of a plain number. Values stay, and so do the numbers of other systems, such as those of `jvp`."""
    return number if isinstance(number, Calculated) else Value.lift(number)


def shape(x: Any) -> tuple[int, ...]:
    """The length of x, of its first part, of the first part of this part, and so on.

    >>> shape([[1, 2, 3], [4, 5, 6]]), shape(7)
    ((2, 3), ())
    """
    found = []
    while is_list(x):
        found.append(len(x))
        if not len(x):
            break
        x = x[0]
    return tuple(found)


def unlike(x: Any, place: str = "") -> tuple[str, Any, str, Any] | None:
    """The first part of another shape than the first one beside it, after its place; and the same of that first part.

    >>> unlike([[1, 2], [3]]), unlike([[1, 2], [3, 4]])
    (('[1]', [3], '[0]', [1, 2]), None)
    """
    if not is_list(x) or hasattr(x, "shape"):  # an array has rows of one length
        return None
    for i, part in enumerate(x):
        if found := unlike(part, f"{place}[{i}]"):
            return found
        if shape(part) != shape(x[0]):
            return f"{place}[{i}]", part, f"{place}[0]", x[0]
    return None


def size(x: Sequence[Any] | Any) -> str:
    """The shape in words for messages: "3 numbers", "2 × 8 × 8 numbers", "one number", "a list of one number". Of rows
    of several lengths, it names two. What is no number is shown, and so is a list with texts or sets in it."""
    if not is_list(x) and isinstance(x, Number | Value):
        return say("one number")
    if not is_list(x) or any(isinstance(part, Iterable) for part in flat(x)):
        return cut(repr(x))
    if found := unlike(x):
        place, part, first, right = found
        return say("rows of several lengths", place=place, given=size(part), first=first, right=size(right))
    sizes = shape(x)
    return say("a list of one number") if sizes == (1,) else say("so many numbers", count=" × ".join(map(str, sizes)))


def many(n: int) -> str:
    """A number of numbers, in words for messages.

    >>> many(2), many(1)
    ('2 numbers', 'one number')
    """
    return say("one number") if n == 1 else say("so many numbers", count=n)


def plain(x: Any) -> Any:
    """Numbers in nested lists, from whatever holds them: Values, arrays, tuples.

    >>> plain(([Value(1.0), 2.0], 3.0))
    [[1.0, 2.0], 3.0]
    """
    if isinstance(x, Value):
        return x.data
    if hasattr(x, "tolist"):
        x = x.tolist()
    return [plain(part) for part in x] if is_list(x) else x


def like(x: Any, numbers: Any) -> Any:
    """The numbers as a NumPy array if x is one, and they have the shape of one."""
    numpy = sys.modules.get("numpy")  # without it nothing is its array
    if numpy is None or not isinstance(x, numpy.ndarray) or not is_list(numbers):
        return numbers
    try:
        return numpy.array(numbers, dtype=float)
    except ValueError:  # rows of several lengths
        return numbers
