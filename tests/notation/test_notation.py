"""What is shown is what is calculated: every formula, read back, gives the numbers of the rule it came from.

Text is read back by Python itself and by `parse`, LaTeX by a reader of its own, MathML by an XML parser.
"""

from __future__ import annotations

import math
import sys
import tracemalloc
import unicodedata
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograd import DomainError, Value, exp, log, maximum, mean, parse, relu, sin, total, where
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op, nowhere
from autograd.graph.functions import FUNCTIONS, apply
from autograd.language.text import printable
from autograd.notation import formulas, styles
from autograd.notation.formulas import condition, formula, latex, mathml, partials, text, written
from autograd.notation.symbols import Symbol
from autograd.testing.programs import Program
from autograd.testing.strategies import inputs_for, programs, rows
from tests.conftest import IN_EACH_ROW, PROFILE, fewer, takes_long, thinned
from tests.latex import in_python

NAMES = [row.name for row in TABLE]
SAME_ARITHMETIC = [row for row in TABLE if not row.reads_as]
"""The rows that are written as themselves. Those that stand for a sum round it in another order."""


def latex_in_python(node: Any) -> str:
    return in_python(latex(node))


NOTATIONS = (text, latex_in_python)


def evaluated(shown: str, **names: Any) -> Any:
    """What the text means to Python, with this library's functions."""
    return eval(shown, {"__builtins__": {}, "pi": math.pi, **FUNCTIONS, **names})


def close(x: float, y: float) -> bool:
    """Equal but for rounding: a formula as textbooks have it may lose digits that the rule keeps, like `1 - z * z`."""
    return abs(x - y) <= 1e-9 * (1.0 + abs(y))


# Rows


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_the_formula_of_a_local_gradient_is_the_rule(name: str, data: st.DataObject) -> None:
    row = data.draw(rows(OPS[name]))
    inputs = drawn_inputs(row, data)
    z = row.value(*inputs.values())
    try:
        expected = row.partials(z, *inputs.values())
    except (ValueError, ArithmeticError):  # infinite, as that of sqrt at 0
        expected = None
    for write in NOTATIONS:
        shown = [write(partial) for partial in partials(row)]
        names = {letter: Value(x) for letter, x in {"z": z, **inputs}.items()}
        if expected is None:
            with pytest.raises((DomainError, ZeroDivisionError)):
                [evaluated(formula, **names) for formula in shown]
        else:
            found = [float(evaluated(formula, **names)) for formula in shown]
            assert len(found) == len(expected)
            assert all(map(close, found, expected)), (shown, found, expected)


@pytest.mark.parametrize("name", [row.name for row in TABLE if row.constants and row.arity < MANY])
@settings(max_examples=fewer(50))
@given(data=st.data())
def test_constants_may_stay_letters(name: str, data: st.DataObject) -> None:
    row = data.draw(rows(OPS[name]).filter(lambda row: row.bound != {"n": 0.0}))  # of n * x ** (n - 1), a case apart
    inputs = drawn_inputs(row, data)
    for write in NOTATIONS:
        for with_letters, with_numbers in zip(partials(OPS[name]), partials(row), strict=True):
            names = {"z": Value(row.value(*inputs.values())), **{letter: Value(x) for letter, x in inputs.items()}}
            try:
                expected = float(evaluated(write(with_numbers), **names))
            except (DomainError, ZeroDivisionError):
                assume(False)
            assert close(float(evaluated(write(with_letters), **names, **row.bound)), expected)


@pytest.mark.parametrize("name", thinned(NAMES))
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_the_formula_of_a_row_is_its_value(name: str, data: st.DataObject) -> None:
    row = data.draw(rows(OPS[name]))
    inputs = drawn_inputs(row, data)
    values = {letter: Value(x, letter) for letter, x in inputs.items()}
    for write in NOTATIONS:
        shown = write(apply(row, [*values.values()]))
        assert close(float(evaluated(shown, **values)), row.value(*inputs.values())), shown


def drawn_inputs(row: Op, data: st.DataObject) -> dict[str, float]:
    xs = data.draw(inputs_for(row, kinks=row.kink is not nowhere and data.draw(st.booleans())))
    names = [str(letter.name) for letter in formulas.letters(row)[0]]
    repeated = (xs * 3)[: len(names)]
    return dict(zip(names, (*repeated[:-1], float(xs[-1] > 0)) if row.index else repeated, strict=True))


WITH_CONDITIONS = [(row.name, which) for row in TABLE for which in ("domain", "kink")
                   if not isinstance(condition(row, which), bool)]  # fmt: skip


