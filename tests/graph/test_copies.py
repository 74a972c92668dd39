"""Copies and pickles keep the graph, what is shared in it, and what was changed."""

import copy
import pickle
import subprocess
import sys
from typing import Any

import pytest

import autograd
from autograd import Value, steps
from autograd.calculus.order import inputs_first


def graph_equal(a: Value, b: Value) -> bool:
    left, right = inputs_first([a]), inputs_first([b])
    place = {node: i for i, node in enumerate(left)} | {node: i for i, node in enumerate(right)}
    return len(left) == len(right) and all(
        (m.data, m.grad, m.name, m.op, [place[x] for x in m.inputs])
        == (n.data, n.grad, n.name, n.op, [place[x] for x in n.inputs])
        and m is not n
        for m, n in zip(left, right, strict=True)
    )


def example() -> tuple[Value, Value]:
    x = Value(0.5, name="x")
    y = autograd.dot([x, x * x, 2.0], [x, 1.0, x.sigmoid()], x) + x**3 - autograd.total([x, x.leaky_relu(0.2)])
    y.backward()
    return x, y


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda v: pickle.loads(pickle.dumps(v))])
def test_copies_keep_the_graph_and_what_is_shared(duplicate: Any) -> None:
    x, y = example()
    copied_x, copied_y, again = duplicate([x, y, y])
    assert graph_equal(y, copied_y)
    assert again is copied_y
    copied_x.grad = 0.0
    copied_y.backward()
    assert copied_x.grad == x.grad
    assert str(steps(copied_y)) == str(steps(y))


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_pickles_share_nodes_whichever_comes_first(order: list[int]) -> None:
    both = example()
    first, second = pickle.loads(pickle.dumps([both[i] for i in order]))
    x, y = (first, second) if order == [0, 1] else (second, first)
    assert x in inputs_first([y])
    assert any(node is x for node in inputs_first([y]))


def test_changed_data_is_known_in_another_process() -> None:
    x = Value(2.0, name="x")
    y = x * x
    x.data = 3.0
    program = (
        "import pickle, sys; from autograd import ChangedDataError, Value, steps\n"
        "y = pickle.load(sys.stdin.buffer)\n"
        "try: steps(y)\nexcept ChangedDataError: print('known')\n"
        "steps(y.inputs[0] * 2); print('anew')"
    )
    done = subprocess.run([sys.executable, "-c", program], input=pickle.dumps(y), capture_output=True, check=True)
    assert done.stdout.split() == [b"known", b"anew"]


def test_a_failed_pickle_does_no_harm_to_the_next() -> None:
    _, y = example()
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps([y, lambda: None])
    assert graph_equal(y, pickle.loads(pickle.dumps(y)))


def test_graphs_that_share_nothing_are_pickled_together_at_any_depth() -> None:
    deep = Value(1.0)
    for _ in range(3000):
        deep = -deep
    for values in ([Value(2.0) + 1.0, deep], [deep, Value(2.0) + 1.0], [Value(2.0), deep, -deep]):
        assert [v.data for v in pickle.loads(pickle.dumps(values))] == [v.data for v in values]


def test_pickling_again_is_as_deep_as_the_first_time() -> None:
    middle = Value(1.0)
    for _ in range(3000):
        middle = -middle
    end = middle + 1
    for _ in range(3):
        copy.copy(end)
        assert [v.data for v in pickle.loads(pickle.dumps([middle, end]))] == [1.0, 2.0]
        assert pickle.loads(pickle.dumps(middle.inputs[0])).data == -1.0


def test_changed_data_is_still_known_after_a_copy() -> None:
    x = Value(2.0, name="x")
    y = x * x
    x.data = 3.0
    for duplicate in (copy.deepcopy(y), pickle.loads(pickle.dumps(y))):
        with pytest.raises(autograd.ChangedDataError):
            steps(duplicate)


def test_nodes_of_one_operation_have_one_row_however_many_there_were_between() -> None:
    x = Value(1.0)
    first = x.leaky_relu(0.2)
    for i in range(3000):
        x.elu(1.0 + i / 1000)
    assert x.leaky_relu(0.2).op is first.op is pickle.loads(pickle.dumps(first)).op
