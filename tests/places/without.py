"""A plugin of pytest for Pythons that lack a package: tests that need it are skipped, and say so."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

OURS = ("autograd", "nn", "viz", "tests", "docs", "examples")


def lacking(error: BaseException | None) -> str:
    """The package of others without which this error would not be; empty if it has another reason."""
    while error is not None:
        top = (getattr(error, "name", None) or "").partition(".")[0]
        if isinstance(error, ModuleNotFoundError) and top and top not in OURS:
            return top
        error = error.__cause__ or error.__context__
    return ""


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makemodule() -> Generator[None, Any, Any]:
    module = yield
    before = module._getobj

    def imported() -> Any:
        try:
            return before()
        except module.CollectError as error:
            if package := lacking(error):
                pytest.skip(f"there is no {package}", allow_module_level=True)
            raise

    module._getobj = imported
    return module


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    try:
        yield
    except ImportError as error:
        if package := lacking(error):
            pytest.skip(f"there is no {package}")
        raise
