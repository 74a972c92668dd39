# %% [markdown]
# # Lecture 004: by hand
#
# Slides for those who want to understand neural networks completely (ニューラルネットワークを完全に理解したい, 第2回)
# go from the chain rule (連鎖律) to matrix forms, and end with an exercise: train a network by hand, once.

# %%
import math
from collections.abc import Sequence
from typing import Any

from autograd import Value, dot, grad, log, log_softmax, relu, sin, softmax, steps, total
from autograd.language.notebook import shown
from autograd.language.text import Table, number

verdicts: list[list[str]] = []


def compare(formula: str, slide: str, by_hand: Sequence[float], truth: Sequence[float], because: str = "") -> None:
    same = len(by_hand) == len(truth) and all(map(math.isclose, by_hand, truth))
    verdict = "confirmed" if same else f"refuted: {because}"
    slides, true = ("  ".join(map(number, numbers)) for numbers in (by_hand, truth))
    print(f"\n{formula}\n  slide  {slides}\n  truth  {true}\n  {verdict}")
    verdicts.append([formula, slide, verdict])


def gradients(output: Value, wrt: Sequence[Value]) -> list[float]:
    return [g.data for g in grad(output, wrt)]


# %% [markdown]
# ## The chain rule: exercises (偏微分-演習)

# %%
a, b, x, y = (Value(number) for number in (3.0, 4.0, 0.5, 2.0))
compare("z = ax + by: ∂z/∂x = a", "偏微分-演習", [3.0], gradients(a * x + b * y, [x]))
u, v = x * y, x + sin(y)
of_u, of_v = 2 * u.data * v.data, u.data**2
by_hand = [of_u * 2.0 + of_v * 1, of_u * 0.5 + of_v * math.cos(2.0)]
compare("Σ ∂z/∂u_i ∂u_i/∂x, z = u²v", "連鎖律 多変数", by_hand, gradients(u**2 * v, [x, y]))

# %% [markdown]
# ## The output layer (出力層): right for two classes alone
#
# The slides move one output x_j of the softmax, and take all others to move by as much the other way: ∂x_i/∂x_j = -1.
# Two outputs do that, three do not. The factor x_j(1 - x_j) is one of n terms, for x_i depends on a_j too. The sum of
# all terms is x_j - t_j.


# %%
def output_error(x: list[float], t: list[float]) -> list[float]:
    """The slides' δ_j = (-t_j/x_j + Σ_{i≠j} t_i/x_i) x_j (1 - x_j)."""
    n = range(len(x))
    return [(-t[j] / x[j] + sum(t[i] / x[i] for i in n if i != j)) * x[j] * (1 - x[j]) for j in n]


for classes in 2, 3:
    logits, t = [Value(0.1 * j) for j in range(classes)], [1.0, *[0.0] * (classes - 1)]
    shares = [share.data for share in softmax(logits)]
    true = gradients(-dot(t, log_softmax(logits)), logits)
    because = "∂x_i/∂x_j is not -1"
    compare(f"δ_j by -t_j/x_j + Σ t_i/x_i, n = {classes}", "出力層, 演習①", output_error(shares, t), true, because)
    compare(f"δ_j = x_j - t_j, n = {classes}", "(mended)", [s - t_j for s, t_j in zip(shares, t, strict=True)], true)
outputs = [Value(0.5), Value(0.5)]
true = gradients(-total([t_j * log(x_j) for t_j, x_j in zip([1.0, 0.0], outputs, strict=True)]), outputs)
because = "x_j alone moves: -t_j/x_j"
compare("∂L/∂x_j = -t_j/x_j + Σ t_i/x_i", "公式まとめ", [-1 / 0.5, 1 / 0.5], true, because)

# %% [markdown]
# ## Exercise ③: train a network by hand, once (手計算でNNを学習せよ)
#
# The slide's drawing is not in the text; this network has numbers that make the work short. Two inputs, two hidden
# units with ReLU, two classes; w_ij leads from input i to unit j, u_ij on from there. Class 1 is right, and the
# learning rate η is 0.1.

# %%
x_in, rate = [1.0, 2.0], 0.1
W1, b1 = [[0.0, 1.0], [1.0, 0.0]], [0.0, 0.0]
W2, b2 = [[1.0, 0.0], [-1.0, 1.0]], [0.0, 0.0]


def named(letter: str, W: list[list[float]], b: list[float]) -> Any:
    w = [[Value(w_ij, name=f"{letter}{i}{j}") for j, w_ij in enumerate(row, 1)] for i, row in enumerate(W, 1)]
    return w, [Value(b_j, name=f"{letter}b{j}") for j, b_j in enumerate(b, 1)]


def layer(name: str, x: Any, W: Any, b: Any) -> Any:
    sums = [dot([row[j] for row in W], x, b_j) for j, b_j in enumerate(b)]
    for j, a in enumerate(sums, 1):
        a.name = f"{name}{j}"
    return sums


def loss(hidden: Any, output: Any) -> Value:
    x = [Value(x_i, name=f"x{i}") for i, x_i in enumerate(x_in, 1)]
    h = [relu(z) for z in layer("z", x, *hidden)]
    log_share: Value = log_softmax(layer("a", h, *output))[0]  # that of class 1
    return -log_share


hidden, output = named("w", W1, b1), named("u", W2, b2)
before = loss(hidden, output)
shown(steps(before))

# %% [markdown]
# By hand: h = (2, 1) and a = (1, 1), so both shares are ½ and L = ln 2. From there back (逆伝播), as matrices
# (行列表現): Δ² = x - t = (-½, ½), dL/dW² = hᵀ Δ², dL/dB² = Δ²; Δ¹ = (Δ² W²ᵀ) ⊙ h' = (-½, 1), and so on.

# %%
h = [2.0, 1.0]
delta_2 = [-0.5, 0.5]
delta_1 = [sum(d * w for d, w in zip(delta_2, row, strict=True)) * 1 for row in W2]  # both units are above 0
for letter, (W_, b_), z, delta in ("²", output, h, delta_2), ("¹", hidden, x_in, delta_1):
    true = gradients(before, [w for row in W_ for w in row])
    compare(f"dL/dW{letter} = Xᵀ Δ{letter}", "公式まとめ 行列表現", [x_i * d for x_i in z for d in delta], true)
    compare(f"dL/dB{letter} = Δ{letter}", "演習①, ②", delta, gradients(before, b_))

# %% [markdown]
# Then every parameter takes its step, w ← w - η dL/dw (勾配法), all with gradients at the old weights (更新前の重み).

# %%
parameters = [p for W_, b_ in (hidden, output) for p in [*W_[0], *W_[1], *b_]]
slopes = gradients(before, parameters)
was = [p.data for p in parameters]
for p, slope in zip(parameters, slopes, strict=True):
    p.data -= rate * slope
now = [p.data for p in parameters]
rows = [[str(p.name), *map(number, cells)] for p, *cells in zip(parameters, was, slopes, now, strict=True)]
shown(Table(["parameter", "before", "dL/dw", "after"], rows, right=[1, 2, 3]))

# %%
after = loss(hidden, output)
print(f"\nloss before {before.data:.6f}, after {after.data:.6f}: it falls by {before.data - after.data:.6f}")
print(f"to first order it would fall by η Σ (dL/dw)² = {rate * sum(s * s for s in slopes):.6f}: L bends on the way")
compare("L after = ln(1 + e^-2.1), by hand", "演習③", [math.log(1 + math.exp(-2.1))], [after.data])

# %%
shown(Table(["formula", "slide", "verdict"], verdicts))
