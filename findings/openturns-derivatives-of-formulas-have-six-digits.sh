#!/usr/bin/env bash
# OpenTURNS 1.27.post1: SymbolicFunction calculates a formula with all digits of its numbers, and its derivative with six.
#
# A SymbolicFunction has an exact gradient and Hessian: SymbolicGradient and SymbolicHessian, and no differences. Expected:
# the derivative of 1.2345678901*x is 1.2345678901.
#
# Seen: 1.23457. The derivative is written as a text, each number in it with six digits, and read again. So
# x*1234567.89 rises by 1234570, the derivative of 10^x has ln(10) = 2.30259 in it, and that of log2(x) is off by 3e-6.
# The value is right to the last digit. Derivatives without a number of more than six digits are right to the last digit
# as well, such as those of tan(x) and tanh(x), so a check on such formulas passes.
#
# Where it matters: a gradient that is called symbolic serves as the truth for differences, which have nine digits here.
# A check with a tolerance of 1e-6 blames the differences.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q openturns==1.27.post1

venv/bin/python - <<'PYTHON'
import math

import openturns as ot

ROUNDED = {
    "1.2345678901*x": (1.0, 1.2345678901), "x*1234567.89": (2.0, 1234567.89), "10^x": (1.0, 10 * math.log(10)),
    "log2(x)": (8.0, 1 / (8 * math.log(2))), "erf(x)": (1.0, 2 / math.sqrt(math.pi) * math.exp(-1)),
    "x^1.23456789": (2.0, 1.23456789 * 2**0.23456789),
}
EXACT = {"tan(x)": (1.0, 1 + math.tan(1.0) ** 2), "tanh(x)": (1.0, 1 - math.tanh(1.0) ** 2), "x^3": (1.1, 3 * 1.1**2)}

for formula, (x, true) in (ROUNDED | EXACT).items():
    function = ot.SymbolicFunction(["x"], [formula])
    assert type(function.getGradient().getImplementation()).__name__ == "SymbolicGradient"
    found = function.gradient([x])[0, 0]
    above, below = (function([x + step])[0] for step in (1e-6 * x, -1e-6 * x))
    difference = (above - below) / (2e-6 * x)
    wrong, of_differences = (abs(each / true - 1) for each in (found, difference))
    print(f"{formula}: {found!r}, and {true!r} is right: off by {wrong:.0e}; differences by {of_differences:.0e}")
    if formula in ROUNDED:
        assert 1e-7 < wrong < 1e-5 and of_differences < wrong / 10
    else:
        assert wrong < 1e-14

print(str(ot.SymbolicFunction(["x"], ["1.2345678901*x^2"]).getGradient()).strip())
PYTHON
echo "as described"
