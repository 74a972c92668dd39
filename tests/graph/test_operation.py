"""Operations of one's own: what a row of the table can do, they can, and what they cannot be is told at once."""

from __future__ import annotations

import copy
import gc
import inspect
import math
import operator
import pickle
import weakref
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
import viz
from autograd import (
    DomainError,
    ExpressionError,
    Value,
    WorksheetError,
    check_claim,
    check_grad,
    exp,
    grad,
    hessian,
    jvp,
    log,
    mark,
    maximum,
    operation,
    parse,
    sigmoid,
    sin,
    sqrt,
    steps,
    where,
    worksheet,
)
from autograd.by_hand import mark_files
from autograd.by_hand.sheet import Sheet
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.notation.formulas import condition, latex, mathml, partials, text
from autograd.testing import op_properties
from autograd.testing.strategies import inputs_for, rows
from tests.conftest import fewer, thinned

line = operation("straight", lambda x, slope, offset=1.0: slope * x + offset, lambda z, x, slope, offset: (slope,))
product = operation("product", lambda x, y: x * y, lambda z, x, y: (y, x))
cube = operation("cube", value=lambda x: x**3, partials=lambda z, x: (3 * x**2,))
swish = operation(
    "swish",
    value=lambda x, beta=1.0: x * sigmoid(beta * x),
    partials=lambda z, x, beta: (sigmoid(beta * x) + beta * z * sigmoid(-beta * x),),
)
ramp = operation(
    "ramp",
    value=lambda x, y: where(x > y, x - y, 0.0) + 0.0 * log(y),
    partials=lambda z, x, y: (where(x > y, 1.0, 0.0), where(x > y, -1.0, 0.0)),
    domain=lambda x, y: y > 0.0,
    kink=lambda x, y: x == y,
)
norm = operation(
    "norm",
    value=lambda *xs, p=2.0: sum(maximum(x, -x) ** p for x in xs) ** (1 / p),
    partials=lambda z, *xs, p: tuple(where(x > 0.0, 1.0, -1.0) * (maximum(x, -x) / z) ** (p - 1) for x in xs),
    domain=lambda *xs, p: (p > 1.0) & (sum(where(x == 0.0, 1.0, 0.0) for x in xs) == 0.0),
)
fourth = operation("fourth", value=lambda x: cube(x) * x, partials=lambda z, x: (4 * cube(x),))
sixth = operation(
    "sixth",
    value=lambda x: norm([cube(x), 0.5], p=2.0),
    partials=lambda z, x: (3 * x**5 / z,),
    domain=lambda x: x != 0.0,
)
OWN = [cube, swish, ramp, norm, fourth, sixth]


class Lecture:
    square = operation("square", value=lambda x: x * x, partials=lambda z, x: (2 * x,))


def remade(row: Op) -> Any:
    """The row of the table through the door."""
    return operation(
        f"own_{row.name}", row.value, row.partials, domain=row.domain, kink=row.kink, text=row.text, latex=row.latex
    )


def bits(number: Any) -> str:
    return float(number).hex()


def derivatives(op: Op, xs: tuple[float, ...]) -> list[Any]:
    """The number, its first and second derivatives in reverse, and its first ones forwards, to the bit; refusals."""
    found: list[Any] = []
    leaves = [Value(x) for x in xs]
    try:
        out = apply(op, leaves)
        out.backward()
        found += [bits(out.data), *[bits(leaf.grad) for leaf in leaves]]
        first = grad(out, leaves)
        found += [bits(g.data) for g in first]
        found += [bits(g.data) for one in first[:2] for g in grad(one, leaves[:2])]
        for i in range(min(len(xs), 2)):
            found.append(bits(jvp(lambda *at: apply(op, at), xs, [float(i == k) for k in range(len(xs))])[1]))
    except DomainError as error:
        found.append(type(error))
    return found


def read(op: Op, xs: Any) -> Any:
    """The value in numbers of other packages; None where a package has no function of that name."""
    try:
        return op.value(*xs)
    except AttributeError:
        return None


