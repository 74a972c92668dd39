"""The engine's derivatives compared with independent numbers, and a report that names what is wrong.

Each derivative of the whole function is compared, and so is each local gradient on its own inputs: an argument tells
that something is wrong, an operation tells what. How far two numbers may lie apart is worked out for each from what
is known of their errors, so nobody has to guess a tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from autograd.checking.blame import Operations
from autograd.checking.comparison import About, Comparison, compared, uncompared
from autograd.checking.measured.claimed import Claims, Point, claims_of
from autograd.checking.measured.independent import Independent
from autograd.checking.measured.recorded import of_function as screened_in_lanes
from autograd.checking.report import Report
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import cut, real

HIGHEST = 4
"""The highest order that is compared: differences of differences ask for some 30 times as many points for each."""


def check_grad(f: Callable[..., Any], at: Sequence[float], order: int = 1) -> Report:
    """Compare the engine's derivatives of `f` at the numbers `at` with independent ones, up to `order`.

    `f` takes one Value per number and returns a Value or a list of them; a Value in `at` counts as its number. `f` is
    run again and again, on Values nearby and on complex numbers, so it must give the same result each time. From
    `order` 2 on, each mixed derivative is compared once, its arguments in the order of f.

    The independent number is a complex step where `f` takes complex numbers and the result lies within the error of
    differences, and else the differences themselves. At a kink, where the derivatives from the left and from the right
    differ, the engine's convention has to lie between them. The sentence names other engines, where some were measured
    to answer otherwise.

    The tolerance is the error estimate of the independent number and the rounding errors of the engine's, to first
    order: what each number of its calculation contributes (S. Linnainmaa, Taylor expansion of the accumulated
    rounding error, BIT 16, 1976).

    Where differences have no steps short enough, as next to an edge of the domain, the verdict is "unknown", and
    `report.complete` is False. At a jump it is "kink", and the sentence says that f jumps.

    Raises `DomainError` where `f` itself is not defined, `TypeError` or `ValueError` for what cannot be checked.

    >>> print(check_grad(lambda x, y: x * y + x.sin(), [0.5, 2.0]))
    derivative   engine  independent  error  tolerance  method        verdict
    ----------  -------  -----------  -----  ---------  ------------  -------
    ∂f/∂x       2.87758      2.87758      0    1.7e-14  complex step  right
    ∂f/∂y           0.5          0.5      0    2.4e-15  complex step  right
    <BLANKLINE>
    2 derivatives: 2 right.
    >>> report = check_grad(abs, [0.0])
    >>> bool(report), report.rows[0].verdict
    (True, 'kink')
    >>> print(report.operations[0].sentence)  # doctest: +ELLIPSIS
    abs(x) at x = 0 has no derivative: -1 from the left, 1 from the right; by convention the rule gives 0; JAX ...
    """
    at, names = _asked(f, at, order)
    # Measure: the engine's numbers, and how independent ones are had.
    claims = claims_of(f, at, names, order)
    truth = Independent.of_function(f, at)
    truth.screened = screened_in_lanes(f, at, claims)
    # Compare: each operation on its own inputs, then f as a whole.
    operations = Operations(claims)
    rows = _rows(claims, truth, operations)
    # Blame, and report.
    rows = operations.blamed(rows)
    return Report(rows, operations.findings)


def _asked(f: Any, at: Any, order: Any) -> tuple[Point, list[str]]:
    """The numbers of `at`, and what f calls them; refuses what cannot be checked."""
    if not callable(f):
        raise TypeError(say("no function to check", given=cut(repr(f))))
    numbers = _numbers(at)
    if isinstance(order, bool) or not isinstance(order, int) or order < 1:
        raise ValueError(say("no order", order=order))
    if order > HIGHEST:
        raise ValueError(say("order too high", most=HIGHEST))
    return numbers, _names(f, len(numbers))


def _numbers(at: Any) -> Point:
    if isinstance(at, str) or not isinstance(at, Iterable):
        raise TypeError(say("no list of arguments", at=at))
    point = tuple(x.data if isinstance(x, Value) else real(x, "an argument") for x in at)
    if not point:
        raise ValueError(say("no arguments"))
    return point


def _names(f: Callable[..., Any], count: int) -> list[str]:
    import inspect  # only now: importing autograd stays cheap

    try:
        signature = inspect.signature(f)
    except (TypeError, ValueError):  # written in C
        return [f"x{i}" for i in range(count)]
    parameters = signature.parameters.values()
    try:
        signature.bind(*range(count))
    except TypeError as misfit:
        needed = [p for p in parameters if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        takes = say("so many arguments", count=len(needed))
        has = say("so many of at", count=count)
        raise TypeError(say("number of arguments", takes=takes, has=has)) from misfit
    own = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)][:count]
    return own + [f"x{i}" for i in range(len(own), count)]


def _rows(claims: Claims, truth: Independent, operations: Operations) -> list[Comparison]:
    """Each derivative of f, compared. Where one is at a kink or an edge, its own derivatives are not."""
    rows: dict[tuple[int, tuple[int, ...]], Comparison] = {}
    for claim, way in zip(claims.claims, operations.ways, strict=True):
        k, along = claim.k, claim.along
        about = _of_f("f" if len(claims.outs) == 1 else f"f[{k}]", [claims.names[i] for i in along])
        before = rows.get((k, along[:-1]))
        if before and before.verdict in ("kink", "edge"):
            rows[k, along] = uncompared(about, claim, before)
        else:
            rows[k, along] = compared(about, claim, truth, way)
    return list(rows.values())


def _of_f(f: str, arguments: Sequence[str]) -> About:
    names = sorted(set(arguments), key=arguments.index)
    below = "".join(f"∂{name}{_power(arguments.count(name))}" for name in names)
    gradient = f"∂{_power(len(arguments))}{f}/{below}"
    function = f if len(arguments) == 1 else _of_f(f, arguments[:-1]).gradient
    return About(gradient, gradient, function, say("along an argument", names=arguments[-1]), operation=False)


def _power(n: int) -> str:
    return str(n).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) if n > 1 else ""
