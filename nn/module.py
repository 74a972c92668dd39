"""The base of every part of a network: it has parameters, parts of its own, and a mode, training or use.

A subclass calculates the output for one example in `__call__`. Its parameters are the Values among its attributes that
were not calculated. Its parts are the modules among its attributes. Both may be in lists and dicts. So a network of
your own needs nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, Self

from autograd import Value
from autograd.language import say
from autograd.language.errors import refuse_kind
from nn.nested import flat, is_list


class Module:
    """A part of a network.

    >>> class Line(Module):
    ...     def __init__(self):
    ...         self.slope, self.offset = Value(2.0, name="slope"), Value(1.0, name="offset")
    ...     def __call__(self, x):
    ...         return self.slope * x + self.offset
    >>> line = Line()
    >>> [p.name for p in line.parameters()], [y.data for y in line.batch([3.0, 4.0])]
    (['slope', 'offset'], [7.0, 9.0])
    """

    training = True
    """Whether the part is in training or in use. Dropout and batch normalisation work differently in the two."""

    def __call__(self, x: Any) -> Any:
        raise TypeError(say("a module without a call", kind=type(self).__name__))

    def batch(self, xs: Sequence[Any]) -> list[Any]:
        """The outputs for several examples. Batch normalisation alone mixes them."""
        if not (hasattr(xs, "__iter__") or hasattr(xs, "__getitem__")):
            refuse_kind("xs", xs, "kind list")
        return [self(x) for x in xs]

    def tensors(self) -> dict[str, Any]:
        """The parameters of this part alone, by name: Values, or nested lists of them."""
        return {path: x for name, attribute in vars(self).items() for path, x in _tensors(name, attribute)}

    def own(self) -> list[Value]:
        """The parameters of this part alone."""
        return [parameter for tensor in self.tensors().values() for parameter in flat(tensor)]

    def parts(self) -> dict[str, Module]:
        """The modules that this one is made of, by name."""
        return {path: part for name, attribute in vars(self).items() for path, part in _parts(name, attribute)}

    def buffers(self) -> dict[str, list[float]]:
        """The numbers of this part that are kept with it, but are not learned by gradients."""
        return {}

    def modules(self) -> Iterator[tuple[str, Module]]:
        """This module and all its parts, each once, with the path to it."""
        seen, todo = set[int](), [("", self)]
        while todo:
            path, module = todo.pop()
            if id(module) not in seen:
                seen.add(id(module))
                yield path, module
                inner = [(f"{path}.{name}".lstrip("."), part) for name, part in module.parts().items()]
                todo += reversed(inner)

    def parameters(self) -> list[Value]:
        """The Values that are learned, each once, always in the same order."""
        return list(dict.fromkeys(parameter for _, module in self.modules() for parameter in module.own()))

    def randoms(self) -> list[random.Random]:
        """The random generators of its parts."""
        return [x for _, module in self.modules() for x in vars(module).values() if isinstance(x, random.Random)]

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0, because `backward()` adds to it."""
        for parameter in self.parameters():
            parameter.grad = 0.0

    def train(self, mode: bool = True) -> Self:
        """Set this module and all its parts to training, or with False to use. Returns the module."""
        for _, module in self.modules():
            module.training = mode
        return self

    def eval(self) -> Self:
        """Set this module and all its parts to use. Returns the module."""
        return self.train(False)


def _tensors(path: str, x: Any) -> Iterator[tuple[str, Any]]:
    """The Values and lists of Values in x that are learned, by their paths."""
    if _to_learn(x):
        yield path, x
    elif isinstance(x, (dict, list, tuple)):
        for key, part in x.items() if isinstance(x, dict) else enumerate(x):
            yield from _tensors(f"{path}.{key}", part)


def _parts(path: str, x: Any) -> Iterator[tuple[str, Module]]:
    if isinstance(x, Module):
        yield path, x
    elif isinstance(x, (dict, list, tuple)):
        for key, part in x.items() if isinstance(x, dict) else enumerate(flat(x)):
            yield from _parts(f"{path}.{key}", part)


def _to_learn(x: Any) -> bool:
    """Whether x is a Value that was not calculated from others, or a list with nothing else in it."""
    if not is_list(x):
        return isinstance(x, Value) and x.op is None
    return bool(len(x)) and all(map(_to_learn, x))
