"""How a check calls the arguments of a function, its outputs and its derivatives."""

import math
from typing import Any

import pytest

from autograd import check_grad, sin


def names(f: Any, at: list[float], order: int = 1) -> list[str]:
    return [row.name for row in check_grad(f, at, order).rows]


def named_by_place(a: Any, /, b: Any, *others: Any, c: float = 1.0) -> Any:
    return a * b * c * math.prod(others)


def test_arguments_have_the_names_of_the_function_or_numbers() -> None:
    assert names(named_by_place, [2.0, 3.0]) == ["∂f/∂a", "∂f/∂b"]
    assert names(named_by_place, [2.0, 3.0, 4.0, 5.0]) == ["∂f/∂a", "∂f/∂b", "∂f/∂x2", "∂f/∂x3"]
    assert names(lambda *xs: xs[0] * xs[1], [2.0, 3.0]) == ["∂f/∂x0", "∂f/∂x1"]
    assert names(lambda x, y=2.0, z=3.0: x * y * z, [2.0]) == ["∂f/∂x"]
    assert names(lambda x, y=2.0, z=3.0: x * y * z, [2.0, 3.0]) == ["∂f/∂x", "∂f/∂y"]
    assert names(max, [2.0, 3.0]) == ["∂f/∂x0", "∂f/∂x1"]  # which tells no signature


@pytest.mark.parametrize(
    ("f", "count", "sentence"),
    [
        (lambda a, b: a, 1, "f takes 2 arguments, and at has 1 number"),
        (lambda a: a, 2, "f takes 1 argument, and at has 2 numbers"),
        (lambda: 1.0, 1, "f takes 0 arguments, and at has 1 number"),
        (lambda a, b, c=1.0: a, 1, "f takes 2 arguments, and at has 1 number"),
        (lambda a, b, *more, **options: a, 1, "f takes 2 arguments, and at has 1 number"),
        (lambda a, b=1.0: a, 3, "f takes 1 argument, and at has 3 numbers"),
    ],
)
def test_a_function_of_other_arguments_is_told_how_many_it_takes(f: Any, count: int, sentence: str) -> None:
    with pytest.raises(TypeError, match=f"^{sentence}$"):
        check_grad(f, [1.0] * count)


def test_derivatives_are_written_with_their_order_and_their_arguments() -> None:
    assert names(lambda x, y: x * y, [2.0, 3.0], 2) == ["∂f/∂x", "∂f/∂y", "∂²f/∂x²", "∂²f/∂x∂y", "∂²f/∂y²"]
    assert names(lambda x, y: [x * y, x], [2.0, 3.0]) == ["∂f[0]/∂x", "∂f[0]/∂y", "∂f[1]/∂x", "∂f[1]/∂y"]
    assert names(lambda x, y: x * x * y, [2.0, 3.0], 3)[5:] == ["∂³f/∂x³", "∂³f/∂x²∂y", "∂³f/∂x∂y²", "∂³f/∂y³"]
    assert names(lambda x: [sin(x)], [2.0]) == ["∂f/∂x"]


def test_a_kink_is_one_of_the_derivative_before() -> None:
    for order, function in ((1, "f"), (2, "∂f/∂x"), (3, "∂²f/∂x²")):
        last = check_grad(lambda x, order=order: abs(x) * x ** (order - 1), [0.0], order).rows[-1]
        assert (last.verdict, last.sentence.split(" along ")[0]) == ("kink", f"{function} has no derivative")
    both = check_grad(lambda x, y: abs(x) * y + y * y, [0.0, 2.0], 2).rows
    assert [row.verdict for row in both] == ["kink", "right", "kink", "kink", "right"]
    assert both[3].sentence == "∂²f/∂x∂y is not compared, for ∂f/∂x is at a kink."
