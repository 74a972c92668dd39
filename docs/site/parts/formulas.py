"""Formulas as MathML, which browsers draw without a script or a network, and which screen readers read."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

NOT_READ = re.compile(r"<m[io]>(\\\w+|&(?:amp;)?)</m[io]>")


def mathml(latex: str, display: str = "inline") -> str:
    """A formula as MathML. latex2mathml knows `align*` and not `aligned`, and no space between lines.

    Raises `ValueError` for what it does not know, which it would show as it is typed.

    >>> mathml("x")
    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mrow><mi>x</mi></mrow></math>'
    >>> "[" in mathml(r"\\begin{aligned} z &= x \\\\[4pt] \\end{aligned}")
    False
    >>> mathml(r"\\unheard x")
    Traceback (most recent call last):
    ValueError: no MathML of \\unheard
    """
    known = re.sub(r"(\\\\)\[\w+\]", r"\1", latex).replace("{aligned}", "{align*}")
    known = re.sub(r"\\\\\s*(?=\\end\b)", "", known)
    made = convert(known, display=display)
    if unknown := NOT_READ.search(made):
        raise ValueError(f"no MathML of {unknown[1]}")
    return made


def shown(node: nodes.Element, display: str) -> str:
    try:
        return mathml(node.astext(), display)
    except ValueError as error:
        logger.warning("%s in the formula %s", error, node.astext(), location=node)
        return ""


def dollars(app: Sphinx, page: str, source: list[str]) -> None:
    """Write a formula between dollars and backticks, as GitHub knows it, between dollars alone."""
    source[0] = re.sub(r"\$`([^`\n]+)`\$", r"$\1$", source[0])


def inline(translator: Any, node: nodes.Element) -> None:
    translator.body.append(shown(node, "inline"))
    raise nodes.SkipNode


def block(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f'<div class="math">{shown(node, "block")}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", dollars)
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
