"""Every file is written whole: nothing opens, moves or makes one but `write_whole`, and what stands on a list."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.copies import ROOT

ALLOWED = {
    "autograd/language/whole.py": "here everything is written",
    "autograd/by_hand/classroom/collect/kept.py": "marks are added line by line; a torn line is written over",
    "autograd/program/backends/native/library.py": "the compiler writes a new file, which then takes its name",
    "nn/files/lock.py": "a lock is an empty file",
    "autograd/checking/engines/inside.py": "it takes the place of the standard output, and is no file",
    "autograd/by_hand/sheet/files/cells.py": "the archive is in memory",
    "viz/lab/packed.py": "the archive is in memory",
    "viz/plots/picture.py": "Matplotlib draws into memory",
}
"""Modules that write by themselves, and why they may."""
WRITING = {"write_text", "write_bytes", "savefig", "save_file", "mkstemp", "NamedTemporaryFile", "ZipFile", "copyfile",
           "copytree", "truncate", "ftruncate", "symlink_to", "touch"}  # fmt: skip
MOVING = {("os", "rename"), ("os", "replace"), ("os", "write"), ("os", "link"), ("shutil", "move"), ("shutil", "copy")}


def writes(tree: ast.Module) -> Iterator[str]:
    """What could leave half a file: calls that write, and files that are opened for writing."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        owner = (
            node.func.value.id if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) else ""
        )
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in WRITING or (owner, called) in MOVING:
            yield f"line {node.lineno}: {called}"
        elif called in ("open", "_open", "fdopen") and owner not in ("Image", "webbrowser"):
            modes = [
                word.value for word in [*node.args, *(k.value for k in node.keywords)] if isinstance(word, ast.Constant)
            ]
            if any(isinstance(mode, str) and set(mode) <= set("rwxabt+") and set(mode) & set("wxa+") for mode in modes):
                yield f"line {node.lineno}: {called} for writing"
            elif owner == "os" and any("O_CREAT" in ast.unparse(word) for word in node.args):
                yield f"line {node.lineno}: os.open for writing"


WORDS = {*WRITING, "open(", *(f"{owner}.{called}" for owner, called in MOVING)}
"""A file without any of them need not be parsed."""
FILES = [path for room in ("autograd", "nn", "viz", "docs") for path in sorted((ROOT / room).rglob("*.py"))]


def test_every_file_is_written_whole() -> None:
    found = {}
    for path in FILES:
        text = path.read_text("utf-8")
        if any(word in text for word in WORDS) and (told := list(writes(ast.parse(text)))):
            found[path.relative_to(ROOT).as_posix()] = told
    assert {name: told for name, told in found.items() if name not in ALLOWED} == {}
    assert ALLOWED.keys() - found.keys() == set(), "these need not stand on the list"


@pytest.mark.parametrize(
    "line",
    [
        'open(p, "w")',
        'open(p, mode="xb")',
        "Path(p).write_text(t)",
        "figure.savefig(p)",
        "os.replace(a, b)",
        "os.open(p, os.O_RDWR | os.O_CREAT)",
        'gzip.open(p, "wt")',
    ],
)
def test_another_way_to_write_is_found(line: str) -> None:
    assert list(writes(ast.parse(line)))


@pytest.mark.parametrize("line", ["open(p)", 'open(p, "rb")', 'path.open("rb")', "write_whole(p, b)", "read(p)"])
def test_what_writes_nothing_is_left_alone(line: str) -> None:
    assert not list(writes(ast.parse(line)))
