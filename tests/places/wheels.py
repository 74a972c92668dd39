"""Which requirements have wheels where: every platform and Python, asked from any machine. Outside the build.

    python -m tests.places.wheels                         every place, and every extra
    python -m tests.places.wheels --where 3.14t           places with this word in their name
    python -m tests.places.wheels --extra numpy --extra sheets

Nothing is downloaded but the lists of files, and pip reads them: `pip index versions -vv` names each file of a package.
What a place can use follows from the tags of the files. `pip download --platform` would be no answer: it reads
conditions such as `sys_platform == "win32"` as on the machine where it runs. Here they are read as at the place. What a
requirement asks for in its turn is known from the packages installed here, so this runs where the extra `test` is.

The first column that has to be empty is "fails": requirements of the package itself that pip would have to compile. The
exit status is 1 if it is not.
"""

from __future__ import annotations

import argparse
import functools
import importlib.metadata
import re
import runpy
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags, generic_tags, mac_platforms
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from tests.copies import ROOT
from tests.places.requirements import EXTRAS, requirements

PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15", "3.13t", "3.14t", "3.15t", "pypy3.11 7.3", "pypy3.11 8.0")
COMPILED = ("hypothesis", "pygraphviz", "safetensors")
"""What the package asks for where it can be had, and does without elsewhere."""
FILE = re.compile(r"(https?:\S+?/([^/\s#]+\.whl))\S* .*?(?:\(requires-python:([^)]*)\))?(?:, version: \S+)?$")
kept = runpy.run_path(str(ROOT / "setup.py"))["kept"]


@dataclass(frozen=True)
class Wheel:
    """A file of a package: its version, what it runs on, and for which Pythons."""

    version: Version
    tags: frozenset[Tag]
    pythons: SpecifierSet


@dataclass(frozen=True)
class Place:
    """A platform and a Python there."""

    system: str
    machine: str
    libc: str
    python: str

    @property
    def name(self) -> str:
        named = {"win32": "Windows", "darwin": "macOS", "linux": "Linux"}[self.system]
        return f"{named} {self.machine}{', musl' * (self.libc == 'musl')}"

    @property
    def version(self) -> tuple[int, int]:
        major, minor = self.python.removeprefix("pypy").removesuffix("t").split(" ")[0].split(".")
        return int(major), int(minor)

    def platforms(self) -> list[str]:
        if self.system == "win32":
            return [f"win_{self.machine.lower()}"]
        if self.system == "darwin":
            return list(mac_platforms((14, 0), self.machine))
        if self.libc == "musl":
            return [f"musllinux_1_{minor}_{self.machine}" for minor in (2, 1, 0)]
        numbers = [f"manylinux_2_{minor}_{self.machine}" for minor in range(36, 4, -1)]
        return [*numbers, *(f"manylinux{year}_{self.machine}" for year in ("2014", "2010", "1"))]

    @functools.cached_property
    def tags(self) -> frozenset[Tag]:
        """Of everything that runs there."""
        short = "".join(map(str, self.version))
        if self.python.startswith("pypy"):
            of_pypy = self.python.split(" ")[1].replace(".", "")  # files for PyPy 7.3 are not for PyPy 8.0
            own = generic_tags(f"pp{short}", [f"pypy{short}_pp{of_pypy}"], self.platforms())
            return frozenset(own) | frozenset(compatible_tags(self.version, f"pp{short}", self.platforms()))
        free = "t" * self.python.endswith("t")
        own = cpython_tags(self.version, [f"cp{short}{free}"], self.platforms())
        return frozenset(own) | frozenset(compatible_tags(self.version, f"cp{short}", self.platforms()))

    @functools.cached_property
    def environment(self) -> dict[str, str]:
        """What conditions of requirements see there."""
        pypy = self.python.startswith("pypy")
        return {
            **{name: str(value) for name, value in default_environment().items()},
            "implementation_name": "pypy" if pypy else "cpython",
            "platform_python_implementation": "PyPy" if pypy else "CPython",
            "os_name": "nt" if self.system == "win32" else "posix",
            "platform_machine": self.machine,
            "platform_system": {"win32": "Windows", "darwin": "Darwin", "linux": "Linux"}[self.system],
            "sys_platform": self.system,
            "python_version": ".".join(map(str, self.version)),
            "python_full_version": ".".join(map(str, (*self.version, 1))),
        }

    def roots(self, extra: str) -> list[str]:
        """The requirements of the package or of an extra, less what setup.py leaves out there."""
        free, gnu = self.python.endswith("t"), self.libc != "musl"
        left: list[str] = kept(requirements(extra), self.version, free_threaded=free, gnu=gnu)
        return left

    def has(self, name: str, specifiers: SpecifierSet) -> bool:
        """Whether a released version of the package has a wheel there."""
        python = self.environment["python_full_version"]
        fitting = [wheel for wheel in wheels(name) if self.tags & wheel.tags and python in wheel.pythons]
        return any(wheel.version in specifiers for wheel in fitting)

    def lacking(self, extra: str) -> set[str]:
        return {
            name for name, specifiers in followed(self.roots(extra), self).items() if not self.has(name, specifiers)
        }


