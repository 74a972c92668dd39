"""Formulas: a row of the table, or a whole expression, as text, LaTeX and MathML.

Fed with symbols, a rule gives its own formula. What a reader sees is therefore what the engine calculates with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from html import escape
from typing import Any, NamedTuple

from autograd.elementary import Constant
from autograd.graph import inputs_first
from autograd.ops import OPS
from autograd.row import MANY, Op
from autograd.symbols import Symbol
from autograd.text import printable

LONGEST = 100_000
"""Characters of a formula. A node that is used several times is written out as often, so they can grow without end."""

# What binds tighter needs no parentheses within what binds less.
RELATION, SUM, NEGATIVE, PRODUCT, POWER = 3, 4, 5, 6, 8
ENCLOSED, ATOM = 9, 10  # a fraction bar, a root: as they are, but not as the base of a power; x, f(x)
PRECEDENCE = {"or": 1, "and": 2} | dict.fromkeys((">", ">=", "<", "<=", "==", "!=", "is"), RELATION)
PRECEDENCE |= {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "//": PRODUCT, "%": PRODUCT, "**": POWER}


class Style(NamedTuple):
    """A way to write: the template of an operation, a name, a number, what stands in parentheses, and a comma."""

    template: Callable[[Op], tuple[Any, ...]]
    name: Callable[[str], str]
    number: Callable[[float], str]
    parentheses: Callable[[str], str]
    comma: str


def text(node: Any) -> str:
    """A Value or a Symbol as Python writes it, in the names and numbers of its leaves.

    Raises `ValueError` for a formula of more than 100,000 characters.

    >>> from autograd import Value, sigmoid
    >>> w, x = Value(2.0, name="w"), Value(0.5, name="x")
    >>> text(sigmoid(w * x + 1) ** 2 / w)
    'sigmoid(w * x + 1) ** 2 / w'
    """
    return _written(_symbols(node), TEXT)


def latex(node: Any) -> str:
    """The same as LaTeX, for mathematics mode.

    >>> x = Symbol("x")
    >>> print(latex(1 / (1 + (-x).exp())))
    \\frac{1}{1 + e^{-x}}
    """
    return _written(_symbols(node, built_up=True), LATEX)


def mathml(node: Any) -> str:
    """The same as MathML, which browsers draw. Needs the package latex2mathml.

    >>> mathml(Symbol("x") / 2)
    '<math><mrow><mfrac><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></mfrac></mrow></math>'
    """
    return f"<math>{_written(_symbols(node, built_up=True), MATHML)}</math>"


def written(op: Op, operands: Iterable[str]) -> str:
    """The operation as text, applied to operands that are written as given.

    >>> written(OPS["mul"], ["apple", "-2"]), written(OPS["power"].bind(3.0), ["x"]), written(OPS["exp"], ["x"])
    ('apple * (-2)', 'x ** 3', 'exp(x)')
    """
    return text(Symbol("", op, tuple(map(Symbol, operands))))


def letters(row: Op) -> tuple[list[Symbol], dict[str, Symbol]]:
    """What a row's inputs are called, x and y, or x1, x2, x3 for a row of a list, and its constants."""
    inputs = ["x1", "x2", "x3"] if row.arity == MANY else ["x", "y"][: row.arity]
    return [Symbol(x) for x in inputs], {c: Symbol(c) for c in row.constants if c not in row.bound}


def formula(row: Op) -> Symbol:
    """The row applied to its letters.

    >>> text(formula(OPS["hypot"])), text(formula(OPS["power"]))
    ('hypot(x, y)', 'x ** n')
    """
    inputs, constants = letters(row)
    return Symbol("", row, (*inputs, *constants.values()))


def partials(row: Op) -> list[Symbol]:
    """The row's local gradients in its letters, and in z, its result.

    >>> [text(partial) for partial in partials(OPS["div"])]
    ['1 / y', '-z / y']
    """
    inputs, constants = letters(row)
    return [Symbol.lift(partial) for partial in row.partials(Symbol("z"), *inputs, **constants)]


def condition(row: Op, which: str) -> Symbol | bool:
    """Where the row's "domain" is, or its "kink", in its letters; True for everywhere, False for nowhere.

    >>> text(condition(OPS["log"], "domain")), condition(OPS["log"], "kink")
    ('x > 0', False)
    """
    inputs, constants = letters(row)
    found = getattr(row, which)(*inputs, **constants)
    return found if isinstance(found, Symbol) else bool(found)


def _symbols(output: Any, built_up: bool = False) -> list[Symbol]:
    """The nodes that `output` is written from, inputs first: a sum for a row that stands for one, 1/3 for 0.333….

    `built_up` is for notations that have a power of ten.
    """
    done: dict[int, Symbol] = {}
    for node in inputs_first([output]):
        inputs = [done[id(x)] for x in node.inputs]
        if node.op is None:
            own = node.name if node.name is not None else node.data
            symbol = Symbol(own) if isinstance(own, str | Constant) else _number(own, built_up)
        elif node.op.reads_as:
            symbol = node.op.reads_as(*inputs)
        else:
            symbol = Symbol("", node.op, tuple(inputs))
        done[id(node)] = symbol
    return inputs_first([done[id(output)]])


def _number(number: float, built_up: bool) -> Symbol:
    """A fraction such as 1/3 where its decimals have no end, and `a · 10ⁿ` where a notation has that."""
    digits = repr(float(number))
    fraction = Fraction(number).limit_denominator(100)
    if len(digits) > 8 and float(fraction) == number:
        return Symbol("", OPS["div"], (Symbol(float(fraction.numerator)), Symbol(float(fraction.denominator))))
    if built_up and "e" in digits:
        mantissa, _, exponent = digits.partition("e")
        ten = Symbol("", OPS["power"], (Symbol(10.0), Symbol(float(exponent))))
        return ten if mantissa == "1" else Symbol("", OPS["mul"], (Symbol(float(mantissa)), ten))
    return Symbol(number)


