"""Layers of many inputs, which a program in C reads from a caller's lines: against the same in matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograd
from autograd import Value, dot, total
from autograd.program.backends.native import runner as runner_module
from tests.program.agreement import NEEDS_COMPILER

pytestmark = NEEDS_COMPILER

UNITS, WIDE = 5, 20
RNG = np.random.default_rng(3)
WEIGHTS = RNG.normal(size=(UNITS, WIDE))


def program(order: list[int], more: Any = None) -> tuple[Any, list[Value]]:
    """The sum of the squares of all units, with what `more` makes of the inputs. These come in this order."""
    ws = [[Value(w) for w in row] for row in WEIGHTS.tolist()]
    xs = [Value(float(i)) for i in range(WIDE)]
    units = [dot(row, xs) for row in ws]
    outputs = [total([unit * unit for unit in units]), *(more(xs, units) if more else [])]
    return autograd.compile(outputs, [w for row in ws for w in row], [xs[i] for i in order], backend="c"), xs


def agrees(found: Any, lines: Any) -> None:
    """The first output, and its gradients, are those of (W x)²."""
    units = lines @ WEIGHTS.T
    assert found(lines)[0] == pytest.approx((units**2).sum(1), rel=1e-12)
    expected = (2 * units).T @ lines
    assert found.gradients(output=0).reshape(UNITS, WIDE) == pytest.approx(expected, rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("lanes", [0, 1, 3, 150])
def test_inputs_in_their_order(lanes: int) -> None:
    found, _ = program(list(range(WIDE)))
    agrees(found, RNG.normal(size=(lanes, WIDE)))
    assert found._last.built.entered.size == 0


@pytest.mark.parametrize("order", [range(WIDE)[::-1], [*range(5, WIDE), *range(5)]])
def test_inputs_in_another_order(order: Any) -> None:
    found, _ = program(list(order))
    lines = RNG.normal(size=(40, WIDE))
    units = lines @ WEIGHTS.T
    assert found(lines[:, list(order)])[0] == pytest.approx((units**2).sum(1), rel=1e-12)
    expected = (2 * units).T @ lines
    assert found.gradients(output=0).reshape(UNITS, WIDE) == pytest.approx(expected, rel=1e-11)


def test_an_input_that_is_read_by_itself_too() -> None:
    found, _ = program(list(range(WIDE)), lambda xs, units: [xs[7] * xs[9], xs[11], units[0] + xs[0]])
    lines = RNG.normal(size=(40, WIDE))
    agrees(found, lines)
    read = found(lines)
    assert read[1] == pytest.approx(lines[:, 7] * lines[:, 9], rel=1e-15)
    assert read[2].tolist() == lines[:, 11].tolist()
    assert read[3] == pytest.approx(lines @ WEIGHTS[0] + lines[:, 0], rel=1e-12)


def test_a_product_in_numpy_reads_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner_module, "LARGE", 1)
    found, _ = program(list(range(WIDE)))
    agrees(found, RNG.normal(size=(40, WIDE)))
    assert found._last.pieces


def test_lines_that_a_caller_changes_before_asking_for_gradients() -> None:
    found, _ = program(list(range(WIDE)))
    lines = RNG.normal(size=(40, WIDE))
    expected = (2 * lines @ WEIGHTS.T).T @ lines
    found(lines)
    lines[...] = 0.0
    assert found.gradients(output=0).reshape(UNITS, WIDE) == pytest.approx(expected, rel=1e-11)
