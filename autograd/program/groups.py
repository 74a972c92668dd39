"""The list of groups: the one record of a program, from which every back end works.

A group stands for many nodes that are calculated in the same way. It says at which addresses their inputs and their
results stand, and holds no numbers. There are two rows of addresses: single numbers (parameters first, then results,
then constants), and numbers with lanes, one for each line of inputs (placeholders first, then results).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import repeat
from math import prod
from typing import NamedTuple

from autograd.calculus.row import Op

Coefs = float | tuple[float, ...]
"""A factor for each term of a sum; one number where they are all the same."""


class Operand(NamedTuple):
    """Where the numbers of an operand stand: an array of this shape, of addresses.

    Element (i, j, …) is at `start + i * strides[0] + j * strides[1] + …`. A stride of 0 repeats one number. Where the
    addresses follow no such rule, `listed` has them. `needs` tells whether a gradient is to flow there.

    >>> operand([7, 7, 9, 9], (2, 2), lanes=False, needs=True).strides
    (2, 0)
    """

    lanes: bool
    needs: bool
    shape: tuple[int, ...]
    start: int
    strides: tuple[int, ...]
    listed: array[int] | None = None

    def addresses(self) -> Sequence[int]:
        """All addresses, the last dimension first."""
        if self.listed is not None:
            return self.listed
        return _affine(self.shape, self.start, self.strides)

    def first(self) -> int:
        """The smallest of the addresses."""
        if self.listed is not None:
            return min(self.listed)
        return self.start + sum(min(0, stride) * (n - 1) for stride, n in zip(self.strides, self.shape, strict=True))

    def last(self) -> int:
        """The largest of the addresses."""
        if self.listed is not None:
            return max(self.listed)
        return self.start + sum(max(0, stride) * (n - 1) for stride, n in zip(self.strides, self.shape, strict=True))

    def once(self) -> Operand:
        """The operand without the axes of stride 0, along which each number is repeated.

        >>> operand([7, 7, 9, 9], (2, 2), lanes=False, needs=True).once().shape
        (2,)
        """
        kept = [axis for axis, stride in enumerate(self.strides) if stride]
        shape, strides = (tuple([of[axis] for axis in kept]) for of in (self.shape, self.strides))
        return self._replace(shape=shape, strides=strides)

    def is_distinct(self) -> bool:
        """Whether no address comes twice."""
        if self.listed is not None:
            return len(set(self.listed)) == len(self.listed)
        reach = 0
        for stride, n in sorted((abs(stride), n) for stride, n in zip(self.strides, self.shape, strict=True) if n > 1):
            if stride <= reach:
                return False
            reach += stride * (n - 1)
        return True


def operand(addresses: Sequence[int], shape: tuple[int, ...], *, lanes: bool, needs: bool) -> Operand:
    """The operand with these addresses, the last dimension first; without a list of them, if there is a rule."""
    start, strides, step = addresses[0], list[int](), 1
    for n in reversed(shape):
        strides.append(addresses[step] - start if n > 1 else 0)
        step *= n
    strides.reverse()
    addresses = list(addresses)
    listed = None if addresses == _affine(shape, start, strides) else array("q", addresses)
    return Operand(lanes, needs, shape, start, tuple(strides), listed)


def _affine(shape: Sequence[int], start: int, strides: Sequence[int]) -> list[int]:
    addresses = [start]
    for n, stride in zip(shape, strides, strict=True):
        outer, addresses = addresses, []
        for address in outer:
            addresses += range(address, address + n * stride, stride) if stride else repeat(address, n)
    return addresses


def stacked(operands: Sequence[Operand]) -> Operand:
    """These operands, of one shape, as one with a first axis that counts them.

    >>> one, other = (operand([i, i + 1], (2,), lanes=False, needs=True) for i in (4, 6))
    >>> stacked([one, other]).shape, stacked([one, other]).strides
    ((2, 2), (2, 1))
    """
    addresses = [address for one in operands for address in one.addresses()]
    needs = any(one.needs for one in operands)
    return operand(addresses, (len(operands), *operands[0].shape), lanes=operands[0].lanes, needs=needs)


class Part(NamedTuple):
    """One summand of a group of sums, for all of its members. `kind` says what is calculated from the operands:

    - `plus`: a number for each member
    - `times`: a product of two numbers for each member
    - `total`: a sum of many numbers for each member (members × numbers)
    - `dots`: a sum of many products for each member (members × products, twice)
    - `product`: matrix products, batch × rows × inner and batch × inner × columns
    """

    kind: str
    coefs: Coefs
    operands: tuple[Operand, ...]


class Group(NamedTuple):
    """Nodes that are calculated together. Their results stand one after the other from `out.start`.

    A group is a row of the table with an operand for each input, or a sum of `parts`, or, with neither, a copy of
    single numbers into lanes. A row with several outputs, such as softmax, gives all of them, outputs × members, or is
    bound to one of them; its inputs all have lanes, or none has.

    A row of an index, `choose`, has two operands: tables × numbers, and the indices, tables × members. Result (t, m) is
    number `indices[t, m]` of table t.
    """

    out: Operand
    op: Op | None = None
    operands: tuple[Operand, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def size(self) -> int:
        """How many nodes it stands for."""
        return prod(self.out.shape)


class Plan(NamedTuple):
    """A program: its groups in order, and where its parameters, placeholders and outputs stand.

    `singles` counts the single numbers that are parameters or results; `constants` come after them. `rows` counts the
    numbers with lanes. An output is whether it has lanes, and its address. `recorded` counts the nodes of the graph,
    and `folded` those of them that were calculated from constants alone.
    """

    groups: list[Group]
    parameters: list[int]
    placeholders: list[int]
    constants: array[float]
    outputs: list[tuple[bool, int]]
    singles: int
    rows: int
    recorded: int = 0
    folded: int = 0
