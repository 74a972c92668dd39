"""What a notebook shows by itself: tables and sentences, escaped, and not slow for a large graph."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

import autograd
import nn
from autograd import (
    Value,
    check_claim,
    check_grad,
    dot,
    explain_result,
    mark,
    speaking,
    steps,
    total,
    worksheet,
)
from autograd.language.text import Table
from nn.learning.run.history import Epoch, History

HOSTILE = "<script>alert(1)</script>$x$|`*"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&#36;x&#36;\\|\\`\\*"


def lines(shown: Any) -> list[str]:
    text = shown._repr_markdown_()
    assert isinstance(text, str)
    return text.splitlines()


def test_a_table_prints_and_is_shown() -> None:
    made = Table(["a", "b"], [["<1>", "2"]], right=[1])
    assert str(made).splitlines() == ["a    b", "---  -", "<1>  2"]
    assert lines(made) == ["| a | b |", "| --- | ---: |", "| &lt;1&gt; | 2 |"]


def test_a_value_shows_what_made_it() -> None:
    apple, count = Value(100, name="apple"), Value(2, name="count")
    price = apple * count
    price.name = "price"
    price.backward()
    assert lines(price)[2] == "| price | apple \\* count | 200 | 1 |"
    assert lines(apple)[2] == "| apple | (given) | 100 | 2 |"
    assert lines(price * 1.1)[2] == "|  | price \\* 1.1 | 220 | 0 |"
    assert lines(total([Value(1.0)] * 9))[2] == "|  | total(…) | 9 | 0 |"
    with speaking("ja"):
        assert lines(apple)[0] == "| ノード | 式 | 値 | .grad |"


def test_steps_show_the_first_and_the_last_rows_of_a_large_graph() -> None:
    y = x = Value(1.0, name="x")
    for _ in range(300):
        y = y + 1
    shown = lines(steps(y))
    forward = shown[4 : shown.index("**Backward pass**") - 1]
    assert len(forward) == 201
    assert forward[0] == "| 1 | x | (given) |  | 1 |"
    assert forward[100] == "| … | … | … | … | … |"
    assert forward[-1].endswith("| 301 |")
    assert forward[-1].startswith("| 601 |")  # 300 sums, 300 ones and x
    few = steps(x * 2)
    assert few._repr_markdown_() == few.markdown()


def test_a_worksheet_shows_its_questions_and_not_its_code() -> None:
    sheet = worksheet(Value(3.0, name="w") * Value(2.0, name="x"))
    shown = sheet._repr_markdown_()
    assert "| 3 | grad w | gradient ∂v1/∂w = ∂v1/∂v1 × ∂v1/∂w |  |" in shown
    assert sheet.code not in shown
    assert sheet.code in sheet.markdown()


def test_marks_show_what_is_not_right_as_a_table() -> None:
    sheet = worksheet(Value(3.0, name="w") * Value(2.0, name="x"))
    answers = {row.key: row.answer for row in sheet.rows} | {sheet.rows[0].key: "<b>5</b>"}
    rows = [line for line in lines(mark(sheet, answers)) if line.startswith("| 1 |")]
    assert len(rows) == 1
    assert "&lt;b&gt;5&lt;/b&gt;" in rows[0]
    assert "<b>" not in rows[0]
    slip = mark(sheet, {row.key: row.answer for row in sheet.rows} | {"grad w": -2.0})
    at = lines(slip).index("the sign is wrong")
    assert lines(slip)[at - 1] == lines(slip)[at + 1] == ""  # a paragraph of its own
    assert not [line for line in lines(mark(sheet, dict.fromkeys(answers, ""))) if line.startswith("<")]


def test_a_claim_shows_its_verdict() -> None:
    wrong = check_claim("x**2 if x > 0 else x", "2*x", wrt="x")
    assert wrong._repr_html_().startswith("<b>✗</b><pre>")
    assert "x &gt; 0" in wrong._repr_html_()
    assert check_claim("x**2", "2*x", wrt="x")._repr_html_().startswith("<b>✓</b>")


def test_a_report_of_many_derivatives_is_cut_and_its_sentences_are_escaped() -> None:
    report = check_grad(lambda *xs: dot(xs, xs), [0.5 + i / 300 for i in range(250)])
    shown = lines(report)
    assert [line for line in shown if line.startswith("| …")] == ["| … | … | … | … | … | … | … |"]
    assert shown[-1] == "250 derivatives: 250 right."
    assert "250 derivatives: 250 right." in str(report)
    kinked = lines(check_grad(lambda x: abs(x), [0.0]))
    assert any("kink" in line for line in kinked[3:])


def test_a_history_is_a_table() -> None:
    history = History([Epoch(1, 0.75, 0.5, 0.5, 0.75, (1.0, None))], "all 1 epochs are done", (HOSTILE, "dog"))
    assert lines(history)[0] == "| epoch | loss | accuracy | validation loss | validation accuracy |"
    assert lines(history)[2] == "| 1 | 0.75 | 50.0 % | 0.5 | 75.0 % |"
    assert lines(history)[4] == "best: epoch 1; stopped: all 1 epochs are done"
    assert ESCAPED[:24] in lines(history)[6]
    assert lines(History(stopped="by hand")) == ["no epoch was finished; stopped: by hand"]
    assert lines(History()) == ["no epoch is finished"]


def test_a_confusion_matrix_is_a_table() -> None:
    shown = lines(nn.metrics.confusion_matrix([0, 1, 1], [0, 1, 0], classes=["no", HOSTILE]))
    assert shown[0] == f"| actual &#92; predicted | no | {ESCAPED} | recall |"
    assert shown[2] == "| no | 1 | 1 | 50% |"
    assert shown[-1] == "2 of 3 right: 66.7%"


def test_a_result_is_a_sentence() -> None:
    w, x = Value(0.5, name="w"), Value(2.0, name="x")
    [shown] = lines(explain_result((autograd.sigmoid(w * x) - 0.2) ** 2, "0.3660", learning_rate=0.5))
    assert "y(y - 1)" in shown


def test_a_program_explains_itself_unless_it_is_large() -> None:
    w, x = Value(2.0, name="w"), Value(3.0, name="x")
    program = autograd.compile(w * x, wrt=[w], inputs=[x])
    assert program._repr_markdown_() == program.explain().markdown()
    y = w * x
    for i in range(50):
        y = y.sin() if i % 2 else y.cosh()
        y = y * 0.01
    large = autograd.compile(y, wrt=[w], inputs=[x])
    assert len(large.groups) > 40
    assert large._repr_markdown_() is None


@pytest.mark.parametrize(
    "made",
    [
        lambda name: Value(1.0, name=name),
        lambda name: Value(1.0, name=name) * 2,
        lambda name: steps(Value(1.0, name=name) * 2),
        lambda name: worksheet(Value(1.0, name=name) * Value(2.0, name="x")),
        lambda name: mark(worksheet(Value(1.0, name=name) * Value(2.0, name="x")), {}),
        lambda name: steps(Value(1.0, name=name) * 2).derivation(name),
        lambda name: autograd.compile((w := Value(1.0, name=name)) * 2, [w]),
    ],
)
def test_no_name_becomes_markup(made: Callable[[str], Any]) -> None:
    shown = made(HOSTILE)._repr_markdown_().replace("\\<", "&lt;")
    assert "script" in shown
    assert "<script" not in shown


def test_a_large_graph_is_shown_in_no_time() -> None:
    y = Value(1.0, name="x")
    for _ in range(20_000):
        y = y * 1.0001
    record = steps(y)
    start = time.process_time()
    for shown in (y, record):
        assert len("\n".join(lines(shown))) < 100_000
    assert time.process_time() - start < 0.5  # the whole table of this graph takes some seconds