@pytest.mark.parametrize(
    "row", thinned(row for row in TABLE if not (row.outputs or row.index)), ids=lambda row: row.name
)
def test_a_row_of_the_table_made_anew_behaves_as_the_row_itself(row: Op) -> None:
    own = remade(row)
    assert (own.arity, own.arguments, own.constants) == (row.arity, row.arguments, row.constants)
    assert [text(one) for one in partials(own)] == [text(one) for one in partials(row)]
    for which in ("domain", "kink"):
        assert str(condition(own, which)) == str(condition(row, which)) or text(condition(own, which)) == text(
            condition(row, which)
        )

    @settings(max_examples=fewer(15))
    @given(st.data())
    def agrees(data: st.DataObject) -> None:
        op = data.draw(rows(row))
        mine = own.bind(*op.bound.values()) if op.bound else own
        xs = data.draw(inputs_for(op, wide=True) | inputs_for(op))
        assert derivatives(mine, xs) == derivatives(op, xs)
        leaves = [Value(x, name=f"x{i}") for i, x in enumerate(xs)]
        if not (row.symbol or row.reads_as):  # an operator of the table binds as Python's does
            assert latex(apply(mine, leaves)) == latex(apply(op, leaves))
            assert text(apply(mine, leaves)) == text(apply(op, leaves))
        arrays = [np.array([x, x]) for x in xs]
        assert np.array_equal(mine.value(*arrays), op.value(*arrays))
        z = op.value(*arrays)
        for lane, true in zip(mine.partials(z, *arrays), op.partials(z, *arrays), strict=True):
            assert np.array_equal(lane, true)
        with mp.workdps(50):
            exact = [mpf(x) for x in xs]
            assert read(mine, exact) == read(op, exact)
        moved = complex(xs[0], 1e-30), *xs[1:]
        assert read(mine, moved) == read(op, moved)

    agrees()


@pytest.mark.usefixtures("in_each_row")
@pytest.mark.parametrize("check", thinned(check for own in OWN for check in op_properties(own)), ids=str)
def test_the_properties_of_a_row_hold_for_operations_written_with_autograds_functions(check: Any) -> None:
    check()


def test_derivatives_of_any_order() -> None:
    x = Value(2.0, name="x")
    derivative = cube(x)
    for expected in (12.0, 12.0, 6.0, 0.0):
        [derivative] = grad(derivative, [x])
        assert derivative.data == expected
    (cube(x) * 2).backward()
    assert (cube(x).data, x.grad) == (8.0, 24.0)
    assert cube(2).data == 8.0
    assert jvp(cube, [2.0], [1.0]) == (8.0, 12.0)
    assert hessian(lambda x, y: cube(x) * y, [2.0, 3.0]) == [[36.0, 12.0], [12.0, 0.0]]
    inner = jvp(lambda x: jvp(cube, [x], [1.0])[1], [2.0], [1.0])
    assert inner == (12.0, 12.0)


def test_inputs_and_constants_are_given_as_those_of_the_tables_functions() -> None:
    x, y = Value(3.0), Value(4.0)
    assert swish(x, 2.0).op is swish(x, beta=2.0).op
    assert swish(x).op is swish.bind(1.0)
    assert norm([x, y]).data == norm(x, y).data == norm([3, 4]).data == 5.0
    assert norm([x, y], p=1.5).data == pytest.approx((3**1.5 + 4**1.5) ** (1 / 1.5))
    assert norm(Value(-5.0)).data == norm(-5).data == 5.0
    assert ramp(x, 1.0).inputs[0] is x
    for mixed in (
        lambda one: product(one, Value(3.0)),
        lambda one: product(Value(3.0), one),
        lambda one: product(3.0, one),
    ):
        value, tangent = jvp(mixed, [2.0], [1.0])
        assert (float(value), float(tangent)) == (6.0, 3.0)
    wrong: list[tuple[Any, list[Any], dict[str, float]]]
    wrong = [(cube, [], {}), (cube, [x, 2.0], {}), (cube, [x], {"n": 1.0}), (ramp, [x], {})]
    for own, inputs, named in wrong:
        with pytest.raises(TypeError, match=r"numbers?, and was given|by keyword, and was given"):
            own(*inputs, **named)
    with pytest.raises(TypeError, match="swish takes x, beta"):
        swish(x, 1.0, beta=2.0)
    with pytest.raises(ValueError, match="norm takes one number or more"):
        norm([])
    with pytest.raises(TypeError, match=r"norm\(x1, x2, x3, p=p\) takes p alone by keyword, and was given q"):
        norm([x], q=1.0)
    added = operation("added", lambda *xs: sum(xs), lambda z, *xs: (1.0,) * len(xs))
    with pytest.raises(TypeError, match="takes nothing by keyword, and was given p"):
        added([x, y], p=2.0)
    with pytest.raises(TypeError, match="complex numbers have no place here"):
        cube(1j)
    constants: list[Callable[[], Any]] = [lambda: swish(x, y), lambda: swish(x, beta=y), lambda: x.clamp(y, 3.0)]
    for call in constants:
        with pytest.raises(TypeError, match=r"the constant (beta|low) of (swish|clamp) is a number, .* its \.data"):
            call()


