#!/usr/bin/env bash
# PaddlePaddle 3.3.1: a float64 tensor to the power 0.3 is right in eight digits, as the exponent is rounded to float32.
#
# Expected: `x**0.3` of a tensor of float64 is 2**0.3 = 1.2311444133449163 for x = 2, to the last digits, just as `x * 0.3`
# and `x + 0.3` are, and as x**y is for a tensor y.
#
# Seen: 1.2311444235178113, with a relative error of 8e-9: the power of 0.30000001192092896, which is 0.3 in float32. The
# gradient has that exponent as well. Which constants are rounded cannot be told from outside: those of clip and of
# leaky_relu are not, those of pow, elu, celu, hardtanh and softshrink are, and the ones inside of selu.
# max_pool2d starts from the lowest number of float32: doubles that all lie below have the maximum -3.4e38, which none
# of them is, and no gradient.
#
# Where it matters: whoever compares a formula with Paddle's in double precision sees eight digits agree and the others
# not, and looks for a mistake in the formula. With exponents such as 0.5 or 3, which are exact in float32, all is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q paddlepaddle==3.3.1

venv/bin/python -W ignore - <<'PYTHON'
import math

import numpy as np
import paddle
import paddle.nn.functional as F

paddle.set_device("cpu")
single = float(np.float32(0.3))


def double(*numbers):
    return paddle.to_tensor(numbers[0] if len(numbers) == 1 else numbers, dtype="float64", stop_gradient=False)


x = double(2.0)
power = x**0.3
(slope,) = paddle.grad(power, x)
print(f"2**0.3 is {2**0.3!r}; Paddle: {float(power)!r} of {power.dtype}, and 2**0.3 of float32 {2**single!r}")
assert power.dtype == paddle.float64
assert math.isclose(float(power), 2**single, rel_tol=1e-14) and not math.isclose(float(power), 2**0.3, rel_tol=1e-9)
assert math.isclose(float(slope), single * 2 ** (single - 1), rel_tol=1e-14)
assert math.isclose(float(x ** double(0.3)), 2**0.3, rel_tol=1e-15)
assert math.isclose(float(x**0.5), 2**0.5, rel_tol=1e-15)

exact = {
    "x * 0.3": x * 0.3 / 2,
    "x + 0.3": x + 0.3 - 2,
    "clip": paddle.clip(double(0.0), 0.3, 1.0),
    "leaky_relu": -F.leaky_relu(double(-1.0), 0.3),
}
rounded = {
    "elu": -F.elu(double(-500.0), 0.3),
    "celu": -F.celu(double(-500.0), 0.3),
    "hardtanh": F.hardtanh(double(5.0), -0.3, 0.3),
    "softshrink": 1 - F.softshrink(double(1.0), 0.3),
}
for name, value in (exact | rounded).items():
    print(f"0.3 in {name}: {float(value)!r}")
assert all(math.isclose(float(value), 0.3, rel_tol=1e-15) for value in exact.values())
assert all(math.isclose(float(value), single, rel_tol=1e-15) for value in rounded.values())

limit = float(F.selu(double(-500.0)))
print(f"selu(-500): {limit!r} (true: {-1.0507009873554805 * 1.6732632423543772!r})")
assert 1e-9 < abs(limit / (1.0507009873554805 * 1.6732632423543772) + 1) < 1e-8

xs = double(-1e200, -2e200, -3e200, -4e200)
largest = F.max_pool2d(xs.reshape([1, 1, 2, 2]), 2).sum()
(gradient,) = paddle.grad(largest, xs)
print(f"max_pool2d of {xs.tolist()}: {float(largest)!r}, gradient {gradient.tolist()}")
assert float(largest) == -float(np.finfo(np.float32).max) and not gradient.numpy().any()
assert float(paddle.max(xs)) == -1e200
PYTHON
echo "as described"
