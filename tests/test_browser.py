"""A missing browser is seen: its tests are skipped with the reason, or fail where browsers are required."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import browser


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RINGOGRAD_BROWSER", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no such thing"):
        browser.missing("no such thing")
    monkeypatch.setenv("RINGOGRAD_BROWSER", "required")
    with pytest.raises(pytest.fail.Exception, match="is required, and no such thing"):
        browser.missing("no such thing")


def test_a_folder_without_axe_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGOGRAD_AXE", "nowhere")
    monkeypatch.setenv("RINGOGRAD_BROWSER", "required")
    monkeypatch.setattr(browser, "ROOT", Path("nowhere"))
    with pytest.raises(pytest.fail.Exception, match="RINGOGRAD_AXE names no folder"):
        browser.axe()


def test_a_machine_without_chromium_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("playwright")
    monkeypatch.setenv("RINGOGRAD_BROWSER", "required")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="chromium is not here"), browser.chromium():
        pass
