# %% [markdown]
# # Lecture 001: layers
#
# Slides on chapter 5 of "Deep Learning from Scratch" (ゼロから作るDeepLearning, 5章 誤差逆伝播法 2/2) build a network
# from layers (レイヤ). Each passes numbers forwards (順伝播) and gradients backwards (逆伝播): the upstream gradient
# times its local derivative (局所的な微分). Here each layer is worked out by the slide's formula, and by the engine.

# %%
import math
from collections.abc import Sequence
from typing import Any

from autograd import Value, dot, exp, grad, log_softmax, relu, sigmoid, softmax, steps, total
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
# ## Multiplication and addition: two apples at 100, and 10 % tax

# %%
apple, apple_num, tax = Value(100, name="apple"), Value(2, name="apple_num"), Value(1.1, name="tax")
price = apple * apple_num * tax
shown(steps(price))

# %%
dout = 1.1  # what reaches apple * apple_num from above
of_apples = gradients(price, [apple, apple_num])
compare("dx = dout · y, dy = dout · x", "乗算レイヤの実装", [dout * 2, dout * 100], of_apples)
compare("2.2, 110, of 220", "りんごの値段の問題", [2.2, 110, 220], [*of_apples, price.data])
x, y = Value(100.0), Value(150.0)
compare("dx = dout · 1, dy = dout · 1", "加算レイヤの実装", [1.1 * 1, 1.1 * 1], gradients((x + y) * 1.1, [x, y]))

# %% [markdown]
# ## Activations (活性化関数)
#
# ReLU at 0 has no derivative; 0 there is a convention. Of sigmoid the slides give y² exp(-x), then y(1 - y), and as the
# final result y(y - 1).

# %%
at = [-1.0, 0.0, 2.0]
of_relu = [gradients(relu(x), [x])[0] for x in map(Value, at)]
compare("1 for x > 0, else 0", "ReLUレイヤの勾配", [1.0 if x > 0 else 0.0 for x in at], of_relu)

of_sigmoid = [gradients(sigmoid(x), [x])[0] for x in map(Value, at)]
ys = [1 / (1 + math.exp(-x)) for x in at]
by_exp = [y**2 * math.exp(-x) for x, y in zip(at, ys, strict=True)]
compare("y² exp(-x)", "Sigmoidレイヤの勾配", by_exp, of_sigmoid)
compare("y(1 - y)", "Sigmoidレイヤの勾配の簡略化", [y * (1 - y) for y in ys], of_sigmoid)
because = "the sign is flipped: at x = 0 it is 0.25, and not -0.25"
compare("y(y - 1)", "Sigmoidレイヤの勾配 (last)", [y * (y - 1) for y in ys], of_sigmoid, because)

# %% [markdown]
# ## Affine, for a batch of two data (バッチ): Y = XW, of_X = dY Wᵀ, of_W = Xᵀ dY
#
# X has to be a matrix: for one datum, a row of shape 1 × 2. For a vector of shape (2), as printed, Xᵀ is X itself, and
# Xᵀ dY is no matrix.

# %%
X, W = [[1.0, 2.0], [-1.0, 0.5]], [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]
X_, W_ = ([[Value(number) for number in row] for row in matrix] for matrix in (X, W))
loss = total([exp(dot(x, column)) for x in X_ for column in zip(*W_, strict=True)])  # so that dY = exp(Y)
upstream = [[math.exp(sum(X[n][i] * W[i][j] for i in range(2))) for j in range(3)] for n in range(2)]
of_x = [sum(upstream[n][j] * W[i][j] for j in range(3)) for n in range(2) for i in range(2)]
of_w = [sum(X[n][i] * upstream[n][j] for n in range(2)) for i in range(2) for j in range(3)]
compare("dX = dY Wᵀ", "Affineレイヤの逆伝播", of_x, gradients(loss, [x for row in X_ for x in row]))
compare("dW = Xᵀ dY", "Affineレイヤの逆伝播", of_w, gradients(loss, [w for row in W_ for w in row]))

# %% [markdown]
# ## Softmax, and softmax with loss
#
# The gradient Y - T is that of one datum, with targets of sum 1. A mean over N data divides it by N.

# %%
scores = [Value(score) for score in (4.96578994, 4.60163166, 3.22858034, 4.39713805, 0.3080219)]
printed = [0.40873582, 0.28398197, 0.07194194, 0.23146233, 0.00387793]
Y = [share.data for share in softmax(scores)]
compare("softmax, eight decimals", "Softmax関数について", printed, [round(share, 8) for share in Y])
T = [0.0, 0.0, 0.0, 1.0, 0.0]
Y_T = [y - t for y, t in zip(Y, T, strict=True)]
compare("dA = Y - T", "Softmax-with-Lossレイヤの逆伝播", Y_T, gradients(-dot(T, log_softmax(scores)), scores))
half = total([(a - t) ** 2 for a, t in zip(scores, T, strict=True)]) / 2
A_T = [a.data - t for a, t in zip(scores, T, strict=True)]
compare("the same for ½Σ(a - t)²", "Softmax-with-Lossレイヤの逆伝播", A_T, gradients(half, scores))

# %% [markdown]
# ## The gradient check (勾配確認), and a step
#
# Backpropagation is compared with numerical differentiation (数値微分): (L(w + h) - L(w - h)) / 2h, here to 8 digits.
# The step that follows is said to go in the direction of the gradient (勾配方向). It goes against it.


# %%
def network(w: Sequence[Any]) -> Any:
    return -dot([0.0, 1.0], log_softmax([sigmoid(w[0] * 0.5 - w[1]), sigmoid(w[2] * 0.5 + w[3])]))


def moved(i: int, h: float) -> float:
    return float(network([Value(w + h * (i == k)) for k, w in enumerate(weights)]))


weights, h = [0.3, -0.2, 0.8, 0.1], 1e-4
numerical = [(moved(i, h) - moved(i, -h)) / (2 * h) for i in range(4)]
leaves = [Value(w) for w in weights]
backward = gradients(network(leaves), leaves)
compare("backward = numerical", "勾配確認", [round(g, 8) for g in numerical], [round(g, 8) for g in backward])

w = Value(1.0)
[slope] = gradients(w**2, [w])
along, against = (1 + 0.1 * slope) ** 2, (1 - 0.1 * slope) ** 2
print(f"\nL = w² at w = 1, a step of 0.1 dL/dw: L becomes {along:.6g} along the gradient, {against:.6g} against it")
compare("a step along the gradient", "学習のステップ 3", [along], [against], "w - η dL/dw lowers the loss")

# %%
shown(Table(["formula", "slide", "verdict"], verdicts))
