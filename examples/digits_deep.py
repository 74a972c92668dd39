# %% [markdown]
# # Digits: a deep network, and which digits it takes for which
#
# Three hidden layers of ReLU units (32, 24 and 16) read digits of 8 × 8 pixels. What they get wrong is counted as the
# lecture on evaluation (lecture 000) does: in a confusion matrix (混同行列), with its percentages.
#
# Expected: a test accuracy of at least 0.95, in some seconds.
#
# `python examples/digits_deep.py --examples 1797 --epochs 10 --seed 0`

# %%
import argparse
import math

import nn
from autograd.language import say
from autograd.language.notebook import require, shown, typed
from nn.layers.losses import cross_entropy_from_logits
from nn.learning.metrics import confusion_matrix, predicted_class

require("sklearn", extra="digits")

parser = argparse.ArgumentParser(description="Three hidden layers learn digits; what they get wrong, as a table.")
parser.add_argument("--examples", type=int, default=1797, help="of which a quarter is for the test")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())

train, test = nn.data.digits()[: options.examples].split(test=0.25, seed=options.seed)
model = nn.MLP(64, [32, 24, 16, 10], init=nn.init.he(options.seed))
print(say("example: digits", parameters=len(model.parameters()), train=len(train), test=len(test)))

# %% [markdown]
# ## Training
#
# Adam finds its way through more layers better than plain SGD, whose steps are as long in a steep direction as they
# should be in a flat one.

# %%
batch_size = 16
steps = options.epochs * math.ceil(len(train) / batch_size)
optimizer = nn.optim.Adam(model.parameters(), rate=nn.optim.cosine(0.02, steps))
history = nn.train(
    model, train, cross_entropy_from_logits, optimizer, options.epochs, batch_size=batch_size, seed=options.seed
)
shown(history)

# %% [markdown]
# ## The confusion matrix
#
# A row is what the digits are, a column what the network says.

# %%
matrix = confusion_matrix(map(predicted_class, model.batch(test.xs)), test.ys, classes=range(10))
shown(matrix)

# %%
wrong = [(matrix.counts[a][p], a, p) for a in range(10) for p in range(10) if a != p and matrix.counts[a][p]]
for count, a, p in sorted(wrong, reverse=True)[:3]:
    print(say("example: taken for", count=count, actual=a, predicted=p))
