"""Settings for all tests: a profile for every run, a longer one on request, and one that stops at the first failure."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from autograd.language import VARIABLE

os.environ.pop(VARIABLE, None)  # tests read sentences in English unless they choose a language

explore = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", explore, derandomize=True, database=None)  # the same examples in every run
settings.register_profile("long", explore, max_examples=20_000)
settings.register_profile("first", explore, database=None, phases=[Phase.explicit, Phase.generate])
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
settings.load_profile(PROFILE)

QUARTERS = range(4)
a_quarter = settings(max_examples=500_000 if PROFILE == "long" else 5_000)
"""The comparison of derivatives that is made on the most random programs comes in parts, for several processors."""

collect_ignore = ["mutants.py"]  # it needs an extra of its own, and holds no doctests

ROOT = Path(__file__).parents[1]
"""The repository."""

SHARED = ROOT.parent / "shared"
"""Material beside the repository: worked examples from courses. Tests that use it are skipped where it is absent."""


@pytest.fixture
def shared() -> Path:
    """The folder of worked examples."""
    if not SHARED.is_dir():
        pytest.skip("the folder of worked examples is not beside this repository")
    return SHARED


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
