"""`assert_gradient` tries fewer arguments in the default profile, where a test does not say how many."""

import pytest

from autograd.testing import assert_gradient
from tests.conftest import fewer


@pytest.fixture(autouse=True)
def arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = assert_gradient.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "examples", fewer(defaults["examples"]))
