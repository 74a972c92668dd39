"""Inputs before outputs: each node once, in an order that repeats."""

from hypothesis import given

from autograd import Value
from autograd.calculus.order import inputs_first
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.programs import run


@given(programs())
def test_each_node_once_and_after_its_inputs(program: Program) -> None:
    _, out = run(program)
    order = inputs_first([out])
    place = {node: i for i, node in enumerate(order)}
    assert len(place) == len(order)
    assert order[-1] is out
    assert all(place[x] < place[node] for node in order for x in node.inputs)


def test_first_operand_first_whatever_was_made_first() -> None:
    y, x = Value(2.0, name="y"), Value(1.0, name="x")
    right = y * 3
    left = x * 4
    assert [node.name or node.data for node in inputs_first([left + right])] == ["x", 4.0, 4.0, "y", 3.0, 6.0, 10.0]


def test_several_outputs_share_their_nodes() -> None:
    x = Value(1.0)
    a, b = x + 1, x * 2
    order = inputs_first([a, b, a])
    assert len(order) == 5
    assert order[-1] is b


def test_two_runs_give_the_same_order() -> None:
    def shape() -> list[object]:
        x = Value(0.3)
        y = (x * x).sin() + x / (x.exp() + x * x)
        order = inputs_first([y])
        place = {node: i for i, node in enumerate(order)}
        return [(node.op, [place[x] for x in node.inputs]) for node in order]

    assert shape() == shape()


def test_a_first_output_comes_before_a_second_one() -> None:
    x, y = Value(1.0, name="x"), Value(2.0, name="y")
    assert [node.name or node.data for node in inputs_first([-x, -y])] == ["x", -1.0, "y", -2.0]
    assert [node.name or node.data for node in inputs_first([-y, -x])] == ["y", -2.0, "x", -1.0]
