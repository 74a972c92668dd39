"""The site: what is added to Sphinx, the names that its reference has, and its links."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import ROOT

pytest.importorskip("myst_parser", reason="the site needs Sphinx: pip install ringograd[docs]")

from docutils import nodes

from docs.site import links
from docs.site.parts.formulas import mathml
from docs.site.parts.languages import counterpart
from docs.site.parts.pages import made, written
from docs.site.parts.wide import COLUMN, mark, width
from docs.site.parts.words import SearchBoth

REFERENCE = ROOT / "docs" / "reference"
PACKAGES = ("autograd", "autograd.notation", "autograd.program", "autograd.testing", "nn", "viz")
NAMES = re.compile(r"^```\{names\} ([\w.]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODULES = {"nn": {"data", "init", "losses", "metrics", "optim", "search"}, "autograd.testing": {"strategies"}}
"""Names that are modules: their own names stand in the reference, below a heading."""


def told() -> Counter[str]:
    """How often each name stands in the reference."""
    pages = [page.read_text("utf-8") for page in REFERENCE.glob("*.md")]
    return Counter(
        f"{package}.{name}" for page in pages for package, names in NAMES.findall(page) for name in names.split()
    )


def untold(package: str, named: Counter[str]) -> list[str]:
    """The public names of a package that do not stand in the reference."""
    public = set(import_module(package).__all__) - MODULES.get(package, set())
    return sorted(name for name in public if not named[f"{package}.{name}"])


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_stands_in_the_reference(package: str) -> None:
    named = told()
    named["autograd.program.compile"] = named["autograd.compile"]  # it is the same function
    assert untold(package, named) == []


@pytest.mark.parametrize(
    "module", [f"{package}.{name}" for package, names in MODULES.items() for name in sorted(names)]
)
def test_every_module_of_a_package_stands_in_the_reference(module: str) -> None:
    package, _, name = module.rpartition(".")
    found = getattr(import_module(package), name)
    public = {
        each
        for each in vars(found)
        if not each.startswith("_") and getattr(vars(found)[each], "__module__", "") == found.__name__
    }
    assert public - {name.rpartition(".")[2] for name in told() if name.startswith(f"{module}.")} - HELPERS == set()


HELPERS = {"Drawn", "generator", "require_init", "require_schedule"}
"""Names that other modules use, and readers do not."""


def test_no_name_stands_twice_in_the_reference() -> None:
    assert [name for name, count in told().items() if count > 1] == []


def test_a_name_that_is_missing_is_missed() -> None:
    named = told()
    del named["nn.MLP"]
    assert untold("nn", named) == ["MLP"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<a href="gone.html">', "links to gone.html, which is not there"),
        ('<a href="b.html#gone">', "links to b.html#gone, and the page has no such place"),
        ('<a href="#gone">', "links to #gone, and the page has no such place"),
        ('<img src="gone.svg">', "links to gone.svg, which is not there"),
        ('<iframe src="gone.html#lang=ja">', "links to gone.html#lang=ja, which is not there"),
        ('<script src="/absolute.js">', "links to /absolute.js, which is absolute"),
        ('<link href="//elsewhere.org/a.css">', "links to //elsewhere.org/a.css, which is absolute"),
        ('<a href="file:///home/a.html">', "links to file:///home/a.html, which is absolute"),
        ('<a href="b.html#here">, <a href="https://example.org/">, <iframe src="b.html#lang=ja">', ""),
    ],
)
def test_a_link_that_leads_nowhere_is_told(page: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b.html").write_text('<h1 id="here">')
    assert links.broken(tmp_path) == ([f"a.html {words}"] if words else [])


def test_each_text_stands_in_both_languages() -> None:
    names = {page.relative_to(ROOT / "docs").with_suffix("").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    for name in names:
        if name.startswith(("guides/", "tutorial/")):
            assert counterpart(name, names) not in ("index", "index.ja"), name


def test_japanese_is_found_by_pairs_of_signs() -> None:
    both = SearchBoth({})
    text = set(both.split("合成関数の微分は、連鎖律で計算します。chain rule"))
    for question in ("連鎖律", "微分", "合成関数", "chain"):
        assert set(both.split(question)) <= text
    assert not set(both.split("連立方程式")) <= text


@pytest.mark.parametrize("latex", [r"\nothing x", r"\begin{gathered} a & b \end{gathered}"])
def test_a_formula_that_cannot_be_drawn_is_refused(latex: str) -> None:
    with pytest.raises(ValueError, match="no MathML of"):
        mathml(latex)


def test_a_picture_that_is_too_wide_to_be_read_is_scrolled() -> None:
    """As wide as in the guide, where it was drawn to fit: its labels had the size of 4 points."""
    paragraphs = nodes.section()
    docs = ROOT / "docs"
    for name in ("compile-graph.svg", "compile-program.svg", "lab.png"):
        paragraphs += nodes.paragraph("", "", nodes.image(uri=name))
    mark(SimpleNamespace(srcdir=docs), paragraphs, "guides/en/compile")  # type: ignore[arg-type]
    assert [each["classes"] for each in paragraphs] == [["wide-picture"], [], []]
    assert width(docs / "compile-graph.svg") > COLUMN > width(docs / "rooms.svg") > 0
    style = (docs / "site" / "theme" / "static" / "site.css").read_text("utf-8")
    assert ".wide-picture { overflow-x: auto; }" in style


def test_lines_of_a_formula_are_aligned() -> None:
    made = mathml(r"\begin{aligned} z &= x y \\[4pt] \frac{\partial z}{\partial x} &= y \\[4pt] \end{aligned}")
    assert made.count("<mtr>") == 2
    assert made.count("<mtd") == 4
    assert "pt" not in made.replace('rowspacing="3pt"', "")


@pytest.mark.parametrize("block", ["", "ls", "ringo", 'ringo "x" x=1 --save x.svg', 'ringo "x" x=1 --lang ja'])
def test_a_block_holds_one_command_of_ringo(block: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a block is one command"):
        made(block, tmp_path / "page.html", "en")
    assert not list(tmp_path.iterdir())


def test_a_long_command_may_be_broken(tmp_path: Path) -> None:
    made('ringo "りんご * 個数" \\\n  りんご=100 個数=2', tmp_path / "page.html", "ja")
    assert '<html lang="ja">' in (tmp_path / "page.html").read_text("utf-8")


def test_the_python_of_a_chapter_leaves_nothing_behind() -> None:
    here = Path.cwd()
    blocks = ["from pathlib import Path", "_ = Path('page.html').write_text('a')", "fail()  # fails: ''"]
    with written(blocks, "en") as folder:
        assert (folder / "page.html").read_text() == "a"
    assert not folder.exists()
    assert Path.cwd() == here