@pytest.mark.parametrize(("name", "which"), thinned(WITH_CONDITIONS))
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_the_formula_of_a_condition_is_the_condition(name: str, which: str, data: st.DataObject) -> None:
    row = OPS[name]
    number = st.integers(-3, 3).map(float) | st.floats(-3.0, 3.0)
    xs = {str(letter.name): data.draw(number) for letter in formulas.letters(row)[0]}
    constants = {c: data.draw(number) for c in row.constants}
    expected = getattr(row, which)(*xs.values(), **constants)
    for write in NOTATIONS:
        asked = write(condition(row, which)).replace(" is whole", ".is_integer()")
        assert bool(evaluated(asked, **xs, **constants)) is expected, asked


def test_a_planted_fault_in_a_rule_is_shown() -> None:
    wrong = Op("mul", "x, y", lambda x, y: x * y, lambda z, x, y: (x, y), symbol="*")
    assert [text(partial) for partial in partials(wrong)] == ["x", "y"]


def test_a_rule_that_chooses_with_if_is_refused_and_not_half_shown() -> None:
    half = Op("half", "x", lambda x: x, lambda z, x: (1.0 if x > 0.0 else 0.0,))
    with pytest.raises(TypeError, match=r"choose with where\(condition, x, y\)"):
        partials(half)
    with pytest.raises(TypeError, match="neither true nor false"):
        partials(OPS["softmax"])  # whether i == j, of an open j
    assert [text(p) for p in partials(OPS["softmax"].bind(0.0))] == [
        "z * (1 - z)", "-z * softmax(x1, x2, x3)[1]", "-z * softmax(x1, x2, x3)[2]",
    ]  # fmt: skip


# Whole expressions


def outcome(program: Program) -> Any:
    return program(*[Value(x, f"x{i}") for i, x in enumerate(program.leaves, 1)])


def formula_or_too_long(write: Callable[[Any], str], node: Any) -> str:
    try:
        return write(node)
    except ValueError:
        assume(False)
        raise


@pytest.mark.parametrize("write", NOTATIONS)
@given(program=programs(SAME_ARITHMETIC, steps=8))
def test_a_random_program_read_back_gives_the_same_number(write: Callable[[Any], str], program: Program) -> None:
    output = outcome(program)
    shown = formula_or_too_long(write, output)
    names = {f"x{i}": Value(x) for i, x in enumerate(program.leaves, 1)}
    assume(len(shown) < 5_000)  # Python's own parser is recursive
    assert float(evaluated(shown, **names)) == output.data, shown


@given(program=programs([row for row in SAME_ARITHMETIC if row.name != "where"], steps=6))
def test_parse_reads_what_text_writes(program: Program) -> None:
    output = outcome(program)
    shown = formula_or_too_long(text, output)
    assume(len(shown) < 2_000)
    again = parse(shown, {f"x{i}": x for i, x in enumerate(program.leaves, 1)})
    assert again.data == output.data
    assert text(again) == shown


@given(program=programs(steps=8))
def test_latex_is_balanced_and_mathml_is_well_formed(program: Program) -> None:
    output = outcome(program)
    shown = formula_or_too_long(latex, output)
    assert shown.count("{") == shown.count("}")
    assert shown.count(r"\left") == shown.count(r"\right")
    root = ElementTree.fromstring(formula_or_too_long(mathml, output))
    assert set(tags(root)) <= MATHML_TAGS
    variables = [e for e in root.iter("msub") if e[0].tag == "mi" and e[0].text == "x"]
    assert {int(e[1].text or 0) for e in variables} == set(range(1, len(program.leaves) + 1))


MATHML_TAGS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msub", "msup", "msqrt", "mroot", "mtable", "mtr", "mtd",
}  # fmt: skip


def tags(root: ElementTree.Element) -> list[str]:
    return [element.tag for element in root.iter()]


@pytest.mark.parametrize("name", NAMES)
def test_mathml_of_every_row_and_rule_is_well_formed(name: str) -> None:
    row = OPS[name].bind(0.0) if OPS[name].arity == MANY and OPS[name].constants else OPS[name]
    conditions = [c for c in (condition(row, "domain"), condition(row, "kink")) if not isinstance(c, bool)]
    for shown in map(mathml, [formula(row), *partials(row), *conditions]):
        assert set(tags(ElementTree.fromstring(shown))) <= MATHML_TAGS
        assert not any(0xE000 <= ord(c) < 0xF8FF for c in shown), "a slot was left open"


