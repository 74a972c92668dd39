"""Parentheses stand where textbooks have them, and a formula without one of them is another number."""

import pytest

from autograd import Value, exp, log, maximum, mean, relu, sin, total, where
from autograd.calculus.ops import OPS
from autograd.notation import formulas
from autograd.notation.formulas import latex, text, written
from autograd.notation.symbols import Symbol
from tests.latex import in_python
from tests.notation.read_back import evaluated

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
