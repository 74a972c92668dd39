"""`ringo gallery`: its files, the numbers in them, and that nothing else is touched."""

from __future__ import annotations

import base64
import hashlib
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import viz
from autograd.by_hand.sheet.sheet import Sheet
from autograd.commands.gallery.graphs import GRAPHS, Graph
from autograd.commands.gallery.index import index
from autograd.commands.gallery.trained import OTHERS, TRAINED
from autograd.language import speaking
from tests.commands.conftest import LEARNED, MOMENTS
from tests.commands.test_main import ringo
from tests.conftest import ROOT, takes_long


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without networks, whose training takes seconds."""
    monkeypatch.setattr("autograd.commands.gallery.TRAINED", ())
    monkeypatch.setattr(
        "autograd.commands.gallery.GRAPHS", [graph for graph in GRAPHS if graph.name in ("apple", "bowl")]
    )
    monkeypatch.setattr("autograd.commands.gallery.can_be_drawn", lambda: True)


class Page(HTMLParser):
    """What a page holds; elements that are not closed in order are an error."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(path.read_text("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, attribute: str) -> list[str]:
        return [value for name, value in self.attributes if name == attribute]


@pytest.mark.parametrize(("name", "spoken"), [("index.html", "en"), ("index.ja.html", "ja")])
def test_an_index_links_to_what_is_there(gallery: Path, name: str, spoken: str) -> None:
    page = Page(gallery / name)
    assert page.all("lang")[0] == spoken
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    for target in page.all("href"):
        assert target[1:] in ids if target.startswith("#") else (gallery / target.partition("#")[0]).is_file()
    assert page.tags.count("h2") == len(GRAPHS) + len(LEARNED) + 1
    assert page.tags.count("img") == len(GRAPHS) + 2 * len(LEARNED)
    assert {f"{of.name}.gif" for of in LEARNED} <= set(page.all("href"))
    assert {f"{graph.name}.html#lang={spoken}" for graph in GRAPHS} <= set(page.all("href"))
    for ending in ("svg", "csv", "md"):
        own = {path.name for path in gallery.glob(f"*.{ending}") if (".ja." in path.name) == (spoken == "ja")}
        assert {target for target in page.all("href") if target.endswith(ending)} == own
        assert ending != "svg" or set(page.all("src")) == own


def test_pictures_speak_the_language_of_their_index(gallery: Path) -> None:
    """And its text says what their words are."""
    for path in gallery.glob("*.svg"):
        is_japanese = ".ja." in path.name
        text = path.read_text("utf-8")
        words = re.findall(r"[ぁ-んァ-ヶ一-鿿]", re.sub("<title>.*?</title>|<!--.*?-->", "", text, flags=re.DOTALL))
        assert bool(words) == is_japanese, path.name
    assert "「勾配」の後" in (gallery / "index.ja.html").read_text("utf-8")
    assert ">勾配 2.2<" in (gallery / "apple.ja.svg").read_text("utf-8").replace("&#160;", " ")


@pytest.mark.parametrize("name", ["index.html", "index.ja.html"])
def test_an_index_runs_nothing_and_asks_for_nothing(gallery: Path, name: str) -> None:
    page, text = Page(gallery / name), (gallery / name).read_text("utf-8")
    [policy] = [content for content in page.all("content") if "default-src" in content]
    [style] = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'", "img-src 'self' file:", f"style-src 'sha256-{digest}'", "base-uri 'none'",
        "form-action 'none'",
    ]  # fmt: skip
    assert "script" not in page.tags
    assert "//" not in text
    assert not [attribute for attribute, _ in page.attributes if attribute.startswith("on") or attribute == "style"]


