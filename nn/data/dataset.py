"""Examples with their targets, and ways to divide them: training and test part, folds, batches, another order.

A training part and its test part share no example, and every class has its share in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from numbers import Integral
from random import Random
from typing import Any, Self

from autograd.language import say
from autograd.language.errors import between, refuse_kind
from nn.layers.init import Seed, generator
from nn.nested import shape, size


class Examples:
    """`xs`, and as many targets `ys`. An index gives one x with its y, and a slice gives the examples of that part."""

    xs: list[Any]
    ys: list[Any]

    def __len__(self) -> int:
        return len(self.xs)

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return zip(self.xs, self.ys, strict=True)

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return self.part(range(len(self))[place])
        return self.xs[place], self.ys[place]

    def part(self, places: Iterable[int]) -> Self:
        """The examples at these places, in this order."""
        given: Any = places
        if isinstance(given, str) or not (hasattr(given, "__iter__") or hasattr(given, "__getitem__")):
            refuse_kind("places", given, "kind list")
        part, places = copy(self), list(places)
        part.xs, part.ys = [self.xs[i] for i in places], [self.ys[i] for i in places]
        return part

    def split(self, test: float = 0.25, seed: Seed = 0) -> tuple[Self, Self]:
        """A training part and a test part. The test part has the share `test` of all examples, rounded to a whole
        number.

        Every example is in one of them, chosen at random, and the order stays. Targets that are whole numbers or words
        are classes. Each class has its share in both parts, to within one example.

        >>> train, test = Dataset([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]).split(test=0.5)
        >>> train.ys, test.ys
        ([0, 1], [0, 1])
        """
        n = len(self)
        if not between(0.0, test, 1.0):
            raise ValueError(say("share of a test", test=test))
        count = round(test * n)
        if not 0 < count < n:
            raise ValueError(say("empty part", test=test, n=n, count=count))
        # Of n examples in a row, class by class, `count` are taken at equal distances.
        tested = {i for place, i in enumerate(self._by_class(seed)) if place * count // n < (place + 1) * count // n}
        return self._without(tested)

    def folds(self, k: int = 5, seed: Seed = 0) -> list[tuple[Self, Self]]:
        """For cross-validation: `k` pairs of a training and a test part. Each example is in exactly one test part.

        Test parts have the same size to within one example, and so has each class within them.

        >>> [test.ys for _, test in Dataset([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]).folds(2)]
        [[0, 1], [0, 1]]
        """
        if not _is_whole(k) or not 2 <= k <= len(self):
            raise ValueError(say("number of folds", n=len(self), k=k))
        dealt = self._by_class(seed)
        return [self._without(set(dealt[fold::k])) for fold in range(k)]

    def shuffled(self, random: Random) -> Self:
        """The same examples in a random order.

        >>> Dataset([[0.0], [1.0], [2.0]], [0, 1, 2]).shuffled(Random(1)).ys
        [1, 2, 0]
        """
        if not hasattr(random, "shuffle"):  # a seed would give the same order in every epoch
            raise TypeError(say("order is no random", random=random))
        places = list(range(len(self)))
        random.shuffle(places)
        return self.part(places)

    def _by_class(self, seed: Seed) -> list[int]:
        """All places in a random order, with the places of one class next to each other."""
        places = list(range(len(self)))
        generator(seed).shuffle(places)
        if not all(isinstance(y, (int, str)) for y in self.ys):
            return places
        rank: dict[int | str, int] = {}
        for i in places:
            rank.setdefault(self.ys[i], len(rank))
        return sorted(places, key=lambda i: rank[self.ys[i]])

    def _without(self, tested: set[int]) -> tuple[Self, Self]:
        return self.part(i for i in range(len(self)) if i not in tested), self.part(sorted(tested))


class Dataset(Examples):
    """Examples for a network, all of one shape: lists of numbers, or images as lists of channels of rows.

    A target is the number of a class, a number, or a list of numbers, as in `nn.losses`. If they are known, `classes`
    are the names of the classes, and `features` the names of the numbers of an example. Arrays become lists.

    >>> data = Dataset([[5.1, 3.5], [6.2, 2.9]], [0, 1], classes=["setosa", "virginica"], features=["length", "width"])
    >>> print(data, data[1])
    Dataset of 2 examples of 2 numbers in 2 classes ([6.2, 2.9], 1)
    """

    def __init__(self, xs: Any, ys: Any, *, classes: Sequence[str] = (), features: Sequence[str] = ()) -> None:
        for name, names in ("classes", classes), ("features", features):
            if not isinstance(names, Iterable):
                refuse_kind(name, names, "kind names")
        self.xs, self.ys = _listed("xs", xs), _listed("ys", ys)
        self.classes, self.features = list(classes), list(features)
        if len(self.xs) != len(self.ys):
            key = "targets of one example" if len(self.xs) == 1 else "targets of examples"
            if len(self.ys) == 1:
                key = "one target of examples"
            raise ValueError(say(key, xs=len(self.xs), ys=len(self.ys)))
        for i, x in enumerate(self.xs):
            if shape(x) != shape(self.xs[0]):
                raise ValueError(say("shapes of examples", first=size(self.xs[0]), i=i, size=size(x)))
        if self.features and self.xs and shape(self.xs[0]) != (len(self.features),):
            raise ValueError(say("names of features", count=len(self.features), size=size(self.xs[0])))
        for i, y in enumerate(self.ys if self.classes else []):
            if not isinstance(y, int) or not 0 <= y < len(self.classes):
                last = len(self.classes) - 1
                raise ValueError(say("target is no class", y=y, i=i, last=last))

    def batches(self, size: int, random: Random | None = None) -> list[tuple[list[Any], list[Any]]]:
        """The xs and ys of so many examples at a time, the last batch with what is left.

        With `random` they come in a random order, a new one in each call. Without it they come in their own order.

        >>> [ys for xs, ys in Dataset([[0.0], [1.0], [2.0]], [0, 1, 2]).batches(2)]
        [[0, 1], [2]]
        """
        if not _is_whole(size) or size < 1:
            raise ValueError(say("size of a batch", size=size))
        data = self if random is None else self.shuffled(random)
        starts = range(0, len(data), size)
        return [(data.xs[i : i + size], data.ys[i : i + size]) for i in starts]

    def __repr__(self) -> str:
        told = say("a dataset", count=len(self))
        if self.xs:
            told = say("a dataset of a shape", dataset=told, size=size(self.xs[0]))
        return say("a dataset of classes", dataset=told, count=len(self.classes)) if self.classes else told


def _is_whole(number: Any) -> bool:
    return isinstance(number, Integral)


def _listed(name: str, x: Any) -> list[Any]:
    """A new list, also from an array or from parts of one. Numbers of arrays become Python's numbers."""
    if not isinstance(x, Iterable):
        refuse_kind(name, x, "kind list")
    if hasattr(x, "tolist"):
        return list(x.tolist())
    return [part.tolist() if hasattr(part, "tolist") else part for part in x]
