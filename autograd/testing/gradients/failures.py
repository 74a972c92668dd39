"""The report of a wrong gradient: the smallest counterexample, a table, and the reason."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograd.graph.backward import grad
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import cut
from autograd.language.text import number, table
from autograd.testing.gradients.arguments import as_values, mapped, name_of
from autograd.testing.gradients.factors import lengths
from autograd.testing.gradients.points import Entry, Point
from autograd.testing.gradients.slips import multiples, slips

MOST_ROWS, MOST_TEXT = 12, 1000
"""The most rows of the table and characters of the counterexample that are shown."""


class WrongGradient(AssertionError):  # noqa: N818  (it is the assertion that failed)
    """A claimed gradient is not the gradient. `str()` shows the smallest counterexample and, where known, the reason.

    `arguments` are the arguments of f. `claimed` and `true` hold one gradient for each, None where nothing is claimed.
    A claim without a value is NaN. `reasons` are out of "sign", "factor", "1/n", "transposed", "missing term", "missing
    factor", "value for the gradient", "no value" and "f in doubt". They are empty if no simple slip explains the claim.
    """

    __module__ = "autograd.testing"  # where users find it; a traceback says so

    def __init__(
        self,
        message: str,
        arguments: tuple[Any, ...] = (),
        claimed: tuple[Any, ...] = (),
        true: tuple[Any, ...] = (),
        reasons: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.arguments, self.claimed, self.true, self.reasons = arguments, claimed, true, reasons


def failure(f: Callable[..., Any], shown: Point, points: Sequence[Point], tolerance: float) -> WrongGradient:
    """The failure with the counterexample `shown`. `points` are all tried points."""
    name = name_of(f)
    wrong = shown.wrong(tolerance)
    if shown.no_value:
        what = say("the claim has no value", name=name)
        because = [say("no value there", why=shown.no_value)]
        reasons: tuple[str, ...] = ("no value",)
    elif (agreed := confirmed(f, shown, wrong[:MOST_ROWS])) is False:
        what = say("f is in doubt", name=name)
        because = [say("differences contradict", name=name)]
        reasons = ("f in doubt",)
    else:
        judged = [point for point in points if not point.no_value]
        found = slips(judged, shown, tolerance) or multiples(judged, shown, name, tolerance)
        what = say("the claim is wrong", name=name)
        because = explained([slip.sentence for slip in found]) + ([] if found else _where_it_holds(judged, tolerance))
        because += [say("differences confirm", name=name)] if agreed else []
        reasons = tuple(dict.fromkeys(reason for slip in found for reason in slip.reasons))
    return WrongGradient(
        "\n\n".join([what, f"    {_call(f, shown)}", comparison(shown, wrong), "\n".join(because)]),
        tuple(shown.arguments),
        tuple(shown.claims),
        tuple(true_gradient(shown, i) for i in range(len(shown.arguments))),
        reasons,
    )


def true_gradient(point: Point, argument: int) -> Any:
    """The true gradient of an argument, in its shape; None where nothing is claimed."""
    numbers = {entry.path: entry.true for entry in point.entries if entry.argument == argument}
    nothing = point.claims[argument] is None
    return None if nothing else mapped(lambda x, path: numbers.get(path), point.arguments[argument])


def _call(f: Callable[..., Any], point: Point) -> str:
    """The counterexample as Python."""
    pairs = zip(point.names, point.arguments, strict=True)
    parts = [f"{name}={x!r}" if point.has_keywords else repr(x) for name, x in pairs]
    return cut(f"{name_of(f)}({', '.join(parts)})", MOST_TEXT)


def comparison(shown: Point, wrong: Sequence[Entry]) -> str:
    """A table of the claimed and the true numbers."""
    entries = shown.entries if len(shown.entries) <= MOST_ROWS else wrong[:MOST_ROWS]
    mark = len(wrong) < len(entries)
    rows = []
    for entry in entries:
        claimed = _at(shown.claims[entry.argument], entry.path)
        alike = claimed != entry.true and number(claimed) == number(entry.true) and entry in wrong
        digits: Callable[[float], str] = repr if alike else number
        cells = [str(entry.leaf.name), say("(none)") if claimed != claimed else digits(claimed), digits(entry.true)]
        rows.append([*cells, say("wrong") if mark and entry in wrong else ""][: 3 + mark])
    more = len(wrong) - len(entries)
    note = "\n" + say("more wrong numbers", n=more) if more > 0 else ""
    return table([say("gradient of"), say("claimed"), say("true"), ""][: 3 + mark], rows, right=[1, 2]) + note


def _at(gradient: Any, path: tuple[int, ...]) -> float:
    """The number at this place of a claimed gradient; NaN if a transposed gradient has no such place."""
    for i in path:
        if i >= len(gradient):
            return math.nan
        gradient = gradient[i]
    return float(gradient)


def explained(sentences: Sequence[str]) -> list[str]:
    """The lines that give these reasons."""
    if not sentences:
        return [say("no slip explains it")]
    if len(sentences) == 1:
        return [say("the reason", slip=sentences[0])]
    return [say("what would explain it"), *(f"- {sentence}" for sentence in sentences)]


def _where_it_holds(points: Sequence[Point], tolerance: float) -> list[str]:
    """The lengths of an argument for which the claim is right, if it is right for some lengths and wrong for others."""
    for where in lengths(points[0]):
        wrong = {lengths(point).get(where, 0) for point in points if point.wrong(tolerance)}
        right = {lengths(point).get(where, 0) for point in points} - wrong
        if wrong and right:
            right_for, wrong_for = (", ".join(map(str, sorted(of))) for of in (right, wrong))
            return [say("right for some sizes", what=where, right=right_for, wrong=wrong_for)]
    return []


def confirmed(f: Callable[..., Any], point: Point, entries: Sequence[Entry]) -> bool | None:
    """Whether differences of f confirm the true numbers: False if they contradict them, None if they cannot tell them
    from the claimed numbers."""
    told = []
    for entry in entries:
        try:
            slope, error = _difference(f, point, entry)
        except (ValueError, ArithmeticError):
            return None  # f is not defined nearby
        off = abs(slope - entry.true)
        told.append(True if off < 0.01 * abs(entry.claimed - entry.true) else False if off > 10.0 * error else None)
    return False if False in told else None if None in told else True


def _difference(f: Callable[..., Any], point: Point, entry: Entry) -> tuple[float, float]:
    """The slope of f by differences, and its possible error. The engine's gradient nearby tells how f bends."""

    def at(x: float) -> tuple[float, float]:
        arguments = list(point.arguments)
        arguments[entry.argument] = mapped(lambda y, path: x if path == entry.path else y, arguments[entry.argument])
        leaves = [as_values(argument, name) for argument, name in zip(arguments, point.names, strict=True)]
        output = Value.lift(f(*leaves))
        leaf = leaves[entry.argument]
        for i in entry.path:
            leaf = leaf[i]
        return output.data, grad(output, [leaf])[0].data

    x = entry.leaf.data
    h = 1e-4 * max(1.0, abs(x))
    (left, before), (right, after) = at(x - h), at(x + h)
    wide, narrow = (right - left) / (2 * h), (at(x + h / 2)[0] - at(x - h / 2)[0]) / h
    error = abs(before - entry.true) + abs(after - entry.true) + 1e-14 * (abs(left) + abs(right)) / h
    return (4 * narrow - wide) / 3, error + 1e-9 * abs(wide)
