"""Random expressions as people type them: equal to an independent calculation, or refused where the mistake stands."""

import keyword
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd import ExpressionError, parse
from autograd.calculus.order import inputs_first

VARIABLES = {"x": 2.0, "y": -0.75, "りんご": 100.0, "個数": 3.0, "é_1": 0.5, "sin": 1.25, "pi": 3.0, "total": 7.0}


@dataclass(frozen=True)
class Term:
    """A piece of an expression: its tokens, how tightly its outermost operator binds, and its number.

    The number is worked out beside the text, by floats; None if an operation on the way has no finite result.
    """

    tokens: tuple[str, ...]
    level: int
    number: float | None

    def within(self, level: int) -> tuple[str, ...]:
        return self.tokens if self.level >= level else ("(", *self.tokens, ")")


SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
BINARY: dict[str, tuple[int, int, int, Callable[[float, float], float]]] = {
    # what binds how tightly, and how tightly its left and its right side must
    "+": (SUM, SUM, PRODUCT, lambda x, y: x + y),
    "-": (SUM, SUM, PRODUCT, lambda x, y: x - y),
    "*": (PRODUCT, PRODUCT, SIGN, lambda x, y: x * y),
    "/": (PRODUCT, PRODUCT, SIGN, lambda x, y: x / y),
    "**": (POWER, ATOM, SIGN, math.pow),
}
CALLS: dict[str, Callable[..., float]] = {
    "sin": math.sin,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "abs": abs,
    "relu": lambda x: max(x, 0.0),
    "maximum": max,
    "minimum": min,
    "leaky_relu": lambda x: x if x > 0 else 0.01 * x,
    "total": lambda *xs: sum(xs),
}
ARITY = {"maximum": 2, "minimum": 2, "total": 3}


