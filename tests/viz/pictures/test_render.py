"""Pictures are whole, safe and the same every time, and every failure is a sentence.

Only real Graphviz can show that, so these tests draw with it; a small script plays the program `dot` where
the question is how that program is asked.
"""

import importlib.util
import os
import pathlib
import re
import shutil
import stat
import struct
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import graphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PROFILE, ROOT, takes_long
from viz.pictures.render import PNG_AREA, PNG_SIDE, RenderError, inline_svg, render, save

# A container may have no font at all, and an invisible character alone makes Graphviz ask for its width.
pytestmark = pytest.mark.filterwarnings("ignore::viz.pictures.fonts.MissingGlyphWarning")
invisible_is_fine = pytest.mark.filterwarnings("ignore:Graphviz says")

APPLE = 'digraph { apple [id="n1" class="leaf" label="apple 100"]; cost [label="× 2"]; apple -> cost -> tax }'
START = {"svg": b"<?xml", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n"), max_size=20)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=20)
HOSTILE = ["<b>x</b>", "</title><script>alert(1)</script>", "--><svg>", "a|b{c}", "\\N", "&lt;", '"]', "\\"]

needs_graphviz = pytest.mark.skipif(
    not (importlib.util.find_spec("pygraphviz") or shutil.which("dot")), reason="no Graphviz is here"
)
needs_shell = pytest.mark.skipif(os.name != "posix", reason="this test is written for a POSIX system")


def labelled(text: str) -> str:
    """A graph whose one node has this text as name, label and tooltip, escaped as the drawing module does."""
    safe = graphviz.escape(text.replace("&", "&amp;"))
    graph = graphviz.Digraph()
    graph.node("n" + safe, label=safe, tooltip=safe)
    return str(graph.source)


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def new_process(code: str) -> tuple[str, str]:
    """What the code prints in a fresh interpreter, on standard output and standard error."""
    project = ROOT
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


@pytest.fixture
def only_program(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Leave no Graphviz but the program `dot`, played by a shell script."""

    def install(script: str) -> None:
        program = tmp_path / "bin" / "dot"
        program.parent.mkdir()
        program.write_text("#!/bin/sh\n" + script)
        program.chmod(0o755)
        monkeypatch.setitem(sys.modules, "pygraphviz", None)
        monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)

    return install


@pytest.fixture
def no_graphviz(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.setenv("PATH", str(tmp_path))


# What is drawn


@needs_graphviz
@invisible_is_fine
@settings(max_examples=40, deadline=None)
@given(text=LINES | st.sampled_from(HOSTILE), format=st.sampled_from(sorted(START)))
def test_any_text_can_be_drawn(text: str, format: str) -> None:
    assert render(labelled(text), format).startswith(START[format])


@needs_graphviz
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    check_that_text_stays_text(text)


@needs_graphviz
@invisible_is_fine
@settings(deadline=None)
@given(TEXT)
def test_any_text_stays_text(text: str) -> None:
    check_that_text_stays_text(text)


def check_that_text_stays_text(text: str) -> None:
    inline = inline_svg(labelled(text))
    assert inline.startswith("<svg ")
    svg = ElementTree.fromstring(inline)
    namespace = "{http://www.w3.org/2000/svg}"
    tags = {element.tag.removeprefix(namespace) for element in svg.iter()}
    assert tags <= {"svg", "g", "a", "title", "polygon", "ellipse", "text"}
    drawn = "".join(element.text or "" for element in svg.iter(namespace + "text"))
    assert drawn.replace("\xa0", " ") == text.replace("\xa0", " ")  # Graphviz keeps spaces together with \xa0


@needs_graphviz
def test_ids_classes_and_default_labels_are_kept() -> None:
    svg = inline_svg('digraph { apple [id="n1" class="leaf"] }')
    assert '<g id="n1" class="node leaf">' in svg
    assert ">apple</text>" in svg


@needs_graphviz
@pytest.mark.parametrize("first", [r"\n", r"\l", r"\n\n", "\n"])
def test_an_empty_first_line_does_no_harm(first: str) -> None:
    nodes = "".join(f'a{i} [label="{first}x"]; a{i} -> b [label="local 1\\n1"];' for i in range(6))
    assert inline_svg(f"digraph {{ {nodes} }}").count(">x</text>") == 6


@needs_graphviz
def test_same_graph_same_bytes_here_and_elsewhere_and_nothing_printed() -> None:
    here = [render(APPLE, format) for format in START]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(render, [APPLE] * 12, list(START) * 4)) == here * 4
    code = f"""
import sys, warnings, viz.pictures.render
assert "pygraphviz" not in sys.modules, "importing viz should be cheap"
warnings.simplefilter("ignore", viz.pictures.render.fonts.MissingGlyphWarning)
print([viz.pictures.render.render({APPLE!r}, format) for format in {list(START)}])
"""
    assert new_process(code) == (f"{here}\n", "")


@needs_graphviz
def test_a_pdf_does_not_tell_the_time() -> None:
    assert b"/CreationDate (D:20000101000000" in render(APPLE, "pdf")


def test_dot_is_the_text_itself() -> None:
    assert render("digraph { りんご }", "dot") == "digraph { りんご }".encode()


# What cannot be drawn


@needs_graphviz
@pytest.mark.parametrize("dot", ["", "hello", "digraph { a ->", "graph { a -> b }", 'graph { a [label="] }'])
def test_bad_text_is_an_error(dot: str) -> None:
    with pytest.raises(RenderError, match=r"Graphviz cannot draw this graph: \w"):
        render(dot, "svg")


@needs_graphviz
def test_the_error_says_what_graphviz_says() -> None:
    with pytest.raises(RenderError, match="syntax error in line 1 near '->'"):
        render("graph { a -> b }", "svg")


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\ud800", "\uffff"])
@pytest.mark.parametrize("format", ["svg", "png", "pdf", "dot"])
def test_characters_that_no_picture_can_hold(character: str, format: str) -> None:
    with pytest.raises(RenderError, match="no picture can hold"):
        render(f'digraph {{ a [label="{character}"] }}', format)


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="choose one of svg, png, pdf, dot"):
        render(APPLE, "gif")


@needs_graphviz
def test_what_graphviz_says_is_a_warning() -> None:
    with pytest.warns(UserWarning, match="Graphviz says: Warning: nocolor is not a known color"):
        render("digraph { a [color=nocolor]; b [color=nocolor] }", "svg")


@needs_graphviz
@pytest.mark.parametrize(("width", "height"), [(1, 300), (300, 1), pytest.param(75, 75, marks=takes_long)])
def test_a_png_too_large_is_drawn_smaller(width: int, height: int) -> None:
    with pytest.warns(UserWarning, match="more than can be drawn safely"):
        across, down = size(render(f"digraph {{ a [width={width} height={height}] }}", "png"))
    assert max(across, down) <= PNG_SIDE
    assert across * down <= PNG_AREA * 1.01
    assert across / down == pytest.approx((width * 72 + 8) / (height * 72 + 8), rel=0.02)


@needs_graphviz
def test_a_png_has_144_dots_per_inch() -> None:
    assert size(render('digraph { a [label="" width=2 height=1] }', "png")) == (2 * 144 + 16, 1 * 144 + 16)


# Without pygraphviz


@needs_shell
def test_the_program_dot_is_asked_instead(only_program: Callable[[str], None]) -> None:
    only_program('echo "$@"; exec cat')
    assert render(APPLE, "svg").decode() == f"-Kdot -Tsvg\n{APPLE}\n"


@needs_shell
@pytest.mark.parametrize(("width", "height"), [(1, 1000), (75, 75)])  # too long, and too much in all
def test_the_program_dot_draws_a_large_png_smaller(
    width: int, height: int, only_program: Callable[[str], None]
) -> None:
    only_program(f'case "$*" in *plain*) echo graph 1 {width} {height};; *) exec cat;; esac')
    with pytest.warns(UserWarning, match="more than can be drawn safely"):
        drawn = render(APPLE, "png").decode()
    found = re.search(r'graph \[dpi=144 viewport="([\d.]+),([\d.]+),([\d.]+)"', drawn)
    assert found
    across, down, zoom = map(float, found.groups())
    assert (across, down) == pytest.approx(((width * 72 + 8) * zoom, (height * 72 + 8) * zoom))
    most = min(PNG_SIDE / (2 * max(across, down)), PNG_AREA / (2 * across * 2 * down))  # two pixels for each point
    assert most == pytest.approx(1.0)


@needs_shell
def test_what_the_program_dot_says_is_heard(only_program: Callable[[str], None]) -> None:
    only_program('echo "a strange graph" >&2; [ "$2" = -Tsvg ] && exec cat')
    with pytest.warns(UserWarning, match="Graphviz says: a strange graph"):
        render(APPLE, "svg")
    with pytest.raises(RenderError, match="a strange graph"):
        render(APPLE, "pdf")


@needs_shell
@pytest.mark.parametrize("format", sorted(START))
def test_an_empty_picture_is_an_error(format: str, only_program: Callable[[str], None]) -> None:
    only_program("exec cat > /dev/null")
    with pytest.raises(RenderError, match="its text is empty"):
        render(" ", format)


@pytest.mark.skipif(not shutil.which("dot"), reason="the program dot is not here")
@pytest.mark.parametrize("format", sorted(START))
def test_the_real_program_dot(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    assert render(APPLE, format).startswith(START[format])
    with pytest.raises(RenderError, match="cannot draw"):
        render("digraph {", format)


# Files


@needs_graphviz
def test_save_makes_folders_and_an_ordinary_file(tmp_path: pathlib.Path) -> None:
    (tmp_path / "ordinary").touch()
    for suffix in (".svg", ".PNG", ".pdf", ".dot"):
        path = save(APPLE, tmp_path / "new" / "folder" / f"apple{suffix}")
        assert path.read_bytes() == render(APPLE, suffix[1:].lower())
        assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "ordinary").stat().st_mode)


@pytest.mark.parametrize("name", ["apple", "apple.gif", ".svg", "."])
def test_save_needs_a_known_suffix(name: str, tmp_path: pathlib.Path) -> None:
    with pytest.raises(ValueError, match=r"\.svg, \.png, \.pdf or \.dot"):
        save(APPLE, tmp_path / name)


@needs_graphviz
def test_a_failure_leaves_the_old_picture(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = save(APPLE, tmp_path / "apple.svg")
    before = picture.read_bytes()
    with pytest.raises(RenderError):
        save("digraph {", picture)
    assert picture.read_bytes() == before

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*apple\.svg'"):
        save("digraph {}", picture)
    assert picture.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["apple.dot", "apple.svg"]


@pytest.mark.usefixtures("no_graphviz")
def test_without_graphviz_the_text_is_kept_and_nothing_overwritten(tmp_path: pathlib.Path) -> None:
    (tmp_path / "apple.dot").write_text("mine")
    for _ in range(2):
        with pytest.raises(RenderError, match=r"pip install pygraphviz.*apple-2\.dot"):
            save(APPLE, tmp_path / "apple.png")
    assert (tmp_path / "apple.dot").read_text() == "mine"
    assert (tmp_path / "apple-2.dot").read_text() == APPLE
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_or_a_file_in_the_way_is_an_os_error(tmp_path: pathlib.Path) -> None:
    (tmp_path / "folder.dot").mkdir()
    (tmp_path / "file").touch()
    for path in (tmp_path / "folder.dot", tmp_path / "file" / "apple.dot"):
        with pytest.raises(OSError, match=r"folder\.dot|file"):
            save(APPLE, path)


FORKS = 3 if PROFILE == "default" else 8

FORKING = """
import os, signal, sys, threading, warnings
from viz.pictures.render import render
warnings.simplefilter("ignore")
begun, done = threading.Event(), threading.Event()

def draw():
    while not done.is_set():
        render(dot, "png")
        begun.set()

thread = threading.Thread(target=draw)
thread.start()
if wait:
    begun.wait()
for _ in range(forks):
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        render(dot, "png")
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print(status, end=" ", flush=True)
    if status:
        break
done.set()
thread.join()
"""


@needs_graphviz
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forked processes")
@pytest.mark.parametrize("wait", [True, False])
def test_a_process_that_is_forked_while_a_thread_draws_can_draw(wait: bool) -> None:
    assert new_process(f"wait, forks, dot = {wait}, {FORKS}, {APPLE!r}\n{FORKING}") == ("0 " * FORKS, "")
