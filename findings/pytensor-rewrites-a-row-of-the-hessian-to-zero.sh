#!/usr/bin/env bash
# PyTensor 3.0.7: rows of the Hessian of a variance, asked for one by one, are 0 or an IndexError.
#
# `pt.grad(pt.grad(z, x)[0], x)` is the first row of the Hessian. Expected: the same numbers as the first row of
# pt.hessian(z, x), and the same with and without rewriting, which only makes formulas faster and stabler.
#
# Seen, for z = sum((x - sum(x))**2) at (0.5, -1.25, 2), whose Hessian is ((4, 2, 2), (2, 4, 2), (2, 2, 4)):
#   The first row is (0, 0, 0), without a warning; the other rows are errors ("index 1 is out of bounds for axis 0 with
#     size 1"). The variance is alike. Of softmax(x)[0] the first row is right, and the others are errors.
#   Both in the default mode and in FAST_COMPILE. With optimizer=None all rows are right, and pt.hessian is right in
#     every mode.
#   sum(x**2), sum(x)**2 and logsumexp(x) are right each way. It takes a sum that is broadcast to the length of x: the
#     index is moved inside, to where there is one number.
#
# Where it matters: penalties of gradients, Newton's method and Fisher information, where rows are taken one by one; a
# model with a centred input gets zeros. No check of the first derivatives shows it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q pytensor==3.0.7 numpy==2.4.6 scipy==1.17.1

export PYTENSOR_FLAGS="base_compiledir=$folder/compiled,cxx="
venv/bin/python -W ignore - <<'PYTHON' 2> errors || { cat errors; exit 1; }
import numpy
import pytensor
import pytensor.tensor as pt
from pytensor.compile.mode import Mode

x = pt.dvector("x")
numbers = [0.5, -1.25, 2.0]
plain = Mode(linker="py", optimizer=None)


def row(z, i, mode):
    try:
        return pytensor.function([x], pt.grad(pt.grad(z, x)[i], x), mode=mode)(numbers).tolist()
    except IndexError as error:
        assert "out of bounds" in str(error)
        return "IndexError"


def rows(name, z, mode):
    found = [row(z, i, mode) for i in range(3)]
    print(f"{name}, {'no rewriting' if mode is plain else mode or 'default'}: {found}")
    return found


def close(found, true):
    return "IndexError" not in found and numpy.allclose(found, true, rtol=1e-12, atol=1e-14)


centred, squares = pt.sum((x - pt.sum(x)) ** 2), numpy.full((3, 3), 2.0) + 2 * numpy.eye(3)
variance, spread = pt.var(x), (numpy.eye(3) - 1 / 3) * 2 / 3
assert close(pytensor.function([x], pt.hessian(centred, x))(numbers), squares)
assert close(pytensor.function([x], pt.hessian(variance, x))(numbers), spread)
for name, z, true in ("sum((x - sum(x))**2)", centred, squares), ("var(x)", variance, spread):
    assert close(rows(name, z, plain), true)
    for mode in None, "FAST_COMPILE":
        first, *others = rows(name, z, mode)
        assert numpy.allclose(first, 0, atol=1e-14) and others == ["IndexError", "IndexError"]

share = pt.special.softmax(x)[0]
true = pytensor.function([x], pt.hessian(share, x))(numbers)
first, *others = rows("softmax(x)[0]", share, None)
assert close(first, true[0]) and others == ["IndexError", "IndexError"]
assert close(rows("softmax(x)[0]", share, plain), true)

for name, z in ("sum(x**2)", pt.sum(x**2)), ("sum(x)**2", pt.sum(x) ** 2), ("logsumexp(x)", pt.logsumexp(x)):
    assert close(rows(name, z, None), pytensor.function([x], pt.hessian(z, x))(numbers))
PYTHON
echo "as described"
