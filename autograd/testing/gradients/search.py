"""The search for arguments at which a claimed gradient is wrong, whoever proposes the arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from autograd.language import say
from autograd.testing.gradients.points import NoPoint, Point

Look = Callable[[Callable[[tuple[Any, ...]], bool], int, bool], tuple[Any, ...] | None]
"""`look(holds, examples, smallest)` proposes so many arguments to `holds`. It returns the first for which it is true;
with `smallest`, the smallest that it can find; None if it finds none."""

P = TypeVar("P", bound=Point)

Nearby = Callable[[Iterable[tuple[Any, ...]]], Iterator[tuple[Any, ...]]]
"""More arguments, found with the help of those that were tried."""

AROUND = 3
"""To find the reason, one example in so many is tried again: more of them seldom tell two slips apart."""


class Search(Generic[P]):
    """The arguments that were tried, with a point of the class `kind` for each that counts."""

    def __init__(
        self,
        f: Callable[..., Any],
        claimed: Callable[..., Any],
        look: Look,
        tolerance: float,
        examples: int,
        kind: Callable[[Callable[..., Any], Callable[..., Any], tuple[Any, ...]], P] = Point,  # type: ignore[assignment]
    ) -> None:
        self.more: list[Nearby] = []  # asked one after the other, if the arguments proposed show nothing
        self.f, self.claimed, self.look, self.tolerance, self.examples = f, claimed, look, tolerance, examples
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
        for nearby in self.more if shown is None else ():
            shown = shown or self.met(nearby([tuple(point.arguments) for point in self.points]))
        if shown:
            self.look_around()
            shown = self.shorter(shown)
        return shown

    def met(self, proposed: Iterable[tuple[Any, ...]]) -> P | None:
        """Of these points that at which the claim is wrong with the fewest digits, where a reader can see it if there
        is such a one."""
        wrong: list[tuple[bool, int, int, P]] = []
        for n, arguments in enumerate(proposed):
            self.room += 1
            point = self.point(arguments)
            if point and (point.no_value or point.wrong(self.tolerance)):
                hidden = bool(point.no_value) or not point.shows(self.tolerance)
                wrong.append((hidden, len(repr(arguments)), n, point))
        return min(wrong)[-1] if wrong else None

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

    def smallest(self, condition: Callable[[P], bool]) -> P | None:
        """The smallest point found for which `condition` holds, or None."""
        __tracebackhide__ = True

        def holds(arguments: tuple[Any, ...]) -> bool:
            __tracebackhide__ = True
            point = self.point(arguments)
            return point is not None and condition(point)

        found = self.look(holds, self.examples, True)
        return None if found is None else self.point(found)

    def look_around(self) -> None:
        """Add points that are not minimal. A minimal point is full of zeros and ones, which many slips would
        explain."""
        self.room += self.examples

        def add(arguments: tuple[Any, ...]) -> bool:
            self.point(arguments)
            return False

        self.look(add, -(-self.examples // AROUND), False)

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
            instance = self.refused and say("judged nowhere, for instance", refused=self.refused)
            why = instance or say("arguments hold no numbers")
            raise ValueError(say("judged nowhere", tried=self.tried, why=why))
        if not self.told:
            raise ValueError(say("gradient below rounding", counted=self.counted, tolerance=self.tolerance))
