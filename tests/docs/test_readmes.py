"""README.md and README.ja.md, and each page of the manual in both languages, say the same. What the READMEs show runs,
typed line by line in one session, and prints what is shown.
"""

from __future__ import annotations

import code as interactive
import contextlib
import io
import re
import shlex
import sys
from collections import Counter
from pathlib import Path

import pytest

import do
from autograd.__main__ import main
from tests.conftest import ROOT
from tests.docs.pairs import FENCED, PAIRS, code, linked, links, missing, prose, read, sections, shows, tables

EACH_PAIR = pytest.mark.parametrize(("english", "japanese"), PAIRS.items(), ids=list(PAIRS))
EACH_TEXT = pytest.mark.parametrize("path", [*PAIRS, *PAIRS.values()])
BOTH = pytest.mark.parametrize("path", ["README.md", "README.ja.md"])


@EACH_PAIR
def test_both_have_the_same_headings(english: str, japanese: str) -> None:
    marks, same = ([section.partition(" ")[0] for section in sections(read(path))] for path in (english, japanese))
    assert marks == same
    assert marks[0] == "#"


@EACH_PAIR
def test_both_have_the_same_blocks_of_code(english: str, japanese: str) -> None:
    """Where a command prints sentences, those in Japanese are Japanese."""
    assert code(read(english)) == code(read(japanese))


@EACH_PAIR
def test_both_have_the_same_words_of_code_in_each_section(english: str, japanese: str) -> None:
    for section, other in zip(sections(read(english)), sections(read(japanese)), strict=True):
        words, same = (Counter(re.findall(r"`([^`]+)`", " ".join(one.split()))) for one in (section, other))
        assert words == same, section.partition("\n")[0]


@EACH_PAIR
def test_both_have_the_same_links(english: str, japanese: str) -> None:
    assert links(english) == links(japanese)


@EACH_PAIR
def test_both_have_tables_of_the_same_size(english: str, japanese: str) -> None:
    assert tables(read(english)) == tables(read(japanese))


@EACH_PAIR
def test_both_have_equally_many_points_and_paragraphs(english: str, japanese: str) -> None:
    for section, other in zip(sections(read(english)), sections(read(japanese)), strict=True):
        for start in ("- ", "!", r"\*\*|- \*\*"):
            count, same = (len(re.findall(f"^(?:{start})", one, re.MULTILINE)) for one in (section, other))
            assert count == same, section.partition("\n")[0]
        count, same = (len(re.split(r"\n\n+", one.strip())) for one in (section, other))
        assert count == same, section.partition("\n")[0]


FRAME = {"docs/index.md", "docs/index.ja.md", "docs/changelog.md", "docs/contributing.md"}
"""Pages of the site alone: what begins it, and what stands in for a file outside `docs/`."""


@pytest.mark.parametrize(("start", "others"), [("README.md", "ja"), ("README.ja.md", "en")])
def test_a_readme_leads_to_every_page_in_its_language(start: str, others: str) -> None:
    """One link after the other, as a reader goes on GitHub."""
    reached, ahead = {start}, [start]
    while ahead:
        found = {path for path in linked(ahead.pop()) if path.startswith("docs/") and path.endswith(".md")}
        ahead += found - reached
        reached |= found
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert {path for path in pages - FRAME if f"/{others}/" not in path} - reached == set()


TUTORIAL = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "tutorial" / "ja").glob("*.md"))


@pytest.mark.parametrize("path", [*PAIRS.values(), *TUTORIAL])
def test_a_japanese_page_says_which_pages_are_english(path: str) -> None:
    for target, after in re.findall(r"\]\(([^)#]+\.md)[^)]*\)(.{0,4})", prose(read(path))):
        if "://" not in target and "/ja/" not in (ROOT / path).parent.joinpath(target).resolve().as_posix():
            assert after == "(英語)" or target == "README.md", target


@pytest.mark.parametrize(
    ("path", "file"), [("README.md", "docs/apple.svg"), ("README.ja.md", "docs/tutorial/apple-ja.svg")]
)
def test_the_picture_stands_before_any_text_longer_than_two_sentences(path: str, file: str) -> None:
    before, picture, _ = read(path).partition(f"]({file})")
    assert picture
    assert len(re.findall(r"[.。](?=\s|$)|。", before.rpartition("![")[0])) <= 2
    assert len(before.splitlines()) < 12


@BOTH
def test_the_two_commands_stand_near_the_top(path: str) -> None:
    text = read(path).replace("RINGO_LANG=ja python3", "python3") if path == "README.ja.md" else read(path)
    above = text.partition("```sh\npython3 do.py demo\npython3 do.py test\n```\n")
    assert above[1]
    assert len(above[0].splitlines()) < 25


@EACH_TEXT
def test_every_file_that_is_named_exists(path: str) -> None:
    assert missing(read(path), (ROOT / path).parent) == []


def test_every_file_that_contributing_names_exists() -> None:
    assert missing(read("CONTRIBUTING.md")) == []