def _written(order: list[Symbol], style: Style) -> str:
    """Each node is written once, from what its inputs are written as, so that depth needs no recursion."""
    done: dict[int, tuple[str, int]] = {}
    for node in order:
        done[id(node)] = one = _one(node, [done[id(x)] for x in node.inputs], style)
        if len(one[0]) > LONGEST:
            raise ValueError(f"this formula has more than {LONGEST:,} characters: write a part of it, or its steps")
    return done[id(order[-1])][0]


def _one(node: Symbol, operands: list[tuple[str, int]], style: Style) -> tuple[str, int]:
    """What a node is written as, and how tightly that binds."""
    op, own = node.op, node.name
    if op is None:
        shown = style.name(own) if isinstance(own, str) else style.number(own)
        return shown, NEGATIVE if str(own).startswith("-") else ATOM
    operands = operands + [_one(Symbol(constant), [], style) for constant in op.bound.values()]
    if op.arity == MANY:
        listed = len(operands) - len(op.constants)
        operands[:listed] = [(style.comma.join(operand for operand, _ in operands[:listed]), ATOM)]
    slots = dict(zip(op.arguments, operands, strict=True))
    template = style.template(op)
    precedence = NEGATIVE if op is OPS["neg"] else PRECEDENCE.get(op.symbol, ATOM)
    parts = []
    for part in template:
        if isinstance(part, str):
            parts.append(part)
            continue
        operand, binding = slots[part.name]
        is_clear = part.enclosed or binding >= _least(op, part, precedence)
        parts.append(operand if is_clear else style.parentheses(operand))
    enclosed = all(isinstance(part, str) or part.enclosed for part in template)
    return "".join(parts), (ENCLOSED if enclosed and style is not TEXT else precedence)


def _least(op: Op, slot: Slot, precedence: int) -> int:
    """How tightly an operand must bind to need no parentheses: a - b - c is (a - b) - c, and a ** b ** c not."""
    first = slot.name == op.arguments[0] and len(op.arguments) > 1
    if precedence == POWER:
        return ATOM if first else POWER
    if precedence == NEGATIVE:
        return PRODUCT + 1
    if first:
        return min(precedence, NEGATIVE)
    return PRODUCT if precedence == SUM else precedence + 1


class Slot(NamedTuple):
    """The place of an argument in a template, and whether the signs around it make parentheses needless."""

    name: str
    enclosed: bool


SLOT = re.compile(r"\$(\w+)")
OPENING, CLOSING = ("(", "{", "[", "|", ", "), (")", "}", "]", ",", r"\right")


def _parts(template: str) -> tuple[str | Slot, ...]:
    pieces = SLOT.split(template)  # literal, name, literal, name, …, literal
    parts: list[str | Slot] = []
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            parts.append(piece)
        else:
            enclosed = pieces[i - 1].endswith(OPENING) and pieces[i + 1].startswith(CLOSING)
            parts.append(Slot(piece, enclosed))
    return tuple(parts)


@cache
def _parts_in_mathml(template: str) -> tuple[str | Slot, ...]:
    """A template in LaTeX, converted with one letter for each slot. No name of a user's passes through here."""
    from latex2mathml.converter import convert  # the one thing that needs more than the standard library

    slots = [part for part in _parts(template) if isinstance(part, Slot)]
    private = [chr(0xE000 + i) for i in range(len(slots))]
    letters_ = iter(private)
    inner = re.sub("^<math[^>]*>|</math>$", "", convert(SLOT.sub(lambda _: next(letters_), template)))
    pieces = re.split("<mi>([\ue000-\ue0ff])</mi>", inner)
    return tuple(piece if i % 2 == 0 else slots[private.index(piece)] for i, piece in enumerate(pieces))


def _plain_number(number: float) -> str:
    if isinstance(number, Constant):
        return number.text
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))


def _latex_name(name: str) -> str:
    """One letter with or without digits is a variable; a longer name is set upright, with no sign left to obey."""
    if match := re.fullmatch(r"([A-Za-z])_?([0-9]*)", name):
        return match[1] + (f"_{{{match[2]}}}" if match[2] else "")
    return rf"\text{{{''.join(LATEX_SIGNS.get(c, c) for c in printable(name))}}}"


LATEX_SIGNS = {c: rf"\{c}" for c in "{}$&#%_"} | {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def _mathml_name(name: str) -> str:
    if match := re.fullmatch(r"([A-Za-z])_?([0-9]+)", name):
        return f"<msub><mi>{match[1]}</mi><mn>{match[2]}</mn></msub>"
    return f"<mi>{escape(printable(name))}</mi>"


def _mathml_number(number: float) -> str:
    if isinstance(number, Constant):
        return "".join(_parts_in_mathml(number.latex))  # type: ignore[arg-type]
    digits = _plain_number(number)
    return f"<mrow><mo>−</mo><mn>{digits[1:]}</mn></mrow>" if digits.startswith("-") else f"<mn>{digits}</mn>"


TEXT = Style(lambda op: _parts(op.text), printable, _plain_number, "({})".format, ", ")
LATEX = Style(
    lambda op: _parts(op.latex),
    _latex_name,
    lambda number: number.latex if isinstance(number, Constant) else _plain_number(number),
    r"\left({}\right)".format,
    ", ",
)
MATHML = Style(
    lambda op: _parts_in_mathml(op.latex),
    _mathml_name,
    _mathml_number,
    "<mrow><mo>(</mo>{}<mo>)</mo></mrow>".format,
    "<mo>,</mo>",
)
