"""Numbers are read, printed and written alike where the decimal sign is a comma, i has a dot, or all text is ASCII."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROFILE, ROOT

pytestmark = pytest.mark.skipif(shutil.which("localedef") is None, reason="locales cannot be made here")


CATEGORIES = [
    "CTYPE",
    "COLLATE",
    "MONETARY",
    "NUMERIC",
    "TIME",
    "MESSAGES",
    "PAPER",
    "NAME",
    "ADDRESS",
    "TELEPHONE",
    "MEASUREMENT",
    "IDENTIFICATION",
]


def source(name: str) -> str:
    """A locale but for its order of words, which takes longer to make than all else; Python sorts by code points."""
    copied = {category: "POSIX" if category == "COLLATE" else name for category in CATEGORIES}
    return "".join(f'LC_{of}\ncopy "{which}"\nEND LC_{of}\n' for of, which in copied.items())


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locales")
    for name in ("de_DE", "tr_TR")[: 1 if PROFILE == "default" else 2]:
        written = name
        if PROFILE == "default":
            (folder / "source").write_text(source(name), "ascii", newline="\n")
            written = str(folder / "source")
        command = ["localedef", "-i", written, "-f", "UTF-8", str(folder / f"{name}.UTF-8")]
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip("the sources of locales are not here")
    return folder


def printed(locales: Path, *name: str, **environment: str) -> list[str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.locales", *name],
        cwd=ROOT, env={**plain, "LOCPATH": str(locales), **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


def test_every_locale_gives_the_same(locales: Path) -> None:
    pytest.importorskip("numpy")
    plain, sign = printed(locales, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert sign == "1.5"
    assert printed(locales, "de_DE.UTF-8", LC_ALL="de_DE.UTF-8") == [plain, "1,5"]
    if PROFILE != "default":
        assert printed(locales, "tr_TR.UTF-8", LC_ALL="tr_TR.UTF-8") == [plain, "1,5"]
