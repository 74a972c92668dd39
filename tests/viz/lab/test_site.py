"""The lab as files: what is written, what is refused, and what the policy lets through."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from autograd.calculus.ops import operation
from autograd.checking.engines import known
from tests.commands.test_main import ringo
from tests.copies import ROOT
from viz.lab import LabError, lab
from viz.lab.inside.networks.settings import CHOICES
from viz.lab.packed import packed
from viz.lab.site import PYODIDE
from viz.lab.words import WORDS

ASSETS = ROOT / "viz" / "lab" / "assets"


@pytest.fixture
def pyodide(tmp_path: Path) -> Path:
    """A folder with files of these names."""
    folder = tmp_path / "node_modules" / "pyodide"
    folder.mkdir(parents=True)
    for name in PYODIDE:
        (folder / name).write_text(name)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def policy(folder: Path, page: str = "index.html") -> dict[str, str]:
    [found] = re.findall(r'Content-Security-Policy" content="([^"]*)"', (folder / page).read_text("utf-8"))
    return dict(part.split(" ", 1) for part in found.replace("&#x27;", "'").split("; "))


def test_the_command_writes_a_site_and_writes_it_again(tmp_path: Path, pyodide: Path) -> None:
    site = tmp_path / "site"
    status, out, err = ringo("lab", str(site), "--pyodide", str(pyodide))
    assert (status, err) == (0, "")
    assert f"python -m http.server --directory {site}" in out
    first = contents(site)
    assert {"index.html", "lab/main.js", "page/page.js", "packages.zip", "pyodide/pyodide.asm.wasm"} <= first.keys()
    assert ringo("lab", str(site), "--pyodide", str(pyodide)).status == 0
    assert contents(site) == first


def test_the_site_asks_no_other_host(tmp_path: Path, pyodide: Path) -> None:
    site = lab(tmp_path / "site", pyodide)
    allowed = policy(site)
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert allowed["connect-src"] == "'self'"
    assert "connect-src" not in policy(site, "frame.html")
    for page in ("index.html", "frame.html"):
        text = (site / page).read_text("utf-8")
        assert "://" not in text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", text)


def test_an_address_is_allowed_alone(tmp_path: Path) -> None:
    site = lab(tmp_path / "site", "https://cdn.example.org/pyodide/v314.0.7/full")
    assert not (site / "pyodide").exists()
    assert policy(site)["script-src"] == "'self' 'wasm-unsafe-eval' https://cdn.example.org"
    assert (
        'name="pyodide" content="https://cdn.example.org/pyodide/v314.0.7/full/"' in (site / "index.html").read_text()
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/pyodide/",
        "https://example.org/'; script-src *",
        'https://example.org/"><script>',
        "https://example.org/a b/",
        "https://user@example.org/",
        "javascript://example.org/",
        "https://*/",
    ],
)
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(LabError, match="is no address of a folder"):
        lab(tmp_path / "site", address)
    assert not (tmp_path / "site").exists()


def test_it_goes_where_a_lab_was_begun(tmp_path: Path, pyodide: Path) -> None:
    """Killed while it wrote its first file, which is then left under another name."""
    folder = tmp_path / "begun"
    folder.mkdir()
    (folder / ".00112233445566ff.part").write_bytes(b"Written by")
    lab(folder, pyodide)
    assert (folder / "index.html").exists()


def test_nothing_else_is_overwritten(tmp_path: Path, pyodide: Path) -> None:
    (tmp_path / "essay.txt").write_text("mine")
    status, _, err = ringo("lab", str(tmp_path), "--pyodide", str(pyodide))
    assert (status, err.count("\n")) == (2, 1)
    assert "holds something else than a lab" in err
    assert (tmp_path / "essay.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "the lab needs a folder"),
        (["site"], "npm install pyodide@314"),
        (["site", "--pyodide", "."], "pyodide.mjs is missing there"),
        (["/dev/null/site", "--pyodide", "https://example.org/pyodide/"], "the lab could not be written"),
    ],
)
def test_what_is_missing_is_told(words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = ringo("lab", *words)
    assert (status, err.count("\n")) == (2, 1)
    assert told in err


def test_the_archive_holds_the_engine_and_is_the_same_each_time() -> None:
    assert packed() == packed()
    assert len(packed()) < 1_150_000


def test_the_archive_knows_what_engines_answer_at_kinks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinks = [
        (operation("relu"), [0.0]), (operation("elu", 1.7), [0.0]), (operation("clamp", 0.0, 6.0), [6.0]),
        (operation("hypot"), [0.0, 0.0]), (operation("max"), [3.0, 3.0, 1.0, 1.0]), (operation("max"), [2.0] * 6),
    ]  # fmt: skip
    whole = [known.answers_of(op, xs) for op, xs in kinks]
    assert all(whole)
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        monkeypatch.setattr(known, "FILE", Path(archive.extract("autograd/checking/engines/answers.json", tmp_path)))
    known.measured.cache_clear()
    try:
        assert [known.answers_of(op, xs) for op, xs in kinks] == whole
    finally:
        known.measured.cache_clear()


def fields(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", sentence))


def test_both_languages_have_the_same_words() -> None:
    assert list(WORDS["en"]) == list(WORDS["ja"])
    for key, sentence in WORDS["en"].items():
        assert fields(sentence) == fields(WORDS["ja"][key]), key


def test_every_word_is_said_and_every_said_word_is_there() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(ASSETS.rglob("*.js")) if "vendor" not in path.parts)
    said = set(re.findall(r'say\("([^"]+)"', source))
    assert said <= WORDS["en"].keys()
    for key in WORDS["en"]:
        stem = key.rpartition(" ")[0] if key.startswith(OF_A_STEM) else key
        assert f'"{key}"' in source or f"`{stem} $" in source or f" {key} " in source or key in LISTED, key


def test_what_is_chosen_from_is_said_in_the_language_of_the_reader() -> None:
    """Names that a program has too are the same in both."""
    for each in {*CHOICES["loss"], *CHOICES["data"]}:
        assert WORDS["ja"].get(each, each) != each or each == "xor", each


OF_A_STEM = "example ", "about ", "symptom ", "save ", "picture of ", "caption of "
LISTED = {"formula", "network", "examples", "exercises", "loading", "ready", "failed"}
"""Words that are chosen by a state."""


def test_the_work_of_others_is_as_it_was_published() -> None:
    versions = json.loads((ASSETS / "vendor" / "versions.json").read_text("utf-8"))
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ASSETS / "vendor").iterdir()}
    del files["versions.json"]
    assert files == {name: each["sha256"] for name, each in versions.items()}
