"""Lecture 002: what flows back through pooling and convolution, and to the filters."""

from operator import mul
from typing import Any

import pytest
from hypothesis import strategies as st

from autograd import Value, jacobian, total
from autograd.testing import assert_gradient
from tests.conftest import thinned
from tests.lectures.images import (
    at,
    average,
    convolved,
    each,
    flat,
    inner,
    largest,
    output_size,
    pooled,
    random_tensor,
    random_tensors,
    upto,
)
from tests.lectures.plain import ACTIVATIONS, Activation, every_activation, refuted

#          d  H  β  K  M
SHAPES = [(1, 1, 1, 1, 1), (2, 1, 1, 2, 1), (3, 2, 1, 1, 2), (4, 2, 2, 2, 1), (4, 3, 1, 1, 2)]
every_shape = pytest.mark.parametrize(("d", "H", "beta", "K", "M"), SHAPES)


def cube(n: int, channels: int, f: Any) -> Any:
    """f(i, j, k) for all units, counted from 1."""
    return [[[f(i, j, k) for k in upto(channels)] for j in upto(n)] for i in upto(n)]


def half_square(u: Any) -> Any:
    """E = ½ Σ u², whose error δ at u is u."""
    return total([x * x for x in flat(u)]) / 2


# Pooling


def pooling_weights(z: Any, i: int, j: int, k: int, s: int, beta: int, kind: str, of_channel: int = 0) -> Any:
    """W_ijk: 1 at the largest number that unit (i, j) sees in channel k, or 1/s² at all that it sees; else 0."""
    seen = [(beta * (i - 1) + p, beta * (j - 1) + q) for p in upto(s) for q in upto(s)]
    top = max(seen, key=lambda place: at(z, *place, of_channel or k))

    def weight(place: tuple[int, int]) -> float:
        if kind == "max":
            return float(place == top)
        return 1 / s**2 if place in seen or kind == "average as printed" else 0.0

    return [[weight((p, q)) for q in upto(len(z))] for p in upto(len(z))]


POOLING = {"max": largest, "average": average}
every_pooling = pytest.mark.parametrize("kind", POOLING)


def by_inner_products(z: Any, s: int, beta: int, kind: str, of_channel: int = 0) -> Any:
    def u(i: int, j: int, k: int) -> float:
        W, Z_k = pooling_weights(z, i, j, k, s, beta, kind, of_channel), [[x[k - 1] for x in row] for row in z]
        return float(sum(w * x for w, x in zip(flat(W), flat(Z_k), strict=True)))

    return cube(output_size(len(z), s, beta), len(z[0][0]), u)


@every_pooling
@pytest.mark.parametrize(("d", "s", "beta", "K"), [(1, 1, 1, 1), (2, 2, 1, 2), (4, 2, 2, 2), (5, 3, 2, 3)])
def test_pooling_is_an_inner_product(d: int, s: int, beta: int, K: int, kind: str) -> None:
    """002, プーリング層 I: u_ijk = ⟨W_ijk, Z_k⟩, as in 前回の復習."""
    z = random_tensor(d, d, K)
    by_engine = each(lambda u: u.data, pooled(each(Value, z), s, beta, POOLING[kind]))
    assert flat(by_inner_products(z, s, beta, kind)) == pytest.approx(flat(by_engine))


def test_every_channel_has_its_own_largest_number() -> None:
    """002, プーリング層 I has ⟨W_ij, Z_k⟩, and a W_ij without k takes all channels where the first is largest."""
    z = [[[2.0, 3.0], [1.0, 4.0]], [[0.0, 0.0], [0.0, 0.0]]]
    assert each(lambda u: u.data, pooled(each(Value, z), 2, 1, largest)) == by_inner_products(z, 2, 1, "max")
    assert by_inner_products(z, 2, 1, "max") == [[[2.0, 4.0]]]
    assert by_inner_products(z, 2, 1, "max", of_channel=1) == [[[2.0, 3.0]]]


