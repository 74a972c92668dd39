"""Rows of a list far from 0: every mode gives what mathematics says, also where the numbers are equal or nearly so."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
from autograd import Value, grad, hessian, hessian_vector_product, jvp, log_softmax, logsumexp, mean, softmax, variance
from autograd.calculus.ops import OPS
from autograd.graph.functions import apply

Gradient = list[Any]
Hessian = list[list[Any]]


def shares(xs: Sequence[float]) -> list[Any]:
    weights = [mp.exp(mpf(x) - mpf(max(xs))) for x in xs]
    return [weight / sum(weights) for weight in weights]


def rest(p: Sequence[Any], i: int, j: int) -> Any:
    """How much more of share i there is along input j, in proportion: 1 - p or -p, without a digit lost."""
    return sum(p[:i]) + sum(p[i + 1 :]) if i == j else -p[j]


def of_logsumexp(xs: Sequence[float]) -> tuple[Gradient, Hessian]:
    p = shares(xs)
    return p, [[p[i] * rest(p, i, j) for j in range(len(p))] for i in range(len(p))]


def of_softmax(xs: Sequence[float]) -> tuple[Gradient, Hessian]:
    p = shares(xs)
    every = range(len(p))
    second = [[p[0] * (rest(p, 0, i) * rest(p, 0, k) - p[i] * rest(p, i, k)) for k in every] for i in every]
    return [p[0] * rest(p, 0, i) for i in every], second


def of_log_softmax(xs: Sequence[float]) -> tuple[Gradient, Hessian]:
    p, second = of_logsumexp(xs)
    return [rest(p, 0, i) for i in range(len(p))], [[-number for number in row] for row in second]


def of_mean(xs: Sequence[float]) -> tuple[Gradient, Hessian]:
    return [mpf(1) / len(xs)] * len(xs), [[mpf(0)] * len(xs)] * len(xs)


def of_variance(xs: Sequence[float]) -> tuple[Gradient, Hessian]:
    n = len(xs)
    middle = sum(map(mpf, xs)) / n
    second = [[(mpf(2) * (i == k) - mpf(2) / n) / n for k in range(n)] for i in range(n)]
    return [2 * (x - middle) / n for x in xs], second


ROWS: dict[str, tuple[Callable[..., Any], Callable[[Sequence[float]], tuple[Gradient, Hessian]]]] = {
    "logsumexp": (lambda *xs: logsumexp(xs), of_logsumexp),
    "softmax": (lambda *xs: softmax(xs)[0], of_softmax),
    "log_softmax": (lambda *xs: log_softmax(xs)[0], of_log_softmax),
    "mean": (lambda *xs: mean(xs), of_mean),
    "variance": (lambda *xs: variance(xs), of_variance),
}


@st.composite
def lists(draw: st.DrawFn) -> list[float]:
    """Numbers next to one that may be far from 0: the same one, whole numbers apart, or neighbours among floats."""
    base = draw(st.sampled_from([0.0, 1.0, -0.1, 1e6, -1e9, 1e15, 1e17, -1e100, 1e300]))
    apart = draw(st.sampled_from([0.0, 1.0, 0.1, 7.0]))
    count = st.integers(1, 5)
    return [base + apart * draw(st.integers(-9, 9)) for _ in range(draw(count))]


def close(found: float, true: Any, size: Any) -> bool:
    return bool(abs(found - true) <= 1e-13 * size + 1e-300)


@pytest.mark.parametrize("name", ROWS)
@given(lists())
@example([1e6, 1e6])
@example([1e15] * 4)
@example([1e17, 1e17])
@example([-1e300] * 3)
@example([60.0, 0.0, -5.0])
@example([0.0, 400.0, 0.0])
def test_every_mode_is_right_far_from_0(name: str, xs: list[float]) -> None:
    f, truth = ROWS[name]
    with mp.workdps(700):
        (gradient, second), p = truth(xs), shares(xs)
    n = len(xs)
    units = [[float(i == j) for j in range(n)] for i in range(n)]
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    firsts = {
        "backward": [leaf.grad for leaf in leaves],
        "grad": [g.data for g in grad(f(*leaves), leaves)],
        "jvp": [jvp(f, xs, unit)[1] for unit in units],
    }
    # A number that is the difference of two larger ones has their rounding errors.
    size = max(map(abs, gradient)) if name == "variance" else 0
    for mode, found in firsts.items():
        assert all(close(a, b, max(abs(b), size)) for a, b in zip(found, gradient, strict=True)), (mode, found)
    seconds = {
        "hessian": hessian(f, xs),
        "Hessian product": [hessian_vector_product(f, xs, unit) for unit in units],
        "jvp of jvp": [[jvp(lambda *at, u=u: jvp(f, at, u)[1], xs, v)[1] for v in units] for u in units],
    }
    for mode, rows in seconds.items():
        for i, row in enumerate(rows):
            for j, one in enumerate(row):
                size = abs(second[i][j])
                if name == "softmax":  # the difference of two products
                    size = max(size, abs(p[0] * rest(p, 0, i) * rest(p, 0, j)))
                if name == "variance":
                    size = max(size, mpf(2) / n)
                assert close(one, second[i][j], size), (mode, i, j, one, float(second[i][j]))


@settings(max_examples=30)
@given(st.sampled_from(["softmax", "log_softmax"]), st.lists(st.floats(-800, 800), min_size=1, max_size=6))
def test_all_outputs_at_once_are_those_of_the_row(name: str, xs: list[float]) -> None:
    leaves = [Value(x) for x in xs]
    for j, node in enumerate({"softmax": softmax, "log_softmax": log_softmax}[name](leaves)):
        one = apply(OPS[name].bind(float(j)), leaves)
        assert (node.data, node.op, node.inputs) == (one.data, one.op, one.inputs)
        assert list(map(id, node.inputs)) == list(map(id, leaves))


def test_the_mean_and_the_variance_of_the_largest_floats() -> None:
    xs = [Value(x) for x in (1.7e308, 1.5e308, 1.6e308)]
    assert mean(xs).data == pytest.approx(1.6e308, rel=1e-15)
    large = [Value(1.7e308), Value(1.7e308)]
    assert variance(large).data == 0.0
    assert [g.data for g in grad(variance(large), large)] == [0.0, 0.0]


@given(st.lists(st.integers(-2, 2).map(float), min_size=1, max_size=6))
def test_ties_are_shared_as_by_torch(xs: list[float]) -> None:
    """Of a list as by `torch.amax` and `torch.amin`, and of two numbers as by our own `maximum` and `minimum`."""
    torch = pytest.importorskip("torch")
    for name in ("max", "min"):
        tensor = torch.tensor(xs, dtype=torch.float64, requires_grad=True)
        getattr(torch, f"a{name}")(tensor).backward()
        leaves = [Value(x) for x in xs]
        getattr(autograd, name)(leaves).backward()
        assert [leaf.grad for leaf in leaves] == pytest.approx(tensor.grad.tolist(), rel=1e-15)
        if len(xs) == 2:
            assert grad(getattr(autograd, f"{name}imum")(*leaves), leaves) == [leaf.grad for leaf in leaves]


@pytest.mark.parametrize(("name", "gradient"), [("max", (0.0, 1.0)), ("min", (1.0, 0.0))])
def test_a_rounded_result_has_local_gradients_too(name: str, gradient: tuple[float, ...]) -> None:
    """Where a learner's own number of the forward pass is carried on."""
    assert OPS[name].partials(2.33, 2.1111, 2.3333) == gradient
