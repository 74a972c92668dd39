"""The chain rule: the fast pass, the plain pass and the pass over Values are one, and are right."""

import math
import random
import sys
from decimal import Decimal
from fractions import Fraction
from types import FrameType
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import autograd
from autograd import ChangedDataError, DomainError, Value, grad
from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.graph.backward import contributions
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.programs import SMOOTH, record, run


@given(programs())
def test_leaves_accumulate_and_inner_nodes_do_not(program: Program) -> None:
    leaves, out = run(program)
    out.backward()
    inner = {n: n.grad for n in inputs_first([out]) if n.op}
    first = [leaf.grad for leaf in leaves]
    out.backward()
    assert [leaf.grad for leaf in leaves] == [g + g for g in first]
    assert {n: n.grad for n in inner} == inner


def test_a_second_pass_adds_27_and_not_45() -> None:
    x = Value(3.0)
    y = x**3
    y.backward()
    y.backward()
    assert (x.grad, y.grad) == (54.0, 1.0)


def test_two_outputs_accumulate_on_their_shared_leaf_alone() -> None:
    x = Value(3.0)
    shared = x * x
    (2 * shared).backward()
    (5 * shared).backward()
    assert (x.grad, shared.grad) == (2 * 6.0 + 5 * 6.0, 5.0)


def test_both_edges_of_a_square_count() -> None:
    x = Value(3.0)
    y = x * x
    assert len(y.inputs) == 2
    y.backward()
    assert x.grad == 6.0


def test_a_leaf_is_an_output_too() -> None:
    x = Value(3.0)
    x.backward()
    x.backward()
    assert x.grad == 2.0
    assert grad(x, [x, Value(1.0)]) == [1.0, 0.0]


def test_derivatives_of_any_order() -> None:
    x = Value(2.0)
    derivative = x**4 - 2 * x**2  # DeZero, step 33
    for expected in (24.0, 44.0, 48.0, 24.0, 0.0):
        [derivative] = grad(derivative, [x])
        assert derivative.data == expected


def test_an_infinite_local_gradient_is_refused_and_leaves_keep_what_they_had() -> None:
    x, y = Value(0.0, name="speed"), Value(2.0)
    y.backward()
    out = (x * y).sqrt() + y
    with pytest.raises(DomainError, match="local gradient of sqrt"):
        out.backward()
    assert (x.grad, y.grad) == (0.0, 1.0)
    with pytest.raises(DomainError, match="local gradient of sqrt"):
        grad(out, [y])
    with pytest.raises(DomainError, match=r"speed = 0"):
        x.sqrt().backward()


def test_a_gradient_that_overflows_is_refused() -> None:
    x = Value(1e-200, name="tiny")
    out = x * 1e200 * 1e200
    with pytest.raises(DomainError, match=r"too large.*"):
        out.backward()
    assert x.grad == 0.0


def test_gradients_that_add_up_beyond_a_float_are_refused() -> None:
    x, y = Value(1.0), Value(1.0)
    out = x * 1.5e308 + y
    out.backward()
    with pytest.raises(DomainError, match=r"set \.grad to 0 first"):
        out.backward()
    assert (x.grad, y.grad) == (1.5e308, 1.0)


def test_a_gradient_set_to_none_counts_as_zero() -> None:
    x, y = Value(2.0), Value(3.0)
    x.grad = None  # type: ignore[assignment]
    y.grad = 5.0
    (x * y).backward()
    assert (x.grad, y.grad) == (3.0, 7.0)


@pytest.mark.parametrize("wrong", ["q", b"q", 1j, [1.0], Value(1.0), object(), np.array([1.0, 2.0])], ids=type)
def test_a_gradient_set_to_what_is_no_number_is_refused_by_name(wrong: Any) -> None:
    x = Value(3.0, name="x")
    y = x * x
    x.grad = wrong
    with pytest.raises(TypeError, match=r"^the grad of x holds one real number, not .*: .*"):
        y.backward()
    assert x.grad is wrong


