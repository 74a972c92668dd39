"""A pass that Ctrl-C interrupts leaves every gradient a number, and the next pass is right."""

import pytest

from autograd import Value


class Stopping:
    """The row of a node, at whose arity Ctrl-C is pressed once."""

    def __init__(self, node: Value) -> None:
        self.node, self.row, node.op = node, node.op, self  # type: ignore[assignment]

    @property
    def arity(self) -> int:
        self.node.op = self.row
        raise KeyboardInterrupt


def test_a_pass_that_was_interrupted_leaves_numbers() -> None:
    x, y = Value(3.0), Value(2.0)
    middle = x * x
    out = y * middle
    x.grad = y.grad = 5.0
    Stopping(middle)
    with pytest.raises(KeyboardInterrupt):
        out.backward()
    assert [type(node.grad) for node in (out, middle)] == [float, float]
    assert (x.grad, y.grad) == (5.0, 5.0)
    out.backward()
    assert (x.grad, y.grad) == (17.0, 14.0)
