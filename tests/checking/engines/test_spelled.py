"""The files that say how one types operations in each engine, checked without the engines."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from pathlib import Path

import pytest

from autograd.checking.engines import known
from autograd.checking.engines.engine import Engine, engine, places
from autograd.checking.engines.questions.functions import FUNCTIONS

JAVASCRIPT = {"tfjs"}
FIELD = re.compile(r"{(\w+)}")
FILLED = {"i": 1, "j": 0, "target": 1}
"""Constants that are places in a list, and so have to be whole."""

every_engine = pytest.mark.parametrize("name", places())


def filled(engine: Engine, op: str) -> list[str]:
    """The calls of an operation, with a number for each constant."""
    constants = {name: FILLED.get(name, 0.5) for call in engine.spellings[op] for name in FIELD.findall(call)}
    return engine.calls(op, {name: float(x) for name, x in constants.items() if name not in ("x", "y", "xs", "ys")})


def read(texts: str, names: type[ast.expr_context] = ast.Load) -> set[str]:
    """The names that Python code reads, or those that it writes."""
    nodes = ast.walk(ast.parse(texts))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, names)}


def imported(texts: str) -> set[str]:
    """The names that code imports, as they are used: `import a.b` gives a."""
    nodes = [node for node in ast.walk(ast.parse(texts)) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {(alias.asname or alias.name).partition(".")[0] for node in nodes for alias in node.names}


@every_engine
def test_calls_take_what_the_function_has(name: str) -> None:
    for op, calls in engine(name).spellings.items():
        function = FUNCTIONS[op]
        constants = set(FIELD.findall(function.text))
        for call in calls:
            fields = set(FIELD.findall(call))
            assert set(function.takes) <= fields <= set(function.takes) | constants, (op, call)
        assert len(set(calls)) == len(calls), op


@every_engine
def test_constants_of_a_row_stand_in_its_calls(name: str) -> None:
    """An engine's own default, as another slope, would be another function."""
    for op, calls in engine(name).spellings.items():
        constants = set(FIELD.findall(FUNCTIONS[op].text))
        assert all(constants <= set(FIELD.findall(call)) for call in calls), (op, calls)


@every_engine
def test_calls_are_code_with_names_that_are_imported(name: str) -> None:
    if name in JAVASCRIPT:
        pytest.skip("its calls are JavaScript")
    there = imported(engine(name).imports) | set(dir(builtins)) | {"x", "y", "xs", "ys"}
    for op in engine(name).spellings:
        for call in filled(engine(name), op):
            assert read(call) <= there | read(call, ast.Store), (op, call)


@every_engine
def test_an_engine_is_imported_only_where_it_answers(name: str) -> None:
    """The file is read here, too, where the engine is not installed."""
    for node in ast.parse(Path(engine(name).file).read_text("utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            assert str(module).partition(".")[0] in sys.stdlib_module_names, module


@every_engine
def test_how_derivatives_are_asked_for(name: str) -> None:
    told = engine(name)
    assert all("{call}" in text for text in (told.first, told.second) if text)
    assert told.first
    assert "{xs}" in told.listed
    assert all("x = " in text for text in told.leaves)


@every_engine
def test_the_version_that_is_installed_is_the_one_that_was_measured(name: str) -> None:
    told = engine(name)
    pinned = re.split("==|(?<=.)@", told.needs[0])[-1]
    assert known.measured()["engines"][name] == {"title": told.title, "version": pinned}
