"""A Value: what it takes, what it refuses, how it compares, and the nodes its operators make."""

import operator
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograd
from autograd import DomainError, Value, jvp
from autograd.calculus.numbers.number import Number

finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    "number", [2, True, 2.5, Fraction(5, 2), Decimal("2.5"), np.float64(2.5), np.float32(2.5), np.int64(3), np.uint8(3)]
)
def test_takes_any_real_number(number: Any) -> None:
    for value in (Value(number), Value(0.0) + number, number + Value(0.0)):
        assert type(value) is Value
        assert type(value.data) is float
        assert value.data == float(number)


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ("3", r"float\(text\)"),
        (b"3", r"float\(text\)"),
        (1j, "real part"),
        (np.complex128(1j), "real part"),
        (None, "forgot its return"),
        ([1.0], "list of Values"),
        (np.array(1.0), "array.flat"),
        (object(), "int or a float"),
    ],
)
def test_refuses_what_is_no_real_number(wrong: Any, advice: str) -> None:
    x = Value(1.0)
    attempts: list[Callable[[], Value]] = [
        lambda: Value(wrong),
        lambda: x * wrong,
        lambda: wrong - x,
        lambda: x**wrong,
        lambda: autograd.exp(wrong),
    ]
    for attempt in attempts:
        with pytest.raises(TypeError, match=advice):
            attempt()


@pytest.mark.parametrize(
    "wrong",
    [float("nan"), -float("inf"), np.float64("nan"), 10**400, 10**5000, Decimal("sNaN")],
    ids=["nan", "inf", "numpy's nan", "400 digits", "5000 digits", "Decimal's nan"],
)
def test_refuses_what_is_not_finite(wrong: Any) -> None:
    with pytest.raises(DomainError):
        Value(wrong)
    with pytest.raises(DomainError):
        Value(1.0) + wrong
    leaf = Value(1.0, name="rate")
    with pytest.raises(DomainError, match="the data of rate"):
        leaf.data = wrong
    assert leaf.data == 1.0


def test_refuses_a_value_in_a_value_and_a_name_that_is_no_text() -> None:
    with pytest.raises(TypeError, match="it is a Value already"):
        Value(Value(1.0))
    with pytest.raises(TypeError, match="a name is a text"):
        Value(1.0, 2)  # type: ignore[arg-type]


@given(finite, finite)
def test_compares_as_its_number(x: float, y: float) -> None:
    a, b = Value(x), Value(y)
    assert (a < b, a <= b, a > b, a >= b, a == b, a != b) == (x < y, x <= y, x > y, x >= y, x == y, x != y)
    assert (a < y, a <= y, a > y, a >= y, a == y, a != y) == (x < y, x <= y, x > y, x >= y, x == y, x != y)
    assert (bool(a), float(a), f"{a:.3f}") == (bool(x), x, f"{x:.3f}")
    assert a != "text"


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_a_text_is_compared_with_no_number(compare: Any) -> None:
    assert Value(2.0) != "2"
    with pytest.raises(TypeError, match="not supported between"):
        compare(Value(2.0), "3")


@given(finite, finite)
def test_numbers_of_two_systems_compare_as_their_numbers(x: float, y: float) -> None:
    def compared(b: Any) -> Any:
        for a, c, p, q in ((Value(x), b, x, y), (b, Value(x), y, x), (b, x, y, x), (x, b, x, y)):
            assert (a < c, a <= c, a > c, a >= c, a == c, a != c) == (p < q, p <= q, p > q, p >= q, p == q, p != q)
        return b

    jvp(compared, [y], [1.0])


