"""Points of rows and of slips, chosen in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograd import Value, mark, sigmoid, worksheet
from autograd.__main__ import main
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.sheet.asking.points import KINDS, points_in, share
from autograd.by_hand.sheet.work.optimizers import OPTIMIZERS
from autograd.language import LANGUAGES, speaking


def sheet() -> Sheet:
    w, b = Value(0.5, name="w"), Value(0.1, name="b")
    return worksheet((sigmoid(w * 2.0 + b) - 1.0) ** 2, 0.1, level="nodes")


def answers() -> dict[str, str]:
    """Right but for a decimal point in grad w, an unrelated number in v2, nothing in new b, and no number in L."""
    right = {row.key: f"{row.answer:.6g}" for row in sheet().rows}
    slipped = f"{10 * sheet().at['grad w'].answer:.6g}"
    new = f"{0.5 - 0.1 * float(slipped):.6g}"  # which follows from the slip
    return right | {"grad w": slipped, "new w": new, "new b": "", "L": "?x", "new L": "0.777"}


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "points.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_row_is_worth_1_unless_a_file_says_otherwise() -> None:
    marks = mark(sheet(), answers())
    assert marks.of == len(sheet().rows)
    assert marks.points == marks.counts["right"] + marks.counts["carried"]
    assert isinstance(marks.points, int)
    assert f"{marks.points} of {marks.of} points" in marks.summary


def test_kinds_verdicts_and_slips_have_the_points_of_the_file(tmp_path: Path) -> None:
    path = file(
        tmp_path, '[rows]\ndelta = 3\nafter = 0\n[verdicts]\ncarried = 0.5\n[mistakes]\n"decimal point" = 0.25\n'
    )
    marks = mark(sheet(), answers(), points=path)
    kinds = [row.kind for row in sheet().rows]
    assert marks.of == len(kinds) + 2 * kinds.count("delta") - kinds.count("after")
    of = {row.key: marks.points_of(row) for row in marks.rows}
    verdicts = {row.key: row.verdict for row in marks.rows}
    assert (of["grad v2"], of["grad w"], of["grad b"], of["new b"], of["L"], of["new L"]) == (3, 0.25, 1, 0, 0, 0)
    assert verdicts["new w"] == "carried"
    assert of["new w"] == 0.5
    assert marks.points == pytest.approx(sum(of.values()))
    assert marks.score == pytest.approx(marks.points / marks.of)
    assert f"{marks.points:g} of {marks.of:g} points" in marks.summary


def test_the_best_of_the_mistakes_that_explain_a_number_counts() -> None:
    scale = {"mistakes": {"sign": 0.5, "swapped": 0.75, "overwrote": 0.25}}
    both = ["overwrote", "swapped", "sign"]
    assert [share(scale, "wrong", mistakes) for mistakes in (both, both[::-1], ["sign"], ["left over"])] == [
        0.75, 0.75, 0.5, 0,
    ]  # fmt: skip
    assert share(scale, "right", both) == share(scale, "carried", both) == 1


def test_every_kind_that_a_sheet_has_can_be_given_points() -> None:
    found = set[str]()
    for name in OPTIMIZERS:
        w, b = Value(0.5, name="w"), Value(0.1, name="b")
        loss = (sigmoid(w * 2.0 + b + w * w) - 1.0) ** 2
        found |= {row.kind for row in worksheet(loss, 0.1, optimizer=name, steps=2).rows}
    assert found == {*KINDS}


BAD = {
    "another table": ("[row]\ndelta = 2", "a table .*row"),
    "no table": ("delta = 2", "a table .*delta"),
    "another kind": ("[rows]\ndeltas = 2", "'deltas', which is none of value, local"),
    "another verdict": ("[verdicts]\nrihgt = 1", "'rihgt', which is none of right, carried"),
    "another mistake": ("[mistakes]\nunknown = 1", "'unknown', which is none of"),
    "a text": ('[rows]\ndelta = "2"', "'delta' 2 points: a number from 0 to 1000"),
    "a truth": ("[rows]\ndelta = true", "'delta' True points"),
    "below 0": ("[mistakes]\nsign = -1", "'sign' -1 points: a number from 0 to 1 "),
    "more than all": ("[verdicts]\ncarried = 2", "'carried' 2 points: a number from 0 to 1 "),
    "nan": ("[rows]\ndelta = nan", "'delta' nan points"),
    "no TOML": ("[rows\n", "TOML"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_used_is_told_with_the_word(what: str, tmp_path: Path) -> None:
    text, said = BAD[what]
    with pytest.raises(WorksheetError, match=said):
        points_in(file(tmp_path, text))
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(WorksheetError, match=r"points\.toml"):
            points_in(file(tmp_path, text))


def test_the_command_line_shows_points(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet().save(tmp_path / "anna.csv", answers=True)
    scale = file(tmp_path, "[rows]\ndelta = 3.5\n")
    main(["mark", str(path), "--points", str(scale)])
    most = len(sheet().rows) + 2.5
    assert f"{most:g} of {most:g} points" in capsys.readouterr().out
