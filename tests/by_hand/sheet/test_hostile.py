"""Answers that somebody made to stop the marking: each is read or refused at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from autograd.by_hand.sheet.files import answers_in
from autograd.by_hand.sheet.shown.matrices import LONGEST, matrix_in

AT_ONCE = 2.0
"""Seconds of the processor. Each text took minutes, or for ever, where a pattern fits it in many ways."""


@pytest.mark.parametrize(
    "text",
    [
        "[" + "[1]   " * 3000 + "x",
        "((1) , " * 2000,
        "1" * LONGEST,
        "1, " * 6000 + ",",
        "[" * LONGEST,
        "1 " * 9000 + "(",
    ],
)
def test_no_cell_takes_long_to_be_no_matrix(text: str) -> None:
    start = time.process_time()
    assert matrix_in(text) is None
    assert time.process_time() - start < AT_ONCE


@pytest.mark.parametrize(
    "text", ["\n" * 100_000, "# " * 50_000, "name " * 20_000, "名前" + "*" * 100_000, "* \n" * 50_000]
)
def test_no_markdown_takes_long_to_have_no_name(text: str) -> None:
    start = time.process_time()
    found = answers_in(f"| key | answer |\n|---|---|\n| v1 | 2 |\n\n{text}\nName: Anna\n".encode(), Path("a.md"))
    assert time.process_time() - start < AT_ONCE
    assert (found.name, [entry.answer for entry in found.entries]) == ("Anna", ["2"])
