"""What each function means in mpmath's numbers, written without the table of operations.

A meaning returns None where the function has no value among the real numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mpmath import mp, mpf

SELU, SELU_ALPHA = mpf(1.0507009873554805), mpf(1.6732632423543772)  # the floats that engines calculate with


def _power(x: Any, y: Any) -> Any:
    if x == 0:
        return mpf(1) if y == 0 else mpf(0) if y > 0 else None
    if x < 0:
        whole = mp.isint(y)
        return (-1 if int(y) % 2 else 1) * mp.exp(y * mp.log(-x)) if whole else None
    return mp.exp(y * mp.log(x))


def _log(x: Any) -> Any:
    return mp.log(x) if x > 0 else None


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + mp.exp(-x))


def _softplus(x: Any) -> Any:
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


FAR = 1e5
"""From here on three terms of the asymptotic series have thirty right digits."""


def _erfc(x: Any) -> Any:
    """Far out by the asymptotic series, since mpmath's own overflows there: Abramowitz and Stegun, 7.1.23."""
    if abs(x) < FAR:
        return mp.erfc(x)
    square = x * x
    tail = mp.exp(-square) / (abs(x) * mp.sqrt(mp.pi)) * (1 - 1 / (2 * square) + 3 / (4 * square**2))
    return tail if x > 0 else 2 - tail


def _erf(x: Any) -> Any:
    return mp.erf(x) if abs(x) < FAR else mp.sign(x) * (1 - _erfc(abs(x)))


def _mean(xs: Any) -> Any:
    return mp.fsum(xs) / len(xs)


def _variance(xs: Any, less: int = 0) -> Any:
    middle = _mean(xs)
    return mp.fsum((x - middle) ** 2 for x in xs) / (len(xs) - less)


def _log_of_sum(xs: Any) -> Any:
    top = max(xs)
    return top + mp.log(mp.fsum(mp.exp(x - top) for x in xs))


def _dot(*xs: Any) -> Any:
    half = len(xs) // 2
    return mp.fsum(w * x for w, x in zip(xs[:half], xs[half:], strict=True))


def _share_log(t: Any, x: Any) -> Any:
    """t log(x), which is 0 where t is."""
    return mpf(0) if t == 0 else None if x <= 0 else t * mp.log(x)


def _binary_cross_entropy(x: Any, target: Any) -> Any:
    parts = _share_log(target, x), _share_log(1 - target, 1 - x)
    return None if None in parts else -parts[0] - parts[1]


def _huber(x: Any, target: Any, delta: Any) -> Any:
    far = abs(x - target)
    return far**2 / 2 if far <= delta else delta * (far - delta / 2)


def _layer_norm(*xs: Any, j: Any, epsilon: Any) -> Any:
    square = _variance(xs) + epsilon
    return (xs[int(j)] - _mean(xs)) / mp.sqrt(square) if square else None


def _product(*xs: Any) -> Any:
    return mp.fprod(xs)


MEANINGS: dict[str, Callable[..., Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y if y else None,
    "power": lambda x, n: _power(x, n),
    "pow": _power,
    "neg": lambda x: -x,
    "exp": mp.exp,
    "log": _log,
    "sqrt": lambda x: mp.sqrt(x) if x >= 0 else None,
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "asin": lambda x: mp.asin(x) if abs(x) <= 1 else None,
    "acos": lambda x: mp.acos(x) if abs(x) <= 1 else None,
    "atan": mp.atan,
    "atan2": lambda x, y: mp.atan2(x, y) if x or y else None,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "tanh": mp.tanh,
    "asinh": mp.asinh,
    "acosh": lambda x: mp.acosh(x) if x >= 1 else None,
    "atanh": lambda x: mp.atanh(x) if abs(x) < 1 else None,
    "expm1": mp.expm1,
    "log1p": lambda x: _log(1 + x),
    "log2": lambda x: mp.log(x) / mp.log(2) if x > 0 else None,
    "log10": lambda x: mp.log(x) / mp.log(10) if x > 0 else None,
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "hypot": lambda x, y: mp.sqrt(x * x + y * y),
    "erf": _erf,
    "erfc": _erfc,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "silu": lambda x: x * _sigmoid(x),
    "gelu": lambda x: x * _erfc(-x / mp.sqrt(2)) / 2,
    "relu": lambda x: max(x, mpf(0)),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
    "elu": lambda x, alpha: x if x > 0 else alpha * mp.expm1(x),
    "selu": lambda x: SELU * (x if x > 0 else SELU_ALPHA * mp.expm1(x)),
    "clamp": lambda x, low, high: min(max(x, low), high),
    "abs": abs,
    "maximum": max,
    "minimum": min,
    "where": lambda x, y, condition: x if condition else y,
    "total": lambda *xs: mp.fsum(xs),
    "dot": _dot,
    "mean": lambda *xs: _mean(xs),
    "variance": lambda *xs: _variance(xs),
    "max": lambda *xs: max(xs),
    "min": lambda *xs: min(xs),
    "choose": lambda *xs, i: xs[int(i)],
    "logsumexp": lambda *xs: _log_of_sum(xs),
    "softmax": lambda *xs, j: mp.exp(xs[int(j)] - _log_of_sum(xs)),
    "log_softmax": lambda *xs, j: xs[int(j)] - _log_of_sum(xs),
    "x_abs_x": lambda x: x * abs(x),
    "guarded_sqrt": lambda x: mp.sqrt(x) if x > 0 else mpf(0),
    "guarded_log": lambda x: mp.log(x) if x > 0 else mpf(0),
    "relu_by_maximum": lambda x: max(x, mpf(0)),
    "relu6": lambda x: min(max(x, mpf(0)), mpf(6)),
    "hardtanh": lambda x: min(max(x, mpf(-1)), mpf(1)),
    "log_sigmoid": lambda x: -_softplus(-x),
    "log_tanh": lambda x: _log(mp.tanh(x)),
    "log_erf": lambda x: _log(_erf(x)),
    "log_erfc": lambda x: _log(_erfc(x)),
    "log_softplus": lambda x: _log(_softplus(x)),
    "norm": lambda *xs: mp.sqrt(mp.fsum(x * x for x in xs)),
    "l1_norm": lambda *xs: mp.fsum(map(abs, xs)),
    "product": _product,
    "median": lambda *xs: sorted(xs)[len(xs) // 2],
    "std": lambda *xs: mp.sqrt(_variance(xs)),
    "sample_std": lambda *xs: mp.sqrt(_variance(xs, 1)) if len(xs) > 1 else None,
    "layer_norm": _layer_norm,
    "max_pool": lambda *xs: max(xs),
    "average_pool": lambda *xs: _mean(xs),
    "l1_loss": lambda x, target: abs(x - target),
    "huber": _huber,
    "hinge": lambda x, target: max(1 - target * x, mpf(0)),
    "binary_cross_entropy": _binary_cross_entropy,
    "binary_cross_entropy_from_logits": lambda x, target: target * _softplus(-x) + (1 - target) * _softplus(x),
    "cross_entropy": lambda *xs, target: -mp.log(xs[int(target)]) if xs[int(target)] > 0 else None,
    "cross_entropy_from_logits": lambda *xs, target: _log_of_sum(xs) - xs[int(target)],
}
