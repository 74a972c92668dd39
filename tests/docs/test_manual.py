"""What the pages of the manual show runs, prints what is shown, and can be typed line by line."""

from __future__ import annotations

import re
import shlex
from codeop import CommandCompiler
from pathlib import Path

import pytest

import nn
from autograd.__main__ import main
from autograd.commands import NAMES
from autograd.commands.about.parser import parser_of
from autograd.commands.gallery import trained
from autograd.language import LANGUAGES, catalogue
from tests.conftest import PROFILE, ROOT, thinned
from tests.docs.pairs import FENCED, MANUAL, read
from tests.places.webassembly import pyodide

BLOCKS = [block for name in MANUAL for block in FENCED.findall(read(f"docs/guides/en/{name}.md"))]
PYTHON = [code for language, code in BLOCKS if language == "python"]
SHELL = [code for language, code in BLOCKS if not language and code.startswith("$ ")]
LAB = [code for language, code in BLOCKS if not language and code.startswith("npm ")]


def test_every_block_is_run_here() -> None:
    assert len(PYTHON) + len(SHELL) + len(LAB) == len(BLOCKS)


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


PAGES = ["README.md", "README.ja.md", *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").glob("*/*/*.md")))]


@pytest.mark.parametrize("path", PAGES)
def test_every_block_can_be_typed_line_by_line(path: str) -> None:
    """As in Python's own shell: there an empty line ends a loop or a function, and nothing else does."""
    for language, code in FENCED.findall(read(path)):
        if language == "python":
            assert not stumbles(code), path


def stumbles(code: str) -> str:
    """The line at which Python's shell stops, if the lines are typed one by one."""
    compiler, waiting = CommandCompiler(), list[str]()
    for line in [*code.splitlines(), ""]:
        waiting.append(line)
        try:
            if compiler("\n".join(waiting), symbol="single"):
                waiting = []
        except SyntaxError:
            return line
    return "\n".join(waiting)


def other_names() -> set[str]:
    """The names of options behind the first one, by which `--help` calls them."""
    options = [action.option_strings for name in NAMES for action in parser_of(name, "")._actions]
    return {name for names in options for name in names[1:] if name != "--help"}


def test_an_option_has_one_name_everywhere() -> None:
    """What else is accepted is not taught, nor advised."""
    others = re.compile(rf"(?:{'|'.join(other_names())})(?![\w-])")
    told = {path: read(path) for path in PAGES} | {lang: "\n".join(catalogue(lang).values()) for lang in LANGUAGES}
    assert "--force" in other_names()
    assert {where: found for where, text in told.items() if (found := others.findall(text))} == {}


def test_a_block_that_cannot_be_typed_is_noticed() -> None:
    assert stumbles("for i in [1]:\n    print(i)\nprint(2)\n") == "print(2)"
    assert stumbles("def f():\n    i = 1\n\n    return i\n") == "    return i"
    assert not stumbles("for i in [1]:\n    print(i)\n\nprint(2)\n")


@pytest.mark.parametrize("code", thinned(SHELL), ids=lambda code: code.split("\n")[0])
def test_the_commands_run_and_print_what_is_shown(
    code: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trained, "MOMENTS", 1)  # a moving picture of the gallery takes seconds
    status = {"y*(y-1)": 1}
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        program, *words = shlex.split(line)
        assert program in (".venv/bin/ringo", "ringo")
        if words[0] == "gallery" and PROFILE == "default":
            continue  # tests/commands/test_gallery.py makes one
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


@pytest.mark.parametrize("name", MANUAL)
def test_what_a_japanese_page_prints_is_japanese(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its commands are those of the English page, whose printed lines are compared above."""
    for kind, block in FENCED.findall(read(f"docs/guides/ja/{name}.md")):
        line, _, output = block.removeprefix("$ ").partition("\n")
        if not kind and output and "$ " not in output and block.startswith("$ "):
            assert line.startswith("RINGO_LANG=ja .venv/bin/ringo "), line
            monkeypatch.setenv("RINGO_LANG", "ja")
            assert main(shlex.split(line)[2:]) == 0
            assert [one.rstrip() for one in capsys.readouterr().out.splitlines()] == output.rstrip().splitlines()


@pytest.mark.parametrize("code", LAB, ids=["the lab"])
def test_the_lab_is_laid_and_served(code: str, folder: Path) -> None:
    """What npm installs is here already, and a server would never end: so their lines are only read."""
    install, lay, serve = map(shlex.split, code.splitlines())
    assert install[:2] == ["npm", "install"]
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "pyodide").symlink_to(pyodide())
    assert main(lay[1:]) == 0
    assert serve[:3] == ["python", "-m", "http.server"]
    assert (folder / serve[-1] / "index.html").stat().st_size
