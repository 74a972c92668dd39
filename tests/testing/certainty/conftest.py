"""Here borders and proofs are tested, so that few arguments are drawn by chance."""

import pytest

import autograd.by_hand.claims.posed


@pytest.fixture(autouse=True)
def points(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EXAMPLES", "EXAMPLES_OF_ARRAYS"):
        monkeypatch.setattr(autograd.by_hand.claims.posed, name, 30)
