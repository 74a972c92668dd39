"""The validation of a run in a program: examples are its lanes, some hundreds at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograd import Value
from nn.learning.compiled.passes import Lanes, Result, require_near
from nn.learning.compiled.recording.held import buffers
from nn.learning.compiled.recording.lines import Lines
from nn.learning.compiled.recording.recorded import Recorded
from nn.learning.run.measure import Judge, Tally
from nn.learning.run.settings import Settings
from nn.nested import flat

LANES = 256
"""Examples in one call: enough to make the calls cheap, and few enough for the processor's cache."""
PROOF = 4
"""Examples for which program and graph are compared."""


class Measured:
    """The validation examples in a program, for a model in use. Raises `NotCompiledError` where there is none."""

    def __init__(self, run: Settings, leaves: Sequence[Value]) -> None:
        examples, model, loss = run.validation, run.model, run.loss
        assert examples
        self.model, self.leaves, self.size = model, leaves, len(examples.xs)
        self.lines = Lines("validation", run)
        pair = [0, min(1, self.size - 1)]
        recorded = Recorded(model, loss, [examples.xs[i] for i in pair], [examples.ys[i] for i in pair])
        self.program = Lanes(recorded, leaves, "numpy", self.lines.known)
        self.targets = len(recorded.inputs[0]) - len(list(flat(examples.xs[0])))
        first = range(min(PROOF, self.size))
        found, _ = self._run(first)
        outputs = model.batch([examples.xs[i] for i in first])
        losses = [float(loss(output, examples.ys[i])) for output, i in zip(outputs, first, strict=True)]
        require_near("loss", found.losses, np.array(losses))
        require_near("output", found.outputs, np.array([[float(x) for x in flat(output)] for output in outputs]))

    def measure(self, judge: Judge) -> tuple[Tally, list[bool | None]]:
        """As `measured` does it. Raises `RefusedError`."""
        tally, verdicts = Tally(), list[bool | None]()
        for start in range(0, self.size, LANES):
            result, lines = self._run(range(start, min(start + LANES, self.size)))
            verdicts += judge.many(result.outputs, lines[:, -self.targets :], self.program.lists)
            tally.add(float(result.losses.sum()), verdicts[start:])
        return tally, verdicts

    def _run(self, chosen: range) -> tuple[Result, np.ndarray]:
        lines = self.lines.of(chosen)
        numbers = np.concatenate([[leaf.data for leaf in self.leaves], *buffers(self.model)])
        return self.program.run(lines, numbers, gradient=False), lines
