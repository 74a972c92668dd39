# mypy: disable-error-code="arg-type"
"""Arguments of a wrong kind are refused in a sentence, which says what to pass."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from autograd import Value, WorksheetError, explain_result, mark, worksheet
from autograd.by_hand import Sheet, mark_files


@pytest.fixture
def square() -> Value:
    x = Value(3.0, name="x")
    return x * x


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda out: list(mark_files("a.csv")), r"a list of paths, as in \['a.csv', 'b.csv'\], not str"),
        (lambda out: list(mark_files(3)), "a list of paths, .* not int"),
        (lambda out: list(mark_files(path for path in ["a.csv"])), "a list of paths, .* not generator"),
        (lambda out: list(mark_files(["a.csv"], "b.csv")), "mark_files takes a worksheet, .* not 'b.csv'"),
        (lambda out: list(mark_files(b"a.csv")), "a list of paths, .* not bytes"),
        (lambda out: list(mark_files([], executor=0)), r"ThreadPoolExecutor\(4\), or from 1 to 61 processes, not 0"),
        (lambda out: list(mark_files([], executor=True)), "or from 1 to 61 processes, not True"),
        (lambda out: list(mark_files([], executor=ThreadPoolExecutor)), "an executor, .* not <class"),
        (lambda out: Sheet.load(3), "a file is named by a text or a pathlib.Path, and 3 is neither"),
        (lambda out: Sheet.load(worksheet(out)), "a file is named by .*, and <worksheet of 6 rows: everything> is"),
        (lambda out: Sheet.load(b"a.csv"), "a file is named by .*, and b'a.csv' is neither"),
        (lambda out: worksheet(out).save(None), "a file is named by .*, and None is neither"),
        (lambda out: mark(out, {}), "mark takes a worksheet first"),
        (lambda out: explain_result(9.0, "8"), "explain_result takes the Value that was calculated, not float"),
        (lambda out: worksheet(out, 0.1, parameters=out), r"a list of leaves, as in \[w, b\], and not Value"),
        (lambda out: explain_result(out, 8, 0.1, parameters=3), "parameters is a list of leaves, .* not int"),
    ],
)  # fmt: skip
def test_what_is_of_a_wrong_kind_is_told(square: Value, wrong: Callable[[Any], Any], says: str) -> None:
    with pytest.raises(TypeError, match=says):
        wrong(square)


def test_a_level_and_a_language_may_be_anything_and_are_refused(square: Value) -> None:
    with pytest.raises(WorksheetError, match=r"there is no level '\['everything'\]'"):
        worksheet(square, level=["everything"])
    sheet: Sheet = worksheet(square)
    with pytest.raises(ValueError, match="there is no language 3: the languages are 'en', 'ja'"):
        mark(sheet, {}, lang=3)
