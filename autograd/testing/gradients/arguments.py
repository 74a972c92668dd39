"""The arguments of a function f under test, as nested lists (numbers, vectors and matrices), and their names in f."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from autograd.graph.value import Value
from autograd.language import say


def mapped(change: Callable[[Any, tuple[int, ...]], Any], nested: Any, path: tuple[int, ...] = ()) -> Any:
    """The nested lists with `change(x, path)` in place of each number x.

    >>> mapped(lambda x, path: (x, path), [[5.0], 7.0])
    [[(5.0, (0, 0))], (7.0, (1,))]
    """
    nested = nested.tolist() if hasattr(nested, "tolist") else nested
    if isinstance(nested, (list, tuple)):
        return [mapped(change, part, (*path, i)) for i, part in enumerate(nested)]
    return change(nested, path)


def flat(nested: Any) -> dict[tuple[int, ...], Any]:
    """The numbers of nested lists, by their places.

    >>> flat([[5.0], 7.0])
    {(0, 0): 5.0, (1,): 7.0}
    """
    found: dict[tuple[int, ...], Any] = {}
    mapped(lambda x, path: found.setdefault(path, x), nested)
    return found


def at(nested: Any, path: tuple[int, ...]) -> Any:
    """What lies at this place of nested lists.

    >>> at([[5.0], 7.0], (0, 0))
    5.0
    """
    for i in path:
        nested = nested[i]
    return nested


def names_of(f: Callable[..., Any], count: int) -> tuple[list[str], bool]:
    """The names of the arguments of f, and whether f takes them by these names.

    >>> names_of(lambda w, x: w * x, 2), names_of(lambda *xs: sum(xs), 2)
    ((['w', 'x'], True), (['x1', 'x2'], False))
    """
    unnamed = ["x"] if count == 1 else [f"x{i}" for i in range(1, count + 1)]
    try:
        signature = inspect.signature(f)
    except (TypeError, ValueError):  # some functions written in C have none
        return unnamed, False
    try:
        taken = signature.bind(*range(count)).arguments
    except TypeError as error:
        function = f"{name_of(f)}{signature}"
        if count == 1:
            raise TypeError(say("a strategy for another function", function=function, error=error)) from None
        raise TypeError(say("strategies for another function", count=count, function=function, error=error)) from None
    kinds = {signature.parameters[name].kind for name in taken}
    names = unnamed if inspect.Parameter.VAR_POSITIONAL in kinds else list(taken)
    return names, kinds <= {inspect.Parameter.POSITIONAL_OR_KEYWORD}


def name_of(f: Callable[..., Any]) -> str:
    """The name of f for a reader."""
    name = getattr(f, "__name__", "")
    return name if name.isidentifier() else "f"


def as_values(argument: Any, name: str) -> Any:
    """The argument with a Value in place of each number, named by its place, as in `W[0][1]`."""
    return mapped(lambda x, path: Value(x, name=name + "".join(f"[{i}]" for i in path)), argument)


def shape(nested: Any) -> str:
    """The shape of nested lists, in words.

    >>> shape(1.0), shape([1.0, 2.0]), shape([[1.0, 2.0, 3.0]])
    ('a number', 'a list of 2', 'a matrix of 1 x 3')
    """
    if not isinstance(nested, (list, tuple)):
        return (
            say("a number")
            if isinstance(nested, (int, float))
            else say("a thing of a type", kind=type(nested).__name__)
        )
    columns = {len(row) if isinstance(row, (list, tuple)) else None for row in nested}
    if len(columns) == 1 and None not in columns:
        return say("a matrix of", rows=len(nested), columns=columns.pop())
    return say("a list of ragged lists" if columns - {None} else "a list of", n=len(nested))
