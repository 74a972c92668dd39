"""Settings for all tests, in profiles of Hypothesis: `HYPOTHESIS_PROFILE=thorough` chooses one.

`default` is for every run, `thorough` for every release and the build, `long` for a night. `first` stops at the first
failure: planted faults and mutants need no smallest example.
"""

import gc
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings

from autograd.language import VARIABLE
from autograd.language.names import installing
from autograd.testing.certainty import further
from autograd.testing.certainty.pieces import beside
from autograd.testing.gradients.search import Search
from tests.copies import ROOT as ROOT

os.environ.pop(VARIABLE, None)  # tests read sentences in English unless they choose a language

# Where Hypothesis keeps the constants of our modules: a child process in another folder need not look for them anew.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / ".hypothesis"))

installed_by = installing.pip
installing.pip = lambda: "pip"  # whatever the PATH of those who test

further.SECONDS = 0.0  # proofs and solvers take time, and have tests of their own

explore = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
Case = TypeVar("Case")

repeatable = settings(explore, derandomize=True, database=None)  # the same examples in every run
quick = set(Phase) - {Phase.explain}  # what fails on purpose need not be explained
settings.register_profile("default", repeatable, max_examples=6, phases=quick)
settings.register_profile("thorough", repeatable, max_examples=50)
settings.register_profile("long", explore, max_examples=20_000)
settings.register_profile("first", explore, database=None, phases=[Phase.explicit, Phase.generate])
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
settings.load_profile(PROFILE)

IN_EACH_ROW = settings().max_examples if PROFILE == "first" else max(5, settings().max_examples // 3)
"""Examples of a test that is run for every row of the table: together they have many times as many as other tests."""


def fewer(many: int) -> int:
    """So many examples, and a twelfth of them in the default profile, which is quick."""
    return max(5, many // 12) if PROFILE == "default" else many


def thinned(cases: Iterable[Case], first: int = 0) -> list[Case]:
    """All cases, and every fourth of them in the default profile, from this one on: another test of the same list may
    begin at another. Of fewer than five that is one alone, so lists as short as this are thinned only where a case
    takes long."""
    return list(cases)[first::4] if PROFILE == "default" else list(cases)


takes_long = pytest.mark.skipif(
    PROFILE == "default", reason="takes long: HYPOTHESIS_PROFILE=thorough python3 do.py test tries it"
)
"""For tests that take half a second or more whatever their size: beside quick ones of the same code, or of tools of
the build."""

ALL_POINTS, ALL_BORDERS = Search.__init__, beside.MOST_CALLS


def at_few(self: Any, f: Any, claimed: Any, look: Any, tolerance: float, examples: int, *kind: Any) -> None:
    ALL_POINTS(self, f, claimed, look, tolerance, max(10, examples // 8), *kind)


if PROFILE == "default":
    Search.__init__ = at_few  # type: ignore[assignment, method-assign]
    beside.MOST_CALLS = 150
    os.fsync = lambda fd: None  # nothing that a test has written need outlive a power cut


@pytest.fixture
def all_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test of what a claim's points tell together. Others have an eighth of them in the default profile, and look
    for fewer borders of formulas around them."""
    monkeypatch.setattr(Search, "__init__", ALL_POINTS)
    monkeypatch.setattr(beside, "MOST_CALLS", ALL_BORDERS)


gc.disable()  # while tests are collected: what is imported stays


def pytest_collection_finish() -> None:
    """What is there by now is there for all tests, and each collection of garbage need not look through it."""
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    """Nor those of pytest at the end, which are five."""
    gc.collect()
    gc.freeze()


collect_ignore = ["mutants.py"]  # it needs an extra of its own, and holds no doctests

SHARED = ROOT.parent / "shared"
"""Material beside the repository: worked examples from courses. Tests that use it are skipped where it is absent."""


@pytest.fixture
def shared() -> Path:
    """The folder of worked examples."""
    if not SHARED.is_dir():
        pytest.skip("the folder of worked examples is not beside this repository")
    return SHARED


@pytest.fixture
def in_each_row() -> Iterator[None]:
    """Properties that take the number of examples from the profile have that of a row."""
    before = settings.get_current_profile_name()
    settings.register_profile("in each row", max_examples=IN_EACH_ROW)
    settings.load_profile("in each row")
    yield
    settings.load_profile(before)


@pytest.fixture
def unshrunk() -> Iterator[None]:
    """A property that is to fail may try many examples, and stops at its first failure: nobody reads the smallest."""
    before = settings.get_current_profile_name()
    settings.register_profile("unshrunk", max_examples=50, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("unshrunk")
    yield
    settings.load_profile(before)


@pytest.fixture(scope="session", autouse=True)
def ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
