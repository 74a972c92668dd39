"""The command as a beginner types it: it works, or says in a sentence what to type; it never shows a traceback."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import viz
from autograd.__main__ import main
from autograd.commands.steps import ENDINGS
from autograd.language import LANGUAGES, speaking
from autograd.language.text import width
from tests.conftest import PROFILE, ROOT, thinned
from viz.pictures.render import FORMATS


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


def ringo(*arguments: str) -> Outcome:
    """Run the command in this process, with a terminal that knows all characters."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(arguments)
    for stream in (out, err):
        stream.seek(0)
    return Outcome(status, out.read(), err.read())


def shell(command: str, **environment: str) -> Outcome:
    """Run a line of a shell in which `ringo` is the command."""
    done = subprocess.run(
        ["sh", "-c", f'ringo() {{ "$PYTHON" -W error -m autograd "$@"; }}\n{command}'],
        cwd=ROOT,
        # Buffered, as for a user: what cannot be written is then noticed late.
        env=os.environ | {"PYTHON": sys.executable, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": ""} | environment,
        capture_output=True,
        timeout=60,
    )
    return Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


words = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=12),
    st.text("xy123.,+-*/()=りんご --", max_size=12),
    st.sampled_from(["x=1", "y=2", "x", "x*y", "-x", "--", "-h", "--markdown", "--save", "--save=", "--x"]),
)


@pytest.mark.parametrize("lang", LANGUAGES)
@given(arguments=st.lists(words, max_size=4))
@example(arguments=["x", "x=1", "--save", "\0.svg"])
@example(arguments=["x", "x=1", "--save", "\ud800"])
@example(arguments=["\ud800=1"])
@example(arguments=["x", "x=1", "--a=\x1b[31m"])
@example(arguments=["", "--a", "\r"])
def test_any_arguments_give_steps_or_a_sentence(lang: str, arguments: list[str]) -> None:
    with contextlib.suppress(ValueError):  # no file is to be written: any other suffix is refused
        at = arguments.index("--save")
        arguments[at + 1 : at + 2] = [name + ".nothing" for name in arguments[at + 1 : at + 2]]
    with speaking(lang):
        status, out, err = ringo(*arguments)
    if status == 0:
        assert out
        assert not err
    else:
        assert status == 2
        assert not out
        sentence, *picture = err.splitlines()
        assert sentence.startswith("ringo: ")
        assert len(sentence) < 1000
        assert not picture or (len(picture) == 2 and picture[1].strip() == "^")


# What a beginner types.


def test_the_apple() -> None:
    status, out, err = ringo("apple * num * tax", "apple=100", "num=2", "tax=1.1")
    assert (status, err) == (0, "")
    assert (
        out
        == """\
Forward pass

step  node   formula      in numbers  value
----  -----  -----------  ----------  -----
   1  apple  (given)                    100
   2  num    (given)                      2
   3  v1     apple * num  100 * 2       200
   4  tax    (given)                    1.1
   5  v2     v1 * tax     200 * 1.1     220

Backward pass

step  from output  to input  slot  upstream  × local  = product  total so far
----  -----------  --------  ----  --------  -------  ---------  ------------
   1  v2           v1           0         1      1.1        1.1           1.1
   2  v2           tax          1         1      200        200           200
   3  v1           apple        0       1.1        2        2.2           2.2
   4  v1           num          1       1.1      100        110           110
"""
    )


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (["-x", "x=1"], "-1"),
        (["-x*y", "x=1", "y=2"], "-2"),
        (["-(x)", "x=1"], "-1"),
        (["-h*x", "h=2", "x=3"], "-6"),
        (["-----x", "x=1"], "-1"),
        (["-(-x)", "x=1"], "1"),
        (["-3"], "-3"),
        (["x", "x=1/3"], "0.333333"),
        (["x", "x=-1"], "-1"),
        (["x", "x = 2"], "2"),
        (["x", "x=pi"], "3.14159"),
        (["x", "x=sqrt(2)"], "1.41421"),
        (["ｘ＋１", "ｘ＝２"], "3"),
        (["2 * x", "x=1½"], "3"),
        (["x + 0", "x=1.5×10^3"], "1500"),
        (["x + 0", "x=50%"], "0.5"),
        (["x + 0", "x=1,500円"], "1500"),
        (["りんご * 個数 * 消費税", "りんご=100", "個数=2", "消費税=1.1"], "220"),
        (["ﾘﾝｺﾞ + リンゴ", "ﾘﾝｺﾞ=2"], "4"),
        (["x *\n\ty", "x=2", "y=3"], "6"),
        (["sin(1)*sin", "sin=0"], "0"),
        (["pi * 2", "pi=3"], "6"),
        (["1 + 2"], "3"),
    ],
)
def test_what_works(arguments: list[str], value: str) -> None:
    status, out, err = ringo(*arguments)
    assert (status, err) == (0, "")
    forward = out.split("\n\n")[1]
    assert forward.split()[-1] == value


