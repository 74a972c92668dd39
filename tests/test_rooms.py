"""The house: how many things stand in a room, how its index reads, and that its arrows run one way."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.language.test_language import PARSED

MOST = {"autograd": 12, "nn": 10}
MOST_IN_A_ROOM = 8
NO_ENTRIES = {"__pycache__", "py.typed"}
"""What Python writes, and an empty file that tells type checkers of types."""
PACKAGES = ("autograd", "nn", "viz")


def rooms(package: str) -> Iterator[Path]:
    """The folder of a package, and all folders in it that hold modules."""
    yield from sorted(path.parent for path in (ROOT / package).rglob("__init__.py"))


ROOMS = [room.relative_to(ROOT) for package in PACKAGES for room in rooms(package)]


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_room_is_small(room: Path) -> None:
    entries = [path.name for path in (ROOT / room).iterdir() if path.name not in NO_ENTRIES]
    assert len(entries) <= MOST.get(str(room), MOST_IN_A_ROOM), entries


INDEXED = [room for room in ROOMS if room.parts[-1] not in (*PACKAGES, "en", "ja", "commands")]


@pytest.mark.parametrize("room", INDEXED, ids=str)
def test_a_room_says_what_lives_there(room: Path) -> None:
    """Its first line is a sentence, and its index names every module in it, and no other."""
    said = importlib.import_module(".".join(room.parts)).__doc__ or ""
    assert said.split("\n\n")[0].strip().endswith("."), said
    index = [line.partition(":")[0] for line in said.splitlines() if line.startswith("- `")]
    listed = sorted(name for line in index for name in line.split("`")[1::2])
    assert listed == sorted(module.name for module in pkgutil.iter_modules([str(ROOT / room)]))


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)


def test_arrows_between_rooms_run_one_way() -> None:
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


LONGEST, MOST_PARAMETERS = 50, 6
"""Lines of a function, and its parameters."""


@cache
def functions() -> list[tuple[str, ast.FunctionDef, bool]]:
    """Every function, where it stands, and whether its signature is public: its name, and the class that it is in."""
    found = []
    for path, tree in PARSED.items():
        todo: list[tuple[ast.AST, bool]] = [(tree, True)]
        while todo:
            node, public = todo.pop()
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    continue  # a function is a statement
                named = isinstance(child, ast.FunctionDef | ast.ClassDef)
                inside = public and not (named and child.name.startswith("_") and child.name != "__init__")  # type: ignore[attr-defined]
                if isinstance(child, ast.FunctionDef):
                    found.append((f"{path.relative_to(ROOT)}: {child.name}", child, inside))
                todo.append((child, inside))
    return found


def parameters(function: ast.FunctionDef) -> int:
    of = function.args
    names = [x.arg for x in (*of.posonlyargs, *of.args, *of.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def length(function: ast.FunctionDef) -> int:
    """Its lines, without those of its docstring."""
    first = function.body[0]
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    lines = (function.end_lineno or 0) - function.lineno + 1
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if said else 0)


def test_functions_are_short() -> None:
    long = [f"{where}, {length(function)} lines" for where, function, _ in functions() if length(function) > LONGEST]
    assert not long, long


def test_functions_take_few_parameters() -> None:
    many = [
        f"{where}, {parameters(function)} parameters"
        for where, function, public in functions()
        if parameters(function) > MOST_PARAMETERS and not public
    ]
    assert not many, many
