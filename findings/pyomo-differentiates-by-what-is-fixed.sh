#!/usr/bin/env bash
# Pyomo 6.10.1: a power of a negative number has no numeric derivative if its exponent is a mutable Param, or a Var that
# is fixed.
#
# differentiate(x**p, wrt=x, mode=Modes.reverse_numeric) is asked for one derivative, that by x. Expected at x = -2 with
# p = 2: -4, as with the exponent written as 2, or held by a Param that is not mutable.
#
# Seen: ValueError: math domain error. The pass goes backwards through all that could change, and the derivative by p
# needs log(-2), though nobody has asked for it and p does not vary. The symbolic modes leave that factor out where it is
# not asked for, and answer -4, so the two modes disagree about one expression. With x = 0 it is the same, and where x
# is positive nothing is amiss.
#
# Where it matters: mutable parameters are how a model is solved again with other numbers, and (x - target)**p is a
# common loss. It can be evaluated on both sides of the target, and differentiated on one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q pyomo==6.10.1 sympy==1.14.0

venv/bin/python - <<'PYTHON'
import pyomo.environ as pe
from pyomo.core.expr.calculus.derivatives import Modes, differentiate

model = pe.ConcreteModel()
model.x = pe.Var(initialize=-2.0)
model.p = pe.Param(initialize=2.0, mutable=True)
model.q = pe.Param(initialize=2.0)
model.y = pe.Var(initialize=2.0)
model.y.fix()


def slope(power, mode):
    try:
        return float(pe.value(differentiate(power, wrt=model.x, mode=mode)))
    except ValueError as error:
        return str(error)


powers = {
    "2": model.x**2, "a Param": model.x**model.q, "a mutable Param": model.x**model.p, "a fixed Var": model.x**model.y,
}
for exponent, power in powers.items():
    numeric, *symbolic = [slope(power, mode) for mode in (Modes.reverse_numeric, Modes.reverse_symbolic, Modes.sympy)]
    print(f"x**{exponent} at -2 is {pe.value(power)}; numeric: {numeric}, symbolic: {symbolic}")
    assert pe.value(power) == 4.0 and symbolic == [-4.0, -4.0]
    assert numeric == (-4.0 if exponent in ("2", "a Param") else "math domain error")

model.x.set_value(3.0)
print(f"x**a mutable Param at 3: {slope(powers['a mutable Param'], Modes.reverse_numeric)}")
assert slope(powers["a mutable Param"], Modes.reverse_numeric) == 6.0
PYTHON
echo "as described"
