# %% [markdown]
# # Newton's method: derivatives that find roots and minima
#
# Replace a function by its tangent line and go to where the line is zero: that is a step towards a root. Replace it by
# its tangent parabola and go to the bottom: that is a step towards a minimum, and it takes second derivatives.

# %%
import math
from collections.abc import Sequence
from operator import mul

from autograd import Value, grad, hessian, hessian_vector_product, jacobian
from autograd.language.notebook import shown
from autograd.language.text import Table

# %% [markdown]
# ## A root: the square root of 2
#
# √2 is where f(x) = x² - 2 is zero. A step goes from x to x - f(x) / f'(x). The new error is about the square of the
# old one times f'' / (2 f'), so the number of correct digits doubles, until a float has no more of them.


# %%
def f(x: Value) -> Value:
    return x**2 - 2


root = math.sqrt(2)
x, before, rows = Value(1.0), 0.0, []
for step in range(6):
    error = abs(x.data - root)
    digits = -math.log10(max(error / root, 2**-53))  # 2**-53 is where a float rounds
    ratio = f"{error / before**2:.3f}" if before > 1e-8 else ""  # below, the square is lost in rounding
    rows.append([str(step), f"{x.data:.15f}", f"{error:.1e}", f"{digits:.1f}", ratio])
    y = f(x)
    [slope] = grad(y, [x])
    x, before = Value(x.data - y.data / slope.data), error
shown(Table(["step", "x", "error", "correct digits", "error / previous error²"], rows, right=range(5)))

# %%
x = Value(root)
[slope] = grad(f(x), [x])
[curvature] = grad(slope, [x])
print(f"\nf'' / (2 f') at the root: {curvature.data / (2 * slope.data):.3f}")

# %% [markdown]
# ## A minimum: the bottom of Rosenbrock's valley
#
# In two variables the slope becomes the gradient g, and the curvature the Hessian H. The step s solves H s = -g: two
# equations, for which Cramer's rule will do. The valley is curved and narrow, and its lowest point is (1, 1).


# %%
def rosenbrock(x: Value, y: Value) -> Value:
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def newton_step(at: Sequence[float]) -> list[float]:
    [[gx, gy]] = jacobian(rosenbrock, at)
    [[a, b], [c, d]] = hessian(rosenbrock, at)
    return [(b * gy - d * gx) / (a * d - b * c), (c * gx - a * gy) / (a * d - b * c)]


start, bottom, close = [-1.2, 1.0], [1.0, 1.0], 1e-6
point, steps, rows = start, 0, []
while True:
    height = rosenbrock(*map(Value, point))
    rows.append([str(steps), *(f"{p:.6f}" for p in point), f"{height:.2e}", f"{math.dist(point, bottom):.1e}"])
    if math.dist(point, bottom) < close:
        break
    point, steps = [p + s for p, s in zip(point, newton_step(point), strict=True)], steps + 1
shown(Table(["step", "x", "y", "f(x, y)", "distance to (1, 1)"], rows, right=range(5)))

# %% [markdown]
# Steps 2 and 4 climb: where a parabola fits badly, Newton's method may go up, or to a saddle, and programs that rely on
# it add a safeguard. Near the minimum it squares the error, as above.
#
# Gradient descent needs no H, and its steps are cheaper. But the valley curves 2508 times as much across as along (the
# eigenvalues of H at (1, 1) are 1001.6 and 0.4). A rate above 2 / 1001.6 overshoots across the valley, and one below
# hardly moves along it. The rate here, 0.0019, is almost the highest possible one.

# %%
x, y = Value(start[0]), Value(start[1])
descents = 0
while math.dist([x.data, y.data], bottom) >= close:
    x.grad = y.grad = 0.0
    rosenbrock(x, y).backward()
    x.data -= 0.0019 * x.grad
    y.data -= 0.0019 * y.grad
    descents += 1
print(f"\nsteps to within {close:g} of the minimum: Newton {steps}, gradient descent {descents}")

# %% [markdown]
# ## Without the Hessian
#
# For n variables H has n² numbers. Where H is positive definite, the method of conjugate gradients solves H s = -g with
# n products of H and a vector, but for rounding. `hessian_vector_product` gives these without ever forming H.

# %%
[gradient] = jacobian(rosenbrock, start)
solution, residual = [0.0, 0.0], [-g for g in gradient]
direction = residual
for _ in start:
    product = hessian_vector_product(rosenbrock, start, direction)
    square = sum(map(mul, residual, residual))
    length = square / sum(map(mul, direction, product))
    solution = [s + length * d for s, d in zip(solution, direction, strict=True)]
    residual = [r - length * p for r, p in zip(residual, product, strict=True)]
    turn = sum(map(mul, residual, residual)) / square
    direction = [r + turn * d for r, d in zip(residual, direction, strict=True)]
print("\nfirst step with Cramer's rule:       ", "  ".join(f"{s:.9f}" for s in newton_step(start)))
print("first step with conjugate gradients: ", "  ".join(f"{s:.9f}" for s in solution))
