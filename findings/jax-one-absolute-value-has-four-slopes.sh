#!/usr/bin/env bash
# JAX 0.10.2: |x| has the slope 1, 1/2, 0 or nan at 0, by its name, and hypot at (0, 0) leans to one side.
#
# abs(x), hypot(x, 0), abs(x + 0j) and the norm of the vector [x] are the same function of a real x. Its slope jumps from
# -1 to 1 at 0. Expected: sign(0), which is 0, as other engines have it; or one other number, under each name.
#
# Seen, in float64 on a CPU: jnp.abs gives 1, which is no sign of 0: jnp.sign(0.0) is 0. jnp.hypot(x, 0) gives 0.5, and
# jnp.hypot(x, y) gives (0.5, 0.5) at (0, 0), although hypot is the same for -x and -y. abs of a complex number gives 0,
# and jnp.linalg.norm gives nan. The second derivative of x * abs(x) at 0 is then 2, where that from the left is -2.
#
# Where it matters: an L1 penalty, written with abs, pushes weights that are exactly 0 to the negative side; written with
# a norm, it makes them nan. And a symmetric loss has a gradient at its centre of symmetry that is not 0.
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
import jax.numpy as jnp

names = {
    "jnp.abs(x)": (jnp.abs, 1.0),
    "jnp.hypot(x, 0)": (lambda x: jnp.hypot(x, 0.0), 0.5),
    "jnp.abs(x + 0j)": (lambda x: jnp.abs(x + 0j), 0.0),
    "jnp.linalg.norm([x])": (lambda x: jnp.linalg.norm(jnp.stack([x])), math.nan),
}
for name, (f, seen) in names.items():
    slopes = [float(jax.grad(f)(x)) for x in (-1.0, 0.0, 1.0)]
    print(f"{name}: slopes {slopes} at -1, 0 and 1")
    assert slopes[0] == -1.0 and slopes[2] == 1.0
    assert slopes[1] == seen or math.isnan(slopes[1]) and math.isnan(seen)

both = [float(g) for g in jax.grad(jnp.hypot, (0, 1))(0.0, 0.0)]
second = float(jax.grad(jax.grad(lambda x: x * jnp.abs(x)))(0.0))
print(f"hypot at (0, 0): {both}; x * abs(x) at 0, second derivative: {second}")
assert both == [0.5, 0.5] and second == 2.0 and float(jnp.sign(0.0)) == 0.0
PYTHON
echo "as described"
