"""The derivation of one derivative, in symbols and in numbers: a sum of products of local gradients, one for each path.

The record shows each multiplication. A derivation shows why their sum is the derivative, as on paper.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from autograd.graph.backward import Contribution
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import escaped, markdown_table, number, printable
from autograd.notation.formulas import latex, text
from autograd.notation.symbols import Symbol
from autograd.record.equations import OF_SLOT, Equation, Term, derivative, local_formulas
from autograd.record.record import Record

MOST_PATHS, LONGEST_PATH = 8, 12
"""The most paths that are written out, and their most multiplications. Beyond this, paths are summed by node."""

MOST_NODES, MOST_TERMS = 20, 8
"""The most nodes that a sum by node shows, the first and the last of them, and the most terms of each node."""

LONGEST_FORMULA = 200
"""The most characters of a local gradient's formula. Beyond this, ∂u/∂x stays as it is."""


class Derivation:
    """The derivative of a record's output with respect to one node, as the chain rule gives it.

    `total` is the derivative. `count` is the number of paths from the output to the node, exact up to 2**53, and
    infinite beyond 1.8e308. `paths` holds up to 8 paths of up to 12 edges, each as the `Contribution` of every edge
    from the output on. If there are more or longer paths, `paths` is empty, and the derivation is summed by node: each
    node's derivative is the sum, over the nodes that use it, of their derivative times a local gradient.
    `equations` holds these sums as data.

    Prints as equations; `markdown()` gives a table and `latex()` the equations for mathematics mode. See
    `Steps.derivation`.
    """

    def __init__(self, record: Record, x: Value | str) -> None:
        self.record = record
        self.x = _found(record, x)
        self.total = record.gradient.get(self.x, 0.0)
        self.count, self.longest, self.nodes = self._walked()
        self.paths = self._paths()
        self._formulas: dict[Value, Sequence[Symbol]] = {}

    def __reduce__(self) -> Any:
        return Derivation, (self.record, self.x)

    def _walked(self) -> tuple[float, int, list[Value]]:
        """The number of paths, the length of the longest, and the nodes on them, inputs first, found in one walk."""
        ways, longest = {self.x: 1.0}, {self.x: 0}  # in floats, for integers would grow with the depth
        for node in self.record.order:
            onward = [x for x in node.inputs if x in ways]
            if onward:
                ways[node] = sum(ways[x] for x in onward)
                longest[node] = 1 + max(longest[x] for x in onward)
        output = self.record.output
        return (ways[output], longest[output], list(ways)) if output in ways else (0.0, 0, [])

    def _paths(self) -> tuple[tuple[Contribution, ...], ...]:
        if not 0 < self.count <= MOST_PATHS or self.longest > LONGEST_PATH:
            return ()
        onward: dict[Value, list[Contribution]] = {node: [] for node in self.nodes}
        for c in self.record.backward:
            if c.output in onward and c.input in onward:
                onward[c.output].append(c)
        paths, todo = [], [(self.record.output, tuple[Contribution, ...]())]
        while todo:
            node, path = todo.pop()
            if node is self.x:
                paths.append(path)
            else:
                todo += [(c.input, (*path, c)) for c in reversed(onward[node])]
        # The pass adds before it multiplies on, so a path alone may be larger than any gradient is.
        return tuple(paths) if all(abs(product(path)) < math.inf for path in paths) else ()

    @cached_property
    def _left_out(self) -> int:
        """The nodes that a sum by node leaves out in the middle."""
        return 0 if self.paths else max(0, len(self.nodes) - 1 - MOST_NODES)

    @cached_property
    def equations(self) -> list[Equation]:
        if self.paths or not self.count:
            return [self._by_path()]
        shown = self.nodes[-2::-1]  # from the output on, without itself
        if self._left_out:
            shown[MOST_NODES // 2 : -MOST_NODES // 2] = []
        arriving: dict[Value, list[Contribution]] = {node: [] for node in shown}
        for c in self.record.backward:
            if c.input in arriving:
                arriving[c.input].append(c)
        return [self._by_node(node, arriving[node]) for node in shown]

    def _by_path(self) -> Equation:
        ways: dict[tuple[Value, Value], set[tuple[Contribution, ...]]] = {}  # between any two nodes
        for path in self.paths:
            for start, first in enumerate(path):
                for end, last in enumerate(path[start:], start + 1):
                    ways.setdefault((first.output, last.input), set()).add(path[start:end])
        terms = []
        for path in filter(None, self.paths):  # the output's path to itself has no factors
            locals_ = [self._local(c, len(ways[c.output, c.input]) > 1) for c in path]
            formulas = list(map(self._formula, path, locals_))
            terms.append(Term(locals_, formulas, [c.local for c in path], product(path)))
        return Equation(self._derivative(self.x), terms, 0, self.total)

    def _by_node(self, node: Value, arriving: Sequence[Contribution]) -> Equation:
        terms = []
        slots = Counter(c.output for c in arriving)
        for c in arriving[:MOST_TERMS]:
            from_output = c.output is self.record.output
            local = self._local(c, slots[c.output] > 1 or (from_output and len(arriving) > 1))
            upstream, numbers = [self._derivative(c.output)], [c.upstream, c.local]
            if from_output:  # the derivative of the output with respect to itself, 1, is not written
                upstream, numbers = [], [c.local]
            terms.append(Term([*upstream, local], [*upstream, self._formula(c, local)], numbers, c.product))
        return Equation(self._derivative(node), terms, len(arriving) - len(terms), self.record.gradient[node])

    def _label(self, node: Value) -> str:
        own = printable(node.name) if node.name else number(node.data)  # of a node that the record does not have
        return self.record.label.get(node, own)

    def _derivative(self, by: Value) -> Symbol:
        return derivative(self._label(self.record.output), self._label(by))

    def _local(self, c: Contribution, other_ways: bool) -> Symbol:
        """∂u/∂x along one edge. It is not the whole ∂u/∂x if x reaches u in other ways too."""
        return derivative(self._label(c.output), self._label(c.input), c.slot if other_ways else None)

    def _formula(self, c: Contribution, otherwise: Symbol) -> Symbol:
        """The row's formula for this local gradient, in the labels of the record."""
        try:
            if c.output not in self._formulas:
                self._formulas[c.output] = local_formulas(c.output, self._label)
            if not self._formulas[c.output]:
                return otherwise
            formula = self._formulas[c.output][c.slot]
            return formula if len(text(formula)) <= LONGEST_FORMULA else otherwise
        except ValueError:  # longer than any formula that is written
            return otherwise

    def _said(self) -> tuple[list[str], list[str]]:
        """The sentences before and after the equations. They hold no names, since names would have to be escaped."""
        before, after = [], []
        if not self.count:
            after.append(say("no path"))
        elif self.count > MOST_PATHS:
            before.append(say("many paths", count=_counted(self.count)))
        elif self.longest > LONGEST_PATH:
            before.append(say("long paths", longest=f"{self.longest:,}"))
        elif not self.paths:
            before.append(say("large paths"))
        if before:
            before.append(say("summed by node"))
        if any(d.inputs[1].op is OF_SLOT for e in self.equations for t in e.terms for d in t.derivatives):
            after.append(say("slots"))
        if terms := sum(equation.left_out for equation in self.equations):
            after.append(say("terms left out", count=f"{terms:,}"))
        return before, after

    def _blocks(self) -> list[Equation | str]:
        """Sentences and equations in their order."""
        before, after = self._said()
        blocks: list[Equation | str] = [*self.equations]
        if self._left_out:
            blocks.insert(MOST_NODES // 2, say("nodes left out", count=f"{self._left_out:,}"))
        return [*before, *blocks, *after]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self._blocks()))

    def markdown(self) -> str:
        """A table with a row for each path (or each node, if paths are summed by node), and the sentences.

        >>> from autograd import steps
        >>> x = Value(3.0, name="x")
        >>> print(steps(x * x).derivation(x).markdown())
        | path | chain rule | local gradients | in numbers | = product |
        | --- | --- | --- | --- | ---: |
        | 1 | ∂v1/∂x\\[0\\] | x | 3 | 3 |
        | 2 | ∂v1/∂x\\[1\\] | x | 3 | 3 |
        | ∂v1/∂x |  |  | sum | 6 |
        <BLANKLINE>
        [0], [1], … after a name: the local gradient through that slot alone, as the name comes in by several ways.
        """
        before, after = self._said()
        rows = []
        for i, term in enumerate(self.equations[0].terms if self.paths else (), 1):
            rows.append([str(i), *map(text, term.written(text))])
        headers = [say("path" if rows else "derivative"), say("chain rule"), say("local gradients")]
        headers += [say("in numbers"), say("= product" if rows else "value")]
        for equation in self.equations:
            sums = [" ".join(stage) for stage in equation.stages(text)[:3]]
            if self.paths:
                sums = ["", "", say("sum")]
            rows.append([text(equation.derivative), *sums, number(equation.value)])
        if self._left_out:
            rows.insert(MOST_NODES // 2, ["…"] * 5)
            after.insert(0, say("nodes left out", count=f"{self._left_out:,}"))
        if not self.equations[0].terms:
            return "\n\n".join([escaped(str(self.equations[0])), *after])
        return "\n\n".join([*before, markdown_table(headers, rows, right=[4]), *after])

    def latex(self) -> str:
        """The equations for mathematics mode, one per line, with the sentences as text between them."""
        lines = []
        for block in self._blocks():
            if isinstance(block, str):
                lines.append(rf"&\text{{{block}}}")
            else:
                left, *right = block.lines(latex)
                lines += [f"{'' if i else left} &{line}" for i, line in enumerate(right)]
        return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"

    def _repr_markdown_(self) -> str:
        return self.markdown()


def product(path: Sequence[Contribution]) -> float:
    """The product of the local gradients of a path."""
    result = 1.0
    for c in path:
        result *= c.local
    return result


def _found(record: Record, x: Value | str) -> Value:
    if isinstance(x, Value):
        return x
    if not isinstance(x, str):
        raise TypeError(say("derivation of no Value", kind=type(x).__name__))
    labelled = [node for node in record.order if x in (node.name, record.label[node])]
    if len(labelled) != 1:
        raise ValueError(say("no such node" if not labelled else "several nodes", name=printable(x)))
    return labelled[0]


def _counted(count: float) -> str:
    if count < 1e15:
        return f"{int(count):,}"
    return say("about", number=f"{count:.1e}") if count < math.inf else say("more than", number="1.8e308")
