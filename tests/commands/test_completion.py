"""The TAB key in real shells: commands, options, choices and files; and no file name is evaluated."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from autograd import __version__
from autograd.by_hand.exercises import READY
from autograd.commands import NAMES
from autograd.commands.about.completion import commands
from autograd.commands.about.parser import parser_of
from autograd.commands.about.shells import SCRIPTS
from autograd.language import LANGUAGES, speaking
from tests.commands.test_main import ringo

EXERCISES = [of.name for of in READY]
WEIRD = "we ird $(touch evaluated) 'it'.csv"
SECONDS = 10.0

TYPED = [
    (["cl"], ["claim", "class"]),
    ([""], [*NAMES]),
    (["claim", "f", "--s"], ["--shape", "--shares", "--seconds"]),
    (["exercise", ""], EXERCISES),
    (["exercise", "ada"], ["adagrad", "adam"]),
    (["class", "s.csv", "--exercise", "ne"], ["neuron", "network"]),
    (["worksheet", "x*x", "--level", ""], ["everything", "nodes", "gradients", "parameters"]),
    (["worksheet", "--optimizer", "ada"], ["adagrad", "adam"]),
    (["compare", "--engine", "to"], ["torch"]),
    (["compile", "--format", "m"], ["markdown"]),
    (["compile", "--source", ""], ["numpy", "c"]),
    (["class", "--format", "x"], ["xlsx", "xml"]),
    (["--lang", "j"], ["ja"]),
    (["--lang", "ja", "cl"], ["claim", "class"]),
    (["help", "com"], ["compare", "compile", "completion"]),
    (["completion", "b"], ["bash"]),
    (["x*x", "--m"], ["--markdown"]),
    (["steps", "--s"], ["--save"]),
    (["mark", "--over"], ["--overwrite"]),
]
"""What is typed after `ringo` before TAB, and what may come of it."""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scripts")
    for name in SCRIPTS:
        status, out, err = ringo("completion", name)
        assert (status, err) == (0, "")
        (folder / name).write_text(out, "utf-8")
    return folder


def found(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"the program {name} is not here")
    return path


def run(command: list[str], folder: Path | None = None) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def in_bash(script: Path, words: Sequence[str]) -> list[str]:
    code = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ringo; printf "%s\\n" "${COMPREPLY[@]}"'
    return [line for line in run([found("bash"), "--norc", "-c", code, "bash", str(script), "ringo", *words]) if line]


@pytest.mark.parametrize(("words", "expected"), TYPED, ids=[" ".join(words) for words, _ in TYPED])
def test_bash_completes(words: list[str], expected: list[str], scripts: Path) -> None:
    assert in_bash(scripts / "bash", words) == expected


@pytest.mark.parametrize(
    "words", [["mark", "a"], ["mark", "--sheet", "a"], ["x", "--save", "a"], ["worksheet", "--digits", ""]]
)
def test_bash_leaves_files_to_the_shell(words: list[str], scripts: Path) -> None:
    assert in_bash(scripts / "bash", words) == []


def test_an_equals_sign_is_a_word_of_its_own_in_bash(scripts: Path) -> None:
    assert in_bash(scripts / "bash", ["--lang", "=", "j"]) == ["ja"]
    assert in_bash(scripts / "bash", ["--lang", "="]) == ["en", "ja"]
    assert in_bash(scripts / "bash", ["--lang", "=", "ja", "exercise", "ada"]) == ["adagrad", "adam"]


def test_fish_completes(scripts: Path) -> None:
    fish = found("fish")
    lines = "\n".join(f"complete -C 'ringo {' '.join(words)}' | cut -f1; echo ." for words, _ in TYPED)
    answers = "\n".join(run([fish, "--no-config", "-c", f"source {scripts / 'fish'}; {lines}"])).split("\n.")
    assert answers.pop() == ""
    for (words, expected), answer in zip(TYPED, answers, strict=True):
        got = [word for word in answer.split() if not word.endswith("/")]
        assert set(expected) <= set(got), words
        assert len(words[-1]) == 0 or set(got) <= {*expected}, words


def typed(shell: list[str], start: str, lines: Sequence[str], folder: Path) -> list[str]:
    """What a shell prints after each line with a TAB behind it is typed on a terminal, all in one session."""
    import pty

    process, terminal = pty.fork()
    if not process:
        os.chdir(folder)
        os.environ |= {"HOME": str(folder), "ZDOTDIR": str(folder), "PS1": "> ", "TERM": "dumb", "INPUTRC": os.devnull}
        os.execv(shell[0], shell)
    try:
        os.write(terminal, f"{start}; echo rea''dy\n".encode())
        heard(terminal, "ready")
        said = []
        for line in lines:
            os.write(terminal, line.encode() + b"\t")
            os.write(terminal, b"\n")
            said.append(heard(terminal, "done>"))
        return said
    finally:
        os.close(terminal)
        os.kill(process, signal.SIGKILL)  # a shell may wait for more
        os.waitpid(process, 0)


def heard(terminal: int, until: str) -> str:
    said, end = "", time.monotonic() + SECONDS
    while until not in said and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            said += os.read(terminal, 4096).decode(errors="replace")
    return said


LINES = {
    "mark we": ["mark", WEIRD],
    "mark --sheet we": ["mark", "--sheet", WEIRD],
    "works": ["worksheet"],
    "worksheet --level gr": ["worksheet", "--level", "gradients"],
    "--lang ja exercise sof": ["--lang", "ja", "exercise", "softmax"],
    "x --mark": ["x", "--markdown"],
}
SHELLS = [("bash", ["--norc", "--noprofile", "-i"]), ("zsh", ["-f", "-i"])]


@pytest.mark.skipif(os.name == "nt", reason="there is no terminal of this kind")
@pytest.mark.parametrize(("name", "options"), SHELLS)
def test_a_line_is_completed_on_a_terminal(name: str, options: list[str], scripts: Path, tmp_path: Path) -> None:
    """The function `ringo` prints its words: so they are those that the shell would give to the program."""
    (tmp_path / WEIRD).touch()
    start = f"ringo() {{ printf '<%s>' \"$@\"; echo 'done>'; }}; source {scripts / name}"
    said = typed([found(name), *options], start, [f"ringo {line}" for line in LINES], tmp_path)
    for words, answer in zip(LINES.values(), said, strict=True):
        assert "".join(f"<{word}>" for word in words) + "done>" in answer
    assert not (tmp_path / "evaluated").exists()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_has_every_option_of_every_command(name: str, scripts: Path) -> None:
    script = (scripts / name).read_text("utf-8")
    for command in NAMES:
        for action in parser_of(command, __version__)._actions:
            for option in action.option_strings:
                shown = (
                    option
                    if name != "fish"
                    else f"-l {option[2:]} "
                    if option.startswith("--")
                    else f"-s {option[1:]} "
                )
                assert shown in script, (command, option)


def test_a_choice_that_help_lists_is_completed() -> None:
    """Each word of --level, --optimizer, --engine and --format in a page is one that can be completed."""
    for command in commands():
        for one in command.takes:
            if ": " in one.about and one.words and one.about.count(",") > 1:
                listed = one.about.split(": ")[1].split(", ")
                assert {*one.words} == {*listed} or "such as" in one.about, one


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_can_be_read_by_its_shell(name: str, lang: str, tmp_path: Path) -> None:
    with speaking(lang):
        out = ringo("completion", name).out
    (tmp_path / "script").write_text(out, "utf-8")
    assert run([found(name), "-n", str(tmp_path / "script")]) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [([], "name the shell: bash, zsh, fish"), (["tcsh"], "there is no script for 'tcsh': there are bash, zsh, fish")],
)
def test_a_shell_that_is_not_there(words: list[str], said: str) -> None:
    status, out, err = ringo("completion", *words)
    assert (status, out) == (2, "")
    assert said in err