def test_it_may_be_part_of_the_rule_of_another() -> None:
    x = Value(2.0, name="x")
    assert (fourth(x).data, hessian(fourth, [2.0])) == (16.0, [[48.0]])
    assert [text(one) for one in partials(fourth)] == ["4 * cube(x)"]
    assert [text(one) for one in partials(sixth)] == ["3 * x ** 5 / z"]
    assert str(inspect.signature(swish)) == "(x, /, beta=1.0)"
    assert str(inspect.signature(norm)) == "(*xs, p=2.0)"
    assert str(inspect.signature(line)) == "(x, /, slope, offset=1.0)"
    assert operation("ratio", lambda x, n: x / n, lambda z, x, n: (1 / n,))(6.0, 3.0).data == 2.0
    assert text(norm([x, x])) == "norm(x, x, p=2)"


def test_it_is_shown_as_a_row_is() -> None:
    x = Value(2.0, name="x")
    out = cube(x) + 1
    assert text(out) == "cube(x) + 1"
    assert latex(out) == r"\operatorname{cube}\left(x\right) + 1"
    assert "cube" in mathml(out)
    assert [text(one) for one in partials(cube)] == ["3 * x ** 2"]
    assert "cube(x)  cube(2)" in str(steps(out))
    assert "3 * x ** 2" in str(steps(out).derivation("x"))
    assert "cube" in viz.draw(out).dot
    assert (repr(cube), cube.__name__) == ("<operation cube>", "cube")
    assert cube.__doc__ == "`cube(x) = x ** 3` as a node of the graph, with the local gradient 3 * x ** 2."
    half = operation("half", lambda x: x / 2, lambda z, x: (0.5,), text="half of $x", latex=r"\frac{1}{2} $x")
    assert text(half(x)) == "half of x"
    assert latex(half(x + 1)) == r"\frac{1}{2} \left(x + 1\right)"
    with autograd.debug():
        assert str(cube(x).made_at).startswith(__file__)


def test_a_graph_with_it_is_refused_as_one_of_the_table_is() -> None:
    with pytest.raises(DomainError, match=r"ramp\(x, y\) needs y > 0"):
        ramp(1.0, -1.0)
    root = operation("root", lambda x: x**0.5, lambda z, x: (0.5 / z,), domain=lambda x: x >= 0.0)
    with pytest.raises(DomainError, match=r"root\(-4\) is not defined: root\(x\) needs x >= 0"):
        root(-4.0)  # which Python's floats make complex
    rooted = operation("rooted", lambda x: x**0.5, lambda z, x: (0.5 / z,))
    with pytest.raises(DomainError, match=r"rooted\(-4\) is not defined$"):
        rooted(-4.0)
    with pytest.raises(DomainError, match="local gradient of root"):
        root(Value(0.0)).backward()
    with pytest.raises(DomainError, match="too large"):
        cube(1e200)


