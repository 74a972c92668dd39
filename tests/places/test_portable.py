"""What Windows lacks is asked for before it is used, and no text depends on its line ends or its encoding."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.copies import ROOT

FILES = [path for room in ("autograd", "nn", "viz") for path in sorted((ROOT / room).rglob("*.py"))]
LACKING = {
    *(
        "chown",
        "fork",
        "getuid",
        "geteuid",
        "killpg",
        "mkfifo",
        "openpty",
        "register_at_fork",
        "sched_getaffinity",
        "setsid",
    ),
    *("O_DIRECTORY", "O_NOFOLLOW", "SIGKILL", "SIGALRM", "SIGHUP", "alarm"),
}
"""Names of `os` and `signal` that Windows does not have."""
POSIX = {"fcntl", "grp", "pty", "pwd", "resource", "termios"}
ASKED = ("os.name", "sys.platform", "except ImportError", 'hasattr(os, "killpg")')
"""How a module asks, if not by `hasattr` for the very name."""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def with_any(words: Iterable[str]) -> list[Path]:
    """The files that have one of these words at all: to parse all takes a second."""
    found = re.compile("|".join(map(re.escape, words)))
    return [path for path in FILES if found.search(path.read_text("utf-8"))]


def uses(tree: ast.Module) -> Iterator[str]:
    """What is used of those that Windows lacks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("os", "signal"):
            if node.attr in LACKING:
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in POSIX)


def careless(tree: ast.Module) -> Iterator[str]:
    """Texts that are read or written as the system is used to."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = {keyword.arg for keyword in node.keywords}
        words = [word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
        if called == "write_text" and not {"encoding", "newline"} <= named:
            yield f"line {node.lineno}: write_text without encoding and newline"
        if called == "read_text" and not words and "encoding" not in named:
            yield f"line {node.lineno}: read_text without encoding"
        opens = called == "open" and isinstance(node.func, ast.Name) and _in_text_mode(node)
        if opens and not {"encoding", "newline"} <= named:
            yield f"line {node.lineno}: open without encoding and newline"


def _in_text_mode(call: ast.Call) -> bool:
    if len(call.args) < 2:
        return True
    mode = call.args[1]
    return isinstance(mode, ast.Constant) and "b" not in str(mode.value)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_what_windows_lacks_is_asked_for_first() -> None:
    unasked = {}
    for path in with_any([*LACKING, *POSIX]):
        code = path.read_text("utf-8")
        used = {name for name in uses(parsed(path)) if f'hasattr(os, "{name.removeprefix("os.")}")' not in code}
        if used and not any(word in code for word in ASKED):
            unasked[name_of(path)] = used
    assert unasked == {}


def test_no_module_of_posix_is_imported_when_a_module_loads() -> None:
    for path in with_any(POSIX):
        above = [node for node in parsed(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {name.name for node in above if isinstance(node, ast.Import) for name in node.names}
        assert not names & POSIX, name_of(path)


def test_no_text_depends_on_the_system() -> None:
    found = {name_of(path): list(careless(parsed(path))) for path in with_any(["write_text", "read_text", "open"])}
    assert {name: said for name, said in found.items() if said} == {}


def test_no_file_of_ours_has_a_name_that_windows_refuses() -> None:
    """No reserved names, no signs that are refused, and no two names that differ by capitals alone."""
    refused = {"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(1, 10))}
    rooms = ("autograd", "nn", "viz", "docs", "examples", "tests", "findings")
    paths = [path for room in rooms for path in (ROOT / room).rglob("*") if "__pycache__" not in path.parts]
    assert not [path for path in paths if path.stem.lower() in refused or set(path.name) & set('<>:"|?*\\')]
    assert not [path for path in paths if path.name.endswith((" ", "."))]
    assert len({str(path).lower() for path in paths}) == len(paths)
    assert max(len(name_of(path)) for path in paths) < 160  # with a folder of a hundred signs, below Windows's 260


@pytest.mark.parametrize(
    ("code", "said"),
    [("open(x, 'w')", "open"), ("p.write_text(x, 'utf-8')", "write_text"), ("p.read_text()", "read_text")],
)
def test_the_check_notices(code: str, said: str) -> None:
    assert [line.split()[2] for line in careless(ast.parse(code))] == [said]
    assert list(careless(ast.parse("open(x, 'wb'); p.read_text('utf-8'); os.open(x, 0)"))) == []
    assert set(uses(ast.parse("os.fork(); import fcntl; os.getpid()"))) == {"fcntl", "os.fork"}
