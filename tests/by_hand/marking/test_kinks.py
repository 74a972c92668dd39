"""At a kink every number that a convention gives is right, and said so; what follows from it is right too."""

import json
import math
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from moodle_xml_parser import parser

from autograd import Value, log, maximum, relu, worksheet
from autograd import mark as marked
from autograd.by_hand import Marks, Sheet
from autograd.by_hand.mistakes.own import conventions
from autograd.by_hand.sheet.files.moodle import moodle
from autograd.calculus.ops import OPS
from autograd.checking.engines import known
from autograd.graph.functions import apply
from tests.by_hand.learner import printed


def leaf(number: float, name: str) -> Value:
    return Value(number, name=name)


def of_one(op: str) -> Value:
    row = OPS[op]
    constants = {"clamp": (0.0, 1.0), "leaky_relu": (0.1,), "elu": (2.0,)}.get(op, ())
    out: Value = apply(row.bind(*constants) if constants else row, [leaf(0.0, "x")])
    return out * leaf(3.0, "c")


@pytest.mark.parametrize("level", ["everything", "parameters"])
@pytest.mark.parametrize(
    ("op", "constants", "sides"),
    [
        ("relu", {}, [0, 1]), ("abs", {}, [1, -1]), ("clamp", {"low": 0.0, "high": 1.0}, [1, 0]),
        ("leaky_relu", {"slope": 0.1}, [0.1, 1]), ("elu", {"alpha": 2.0}, [2, 1]),
    ],
)  # fmt: skip
def test_the_derivative_at_a_kink_is_right_by_any_convention(
    op: str, constants: dict[str, float], sides: list[float], level: str
) -> None:
    """∂(c f(x))/∂x = c f'(0), whatever engine answers f'(0) or from whichever side it is; and nothing else is right."""
    sheet = worksheet(of_one(op), level=level)
    measured = [number for answer in known.answers(op, [0.0], constants) for number in answer.numbers]
    assert len(measured) >= 3
    double = [x for x in measured if x is not None and all(x == side or abs(x - side) > known.SINGLE for side in sides)]
    for number in {*sides, *double}:
        answers = {row.key: row.answer for row in sheet.rows} | {"grad x": 3.0 * number}
        if level == "everything":
            answers["local x from v1"] = number
        marks = marked(sheet, answers)
        assert marks.counts["wrong"] == 0
        said = [row for row in marks.rows if row.reasons]
        usual = sheet.at["grad x"].answer == 3.0 * number
        assert bool(said) is not usual
        assert all("convention" in reason for row in said for reason in row.reasons)
    wrong = marked(sheet, {row.key: row.answer for row in sheet.rows} | {"grad x": 0.77})
    assert wrong.first_wrong is not None
    assert wrong.first_wrong.key == "grad x"


def test_the_engines_of_the_table_are_named() -> None:
    """The numbers of the table of engines, with the version and the call."""
    sheet = worksheet(of_one("abs"), level="parameters")
    for lang in ("en", "ja"):
        [said] = [row.reasons for row in marked(sheet, {"grad x": "3"}, lang=lang).rows if row.key == "grad x"]
        [jax] = [answer for answer in known.answers("abs", [0.0]) if answer.engine == "jax"]
        assert f"{jax.title} ({jax.call})" in said[0]


@pytest.mark.parametrize(("op", "top"), [("maximum", max), ("minimum", min), ("max", max), ("min", min)])
def test_every_engine_is_right_where_numbers_tie(op: str, top: Any) -> None:
    """The gradients of all inputs together, as each engine answers them; the engine that differs is named."""
    xs = [2.0, 2.0] if op.endswith("imum") else [2.0, 5.0, 2.0] if top is min else [5.0, 2.0, 5.0]
    inputs = [leaf(x, name) for x, name in zip(xs, "abc", strict=False)]
    sheet = worksheet(apply(OPS[op], inputs), level="parameters")
    answers = known.answers(op, xs)
    assert len(answers) >= 4
    for answer in answers:
        given = {f"grad {x.name}": number for x, number in zip(inputs, answer.numbers, strict=True)}
        rows = marked(sheet, given).rows
        assert [row.verdict for row in rows] == ["right"] * len(rows), answer
        differs = [row for row in rows if row.wrote != sheet.at[row.key].answer]
        alike = [other.title for other in answers if other.numbers == answer.numbers]
        assert all(any(title in reason for title in alike) for row in differs for reason in row.reasons)
        assert bool(differs) is any(row.reasons for row in rows)


