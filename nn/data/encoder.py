"""From the cells of a table to numbers, learned from the training part alone.

Means, medians, categories and classes of all rows would tell the network something about its test part.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Set
from typing import Any, NamedTuple

from autograd.language import say
from autograd.language.text import printable
from nn.data.dataset import Dataset
from nn.data.reading.cells import LARGEST, number, read_both_ways
from nn.data.table import Table


def _in_order(cells: Iterable[str], comma: bool) -> list[str]:
    """Each cell once: numbers by size, then words by letters."""

    def place(cell: str) -> tuple[bool, float, str]:
        found = number(cell, comma)
        return found is None, found or 0.0, cell

    return sorted(set(cells), key=place)


def _median(numbers: Iterable[float]) -> float:
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2.0


def _mean_and_deviation(numbers: list[float]) -> tuple[float, float]:
    if min(numbers) == max(numbers):  # else rounding of the mean would make a constant column look like noise
        return numbers[0], 1.0
    mean = math.fsum(numbers) / len(numbers)
    deviation = math.hypot(*(number - mean for number in numbers)) / math.sqrt(len(numbers))
    return mean, deviation if deviation > 1.0 / LARGEST else 1.0


class Scaled(NamedTuple):
    """A column of numbers."""

    name: str
    median: float
    mean: float
    deviation: float
    some_missing: bool

    def features(self) -> list[str]:
        return [self.name, f"{self.name} missing"] if self.some_missing else [self.name]

    def encode(self, cell: str, missing: Set[str], comma: bool) -> list[float]:
        found = None if cell in missing else number(cell, comma)
        if found is None and cell not in missing:
            raise ValueError(say("cell is no number", cell=cell))
        scaled = ((self.median if found is None else found) - self.mean) / self.deviation
        return [scaled, float(found is None)] if self.some_missing else [scaled]


class OneHot(NamedTuple):
    """A column of categories. The category of missing cells is ''."""

    name: str
    categories: list[str]

    def features(self) -> list[str]:
        return [f"{self.name}={category}" if category else f"{self.name} missing" for category in self.categories]

    def encode(self, cell: str, missing: Set[str], comma: bool) -> list[float]:
        own = "" if cell in missing else cell
        return [float(category == own) for category in self.categories]


def _learned(train: Table, name: str) -> Scaled | OneHot:
    place, comma = train.columns.index(name), name in train.commas
    cells = [row[place] for row in train.xs]
    present = [cell for cell in cells if cell not in train.missing]
    numbers = [found for cell in present if (found := number(cell, comma)) is not None]
    missing = len(cells) - len(present)
    if len(present) / 2 < len(numbers) < len(present):  # as categories, 890 numbers would say nothing of an 891st
        row = next(i for i, cell in enumerate(cells) if cell not in train.missing and number(cell, comma) is None)
        raise ValueError(
            say(
                "most cells are numbers",
                path=train.path,
                line=train.lines[row],
                name=name,
                cell=cells[row],
                numbers=len(numbers),
                count=len(present),
            )
        )
    if not numbers or len(numbers) < len(present):
        return OneHot(name, [*_in_order(present, comma), *[""][:missing]])
    median = _median(numbers)
    mean, deviation = _mean_and_deviation([*numbers, *[median] * missing])
    return Scaled(name, median, mean, deviation, bool(missing))


def _require_table(part: Any) -> None:
    if not isinstance(part, Table):
        raise TypeError(say("no table", given=printable(repr(part))))


class Encoder:
    """The encoding of a table, learned from the training part. It turns any part into numbers.

    - A column of numbers, such as 7, -1.5e3, 1,000 or １２, is scaled to mean 0 and standard deviation 1 (over n).
      Missing cells get the median first. If cells are missing in the training part, a second feature is 1 for a missing
      cell, else 0.
      A column with one number in every row is 0.
    - Any other column has a feature for each category of the training part, and one for missing cells if there are any.
      The feature of the cell's category is 1, and the others are 0. A new category has 0 in all features.
    - A target is a class. Classes are counted from 0, numbers first, then words, each in order. With `regression=True`
      a target is a number.

    What is missing in a part, and whether its decimal sign is a comma, is told by the part itself, as by `nn.data.csv`.
    A column that shows no decimal sign, such as one of 1.500 alone, has that of the training part.
    `features` and `classes` are the names in the order of their numbers, such as 'age', 'age missing', 'sex=male'.

    >>> from nn.data import Table
    >>> cells, alive = [["20", "male"], ["30", "female"], ["", "male"]], ["no", "yes", "no"]
    >>> table = Table("passengers.csv", ["age", "sex"], "alive", cells, alive, lines=[2, 3, 4])
    >>> encoder = Encoder(table[:2])
    >>> encoder.features, encoder.classes
    (['age', 'sex=female', 'sex=male'], ['no', 'yes'])
    >>> encoder(table)[0], encoder(table)[2]
    (([-1.0, 0.0, 1.0], 0), ([0.0, 0.0, 1.0], 0))

    Raises ValueError, with file, line and column, if most cells of a column are numbers and one cell is not.
    """

    commas: Set[str] = frozenset()  # of version 0.1.0, which knew of no decimal comma
    unsure: Set[str] = frozenset()

    def __init__(self, train: Table, *, regression: bool = False) -> None:
        _require_table(train)
        if not len(train):
            raise ValueError(say("nothing to learn from", path=train.path))
        self.target, self.regression = train.target, regression
        self.commas, self.unsure = train.commas, train.unsure
        self.columns = [_learned(train, name) for name in train.columns]
        self.features = [feature for column in self.columns for feature in column.features()]
        self.classes = [] if regression else _in_order(train.ys, train.target in train.commas)

    def __call__(self, part: Table) -> Dataset:
        """The examples of a part, the training part or another one.

        Raises ValueError, with file, line and column, for a cell without a number in a column of numbers, for a target
        whose class is not in the training part, and for a number such as 1.500 where the training part and the other
        columns of this part have different decimal signs.
        """
        _require_table(part)
        learned = [column.name for column in self.columns]
        if (part.columns, part.target) != (learned, self.target):
            raise ValueError(
                say(
                    "other columns",
                    target=self.target,
                    columns=learned,
                    path=part.path,
                    own_target=part.target,
                    own_columns=part.columns,
                )
            )
        with_comma = self._commas(part)
        commas = [name in with_comma for name in learned]
        xs, ys = [], []
        for cells, target, line in zip(part.xs, part.ys, part.lines, strict=True):
            name = self.target
            try:
                ys.append(self._target(target, self.target in with_comma))
                x: list[float] = []
                for column, cell, comma in zip(self.columns, cells, commas, strict=True):
                    name = column.name
                    x += column.encode(cell, part.missing, comma)
            except ValueError as error:
                raise ValueError(say("in a cell", path=part.path, line=line, name=name, error=error)) from None
            xs.append(x)
        return Dataset(xs, ys, classes=self.classes, features=self.features)

    def _commas(self, part: Table) -> Set[str]:
        """The columns of a part whose decimal sign is a comma. Where a column shows none, it is that of the training
        part: 1.500 is 1500 after 1.500,5."""
        differing = part.unsure & (part.commas ^ self.commas)
        if not differing:
            return part.commas
        numbers = {c.name: [row[i] for row in part.xs] for i, c in enumerate(self.columns) if isinstance(c, Scaled)}
        if self.regression:
            numbers[self.target] = part.ys
        new = {c for c in numbers if c in self.unsure or (c in part.commas) != (c in self.commas)} - part.unsure
        for name in (c for c in numbers if c in differing):
            place = read_both_ways(numbers[name], part.missing)
            against = sorted(c for c in new if (c in part.commas) != (name in self.commas))
            if place is not None and against:
                key = "comma in training" if name in self.commas else "point in training"
                raise ValueError(
                    say(
                        key,
                        path=part.path,
                        line=part.lines[place],
                        name=name,
                        cell=numbers[name][place],
                        other=against[0],
                    )
                )
        return part.commas ^ differing

    def _target(self, cell: str, comma: bool) -> float:
        found = number(cell, comma)
        if self.regression:
            if found is None:
                raise ValueError(say("target is no number", cell=cell))
            return found
        if cell not in self.classes:
            classes = f"{', '.join(map(repr, self.classes[:10]))}{', …' * (len(self.classes) > 10)}"
            key = "class not in training" if found is None else "number is no class"
            raise ValueError(say(key, cell=cell, classes=classes))
        return self.classes.index(cell)

    def __repr__(self) -> str:
        return say("an encoder", target=self.target, features=", ".join(self.features))
