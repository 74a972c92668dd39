"""Whether two graphs differ in their numbers alone, and what the nodes of a graph depend on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import is_

from autograd import Value
from autograd.calculus.order import inputs_first
from autograd.language import say
from nn.learning.compiled.recording.lines import NotCompiledError


def dependence(outputs: Iterable[Value], marks: Mapping[Value, int]) -> dict[Value, int]:
    """For each node the marks of all leaves that it depends on, as the bits of one number.

    >>> x, y = Value(1.0), Value(2.0)
    >>> total = x * y + 3.0
    >>> found = dependence([total], {x: 1, y: 2})
    >>> found[total], [found[node] for node in total.inputs]
    (3, [3, 0])
    """
    found = dict[Value, int]()
    for node in inputs_first(outputs):
        bits = marks.get(node, 0)
        for x in node.inputs:
            bits |= found[x]
        found[node] = bits
    return found


def require_alike(first: Sequence[Value], second: Sequence[Value], partners: Mapping[Value, Value]) -> None:
    """Raise `NotCompiledError` unless both graphs do the same with the same constants. `partners` has for each leaf of
    the first that stands for a number its partner in the second."""
    one, other = inputs_first(first), inputs_first(second)
    if len(one) != len(other) or len(first) != len(second):
        raise NotCompiledError(say("graphs of other sizes", one=len(one), other=len(other)))
    twins = dict[Value, Value]()
    for a, b in zip(one, other, strict=True):
        twins[a] = b
        if a.op is None and b.op is None:
            if partners.get(a, a) is not b and (a in partners or a.data != b.data):
                raise NotCompiledError(say("other constants", one=a.data, other=b.data))
        elif a.op != b.op or not _are(list(map(twins.__getitem__, a.inputs)), b.inputs):
            raise NotCompiledError(say("graphs of one size"))
    if not _are([twins[a] for a in first], second):
        raise NotCompiledError(say("other outputs"))


def _are(some: Sequence[Value], others: Sequence[Value]) -> bool:
    """Whether these are the others, one by one."""
    return len(some) == len(others) and all(map(is_, some, others))
