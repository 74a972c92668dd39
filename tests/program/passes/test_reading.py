"""The nodes of a graph by number: what depends on what, and what is folded."""

from __future__ import annotations

from hypothesis import given

from autograd import Value, dot, exp
from autograd.calculus.order import inputs_first
from autograd.program.passes.reading import Graph
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.programs import run


def test_constants_are_folded() -> None:
    w, x, c = Value(2.0), Value(3.0), Value(0.5)
    folded = exp(c * c) + 1.0
    graph = Graph([w * folded + x], [w], [x])
    numbers = {node: i for i, node in enumerate(graph.order)}
    assert [op.name for op in graph.ops if op] == ["mul", "add"]
    assert graph.ops[numbers[folded]] is None
    assert graph.data[numbers[folded]] == folded.data
    assert graph.is_constant(numbers[folded])
    assert [(graph.lanes[numbers[v]], graph.needs[numbers[v]]) for v in (w, x, c)] == [
        (False, True), (True, False), (False, False)
    ]  # fmt: skip
    assert (graph.lanes[-1], graph.needs[-1]) == (True, True)


def test_what_no_output_depends_on_has_no_number() -> None:
    w, x = Value(2.0), Value(3.0)
    graph = Graph([w * 2.0], [x, w], [Value(1.0)])
    assert (graph.parameters, graph.placeholders) == ([-1, 0], [-1])


def test_inputs_by_number_in_their_order() -> None:
    a, b = Value(2.0), Value(3.0)
    graph = Graph([(b - a) * (b - a)], [a, b], [])
    assert graph.inputs == [(), (), (0, 1), (0, 1), (2, 3)]
    assert [graph.order[i] is v for i, v in ((0, b), (1, a))] == [True, True]


def test_lists_of_factors_are_read_once() -> None:
    a, b, c = Value(2.0), Value(3.0), Value(5.0)
    outputs = [dot([a, b], [c, c]), dot([a, b], [b, c], a), dot([c, c], [a, b])]
    graph = Graph(outputs, [a, b, c], [])
    assert [v.data if isinstance(v, Value) else [x.data for x in v] for v in graph.order] == [
        2.0, 3.0, 5.0, [2.0, 3.0], [5.0, 5.0], 25.0, [3.0, 5.0], 23.0, 25.0
    ]  # fmt: skip
    assert graph.inputs[3:] == [(0, 1), (2, 2), (3, 4), (1, 2), (3, 6, 0), (4, 3)]


@given(programs())
def test_the_order_of_every_walk(program: Program) -> None:
    leaves, out = run(program)
    middle = inputs_first([out])[len(leaves) // 2]
    graph, order = Graph([middle, out], leaves, []), inputs_first([middle, out])
    numbered = [i for i, node in enumerate(graph.order) if isinstance(node, Value)]
    assert [id(graph.order[i]) for i in numbered] == [id(node) for node in order]
    for i in numbered:
        start = graph.starts[i]
        read = [graph.order[x] for x in graph.edges[start : start + graph.lengths[i]]]
        inputs = [x for one in read for x in (one if isinstance(one, tuple) else (one,))]
        assert list(map(id, inputs)) == list(map(id, graph.order[i].inputs))
