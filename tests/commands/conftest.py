"""One gallery for all tests of it: making one takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograd.commands.gallery import trained
from tests.commands.test_main import ringo
from tests.conftest import PROFILE

MOMENTS, LEARNED = (1, trained.TRAINED[:1]) if PROFILE == "default" else (2, trained.TRAINED)
"""How often its networks are looked at while they learn, and which there are."""


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery") / "new" / "gallery"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trained, "MOMENTS", MOMENTS)
        patch.setattr("autograd.commands.gallery.TRAINED", LEARNED)
        status, out, err = ringo("gallery", str(folder))
    assert status == 0
    names = ("One or the other, learned", "Two moons", "A curve through noisy points")[: len(LEARNED)]
    assert err == "".join(f"training a network: {name}\n" for name in names)
    assert out.startswith(f"saved {len(list(folder.iterdir()))} files; open ")
    return folder
