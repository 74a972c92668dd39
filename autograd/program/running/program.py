"""A program that was compiled: called with inputs, and asked for its gradients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from autograd.graph.backward import grad
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, TooLargeError, cut
from autograd.language.text import counted
from autograd.program.backends.chosen import Runner, maker
from autograd.program.groups import Plan
from autograd.program.running.collector import no_collector
from autograd.program.running.parameters import Parameters, floats, no_input
from autograd.program.running.recording import Recording

if TYPE_CHECKING:
    from autograd.program.readings.explanation import Explanation
    from autograd.program.readings.names import Names

REDUCTIONS = ("sum", "mean")
MOST_TRIED = 8
"""In so many lanes at most the graph is calculated again, where a run was refused."""
MOST_EXPLAINED = 40
"""A notebook explains a program of so many groups at most by itself; `print(program.explain())` explains every one."""
HELD = 3
"""For so many numbers of lanes runners are kept, those used last: training has batches, often a smaller last one, and
the examples of a validation."""


class Program:
    """What `compile` returns. `parameters` are its parameters, as one block; `groups` are what it calculates, in order.

    A program works in arrays of its own, so two threads must not run it at once.
    """

    def __init__(
        self,
        plan: Plan,
        recording: Recording,
        parameters: Parameters,
        inputs: list[Value],
        backend: str,
        *,
        is_list: bool,
    ) -> None:
        import numpy as np

        self.groups = plan.groups
        self.dtype, self.parameters = parameters.data.dtype.name, parameters
        self._plan, self._recording, self._make, self._is_list = plan, recording, maker(backend), is_list
        self._recorded = np.array([[x.data] for x in inputs]).reshape(len(inputs), 1)
        self._names = [x.name for x in inputs]
        self._held: dict[int, Runner] = {}
        self._last: Runner | None = None
        self._in_lanes = False
        self.backend = backend
        """What was asked for, and is asked for again where a pickle is read."""
        self.first_lane = 0
        """The number that a refusal gives to the first lane, where the lanes are a part of a batch."""

    def __getstate__(self) -> dict[str, Any]:
        """A pickle has neither runners, which are made anew where it is read, nor the last call."""
        left_out = ("_given", "_held", "_last", "_make")
        return {name: part for name, part in vars(self).items() if name not in left_out}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _held={}, _last=None, _make=maker(state["backend"]))

    def __call__(self, inputs: Any = None) -> Any:
        """The outputs for these inputs, or for the recorded ones: a number for each output.

        An array with a line for each example, lanes × inputs, gives an array along the lanes for each output. The
        parameters are those of the block at this moment.

        Raises `DomainError` as the graph does: it names the first node that has no finite value, and its lane.
        Raises `TypeError` or `ValueError` for inputs in another form.
        """
        self._last = None
        self._in_lanes, columns = self._columns(inputs) if inputs is not None else (False, self._as_recorded())
        self._given = columns
        runner = self._runner(columns.shape[1])
        if not runner.run(self.parameters.data, columns):
            self._refuse(runner.refused(), [])
        self._last = runner
        outputs = runner.outputs()
        if self._in_lanes:
            found = [self._along(output, runner.lanes) for output in outputs]
        else:
            found = [output.item(0) for output in outputs]
        return found if self._is_list else found[0]

    def gradients(self, output: int | None = None, reduce: str = "sum") -> Any:
        """The gradients of the last call, in the order of `wrt`, as an array. They also stand in `parameters.grad`.

        They are those of the sum of all outputs over all lanes; with `reduce="mean"` of the mean over the lanes, and
        with `output=0` of the first output alone.

        Raises `DomainError` as `backward()` does where no finite gradient passes. Raises `RuntimeError` before the
        first call.
        """
        if self._last is None:
            raise RuntimeError(say("no last call"))
        if reduce not in REDUCTIONS:
            raise ValueError(say("no reduction", names=say("or").join(map(repr, REDUCTIONS)), reduce=reduce))
        every = range(len(self._plan.outputs))
        is_number = hasattr(output, "__index__") and not isinstance(output, bool)
        if output is not None and not (is_number and output in every):
            raise ValueError(say("no number of an output", last=len(every) - 1, given=cut(repr(output))))
        chosen = every if output is None else [int(output)]
        gradient = self.parameters.grad
        if not self._last.differentiate(chosen, gradient):
            self._refuse(self._last.refused_gradients(), chosen)
        if reduce == "mean":
            lanes = max(1, self._last.lanes)
            if lanes & (lanes - 1):
                gradient /= lanes
            else:  # the reciprocal of a power of 2 is exact, and to multiply is many times as fast
                gradient *= 1.0 / lanes
        return gradient.copy()

    def explain(self) -> Explanation:
        """What became of the graph: the formulas of a textbook, forwards and backwards. `print` shows them.

        >>> import autograd
        >>> w, x = Value(2.0, name="w"), Value(0.5, name="x")
        >>> program = autograd.compile((w * x) ** 2, wrt=[w], inputs=[x])
        >>> [line for line in str(program.explain()).splitlines() if "=" in line][:2]
        ['  U1 = w * x    lanes, 1 node', '  L = U1 ** 2   lanes, 1 node']
        """
        from autograd.program.readings.explanation import Explanation  # only when it is asked for

        return Explanation(self._in_names())

    def source(self, language: str = "numpy") -> str:
        """The program as code that runs without this package: a function forwards and one backwards, in doubles.

        Raises `ValueError` for a language that there is none of.

        >>> import autograd
        >>> w = Value(2.0, name="w")
        >>> autograd.compile(w * w, wrt=[w]).source("numpy").splitlines()[0][3:]
        'A network in NumPy, forwards and backwards.'
        """
        from autograd.program.readings.sources import source  # only when it is asked for

        numbers, inputs = self.parameters.data.tolist(), self._recorded[:, 0].tolist()
        return source(language, self._plan, self._in_names(), numbers, inputs, self.dtype)

    def _in_names(self) -> Names:
        from autograd.program.readings.names import Names

        return Names(self._plan, self.parameters.names, self._names)

    def __repr__(self) -> str:
        nodes = sum(group.size for group in self.groups)
        fields = {"n": nodes, "g": len(self.groups), "p": len(self._plan.parameters), "x": len(self._names)}
        size = "{n} {n:node|nodes} in {g} {g:group|groups}"
        return counted(f"<program of {size}, {{p}} {{p:parameter|parameters}}, {{x}} {{x:input|inputs}}>", (), fields)

    def _repr_markdown_(self) -> str | None:
        """The explanation, or of a large program nothing, so that a notebook shows the line of `repr`."""
        return self.explain().markdown() if len(self.groups) <= MOST_EXPLAINED else None

    def _as_recorded(self) -> Any:
        """The recorded inputs. They are doubles, and one may be too large for float32."""
        return self._finite(self._recorded.T, in_lanes=False) if self._names else self._recorded

    def _columns(self, inputs: Any) -> tuple[bool, Any]:
        """The inputs as an array, inputs × lanes, and whether they came in lanes."""
        wanted = len(self._names)
        if not wanted:
            raise TypeError(say("program without inputs"))
        _refuse_ragged(inputs, wanted)
        numbers = floats(inputs, "inputs are no numbers", self.dtype, wanted=wanted)
        if numbers.shape == () and wanted == 1:
            numbers = numbers.reshape(1)
        if numbers.ndim not in (1, 2) or numbers.shape[-1] != wanted:
            sizes = " × ".join(map(str, numbers.shape)) or say("a single number")
            if wanted == 1:
                raise ValueError(say("one number of an example", given=sizes))
            raise ValueError(say("numbers of an example", count=wanted, given=sizes))
        return numbers.ndim == 2, self._finite(numbers.reshape(-1, wanted), numbers.ndim == 2)

    def _finite(self, numbers: Any, in_lanes: bool) -> Any:
        """The inputs as inputs × lanes, in the program's type. Raises `DomainError` for one not finite there."""
        import numpy as np

        with np.errstate(all="ignore"):
            found = numbers.astype(self.dtype, copy=False)
            sound = np.vdot(found, found) < np.inf  # the fastest sum that no NaN and no infinity leaves finite
        if not sound and not np.isfinite(found).all():
            lane, i = np.argwhere(~np.isfinite(found))[0].tolist()
            name, number = self._names[i] or f"inputs[{i}]", float(numbers[lane, i])
            raise _in_lane(no_input(number, name), lane if in_lanes else None)
        return found.T

    def _runner(self, lanes: int) -> Runner:
        """What runs so many lanes. Those that were used last are kept."""
        import numpy as np

        if lanes in self._held:
            self._held[lanes] = self._held.pop(lanes)  # now the last one
        else:
            for other in list(self._held)[: 1 - HELD]:
                del self._held[other]
            with no_collector(), np.errstate(over="ignore"):  # a constant beyond float32 is refused when it runs
                self._held[lanes] = self._make(self._plan, lanes, self.dtype)
        return self._held[lanes]

    def _along(self, output: Any, lanes: int) -> Any:
        import numpy as np

        return output.copy() if output.shape == (lanes,) else np.full(lanes, output.item())

    def _refuse(self, lanes: Sequence[int], outputs: Sequence[int]) -> NoReturn:
        """Raise the error of the first node that has no finite value in one of these lanes, or through which no finite
        gradient of these outputs passes. Without lanes, it is a node that is the same in all of them.

        The graph is calculated with the numbers of the last call. One who has changed them since, before asking for
        gradients, may get the sentence at the end.
        """
        self.parameters.require_finite()
        parameters, columns = self.parameters.data, self._given
        trials: list[int | None] = [*lanes[:MOST_TRIED]] or [None]
        for lane in trials:
            column = columns[:, lane or 0] if columns.shape[1] else self._recorded[:, 0]
            try:
                nodes = self._recording.again([*parameters.tolist(), *column.tolist()])
                leaves = [nodes[i] for i in self._recording.leaves[: len(parameters)] if i >= 0]
                for i in outputs:
                    grad(nodes[self._recording.outputs[i]], leaves)
            except DomainError as error:
                raise _in_lane(error, self._in_batch(lane)) from None
        if self.dtype == "float32":
            raise _in_lane(TooLargeError(say("not in float32")), self._in_batch(trials[0]))
        raise TooLargeError(say("sum over lanes too large" if outputs else "too large in a program"))

    def _in_batch(self, lane: int | None) -> int | None:
        """What a refusal calls a lane; None if there are no lanes."""
        return None if lane is None or not self._in_lanes else self.first_lane + lane


def _refuse_ragged(inputs: Any, wanted: int) -> None:
    """Raise `ValueError` for lists of several lengths: it names the first that is too short or too long."""
    if isinstance(inputs, list | tuple) and all(isinstance(line, list | tuple) for line in inputs):
        lengths = list(map(len, inputs))
        if len(set(lengths)) > 1:
            line = next(i for i, n in enumerate(lengths) if n != wanted)
            if wanted == 1:
                raise ValueError(say("one number of a line", line=line, found=lengths[line]))
            raise ValueError(say("numbers of a line", count=wanted, line=line, found=lengths[line]))


def _in_lane(error: DomainError, lane: int | None) -> DomainError:
    return error if lane is None else type(error)(say("in lane", lane=lane, sentence=error))
