"""Claims are tried at fewer points in the default profile, unless a test asks for all. Proofs are tested elsewhere."""

import pytest

import autograd.testing.certainty.further


@pytest.fixture
def all_points() -> None:
    """For a test of what is told of all points together."""


@pytest.fixture(autouse=True)
def points(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autograd.testing.certainty.further, "SECONDS", 0.0)
    if "all_points" not in request.fixturenames:
        request.getfixturevalue("few_points")
