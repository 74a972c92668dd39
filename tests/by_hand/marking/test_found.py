"""Which answer belongs to which row: keys with spaces, rows answered twice, rows that are missing, another sheet."""

from typing import Any

import pytest

from autograd import Value, parse, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.answers import Reading
from autograd.by_hand.marking.found import answers_to
from autograd.by_hand.sheet.files import Answers, Entry


def sheet(y: float = 3.0) -> Sheet:
    return worksheet(Value(2.0, name="x") * Value(y, name="y"))


def found(*entries: tuple[int, str, Any], code: str = "") -> tuple[dict[str, str], list[str]]:
    """The answers by key, without the blank ones, and the remarks."""
    of = sheet()
    answers, remarks = answers_to(of, Answers([Entry(*entry) for entry in entries], code), Reading())
    assert answers.keys() == {row.position for row in of.rows}
    by_key = {row.key: answers[row.position] for row in of.rows}
    return {key: answer.problem or answer.text for key, answer in by_key.items() if not answer.blank}, remarks


def test_an_answer_belongs_to_the_row_of_its_key_in_any_order() -> None:
    assert found((0, " grad x ", "3"), (0, "v1", 6.0)) == ({"v1": "6.0", "grad x": "3"}, [])
    assert found() == ({}, [])


def test_a_key_that_no_row_has_is_remarked_with_its_line() -> None:
    said = "this worksheet has no row 'v9'; the answer '5' is not marked"
    assert found((0, "v1", "6"), (0, "v9", "5")) == ({"v1": "6"}, [said])
    answers, [remark, _] = found((2, "v1", "6"), (3, "v9", "5"))
    assert (answers, remark) == ({"v1": "6"}, f"line 3: {said}")


def test_the_case_of_a_key_does_not_count_where_one_row_can_be_meant() -> None:
    assert found((0, "V1", "6"), (0, "Grad X", "3")) == ({"v1": "6", "grad x": "3"}, [])
    of = worksheet(Value(2.0, name="x") * Value(3.0, name="X"))
    typed = [Entry(0, key, "3") for key in ("v1", "Grad x", "GRAD X", "grad X")]
    answers, remarks = answers_to(of, Answers(typed, ""), Reading())
    assert [row.key for row in of.rows if not answers[row.position].blank] == ["v1", "grad X"]
    assert [remark.partition(";")[0] for remark in remarks] == [
        "this worksheet has no row 'Grad x'", "this worksheet has no row 'GRAD X'",
    ]  # fmt: skip


def test_the_case_of_the_key_of_a_grid_does_not_count() -> None:
    of = worksheet(parse("sum(tanh(W @ x))", {"W": [[1, 2], [3, 4]], "x": [1, -1]}), grids=True)
    key = next(iter(of.lines))
    answers, _ = answers_to(of, Answers([Entry(0, key.upper(), "1", more=("2",))], ""), Reading())
    assert sum(not answer.blank for answer in answers.values()) > 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["6", "6"], "6"),
        (["", "6"], "6"),
        ([None, "6"], "6"),
        (["6", ""], "6"),
        (["6", None], "6"),
        (["6", "7"], "answered twice, and differently: 6, 7"),
        (["", "6", "7", ""], "answered twice, and differently: 6, 7"),
        (["6", "6", "7"], "answered twice, and differently: 6, 7"),
    ],
)
def test_a_row_may_stand_twice_with_one_answer(given: list[Any], expected: str) -> None:
    assert found(*[(0, "v1", answer) for answer in given]) == ({"v1": expected}, [])


def test_a_blank_that_follows_an_answer_hides_no_other_row() -> None:
    assert found((0, "v1", "6"), (0, "v1", ""), (0, "grad x", "3")) == ({"v1": "6", "grad x": "3"}, [])
    assert found((0, "v1", ""), (0, "v1", None), (0, "v1", "6"), (0, "v1", "6"), (0, "grad x", "3"))[0].keys() == {
        "v1",
        "grad x",
    }


def test_rows_that_a_file_does_not_have_are_remarked() -> None:
    keys = [row.key for row in sheet().rows]
    every = [(line, key, "") for line, key in enumerate(keys, 1)]
    assert found(*every) == ({}, [])
    one = f"a row of the worksheet is missing here and counts as blank: {keys[0]}"
    assert found(*every[1:]) == ({}, [one])
    many = f"{len(keys) - 1} rows of the worksheet are missing here and count as blank: {', '.join(keys[1:])}"
    assert found(every[0]) == ({}, [many])
    assert found((0, keys[0], "")) == ({}, [])  # a mapping has what was answered


def test_answers_to_another_sheet_are_refused() -> None:
    with pytest.raises(WorksheetError, match="none of these rows is in this worksheet, such as 'v8'"):
        found((0, "v8", "5"), (0, "v9", "5"))
    with pytest.raises(WorksheetError, match="these are answers to another worksheet"):
        found((0, "v1", "6"), code=sheet(4.0).code)
    assert found((0, "v1", "6"), code=sheet().code) == ({"v1": "6"}, [])
    answers, [remark] = found((0, "v1", "6"), code=sheet().code[:-9])
    assert (answers, remark[:44]) == ({"v1": "6"}, "the code of the worksheet in the file cannot")


@pytest.mark.parametrize(
    ("of_file", "asked", "number"),
    [(True, None, 6.5), (False, None, None), (True, False, None), (False, True, 6.5), (True, True, 6.5)],
)
def test_a_comma_means_what_is_asked_for_or_else_what_the_file_tells(
    of_file: bool, asked: bool | None, number: float | None
) -> None:
    of = sheet()
    answers, _ = answers_to(of, Answers([Entry(2, "v1", "6,5")], "", of_file), Reading(comma=asked))
    assert answers[of.rows[0].position].number == number
