"""A Value: what it takes, what it refuses, how it compares, is copied, pickled and freed."""

import copy
import gc
import math
import operator
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograd
from autograd import DomainError, Value, jvp, steps
from autograd.calculus.numbers.number import Number
from autograd.calculus.ops import TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.graph.functions import apply
from autograd.graph.value import evaluator
from autograd.language.errors import TooLargeError
from autograd.testing.strategies import rows
from tests.conftest import fewer

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


magnitudes = st.builds(
    lambda digits, exponent: digits * 10.0**exponent, st.floats(-9.9, 9.9), st.sampled_from([*range(-307, 308)])
)


@given(st.sampled_from(TABLE), st.data())
def test_no_result_of_any_row_at_any_size_is_infinite_or_nan(row: Op, data: st.DataObject) -> None:
    op = data.draw(rows(row))
    many = op.arity if op.arity < MANY else data.draw(st.integers(1 + int(op.bound.get("j", 0)), 6))
    inputs = data.draw(st.lists(magnitudes, min_size=many, max_size=many))
    with suppress(DomainError):
        assert math.isfinite(apply(op, inputs).data)


TAKES = "x", "x, y", "xs"


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("size", [1e155, -1e155])
def test_what_overflows_to_an_infinity_is_refused_as_too_large(count: int, size: float) -> None:
    """Python's floats overflow to an infinity in `*`, and raise nothing."""
    rules: list[Any] = [lambda z, x: (2.0 * x,), lambda z, x, y: (y, x), lambda z, *xs: xs]
    square = evaluator(Op("square", TAKES[count - 1], lambda *xs: xs[0] * xs[-1], rules[count - 1]))
    inputs = [Value(size) for _ in range(count)]
    with pytest.raises(TooLargeError, match="square"):
        square(tuple(inputs)) if count == 3 else square(*inputs)
    if count == 1:
        with pytest.raises(TooLargeError):
            Value(-1e308).leaky_relu(10.0)


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


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_fault_in_a_row_is_told_as_what_it_is(count: int) -> None:
    rules: list[Any] = [lambda z, x: (x,), lambda z, x, y: (x, y), lambda z, *xs: xs]
    evaluate = evaluator(Op("faulty", TAKES[count - 1], lambda *xs: xs[0].misspelt, rules[count - 1]))
    inputs = [Value(1.0) for _ in range(count)]
    with pytest.raises(AttributeError, match="misspelt"):
        evaluate(tuple(inputs)) if count == 3 else evaluate(*inputs)


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


def test_nodes_hold_no_cycle() -> None:
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        x = Value(1.0)
        y = x
        for _ in range(1000):
            y = (y * x + x).tanh()
        y.backward()
        del x, y
        assert len(gc.get_objects()) - before < 20
    finally:
        gc.enable()


DEEP = """
import copy, pickle, sys
from autograd import Value, grad, steps
x = Value(1.0, name="x")
y = x
for _ in range({depth}):
    y = -y
y.backward()
assert x.grad == 1.0
{action}
del y
print("done")
"""


@pytest.mark.parametrize(
    "action",
    [
        "assert grad(y, [x])[0].data == 1.0",
        "z = copy.deepcopy(y); del z",
        "z = pickle.loads(pickle.dumps(y)); assert z.data == y.data; del z",
        "assert len(steps(y).backward) == {depth}",
    ],
)
def test_depth_has_no_limit(action: str) -> None:
    """Builds, runs backward, is differentiated, copied, pickled, recorded and freed at depth 200,000."""
    depth = fewer(200_000)
    program = DEEP.format(depth=depth, action=action.format(depth=depth))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("done\n", "", 0)


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


def test_a_node_costs_at_most_250_bytes() -> None:
    program = (
        "import tracemalloc; from autograd import Value; x = Value(1.5); y = x; tracemalloc.start()\n"
        "for _ in range(20_000): y = y * x\ny.backward() if y.data < 1e300 else None\n"
        "print(tracemalloc.get_traced_memory()[0] / 20_000)"
    ).replace("Value(1.5)", "Value(1.000001)")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(done.stdout) <= 250


def test_nodes_of_one_operation_have_one_row_however_many_there_were_between() -> None:
    x = Value(1.0)
    first = x.leaky_relu(0.2)
    for i in range(3000):
        x.elu(1.0 + i / 1000)
    assert x.leaky_relu(0.2).op is first.op is pickle.loads(pickle.dumps(first)).op
