"""What each row means in mpmath's numbers, written without the table of operations."""

from typing import Any

from mpmath import mp, mpf

from autograd.calculus.row import Op

# A row that is missing here is read in mpmath's numbers itself, see `truth`.
TRUTH: dict[str, Any] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "power": lambda x, n: x**n,
    "pow": lambda x, y: x**y,
    "neg": lambda x: -x,
    "exp": mp.exp,
    "log": mp.log,
    "sqrt": mp.sqrt,
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "tanh": mp.tanh,
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log1p(mp.exp(x)),
    "asin": mp.asin,
    "acos": mp.acos,
    "atan": mp.atan,
    "atan2": mp.atan2,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "asinh": mp.asinh,
    "acosh": mp.acosh,
    "atanh": mp.atanh,
    "expm1": mp.expm1,
    "log1p": mp.log1p,
    "log2": lambda x: mp.log(x, 2),
    "log10": mp.log10,
    "cbrt": lambda x: mp.cbrt(x) if x > 0 else -mp.cbrt(-x),
    "hypot": lambda x, y: mp.sqrt(x * x + y * y),
    "erf": mp.erf,
    "erfc": mp.erfc,
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "gelu": lambda x: x * mp.ncdf(x),
    "elu": lambda x, alpha: x if x > 0 else alpha * mp.expm1(x),
    "selu": lambda x: mpf(1.0507009873554805) * (x if x > 0 else mpf(1.6732632423543772) * mp.expm1(x)),
    "clamp": lambda x, low, high: min(max(x, low), high),
    "relu": lambda x: max(x, mpf(0)),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
    "abs": abs,
    "maximum": max,
    "minimum": min,
    "max": lambda *xs: max(xs),
    "min": lambda *xs: min(xs),
    "where": lambda x, y, condition: x if condition else y,
    "choose": lambda *xs: xs[int(mp.nint(xs[-1]))],
    "mean": lambda *xs: sum(xs) / len(xs),
    "variance": lambda *xs: sum(x * x for x in xs) / len(xs) - (sum(xs) / len(xs)) ** 2,
    "logsumexp": lambda *xs: mp.log(sum(map(mp.exp, xs))),
    "softmax": lambda *xs, j: mp.exp(xs[int(j)]) / sum(map(mp.exp, xs)),
    "log_softmax": lambda *xs, j: mp.log(mp.exp(xs[int(j)]) / sum(map(mp.exp, xs))),
    "total": lambda *xs: sum(xs),
    "dot": lambda *xs: (
        sum(w * x for w, x in zip(xs[: len(xs) // 2], xs[len(xs) // 2 :], strict=False))
        + (xs[-1] if len(xs) % 2 else 0)
    ),
}


def truth(op: Op) -> Any:
    """The value of a row, its constants filled in, as a function in mpmath's numbers."""
    meaning = TRUTH.get(op.name, op.value)
    constants = {name: mpf(x) for name, x in op.bound.items()}  # a float that came out would be calculated with as one
    return lambda *xs: meaning(*xs, **constants)
