"""debug(): the line that made a node, and nothing left behind."""

import inspect

import pytest

import autograd
from autograd import DomainError, Value, debug, softmax


def line() -> int:
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    return frame.f_back.f_lineno


def test_an_error_names_the_line_that_made_the_node() -> None:
    x = Value(0.0, name="x")
    with autograd.debug():
        y, here = autograd.sqrt(x), line()
        with pytest.raises(DomainError, match=rf"made at .*test_debug.py:{here}$"):
            (y + 1).backward()


def test_every_kind_of_node_knows_its_line() -> None:
    x = Value(2.0)
    with autograd.debug():
        nodes = [x + 1, 1 - x, x**2, 2**x, -x, abs(x), x.exp(), x.leaky_relu(), autograd.maximum(x, 1)]
        nodes += [autograd.total([x, x]), autograd.dot([x], [x])]
    assert all(str(node.made_at).startswith(__file__) for node in nodes)
    assert (x + 1).made_at is x.made_at is None


def test_numbers_of_other_systems_are_still_asked() -> None:
    x = Value(2.0)
    with autograd.debug():
        assert autograd.jvp(lambda t: x * t + x - t, [3.0], [1.0])[1].data == 1.0


def test_it_ends_where_it_began() -> None:
    x = Value(2.0, name="x")
    with autograd.debug():
        with autograd.debug():
            pass
        assert (x + 1).made_at
    with pytest.raises(ZeroDivisionError), autograd.debug():
        raise ZeroDivisionError
    assert (x + 1).made_at is None


def test_without_debug_the_error_names_no_line() -> None:
    with pytest.raises(DomainError, match=r"away from there$"):
        Value(0.0).sqrt().backward()


def test_outputs_of_one_operation_know_the_line_that_made_them() -> None:
    with debug():
        shares = softmax([Value(1.0), Value(2.0)])
    assert all(str(share.made_at).startswith(__file__) for share in shares)
    assert softmax([Value(1.0)])[0].made_at is None
