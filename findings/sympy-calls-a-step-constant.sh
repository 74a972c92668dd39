#!/usr/bin/env bash
# SymPy 1.14.0: is_constant() answers True for a formula that jumps, unless it jumps near 0.
#
# The documentation says of is_constant(): "Return True if self is constant, False if not, or None if the constancy could
# not be determined conclusively". Expected: a formula that is 0 below 5 and 1 above is not constant, or SymPy cannot
# tell.
#
# Seen: True, also with simplify=True. The formula is tried at 0, at 1 and at chance numbers between -1 and 1, and then
# differentiated. The derivative of each piece is 0, and nobody looks at the border. The same step at 1/2 is not
# constant, and sign(x - 5) is not constant either. A formula that is 1 at the single number 5 is called constant, too.
#
# Where it matters: (f - g).is_constant() is the obvious question of whoever compares two derivatives, or two
# antiderivatives, which may differ by a constant. It confirms a formula with a wrong piece. equals() is right here, and
# so is simplify(), which leaves the piece.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q sympy==1.14.0

venv/bin/python - <<'PYTHON'
from sympy import Eq, Piecewise, Rational, Symbol, sign, simplify

x = Symbol("x", real=True)
needle = (x > Rational(4999, 1000)) & (x < Rational(5001, 1000))
jumping = {
    "1 above 5": (Piecewise((1, x > 5), (0, True)), 6),
    "1 above 100": (Piecewise((1, x > 100), (0, True)), 101),
    "1 at 5": (Piecewise((1, Eq(x, 5)), (0, True)), 5),
    "1 between 4.999 and 5.001": (Piecewise((1, needle), (0, True)), 5),
}
for name, (formula, there) in jumping.items():
    values = [formula.subs(x, at) for at in (0, there)]
    print(f"{name}: at 0 and at {there} it is {values}; is_constant() = {formula.is_constant()}")
    assert values == [0, 1]
    assert formula.is_constant() is True and formula.is_constant(simplify=True) is True
    assert formula.equals(0) is False

between = Piecewise((1, x > Rational(1, 2)), (0, True))
print(f"1 above 1/2: is_constant() = {between.is_constant()}; sign(x - 5): {sign(x - 5).is_constant()}")
assert between.is_constant() is False and sign(x - 5).is_constant() is False

right = 3 * x**2 - 12 * x + 11
wrong = Piecewise((0, needle), (right, True))
shifted = Piecewise((right + 1, x > 5), (right, True))
print(f"a derivative and one that is larger by 1 above 5: {simplify(shifted - right).is_constant()}")
assert simplify(shifted - right).is_constant() is True
assert simplify(wrong - right) != 0
PYTHON
echo "as described"
