"""Any text gives a value or a sentence, wherever a text is read: expressions, claims, shapes, answers, commands."""

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograd import ExpressionError, Value, check_claim, mark, parse, worksheet
from autograd.by_hand.answers.read import read
from autograd.graph.expression.arrays import NAMES as NAMES_OF_FUNCTIONS
from tests.commands.test_main import ringo
from tests.conftest import fewer, takes_long

NAMES = [
    "x", "y", "W", "りんご", "pi", "π", "σ", "ln", "sin", "ｘ", "_", "if", "None", "𝐢𝐟", "𝐓𝐫𝐮𝐞", "µ", "ℯ",
    "x²", "\u0345",
]  # fmt: skip
NUMBERS = [
    "0", "1", "2", "0.5", ".5", "5.", "1e3", "1E-400", "1e400", "1_0", "1__0", "00", "01", "0x1", "1j", "١", "１",
]  # fmt: skip
LONG = ["7" * 5000, "0" * 5000, "0." + "7" * 5000, "1e" + "7" * 5000, "9" * 309, "1_" * 2200 + "1"]
SIGNS = [
    "+", "-", "*", "/", "**", "//", "%", "@", "^", "=", "==", "<", ">", "<=", ">=", "!=", ":=", "(", ")", "[", "]", "{",
    "}", ",", ";", ":", ".", "...", "->", "~", "|", "&", "\\", "#", "'", '"', "`", "$", "?", "!", "\0", "\n", "\t",
    "\x1b", "\u3000", "\u200b", "\ufeff", "\ud800", "×", "÷", "−", "、", "（", "）", "［", "］", "²", "√",
]  # fmt: skip
INSIDES = ["0", "1", "2", "00", "01", "0_0", "1_0", "-1", "x", "", "0.5", " 0 ", "１", *LONG[:2]]
INDICES = [f"[{inside}]" for inside in INSIDES]
WORDS = [*NAMES_OF_FUNCTIONS, "Σ", "lambda", "import", "f"]

few = st.sampled_from([*NAMES, *NUMBERS]) | st.sampled_from(LONG)
rights: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(["x", "y", "W", "v", "M", "v[0]", "M[1, 0]", "2", "0.5", "pi", "e"]),
    lambda part: st.one_of(
        st.builds("{} {} {}".format, part, st.sampled_from([*"+-*/<>@", "**", "==", "!=", "<="]), part),
        st.builds("{} if {} else {}".format, part, part, part),
        st.builds("({} if {} else {})".format, part, part, part),
        st.sampled_from(["|{}|", "√{}", "√({})", "{}.T", "{}[0]", "{}[0, 1]"]).flatmap(
            lambda form: part.map(lambda inner: form.format(inner))
        ),
        st.builds("h = {}; {}".format, part, part),
        st.builds("h = {}; h + {}".format, part, part),
        st.builds("({})".format, part),
        st.builds("-{}".format, part),
        st.builds("{}({})".format, st.sampled_from(WORDS), st.lists(part, max_size=3).map(", ".join)),
        st.builds(
            "{}({}){}".format,
            st.sampled_from(["softmax", "log_softmax", "sin"]),
            st.lists(part, max_size=3).map(", ".join),
            st.sampled_from(INDICES),
        ),
    ),
    max_leaves=8,
)
"""Texts of which many are expressions."""

WRITTEN = ["| ", ".T", "[0]", "[0, 1]", " if ", " else ", "h = ", "≤", "∑"]
tokens = few | st.sampled_from(SIGNS) | st.sampled_from(WRITTEN) | st.sampled_from(INDICES) | st.sampled_from(WORDS)


@st.composite
def nearly_right(draw: st.DrawFn) -> str:
    """An expression into which something was put, or out of which something was cut."""
    text = draw(rights)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(start + 3, len(text))))
        text = text[:start] + draw(st.just("") | tokens) + text[end:]
    return text


texts = st.one_of(
    nearly_right(),
    st.lists(tokens, max_size=12).map("".join),
    st.lists(tokens, max_size=12).map(" ".join),
    st.text(st.characters(exclude_categories=()), max_size=20),
)
HARD = [
    "softmax(x, y)[01]", "softmax(x, y)[00]", "softmax(x, y)[0_0]", f"softmax(x, y)[{'7' * 5000}]",
    f"softmax(x, y)[{'7' * 309}]", f"softmax(x, y)[{'0' * 5000}]", "𝐢𝐟", "𝐢𝐟 + 1", "𝐓𝐫𝐮𝐞", "softmax(𝐍𝐨𝐧𝐞)[0]",
]  # fmt: skip


