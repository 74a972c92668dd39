"""The steps of two networks as functions of CasADi's SX, the symbols that are quickest to run: `pip install casadi`.

They are called through buffers, which spares them the way through CasADi's own matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

Step = Callable[[], tuple[float, Any]]


def demo_step(sizes: Sequence[int], parameters: Any, points: Sequence[tuple[Any, Any]]) -> Step | None:
    """The max-margin loss of an MLP with ReLU, with weight decay, of all points. None where CasADi is missing."""
    casadi = imported()
    if casadi is None:
        return None
    symbols = casadi.SX.sym("w", len(parameters))
    scores = network(casadi, symbols, sizes, casadi.DM(np.array([point for point, _ in points]).T))
    margins = casadi.fmax(1.0 - casadi.DM([[label for _, label in points]]) * scores, 0.0)
    loss = casadi.sum2(margins) / len(points) + 1e-4 * casadi.sumsqr(symbols)
    return called(casadi.Function("f", [symbols], [loss, casadi.gradient(loss, symbols)]), [np.array(parameters)])


def softmax_network(sizes: Sequence[int], parameters: Any, xs: Any, classes: Any) -> Step | None:
    """The mean cross-entropy of an MLP with ReLU, as a function of one example that is mapped over the batch; the
    gradients are summed as it goes. None where CasADi is missing."""
    casadi = imported()
    if casadi is None:
        return None
    symbols, x = casadi.SX.sym("w", len(parameters)), casadi.SX.sym("x", sizes[0])
    target = casadi.SX.sym("target", sizes[-1])
    logits = network(casadi, symbols, sizes, x)
    loss = (casadi.logsumexp(logits) - casadi.dot(target, logits)) / len(xs)
    one = casadi.Function("f", [symbols, x, target], [loss, casadi.gradient(loss, symbols)])
    batch = one.map("batch", "serial", len(xs), [0], [0, 1])
    return called(batch, [np.array(parameters), xs.copy(), np.eye(sizes[-1])[classes]])


def imported() -> Any:
    try:
        import casadi
    except ModuleNotFoundError:
        return None
    return casadi


def network(casadi: Any, symbols: Any, sizes: Sequence[int], x: Any) -> Any:
    """The outputs of an MLP with ReLU, a column for each example. Parameters are those of nn.MLP, in its order."""
    at = 0
    for i, (nin, nout) in enumerate(pairwise(sizes), 1):
        rows = casadi.reshape(symbols[at : at + nout * (nin + 1)], nin + 1, nout)
        at += nout * (nin + 1)
        x = casadi.mtimes(rows[:nin, :].T, x) + casadi.repmat(rows[nin, :].T, 1, x.shape[1])
        x = casadi.fmax(x, 0.0) if i < len(sizes) - 1 else x
    return x


def called(function: Any, arguments: list[Any]) -> Step:
    """The function of a loss and its gradients, with these arguments."""
    buffer, trigger = function.buffer()
    results: list[Any] = [np.zeros(function.numel_out(i)) for i in range(2)]
    for i, array in enumerate(arguments):
        buffer.set_arg(i, memoryview(array))
    for i, result in enumerate(results):
        buffer.set_res(i, memoryview(result))
    kept = function, buffer, arguments  # for the trigger, which does not keep them

    def step() -> tuple[float, Any]:
        assert kept
        trigger()
        return float(results[0][0]), results[1]

    return step
