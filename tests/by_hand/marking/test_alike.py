"""The code of a worksheet: what makes it the same sheet, what another one, and what is no code at all."""

import base64
import json
import zlib
from typing import Any

import pytest

from autograd import Value, logsumexp, mark, total, worksheet
from autograd.by_hand import WorksheetError
from autograd.by_hand.sheet.code import alike, packed, unpacked
from autograd.by_hand.sheet.sheet import Sheet, from_code
from autograd.calculus.row import Op
from autograd.graph.value import evaluator


def sheet(**options: Any) -> Sheet:
    return worksheet(Value(1.0000004, name="x") * Value(2.0, name="y"), **options)


def content(code: str) -> Any:
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(code)))


def as_code(content: Any, level: int = 9) -> str:
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(content).encode(), level)).decode()


def test_the_same_sheet_packed_otherwise_is_the_same() -> None:
    code = sheet().code
    again = as_code(content(code), level=1)
    assert again != code
    assert alike(again, code)
    assert alike(sheet(formulas=True).code, code)
    assert not alike(sheet(level="gradients").code, code)
    assert not alike(sheet(learning_rate=0.1).code, code)


def test_a_code_of_another_version_is_told_from_a_damaged_one() -> None:
    version, *rest = content(sheet().code)
    with pytest.raises(WorksheetError, match="has version 3, and this program reads version 2"):
        from_code(as_code([version + 2, *rest]))
    with pytest.raises(WorksheetError, match="cannot be read"):
        from_code(sheet().code[:-9])


def test_what_would_take_too_long_to_mark_is_no_code() -> None:
    version, nodes, marked, settings = content(sheet().code)
    wide = [["logsumexp", [0] * 800, [], None]] * 2
    with pytest.raises(WorksheetError, match="cannot be read"):
        unpacked(as_code([version, nodes + wide, marked, settings]))
    terms = [Value(1.0) for _ in range(1_500)]
    with pytest.raises(WorksheetError, match="node of 1,500 inputs cannot be saved"):
        packed([*terms, logsumexp(terms)], {}, [])


def test_a_sum_of_nothing_is_saved_and_opened_again() -> None:
    made = worksheet((total([]) + 1.0) * Value(2.0, name="x"))
    assert [row.answer for row in from_code(made.code).rows] == [row.answer for row in made.rows]


def test_an_operation_that_is_not_in_the_table_cannot_be_saved() -> None:
    odd = evaluator(Op("odd", "x", lambda x: 3.0 * x, lambda z, x: (3.0,)))
    made = worksheet(odd(Value(2.0, name="x")))
    assert mark(made, {"v1": "6"}).rows[0].verdict == "right"
    with pytest.raises(WorksheetError, match="operation odd, which is not in the table"):
        _ = made.code


def test_what_is_given_is_what_is_marked_against() -> None:
    assert "x = 1.0000004" in sheet().given
    assert sheet().title == "Worksheet: v1, forward and backward by hand"
    with pytest.raises(WorksheetError, match="nothing to work out"):
        worksheet(Value(2.0, name="x"))
