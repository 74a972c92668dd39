# %% [markdown]
# # Networks in C: learned in Python, then written as `for` and `if`, and compiled by yourself
#
# Whoever has understood backpropagation can write it in any language. Here a network learns in Python, and
# `program.source("c")` writes it as a file of C: the loops of each layer forwards, the loss, and the loops backwards.
# `cc` compiles the file by itself. The program reads the test examples, a line each, and prints the loss and the
# probabilities of each, and at the end the gradients. They are compared with those in Python.
#
# Two networks: digits of 8 × 8 pixels (64-32-10, softmax), and with `--titanic PATH` who survived the Titanic (8 hidden
# neurons, sigmoid).
#
# Expected: the same classes as in Python, probabilities and gradients that differ by rounding alone, below 1e-9; an
# accuracy of at least 0.95 for the digits, and some 0.8 for the Titanic.
#
# `python examples/in_c.py --titanic titanic.csv --folder out --epochs 10 --seed 0`, where `titanic.py` says where
# `titanic.csv` is had. Without `--titanic` it is the digits alone.

# %%
import argparse
import math
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import autograd
import nn
from autograd import Value, sigmoid, softmax, total
from autograd.language.notebook import require, shown, typed
from autograd.language.text import Table
from autograd.program import Program
from nn.data import Dataset, Encoder, csv
from nn.layers.losses import binary_cross_entropy_from_logits, cross_entropy_from_logits
from nn.learning.metrics import accuracy, predicted_class

require("sklearn", extra="digits")

KNOWN = ["pclass", "sex", "age", "sibsp", "parch", "fare", "embarked"]  # as in titanic.py
LONGEST = 60  # seconds that the compiler, or its program, may take


class Task(NamedTuple):
    """A network that has learned, and what it is tested with."""

    name: str
    model: nn.MLP
    loss: Callable[[Any, Any], Value]
    test: Dataset

    def outputs(self, inputs: Sequence[Any], target: Any) -> list[Value]:
        """The loss of an example, and the probability of each class."""
        out = self.model(inputs)
        if isinstance(out, Value):  # one logit, of the second class
            lives = sigmoid(out)
            return [self.loss(out, target), 1 - lives, lives]
        return [self.loss(out, target), *softmax(out)]


# %% [markdown]
# ## The two networks learn


# %%
def digits(examples: int, epochs: int, seed: int) -> Task:
    train, test = nn.data.digits()[:examples].split(test=0.25, seed=seed)
    model = nn.MLP(64, [32, 10], init=nn.init.he(seed))
    optimizer = nn.optim.SGD(model.parameters(), rate=nn.optim.cosine(0.3, epochs * math.ceil(len(train) / 8)))
    nn.train(model, train, cross_entropy_from_logits, optimizer, epochs, batch_size=8, seed=seed, progress=False)
    return Task("digits", model, cross_entropy_from_logits, test)


def titanic(path: str, epochs: int, seed: int) -> Task:
    rest, part = csv(path, target="survived", use=KNOWN).split(test=0.25, seed=seed)
    encoder = Encoder(rest)  # it learns from the passengers that the network learns from, and from no other
    model = nn.MLP(len(encoder.features), [8, 1], init=nn.init.he(seed))
    optimizer = nn.optim.AdamW(model.parameters(), rate=0.01)
    loss = binary_cross_entropy_from_logits
    nn.train(model, encoder(rest), loss, optimizer, 3 * epochs, seed=seed, progress=False)
    return Task("titanic", model, loss, encoder(part))


# %% [markdown]
# ## From the network to a file of C
#
# The outputs of the program are the loss and the probabilities. Probabilities add up to 1 whatever the weights are, so
# the gradients, those of the sum of all outputs, are the gradients of the loss.


# %%
def compiled(task: Task) -> Program:
    inputs, target = [Value(0.0) for _ in task.test.xs[0]], Value(0.0)
    return autograd.compile(task.outputs(inputs, target), task.model.parameters(), [*inputs, target])


def built(program: Program, name: str, folder: Path, compiler: str) -> tuple[Path, Path]:
    """The file of C, and what the compiler made of it."""
    source, binary = folder / f"{name}.c", folder / name
    source.write_text(program.source("c"), encoding="utf-8")
    command = [compiler, "-std=c11", "-O2", str(source), "-o", str(binary), "-lm"]
    subprocess.run(command, check=True, timeout=LONGEST)  # a list: no shell reads the names
    return source, binary


def lines_of(test: Dataset) -> list[list[float]]:
    return [[*x, y] for x, y in test]


