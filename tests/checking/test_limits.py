"""Where differences step over what the function does, or rounding hides it, nothing is called wrong."""

import math
from typing import Any

import pytest

from autograd import Value, acos, asin, atan, atan2, atanh, check_grad, cos, erf, log, log1p, log_softmax, sin, tan
from autograd.checking.measured.claimed import rounding
from tests.checking.checked import checked


def test_what_cannot_be_told_is_said() -> None:
    report = checked(lambda x: 1e6 + erf(x) * 1e-9, [0.5])
    assert report.rows[0].verdict == "unknown"
    assert report
    assert "1 cannot be told" in repr(report)
    assert checked(sin, [1e20]).rows[0].verdict == "unknown"
    tiny = checked(lambda x: (x * 1e200) * 1e200 * 1e-300, [1e-200])
    assert tiny.rows[0].verdict in ("right", "unknown")


def test_numbers_too_small_for_all_digits_are_no_mistakes() -> None:
    assert checked(lambda x: x.erfc(), [27.2865])
    assert checked(lambda x, y: log_softmax([x, y]), [1.0, 656.114])
    assert checked(lambda x: x.gelu().sinh().softplus().erfc() * 27.0, [4.0])


def test_a_second_derivative_of_a_size_below_the_noise_is_no_fault() -> None:
    report = check_grad(lambda x: x.silu(), [200.0], order=2)
    assert [row.verdict for row in report.rows] == ["right", "unknown"]
    assert report.rows[1].engine == pytest.approx(-2.74011512294e-85, rel=1e-11, abs=0.0)  # 2 σ' + x σ'' in 50 digits


def test_rounding_is_that_of_the_whole_calculation() -> None:
    x = Value(1.0)
    assert rounding(x) == pytest.approx(2.0**-51)
    assert rounding(x + 1e6 - 1e6) > 1e5 * rounding(x + 1.0)
    assert rounding((x - x).sqrt()) < 1e-15


@pytest.mark.parametrize("f", [sin, cos, tan], ids=["sin", "cos", "tan"])
@pytest.mark.parametrize("x", [1e13, 1e14, 1e15, 1e17])
def test_waves_shorter_than_the_steps(f: Any, x: float) -> None:
    report = checked(f, [x])
    assert report
    assert report.rows[0].verdict in ("right", "unknown")
    assert report.complete == (report.rows[0].verdict == "right")


def test_the_nearest_numbers_tell_of_a_large_one() -> None:
    assert checked(sin, [1e13]).complete
    assert checked(tan, [1e13]).complete


def test_a_tiny_slope_at_0_is_seen_by_a_complex_step() -> None:
    [row] = checked(lambda x: x * 1e-250, [0.0]).rows
    assert (row.verdict, row.method) == ("right", "complex step")
    assert row.independent == pytest.approx(1e-250, rel=1e-12, abs=0.0)


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (log1p, -1.0 + 1e-15),
        (log1p, math.nextafter(-1.0, 0.0)),
        (lambda x: log(1 - x), 1.0 - 1e-14),
        (atanh, 1.0 - 1e-15),
        (asin, 1.0 - 1e-14),
        (acos, 1.0 - 1e-14),
        (asin, 1.0 - 2.0**-53),
        (lambda x: erf(1e14 * (x - 1)), 1.0),
        (lambda x: atan2(x, 1e-16), 0.0),
        (lambda x: atan2(1e-16, x), 0.0),
        (atan, 1e200),
    ],
)
def test_next_to_an_edge_nothing_is_called_wrong(f: Any, x: float) -> None:
    report = checked(f, [x])
    assert report
    assert {c.verdict for c in report.rows + report.operations} <= {"right", "unknown"}
