"""A graph as a program: compiled once, run many times with other parameters and other inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from autograd.calculus.ops import OPS
from autograd.graph.backward import grad
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, TooLargeError, cut, real
from autograd.language.text import printable
from autograd.notation.refusals import at
from autograd.program.groups import Plan
from autograd.program.parameters import Parameters
from autograd.program.passes.fusing import fuse
from autograd.program.passes.layout import lay_out
from autograd.program.passes.levels import levels
from autograd.program.passes.reading import Graph
from autograd.program.recording import Recording

if TYPE_CHECKING:
    from autograd.program.backends.arrays import Arrays

WHERE = OPS["where"]
BACKENDS = ("auto", "numpy")
REDUCTIONS = ("sum", "mean")
MOST_TRIED = 8
"""In so many lanes at most the graph is calculated again, where a run was refused."""
HELD = 2
"""For so many numbers of lanes arrays are kept: a run over a data set often ends with a smaller batch."""


def compile(
    out: Value | Sequence[Value], wrt: Iterable[Value] = (), inputs: Iterable[Value] = (), backend: str = "auto"
) -> Program:
    """A program that calculates `out` and its gradients as the recorded graph does, many times faster.

    `out` is a Value or a list of Values, `wrt` the parameters, and `inputs` the leaves that stand for the numbers of
    one example. All other leaves are constants. Nothing is recorded anew, and the graph need not be kept.

    The program has parameters of its own, which begin with the numbers of `wrt`: see `Parameters`. A decision that was
    made while recording, by a comparison of Values, is not made again. A sum is added up in an order of its own, so its
    last digit may differ; terms near 1.8e308 may be too large together where the graph's are not.

    Raises `ValueError` where lanes could decide otherwise than a `where` has, and for a leaf that is given twice.
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
            raise TypeError(f"out is a Value or a list of Values, and {cut(repr(node))} is neither")
    if not outputs:
        raise ValueError("out is an empty list: a program has one output or more")
    if both := set(parameters) & set(placeholders):
        raise ValueError(
            f"{cut(repr(both.pop()))} is in wrt and in inputs: a leaf is a parameter or an input, not both"
        )
    if backend not in BACKENDS:
        raise ValueError(f"the back ends are {' and '.join(map(repr, BACKENDS))}, and {backend!r} is none of them")
    try:
        import numpy  # noqa: F401
    except ModuleNotFoundError:
        raise ModuleNotFoundError('compile needs NumPy: pip install "ringograd[numpy]"', name="numpy") from None
    graph = Graph(outputs, parameters, placeholders)
    _refuse_decisions(graph)
    recording = Recording(graph)
    plan = lay_out(graph, levels(graph, fuse(graph)))
    return Program(plan, recording, parameters, placeholders, is_list=isinstance(out, list | tuple))


def _leaves(given: Any, what: str) -> list[Value]:
    leaves = list(given) if isinstance(given, Iterable) else [given]
    for leaf in leaves:
        if not isinstance(leaf, Value):
            raise TypeError(f"{what} is a list of Values, and {cut(repr(leaf))} is none")
        if leaf.op is not None:
            raise TypeError(f"{cut(repr(leaf))} in {what} was calculated: give the leaves that it was calculated from")
    if len(set(leaves)) < len(leaves):
        twice = next(leaf for i, leaf in enumerate(leaves) if any(leaf is other for other in leaves[:i]))
        raise ValueError(f"{cut(repr(twice))} comes twice in {what}: give each Value once")
    return leaves


def _refuse_decisions(graph: Graph) -> None:
    """Raise `ValueError` for the first `where` that depends on a placeholder."""
    for i, op in enumerate(graph.ops):
        if op is not None and graph.lanes[i] and op.unbound is WHERE:
            raise ValueError(say("decided while recording", what=at(op, graph.order[i].inputs)))


