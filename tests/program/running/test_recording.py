"""The packed graph is the graph: the same nodes, inputs and names, and the same numbers at other leaves."""

from __future__ import annotations

import gc
import random
import sys
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

import autograd
import nn
from autograd import Value, dot, softmax, tanh, total
from autograd.calculus.order import inputs_first
from autograd.program.passes.reading import Graph
from autograd.program.running.recording import Recording
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.programs import run


@given(programs(), st.integers(0, 20))
def test_the_same_graph(program: Program, named: int) -> None:
    leaves, out = run(program)
    order = inputs_first([out])
    order[named % len(order)].name = "name"
    recording = Recording(Graph([out], leaves, []))
    with_lists = recording.again(program.leaves)
    again = [node for node in with_lists if isinstance(node, Value)]
    assert [(node.data, node.op, node.name) for node in again] == [(node.data, node.op, node.name) for node in order]
    place = {node: i for i, node in enumerate(again)}
    before = {node: i for i, node in enumerate(order)}
    assert [[place[x] for x in node.inputs] for node in again] == [[before[x] for x in node.inputs] for node in order]
    assert [with_lists[i] for i in recording.outputs] == again[-1:]


def test_lists_of_several_lengths() -> None:
    a = [Value(0.5 * i) for i in range(5)]
    out = total([dot(a[:2], a[2:4]), *softmax(a), dot(a[:2], a[1:3], a[4]), dot(a, a), tanh(a[0])])
    again = Recording(Graph([out], a, [])).again([1.0, -2.0, 3.0, 0.25, 1.5])
    b = [Value(x) for x in (1.0, -2.0, 3.0, 0.25, 1.5)]
    expected = total([dot(b[:2], b[2:4]), *softmax(b), dot(b[:2], b[1:3], b[4]), dot(b, b), tanh(b[0])])
    assert again[-1].data == expected.data


def test_a_small_part_of_the_memory_of_the_graph() -> None:
    """As of a batch of a network, whose parts are alike. The rest of a program are its numbers and gradients."""
    random.seed(0)
    model = nn.MLP(2, [16, 16, 1])
    gc.collect()
    tracemalloc.start()
    loss = total([model([0.1 * i, -0.2]) for i in range(100)])
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    recording = Recording(Graph([loss], model.parameters(), []))
    assert sum(map(sys.getsizeof, recording.columns)) < 0.01 * size
    assert len(autograd.compile(loss, wrt=model.parameters()).groups) == 6


def test_names_and_places_of_results() -> None:
    x = Value(3.0, name="x")
    with autograd.debug():
        out = tanh(x * 2.0)
    out.name = "out"
    again = Recording(Graph([out], [x], [])).again([4.0])
    assert [node.name for node in again] == ["x", None, None, "out"]
    assert again[-1].made_at == out.made_at is not None
