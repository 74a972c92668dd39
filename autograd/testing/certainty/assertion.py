"""A test of a claimed gradient: a formula from a slide, from a paper, or worked out by hand.

Hypothesis looks for the smallest arguments at which the claim is wrong. The engine knows the truth. The failure names
the slip of hand calculation that would explain the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import between
from autograd.testing.certainty.further import Further, can_prove, limit
from autograd.testing.certainty.pieces.moved import Inside, nearby
from autograd.testing.certainty.reach import Reach, case_of, reach_of
from autograd.testing.gradients.arguments import mapped
from autograd.testing.gradients.failures import failure
from autograd.testing.gradients.points import Point
from autograd.testing.gradients.search import Look, Search


def assert_gradient(
    f: Callable[..., Any],
    claimed: Callable[..., Any],
    arguments: Any,
    *,
    tolerance: float = 1e-9,
    examples: int = 200,
    seconds: float = 0.0,
) -> str:
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

    Arguments at the borders of pieces are tried too, such as 5 and the numbers around it where f or `claimed` asks
    `x < 5`, if the strategies are plain `floats`, `integers` or `lists` of them. What `math.exp` or `float` returns no
    longer tells where it comes from: a border in such a number is met by chance, or by CrossHair.

    Returns "tried". With `seconds`, it returns "proved" if SymPy, in a process of its own, proves within this time that
    both are the same. A proof is about real numbers, which do not round; 0.1 is then 1/10. It takes for granted that
    the functions do the same in each call and with each type of number. Functions are proved that calculate with
    whatever number they are given: no `if`, no `math.exp`, no `isinstance`, and numbers alone as arguments. Else it
    returns "searched" if CrossHair, given as much time again, finds no wrong point along the paths of both
    (`pip install hypothesis-crosshair`).

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
    if not between(0.0, tolerance, 1.0):
        raise ValueError(say("tolerance of a claim", tolerance=tolerance))
    for function, which in (f, "f"), (claimed, "claimed"):
        if not callable(function):
            raise TypeError(say("no function in a claim", which=which, given=function))
    if not isinstance(examples, int) or examples < 1:
        raise ValueError(say("no number of examples", examples=examples))
    together, reach = _together(arguments), _reach(arguments)
    search: Search[Point] = Search(f, claimed, by_hypothesis(together), tolerance, examples)
    inside: list[Inside | None] = [each.__call__ if each else None for each in reach]
    search.more.append(partial(nearby, (f, claimed), inside))
    cases = case_of(f, claimed, reach) if can_prove(limit(seconds)) else []
    with Further(cases, (claimed, partial(_with_values, f)), lambda: together, limit(seconds)) as further:
        search.more.append(further.nearby)
        if shown := search.counterexample():
            raise failure(f, shown, [shown, *search.points], tolerance) from None
        search.refuse_if_nothing_counted()
        return further.strength


def _with_values(f: Callable[..., Any], *arguments: Any) -> None:
    f(*[mapped(lambda x, _: Value(x), argument) for argument in arguments])


def by_hypothesis(drawn: st.SearchStrategy[tuple[Any, ...]]) -> Look:
    """A search by Hypothesis, which makes what it finds smaller."""

    def look(holds: Callable[[tuple[Any, ...]], bool], examples: int, smallest: bool) -> tuple[Any, ...] | None:
        __tracebackhide__ = True
        phases = [Phase.generate, Phase.shrink][: 1 + smallest]
        alone = settings(
            backend="hypothesis", max_examples=examples, phases=phases, verbosity=Verbosity.quiet, derandomize=True,
            database=None, deadline=None, suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        try:
            return find(drawn, holds, settings=alone)
        except NoSuchExample:
            return None
        except Unsatisfiable:
            raise ValueError(say("strategies draw nothing")) from None

    return look


def _reach(arguments: Any) -> list[Reach | None]:
    """Which numbers each argument may have; None where that is not known."""
    return [reach_of(strategy) for strategy in ([arguments] if isinstance(arguments, st.SearchStrategy) else arguments)]


def _together(arguments: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """One strategy that draws all arguments as a tuple."""
    if isinstance(arguments, st.SearchStrategy):
        return arguments.map(lambda drawn: drawn if isinstance(drawn, tuple) else (drawn,))
    if isinstance(arguments, Sequence) and all(isinstance(each, st.SearchStrategy) for each in arguments):
        return st.tuples(*arguments)
    raise TypeError(say("no strategy", arguments=arguments))