class Program:
    """What `compile` returns. `parameters` are its parameters, as one block; `groups` are what it calculates, in order.

    A program works in arrays of its own, so two threads must not run it at once.
    """

    def __init__(
        self, plan: Plan, recording: Recording, wrt: list[Value], inputs: list[Value], *, is_list: bool
    ) -> None:
        import numpy as np

        self.groups = plan.groups
        self.parameters = Parameters(wrt)
        self._plan, self._recording, self._is_list = plan, recording, is_list
        self._recorded = np.array([[x.data] for x in inputs]).reshape(len(inputs), 1)
        self._names = [x.name for x in inputs]
        self._held: dict[int, Arrays] = {}
        self._last: Arrays | None = None
        self._in_lanes = False

    def __call__(self, inputs: Any = None) -> Any:
        """The outputs for these inputs, or for the recorded ones: a number for each output.

        An array with a line for each example, lanes × inputs, gives an array along the lanes for each output. The
        parameters are those of the block at this moment.

        Raises `DomainError` as the graph does: it names the first node that has no finite value, and its lane.
        Raises `TypeError` or `ValueError` for inputs in another form.
        """
        self._last = None
        self._in_lanes, columns = (False, self._recorded) if inputs is None else self._columns(inputs)
        self._given = self.parameters.data.copy(), columns
        arrays = self._arrays(columns.shape[1])
        if not arrays.run(*self._given):
            self._refuse(arrays.refused(), [])
        self._last = arrays
        found = [self._shown(output, arrays.lanes) for output in arrays.outputs()]
        return found if self._is_list else found[0]

    def gradients(self, output: int | None = None, reduce: str = "sum") -> Any:
        """The gradients of the last call, in the order of `wrt`, as an array. They also stand in `parameters.grad`.

        They are those of the sum of all outputs over all lanes; with `reduce="mean"` of the mean over the lanes, and
        with `output=0` of the first output alone.

        Raises `DomainError` as `backward()` does where no finite gradient passes. Raises `RuntimeError` before the
        first call.
        """
        if self._last is None:
            raise RuntimeError("gradients are those of the last call, and there was none: call the program first")
        if reduce not in REDUCTIONS:
            raise ValueError(f"reduce is {' or '.join(map(repr, REDUCTIONS))}, not {reduce!r}")
        every = range(len(self._plan.outputs))
        if output is not None and output not in every:
            raise ValueError(f"output is a number from 0 to {len(every) - 1}, not {output!r}")
        chosen = every if output is None else [output]
        gradient = self.parameters.grad
        if not self._last.differentiate(chosen, gradient):
            self._refuse(self._last.refused_gradients(), chosen)
        if reduce == "mean":
            gradient /= max(1, self._last.lanes)
        return gradient.copy()

    def __repr__(self) -> str:
        nodes = sum(group.size for group in self.groups)
        counts = f"{len(self._plan.parameters)} parameters, {len(self._names)} inputs"
        return f"<program of {nodes} nodes in {len(self.groups)} groups, {counts}>"

    def _columns(self, inputs: Any) -> tuple[bool, Any]:
        """The inputs as an array, inputs × lanes, and whether they came in lanes."""
        import numpy as np

        wanted = len(self._names)
        if not wanted:
            raise TypeError("the program takes no inputs: compile names them, as in compile(out, wrt, inputs=[x])")
        try:
            numbers = np.asarray(inputs)
            if numbers.dtype.kind not in "fiuO":
                raise TypeError
            numbers = numbers.astype(float)
        except (TypeError, ValueError):
            raise TypeError(f"inputs are numbers, lanes × {wanted}, not {cut(repr(inputs))}") from None
        if numbers.shape == () and wanted == 1:
            numbers = numbers.reshape(1)
        if numbers.ndim not in (1, 2) or numbers.shape[-1] != wanted:
            sizes = " × ".join(map(str, numbers.shape)) or "one number"
            raise ValueError(
                f"the program takes {wanted} number{'s' * (wanted > 1)} for each example, in a list or as an array "
                f"lanes × {wanted}, and was given {sizes}"
            )
        columns = numbers.reshape(-1, wanted).T
        if not np.isfinite(columns).all():
            lane, i = np.argwhere(~np.isfinite(columns.T))[0].tolist()
            try:
                real(float(columns[i, lane]), "the variable", name=printable(self._names[i] or f"inputs[{i}]"))
            except DomainError as error:
                raise _in_lane(error, lane if numbers.ndim == 2 else None) from None
        return numbers.ndim == 2, columns

    def _arrays(self, lanes: int) -> Arrays:
        """The arrays for so many lanes. Those of the last few numbers of lanes are kept."""
        from autograd.program.backends.arrays import Arrays

        if lanes not in self._held:
            for other in list(self._held)[: 1 - HELD]:
                del self._held[other]
            self._held[lanes] = Arrays(self._plan, lanes)
        return self._held[lanes]

    def _shown(self, output: Any, lanes: int) -> Any:
        import numpy as np

        if self._in_lanes:
            return np.array(np.broadcast_to(output, (lanes,)))
        return float(output.reshape(-1)[0])

    def _refuse(self, lanes: Sequence[int], outputs: Sequence[int]) -> NoReturn:
        """Raise the error of the first node that has no finite value in one of these lanes, or through which no finite
        gradient of these outputs passes. Without lanes, it is a node that is the same in all of them."""
        parameters, columns = self._given
        trials: list[int | None] = [*lanes[:MOST_TRIED]] or [None]
        for lane in trials:
            column = columns[:, lane or 0] if columns.shape[1] else self._recorded[:, 0]
            try:
                nodes = self._recording.again([*parameters.tolist(), *column.tolist()])
                leaves = [nodes[i] for i in self._recording.leaves[: len(parameters)] if i >= 0]
                for i in outputs:
                    grad(nodes[self._recording.outputs[i]], leaves)
            except DomainError as error:
                raise _in_lane(error, lane if self._in_lanes else None) from None
        raise TooLargeError(say("sum over lanes too large" if outputs else "too large in a program"))


def _in_lane(error: DomainError, lane: int | None) -> DomainError:
    return error if lane is None else type(error)(say("in lane", lane=lane, sentence=error))
