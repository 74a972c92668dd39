#!/usr/bin/env bash
# PyTorch 2.13.0 on a CPU: whether sinh(710) is a number depends on how many numbers stand beside it.
#
# sinh(710) is 1.117e308, which float64 holds; exp(710) is not. torch.sinh works element by element, so the expected
# result is 1.117e308 in each element of a tensor that is full of 710, or infinity in each of them.
#
# Seen, in float64: 1.117e308 for one element; infinity for 16 or 32 elements; for 33 elements infinity in the first 32
# and 1.117e308 in the last. cosh does the same, and in float32 both do so from 88.8 on. The elements of a tensor are
# taken in blocks of the processor's vectors, by a library whose sinh overflows with exp; those that are left over go
# through the C library. The gradient, which multiplies by cosh, is infinite in the same places. Also small numbers
# differ by their place, in the last digit: sinh, cosh and atanh of 33 equal numbers are two numbers, while sin, exp,
# tanh and the others are one. Known for float32 since 2020: https://github.com/pytorch/pytorch/issues/48641.
# With ATEN_CPU_CAPABILITY=default, without vectors, all elements are right, and equal.
#
# Where it matters: one example is right, and the same example in a batch is infinite, or differs in the last digit. A
# test with a few numbers does not see it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q torch==2.13.0

cat > seen.py <<'PYTHON'
import math
import sys
import warnings

warnings.simplefilter("ignore")  # that NumPy is not there
import torch


def found(function, number, count, dtype=torch.float64):
    """The different results for so many equal numbers."""
    results = {*function(torch.full((count,), number, dtype=dtype)).tolist()}
    print(f"{function.__name__} of {count} times {number}: {sorted(results)}")
    return results


if sys.argv[1] == "with vectors":
    for function, one in ((torch.sinh, math.sinh(710.0)), (torch.cosh, math.cosh(710.0))):
        assert found(function, 710.0, 1) == {one}
        assert found(function, 710.0, 16) == found(function, 710.0, 32) == {math.inf}
        assert found(function, 710.0, 33) == {math.inf, one}
        assert math.inf in found(function, 88.8, 33, torch.float32) and math.isfinite(function(torch.tensor(88.8)))
    x = torch.full((33,), 710.0, dtype=torch.float64, requires_grad=True)
    torch.sinh(x).sum().backward()
    assert [*map(math.isfinite, x.grad.tolist())] == [False] * 32 + [True]
    assert len(found(torch.sinh, 3.955362713138112, 33)) == len(found(torch.atanh, 0.5378489661762659, 33)) == 2
    numbers = [0.001 * i for i in range(1, 1000)]
    for function in (torch.sin, torch.cos, torch.exp, torch.log, torch.tanh, torch.asinh, torch.erf):
        assert all(len({*function(torch.full((33,), x, dtype=torch.float64)).tolist()}) == 1 for x in numbers)
else:
    assert found(torch.sinh, 710.0, 33) == {math.sinh(710.0)}
    assert len(found(torch.sinh, 3.955362713138112, 33)) == 1
PYTHON
if grep -qw avx2 /proc/cpuinfo; then
    ATEN_CPU_CAPABILITY=avx2 venv/bin/python seen.py "with vectors"
fi
ATEN_CPU_CAPABILITY=default venv/bin/python seen.py "without"
echo "as described"
