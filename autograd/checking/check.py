"""The engine's derivatives compared with independent numbers, and a report that names what is wrong.

Each derivative of the whole function is compared, and so is each local gradient on its own inputs: an argument tells
that something is wrong, an operation tells what. How far two numbers may lie apart is worked out for each from what
is known of their errors, so nobody has to guess a tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from autograd.calculus.order import inputs_first
from autograd.checking.blame import key, local_gradients, reach_of
from autograd.checking.claimed import derivatives, rounding
from autograd.checking.comparison import About, Comparison, Range, compared
from autograd.checking.differences import Estimate
from autograd.checking.independent import Complex, Independent, Point
from autograd.checking.report import SAID, Report
from autograd.graph.value import Value
from autograd.language.errors import DomainError, cut, real

HIGHEST = 4
"""The highest order that is compared: differences of differences ask for some 30 times as many points for each."""

HINT = "Every rule on the way is right: does f use a number in place of a Value, such as x.data?"


def check_grad(f: Callable[..., Any], at: Sequence[float], order: int = 1) -> Report:
    """Compare the engine's derivatives of `f` at the numbers `at` with independent ones, up to `order`.

    `f` takes one Value per number and returns a Value or a list of them; a Value in `at` counts as its number. `f` is
    run again and again, on Values nearby and on complex numbers, so it must give the same result each time. From
    `order` 2 on, each mixed derivative is compared once, its arguments in the order of f.

    The independent number is a complex step where `f` takes complex numbers and the result lies within the error of
    differences, and else the differences themselves; see `autograd.differences`. At a kink, where the derivatives
    from the left and from the right differ, the engine's convention has to lie between them.

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
    >>> report = check_grad(lambda x: x.relu(), [0.0])
    >>> bool(report), report.rows[0].verdict
    (True, 'kink')
    >>> print(report.operations[0].sentence)
    relu(x) at x = 0 has no derivative: 0 from the left, 1 from the right; by convention the rule gives 0.
    """
    if not callable(f):
        raise TypeError(f"f is a function of Values, such as lambda x: x * x, not {cut(repr(f))}")
    point = _numbers(at)
    if isinstance(order, bool) or not isinstance(order, int) or order < 1:
        raise ValueError(f"order is 1 for first derivatives, 2 for second ones, and so on, not {order!r}")
    if order > HIGHEST:
        raise ValueError(f"order is at most {HIGHEST}: each order multiplies the work by about 30")
    names = _names(f, len(point))
    leaves = [Value(x, name=name) for x, name in zip(point, names, strict=True)]
    outs = _outputs(f(*leaves))
    truth = Independent(
        lambda *at: [Estimate(out.data, rounding(out)) for out in _outputs(f(*map(Value, at)))],
        lambda *at: [Complex.lift(out).raw for out in _listed(f(*map(Complex, at)))],
    )
    accumulated = _accumulated(f, point, [out.data for out in outs])
    engines = list(derivatives(outs, leaves, order))
    differentiated = [g for _, along, g in engines if len(along) < order and isinstance(g, Value)]
    local = local_gradients(inputs_first([*outs, *differentiated]))
    findings = [c for comparisons in local.values() for c in comparisons if c.verdict != "right"]
    at_edge = any(c.verdict == "edge" or (c.verdict == "kink" and c.engine is None) for c in findings)

    rows: dict[tuple[int, tuple[int, ...]], Comparison] = {}
    reaches: dict[tuple[int, int], Range | None] = {}
    for k, along, engine in engines:
        about = _of_f("f" if len(outs) == 1 else f"f[{k}]", [names[i] for i in along])
        before = rows.get((k, along[:-1]))
        if before and before.verdict in ("kink", "edge"):
            given = engine.data if isinstance(engine, Value) else None
            why = f"{about.gradient} is not compared, for {before.name} is {SAID[before.verdict]}."
            rows[k, along] = Comparison(about.name, given, None, None, None, "", before.verdict, why)
            continue
        if len(along) == 1 and findings:
            reaches[k, along[0]] = reach_of(outs[k], leaves[along[0]], local)
        reach = next((r for i in along if (r := reaches.get((k, i)))), None)
        if reach and len(along) > 1:  # conventions are for the first derivative
            reach = (-math.inf, math.inf)
        by_backward = accumulated.get((k, along[0])) if len(along) == 1 else None
        rows[k, along] = compared(about, engine, truth, k, point, along, at_edge, reach is not None, reach, by_backward)
    if any(row.verdict == "wrong" for row in rows.values()) and all(c.verdict != "wrong" for c in findings):
        for n in range(2, order + 1):  # a rule may be right, and yet be written so that it has no derivative itself
            smooth = [
                node for node in inputs_first(outs) if node.op and all(c.verdict == "right" for c in local[key(node)])
            ]
            again = local_gradients(smooth, n).values()
            findings += [c for comparisons in again for c in comparisons if c.verdict == "wrong"]
        for where, row in rows.items():
            if row.verdict == "wrong" and all(c.verdict != "wrong" for c in findings) and row.method:
                rows[where] = row._replace(sentence=f"{row.sentence} {HINT}")
                break
    return Report(list(rows.values()), findings)


def _numbers(at: Any) -> Point:
    if isinstance(at, str) or not isinstance(at, Iterable):
        raise TypeError(f"at is a list with one number per argument of f, such as [2.0], not {at!r}")
    point = tuple(x.data if isinstance(x, Value) else real(x, "an argument") for x in at)
    if not point:
        raise ValueError("at is a list with one number per argument of f, and it is empty")
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
        takes, has = (f"{n} {what}{'s' * (n != 1)}" for n, what in ((len(needed), "argument"), (count, "number")))
        raise TypeError(f"f takes {takes}, and at has {has}") from misfit
    own = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)][:count]
    return own + [f"x{i}" for i in range(len(own), count)]


def _listed(out: Any) -> Sequence[Any]:
    return out if isinstance(out, list | tuple) else [out]


def _outputs(out: Any) -> list[Value]:
    if any(one is None for one in _listed(out)):
        raise TypeError("f returned None, and a derivative is that of a number: perhaps f forgot its return")
    outs = [Value.lift(one) for one in _listed(out)]
    if not outs:
        raise ValueError("f returned an empty list: there is no output to differentiate")
    return outs


def _of_f(f: str, arguments: Sequence[str]) -> About:
    names = sorted(set(arguments), key=arguments.index)
    below = "".join(f"∂{name}{_power(arguments.count(name))}" for name in names)
    gradient = f"∂{_power(len(arguments))}{f}/{below}"
    function = f if len(arguments) == 1 else _of_f(f, arguments[:-1]).gradient
    return About(gradient, gradient, function, f" along {arguments[-1]}", "the engine")


def _power(n: int) -> str:
    return str(n).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) if n > 1 else ""


def _accumulated(f: Callable[..., Any], point: Point, expected: Sequence[float]) -> dict[tuple[int, int], float]:
    """What `backward()` leaves in `.grad` of each argument, for each output; without those where it refuses."""
    leaves = [Value(x) for x in point]
    outs = _outputs(f(*leaves))
    if [out.data for out in outs] != expected:
        raise ValueError(f"f gave {expected} and then {[out.data for out in outs]} for the same numbers: fix its seed")
    before = [(node, node.grad) for node in inputs_first(outs)]
    found: dict[tuple[int, int], float] = {}
    for k, out in enumerate(outs):
        for leaf in leaves:
            leaf.grad = 0.0
        try:
            out.backward()
        except (DomainError, TypeError):  # a TypeError where a rule gives no tuple, which `derivatives` tells
            continue
        found |= {(k, i): leaf.grad for i, leaf in enumerate(leaves)}
    for node, gradient in before:  # Values from outside of f keep what they had
        node.grad = gradient
    return found
