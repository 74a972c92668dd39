"""What model and loss hold beside their parameters: attributes, and the variables that their functions see.

A program calls no function again. So if a call changes something, the next call may do otherwise, and there can be no
program. What was changed by a call to find out is put back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from types import CellType, FunctionType
from typing import Any

import numpy as np

from autograd import Value
from nn.learning.compiled.lines import NotCompiledError
from nn.module import Module

OURS = ("autograd", "nn")
"""Packages whose functions hold nothing that changes."""


class Held:
    """What is held at this moment, except for the model's own buffers and random generators. `constants` are leaves of
    graphs and their numbers, to be looked after too.

    >>> model = Module()
    >>> model.calls = []
    >>> before = Held(model, print)
    >>> model.calls.append(1.0)
    >>> before.changed(), before.restored(), model.calls, before.changed()
    ('Module.calls', 'Module.calls', [], '')
    """

    def __init__(self, model: Module, loss: Callable[..., Any], constants: Sequence[tuple[Value, float]] = ()) -> None:
        self.constants = constants
        self.modules = [(module, dict(vars(module))) for _, module in model.modules()]
        self.cells = list[tuple[str, CellType, Any]]()
        held = [(f"{type(m).__name__}.{name}", x) for m, attributes in self.modules for name, x in attributes.items()]
        for function in _functions([loss, *[x for _, x in held], *_methods(self.modules)]):
            cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
            self.cells += [(name, cell, _inside(cell)) for name, cell in cells]
            seen = {name: function.__globals__.get(name) for name in function.__code__.co_names}
            given = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
            held += [*seen.items(), *[(f"a default of {function.__name__}", x) for x in given]]
        held += [(name, x) for name, _, x in self.cells]
        if not isinstance(loss, FunctionType):
            held += getattr(loss, "__dict__", {}).items()
        for name, x in held:
            if hasattr(x, "__next__"):
                raise NotCompiledError(f"{name} is an iterator, which gives something else each time")
        known = {*map(id, buffers(model)), *map(id, model.randoms())}
        self.contents = [(name, x, _contents(x)) for name, x in held if id(x) not in known and _contents(x) is not None]

    def changed(self) -> str:
        """The name of something that has changed, or nothing."""
        for module, attributes in self.modules:
            now = vars(module)
            for name in {**attributes, **now}:
                if not (name in now and name in attributes and now[name] is attributes[name]):
                    return f"{type(module).__name__}.{name}"
        names = [name for name, cell, x in self.cells if _inside(cell) is not x]
        names += [f"the constant {leaf.name or number}" for leaf, number in self.constants if leaf.data != number]
        names += [name for name, x, contents in self.contents if not _same(_contents(x), contents)]
        return names[0] if names else ""

    def restored(self) -> str:
        """Put back what has changed; the name of something that has, or nothing."""
        changed = self.changed()
        for module, attributes in self.modules:
            vars(module).clear()
            vars(module).update(attributes)
        for _, cell, x in self.cells:
            if _inside(cell) is not x:
                cell.cell_contents = x
        for _, x, contents in self.contents:
            if not _same(_contents(x), contents):
                _fill(x, contents)
        return changed


def buffers(model: Module) -> list[list[Any]]:
    """All lists of numbers that are kept with a model and are not learned."""
    return [numbers for _, module in model.modules() for numbers in module.buffers().values()]


def _inside(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return None


def _methods(modules: list[tuple[Module, Any]]) -> Iterator[Any]:
    for module, _ in modules:
        yield from (x for kind in type(module).__mro__ for x in vars(kind).values())


def _functions(found: list[Any]) -> list[FunctionType]:
    """The functions among these things, and those of the same files that they see, except for ours."""
    functions, todo = dict[FunctionType, None](), list(found)
    while todo:
        x = todo.pop()
        x = getattr(x, "__func__", x)
        if type(x) in (list, tuple):
            todo += [part for part in x if callable(part)]
        elif not isinstance(x, FunctionType):
            todo += [f for f in (vars(type(x)).get("__call__"),) if isinstance(f, FunctionType)]
        elif x not in functions and (x.__module__ or "").partition(".")[0] not in OURS:
            functions[x] = None
            seen = [x.__globals__.get(name) for name in x.__code__.co_names]
            todo += [f for f in seen if isinstance(f, FunctionType) and f.__globals__ is x.__globals__]
            todo += [f for f in map(_inside, x.__closure__ or ()) if callable(f)]
    return list(functions)


def _contents(x: Any) -> Any:
    """A copy of what can change within x; None if nothing can."""
    if type(x) in (list, dict, set):
        return x.copy()
    if isinstance(x, random.Random):
        return x.getstate()
    if isinstance(x, np.random.Generator):
        return x.bit_generator.state
    return None


def _same(now: Any, before: Any) -> bool:
    if type(before) is dict and all(isinstance(key, str) for key in before) and "bit_generator" in before:
        return repr(now) == repr(before)
    if type(before) is dict:
        now, before = [*now.items()], [*before.items()]
        now, before = [x for pair in now for x in pair], [x for pair in before for x in pair]
    if type(before) is list:
        return len(now) == len(before) and all(a is b for a, b in zip(now, before, strict=True))
    return bool(now == before)


def _fill(x: Any, contents: Any) -> None:
    if isinstance(x, random.Random):
        x.setstate(contents)
    elif isinstance(x, np.random.Generator):
        x.bit_generator.state = contents
    else:
        x.clear()
        x.extend(contents) if type(x) is list else x.update(contents)
