# %% [markdown]
# # The apple: a price, and what it depends on
#
# Two apples at 100 yen, and 10 % tax: how much is it, and how much more would it be if an apple, the number of apples
# or the tax were a little more? That is the gradient, and backpropagation finds it edge by edge.
# (The example of chapter 5 of "Deep Learning from Scratch", K. Saitoh, 2016.)

# %%
from pathlib import Path

import viz
from autograd import Value, steps
from autograd.language import say
from autograd.language.notebook import shown


def bill(price: Value, bought: list[Value]) -> str:
    """The price and its gradients, in the language that RINGO_LANG names."""
    gradients = say("between names").join(f"{v.name} {v.grad:.6g}" for v in bought)
    return say("example: price", price=f"{price:.6g}", gradients=gradients)


apple = Value(100, name="apple")
count = Value(2, name="count")
tax = Value(1.1, name="tax")
price = apple * count * tax
price.name = "price"

price.backward()
print(bill(price, [apple, count, tax]))

# %% [markdown]
# Every multiplication of the chain rule, in the order in which it is applied:

# %%
shown(steps(price))

# %% [markdown]
# The same as a picture. An edge shows the local gradient, and below it upstream × local = what flows back.

# %%
picture = viz.draw(price)
out = Path("out")
for suffix in ("svg", "png", "dot"):
    print(say("example: saved", path=picture.save(out / f"apple.{suffix}")))
picture

# %% [markdown]
# ## With oranges: addition passes the gradient on as it is

# %%
orange = Value(150, name="orange")
orange_num = Value(3, name="orange_num")
apple = Value(100, name="apple")
apple_num = Value(2, name="apple_num")
tax = Value(1.1, name="tax")
price = (apple * apple_num + orange * orange_num) * tax
price.name = "price"

price.backward()
print("\n" + bill(price, [apple, apple_num, orange, orange_num, tax]))
shown(steps(price))

# %%
viz.draw(price)
