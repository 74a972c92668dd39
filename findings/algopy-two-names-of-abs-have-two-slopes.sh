#!/usr/bin/env bash
# AlgoPy 0.7.2: abs(x) and algopy.absolute(x) have two slopes at 0, and sigmoid's slope is lost where it is easy.
#
# Expected: Python's abs and NumPy's absolute are two names of one function. And of the two tails of the logistic
# function s(x), the left one is easy: s(-40) is 4.2e-18, and the slope is s*(1 - s). At 40, 1 - s is 0 in floats, so most
# engines lose the slope there.
#
# Seen:
#   abs(x) at 0 has the slope 1, algopy.absolute(x) has 0. abs multiplies by 1 unless x < 0, absolute by sign(x).
#     So x*abs(x), which has no second derivative at 0, gets 2 with one and 0 with the other.
#   algopy.special.expit at 40 has the slope 4.248e-18, which is right, and at -40 it has 0 (true: 4.248e-18): the
#     mirror of all other engines. The slope is calculated as b - b*b with b = 1/(exp(x) + 1), which is 1 in floats at
#     -40. The second derivative there comes from a recursion, and is right: 4.248e-18.
#
# Where it matters: a test of an engine against AlgoPy at a kink depends on who typed the formula; and a check of the
# second derivative by differences of the first fails at -40, where both seem easy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q algopy==0.7.2 numpy==2.4.6 scipy==1.17.1

venv/bin/python -W ignore - <<'PYTHON'
import math

import algopy
import numpy
from algopy import UTPM
from algopy.special import expit


def derivatives(name, f, number):
    x = numpy.array([number])
    first = UTPM.extract_jacobian(f(UTPM.init_jacobian(x)[0])).item()
    second = UTPM.extract_hessian(1, f(UTPM.init_hessian(x)[0])).item()
    print(f"{name} at {number}: slope {first:.5g}, second derivative {second:.5g}")
    return first, second


assert derivatives("abs(x)", abs, 0.0)[0] == 1 and derivatives("absolute(x)", algopy.absolute, 0.0)[0] == 0
for number in -2.0, 2.0:
    assert derivatives("abs(x)", abs, number)[0] == derivatives("absolute(x)", algopy.absolute, number)[0]
assert derivatives("x*abs(x)", lambda x: x * abs(x), 0.0) == (0, 2)
assert derivatives("x*absolute(x)", lambda x: x * algopy.absolute(x), 0.0) == (0, 0)

tail = math.exp(-40)
for number, seen in (40.0, tail), (-40.0, 0.0):
    first, second = derivatives("expit(x)", expit, number)
    assert math.isclose(first, seen, rel_tol=1e-14)
    assert math.isclose(second, math.copysign(tail, -number), rel_tol=1e-14)
graph = algopy.CGraph()
x = algopy.Function(numpy.array([-40.0]))
graph.independentFunctionList, graph.dependentFunctionList = [x], [expit(x)[0]]
reverse = graph.gradient(numpy.array([-40.0])).item()
print(f"expit(x) at -40, reverse mode: slope {reverse}")
assert reverse == 0
PYTHON
echo "as described"
