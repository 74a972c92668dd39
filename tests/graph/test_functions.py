"""The operations as functions: what they take, in any system, and what they say to a wrong call."""

from typing import Any

import pytest

import autograd
from autograd import TooLargeError, Value, jvp, log_softmax, maximum, mean, softmax, total, where
from autograd.graph.functions import FUNCTIONS
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol


def test_a_function_takes_values_and_plain_numbers_at_any_place() -> None:
    for x, y in ((2.0, 3.0), (Value(2.0), 3.0), (2.0, Value(3.0)), (Value(2.0), Value(3.0))):
        assert (maximum(x, y).data, autograd.hypot(x, y).data) == (3.0, pytest.approx(13.0**0.5))
    assert autograd.clamp(3.0, 0.0, 2.0).data == autograd.clamp(Value(3.0), low=0.0, high=2.0).data == 2.0


def test_a_list_is_one_argument_or_many() -> None:
    for x in (5.0, Value(5.0)):
        assert total(x).data == total([x]).data == mean(x).data == 5.0
        assert total(x, 1.0).data == total([x, 1.0]).data == total(iter([x, 1.0])).data == 6.0
    with pytest.raises(TypeError, match="not list"):
        total([1.0], [2.0])
    with pytest.raises(
        ValueError, match=r"^mean takes one number or more, as in mean\(\[x, y\]\), and was given none$"
    ):
        mean([])


def test_an_output_that_is_too_large_is_refused_by_its_number() -> None:
    with pytest.raises(TooLargeError, match=r"^log_softmax\(1\.7e\+308, -1\.7e\+308\)\[1\] is too large"):
        log_softmax([1.7e308, -1.7e308])


@pytest.mark.parametrize("function", [softmax, log_softmax])
def test_outputs_of_a_list_are_as_many_as_its_numbers_in_every_system(function: Any) -> None:
    plain = [value.data for value in function([1.0, 2.0, 4.0])]
    value, tangent = jvp(lambda x: function([x, 2.0, 4.0]), [1.0], [1.0])
    assert [float(v) for v in value] == pytest.approx(plain, rel=1e-14)
    assert sum(map(float, tangent)) == pytest.approx(
        0.0 if function is softmax else 1.0 - 3.0 * softmax([1, 2, 4])[0].data
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda x: autograd.exp(x, 2), r"exp\(x\) takes 1 number, and was given 2"),
        (lambda x: maximum(x), r"maximum\(x, y\) takes 2 numbers, and was given 1"),
        (lambda x: maximum(x, 1, 2), r"maximum\(x, y\) takes 2 numbers, and was given 3"),
        (lambda x: autograd.clamp(x, 1, 2, 3), r"clamp\(x, low, high\) takes 3 numbers, and was given 4"),
        (lambda x: autograd.clamp(low=1, high=2), r"clamp\(x, low, high\) takes 3 numbers, and was given 0, low, high"),
        (
            lambda x: autograd.clamp(x, foo=1),
            r"clamp\(x, low, high\) takes low, high alone by keyword, and was given foo",
        ),
        (lambda x: autograd.exp(x, foo=1), r"exp\(x\) takes nothing by keyword, and was given foo"),
    ],
)
def test_a_wrong_call_is_told_alike_for_numbers_of_any_kind(wrong: Any, sentence: str) -> None:
    for x in (1.0, Value(1.0)):
        with pytest.raises(TypeError, match=f"^{sentence}$"):
            wrong(x)


def test_a_condition_is_true_or_false_or_chooses_itself() -> None:
    for condition, chosen in ((True, 1.0), (0.0, 2.0), (Value(-3.0), 1.0), (Value(0.0), 2.0)):
        assert where(condition, 1.0, Value(2.0)).data == chosen
    x = Symbol("x")
    assert text(where(x > 0.0, x, 0.0)) == "where(x > 0, x, 0)"
    assert jvp(lambda t: where(t > 1.0, t * t, t), [3.0], [1.0]) == (9.0, 6.0)
    for wrong in (None, "true", [], [1.0]):
        with pytest.raises(TypeError, match="a condition is a comparison"):
            where(wrong, 1.0, 2.0)


def test_a_function_has_the_name_of_its_row() -> None:
    for name, function in FUNCTIONS.items():
        assert (function.__name__, function.__qualname__) == (name, name)


def test_a_node_begins_with_a_gradient_of_0_and_no_place_in_a_program() -> None:
    x, y = Value(0.5), Value(2.0)
    for node in (x, -x, x.sin(), x * y, maximum(x, y), total([x, y]), *softmax([x, y]), *log_softmax([x, y])):
        assert (node.grad, node.made_at, node.name) == (0.0, None, None)