a, b, c, x, y, z = (Value(v, name) for v, name in zip((1.5, 2.25, 0.75, 1.25, 3.5, 0.5), "abcxyz", strict=True))
PARENTHESES = [
    (a - (b - c),              "a - (b - c)",              r"a - \left(b - c\right)"),
    (a - b - c,                "a - b - c",                "a - b - c"),
    (a - (b + c),              "a - (b + c)",              r"a - \left(b + c\right)"),
    (a + (b - c),              "a + (b - c)",              r"a + \left(b - c\right)"),
    ((a**b) ** c,              "(a ** b) ** c",            r"\left(a^{b}\right)^{c}"),
    (a ** b**c,                "a ** b ** c",              "a^{b^{c}}"),
    (-(x * y),                 "-(x * y)",                 r"-\left(x \cdot y\right)"),
    (-x * y,                   "-x * y",                   r"-x \cdot y"),
    (x * -y,                   "x * (-y)",                 r"x \cdot \left(-y\right)"),
    (x.__neg__().__neg__(),    "-(-x)",                    r"-\left(-x\right)"),
    (a - -b,                   "a - (-b)",                 r"a - \left(-b\right)"),
    (-(a + b),                 "-(a + b)",                 r"-\left(a + b\right)"),
    (-(x**2),                  "-x ** 2",                  "-x^{2}"),
    ((-x) ** 2,                "(-x) ** 2",                r"\left(-x\right)^{2}"),
    (x**-2,                    "x ** (-2)",                "x^{-2}"),
    (x**-y,                    "x ** (-y)",                "x^{-y}"),
    (x ** (y + 1),             "x ** (y + 1)",             "x^{y + 1}"),
    (a / (b * c),              "a / (b * c)",              r"\frac{a}{b \cdot c}"),
    (a / b * c,                "a / b * c",                r"\frac{a}{b} \cdot c"),
    (a * (b / c),              "a * (b / c)",              r"a \cdot \frac{b}{c}"),
    (a / (b / c),              "a / (b / c)",              r"\frac{a}{\frac{b}{c}}"),
    ((a + b) / c,              "(a + b) / c",              r"\frac{a + b}{c}"),
    ((a + b) * c,              "(a + b) * c",              r"\left(a + b\right) \cdot c"),
    ((a / b) ** 2,             "(a / b) ** 2",             r"\left(\frac{a}{b}\right)^{2}"),
    (x ** (1 / 3),             "x ** (1 / 3)",             r"x^{\frac{1}{3}}"),
    (Value(1 / 3) ** x,        "(1 / 3) ** x",             r"\left(\frac{1}{3}\right)^{x}"),
    (exp(x) ** 2,              "exp(x) ** 2",              r"\left(e^{x}\right)^{2}"),
    (log(x) ** 2,              "log(x) ** 2",              r"\left(\ln\left(x\right)\right)^{2}"),
    (exp(-x / 2),              "exp(-x / 2)",              r"e^{\frac{-x}{2}}"),
    (sin(a + b),               "sin(a + b)",               r"\sin\left(a + b\right)"),
    (maximum(a - b, -c),       "maximum(a - b, -c)",       r"\max\left(a - b, -c\right)"),
    (abs(a - b),               "abs(a - b)",               r"\left|a - b\right|"),
    (mean([a, b - c]),         "mean(a, b - c)",           r"\operatorname{mean}\left(a, b - c\right)"),
    (a * total([b, -c]),       "a * (b - c)",              r"a \cdot \left(b - c\right)"),
    (2 * x,                    "2 * x",                    r"2 \cdot x"),
    (x - (-2),                 "x - (-2)",                 r"x - \left(-2\right)"),
    (x + x * 1e-300,           "x + x * 1e-300",           r"x + x \cdot 10^{-300}"),
    (relu(x) - where(0, a, where(1, b, c)),
                               "relu(x) - where(0, a, where(1, b, c))",
     r"\operatorname{relu}\left(x\right) - "
     r"\begin{cases} {a} & \text{if } {0} \\ {b} & \text{if } {1} \\ {c} & \text{otherwise} \end{cases}"),
]  # fmt: skip


@pytest.mark.parametrize(("node", "as_text", "as_latex"), PARENTHESES, ids=[case[1] for case in PARENTHESES])
def test_parentheses_are_those_of_textbooks(node: Value, as_text: str, as_latex: str) -> None:
    assert text(node) == as_text
    assert latex(node) == as_latex
    for shown in (as_text, in_python(as_latex)):
        assert float(evaluated(shown, a=a, b=b, c=c, x=x, y=y, z=z)) == node.data


