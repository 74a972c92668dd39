"""Many files at once: what happens to one of them happens to no other, and each is called by its name."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest

from autograd import Value, mark, operation, sigmoid, worksheet
from autograd.by_hand import mark_files
from autograd.by_hand.answers import Reading
from autograd.by_hand.answers.pen import MOST_DIGITS
from autograd.by_hand.marking import many
from autograd.by_hand.marking.many import FASTER_HERE, MOST_LEARNERS, Outcome
from autograd.by_hand.marking.marking import marked_in, reading
from tests.conftest import ROOT, takes_long

outcomes = many._outcomes
needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed otherwise there")


def killed_at_the_bad_one(path: str, which: many.Which) -> list[Outcome]:
    """What is done in a process of its own, which the system kills at one file."""
    if Path(path).name == "bad.json":
        os.kill(os.getpid(), signal.SIGKILL)
    return outcomes(path, which)


def never_done(path: str, *_: object) -> NoReturn:
    """What is done in a process of its own, which has much to do."""
    os.write(1, f"{os.getpid()}\n".encode())  # at once, so that lines of several processes do not mix
    while True:
        time.sleep(0 if path.endswith("0.json") else 600)  # works, or waits


@needs_kill
@pytest.mark.parametrize("start", ["fork", pytest.param("spawn", marks=takes_long)])
def test_no_process_is_left_when_the_command_is_killed(start: str) -> None:
    code = f"""
import multiprocessing
from autograd.__main__ import main
from autograd.by_hand.marking import many
from tests.by_hand.marking import test_many
if __name__ == "__main__":
    multiprocessing.set_start_method({start!r})
    many._processors, many._outcomes = lambda: 4, test_many.never_done
    main(["mark", *[f"{{i}}.json" for i in range(2 * many.FASTER_HERE)]])
