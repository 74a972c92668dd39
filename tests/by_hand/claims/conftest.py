"""Claims are tried at fewer points in the default profile, unless a test asks for all. Proofs are tested elsewhere."""

import pytest

import autograd.by_hand.claims.posed
import autograd.testing.certainty.further
from tests.conftest import PROFILE


@pytest.fixture
def all_points() -> None:
    """For a test of what is told of all points together."""


@pytest.fixture(autouse=True)
def points(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autograd.testing.certainty.further, "SECONDS", 0.0)
    if PROFILE == "default" and "all_points" not in request.fixturenames:
        for name in ("EXAMPLES", "EXAMPLES_OF_ARRAYS"):
            many = getattr(autograd.by_hand.claims.posed, name)
            monkeypatch.setattr(autograd.by_hand.claims.posed, name, many // 4)
