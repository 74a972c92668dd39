"""Programs in C against the graphs that they were made from: fewer random ones, because a compiler takes its time."""

from __future__ import annotations

import random
from itertools import chain
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd
import nn
from autograd import Value, dot, exp, log_softmax, operation, sigmoid, tanh, total
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.program.backends.native import runner as runner_module
from autograd.program.backends.native.falling_back import MOST
from autograd.program.backends.native.runner import Native
from autograd.testing.strategies import MODERATE, lanes, programs
from tests.conftest import PROFILE, thinned
from tests.program import test_compiled
from tests.program.agreement import NEEDS_COMPILER

pytestmark = NEEDS_COMPILER
FEW = 4 if PROFILE == "default" else 8 if PROFILE == "first" else 30


KINDS = st.lists(st.sampled_from("pic"), min_size=4, max_size=4)
RANDOM: dict[str, dict[str, Any]] = {
    "test_a_random_program": {"program": programs()},
    "test_a_random_program_of_sums": {"program": programs(test_compiled.LINEAR, steps=24)},
    "test_parameters_inputs_and_constants": {"program": programs(test_compiled.ROWS), "kinds": KINDS},
    "test_a_recorded_batch": {
        "program": programs(test_compiled.SOME),
        "shared": st.integers(1, 3),
        "count": st.integers(2, 5),
        "kind": st.sampled_from("pi"),
    },
    "test_lanes_are_the_graph_at_other_numbers": {
        "program": programs(test_compiled.CONTINUOUS),
        "lanes": st.lists(st.lists(MODERATE, min_size=4, max_size=4), max_size=3),
        "inputs": st.integers(1, 4),
    },
}


@pytest.mark.parametrize("name", RANDOM)
def test_random_programs(name: str) -> None:
    test: Any = getattr(test_compiled, name).hypothesis.inner_test
    settings(max_examples=FEW)(given(backend=st.just("c"), **RANDOM[name])(test))()


@pytest.mark.parametrize("row", thinned(TABLE), ids=lambda row: row.name)
@settings(max_examples=3)
@given(data=st.data())
def test_every_row(row: Op, data: st.DataObject) -> None:
    """As many nodes as a batch has examples; and the same in lanes, if the row is no decision."""
    op, numbers = data.draw(lanes(row))
    leaves = [[Value(x) for x in xs] for xs in numbers]
    program = autograd.compile(
        [apply(op, xs) for xs in leaves], wrt=[x for xs in leaves for x in xs[: len(xs) - row.index]], backend="c"
    )
    expected = [op.value(*xs) for xs in numbers]
    locals_ = [[*op.partials(z, *xs)][: len(xs) - row.index] for z, xs in zip(expected, numbers, strict=True)]
    assert program() == pytest.approx(expected, rel=1e-14, abs=1e-15)
    assert program.gradients().tolist() == pytest.approx(list(chain.from_iterable(locals_)), rel=1e-13, abs=1e-15)
    runner = program._last
    assert isinstance(runner, Native)
    assert all(runner.built.in_c)
    if row.name == "where" or row.index:
        return
    inputs, wrt = ([Value(x) for x in some] for some in (numbers[0], [0.0] * len(numbers[0])))
    program = autograd.compile(
        apply(op, [x + w for x, w in zip(inputs, wrt, strict=True)]), wrt=wrt, inputs=inputs, backend="c"
    )
    scale = max(map(abs, (*expected, *[x for xs in numbers for x in xs])))
    assert program(numbers) == pytest.approx(expected, rel=1e-14, abs=1e-15 * scale)
    found = np.array(locals_)
    assert np.all(np.abs(program.gradients() - found.sum(0)) <= 1e-13 * np.abs(found).sum(0) + 1e-15)


def test_float32() -> None:
    """Numbers of 7 digits, from functions of C for them."""
    random.seed(3)
    model = nn.MLP(3, [5, 4], activation=tanh)
    inputs = [Value(0.1), Value(-0.4), Value(0.7)]
    out = total(log_softmax(model(inputs))) + sigmoid(inputs[0] * model.parameters()[0]) ** 2.0
    xs = np.random.default_rng(0).normal(size=(9, 3))
    found = []
    for dtype in ("float32", "float64"):
        program = autograd.compile(out, wrt=model.parameters(), inputs=inputs, backend="c", dtype=dtype)
        value, gradients = program(xs), program.gradients()
        assert value.dtype == gradients.dtype == dtype
        found.append((value, gradients))
        assert isinstance(program._last, Native)
    for single, double in zip(*found, strict=True):
        assert single == pytest.approx(double, rel=1e-5, abs=1e-5)
        assert np.abs(single - double).max() > 1e-9


