"""Rows with several outputs that are not softmax, as formulas and as code: a matrix of local gradients for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograd
from autograd import Value, dot, variance
from autograd.calculus.elementary import sqrt
from autograd.calculus.row import Op
from autograd.program import Program
from tests.program.agreement import BACKENDS, NEEDS_COMPILER
from tests.program.readings.written import gradients_of, printed, run_code


def _scaled(xs: Sequence[Any]) -> list[Any]:
    size = sqrt(sum([x * x for x in xs], 0.0))
    return [x / size for x in xs]


def _local(z: Any, *xs: Any, j: float) -> tuple[Any, ...]:
    size = sqrt(sum([x * x for x in xs], 0.0))
    return tuple([(float(i == j) - z * x / size) / size for i, x in enumerate(xs)])


SCALED = Op("scaled", "xs, j", lambda *xs, j: _scaled(xs)[int(j)], _local, outputs=_scaled)
"""x / |x|, whose Jacobian is (1 - z zᵀ) / |x|."""
ONE_AND_SUM = Op(
    "one_and_sum",
    "xs, j",
    lambda *xs, j: 1.0 if j == 0.0 else sum(xs[1:], xs[0]),
    lambda z, *xs, j: (j,) * len(xs),
    outputs=lambda xs: [1.0 + 0.0 * xs[0], sum(xs[1:], xs[0])],
)
"""Of two numbers: 1, which depends on neither, and their sum."""
W, X, T = np.array([[0.3, -1.0], [0.7, 0.2], [-0.4, 0.9]]), np.array([[0.5, 0.7], [1.5, -0.2]]), [1.0, 2.0, 4.0]


def of_scaled(chosen: int | None = None, backend: str = "auto") -> Program:
    """T · scaled(W x), or one of its outputs."""
    w = [[Value(number, name=f"W[{j}][{i}]") for i, number in enumerate(row)] for j, row in enumerate(W)]
    x = [Value(number, name=f"x[{i}]") for i, number in enumerate(X[0])]
    zs = Value._outputs(SCALED, [dot(row, x) for row in w])
    out = dot(zs, T) if chosen is None else 2.0 * zs[chosen]
    return autograd.compile(out, wrt=[one for row in w for one in row], inputs=x, backend=backend)


def by_hand(t: Any) -> tuple[list[float], Any]:
    """t · z for each line of X, and the gradient of their sum by W."""
    values, gradient = [], np.zeros_like(W)
    for x in X:
        a = W @ x
        size = np.linalg.norm(a)
        z = a / size
        values.append(float(t @ z))
        gradient += np.outer((t - z * (t @ z)) / size, x)
    return values, gradient.ravel()


@pytest.mark.parametrize("chosen", [None, 1])
@pytest.mark.parametrize("backend", BACKENDS)
def test_in_every_back_end_and_in_code(backend: str, chosen: int | None) -> None:
    program = of_scaled(chosen, backend)
    values, gradient = by_hand(np.array(T if chosen is None else [0.0, 2.0, 0.0]))
    assert program(X).tolist() == pytest.approx(values, rel=1e-12)
    assert program.gradients().tolist() == pytest.approx(gradient, rel=1e-12)
    space: dict[str, Any] = {"__name__": "code"}
    exec(program.source("numpy"), space)
    output, results = space["forward"](space["W"], X.T)
    assert output == pytest.approx(values, rel=1e-12)
    assert gradients_of(program, space["backward"](space["W"], X.T, results)) == pytest.approx(gradient, rel=1e-12)


@NEEDS_COMPILER
@pytest.mark.parametrize("chosen", [None, 1])
def test_in_c(chosen: int | None, tmp_path: Path) -> None:
    values, gradient = by_hand(np.array(T if chosen is None else [0.0, 2.0, 0.0]))
    lines = "\n".join(" ".join(map(repr, line)) for line in X.tolist())
    assert printed(of_scaled(chosen, "numpy"), tmp_path, lines) == pytest.approx([*values, *gradient], rel=1e-12)


def test_as_formulas() -> None:
    explained = of_scaled().explain()
    said = str(explained)
    assert "Z1 = scaled(A1) " in said
    assert "Δ1 = scaled′(A1)ᵀ ∂L/∂Z1 " in said
    root = "sqrt(x1 * x1 + x2 * x2 + x3 * x3)"
    assert f"scaled′(x1, x2, x3) = ((1 - z1 * x1 / {root}) / {root}, -(z1 * x2 / {root}) / {root}, " in said
    assert "is its Jacobian matrix" in said
    transposed = r"\operatorname{scaled}'\left(A_{1}\right)^{\top} \frac{\partial L}{\partial Z_{1}}"
    assert rf"\Delta_{{1}} &= {transposed}" in explained.latex()
    assert rf"$\Delta_{{1}} = {transposed}$" in explained.markdown()
    assert "Δ1 = ∂L/∂U1 ⊙ scaled′(A1)[1] " in str(of_scaled(1).explain())


def test_an_output_that_depends_on_no_input() -> None:
    a, b = Value(2.0, name="a"), Value(3.0, name="b")
    one, added = Value._outputs(ONE_AND_SUM, [a, b])
    program = autograd.compile(dot([one, added], [5.0, 7.0]), wrt=[a, b])
    outputs, _, gradients = run_code(program)
    assert np.ravel(outputs) == pytest.approx([40.0])
    assert gradients_of(program, gradients) == pytest.approx([7.0, 7.0])


def test_the_local_gradients_of_a_long_list_are_told_for_a_short_one() -> None:
    """Their factors may depend on the length: 2/4 of four numbers, and 2/2 of two."""
    xs = [Value(i, name=f"x{i}") for i in range(1, 9)]
    of_4, of_8 = (str(autograd.compile(variance(xs[:n]), wrt=xs[:n]).explain()) for n in (4, 8))
    assert "variance′(x1, x2, x3, x4) = (0.5 * (x1 - mean(x1, x2, x3, x4)); " in of_4
    assert "variance′(x1, x2) = (x1 - mean(x1, x2); x2 - mean(x1, x2)) (for a list of 2; here it has 8)" in of_8


def test_the_local_gradients_of_a_list_are_a_column() -> None:
    def local(z: Any, *xs: Any) -> tuple[Any, ...]:
        return tuple([sum(xs[i + 1 :] + xs[:i], 0.0) for i in range(len(xs))])

    pairs = autograd.operation("pairs", lambda *xs: 0.5 * (sum(xs) ** 2 - sum(x * x for x in xs)), local)
    a, b, c = Value(2.0, name="a"), Value(3.0, name="b"), Value(5.0, name="c")
    program = autograd.compile(pairs(a, b, c), wrt=[a, b, c])
    assert "pairs′(x1, x2, x3) = (x2 + x3; x3 + x1; x1 + x2)" in str(program.explain())
    assert gradients_of(program, run_code(program)[2]) == pytest.approx([8.0, 7.0, 5.0])


@pytest.mark.parametrize(
    ("row", "expected"),
    [("relu", 0.5), ("softplus", 0.9740769841801067), ("silu", 0.3112296656009273), ("gelu", 0.34573123063700656)],
)
def test_a_rule_with_another_row_that_numpy_lacks(row: str, expected: float) -> None:
    """It is written out. The numbers are those of SciPy and mpmath."""
    own = autograd.operation("own", lambda x: 3.0 * getattr(autograd, row)(x), lambda z, x: (1.0 + 0.0 * x,))
    x = Value(0.5, name="x")
    outputs, _, _ = run_code(autograd.compile(own(x), wrt=[x]))
    assert np.ravel(outputs) == pytest.approx([3.0 * expected], rel=1e-14)
