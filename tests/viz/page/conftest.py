"""What the tests of pages share."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from tests.viz.page.scripts import ANSWERS, NODE, Script


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    assert NODE
    with subprocess.Popen([NODE, "-e", ANSWERS], stdin=-1, stdout=-1, text=True) as process:
        yield Script(process)
        process.terminate()
