"""What is asked for where: everything on the usual machines, and nothing that must be compiled on the others."""

import runpy
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from tests.copies import ROOT
from tests.places.requirements import requirements

kept = runpy.run_path(str(ROOT / "setup.py"))["kept"]
ALL = {"graphviz", "hypothesis", "pygraphviz", "safetensors", "tqdm"}
PURE = {"graphviz", "hypothesis<6.156", "tqdm"}
"""Hypothesis is compiled from 6.156 on; the version before is pure Python."""


def asked(
    system: str, machine: str, python: str = "3.14", named: str = "cpython", *, free: bool = False, gnu: bool = True
) -> set[str]:
    """The names of what is installed there, with the mark of the pure Hypothesis."""
    environment: dict[str, Any] = {**default_environment(), "python_version": python, "sys_platform": system}
    environment |= {"platform_machine": machine, "implementation_name": named}
    version = tuple(map(int, python.split(".")))
    found = list(map(Requirement, kept(requirements(), version, free_threaded=free, gnu=gnu)))
    there = [one for one in found if one.marker is None or one.marker.evaluate(environment)]
    names = [one.name + "<6.156" * ("6.156" not in one.specifier) * (one.name == "hypothesis") for one in there]
    assert len(names) == len(set(names))
    return set(names)


@pytest.mark.parametrize("python", ["3.11", "3.15"])
@pytest.mark.parametrize(
    "machine",
    [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "x86_64"), ("darwin", "arm64"), ("win32", "AMD64")],
)
def test_the_usual_machines_get_everything(machine: tuple[str, str], python: str) -> None:
    assert asked(*machine, python) == ALL


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"system": "win32", "machine": "ARM64"}, ALL - {"pygraphviz"}),
        ({"system": "linux", "machine": "x86_64", "gnu": False}, ALL - {"pygraphviz"}),
        ({"system": "linux", "machine": "x86_64", "python": "3.14", "free": True}, ALL - {"pygraphviz", "safetensors"}),
        ({"system": "win32", "machine": "AMD64", "python": "3.13", "free": True}, PURE),
        ({"system": "linux", "machine": "x86_64", "python": "3.11", "named": "pypy"}, PURE),
        ({"system": "linux", "machine": "riscv64"}, PURE),
        ({"system": "freebsd14", "machine": "amd64"}, PURE),
        ({"system": "emscripten", "machine": "wasm32"}, PURE),
    ],
)
def test_elsewhere_nothing_is_asked_for_that_has_no_wheel(place: dict[str, Any], expected: set[str]) -> None:
    assert asked(**place) == expected
