"""Typed expressions: equal to an independent calculation, and refused in one sentence that points at the mistake."""

from __future__ import annotations

import keyword
import math
import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograd import DomainError, ExpressionError, Value, operation, parse, speaking
from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.graph.expression import CALLABLE
from autograd.language import LANGUAGES
from autograd.notation.formulas import text
from autograd.notation.signs import DEEPEST, LONGEST, MOST_OPERATORS
from autograd.notation.symbols import Symbol
from autograd.testing.strategies import inputs_for, rows
from tests.conftest import IN_EACH_ROW, thinned

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


# Examples.


def shape(value: Value) -> Any:
    """The recorded graph as nested tuples."""
    if value.op is None:
        return value.name or value.data
    return (value.op.name, *[shape(x) for x in value.inputs], *value.op.bound.values())


@pytest.mark.parametrize(
    ("text", "graph"),
    [
        ("x - 2 - y", ("sub", ("sub", "x", 2.0), "y")),
        ("2 ** 3 ** x", ("pow", 2.0, ("pow", 3.0, "x"))),
        ("-x ** 2", ("neg", ("power", "x", 2.0))),
        ("x ** -2", ("power", "x", -2.0)),
        ("x ** (1 / 2)", ("power", "x", 0.5)),
        ("x ** pi", ("power", "x", math.pi)),
        ("x ** y", ("pow", "x", "y")),
        ("-3 * x", ("mul", -3.0, "x")),
        ("x - 3", ("sub", "x", 3.0)),
        ("+x", "x"),
        ("2 * 3", ("mul", 2.0, 3.0)),
        ("π * pi", ("mul", "π", "pi")),
        ("leaky_relu(x, 1 / 10)", ("leaky_relu", "x", 0.1)),
        ("leaky_relu(x, -0.1)", ("leaky_relu", "x", -0.1)),
        ("total(x, y, x)", ("total", "x", "y", "x")),
        ("sin (x)", ("sin", "x")),
    ],
)
def test_the_graph_is_as_written(text: str, graph: object) -> None:
    assert shape(parse(text, {"x": 2.0, "y": 3.0})) == graph


def test_a_name_is_one_leaf_however_often_it_stands_there() -> None:
    value = parse("x * ｘ + pi * pi", {"x": 3})
    leaves = [node.name for node in inputs_first([value]) if node.op is None]
    assert leaves == ["x", "pi"]


def test_the_apple() -> None:
    price = parse("りんご * 個数 * 消費税", {"りんご": 100, "個数": 2, "消費税": Value(1.1)})
    price.backward()
    assert price.data == 100 * 2 * 1.1
    assert [leaf.grad for leaf in inputs_first([price]) if leaf.name] == [2.2, 110.00000000000001]


def test_a_value_of_yours_is_used_as_it_is() -> None:
    x = Value(3.0)
    parse("x * x", {"x": x}).backward()
    assert x.grad == 6.0
    assert x.name is None


@pytest.mark.parametrize("name", thinned(CALLABLE))
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_every_function_of_the_table_can_be_called(name: str, data: st.DataObject) -> None:
    op = data.draw(rows(OPS[name]))
    xs = data.draw(inputs_for(op))
    names = [f"x{i}" for i in range(len(xs))]
    typed = text(Symbol("", op, tuple(map(Symbol, names)))) if name != "total" else f"total({', '.join(names)})"
    parsed = parse(typed, dict(zip(names, xs, strict=True)))
    assert parsed.data == op.value(*xs)
    assert parsed.op in (op, OPS.get("neg"))


def test_a_variable_may_have_the_name_of_a_function_or_of_pi() -> None:
    assert parse("sin * sin(sin)", {"sin": 2.0}).data == 2.0 * math.sin(2.0)
    assert parse("pi", {"pi": 3}).data == 3.0


