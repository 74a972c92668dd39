"""Formulas read back: text and LaTeX as numbers, MathML as tags."""

import math
from typing import Any
from xml.etree import ElementTree

from autograd.graph.functions import FUNCTIONS
from autograd.notation.formulas import latex, text
from tests.latex import in_python


def latex_in_python(node: Any) -> str:
    return in_python(latex(node))


NOTATIONS = (text, latex_in_python)


def evaluated(shown: str, **names: Any) -> Any:
    """What the text means to Python, with this library's functions."""
    return eval(shown, {"__builtins__": {}, "pi": math.pi, **FUNCTIONS, **names})


MATHML_TAGS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msub", "msup", "msqrt", "mroot", "mtable", "mtr", "mtd",
}  # fmt: skip


def tags(root: ElementTree.Element) -> list[str]:
    return [element.tag for element in root.iter()]
