"""What a strategy of Hypothesis may draw, and a claim about Python functions as a case to prove."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from autograd.testing.certainty.proofs.process import MOST_NODES
from autograd.testing.certainty.proofs.terms import Term, written

WORDS = {
    "floats", "integers", "lists", "min_value", "max_value", "exclude_min", "exclude_max", "min_size", "max_size",
    "allow_nan", "allow_infinity", "allow_subnormal", "width", "inf", "nan", "e", "True", "False", "None",
}  # fmt: skip
"""The words in what Hypothesis writes of a strategy whose numbers may be chosen one by one, between two bounds."""


class Reach(NamedTuple):
    """The numbers of an argument: whole numbers alone if `whole`, and an end is not reached if it is open. `nested`
    tells of lists of them."""

    low: float
    high: float
    low_is_open: bool
    high_is_open: bool
    whole: bool
    nested: bool

    def __call__(self, x: float) -> bool:
        above = self.low < x if self.low_is_open else self.low <= x
        below = x < self.high if self.high_is_open else x <= self.high
        return above and below and (x % 1.0 == 0.0 or not self.whole)


def reach_of(strategy: object) -> Reach | None:
    """What a strategy may draw, read from how it is written; None if that does not tell.

    >>> from hypothesis import strategies as st
    >>> reach = reach_of(st.lists(st.floats(-2, 3), min_size=1))
    >>> reach(3.0), reach(3.1), reach_of(st.floats().filter(bool))
    (True, False, None)
    """
    plain = repr(strategy)
    words = re.findall(r"[A-Za-z_]+", plain)
    if not set(words) <= WORDS or words.count("floats") + words.count("integers") != 1:
        return None
    low, high = (re.search(rf"{end}_value=([^,)]+)", plain) for end in ("min", "max"))
    return Reach(
        float(low[1]) if low and low[1] != "None" else -math.inf,
        float(high[1]) if high and high[1] != "None" else math.inf,
        "exclude_min=True" in plain, "exclude_max=True" in plain, "integers" in words, "lists" in words,
    )  # fmt: skip


def case_of(f: Callable[..., Any], claimed: Callable[..., Any], reach: Sequence[Reach | None]) -> list[dict[str, Any]]:
    """The one case to prove (see `proofs.proving`), or none if the functions do not take terms."""
    if any(each is None or each.nested for each in reach):
        return []
    terms = [Term.input(i) for i in range(len(reach))]
    try:
        gradients = claimed(*terms)
        pairs = list(enumerate(gradients if len(terms) > 1 else [gradients]))
        pairs = [(i, gradient) for i, gradient in pairs if gradient is not None]
        nodes, (z, *claims) = written([f(*terms), *[claim for _, claim in pairs]])
    except Exception:  # whatever it is: the functions are made for floats and Values
        return []
    bounds = [[i, *(x if math.isfinite(x) else None for x in each[:2])] for i, each in enumerate(reach) if each]
    return [] if len(nodes) > MOST_NODES else [{
        "nodes": nodes, "inputs": len(terms), "function": z, "by": [], "lazy": False, "bounds": bounds,
        "claims": [[i, claim] for (i, _), claim in zip(pairs, claims, strict=True)], "numbers": [], "rests": [],
    }]  # fmt: skip
