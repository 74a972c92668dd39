"""Marks that are kept: nothing is marked twice, and nothing that was marked is lost, whatever stops the program."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.answers.answer import Reading
from autograd.by_hand.classroom.collect import kept, marked
from autograd.by_hand.classroom.collect.kept import FIRST, Kept
from autograd.by_hand.marking.many import Which, as_done
from autograd.language import LANGUAGES, catalogue, speaking
from tests.by_hand.classroom.simulated import IDEAS, exercise, save, work, written
from tests.commands.test_main import ringo
from tests.conftest import PROFILE, ROOT, thinned

WHICH = Which("", (), ("en", "ja"), False, Reading())
MANY = 12


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return exercise()


@pytest.fixture
def paths(sheet: Sheet, tmp_path: Path) -> list[str]:
    ideas = list(IDEAS.values())
    return [
        str(save(tmp_path / "answers" / f"s{i:02}.csv", written(work(ideas[i % 6])) | {"v2": f"-0.{i}4"}, sheet.code))
        for i in range(MANY)
    ]


def marked_at_once(paths: list[str], keep: Path | None) -> tuple[int, list[object]]:
    """How many were kept before, and all outcomes in order."""
    found = sorted(marked.marked_and_kept(paths, WHICH, keep), key=lambda one: one[0])
    return sum(before for *_, before in found), [outcomes for _, outcomes, _ in found]


def test_what_is_kept_is_what_was_marked(paths: list[str], sheet: Sheet, tmp_path: Path) -> None:
    keep = tmp_path / "marks.jsonl"
    paths[0] = str(save(tmp_path / "answers" / "zeros.csv", dict.fromkeys(sheet.at, "0"), sheet.code))
    expected = marked_at_once(paths, None)[1]
    assert marked_at_once(paths, keep) == (0, expected)
    assert marked_at_once(paths, keep) == (MANY, expected)
    Path(paths[3]).write_text(Path(paths[4]).read_text("utf-8").replace("1", "2"), "utf-8")
    assert marked_at_once(paths, keep)[0] == MANY - 1
    other = WHICH._replace(how=Reading(digits=2))
    assert not any(before for *_, before in marked.marked_and_kept(paths, other, keep))


@pytest.mark.parametrize("cut", thinned([1, 2, 100, -1, -2, 10_000_000]))
def test_a_torn_line_is_marked_anew(cut: int, paths: list[str], tmp_path: Path) -> None:
    keep = tmp_path / "marks.jsonl"
    expected = marked_at_once(paths, keep)[1]
    whole = keep.read_bytes()
    last = whole.rstrip(b"\n").rfind(b"\n") + 1
    end = min(last + cut, len(whole) - 1) if cut > 0 else len(whole) + cut
    keep.write_bytes(whole[:end])
    assert marked_at_once(paths, keep) == (MANY - 1, expected)
    assert [json.loads(line) for line in keep.read_bytes().splitlines()]  # no torn line is left
    keep.write_bytes(FIRST[: abs(cut) % len(FIRST)])
    assert marked_at_once(paths, keep) == (0, expected)


def test_a_file_of_something_else_is_left_alone(paths: list[str], tmp_path: Path) -> None:
    keep = tmp_path / "mine.jsonl"
    keep.write_text("mine")
    with pytest.raises(WorksheetError, match=r"mine\.jsonl holds something else than kept marks"):
        marked_at_once(paths, keep)
    assert keep.read_text() == "mine"


def test_lines_that_are_none_do_no_harm(paths: list[str], tmp_path: Path) -> None:
    keep = tmp_path / "marks.jsonl"
    expected = marked_at_once(paths, keep)[1]
    lines = keep.read_bytes().splitlines(keepends=True)
    lines[2] = b"[1]\n"
    lines[3] = lines[3].replace(b'"rows"', b'"sows"')
    changed = lines[4].replace(b'"right"', b'"light"')  # still JSON, and still rows
    assert changed != lines[4]
    lines[4] = changed
    keep.write_bytes(b"".join([*lines, b"[" * 100_000, b"\n"]))
    assert marked_at_once(paths, keep) == (MANY - 3, expected)


def test_two_runs_at_once(paths: list[str], tmp_path: Path) -> None:
    keep = tmp_path / "marks.jsonl"
    command = [sys.executable, "-m", "autograd", "mark", str(tmp_path / "answers"), "--keep", str(keep)]
    with Kept(keep, WHICH):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 2
        assert "another run marks this class" in done.stderr
        assert keep.read_bytes() == FIRST
    assert ringo(*command[3:]).status == 0


SLOW = """
import sys, time
from autograd.by_hand.classroom.collect import marked
usual = marked.as_done
def slowly(paths, which, executor=None):
    for done in usual(paths, which, executor):
        yield done
        time.sleep(0.05)
