"""Convolution and pooling as plain loops, for images z[i][j][k] and filters w[p][q][k][m], of floats or of Values."""

import random
from functools import reduce
from typing import Any

from hypothesis import strategies as st

from autograd import maximum, total


def output_size(d: int, filter_size: int, stride: int) -> int:
    """d' = (d - s)/β + 1, which takes a β that divides d - s."""
    assert (d - filter_size) % stride == 0
    return (d - filter_size) // stride + 1


def window(z: Any, i: int, j: int, size: int, stride: int) -> Any:
    """The part of z that unit (i, j) sees, counted from 0: size × size × K."""
    return [column[j * stride : j * stride + size] for column in z[i * stride : i * stride + size]]


def flat(nested: Any) -> list[Any]:
    return [x for part in nested for x in flat(part)] if isinstance(nested, list) else [nested]


def inner(a: Any, b: Any) -> Any:
    """⟨A, B⟩, the inner product of tensors."""
    return total([x * y for x, y in zip(flat(a), flat(b), strict=True)])


def convolved(z: Any, w: Any, b: Any, stride: int = 1) -> Any:
    """u_ijm = ⟨W_m, Z_ij⟩ + b_m."""
    H = len(w)
    units = range(output_size(len(z), H, stride))
    filters = [[[[x[m] for x in row] for row in column] for column in w] for m in range(len(b))]
    return [[[inner(W_m, window(z, i, j, H, stride)) + b_m for W_m, b_m in zip(filters, b, strict=True)]
             for j in units] for i in units]  # fmt: skip


def pooled(z: Any, size: int, stride: int, of_window: Any) -> Any:
    units = range(output_size(len(z), size, stride))
    return [[[of_window([x[k] for row in window(z, i, j, size, stride) for x in row]) for k in range(len(z[0][0]))]
             for j in units] for i in units]  # fmt: skip


def largest(xs: Any) -> Any:
    return reduce(maximum, xs)


def average(xs: Any) -> Any:
    return total(xs) / len(xs)


def each(f: Any, nested: Any) -> Any:
    return [each(f, part) for part in nested] if isinstance(nested, list) else f(nested)


def zeros(*shape: int) -> Any:
    return [zeros(*shape[1:]) for _ in range(shape[0])] if shape else 0.0


def random_tensor(*shape: int, seed: int = 0) -> Any:
    """Numbers between -1 and 1, none of them twice: maxima have no ties."""
    generator = random.Random(seed)
    return each(lambda _: generator.uniform(-1.0, 1.0), zeros(*shape))


def random_tensors(*shapes: tuple[int, ...]) -> st.SearchStrategy[Any]:
    """A tensor of each shape; no smaller ones are looked for."""
    return st.integers(0, 10**6).map(
        lambda seed: tuple(random_tensor(*shape, seed=seed + i) for i, shape in enumerate(shapes))
    )


# The lecture counts from 1; these two write its formulas that way.


def at(tensor: Any, *index: int) -> float:
    """The number at this index, counted from 1; 0 outside the tensor."""
    for i in index:
        if not 1 <= i <= len(tensor):
            return 0.0
        tensor = tensor[i - 1]
    return float(tensor)


def upto(n: int) -> range:
    return range(1, n + 1)
