"""A program explained: which nodes became what, and its formulas, as text, Markdown or LaTeX."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.language import say
from autograd.language.text import escaped, markdown_table, printable, table, width
from autograd.notation.formulas import latex as latex_of
from autograd.notation.formulas import letters
from autograd.notation.formulas import text as text_of
from autograd.notation.symbols import Symbol
from autograd.program.readings.formulas.equations import Equation, Equations
from autograd.program.readings.formulas.signs import prime
from autograd.program.readings.names import Names, Tensor

MOST_PIECES = 6
"""Of a layer in many pieces, so many are named."""
WIDEST = 76
"""The columns of a formula in text. The shape stands behind it."""
SIGNS = {
    "Δ": "sign delta",
    "⊙|ᵀ": "sign entrywise",
    r"[\w)ᵀ] 1(?= \+|$)": "sign columns",
    "Σ ": "sign sum",
    r"\[…\]": "sign picked",
    "scatter": "sign scatter",
    r"\be\d": "sign unit",
    "ν": "sign counts",
    r"\blanes\b": "sign lanes",
}
"""Signs that are explained where they are used, and the sentences about them."""


class Explanation:
    """What `Program.explain()` returns: `str()` is the text, and `markdown()` and `latex()` are for other pages.

    >>> import autograd
    >>> from autograd import Value, sigmoid
    >>> w, b, x = Value(2.0, name="w"), Value(-1.0, name="b"), Value(0.5, name="x")
    >>> print(autograd.compile(sigmoid(w * x + b), wrt=[w, b], inputs=[x]).explain().latex())
    \\begin{align*}
    U_{1} &= w \\cdot x + b \\\\
    L &= \\sigma\\left(U_{1}\\right) \\\\
    \\frac{\\partial L}{\\partial U_{1}} &= \\operatorname{sigmoid}'\\left(U_{1}\\right) \\\\
    \\frac{\\partial L}{\\partial w} &= \\sum \\left(\\frac{\\partial L}{\\partial U_{1}} \\cdot x\\right) \\\\
    \\frac{\\partial L}{\\partial b} &= \\sum \\frac{\\partial L}{\\partial U_{1}}
    \\end{align*}
    """

    def __init__(self, names: Names) -> None:
        self.names, self.equations = names, Equations(names)
        every = [*self.forwards, *self.backwards]
        self._written = {x.name for one in every for x in inputs_first([one.right.shown]) if x.op is None}

    @property
    def forwards(self) -> list[Equation]:
        """The formulas of the forward pass."""
        return self.equations.forwards

    @property
    def backwards(self) -> list[Equation]:
        """The formulas of the backward pass, from the output back."""
        return [one for one in self.equations.backwards if not (one.right.is_one() and one.tensor.name == "L")]

    def is_shown(self, tensor: Tensor) -> bool:
        """Whether the name of a tensor comes in a formula. Constants that are all the same are written as a number."""
        return tensor.kind == "parameter" or tensor.shown in self._written

    def lines(self, equations: Sequence[Equation]) -> list[str]:
        """Each formula as a line of text."""
        return [f"{text_of(one.left.shown)} = {_text(one.right.shown)}" for one in equations]

    def __str__(self) -> str:
        return "\n\n".join(f"{title}\n\n{body}" if title else body for title, body in self._parts(_plain))

    def markdown(self) -> str:
        """The explanation as Markdown, with formulas between dollar signs."""
        parts = self._parts(_marked)
        return "\n\n".join(f"## {escaped(title)}\n\n{body}" if title else body for title, body in parts) + "\n"

    def latex(self) -> str:
        """All formulas as one `align*` of LaTeX's package amsmath."""
        every = [*self.forwards, *self.backwards]
        lines = [f"{latex_of(one.left.shown)} &= {latex_of(one.right.shown)}" for one in every]
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def __repr__(self) -> str:
        return f"<explanation of {len(self.names.groups)} groups; print() shows it>"

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def _parts(self, style: Callable[..., str]) -> Iterator[tuple[str, str]]:
        yield "", self._counted(style is _marked)
        if self.forwards:
            yield say("forward pass"), style(self.forwards, self._nodes)
        if self.backwards:
            yield say("backward pass"), style(self.backwards, lambda one: "")
        if derivatives := self._derivatives(style is _marked):
            yield say("local derivatives"), derivatives
        tables = markdown_table if style is _marked else table
        headers = [say("tensor"), say("shape"), say("what it is")]
        if leaves := list(self._leaves()):
            yield say("names in formulas"), tables(headers, leaves)
        if notes := list(self._notes()):
            yield say("signs in formulas"), "\n".join(f"- {note}" for note in notes)

    def _counted(self, marked: bool) -> str:
        plan, groups = self.names.plan, self.names.groups
        made = sum(group.size for group in groups if group.op or group.parts)
        leaves = sum(tensor.size for tensor in self.names.tensors if tensor.kind != "result")
        inside = max(0, plan.recorded - plan.folded - leaves - made)
        counts = {"given": leaves, "calculated": made, "inside": inside, "folded": plan.folded}
        listed = [f"- {say(f'nodes {key}')}: {count:,}" for key, count in counts.items() if count]
        sentences = ["\n".join([say("nodes recorded", count=f"{plan.recorded:,}"), "", *listed])]
        outputs = [self.names.at(*output).shown for output in plan.outputs]
        if outputs != ["L"] and self.backwards:
            all_of_them = ", ".join(dict.fromkeys(map(printable, outputs)))
            key = "L is the sum" if len(outputs) > 1 else "L is the output"
            sentences.append(say(key, outputs=escaped(all_of_them) if marked else all_of_them))
        if plan.placeholders:
            sentences.append(say("columns are lanes"))
        for layer, results in self._pieces().items():
            if len(results) > 1:
                some = ", ".join(results[:MOST_PIECES]) + ", …" * (len(results) > MOST_PIECES)
                sentences.append(say("layer in pieces", layer=layer, results=some))
        return "\n\n".join(sentences)

    def _pieces(self) -> dict[str, list[str]]:
        """The results in which the weights of each layer are."""
        found = defaultdict[str, list[str]](list)
        for group, result in zip(self.names.groups, self.names.results, strict=True):
            factors = [x for part in group.parts if len(part.operands) == 2 and self.names.is_weighted(part)
                       for x in part.operands]  # fmt: skip
            for layer in {t.layer for x in factors for t in self.names.of(x) if t.kind == "parameter" and t.layer}:
                found[layer].append(result.shown)
        return found

    def _nodes(self, one: Equation) -> str:
        count = self.names.groups[one.group].size
        return say("so many nodes", count=f"{count:,}")

    def _derived(self) -> dict[Op, int]:
        """The rows whose local derivatives formulas name, and how many inputs each has."""
        used = "".join(name for one in self.backwards for name in _names_of_signs(one.right.shown))
        return {g.op.unbound if g.op.outputs else g.op: len(g.operands) for g in self.names.groups
                if g.op and f"{g.op.name}′" in used}  # fmt: skip

    def _derivatives(self, marked: bool) -> str:
        """The local derivatives that formulas name, as the rows of the table have them."""
        lines = [_derivative(op, count, marked) for op, count in self._derived().items()]
        return "\n".join(f"- {line}" if marked else f"  {line}" for line in dict.fromkeys(lines))

    def _leaves(self) -> Iterator[list[str]]:
        for tensor in self.names.tensors:
            if tensor.kind != "result" and self.is_shown(tensor):
                yield [tensor.shown, shape_of(tensor), say(f"kind {tensor.kind}")]

    def _notes(self) -> Iterator[str]:
        written = "\n".join(self.lines([*self.forwards, *self.backwards])) + "\n"
        for sign, key in SIGNS.items():
            if re.search(sign, written, re.MULTILINE):
                yield say(key)
        if any(op.outputs for op in self._derived()):
            yield say("sign jacobian")
        for line in written.splitlines():
            if found := re.fullmatch(r"Δ(\w+) = softmax\((.*)\) ⊙ Σ (\w+) - (\w+)", line):
                yield say("shares add up to 1", layer=found[1], share=f"softmax({found[2]})", target=found[3])
            elif found := re.fullmatch(r"∂L/∂(Y(\w+)) = -(\w+) ⊙ log′\(Y\w+\)", line):
                yield say("shares add up to 1", layer=found[2], share=found[1], target=found[3])


