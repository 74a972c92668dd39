"""Mistakes with a loss, a batch, a pooling, a normalisation or a step of training."""

from __future__ import annotations

from collections.abc import Sequence

from autograd.by_hand.mistakes.kinds.misconceptions import At, Numbers
from autograd.by_hand.mistakes.kinds.slopes import with_constants
from autograd.by_hand.sheet.roles import is_square
from autograd.calculus.ops import OPS
from autograd.graph.value import Value

SOFTMAX = ("softmax", "log_softmax")


def _share(at: At) -> float:
    """The output of softmax that belongs to the row's input."""
    local, here = at.again(*at.xs), float(at.op.bound["j"] == at.row.slot)
    if at.op.name == "log_softmax":
        return here - local
    return at.xs[0] if here else -local / at.xs[0]


def output_for_the_error(at: At) -> Numbers:
    """p for p - t: the output of the network, where its error belongs."""
    if at.op.name == "log_softmax" and at.op.bound["j"] == at.row.slot:
        yield -_share(at)
    elif at.op.name == "softmax" and at.op.bound["j"] == at.row.slot:
        yield -at.xs[0] * _share(at)
    elif at.op.name in ("power", "mul") and at.row.node.inputs[0].op is OPS["sub"]:
        _, *xs = at.xs
        without = [_without_target(at, x, of) for x, of in zip(xs, at.row.node.inputs, strict=True)]
        if without != xs:
            yield at.again(at.op.value(*without), *without)


def _without_target(at: At, number: float, difference: Value) -> float:
    """A difference with 0 for the target, which is the leaf of the two."""
    if difference.op is OPS["sub"]:
        y, t = difference.inputs
        if t.op is None and y.op is not None:
            return number + at.value(t)
        if y.op is None and t.op is not None:
            return number - at.value(y)
    return number


def softmax_again(at: At) -> Numbers:
    """p (1 - p) once more, after p - t, which contains it already."""
    if at.op.name in SOFTMAX:
        p = _share(at)
        yield at.again(*at.xs) * p * (1.0 - p)
        yield _jacobian_again(at, p)


def _jacobian_again(at: At, p: float) -> float:
    """The row's local gradient, multiplied by the whole Jacobian of softmax: its entries are p (1 - p) and -p q."""
    j, slot, (_, *xs) = int(at.op.bound["j"]), at.row.slot, at.inputs
    outputs: list[float] = [OPS["softmax"].bind(float(k)).value(*xs) for k in range(len(xs))]
    own = outputs[j]
    through = float(j == slot) - own + (sum(q * q for q in outputs) - p)
    return p * through * (1.0 if at.op.name == "log_softmax" else own)


def diagonal_alone(at: At) -> Numbers:
    """Softmax as if each output depended on its own input alone."""
    if at.op.name in SOFTMAX and at.op.bound["j"] != at.row.slot:
        yield 0.0


def wrong_class(at: At) -> Numbers:
    """The output of another class than the right one."""
    if at.op.name in SOFTMAX:
        n = len(at.row.node.inputs)
        for step in range(1, min(n, 5)):
            op = OPS[at.op.name].bind(float((at.op.bound["j"] + step) % n))
            if at.row.kind != "local":
                yield op.value(*at.xs)
            else:
                xs = at.xs[1:]
                yield op.partials(op.value(*xs), *xs)[at.row.slot]


def one_example(at: At) -> Numbers:
    """The gradient of one example by itself, without its share 1/n in the mean."""
    if at.row.to.op is None:
        yield from (len(at.xs) * x for x in at.xs)


def largest_for_all(at: At) -> Numbers:
    """A maximum that lets the gradient through to all of its inputs."""
    if at.op.name in ("max", "maximum", "min", "minimum"):
        yield 1.0


def mean_for_the_largest(at: At) -> Numbers:
    if at.op.name in ("max", "maximum"):
        xs = _inputs(at)
        yield 1.0 / len(xs) if at.row.kind == "local" else sum(xs) / len(xs)


