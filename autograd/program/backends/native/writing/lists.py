"""Groups of a row of a list, such as softmax: each member's list is copied onto the stack, and given to a function; and
choices from a list.

Functions of the preamble serve lists of any length. The rule of another row is written out, if the list is short.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import prod

from autograd.calculus.row import everywhere
from autograd.program.backends.native.preamble.lists import LISTS
from autograd.program.backends.native.writing.expressions import NotInCError, Term, bare, traced, written
from autograd.program.backends.native.writing.places import Data, Lines, Loop, Place, loops
from autograd.program.groups import Group, Operand, operand

LONGEST = 1024
"""Lists of so many inputs at most are copied onto the stack; longer ones go through NumPy."""
SHORT = 8
"""A list that the preamble does not know is written out, if it has so many inputs at most."""


class ListRow:
    """The code of a group of a row of a list. Raises `NotInCError` where there is none."""

    def __init__(self, group: Group, data: Data) -> None:
        op = group.op
        assert op is not None
        self.group, self.op, self.count = group, op, len(group.operands)
        if self.count > LONGEST or len({x.lanes for x in group.operands}) > 1:
            raise NotInCError("a list that is long, or of numbers with and without lanes")
        if group.operands[0].lanes != group.out.lanes:
            raise NotInCError("a list of single numbers")
        self.members, self.k = group.out.shape[-1], "k" if self.count > 1 else "0"
        self.xs = _table(group.operands, self.members, data)
        self.all_outputs = len(group.out.shape) > 1
        self.out = Place(group.out, data)
        self.known = op.name in LISTS
        if not self.known:
            self._trace()

    def _trace(self) -> None:
        op, terms = self.op, [Term(f"x[{k}]") for k in range(self.count)]
        if self.count > SHORT:
            raise NotInCError("a long list of a rule that the preamble does not know")
        zs = [Term(f"z[{j}]") for j in range(self.count)]
        outputs = op.outputs
        self.inside = []
        if self.all_outputs:
            assert outputs
            self.value = traced(lambda: outputs(terms))
            bound = [op.bind(float(j)) for j in range(self.count)]
            self.partials = [traced(partial(one.partials, z, *terms)) for one, z in zip(bound, zs, strict=True)]
            return
        self.value = traced(lambda: op.value(*terms))
        if op.unbound.domain is not everywhere:
            found = traced(lambda: op.domain(*terms))
            self.inside = [] if found[0].form == "1" else found
        self.partials = [traced(lambda: op.partials(zs[0], *terms))]

    def _gathered(self) -> Lines:
        return [
            f"number x[{self.count}], z[{self.count}];",
            *loops([("k", self.count)], [f"x[{self.k}] = {self.xs.text([self.k, 'i'])};"]),
        ]

    def _over(self) -> list[Loop]:
        return [("i", self.members), *self.out.along()]

    def forward(self) -> Lines:
        body = self._gathered()
        if self.known:
            body.append(f"{self.op.name}({self.count}, x, z);")
            j = "0" if "j" not in self.op.bound else str(int(self.op.bound["j"]))
        else:
            statements, texts = written([*self.value, *self.inside])
            body += [*statements, *[f"z[{j}] = {bare(text)};" for j, text in enumerate(texts[: len(self.value)])]]
            body += [f"outside |= !{text};" for text in texts[len(self.value) :]]
            j = "0"
        if self.all_outputs:
            body += loops([("k", self.count)], [f"{self.out.text([self.k, 'i'])} = z[{self.k}];"])
        else:
            body.append(f"{self.out.text('i')} = z[{j}];")
        return loops(self._over(), body)

    def backward(self, assigns: Sequence[bool]) -> Lines:
        if not any(x.needs for x in self.group.operands):
            return []
        n = self.count
        body = [*self._gathered(), f"number up[{n}] = {{0}}, g[{n}];"]
        own = int(self.op.bound.get("j", 0.0)) if self.known else 0
        if self.all_outputs:
            body += loops([("k", n)], [f"z[k] = {self.out.text('ki')};", f"up[k] = {self.out.text('ki', 'd')};"])
        else:
            again = [f"{self.op.name}({n}, x, z);"] if self.known else [f"z[0] = {self.out.text('i')};"]
            body += [*again, f"up[{own}] = {self.out.text('i', 'd')};"]
        if self.known:
            body.append(f"{self.op.name}_back({n}, x, z, up, g);")
        else:
            body += self._own_gradient()
        body += loops([("k", n)], [f"{self.xs.text([self.k, 'i'], 'd')} += g[{self.k}];"])
        return loops(self._over(), body)

    def _own_gradient(self) -> Lines:
        statements, texts = written([local for one in self.partials for local in one])
        rows = [texts[j * self.count : (j + 1) * self.count] for j in range(len(self.partials))]
        sums = [" + ".join(f"up[{j}] * {row[k]}" for j, row in enumerate(rows)) for k in range(self.count)]
        return [*statements, *[f"g[{k}] = {text};" for k, text in enumerate(sums)]]


class Choice:
    """The code of a group of a row of an index: number `index` of a table, for each of its members."""

    def __init__(self, group: Group, data: Data) -> None:
        self.tables, self.members = group.out.shape
        self.count = group.operands[0].shape[1]
        self.out = Place(group.out, data)
        self.table, self.index = (Place(x, data) for x in group.operands)

    def _loops(self, body: Lines) -> Lines:
        over: list[Loop] = [("i", self.tables), ("j", self.members), *self.out.along()]
        return loops(over, body)

    def _place(self) -> Lines:
        place = f"const number place = {self.index.text('ij')};"
        return [place, f"const int inside = place >= 0.0 && place < {self.count} && place == floor(place);"]

    def _chosen(self) -> Lines:
        return ["const long k = inside ? (long)place : 0;"] if self.count > 1 else []  # else it is the only one

    def forward(self) -> Lines:
        chosen = f"{self.out.text('ij')} = {self.table.text('ik')};"
        return self._loops([*self._place(), *self._chosen(), chosen, "outside |= !inside;"])

    def backward(self, assigns: Sequence[bool]) -> Lines:
        """What is added to the chosen numbers. Two may have chosen the same one."""
        del assigns
        if not self.table.needs:
            return []
        place = [*self._place(), *self._chosen()] if self.count > 1 else []
        return self._loops([*place, f"{self.table.text('ik', 'd')} += {self.out.text('ij', 'd')};"])


def _table(operands: Sequence[Operand], members: int, data: Data) -> Place:
    """The operands of a list as one, inputs × members."""
    addresses = [address for one in operands for address in one.addresses()]
    shape = len(operands), prod(operands[0].shape)
    needs = any(one.needs for one in operands)
    return Place(operand(addresses, shape, lanes=operands[0].lanes, needs=needs), data)
