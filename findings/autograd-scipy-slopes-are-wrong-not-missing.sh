#!/usr/bin/env bash
# autograd 1.9.1 (HIPS): Bessel functions and distribution functions have gradients that are wrong, not missing.
#
# Expected: where a derivative is not implemented, `grad` says so, as it does for the order of gammainc. And where a
# distribution function is constant, outside of its support, its gradient is 0.
#
# Seen:
#   The gradient of jn, iv and ive with respect to the order is 0.0, without a word. For iv at order 1.5 and argument 2
#     the truth is -0.926. The same call for gammainc and betainc raises NotImplementedError.
#   beta.cdf(2; 2, 3) is 1, as all of the distribution lies below 1. Its gradient there is 24. At -1 it is -48.
#   chi2.cdf(-1; 4) is 0, with the gradient -0.41: a density that is negative.
#   beta.logpdf(2; 2, 3) is -inf, with the gradient 2.5: finite, and it points away from the support.
#   The gradients inside of the support are right.
#
# Where it matters: whoever takes this engine's numbers as a reference, or fits an order or a bound with it, gets no
# error. A finite difference shows it at once, a comparison of two gradients by the same rules does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q autograd==1.9.1 numpy==2.4.6 scipy==1.17.1

venv/bin/python -W ignore - <<'PYTHON'
import math

from autograd import grad
from autograd.scipy import special
from autograd.scipy.stats import beta, chi2


def difference(f, x, *others):
    return (f(x + 1e-5, *others) - f(x - 1e-5, *others)) / 2e-5


for name in "jn", "iv", "ive":
    print(f"{name}: slope in its order", grad(getattr(special, name))(1.5, 2.0))
    assert grad(getattr(special, name))(1.5, 2.0) == 0
assert abs(difference(special.iv, 1.5, 2.0) + 0.92599) < 1e-4
for name, others in ("gammainc", (2.0,)), ("betainc", (2.0, 0.3)):
    try:
        grad(getattr(special, name))(1.5, *others)
    except NotImplementedError as refusal:
        print(f"{name}: {refusal}")
    else:
        raise AssertionError(f"{name} has a gradient now")

for name, f, x, others, value, slope in (
    ("beta.cdf", beta.cdf, 2.0, (2.0, 3.0), 1, 24),
    ("beta.cdf", beta.cdf, -1.0, (2.0, 3.0), 0, -48),
    ("beta.logpdf", beta.logpdf, 2.0, (2.0, 3.0), -math.inf, 2.5),
    ("chi2.cdf", chi2.cdf, -1.0, (4.0,), 0, -math.exp(0.5) / 4),
):
    print(f"{name} at {x}: {f(x, *others)}, slope {grad(f)(x, *others):.6g}")
    assert f(x, *others) == value and math.isclose(grad(f)(x, *others), slope, rel_tol=1e-9)
assert math.isclose(grad(beta.cdf)(0.4, 2.0, 3.0), difference(beta.cdf, 0.4, 2.0, 3.0), rel_tol=1e-7)
PYTHON
echo "as described"
