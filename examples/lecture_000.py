# %% [markdown]
# # Lecture 000: three layers, and deep ones
#
# The second lecture of a course on intelligent programming (知能プログラミング演習 I, 第2回) derives backpropagation
# (誤差逆伝播法) for networks of three layers and for deep ones. Here each formula is worked out twice at one network:
# by hand, in plain floats as on the slide, and by the engine. (The tests do so at random networks of many sizes.)

# %%
import math
from collections.abc import Sequence
from typing import Any

from autograd import Value, dot, grad, log_softmax, sigmoid, softmax, tanh, total
from autograd.language.notebook import shown
from autograd.language.text import Table, number

verdicts: list[list[str]] = []


def compare(formula: str, slide: str, by_hand: Sequence[float], truth: Sequence[float], because: str = "") -> None:
    same = len(by_hand) == len(truth) and all(map(math.isclose, by_hand, truth))
    verdict = "confirmed" if same else f"refuted: {because}"
    slides, true = ("  ".join(map(number, numbers)) for numbers in (by_hand, truth))
    print(f"\n{formula}\n  slide  {slides}\n  truth  {true}\n  {verdict}")
    verdicts.append([formula, slide, verdict])


def times(W: list[list[float]], z: list[float]) -> list[float]:
    return [sum(w_i * z_i for w_i, z_i in zip(row, z, strict=True)) for row in W]


def products(delta: list[float], z: list[float]) -> list[float]:
    """All numbers of δ zᵀ, row by row."""
    return [d * z_i for d in delta for z_i in z]


def shares(u: list[float]) -> list[float]:
    return [math.exp(u_k) / sum(map(math.exp, u)) for u_k in u]


def gradients(output: Value, W: Any) -> list[float]:
    return [g.data for g in grad(output, [w for row in W for w in row])]


# %% [markdown]
# ## Forwards (順伝播): z = f(Wx), y = g(Vz)
#
# The first column of W and of V holds the weights of the constant 1.

# %%
W = [[0.1, 0.5, -0.3], [-0.2, 0.4, 0.8]]
V = [[0.3, -0.6, 0.9], [0.0, 0.7, -0.4]]
x, y = [1.0, 0.5, -1.5], [1.0, 0.0]

z = [1.0, *(1 / (1 + math.exp(-u)) for u in times(W, x))]
u = times(V, z)

W_, V_ = ([[Value(w) for w in row] for row in weights] for weights in (W, V))
z_ = [1.0, *(sigmoid(dot(row, x)) for row in W_)]
u_ = [dot(row, z_) for row in V_]
compare("g(V f(W x)), g softmax", "3層ニューラルネットワーク", shares(u), [g.data for g in softmax(u_)])

# %% [markdown]
# ## Backwards (逆伝播)
#
# δ₂ = g(Vz) - y, δ₁ = (Ṽᵀ δ₂) ⊙ f'(Wx), where Ṽ is V without its first column. dE/dV = δ₂ zᵀ, dE/dW = δ₁ xᵀ.


# %%
def delta_1(delta_2: list[float]) -> list[float]:
    back = [sum(V[k][j] * delta_2[k] for k in range(2)) for j in (1, 2)]
    return [b * z_j * (1 - z_j) for b, z_j in zip(back, z[1:], strict=True)]


entropy = -dot(y, log_softmax(u_))
delta_2 = [g - y_k for g, y_k in zip(shares(u), y, strict=True)]
compare("dE/dV = δ₂ zᵀ, cross-entropy", "誤差逆伝播法", products(delta_2, z), gradients(entropy, V_))
compare("dE/dW = δ₁ xᵀ, cross-entropy", "誤差逆伝播法", products(delta_1(delta_2), x), gradients(entropy, W_))

# %% [markdown]
# With the squared error (ℓ₂-誤差) as that slide defines it, Σ (y - g)² without ½, the same δ₂ is half of the truth.
# The deep networks further on have the ½, and there it is right.

