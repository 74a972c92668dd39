# %% [markdown]
# # By hand: a worksheet, and what marking says
#
# The exercise that ends lecture 004 (手計算でNNを学習せよ): train a network by hand, once, and say how far the loss
# falls. The slide's drawing is not in the text; this network has two inputs, two hidden units with ReLU, two classes
# with softmax and cross-entropy, and numbers that make the work short.

# %%
from autograd import Value, dot, explain_result, log, mark, relu, softmax, worksheet
from autograd.language import say
from autograd.language.notebook import shown


def values(**numbers: float) -> list[Value]:
    return [Value(number, name=name) for name, number in numbers.items()]


x = values(x1=1.0, x2=2.0)
W1 = [values(w11=0.0, w21=1.0), values(w12=1.0, w22=0.0)]  # w_ij leads from input i to hidden unit j
W2 = [values(u11=1.0, u21=-1.0), values(u12=0.0, u22=1.0)]
b1, b2 = values(b1=0.0, b2=0.0), values(c1=0.0, c2=0.0)

h = [relu(dot(w, x, b)) for w, b in zip(W1, b1, strict=True)]
a = [dot(u, h, c) for u, c in zip(W2, b2, strict=True)]
L = -log(softmax(a)[0])  # class 1 is right
L.name = "L"

sheet = worksheet(L, learning_rate=0.1)
shown(sheet)

# %% [markdown]
# `sheet.save("sheet.csv")` writes it for a spreadsheet, `sheet.save("solution.md", answers=True)` with all numbers.
#
# A learner fills it in, right to four digits but for two slips. The gradient of the hidden unit v4 has two paths to the
# loss, and the second contribution overwrote the first; what follows was worked out from the number 0.5, and is right
# from there. At the end the improvement has the wrong sign.

# %%
answers = {row.key: f"{row.answer:.4g}" for row in sheet.rows}
answers |= {"grad v4": "0.5", "grad v3": "0.5", "grad w12": "0.5", "grad w22": "1", "grad b2": "0.5"}
answers |= {"grad x1 from v3": "0.5", "grad x1": "1/2", "new w12": "０．９５", "new w22": "-0.1", "new b2": "-0.05"}
answers |= {"new L": "0.1960", "improvement": "0.1960 - 0.6931"}
shown(mark(sheet, answers))

# %% [markdown]
# The same in Japanese, with the numbers told:

# %%
shown(mark(sheet, answers, lang="ja", reveal=True))

# %% [markdown]
# A published result can be wrong as a whole. Somebody reports that the loss is 0.160224 after the step:

# %%
by_hand = {row.key: row.answer for row in sheet.rows}
before, after, improvement = (f"{by_hand[key]:.6f}" for key in ("L", "new L", "improvement"))
print("\n" + say("example: loss falls", before=before, after=after, improvement=improvement))
shown(explain_result(L, "0.160224", learning_rate=0.1))
