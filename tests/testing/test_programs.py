"""A random program is printed as Python that makes the same graph; a wrong pullback is told."""

from types import SimpleNamespace as Row
from typing import Any

import pytest
from hypothesis import given

import autograd.testing
from autograd.calculus.ops import OPS
from autograd.testing.programs import Program
from autograd.testing.pullbacks import pullback_fault
from autograd.testing.strategies import programs


@given(programs())
def test_a_program_as_python_calculates_the_same(program: Program) -> None:
    scope: dict[str, Any] = {}
    exec(repr(program), scope)  # as whoever copies a failing program does
    assert scope[f"v{len(program.steps)}"].data == program.values[-1]


def test_rows_of_many_inputs_as_python() -> None:
    softmax, choose, dot = OPS["softmax"].bind(1.0), OPS["choose"], OPS["dot"]
    program = Program((0.5, 2.0, 1.0), ((softmax, (3, 2)), (dot, (4, 3, 2, 1, 1)), (choose, (1, 2, 3))))
    assert repr(program).splitlines()[4:] == [
        "v1 = softmax([x1, x2])[1]", "v2 = dot([x1, x2], [x3, v1], v1)", "v3 = choose([v2, v1], x3)"
    ]  # fmt: skip
    assert program.values[-1] == program.values[3]


def test_a_wrong_pullback_is_told() -> None:
    pytest.importorskip("numpy")
    row = OPS["softmax"]
    assert row.pullback
    assert row.outputs
    right, outputs = row.pullback, row.outputs
    assert pullback_fault(row, [0.0, 1.0, -2.0], [1.0, 0.5, -1.0]) == ""
    turned: Any = Row(bind=row.bind, outputs=row.outputs, pullback=lambda *told: -right(*told))
    assert pullback_fault(turned, [0.0, 1.0], [1.0, 0.5]).startswith("input 0: ")
    doubled: Any = Row(bind=row.bind, outputs=lambda xs: 2.0 * outputs(xs), pullback=right)
    assert "one by one" in pullback_fault(doubled, [0.0, 1.0], [1.0, 0.5])


def test_names_of_the_room_are_told() -> None:
    with pytest.raises(AttributeError, match=r"has no 'Wrong': it has .*assert_gradient"):
        autograd.testing.Wrong  # noqa: B018
