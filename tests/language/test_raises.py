"""Every error and warning that a program can meet takes its sentence from the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.language.test_language import TREES, nodes

ROOMS = (
    "nn", "viz", "autograd/checking", "autograd/graph", "autograd/program", "autograd/record", "autograd/language",
    "autograd/testing", "autograd/notation", "autograd/calculus", "autograd/by_hand", "autograd/commands",
)  # fmt: skip

SPEAKERS = {"say", "real", "about_a_file", "beyond_float32", "reduce", "join", "get"}
"""Calls within which a text is a key, or a sign between names."""

ELSEWHERE = {
    "autograd/language/names/later.py": "a name that a module has not: Python's own words",
    "autograd/testing/__init__.py": "a name that a module has not: Python's own words",
    "viz/page/linked.py": "a page that was put together wrongly: for those who write its scripts",
    "autograd/checking/engines": "answers of other engines, which are kept as they were given",
    "autograd/checking/measured/independent.py": "caught by the check itself",
    "autograd/program/backends/native": "why a rule is not written in C: what a compiler said, in English too",
    "autograd/program/readings/formulas/signs.py": "a sign that was asked to calculate: an error of ours",
    "autograd/graph/operation/reading.py": "caught by the operation, which says where it is not defined",
    "autograd/calculus/elementary.py": "caught by the operation, which says where it is not defined",
    "autograd/calculus/numbers/number.py": "for those who write a rule; one is found again by its words",
    "autograd/by_hand/sheet/code.py": "caught, as the code of a sheet is damaged",
    "autograd/by_hand/sheet/work/rows.py": "caught where the row has no number",
    "autograd/by_hand/claims/sure.py": "caught by the search for a proof",
    "autograd/commands/engines/posed.py": "caught by the measuring of kinks",
    "autograd/commands/about/doctor/finding.py": "what a program said, beside the sentence of the doctor",
    "autograd/commands/about/doctor/requirement.py": "for metadata that no installer writes",
    "autograd/testing/certainty/proofs": "caught by the search for a proof",
}
"""What says its own words, and why."""


WORD = r"[A-Za-z]{2}(?!\w*\[$)"
"""Letters that are no name of code before its index, as in wrt[0]."""


def called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def spoken(tree: ast.Module) -> Iterator[ast.expr]:
    """What errors and warnings are made of: the arguments of a raised call, of `refuse` and of `warn`."""
    for node in nodes(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and called(node.exc) not in SPEAKERS:
            yield from node.exc.args
        if isinstance(node, ast.Call) and called(node) in ("refuse", "warn"):
            yield from node.args


def words(node: ast.AST) -> Iterator[str]:
    """The texts with words that are said past the catalogues."""
    if isinstance(node, ast.Call) and called(node) in SPEAKERS:
        yield from between(node)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(WORD, node.value):
        yield node.value
    for part in ast.iter_child_nodes(node):
        yield from words(part)


def between(call: ast.Call) -> Iterator[str]:
    """The texts with words by which names are joined, as in " or ".join(names): the catalogues have these words too."""
    for node in ast.walk(call):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            sign = node.func.value
            if isinstance(sign, ast.Constant) and re.search(WORD, str(sign.value)):
                yield str(sign.value)


def own_words(tree: ast.Module) -> list[str]:
    """The texts with words in errors and warnings, in the call or in a variable that is given to it."""
    variables: dict[str, list[ast.expr]] = {}
    for node in nodes(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                variables.setdefault(ast.unparse(target), []).append(node.value)
    said = list(spoken(tree))
    said += [value for argument in said if isinstance(argument, ast.Name) for value in variables.get(argument.id, [])]
    return [text for node in said for text in words(node)]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_error_takes_its_sentence_from_the_catalogues() -> None:
    found = {place(path): own_words(tree) for path, tree in TREES.items() if place(path).startswith(ROOMS)}
    known = tuple(ELSEWHERE)
    assert {path: said for path, said in found.items() if said and not path.startswith(known)} == {}
    for path in known:  # an exception that nobody needs any more is taken out
        assert any(said for where, said in found.items() if where.startswith(path)), path


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('raise ValueError("is wrong")', ["is wrong"]),
        ('raise ValueError(f"{x} is wrong")', [" is wrong"]),
        ('raise Error(say("no file", path=path) + " here")', [" here"]),
        ('told = f"{x} is wrong"\nraise ValueError(told) from None', [" is wrong"]),
        ('refuse(path, "it is damaged")', ["it is damaged"]),
        ('warnings.warn(f"{x} is left out")', [" is left out"]),
        ('raise ValueError(say("no file", path=", or ".join(names)))', [", or "]),
        ('raise ValueError(say("no file", path=say("or").join(names)))', []),
        ('raise ModuleNotFoundError(say("needs torch"), name="torch")', []),
        ("raise ValueError(sentence)", []),
    ],
)
def test_words_of_their_own_are_found(code: str, found: list[str]) -> None:
    assert own_words(ast.parse(code)) == found