def with_examples(test: Any) -> Any:
    for text in HARD:
        test = example(text)(test)
    return test


def told(sentence: str) -> None:
    """A sentence without a character that a terminal obeys."""
    assert sentence.strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in sentence.replace("\n", ""))


VARIABLES = {"x": 0.5, "y": 2.0, "W": Value(-1.0), "if": 1.0, "True": 3.0, "None": 1.0, "v": [1.0, -2.0]} | {
    "M": [[1.0, 2.0], [3.0, -4.0]]
}


@with_examples
@given(texts)
@settings(max_examples=fewer(500))
def test_parse(text: str) -> None:
    try:
        assert isinstance(parse(text, VARIABLES), Value)
    except ExpressionError as error:
        told(error.message)


@with_examples
@given(texts)
@settings(max_examples=fewer(300))
def test_answers(text: str) -> None:
    answer = read(text)
    assert (answer.number is None) == (bool(answer.problem) or answer.blank)
    if answer.problem:
        told(answer.problem)


SHEET = worksheet(Value(2.0, name="a") * Value(3.0, name="b"))
ROWS = len(SHEET.rows)


@with_examples
@given(texts)
def test_marking(text: str) -> None:
    marks = mark(SHEET, {SHEET.rows[0].key: text})
    assert len(marks.rows) == ROWS
    told(str(marks))


def claimed(*texts: str, **also: Any) -> None:
    try:
        told(str(check_claim(*texts, **also)))
    except ExpressionError as error:
        told(error.message)


claims = settings(max_examples=fewer(40), suppress_health_check=[HealthCheck.nested_given, HealthCheck.too_slow])


@with_examples
@given(texts)
@claims
def test_functions_of_claims(text: str) -> None:
    claimed(text, "1", "x")


@with_examples
@given(texts)
@claims
def test_claims(text: str) -> None:
    claimed("softmax(x, y)[0]", text, "x")


@takes_long
@with_examples
@given(texts)
@claims
def test_what_a_claim_is_about(text: str) -> None:
    claimed("x*y", "y", text)
    claimed("sum(x)", "1", "x", shapes=text)
    claimed("sum(x)", "1", "x", shapes={"x": text})
    claimed("sum(x)", "1", "x", shapes={text: "n"})
    claimed("sum(x)", "1", "x", shapes={"x": "n"}, onehot=text)
    claimed("sum(x)", "1", "x", shapes={"x": "n"}, shares=[text])


@with_examples
@given(texts)
@claims
def test_commands(text: str) -> None:
    arguments = [
        [text, "x=0.5", "y=2", "W=1"],
        ["x*y", f"x={text}", "y=1"],
        ["worksheet", "x*y", "x=1", "y=2", "--learning-rate", text],
        ["worksheet", "x*y", "x=1", "y=2", "--parameters", text],
        ["claim", "sum(x)", "--d", "x", text, "--shape", "x=n"],
        ["claim", "sum(x)", "--d", "x", "1", "--shape", text],
    ]
    for words in arguments:
        status, _, err = ringo(*words)
        assert status in (0, 1, 2), words
        if status == 2:
            assert err.startswith("ringo: "), words
            told(err)


def test_one_name_may_stand_without_a_list() -> None:
    options: dict[str, Any] = {"shapes": {"label": "n", "x": "n"}}
    for onehot in ("label", ["label"]):
        assert check_claim("sum(x * label)", "label", "x", onehot=onehot, **options)


@pytest.mark.parametrize("shapes", [3, ["x", "n"], {3: "n"}, {None: "n"}, [("x", "n")]])
def test_shapes_that_are_no_texts(shapes: Any) -> None:
    with pytest.raises(TypeError, match=r"shapes are given by name: check_claim"):
        check_claim("sum(x)", "1", "x", shapes=shapes)


def test_sentences() -> None:
    for text, said, column in [
        ("softmax(x, y)[01]", "01 begins with a needless 0", 13),
        (f"softmax(x, y)[{'7' * 5000}]", "no vector is long enough for [777", 13),
        ("1 + 𝐢𝐟", "'𝐢𝐟' is reserved by Python", 4),
    ]:
        with pytest.raises(ExpressionError) as caught:
            parse(text, {"x": 1, "y": 2})
        assert caught.value.message.startswith(said)
        assert caught.value.column == column
    with pytest.raises(ExpressionError, match=r"'n' is a shape without a name"):
        check_claim("sum(x)", "1", "x", shapes="n")  # type: ignore[arg-type]
