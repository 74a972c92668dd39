"""What marking tells: verdicts, score, reasons and hints, for readers and for programs; and why a result is wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, explain_result, mark, sigmoid, steps, total, worksheet
from autograd.language import LANGUAGES
from autograd.language.errors import WorksheetError
from tests.by_hand.learner import Learner, Line, Numbers
from tests.by_hand.networks import Exercise, network
from tests.conftest import PROFILE

a, b, c = Value(1.37, name="a"), Value(-2.59, name="b"), Value(0.83, name="c")
SHEET = worksheet((a * b - c) * b + a, 0.1)
WRITTEN: dict[str, Callable[[float], str]] = {"right": repr, "blank": lambda _: " ", "unreadable": lambda _: "hello"}
"""No number at all leaves the rows below to be worked out from the true one."""

verdicts = st.lists(st.sampled_from([*WRITTEN]), min_size=len(SHEET.rows), max_size=len(SHEET.rows))


def answers(verdicts: list[str]) -> dict[str, str]:
    return {row.key: WRITTEN[verdict](row.answer) for row, verdict in zip(SHEET.rows, verdicts, strict=True)}


@given(verdicts, st.sampled_from(LANGUAGES))
def test_the_score_is_the_share_of_right_rows(verdicts: list[str], lang: str) -> None:
    marks = mark(SHEET, answers(verdicts), lang=lang)
    count = verdicts.count
    assert [row.verdict for row in marks.rows] == verdicts
    counts = dict.fromkeys(marks.counts, 0) | {verdict: count(verdict) for verdict in WRITTEN}
    assert marks.counts == counts
    assert marks.score == count("right") / len(verdicts)
    assert marks.first_wrong is None
    for number in count("right"), len(verdicts), count("unreadable") or 0, count("blank"):
        assert str(number) in marks.summary


@given(verdicts, st.sampled_from(LANGUAGES))
def test_a_program_and_a_reader_are_told_the_same(verdicts: list[str], lang: str) -> None:
    marks = mark(SHEET, answers(verdicts), lang=lang)
    told = json.loads(marks.json())
    assert told == json.loads(json.dumps(marks.as_dict()))
    assert (told["score"], told["of"], told["counts"]) == (marks.score, len(verdicts), marks.counts)
    assert told["first_wrong"] == (marks.first_wrong.key if marks.first_wrong else None)
    assert [(row["key"], row["verdict"]) for row in told["rows"]] == [(r.key, r.verdict) for r in marks.rows]
    report = str(marks)
    assert report.startswith(f"{marks.title}\n\n{marks.summary}")
    numbers = [line.split()[0] for line in report.partition(marks.summary)[2].splitlines() if line.strip()]
    assert [int(number) for number in numbers if number.isdigit()] == [
        i for i, v in enumerate(verdicts, 1) if v != "right"
    ]
    assert ("hello" in report) == ("unreadable" in verdicts)


def test_the_first_wrong_row_is_told_first() -> None:
    marks = mark(SHEET, {row.key: "123" if row.number in (2, 3) else row.answer for row in SHEET.rows})
    assert marks.first_wrong == marks.rows[1]
    assert f"The first wrong row is number 2: {SHEET.rows[1].asks}. You wrote 123." in str(marks)


@given(verdicts)
def test_a_hint_gives_the_number_away_only_if_asked_to(verdicts: list[str]) -> None:
    plain, revealed = (mark(SHEET, answers(verdicts), reveal=reveal) for reveal in (False, True))
    for row, asked, told in zip(SHEET.rows, plain.rows, revealed.rows, strict=True):
        number = f"{row.answer:.6g}"
        if asked.verdict == "right":
            assert asked.hint == told.hint == ""
            continue
        assert told.hint == f"{asked.hint} The number is {number}."
        goes_in = [SHEET.work.numbers[j] for j in SHEET.work.rows[row.position].takes]
        digits = number.lstrip("-")
        if len(digits) > 2 and all(digits not in f"{x:.6g}" for x in goes_in):
            assert digits not in asked.hint


def test_a_hint_has_the_learners_own_numbers() -> None:
    first = mark(SHEET, {"v1": "-3.5", "v2": "2"}).rows[1]
    assert (first.key, first.verdict) == ("v2", "wrong")
    assert first.hint == "Work out v2 = v1 - c. Here v1 = -3.5, c = 0.83."


def test_the_first_wrong_row_is_named_with_what_it_asks() -> None:
    numbers = {row.key: repr(row.answer) for row in SHEET.rows}
    marks = mark(SHEET, numbers | {"v2": "", "v3": "5", "grad b": "7"})
    assert marks.first_wrong
    assert marks.first_wrong.key == "v3"
    assert "The first wrong row is number 3: v3 = v2 * b. You wrote 5." in str(marks)
    assert "最初の誤りは 3 番です" in str(mark(SHEET, numbers | {"v3": "5"}, lang="ja"))


@pytest.mark.parametrize("given", [{}, {"v1": None}, {"v1": ""}])
def test_an_empty_sheet_is_blank_and_not_wrong(given: dict[str, Any]) -> None:
    marks = mark(SHEET, given)
    assert (marks.score, marks.first_wrong, marks.counts["blank"]) == (0.0, None, len(SHEET.rows))


def test_answers_without_a_row_are_told() -> None:
    marks = mark(SHEET, {"v1": repr(SHEET.rows[0].answer), "v\n9": "=cmd()\n"})
    assert marks.remarks == ("this worksheet has no row 'v�9'; the answer '=cmd()�' is not marked",)
    assert marks.counts["right"] == 1
    assert json.loads(marks.json())["remarks"] == [*marks.remarks]


def test_a_sheet_without_rows_is_refused() -> None:
    with pytest.raises(WorksheetError, match="nothing to work out"):
        worksheet(Value(1.0, name="x"))


# Published results


MANY = 2 if PROFILE == "default" else 5
"""Random networks."""


def networks(count: int, kind: str = "any") -> list[tuple[Exercise, Learner, Numbers]]:
    found = []
    for seed in range(1000):
        of = network(Random(f"result {seed}"), kind)
        learner = Learner(of.out, of.rate, of.parameters)
        try:
            found.append((of, learner, learner.work()))
        except (ValueError, ArithmeticError):
            continue  # the update leads out of the domain
        if len(found) == count:
            break
    return found


def uphill(line: Line, xs: list[float], _: Numbers) -> float | None:
    return xs[0] + 0.1 * xs[1] if line.kind == "updated" else None


def test_a_step_uphill_explains_a_result() -> None:
    for of, _, _ in networks(MANY):
        learner = Learner(of.out, 0.1, of.parameters)
        claimed = learner.work(uphill)[learner.now[of.out]]
        found = explain_result(of.out, f"{claimed:.10g}", 0.1, parameters=of.parameters)
        assert not found.right
        assert "stepped uphill" in found.mistakes
        assert "w + ηg was taken for w - ηg" in str(found)


def test_a_right_result_needs_no_reason_and_another_has_none() -> None:
    for of, learner, numbers in networks(MANY):
        true = numbers[learner.now[of.out]]
        right = explain_result(of.out, f"{true:.6g}", of.rate, parameters=of.parameters)
        assert (right.right, right.mistakes, right.reasons) == (True, (), ())
        assert right.true == pytest.approx(true, rel=1e-9)
        assert "is right" in str(right)
        wrong = explain_result(of.out, f"{1.2345 * true + 0.0123:.9g}", of.rate, parameters=of.parameters, lang="ja")
        assert (wrong.right, wrong.mistakes) == (False, ())
        assert str(wrong).endswith("(原因不明)。")


def mazur(updated_too_early: bool) -> tuple[Value, float]:
    """Mazur's network, and the loss after one step at 0.5 of the weights alone, worked out without the engine."""
    w, i, t = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55], [0.05, 0.10], [0.01, 0.99]

    def layer(w: Any, x: Any, bias: Any, act: Any) -> list[Any]:
        return [act(w[0] * x[0] + w[1] * x[1] + bias), act(w[2] * x[0] + w[3] * x[1] + bias)]

    def of_float(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    h = layer(w[:4], i, 0.35, of_float)
    o = layer(w[4:], h, 0.60, of_float)
    delta = [(o[k] - t[k]) * o[k] * (1 - o[k]) for k in (0, 1)]
    new = [w[4 + 2 * k + j] - 0.5 * delta[k] * h[j] for k in (0, 1) for j in (0, 1)]
    back = new if updated_too_early else w[4:]
    hidden = [(delta[0] * back[j] + delta[1] * back[2 + j]) * h[j] * (1 - h[j]) for j in (0, 1)]
    new = [w[2 * j + k] - 0.5 * hidden[j] * i[k] for j in (0, 1) for k in (0, 1)] + new
    o = layer(new[4:], layer(new[:4], i, 0.35, of_float), 0.60, of_float)
    ws = [Value(x, name=f"w{k}") for k, x in enumerate(w, 1)]
    outputs = layer(ws[4:], layer(ws[:4], i, Value(0.35, name="b1"), sigmoid), Value(0.60, name="b2"), sigmoid)
    loss = total([(out - target) ** 2 / 2 for out, target in zip(outputs, t, strict=True)])
    return loss, sum((out - target) ** 2 / 2 for out, target in zip(o, t, strict=True))


def test_a_published_result_gets_its_cause() -> None:
    loss, claimed = mazur(updated_too_early=True)
    assert f"{claimed:.9f}" == "0.291027924"
    found = explain_result(loss, "0.291027924", learning_rate=0.5)
    assert (found.mistakes, found.biases_kept) == (("updated too early",), True)
    loss, true = mazur(updated_too_early=False)
    weights = [x for x in steps(loss).order if (x.name or "").startswith("w")]
    assert explain_result(loss, true, learning_rate=0.5, parameters=weights).right


def test_without_a_learning_rate_the_output_itself_is_explained() -> None:
    x, y = Value(3.0, name="x"), Value(2.0, name="y")
    assert explain_result(x * y, 6).right
    assert explain_result(x - y, "5").mistakes == ("lost the minus",)
    assert explain_result(x * y, "6.1").mistakes == ()


@pytest.mark.parametrize("claimed", ["", None, "=cmd()", "1e999", "hello"])
def test_a_claim_that_is_no_number_is_refused(claimed: Any) -> None:
    with pytest.raises(TypeError, match="the claimed result is a number") as refused:
        explain_result(Value(1.0) * 2.0, claimed)
    said = str(refused.value).partition(f"and not {claimed!r}")[2]
    assert (said == "") == (not claimed)  # why a text is no number; a blank needs no reason


def test_biases_are_kept_where_that_explains_a_result_alone() -> None:
    x = Value(3.0, name="x") * Value(2.0, name="y")
    assert [explain_result(x, claimed).biases_kept for claimed in ("6", "5", "6.1")] == [False] * 3


def test_the_table_has_numbers_on_the_right_and_texts_on_the_left() -> None:
    lines = str(mark(SHEET, {})).rpartition("\n\n")[2].splitlines()[2:]
    assert len(lines) == len(SHEET.rows) > 9
    for row, line in zip(SHEET.rows, lines, strict=True):
        assert line.startswith(f"{row.number:>3}  {row.key}  ")


def test_a_file_for_programs_is_text_that_people_can_read() -> None:
    marks = mark(SHEET, {}, lang="ja")
    assert "ワークシート" in marks.json()
    assert json.loads(marks.json())["title"] == marks.title


def test_points_are_those_of_right_and_of_carried_rows() -> None:
    slip = mark(SHEET, {"v1": repr(SHEET.rows[0].answer + 1.0), "v2": repr(SHEET.rows[1].answer + 1.0)})
    assert (slip.counts["right"], slip.counts["carried"], slip.points) == (0, 1, 1)
    assert slip.score == 1 / len(SHEET.rows)
