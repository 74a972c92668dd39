# %% [markdown]
# # Shopping: apples and oranges in the lectures' boxes
#
# Two apples at 100 yen, three oranges at 150 yen, 10 % tax. Each box knows one step: `forward` calculates, and
# `backward` takes the gradient of what came out and returns those of what went in. (The example of chapter 5.4 of
# "Deep Learning from Scratch", K. Saitoh, 2016; `apple.py` draws the same as a graph.)
#
# Expected: the price 715, and the gradients 2.2 and 110 for the apples and their number, 3.3 and 165 for the oranges
# and theirs, and 650 for the tax.

# %%
from autograd.language import say
from nn import AddLayer, MulLayer

apples, oranges, sum_of_both, taxed = MulLayer(), MulLayer(), AddLayer(), MulLayer()

# %% [markdown]
# Forward, from what was bought to what it costs:

# %%
apple_price = apples.forward(100, 2)
orange_price = oranges.forward(150, 3)
together = sum_of_both.forward(apple_price, orange_price)
price = taxed.forward(together, 1.1)
print(say("example: price alone", price=f"{price:.6g}"))

# %% [markdown]
# And backward, through the same boxes in the opposite order. The price moves by 1 with itself, so it begins with 1.
# A product passes on the gradient times its other input, a sum passes it on as it is.

# %%
dtogether, dtax = taxed.backward(1)
dapple_price, dorange_price = sum_of_both.backward(dtogether)
dorange, dorange_num = oranges.backward(dorange_price)
dapple, dapple_num = apples.backward(dapple_price)
found = {"apple": dapple, "apple_num": dapple_num, "orange": dorange, "orange_num": dorange_num, "tax": dtax}
gradients = say("between names").join(f"{name} {gradient:.6g}" for name, gradient in found.items())
print(say("example: gradients", gradients=gradients))
