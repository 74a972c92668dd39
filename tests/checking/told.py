"""The verdict on one derivative whose numbers are told instead of measured."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograd import DomainError, Value
from autograd.checking.comparison import About, Comparison, Way, compared
from autograd.checking.differences import NOTHING, Estimate
from autograd.checking.measured.claimed import Claim
from autograd.checking.measured.independent import Measured

Side = float | Estimate | None
ABOUT = About("∂f/∂x", "∂f/∂x", "f", " along x", operation=False)
RULE = About("mul", "The local gradient", "x * y", " along x", operation=True)
SMOOTH = Way(at_edge=False, kinked=False)


def estimate(side: Side) -> Estimate | None:
    return side if side is None or isinstance(side, Estimate) else Estimate(side, 0.0)


@dataclass
class Seen:
    """What differences say, told instead of measured; it stands for `Sides` and for `Independent`."""

    left: Any
    right: Any
    best: Estimate
    method: str
    jump: bool
    steepness: float
    resolved: bool
    step: float | None
    quotients: Sequence[Estimate]

    @property
    def agree(self) -> bool:
        return self.left is not None and self.right is not None and self.left.agrees(self.right)

    @property
    def infinite(self) -> bool:
        return any(side is not None and math.isinf(side.value) for side in (self.left, self.right))

    def known(self, *_: Any) -> None:
        """Nothing, for no lanes were asked."""

    def measured(self, *_: Any) -> Any:
        return Measured(self.best, self.method, self, self.jump)  # type: ignore[arg-type]

    def closer(self, *_: Any) -> Any:
        return self.step, self.quotients


def verdict(
    engine: float | DomainError,
    left: Side,
    right: Side,
    *,
    best: Estimate | None = None,
    way: Way = SMOOTH,
    about: About = ABOUT,
    slack: float = 0.0,
    by_backward: float | None = None,
    **seen: Any,
) -> Comparison:
    sides = estimate(left), estimate(right)
    told: dict[str, Any] = {
        "method": "differences",
        "jump": False,
        "steepness": 0.0,
        "resolved": True,
        "step": None,
        "quotients": (),
    }
    truth: Any = Seen(*sides, best or sides[0] or NOTHING, **told | seen)
    claimed = engine if isinstance(engine, DomainError) else Value(engine)
    return compared(about, Claim(0, (0,), claimed, slack, by_backward), truth, way)
