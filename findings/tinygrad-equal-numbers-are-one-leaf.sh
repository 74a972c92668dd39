#!/usr/bin/env bash
# tinygrad 0.14.0: two tensors that are made from the same number are one leaf, and so are the constants of a formula.
#
# `a = Tensor(2.0, dtype=dtypes.float64)` and `b = Tensor(2.0, dtype=dtypes.float64)` are two Python objects with two
# names. Expected: the gradient of a*b is (b, a) = (2, 2), as it is for a = 2 and b = 3, where tinygrad says (3, 2).
#
# Seen:
#   a*b at (2, 2) has the gradient (4, 4), a + 5*b has (6, 6), a - b has (0, 0). The two leaves are one node of the
#     graph, since tinygrad keeps equal nodes once, and a number is a node without an identity. Each leaf gets the sum.
#   A leaf can coincide with a number inside a function. atan has the slope 2.2853982 at Tensor(1.0) (true: 0.5), since
#     pi/2 and 1 are constants of its formula. At 0.75 it is right to seven digits, as far as tinygrad's atan goes.
#   A line w*x + b with w = b = 1.0, fitted to two points, has the gradient (50, 50) (true: 36 and 14).
#   From a list, `Tensor([2.0])`, each tensor is a buffer of its own, and all of these are right.
#
# Where it matters: parameters that begin at the same number, as zeros and ones do, and every check of a gradient at 1
# or 2. A check at random numbers never sees it.
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


def slopes(f, *numbers):
    leaves = [Tensor(number, dtype=dtypes.float64) for number in numbers]
    found = [one.item() for one in f(*leaves).sum().gradient(*leaves)]
    print(f"at {numbers}: {found}")
    return found


def product(a, b):
    return a * b


def weighted(a, b):
    return a + 5 * b


def difference(a, b):
    return a - b


assert slopes(product, 2.0, 3.0) == [3, 2] and slopes(product, 2.0, 2.0) == [4, 4]
assert slopes(weighted, 2.0, 3.0) == [1, 5] and slopes(weighted, 2.0, 2.0) == [6, 6]
assert slopes(difference, 2.0, 3.0) == [1, -1] and slopes(difference, 2.0, 2.0) == [0, 0]
for f, right in (product, [2, 2]), (weighted, [1, 5]), (difference, [1, -1]):
    assert slopes(f, [2.0], [2.0]) == right

assert math.isclose(slopes(Tensor.atan, 0.75)[0], 0.64, rel_tol=1e-6)
assert math.isclose(slopes(Tensor.atan, [1.0])[0], 0.5, rel_tol=1e-6)
assert math.isclose(slopes(Tensor.atan, 1.0)[0], 2.2853982, rel_tol=1e-6)

x = Tensor([2.0, 3.0], dtype=dtypes.float64)


def squares(w, b):
    return (w * x + b).square().sum()


assert slopes(squares, [1.0], [1.0]) == [36, 14] and slopes(squares, 1.0, 1.0) == [50, 50]
PYTHON
echo "as described"