def test_markdown() -> None:
    assert ringo("--markdown", "x * 2", "x=1").out.startswith("**Forward pass**\n\n| step |")


MISTAKES = [
    (["--markdown"], "there is nothing to calculate: write an expression, such as w * x + b"),
    (["steps"], "there is nothing to calculate"),
    (["worksheets"], "there is no command 'worksheets': did you mean ringo worksheet? As a name in a formula it needs"),
    (["marks", "anna.csv"], "did you mean ringo mark?"),
    (["help", "clam"], "there is no command 'clam' (did you mean 'claim'?): ringo help lists all of them"),
    (["2x", "x=1"], "a function with parentheses, as in sin(x)\n  2x\n   ^"),
    (["x"], "'x' has no value: give it one, as in x=3\n  x\n  ^"),
    (["りんご * 個", "りんご=1"], "'個' has no value: give it one, as in 個=3\n  りんご * 個\n           ^"),
    (["x=1"], "numbers are given apart, as in x=3, and equality is ==\n  x=1\n   ^"),
    (["x*2", "x="], "a number is missing after x=: type one, such as x=3"),
    (["x*2", "x= "], "a number is missing after x="),
    (["x*2", "=3"], "'' is no name, in '=3'"),
    (["x*2", "2x=3"], "'2x' is no name, in '2x=3'"),
    (["x*2", "x-y=3"], "'x-y' is no name"),
    (["x*2", "x=2*y"], "after x= comes a number, such as 3, -0.5 or 1/3: 'y' has no value\n  x=2*y\n      ^"),
    (["x*2", "x==1"], "'x==1' has a = after x="),
    (["x*2", "x=nan"], "after x= comes a number, such as 3, -0.5 or 1/3: 'nan' has no value"),
    (["x*2", "x=1e999"], "1e999 is too large"),
    (["x*2", "x=1/0"], "1 / 0 is not defined"),
    (["x*2", "x=" + "7" * 5000], "… is too large"),
    (["x*2", "りんご = 1 ? 2", "x=1"], "? is no part"),
    (["x*2", "x=1", "x=2"], "'x' was given a number twice"),
    (["x*2", "x=1", "ｘ=2"], "'x' was given a number twice"),
    (["x*2", "x=1", "y=2"], "'y' was given a number, and the expression has no such name"),
    (["apple", "*", "num"], "'*' is not of the form NAME=NUMBER, such as x=3, without blanks around =; an expression"),
    (["x", "x", "=", "3"], "'x' is not of the form NAME=NUMBER"),
    (["x", "x=1", "--bogus"], "there is no option --bogus (ringo steps --help shows what there is)"),
    (["x", "x=1", "--sav", "x.html"], "there is no option --sav (did you mean '--save'?)"),
    (["x", "x=1", "--sav=x.html"], "there is no option --sav (did you mean '--save'?)"),
    (["worksheet", "x", "x=1", "--lr", "0.1"], "there is no option --lr"),
    (
        ["worksheet", "x", "x=1", "--learn-rate=0.1"],
        "there is no option --learn-rate (did you mean '--learning-rate'?)",
    ),
    (["exercise", "relu", "x=1"], "unrecognized arguments: x=1"),
    (["--x", "x=1"], "there is no option --x"),
    (["x", "x=1", "--save"], "argument --save: expected one argument"),
    (["x", "x=1", "--save", ""], "--save needs a file to draw to"),
    (["x", "x=1", "--save="], "--save needs a file to draw to"),
    (["log(x)", "x=-1"], "log(x) at x = -1 is not defined"),
    (["sqrt(x)", "x=0"], "the local gradient of sqrt(x) at x = 0 is infinite"),
    (["x" * 1_000_000], "1,000,000 characters"),
    (["x", "y" * 1_000_000], "…' is not of the form NAME=NUMBER"),
    (["1", "y" * 1_000_000 + "=1"], "…' was given a number, and the expression has no such name"),
    (["x", "x=" + "(" * 1_000_000], "1,000,000 characters"),
]


