"""What model and loss hold beside their parameters: attributes, and the variables that their functions see.

A program calls no function again. So if a call changes something, the next call may do otherwise, and there can be no
program. What was changed by a call to find out is put back.

Seen are attributes and slots, variables and defaults of functions, parts of a `partial`, the object of a method, what
all of them hold in turn, and the states of generators of Python and NumPy. Not seen is what is within objects of other
packages, in files and in the environment: see `proofs`.
"""

from __future__ import annotations

import random
import sys
from argparse import Namespace
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from types import CellType, FunctionType, MemberDescriptorType, MethodType, SimpleNamespace
from typing import Any

import numpy as np

from autograd import Value
from autograd.language import say
from nn.learning.compiled.recording.lines import NotCompiledError
from nn.learning.optim import Optimizer
from nn.module import Module

OURS = ("autograd", "nn")
"""Packages whose functions hold nothing that changes."""

MANY = 1000
"""A longer list holds data, and is not searched for things that hold others."""


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
        self.variables = list[tuple[str, dict[str, Any], Any]]()  # of modules
        held = [(f"{type(m).__name__}.{name}", x) for m, attributes in self.modules for name, x in attributes.items()]
        held += [(type(m).__name__, m) for m, _ in self.modules]
        for function in _functions([loss, *[x for _, x in held], *_methods(self.modules)]):
            cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
            self.cells += [(name, cell, _inside(cell)) for name, cell in cells]
            space = function.__globals__
            seen = {name: space[name] for name in function.__code__.co_names if name in space}
            self.variables += [(name, space, x) for name, x in seen.items()]
            given = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
            held += [*seen.items(), *[(say("default of a function", name=function.__name__), x) for x in given]]
        held += [*[(name, x) for name, _, x in self.cells], (say("the loss"), loss)]
        held = _reached(held)
        for name, x in held:
            if hasattr(x, "__next__"):
                raise NotCompiledError(say("holds an iterator", name=name))
            if isinstance(x, Optimizer):
                raise NotCompiledError(say("holds an optimizer", name=name))
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
        names += [name for name, space, x in self.variables if space.get(name) is not x]
        names += [
            say("constant of a graph", name=leaf.name or number)
            for leaf, number in self.constants
            if leaf.data != number
        ]
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
        for name, space, x in self.variables:
            space[name] = x
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
        if isinstance(x, partial):
            todo.append(x.func)
        elif type(x) in (list, tuple):
            todo += [part for part in x if callable(part)]
        elif not isinstance(x, FunctionType):
            todo += [f for f in (vars(type(x)).get("__call__"),) if isinstance(f, FunctionType)]
        elif x not in functions and (x.__module__ or "").partition(".")[0] not in OURS:
            functions[x] = None
            seen = [x.__globals__.get(name) for name in x.__code__.co_names]
            todo += [f for f in seen if isinstance(f, FunctionType) and f.__globals__ is x.__globals__]
            todo += [f for f in map(_inside, x.__closure__ or ()) if callable(f)]
    return list(functions)


def _reached(held: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """These things, and those that they hold in turn."""
    found, todo, seen = list[tuple[str, Any]](), held[::-1], set[int]()
    while todo:
        name, x = todo.pop()
        if id(x) in seen:
            continue
        seen.add(id(x))
        found.append((name, x))
        parts: Any = ()
        if isinstance(x, MethodType):
            parts = [(name, x.__self__)]
        elif isinstance(x, partial):
            parts = [(name, part) for part in (x.func, *x.args, *x.keywords.values())]
        elif _has_attributes(x):
            parts = [(f"{_named(name, x)}.{key}", part) for key, part in _attributes(x).items()]
        elif isinstance(x, dict) and len(x) <= MANY:
            parts = [(f"{name}[{key!r}]", part) for key, part in x.items()]
        elif isinstance(x, list | tuple | set | deque) and len(x) <= MANY:
            parts = [(name, part) for part in x]
        todo += [(key, part) for key, part in parts if not isinstance(part, int | float | str)]
    return found


def _named(name: str, x: Any) -> str:
    return x.__name__ if isinstance(x, type) else name


def _has_attributes(x: Any) -> bool:
    """Whether x is an object, a class or a function of a user's own, or a module with slots. Objects of libraries are
    taken as they are."""
    if type(x) in (SimpleNamespace, Namespace):
        return True
    if isinstance(x, Module):
        return bool(_slots(x))
    kind = x if isinstance(x, type | FunctionType) else type(x)
    root = (kind.__module__ or "").partition(".")[0]
    if isinstance(x, Value) or root in OURS or root in sys.stdlib_module_names:
        return False
    has_some = hasattr(x, "__dict__") or bool(_slots(x))
    return has_some and "site-packages" not in (getattr(sys.modules.get(root), "__file__", None) or "")


def _attributes(x: Any) -> dict[str, Any]:
    """All attributes, or those in slots of a module, whose others are known."""
    own = {} if isinstance(x, Module) else getattr(x, "__dict__", {})
    named = {key: part for key, part in own.items() if not (isinstance(x, type) and key.startswith("__"))}
    return named | {name: getattr(x, name) for name in _slots(x) if hasattr(x, name)}


def _slots(x: Any) -> list[str]:
    """The slots of an object, filled or not."""
    return [] if isinstance(x, type) else _slots_of(x.__class__)


@lru_cache
def _slots_of(kind: type) -> list[str]:
    members = {name: part for base in kind.__mro__ for name, part in vars(base).items() if not name.startswith("__")}
    return [name for name, part in members.items() if isinstance(part, MemberDescriptorType)]


def _contents(x: Any) -> Any:
    """A copy of what can change within x; None if nothing can."""
    if isinstance(x, list | dict | set | deque | bytearray | np.ndarray):
        return x.copy()
    if _has_attributes(x):
        return _attributes(x)
    if isinstance(x, random.Random):
        return x.getstate()
    if isinstance(x, np.random.Generator):
        return x.bit_generator.state
    if isinstance(x, np.random.RandomState):
        return x.get_state(legacy=False)
    return None


def _same(now: Any, before: Any) -> bool:
    if isinstance(before, np.ndarray):
        if before.dtype.hasobject:
            return now.shape == before.shape and bool((now == before).all())
        return bool(now.shape == before.shape and now.tobytes() == before.tobytes())  # NaN differs from itself
    if type(before) is dict and all(isinstance(key, str) for key in before) and "bit_generator" in before:
        return repr(now) == repr(before)
    if isinstance(before, dict):
        now, before = [*now.items()], [*before.items()]
        now, before = [x for pair in now for x in pair], [x for pair in before for x in pair]
    if isinstance(before, list | deque):
        return len(now) == len(before) and all(a is b for a, b in zip(now, before, strict=True))
    return bool(now == before)


def _fill(x: Any, contents: Any) -> None:
    if isinstance(x, random.Random):
        x.setstate(contents)
    elif isinstance(x, np.random.Generator):
        x.bit_generator.state = contents
    elif isinstance(x, np.random.RandomState):
        x.set_state(contents)
    elif isinstance(x, np.ndarray | bytearray):
        x[:] = contents
    elif _has_attributes(x):
        for key in _attributes(x).keys() - contents.keys():
            delattr(x, key)
        for key, part in contents.items():
            if getattr(x, key, contents) is not part:
                setattr(x, key, part)
    else:
        x.clear()
        x.extend(contents) if isinstance(x, list | deque) else x.update(contents)
