# %% [markdown]
# # A character transformer invents names
#
# The network behind large language models, as small as it gets: each character of a name looks back at those before it
# (attention, Vaswani et al., 2017), and tells which one comes next. It has 16 numbers for each character, 4 heads and
# one layer. It is written for one name, in single numbers, as the formulas are. `autograd.compile` records it once, and
# then runs a batch of names at a time.
#
# Expected: a loss that begins near log(24) = 3.2, as where nothing is known, and ends below 1.4; some names of the
# list, and some that nobody bears, but could; and a step that is, per name, more than a thousand times as fast as the
# same code eagerly. It takes some seconds where there is a C compiler, and a minute in NumPy.
#
# The list here is short, and soon known by heart. A file of thousands of names, one a line, takes `--data FILE --steps
# 1000`: the loss falls less far, and hardly a name that is invented stands in the file.
#
# `python examples/gpt.py --steps 150 --batch 32 --tokens 16 --seed 0`

# %%
import argparse
import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import autograd
import nn
from autograd import Value, dot, mean, softmax
from autograd.language.notebook import typed
from autograd.program import Program
from nn.layers.losses import cross_entropy_from_logits

WIDTH, HEADS = 16, 4
FAR = -1e4  # added to a score, it leaves no share: exp(-10000) is 0
RECENT = 50  # steps in the mean that is printed
Vector = Sequence[Any]


# %% [markdown]
# ## The network
#
# What a character's numbers ask for, its query, is compared with the key of each character. The shares of a softmax say
# how much of each value is taken. A character must not see those after it, which it is to tell.


# %%
class GPT(nn.Module):
    """Tells at each place which of so many characters comes next. Takes so many characters at most."""

    def __init__(self, characters: int, tokens: int, seed: int) -> None:
        init = nn.init.normal(0.1, seed)

        def layer(nin: int, nout: int, activation: Any = None) -> nn.Layer:
            return nn.Layer(nin, nout, activation=activation, init=init)

        self.characters, self.places = (nn.Embedding(count, WIDTH, init=init) for count in (characters, tokens))
        self.query, self.key, self.value, self.mix = (layer(WIDTH, WIDTH) for _ in range(4))
        self.hidden, self.out = layer(WIDTH, 4 * WIDTH, autograd.relu), layer(4 * WIDTH, WIDTH)
        self.head = layer(WIDTH, characters)

    def __call__(self, tokens: Vector) -> list[Vector]:
        """The logits of the next character at each place."""
        xs = [added(self.characters(token), self.places(i)) for i, token in enumerate(tokens)]
        xs = [added(x, self.mix(seen)) for x, seen in zip(xs, self.attention([scaled(x) for x in xs]), strict=True)]
        xs = [added(x, self.out(self.hidden(scaled(x)))) for x in xs]
        return [self.head(scaled(x)) for x in xs]

    def attention(self, xs: list[Vector]) -> Sequence[Vector]:
        queries, keys, values = ([part(x) for x in xs] for part in (self.query, self.key, self.value))
        size = WIDTH // HEADS
        seen: list[list[Any]] = [[] for _ in xs]
        for head in range(HEADS):
            own = slice(head * size, (head + 1) * size)
            for place, query in enumerate(queries):
                asked = [q * size**-0.5 for q in query[own]]
                scores = [dot(asked, key[own], 0.0 if i <= place else FAR) for i, key in enumerate(keys)]
                shares = softmax(scores)
                seen[place] += [dot(shares, column) for column in zip(*[value[own] for value in values], strict=True)]
        return seen


def added(xs: Vector, ys: Vector) -> list[Any]:
    return [x + y for x, y in zip(xs, ys, strict=True)]


def scaled(xs: Vector) -> Vector:
    """The numbers over the root of their mean square (RMSNorm, Zhang and Sennrich, 2019)."""
    scale = (mean([x * x for x in xs]) + 1e-5) ** -0.5
    return [scale * x for x in xs]


def loss(model: GPT, tokens: Vector, following: Vector, weights: Vector) -> Any:
    """The mean cross-entropy of the characters that follow. Weights are 0 after the end of a name."""
    surprises = list(map(cross_entropy_from_logits, model(tokens), following))
    return dot(surprises, weights)


# %% [markdown]
# ## Names as numbers
#
# Character 0 stands before and after each name. A name has as many places as the longest; what comes after its end
# counts for nothing.


# %%
OWN = """
adam alice amelia anna arthur ava bella carla carlos clara daniel david diana elena elias elisa emil emma erik eva
felix flora greta hana hannah haruka hugo ida ines iris isabella ivan jana jonas julia kenji laura lea leo leon lina
lisa lucas luisa maria marina mario marta martin maya mia mila mina nina noah nora olga oliver olivia oscar paula
pedro peter rosa ruth sakura samuel sara simon sofia stella theo tomas victor viola yuki yuna
"""
NAMES = OWN.split()


def numbered(name: str, alphabet: str, tokens: int) -> list[float]:
    """The tokens of a name, those that follow them, and the weights, as the inputs of `loss`."""
    codes = [0, *[1 + alphabet.index(character) for character in name], 0]
    pairs = list(pairwise(codes))[:tokens]
    empty = [0] * (tokens - len(pairs))
    before, after = zip(*pairs, strict=True)
    return [*before, *empty, *after, *empty, *[1 / len(pairs)] * len(pairs), *empty]


