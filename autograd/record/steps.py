"""The record of a calculation as tables and as formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from autograd.calculus.ops import OPS
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import excerpt, markdown_table, number, table
from autograd.notation.formulas import latex
from autograd.notation.symbols import Symbol
from autograd.record.equations import unsimplified
from autograd.record.record import Record

if TYPE_CHECKING:
    from autograd.record.derivation import Derivation

Rows = list[Sequence[str]]


class Steps(Record):
    """The record of one output, for readers. It prints as two tables; `markdown()` gives them for a page or a notebook.

    `forward`, `backward`, `value`, `gradient` and `label` are the same as in `Record`.
    """

    def _tables(self, rows: Callable[..., Rows]) -> Iterable[tuple[str, tuple[list[str], Rows, list[int]]]]:
        """The title of each table, and its headers, rows and columns of numbers. `rows` chooses which rows are made."""
        given = say("(given)")

        def forward(i: int) -> list[str]:
            step = self.forward_step(self.order[i])
            return [str(i + 1), step.label, step.formula or given, step.numbers, number(step.value)]

        def backward(i: int) -> list[str]:
            s = self.backward[i]
            return [str(i + 1), self.label[s.output], self.label[s.input], str(s.slot), *map(number, s[3:])]

        headers = [say("step"), say("node"), say("formula"), say("in numbers"), say("value")]
        yield say("forward pass"), (headers, rows(range(len(self.order)), forward), [0, 4])
        headers = [say("step"), say("from output"), say("to input"), say("slot")]
        headers += [say("upstream"), say("× local"), say("= product"), say("total so far")]
        yield say("backward pass"), (headers, rows(range(len(self.backward)), backward), [0, 3, 4, 5, 6, 7])

    def __str__(self) -> str:
        return "\n\n".join(f"{title}\n\n{table(*parts)}" for title, parts in self._tables(_all))

    def markdown(self) -> str:
        """Both tables as Markdown.

        >>> x = Value(3.0, name="x")
        >>> print(steps(x * x).markdown())
        **Forward pass**
        <BLANKLINE>
        | step | node | formula | in numbers | value |
        | ---: | --- | --- | --- | ---: |
        | 1 | x | (given) |  | 3 |
        | 2 | v1 | x \\* x | 3 \\* 3 | 9 |
        <BLANKLINE>
        **Backward pass**
        <BLANKLINE>
        | step | from output | to input | slot | upstream | × local | = product | total so far |
        | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |
        | 1 | v1 | x | 0 | 1 | 3 | 3 | 3 |
        | 2 | v1 | x | 1 | 1 | 3 | 3 | 6 |
        """
        return self._marked(_all)

    def _marked(self, rows: Callable[..., Rows]) -> str:
        return "\n\n".join(f"**{title}**\n\n{markdown_table(*parts)}" for title, parts in self._tables(rows))

    def latex(self) -> str:
        """The record as formulas for mathematics mode, one per line: a forward step with `=`, a contribution with `+=`.

        >>> x = Value(3.0, name="x")
        >>> print(steps(x * x).latex())
        \\begin{aligned}
        x &= 3 \\\\
        v_{1} &= x \\cdot x = 3 \\cdot 3 = 9 \\\\
        \\frac{\\partial v_{1}}{\\partial x} &\\mathrel{+}= 1 \\cdot 3 = 3 \\\\
        \\frac{\\partial v_{1}}{\\partial x} &\\mathrel{+}= 1 \\cdot 3 = 3
        \\end{aligned}
        """
        shown = {node: Symbol(float(number(value))) for node, value in self.value.items()}
        named = {node: Symbol(label) for node, label in self.label.items()}
        lines = []
        for node in self.order:
            worked_out = []
            if node.op is not None:
                worked_out = [unsimplified(node.op, [which[x] for x in node.inputs]) for which in (named, shown)]
            if worked_out or node.name:
                lines.append(f"{latex(named[node])} &= {' = '.join(map(latex, [*worked_out, shown[node]]))}")
        output = latex(named[self.output])
        for c in self.backward:
            derivative = rf"\frac{{\partial {output}}}{{\partial {latex(named[c.input])}}}"
            upstream, local, product = (Symbol(float(number(x))) for x in (c.upstream, c.local, c.product))
            product_of = Symbol("", OPS["mul"], (upstream, local))
            lines.append(rf"{derivative} &\mathrel{{+}}= {latex(product_of)} = {latex(product)}")
        return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"

    def _repr_markdown_(self) -> str:
        return self._marked(excerpt)

    def derivation(self, x: Value | str) -> Derivation:
        """The derivation of the derivative with respect to `x`, a node or its name: the products along all paths, added
        up.

        A Value that the output does not depend on has the derivative 0.

        Raises `ValueError` if no node or several nodes have this name, `TypeError` if `x` is neither a Value nor a
        name.

        >>> apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
        >>> print(steps(apple * count * tax).derivation(apple))
        ∂v2/∂apple = ∂v2/∂v1 · ∂v1/∂apple
                   = tax · count
                   = 1.1 · 2
                   = 2.2
        """
        from autograd.record.derivation import Derivation  # only now: importing autograd stays cheap

        return Derivation(self, x)


def _all(items: Iterable[int], row: Callable[[int], Sequence[str]]) -> Rows:
    return list(map(row, items))


def steps(output: Value) -> Steps:
    """The record of `output`: how it was calculated and how its gradient flows back.

    The gradients belong to `output` alone and are calculated anew. No `.grad` is read or written.

    Raises `ChangedDataError` if some `.data` was changed after use, `DomainError` where a local gradient is infinite.

    >>> a, b = Value(2.0, name="a"), Value(-3.0, name="b")
    >>> print(steps(a * b))
    Forward pass
    <BLANKLINE>
    step  node  formula  in numbers  value
    ----  ----  -------  ----------  -----
       1  a     (given)                  2
       2  b     (given)                 -3
       3  v1    a * b    2 * (-3)       -6
    <BLANKLINE>
    Backward pass
    <BLANKLINE>
    step  from output  to input  slot  upstream  × local  = product  total so far
    ----  -----------  --------  ----  --------  -------  ---------  ------------
       1  v1           a            0         1       -3         -3            -3
       2  v1           b            1         1        2          2             2
    """
    return Steps(output)
