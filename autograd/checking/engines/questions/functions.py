"""The functions that engines are asked for: the rows of the table, and what networks are made of beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op
from autograd.checking.engines.engine import typed


@dataclass(frozen=True)
class Function:
    """A function by its name. `takes` names its inputs, as the engines' calls do: x and y are numbers, xs and ys lists
    of numbers. `text` is what readers write, with a `{…}` for each constant; `says` is what that means, where it is no
    expression of the table."""

    name: str
    takes: tuple[str, ...]
    text: str
    says: str = ""

    def inputs(self, xs: Sequence[float]) -> dict[str, float | list[float]]:
        """All numbers, one after the other, by the inputs that they belong to."""
        if self.takes == ("xs",):
            return {"xs": list(xs)}
        if self.takes == ("xs", "ys"):
            return {"xs": list(xs[: len(xs) // 2]), "ys": list(xs[len(xs) // 2 :])}
        return dict(zip(self.takes, xs, strict=True))

    def written(self, constants: Mapping[str, float]) -> str:
        return self.text.format(**{name: typed(x) for name, x in constants.items()})


def _of_a_row(row: Op) -> Function:
    if row.name == "dot":
        return Function("dot", ("xs", "ys"), "dot(xs, ys)")
    if row.index:
        return Function("choose", ("xs",), "choose(xs, {i})")
    if row.name == "where":
        return Function("where", ("x", "y"), "where({condition}, x, y)")
    takes = ("xs",) if row.arity == MANY else row.arguments[: row.arity]
    if "j" in row.constants:
        return Function(row.name, takes, f"{row.name}(xs)[{{j}}]")
    if row.symbol and row.arity + len(row.constants) == 2:
        last = "y" if row.arity == 2 else "{" + row.constants[0] + "}"
        return Function(row.name, takes, f"x{row.symbol}{last}" if row.symbol == "**" else f"x {row.symbol} {last}")
    arguments = [*takes, *[f"{name}={{{name}}}" for name in row.constants]]
    return Function(row.name, takes, f"{row.symbol or row.name}({', '.join(arguments)})")


_BESIDE = (
    Function("x_abs_x",         ("x",),  "x * abs(x)"),
    Function("guarded_sqrt",    ("x",),  "where(x > 0, sqrt(x), 0)"),
    Function("guarded_log",     ("x",),  "where(x > 0, log(x), 0)"),
    Function("relu_by_maximum", ("x",),  "maximum(x, 0)"),
    Function("relu6",           ("x",),  "relu6(x)", "clamp(x, 0, 6)"),
    Function("hardtanh",        ("x",),  "hardtanh(x)", "clamp(x, -1, 1)"),
    Function("log_sigmoid",     ("x",),  "log(sigmoid(x))"),
    Function("log_tanh",        ("x",),  "log(tanh(x))"),
    Function("log_erf",         ("x",),  "log(erf(x))"),
    Function("log_erfc",        ("x",),  "log(erfc(x))"),
    Function("log_softplus",    ("x",),  "log(softplus(x))"),
    #  of a list
    Function("norm",            ("xs",), "norm(xs)", "the root of the sum of squares"),
    Function("l1_norm",         ("xs",), "l1_norm(xs)", "the sum of absolute values"),
    Function("product",         ("xs",), "product(xs)"),
    Function("median",          ("xs",), "median(xs)"),
    Function("std",             ("xs",), "std(xs)", "the root of the variance, which divides by n"),
    Function("sample_std",      ("xs",), "sample_std(xs)", "the standard deviation that divides by n - 1"),
    Function("layer_norm",      ("xs",), "layer_norm(xs, epsilon={epsilon})[{j}]",
             "(xs[j] - mean(xs)) / sqrt(variance(xs) + epsilon)"),
    Function("max_pool",        ("xs",), "max_pool(xs)", "the largest number of a window of 2 × 2, row by row"),
    Function("average_pool",    ("xs",), "average_pool(xs)", "the mean of a window of 2 × 2"),
    #  losses
    Function("l1_loss",         ("x",),  "abs(x - {target})"),
    Function("huber",           ("x",),  "huber(x, target={target}, delta={delta})",
             "(x - target)**2 / 2 if that is at most delta away, else delta * (abs(x - target) - delta / 2)"),
    Function("hinge",           ("x",),  "hinge(x, target={target})", "relu(1 - target * x)"),
    Function("binary_cross_entropy", ("x",), "binary_cross_entropy(x, target={target})",
             "-target * log(x) - (1 - target) * log(1 - x), where 0 * log(0) is 0"),
    Function("binary_cross_entropy_from_logits", ("x",), "binary_cross_entropy_from_logits(x, target={target})",
             "binary_cross_entropy(sigmoid(x), target)"),
    Function("cross_entropy",   ("xs",), "cross_entropy(xs, target={target})", "-log(xs[target])"),
    Function("cross_entropy_from_logits", ("xs",), "cross_entropy_from_logits(xs, target={target})",
             "-log_softmax(xs)[target]"),
)  # fmt: skip

FUNCTIONS = {function.name: function for function in (*map(_of_a_row, TABLE), *_BESIDE)}
