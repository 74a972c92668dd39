#!/usr/bin/env bash
# PyTensor 3.0.7: the gradient of hyp2f1 in its first parameter is wrong at 0, -1, -2, ..., and true a little beside
# them.
#
# The series 2F1(a, b; c; z) = 1 + a*b/c * z + a*(a+1)*b*(b+1)/(c*(c+1)) * z**2/2 + ... is a smooth function of a for
# |z| < 1. At a = 0, -1, -2, ... the terms end, and the value is a polynomial of z. Expected: these are the easiest
# points, and the gradient there is the limit of the gradients around.
#
# Seen, for b = 1/2, c = 3.1, z = 0.95, in float64: the values are right to 15 digits. The slope at a = 0 is 0 (true:
# 0.1955), at a = -1 it is 0.1532 (true: 0.1206), at a = -2 it is 0.0733 (true: 0.0832). At a = -0.999 and a = -1.001 it
# is right to 9 digits. The slope is summed as a series of its own, and the sum ends where the terms of the value become
# 0, though the derivatives of those terms are not 0. In the second parameter, b, it is the same.
#
# Where it matters: a check of the gradient at random numbers never sees it, since no random number is whole, and models
# whose parameters begin at a whole number start with it. Checks need the whole numbers too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q pytensor==3.0.7 numpy==2.4.6 scipy==1.17.1 mpmath==1.4.1

export PYTENSOR_FLAGS="base_compiledir=$folder/compiled,cxx="
venv/bin/python -W ignore - <<'PYTHON' 2> errors || { cat errors; exit 1; }
import math

import mpmath
import numpy
import pytensor
from pytensor import tensor
from pytensor.compile.mode import Mode

b, c, z = numpy.float64([0.5, 3.1, 0.95])
mpmath.mp.dps = 50
p = tensor.dscalar("p")
plain = Mode(linker="py", optimizer="fast_compile")


def value_and_slope(formula):
    return pytensor.function([p], [formula, tensor.grad(formula, p)], mode=plain)


first, second = value_and_slope(tensor.hyp2f1(p, b, c, z)), value_and_slope(tensor.hyp2f1(b, p, c, z))
for a, right in (0, False), (-1, False), (-2, False), (-0.999, True), (-1.001, True), (0.5, True), (1, True):
    true = float(mpmath.diff(lambda t: mpmath.hyp2f1(t, b, c, z), a))
    value, slope = map(float, first(a))
    print(f"a = {a}: value {value:.12g}, slope {slope:.9g}, true {true:.9g}")
    assert math.isclose(value, float(mpmath.hyp2f1(a, b, c, z)), rel_tol=1e-14)
    assert math.isclose(slope, true, rel_tol=1e-8) == right and (right or abs(slope / true - 1) > 0.1)
    assert math.isclose(float(second(a)[1]), slope, rel_tol=1e-8)

# At a = 0 the slope is the sum of (b)_n/(c)_n * z**n/n, which has no derivative in it at all.
terms = (mpmath.rf(b, n) / mpmath.rf(c, n) * mpmath.mpf(z) ** n / n for n in range(1, 2000))
assert abs(mpmath.fsum(terms) - 0.19554259569727847) < 1e-12 and float(first(0)[1]) == 0
PYTHON
echo "as described"
