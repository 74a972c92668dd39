"""Programs in float32, against the graph in float64: a few units of the last of 7 digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

import autograd
import nn
from autograd import DomainError, TooLargeError, Value, log, minimum, tanh
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer
from tests.program.agreement import BACKENDS, rounding
from tests.programs import SMOOTH, run, sizes_of_paths

pytestmark = pytest.mark.parametrize("backend", BACKENDS)
ULPS = float(np.finfo("float32").eps) / np.finfo("float64").eps
"""A unit of the last digit, in those of float64."""


@settings(max_examples=fewer(160))
@given(programs([row for row in SMOOTH if row.name != "where"], steps=8))
def test_a_random_program(backend: str, program: Program) -> None:
    leaves, out = run(program)
    compiled = autograd.compile(out, leaves, dtype="float32", backend=backend)
    try:
        found, gradients = compiled(), compiled.gradients()
    except TooLargeError:  # of 1e30 squared, or on an edge that 7 digits do not keep clear of
        return
    assert gradients.dtype == compiled.parameters.data.dtype == np.float32
    assert abs(found - out.data) <= ULPS * rounding(out)
    sizes = sizes_of_paths(out)
    out.backward()
    for leaf, gradient in zip(leaves, gradients.tolist(), strict=True):
        assert abs(gradient - leaf.grad) <= 1e-3 * max(1.0, sizes.get(leaf, 0.0))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_network_in_lanes(backend: str, dtype: str) -> None:
    """Value and gradients to a few digits of the type, whatever arrays come in; all that comes out is of the type."""
    model = nn.MLP(3, [8, 4], init=nn.init.he(seed=2))
    x, target = [Value(0.5), Value(-1.0), Value(2.0)], Value(1.0)
    loss = nn.losses.cross_entropy_from_logits(model(x), target)
    program = autograd.compile(loss, model.parameters(), [*x, target], dtype=dtype, backend=backend)
    lanes = np.array([[0.5, -1.0, 2.0, 3.0], [1.5, 0.0, 0.25, 0.0], [-1.0, 1.0, 1.0, 2.0]])
    near = 4 * float(np.finfo(dtype).eps)
    losses = [nn.losses.cross_entropy_from_logits(model(list(line[:3])), int(line[3])) for line in lanes.tolist()]
    for given_as in (lanes, lanes.astype("float32"), lanes.tolist(), np.asfortranarray(lanes)):
        found, gradients = program(given_as), program.gradients()
        assert found == pytest.approx([one.data for one in losses], rel=near)
        assert found.dtype == gradients.dtype == program.parameters.data.dtype == program.parameters.grad.dtype == dtype
    for one in losses:
        one.backward()
    expected = [p.grad for p in model.parameters()]
    assert gradients == pytest.approx(expected, rel=16 * near, abs=16 * near)


def test_a_convolution_with_pooling(backend: str) -> None:
    """Gradients of the largest numbers, at addresses in any order."""
    model = nn.Sequential(nn.Conv2D(1, 2, 3), autograd.relu, nn.MaxPool2D(2), nn.Flatten(), nn.Layer(8, 1))
    image = [[Value((7 * i * j) % 5 - 2.0) for j in range(6)] for i in range(6)]
    out = model([image])
    flat = [pixel for line in image for pixel in line]
    program = autograd.compile(out, model.parameters(), flat, dtype="float32", backend=backend)
    assert program([[x.data for x in flat]] * 3) == pytest.approx([out.data] * 3, rel=1e-5)
    out.backward()
    assert program.gradients() == pytest.approx([3 * p.grad for p in model.parameters()], rel=1e-4, abs=1e-5)


def test_another_type_is_refused(backend: str) -> None:
    with pytest.raises(ValueError, match="dtype is 'float64' or 'float32', not 'float16'"):
        autograd.compile(Value(1.0) * 2.0, dtype="float16", backend=backend)


@pytest.mark.parametrize("dtype", [np.float32, np.dtype("float32")], ids=["class", "instance"])
def test_a_type_of_numpy_is_its_name(dtype: Any, backend: str) -> None:
    w = Value(1.0)
    assert autograd.compile(w * 2.0, [w], backend=backend, dtype=dtype).parameters.data.dtype == np.float32


def test_what_is_beyond_float32_is_said(backend: str) -> None:
    w, x = Value(1e30, name="w"), Value(1.0, name="x")
    program = autograd.compile(w * x * x, [w], [x], dtype="float32", backend=backend)
    with pytest.raises(TooLargeError, match=r"in lane 1, counted from 0: in float32, which ends at 3.4e38"):
        program([[1.0], [1e10]])
    with pytest.raises(TooLargeError, match=r"in lane 1, .*the variable x holds a float32, and 1e\+50 is"):
        program([[1.0], [1e50]])
    with pytest.raises(TooLargeError, match=r"the data of w holds a float32, and 1e\+40 is beyond 3.4e38"):
        program.parameters.data = [1e40]
    with pytest.raises(DomainError, match=r"in lane 0, .* and x is nan"):
        program([[float("nan")]])
    with pytest.raises(TooLargeError, match=r"the data of w holds a float32"):
        autograd.compile(w * x, [Value(1e39, name="w")], dtype="float32", backend=backend)
    assert program([[2.0]]).tolist() == [pytest.approx(4e30, rel=1e-6)]


def test_a_recorded_input_beyond_float32_is_said(backend: str) -> None:
    """Also where no result shows it: tanh of infinity is finite."""
    x, w = Value(1e39, name="x"), Value(1.0, name="w")
    program = autograd.compile([tanh(x) * w, x], [w], [x], backend, "float32")
    with pytest.raises(TooLargeError, match=r"^the variable x holds a float32, and 1e\+39 is beyond 3.4e38"):
        program()
    assert program([0.0]) == [0.0, 0.0]
    assert autograd.compile([tanh(x) * w, x], [w], [x], backend)() == [1.0, 1e39]


def test_a_constant_beyond_float32_is_said(backend: str) -> None:
    """Also where no result shows it: the smaller of two numbers is finite."""
    w, x = Value(1.0), Value(1.0)
    out = minimum(w * x, 1e39)
    assert autograd.compile(out, [w], [x], backend=backend)([[3.0]]).tolist() == [3.0]
    with pytest.raises(TooLargeError, match=r"^in float32, which ends at 3.4e38"):
        autograd.compile(out, [w], [x], dtype="float32", backend=backend)([[3.0]])


def test_gradients_beyond_float32_are_said(backend: str) -> None:
    w = Value(1e-30)
    program = autograd.compile(log(w), [w], dtype="float32", backend=backend)
    program()
    assert program.gradients().tolist() == [pytest.approx(1e30, rel=1e-6)]
    program.parameters.data[0] = 1e-42
    program()
    with pytest.raises(TooLargeError, match="in float32"):
        program.gradients()


def test_an_optimizer_keeps_the_type(backend: str) -> None:
    w = Value(1.0)
    program = autograd.compile((w - 3.0) ** 2, [w], dtype="float32", backend=backend)
    for optimizer in (nn.optim.SGD([program.parameters], 0.1), nn.optim.Adam([program.parameters], 0.1)):
        for _ in range(200):
            program(), program.gradients()
            optimizer.step()
    assert program.parameters.data.dtype == np.float32
    program.parameters.write_back()
    assert w.data == pytest.approx(3.0, abs=1e-3)
