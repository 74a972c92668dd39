"""README.md and README.ja.md say the same, begin with the picture, and what they show runs."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

import nn
from autograd.__main__ import main
from autograd.commands.gallery import trained
from tests.conftest import ROOT

ENGLISH, JAPANESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.ja.md"))
BOTH = pytest.mark.parametrize("text", [ENGLISH, JAPANESE], ids=["README.md", "README.ja.md"])
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def prose(text: str) -> str:
    return FENCED.sub("", text)


def sections(text: str) -> list[str]:
    """The prose of each section, with the marks of its heading."""
    return re.split(r"^(?=#+ )", prose(text), flags=re.MULTILINE)[1:]


def links(text: str) -> list[str]:
    """What the text links to, a heading by its number."""
    headings = re.findall(r"^#+ (.*)$", prose(text), re.MULTILINE)
    same = {f"#{name.lower().replace(' ', '-')}": f"heading {i}" for i, name in enumerate(headings)}
    same["README.ja.md"] = "README.md"  # each links to the other
    return [same.get(target, target) for target in re.findall(r"\]\(([^)]*)\)", prose(text))]


def tables(text: str) -> list[tuple[int, int]]:
    """The rows and the columns of each table."""
    found = re.findall(r"(?:^\|.*\|\n)+", prose(text), re.MULTILINE)
    return [(len(table.splitlines()), table.splitlines()[1].count("---")) for table in found]


def test_both_have_the_same_headings() -> None:
    english, japanese = ([section.partition(" ")[0] for section in sections(text)] for text in (ENGLISH, JAPANESE))
    assert english == japanese
    assert len(english) > 5


def test_both_have_the_same_blocks_of_code() -> None:
    assert FENCED.findall(ENGLISH) == FENCED.findall(JAPANESE)


def test_both_have_the_same_words_of_code_in_each_section() -> None:
    for english, japanese in zip(sections(ENGLISH), sections(JAPANESE), strict=True):
        words, same = (Counter(re.findall(r"`([^`]+)`", section)) for section in (english, japanese))
        assert words == same, english.partition("\n")[0]


def test_both_have_the_same_links() -> None:
    assert links(ENGLISH) == links(JAPANESE)


def test_both_have_tables_of_the_same_size() -> None:
    assert tables(ENGLISH) == tables(JAPANESE)
    assert len(tables(ENGLISH)) > 2


def test_both_have_equally_many_points_and_paragraphs() -> None:
    for english, japanese in zip(sections(ENGLISH), sections(JAPANESE), strict=True):
        for start in ("- ", "!", r"\*\*|- \*\*"):
            count, same = (len(re.findall(f"^(?:{start})", section, re.MULTILINE)) for section in (english, japanese))
            assert count == same, english.partition("\n")[0]
        count, same = (len(re.split(r"\n\n+", section.strip())) for section in (english, japanese))
        assert count == same, english.partition("\n")[0]


@BOTH
def test_the_picture_stands_before_any_text_longer_than_two_sentences(text: str) -> None:
    before, picture, _ = text.partition("](docs/apple.svg)")
    assert picture
    assert len(re.findall(r"[.。](?=\s|$)|。", before.rpartition("![")[0])) <= 2
    assert len(before.splitlines()) < 12


@BOTH
def test_every_file_that_is_named_exists(text: str) -> None:
    assert missing(text) == []


def test_every_file_that_contributing_names_exists() -> None:
    assert missing((ROOT / "CONTRIBUTING.md").read_text("utf-8")) == []


def missing(text: str) -> list[str]:
    """The files and folders of the repository that a text names or links to, and that are not there."""
    linked = [path for path in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in path]
    named = re.findall(r"\b(?:autograd|nn|viz|docs|tests|examples)/[\w./]*\b", text)
    run = [module.replace(".", "/") for module in re.findall(r"-m ((?:docs|tests)[.\w]*\w)", text)]
    run = [f"{path}/__main__.py" if (ROOT / path).is_dir() else f"{path}.py" for path in run]
    return [path for path in linked + named + run if not (ROOT / path).exists()]


def test_a_file_that_is_gone_is_missed() -> None:
    gone = ["gone.md", "autograd/ops.py", "docs/gone.py", "tests/nn/__main__.py"]
    text = "`autograd/ops.py`, `nn/layers/`, [this](gone.md), python -m docs.gone, python -m docs.rooms, -m tests.nn"
    assert missing(text) == gone


def test_contributing_names_a_test_that_there_is() -> None:
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert named
    assert all(f"def {test}(" in (ROOT / path).read_text("utf-8") for path, test in named)


PYTHON = [code for language, code in FENCED.findall(ENGLISH) if language == "python"]
SHELL = [code for language, code in FENCED.findall(ENGLISH) if not language and "$ " in code]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: code.split("\n")[0])
def test_the_python_runs(
    code: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    some = nn.data.digits().split(test=0.97, seed=0)[0]
    monkeypatch.setattr(nn.data, "digits", lambda: some)  # so that the training takes a second
    if fails := re.search(r"# fails: \"(.*)\"", code):
        with pytest.raises(AssertionError, match=fails[1]):
            exec(code, {})
        return
    exec(code, {})
    printed = capsys.readouterr().out
    for promised in re.findall(r"print\(.*\)  # \"?([\d. ]+$|.*: (?=\.\.\.))", code, re.MULTILINE):
        assert promised in printed
    for saved in re.findall(r"\.save\(\"(.*?)\"\)", code):
        assert (folder / saved).stat().st_size


@pytest.mark.parametrize("code", SHELL, ids=lambda code: code.split("\n")[0])
def test_the_commands_run_and_print_what_is_shown(
    code: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trained, "MOMENTS", 1)  # a moving picture of the gallery takes seconds
    status = {"y*(y-1)": 1}
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        program, *words = shlex.split(line)
        assert program in (".venv/bin/ringo", "ringo")
        if "students.csv" in words:
            (folder / "students.csv").write_text("name\nAnna\n")
        if "answers/*.csv" in words:
            (folder / "answers").mkdir()
            (folder / "sheet.csv").rename(folder / "answers" / "one.csv")
            words[words.index("answers/*.csv")] = "answers/one.csv"
        if "answers" in words and not (folder / "answers").exists():
            (folder / "answers").mkdir()
            (folder / "class" / "solutions" / "Anna.xlsx").rename(folder / "answers" / "Anna.xlsx")
            (folder / "corrections.csv").write_text("student,row,reason\nAnna,L,half a line was missing\n")
        assert main(words) == status.get(words[-1], 0)
        printed = capsys.readouterr().out
        assert not output.strip() or [line.rstrip() for line in printed.splitlines()] == output.rstrip().splitlines()