def test_a_rule_that_c_cannot_express_runs_in_numpy() -> None:
    """Before, between and after groups in C, with lanes and without; its gradient, too."""
    odd = operation("odd", _with_numpy, lambda z, x: (2.0 * x,))
    w, v, x = Value(0.5), Value(1.5), Value(2.0)
    out = tanh(odd(odd(w) * x + exp(odd(v * x))) * 0.01)
    program = autograd.compile(out, wrt=[w, v], inputs=[x], backend="c")
    by_numpy = autograd.compile(out, wrt=[w, v], inputs=[x], backend="numpy")
    xs = [[0.5], [-1.0], [0.25]]
    assert program(xs) == pytest.approx(by_numpy(xs), rel=1e-14)
    assert program.gradients() == pytest.approx(by_numpy.gradients(), rel=1e-13)
    assert program() == pytest.approx(out.data, rel=1e-14)
    runner = program._last
    assert isinstance(runner, Native)
    assert 0 < runner.built.in_c.count(False) < len(runner.built.in_c)


def _with_numpy(x: Any) -> Any:
    """x², in a way that no symbol can stand for."""
    return np.square(x) if isinstance(x, np.ndarray) else x * x if isinstance(x, float) else _unreadable(x)


def _unreadable(x: Any) -> Any:
    if type(x).__name__ == "Term":
        raise TypeError("a term")
    return x * x


def test_a_large_product_runs_in_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner_module, "LARGE", 10)
    random.seed(4)
    model = nn.MLP(3, [4, 2], activation=tanh)
    inputs = [Value(0.1), Value(-0.4), Value(0.7)]
    xs = np.random.default_rng(0).normal(size=(6, 3))
    found = []
    for backend in ("c", "numpy"):
        program = autograd.compile(total(model(inputs)), wrt=model.parameters(), inputs=inputs, backend=backend)
        found.append((program(xs), program.gradients()))
        if backend == "c":
            assert isinstance(program._last, Native)
            assert len(program._last.pieces) == 2
    for one, other in zip(*found, strict=True):
        assert one == pytest.approx(other, rel=1e-12)


SIZES = [(1, 1, 1), (3, 5, 7), (8, 16, 33), (17, 9, 100), (4, 129, 6), (5, 37, 300)]


@pytest.mark.parametrize(("dtype", "rel"), [("float64", 1e-11), ("float32", 1e-4)])
@pytest.mark.parametrize("sizes", SIZES[:5] if PROFILE == "default" else SIZES)
def test_products_in_blocks(sizes: tuple[int, int, int], dtype: str, rel: float) -> None:
    """Rows, columns and inner sizes that fill blocks and that do not, against NumPy's matmul."""
    rows, inner, columns = sizes
    rng = np.random.default_rng(0)
    a, b, up = rng.normal(size=(rows, inner)), rng.normal(size=(inner, columns)), rng.normal(size=(rows, columns))
    ws = [[Value(x) for x in row] for row in a.tolist()]
    xs = [[Value(x) for x in column] for column in b.T.tolist()]
    outs = [dot(row, column) for row in ws for column in xs]
    loss = total([one * u for one, u in zip(outs, up.ravel().tolist(), strict=True)])
    wrt = [w for row in ws for w in row] + [x for column in xs for x in column]
    program = autograd.compile([loss, *outs[:1]], wrt=wrt, backend="c", dtype=dtype)
    assert program()[0] == pytest.approx(float((a @ b * up).sum()), rel=rel)
    expected = [*(up @ b.T).ravel(), *(a.T @ up).T.ravel()]
    for _ in range(2):
        assert program.gradients(output=0) == pytest.approx(np.array(expected), rel=rel, abs=rel / 10)


@pytest.mark.parametrize("lanes", [1, 3])
def test_terms_of_single_numbers_among_lanes(lanes: int) -> None:
    """A table of parameters is added to a matrix product that has lanes: W X + M, against NumPy."""
    rng = np.random.default_rng(0)
    w, m, x = rng.normal(size=(3, 4)), rng.normal(size=(3, 5)), rng.normal(size=(lanes, 5, 4))
    ws, ms, xs = ([[Value(number) for number in row] for row in table.tolist()] for table in (w, m, x[0]))
    units = [dot(row, x) + ms[i][j] for i, row in enumerate(ws) for j, x in enumerate(xs)]
    loss = total([unit * unit for unit in units])
    program = autograd.compile(loss, list(chain(*ws, *ms)), list(chain(*xs)), backend="c")
    found = np.einsum("ik,ljk->lij", w, x) + m
    assert program(x.reshape(lanes, -1)) == pytest.approx((found**2).sum((1, 2)), rel=1e-12)
    expected = [*np.einsum("lij,ljk->ik", 2 * found, x).ravel(), *(2 * found).sum(0).ravel()]
    assert program.gradients() == pytest.approx(np.array(expected), rel=1e-11)


def test_the_docstring_says_from_how_many_kinds_of_groups_on_auto_takes_numpy() -> None:
    assert f"above {MOST} kinds of groups" in str(autograd.compile.__doc__)
