"""A report that holds together, one that explains a convention, and a wrong rule planted in the table."""

from collections.abc import Callable
from typing import Any

import pytest

from autograd import check_grad
from autograd.calculus.ops import OPS
from autograd.checking.comparison import Comparison
from autograd.checking.report import Report


def checked(f: Callable[..., Any], at: list[float], order: int = 1) -> Report:
    """The report, and whatever it says must hold together."""
    report = check_grad(f, at, order)
    assert bool(report) == all(c.verdict != "wrong" for c in report.rows + report.operations)
    for row in report.rows:
        assert row.name in str(report)
        if row.verdict == "right":
            assert row.error is not None
            assert row.tolerance is not None
            assert row.error <= row.tolerance
        else:
            assert row.sentence
    return report


def explained(f: Callable[..., Any], at: list[float]) -> tuple[Report, list[Comparison]]:
    report = checked(f, at)
    assert report
    report.raise_if_wrong()
    return report, [c for c in report.operations if c.sentence in str(report)]


def plant(monkeypatch: pytest.MonkeyPatch, name: str, partials: Callable[..., tuple[Any, ...]]) -> None:
    monkeypatch.setattr(OPS[name], "partials", partials)
