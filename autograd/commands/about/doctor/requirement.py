"""Requirements as a distribution's metadata has them: `numpy>=2; python_version < "3.14" and extra == "plots"`.

The package `packaging` reads all of PEP 508. It is not always there, and what the metadata of Ringograd needs is less:
names, versions that are compared, and conditions of comparisons joined by `and`, `or` and parentheses.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

PARTS = re.compile(r"\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?\s*\(?([^;)]*)\)?\s*(?:;(.*))?", re.DOTALL)
TOKENS = re.compile(r"""\s*(?:'([^']*)'|"([^"]*)"|(\(|\)|[<>=!~]=?=?|not\s+in\b|\w+))""")
FIELD = re.compile(r"(\d+(?:\.\d+)*)(?:[-_.]?(a|b|rc|dev|pre|alpha|beta|post)[-_.]?(\d*))?")
BEFORE = ("dev", "a", "alpha", "b", "beta", "pre", "rc", "", "post")
"""What stands behind the numbers of a version, in the order of publication."""


class Requirement(NamedTuple):
    """A package by its name, the versions that serve, the extras of it, and the condition."""

    name: str
    extras: tuple[str, ...]
    versions: tuple[str, ...]
    marker: str

    def holds(self, extra: str = "", place: Mapping[str, str] | None = None) -> bool:
        """Whether it is asked for here, by this extra."""
        return not self.marker or _Marker(self.marker, {**(place or here()), "extra": extra}).value()

    def met_by(self, version: str) -> bool:
        """Whether this version serves."""
        pairs = [(text[:2] if text[1:2] == "=" else text[:1], text.lstrip("<>=!~")) for text in self.versions]
        return all(serves(version, sign, asked) for sign, asked in pairs)


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b, "<": lambda a, b: a < b,
}  # fmt: skip


def requirement(text: str) -> Requirement:
    """The requirement of this text.

    >>> requirement('numpy>=2,<3; extra == "numpy"')
    Requirement(name='numpy', extras=(), versions=('>=2', '<3'), marker='extra == "numpy"')
    """
    found = PARTS.fullmatch(text)
    if found is None:
        raise ValueError(f"this is no requirement: {text}")
    name, extras, versions, marker = found.groups(default="")
    split = [tuple(part.strip() for part in many.split(",") if part.strip()) for many in (extras, versions)]
    return Requirement(plain(name), split[0], tuple(one.replace(" ", "") for one in split[1]), marker.strip())


def plain(name: str) -> str:
    """The name of a distribution, written as every index writes it.

    >>> plain("Ruamel.Yaml_x")
    'ruamel-yaml-x'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def order(version: str) -> tuple[tuple[int, ...], int, int]:
    """By what versions are compared: the numbers without zeros at the end, and what stands behind them.

    >>> order("2.0rc1") < order("2") == order("2.0.0") < order("2.0.post1") < order("2.10")
    True
    """
    found = FIELD.match(version.strip().removeprefix("v"))
    if found is None:
        return (), 0, 0
    numbers = [int(number) for number in found[1].split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), BEFORE.index(found[2] or ""), int(found[3] or 0)


def serves(version: str, sign: str, asked: str) -> bool:
    """Whether a version is as the sign says. A sign of another kind, such as the @ of an address, is taken to hold.

    >>> serves("2.11", "==", "2.*"), serves("2.11", "~=", "2.9"), serves("3.0", "~=", "2.9")
    (True, True, False)
    """
    if asked.endswith(".*") and sign in ("==", "!="):
        return _begins(version, asked.removesuffix(".*")) == (sign == "==")
    if sign == "~=":  # 2.9 or later, and 2.*
        numbers = FIELD.match(asked.removeprefix("v"))
        return order(version) >= order(asked) and _begins(version, numbers[1].rpartition(".")[0] if numbers else "")
    return sign not in COMPARED or COMPARED[sign](order(version), order(asked))


def _begins(version: str, start: str) -> bool:
    """Whether the numbers of a version begin with these; numbers that it does not have are 0."""
    wanted = [int(number) for number in re.findall(r"\d+", start)]
    numbers = [*order(version)[0], *[0] * len(wanted)]
    return numbers[: len(wanted)] == wanted


def here() -> dict[str, str]:
    """What conditions may ask of this Python and its system."""
    return {
        "implementation_name": sys.implementation.name,
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_system": platform.system(),
        "python_version": ".".join(map(str, sys.version_info[:2])),
        "python_full_version": platform.python_version(),
        "sys_platform": sys.platform,
    }


class _Marker:
    """A condition, read from the left. `or` binds less than `and`."""

    def __init__(self, text: str, place: Mapping[str, str]) -> None:
        self.tokens = [match.groups() for match in TOKENS.finditer(text)]
        self.place = place

    def value(self) -> bool:
        holds = self._all()
        while self._next() == "or":
            self._take()
            holds = self._all() or holds
        return holds

    def _all(self) -> bool:
        holds = self._one()
        while self._next() == "and":
            self._take()
            holds = self._one() and holds
        return holds

    def _one(self) -> bool:
        if self._next() == "(":
            self._take()
            holds = self.value()
            self._take()
            return holds
        left, sign, right = self._text(), " ".join(self._take().split()), self._text()
        if sign in ("in", "not in"):
            return (left in right) == (sign == "in")
        if left[:1].isdecimal() and right[:1].isdecimal():
            return serves(left, sign, right)
        return sign not in COMPARED or COMPARED[sign](left, right)

    def _next(self) -> str | None:
        return self.tokens[0][2] if self.tokens else None

    def _take(self) -> str:
        return self.tokens.pop(0)[2] or ""

    def _text(self) -> str:
        one, two, word = self.tokens.pop(0)
        return self.place.get(word, "") if word is not None else one if one is not None else two or ""
