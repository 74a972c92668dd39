"""How tests end that run in a fork is told, whatever happens to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if not hasattr(os, "fork"):
    pytest.skip("there is no os.fork", allow_module_level=True)

from tests.conftest import takes_long
from tests.forked import Ended, run_tests


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (Ended(1, 2.0, "one\nFAILED two\n"), "FAILED two"),
        (Ended(3, 2.0, ""), "exit status 3, and nothing was printed"),
        (Ended(-9, 2.0, ".."), "ended by SIGKILL after 2 s; .."),
        (Ended(-9, 300.0, "", True), "no end within 300 s"),
    ],
)
def test_how_it_ended_is_told(ended: Ended, told: str) -> None:
    assert ended.told() == told


@takes_long
@pytest.mark.parametrize(
    ("line", "status", "is_late"),
    [
        ("os.kill(os.getpid(), 9)", -9, False),
        ("time.sleep(60)", -9, True),
        ("assert [0] * 9 == [1] * 9", 1, False),
    ],
)
def test_the_end_of_a_fork_is_known(tmp_path: Path, line: str, status: int, is_late: bool) -> None:
    file = tmp_path / "test_one.py"
    file.write_text(f"import os, time\n\ndef test_one():\n    {line}\n", "utf-8")
    ended = run_tests([str(file)], 1.0 if is_late else 60.0)
    assert (ended.status, ended.is_late) == (status, is_late)
