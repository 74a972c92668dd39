"""Equations of the chain rule: a derivative as a sum of products, in derivatives, in formulas and in numbers.

A product of derivatives is written with ·, so that each factor can be found again in the line of formulas below it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.value import Value
from autograd.language.text import number, width
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol

WIDEST = 100
"""The widest sum on one line. A wider sum has one line per term."""

MOST_INPUTS = 1_000
"""The most inputs of a node whose local gradients are written as formulas."""

# How derivatives, and sums of their products, are written. Nothing is calculated with these rows. The sign ∂ is their
# operator, so a derivative needs no parentheses, as a name needs none.
OVER = Op("over", "x, y", operator.truediv, lambda z, x, y: (), symbol="∂", text="$x/$y", latex=r"\frac{$x}{$y}")
OF = Op("of", "x", operator.pos, lambda z, x: (), symbol="∂", text="∂$x", latex=r"\partial $x")
OF_SLOT = Op(
    "of slot", "x, slot", operator.pos, lambda z, x, slot: (), symbol="∂",
    text="∂$x[$slot]", latex=r"\partial $x^{[$slot]}",
)  # fmt: skip
TIMES = Op("times", "x, y", operator.mul, lambda z, x, y: (), symbol="*", text="$x · $y", latex=OPS["mul"].latex)
PLUS = Op("plus", "x", operator.pos, lambda z, x: (), symbol="+", text="+ $x", latex="+ $x")

Notation = Callable[[Symbol], str]


def derivative(of: str, by: str, slot: int | None = None) -> Symbol:
    """∂of/∂by for two labels. With a slot, it is the derivative through that slot alone.

    >>> text(derivative("v1", "x")), text(derivative("v1", "x", slot=0))
    ('∂v1/∂x', '∂v1/∂x[0]')
    """
    below = Symbol("", OF, (Symbol(by),)) if slot is None else Symbol("", OF_SLOT, (Symbol(by), Symbol(float(slot))))
    return Symbol("", OVER, (Symbol("", OF, (Symbol(of),)), below))


def local_formulas(node: Value, label: Callable[[Value], str]) -> list[Symbol]:
    """The row's formulas of a node's local gradients, one per input, in the labels of the nodes.

    The list is empty for a leaf, for a node of more than 1,000 inputs (a softmax of n numbers has formulas of n
    symbols, n times), and for a rule of somebody's that takes nothing but floats.

    >>> x, y = Value(3.0, name="x"), Value(2.0, name="y")
    >>> list(map(text, local_formulas(x / y, lambda node: node.name or "v")))
    ['1 / y', '-v / y']
    """
    if node.op is None or len(node.inputs) > MOST_INPUTS:
        return []
    return partial_formulas(node.op, [Symbol(label(each)) for each in (node, *node.inputs)])


def partial_formulas(op: Op, symbols: Sequence[Symbol]) -> list[Symbol]:
    """The row's local gradients in symbols, of its result and of its inputs. The list is empty for a rule that takes
    nothing but floats."""
    try:
        return list(map(Symbol.lift, op.partials(*symbols)))
    except (TypeError, ValueError, ArithmeticError):
        return []


def unsimplified(op: Op, inputs: Sequence[Symbol]) -> Symbol:
    """The operation on these symbols as they are. A row that stands for a sum is a sum, and no number of it is worked
    out.

    >>> text(unsimplified(OPS["dot"], [Symbol(1.0), Symbol(2.0)]))
    '1 * 2'
    """
    if not op.reads_as:
        return Symbol("", op, tuple(inputs))
    places = [Symbol(f"x{i}") for i in range(len(inputs))]  # names, which no rule simplifies
    done: dict[int, Symbol] = {id(place): given for place, given in zip(places, inputs, strict=True)}
    read: Symbol = op.reads_as(*places)
    for node in inputs_first([read]):
        done.setdefault(id(node), Symbol(node.name, node.op, tuple(done[id(x)] for x in node.inputs)))
    return done[id(read)]


class Term(NamedTuple):
    """One summand: its factors as derivatives, as formulas and as numbers, and their product."""

    derivatives: Sequence[Symbol]
    formulas: Sequence[Symbol]
    numbers: Sequence[float]
    product: float

    def written(self, notation: Notation) -> list[Symbol]:
        """The four, each as one symbol."""
        numbers = [figure(factor, notation) for factor in self.numbers]
        return [*map(_multiplied, (self.derivatives, self.formulas, numbers)), figure(self.product, notation)]


class Equation(NamedTuple):
    """A derivative, its terms, how many more terms are left out, and its number."""

    derivative: Symbol
    terms: Sequence[Term]
    left_out: int
    value: float

    def stages(self, notation: Notation) -> list[list[str]]:
        """The sum, written four times as a list of terms: in derivatives, in formulas, in numbers, and as products."""
        dots = [r"+ \cdots" if notation is not text else "+ …"] * bool(self.left_out)
        return [
            [notation(first), *[notation(Symbol("", PLUS, (term,))) for term in others], *dots]
            for first, *others in zip(*[term.written(notation) for term in self.terms], strict=True)
        ]

    def lines(self, notation: Notation) -> list[str]:
        """The left-hand side, and the lines to its right, each after = or +. A line that repeats the one above is left
        out."""
        left = notation(self.derivative)
        lines, before = [left], [left]
        folded = [width(" ".join(stage)) > WIDEST for stage in self.stages(text)]  # as wide as it looks, not as LaTeX
        total = [notation(figure(self.value, notation))]
        for stage, fold in zip([*self.stages(notation), total], [*folded, False], strict=True):
            if stage != before:
                lines += [f"= {stage[0]}", *stage[1:]] if fold else [f"= {' '.join(stage)}"]
                before = stage
        return lines

    def __str__(self) -> str:
        left, *lines = self.lines(text)
        return f"{left} " + f"\n{' ' * width(left)} ".join(lines)


def figure(value: float, notation: Notation) -> Symbol:
    """A number rounded for reading. In a text it looks as in the tables, elsewhere as in formulas."""
    return Symbol(number(value) if notation is text else float(number(value)))


def _multiplied(factors: Iterable[Symbol]) -> Symbol:
    return reduce(lambda x, y: Symbol("", TIMES, (x, y)), factors)
