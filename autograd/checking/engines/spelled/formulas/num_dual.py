"""num-dual: dual and hyper-dual numbers of Rust, as Python sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "num-dual", "num-dual", ["num-dual==0.15.1"]
IMPORTS = "import num_dual"
LEAVES = ["x = NUMBER"]
FIRST = "num_dual.first_derivative(lambda x: {call}, x)"
SECOND = "num_dual.second_derivative(lambda x: {call}, x)"
LISTED = "[{xs}]"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "{x}.exp()",
    "log": "{x}.log()",
    "sqrt": "{x}.sqrt()",
    "sin": "{x}.sin()",
    "cos": "{x}.cos()",
    "tan": "{x}.tan()",
    "asin": "{x}.arcsin()",
    "acos": "{x}.arccos()",
    "atan": "{x}.arctan()",
    "sinh": "{x}.sinh()",
    "cosh": "{x}.cosh()",
    "tanh": "{x}.tanh()",
    "asinh": "{x}.arcsinh()",
    "acosh": "{x}.arccosh()",
    "atanh": "{x}.arctanh()",
    "expm1": "{x}.expm1()",
    "log1p": "{x}.log1p()",
    "log2": "{x}.log2()",
    "log10": "{x}.log10()",
    "cbrt": "{x}.cbrt()",
    "hypot": "({x}**2 + {y}**2).sqrt()",
    "sigmoid": "1 / (1 + (-{x}).exp())",
    "softplus": "{x}.exp().log1p()",
    "silu": "{x} / (1 + (-{x}).exp())",
    "maximum": "max({x}, {y})",
    "minimum": "min({x}, {y})",
    #  of a list
    "total": "sum({xs})",
    "dot": "sum([x * y for x, y in zip({xs}, {ys})])",
    "mean": "sum({xs}) / len({xs})",
    "variance": "sum([(x - sum({xs}) / len({xs}))**2 for x in {xs}]) / len({xs})",
    "max": "max({xs})",
    "min": "min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "sum([x.exp() for x in {xs}]).log()",
    "softmax": "{xs}[{j}].exp() / sum([x.exp() for x in {xs}])",
    "log_softmax": "{xs}[{j}] - sum([x.exp() for x in {xs}]).log()",
    #  beside the table
    "log_sigmoid": "-(-{x}).exp().log1p()",
    "log_tanh": "{x}.tanh().log()",
    "log_softplus": "{x}.exp().log1p().log()",
    "norm": "sum([x**2 for x in {xs}]).sqrt()",
    "std": "(sum([(x - sum({xs}) / len({xs}))**2 for x in {xs}]) / len({xs})).sqrt()",
    "max_pool": "max({xs})",
    "average_pool": "sum({xs}) / len({xs})",
    #  losses
    "binary_cross_entropy": "-{target} * {x}.log() - (1 - {target}) * (1 - {x}).log()",
    "cross_entropy": "-{xs}[{target}].log()",
    "cross_entropy_from_logits": "sum([x.exp() for x in {xs}]).log() - {xs}[{target}]",
}


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import num_dual

    def called(numbers: Sequence[Any]) -> Any:
        """The call takes numbers and lists; num-dual gives one list."""
        left = iter(numbers)
        return call(*[next(left) if isinstance(x, float) else [next(left) for _ in x] for x in inputs])

    numbers = [number for x in inputs for number in ([x] if isinstance(x, float) else x)]
    if order == 2 and len(numbers) == 1:  # other numbers than a Hessian's, which may be infinite where these are none
        return [float(num_dual.second_derivative(lambda x: called([x]), numbers[0])[2])]
    if order == 2:
        return [float(number) for row in num_dual.hessian(called, numbers)[2] for number in row]
    value, gradient = num_dual.gradient(called, numbers)
    return [float(value)] if order == 0 else [float(number) for number in gradient]