def test_signs_that_no_value_has_stand_in_parentheses_too() -> None:
    x = Symbol("x")
    assert text((-2) ** x) == "(-2) ** x"
    assert latex((-2) ** x) == r"\left(-2\right)^{x}"
    assert text(x > -1) == "x > -1"
    assert latex(x > -1) == "x > -1"
    assert text((x > 0) & ((x < 1) | (x == 2))) == "x > 0 and (x < 1 or x == 2)"
    assert text((x > 0) | (x < -1) & (x != -2)) == "x > 0 or x < -1 and x != -2"
    assert written(OPS["pow"], ["-2", "x"]) == "(-2) ** x"
    assert written(OPS["sub"], ["0", "-5"]) == "0 - (-5)"


def test_the_tests_of_parentheses_notice_when_they_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "_least", lambda *_: 0)
    wrong = [case[0] for case in PARENTHESES if evaluated(text(case[0]), a=a, b=b, c=c, x=x, y=y, z=z) != case[0]]
    assert len(wrong) > 10
    wrong = [n for n, *_ in PARENTHESES if evaluated(in_python(latex(n)), a=a, b=b, c=c, x=x, y=y, z=z) != n]
    assert len(wrong) > 5


# Numbers


@pytest.mark.parametrize(
    "number",
    [0.0, -0.0, 1.0, -2.0, 0.1, 1 / 3, -2 / 7, 2 / 3, 1e-300, -1e-300, 1.5e-7, 1e15, 1e16, 1e22, 123456789.0, math.pi,
     1.7976931348623157e308, 2.2250738585072014e-308],
)  # fmt: skip
def test_a_number_read_back_is_the_number(number: float) -> None:
    for node in (Value(number), Symbol(number)):
        assert evaluated(text(node)) == number
        assert evaluated(in_python(latex(node))) == pytest.approx(number, rel=1e-15)
        ElementTree.fromstring(mathml(node))


def test_numbers_are_short_where_they_can_be() -> None:
    numbers = [1 / 3, 0.5, 100.0, 1e-5, 123456789.0, 1e22]
    assert [text(Value(n)) for n in numbers] == ["1 / 3", "0.5", "100", "1e-05", "123456789", "1e+22"]
    assert latex(Value(1e-5)) == "10^{-5}"
    assert latex(Value(2.0, name="x").leaky_relu(2e-7)).endswith(r"\left(x, 2 \cdot 10^{-7}\right)")


def test_constants_with_a_name_are_shown_by_it() -> None:
    (partial,) = partials(OPS["erf"])
    assert text(partial) == "2 * exp(-x * x) / sqrt(pi)"
    assert latex(partial).endswith(r"{\sqrt{\pi}}")
    assert "<msqrt>" in mathml(partial)


def test_constants_of_symbols_have_their_defaults_and_names() -> None:
    x = Symbol("x")
    assert text(x.leaky_relu()) == text(x.leaky_relu(slope=0.01)) == "leaky_relu(x, 0.01)"
    assert text(x.clamp(-1, high=2)) == "clamp(x, -1, 2)"
    assert text(apply(OPS["softmax"].bind(1.0), [x, 2.0])) == "softmax(x, 2)[1]"
    for constants, named in [((), {}), ((1, 2, 3), {}), ((1,), {"slope": 1})]:
        with pytest.raises(TypeError, match="clamp takes x, low, high"):
            x.clamp(*constants, **named)


# Names


HOSTILE = [
    "<script>alert(1)</script>", "<b>", "a&b", "&lt;", "]]>", "<!--", '"quoted"', "it's", r"\input{/etc/passwd}", "$x$",
    "$", r"\(", "}{", "a^b", "x_", "_", "~", "%", "#1", "\\", r"\end{cases}", "\x00\x1b[31m", "a\nb", "\u202eabc",
    "\ud800", "\ue000", "x" * 10_000, "りんご", "", " ", "x y", "learning_rate", "𝒳", "e\u0301",
]  # fmt: skip