def every_place() -> Iterator[Place]:
    machines = [("win32", "AMD64", ""), ("win32", "ARM64", ""), ("darwin", "x86_64", ""), ("darwin", "arm64", "")]
    machines += [("linux", machine, libc) for libc in ("gnu", "musl") for machine in ("x86_64", "aarch64")]
    for machine in machines:
        for python in PYTHONS:
            yield Place(*machine, python)


@functools.cache
def pip() -> tuple[str, ...]:
    """A pip to ask: that of the Python that runs this, or another's."""
    for python in sys.executable, "python3", "python":
        command = (python, "-m", "pip")
        if subprocess.run([*command, "--version"], capture_output=True).returncode == 0:
            return command
    raise SystemExit("there is no pip: python -m ensurepip")


@functools.cache
def wheels(name: str) -> list[Wheel]:
    """All wheels of a package."""
    command = [*pip(), "index", "versions", "-vv", "--only-binary=:all:", "--disable-pip-version-check", name]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    found = {}
    for line in (done.stdout + done.stderr).splitlines():
        if match := FILE.search(line):
            try:
                _, version, _, tags = parse_wheel_filename(unquote(match[2]))
            except InvalidWheelFilename:  # names of long ago
                continue
            pythons = (match[3] or "").replace("&gt;", ">").replace("&lt;", "<")
            found[match[2]] = Wheel(version, tags, SpecifierSet(pythons))
    if not found and "No matching distribution" not in done.stderr:
        raise RuntimeError(f"pip told no file of {name}: {done.stderr.strip()[-300:]}")
    return list(found.values())


@functools.cache
def asked_by(name: str) -> tuple[Requirement, ...]:
    try:
        return tuple(map(Requirement, importlib.metadata.requires(name) or ()))
    except importlib.metadata.PackageNotFoundError:
        return ()


def followed(roots: Iterable[str], place: Place) -> dict[str, SpecifierSet]:
    """All packages that these requirements lead to at the place."""
    wanted: dict[str, SpecifierSet] = {}
    done: set[tuple[str, str]] = set()
    todo = [(Requirement(text), "") for text in roots]
    while todo:
        asked, extra = todo.pop()
        if asked.marker and not asked.marker.evaluate({**place.environment, "extra": extra}):
            continue
        name = canonicalize_name(asked.name)
        wanted[name] = wanted.get(name, SpecifierSet()) & asked.specifier
        for of in {"", *asked.extras}:
            if (name, of) not in done:
                done.add((name, of))
                todo += [(one, of) for one in asked_by(name)]
    return wanted


def row(place: Place, extras: Sequence[str]) -> tuple[str, str, str]:
    """What fails there, what the package does without there, and which extras lack what."""
    base = place.lacking("")
    without = set(COMPILED) - followed(place.roots(""), place).keys()
    lost: dict[str, list[str]] = {}
    for extra in extras:
        for name in place.lacking(extra) - base:
            lost.setdefault(name, []).append(extra)
    told = "; ".join(f"{name} ({', '.join(of)})" for name, of in sorted(lost.items()))
    return ", ".join(sorted(base)), ", ".join(sorted(without)), told


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.places.wheels", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--where", default="", help="a word in the name of the place, such as Windows, musl or 3.14t")
    parser.add_argument("--extra", action="append", choices=EXTRAS, help="an extra; without one, all but `test`")
    arguments = parser.parse_args()
    extras = arguments.extra or [extra for extra in EXTRAS if extra != "test"]
    rows: dict[tuple[str, tuple[str, str, str]], list[str]] = {}
    for place in every_place():
        if arguments.where.lower() in f"{place.name} {place.python}".lower():
            rows.setdefault((place.name, row(place, extras)), []).append(place.python)
    print("| place | Python | fails | does without | extras without a wheel |\n|---|---|---|---|---|")
    for (name, (fails, without, told)), pythons in rows.items():
        print(f"| {name} | {', '.join(pythons)} | {fails} | {without} | {told} |")
    return int(any(fails for _, (fails, _, _) in rows))


if __name__ == "__main__":
    sys.exit(main())