@pytest.mark.parametrize(("arguments", "sentence"), MISTAKES, ids=[" ".join(words)[:24] for words, _ in MISTAKES])
def test_a_mistake_is_told_in_a_sentence(arguments: list[str], sentence: str) -> None:
    status, out, err = ringo(*arguments)
    assert (status, out) == (2, "")
    assert sentence in err
    assert len(err) < 1000


@pytest.mark.parametrize(
    "arguments", thinned((words for words, _ in MISTAKES), 1), ids=lambda words: " ".join(words)[:24]
)
def test_a_mistake_is_told_in_japanese(arguments: list[str]) -> None:
    with speaking("en"):
        english = ringo(*arguments)
    status, out, err = ringo("--lang", "ja", *arguments)
    assert (status, out) == (2, "")
    sentence, *picture = err.splitlines()
    assert sentence.startswith("ringo: ")
    assert re.search("[ぁ-ん]{2}", sentence.replace("りんご", ""))
    assert not re.search("[a-z]{2,} [a-z]{2,}", re.sub("ringo [a-z]*|--save picture", "", sentence))
    assert picture == english.err.splitlines()[1:]
    assert len(err) < 1000


def test_the_language_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    japanese = ringo("--lang", "ja", "x * 2", "x=1").out
    assert japanese.startswith("順伝播\n\n手順  ノード  式              数値の式  値\n")
    assert "\n逆伝播\n\n手順  出力側  入力側  入力番号  上流の勾配  × 局所的な微分  = 積  ここまでの和\n" in japanese
    assert ringo("x * 2", "x=1", "--lang=ja", "--markdown").out.startswith("**順伝播**\n\n| 手順 |")
    monkeypatch.setenv("RINGO_LANG", "ja_JP.UTF-8")
    assert ringo("x * 2", "x=1").out == japanese
    assert ringo("x * 2", "x=1", "--lang", "en").out.startswith("Forward pass")
    assert ringo("--lang", "ja", "steps", "x * 2", "x=1").out == japanese
    assert ringo("--lang=ja", "steps", "x * 2", "x=1").out == japanese
    assert ringo("x", "--lang", "fr").err == "ringo: --lang に指定できるのは en か ja で、「fr」は使えません\n"


def test_the_version() -> None:
    import autograd

    assert ringo("--version") == (0, f"ringo {autograd.__version__}\n", "")


# Pictures.

SIGNATURES = {".svg": b"<", ".png": b"\x89PNG", ".pdf": b"%PDF", ".dot": b"digraph"}


def test_pictures_of_all_kinds_are_saved(tmp_path: Path) -> None:
    files = [tmp_path / f"りんご x{suffix}" for suffix in SIGNATURES]
    options = [option for file in files for option in ("--save", str(file))]
    status, out, err = ringo("apple * num", "apple=100", "num=2", *options)
    assert (status, err) == (0, "".join(f"saved {file}\n" for file in files))
    assert "Backward pass" in out
    for file in files:
        assert file.read_bytes().lstrip().startswith(SIGNATURES[file.suffix])


