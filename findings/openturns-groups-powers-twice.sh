#!/usr/bin/env bash
# OpenTURNS 1.27.post1: x^2^3 is x^8 where SymbolicFunction calculates it, and x^6 where it is differentiated.
#
# Powers of powers are grouped from the right in mathematics and in most programs; a few group them from the left, so
# that x^2^3 is (x^2)^3. Expected: one of the two.
#
# Seen: both. At 2 the function is 256, which is 2^8. Its gradient is 192, which is 6 * 2^5; that of x^8 is 1024. The same
# holds for 2^3^x, whose gradient is that of 8^x, and for x^x^x; the Hessian follows the gradient. With parentheses,
# x^(2^3) and (x^2)^3, value and gradient belong together. The value is read by one parser (ExprTk), and the derivative
# is made by another one (Ev3); neither warns.
#
# Where it matters: nothing looks wrong. The function can be called and drawn, and the gradient has the right sign and is
# of a plausible size; an optimizer only goes slowly. Parentheses around the exponent are the remedy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q openturns==1.27.post1

venv/bin/python - <<'PYTHON'
import math

import openturns as ot


def value_and_slope(formula, x):
    function = ot.SymbolicFunction(["x"], [formula])
    return function([x])[0], function.gradient([x])[0, 0]


print("formula, x, value, slope")
for formula, x, as_value, as_slope in (
    ("x^2^3", 2.0, 2.0**8, 6 * 2.0**5),
    ("2^3^x", 2.0, 2.0 ** (3.0**2), 64 * math.log(8)),
    ("x^(2^3)", 2.0, 2.0**8, 8 * 2.0**7),
    ("(x^2)^3", 2.0, 2.0**6, 6 * 2.0**5),
):
    value, slope = value_and_slope(formula, x)
    print(formula, x, value, slope)
    assert math.isclose(value, as_value) and math.isclose(slope, as_slope, rel_tol=1e-5)

value, slope = value_and_slope("x^x^x", 1.5)
nearby = [value_and_slope("x^x^x", 1.5 + step)[0] for step in (1e-6, -1e-6)]
rise = (nearby[0] - nearby[1]) / 2e-6
print(f"x^x^x at 1.5: the gradient is {slope:.4f}, and it rises by {rise:.4f}")
assert abs(slope - 6.7639) < 1e-4 and abs(rise - 4.7846) < 1e-4
PYTHON
echo "as described"
