"""Every reader meets some inputs that nobody would write, in every run; and planted faults of a reader are found."""

from itertools import islice
from pathlib import Path

import pytest

from tests.conftest import fewer
from tests.fuzz import readers, search
from tests.fuzz.beside import Beside
from tests.fuzz.mutated import inputs
from tests.fuzz.search import Found
from tests.fuzz.target import AT_MOST, Hang, attempt

SLOW = {"marking": 16, "lab": 8, "run": 8, "answers": 4, "claim": 2, "xlsx": 4, "ods": 4}
"""Readers that take so many times as long as others."""
QUICK = [name for name in readers.NAMES if name != "verdict"]  # the claims' own tests try many
NEEDS = {"xlsx": "xlsxwriter", "ods": "python_calamine", "onnx": "onnx"}


@pytest.mark.parametrize("name", QUICK)
def test_a_reader_answers_or_refuses_in_a_sentence(name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    target = readers.target(name)
    target.read(target.seeds[0])  # which is read: else hardly any input comes far
    for content in islice(inputs(target.seeds, target.words, target.longest, seed=1), fewer(800) // SLOW.get(name, 1)):
        attempt(target, content)


@pytest.mark.parametrize(("name", "what"), [("planted-crash", "IndexError at planted.py"), ("planted-hang", "Hang")])
def test_a_planted_fault_is_found(name: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempt, "__defaults__", (0.05,))  # seconds, not two
    found = Found(name)
    search.plainly(readers.target(name), found, 600, 60.0)
    [(place, (content, said))] = found.faults.items()
    assert place.startswith(what)
    assert found.inputs == 600
    with pytest.raises((IndexError, Hang), match=said):
        attempt(readers.target(name), bytes.fromhex(content))


def test_a_refusal_without_a_sentence_is_a_fault() -> None:
    for said in "", "\nbelow", "\x1b[31m red", "x" * 30_000:

        def refuse(content: bytes, said: str = said) -> None:
            raise ValueError(said)

        with pytest.raises(AssertionError):
            attempt(readers.target("planted-crash")._replace(read=refuse), b"")


def test_a_search_that_was_stopped_goes_on(tmp_path: Path) -> None:
    first = search.search("settings", tmp_path, 30, 60.0, with_atheris=False)
    found = search.search("settings", tmp_path, 20, 60.0, with_atheris=False)
    assert (first.inputs, found.inputs, found.faults) == (30, 50, {})
    assert 0.0 <= found.slowest < AT_MOST
    assert found.memory > 1.0


def test_the_same_seed_makes_the_same_inputs() -> None:
    one, same, other = (list(islice(inputs([b"a, 1", b"b"], ["word"], 9, seed), 300)) for seed in (1, 1, 2))
    assert one == same != other
    assert max(map(len, one)) <= 9
    assert any(b"word" in content for content in one)


def test_software_that_ends_is_a_refusal_and_the_next_workbook_is_read() -> None:
    pytest.importorskip("python_calamine")
    book, beside = readers.target("ods").seeds[-1], Beside()
    assert "v1" in (beside.cells_of(book) or "")
    assert beside.process
    beside.process.kill()
    beside.process.wait()
    assert beside.cells_of(book) is None
    assert "v1" in (beside.cells_of(book) or "")
    assert beside.cells_of(b"PK") is None
    assert beside.ended == 1
    beside.stop()
