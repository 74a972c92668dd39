"""A mistake in a typed expression is told in one sentence, in every language, with a picture that points at it."""

import re

import pytest

from autograd import DomainError, ExpressionError, parse, speaking
from autograd.language import LANGUAGES

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
