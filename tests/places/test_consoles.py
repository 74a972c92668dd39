"""On every console and in every pipe: what a terminal lacks is shown as `?`, and nothing breaks off with a traceback.

Windows writes to a pipe or a file in the code page of the country: cp1252 in the west, cp932 in Japan.
"""

import contextlib
import io
from pathlib import Path

import pytest

from autograd.__main__ import main
from autograd.commands import NAMES

ENCODINGS = ["ascii", "cp1252", "cp932"]
PRINTED = {
    "steps": ["sqrt(x)*y**2", "x=2", "y=3"],
    "worksheet": ["a*b", "a=2", "b=3"],
    "exercise": [],
    "class": ["--help"],
    "mark": ["--help"],
    "claim": ["sigmoid(x)", "--d", "x", "y*(y-1)"],
    "compile": ["exp(x)*y", "x=1", "y=2"],
    "compare": ["abs(x)", "x=0", "--engine", "jax"],
    "gallery": ["--help"],
    "lab": ["--help"],
    "doctor": ["--help"],
    "completion": ["zsh"],
    "help": ["steps"],
}
"""What prints much, for each command. A new command needs a line here."""


def printed(encoding: str, *words: str) -> tuple[int, str, str]:
    """The exit status, and what was written as bytes of this encoding and no other."""
    out = io.TextIOWrapper(io.BytesIO(), encoding, newline="")
    err = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace", newline="")  # as Python sets stderr
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
    out.flush()
    err.flush()
    return status, out.buffer.getvalue().decode(encoding), err.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize(("encoding", "lang"), [("ascii", "ja"), ("cp1252", "ja"), ("cp932", "en")])
@pytest.mark.parametrize("command", NAMES)
def test_every_command_prints_on_every_console(command: str, encoding: str, lang: str) -> None:
    if command == "compile":
        pytest.importorskip("numpy")
    status, out, err = printed(encoding, "--lang", lang, command, *PRINTED[command])
    assert (status, err) == (int(command == "claim"), "")
    assert len(out.splitlines()) > 3


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_mistakes_are_told_on_every_console(encoding: str, tmp_path: Path) -> None:
    for words in (["りんご * x", "x=1"], ["x", "x=1", "--save", str(tmp_path / "りんご.nothing")]):
        status, out, err = printed(encoding, *words)
        assert (status, out) == (2, "")
        assert err.startswith("ringo: ")