def unescaped(shown: str) -> str:
    """A name in LaTeX as its reader sees it; fails where LaTeX would obey a sign of it."""
    signs = {r"{\backslash}": "\\", r"{\wedge}": "^", r"{\sim}": "~"}
    if shown.startswith("{") and shown not in signs:
        shown = shown[1:-1]
    seen = ""
    while shown:
        for sign, plain in signs.items():
            if shown.startswith(sign):
                seen, shown = seen + plain, shown.removeprefix(sign)
                break
        else:
            if shown[0] == "\\" and shown[1] in "{}$&#%_":
                seen, shown = seen + shown[1], shown[2:]
            else:
                assert shown.startswith(r"\text{"), shown
                word, closing, shown = shown.removeprefix(r"\text{").partition("}")
                assert closing
                assert not set(word) & set("\\{}$&#%_^~"), word
                seen += word
    return seen


@given(name=st.sampled_from(HOSTILE) | st.text())
def test_nothing_of_a_name_is_obeyed(name: str) -> None:
    x = Value(2.0, name=name)
    assert text(x) == printable(name)
    assert unicodedata.category((text(x) or "a")[0]) != "Cc"
    root = ElementTree.fromstring(mathml(exp(x) * x))
    assert set(tags(root)) <= {"math", "mrow", "mi", "msup", "mo", "msub", "mn"}
    if not styles.VARIABLE.fullmatch(name):
        assert [e.text or "" for e in root.iter("mi")] == ["e", printable(name), printable(name)]
        shown = latex(x)
        if name:
            assert unescaped(shown) == printable(name)
        assert latex(exp(x)) == f"e^{{{shown}}}"


def test_letters_are_variables_with_an_index() -> None:
    names = ["x", "x1", "x_12", "alpha", "beta_2", "λ", "X", "v3", "apple", "apple1", "x_", "x[0]", "W[0][12]", "σ[1]"]
    assert [latex(Symbol(name)) for name in [*names, "b1[0]", "W1[0][1]"]] == [
        "x", "x_{1}", "x_{12}", r"\alpha", r"\beta_{2}", r"\lambda", "X", "v_{3}",
        r"\text{apple}", r"\text{apple1}", r"{\text{x}\_}", "x_{0}", "W_{0,12}", r"\sigma_{1}",
        "b_{1[0]}", "W_{1[0,1]}",
    ]  # fmt: skip
    assert mathml(Symbol("alpha_1")) == "<math><msub><mi>α</mi><mn>1</mn></msub></math>"
    places = "<msub><mi>W</mi><mrow><mn>0</mn><mo>,</mo><mn>1</mn></mrow></msub>"
    assert mathml(Symbol("W[0][1]")) == f"<math>{places}</math>"
    places = "<msub><mi>b</mi><mrow><mn>2</mn><mo>[</mo><mn>0</mn><mo>]</mo></mrow></msub>"
    assert mathml(Symbol("b2[0]")) == f"<math>{places}</math>"


def test_no_name_passes_through_the_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not escape what it is given."""
    from latex2mathml import converter

    given_to_it: list[str] = []
    convert = converter.convert

    def recorded(template: str) -> str:
        given_to_it.append(template)
        return convert(template)

    monkeypatch.setattr(converter, "convert", recorded)
    styles._parts_in_mathml.cache_clear()
    secret = Value(2.0, name="secret")
    mathml(exp(secret) / secret + where(1, secret, secret**secret))
    assert given_to_it
    assert not [template for template in given_to_it if "secret" in template]


def test_without_the_converter_mathml_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    styles._parts_in_mathml.cache_clear()
    monkeypatch.setitem(sys.modules, "latex2mathml.converter", None)
    with pytest.raises(ImportError, match=r'needs the package latex2mathml: pip install "ringograd\[mathml\]"'):
        mathml(Symbol("x") / 2)
    assert latex(Symbol("x") / 2) == r"\frac{x}{2}"


# Size


def chain(length: int, name: str = "x") -> Value:
    x = node = Value(1.0, name=name)
    for _ in range(length):
        node = node + x
    return node


@pytest.mark.parametrize("write", [text, latex, mathml])
def test_a_formula_that_is_too_long_is_refused(write: Callable[[Any], str]) -> None:
    doubling = Value(1.0, name="x")
    for _ in range(60):
        doubling = doubling * doubling
    long = chain(2_600, "a" * 40) if PROFILE == "default" else chain(26_000)
    for node in (long, doubling, -long.tanh()):
        with pytest.raises(ValueError, match="more than 100,000 characters: write a part of it"):
            write(node)


@takes_long
def test_a_deep_formula_needs_no_recursion_and_no_memory_for_its_parts() -> None:
    node = chain(8_000)
    tracemalloc.start()
    shown = text(node)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert shown == " + ".join(["x"] * 8_001)
    assert peak < 40e6  # the texts of all its nodes together would be 128 MB
