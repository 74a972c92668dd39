"""`do.py` speaks both languages, names a mistake, and makes an environment into which pip can install."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import do
from tests.conftest import ROOT


def test_do_py_speaks_both_languages() -> None:
    english, japanese = do.SENTENCES["en"], do.SENTENCES["ja"]
    assert [*english] == [*japanese]
    for key in english:
        assert re.findall("{[a-z]+}", english[key]) == re.findall("{[a-z]+}", japanese[key])
        assert re.search("[ぁ-ん]", japanese[key])


@pytest.mark.parametrize(
    ("lang", "word", "told"),
    [
        ("en", "dmo", "do.py: there is no task dmo: did you mean demo?\n"),
        ("en", "lint", "do.py: there is no task lint: there are demo and test.\n"),
        ("ja_JP.UTF-8", "dmo", "do.py: dmo というタスクはありません。demo のことですか?\n"),
    ],
)
def test_do_py_names_a_word_that_is_no_task(
    lang: str, word: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RINGO_LANG", lang)
    with pytest.raises(SystemExit) as ended:
        do.main([word])
    assert (ended.value.code, *capsys.readouterr()) == (2, "", told)


def test_do_py_says_that_a_language_is_unknown_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RINGO_LANG", "jp")
    assert do.main(["help"]) == 0
    told = capsys.readouterr()
    assert told.err == "do.py: RINGO_LANG may be en or ja, and jp is neither: this is English.\n"
    assert "do.py demo" in told.out


def test_an_environment_without_pip_is_unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`pip install "ringograd[sheets]"` is to work where `.venv` is activated, also in one that is there already."""
    for name in ("setup.cfg", "setup.py", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    python, stamp = tmp_path / "python", tmp_path / "stamp.txt"
    python.write_text("")
    installed = list[str]()

    def run(*words: str) -> int:
        installed.extend(words)
        return 0

    monkeypatch.setattr(do, "HERE", tmp_path)
    monkeypatch.setattr(do, "PYTHON", python)
    monkeypatch.setattr(do, "STAMP", stamp)
    monkeypatch.setattr(do, "find_pip", lambda: ["pip"])
    files = hashlib.sha256(b"setup.cfgsetup.pypyproject.toml").hexdigest()
    home = f"Python {sys.version.split()[0]} of {sys.base_prefix}, for {tmp_path}"
    stamp.write_text(f"{home}\n{files}\ndemo\nja\nmathml\nnumpy\n")
    monkeypatch.setattr(do, "run", run)
    do.prepare("demo")
    assert installed[-3:] == ["pip", "--editable", ".[ja,mathml,numpy]"]
    do.prepare("demo")
    assert len(installed) == 8  # once


def test_do_py_without_a_task_tells_the_tasks() -> None:
    done = subprocess.run([sys.executable, ROOT / "do.py"], capture_output=True, text=True, check=False)
    assert (done.returncode, "do.py demo" in done.stdout) == (2, True)
