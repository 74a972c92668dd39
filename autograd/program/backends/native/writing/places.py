"""Where the numbers of an operand stand, as indices in C, and loops over them.

Single numbers stand in `s`, numbers with lanes in `a`, one line of `n` lanes after the other; their gradients stand in
`ds` and `da`. Addresses that follow no rule are data: `at` has them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from math import prod

from autograd.program.groups import Coefs, Operand

Lines = list[str]
Loop = tuple[str, int | str]
"""A variable, and how often: a number, or `n` lanes."""
Joined = tuple[str, list[Loop], list[Loop]]


Namer = Callable[[bool, int], tuple[str, int]]
"""Gives the array in which a number stands, and its index there, by whether it has lanes and its address."""


class Data:
    """Lists of addresses and of coefficients, which the code reads as `at` and `c`.

    `namer` gives arrays names of their own, in code that people read. It is for one example, and has no lanes. Groups
    that are alike share code: their operands start where the table `starts` has it. Then `starts` is that of one group.
    `placeholders` are the addresses of the inputs, in the order in which a caller's lines have them.
    """

    def __init__(self, namer: Namer | None = None, placeholders: Sequence[int] = ()) -> None:
        self.namer, self.placeholders = namer, placeholders
        self.starts: Sequence[int | array[int]] = []
        self.addresses, self.coefs = array("i"), array("d")
        self.works = {False: 0, True: 0}

    def of_kind(self, starts: Sequence[int | array[int]]) -> Data:
        """The same data, for the code of a kind of groups. One of them has these starts, and none if it is alone."""
        found = copy(self)
        found.starts = starts
        return found

    def add_addresses(self, addresses: Sequence[int]) -> int:
        """Where these begin in `at`."""
        self.addresses.extend(array("i", addresses))
        return len(self.addresses) - len(addresses)

    def work(self, operand: Operand) -> Place:
        """A place for a copy of an operand, in one piece, in the work space `ws` or `wa`."""
        strides = _steps(operand.shape)
        start = self.works[operand.lanes]
        self.works[operand.lanes] += prod(operand.shape)
        return Place(operand._replace(start=start, strides=strides, listed=None), self, "w")

    def coef(self, coefs: Coefs, index: str) -> str:
        """The coefficient of term number `index`, as C; "1.0" where there is none."""
        if isinstance(coefs, float):
            return repr(coefs) if coefs >= 0 else f"({coefs!r})"
        self.coefs.extend(coefs)
        return f"c[{linear(len(self.coefs) - len(coefs), [(1, index)])}]"


class Place:
    """An operand in C.

    >>> from autograd.program.groups import operand
    >>> place = Place(operand([7, 8, 9, 10, 11, 12], (2, 3), lanes=True, needs=True), Data())
    >>> place.text("ij"), place.text("ij", of="d"), Place(place.operand._replace(lanes=False), Data()).text("0j")
    ('a[(7 + 3 * i + j) * n + l]', 'da[(7 + 3 * i + j) * n + l]', 's[7 + j]')
    """

    def __init__(self, operand: Operand, data: Data, space: str = "") -> None:
        self.operand, self.lanes, self.needs, self.data = operand, operand.lanes, operand.needs, data
        self.start: int | str = operand.start
        self.listed: int | str | None = None
        if data.starts and not space:
            self.start = f"starts[{operand.start}]"
            self.listed = None if isinstance(data.starts[operand.start], int) else self.start
        elif operand.listed is not None:
            self.listed = data.add_addresses(operand.listed)
        self.memory = space + ("a" if operand.lanes else "s")

    def text(self, index: Sequence[str], of: str = "") -> str:
        """The number at this index of the operand, in lane `l`; with of="d", its gradient."""
        shape, strides = self.operand.shape, self.operand.strides
        if self.listed is not None:
            strides = _steps(shape)
            address = f"at[{linear(self.listed, zip(strides, index, strict=False))}]"
        elif self.data.namer:
            name, first = self.data.namer(self.lanes, self.operand.start)
            return f"{of}{name}[{linear(first, zip(strides, index, strict=False))}]"
        else:
            address = linear(self.start, zip(strides, index, strict=False))
        return self.at(address, of)

    def at(self, address: str, of: str = "") -> str:
        """The number at an address, in lane `l`."""
        if not self.lanes or self.data.namer:
            return f"{of}{self.memory}[{address}]"
        return f"{of}{self.memory}[{address if address.isdigit() else f'({address})'} * n + l]"

    def is_dense(self) -> bool:
        """Whether the numbers stand one after the other, the last axis first."""
        operand = self.operand
        step, dense = 1, self.listed is None
        for n, stride in zip(reversed(operand.shape), reversed(operand.strides), strict=True):
            dense &= n == 1 or stride == step
            step *= n
        return dense

    def flat(self, of: str = "") -> str:
        """Number `q` of all numbers and lanes, where they are dense."""
        start, many = self.start, prod(self.operand.shape) > 1
        if self.data.namer:
            name, first = self.data.namer(self.lanes, self.operand.start)
            return f"{of}{name}[{linear(first, [(1, 'q')] * many)}]"
        if self.lanes:
            return f"{of}a[{start} * n + q]" if start else f"{of}a[q]"
        return f"{of}s[{linear(start, [(1, 'q')] * many)}]"

    @property
    def has_lanes(self) -> bool:
        """Whether it has a lane for each of several examples."""
        return self.lanes and not self.data.namer

    def along(self) -> list[Loop]:
        """The loop along its lanes, if it has some."""
        return [("l", "n")] if self.has_lanes else []

    def is_even(self, axis: int) -> bool:
        """Whether a step along the axis leads to the next line of lanes, or without lanes to the same number."""
        return self.listed is None and self.operand.strides[axis] == int(self.lanes)

    def repeats(self, axis: int) -> bool:
        """Whether one number stands for all along the axis."""
        return self.listed is None and self.operand.strides[axis] == 0


def _steps(shape: Sequence[int]) -> tuple[int, ...]:
    """The strides of numbers that stand one after the other, 0 along an axis of one."""
    return tuple([prod(shape[axis + 1 :]) if n > 1 else 0 for axis, n in enumerate(shape)])


def linear(start: int | str, terms: object) -> str:
    """`start + stride * variable + …`, without the 0s and 1s that people leave out.

    >>> linear(0, [(3, "i"), (1, "j"), (5, "0")]), linear(2, [(-1, "i")]), linear(0, [])
    ('3 * i + j', '2 + -1 * i', '0')
    """
    found = [str(start)] if start else []
    for stride, variable in terms:  # type: ignore[attr-defined]
        if stride and variable != "0":
            found.append(variable if stride == 1 else f"{stride} * {variable}")
    return " + ".join(found) or "0"


def times(*factors: str) -> str:
    """A product, without the 1s that people leave out."""
    return " * ".join([factor for factor in factors if factor != "1.0"]) or "1.0"


def joined(axis: int, axes: str, over: Sequence[Loop], lanes: Sequence[Loop], places: Iterable[Place]) -> Joined:
    """The loop along an axis and that along lanes as one, where it goes through the same numbers: so vectors are full
    where lanes are few. Gives the index of members, the loops over members that are left, and the one along lanes."""
    if not lanes or over[axis][1] == 1 or not all(place.is_even(axis) for place in places):
        return axes, list(over), list(lanes)
    along: list[Loop] = [("l", f"{over[axis][1]} * n")]
    return axes[:axis] + "0" + axes[axis + 1 :], [*over[:axis], *over[axis + 1 :]], along


def loops(over: Sequence[Loop], body: Sequence[str], mark: str = "") -> list[str]:
    """The body within loops, the first outermost. The innermost one is marked, so that compilers use vectors. A loop of
    one round is none."""
    lines, depth = Lines(), 0
    real = [one for one in over if one[1] != 1]
    if not real and any(line.startswith(("number ", "const ")) for line in body):
        return ["{", *[f"    {line}" for line in body], "}"]
    for i, (variable, count) in enumerate(real):
        if mark and i == len(real) - 1:
            lines.append("    " * depth + mark)
        lines.append("    " * depth + f"for (long {variable} = 0; {variable} < {count}; {variable}++) {{")
        depth += 1
    lines += ["    " * depth + line for line in body]
    return lines + ["    " * (depth - 1 - i) + "}" for i in range(depth)]
