"""Requirements as the doctor reads them: their versions and conditions mean what they mean to packaging."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd.commands.about.doctor.requirement import here, order, plain, requirement
from tests.commands.distributions import EXTRAS, REQUIRED

versions = st.builds(
    lambda numbers, end: ".".join(map(str, numbers)) + end,
    st.lists(st.integers(0, 12), min_size=1, max_size=4),
    st.sampled_from(["", "", "a1", "b2", "rc1", ".dev3", ".post1"]),
)


@example("2.10", "2.9.dev3", "~=")
@given(versions, versions, st.sampled_from([">=", "<=", ">", "<", "==", "!=", "~=", "==*", "!=*"]))
def test_versions_are_compared_as_packaging_compares_them(one: str, other: str, sign: str) -> None:
    parsed = pytest.importorskip("packaging.version").parse
    assert (order(one) < order(other)) == (parsed(one) < parsed(other))
    assert (order(one) == order(other)) == (parsed(one) == parsed(other))
    if not other.endswith("1") and not one.endswith(("1", "2", "3")):  # specifiers treat such candidates apart
        asked = f"{sign.rstrip('*')}{other}{'.*' * sign.endswith('*')}"
        numbers = re.split(r"\.?[a-z]", other)[0]
        if ("*" in sign and other != numbers) or (sign == "~=" and "." not in numbers):
            return  # no version is asked for in this way
        specifiers = pytest.importorskip("packaging.specifiers").SpecifierSet(asked, prereleases=True)
        assert requirement(f"x{asked}").met_by(one) == specifiers.contains(one)


PLACES = [
    {"implementation_name": name, "sys_platform": system, "platform_machine": machine, "python_version": version}
    for name, system, machine, version in itertools.product(
        ["cpython", "pypy"], ["linux", "darwin", "win32"], ["x86_64", "arm64", "AMD64", "riscv64"], ["3.11", "3.9"]
    )
]


def test_conditions_hold_as_packaging_says() -> None:
    read = pytest.importorskip("packaging.requirements").Requirement
    more = [
        'a; python_version >= "3.10" and python_version < "3.20"',
        'b; (extra == "x" or os_name == "nt") and extra == "x"',
        'c[d, e] (>=1,<2); sys_platform not in "win32 cygwin"', "f ~= 1.4 ; extra == 'x'", "g",
        'h; python_version ~= "3.10"', 'i; python_version == "3.*" and python_full_version != "3.9.*"',
    ]  # fmt: skip
    for text in [*REQUIRED, *more, *(line for lines in EXTRAS.values() for line in lines)]:
        if text.startswith("#"):
            continue
        own, theirs = requirement(text), read(text)
        assert own.name == plain(theirs.name)
        assert {*own.extras} == theirs.extras
        assert {*own.versions} == {str(one) for one in theirs.specifier}
        for around, extra in itertools.product(PLACES, ["", "x"]):
            everything = {**here(), **around}
            expected = theirs.marker is None or theirs.marker.evaluate({**everything, "extra": extra})
            assert own.holds(extra, everything) == expected, (text, around)