def test_worksheets_are_made_marked_saved_and_opened(tmp_path: Path) -> None:
    sheet = worksheet(cube(Value(2.0, name="x")) * 3)
    answers = {row.key: row.answer for row in sheet.rows}
    assert mark(sheet, answers).score == 1.0
    assert mark(sheet, answers | {"local x from v1": "6"}).first_wrong
    saved = sheet.save(tmp_path / "sheet.csv")
    again = Sheet.load(saved, operations=[cube])
    assert [row.answer for row in again.rows] == [row.answer for row in sheet.rows]
    assert [row.asks for row in pickle.loads(pickle.dumps(sheet)).rows] == [row.asks for row in sheet.rows]
    with pytest.raises(WorksheetError, match=r"the operation cube, .* In Python, .*operations=\[cube\]"):
        Sheet.load(saved)
    answered = sheet.save(tmp_path / "answered.csv", answers=True)
    assert mark(again, answered).score == 1.0
    [alone] = mark_files([answered])
    assert "has the operation cube" in alone.problem
    [given] = mark_files([answered], sheet)
    assert given.marks is not None
    assert given.marks.score == 1.0
    with pytest.raises(TypeError, match=r"mark takes a worksheet first, such as Sheet\.load\(path\)"):
        mark(saved, answers)  # type: ignore[arg-type]


def test_a_sheet_that_cannot_go_to_another_process_is_told_file_by_file(tmp_path: Path) -> None:
    local = operation("local", lambda x: 3 * x, lambda z, x: (3.0,))
    sheet = worksheet(local(Value(2.0, name="x")))
    files = [sheet.save(tmp_path / f"{name}.csv", answers=True) for name in ("anna", "ben")]
    with ProcessPoolExecutor(1) as executor:
        found = list(mark_files(files, sheet, executor=executor))
    for path, outcome in zip(files, found, strict=True):
        assert (outcome.path, outcome.marks) == (str(path), None)
        assert outcome.problem.startswith(f"{path}: cannot pickle local: ")


def test_typed_expressions_and_claims_are_given_it_by_name() -> None:
    x = Value(2.0, name="x")
    out = parse("cube(x) + swish(x, 2) + norm(3, 4)", {"x": x}, operations=[cube, swish, norm])
    assert [node.op.unbound for node in inputs_first([out]) if node.op and node.op.name not in OPS] == [
        cube,
        swish,
        norm,
    ]
    with pytest.raises(ExpressionError, match="did you mean 'cube'"):
        parse("cub(x)", {"x": 1}, operations=[cube])
    with pytest.raises(ExpressionError, match="'cube' is no function here"):
        parse("cube(x)", {"x": 1})
    with pytest.raises(ExpressionError, match="number"):
        parse("cube(x, 2)", {"x": 1}, operations=[cube])
    assert check_claim("cube(2*x)", "24*x**2", wrt="x", operations=[cube])
    assert not check_claim("cube(2*x)", "12*x**2", wrt="x", operations=[cube])
    assert check_claim("sum(cube(x))", "3*x**2", wrt="x", shapes={"x": "n"}, operations=[cube])
    with pytest.raises(ExpressionError, match="cube"):
        check_claim("cube(x)", "x", wrt="x")
    with pytest.raises(TypeError, match=r"what autograd\.operation made"):
        parse("x", {"x": 1}, operations=[OPS["exp"]])


def test_two_of_one_name_are_refused_where_a_name_is_all_there_is() -> None:
    other = operation("cube", value=lambda x: x * x * x, partials=lambda z, x: (3 * x * x,))
    x = Value(1.0)
    assert grad(cube(other(x)), [x])[0].data == 9.0  # by themselves they are told apart
    with pytest.raises(ValueError, match="two operations are called cube"):
        parse("cube(x)", {"x": 1}, operations=[cube, other])
    assert parse("cube(x)", {"x": 2}, operations=[cube, cube]).data == 8.0
    for shown in (steps, worksheet, viz.draw, text, latex, mathml):
        with pytest.raises(ValueError, match="two different operations of this graph are called cube"):
            shown(cube(x) + other(x))