MISTAKES = [
    # the text, and the column and the words of the message
    ("", 0, "nothing to calculate"),
    (" \t\n", 0, "nothing to calculate"),
    ("2x", 1, "a sign is missing before x"),
    ("2(x)", 1, "a sign is missing before ("),
    ("(x)(y)", 3, "a sign is missing before ("),
    ("sin(x)(y)", 6, "a sign is missing before ("),
    ("(sin)(x)", 5, "a sign is missing before ("),
    ("x y", 2, "a sign is missing before y"),
    ("りんご 個数", 4, "a sign is missing before 個数"),
    ("0x10", 1, "a sign is missing before x10"),
    ("1j", 1, "a sign is missing before j"),
    ("1.2.3", 3, "a sign is missing before .3"),
    ("x^2", 1, "a power is written **"),
    ("x²", 1, "as in x ** 2"),
    ("3³", 1, "as in x ** 3"),
    ("√x**2", 2, "write (√x)**2, √(x**2) or √(-x)"),
    ("√-x", 1, "write (√x)**2, √(x**2) or √(-x)"),
    ("√(x)**2", 4, "write (√x)**2, √(x**2) or √(-x)"),
    ("2√x", 1, "a sign is missing before √"),
    ("√", 1, "missing after √"),
    ("|x", 0, "this | is never closed"),
    ("|x| y|", 4, "a sign is missing before y"),
    ("x|", 1, "a sign is missing before |"),
    ("(|x)|", 1, "this | is never closed"),
    ("||", 2, "missing after |"),
    ("Σ x", 2, "a function with parentheses, as in sin(x)"),
    ("x//2", 1, "// is no part"),
    ("x%2", 1, "/ 100"),
    ("8％", 1, "/ 100"),
    ("h = 2*x = y", 8, "equality is =="),
    ("z = 3", 2, "a formula gets a name as in h = w * x; h + 1, numbers are given apart, as in x=3, and equality"),
    ("  りんこ=2*pi;", 5, "numbers are given apart, as in x=3"),
    ("; ;", 0, "there is nothing to calculate"),
    (" ;x", 1, "there is nothing before this ;"),
    ("x == y", 0, "the result is a comparison: write 1 if x > 0 else 0"),
    ("(x > y)", 0, "the result is a comparison: write 1 if x > 0 else 0"),
    ("h = x < y; h", 11, "the result is a comparison"),
    ("h = x < y; k = h; k", 18, "the result is a comparison"),
    ("dot(v, softmax(x, x, x))", 0, "dot takes two vectors of one length, and was given a vector of 2 and"),
    ("h = x; h[0]", 7, "[0] chooses from a vector or a matrix, and this is a scalar"),
    ("x ≤ y", 2, "write <="),
    ("1 if x ≧ y else 2", 7, "write >="),
    ("vᵀ @ v", 1, "a transposed matrix is written W.T"),
    ("v^T @ v", 1, "a power is written **, and a transposed matrix W.T"),
    ("x = 2; x", 2, "x is defined here and was given a number"),
    ("h = 1; h = 2; h", 7, "h is defined twice"),
    ("h + 1; h = 2; h", 0, "only the last part has no name"),
    ("h = h + 1; h", 4, "h is defined by itself"),
    ("2 = x", 2, "equality is =="),
    ("1 if x = 0 else 2", 7, "equality is =="),
    ("|x=1|", 2, "equality is =="),
    ("x+y=3", 3, "equality is =="),
    ("2x = y", 1, "a sign is missing before x"),
    ("h' = 2 * x; h'", 0, "'h'' is no name"),
    ("h? = 2 * x", 1, "? is no part"),
    ("h = x +; h", 7, "missing after +"),
    ("h = 2 * x; h + Ω", 15, "'Ω' has no value"),
    ("h = 2 * x; h + log(-h)", 15, "is not defined"),
    ("(y := x)", 3, ": is no part"),
    ("(x", 0, "never closed"),
    ("x)", 1, "no ( for this )"),
    ("((x) + (y", 7, "never closed"),
    ("()", 1, "missing before )"),
    ("(x+)", 3, "missing before )"),
    ("sin(x,)", 6, "missing before )"),
    ("sin(,x)", 4, "missing before ,"),
    ("x +", 3, "missing after +"),
    ("x + \n", 3, "missing after +"),
    ("* x", 0, "missing before *"),
    ("x ** * y", 5, "missing before *"),
    ("total(*x)", 6, "missing before *"),
    ("x, y", 1, "comma"),
    ("(x, y)", 2, "comma"),
    ("1,000", 1, "comma"),
    ("sin((x, y))", 6, "comma"),
    ("x[0]", 0, "[0] chooses from a vector or a matrix, and x is a scalar: give it numbers, such as x=[1, 2]"),
    ("x[1, 0]", 0, "[1] chooses from a vector or a matrix, and x is a scalar"),
    ("3[0]", 1, "[0] stands after a name or a )"),
    ("v[2]", 0, "there is no number [2] of 2: they are counted from 0"),
    ("v[0, 1]", 0, "[1] chooses from a vector or a matrix, and this is a scalar"),
    ("v[-1]", 1, "a number is chosen by whole numbers counted from 0, as in x[0]"),
    ("v + 1", 0, "the result is a vector of 2, and only a scalar has a gradient"),
    ("softmax(x, x)", 0, "the result is a vector of 2"),
    ("softmax(x, x)[2]", 0, "there is no number [2] of 2"),
    ("mean(x)[0]", 0, "[0] chooses from a vector or a matrix, and this is a scalar"),
    ("mean()", 0, "mean takes one vector or matrix, or several scalars"),
    ("max(v, 0)", 0, "max takes one vector or matrix, or several scalars: number by number it is maximum(x, y)"),
    ("conv(v, x)", 0, "conv takes a vector and a vector as window"),
    ("sum(conv(v, outer(v, v)[0] @ outer(v, v)) @ v)", 4, "does not fit"),
    ("sum(conv(v, softmax(x, x, x)))", 4, "the window of conv lies inside, but it is a vector of 3"),
    ("x[y]", 1, "[ is no part"),
    ("[x for x in y]", 0, "[ is no part"),
    ("{x}", 0, "{ is no part"),
    ("x.y", 1, ". is no part"),
    ("x.Tx", 1, ". is no part"),
    (".T", 0, ".T stands after a name or a )"),
    ("...", 0, ". is no part"),
    ("f'{x}'", 1, "without quotes"),
    ('b"x"', 1, "without quotes"),
    ("__import__('os')", 11, "without quotes"),
    ("leaky_relu(x, slope=1)", 19, "= is no part"),
    ("x # y", 2, "# is no part"),
    ("x; y", 0, "only the last part has no name"),
    ("h = x;; h", 6, "there is nothing before this ;"),
    ("x\\\ny", 1, "\\ is no part"),
    ("~x", 0, "~ is no part"),
    ("x\0", 1, "is no part"),
    ("lambda: 1", 0, "'lambda' is reserved"),
    ("x if y", 2, "an else is missing for this if: a choice is written 1 if x > 0 else 0"),
    ("(x if y) else x", 3, "an else is missing"),
    ("maximum(x if y, x)", 10, "an else is missing"),
    ("x else y", 2, "there is no if for this else"),
    ("x if else y", 5, "missing before else"),
    ("x if y if x else y else x", 7, "a choice within a condition stands in parentheses"),
    ("x and y", 2, "write 0 < x < 1, or choices within each other"),
    ("not x", 0, "write 0 < x < 1, or choices within each other"),
    ("None", 0, "'None' is reserved"),
    ("True + 1", 0, "'True' is reserved"),
    ("x + z", 4, "'z' has no value: give it one, as in z=3"),
    ("nan", 0, "'nan' has no value"),
    ("りんこ", 0, "did you mean 'りんご'?"),
    ("__import__(x)", 0, "'__import__' is no function"),
    ("x(2)", 0, "'x' is no function here"),
    ("sine(x)", 0, "did you mean 'sin'?"),
    ("dot(x, x)", 0, "dot takes two vectors, and was given a scalar"),
    ("tan", 0, "tan is a function: it needs its argument in parentheses"),
    ("1 + sin()", 4, "sin takes 1 number, and was given 0"),
    ("sin(1, 2)", 0, "sin takes 1 number, and was given 2"),
    ("maximum(x)", 0, "maximum takes 2 numbers, and was given 1"),
    ("leaky_relu(x, 1, 2)", 0, "leaky_relu takes 1 or 2 numbers, and was given 3"),
    ("leaky_relu(x, y)", 0, "the slope of leaky_relu is a constant"),
    ("total()", 0, "total takes one vector or matrix, or several scalars"),
    ("x + 1e999", 4, "1e999 is too large"),
    ("7" * 5000, 0, "… is too large"),
    ("007", 0, "begins with a needless 0"),
    ("x + 1 / 0", 4, "1 / 0 is not defined"),
    ("y * log(-x)", 4, "log"),
    ("9**9**9", 0, "too large"),
    ("(-8) ** (1/3)", 0, "not defined"),
    ("　　りんご　＋　？", 8, "? is no part"),
]