def test_a_picture_may_be_asked_for_before_the_expression(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ringo(f"--save={tmp_path / 'a=b.dot'}", "-x", "x=1").status == 0
    monkeypatch.chdir(tmp_path)
    assert ringo("x", "x=1", "--save", "-x.dot").err == "saved -x.dot\n"
    assert (tmp_path / "-x.dot").is_file()
    assert (tmp_path / "a=b.dot").exists()


@pytest.mark.parametrize("file", ["apple", "apple.txt", ".", ".svg", "/", "file/apple.svg", "\0.svg", "\ud800.svg"])
def test_a_picture_that_cannot_be_saved_is_told(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    status, out, err = ringo("x * 2", "x=1", "--save", file)
    assert (status, out) == (2, "")
    assert err.startswith("ringo: the picture ")
    assert "could not be saved" in err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["x.svg", "x.html"])
def test_a_file_that_is_there_is_no_place_for_a_picture(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    refused = ringo("x * 2", "x=1", "--save", f"{tmp_path}/new.dot", "--save", f"{tmp_path}/{name}")
    said = f"ringo: {tmp_path}/{name} is there already and is kept: choose another name, or --overwrite it\n"
    assert refused == (2, "", said)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [(name, "mine")]
    assert ringo("x * 2", "x=1", "--save", f"{tmp_path}/{name}", "--overwrite").status == 0
    assert (tmp_path / name).read_text("utf-8") != "mine"


def test_what_a_picture_lacks_is_told_without_stopping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.svg"
    monkeypatch.setattr(viz.Drawing, "save", lambda drawing, path: warnings.warn("no font has り", stacklevel=1))
    status, out, err = ringo("x * 2", "x=1", "--save", str(file))
    assert (status, err) == (0, f"saved {file}\nringo: no font has り\n")
    assert "Backward pass" in out


@pytest.mark.parametrize("name", ["a.bmp", "a.csv", "a"])
def test_what_is_saved_says_its_format(name: str) -> None:
    status, _, err = ringo("x * 2", "x=1", "--save", name)
    assert status == 2
    assert "should end in .svg, .png, .pdf or .dot, or in .html for a page" in err


@pytest.mark.parametrize("names", [["x.dot", "x.gif"], ["x.dot", ""], ["x.dot", "folder.svg"]])
def test_where_one_picture_cannot_be_saved_none_is_drawn(
    names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.svg").mkdir()
    assert ringo("x * 2", "x=1", *(f"--save={name}" for name in names)).status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def test_the_endings_of_pictures_are_those_that_are_drawn() -> None:
    assert sorted(ENDINGS) == sorted([".html", *(f".{name}" for name in FORMATS)])


def test_without_the_packages_for_pictures_everything_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "viz", None)
    assert ringo("x * 2", "x=1").status == 0
    status, _, err = ringo("x * 2", "x=1", "--save", "x.svg")
    assert status == 2
    assert err.startswith("ringo: the picture x.svg could not be saved")


# In a shell.


def test_an_expression_may_begin_with_a_minus_sign() -> None:
    assert shell("ringo -x x=1").status == 0


@pytest.mark.skipif(os.name == "nt", reason="these are lines of a POSIX shell")
@pytest.mark.parametrize(
    ("command", "status"),
    thinned(
        [
            ("ringo 'total(x,x)' x=1 | true", 0),
            ("ringo --help | true", 0),
            (f"ringo '{'+'.join('x' * 1500)}' x=1 | head -n 1 | grep -q Forward", 0),
            ("ringo x x=1 >&-", 0),
            ("ringo ? x=1 2>&-", 2),
            ("ringo \"$(printf '\\377')\"", 2),
            ("ringo 'りんご * 個' りんご=1", 2),
            ("ringo 'りんご * 個' りんご=1 個=2", 0),
            ("ringo x 'x=1\n'", 0),
        ]
    ),
)
@pytest.mark.parametrize("encoding", ["ascii"] if PROFILE == "default" else ["utf-8", "ascii"])
def test_no_traceback_in_a_shell(command: str, status: int, encoding: str) -> None:
    outcome = shell(command, PYTHONIOENCODING=encoding)
    assert outcome.status == status
    assert "Traceback" not in outcome.err
    assert "Error" not in outcome.err
    assert "Exception" not in outcome.err
    assert outcome.err.startswith("ringo: ") if status and "2>&-" not in command else not outcome.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told() -> None:
    status, _, err = shell("ringo x x=1 >/dev/full")
    assert status == 2
    assert err.startswith("ringo: the output could not be printed: ")
    assert len(err.splitlines()) == 1


def test_a_sum_of_thousands_of_entries_has_its_table() -> None:
    """Its one formula is longer than any of several operations may be."""
    name = "weights_" + "of_the_layer" * 2
    rows = "[[" + "],[".join([",".join("1" * 50)] * 50) + "]]"
    status, out, err = ringo(f"sum({name})", f"{name}={rows}")
    assert (status, err) == (0, "")
    assert "2500" in out
    assert max(map(width, out.splitlines())) < 400


@pytest.mark.parametrize("words", [[], ["2 * 3"], ["doctor"]])
def test_a_language_that_there_is_not_is_told_once(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RINGO_LANG", "jp")
    assert main(words) == 2
    assert tuple(capsys.readouterr()) == ("", "ringo: RINGO_LANG must be en or ja, and not 'jp'\n")
