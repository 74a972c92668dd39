"""Operations of one's own in worksheets, typed expressions, claims and checks."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import viz
from autograd import (
    ExpressionError,
    Value,
    WorksheetError,
    check_claim,
    check_grad,
    grad,
    mark,
    operation,
    parse,
    sin,
    sqrt,
    steps,
    worksheet,
)
from autograd.by_hand import mark_files
from autograd.by_hand.sheet import Sheet
from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.notation.formulas import latex, mathml, text
from autograd.testing import op_properties
from tests.graph.own import cube, norm, swish


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


def test_a_claim_is_tried_within_the_domain_of_an_operation_alone() -> None:
    mean = operation(
        "geo", lambda x, y: sqrt(x * y), lambda z, x, y: (0.5 * z / x, 0.5 * z / y),
        domain=lambda x, y: (x > 0.0) & (y > 0.0),
    )  # fmt: skip
    assert check_claim("geo(x, y)", "sqrt(y/x)/2", wrt="x", operations=[mean])


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


def test_a_wrong_rule_is_blamed() -> None:
    wrong = operation("wrong", value=lambda x: x**3, partials=lambda z, x: (3 * x,))
    report = check_grad(lambda x: wrong(x) + sin(x), [2.0])
    assert not report
    assert "local gradient of wrong(x) for its input x at x = 2 is wrong" in str(report)
    first, second, *_ = op_properties(wrong)
    first()
    with pytest.raises(AssertionError, match="in truth"):
        second()