marked.as_done = slowly
from autograd.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed otherwise there")
def test_a_run_that_is_killed_goes_on_where_it_was(paths: list[str], tmp_path: Path) -> None:
    before = {path: Path(path).read_bytes() for path in paths}
    typed = ["mark", str(tmp_path / "answers"), "--report", str(tmp_path / "class.json")]
    keep, lines = tmp_path / "class.kept.jsonl", 0
    for _ in range(2):  # killed twice, each time when a few more are marked
        with subprocess.Popen([sys.executable, "-c", SLOW, *typed], cwd=ROOT, stdout=subprocess.DEVNULL) as run:
            start = lines
            while lines < start + 3:
                assert run.poll() is None
                time.sleep(0.02)
                lines = keep.read_bytes().count(b"\n") if keep.exists() else 0
            os.kill(run.pid, signal.SIGKILL)
        lines = keep.read_bytes().count(b"\n")
    status, out, err = ringo(*typed)
    assert status == 0
    assert f"{lines - 1} of {MANY} files had been marked before" in err
    assert len(out.splitlines()) == MANY
    digests = [json.loads(line)["digest"] for line in keep.read_bytes().splitlines()[1:]]
    assert len(digests) == len(set(digests)) == MANY  # nothing was marked twice
    assert {path: Path(path).read_bytes() for path in paths} == before
    assert not list(tmp_path.glob(".*.part"))


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from autograd.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of files there")
def test_a_disk_that_is_full_loses_nothing(paths: list[str], tmp_path: Path) -> None:
    [(_, outcomes)] = as_done(paths[:1], WHICH)
    line = len(json.dumps(kept.packed(outcomes[0]), ensure_ascii=False).encode())
    typed = ["mark", str(tmp_path / "answers"), "--report", str(tmp_path / "class.json")]
    keep, before = tmp_path / "class.kept.jsonl", 0
    for most in (7 * line,) if PROFILE == "default" else (10, 4 * line, 7 * line):
        command = [sys.executable, "-c", FULL, str(most), *typed]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr
        assert "the marks could not be kept in " in done.stderr
        assert "type the same command again" in done.stderr
        assert not (tmp_path / "class.json").exists()
        content = keep.read_bytes()
        assert content.endswith(b"\n") or not content
        assert content.count(b"\n") >= before
        before = content.count(b"\n")
    assert before > 4
    status, _, err = ringo(*typed)
    assert status == 0
    assert f"{before - 1} of {MANY} files had been marked before" in err


REFUSALS = {
    errno.EACCES: "Permission denied. Name files and folders that may be written to with --report, ",
    errno.EROFS: "Read-only file system. Name files and folders that may be written to",
    errno.ENOSPC: "No space left on device. Make room, and type the same command again",
    errno.EFBIG: "Make room, and type the same command again",
}


@pytest.mark.parametrize("why", REFUSALS)
@pytest.mark.parametrize("typed", [("--report", "a.html"), ("--feedback", "back")])
def test_the_advice_is_that_for_the_reason(
    why: int, typed: tuple[str, str], paths: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was marked before: neither where no file can be made, nor where its first line finds no room."""

    def refused(*given: object) -> int:
        raise OSError(why, os.strerror(why))

    monkeypatch.setattr(os, "write" if why in kept.FULL else "open", refused)
    status, out, err = ringo("mark", *paths[:2], typed[0], str(tmp_path / typed[1]))
    monkeypatch.undo()
    assert (status, out) == (2, "")
    assert REFUSALS[why] in err
    assert "What was marked before" not in err
    assert ("room" in err) == (why in kept.FULL)


@pytest.mark.parametrize("why", REFUSALS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_kept_is_said_to_be(
    why: int, lang: str, paths: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*given: object) -> int:
        raise OSError(why, os.strerror(why))

    [(_, one)], [(_, other)] = as_done(paths[:1], WHICH), as_done(paths[1:2], WHICH)
    for again in (False, True):  # in the same run, and in the next one
        with Kept(tmp_path / "marks.jsonl", WHICH) as marks, monkeypatch.context() as patch, speaking(lang):
            if not again:
                marks.add(one)
            patch.setattr(os, "write", refused)
            with pytest.raises(WorksheetError) as told:
                marks.add(other)
        advice = "make room for marks" if why in kept.FULL else "keep marks elsewhere"
        assert catalogue(lang)["earlier marks kept"] in str(told.value)
        assert str(told.value).endswith(catalogue(lang)[advice])


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
def test_progress_is_shown_on_a_terminal_alone(paths: list[str], tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "autograd", "mark", str(tmp_path / "answers")]
    shown, printed = "", (tmp_path / "printed").open("w+")
    with printed, subprocess.Popen(command, cwd=ROOT, stdout=printed, stderr=theirs):
        os.close(theirs)
        with contextlib.suppress(OSError):  # nobody holds the other end any more
            while part := os.read(ours, 10_000):
                shown += part.decode(errors="replace")
        os.close(ours)
    told = (tmp_path / "printed").read_text()
    assert f"0/{MANY}" in shown
    assert "100%" in shown
    assert len(told.splitlines()) == MANY
    assert "%" not in told
    plain = ringo(*command[3:])
    assert (plain.out, "%" in plain.err) == (told, False)


def test_a_run_that_stopped_before_its_report_can_be_typed_again(paths: list[str], tmp_path: Path) -> None:
    typed = ["mark", str(tmp_path / "answers"), "--report", f"{tmp_path}/r.html", "--feedback", f"{tmp_path}/back"]
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "s05.html").write_text("mine")
    status, _, err = ringo(*typed)
    assert status == 2
    assert "s05.html is there already" in err
    assert not (tmp_path / "r.html").exists()
    (tmp_path / "back" / "s05.html").unlink()
    assert ringo(*typed).status == 0
    assert len(list((tmp_path / "back").iterdir())) == MANY
    assert (tmp_path / "r.html").exists()