def test_average_pooling_averages_what_is_seen() -> None:
    """002, プーリング層 I: w = 1/s² for all of the d × d places, with no "0 elsewhere" as max pooling has it.

    The smallest counterexample: windows of one number, which change nothing, over a 2 × 2 image.
    """
    z = [[[1.0], [2.0]], [[3.0], [4.0]]]
    assert each(lambda u: u.data, pooled(each(Value, z), 1, 1, average)) == z == by_inner_products(z, 1, 1, "average")
    assert flat(by_inner_products(z, 1, 1, "average as printed")) == [10.0] * 4


@every_activation
@every_pooling
@pytest.mark.parametrize(("d", "s", "beta", "K"), [(2, 1, 1, 1), (3, 2, 1, 2), (4, 2, 2, 1)])
def test_error_below_a_pooling_layer(d: int, s: int, beta: int, K: int, kind: str, activation: Activation) -> None:
    """002, 前回の復習: δ_r,ijk = ⟨W_{r+1,ijk}, δ_{r+1}⟩ ∇f(u_r,ijk), where layer r + 1 pools."""

    def loss(u: Any) -> Any:
        return half_square(pooled(each(activation.of_value, u), s, beta, POOLING[kind]))

    def slide(u: Any) -> Any:
        z = each(activation.f, u)
        n, delta = output_size(d, s, beta), by_inner_products(z, s, beta, kind)
        W = cube(n, K, lambda i, j, k: pooling_weights(z, i, j, k, s, beta, kind))
        return cube(d, K, lambda i, j, k: sum(
            at(delta, x, y, k) * at(W, x, y, k, i, j) for x in upto(n) for y in upto(n)
        ) * activation.derivative(at(u, i, j, k)))  # fmt: skip

    assert_gradient(loss, slide, random_tensors((d, d, K)).map(lambda drawn: drawn[0]), examples=10)


def test_the_map_of_a_pooling_layer() -> None:
    """002, プーリング層 I: ∂g(u_ijk)/∂u_pqr is 1 where the indices agree, else 0 (printed with pqr on top too)."""
    assert jacobian(lambda *u: list(u), [0.5, -1.0, 2.0]) == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]


# Convolution


def flowing_back(u: Any, w: Any, b: Any, beta: int) -> Any:
    """Σ_{s,t,l} δ_{r+1,stl} w_{r+1, i-β(s-1), j-β(t-1), k, l}, where an index outside the filter stands for 0."""
    delta = each(lambda x: x.data, convolved(each(Value, u), w, b, beta))
    n, channels = upto(len(delta)), upto(len(b))
    return cube(len(u), len(u[0][0]), lambda i, j, k: sum(
        at(delta, s, t, l) * at(w, i - beta * (s - 1), j - beta * (t - 1), k, l) for s in n for t in n for l in channels
    ))  # fmt: skip


@every_shape
def test_error_of_a_pooling_layer(d: int, H: int, beta: int, K: int, M: int) -> None:
    """002, プーリング層 II: the sum above, where layer r + 1 is a convolution without padding."""

    def loss(u: Any, w: Any, b: Any) -> Any:
        return half_square(convolved(u, w, b, beta))

    def slide(u: Any, w: Any, b: Any) -> Any:
        return flowing_back(u, w, b, beta), None, None

    assert_gradient(loss, slide, random_tensors((d, d, K), (H, H, K, M), (M,)), examples=10)


def test_error_before_a_fully_connected_layer() -> None:
    """002, プーリング層 II, footnote 2: u_m = ⟨W_m, U⟩ + b_m, so that δ_ijk = Σ_m δ_m w_m,ijk."""

    def loss(u: Any, W: Any, b: Any) -> Any:
        return half_square([inner(W_m, u) + b_m for W_m, b_m in zip(W, b, strict=True)])

    def slide(u: Any, W: Any, b: Any) -> Any:
        delta = [b_m + sum(map(mul, flat(W_m), flat(u))) for W_m, b_m in zip(W, b, strict=True)]
        return cube(3, 2, lambda i, j, k: sum(at(delta, m) * at(W, m, i, j, k) for m in upto(len(b)))), None, None

    assert_gradient(loss, slide, random_tensors((3, 3, 2), (4, 3, 3, 2), (4,)), examples=10)