def test_formulas_are_no_markup(tmp_path: Path) -> None:
    hostile = "x < 1 & <script>alert(1)</script>\"'"
    for spoken in ("en", "ja"):
        with speaking(spoken):
            text = index([(Graph("apple", hostile, hostile, (hostile,)), ["csv"])])
        (tmp_path / "index.html").write_text(text, "utf-8")
        page = Page(tmp_path / "index.html")
        assert "script" not in page.tags
        assert hostile in " ".join(page.all("aria-label"))
        assert hostile in shlex.split(page.texts[[i for i, x in enumerate(page.texts) if x.startswith("ringo ")][-1]])


def gradients(gallery: Path, name: str) -> dict[str, float]:
    """The gradients in a picture, by name."""
    svg = unescape((gallery / f"{name}.svg").read_text("utf-8"))
    return {of: float(grad) for of, grad in re.findall(r">([\w\[\]]+) = [^<]*</text>\s*<text[^>]*>grad ([^<]+)<", svg)}


def test_pictures_have_the_numbers_of_hand_calculation(gallery: Path) -> None:
    near = pytest.approx
    assert gradients(gallery, "apple") | {"v1": 1.1} == {
        "price": 1,
        "apple": 2.2,
        "apple_num": 110,
        "tax": 200,
        "v1": 1.1,
    }
    bought = {"apple": 2.2, "apple_num": 110, "orange": 3.3, "orange_num": 165, "tax": 650}
    assert bought.items() <= gradients(gallery, "shopping").items()
    u, v = 0.5 * 2, 0.5 + math.sin(2)
    found = gradients(gallery, "chain")
    assert found["x"] == near(2 * u * v * 2 + u**2, rel=1e-5)
    assert found["y"] == near(2 * u * v * 0.5 + u**2 * math.cos(2), rel=1e-5)
    assert gradients(gallery, "sigmoid")["x"] == near(1 / (2 + math.e + 1 / math.e), rel=1e-5)
    powers = [math.exp(a) for a in (0.3, 2.9, 4.0)]
    shares = [power / sum(powers) for power in powers]
    found = gradients(gallery, "softmax")
    assert [found[f"a[{i}]"] for i in range(3)] == near([shares[0], shares[1], shares[2] - 1], rel=1e-5)
    assert gradients(gallery, "by_hand")["W[1][1]"] == 2  # x2 times the ½ + ½ that reach the second hidden unit
    assert gradients(gallery, "series")["x"] == near(math.exp(math.sin(0.5)) * math.cos(0.5), rel=1e-5)
    found = gradients(gallery, "valley")
    assert [found["x"], found["y"]] == near([-215.6, -88])
    found = gradients(gallery, "bowl")
    assert [found["x"], found["y"]] == near([-0.7, 4])


def test_worksheets_can_be_filled_in_and_marked(gallery: Path) -> None:
    for graph in GRAPHS:
        codes = {Sheet.load(gallery / f"{graph.name}{end}").code for end in (".csv", ".md", ".ja.csv", ".ja.md")}
        assert len(codes) == 1
    assert "0 of 10 points" in ringo("mark", str(gallery / "apple.csv")).out
    assert "順伝播" in (gallery / "apple.ja.md").read_text("utf-8")


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.name)
def test_the_command_beside_a_picture_works(graph: Graph) -> None:
    name, *words = shlex.split(graph.command)
    status, out, err = ringo(*words)
    assert (name, status, err) == ("ringo", 0, "")
    assert "Backward pass" in out


def test_every_example_is_there() -> None:
    examples = {path.stem for path in (ROOT / "examples").glob("*.py")}
    assert {of.example.removesuffix(".py") for of in (*GRAPHS, *TRAINED)} | set(OTHERS) == examples


