# %% [markdown]
# # Titanic: who survived, from class, sex, age, family, fare and harbour
#
# A network with 8 hidden neurons, judged by 5-fold cross-validation: the passengers are divided into five parts, and
# each part is foretold by a network that learned from the other four.
#
# No fold may hear of its own part in any other way. So the encoder, with its medians, means, deviations and categories,
# is learned from the four parts alone, anew in each fold. And of the columns only those are used that were known when
# the ship left: `alive` is `survived` in other words, and a network that saw it would be right about everybody and know
# nothing. (`class`, `embark_town`, `who`, `adult_male` and `alone` only repeat other columns, and `deck` is missing for
# three passengers in four.)
#
# Expected: a mean accuracy of at least 0.79. To say "dead" of everybody gives 0.616, "all women live and no man does"
# 0.787.
#
# The table is not part of this repository: it is `titanic.csv` of the data sets of seaborn,
# <https://github.com/mwaskom/seaborn-data>.
#
# `python examples/titanic.py titanic.csv --epochs 30 --seed 0`

# %%
import argparse
from collections import Counter
from functools import partial

import nn
from autograd.language.notebook import in_notebook, typed
from autograd.language.text import number, table
from nn.data import Encoder, Table, csv
from nn.learning.metrics import accuracy, predicted_class
from nn.search import cross_validated

PATH = ""  # of titanic.csv, for a notebook: there it cannot be given as an argument
KNOWN = ["pclass", "sex", "age", "sibsp", "parch", "fare", "embarked"]


def fit_and_score(rest: Table, part: Table, seed: int, epochs: int) -> float:
    """Learn from the rest, and tell the share of the part that is foretold correctly."""
    encoder = Encoder(rest)
    train, test = encoder(rest), encoder(part)
    model = nn.MLP(len(encoder.features), [8, 1], init=nn.init.he(seed))
    optimizer = nn.optim.AdamW(model.parameters(), rate=0.01)
    nn.train(model, train, nn.losses.binary_cross_entropy_from_logits, optimizer, epochs, seed=seed, progress=False)
    return accuracy([predicted_class(logit, threshold=0) for logit in model.batch(test.xs)], test.ys)


# %% [markdown]
# The folds do not depend on each other, so they run in processes beside each other; `--processes 0` runs them here. So
# does a notebook, whose functions another process does not find.

# %%
if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Foretell who survived the Titanic, by 5-fold cross-validation.")
    parser.add_argument(
        "path", nargs="?", default=PATH, help="titanic.csv, with the columns survived, " + ", ".join(KNOWN)
    )
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    processes = 0 if in_notebook() else None
    parser.add_argument("--processes", type=int, default=processes, help="one for each processor unless it is given")
    options = parser.parse_args(typed())
    if not options.path:
        parser.exit(
            2,
            "give the path of titanic.csv, as in `python examples/titanic.py titanic.csv`, or as PATH in a notebook: "
            "it is had at https://github.com/mwaskom/seaborn-data\n",
        )
    try:
        passengers = csv(options.path, target="survived", use=KNOWN)
    except (OSError, ValueError) as error:
        parser.exit(2, f"{error}\n")
    commonest = max(Counter(passengers.ys).values()) / len(passengers)
    print(f"{len(passengers)} passengers; saying the commonest of everybody is right for {commonest:.4f} of them\n")

    trial = partial(fit_and_score, epochs=options.epochs)
    found = cross_validated(trial, passengers, k=5, seed=options.seed, executor=options.processes)
    rows = [[str(fold), number(score)] for fold, score in enumerate(found.scores, 1)]
    print(table(["fold", "accuracy"], rows, right=[0, 1]))
    print(f"\nmean accuracy {found.mean:.4f}, standard deviation {found.deviation:.4f}")
