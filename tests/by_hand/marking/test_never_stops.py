"""Whatever is written into a row, marking goes on: no number is too large, too small, or no number at all."""

import math
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from autograd import DomainError, Value, dot, exp, log, mark, parse, sigmoid, softmax, tanh, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.answers.answer import agrees, tolerance
from autograd.by_hand.answers.pen import digits, slips
from autograd.by_hand.answers.read import read
from autograd.language.errors import WorksheetError


def logistic(x: Any) -> Any:
    return 1 / (1 + exp(-x))


FORMULAS: list[Any] = [
    lambda x, y: x * y,
    lambda x, y: (x - y) ** 2 / 2,
    lambda x, y: exp(x) * y,
    lambda x, y: exp(exp(x)) - y,
    lambda x, y: (logistic(x) - y) ** 2,
    lambda x, y: (sigmoid(x * y) - 2) ** 2 / 2,
    lambda x, y: -log(exp(x) / (exp(x) + exp(y))),
    lambda x, y: -log(softmax([x, y])[0]),
    lambda x, y: tanh(dot([x, y], [y, x])) + x,
    lambda x, y: x / y + x**3,
    lambda x, y: x * 1e-320 + y * 1e300,
]
MAGNITUDES = st.sampled_from(
    [0.5, 2.0, 6.6, -7.0, 10.0, 30.0, 700.0, 0.0, 1e-320, 5e-324, 1e-160, 1e160, 1e200, -1e300]
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WRITTEN = st.one_of(
    NUMBERS.map(repr),
    MAGNITUDES.map(repr),
    st.sampled_from(["12", "0", "-0", "0.000", "1e-320", "1e308", "1e400", "1/3", "2*1.1", "1/0", "?", "³", "1,5"]),
    st.text(max_size=8),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    x, y = Value(draw(MAGNITUDES | NUMBERS), name="x"), Value(draw(MAGNITUDES | NUMBERS), name="y")
    rate, level = draw(st.sampled_from([None, 0.1, 0.5, 1e-300])), draw(st.sampled_from(LEVELS))
    try:
        return worksheet(draw(st.sampled_from(FORMULAS))(x, y), rate, parameters=[x, y], level=level)
    except (DomainError, WorksheetError, OverflowError):
        assume(False)
        raise


LEVELS = "everything", "gradients", "parameters"


@given(sheets(), st.data())
def test_whatever_is_written_is_marked(sheet: Sheet, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from([row.key for row in sheet.rows]), unique=True))
    written = {key: data.draw(WRITTEN | st.just(repr(sheet.at[key].answer))) for key in chosen}
    marks = mark(sheet, written, lang=data.draw(st.sampled_from(["en", "ja"])))
    assert [row.key for row in marks.rows] == [row.key for row in sheet.rows]
    for row in marks.rows:
        if not written.get(row.key, "").strip():
            assert row.verdict == "blank"
        if row.verdict == "wrong":
            assert row.reasons
            assert row.hint


@given(sheets())
def test_the_true_numbers_are_right_whatever_they_are(sheet: Sheet) -> None:
    marks = mark(sheet, {row.key: repr(row.answer) for row in sheet.rows})
    assert {row.verdict for row in marks.rows} == {"right"}


@pytest.mark.parametrize("answer", ["12", "1", "2.1e4", "1e308", "-5"])
def test_a_wrong_local_gradient_of_a_large_exponential_is_marked(answer: str) -> None:
    for out in (Value(10.0, name="a").exp(), logistic(Value(-7.0, name="a"))):
        sheet = worksheet(out)
        local = next(row.key for row in sheet.rows if row.key.startswith("local"))
        assert next(row for row in mark(sheet, {local: answer}).rows if row.key == local).verdict == "wrong"


@pytest.mark.parametrize(
    ("formula", "v1"), [("acosh(x + 1)", "0.5"), ("asin(x / 10)", "3"), ("log(x - 1)", "-2"), ("sqrt(x - 1)", "-2")]
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_slip_that_leads_out_of_a_domain_is_marked(formula: str, v1: str, lang: str) -> None:
    sheet = worksheet(parse(formula, {"x": 3.0}), 0.1)
    for written in ({"local v1 from v2": "7"}, {"grad x": "7", "improvement": "2"}, {"new x": "-9", "new v2": "1"}):
        marks = mark(sheet, {"v1": v1} | written, lang=lang)
        assert {row.verdict for row in marks.rows} <= {"wrong", "blank", "right", "carried"}
        assert marks.first_wrong is not None


def test_right_answers_are_right_where_rounding_cannot_be_estimated() -> None:
    w, x = Value(0.5, name="w"), Value(1e200, name="x")
    sheet = worksheet((sigmoid(w * x) - 2) ** 2 / 2)
    marks = mark(sheet, {row.key: repr(row.answer) for row in sheet.rows})
    assert marks.score == 1.0


@pytest.mark.parametrize(
    ("answer", "number"), [("0.1", 5e-324), ("1e-310", 1e-320), ("-1e-320", 1e-320), ("0", 1e-310)]
)
def test_what_is_far_from_the_smallest_floats_is_wrong(answer: str, number: float) -> None:
    assert not agrees(read(answer), number)
    assert tolerance(read(answer), number) <= 0.006 * number + 5e-324
    assert agrees(read(repr(number)), number)


EVERY_FLOAT = st.floats()


@given(st.one_of(WRITTEN, st.fractions(), NUMBERS), EVERY_FLOAT, st.floats(min_value=0.0))
@example("1e-320", 1e-320, 0.0)
@example("0.1", 5e-324, 0.0)
@example("1", math.inf, 0.0)
@example("1e308", -1.7e308, 1e308)
def test_tolerances_and_digits_are_total_over_all_floats(answer: Any, number: float, slack: float) -> None:
    found = read(answer)
    agreed = agrees(found, number, slack)
    if not math.isfinite(number) or found.number is None:
        assert not agreed
        return
    allowed = tolerance(found, number)
    assert 0.0 <= allowed <= 0.006 * abs(number) + 5e-324
    assert agreed <= (abs(found.number - number) <= allowed + slack)
    compared = digits(found, number)
    assert compared is None or len(compared[0]) == len(compared[1])
    assert all(isinstance(name, str) for name, _ in slips(found, number))