def compiled(model: GPT, tokens: int) -> Program:
    """The loss of one name as a program, and its 3 · tokens inputs."""
    before, after, weights = ([Value(0.0) for _ in range(tokens)] for _ in range(3))
    out = loss(model, before, after, weights)
    return autograd.compile(out, model.parameters(), [*before, *after, *weights], dtype="float32")


def invented(model: GPT, alphabet: str, tokens: int, count: int, seed: int) -> list[str]:
    """So many names, side by side in lanes, character by character."""
    draw, places = random.Random(seed), [Value(0.0) for _ in range(tokens)]
    logits = [z for place in model(places) for z in place]
    program, size = autograd.compile(logits, inputs=places, dtype="float32"), len(alphabet) + 1
    codes = [[0] * (tokens + 1) for _ in range(count)]
    for i in range(tokens):
        found = program([line[:tokens] for line in codes])[i * size : (i + 1) * size]
        for line, z in zip(codes, zip(*found, strict=True), strict=True):
            if i == 0 or line[i]:
                [line[i + 1]] = draw.choices(range(size), [math.exp(one - max(z)) for one in z])
    return ["".join(alphabet[code - 1] for code in line if code) for line in codes]


# %% [markdown]
# ## Training
#
# Adam, with batches that are drawn from the seed. The rate goes down along half a cosine.


# %%
def step(program: Program, optimizer: nn.optim.Optimizer, examples: Sequence[list[float]]) -> float:
    """One step for a batch, and its mean loss before."""
    losses = program(examples)
    program.gradients(reduce="mean")
    optimizer.step()
    return float(losses.mean())


def train(model: GPT, examples: list[list[float]], steps: int, batch: int, seed: int) -> None:
    draw, program = random.Random(seed), compiled(model, len(examples[0]) // 3)
    optimizer = nn.optim.Adam([program.parameters], rate=nn.optim.cosine(0.02, steps))
    losses = list[float]()
    for i in range(1, steps + 1):
        losses.append(step(program, optimizer, draw.choices(examples, k=batch)))
        if i in (1, 10, 100) or i % 500 == 0 or i == steps:
            print(f"step {i:5}: loss {statistics.fmean(losses[-RECENT:]):.3f}")
    program.parameters.write_back()


# %% [markdown]
# The same step without a program: the loss of one name is recorded, differentiated and forgotten.


# %%
def eager_step(model: GPT, optimizer: nn.optim.Optimizer, example: list[float]) -> float:
    tokens = len(example) // 3
    before = loss(model, example[:tokens], example[tokens : 2 * tokens], example[2 * tokens :])
    model.zero_grad()
    before.backward()
    optimizer.step()
    return float(before.data)


def seconds(work: Callable[[], Any], times: int = 3) -> float:
    """The median of so many runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def compared(model: GPT, examples: list[list[float]], batch: int) -> str:
    program = compiled(model, len(examples[0]) // 3)
    optimizer, own = nn.optim.Adam(model.parameters(), 1e-3), nn.optim.Adam([program.parameters], 1e-3)
    eagerly = seconds(lambda: eager_step(model, optimizer, examples[0]))
    step(program, own, examples[:batch])
    together = seconds(lambda: step(program, own, examples[:batch]), 20) / batch
    return (
        f"a step takes {eagerly * 1e3:.0f} ms per name eagerly, one at a time, and {together * 1e3:.2f} ms per name "
        f"compiled, {batch} at a time: {eagerly / together:.0f} times as fast per name"
    )


# %%
def at_least(least: int) -> Callable[[str], int]:
    """A type of argparse."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least {least}")
        return int(text)

    return number


def read(path: Path) -> list[str]:
    """The names of a file, or a ValueError that says what is wrong with it."""
    advice = "give a text file with a name in each line, as in --data FILE"
    if not path.is_file():
        raise ValueError(f"{path} is a folder: {advice}" if path.is_dir() else f"there is no file {path}: {advice}")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read ({error}): {advice}") from None
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if not names:
        raise ValueError(f"there is no name in {path}: {advice}")
    return names


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A character transformer learns names, and invents some.")
    parser.add_argument("--data", type=Path, help="a text file, a name a line; without it the names above")
    parser.add_argument("--steps", type=at_least(1), default=150, help="updates of the parameters, a batch each")
    parser.add_argument("--batch", type=at_least(1), default=32, help="names in each step")
    parser.add_argument("--tokens", type=at_least(1), default=16, help="places; of a longer name the beginning counts")
    parser.add_argument("--seed", type=int, default=0, help="decides the first weights and the batches")
    options = parser.parse_args(typed())
    try:
        names = read(options.data) if options.data else NAMES
    except ValueError as error:
        parser.error(str(error))
    alphabet = "".join(sorted(set("".join(names))))
    model = GPT(len(alphabet) + 1, options.tokens, options.seed)
    print(f"{len(names)} names of {len(alphabet)} characters, {len(model.parameters())} parameters")
    examples = [numbered(name, alphabet, options.tokens) for name in names]
    train(model, examples, options.steps, options.batch, options.seed)
    print("\n" + " ".join(invented(model, alphabet, options.tokens, 20, options.seed)))
    print("\n" + compared(model, examples, options.batch))
