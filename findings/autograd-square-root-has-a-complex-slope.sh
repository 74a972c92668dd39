#!/usr/bin/env bash
# HIPS autograd 1.9.1: where np.sqrt(x) is nan, its gradient is a complex number, or 2e-17, and nan only for an array.
#
# Expected: at x = -2.0 the square root is nan, with NumPy's warning, and so is its gradient: nan in, nan out. A guard,
# np.where(x > 0, np.sqrt(x), 0.0), may have the gradient 0 or nan.
#
# Seen: np.sqrt(-2.0) is nan, and grad(np.sqrt)(-2.0) is (2.2e-17-0.354j), for the rule calculates x**-0.5, and Python's
# own power of a negative float is complex. The guarded root has the complex gradient 0j. grad(lambda x: x**0.5) throws
# the imaginary part away: its gradient is 2.2e-17, the value itself a complex number. With np.array(-2.0) all of them
# are nan.
#
# Where it matters: a domain error that shows as nan in an array is a tiny slope, or a sudden complex number, when the
# same function is tried out with a plain float; one step of gradient descent then makes the parameter complex.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q autograd==1.9.1

venv/bin/python -W ignore - <<'PYTHON'
import math

import autograd.numpy as np
from autograd import grad

functions = {
    "np.sqrt(x)": np.sqrt,
    "np.where(x > 0, np.sqrt(x), 0.0)": lambda x: np.where(x > 0, np.sqrt(x), 0.0),
    "x**0.5": lambda x: x**0.5,
}
found = {}
for name, f in functions.items():
    found[name] = grad(f)(-2.0)
    of_array = grad(f)(np.array(-2.0))
    print(f"{name} at -2.0: {f(-2.0)}, gradient {found[name]}; of an array: {of_array}")
    assert not np.iscomplexobj(of_array) and math.isnan(of_array)

assert math.isnan(np.sqrt(-2.0))
root, guarded, power = found.values()
assert np.iscomplexobj(root) and abs(root.imag + 0.5 / math.sqrt(2)) < 1e-15 and abs(root.real) < 1e-16
assert np.iscomplexobj(guarded) and guarded == 0
assert not np.iscomplexobj(power) and 0 < power < 1e-16
assert math.isclose(grad(np.sqrt)(2.0), 0.5 / math.sqrt(2), rel_tol=1e-15)
PYTHON
echo "as described"