def largest_for_the_mean(at: At) -> Numbers:
    if at.op.name == "mean" and at.row.node not in at.work.loss:
        xs = _inputs(at)
        yield float(xs[at.row.slot] == max(xs)) if at.row.kind == "local" else max(xs)


def _inputs(at: At) -> Sequence[float]:
    return at.inputs[1:] if at.row.kind == "local" else at.xs


def scale_left_out(at: At) -> Numbers:
    """A constant factor on the way, such as the 1/(1 - p) of dropout, is left out."""
    if at.op.name not in ("mul", "div") or at.row.node in at.work.loss:
        return
    for slot, x in enumerate(at.row.node.inputs):
        constant = x.op is None and x not in at.work.trained and at.row.node.inputs[1 - slot].op is not None
        if constant and (slot or at.op.name == "mul"):
            if at.row.kind != "local":
                yield at.xs[1 - slot]
            elif at.row.slot != slot:
                yield 1.0


def _is_variance(node: Value) -> bool:
    """Whether the node is a variance, or a mean of squared differences."""
    squares = all(is_square(x) and x.inputs[0].op is OPS["sub"] for x in node.inputs)
    return node.op is OPS["variance"] or (node.op is OPS["mean"] and squares)


def mean_held(at: At) -> Numbers:
    """A mean that is differentiated as if it were a constant."""
    if at.op.name == "mean" and at.row.node not in at.work.loss and not _is_variance(at.row.node):
        yield 0.0


def variance_held(at: At) -> Numbers:
    """A variance that is differentiated as if it were a constant."""
    if at.row.node not in at.work.loss and _is_variance(at.row.node):
        yield 0.0


def statistics_held(at: At) -> Numbers:
    yield from mean_held(at)
    yield from variance_held(at)


def one_less(at: At) -> Numbers:
    """n - 1 for n in a variance."""
    n = len(at.row.node.inputs)
    if at.row.node not in at.work.loss and _is_variance(at.row.node) and n > 1:
        yield at.again(*at.xs) * n / (n - 1)


def _decays(at: At, node: Value, to: Value) -> bool:
    """Whether the node is the square of a parameter in a penalty."""
    return node in at.work.penalties and to in at.work.trained


def decay_left_out(at: At) -> Numbers:
    """The contribution of a penalty λ w² is left out."""
    if _decays(at, at.row.node, at.row.to):
        yield 0.0


def decay_of_biases(at: At) -> Numbers:
    """Weight decay is applied to a bias too: that of the optimizer, or that of a penalty."""
    if at.row.node not in at.work.biases and at.row.to not in at.work.biases:
        return
    if at.work.update and at.row.constants and not at.row.constants.decay:
        yield from (with_constants(at, decay=decay) for decay in {*at.work.update.decays.values()} if decay)
    if not at.of_a_gradient:
        return
    for row, number in zip(at.work.rows, at.numbers, strict=True):
        if row.kind == "contribution" and _decays(at, row.node, row.to) and at.value(row.to):
            times = len([x for x in row.node.inputs if x is row.to])
            yield at.again(*at.xs) + times * number / at.value(row.to) * at.value(at.row.to)
            return


def divided_by_the_rate(at: At) -> Numbers:
    if at.row.rate:
        yield at.xs[0] - at.xs[1] / at.row.rate


def rate_in_the_gradient(at: At) -> Numbers:
    """η g is given for g."""
    if at.of_a_gradient and at.row.to.op is None and at.work.rate is not None:
        yield at.work.rate * at.again(*at.xs)


def step_for_all(at: At) -> Numbers:
    """The step of the sum, where the loss is a mean, or the other way round."""
    for factor in at.work.factors:
        yield at.xs[0] - at.row.rate * at.xs[1] * factor
        yield at.xs[0] - at.row.rate * at.xs[1] / factor