def test_whole_numbers_and_rounding() -> None:
    assert (int(Value(2.7)), round(Value(2.7)), round(Value(2.718), 1)) == (2, 3, 2.7)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: autograd.exp(1, 2), r"exp\(x\) takes 1 number, and was given 2"),
        (lambda: autograd.maximum(1), r"maximum\(x, y\) takes 2 numbers, and was given 1"),
        (lambda: Value(1.0).leaky_relu(angle=2), "leaky_relu takes x, slope"),
        (lambda: Value(1.0).clamp(1.0), "clamp takes x, low, high"),
        (lambda: Value(1.0).clamp(1.0, 2.0, 3.0), "clamp takes x, low, high"),
        (lambda: Value(1.0).clamp(1.0, low=2.0), "clamp takes x, low, high"),
        (lambda: Value("9" * 1000), r"not str \('9{39}…\): convert it"),
        (lambda: Value(1.0) ** "2", "the n of power holds one real number, not str"),
    ],
)
def test_wrong_calls_are_said(wrong: Callable[[], Value], sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        wrong()


def test_an_output_of_a_list_is_chosen_by_its_number() -> None:
    xs = (Value(1.0), Value(2.0), Value(4.0))
    for j, share in enumerate(autograd.softmax(xs)):
        of_values: Any = Value
        assert of_values._softmax(xs, j).data == of_values._softmax(xs, j=j).data == share.data
        assert share.inputs == xs


def test_numbers_of_a_system_that_lifts_none_stay_among_themselves() -> None:
    class Odd(Number):
        pass

    with pytest.raises(TypeError, match=r"Odd cannot stand for the plain number 2\.0"):
        Odd.lift(2.0)


def test_a_weight_too_many_and_a_weight_too_few_are_said() -> None:
    for weights in ([1.0], [1.0, 2.0, 3.0]):
        with pytest.raises(ValueError, match=f"one weight per input, and got {len(weights)} weights? for 2 inputs"):
            autograd.dot(weights, [Value(1.0), Value(2.0)])


def test_constants_by_name_and_of_any_real_kind() -> None:
    x = Value(-2.0)
    assert x.leaky_relu(slope=0.5).data == autograd.leaky_relu(x, slope=0.5).data == -1.0
    for exponent in (Decimal(2), Fraction(2), np.float64(2), np.int8(2)):
        assert (x**exponent).inputs == (x,)


def test_sums_of_nothing_are_numbers() -> None:
    for empty in (autograd.total([]), autograd.dot([], [])):
        assert type(empty.data) is float
        empty.backward()


def test_hashes_by_identity() -> None:
    a, b = Value(1.0), Value(1.0)
    assert a == b
    assert len({a, b}) == 2


def test_repr_shows_number_gradient_and_name() -> None:
    x = Value(2.0, name="x")
    x.backward()
    assert repr(x) == "Value(data=2.0, grad=1.0, name='x')"
    assert f"{Value(0.5)}" == "Value(data=0.5, grad=0.0)"


def test_operators_make_one_node_each_in_the_order_written() -> None:
    x, y = Value(3.0), Value(2.0)
    for node, symbol in [(x - y, "-"), (x / y, "/"), (x + y, "+"), (x * y, "*"), (x**y, "**")]:
        assert node.inputs == (x, y)
        assert node.op is not None
        assert node.op.symbol == symbol
        assert node._op == symbol
    assert [v.data for v in (1 - x).inputs] == [1.0, 3.0]
    assert [v.data for v in (2**x).inputs] == [2.0, 3.0]
    assert (x**3).inputs == (x,)
    assert (x**3)._op == "**3"
    assert ((-x)._op, abs(-x).data, (+x) is x) == ("-", 3.0, True)
    assert (x._op, x._prev, (x * y)._prev, (x * x).inputs) == ("", set(), {x, y}, (x, x))


def test_numpy_scalars_on_the_left_leave_the_operation_to_us() -> None:
    x = Value(3.0)
    for node in (np.float64(2.0) * x, np.int64(2) + x, np.float32(2.0) - x, np.float64(2.0) / x, np.float64(2.0) ** x):
        assert type(node) is Value
        assert node.inputs[1] is x


def test_import_needs_the_standard_library_alone() -> None:
    program = (
        "import sys; before = set(sys.modules); import autograd; "
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "['autograd']\n"


def test_the_first_number_that_a_program_sets_by_hand_is_named() -> None:
    program = "from autograd import Value, steps; y = Value(2.0) * 3.0; y.name = 'y'; y.data = 7.0; steps(y)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "ChangedDataError: the data of 'y' was set to 7 after" in done.stderr
