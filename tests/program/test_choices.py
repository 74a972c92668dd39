"""Choices by an index that a program gets as an input: rows of a table, and the output of the right class."""

from __future__ import annotations

import numpy as np
import pytest

import autograd
from autograd import DomainError, Value, choose, log_softmax, total
from tests.program.agreement import BACKENDS, agree

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.parametrize("backend", BACKENDS)


def table(count: int, size: int) -> list[list[Value]]:
    return [[Value(10.0 * i + j, name=f"e{i}.{j}") for j in range(size)] for i in range(count)]


def test_rows_of_a_table_by_their_numbers(backend: str) -> None:
    """Three words of an embedding, of which two may be the same: against torch, forwards and backwards."""
    rows = table(5, 4)
    words = [Value(0.0), Value(3.0), Value(3.0)]
    out = total(
        [(1.0 + j) * choose(column, word) ** 2 for word in words for j, column in enumerate(zip(*rows, strict=True))]
    )
    program = agree(out, [x for row in rows for x in row], words, backend=backend)
    inputs = [[0, 1, 2], [4, 4, 4], [1, 0, 1]]
    embedding = torch.tensor([[x.data for x in row] for row in rows], dtype=torch.double, requires_grad=True)
    found = (embedding[torch.tensor(inputs)] ** 2 * torch.arange(1.0, 5.0)).sum((1, 2))
    found.sum().backward()
    assert program(inputs).tolist() == found.tolist()
    assert program.gradients().tolist() == embedding.grad.reshape(-1).tolist()


def test_a_table_is_one_indexed_read(backend: str) -> None:
    rows, words = table(30, 4), [Value(0.0), Value(1.0)]
    out = total([choose(column, word) for word in words for column in zip(*rows, strict=True)])
    program = autograd.compile(out, [x for row in rows for x in row], words, backend=backend)
    [group] = [group for group in program.groups if group.op is not None]
    assert (group.operands[0].shape, group.operands[1].shape, group.size) == ((4, 30), (4, 2), 8)
    assert group.operands[0].listed is None


def test_the_class_of_an_example_is_an_input(backend: str) -> None:
    weights, x, target = [Value(0.1 * i) for i in range(4)], Value(2.0), Value(1.0)
    loss = -choose(log_softmax([w * x for w in weights]), target)
    program = agree(loss, weights, [x, target], backend=backend)
    inputs = [[2.0, 1.0], [3.0, 0.0], [-1.0, 3.0]]
    w = torch.tensor([w.data for w in weights], dtype=torch.double, requires_grad=True)
    lanes = torch.tensor(inputs, dtype=torch.double)
    losses = torch.nn.functional.cross_entropy(lanes[:, :1] * w, lanes[:, 1].long(), reduction="none")
    losses.sum().backward()
    assert program(inputs) == pytest.approx(losses.detach().numpy(), rel=1e-14)
    assert program.gradients() == pytest.approx(w.grad.numpy(), rel=1e-13)


def test_what_is_chosen_may_be_of_every_kind(backend: str) -> None:
    """A number with lanes, a parameter and a constant stand in one table."""
    w, v, x, i = Value(3.0), Value(5.0), Value(2.0), Value(0.0)
    program = agree(choose([x * w, v, Value(7.0)], i) * v, [w, v], [x, i], backend=backend)
    assert program([[2.0, 0], [2.0, 1], [2.0, 2]]).tolist() == [30.0, 25.0, 35.0]
    assert program.gradients().tolist() == [10.0, 6.0 + 10.0 + 7.0]


def test_an_index_may_be_the_same_in_all_lanes_or_a_parameter(backend: str) -> None:
    w, x, i = [Value(1.0), Value(2.0)], Value(3.0), Value(1.0)
    assert agree(choose(w, i) * x, [*w, i], [x], backend=backend)([[1.0], [2.0]]).tolist() == [2.0, 4.0]
    agree(choose([v * x for v in w], i), w, [x], backend=backend)
    agree(choose(w, i) * choose(w[::-1], i), [*w, i], backend=backend)


def test_an_index_may_be_calculated(backend: str) -> None:
    w, x = [Value(1.0), Value(2.0), Value(4.0)], Value(1.0)
    assert autograd.compile(choose(w, 2 - x), w, [x], backend=backend)([[0], [1], [2]]).tolist() == [4.0, 2.0, 1.0]


@pytest.mark.parametrize("index", [3.0, -1.0, 0.5, 1e300, -1e-300])
def test_the_lane_of_a_wrong_index_is_named(backend: str, index: float) -> None:
    w, word = [Value(1.0), Value(2.0), Value(4.0)], Value(1.0, name="word")
    program = autograd.compile(choose(w, word), w, [word], backend=backend)
    with pytest.raises(DomainError, match=r"in lane 1, counted from 0: choose.* of 3 numbers .* from 0 to 2"):
        program([[0.0], [index]])
    assert program([[0.0], [2.0]]).tolist() == [1.0, 4.0]


def test_a_large_table(backend: str) -> None:
    column, word = [Value(float(i)) for i in range(20_000)], Value(0.0)
    program = autograd.compile(choose(column, word) ** 2, column, [word], backend=backend)
    lanes = np.arange(0, 20_000, 100, dtype=float)
    assert program(lanes[:, None]).tolist() == (lanes**2).tolist()
    gradients = program.gradients()
    assert gradients[::100].tolist() == (2.0 * lanes).tolist()
    assert np.count_nonzero(gradients) == len(lanes) - 1


def test_a_table_of_constants_and_parameters_and_a_table_of_inputs(backend: str) -> None:
    w, x, y, i = Value(3.0), Value(2.0), Value(4.0), Value(1.0)
    program = agree(choose([w, Value(7.0), w], i) * w, [w], [i], backend=backend)
    assert program([[0], [1], [2]]).tolist() == [9.0, 21.0, 9.0]
    assert program.gradients().tolist() == [6.0 + 7.0 + 6.0]
    program = agree(choose([x, y, w * x], i) * w, [w], [x, y, i], backend=backend)
    assert program([[2.0, 4.0, 0], [2.0, 4.0, 1], [2.0, 4.0, 2]]).tolist() == [6.0, 12.0, 18.0]
    assert program.gradients().tolist() == [2.0 + 4.0 + 12.0]


def test_a_recorded_batch_of_words(backend: str) -> None:
    """Words that are constants: their numbers stand in the program, and the rows are read all the same."""
    rows = table(6, 3)
    words = [Value(float(word)) for word in (5, 0, 5, 2)]
    out = total(
        [(1.0 + j) * choose(column, word) ** 2 for word in words for j, column in enumerate(zip(*rows, strict=True))]
    )
    program = agree(out, [x for row in rows for x in row], backend=backend)
    assert [group.size for group in program.groups if group.op is not None and group.op.index] == [12]
