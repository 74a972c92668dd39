"""Formulas: a row of the table, or a whole expression, as text, LaTeX and MathML.

A rule that is fed with symbols gives its own formula. So a reader sees the rule that the engine calculates with.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from autograd.calculus.elementary import Constant
from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import number, printable
from autograd.notation.styles import LATEX, MATHML, TEXT, Slot, Style, is_closed
from autograd.notation.symbols import Symbol

LONGEST = 100_000
"""The most characters of a formula. A node that is used several times is written out each time, so formulas can grow
without end. One operation, applied to names, cannot."""

# What binds tighter needs no parentheses within what binds less.
LOOSE, RELATION, SUM, NEGATIVE, PRODUCT, POWER = 0, 3, 4, 5, 6, 8
ENCLOSED, ATOM = 9, 10  # a fraction bar, a root: as they are, but not as the base of a power; x, f(x)
PRECEDENCE = {"or": 1, "and": 2, "+": SUM, "-": SUM, "**": POWER} | dict.fromkeys(("*", "/", "//", "%"), PRODUCT)
PRECEDENCE |= dict.fromkeys((">", ">=", "<", "<=", "==", "!=", "is"), RELATION)


def text(node: Any) -> str:
    """The formula of a Value or a Symbol as Python text, in the names and numbers of its leaves.

    Raises `ExpressionError` for a formula of several operations with more than 100,000 characters, and `ValueError` for
    two operations of one name.

    >>> from autograd import Value, sigmoid
    >>> w, x = Value(2.0, name="w"), Value(0.5, name="x")
    >>> text(sigmoid(w * x + 1) ** 2 / w)
    'sigmoid(w * x + 1) ** 2 / w'
    """
    return in_style(node, TEXT)


def latex(node: Any) -> str:
    """The formula as LaTeX, for mathematics mode. Raises `ValueError` as `text` does.

    >>> x = Symbol("x")
    >>> print(latex(1 / (1 + (-x).exp())))
    \\frac{1}{1 + e^{-x}}
    """
    return in_style(node, LATEX)


def mathml(node: Any) -> str:
    """The formula as MathML, which browsers draw. Raises `ValueError` as `text` does.

    Raises `ImportError` where the package latex2mathml is missing: `pip install "ringograd[mathml]"` brings it.

    >>> mathml(Symbol("x") / 2)
    '<math><mrow><mfrac><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></mfrac></mrow></math>'
    """
    return f"<math>{in_style(node, MATHML)}</math>"


def in_style(node: Any, style: Style) -> str:
    """The formula in a notation of your own. Raises `ValueError` as `text` does."""
    order = _symbols(node, style.built_up)
    return _written(order, style, LONGEST if any(x.op for x in node.inputs) else math.inf)


def written(op: Op, operands: Iterable[str]) -> str:
    """The operation as text, applied to operands that are texts already. Its constants are rounded for reading.

    >>> written(OPS["mul"], ["apple", "-2"]), written(OPS["power"].bind(3.0), ["x"]), written(OPS["exp"], ["x"])
    ('apple * (-2)', 'x ** 3', 'exp(x)')
    """
    return text(applied(op, operands))


def applied(op: Op, operands: Iterable[str]) -> Symbol:
    """The operation in symbols, applied to operands by their names. Its constants are rounded for reading.

    >>> text(applied(OPS["power"].bind(3.0), ["x"]))
    'x ** 3'
    """
    constants = map(number, op.bound.values())
    return Symbol("", op.unbound, tuple(map(Symbol, [*operands, *constants])))


def letters(row: Op, many: int = 3) -> tuple[list[Symbol], dict[str, Symbol]]:
    """Symbols for a row's inputs (x and y, or x1, x2, x3 for a row of a list) and for its constants."""
    inputs = [f"x{i}" for i in range(1, many + 1)] if row.arity == MANY else ["x", "y"][: row.arity]
    if row.index:
        inputs[-1] = row.arguments[-1]
    return [Symbol(x) for x in inputs], {c: Symbol(c) for c in row.constants if c not in row.bound}


def formula(row: Op, many: int = 3) -> Symbol:
    """The row applied to its letters.

    >>> text(formula(OPS["hypot"])), text(formula(OPS["power"]))
    ('hypot(x, y)', 'x ** n')
    """
    inputs, constants = letters(row, many)
    return Symbol("", row, (*inputs, *constants.values()))


def partials(row: Op) -> list[Symbol]:
    """The row's local gradients in its letters, and in z, its result.

    Raises `TypeError` if the rule needs the number of a constant, as in softmax: bind the constant first.

    >>> [text(partial) for partial in partials(OPS["div"])]
    ['1 / y', '-z / y']
    """
    inputs, constants = letters(row)
    return [Symbol.lift(partial) for partial in row.partials(Symbol("z"), *inputs, **constants)]


def condition(row: Op, which: str, many: int = 3) -> Symbol | bool:
    """The condition of the row's "domain" or of its "kink", in its letters; True for everywhere, False for nowhere.

    >>> text(condition(OPS["log"], "domain")), condition(OPS["log"], "kink")
    ('x > 0', False)
    """
    inputs, constants = letters(row, many)
    found = getattr(row, which)(*inputs, **constants)
    return found if isinstance(found, Symbol) else bool(found)


def refuse_namesakes(order: Iterable[Any]) -> None:
    """Raise `ValueError` if two different operations are called alike: no reader could tell them apart."""
    rows: dict[str, Op] = {}
    for node in order:
        if node.op and rows.setdefault(node.op.name, node.op.unbound) is not node.op.unbound:
            raise ValueError(say("two operations of one name", name=printable(node.op.name)))


