"""Help as a beginner reads it: all commands at a glance, a page for each, 80 columns, and examples that run."""

from __future__ import annotations

import argparse
import os
import re
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import __version__
from autograd.commands import GROUPS, NAMES
from autograd.commands.about.help import nearly
from autograd.commands.about.parser import command, parser_of
from autograd.commands.about.wrapped import listed, wrapped
from autograd.language import LANGUAGES, speaking
from autograd.language.text import width
from tests.commands.test_main import ringo, shell
from tests.conftest import takes_long, thinned
from viz.lab.site import PYODIDE

ELSEWHERE = {"claim": "test_claim_command", "compare": "test_compare_command"}
"""Commands whose examples run among their own tests, which know what they answer."""


def examples(name: str, lang: str) -> list[list[str]]:
    """The examples on the page of a command, each as the words behind `ringo`."""
    shown = ringo("help", name, "--lang", lang).out
    heading = "examples:" if lang == "en" else "例:"
    lines = shown.split(f"\n{heading}\n")[1].split("\n\n")[0].replace("\\\n", " ").splitlines()
    found = [shlex.split(line)[1:] for line in lines if line.split()[0] == "ringo"]
    assert len(found) >= 2
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_is_told_at_a_glance(lang: str) -> None:
    status, out, err = ringo("--lang", lang)
    assert (status, err) == (0, "")
    listed = [line.split()[0] for line in out.splitlines() if line.startswith("  ") and "ringo" not in line]
    assert listed == [*NAMES] == [name for names in GROUPS.values() for name in names]
    for words in (["--help"], ["-h"], ["help"]):
        assert ringo(*words, "--lang", lang).out == out
        assert ringo("--lang", lang, *words).out == out


def test_the_word_steps_is_left_out_where_its_example_stands() -> None:
    """The one example in the overview runs."""
    line = next(line for line in ringo().out.splitlines() if line.startswith('  ringo "'))
    assert ringo(*shlex.split(line)[1:]).out.startswith("Forward pass")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_tells_all_there_is(name: str, lang: str) -> None:
    status, out, err = ringo("help", name, "--lang", lang)
    assert (status, err) == (0, "")
    assert ringo(name, "--help", "--lang", lang).out == ringo("--help", name, "--lang", lang).out == out
    assert max(map(width, out.splitlines())) <= 80
    headings = (
        ["usage", "examples", "exit status", "see also"] if lang == "en" else ["使い方", "例", "終了ステータス", "関連"]
    )
    places = [f"\n{out}".index(f"\n{heading}:") for heading in headings]
    assert places == sorted(places)
    with speaking(lang):
        actions = parser_of(name, __version__)._actions
    typed = [line.split("  ")[1] for line in out.splitlines() if line.startswith("  -")]
    options = [one for one in actions if one.option_strings]
    assert [line.split()[0].rstrip(",") for line in typed] == [one.option_strings[0] for one in options]
    assert all(one.help and one.help != argparse.SUPPRESS for one in actions)
    assert all(f"\n  {one.metavar}" in out for one in actions if not one.option_strings)


@pytest.mark.parametrize("name", NAMES)
def test_a_usage_names_what_there_is(name: str) -> None:
    module = command(name)
    words = {word.strip("[]()|") for word in module.USAGE.replace("...", "").split()}
    named = words - {"", "OPTION"}
    known = set[str]()
    for one in parser_of(name, __version__)._actions:
        values = one.metavar if isinstance(one.metavar, tuple) else [one.metavar]
        known |= {*one.option_strings, *filter(None, values)}
    assert named <= known
    assert set(module.SEE) < set(NAMES) - {name}


