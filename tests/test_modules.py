"""Modules of tests change nothing when they are imported: pytest imports all of them, for every test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.conftest import ROOT

ATTRIBUTE_IS_SET = re.compile(r"^[\w(][^=\n]*\.[^=\n]*=(?!=)|^\)\s*=", re.MULTILINE)
"""A line without which nothing is set. Most modules have none and need not be parsed, which takes a second for all."""


def changed(code: str) -> list[str]:
    """The attributes that a module sets when it is imported, of names that it has not made itself."""
    if not ATTRIBUTE_IS_SET.search(code):
        return []
    tree = ast.parse(code)
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    parts = [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
    own = {part.id for part in parts if isinstance(part, ast.Name)}
    set_here = [ast.unparse(part) for part in parts if isinstance(part, ast.Attribute)]
    return [name for name in set_here if name.partition(".")[0] not in own]


def test_no_module_changes_another_at_import() -> None:
    paths: list[Path] = sorted((ROOT / "tests").rglob("*.py"))
    found = {
        path.relative_to(ROOT / "tests").as_posix(): changed(path.read_text("utf-8"))
        for path in paths
        if path.name != "conftest.py"  # what it changes is meant for all tests
    }
    assert {name: names for name, names in found.items() if names} == {}


def test_a_change_at_import_is_found() -> None:
    assert changed("a.b.POINTS, seconds = 20, 0\nx = 1\nx.size = 2\ndef f():\n    a.c = 1\n") == ["a.b.POINTS"]
    assert changed("(\n    seconds,\n    a.b,\n) = 20, 0\n") == ["a.b"]
    assert changed("seconds, a.b = 20, 0\n") == changed("a.b = c.d = 0\n")[:1] == ["a.b"]
