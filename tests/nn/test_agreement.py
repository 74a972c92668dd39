"""The comparisons of these tests find what is wrong."""

from typing import Any

import pytest

from autograd import Value, tanh
from nn import Module
from tests.nn.agreement import close, equal_to_torch, import_torch, right_by_differences, shaped


class Product(Module):
    """w · x, where some of the numbers may be cut off from the graph."""

    def __init__(self, cut: str) -> None:
        self.w, self.cut = Value(0.5), cut

    def __call__(self, x: Any) -> Any:
        w, x = (Value(v.data) if name == self.cut else v for name, v in (("w", self.w), ("x", x[0])))
        return [w * x]


@pytest.mark.parametrize("cut", ["w", "x"])
def test_a_gradient_that_is_cut_off_is_found(cut: str) -> None:
    right_by_differences(Product(""), [2.0])
    with pytest.raises(AssertionError):
        right_by_differences(Product(cut), [2.0])


def test_another_gradient_than_torch_is_found() -> None:
    torch = import_torch()
    equal_to_torch(lambda x: [tanh(x)], lambda x: torch.tanh(x).reshape(1), 0.5)
    with pytest.raises(AssertionError):
        equal_to_torch(lambda x: [tanh(x)], lambda x: (torch.tanh(x.detach()) + x - x.detach()).reshape(1), 0.5)
    with pytest.raises(AssertionError):
        equal_to_torch(lambda x: [tanh(x) + 1e-9], lambda x: torch.tanh(x).reshape(1), 0.5)


def test_close_numbers_and_others() -> None:
    close([1.0, [2.0]], [1.0 + 1e-11, [2.0]])
    with pytest.raises(AssertionError):
        close([1.0], [1.0 + 1e-9])
    with pytest.raises(AssertionError):
        close([1.0], [1.0, 2.0])


def test_shapes_are_kept() -> None:
    assert shaped([[0, 0], [0]], "abc") == [["a", "b"], ["c"]]