@pytest.mark.parametrize(
    ("d", "H", "beta", "K", "M", "activation"),
    thinned((*shape, activation) for shape in SHAPES for activation in ACTIVATIONS.values()),
)
def test_error_of_a_convolution(d: int, H: int, beta: int, K: int, M: int, activation: Activation) -> None:
    """002, 畳み込み層, second slide: δ_ijk = ⟨δ_{r+1}, W_{r+1,ijk}⟩, as of pooling: the factor f'(u_ijk) is missing.

    前回の復習 has it. Pooling has no activation of its own, a convolution has one.
    """

    def loss(u: Any, w: Any, b: Any) -> Any:
        return half_square(convolved(each(activation.of_value, u), w, b, beta))

    def slide(u: Any, w: Any, b: Any) -> Any:
        return flowing_back(each(activation.f, u), w, b, beta), None, None

    def mended(u: Any, w: Any, b: Any) -> Any:
        back, _, _ = slide(u, w, b)
        return cube(d, K, lambda i, j, k: at(back, i, j, k) * activation.derivative(at(u, i, j, k))), None, None

    shapes = random_tensors((d, d, K), (H, H, K, M), (M,))
    assert_gradient(loss, mended, shapes, examples=10)
    refuted(loss, slide, shapes, examples=10)


def test_the_smallest_convolution_whose_error_is_wrong() -> None:
    """One number, one filter of one number: E = ½ (w f(u))², so dE/du = w² f(u) f'(u), and not w² f(u)."""

    def loss(u: Any) -> Any:
        return half_square(convolved([[[u.tanh()]]], [[[[1.0]]]], [0.0]))

    tanh = ACTIVATIONS["tanh"]
    assert_gradient(loss, lambda u: tanh.f(u) * tanh.derivative(u), st.floats(-2, 2))
    wrong = refuted(loss, tanh.f, st.floats(-2, 2))
    assert wrong.arguments == (1.0,)
    assert wrong.reasons == ("missing factor",)


def filter_gradients(delta: Any, z: Any, H: int, beta: int, limit: int) -> Any:
    """∂E/∂w_pqkm = Σ_{s,t=1}^{limit} δ_stm Z_{β(s-1)+p, β(t-1)+q, k}, and ∂E/∂b_m = Σ δ_stm."""
    sums, M = [(s, t) for s in upto(limit) for t in upto(limit)], len(delta[0][0])
    of_w = [[[[sum(at(delta, s, t, m) * at(z, beta * (s - 1) + p, beta * (t - 1) + q, k) for s, t in sums)
               for m in upto(M)] for k in upto(len(z[0][0]))] for q in upto(H)] for p in upto(H)]  # fmt: skip
    return of_w, [sum(at(delta, s, t, m) for s, t in sums) for m in upto(M)]


@every_shape
def test_gradients_of_the_filters(d: int, H: int, beta: int, K: int, M: int) -> None:
    """002, パラメータの更新ルール: s and t go over the output, to d'. The slide has H, right if H = d' alone.

    (If H is larger, the slide's sum leaves the output; what is not there is read as 0 here.)
    """

    def loss(z: Any, w: Any, b: Any) -> Any:
        return half_square(convolved(z, w, b, beta))

    def slide(limit: int) -> Any:
        def gradients(z: Any, w: Any, b: Any) -> Any:
            delta = each(lambda x: x.data, convolved(each(Value, z), w, b, beta))
            return None, *filter_gradients(delta, z, H, beta, limit)

        return gradients

    n = output_size(d, H, beta)
    shapes = random_tensors((d, d, K), (H, H, K, M), (M,))
    assert_gradient(loss, slide(n), shapes, examples=10)
    if n > H:
        refuted(loss, slide(H), shapes, examples=10)


def test_the_smallest_filter_whose_gradient_is_wrong() -> None:
    """A filter of one number, 1, over 2 × 2 ones, E = ½ Σ (w z)²: dE/dw is 1 + 1 + 1 + 1, and not 1."""
    z = [[[1.0], [1.0]], [[1.0], [1.0]]]
    assert jacobian(lambda w: half_square(convolved(z, [[[[w]]]], [0.0])), [1.0]) == [[4.0]]
    assert filter_gradients(z, z, 1, 1, limit=1) == ([[[[1.0]]]], [1.0])
    assert filter_gradients(z, z, 1, 1, limit=2) == ([[[[4.0]]]], [4.0])