CLASS = {"--exercise": "apple", "--seed": "1", "--save": "class"}


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["class", "students.csv"], CLASS),
        (["lab", "site"], {"--pyodide": "nowhere"}),
        (["claim", "x * x"], {"--d": "x"}),
    ],
)
def test_an_option_that_is_needed_stands_in_the_usage(
    words: list[str], needed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("students.csv").write_text("name\nanna\n", "utf-8")
    usage = re.sub(r"\[[^]]*\]", "", command(words[0]).USAGE)
    for option in needed:
        others = [word for name, value in needed.items() if name != option for word in (name, value)]
        assert ringo(*words, *others).status == 2
        assert f"{option} " in usage


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_options(name: str) -> None:
    shown = [ringo("help", name, "--lang", lang).out for lang in LANGUAGES]
    options = [[line.split()[0] for line in out.splitlines() if line.startswith("  -")] for out in shown]
    assert options[0] == options[1]


def test_pages_are_plain_where_python_would_colour_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 3.14 on, argparse colours its own help; FORCE_COLOR asks for colours even in a pipe."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    for words in (["--help"], ["claim", "--help"], ["claim", "--bogus"]):
        outcome = ringo(*words)
        assert "\x1b" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("word", "near"),
    [("marks", "mark"), ("workshet", "worksheet"), ("Claim", "claim"), ("compair", "compare"), ("step", "steps")],
)
def test_a_word_near_to_a_command_is_told(word: str, near: str) -> None:
    for after in ([], ["anna.csv"], ["x*x", "x=1"]):
        status, out, err = ringo(word, *after)
        assert (status, out) == (2, "")
        assert f"did you mean ringo {near}?" in err
    assert ringo(word, f"{word}=3").status == 0  # a formula of one name


@given(st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=30))
def test_no_word_far_from_all_commands_is_taken_for_one(word: str) -> None:
    if nearly(word):
        assert any(set(word.lower()) & set(name) for name in NAMES)
        assert abs(len(word) - 6) < 14


def test_a_mistake_in_a_formula_is_told_as_one() -> None:
    assert "'price' has no value" in ringo("price").err
    assert "'mark2' has no value" in ringo("mark2 * claim").err


# Lines.


@given(st.text(max_size=200), st.integers(20, 80))
def test_nothing_of_a_text_is_lost_in_lines(text: str, columns: int) -> None:
    text = " ".join(text.split())
    lines = wrapped(text, "  ", columns).split("\n")
    assert "".join(line.removeprefix("  ") for line in lines).replace(" ", "") == text.replace(" ", "")
    pieces = text.split(" ")
    if all(width(piece) < columns - 4 for piece in pieces):
        assert all(width(line) <= columns for line in lines)


def test_a_japanese_line_begins_with_no_full_stop() -> None:
    lines = wrapped("あいうえお、かきくけこ。", columns=10).splitlines()
    assert lines == ["あいうえ", "お、かきく", "けこ。"]
    assert listed("-x, --long WORD", "about", 10) == "  -x, --long WORD\n          about"


# Examples.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the examples speak of: students, a worksheet, answers, Pyodide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("autograd.commands.gallery.TRAINED", ())
    monkeypatch.setattr("autograd.commands.gallery.GRAPHS", command("gallery").GRAPHS[:1])
    Path("students.csv").write_text("name,lang\nanna,en\n葉月,ja\n", "utf-8")
    assert ringo("worksheet", "x*y", "x=2", "y=3", "--answers", "--save", "sheet.json").status == 0
    Path("answers").mkdir()
    for file in ("anna.csv", "answers/anna.csv", "answers/葉月.csv"):
        assert ringo("worksheet", "x*y", "x=2", "y=3", "--save", file).status == 0
    return tmp_path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", thinned(sorted({*NAMES} - {*ELSEWHERE, "lab", "completion", "doctor"}), 1))
def test_every_example_runs(name: str, lang: str, folder: Path) -> None:
    if name in ("class", "exercise", "worksheet"):
        pytest.importorskip("xlsxwriter")
    if name == "class":
        pytest.importorskip("typst")
    if name == "compile":
        pytest.importorskip("numpy")
    for words in examples(name, lang):
        status, out, err = ringo("--lang", lang, *words)
        assert (status, out != "") == (0, True), (words, err)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_of_the_lab_run(lang: str, folder: Path) -> None:
    pyodide = Path("node_modules/pyodide")
    pyodide.mkdir(parents=True)
    for file in PYODIDE:
        (pyodide / file).write_text("{}")
    for words in examples("lab", lang):
        assert ringo(*words).status == 0, words


@takes_long
@pytest.mark.skipif(os.name == "nt", reason="these are lines of a POSIX shell")
def test_the_examples_of_completion_run(tmp_path: Path) -> None:
    (tmp_path / ".config/fish/completions").mkdir(parents=True)
    page = ringo("help", "completion").out
    for line in [line for line in page.splitlines() if line.startswith("  ringo completion")]:
        assert shell(line, HOME=str(tmp_path)) == (0, "", "")
        file = tmp_path / line.split("~/")[1].partition(";")[0]
        assert "worksheet" in file.read_text("utf-8")
    assert (tmp_path / ".bashrc").read_text() == f". {tmp_path}/.ringo.bash\n"