"""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as ringo:
        assert ringo.stdout
        workers = [ringo.stdout.readline() for _ in range(4)]
        ringo.kill()
        try:
            ringo.communicate(timeout=10)  # their output ends when the last of them has ended
        except subprocess.TimeoutExpired:
            for worker in workers:
                os.kill(int(worker), signal.SIGKILL)
            raise


@needs_kill
def test_a_process_that_is_killed_takes_no_other_file_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = worksheet(Value(2.0, name="a") * Value(3.0, name="b"))
    names = [f"{i}.json" for i in range(FASTER_HERE)]
    names.insert(3, "bad.json")
    for name in names:
        (tmp_path / name).write_text(json.dumps({"v1": "6"}), "utf-8")
    monkeypatch.setattr(many, "_outcomes", killed_at_the_bad_one)
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


def test_a_column_of_too_many_names_is_refused(tmp_path: Path) -> None:
    """Else a file of 10 MB would be marked 200,000 times."""
    x = Value(3.0, name="x")
    rows = "\n".join(f"student {i},grad x,6" for i in range(MOST_LEARNERS + 1))
    (tmp_path / "a.csv").write_text(f"name,key,answer\n{rows}\n", "utf-8")
    start = time.process_time()
    [outcome] = mark_files([tmp_path / "a.csv"], worksheet(x * x))
    assert time.process_time() - start < 2.0
    assert outcome.problem.endswith("a.csv has the answers of 2001 learners: 2,000 is the most in one file")


def test_as_many_processes_as_there_are_processors_for_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    if hasattr(os, "sched_getaffinity"):
        assert many._processors() == len(os.sched_getaffinity(0))
        monkeypatch.delattr(os, "sched_getaffinity")
    assert many._processors() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert many._processors() == 1


def test_options_are_given_by_name() -> None:
    by_place: Any = mark_files
    with pytest.raises(TypeError, match="positional"):
        by_place([], None, None)


def test_files_are_marked_as_one_is_by_default(tmp_path: Path) -> None:
    sheet = worksheet(Value(2.0, name="a") / 3.0)
    for number in "0.67", "0.666", "1", "0.6667":
        path = tmp_path / "answers.json"
        path.write_text(json.dumps({"v1": number, "grad a": "2"}), "utf-8")
        [one] = mark_files([path], sheet)
        assert one.marks is not None
        assert one.marks.as_dict() == mark(sheet, path).as_dict()


def test_what_is_no_list_of_paths_is_refused() -> None:
    for wrong in "a.csv", b"a.csv", 7, None, {"a.csv"}:
        with pytest.raises(TypeError, match="takes a list of paths, as in"):
            list(mark_files(wrong))  # type: ignore[arg-type]


class Counting(ThreadPoolExecutor):
    """An executor that counts what it is given."""

    submitted = 0

    def submit(self, *call: Any, **named: Any) -> Any:
        self.submitted += 1
        return super().submit(*call, **named)


def test_processes_are_started_for_many_files_alone_and_never_beside_an_executor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, started = worksheet(Value(2.0, name="a") * 3.0), list[int]()
    paths = [sheet.save(tmp_path / f"{i}.json", answers=True) for i in range(FASTER_HERE + 1)]

    def counted(count: int) -> ThreadPoolExecutor:
        started.append(count)
        return ThreadPoolExecutor(1)

    monkeypatch.setattr(many, "_processes", counted)
    assert len(list(mark_files(paths[:-1], sheet))) == FASTER_HERE
    assert started == []
    assert len(list(mark_files(paths, sheet))) == FASTER_HERE + 1
    assert len(list(mark_files(paths, sheet, executor=1))) == FASTER_HERE + 1
    assert len(started) == 1
    assert len(list(mark_files(paths, sheet, executor=3))) == FASTER_HERE + 1
    assert started.pop() == 3
    with Counting(1) as executor:
        assert len(list(mark_files(paths, sheet, executor=executor))) == executor.submitted == FASTER_HERE + 1
    assert len(started) == 1


def test_a_sheet_with_an_operation_of_a_function_does_not_travel() -> None:
    local = operation("local", lambda x: 3 * x, lambda z, x: (3.0,))
    for made, travels in (local, False), (sigmoid, True):
        sheet = worksheet(made(Value(2.0, name="x")))
        assert many._travels(many.Which(sheet.code, sheet.operations, ("en",), False, Reading())) is travels


def test_a_fault_of_ours_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = worksheet(Value(2.0, name="a") * 3.0)
    paths = [sheet.save(tmp_path / f"{name}.json", answers=True) for name in ("anna", "ben")]

    def faulty(*given: Any) -> Any:
        if not faulty_once:
            faulty_once.append(True)
            raise ZeroDivisionError("of ours")
        return marked_in(*given)

    faulty_once = list[bool]()
    monkeypatch.setattr(many, "marked_in", faulty)
    anna, ben = mark_files(paths, sheet)
    assert (anna.marks, anna.problem) == (None, f"{paths[0]}: ZeroDivisionError: of ours")
    assert ben.marks is not None


@pytest.mark.parametrize("digits", [0, -1, MOST_DIGITS + 1, True, 2.0, "3"])
def test_digits_are_a_whole_number_that_a_float_can_have(digits: Any) -> None:
    with pytest.raises(ValueError, match=f"digits is a whole number from 1 to {MOST_DIGITS}, such as 3, and not "):
        reading(digits, False, None)
    assert [reading(n, True, None).digits for n in (1, MOST_DIGITS)] == [1, MOST_DIGITS]


def test_kept_marks_are_not_made_again(tmp_path: Path) -> None:
    sheet = worksheet(Value(2.0, name="a") * 3.0)
    paths = [sheet.save(tmp_path / f"{name}.json", answers=True) for name in ("anna", "ben")]
    with Counting(1) as executor:
        first = [*mark_files(paths, sheet, keep=tmp_path / "marks.jsonl", executor=executor)]
        assert executor.submitted == 2
        assert [*mark_files(paths, sheet, keep=str(tmp_path / "marks.jsonl"), executor=executor)] == first
        paths[1].write_text(json.dumps({"v1": "7"}), "utf-8")
        _, ben = mark_files(paths, sheet, keep=tmp_path / "marks.jsonl", executor=executor)
        assert executor.submitted == 3
    assert ben.marks is not None
    assert ben.marks.counts["wrong"] == 1