@pytest.mark.parametrize(("text", "column", "words"), MISTAKES, ids=[text[:20] for text, *_ in MISTAKES])
def test_a_mistake_is_told_and_pointed_at(text: str, column: int, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, {"x": 2.0, "y": 3.0, "りんご": 100, "個数": 2, "v": [1.0, 2.0]})
    assert words in caught.value.message
    assert caught.value.column == column


WORDS = re.compile("[a-z]{2,} [a-z]{2,}")
"""Two English words after each other: no name, and no formula."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "column"), [mistake[:2] for mistake in MISTAKES], ids=[text[:20] for text, *_ in MISTAKES]
)
def test_a_mistake_is_a_sentence_and_a_picture_in_every_language(text: str, column: int, lang: str) -> None:
    with speaking(lang), pytest.raises(ExpressionError) as caught:
        parse(text, {"x": 2.0, "y": 3.0, "りんご": 100, "個数": 2, "v": [1.0, 2.0]})
    error = caught.value
    sentence, shown, caret = str(error).split("\n")
    assert (sentence, error.column, caret.strip()) == (error.message, column, "^")
    assert not text.strip() or shown.startswith("  ")
    assert bool(WORDS.search(sentence)) is (lang == "en")
    assert bool(re.search("[ぁ-ん]", re.sub("りん[ごこ]", "", sentence))) is (lang == "ja")


@pytest.mark.parametrize("end", [";", " ; ", ";;", "; ;\n;"])
def test_nothing_need_follow_the_last_separator(end: str) -> None:
    for typed, result in ("x + 1", 3.0), ("h = x * y; h - 1", 5.0), ("h = 3 * x", 6.0):
        assert parse(typed + end, {"x": 2.0, "y": 3.0}).data == result


def test_the_name_that_has_no_value_is_told_apart() -> None:
    missing = []
    for typed in ("x + りんご", "x + ?", "log(-x)"):
        with pytest.raises(ExpressionError) as caught:
            parse(typed, {"x": 1.0})
        missing.append(caught.value.missing)
    assert missing == ["りんご", "", ""]


def test_the_error_as_it_is_shown() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("りんご\n*\t(個数 ＋ ?)", {})
    assert str(caught.value).split("\n")[1:] == ["  りんご * (個数 ＋ ?)", "                    ^"]


LONG, SIMILAR = ("".join(chr(0x4E00 + i * step % 3000) for i in range(15_000)) for step in (7, 11))
"""Names of so many different letters that a comparison of the two takes a quarter of a second."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(" * 1_000_000, "it has 1,000,000 characters, and 20,000 is the most that is read"),
        ("x" * 1_000_000, "the most that is read"),
        ("+".join("x" * 1_000_000), "the most that is read"),
        ("(" * (LONGEST // 2) + ")" * (LONGEST // 2), "more than 100 parentheses within each other"),
        ("sin(" * 5000, "more than 100 parentheses within each other"),
        ("-(" * 5000 + "x" + ")" * 5000, "more than 100 parentheses within each other"),
        ("-" * 15_000 + "x", "more than 2,000 operators"),
        ("+".join("x" * 5000), "more than 2,000 operators: add with total(x, y)"),
        ("**".join("x" * 5000), "more than 2,000 operators"),
        ("x" * LONGEST, "has no value"),
        (LONG, "has no value"),
        (LONG + "(x)", "is no function here"),
        ("7" * LONGEST, "too large"),
        ("1_" * 100, "a sign is missing before _"),
        ("√" * LONGEST, "more than 2,000 operators"),
        ("x" + "[0]" * 5000, "more than 2,000 operators"),
        ("x" + ".T" * 5000, "more than 2,000 operators"),
        ("x if x else " * 1500 + "x", "more than 2,000 operators"),
        ("|" * 5000, "more than 100 parentheses within each other"),
        ("a=x;" * 6000, "the most that is read"),
        ("where(x>0, 1, 2)" + "+log(-x)" * 600, "log(x) needs x > 0"),
        ("x" + "\u0301" * 15_000 + "?", "? is no part of an expression"),
    ],
    ids=lambda text: text[:6],
)
def test_excess_is_refused_at_once(text: str, words: str) -> None:
    start = time.process_time()
    with pytest.raises(ExpressionError) as caught:
        parse(text, {"x": 1.0} | {SIMILAR[i:]: 2.0 for i in range(10)})
    assert time.process_time() - start < 1.0
    assert words in caught.value.message
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    "text",
    [
        "+".join("x" * MOST_OPERATORS),
        "**".join("x" * MOST_OPERATORS),
        "-" * MOST_OPERATORS + "x",
        "x**-" * (MOST_OPERATORS // 2) + "x",
        "(" * DEEPEST + "x" + ")" * DEEPEST,
        "-(" * DEEPEST + "x" + ")" * DEEPEST,
        "sin(x**-(x+" * (DEEPEST // 2) + "x" + "))" * (DEEPEST // 2),
        f"total({','.join('x' * 9_000)})",
        "√" * MOST_OPERATORS + "x",
        "|" * DEEPEST + "x" + "|" * DEEPEST,
        "x if x else " * (MOST_OPERATORS // 2) + "x",
        "v" + ".T" * (MOST_OPERATORS - 1) + "[0]",
        "(" + "<".join("x" * MOST_OPERATORS) + ")+x",
        "".join(f"a{i}=x;" for i in range(2500)) + "x",
    ],
    ids=lambda text: text[:6],
)
def test_as_much_as_is_promised_is_read(text: str) -> None:
    """The limits lie below those of every Python's parser."""
    assert math.isfinite(parse(text, {"x": 1.0, "v": [1.0]}).data)


@pytest.mark.parametrize("text", [None, 3, b"x", ["x"], Value(1.0)])
def test_what_is_no_text_is_a_type_error(text: Any) -> None:
    with pytest.raises(TypeError, match=f"an expression is a text, not {type(text).__name__}"):
        parse(text)


@pytest.mark.parametrize("number", ["3", None, 1j, ["3"], b"3"])
def test_a_variable_that_is_no_number_is_a_type_error(number: object) -> None:
    with pytest.raises(TypeError, match=r"the variable x(\[0\])? holds one real number"):
        parse("x", {"x": number})


@pytest.mark.parametrize("given", [[], [[]], [1.0, [2.0]], [[1.0, 2.0], [3.0]], [[[1.0]]]])
def test_a_variable_that_is_no_vector_or_matrix_is_a_type_error(given: object) -> None:
    with pytest.raises(TypeError, match="the variable x"):
        parse("sum(x)", {"x": given})


def test_a_variable_whose_name_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="by name"):
        parse("x", {1: 2.0})  # type: ignore[dict-item]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**400])
def test_a_variable_without_a_finite_number_is_pointed_at(number: float) -> None:
    with pytest.raises(ExpressionError, match="the variable x holds") as caught:
        parse("2 * x", {"x": number})
    assert caught.value.column == 4


def test_an_expression_error_is_no_domain_error() -> None:
    """A learner's typing and the calculus are told apart; both are ValueErrors."""
    assert issubclass(ExpressionError, ValueError)
    assert not issubclass(ExpressionError, DomainError)


def test_a_mistake_without_a_text_is_one_sentence_at_column_0() -> None:
    error = ExpressionError("it is too long")
    assert (str(error), error.message, error.text, error.column) == ("it is too long", "it is too long", "", 0)


@pytest.mark.parametrize(
    ("text", "constant"), [("clamp(x, y, 1)", "low"), ("clamp(x, 0, y)", "high"), ("clamp(x, y, y)", "low")]
)
def test_the_constant_that_varies_is_named(text: str, constant: str) -> None:
    with pytest.raises(ExpressionError, match=f"^the {constant} of clamp is a constant: write it as a number"):
        parse(text, {"x": 1.0, "y": 2.0})


@pytest.mark.parametrize("name", ["ln", "σ", "sin"])
def test_a_function_without_parentheses_is_told(name: str) -> None:
    with pytest.raises(ExpressionError, match=f"{name} is a function: it needs its argument in parentheses"):
        parse(f"{name} + 1")


def test_operations_are_given_by_name_and_are_those_of_ones_own() -> None:
    double = operation("double", lambda x: 2.0 * x, lambda z, x: (2.0,))
    assert parse("double(x)", {"x": 3.0}, operations=[double]).data == 6.0
    by_place: Any = parse
    with pytest.raises(TypeError, match="positional"):
        by_place("x", {"x": 1.0}, [double])
    wrong: list[Any] = [[OPS["mul"]], [math.sin], math.sin, 3]
    for operations in wrong:
        with pytest.raises(TypeError, match=r"operations is a list of what autograd\.operation made, and .* is not"):
            parse("x", {"x": 1.0}, operations=operations)


def test_constants_may_be_left_out_where_they_have_defaults() -> None:
    for written, whole in (("leaky_relu(x)", "leaky_relu(x, 0.01)"), ("elu(x)", "elu(x, 1)")):
        assert parse(written, {"x": -2.0}).data == parse(whole, {"x": -2.0}).data < 0.0
