#!/usr/bin/env bash
# tinygrad 0.14.0: erf, asin and atan have the slope 0 at 0, where it is 1.128, 1 and 1.
#
# Expected: erf'(0) = 2/sqrt(pi) = 1.128, asin'(0) = atan'(0) = 1; an approximation of seven digits has seven digits.
#
# Seen, in float64: at 1e-9 the slopes are right to six digits. At 0 all three are exactly 0. The functions are
# calculated as sign(x)*g(abs(x)) with a polynomial g, and the slopes of sign and abs at 0 are 0. Nothing else tells:
# the values are odd functions as they should be, and sinh, tanh and sin have the slope 1 at 0.
#   Near 0 the values have no right digit at all: g(0) is not 0, but about 1e-9 in erf and 2.2e-8 in asin. So
#   erf(1e-12) is 1e-9, asin(1e-9) is 2.3e-8, and each function jumps at 0.
#
# Where it matters: 0 is where inputs and weights begin. With the exact GELU, gelu(approximate="none"), the slope at 0
# is right, 0.5, but its second derivative is 0 (true: 0.798), since it is made of the slope of erf.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q tinygrad==0.14.0

# One of tinygrad's own compilers, so that no other is needed.
export DEV=CPU:X86
[[ $(uname -m) == x86_64 ]] || export DEV=CPU
venv/bin/python - <<'PYTHON'
import math

from tinygrad import Tensor, dtypes


def derivatives(f, number):
    leaf = Tensor([number], dtype=dtypes.float64)
    (first,) = f(leaf).sum().gradient(leaf)
    (second,) = first.sum().gradient(leaf)
    return f(leaf).item(), first.item(), second.item()


def told(f, number):
    value, slope, _ = derivatives(f, number)
    print(f"{f.__name__} at {number}: value {value:.9g}, slope {slope:.9g}")
    return value, slope


for f, steep in (Tensor.erf, 2 / math.sqrt(math.pi)), (Tensor.asin, 1), (Tensor.atan, 1):
    assert told(f, 0.0) == (0, 0)
    for near in 1e-9, -1e-9:
        assert math.isclose(told(f, near)[1], steep, rel_tol=1e-5)
assert told(Tensor.erf, 1e-12)[0] > 900e-12 and told(Tensor.asin, 1e-9)[0] > 20e-9
assert told(Tensor.asin, -1e-9)[0] < -20e-9
for f in Tensor.sinh, Tensor.tanh, Tensor.sin:
    assert told(f, 0.0) == (0, 1)


def gelu(leaf):
    return leaf.gelu(approximate="none")


print(f"gelu at 0: {derivatives(gelu, 0.0)}; at 1e-6: {derivatives(gelu, 1e-6)}")
assert derivatives(gelu, 0.0) == (0, 0.5, 0)
assert math.isclose(derivatives(gelu, 1e-6)[2], math.sqrt(2 / math.pi), rel_tol=1e-5)
PYTHON
echo "as described"
