"""Groups of a row of the table as loops: the value forwards, each local gradient that is needed backwards."""

from __future__ import annotations

from collections.abc import Sequence
from re import search

from autograd.calculus.row import MANY, everywhere
from autograd.program.backends.native.writing.expressions import NotInCError, Term, bare, traced, written
from autograd.program.backends.native.writing.places import Data, Lines, Loop, Place, loops
from autograd.program.groups import Group

SIMD = "VECTORS"
"""Marks a loop whose rounds do not depend on each other."""


class Row:
    """The code of a group of a row. Raises `NotInCError` where there is none.

    `assigns` tells for each operand whether its gradient is set, instead of added to.
    """

    def __init__(self, group: Group, data: Data) -> None:
        self.op, self.group = group.op, group
        if self.op is not None and (self.op.arity == MANY or group.out.shape != group.operands[0].shape):
            raise NotInCError("a list")
        self.out = Place(group.out, data)
        self.xs = [Place(x, data) for x in group.operands]
        names = ["x", "y"][: len(self.xs)]
        terms = [Term(name) for name in names]
        op, z = self.op, Term("z")
        self.value = traced(lambda: op.value(*terms)) if op else [terms[0]]
        self.inside = traced(lambda: op.domain(*terms)) if op and op.unbound.domain is not everywhere else []
        needed = group.out.needs
        self.partials = traced(lambda: op.partials(z, *terms)) if op and needed else [Term("1.0")]
        dense = all(place.is_dense() and place.lanes == self.out.lanes for place in self.xs)
        self.is_flat = dense and len(group.out.shape) == 1

    def forward(self) -> Lines:
        statements, texts = written([*self.value, *self.inside])
        body = [*self._named("xy", statements + texts), *statements, f"{self._at(self.out)} = {bare(texts[0])};"]
        if self.inside:
            body.append(f"outside |= !{texts[1]};")
        return loops(self._over(), body, "" if self.inside else SIMD)

    def backward(self, assigns: Sequence[bool]) -> Lines:
        lines = Lines()
        for place, local, assign in zip(self.xs, self.partials, assigns, strict=True):
            if place.needs:
                statements, [text] = written([local])
                body = [*self._named("xyz", [*statements, text]), *statements]
                up = self._at(self.out, "d")
                more = up if text == "1.0" else f"{up} * {text}"
                lines += self._added(place, body, more, "=" if assign else "+=")
        return lines

    def _added(self, place: Place, body: Lines, more: str, sign: str) -> Lines:
        """What is added to the gradient of an operand: summed up first, where one number stands for several."""
        target = self._at(place, "d")
        members, over = len(self.group.out.shape), self._over()
        if self.is_flat:
            return loops(over, [*body, f"{target} {sign} {more};"], SIMD)
        return added(place, target, over[:members], over[members:], [body, more, sign])

    def _over(self) -> list[Loop]:
        size = self.group.size
        if self.is_flat:
            return [("q", f"{size} * n" if self.out.has_lanes else size)]
        return [*zip("i", self.group.out.shape, strict=False), *self.out.along()]

    def _at(self, place: Place, of: str = "") -> str:
        return place.flat(of) if self.is_flat else place.text("i", of)

    def _named(self, names: str, used: Sequence[str]) -> Lines:
        """What defines those of x, y and z that are used."""
        of = dict(zip("xy", self.xs, strict=False)) | {"z": self.out}
        wanted = [name for name in names if any(search(rf"\b{name}\b", text) for text in used)]
        return [f"const number {name} = {self._at(of[name])};" for name in wanted]


def added(place: Place, target: str, members: Sequence[Loop], lanes: Sequence[Loop], what: Sequence[object]) -> Lines:
    """Loops that add to the gradient of an operand, which has as many axes as there are loops over members. What one
    number stands for, members or lanes, is summed up in the inner loops.

    `what` is the statements, what is added, and "=" or "+=".
    """
    body, more, sign = what
    assert isinstance(body, list)
    summed = [loop for axis, loop in enumerate(members) if place.repeats(axis) and loop[1] != 1]
    outer = [loop for loop in members if loop not in summed]
    if lanes and not place.lanes:
        summed += lanes
    else:
        outer += lanes
    if not summed:
        mark = SIMD if place.listed is None and place.operand.is_distinct() else ""
        return loops(outer, [*body, f"{target} {sign} {more};"], mark)
    inner = loops(summed, [*body, f"t += {more};"], "SUM_OF_T")
    return loops(outer, ["number t = 0.0;", *inner, f"{target} {sign} t;"])
