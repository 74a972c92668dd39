"""Losses: the distance of the output for one example from its target, as a Value to call `backward()` on.

An output is a Value or a list of them, and a target a number or a list of numbers of the same length. The target of
a classifier is the number of the right class, counted from 0, or the share of each class, as in one-hot vectors. The
number may be a Value, such as an input of `autograd.compile`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from numbers import Real
from typing import Any

from autograd import Value, choose, dot, log, log1p, log_softmax, mean, relu, softplus, total
from autograd.calculus.numbers.number import Number, plainly
from autograd.language import say
from autograd.language.errors import between, refuse_kind
from autograd.record.watch import Test, holds
from nn.layers.ranges import in_range
from nn.nested import flat, is_list, lifted, size

_ROUNDING = 1e-6
"""How far the sum of shares may be from 1, so that numbers of single precision are accepted."""


def sum_squared_error(output: Any, target: Any) -> Any:
    """Σ (output - target)².

    >>> sum_squared_error([Value(1.0), Value(2.0)], [0.0, 4.0]).data
    5.0
    """
    return total(_squares(output, target))


def half_squared_error(output: Any, target: Any) -> Any:
    """½ Σ (output - target)², whose gradient is the difference itself.

    >>> half_squared_error([Value(1.0), Value(2.0)], [0.0, 4.0]).data
    2.5
    """
    return sum_squared_error(output, target) / 2


def mean_squared_error(output: Any, target: Any) -> Any:
    """The mean of (output - target)² over the outputs.

    >>> mean_squared_error([Value(1.0), Value(2.0)], [0.0, 4.0]).data
    2.5
    """
    return mean(_squares(output, target))


def cross_entropy(probabilities: Sequence[Any], target: int | Value | Sequence[float]) -> Any:
    """-Σ t_k ln p_k, or -ln p of the right class. For softmax, use the cross-entropy from logits instead.

    The gradient is -1/p however small p is; that of PyTorch's binary cross-entropy ends at -1e12.

    >>> round(cross_entropy([Value(0.25), Value(0.75)], 0).data, 6)
    1.386294
    """
    _require_classes(probabilities)
    for p in probabilities:
        _require_probability(p, 1.0 + _ROUNDING)
    if is_list(target):
        _alike(probabilities, target)
        _require_shares(target)
        pairs = [(t, p) for t, p in zip(target, probabilities, strict=True) if _counts(t)]
        return -dot([t for t, _ in pairs], [log(lifted(p)) for _, p in pairs])
    return -log(lifted(_of_class(target, probabilities)))


def cross_entropy_from_logits(logits: Sequence[Any], target: int | Value | Sequence[float]) -> Any:
    """The cross-entropy of softmax(logits). It is right even where softmax rounds to 0. Its gradient is softmax -
    target.

    >>> round(cross_entropy_from_logits([Value(0.0), Value(1000.0)], 0).data, 6)
    1000.0
    """
    _require_classes(logits)
    if is_list(target):
        _alike(logits, target)
        _require_shares(target)
        return -dot(list(target), log_softmax(logits))
    return -_of_class(target, log_softmax(logits))


def binary_cross_entropy(probability: Any, target: float) -> Any:
    """-t ln p - (1 - t) ln(1 - p), for a probability p that the target t is 1. It keeps its digits where p is small:
    ln(1 - p) is calculated as log1p(-p).

    >>> round(binary_cross_entropy(Value(0.25), 1).data, 6)
    1.386294
    """
    _require_share(target)
    probability = lifted(probability)
    _require_probability(probability, 1.0)
    terms: list[tuple[Any, Callable[[], Any]]] = [
        (target, lambda: log(probability)), (1.0 - target, lambda: log1p(-probability)),
    ]  # fmt: skip
    counted = [(share, logarithm()) for share, logarithm in terms if _counts(share)]
    return -dot([share for share, _ in counted], [logarithm for _, logarithm in counted])


def binary_cross_entropy_from_logits(logit: Any, target: float) -> Any:
    """The binary cross-entropy of sigmoid(logit). It is right even where sigmoid rounds to 0 or 1.

    >>> round(binary_cross_entropy_from_logits(Value(-1000.0), 1).data, 6)
    1000.0
    """
    _require_share(target)
    logit = lifted(logit)
    return target * softplus(-logit) + (1.0 - target) * softplus(logit)  # both terms keep their digits where small


def hinge(score: Any, target: float) -> Any:
    """max(0, 1 - t · score) for a target t of 1 or -1. It is 0 where the score is on the right side by 1 or more.

    >>> hinge(Value(0.25), -1).data
    1.25
    """
    if not holds(target, lambda t: (t == 1) | (t == -1)):
        raise ValueError(say("target of a hinge loss", target=target))
    return relu(1.0 - target * lifted(score))


def weight_decay(parameters: Iterable[Value], strength: float | Value) -> Any:
    """½ · strength · Σ w², to be added to a loss. Its gradient, strength · w, draws each parameter to 0.

    >>> weight_decay([Value(3.0), Value(4.0)], 0.1).data
    1.25
    """
    given: Any = parameters
    if isinstance(given, str) or not isinstance(given, Iterable):
        refuse_kind("parameters", given, "kind numbers")
    weights = list(given)
    if not isinstance(strength, Value):
        in_range(strength, "the strength of weight decay", "at least 0 and finite")
    return 0.5 * strength * dot(weights, weights)


def _squares(output: Any, target: Any) -> list[Any]:
    outputs, targets = _numbers("output", output), _numbers("target", target)
    return [_square(o, t) for o, t in zip(_alike(outputs, targets), targets, strict=True)]


def _numbers(argument: str, given: Any) -> list[Any]:
    """All numbers of this argument, first to last."""
    is_single = isinstance(given, str | bytes | Number | Real) or getattr(given, "shape", None) == ()
    if isinstance(given, Iterable) and not (is_list(given) or is_single):
        refuse_kind(argument, given, "kind numbers")  # numbers without an order, or that can be asked for once only
    return [_calculable(number) for number in flat(given)]


def _calculable(number: Any) -> Any:
    """A plain number as a float: as a Value it would make one of what `jvp` calculates. Of what is no number, `lift`
    says what it is."""
    if isinstance(number, Number):
        return number
    return float(number) if isinstance(number, Real) and between(-math.inf, number, math.inf) else Value.lift(number)


def _square(output: Any, target: Any) -> Any:
    if not isinstance(output, float) or not isinstance(target, float):
        return (output - target) ** 2
    squared = (output - target) * (output - target)
    return squared if math.isfinite(squared) else (Value(output) - target) ** 2  # which says what is too large


def _passes(number: Any, test: Test) -> Any:
    return holds(number if isinstance(number, Value) else plainly(number), test)


def _alike(outputs: Sequence[Any], targets: Any) -> Sequence[Any]:
    if len(outputs) != len(targets):
        raise ValueError(say("target of another size", outputs=size(outputs), targets=size(targets)))
    return outputs


def _require_classes(outputs: Any) -> None:
    if not is_list(outputs) or not len(outputs):
        raise ValueError(say("loss of several classes", given=size(outputs)))


def _of_class(target: Any, outputs: Sequence[Any]) -> Any:
    """The output for the class. A Value is chosen by, so that a program can choose anew."""
    many = len(outputs)
    is_value = isinstance(target, Value)
    if not (holds(target, lambda t: (t >= 0) & (t < many) & (t % 1 == 0)) if is_value else target in range(many)):
        raise ValueError(say("no such class", target=target, count=many, last=many - 1))
    return choose(outputs, target) if is_value else outputs[int(target)]


def _counts(share: Any) -> bool:
    """Whether a term t ln p is calculated: 0 ln 0 is 0. A share that is a Value may become another one."""
    return isinstance(share, Value) or bool(share)


def _require_probability(probability: Any, most: float) -> None:
    probability = lifted(probability)
    if not _passes(probability, lambda p: (p >= 0.0) & (p <= most)):
        raise ValueError(say("no probability", number=plainly(probability)))


def _require_share(target: Any) -> None:
    if not _passes(lifted(target), lambda t: (t >= 0.0) & (t <= 1.0)):
        raise ValueError(say("target of a binary loss", target=target))


def _require_shares(target: Sequence[Any]) -> None:
    shares = list(map(lifted, target))
    sum_to_1 = _passes(total(shares), lambda sum_: abs(sum_ - 1.0) <= _ROUNDING)
    if not all(_passes(share, lambda share: share >= 0.0) for share in shares) or not sum_to_1:
        numbers = [plainly(share) for share in shares]
        raise ValueError(say("shares of a target", numbers=numbers))
