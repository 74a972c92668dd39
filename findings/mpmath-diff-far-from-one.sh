#!/usr/bin/env bash
# mpmath 1.4.1: `diff` is silently wrong far from 1, and `relative=True`, which should help, is wrong much earlier.
#
# Expected: a library for any precision differentiates x*x and log(x) to 15 digits whatever the size of x, or says that
# it cannot. `relative=True`, by its documentation a step "relative to the magnitude of x", should be safe far out.
#
# Seen, at the default of 15 digits: the slope of x*x is 0.0 at x = 1e30 (true: 2e30), and its second derivative is 0.0
# at x = 1e15 (true: 2). The slope of log(x) at x = 1e-20 is 0.0085 - 0.145j times the true one. The step has the same
# size at every x: it is lost in x when x is large, and steps across 0 when x is small.
# With `relative=True` the slope of log(x) is already wrong, and complex, at x = 1e-10, where the default has 15 digits,
# and the second derivative of x*x is 0.0 at x = 1e10, where the default gives 2.0. The step then goes with 1/x, not
# with x. With `mp.dps = 50` the default is right at all of these numbers.
#
# Where it matters: `mpmath.diff` is a usual source of independent numbers in tests of derivatives. A test at the edge
# of a domain then refutes a derivative that is right. More digits than the answer needs are the cure, not
# `relative=True`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir -q mpmath==1.4.1

venv/bin/python - <<'PYTHON'
from mpmath import mp, mpf


def square(x):
    return x * x


def slopes(where, x, **step):
    """What diff says, divided by the truth: 1 is right."""
    first, second = mp.diff(square, x, **step) / (2 * x), mp.diff(square, x, 2, **step) / 2
    log = mp.diff(mp.log, x, **step) * x
    print(f"{where:22} x*x {mp.nstr(first, 6):10} second {mp.nstr(second, 6):6} log {mp.nstr(log, 6)}")
    return first, second, log


assert slopes("1e30", mpf("1e30")) == (0, 0, 0)
assert slopes("1e15", mpf("1e15"))[1] == 0
log = slopes("1e-20", mpf("1e-20"))[2]
assert abs(log.real) < 0.01 and abs(log.imag) > 0.1

default, relative = slopes("1e10", mpf("1e10")), slopes("1e10, relative", mpf("1e10"), relative=True)
assert (default[1], relative[1]) == (1, 0)
default, relative = slopes("1e-10", mpf("1e-10")), slopes("1e-10, relative", mpf("1e-10"), relative=True)
assert abs(default[2] - 1) < 1e-12 and abs(relative[2]) < 0.2 and relative[2].imag != 0

mp.dps = 50
for x in "1e30", "1e15", "1e-20", "1e10", "1e-10":
    assert all(abs(ratio - 1) < 1e-15 for ratio in slopes(x + ", 50 digits", mpf(x)))
PYTHON
echo "as described"
