"""What the C libraries below Graphviz know and say.

Fontconfig reads its configuration once in a process, so what it answers elsewhere is asked in new processes.
"""

import importlib.metadata
import importlib.util
import os
import pathlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, takes_long, thinned
from viz.pictures import fonts
from viz.pictures.fonts import FONT_PACKAGE, MissingGlyphWarning, captured_messages, missing_glyphs

HIDE_PACKAGE = f"from viz.pictures import fonts; fonts.FONT_PACKAGE = 'not-{FONT_PACKAGE}'\n"
DRAW = "from viz.pictures.render import render; picture = render('digraph { りんご [label=\"消費税\"] }', 'pdf')\n"


def package_is_installed() -> bool:
    try:
        return bool(importlib.metadata.version(FONT_PACKAGE))
    except importlib.metadata.PackageNotFoundError:
        return False


needs_fontconfig = pytest.mark.skipif(
    not (sys.platform.startswith("linux") and importlib.util.find_spec("pygraphviz")),
    reason="pygraphviz with fontconfig is not here",
)
needs_package = pytest.mark.skipif(not package_is_installed(), reason=f"{FONT_PACKAGE} is not installed")


def printed(code: str) -> str:
    """What the code prints in a fresh interpreter, on either stream, with every warning an error."""
    command = [sys.executable, "-W", "error", "-X", "utf8", "-c", code]
    project = ROOT
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


@pytest.fixture
def system_without_fonts(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))


@needs_fontconfig
@needs_package
@pytest.mark.usefixtures("system_without_fonts")
@pytest.mark.parametrize("before", ["", "from viz.pictures.render import render; render('digraph { a }', 'svg')\n"])
def test_the_font_of_the_package_is_drawn_with(before: str) -> None:
    assert printed(before + DRAW + "print(b'NotoSansCJK' in picture)") == "True\n"


@needs_fontconfig
@needs_package
@pytest.mark.usefixtures("system_without_fonts")
def test_the_font_of_the_package_is_counted() -> None:
    assert printed("from viz.pictures.fonts import *; print([missing_glyphs('りんご 個数 消費税 × 1.1')])") == "['']\n"


@takes_long
@needs_fontconfig
@pytest.mark.usefixtures("system_without_fonts")
def test_without_any_font_there_is_a_warning_except_for_svg() -> None:
    assert printed(HIDE_PACKAGE + "print([fonts.missing_glyphs('りんご 2\\n')])") == "['2ごりん']\n"
    assert "MissingGlyphWarning: No font here has" in printed(HIDE_PACKAGE + DRAW)
    assert printed(HIDE_PACKAGE + DRAW.replace("pdf", "svg")) == ""


@needs_fontconfig
@given(st.text())
def test_a_glyph_is_missing_wherever_it_stands(text: str) -> None:
    missing = missing_glyphs(text)
    assert missing == "".join(sorted(character for character in set(text) if missing_glyphs(character)))
    assert not any(character.isspace() for character in missing)


def test_where_fontconfig_cannot_be_asked_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "fontconfig", lambda: None)
    assert missing_glyphs("りんご") == ""


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_not_asked(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert fonts.fontconfig.__wrapped__() is None


def test_the_warning_names_ten_characters_and_the_way_out() -> None:
    assert "No font here has り, ん, ご: boxes" in str(MissingGlyphWarning("りんご"))
    warning = str(MissingGlyphWarning("abcdefghijkl"))
    assert "i, j and 2 more: boxes" in warning
    assert 'pip install pygraphviz "ringograd[ja]"' in warning


def test_messages_are_captured_once_and_the_stream_restored(capfd: pytest.CaptureFixture[str]) -> None:
    heard: list[list[str]] = []

    def speak_and_fail() -> None:
        with captured_messages() as said:
            heard.append(said)
            os.write(2, b"from C\nfrom C\n")
            print("from Python", file=sys.stderr)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        speak_and_fail()
    assert sorted(heard[0]) == ["from C", "from Python"]
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_threads_hear_their_own_messages(capfd: pytest.CaptureFixture[str]) -> None:
    def speak(number: int) -> list[str]:
        with captured_messages() as said:
            time.sleep(0.01)
            os.write(2, b"from %d\n" % number)
        return said

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(speak, range(8))) == [[f"from {number}"] for number in range(8)]
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="this test is written for a POSIX system")
@pytest.mark.parametrize("closed", thinned(["os.close(2); os.close(0)", "os.close(2)"]))
def test_messages_are_captured_without_a_standard_error(closed: str) -> None:
    code = f"""
import os, sys
from viz.pictures.fonts import captured_messages
{closed}
sys.stderr = None
with captured_messages() as said:
    os.write(2, b"heard")
print(said)
try:
    os.fstat(2)
except OSError:
    print("still closed")
"""
    assert printed(code) == "['heard']\nstill closed\n"
