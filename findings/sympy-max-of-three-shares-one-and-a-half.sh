#!/usr/bin/env bash
# SymPy 1.14.0: where n arguments of Max are equal, each gets the derivative 1/2, so that they add up to n/2.
#
# Max(x, y) at x = y has the derivatives 1/2 and 1/2 in SymPy, which adds up to 1. Expected for three equal arguments:
# 1/3 each, or any other choice that adds up to 1: if all arguments grow alike, so does the maximum.
#
# Seen: Max(x, y, z) at x = y = z has 1/2 in each argument, in sum 3/2; four have 2. So no derivative along the line of
# equal arguments is right, though both sides of the kink have the slope 1 there. Each derivative is Heaviside(x -
# Max(y, z)), and Heaviside(0) is 1/2, whatever the number of the others. Nested maxima are the same function, and have
# others: Max(Max(x, y), z) is flattened and gives (1/2, 1/2, 1/2), but written with Piecewise it is (0, 0, 1).
#   A function of one variable shows it: Max(t, sin(t), tan(t)) is smooth at 0, with the slope 1, and SymPy says 3/2.
#   sqrt(x**2 + y**2) at (0, 0): `subs` puts in one number after the other, so the derivatives are 0 in x and nan in y,
#   though x and y play the same part. With simultaneous=True both are nan.
#
# Where it matters: SymPy is where other engines' rules are checked. A tie of two agrees with the usual halves, a tie of
# three refutes every right engine.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q sympy==1.14.0

venv/bin/python - <<'PYTHON'
from sympy import Max, Min, Piecewise, Rational, diff, nan, sin, sqrt, symbols, tan

x, y, z, w, t = symbols("x y z w t", real=True)
half = Rational(1, 2)


def at(f, point):
    found = [diff(f, name).subs(point) for name in point]
    print(f"{f} at {list(point.values())}: {found}")
    return found


for extremum in Max, Min:
    assert at(extremum(x, y), {x: 3, y: 3}) == [half, half]
    assert at(extremum(x, y, z), {x: 3, y: 3, z: 3}) == [half, half, half]
    assert at(extremum(x, y, z, w), {x: 3, y: 3, z: 3, w: 3}) == [half, half, half, half]
    assert at(extremum(x, y, z), {x: 3, y: 3, z: 3 + (1 if extremum is Min else -1)}) == [half, half, 0]
assert at(Max(Max(x, y), z), {x: 3, y: 3, z: 3}) == [half, half, half]
inner = Piecewise((x, x > y), (y, True))
assert at(Piecewise((inner, inner > z), (z, True)), {x: 3, y: 3, z: 3}) == [0, 0, 1]

slope = diff(Max(t, sin(t), tan(t)), t)
sides = [slope.subs(t, number).evalf() for number in (-1e-3, 1e-3)]
print(f"one variable: {slope.subs(t, 0)} at 0, {sides} beside it")
assert slope.subs(t, 0) == Rational(3, 2) and all(abs(side - 1) < 2e-6 for side in sides)

length = sqrt(x**2 + y**2)
assert at(length, {x: 0, y: 0}) == [0, nan]
both = [diff(length, name).subs({x: 0, y: 0}, simultaneous=True) for name in (x, y)]
assert both == [nan, nan]
PYTHON
echo "as described"
