"""A graph as a program: compiled once, run many times with other parameters and other inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from autograd.calculus.ops import OPS
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import cut
from autograd.notation.refusals import at
from autograd.program.backends.chosen import maker
from autograd.program.groups import Plan
from autograd.program.passes.fusing import fuse
from autograd.program.passes.layout import lay_out
from autograd.program.passes.levels import levels
from autograd.program.passes.reading import Graph
from autograd.program.running.collector import no_collector
from autograd.program.running.parameters import LARGEST, Parameters
from autograd.program.running.program import Program
from autograd.program.running.recording import Recording

WHERE = OPS["where"]


class Learned(Protocol):
    """What has parameters, such as a model of `nn`."""

    def parameters(self) -> Iterable[Value]: ...


def compile(
    out: Value | Sequence[Value],
    wrt: Iterable[Value] | Value | Learned = (),
    inputs: Iterable[Value] | Value = (),
    backend: str = "auto",
    dtype: str = "float64",
) -> Program:
    """A program that calculates `out` and its gradients as the recorded graph does, many times faster.

    `out` is a Value or a list of Values, `wrt` the parameters, or a model that has them, and `inputs` the leaves that
    stand for the numbers of one example. All other leaves are constants. Nothing is recorded anew, and the graph need
    not be kept.

    With `backend="auto"` it runs in C where a compiler is found, and in NumPy where there is none, or where it would
    take long, above 400 kinds of groups. "numpy", "c" and "torch" choose. C is compiled at the first call, and warns
    where that fails.

    The program has parameters of its own, which begin with the numbers of `wrt`: see `Parameters`. A decision that was
    made while recording, by a comparison of Values, is not made again. A sum is added up in an order of its own, so its
    last digit may differ; terms near 1.8e308 may be too large together where the graph's are not. With
    `dtype="float32"` all its numbers have 7 digits and end at 3.4e38, as most networks are trained elsewhere.

    Raises `ValueError` for a `where` if there are `inputs`, since another example may need the other choice, and for a
    leaf that is given twice.
    Raises `TypeError` for what is no Value, or no leaf. Raises `ChangedDataError` if a constant was calculated from
    data that was changed since. Raises `ModuleNotFoundError` where NumPy is missing.

    >>> import autograd
    >>> from autograd import Value, sigmoid
    >>> w, b, x = Value(2.0, name="w"), Value(-1.0, name="b"), Value(0.5, name="x")
    >>> program = autograd.compile(sigmoid(w * x + b), wrt=[w, b], inputs=[x])
    >>> program(), program.gradients().tolist()
    (0.5, [0.125, 0.25])
    >>> program([[0.5], [0.5]]).tolist(), program.gradients().tolist()  # two lanes; the sum of their gradients
    ([0.5, 0.5], [0.25, 0.5])
    """
    outputs: list[Any] = list(out) if isinstance(out, list | tuple) else [out]
    parameters, placeholders = _leaves(wrt, "wrt"), _leaves(inputs, "inputs")
    for node in outputs:
        if not isinstance(node, Value):
            raise TypeError(say("no output to compile", given=cut(repr(node))))
    if not outputs:
        raise ValueError(say("no outputs to compile"))
    if both := set(parameters) & set(placeholders):
        raise ValueError(say("parameter and input", leaf=cut(repr(both.pop()))))
    dtype = getattr(dtype, "name", getattr(dtype, "__name__", dtype))  # of NumPy's own types
    if dtype not in LARGEST:
        raise ValueError(say("no dtype", names=say("or").join(map(repr, LARGEST)), dtype=cut(repr(dtype))))
    maker(backend)  # refuses a back end that there is not, before the work
    with no_collector():
        plan, recording = _planned(outputs, parameters, placeholders)
    block = Parameters(parameters, dtype)
    return Program(plan, recording, block, placeholders, backend, is_list=isinstance(out, list | tuple))


def _planned(
    outputs: Sequence[Value], parameters: Sequence[Value], placeholders: Sequence[Value]
) -> tuple[Plan, Recording]:
    """The program, pass by pass. What the passes tell each other is gone before the collector looks for it."""
    graph = Graph(outputs, parameters, placeholders)
    if placeholders:
        _refuse_decisions(graph)
    recording = Recording(graph)
    return lay_out(graph, levels(graph, fuse(graph))), recording


def _leaves(given: Any, what: str) -> list[Value]:
    if what == "wrt" and not isinstance(given, type) and callable(getattr(given, "parameters", None)):
        given = given.parameters()
    leaves = list(given) if isinstance(given, Iterable) else [given]
    for leaf in leaves:
        if not isinstance(leaf, Value):
            if what == "wrt":
                raise TypeError(say("wrt takes Values", leaf=cut(repr(leaf))))
            raise TypeError(say("inputs takes Values", what=what, leaf=cut(repr(leaf))))
        if leaf.op is not None:
            raise TypeError(say("no leaf", leaf=cut(repr(leaf)), what=what))
    first = dict[Value, int]()
    for i, leaf in enumerate(leaves):
        if first.setdefault(leaf, i) != i:
            raise ValueError(say("leaf twice", what=what, first=first[leaf], second=i, leaf=cut(repr(leaf))))
    return leaves


def _refuse_decisions(graph: Graph) -> None:
    """Raise `ValueError` for the first `where`, also for one of constants: its condition is no input of the node, so
    nothing tells whether another example would choose the other side."""
    decisions = graph.are(*[op for op in graph.kinds if op is not None and op.unbound is WHERE])
    for i in decisions.nonzero()[0][:1]:
        raise ValueError(say("decided while recording", what=at(graph.order[i].op, graph.order[i].inputs)))
