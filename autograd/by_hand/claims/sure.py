"""A typed claim as a solver and SymPy need it: as terms, for each size; and the sentences about what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import product
from typing import Any

from autograd.by_hand.claims.formulas import Function
from autograd.language import say
from autograd.language.text import number
from autograd.notation.signs import Mistake
from autograd.testing.certainty.further import PROVED, SEARCHED, Further, can_prove
from autograd.testing.certainty.proofs.process import MOST_NODES
from autograd.testing.certainty.proofs.terms import Term, written
from autograd.testing.gradients.arguments import flat
from autograd.testing.gradients.points import NoPoint

LARGEST, LARGEST_OF_MANY = 3, 2
"""The largest number that a letter stands for in a proof, if there is one letter, and if there are several."""
Shape = tuple[int, ...]


class Sizes:
    """The sizes for which a claim is proved, one after the other. `cases` are those of all of them in order (see
    `proofs.proving`), and `ends` tells after how many cases each is proved. Both are empty where nothing can be
    proved."""

    def __init__(
        self,
        function: Function,
        claimed: Callable[..., Sequence[Any]],
        one_hot: Sequence[str],
        shares: Sequence[str],
        seconds: float,
    ) -> None:
        self.function, self.claimed, self.one_hot, self.shares = function, claimed, one_hot, shares
        self.letters = function.letters
        self.cases: list[dict[str, Any]] = []
        self.ends: list[int] = []
        if not can_prove(seconds):
            return
        most = LARGEST if len(self.letters) == 1 else LARGEST_OF_MANY
        try:
            for largest in range(1, most + 1 if self.letters else 2):
                for sizes in product(range(1, largest + 1), repeat=len(self.letters)):
                    if not sizes or max(sizes) == largest:
                        with suppress(NoPoint):  # the claim speaks of a number that so small a vector does not have
                            self.cases += self._of(dict(zip(self.letters, sizes, strict=True)))
                self.ends.append(len(self.cases))
        except (Mistake, ValueError, ArithmeticError, TypeError, IndexError):
            self.cases, self.ends = [], []  # without a value for some number or of another shape, or not as a formula
        if any(len(case["nodes"]) > MOST_NODES for case in self.cases):
            self.cases, self.ends = [], []

    def _of(self, sizes: dict[str, int]) -> Iterator[dict[str, Any]]:
        """The cases of one size: as many as there are places for the 1 of a one-hot vector."""
        shapes = {name: tuple(sizes.get(n) or int(n) for n in shape) for name, shape in self.function.shapes.items()}
        places = {name: [(name, *path) for path in product(*map(range, shape))] for name, shape in shapes.items()}
        inputs = [place for of in places.values() for place in of]
        if len(inputs) > MOST_NODES:
            raise ValueError("too many numbers")
        at = {place: i for i, place in enumerate(inputs)}
        arguments = [_nested(shape, partial(_term, at, name)) for name, shape in shapes.items()]
        gradients = self.claimed(*arguments)
        function = self.function(*arguments)
        pairs = [
            (at.get((name, *path), -1), claim)
            for name, gradient in zip(shapes, gradients, strict=True) if gradient is not None
            for path, claim in flat(gradient).items() if claim is not None
        ]  # fmt: skip
        if any(i < 0 for i, _ in pairs):
            raise ValueError("the claim is transposed")
        nodes, (z, *claims) = written([function, *[claim for _, claim in pairs]])
        by = [i for i, place in enumerate(inputs) if self.function.wrt in (None, place[0])]
        rows = [(name, row) for name in self.shares for row in _rows(places[name])]
        rests = [[at[row[-1]], [at[place] for place in row[:-1]]] for _, row in rows]
        hot = [[at[place] for place in row] for name in self.one_hot for row in _rows(places[name])]
        for ones in product(*hot):
            numbers = [[i, float(i in ones)] for row in hot for i in row]
            yield {
                "nodes": nodes, "inputs": len(inputs), "function": z, "by": by, "lazy": True, "bounds": [],
                "claims": [[i, claim] for (i, _), claim in zip(pairs, claims, strict=True)],
                "numbers": numbers, "rests": rests,
            }  # fmt: skip

    def said(self, further: Further) -> list[str]:
        """The sentences about a claim that is right at all points tried."""
        whole = sum(end <= further.proved for end in self.ends)
        if further.strength == PROVED and not self.letters:
            return [say("proved")]
        found = [say("searched", seconds=number(further.seconds))] if further.strength == SEARCHED else []
        if self.letters and whole and further.proved:
            sizes = ", ".join(self.letters)
            return [say("proved for sizes", letters=sizes, most=whole), *found]
        return found or [say("tried alone")]


def _term(at: dict[tuple[Any, ...], int], name: str, path: Shape) -> Term:
    return Term.input(at[name, *path])


def _nested(shape: Shape, make: Callable[[Shape], Any], path: Shape = ()) -> Any:
    if not shape:
        return make(path)
    return [_nested(shape[1:], make, (*path, i)) for i in range(shape[0])]


def _rows(places: Sequence[tuple[Any, ...]]) -> list[list[tuple[Any, ...]]]:
    """The places of a vector, or of each row of a matrix."""
    rows: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for place in places:
        rows.setdefault(place[:-1], []).append(place)
    return list(rows.values())


def right(count: int, ranges: Mapping[str, tuple[float, float]], function: Function) -> str:
    """That a claim is right at so many points, and between which numbers they lie."""
    spans = [say("from to", name=name, low=number(low), high=number(high)) for name, (low, high) in ranges.items()]
    spans += [say("from to", name=letter, low=1, high=function.most) for letter in function.letters]
    return say("right everywhere", n=count) + "\n" + "\n".join(f"    {span}" for span in spans)


def drawn_for_a_solver(function: Function) -> Any:
    """A strategy of Hypothesis for the inputs: any finite numbers, two for each size that is a letter."""
    from hypothesis import strategies as st

    number = st.floats(allow_nan=False, allow_infinity=False)

    def of(shape: Sequence[str]) -> Any:
        if not shape:
            return number
        n = int(shape[0]) if shape[0].isdigit() else LARGEST_OF_MANY
        return st.lists(of(shape[1:]), min_size=n, max_size=n)

    return st.tuples(*[of(shape) for shape in function.shapes.values()])
