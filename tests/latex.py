"""A reader of the LaTeX that `notation.latex` writes, for tests: what a person takes it to mean, as Python.

It shares nothing with the writer. Braces hold what LaTeX holds together; otherwise a power binds tighter than a sign,
a sign and a product tighter than a sum, as in Python, whose parser does the rest.
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"\\(?:text|operatorname)\{[^}]*\}|\\(?:begin|end)\{cases\}|\\(?:left|right)[(|)]|\\\\|\\[A-Za-z]+|[0-9.]+|[a-z]|[^\s]"
)
CLOSE = r"\right)"
SIGNS = {
    r"\cdot": "*", r"\ge": ">=", r"\le": "<=", r"\ne": "!=", "=": "==", r"\pi": "pi", r"\alpha": "alpha",
    r"\left|": "abs(", r"\right|": ")", "^": "**",
    r"\text{ and }": " and ", r"\text{ or }": " or ", r"\text{ is whole}": ".is_integer()",
}  # fmt: skip
FUNCTIONS = {
    r"\ln": "log", r"\arcsin": "asin", r"\arccos": "acos", r"\arctan": "atan", r"\max": "max", r"\min": "min",
    r"\sigma": "sigmoid", r"\operatorname{var}": "variance",
} | {rf"\{name}": name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}  # fmt: skip


def in_python(latex: str) -> str:
    """
    >>> in_python(r"-\\frac{x_{1}}{2} \\cdot e^{-x} + \\log_{2}\\left(x\\right)")
    '-((x1)/(2))*exp(-x)+log2(x)'
    """
    tokens = TOKEN.findall(latex)[::-1]
    shown = _until("", tokens)
    assert not tokens, f"unbalanced: {latex}"
    return shown


def _group(tokens: list[str]) -> str:
    opening = tokens.pop()
    assert opening == "{"
    return f"({_until('}', tokens)})"


def _index(tokens: list[str]) -> str:
    if tokens[-1:] != ["_"]:
        return ""
    tokens.pop()
    return _group(tokens)[1:-1]


def _until(end: str, tokens: list[str]) -> str:
    """The Python of all tokens up to `end`, which is taken away; `tokens` is a stack."""
    shown = ""
    while tokens and (token := tokens.pop()) != end:
        if token == r"\frac":
            shown += f"({_group(tokens)}/{_group(tokens)})"
        elif token == r"\sqrt":
            is_cube = tokens[-3:] == ["]", "3", "["]
            del tokens[len(tokens) - 3 * is_cube :]
            shown += ("cbrt" if is_cube else "sqrt") + _group(tokens)
        elif token == r"\begin{cases}":
            shown += _cases(tokens)
        elif token == r"\left(":
            inside = _until(CLOSE, tokens)
            shown += f"choose([{inside}],{_index(tokens)})" if tokens[-1:] == ["_"] else f"({inside})"
        elif token == "{":
            shown += f"({_until('}', tokens)})"
        elif token == "e" and tokens[-1] == "^":
            tokens.pop()
            shown += "exp" + _group(tokens)
        elif token == r"\ln" and tokens[-1] == r"\operatorname{softmax}":
            tokens.pop()
            shown += "log_softmax" + _output(tokens)
        elif token == r"\operatorname{softmax}":
            shown += "softmax" + _output(tokens)
        elif token == r"\ln" and tokens[-1].isdigit():
            shown += f"log({tokens.pop()})"
        elif token == r"\log":
            shown += f"log{_index(tokens)}"
        elif token in FUNCTIONS:
            shown += FUNCTIONS[token]
        elif token == r"\pi" and shown[-1:].isdigit():  # 2 π
            shown += "*pi"
        elif token in SIGNS:
            shown += SIGNS[token]
        elif token.startswith((r"\text", r"\operatorname")):
            shown += token.partition("{")[2][:-1].replace(r"\_", "_")
        else:
            assert not token.startswith("\\"), f"this reader does not know {token}"
            shown += token + (_index(tokens) if token.isalpha() else "")
    return shown


def _output(tokens: list[str]) -> str:
    j = _index(tokens)
    assert tokens.pop() == r"\left("
    return f"({_until(CLOSE, tokens)})[{j}]"


def _cases(tokens: list[str]) -> str:
    value = _until("&", tokens)
    if tokens[-1] == r"\text{otherwise}":
        tokens.pop()
        assert tokens.pop() == r"\end{cases}"
        return f"({value})"
    assert tokens.pop() == r"\text{if }"
    condition = _until("\\\\", tokens)
    return f"where({condition}, {value}, {_cases(tokens)})"
