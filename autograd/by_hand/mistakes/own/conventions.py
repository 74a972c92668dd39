"""What other engines answer at a kink, where no derivative exists: numbers that are right by convention.

The table tells who uses each number, in the versions named below. A number without engines is the derivative from one
side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from autograd.by_hand.sheet.work import Work
from autograd.language import say
from autograd.language.text import number as shown

VERSIONS = {
    "torch": "PyTorch 2.13", "jax": "JAX 0.10", "hips": "HIPS autograd 1.9", "casadi": "CasADi 3.8",
    "tinygrad": "tinygrad 0.14", "pytensor": "PyTensor 3.0", "dezero": "DeZero 0.0.13",
}  # fmt: skip
OF_ONE: dict[str, dict[str, str]] = {
    "relu": {"0": "torch jax tinygrad dezero", "0.5": "jax hips casadi", "1": ""},  # 0.5 as maximum(x, 0)
    "abs": {"0": "torch hips casadi tinygrad pytensor", "1": "jax", "-1": ""},
    "clamp": {"1": "torch tinygrad pytensor dezero", "0.5": "jax", "0": "hips"},
    "leaky_relu": {"slope": "torch dezero", "1": "jax tinygrad", "mean": ""},
    "elu": {"alpha": "torch jax", "0": "tinygrad", "1": ""},
}
"""Functions of one number: the derivatives at the kink, and the engines that answer so."""
SHARES = {
    "all to the first": "torch pytensor dezero",
    "all to the last": "",
    "shared": "torch jax hips casadi tinygrad",
    "to all of them": "pytensor dezero",
}
"""The ways in which the gradient of a maximum or a minimum goes to numbers that tie."""
TIES = ("maximum", "minimum", "max", "min")


class Convention(NamedTuple):
    """A derivative at a kink of an operation: the way in which it is chosen, the number, and the engines that answer
    so."""

    of: str
    way: str
    number: float
    engines: str

    @property
    def who(self) -> str:
        """The engines with their versions."""
        return ", ".join(VERSIONS[name] for name in self.engines.split())

    def __str__(self) -> str:
        """That a number is right by this convention, and who has it."""
        if not self.engines:
            return say("right from one side", way=self._way)
        return say("right by convention", way=self._way, who=self.who)

    @property
    def told(self) -> str:
        """Which convention it is, for those who do not see the row."""
        kind = ("tie" if self.way in SHARES else "kink") if self.engines else "side"
        return say(f"{kind} of", operation=self.of, way=self._way, who=self.who)

    @property
    def _way(self) -> str:
        return say(self.way) if self.way in SHARES else shown(self.number)


def conventions(work: Work, i: int) -> list[Convention]:
    """The derivatives that row number i may have by convention: none unless it is a local gradient at a kink.

    >>> from autograd import Value, relu
    >>> from autograd.record.record import Record
    >>> work = Work(Record(relu(Value(0.0, name="x"))))
    >>> [(each.number, each.who) for each in conventions(work, 3)][1]
    (0.5, 'JAX 0.10, HIPS autograd 1.9, CasADi 3.8')
    """
    row = work.rows[i]
    if row.kind != "local" or not (row.op.name in OF_ONE or row.op.name in TIES):
        return []
    xs = [work.numbers[work.value[x]] for x in row.node.inputs]
    if not row.op.kink(*xs):
        return []
    if row.op.name in TIES:
        return [Convention(row.op.name, way, _share(way, row.slot, xs, work.numbers[i]), SHARES[way]) for way in SHARES]
    bound = {**row.op.bound, "mean": (row.op.bound.get("slope", 0.0) + 1.0) / 2.0}
    table = OF_ONE[row.op.name]
    return [Convention(row.op.name, way, float(bound.get(way, way)), table[way]) for way in table]


def _share(way: str, slot: int, xs: Sequence[float], shared: float) -> float:
    """The share of input number `slot` if the gradient goes to the ties in this way."""
    tied = [k for k in range(len(xs)) if xs[k] == xs[slot]] if shared else []
    if slot not in tied:
        return 0.0
    if way == "shared":
        return 1.0 / len(tied)
    return float(way == "to all of them" or slot == (tied[0] if way == "all to the first" else tied[-1]))
