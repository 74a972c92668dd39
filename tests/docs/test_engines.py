"""The page of engines is what the files of answers say, and the command tells where these are out of date."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest

pytest.importorskip("mpmath")

from mpmath import mp, mpf

from autograd.checking.engines import known, live
from autograd.checking.engines.engine import places
from autograd.checking.engines.live import EngineMissingError
from autograd.checking.engines.questions import QUESTIONS
from autograd.checking.engines.questions.functions import FUNCTIONS
from autograd.checking.engines.questions.question import Question, ask
from docs.engines import environments, file, page, tails
from docs.engines.__main__ import PAGE, main, written
from docs.engines.exact import truth
from docs.engines.meanings import MEANINGS
from docs.engines.measuring import MATHEMATICS, OURS, differences, ringograd
from docs.engines.tails_page import WANTED, error_of
from tests.conftest import thinned

ASKED = {question.key: question for op in ("abs", "sqrt") for question in ask(op, 0.0, 4.0)}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == written(), "run python -m docs.engines"


def test_each_part_of_the_page_is_linked_at_its_beginning() -> None:
    listed, body = PAGE.read_text("utf-8").split("\n\n## The engines\n")
    headings = [line.lstrip("# ") for line in body.splitlines() if line.startswith("##")]
    links = re.findall(r"\[([^]]*)\]\(#([^)]*)\)", listed)
    assert [name for name, _ in links] == ["The engines", *headings]
    assert len({link for _, link in links}) == len(links)


@pytest.mark.parametrize("path", file.ASKED, ids=lambda path: path.name)
def test_what_ringograd_answers_is_up_to_date(path: Path) -> None:
    stale = list(differences(file.entries(file.read(path), OURS), ringograd(file.ASKED[path])))
    assert not stale, ["run python -m docs.engines measure ringograd --write", *stale]


@pytest.mark.parametrize("path", file.ASKED, ids=lambda path: path.name)
def test_the_files_are_as_they_are_written(path: Path) -> None:
    held = file.read(path)
    text = file.written_packed(held) if path == tails.FILE else file.written(held, file.ASKED[path])
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("path", file.ASKED, ids=lambda path: path.name)
def test_mathematics_is_known_of_every_question(path: Path) -> None:
    assert set(file.entries(file.read(path), MATHEMATICS)) == set(file.ASKED[path])
    assert set(FUNCTIONS) == set(MEANINGS)


def test_where_there_is_one_number_ringograd_has_it() -> None:
    """The rows of the table, wherever mathematics gives a normal float. A refusal there has a reason."""
    wrong = []
    for key, question in QUESTIONS.items():
        told = known.measured()["questions"][key]
        there = [told[MATHEMATICS]["value"]] if question.order == 0 else told[MATHEMATICS]["derivatives"]
        for entry in told.get(OURS, ()):
            for given, exact in zip(entry.get("numbers", ()), there, strict=False):
                error = 0.0 if isinstance(exact, list) or exact == "none" else error_of({"numbers": [given]}, exact)[0]
                if error and error > WANTED:
                    wrong.append((key, entry["call"], given, exact))
    lost = {key for key, call, *_ in wrong if not call.startswith("log(")}  # of a number that was rounded before
    assert not lost


def test_tails_keep_their_digits() -> None:
    """Wherever the true number is a normal float, the first of our calls has it. log(erfc(x)) is shown beside them."""
    lost = set()
    for key, told in file.read(tails.FILE)["questions"].items():
        question, exact = tails.QUESTIONS[key], told[MATHEMATICS]
        true = exact["derivatives"][0] if question.order else exact["value"]
        if question.op != "log_erfc" and true not in ("none", "inf", "-inf"):
            lost |= {key} if (error_of(told[OURS][0], true)[0] or 0.0) > WANTED else set()
    # Of softplus'/softplus, which is nearly 1 there, no graph of the table keeps the derivative.
    assert lost == {f"log(softplus(x))'' at {x}" for x in (-26.0, -20.0, -15.0, -10.0)}


@pytest.mark.parametrize(
    ("question", "there"),
    thinned(
        [
            (Question("abs", (0.0,)), [["-1.0", "1.0"]]),
            (Question("x_abs_x", (0.0,), order=2), [["-2.0", "2.0"]]),
            (Question("cbrt", (0.0,)), ["inf"]),
            (Question("asin", (1.0,)), [["inf", "none"]]),
            (Question("log", (0.0,)), ["none"]),
            (Question("pow", (0.0, 0.0)), ["0.0", ["none", "-inf"]]),
            (Question("max", (3.0, 1.0, 3.0)), [["0.0", "1.0"], "0.0", ["0.0", "1.0"]]),
            (Question("mul", (2.0, 5.0), order=2), ["0.0", "1.0", "1.0", "0.0"]),
            (Question("power", (0.0,), {"n": 1.5}, 2), [["none", "inf"]]),
            (Question("pow", (0.0, 1.0), order=2), ["0.0", "none", ["none", "-inf"], "0.0"]),
            (Question("std", (1.0, 1.0, 1.0), order=2), 9 * ["0.0"]),  # a length: along a ray its slope does not change
        ]
    ),
)
def test_what_is_mathematically_there(question: Question, there: list[object]) -> None:
    assert truth(question)["derivatives"] == there


@pytest.mark.parametrize("x", [-700.0, -15.0, 0.3, 15.0, 700.0])
def test_digits_of_tails(x: float) -> None:
    """Against formulas of the derivatives, in many digits."""
    with mp.workdps(1000):
        secant = 1 / mp.cosh(mpf(x)) ** 2
        expected = secant, -2 * mp.tanh(mpf(x)) * secant
    found = [truth(Question("tanh", (x,), order=order))["derivatives"] for order in (1, 2)]
    with mp.workdps(30):
        pairs = zip(found, expected, strict=True)
        assert all(mp.almosteq(mpf(text), true, mpf("1e-19")) for (text,), true in pairs)


@pytest.fixture(scope="module")
def true() -> dict[str, str]:
    """What a file holds that was measured, once it was."""
    return {}


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, true: dict[str, str]) -> Path:
    """A file of answers of an engine that needs no installation."""
    answers = tmp_path / "answers.json"
    monkeypatch.setitem(places(), "fake", "tests.checking.engines.fake")
    monkeypatch.setattr(file, "ASKED", {answers: ASKED})
    if true:
        answers.write_text(true["answers"], "utf-8")
    else:
        assert main(["measure", "fake", "--write"]) == 0
        true["answers"] = answers.read_text("utf-8")
    return answers


def test_a_file_that_is_true(measured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["measure", "fake"]) == 0
    assert capsys.readouterr().out == "Fake 1.0: 4 questions, 0 answers out of date\n"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    thinned(
        [
            ('"numbers": [0.0]', '"numbers": [0.5]', "abs(x)' at 0.0: abs(x): [0.5] in the file, [0.0] measured"),
            ('"numbers": [1.0]', '"error": "OSError"', "abs(x)' at 4.0: abs(x): OSError in the file, [1.0] measured"),
            ('"call": "abs(x)"', '"call": "fabs(x)"', "abs(x)' at 0.0: abs(x): nothing in the file, [0.0] measured"),
            ('"1.0"}', '"0.9"}', "version 0.9 in answers.json, 1.0 measured"),
        ]
    ),
)
def test_a_wrong_entry_is_told(
    measured: Path, capsys: pytest.CaptureFixture[str], right: str, wrong: str, said: str
) -> None:
    true = measured.read_text("utf-8")
    assert right in true
    measured.write_text(true.replace(right, wrong, 1), "utf-8")
    capsys.readouterr()
    assert main(["measure", "fake"]) == 1
    assert f"  {said}\n" in capsys.readouterr().out
    assert main(["measure", "fake", "--write"]) == 0
    assert measured.read_text("utf-8") == true


def test_last_digits_are_no_difference(measured: Path) -> None:
    true = measured.read_text("utf-8")
    slope = json.loads(true)["questions"]["sqrt(x)' at 4.0"]["answers"]["fake"][0]["numbers"][0]
    near = math.nextafter(slope, 1.0)
    measured.write_text(true.replace(repr(slope), repr(near)), "utf-8")
    assert main(["measure", "fake"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "there is no engine nope: there are mathematics, ringograd, "),
        (["fake", "--environments", "no/folder"], "there is no folder no/folder: add --install, "),
        (["fake", "--install"], "--install needs a folder for the environments: add --environments FOLDER"),
    ],
)
def test_what_cannot_be_measured_is_said(
    measured: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["measure", *arguments]) == 2
    assert capsys.readouterr().err.startswith(said)


def test_an_engine_that_is_not_installed(
    measured: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> str:
        raise EngineMissingError("Fake does not start")

    monkeypatch.setattr(live, "version", missing)
    assert main(["measure", "fake"]) == 2
    assert capsys.readouterr().err == "Fake does not start\n"
    monkeypatch.setattr("docs.engines.__main__.names", lambda: ["fake"])
    assert main(["measure"]) == 0  # it was not named


def test_a_file_that_is_none(measured: Path) -> None:
    measured.write_text("{}", "utf-8")
    with pytest.raises(ValueError, match="is no file of answers"):
        file.read(measured)


def test_an_environment_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, measured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(command: list[str]) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(environments, "_run", fails)
    folder = tmp_path / "environments"
    assert main(["measure", "fake", "--environments", str(folder), "--install"]) == 0  # this Python has it
    assert "Fake cannot be installed in " in capsys.readouterr().err
    assert not (folder / "fake").exists()


@pytest.mark.parametrize(
    ("entry", "there", "said"),
    [
        ({"numbers": [0.5]}, [["-1.0", "1.0"]], "0.5"),
        ({"numbers": [3.743049187535e-13]}, ["3.7430491875353693211e-13"], "exact"),
        ({"numbers": [3.7436720390356775e-13]}, ["3.7430491875353693211e-13"], "3.74367e-13"),
        ({"numbers": ["nan", "inf"]}, ["none", "inf"], "nan, ∞"),
        ({"numbers": [0.25] * 4}, [["0.0", "1.0"]] * 4, "0.25, each"),
        ({"error": "ZeroDivisionError: division by zero"}, ["inf"], "ZeroDivisionError"),
        ({"error": "DomainError: log(0) is not defined"}, ["none"], "refuses"),
        ({"error": "ValueError: 2.0*DiracDelta(0.0) is no real number"}, ["0.0"], "no real number"),
    ],
)
def test_answers_as_readers_see_them(entry: dict[str, object], there: list[object], said: str) -> None:
    assert page.answer_said(entry, there) == said


@pytest.mark.parametrize(
    ("given", "exact", "error"),
    [
        (1.0, "1.0", 0.0),
        (0.0, "4.2483542552915889592e-18", 1.0),
        (0.0, "1.1354838653147360985e-4343", 0.0),
        (1e-300, "1.1354838653147360985e-4343", math.inf),
        (math.nan, "1.0", math.inf),
    ],
)
def test_relative_errors(given: float, exact: str, error: float) -> None:
    assert error_of({"numbers": [given]}, exact)[0] == error