def test_copies_and_pickles_are_the_operation_itself() -> None:
    for own in (cube, swish.bind(3.0), Lecture.square, line):
        assert pickle.loads(pickle.dumps(own)) is copy.copy(own) is copy.deepcopy(own) is own
    out = swish(cube(Value(2.0, name="x")), 3.0)
    for again in (pickle.loads(pickle.dumps(out)), copy.deepcopy(out)):
        assert again.op is out.op
        again.backward()
        assert again.inputs[0].op is cube
    local = operation("local", lambda x: x, lambda z, x: (1.0,))
    assert copy.deepcopy(local) is local
    assert copy.deepcopy(local(1.0)).op is local
    with pytest.raises(TypeError, match=r"cannot pickle local: .* in the module tests.graph.test_operation"):
        pickle.dumps(local(1.0))


def test_a_wrong_rule_is_blamed() -> None:
    wrong = operation("wrong", value=lambda x: x**3, partials=lambda z, x: (3 * x,))
    report = check_grad(lambda x: wrong(x) + sin(x), [2.0])
    assert not report
    assert "local gradient of wrong(x) for its input x at x = 2 is wrong" in str(report)
    first, second, *_ = op_properties(wrong)
    first()
    with pytest.raises(AssertionError, match="in truth"):
        second()


