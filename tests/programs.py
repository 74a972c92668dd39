"""Random computation graphs for tests: a list of operations, each on inputs counted back from the newest node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from autograd.ops import MANY, OPS

SMOOTH = ["add", "sub", "mul", "neg", "sin", "cos", "tanh", "sigmoid", "softplus", "total", "dot"]
KINKED = ["relu", "abs", "maximum", "minimum", "leaky_relu"]


@dataclass(frozen=True)
class Program:
    """`leaves` are the numbers it starts from; each step names a row and says how far back its inputs lie."""

    leaves: tuple[float, ...]
    steps: tuple[tuple[str, tuple[int, ...]], ...]

    def run(self, leaves: list[Any], apply: Callable[..., Any]) -> Any:
        """The last node, worked out by `apply(row, *inputs)` from `leaves`."""
        nodes = list(leaves)
        for name, back in self.steps:
            row = OPS[name].bind() if OPS[name].constants else OPS[name]
            count = row.arity if row.arity != MANY else len(back)
            nodes.append(apply(row, *[nodes[-1 - b % len(nodes)] for b in back[:count]]))
        return nodes[-1]


def programs(names: list[str] = SMOOTH + KINKED, size: int = 12) -> st.SearchStrategy[Program]:
    """Programs over the rows `names` with shared nodes; they shrink to the shortest."""
    number = st.floats(-2, 2).map(lambda x: round(x, 3))
    back = st.lists(st.integers(0, 6), min_size=5, max_size=5).map(tuple)
    step = st.tuples(st.sampled_from(names), back)
    leaves = st.lists(number, min_size=1, max_size=4).map(tuple)
    return st.builds(Program, leaves, st.lists(step, min_size=1, max_size=size).map(tuple))