def test_a_sheet_without_the_table_has_the_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the package was installed without its data."""
    monkeypatch.setattr(known, "FILE", tmp_path / "answers.json")
    known.measured.cache_clear()
    conventions._table.cache_clear()
    try:
        sheet = worksheet(of_one("abs"), level="parameters")
        assert [marked(sheet, {"grad x": n}).points for n in ("3", "-3", "0", "1.5")] == [1.0, 1.0, 1.0, 0.0]
        tied = worksheet(maximum(leaf(2.0, "x"), leaf(2.0, "y")) * 5.0, level="parameters")
        last = marked(tied, {"grad x": "0", "grad y": "5"})
        assert [row.verdict for row in last.rows] == ["right", "right"]
    finally:
        known.measured.cache_clear()
        conventions._table.cache_clear()


def test_a_tie_goes_to_one_or_is_shared() -> None:
    x, y = leaf(2.0, "x"), leaf(2.0, "y")
    sheet = worksheet(maximum(x, y) * 5.0, level="parameters")
    for one, other in [(5, 0), (0, 5), (2.5, 2.5)]:
        marks = marked(sheet, {"grad x": str(float(one)), "grad y": str(float(other))})
        assert [row.verdict for row in marks.rows] == ["right", "right"], (one, other)
    assert marked(sheet, {"grad x": "2.50", "grad y": "1.25"}).counts["wrong"] == 1


def rated(sheet: Sheet) -> dict[str, dict[float, str]]:
    """The numbers of each question of Moodle with their feedback, and "0" or "100" before it."""
    found: dict[str, dict[float, str]] = {}
    for question in ElementTree.fromstring(moodle(sheet)).findall("question[@type='numerical']"):
        name = (question.findtext("name/text") or "")[4:]
        for answer in question.findall("answer"):
            said = f"{answer.get('fraction')} {answer.findtext('feedback/text')}"
            found.setdefault(name, {})[float(answer.findtext("text") or "")] = said
    return found


def test_moodle_takes_the_number_of_each_convention_for_right() -> None:
    """relu'(0) may be 0, 1/2 or 1, and so 3 relu'(0) may be 0, 1.5 or 3."""
    found = rated(worksheet(of_one("relu")))
    for key, slopes in (("local x from v1", (0.0, 0.5, 1.0)), ("grad x", (0.0, 1.5, 3.0))):
        assert {number for number, said in found[key].items() if said.startswith("100")} == set(slopes)
        assert all("convention" in found[key][number] for number in slopes[1:])
    assert [number for number, said in found["grad c"].items() if said.startswith("100")] == [0.0]


def test_moodle_tells_who_calculates_so() -> None:
    """log(1e-12 + 1e-7) is -16.118, for which Moodle has the reason; log(1e-12) is -27.631."""
    found = rated(worksheet(-log(leaf(1e-12, "p"))))["v1"]
    [said] = [said for number, said in found.items() if abs(number - math.log(1e-12 + 1e-7)) < 1e-3]
    assert said.startswith("0")
    assert "log(p + 1e-7)" in said


def test_moodle_takes_them_in_the_cells_of_a_grid_too() -> None:
    x = [leaf(0.0, "x[0]"), leaf(2.0, "x[1]")]
    sheet = worksheet(relu(x[0]) * 3.0 + relu(x[1]), level="parameters", grids=True)
    [cells] = parser.parse_bytes(moodle(sheet))["cloze"]
    right = [
        {float(option.answer.split(":")[0]) for option in cell.options if option.score == 100}
        for cell in cells.gaps
        if cell.sub_type == "NUMERICAL"
    ]
    assert right == [{0.0, 1.5, 3.0}, {1.0}]


def with_updates() -> tuple[Value, list[Value]]:
    w, b = leaf(0.5, "w"), leaf(-1.0, "b")
    return (relu(w * 2.0 + b) - 1.0) ** 2 + w * w, [w, b]


def by_hand(slope: float) -> dict[str, float]:
    """The gradients, the step and the new loss where relu'(0) is `slope`."""
    w, b = -2.0 * slope * 2.0 + 2 * 0.5, -2.0 * slope
    new_w, new_b = 0.5 - 0.1 * w, -1.0 - 0.1 * b
    loss = (max(0.0, new_w * 2.0 + new_b) - 1.0) ** 2 + new_w**2
    return {"grad w": w, "grad b": b, "new w": new_w, "new b": new_b, "improvement": 1.25 - loss}


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
def test_what_follows_from_a_convention_is_right(slope: float) -> None:
    out, parameters = with_updates()
    sheet = worksheet(out, 0.1, parameters=parameters, level="parameters")
    answers = {key: printed(number, 6) for key, number in by_hand(slope).items()}
    marks: Marks = marked(sheet, answers)
    assert marks.counts["wrong"] == 0
    assert marks.points == len(answers)


def test_one_kink_may_be_taken_otherwise_than_another() -> None:
    a, b = leaf(0.0, "a"), leaf(0.0, "b")
    sheet = worksheet(relu(a) * 3.0 + relu(b) * 7.0)
    answers = {row.key: row.answer for row in sheet.rows}
    answers |= {"local a from v1": 1, "grad a": 3, "local b from v3": 0.5, "grad b": 3.5}
    marks = marked(sheet, answers)
    assert marks.counts["wrong"] == 0
    assert json.loads(marks.json())["counts"]["carried"] >= 1


def test_a_kink_of_a_later_example_may_be_taken_otherwise() -> None:
    """In online learning a step has a graph of its own."""
    w = Value(0.0, name="w")
    sheet = worksheet([relu(w * x) for x in (2.0, -1.0)], 0.5, parameters=[w], level="everything", steps=2)
    answers = {row.key: row.answer for row in sheet.rows}
    [late] = [row.key for row in sheet.rows if row.asks.startswith("step 2: local gradient") and row.answer == 0.0]
    [row] = [row for row in marked(sheet, answers | {late: "1"}).rows if row.key == late]
    assert (row.verdict, row.reasons[0][:19]) == ("right", "right by convention")
