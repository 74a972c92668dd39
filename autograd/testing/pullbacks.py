"""Whether a row with several outputs, and its pullback, give at once what its outputs give one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograd.calculus.row import Op


def pullback_fault(row: Op, xs: Sequence[float], upstream: Sequence[float]) -> str:
    """What is wrong with all outputs at once, or with all gradients at once; "" if nothing is.

    >>> from autograd.calculus.ops import OPS
    >>> pullback_fault(OPS["softmax"], [0.0, 1.0], [1.0, 0.0])
    ''
    """
    import numpy as np

    assert row.outputs
    assert row.pullback
    outputs = [row.bind(float(j)) for j in range(len(xs))]
    zs = [one.value(*xs) for one in outputs]
    products = [[u * local for local in one.partials(z, *xs)] for one, z, u in zip(outputs, zs, upstream, strict=True)]
    at_once = row.outputs(np.array(xs))
    if not np.allclose(at_once, zs, rtol=1e-13, atol=0.0):
        return f"all outputs are {at_once}, and one by one {zs}"
    found = row.pullback(at_once, np.array(xs), np.array(upstream)).tolist()
    for i, (one, parts) in enumerate(zip(found, zip(*products, strict=True), strict=True)):
        if abs(one - math.fsum(parts)) > 1e-12 * sum(map(abs, parts)) + 1e-300:
            return f"input {i}: {one} in the pullback, and {math.fsum(parts)} by local gradients"
    return ""
