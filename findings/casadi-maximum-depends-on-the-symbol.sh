#!/usr/bin/env bash
# CasADi 3.8.2: one formula, one point, and two gradients, by the type of the symbol that the formula is written with.
#
# SX and MX are CasADi's two kinds of symbol. Expected: they differ in speed and memory, not in numbers; where a maximum
# is shared by three equal elements, either rule (one takes all, or a third each) holds for both kinds; and a maximum
# that skips a NaN has a gradient that skips it too.
#
# Seen:
#   mmax(x) at (3, 3, 3): SX gives (1/4, 1/4, 1/2), MX gives (1/3, 1/3, 1/3). For two equal elements both give halves.
#     SX is a chain of two-element maxima, so the share depends on the place in the vector.
#   mmax(x) at (1, nan, 2): both give the value 2. The gradient is (nan, nan, 1) in SX, and (0, 0, 1) in MX.
#   mmax(x) at (1, 2, nan): both give the value 2. In SX no element of the gradient is a number, in MX it is (0, 1, 0).
#   sqrt(x)**2 at -4: both give -4 with the slope 1, since the formula is shortened to x while it is written down. The
#     same line with the number DM(-4) is nan.
#
# Where it matters: a comparison with CasADi at a tie, or with a missing number, has to say which symbol it used.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q casadi==3.8.2 numpy==2.4.6

venv/bin/python - <<'PYTHON'
import math

from casadi import DM, MX, SX, Function, gradient, mmax, sqrt

nan = math.nan


def at(kind, f, numbers):
    x = kind.sym("x", len(numbers))
    value, slope = Function("f", [x], [f(x), gradient(f(x), x)])(numbers)
    print(f"{kind.__name__} {f.__name__} at {numbers}: {float(value)}, {slope.full().ravel().tolist()}")
    return float(value), [None if math.isnan(part) else round(part, 9) for part in slope.full().ravel().tolist()]


third = round(1 / 3, 9)
assert at(SX, mmax, [3, 3, 3]) == (3, [0.25, 0.25, 0.5]) and at(MX, mmax, [3, 3, 3]) == (3, [third] * 3)
assert at(SX, mmax, [3, 3, 1]) == at(MX, mmax, [3, 3, 1]) == (3, [0.5, 0.5, 0])
assert at(SX, mmax, [1, nan, 2]) == (2, [None, None, 1]) and at(MX, mmax, [1, nan, 2]) == (2, [0, 0, 1])
assert at(SX, mmax, [1, 2, nan]) == (2, [None] * 3) and at(MX, mmax, [1, 2, nan]) == (2, [0, 1, 0])


def root_squared(x):
    return sqrt(x) ** 2


assert at(SX, root_squared, [-4]) == at(MX, root_squared, [-4]) == (-4, [1])
assert math.isnan(float(root_squared(DM(-4))))
PYTHON
echo "as described"