def worked_out(operation: Callable[..., float], *terms: Term) -> float | None:
    numbers = [term.number for term in terms if term.number is not None]
    if len(numbers) < len(terms):
        return None
    try:
        number = operation(*numbers)
    except (ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None


def extended(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    def binary(sign: str, left: Term, right: Term) -> Term:
        level, left_level, right_level, operation = BINARY[sign]
        tokens = (*left.within(left_level), sign, *right.within(right_level))
        return Term(tokens, level, worked_out(operation, left, right))

    def signed(sign: str, term: Term) -> Term:
        return Term((sign, *term.within(SIGN)), SIGN, worked_out(lambda x: -x if sign == "-" else x, term))

    def call(name: str, arguments: list[Term]) -> Term:
        arguments = arguments[: ARITY.get(name, 1)]
        tokens = [token for term in arguments for token in (",", *term.tokens)][1:]
        return Term((name, "(", *tokens, ")"), ATOM, worked_out(CALLS[name], *arguments))

    return st.one_of(
        st.builds(binary, st.sampled_from(list(BINARY)), terms, terms),
        st.builds(signed, st.sampled_from("+-"), terms),
        st.builds(call, st.sampled_from(list(CALLS)), st.lists(terms, min_size=3, max_size=3)),
        terms.map(lambda term: Term(("(", *term.tokens, ")"), ATOM, term.number)),
    )


literals = st.sampled_from(["0", "1", "2", "3", ".5", "2.", "0.25", "1e-3", "1_000", "12E+2"])
atoms = st.one_of(
    st.sampled_from(list(VARIABLES)).map(lambda name: Term((name,), ATOM, VARIABLES[name])),
    literals.map(lambda text: Term((text,), ATOM, float(text))),
)
terms = st.recursive(atoms, extended, max_leaves=8)


def full_width(token: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in token)


def japanese(token: str) -> str:
    return {"*": "×", "/": "÷", "-": "−", ",": "、"}.get(token, token)


@st.composite
def typed(draw: st.DrawFn) -> tuple[Term, list[str]]:
    """A term, and its tokens as people type them; each but the last may end in blanks."""
    term = draw(terms)
    dress: st.SearchStrategy[Callable[[str], str]] = st.sampled_from([str, str, full_width, japanese])
    blank = st.sampled_from(["", "", " ", "  ", "\t", "\n", "\r\n", "　", "\u00a0"])
    return term, [draw(blank), *[draw(dress)(token) + draw(blank) for token in term.tokens]]


@given(typed())
def test_the_value_is_that_of_an_independent_calculation(sample: tuple[Term, list[str]]) -> None:
    term, pieces = sample
    if term.number is None:
        with pytest.raises(ExpressionError):
            parse("".join(pieces), VARIABLES)
    else:
        assert parse("".join(pieces), VARIABLES).data == term.number


def caret_and_character(error: ExpressionError) -> tuple[int, str]:
    """Where the caret stands on the screen, and the character above it."""
    line, caret = str(error).split("\n")[-2:]
    place = caret.index("^")
    columns = [c for c in line for _ in range(2 if unicodedata.east_asian_width(c) in "WF" else 1)]
    return place, columns[place] if place < len(columns) else ""


@given(typed(), st.sampled_from("?$^:[]{}'\"#!~`&\\%²½‘¥≤\0\x1b\u200b\ud800"), st.data())
def test_a_foreign_character_is_pointed_at(sample: tuple[Term, list[str]], foreign: str, data: st.DataObject) -> None:
    _, pieces = sample
    place = data.draw(st.integers(0, len(pieces)))
    before, after = "".join(pieces[:place]), "".join(pieces[place:])
    with pytest.raises(ExpressionError, match="is no part of an expression") as caught:
        parse(before + foreign + after, VARIABLES)
    assert caught.value.column == len(before)
    shown = "�" if unicodedata.category(foreign)[0] == "C" else foreign
    assert caret_and_character(caught.value)[1] == shown


@given(typed())
def test_an_unknown_name_is_pointed_at(sample: tuple[Term, list[str]]) -> None:
    """The same for mistakes that the tree tells, where Python counts bytes."""
    term, pieces = sample
    before = f"({''.join(pieces)}) ＋ "
    with pytest.raises(ExpressionError) as caught:
        parse(before + "Ω - 1", VARIABLES)
    if term.number is not None:  # otherwise it is refused first
        assert "'Ω' has no value" in caught.value.message
        assert caught.value.column == len(before)
        assert caret_and_character(caught.value)[1] == "Ω"


def refused_or_read(text: str) -> None:
    error = None
    try:
        assert math.isfinite(parse(text, VARIABLES).data)
    except ExpressionError as refusal:
        error = refusal
    if error:
        assert 0 <= error.column <= len(text)
        assert error.text == text
        assert len(error.message) < 400
        message, line, caret = str(error).split("\n")
        assert message == error.message
        assert caret.strip() == "^"
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in message + line)


anything = st.characters(exclude_categories=())  # lone surrogates too
likely = st.sampled_from([*"xy123.,+-*/()= eE_りΩ·²ｘ（", "**", "sin(", "total(", "leaky_relu(", "if", "lambda ", "  "])


@given(st.one_of(st.text(anything), st.lists(likely, max_size=25).map("".join)))
@example("\0")
@example("\ud800")
@example("x\n+ y")
@example("sin" * 1000)
@example("𝐢𝐟")  # a keyword, once Python has normalised it
@example("__debug__ + __class__")
@example("7" * 5000)
@example("0" * 5000)
@example("0." + "0" * 5000 + "1")
def test_any_text_is_read_or_refused(text: str) -> None:
    refused_or_read(text)


letters = st.characters(categories=["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Pc"], exclude_characters="ᵀ")


@given(
    st.text(letters, min_size=1, max_size=8).filter(str.isidentifier),
    st.sampled_from(["{}", "  {} ", "2*{}/2", "-(-{})", "maximum({}, {})"]),
)
def test_every_identifier_can_be_a_name(name: str, form: str) -> None:
    plain = unicodedata.normalize("NFKC", name)
    if not keyword.iskeyword(plain):
        value = parse(form.format(name, name), {name: 3.5})
        assert value.data == 3.5
        assert plain in {node.name for node in inputs_first([value])}
