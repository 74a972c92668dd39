"""Claims are tried at fewer points in the default profile, unless a test asks for them all."""

import pytest

import autograd.by_hand.claims.claim
from tests.conftest import PROFILE


@pytest.fixture
def all_points() -> None:
    """For a test of what is told of all points together."""


@pytest.fixture(autouse=True)
def points(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if PROFILE == "default" and "all_points" not in request.fixturenames:
        for name in ("EXAMPLES", "EXAMPLES_OF_ARRAYS"):
            many = getattr(autograd.by_hand.claims.claim, name)
            monkeypatch.setattr(autograd.by_hand.claims.claim, name, many // 4)