def shape_of(tensor: Tensor) -> str:
    """The shape of a tensor as text, with its lanes."""
    sizes = [*map(str, tensor.shape), *[say("lanes")] * tensor.lanes]
    return " × ".join(sizes) or "1"


def _text(formula: Symbol) -> str:
    try:
        return text_of(formula)
    except ValueError:
        return "…"


def _plain(equations: Sequence[Equation], after: Callable[[Equation], str]) -> str:
    lines = [f"  {text_of(one.left.shown)} = {_text(one.right.shown)}" for one in equations]
    across = max([width(line) for line in lines if width(line) <= WIDEST], default=0)
    notes = [", ".join(filter(None, [shape_of(one.tensor), after(one)])) for one in equations]
    return "\n".join(
        f"{line}{' ' * max(0, across - width(line))}   {note}" for line, note in zip(lines, notes, strict=True)
    )


def _marked(equations: Sequence[Equation], after: Callable[[Equation], str]) -> str:
    notes = [", ".join(filter(None, [shape_of(one.tensor), after(one)])) for one in equations]
    return (
        "\n".join(
            f"- ${latex_of(one.left.shown)} = {latex_of(one.right.shown)}$ ({note})"
            for one, note in zip(equations, notes, strict=True)
        )
        .replace("<", "&lt;")
        .replace("](", "&#93;(")
    )


def _names_of_signs(formula: Symbol) -> Iterator[str]:
    yield from (x.op.name for x in inputs_first([formula]) if x.op)


WRITTEN = 4
"""The local gradients of a list are written for so many numbers at most."""


def _derivative(op: Op, count: int, marked: bool) -> str:
    """`relu′(x) = …`, in x and in z, the result. A list has a column of local gradients, and a row with several outputs
    has a matrix. Of a long list it is said for two numbers, whose factors may be others."""
    inputs, _ = letters(op, count if count <= WRITTEN else 2)
    outputs = [(op.bind(float(j)), f"z{j + 1}") for j in range(len(inputs))] if op.outputs else [(op, "z")]
    style, primed = (latex_of, prime(op).latex) if marked else (text_of, prime(op).text)
    rows = [map(style, map(Symbol.lift, row.partials(Symbol(z), *inputs))) for row, z in outputs]
    right = "; ".join([(", " if op.outputs else "; ").join(row) for row in rows])
    if op.arity == MANY:
        right = rf"\left({right}\right)" if marked else f"({right})"
    equation = f"{primed.replace('$x', ', '.join(map(style, inputs)))} = {right}"
    shorter = say("shown for a shorter list", n=len(inputs), count=count) if len(inputs) < count else ""
    return (f"${equation}$" if marked else equation) + shorter