A_VALUE = Value(2.0)
FLOATS_ALONE = "s takes floats alone, in its value: write it with autograd's sin, which takes numbers of every kind"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "two words"}, "called by a name that Python can have"),
        ({"name": "lambda"}, "called by a name that Python can have"),
        ({"name": 3}, "called by a name that Python can have"),
        ({"name": "exp"}, "exp means something in typed expressions already"),
        ({"name": "add"}, "add means something"),
        ({"name": "pi"}, "pi means something"),
        ({"value": 3.0}, r"the value of s is a function, such as lambda x: x \* x, not 3.0"),
        ({"partials": (1.0,)}, r"the partials of s is a function, such as lambda z, x: \(2 \* x,\), not"),
        ({"domain": True}, "the domain of s is a function, such as lambda x: x > 0, not True"),
        ({"kink": 0.0}, "the kink of s is a function, such as lambda x: x == 0, not 0.0"),
        ({"value": lambda x: math.sin(x)}, FLOATS_ALONE),
        ({"value": math.sin}, FLOATS_ALONE),
        ({"value": lambda x: math.sin(x), "domain": lambda x: x > 0}, FLOATS_ALONE),
        ({"latex": 3}, r"the latex of s is a text with a \$ before each argument, not 3"),
        ({"text": None}, r"the text of s is a text with a \$ before each argument, not None"),
        ({"partials": lambda z, x: (math.cos(x),)}, "in its partials: write it with autograd's cos"),
        ({"value": lambda x: x if x > 0 else 0.0}, r"choose with where\(condition, x, y\)"),
        ({"value": lambda x: x > 0}, r"is a condition, and no number: write it as where"),
        ({"value": lambda x: None}, "the value of s is no number, but None: perhaps value forgot its return"),
        ({"value": lambda x: [x]}, "the value of s is no number"),
        ({"partials": lambda z, x: 1.0}, "the local gradients of s are no tuple"),
        ({"partials": lambda z, x: (1.0, 2.0)}, "s has 2 local gradients for 1 input"),
        ({"partials": lambda z, x: (None,)}, "a local gradient of s is no number, but None"),
        ({"partials": lambda x: (1.0,)}, r"take z, the result, .* here they take \(x\)"),
        ({"partials": lambda x, y: (1.0,)}, r"here they take \(x, y\)"),
        ({"partials": lambda: (1.0,)}, r"here they take \(\)"),
        ({"partials": lambda z, a: (1.0,)}, r"here they take \(z, a\)"),
        ({"partials": lambda z, *xs, j: xs, "value": lambda *xs, j: xs[0]}, r"names; here they take \(z, \*xs, j\)"),
        ({"value": lambda x, y: x}, r"the value of s takes \(x, y\), and its local gradients \(z, x\)"),
        ({"value": lambda x, n=2.0: x}, r"takes \(x, n\), and its local gradients \(z, x\)"),
        ({"value": lambda *xs: xs[0]}, r"takes \(\*xs\), and its local gradients \(z, x\)"),
        ({"partials": lambda z, *xs: xs}, r"takes \(x\), and its local gradients \(z, \*xs\)"),
        ({"value": lambda x, n="2": x, "partials": lambda z, x, n: (1.0,)}, "the n of s holds one real number"),
        ({"value": lambda x, n=A_VALUE: x, "partials": lambda z, x, n: (1.0,)}, "the constant n of s .* make it an"),
        ({"domain": lambda x: math.sqrt(x) > 1}, "in its domain: write it with autograd's sqrt"),
        ({"kink": lambda x, y: x == y}, "cannot be read with symbols, in its kink"),
        ({"text": "s of x"}, r"the text of s has each of its arguments, \$x, unlike 's of x'"),
        ({"latex": "$x + $y"}, r"the latex of s has each of its arguments, \$x, unlike '\$x \+ \$y'"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_operation_is_told_when_it_is_made(given: dict[str, Any], says: str) -> None:
    right: dict[str, Any] = {"name": "s", "value": lambda x: x, "partials": lambda z, x: (1.0,)}
    with pytest.raises((TypeError, ValueError), match=says):
        operation(**(right | given))


def test_what_numbers_alone_can_tell_is_told_at_the_first_use() -> None:
    odd = operation("odd", lambda x: x if not isinstance(x, float) else "text", lambda z, x: (1.0,))
    with pytest.raises(TypeError, match="the value of odd holds one real number, not str"):
        odd(1.0)
    few = operation("few", lambda x: x, lambda z, x: (1.0,) if not isinstance(x, float) else (1.0, 2.0))
    with pytest.raises(TypeError, match="few has 1 input, and 2 local gradients"):
        few(Value(1.0)).backward()


def test_numbers_of_a_rule_that_are_no_floats_become_floats() -> None:
    whole = operation("whole_number", lambda x: 3, lambda z, x: (exp(0.0),))
    x = Value(2.0)
    out = whole(x)
    out.backward()
    assert (type(out.data), type(x.grad), x.grad) == (float, float, 1.0)
    assert type(jvp(whole, [2.0], [1.0])[1]) is float
    doubled = operation("doubled", operator.pos, lambda z, x: (1.0,))
    assert doubled(2.0).data == 2.0


def test_an_operation_that_nobody_holds_is_freed() -> None:
    def used(number: float) -> weakref.ref[Op]:
        scaled = operation("scaled", lambda x, by=1.0: by * x, lambda z, x, by: (by,))
        assert scaled(Value(number), by=2.0).data == 2.0 * number
        return weakref.ref(scaled)

    found = [used(1.0), used(2.0)]
    gc.collect()
    assert [one() for one in found] == [None, None]


@pytest.mark.parametrize("condition", [lambda x: (1.0 < 2.0) & (x > 1.0), lambda x: (x > 1.0) & (1.0 < 2.0)])
def test_a_condition_may_begin_with_one_that_is_known(condition: Callable[..., Any]) -> None:
    step = operation("step", lambda x: where(condition(x), x, 0.0), lambda z, x: (where(condition(x), 1.0, 0.0),))
    assert step(Value(2.0)).data == 2.0
    assert step.value(np.array([0.0, 2.0])).tolist() == [0.0, 2.0]


NOTHING: list[Any] = []
NO_NAMES: dict[str, Any] = {}


@pytest.mark.parametrize("wrong", [lambda x: x.foo, lambda x: NOTHING[1], lambda x: NO_NAMES["k"], lambda x: 1 / 0])
def test_a_rule_that_cannot_be_read_is_refused_by_its_name(wrong: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match=r"odd cannot be read(, | with symbols, )in its value: "):
        operation("odd", wrong, lambda z, x: (1.0,))


@pytest.mark.parametrize("name", ["ｅxp", "ｌambda"])
def test_a_name_is_taken_in_full_width_too(name: str) -> None:
    with pytest.raises(ValueError, match=r"exp means something|not 'lambda'"):
        operation(name, lambda x: x * x, lambda z, x: (2.0 * x,))


class Stopping:
    """The row of a node, at whose arity Ctrl-C is pressed once."""

    def __init__(self, node: Value) -> None:
        self.node, self.row, node.op = node, node.op, self  # type: ignore[assignment]

    @property
    def arity(self) -> int:
        self.node.op = self.row
        raise KeyboardInterrupt


def test_a_pass_that_was_interrupted_leaves_numbers() -> None:
    x, y = Value(3.0), Value(2.0)
    middle = x * x
    out = y * middle
    x.grad = y.grad = 5.0
    Stopping(middle)
    with pytest.raises(KeyboardInterrupt):
        out.backward()
    assert [type(node.grad) for node in (out, middle)] == [float, float]
    assert (x.grad, y.grad) == (5.0, 5.0)
    out.backward()
    assert (x.grad, y.grad) == (17.0, 14.0)


@given(st.floats(-5.0, 5.0))
def test_outside_its_domain_an_operation_is_refused_though_its_rule_gives_a_number(at: float) -> None:
    part = operation("part", lambda x: x * x, lambda z, x: (2.0 * x,), domain=lambda x: x > 1.0)
    if at > 1.0:
        assert part(Value(at)).data == at * at
        return
    for calculate in (lambda: part(Value(at, name="a")), lambda: part(at), lambda: jvp(part, [at], [1.0])):
        with pytest.raises(DomainError, match=r"part\(.*\) .*is not defined: part\(x\) needs x > 1"):
            calculate()


def test_a_claim_is_tried_within_the_domain_of_an_operation_alone() -> None:
    mean = operation(
        "geo", lambda x, y: sqrt(x * y), lambda z, x, y: (0.5 * z / x, 0.5 * z / y),
        domain=lambda x, y: (x > 0.0) & (y > 0.0),
    )  # fmt: skip
    assert check_claim("geo(x, y)", "sqrt(y/x)/2", wrt="x", operations=[mean])


def test_a_template_that_is_no_call_stands_in_parentheses() -> None:
    plus = operation("plus", lambda x, y: x + y, lambda z, x, y: (1.0, 1.0), text="$x + $y", latex="$x + $y")
    x, y = Value(2.0, name="x"), Value(3.0, name="y")
    assert text(plus(x, y)) == "x + y"
    assert text(1 - 3 * plus(x, y)) == "1 - 3 * (x + y)"
    assert text(-(plus(x, y) ** 2)) == "-(x + y) ** 2"
    assert text(1 - plus(x, y)) == "1 - (x + y)"
    assert latex(1 - plus(x, y)) == r"1 - \left(x + y\right)"
    assert text(plus(plus(x, y), y)) == "(x + y) + y"


@pytest.mark.parametrize("part", ["domain", "kink"])
@pytest.mark.parametrize("wrong", [lambda x: None, lambda x: x, lambda x: 2.0 * x])
def test_a_condition_that_is_none_is_told(part: str, wrong: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match=f"the {part} of odd is no condition, such as x > 0, but "):
        operation("odd", lambda x: x, lambda z, x: (1.0,), **{part: wrong})  # type: ignore[arg-type]


def test_a_method_in_a_rule_is_told() -> None:
    odd = operation("odd", lambda x: x.exp(), lambda z, x: (z,))
    with pytest.raises(TypeError, match=r"write exp\(x\), not x.exp\(\)"):
        odd(Value(1.0))


def test_an_operation_without_a_domain_asks_for_nothing() -> None:
    inverse = operation("inverse", lambda x: 1.0 / x, lambda z, x: (-z * z,))
    with pytest.raises(DomainError, match=r"inverse\(x\) at x = 0 is not defined$"):
        inverse(Value(0.0, name="x"))


def test_properties_are_those_of_a_row() -> None:
    with pytest.raises(TypeError, match=r"such as OPS\['log'\], or an operation"):
        op_properties(autograd.sigmoid)
