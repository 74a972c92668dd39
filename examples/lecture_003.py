# %% [markdown]
# # Lecture 003: an autoencoder with tied weights
#
# The sixth lecture on machine learning (機械学習, 6回目) asks for partial derivatives where dependencies are tangled
# (複雑な依存関係). An autoencoder (自己符号化器) learns to return its input. With tied weights its decoder has the
# weights of its encoder, w⁽¹⁾_{i,j} = w⁽²⁾_{j,i} = w_{j,i}, so that every weight is used twice. Here are J = 3 inputs
# and I = 2 hidden units; each formula is worked out by hand, in plain floats, and by the engine.

# %%
import math
from collections.abc import Sequence

from autograd import Value, dot, grad, sigmoid, steps, total
from autograd.language.notebook import shown
from autograd.language.text import Table, number

verdicts: list[list[str]] = []


def compare(formula: str, slide: str, by_hand: Sequence[float], truth: Sequence[float], because: str = "") -> None:
    same = len(by_hand) == len(truth) and all(map(math.isclose, by_hand, truth))
    verdict = "confirmed" if same else f"refuted: {because}"
    slides, true = ("  ".join(map(number, numbers)) for numbers in (by_hand, truth))
    print(f"\n{formula}\n  slide  {slides}\n  truth  {true}\n  {verdict}")
    verdicts.append([formula, slide, verdict])


def f(net: float) -> float:
    return 1 / (1 + math.exp(-net))


# %% [markdown]
# ## Forwards (順伝播)
#
# Thresholds θ are weights, with a minus, of a unit that is always 1.

# %%
J, I = range(3), range(2)
w = [[0.5, -0.4], [0.3, 0.8], [-0.6, 0.2]]  # w[j][i]
x, theta_2, theta_3 = [1.0, 0.5, -1.0], [0.1, -0.2], [0.0, 0.3, -0.1]

net_2 = [sum(x[j] * w[j][i] for j in J) - theta_2[i] for i in I]
o_2 = [f(net) for net in net_2]
net_3 = [sum(o_2[i] * w[j][i] for i in I) - theta_3[j] for j in J]
o_3 = [f(net) for net in net_3]

W = [[Value(w[j][i], name=f"w{j + 1}{i + 1}") for i in I] for j in J]
H = [sigmoid(dot([W[j][i] for j in J], x, -theta_2[i])) for i in I]
N = [dot(W[j], H, -theta_3[j]) for j in J]
O = [sigmoid(net) for net in N]
E = total([(o - x_j) ** 2 for o, x_j in zip(O, x, strict=True)]) / 2
compare("o⁽³⁾ = f(net⁽³⁾)", "偏微分(2)", o_3, [o.data for o in O])

# %% [markdown]
# ## What one weight does
#
# w_{j,i} is in net_j directly, and in every net_k through the hidden unit i. So ∂net_k/∂w_{j,i} has one term, and for
# k = j a second one, o_i.

# %%
slope_2, slope_3 = [o * (1 - o) for o in o_2], [o * (1 - o) for o in o_3]
error_3 = [o - x_j for o, x_j in zip(o_3, x, strict=True)]


def dnet_dw(k: int, j: int, i: int) -> float:
    return slope_2[i] * x[j] * w[k][i] + (o_2[i] if k == j else 0.0)


places = [(j, i) for j in J for i in I]
for k in J:
    of_net = [g.data for g in grad(N[k], [W[j][i] for j, i in places])]
    compare(f"∂net_{k + 1}/∂w_ji", "偏微分(3), (4)", [dnet_dw(k, j, i) for j, i in places], of_net)

# %% [markdown]
# ## The chain rule (連鎖律, チェーンルール)
#
# With net_j alone it is wrong, and the lecture strikes it out. It takes the sum over all k.

# %%
true = [g.data for g in grad(E, [W[j][i] for j, i in places])]
alone = [error_3[j] * slope_3[j] * dnet_dw(j, j, i) for j, i in places]
because = "every net_k depends on w_ji, not net_j alone (the slide says so)"
compare("∂E/∂net_j · ∂net_j/∂w_ji", "偏微分(1), struck out", alone, true, because)
chain = [sum(error_3[k] * slope_3[k] * dnet_dw(k, j, i) for k in J) for j, i in places]
compare("Σ_k ∂E/∂net_k · ∂net_k/∂w_ji", "偏微分(1)", chain, true)
through_hidden = [sum(error_3[k] * slope_3[k] * w[k][i] for k in J) * slope_2[i] * x[j] for j, i in places]
direct = [error_3[j] * slope_3[j] * o_2[i] for j, i in places]
both = [a + b for a, b in zip(through_hidden, direct, strict=True)]
compare("Σ_k … w_ki f'(net_i) o_j + … o_i", "偏微分(5)", both, true)

# %% [markdown]
# The two parts are the gradients of an encoder and of a decoder that have weights of their own. Tying adds them up, as
# the engine does for any number that is used twice.

# %%
encoder, decoder = ([[Value(w[j][i]) for i in I] for j in J] for _ in range(2))
hidden = [sigmoid(dot([encoder[j][i] for j in J], x, -theta_2[i])) for i in I]
outputs = [sigmoid(dot(decoder[j], hidden, -theta_3[j])) for j in J]
untied = total([(o - x_j) ** 2 for o, x_j in zip(outputs, x, strict=True)]) / 2
untied.backward()
compare("encoder's part", "偏微分(5), first term", through_hidden, [encoder[j][i].grad for j, i in places])
compare("decoder's part", "偏微分(5), second term", direct, [decoder[j][i].grad for j, i in places])

# %% [markdown]
# Every product that reaches w₁₁ on its way back: one per use.

# %%
uses = [step for step in steps(E).backward if step.input is W[0][0]]
rows = [[number(x) for x in (step.upstream, step.local, step.product, step.total_so_far)] for step in uses]
shown(Table(["upstream", "× local (局所的な微分)", "= product", "total so far"], rows, right=range(4)))

# %%
shown(Table(["formula", "slide", "verdict"], verdicts))