@pytest.mark.parametrize("number", [1, np.float64(1.0), Decimal(1), Fraction(1)], ids=type)
def test_a_gradient_may_be_set_to_any_real_number(number: Any) -> None:
    x = Value(3.0)
    y = x * x
    x.grad = number
    y.backward()
    assert x.grad == 7.0


@pytest.mark.parametrize("before", [math.nan, math.inf])
def test_a_gradient_that_was_not_finite_is_told_apart_from_one_too_large(before: float) -> None:
    x = Value(3.0, name="x")
    x.grad = before
    with pytest.raises(DomainError, match=rf"^\.grad of x was {before} before this pass, .*: set \.grad to 0 first$"):
        (x * 2).backward()


def test_a_walk_after_a_failed_one_starts_afresh() -> None:
    x = Value(0.0)
    bad, good = x.sqrt() + x, x * 3
    for _ in range(2):
        with pytest.raises(DomainError):
            bad.backward()
    good.backward()
    assert x.grad == 3.0


def test_overflow_is_said_to_be_overflow() -> None:
    tiny = Value(1e-10, name="tiny")
    with pytest.raises(DomainError, match=r"the derivative that flows through.*too large"):
        grad(1e308 * (tiny * 1e10), [tiny])
    assert [g.data for g in grad(tiny * 2, (v for v in [tiny]))] == [2.0]


def test_a_result_set_by_hand_is_out_of_date_until_it_is_made_anew() -> None:
    x = Value(3.0)
    square = x * x
    square.data = 9.0
    with pytest.raises(ChangedDataError):
        grad(square + 1, [x])
    assert [g.data for g in grad(x * x + 1, [x])] == [6.0]


def test_grad_does_not_touch_what_does_not_matter() -> None:
    x, zero = Value(2.0), Value(0.0)
    [gradient] = grad(x * x + zero.sqrt(), [x])  # the infinite gradient is not on the way to x
    assert gradient.data == 4.0
    assert x.grad == zero.grad == 0.0


@pytest.mark.parametrize("wrong", [lambda x: grad(2.0, [x]), lambda x: grad(x, [1.0])])  # type: ignore[arg-type, list-item]
def test_grad_says_what_it_takes(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"grad\(out, \[x, y\]\)"):
        wrong(Value(1.0))


def test_changed_data_is_refused_where_it_could_mix_in() -> None:
    w, x = Value(3.0, name="w"), Value(0.0, name="x")
    out = w * x
    w.data = 5.0  # the product is 0 either way, but the gradient of x would be 5
    with pytest.raises(ChangedDataError, match="'w' was set to 5"):
        grad(out, [x])
    x.grad = 7.0
    with pytest.raises(ChangedDataError, match="'w' was set to 5"):
        out.backward()
    assert x.grad == 7.0
    assert [g.data for g in grad(w * x, [x])] == [5.0]


def test_of_two_changes_the_first_input_is_named() -> None:
    x, y = Value(2.0, name="x"), Value(3.0, name="y")
    out = x * y
    y.data = 4.0
    x.data = 5.0
    with pytest.raises(ChangedDataError, match="'x' was set to 5"):
        grad(out, [x])


def test_changed_data_of_an_inner_node_is_refused() -> None:
    x = Value(3.0)
    square = x * x
    square.data = 10.0
    with pytest.raises(ChangedDataError):
        grad(square, [x])


def test_gradient_bits_repeat() -> None:
    def gradients() -> list[str]:
        rng = random.Random(5)
        leaves = [Value(rng.uniform(-1, 1)) for _ in range(30)]
        nodes = list(leaves)
        for _ in range(500):
            a, b = rng.sample(nodes, 2)
            nodes.append(rng.choice([a * b, a + b, (a - b).tanh()]))
        autograd.total(nodes[-40:]).backward()
        return [leaf.grad.hex() for leaf in leaves]

    assert gradients() == gradients()


def wrong_order(out: Value) -> list[Value]:
    """A fault: nodes in the order of a walk that does not wait for the last user of a node."""
    order, seen, queue = [], {out}, [out]
    for node in queue:
        order.append(node)
        for x in node.inputs:
            if x not in seen:
                seen.add(x)
                queue.append(x)
    return order[::-1]


