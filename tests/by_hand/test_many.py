"""Many files at once: what happens to one of them happens to no other, and each is called by its name."""

import json
import os
import signal
from pathlib import Path

import pytest

from autograd import Value, worksheet
from autograd.by_hand import many, mark_files
from autograd.by_hand.many import FEW, Outcome

outcome = many._outcome


def killed_at_the_bad_one(path: str, code: str, lang: str, reveal: bool) -> Outcome:
    """What is done in a process of its own, which the system kills at one file."""
    if Path(path).name == "bad.json":
        os.kill(os.getpid(), signal.SIGKILL)
    return outcome(path, code, lang, reveal)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed otherwise there")
def test_a_process_that_is_killed_takes_no_other_file_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = worksheet(Value(2.0, name="a") * Value(3.0, name="b"))
    names = [f"{i}.json" for i in range(FEW)]
    names.insert(3, "bad.json")
    for name in names:
        (tmp_path / name).write_text(json.dumps({"v1": "6"}), "utf-8")
    monkeypatch.setattr(many, "_outcome", killed_at_the_bad_one)
    found = {Path(one.path).name: one for one in mark_files([tmp_path / name for name in names], sheet)}
    assert list(found) == names
    bad = found.pop("bad.json")
    assert bad.marks is None
    assert "bad.json could not be read" in bad.problem
    for one in found.values():
        assert one.marks is not None
        assert one.marks.rows[0].verdict == "right"


def test_a_problem_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(json.dumps({"nothing": "6"}), "utf-8")
    (tmp_path / "empty.json").write_text("", "utf-8")
    sheet = worksheet(Value(2.0, name="a") * 3.0)
    for one in mark_files([tmp_path / "other.json", tmp_path / "empty.json", tmp_path / "none.json"], sheet):
        assert one.marks is None
        assert one.problem.count(one.path) == 1
