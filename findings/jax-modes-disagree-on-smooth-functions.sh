#!/usr/bin/env bash
# JAX 0.10.2: on smooth functions, reverse and forward mode give different derivatives, and one of them is not a number.
#
# Both modes use the same rules, so a guess is that they agree to the last digits, and above all where the function has
# no kink. `spence` (the dilogarithm) has the derivative log(x)/(1 - x), smooth for all x > 0, with the value -1 at 1.
#
# Seen, in float64 on a CPU:
#   spence from 1 to 2, 2 included: reverse mode gives nan at every number, forward mode is right. Below 1 and above 2
#     both are right. The same holds within jit and vmap.
#   spence at 1: both modes give 0 (true: -1).
#   sinc at 1e-8: reverse mode gives -2.10e-8, forward mode -2.00e-8 (true: -3.29e-8), and the second derivatives are
#     -3.41 and -6.0 (true: -3.29). At 0 itself JAX has a rule of its own and is right.
#   scipy.special.i0 at 0: the slope is 1, and numpy.i0, the same function, has 0 there, which is true. Known, and
#     mended in later versions: https://github.com/jax-ml/jax/issues/40628.
#
# Where it matters: to check one mode against the other is a usual test of an engine. It fails here although the rules
# are right, and passes at spence(1), where both are wrong. Numbers from JAX are no truth next to a removable
# singularity.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q jax==0.10.2

JAX_PLATFORMS=cpu venv/bin/python - <<'PYTHON'
import math

import jax

jax.config.update("jax_enable_x64", True)
from jax.numpy import i0 as numpy_i0, sinc
from jax.scipy.special import i0, spence


def both(name, f, x, true):
    reverse, forward = float(jax.jacrev(f)(x)), float(jax.jacfwd(f)(x))
    print(f"{name} at {x}: reverse {reverse:.9g}, forward {forward:.9g}, true {true:.9g}")
    return reverse, forward


for x in 1.0000001, 1.2, 1.5, 1.7, 2.0:
    true = math.log(x) / (1 - x)
    reverse, forward = both("spence", spence, x, true)
    assert math.isnan(reverse) and math.isclose(forward, true, rel_tol=1e-9)
for x in 0.5, 2.5:
    true = math.log(x) / (1 - x)
    assert all(math.isclose(slope, true, rel_tol=1e-12) for slope in both("spence", spence, x, true))
assert both("spence", spence, 1.0, -1.0) == (0, 0)

third = -(math.pi**2) / 3  # sinc(x) = sin(pi x)/(pi x) = 1 - pi^2 x^2 / 6 + ...
reverse, forward = both("sinc", sinc, 1e-8, third * 1e-8)
assert -2.2e-8 < reverse < -2.05e-8 < forward < -1.9e-8
assert float(jax.jacrev(jax.jacrev(sinc))(1e-8)) > -3.5 > -5.9 > float(jax.jacfwd(jax.jacfwd(sinc))(1e-8))
assert both("sinc", sinc, 0.0, 0.0) == (0, 0)

assert both("jax.scipy.special.i0", i0, 0.0, 0.0) == (1, 1)
assert both("jax.numpy.i0", numpy_i0, 0.0, 0.0) == (0, 0)
PYTHON
echo "as described"