def run(binary: Path, lines: list[list[float]]) -> list[float]:
    """All numbers that the program prints for these lines. Those of gradients stand behind a name and a colon."""
    given = "\n".join(" ".join(map(repr, map(float, line))) for line in lines)
    done = subprocess.run([str(binary)], input=given, capture_output=True, text=True, check=True, timeout=LONGEST)
    return [float(line.rpartition(": ")[2]) for line in done.stdout.splitlines()]


# %% [markdown]
# ## The same numbers
#
# For each example the program prints a loss and the probabilities; after the last one, the gradients.


# %%
def seconds(work: Callable[[], Any], times: int = 5) -> float:
    """The shortest of some runs: what else the machine does only lengthens them."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def farthest(xs: Sequence[float], ys: Sequence[float]) -> float:
    return max(abs(x - y) for x, y in zip(xs, ys, strict=True))


def once(program: Program, lines: list[list[float]]) -> tuple[list[list[float]], list[float]]:
    """The outputs of each line, and the gradients of their sum."""
    outputs = [list(map(float, line)) for line in zip(*program(lines), strict=True)]
    return outputs, program.gradients().tolist()


def compared(task: Task, folder: Path, compiler: str) -> list[str]:
    """A row of the table: what the program in C says, against Python, and how fast."""
    program, lines = compiled(task), lines_of(task.test)
    source, binary = built(program, task.name, folder, compiler)
    printed = run(binary, lines)
    outputs, gradients = once(program, lines)
    width = len(outputs[0])
    found = [printed[i * width : (i + 1) * width] for i in range(len(lines))]

    classes = [predicted_class(line[1:]) for line in found]
    own = [predicted_class([p.data for p in task.outputs(x, y)[1:]]) for x, y in task.test]
    apart = max(map(farthest, found, outputs))
    apart_gradients = farthest(printed[len(lines) * width :], gradients)

    few = task.test[:20]
    eagerly = seconds(lambda: [total(task.outputs(x, y)).backward() for x, y in few], 3) / len(few)
    together = seconds(lambda: once(program, lines)) / len(lines)
    in_c = seconds(lambda: run(binary, lines)) / len(lines)
    same = sum(x == y for x, y in zip(classes, own, strict=True))
    return [
        task.name, f"{accuracy(classes, task.test.ys):.3f}", f"{same} of {len(own)}", f"{apart:.0e}",
        f"{apart_gradients:.0e}", f"{len(source.read_text('utf-8').splitlines())} lines",
        f"{binary.stat().st_size / 1000:.0f} kB", *(f"{1e6 * t:.1f}" for t in (eagerly, together, in_c)),
    ]  # fmt: skip


COLUMNS = [
    "network", "accuracy in C", "same class", "probabilities apart", "gradients apart", "source", "program",
    "eager µs", "compiled µs", "in C µs",
]  # fmt: skip


# %% [markdown]
# The times are for one example, forwards and backwards. That of the program in C includes its start, and reading and
# printing the numbers as text, which takes longer than the loops.


# %%
def taken_by(names: Sequence[str], folder: Path) -> list[Path]:
    """The files that would be overwritten."""
    return [path for name in names for path in (folder / f"{name}.c", folder / name) if path.exists()]


parser = argparse.ArgumentParser(description="Networks learn in Python, and are run in C.")
parser.add_argument("--titanic", help="titanic.csv, with the columns survived, " + ", ".join(KNOWN))
parser.add_argument("--folder", type=Path, help="where the files are kept; a temporary one unless it is given")
parser.add_argument("--overwrite", action="store_true", help="replace the files of an earlier run in the folder")
parser.add_argument("--examples", type=int, default=1797, help="digits, of which a quarter is for the test")
parser.add_argument("--epochs", type=int, default=10, help="of the digits; three times as many of the Titanic")
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())

compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
if compiler is None:
    parser.exit(2, "there is no C compiler: install one, so that cc, gcc or clang is on PATH\n")
names = ["digits", *["titanic"] * bool(options.titanic)]
if options.folder and not options.overwrite and (there := taken_by(names, options.folder)):
    parser.exit(2, f"{there[0]} exists: choose another --folder, or --overwrite it\n")
if options.folder:
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.exit(2, f"the folder {options.folder} cannot be made: {error.strerror}\n")
try:
    tasks = [digits(options.examples, options.epochs, options.seed)]
    if options.titanic:
        tasks.append(titanic(options.titanic, options.epochs, options.seed))
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        rows = [compared(task, folder.resolve(), compiler) for task in tasks]
except (OSError, ValueError) as error:
    parser.exit(2, f"{error}\n")
except subprocess.SubprocessError as error:
    parser.exit(2, f"the C could not be compiled or run: {error}\n")
shown(Table(COLUMNS, rows, right=range(1, len(COLUMNS))))

# %%
if options.folder:
    print(f"\nThe files are in {options.folder}: read {names[0]}.c")
