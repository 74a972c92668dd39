"""The report of a check as it is printed: a table, counts, and a sentence for each finding, but not for each node."""

import math
from typing import Any

import pytest

from autograd import GradientError
from autograd.checking.comparison import Comparison
from autograd.checking.differences import Estimate
from autograd.checking.report import Report

HEADERS = ["derivative", "engine", "independent", "error", "tolerance", "method", "verdict"]
RIGHT = Comparison("∂f/∂x", 2.0, 2.0, 0.0, 1e-15, "complex step", "right", "")
REFUSED = Comparison(
    "∂f/∂y", None, None, None, None, "one-sided", "edge", "f ends here.", None, Estimate(math.inf, math.inf)
)
TINY = Comparison("∂f/∂z", 0.0, 5e-324, 5e-324, 2e-323, "differences", "unknown", "z cannot be told.")
KINK = Comparison(
    "∂f/∂w", 0.0, None, None, None, "one-sided", "kink", "w has a kink.", Estimate(-1.0, 0.0), Estimate(1.0, 1e-9)
)


def wrong(name: str, sentence: str, input: str = "") -> Comparison:
    return Comparison(name, 3.0, 2.0, 1.0, 1e-15, "differences", "wrong", sentence, input=input)


def sentences(report: Report) -> list[str]:
    return str(report).partition("\n\n")[2].splitlines()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_table_shows_refusals_sides_and_numbers_too_small_to_be_told() -> None:
    report = Report([RIGHT, REFUSED, TINY, KINK], [])
    lines = report._repr_markdown_().partition("\n\n")[0].replace("\\|", "and").splitlines()
    assert cells(lines[0]) == HEADERS
    assert cells(lines[1]) == ["---", "---:", "---:", "---:", "---:", "---", "---"]
    assert cells(lines[2]) == ["∂f/∂x", "2", "2", "0", "1e-15", "complex step", "right"]
    assert cells(lines[3])[:3] == ["∂f/∂y", "refused", "none and ?"]
    assert cells(lines[4])[1:5] == ["0", "4.94066e-324", "0", "0"]
    assert cells(lines[5])[1:5] == ["0", "-1 and 1", "", ""]


def test_verdicts_are_counted_in_one_line() -> None:
    assert sentences(Report([RIGHT], [])) == ["1 derivative: 1 right."]
    assert repr(Report([RIGHT, RIGHT], [])) == "<report of check_grad: 2 derivatives: 2 right>"
    said = "5 derivatives: 1 right, 1 wrong, 1 at a kink, 1 at an edge of the domain, 1 cannot be told"
    rows = [RIGHT, wrong("∂f/∂v", "v is wrong."), REFUSED, TINY, KINK]
    assert repr(Report(rows, [])) == f"<report of check_grad: {said}>"
    operations = [wrong("sin", "sin is wrong."), wrong("sin", "sin is wrong, too.")]
    assert repr(Report(rows, operations)) == f"<report of check_grad: {said}, 1 operation wrong>"
    assert repr(Report(rows, [*operations, wrong("cos", ".")])) == f"<report of check_grad: {said}, 2 operations wrong>"


def test_a_report_is_false_where_something_is_wrong_and_incomplete_where_something_is_unknown() -> None:
    for rows, true, complete in [
        ([RIGHT, REFUSED, KINK], True, True),
        ([RIGHT, TINY], True, False),
        ([RIGHT, wrong("∂f/∂v", "v is wrong.")], False, True),
    ]:
        for report in (Report(rows, []), Report([RIGHT], rows)):
            assert (bool(report), report.complete) == (true, complete)
            if true:
                report.raise_if_wrong()
            else:
                with pytest.raises(GradientError, match=r"^v is wrong\.\n\nderivative "):
                    report.raise_if_wrong()
    first, second = wrong("sin", "sin is wrong."), wrong("∂f/∂v", "v is wrong.")
    assert Report([RIGHT, second], [KINK, first]).wrong == (first, second)


@pytest.mark.parametrize(("others", "more"), [(0, ""), (1, " And at 1 other node."), (2, " And at 2 other nodes.")])
def test_an_operation_is_wrong_in_one_sentence_for_each_of_its_inputs(others: int, more: str) -> None:
    again = [wrong("mul", f"x is wrong at {i}.", "x") for i in range(others)]
    report = Report([RIGHT], [wrong("mul", "x is wrong.", "x"), wrong("mul", "y is wrong.", "y"), *again])
    assert sentences(report)[1:] == [f"x is wrong.{more}", "y is wrong."]
    both = [wrong("maximum", "a wrong convention.", input) for input in "xy"]
    assert sentences(Report([RIGHT], both))[1:] == ["a wrong convention."]


@pytest.mark.parametrize("many", [1, 11, 12, 13, 40])
def test_of_many_findings_12_are_told_and_the_others_counted(many: int) -> None:
    explained: list[Any] = [KINK._replace(sentence=f"kink {i}.") for i in range(many)]
    left = [f"… and {many - 12} more."] if many > 12 else []
    assert sentences(Report([RIGHT], explained))[1:] == [f"kink {i}." for i in range(min(many, 12))] + left
    rows = [wrong("∂f/∂x", f"row {i}.") for i in range(many)]
    left = [f"… and {many - 12} more derivative{'s' * (many > 13)} of f."] if many > 12 else []
    assert sentences(Report(rows, []))[1:] == [f"row {i}." for i in range(min(many, 12))] + left
