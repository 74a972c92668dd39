"""The table of engines in both READMEs is what was measured, and what is asked of this engine is so today."""

from __future__ import annotations

import pytest

from tests.bench.peers.asked import has, loss, step, weights
from tests.bench.peers.engines import QUESTIONS, VERSIONS, Micrograd, Ringograd
from tests.bench.peers.table import LABELS, MEASURED, TITLES, stored, table
from tests.conftest import takes_long
from tests.docs.pairs import read


@pytest.mark.parametrize(("path", "language"), [("README.md", 0), ("README.ja.md", 1)])
def test_the_table_is_what_was_measured(path: str, language: int) -> None:
    found = stored()
    assert table(found["engines"], language) in read(path), "run python -m tests.bench.peers with --write"
    assert f"{found['date']}" in read(path)
    assert f"CPython {found['python'].rpartition('.')[0]}" in read(path)


def test_every_engine_was_measured_in_the_version_that_is_pinned() -> None:
    engines = stored()["engines"]
    assert engines.keys() == VERSIONS.keys() == TITLES.keys()
    for name, pinned in VERSIONS.items():
        if pinned:
            assert pinned.split()[0].endswith(f"=={engines[name]['version'].partition('+')[0]}")
    assert {*QUESTIONS, *MEASURED, "version"} == {*LABELS}


def test_what_is_said_of_this_engine_and_of_micrograd_is_so() -> None:
    for name, engine in (("ringograd", Ringograd), ("micrograd", Micrograd)):
        assert has(engine()) == stored()["engines"][name]["has"]


@takes_long
def test_the_engines_do_the_same_work() -> None:
    _, ours = step(Ringograd())
    _, theirs = step(Micrograd())
    assert ours == pytest.approx(theirs, rel=1e-12)
    assert loss(weights(), lambda x: max(0.0, x)) > 0
    assert sum(gradient != 0 for gradient in ours) > 20