# %%
square = total([(y_k - u_k) ** 2 for y_k, u_k in zip(y, u_, strict=True)])
delta_2 = [u_k - y_k for u_k, y_k in zip(u, y, strict=True)]
because = "Σ(y - g)² lacks its ½"
compare("dE/dV = δ₂ zᵀ, Σ(y - g)²", "誤差関数の例", products(delta_2, z), gradients(square, V_), because)
compare("dE/dV = δ₂ zᵀ, ½Σ(y - g)²", "誤差関数 (deep)", products(delta_2, z), gradients(square / 2, V_))
compare("dE/dW = δ₁ xᵀ, ½Σ(y - g)²", "誤差関数 (deep)", products(delta_1(delta_2), x), gradients(square / 2, W_))

# %% [markdown]
# ## A deep network
#
# δ_k = (W̃_{k+1}ᵀ δ_{k+1}) ⊙ f'(W_k z_k) from the last layer down to the first. The slide gives every W̃_{k+1} the shape
# q_{r+1} × q_r, that of the last one; the derivation at the end of the lecture has q_{k+2} × q_{k+1}.

# %%
q = [2, 2, 3, 2]
deep = [[[math.sin(7 * k + 3 * i + j) for j in range(q[k] + 1)] for i in range(q[k + 1])] for k in range(3)]
zs = [x]
for layer in deep[:-1]:
    zs.append([1.0, *map(math.tanh, times(layer, zs[-1]))])
deltas = [[g - y_k for g, y_k in zip(shares(times(deep[-1], zs[-1])), y, strict=True)]]
for k in (1, 0):
    back = [sum(row[j] * d for row, d in zip(deep[k + 1], deltas[0], strict=True)) for j in range(1, q[k + 1] + 1)]
    deltas.insert(0, [b * (1 - h * h) for b, h in zip(back, zs[k + 1][1:], strict=True)])

deep_ = [[[Value(w) for w in row] for row in layer] for layer in deep]
out: Any = x
for layer_ in deep_[:-1]:
    out = [1.0, *(tanh(dot(row, out)) for row in layer_)]
error = -dot(y, log_softmax([dot(row, out) for row in deep_[-1]]))
for k in range(3):
    compare(f"dE/dW_{k} = δ_{k} z_{k}ᵀ", "逆伝播の流れ", products(deltas[k], zs[k]), gradients(error, deep_[k]))
compare("W̃_1 is q_{r+1} × q_r", "W_k に関する微分", [q[3], q[2]], [q[2], q[1]], "it is q_2 × q_1")

# %% [markdown]
# ## Numbers on the slides

# %%
confusion = [[10, 3, 3, 4], [2, 8, 5, 5], [0, 5, 12, 3], [3, 2, 3, 12]]
right, data = sum(confusion[c][c] for c in range(4)), sum(map(sum, confusion))  # 混同行列
compare("42/80 = 52.5 %", "課題のための準備", [42, 80, 0.525], [right, data, right / data])
sizes = [1024, 3, 4, 3, 2]
weights = [sizes[k] * sizes[k + 1] for k in range(4)]
compare("3102 weights of 1024-3-4-3-2", "ディープニューラルネットワーク", [3102], [sum(weights)])
because = "W_k has q_k + 1 columns: 3114"
compare("... and those of the constants", "パラメータ", [3102], [sum(weights) + sum(sizes[1:])], because)

# %% [markdown]
# A lower bound for the linear regions that r layers of q ReLU units make of d inputs is printed in two forms, joined by
# ≈. A further layer multiplies the left form by q/d and the right one by (q/d)^d. Here q = 4 and d = 2.

# %%
growth = [4 // 2], [(4 // 2) ** 2]
because = "the left form lacks the exponent d"
compare("(q/d)^{r-1} Σ C(q,j) ≈ (q/d)^{(r-1)d} q^d", "なぜ層を深くするのか?", *growth, because)

# %%
shown(Table(["formula", "slide", "verdict"], verdicts))
