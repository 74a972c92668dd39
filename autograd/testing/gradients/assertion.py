"""A test of a claimed gradient: a formula from a slide, from a paper, or worked out by hand.

Hypothesis looks for the smallest arguments at which the claim is wrong. The engine knows the truth. The failure names
the slip of hand calculation that would explain the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from autograd.testing.gradients.failures import failure
from autograd.testing.gradients.points import NoPoint, Point


def assert_gradient(
    f: Callable[..., Any],
    claimed: Callable[..., Any],
    arguments: Any,
    *,
    tolerance: float = 1e-9,
    examples: int = 200,
) -> None:
    """Fail with `WrongGradient`, at the smallest arguments that show it, if `claimed` is not the gradient of `f`.

    `arguments` is a sequence of Hypothesis strategies, one per argument of f, or one strategy for the only argument. If
    shapes depend on each other, one strategy that draws tuples draws all arguments together. An argument is a number, a
    list of numbers (a vector), or a list of such lists (a matrix).

    `f(*arguments)` is called with a `Value` in place of each number, and returns one Value. `claimed(*arguments)` is
    called with floats, and returns the gradient in the shape of the argument. For several arguments it returns a tuple
    of gradients, with None where nothing is claimed. NumPy arrays count as lists.

    A number is right if it differs from the true one by less than `tolerance`, relative to the terms that add up to it.
    So digits that cancel are no error. Arguments outside the domain of f, at a kink of f, or where floats overflow do
    not count. The search tries `examples` arguments, the same in every run of a program. (Hypothesis also tries numbers
    that stand in the program's modules.) It touches no profile, setting or database of Hypothesis. A test with `@given`
    that calls it must suppress `HealthCheck.nested_given`.

    Raises `ValueError` if no arguments counted, or if a claimed gradient has another shape than its argument (but a
    transposed one is a counterexample). Raises `TypeError` for arguments that are no strategies, and for claims that
    are no numbers.

    >>> from math import exp
    >>> from autograd import sigmoid
    >>> from hypothesis import strategies as st
    >>> def layer(x):
    ...     return sigmoid(x)
    >>> def slide(x):
    ...     y = 1 / (1 + exp(-x))
    ...     return y * (y - 1)
    >>> assert_gradient(layer, slide, st.floats(-5, 5))
    Traceback (most recent call last):
    autograd.testing.WrongGradient: the claimed gradient of layer is wrong. The smallest counterexample:
    <BLANKLINE>
        layer(x=0.0)
    <BLANKLINE>
    gradient of  claimed  true
    -----------  -------  ----
    x              -0.25  0.25
    <BLANKLINE>
    The reason: the sign is flipped: claimed = -true.
    Differences of layer nearby confirm the true gradient.
    """
    __tracebackhide__ = True
    if not 0.0 < tolerance < 1.0:
        raise ValueError(f"tolerance is a number between 0 and 1, such as 1e-9, and not {tolerance!r}")
    for function, which in (f, "f"), (claimed, "claimed"):
        if not callable(function):
            raise TypeError(f"{which} is a function of the arguments, and not {function!r}")
    if not isinstance(examples, int) or examples < 1:
        raise ValueError(f"examples is a whole number of at least 1, such as 200, and not {examples!r}")
    search: Search[Point] = Search(f, claimed, _together(arguments), tolerance, examples)
    if shown := search.counterexample():
        raise failure(f, shown, [shown, *search.points], tolerance) from None
    search.refuse_if_nothing_counted()


P = TypeVar("P", bound=Point)

AROUND = 3
"""To find the reason, one example in so many is tried again: more of them seldom tell two slips apart."""


class Search(Generic[P]):
    """The arguments that were tried, with a point of the class `kind` for each that counts."""

    def __init__(
        self,
        f: Callable[..., Any],
        claimed: Callable[..., Any],
        drawn: st.SearchStrategy[tuple[Any, ...]],
        tolerance: float,
        examples: int,
        kind: Callable[[Callable[..., Any], Callable[..., Any], tuple[Any, ...]], P] = Point,  # type: ignore[assignment]
    ) -> None:
        self.f, self.claimed, self.drawn, self.tolerance, self.examples = f, claimed, drawn, tolerance, examples
        self.kind = kind
        self.points: list[P] = []  # to find the reason from
        self.room = examples  # for so many of them
        self.refused = ""  # why the last arguments that do not count do not
        self.tried, self.counted, self.told, self.in_doubt = 0, 0, False, False

    def counterexample(self) -> P | None:
        """The smallest point found at which the claim is wrong. `points` then holds more points, to find the reason
        from."""
        __tracebackhide__ = True
        shown = self.smallest(lambda point: not point.no_value and point.shows(self.tolerance))
        if shown is None and self.in_doubt:
            shown = self.smallest(lambda point: bool(point.no_value or point.wrong(self.tolerance)))
        if shown:
            self.look_around()
            shown = self.shorter(shown)
        return shown

    def point(self, arguments: tuple[Any, ...]) -> P | None:
        """The point at these arguments; None if they do not count."""
        self.tried += 1
        try:
            point = self.kind(self.f, self.claimed, arguments)
        except NoPoint as refused:
            self.refused = str(refused)
            return None
        self.counted += bool(point.entries)
        self.told = self.told or point.tells(self.tolerance)
        self.in_doubt = self.in_doubt or bool(point.no_value or point.wrong(self.tolerance))
        if len(self.points) < self.room:
            self.points.append(point)
        return point

    def smallest(
        self, condition: Callable[[P], bool], phases: Sequence[Phase] = (Phase.generate, Phase.shrink), share: int = 1
    ) -> P | None:
        """The smallest point found for which `condition` holds, or None, with a share of the examples: 3 is a third."""
        __tracebackhide__ = True

        def holds(arguments: tuple[Any, ...]) -> bool:
            __tracebackhide__ = True
            point = self.point(arguments)
            return point is not None and condition(point)

        alone = settings(
            max_examples=-(-self.examples // share), phases=phases, verbosity=Verbosity.quiet, derandomize=True,
            database=None, deadline=None, suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        try:
            return self.point(find(self.drawn, holds, settings=alone))
        except NoSuchExample:
            return None
        except Unsatisfiable:
            raise ValueError("the strategies in arguments draw nothing: their filters leave nothing over") from None

    def look_around(self) -> None:
        """Add points that are not minimal. A minimal point is full of zeros and ones, which many slips would
        explain."""
        self.room += self.examples
        self.smallest(lambda point: False, [Phase.generate], AROUND)

    def shorter(self, shown: P) -> P:
        """A counterexample with shorter lists than `shown`, if the search has met one.

        Hypothesis makes the numbers that it draws smaller. That does not shorten a list whose length is drawn in an
        indirect way.
        """
        if shown.no_value:
            return shown
        met = [point.size for point in self.points if not point.no_value and point.shows(self.tolerance)]
        least = min([shown.size, *met])
        if least == shown.size:
            return shown
        found = self.smallest(lambda p: p.size <= least and not p.no_value and p.shows(self.tolerance))
        return found or shown

    def refuse_if_nothing_counted(self) -> None:
        __tracebackhide__ = True
        if not self.counted:
            why = f"for instance: {self.refused}" if self.refused else "they hold no numbers"
            raise ValueError(f"the claim could be judged at none of the {self.tried} arguments tried; {why}")
        if not self.told:
            raise ValueError(
                f"at all {self.counted} arguments that count, the gradient is smaller than what rounding may make of "
                f"it: pass arguments at which it is larger, or a tolerance below {self.tolerance:g}"
            )


def _together(arguments: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """One strategy that draws all arguments as a tuple."""
    if isinstance(arguments, st.SearchStrategy):
        return arguments.map(lambda drawn: drawn if isinstance(drawn, tuple) else (drawn,))
    if isinstance(arguments, Sequence) and all(isinstance(each, st.SearchStrategy) for each in arguments):
        return st.tuples(*arguments)
    raise TypeError(
        "arguments is a Hypothesis strategy, such as st.floats(-3, 3), or a list of them, one per argument of f; "
        f"not {arguments!r}"
    )
