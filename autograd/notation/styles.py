"""The three notations: how Python, LaTeX and MathML write an operation, a name and a number.

Names come from users. No sign of a name is left for LaTeX or HTML to obey.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from autograd.calculus.elementary import Constant
from autograd.calculus.row import Op
from autograd.language import say
from autograd.language.text import printable


class Slot(NamedTuple):
    """The place of an argument in a template, and whether the signs around it make parentheses needless."""

    name: str
    enclosed: bool


SLOT = re.compile(r"\$([^\Wᵀ]+)")
OPENING, CLOSING = ("(", "{", "[", "|", ", "), (")", "}", "]", ",", r"\right")


def parts(template: str) -> tuple[str | Slot, ...]:
    """The signs of a template, and its slots."""
    pieces = SLOT.split(template)  # literal, name, literal, name, …, literal
    found: list[str | Slot] = []
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            found.append(piece)
        else:
            enclosed = pieces[i - 1].endswith(OPENING) and pieces[i + 1].startswith(CLOSING)
            found.append(Slot(piece, enclosed))
    return tuple(found)


@cache
def is_closed(template: str) -> bool:
    """Whether all slots of a template stand within brackets, so that it needs no parentheses in a larger formula.

    >>> is_closed("f($x)[$j]"), is_closed("$x + $y")
    (True, False)
    """
    depth = 0
    for sign in re.findall(r"\\left\W|\\right\W|[][(){}]|\$\w+", template):
        if sign.startswith("$") and depth == 0:
            return False
        depth += sign.startswith(("(", "[", "{", r"\left")) - sign.startswith((")", "]", "}", r"\right"))
    return True


@cache
def _parts_in_mathml(template: str) -> tuple[str | Slot, ...]:
    """A template in LaTeX, converted with one letter for each slot. Users' names never pass through here."""
    try:
        from latex2mathml.converter import convert
    except ModuleNotFoundError as error:
        raise ImportError(say("MathML needs latex2mathml")) from error
    slots = [part for part in parts(template) if isinstance(part, Slot)]
    private = [chr(0xE000 + i) for i in range(len(slots))]
    unnamed = iter(private)
    with_letters = SLOT.sub(lambda _: next(unnamed), template)
    upright = re.sub(r"\\operatorname{(.*?)}", lambda name: rf"\text{{{name[1]}}}".replace(r"\_", "_"), with_letters)
    inner = re.sub("^<math[^>]*>|</math>$", "", convert(upright))
    inner = inner.replace('columnalign="left"', 'style="text-align: left"')  # browsers know only this one
    pieces = re.split("<mi>([\ue000-\ue0ff])</mi>", inner)
    return tuple(piece if i % 2 == 0 else slots[private.index(piece)] for i, piece in enumerate(pieces))


def _plain_number(number: float) -> str:
    return number.text if isinstance(number, Constant) else repr(float(number)).removesuffix(".0")


NAMES_OF_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi pi rho sigma tau upsilon phi chi psi omega"
)
GREEK = dict(zip(NAMES_OF_GREEK.split(), "αβγδεζηθικλμνξπρστυφχψω", strict=True))
IN_LATEX = {letter: f"\\{name}" for name, letter in GREEK.items()}
PLACE = r"\[([0-9]{1,9})\]"
VARIABLE = re.compile(
    rf"({'|'.join(GREEK)}|[A-Za-z{''.join(GREEK.values())}])(?:_?([0-9]{{1,9}}))?(?:{PLACE}(?:{PLACE})?)?"
)
"""A letter, Latin or Greek, with or without an index, as in x1, or places, as in W[0][1]. Any other name is a word."""

SIGNS = {c: rf"\{c}" for c in "{}$&#%_"} | {"\\": r"{\backslash}", "^": r"{\wedge}", "~": r"{\sim}"}
"""Signs that LaTeX obeys, and the LaTeX that shows them."""


def _latex_name(name: str) -> str:
    """A variable, or a word set upright. Signs that LaTeX obeys are written in mathematics mode, between the words: all
    renderers know them there, and some do not know them in `\\text`."""
    if match := VARIABLE.fullmatch(name):
        letter = GREEK.get(match[1], match[1])
        index, places = match[2] or "", ",".join(filter(None, match.groups()[2:]))
        index += f"[{places}]" if index and places else places
        return IN_LATEX.get(letter, letter) + (f"_{{{index}}}" if index else "")
    words = [word for word in re.split(r"([\\{}$&#%_^~])", printable(name)) if word]
    shown = "".join(SIGNS.get(word) or rf"\text{{{word}}}" for word in words)
    return shown if len(words) == 1 else f"{{{shown}}}"


def _mathml_name(name: str) -> str:
    if match := VARIABLE.fullmatch(name):
        letter = f"<mi>{GREEK.get(match[1], match[1])}</mi>"
        index, *numbers = (f"<mn>{number}</mn>" if number else "" for number in match.groups()[1:])
        places = "<mo>,</mo>".join(filter(None, numbers))
        below = f"{index}<mo>[</mo>{places}<mo>]</mo>" if index and places else index or places
        row = f"<mrow>{below}</mrow>" if below.count("<mn>") > 1 else below
        return f"<msub>{letter}{row}</msub>" if row else letter
    from html import escape  # only here, since it is slow to load

    return f"<mi>{escape(printable(name))}</mi>"


def _mathml_number(number: float) -> str:
    if isinstance(number, Constant):
        return "".join(_parts_in_mathml(number.latex))  # type: ignore[arg-type]
    digits = _plain_number(number)
    return f"<mrow><mo>−</mo><mn>{digits[1:]}</mn></mrow>" if digits.startswith("-") else f"<mn>{digits}</mn>"


class Style(NamedTuple):
    """A notation: how it writes the template of an operation, a name, a number, the two parentheses, and a comma.

    `built_up` tells whether it has fraction bars and braces, and not one line of signs alone."""

    template: Callable[[Op], tuple[Any, ...]]
    name: Callable[[str], str]
    number: Callable[[float], str]
    opening: str
    closing: str
    comma: str
    built_up: bool = True

    def operand(self, operand: Any, least: int) -> Sequence[Any]:
        """An operand, in parentheses unless it binds at least so tightly."""
        return [operand] if operand.binding >= least else [self.opening, operand, self.closing]


TEXT = Style(lambda op: parts(op.text), printable, _plain_number, "(", ")", ", ", built_up=False)
LATEX = Style(
    lambda op: parts(op.latex),
    _latex_name,
    lambda number: number.latex if isinstance(number, Constant) else _plain_number(number),
    r"\left(", r"\right)", ", ",
)  # fmt: skip
MATHML = Style(
    lambda op: _parts_in_mathml(op.latex),
    _mathml_name,
    _mathml_number,
    "<mrow><mo>(</mo>", "<mo>)</mo></mrow>", "<mo>,</mo>",
)  # fmt: skip