def test_a_file_that_is_gone_is_missed() -> None:
    gone = ["gone.md", "autograd/ops.py", "docs/gone.py", "tests/nn/__main__.py"]
    text = "`autograd/ops.py`, `nn/layers/`, [this](gone.md), python -m docs.gone, python -m docs.rooms, -m tests.nn"
    assert missing(text) == gone


def test_contributing_names_a_test_that_there_is() -> None:
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", read("CONTRIBUTING.md"))
    assert named
    assert all(f"def {test}(" in read(path) for path, test in named)


# Ten minutes, typed


def typed(block: str, console: interactive.InteractiveConsole) -> str:
    """What Python prints when the lines of the block are typed, one by one."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        unfinished = [console.push(line) for line in block.splitlines()][-1]
        assert not unfinished
    return printed.getvalue()


def commanded(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the commands of a block with `$`, and compare what they print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        words = shlex.split(line)
        with monkeypatch.context() as environment, contextlib.redirect_stdout(io.StringIO()) as printed:
            while "=" in words[0]:
                environment.setenv(*words.pop(0).split("=", 1))
            assert words.pop(0) == ".venv/bin/ringo"
            main(words)
        assert shows(output, printed.getvalue()), printed.getvalue()


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for a fresh clone, in which `do.py` has made its environment."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.setattr(do, "HERE", tmp_path)
    monkeypatch.setattr(do, "PYTHON", sys.executable)
    monkeypatch.setattr(do, "prepare", lambda task: None)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@BOTH
def test_ten_minutes_work_when_typed(path: str, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    console, printed = interactive.InteractiveConsole(), ""
    kinds = Counter[str]()
    for kind, block in FENCED.findall(read(path)):
        kinds[kind] += 1
        if kind == "python":
            printed = typed(block, console)
        elif kind == "text":
            assert shows(block, printed), printed
        elif kind == "console":
            commanded(block, monkeypatch)
        else:
            assert kind == "sh"
            assert set(block.splitlines()) <= STARTS, block
        if block.startswith("RINGO_LANG=ja .venv"):
            monkeypatch.setenv("RINGO_LANG", "ja")
    assert kinds["text"] == kinds["python"] > 6
    for saved in ("out/price.svg", "out/price.html", "out/program.svg"):
        assert (fresh / saved).stat().st_size


def test_the_demo_installs_what_ten_minutes_need() -> None:
    assert {"mathml", "numpy"} <= set(do.EXTRAS["demo"])  # else a page warns, and nothing is compiled


STARTS = {f"{lang}{line}" for lang in ("", "RINGO_LANG=ja ")
          for line in ("python3 do.py demo", "python3 do.py test", ".venv/bin/python")}  # fmt: skip
"""The commands that start something. The first two have tests of their own below."""


def test_the_demo_writes_what_the_readmes_say(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert do.main(["demo"]) == 0
    assert "Backward pass" in capfd.readouterr().out
    monkeypatch.setenv("RINGO_LANG", "ja")
    assert do.main(["demo"]) == 0
    assert [line for line in capfd.readouterr().out.splitlines() if re.search("[a-z]{3,} [a-z]{3,}", line)] == []
    written = {f"out/{file.name}" for file in (fresh / "out").iterdir()}
    for text in ("README.md", "README.ja.md"):
        assert written == set(re.findall(r"`(out/[\w.]+)`", prose(read(text))))


def test_the_test_command_checks_style_types_and_behaviour(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    checks = [do.STYLE, do.TYPES, do.BEHAVIOUR]
    assert [check[1] for check in checks] == ["ruff", "mypy", "pytest"]
    for name in ("STYLE", "TYPES", "BEHAVIOUR"):
        monkeypatch.setattr(do, name, ["-c", f"print('{name} was checked')"])
    assert do.main(["test"]) == 0
    assert set(re.findall(r"^(\w+) was checked$", capfd.readouterr().out, re.MULTILINE)) == {
        "STYLE", "TYPES", "BEHAVIOUR",
    }  # fmt: skip


@pytest.mark.parametrize(("status", "told"), [(0, ""), (1, "FAILURES were told\n"), (5, "")])
def test_failed_tests_are_told_once_more_with_their_numbers(
    status: int, told: str, fresh: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "--last-failed" in do.FAILURES
    for name in ("STYLE", "TYPES"):
        monkeypatch.setattr(do, name, ["-c", "pass"])
    monkeypatch.setattr(do, "BEHAVIOUR", ["-c", f"raise SystemExit({status})"])
    monkeypatch.setattr(do, "FAILURES", ["-c", "print('FAILURES were told')"])
    assert do.main(["test"]) == status
    assert "".join(re.findall("^FAILURES.*\n", capfd.readouterr().out, re.MULTILINE)) == told


def test_other_lines_are_not_taken_for_those_that_are_shown() -> None:
    assert shows("a\n...\nd\n", "a\nb\nc\nd\n")
    assert not shows("a\n...\nd\n", "a\nb\nc\n")
    assert not shows("a\n", "a\nb\n")
    assert typed("print(1)\n", interactive.InteractiveConsole()) == "1\n"