def gradients_by(order: list[Value], overwrite: bool = False, lose_duplicates: bool = False) -> dict[Value, float]:
    """A plain backward pass into which faults can be planted."""
    total = {order[-1]: 1.0}
    for node in reversed(order):
        if node.op is None:
            continue
        edges = list(zip(node.inputs, node.op.partials(node.data, *[x.data for x in node.inputs]), strict=True))
        for x, local in dict(edges).items() if lose_duplicates else edges:
            total[x] = (0.0 if overwrite else total.get(x, 0.0)) + total.get(node, 0.0) * local
    return total


FIRST_FOUND = settings(max_examples=5_000, database=None, phases=[Phase.generate])


@pytest.mark.parametrize("fault", ["order", "overwrite", "lose_duplicates"])
def test_random_programs_catch_planted_faults(fault: str) -> None:
    """The programs above are worth something only if they find the classic mistakes."""

    def is_found(program: Program) -> bool:
        leaves, out = run(program)
        order = wrong_order(out) if fault == "order" else inputs_first([out])
        faulty = gradients_by(order, overwrite=fault == "overwrite", lose_duplicates=fault == "lose_duplicates")
        out.backward()
        return any(abs(faulty.get(x, 0.0) - x.grad) > 1e-9 for x in leaves)

    found = find(programs(SMOOTH), is_found, settings=FIRST_FOUND)
    out = found(*map(Value, found.leaves))
    assert gradients_by(inputs_first([out])) == {out: 1.0} | {c.input: c.total_so_far for c in record(out)}


@given(st.integers(1, 50))
def test_sum_of_many_is_one_chain(count: int) -> None:
    values = [Value(1.0) for _ in range(count * 200)]
    chain = sum(values, Value(0.0))
    chain.backward()
    assert chain.data == count * 200
    assert all(value.grad == 1.0 for value in values)


def test_a_gradient_of_no_size_is_0_and_not_minus_0() -> None:
    """In the pass, in the record, and in gradients that are a graph: a product of -0 is added to 0."""
    x, y = Value(2.0), Value(-0.0)
    out = x * y
    out.backward()
    [of_record] = [c for c in contributions(inputs_first([out]), 1.0, lambda node: node.data) if c.input is x]
    assert math.copysign(1.0, of_record.product) == -1.0
    assert math.copysign(1.0, x.grad) == math.copysign(1.0, of_record.total_so_far) == 1.0
    [as_value] = grad(out, [x])
    assert as_value.op is OPS["mul"]  # no node is added for it


def test_a_pass_that_is_interrupted_at_any_line_leaves_gradients_as_before() -> None:
    """Ctrl-C may come at any line of the walk, and of the pass after it."""
    x, y = Value(3.0, name="x"), Value(-2.0, name="y")
    out = autograd.dot([x * y, x, y], [y.exp(), x, y]) + (x - y) * x
    nodes = inputs_first([out])
    x.grad, y.grad = 5.0, 7.0
    lines, stop_at, walks = 0, 0, False

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal lines, walks
        if frame.f_code.co_name not in ("_walk", "_pass_back"):
            return trace if frame.f_code.co_name in ("backward", "_results") else None
        walks = frame.f_code.co_name == "_walk"
        lines += event == "line"
        if lines == stop_at:
            raise KeyboardInterrupt
        return trace

    before, finished = sys.gettrace(), False
    while not finished:
        lines, stop_at = 0, stop_at + 1
        sys.settrace(trace)
        try:
            out.backward()
            finished = True
        except KeyboardInterrupt:
            pass
        finally:
            sys.settrace(before)
        if not finished:
            assert all(type(node.grad) is float for node in nodes), stop_at
            assert (x.grad, y.grad) == (5.0, 7.0)
            assert not walks or all(node.grad == 0.0 for node in nodes if node.op)
    assert stop_at > 50
    true = grad(out, [x, y])
    assert [x.grad, y.grad] == pytest.approx([5.0 + true[0].data, 7.0 + true[1].data])
