"""What is typed: expressions, numbers, answers and claims."""

from typing import Any

from autograd import ExpressionError, Value, check_claim, mark, parse, sigmoid, worksheet
from autograd.by_hand.answers.answer import Reading
from autograd.by_hand.answers.read import read
from autograd.by_hand.answers.typed import typed_numbers
from autograd.by_hand.claims.formulas import Function
from autograd.by_hand.claims.posed import Posed
from autograd.by_hand.sheet.shown.matrices import matrix_in
from autograd.graph.expression.arrays import NAMES
from autograd.graph.expression.definitions import normal
from autograd.testing.certainty import further
from tests.fuzz.target import Target, fields_of, lines, text_of

VARIABLES: dict[str, Any] = {
    "x": 0.5, "y": 2.0, "W": Value(-1.0), "if": 1.0, "v": [1.0, -2.0], "M": [[1.0, 2.0], [3.0, -4.0]]
}  # fmt: skip
WORDS = [
    *NAMES, "Σ", "√", "|", "**", "//", "@", "==", "<=", "!=", " if ", " else ", "; ", "h = ", ".T", "[0]", "[0, 1]",
    "(", ")", "[", "]", ",", "pi", "e", "x", "v", "M", "x²", "ｘ", "，", "（", "）", "½", "π", "1e308", "1e-320", "0x1",
    "1_0",
]  # fmt: skip
EXPRESSIONS = [
    "sigmoid(W * x) ** 2", "h = |x| + 1; 10 * h if x < 0 else h", "sum((M @ v)[0] * v)", "2 +* x", "√x + ln(y)",
    "where(x > 0, log(where(x > 0, x, 1)), 0)", "softmax(x, y)[1]", "conv(v, v)", "outer(v, v)[0, 1]", "M.T @ v",
    "max(x, y, 3) - min(v) + mean(M)", "log_softmax(v)[0]", "-x**-2", "2x", "x y", "ｘ＋１", "x = 3", "((((x))))",
    "Σ(v)",
]  # fmt: skip


def expression() -> Target:
    return Target(
        "expression", lambda c: parse(text_of(c), VARIABLES), (ExpressionError,), lines(EXPRESSIONS), WORDS, 512
    )


def numbers() -> Target:
    seeds = ["x=3", "x=1/3", "x=[1, 2]", "W=[[1, 2], [3, 4]]", "x=[1,000, 2]", "ｘ＝１", "x=max(1, 2)", "-x", "x=2;y=3"]
    return Target("numbers", lambda c: typed_numbers([text_of(c)]), (ExpressionError,), lines(seeds), WORDS, 512)


def _answers(content: bytes) -> None:
    text = text_of(content)
    for reading in (Reading(), Reading(comma=True, decimals=2)):
        answer = read(text, reading)
        assert (answer.number is None) == (bool(answer.problem) or answer.blank)


ANSWERS = [
    "０．５", "1/3", "2*1.1", "=cmd()", "1.23×10⁻³", "√(1/4)", "1½", "50%", "３分の１", "1/2=0.5", "ー0.25", "3-Jan",
    "1,234.5", "12:30", "約 0.5", "¥1,000", "答え: 3", "3 apples", "5.0e-3", "0.5 (= 1/2)", "2^{-3}", "\\frac{1}{2}",
    "2の3乗", "1,5",
    "∂L/∂x = 3", "1.5・2", "(0.1)", "-", "2026-01-02", "1e400", "九", "５割", "マイナス 3", "「0.5」", "≒ 0.33",
]  # fmt: skip
SIGNS = [
    "×10⁻³",
    "分の",
    "%",
    "=",
    "≒",
    "½",
    "√",
    "(",
    ")",
    "・",
    ",",
    ".",
    "e",
    "の",
    "乗",
    "割",
    "-",
    "ー",
    "/",
    "∂",
    "\\frac",
]


def answers() -> Target:
    return Target("answers", _answers, (), lines(ANSWERS), SIGNS, 512)


def matrix() -> Target:
    seeds = [
        "[[1, 2], [3, 4]]",
        "1 2\n3 4",
        "(1, 2; 3, 4)",
        "[1.5 2]\n[3 4]",
        "1,5 2,5",
        "{1, 2}",
        "\\begin{pmatrix}1&2",
    ]
    return Target("matrix", lambda c: matrix_in(text_of(c), comma=len(c) % 2 == 1), (), lines(seeds), SIGNS, 2048)


def marking() -> Target:
    w, x, b = Value(0.5, name="w"), Value(2.0, name="x"), Value(-0.25, name="b")
    sheet = worksheet((sigmoid(w * x + b) - 0.3) ** 2, 0.1)
    keys = [row.key for row in sheet.rows]

    def marked(content: bytes) -> None:
        given = dict(zip(keys, fields_of(content, len(keys)), strict=True))
        marks = mark(sheet, given)
        assert len(marks.rows) == len(keys)
        str(marks)

    right = "\n".join(repr(row.answer) for row in sheet.rows)
    return Target("marking", marked, (), lines([right, *ANSWERS, "\n".join(ANSWERS)]), ANSWERS, 1024)


CLAIMS = [
    "sigmoid(x)\ny*(1-y)\nx\n", "w*x + b\nx\nw\n", "sum(g * (x @ W + b))\nouter(x, g)\nW\nx=n W=n,m b=m g=m",
    "x.T @ A @ x\nx[0]*x[1]\nA[0,1]\nx=2 A=2,2", "x = softmax(a); L = -sum(t*log(x))\nx - t\na\na=n t=n:onehot",
    "h = W @ x; sum(h)\n1\nh\nx=n W=m,n", "x**2\n2*x\nx\n", "e**x\ny\ne\n",
]  # fmt: skip


def _shapes(typed: str) -> tuple[dict[str, str], list[str]]:
    shapes, one_hot = dict[str, str](), list[str]()
    for word in typed.split(" "):
        name, _, sizes = word.partition("=")
        sizes, _, kind = sizes.partition(":")
        shapes |= {name.strip(): sizes} if word else {}
        one_hot += [name] if kind else []
    return shapes, one_hot


def _posed(content: bytes) -> None:
    function, claimed, wrt, typed = fields_of(content, 4)
    shapes, one_hot = _shapes(typed)
    Posed(Function(function, shapes, (), normal(wrt)), claimed, normal(wrt), one_hot, ())


def _verdict(content: bytes) -> None:
    function, claimed, wrt, typed = fields_of(content, 4)
    shapes, one_hot = _shapes(typed)
    str(check_claim(function, claimed, wrt, shapes=shapes, onehot=one_hot, seconds=0.0))


def claim() -> Target:
    return Target("claim", _posed, (ExpressionError,), lines(CLAIMS), WORDS, 512)


def verdict() -> Target:
    further.SECONDS = 0.0
    return Target("verdict", _verdict, (ExpressionError,), lines(CLAIMS), WORDS, 256)


TARGETS = {
    "expression": expression, "numbers": numbers, "answers": answers, "matrix": matrix, "marking": marking,
    "claim": claim, "verdict": verdict,
}  # fmt: skip