def test_the_last_image_shows_what_was_learned(gallery: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    for of in LEARNED:
        with image.open(gallery / f"{of.name}.gif") as moving:
            assert moving.n_frames == MOMENTS + 1
        for ending, wrong, network in [("svg", "wrong", "network"), ("ja.svg", "誤り", "ネットワーク")]:
            written = (gallery / f"{of.name}.{ending}").read_text("utf-8")
            if of.name == "regression":
                assert f">{network}</text>" in written
            else:
                assert not re.search(f">{wrong}: [0-9]+<", written)


def test_without_matplotlib_the_rest_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr("autograd.commands.gallery.GRAPHS", GRAPHS[:2])
    status, _, err = ringo("gallery", str(tmp_path))
    assert status == 0
    assert err == (
        'networks that learn are left out: their pictures need Matplotlib (pip install "ringograd[plots]")\n'
    )
    page = Page(tmp_path / "index.html")
    assert page.all("src") == ["apple.svg", "shopping.svg"]


@pytest.mark.usefixtures("untrained")
def test_nothing_is_overwritten_without_being_asked(tmp_path: Path) -> None:
    for name in ("notes.txt", "bowl.ja.md"):
        (tmp_path / name).write_text("mine", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograd.commands.gallery._files", None)  # it is refused before anything is made
        status, out, err = ringo("gallery", str(tmp_path))
    assert (status, out) == (2, "")
    assert (
        err
        == f"ringo: {tmp_path / 'bowl.ja.md'} is there already and is kept: choose another name, or --overwrite it\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bowl.ja.md", "notes.txt"]
    assert ringo("gallery", str(tmp_path), "--overwrite").status == 0
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
    assert (tmp_path / "bowl.ja.md").read_text("utf-8") != "mine"
    assert (tmp_path / "index.html").is_file()


@pytest.mark.usefixtures("untrained")
def test_what_it_cannot_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ringo("gallery").err == "ringo: name a folder for the gallery, such as ringo gallery out/gallery\n"
    file = tmp_path / "file"
    file.write_text("mine", "utf-8")
    told = ringo("gallery", str(tmp_path / "ja"), "--lang", "ja").out
    assert told.endswith(f"{tmp_path / 'ja' / 'index.ja.html'} を開いてください\n")
    status, out, err = ringo("gallery", str(file), "--lang", "ja")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err == f"ringo: {file} はファイルです。フォルダを指定してください\n"
    assert file.read_text("utf-8") == "mine"

    def refused(*_: object) -> None:
        raise viz.RenderError("no Graphviz here")

    monkeypatch.setattr(viz, "draw", refused)
    status, out, err = ringo("gallery", str(tmp_path / "new"))
    assert (status, out) == (2, "")
    assert err == "ringo: the picture apple.svg could not be saved: no Graphviz here\n"
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("untrained")
def test_a_file_is_no_folder_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograd.commands.gallery._files", None)
    (tmp_path / "notes.html").write_text("mine", "utf-8")
    for folder in ("notes.html", "notes.html/new"):
        told = ringo("gallery", str(tmp_path / folder))
        assert told == (2, "", f"ringo: {tmp_path / 'notes.html'} is a file: name a folder\n")


def test_the_names_of_all_files_are_known_before(gallery: Path) -> None:
    from autograd.commands import gallery as command

    assert sorted(path.name for path in gallery.iterdir()) == sorted(command._names(LEARNED))


@pytest.mark.usefixtures("untrained")
def test_a_warning_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["viz.page.html"], "is_drawn", lambda: False)
    status, _, err = ringo("gallery", str(tmp_path))
    assert (status, err.count("\n")) == (0, 1)
    assert "ringograd[mathml]" in err


@takes_long
def test_it_needs_the_packages_alone(tmp_path: Path) -> None:
    """As a wheel has them, without the repository."""
    for package in ("autograd", "nn", "viz"):
        shutil.copytree(ROOT / package, tmp_path / package)  # with what Python has compiled, or it would do so again
    program = """if True:
        from autograd.__main__ import main
        from autograd.commands import gallery
        from autograd.commands.gallery import trained
        gallery.GRAPHS, gallery.TRAINED, trained.MOMENTS = gallery.GRAPHS[:1], gallery.TRAINED[:1], 1
        main(["gallery", "made"])
    """
    command = [sys.executable, "-W", "error", "-c", program]
    paths = {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | paths, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "training a network: One or the other, learned\n")
    assert (tmp_path / "made" / "index.html").is_file()
