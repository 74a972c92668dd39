"""Every writer leaves the old file or the new one, and nothing else, whatever stops it."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nn
import viz
from autograd import Value, worksheet
from autograd.by_hand import WorksheetError
from autograd.language import speaking
from autograd.language.whole import write_whole
from tests.conftest import PROFILE, ROOT, takes_long, thinned

needs_posix = pytest.mark.skipif(os.name != "posix", reason="this test is written for a POSIX system")

a, b = Value(2.0, name="a"), Value(3.0, name="b")
WRITERS: dict[str, Callable[[Path], Any]] = {
    ".txt": lambda path: write_whole(path, b"content"),
    ".svg": lambda path: viz.plot({"loss": [(1, 2), (2, 1)]}).save(path),
    ".dot": lambda path: viz.draw(a * b).save(path),
    ".csv": lambda path: worksheet(a * b).save(path, overwrite=True),
    ".md": lambda path: worksheet(a * b).save(path, overwrite=True),
    ".json": lambda path: worksheet(a * b).save(path, overwrite=True),
    ".onnx": lambda path: nn.to_onnx(nn.MLP(2, [1]), path, (2,), overwrite=True),
    ".safetensors": lambda path: nn.save(path, nn.MLP(2, [1])),
}
"""A way to write a file, by the ending of its name."""

each_writer = pytest.mark.parametrize("ending", WRITERS)


def write(path: Path) -> None:
    if path.suffix == ".onnx":
        pytest.importorskip("onnx")
    WRITERS[path.suffix](path)


@each_writer
def test_a_file_is_new_or_replaced_and_nothing_else_is_left(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"file{ending}"
    write(path)
    new = path.read_bytes()
    path.write_bytes(b"old")
    write(path)
    assert len(path.read_bytes()) == len(new) > 0
    assert [*tmp_path.iterdir()] == [path]


@each_writer
@needs_posix
def test_permissions_stay_and_new_files_have_the_usual_ones(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"file{ending}"
    before = os.umask(0o027)
    try:
        write(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        for mode in (0o600, 0o646, 0o755):
            path.chmod(mode)
            write(path)
            assert stat.S_IMODE(path.stat().st_mode) == mode
    finally:
        os.umask(before)


@each_writer
@needs_posix
def test_a_link_is_followed_and_stays(ending: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link, loop = tmp_path / "elsewhere" / "target", tmp_path / f"link{ending}", tmp_path / f"loop{ending}"
    (tmp_path / "between").symlink_to("elsewhere/target")
    link.symlink_to("between")
    for _ in ("a new file", "an old one"):
        write(link)
        assert link.is_symlink()
        assert target.stat().st_size > 0
        assert [*(tmp_path / "elsewhere").iterdir()] == [target]
    loop.symlink_to(loop)
    with pytest.raises((OSError, WorksheetError), match="Too many levels of symbolic links"):
        write(loop)


@each_writer
def test_long_names_and_folders_that_are_not_there(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / f"{'n' * (255 - len(ending))}{ending}"
    write(path)
    write(path)
    assert [*path.parent.iterdir()] == [path]
    (tmp_path / "file").touch()
    for wrong in ("file/new", "file/new/new"):
        with pytest.raises((OSError, WorksheetError), match="Not a directory"):
            write(tmp_path / f"{wrong}{ending}")


@each_writer
@needs_posix
def test_folders_and_pipes_are_left_alone(ending: str, tmp_path: Path) -> None:
    folder, pipe = tmp_path / f"folder{ending}", tmp_path / f"pipe{ending}"
    folder.mkdir()
    os.mkfifo(pipe)
    with pytest.raises((OSError, WorksheetError), match="Is a directory"):
        write(folder)
    with pytest.raises((OSError, WorksheetError), match="Not an ordinary file, so it is left alone"):
        write(pipe)
    assert sorted(tmp_path.iterdir()) == [folder, pipe]


@each_writer
def test_a_read_only_file_is_left_alone(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"file{ending}"
    path.write_bytes(b"old")
    real = os.access  # to an administrator no file is read-only
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK and real(file, mode))
    with pytest.raises((OSError, WorksheetError), match="Permission denied"):
        write(path)
    assert path.read_bytes() == b"old"


class Stopped(BaseException):
    """As KeyboardInterrupt is."""


FAILURES = OSError(28, "No space left on device"), KeyboardInterrupt(), Stopped()
PLACES = "write", "flush", "fsync", "chmod", "replace"


@pytest.mark.parametrize(("ending", "name", "error"), thinned(product(WRITERS, PLACES, FAILURES)))
def test_any_failure_leaves_the_old_file(
    error: BaseException, name: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"file{ending}"
    path.write_bytes(b"old")

    def fail(*_: object) -> Any:
        raise error

    class Failing:
        """A file that fails half-way."""

        def __init__(self, file: BinaryIO) -> None:
            self.file = file

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, content: bytes) -> None:
            self.file.write(content[: len(content) // 2])
            self.file.flush()
            if name == "write":
                raise error

        flush = fail

    with monkeypatch.context() as patch:
        if name in ("write", "flush"):
            opened: Any = open
            failing = lambda *args, **also: Failing(opened(*args, **also))
            patch.setattr("autograd.language.whole.open", failing, raising=False)
        else:
            patch.setattr(os, name, fail)
        with pytest.raises((type(error), WorksheetError)) as caught:
            write(path)
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]
    if isinstance(error, OSError):
        assert ".part" not in str(caught.value)
        assert "No space left on device" in str(caught.value)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from tests.language import test_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for path in map(Path, sys.argv[1:]):
    test_whole.WRITERS[path.suffix](path.with_name("before" + path.suffix))  # what it imports is written now
    resource.setrlimit(resource.RLIMIT_FSIZE, (3, resource.RLIM_INFINITY))
    try:
        test_whole.WRITERS[path.suffix](path)
    except (OSError, ValueError) as error:
        assert "File too large" in str(error), error
        sys.stderr.write(path.suffix)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


@takes_long
@pytest.mark.skipif(sys.platform == "win32", reason="a limit of the size of files is set otherwise there")
def test_where_no_more_fits_the_old_file_stays(tmp_path: Path) -> None:
    """All writers in one process, whose imports take longer than they."""
    endings = [ending for ending in WRITERS if ending != ".onnx" or find_spec("onnx")]
    paths = [tmp_path / f"file{ending}" for ending in endings]
    for path in paths:
        path.write_bytes(b"the old file")
    command = [sys.executable, "-B", "-c", LIMITED, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "".join(endings)
    assert [path.read_bytes() for path in paths] == [b"the old file"] * len(paths)
    assert sorted(tmp_path.iterdir()) == sorted([*paths, *[tmp_path / f"before{ending}" for ending in endings]])


ENDLESS = """
import sys
from pathlib import Path
from autograd.language.whole import write_whole
while True:
    for letter in b"ab":
        write_whole(sys.argv[1], bytes([letter]) * 3_000_000)
        print(flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed otherwise there")
def test_a_program_that_is_killed_while_it_writes_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for i in range(4 if PROFILE == "default" else 12):
        with subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as program:
            assert program.stdout
            for _ in range(i % 4 + 1):
                program.stdout.readline()
            for _ in range(20):  # meanwhile it is replaced
                content = path.read_bytes()
                assert content in (b"a" * 3_000_000, b"b" * 3_000_000)
            program.kill()
        content = path.read_bytes()
        assert content in (b"a" * 3_000_000, b"b" * 3_000_000)


def test_a_file_that_is_kept_is_kept_even_if_it_appears_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "file", os.fsync
    with pytest.raises(FileExistsError, match="file"):
        write_whole(tmp_path, b"new", overwrite=False)

    def meanwhile(file: int) -> None:
        path.write_bytes(b"of another program")
        real(file)

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fsync", meanwhile)
    for _ in range(2):
        with pytest.raises(FileExistsError, match=rf"File exists: '.*{path.name}'$"):
            write_whole(path, b"new", overwrite=False)
        assert path.read_bytes() == b"of another program"
        assert [*tmp_path.iterdir()] == [path]
        path.unlink()
        monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(os, "fsync", real)
    write_whole(path, b"new", overwrite=False)
    assert path.read_bytes() == b"new"
    assert [*tmp_path.iterdir()] == [path]
    monkeypatch.delattr(os, "link")  # WebAssembly has none
    with pytest.raises(FileExistsError, match="file"):
        write_whole(path, b"newer", overwrite=False)
    path.unlink()
    write_whole(path, b"newer", overwrite=False)
    assert path.read_bytes() == b"newer"


@needs_posix
def test_a_name_that_is_taken_is_neither_followed_nor_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([b"12345678", b"87654321"])
    mine, taken = tmp_path / "mine", tmp_path / f".{b'12345678'.hex()}.part"
    mine.write_bytes(b"mine")
    taken.symlink_to(mine)
    monkeypatch.setattr(os, "urandom", lambda _: next(drawn))
    write_whole(tmp_path / "file", b"new")
    assert mine.read_bytes() == b"mine"
    assert taken.is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


@given(st.binary(max_size=200_000))
def test_any_content(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        write_whole(Path(folder) / "file", content)
        assert (Path(folder) / "file").read_bytes() == content


@pytest.mark.parametrize("name", ["a\0.csv", "\ud800.csv"])
@pytest.mark.parametrize(
    "write",
    [
        lambda path: write_whole(path, b""),
        lambda path: viz.draw(Value(1.0)).save(path),
        lambda path: worksheet(Value(1.0) * 2.0).save(path),
        lambda path: nn.save(path, nn.MLP(1, [1])),
        lambda path: nn.load(path, nn.MLP(1, [1])),
        lambda path: nn.data.csv(path, target="y"),
    ],
)
def test_a_name_that_no_file_can_have_is_refused(write: Callable[[str], Any], name: str) -> None:
    with pytest.raises(ValueError, match=r"^no file can be called '.*csv'$"):
        write(name)


@pytest.mark.parametrize(("name", "reason"), [("x" * 300, "ファイルの名前が長すぎます"), ("a.csv/b", "フォルダ")])
def test_what_the_system_says_is_said_in_the_language(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    for use in (nn.save, nn.load):
        with speaking("ja"), pytest.raises(OSError, match=reason) as refused:
            use(tmp_path / name, nn.MLP(1, [1]))
        assert refused.value.filename == str(tmp_path / name)