def _symbols(output: Any, built_up: bool = False) -> list[Symbol]:
    """The symbols that `output` is written from, inputs first. A row that stands for a sum is a sum here, and 0.333… is
    1/3.

    `built_up` allows a power of ten.
    """
    done: dict[int, Symbol] = {}
    order = inputs_first([output])
    refuse_namesakes(order)
    for node in order:
        inputs = [done[id(x)] for x in node.inputs]
        if node.op is None:
            own = node.name if node.name is not None else node.data
            symbol = Symbol(own) if isinstance(own, str | Constant) else _number(own, built_up)
        elif node.op.reads_as:
            symbol = node.op.reads_as(*inputs)
        else:
            constants = [_number(constant, built_up) for constant in node.op.bound.values()]
            symbol = Symbol("", node.op, (*inputs, *constants))
        done[id(node)] = symbol
    return inputs_first([done[id(output)]])


def _number(given: float, built_up: bool) -> Symbol:
    """A number as a fraction such as 1/3 if its decimals have no end, and as `a · 10ⁿ` if the notation has powers of
    ten."""
    digits = repr(float(given))
    if len(digits.lstrip("-")) > 8 and abs(given) < 1e6:
        for denominator in range(2, 101):
            numerator = round(given * denominator)
            if numerator / denominator == given:
                return Symbol("", OPS["div"], (Symbol(float(numerator)), Symbol(float(denominator))))
    if built_up and "e" in digits:
        mantissa, _, exponent = digits.partition("e")
        ten = Symbol("", OPS["power"], (Symbol(10.0), Symbol(float(exponent))))
        return ten if mantissa == "1" else Symbol("", OPS["mul"], (Symbol(float(mantissa)), ten))
    return Symbol(given)


class Piece(NamedTuple):
    """The written form of a node: signs and the pieces of its inputs, its length, and how tightly it binds."""

    parts: tuple[str | Piece, ...]
    length: int
    binding: int

    def strings(self) -> Iterator[str]:
        todo: list[str | Piece] = [self]
        while todo:
            part = todo.pop()
            if isinstance(part, str):
                yield part
            else:
                todo += reversed(part.parts)


def _written(order: list[Symbol], style: Style, most: float) -> str:
    """The written form of the last node of `order`. The time grows with the nodes and the characters; there is no
    recursion.

    Each node is pieced together from the pieces of its inputs. Texts are joined only at the end: the texts of all nodes
    of a long sum would together be as long as the square of the last one.
    """
    pieces: dict[int, Piece] = {}
    for node in order:
        pieces[id(node)] = piece = _piece(node, [pieces[id(x)] for x in node.inputs], style)
        if piece.length > most:
            raise ExpressionError(say("formula too long", most=LONGEST))
    return "".join(piece.strings())


def _joined(parts: Iterable[str | Piece], binding: int) -> Piece:
    parts = tuple(parts)
    return Piece(parts, sum(len(part) if isinstance(part, str) else part.length for part in parts), binding)


def _piece(node: Symbol, operands: list[Piece], style: Style) -> Piece:
    op, own = node.op, node.name
    if op is None:
        shown = style.name(own) if isinstance(own, str) else style.number(own)
        return _joined([shown], NEGATIVE if str(own).startswith("-") else ATOM)
    if op.arity == MANY:
        listed = len(operands) - len(op.arguments) + 1
        commas = [part for operand in operands[:listed] for part in (style.comma, operand)]
        operands = [_joined(commas[1:], ATOM), *operands[listed:]]
    slots = dict(zip(op.arguments, operands, strict=True))
    template = style.template(op)
    precedence = NEGATIVE if op is OPS["neg"] else PRECEDENCE.get(op.symbol, ATOM)
    parts: list[str | Piece] = []
    for part in template:
        if isinstance(part, str):
            parts.append(part)
        elif part.enclosed:
            parts.append(slots[part.name])
        else:
            parts += style.operand(slots[part.name], _least(op, part, precedence))
    if style.built_up and op.name == "where" and (otherwise := node.inputs[1].op) and otherwise.name == "where":
        parts[-2:] = slots["y"].parts[1:]  # a choice in the last line of a choice: further lines of one brace
    if precedence == PRODUCT and slots[op.arguments[0]].binding == NEGATIVE:
        precedence = NEGATIVE  # -1 * x begins with a sign too
    if not op.symbol and not is_closed(op.latex if style.built_up else op.text):
        return _joined(parts, LOOSE)  # a template such as $x ⊕ $y, of which nobody knows how tightly it binds
    enclosed = style.built_up and all(isinstance(part, str) or part.enclosed for part in template)
    return _joined(parts, ENCLOSED if enclosed else PRODUCT if precedence == ATOM and style.built_up else precedence)


def _least(op: Op, slot: Slot, precedence: int) -> int:
    """How tightly an operand must bind to need no parentheses: a - b - c is (a - b) - c, but a ** b ** c is a ** (b **
    c)."""
    first = slot.name == op.arguments[0] and len(op.arguments) > 1
    if precedence == ATOM:  # a template of its own, such as $x^{2}
        return ATOM
    if precedence == POWER:
        return ATOM if first else POWER
    if precedence == NEGATIVE:
        return PRODUCT + 1
    if first:
        return min(precedence, NEGATIVE)
    return PRODUCT if precedence == SUM else precedence + 1
