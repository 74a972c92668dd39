"""Lecture 002: convolution, pooling and a fully connected layer as one network, and what padding changes."""

from operator import mul
from typing import Any

import pytest

from autograd import dot, log_softmax
from autograd.testing import assert_gradient
from tests.conftest import thinned
from tests.lectures.images import at, convolved, each, flat, inner, output_size, pooled, random_tensors, upto
from tests.lectures.plain import ACTIVATIONS, minus, refuted, shares
from tests.lectures.test_002 import convolution
from tests.lectures.test_002_filters import (
    POOLING,
    by_inner_products,
    cube,
    filter_gradients,
    flowing_back,
    half_square,
    pooling_weights,
)

#          d  H  β  s  K  M
SHAPES = [(3, 2, 1, 2, 1, 1), (3, 1, 1, 2, 1, 2), (5, 2, 1, 2, 2, 2), (5, 1, 2, 2, 1, 2)]


@pytest.mark.parametrize("kind", POOLING)
@pytest.mark.parametrize(("d", "H", "beta", "s", "K", "M"), thinned(SHAPES[::-1]))
def test_a_whole_network(d: int, H: int, beta: int, s: int, K: int, M: int, kind: str) -> None:
    """002, all slides, mended: convolution and tanh, pooling, a fully connected layer, softmax with cross-entropy."""
    n = output_size(d, H, beta)
    n_pooled, classes = output_size(n, s, 1), 3

    def loss(z: Any, w: Any, b: Any, W: Any, c: Any) -> Any:
        seen = pooled(each(lambda u: u.tanh(), convolved(z, w, b, beta)), s, 1, POOLING[kind])
        return -dot([1.0, 0.0, 0.0], log_softmax([inner(W_m, seen) + c_m for W_m, c_m in zip(W, c, strict=True)]))

    def slides(z: Any, w: Any, b: Any, W: Any, c: Any) -> Any:
        tanh = ACTIVATIONS["tanh"]
        u = convolution(z, w, b, beta, limit=H)
        feature = each(tanh.f, u)
        seen = by_inner_products(feature, s, 1, kind)
        outputs = shares([sum(map(mul, flat(W_m), flat(seen))) + c_m for W_m, c_m in zip(W, c, strict=True)])
        out = minus(outputs, [1.0, 0.0, 0.0])
        of_W = [each(lambda x, d_m=d_m: d_m * x, seen) for d_m in out]
        below = cube(n_pooled, M, lambda i, j, k: sum(out[m] * at(W, m + 1, i, j, k) for m in range(classes)))
        P = cube(n_pooled, M, lambda i, j, k: pooling_weights(feature, i, j, k, s, 1, kind))
        delta = cube(n, M, lambda i, j, k: tanh.derivative(at(u, i, j, k)) * sum(
            at(below, x, y, k) * at(P, x, y, k, i, j) for x in upto(n_pooled) for y in upto(n_pooled)
        ))  # fmt: skip
        return None, *filter_gradients(delta, z, H, beta, limit=n), of_W, out

    shapes = [(d, d, K), (H, H, K, M), (M,), (classes, n_pooled, n_pooled, M), (classes,)]
    assert_gradient(loss, slides, random_tensors(*shapes), examples=8)


def padded(z: Any, alpha: int) -> Any:
    side, K = len(z) + 2 * alpha, len(z[0][0])
    inside = range(alpha, alpha + len(z))
    return [[z[i - alpha][j - alpha] if i in inside and j in inside else [0.0] * K for j in range(side)]
            for i in range(side)]  # fmt: skip


def test_padding_shifts_the_indices() -> None:
    """002, 畳み込み層 counts in the padded image. For the image itself, i and j are larger by α."""

    def loss(u: Any, w: Any, b: Any) -> Any:
        return half_square(convolved(padded(u, 1), w, b))

    def shifted(by: int) -> Any:
        def slide(u: Any, w: Any, b: Any) -> Any:
            back = flowing_back(padded(u, 1), w, b, 1)
            return cube(3, 1, lambda i, j, k: at(back, i + by, j + by, k)), None, None

        return slide

    shapes = random_tensors((3, 3, 1), (3, 3, 1, 2), (2,))
    assert_gradient(loss, shifted(1), shapes, examples=10)
    refuted(loss, shifted(0), shapes, examples=10)
