# %% [markdown]
# # Lecture 002: convolutional networks
#
# The seventh lecture of a course on intelligent programming (知能プログラミング演習 I, 第7回) derives backpropagation
# (逆伝播) for convolution (畳み込み層), pooling (プーリング層) and full connection (全結合層). Some of its indices are
# wrong. Here a small network is worked out by its formulas and by the engine: a 4 × 4 image, a filter of
# 2 × 2, tanh, maxima of 2 × 2, two classes. One channel is enough, so k and m are left out.

# %%
import math
from collections.abc import Sequence
from functools import reduce
from itertools import product
from typing import Any

from autograd import Value, dot, grad, log_softmax, maximum, tanh, total
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


def seen(z: Any, i: int, j: int, size: int) -> list[Any]:
    """What unit (i, j) sees, counted from 0, at stride (ストライド) 1."""
    return [z[i + p][j + q] for p, q in product(range(size), repeat=2)]


# %% [markdown]
# ## Forwards (順伝播): u_ij = ⟨W, Z_ij⟩ + b, z = tanh u, then the largest of each 2 × 2, then ⟨W_c, ·⟩ + b_c
#
# A filter of size H leaves d' = (d - H) / β + 1 of d numbers: here 3 of 4, and pooling 2 of 3.

# %%
image = [[0.5, -1.0, 0.3, 0.8], [1.2, 0.1, -0.7, 0.4], [-0.2, 0.9, 0.6, -1.1], [0.7, -0.4, 1.0, 0.2]]
filter_, bias = [[0.6, -0.4], [0.3, 0.9]], 0.1
out_weights, out_biases, target = [[0.5, -0.2, 0.8, 0.1], [-0.6, 0.7, 0.2, -0.3]], [0.0, 0.2], [1.0, 0.0]
grid, pooled_grid = list(product(range(3), repeat=2)), list(product(range(2), repeat=2))

W, b = [[Value(w) for w in row] for row in filter_], Value(bias)
U = [[dot([w for row in W for w in row], seen(image, i, j, 2), b) for j in range(3)] for i in range(3)]
Z = [[tanh(u) for u in row] for row in U]
P = [reduce(maximum, seen(Z, i, j, 2)) for i, j in pooled_grid]
A = [dot(row, P, c) for row, c in zip(out_weights, out_biases, strict=True)]
E = -dot(target, log_softmax(A))

u = [[bias + sum(filter_[p][q] * image[i + p][j + q] for p, q in product(range(2), repeat=2)) for j in range(3)]
     for i in range(3)]  # fmt: skip
compare("u = ⟨W, Z⟩ + b", "畳み込み層", [u[i][j] for i, j in grid], [U[i][j].data for i, j in grid])
compare("d' = (d - H)/β + 1", "畳み込み層", [(4 - 2) / 1 + 1], [len(U)])

# %% [markdown]
# Written out, the slides let p and q run to d', the size of the output, where they mean H. The smallest case is a
# filter of 2 × 2 ones on an image of 2 × 2 ones: d' = 1. The sum of a fully connected layer has the unit's own number
# among the indices of the image, and sees one row of it.

# %%
ones = [[1.0, 1.0], [1.0, 1.0]]
four = [dot(seen(ones, 0, 0, 2), [Value(x) for x in seen(ones, 0, 0, 2)]).data]
because = "p and q go to H = 2, and not to d' = 1"
compare("Σ_{p,q≤d'} w_pq z_pq", "畳み込み層", [sum(ones[p][q] for p in range(1) for q in range(1))], four, because)
because = "⟨W_i, Z⟩ takes every number of the image"
compare("Σ_k Σ_{j≤d'} w_ijk z_ijk", "全結合層 I", [sum(ones[0][j] for j in range(1))], four, because)

# %% [markdown]
# ## Pooling as an inner product: u_ij = ⟨W_ij, Z⟩
#
# For the maximum W_ij is 1 where the largest number lies. For the average it is 1/s² where unit (i, j) looks, and 0
# elsewhere; the slide has 1/s² everywhere.

# %%
z = [[math.tanh(x) for x in row] for row in u]
largest = {(i, j): max(product((i, i + 1), (j, j + 1)), key=lambda at: z[at[0]][at[1]]) for i, j in pooled_grid}
p = [z[x][y] for x, y in largest.values()]
compare("max: 1 at the largest", "プーリング層 I", p, [unit.data for unit in P])
average = [(total(seen(Z, i, j, 2)) / 4).data for i, j in pooled_grid]
compare("average: 1/s²", "プーリング層 I", [sum(map(sum, z)) / 4] * 4, average, "1/s² is for what the unit sees")
there = [sum(seen(z, i, j, 2)) / 4 for i, j in pooled_grid]
compare("average: 1/s² there, else 0", "(mended)", there, average)

# %% [markdown]
# ## Backwards (逆伝播)
#
# δ at the output is softmax - y. Below it, Wᵀ δ; below the pooling, δ goes to where the maximum was, times tanh' there:
# the first slide has this factor, that of the convolution has lost it.

# %%
powers = [math.exp(c + sum(w * x for w, x in zip(row, p, strict=True)))
          for row, c in zip(out_weights, out_biases, strict=True)]  # fmt: skip
delta_out = [power / sum(powers) - y for power, y in zip(powers, target, strict=True)]
compare("δ = f(u) - y", "全結合層 I", delta_out, gradients(E, A))
delta_pool = [sum(d * row[n] for d, row in zip(delta_out, out_weights, strict=True)) for n in range(4)]
compare("δ = Wᵀδ (pooling: f is the identity)", "プーリング層 II, footnote", delta_pool, gradients(E, P))
back = [sum(d for d, at in zip(delta_pool, largest.values(), strict=True) if at == place) for place in grid]
delta = [d * (1 - z[i][j] ** 2) for d, (i, j) in zip(back, grid, strict=True)]
of_u = gradients(E, [x for row in U for x in row])
compare("δ_ij = ⟨δ, W_ij⟩", "畳み込み層 (second slide)", back, of_u, "the factor f'(u_ij) is missing")
compare("δ_ij = ⟨δ, W_ij⟩ f'(u_ij)", "前回の復習", delta, of_u)

# %% [markdown]
# ## The filter: dE/dw_pq = Σ_{s,t} δ_st Z_{s+p,t+q}, dE/db = Σ_{s,t} δ_st
#
# s and t go over the output, to d' = 3. The slide stops at H = 2, the size of the filter.


# %%
def of_filter(limit: int) -> list[float]:
    kept = [(d, s, t) for d, (s, t) in zip(delta, grid, strict=True) if s < limit and t < limit]
    of_w = [sum(d * image[s + p][t + q] for d, s, t in kept) for p, q in product(range(2), repeat=2)]
    return [*of_w, sum(d for d, _, _ in kept)]


true = gradients(E, [*(w for row in W for w in row), b])
compare("Σ_{s,t≤H} δ_st Z, Σ_{s,t≤H} δ_st", "パラメータの更新ルール", of_filter(2), true, "s and t go to d'")
compare("Σ_{s,t≤d'} δ_st Z, Σ_{s,t≤d'} δ_st", "(mended)", of_filter(3), true)

# %%
shown(Table(["formula", "slide", "verdict"], verdicts))
