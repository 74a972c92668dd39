"""The graphs of the gallery: those of the examples that can be worked through by hand.

They are formulas, as learners type them, and not the examples' own code. So the gallery needs no file but this package,
each picture can name the command that makes it, and nothing is trained or run.
"""

from __future__ import annotations

import argparse
import shlex
from typing import NamedTuple

from autograd.commands.steps import calculated
from autograd.graph.value import Value


class Graph(NamedTuple):
    """A formula and its numbers. `name` is that of its files, and its sentences are "gallery NAME" and "gallery NAME:
    why". `example` is the example that has the same graph."""

    name: str
    example: str
    formula: str
    numbers: tuple[str, ...]
    rate: float | None = None
    """The learning rate of the worksheet, where there is something to learn."""

    @property
    def command(self) -> str:
        """What to type in a shell for the steps."""
        return shlex.join(["ringo", self.formula, *self.numbers])

    def output(self) -> Value:
        return calculated(argparse.Namespace(expression=self.formula, values=list(self.numbers)))


GRAPHS = (
    Graph("apple", "apple.py", "price = apple * apple_num * tax", ("apple=100", "apple_num=2", "tax=1.1")),
    Graph(
        "shopping", "shopping.py", "price = (apple * apple_num + orange * orange_num) * tax",
        ("apple=100", "apple_num=2", "orange=150", "orange_num=3", "tax=1.1"),
    ),
    Graph("chain", "lecture_004.py", "u = x*y; v = x + sin(y); z = u**2 * v", ("x=0.5", "y=2")),
    Graph("sigmoid", "lecture_001.py", "y = 1 / (1 + exp(-x))", ("x=1",)),
    Graph(
        "neuron", "lecture_004.py", "y = sigmoid(w*x + b); L = (y - t)**2 / 2", ("w=0.5", "x=2", "b=0", "t=1"), 0.1
    ),
    Graph(
        "affine", "lecture_001.py", "Y = x @ W + b; L = sum(Y**2) / 2",
        ("x=[1, 2]", "W=[[0.1, 0.3], [0.2, 0.4]]", "b=[0, 0.5]"), 0.1,
    ),
    Graph(
        "softmax", "lecture_001.py", "y = softmax(a); L = -sum(t * log(y))", ("a=[0.3, 2.9, 4.0]", "t=[0, 0, 1]")
    ),
    Graph(
        "by_hand", "by_hand.py", "h = relu(W @ x + b); a = U @ h + c; L = -sum(t * log(softmax(a)))",
        ("x=[1, 2]", "W=[[0, 1], [1, 0]]", "b=[0, 0]", "U=[[1, -1], [0, 1]]", "c=[0, 0]", "t=[1, 0]"), 0.1,
    ),
    Graph(
        "xor", "xor.py", "h = tanh(W @ x + b); y = sigmoid(dot(v, h) + c); L = -(t * log(y) + (1 - t) * log(1 - y))",
        ("x=[0, 1]", "W=[[1, -1], [-1, 1]]", "b=[0.5, 0.5]", "v=[1, 1]", "c=-0.5", "t=1"), 0.1,
    ),
    Graph(
        "three_layers", "lecture_000.py", "z = sigmoid(W @ x); y = softmax(V @ z); E = -log(y[0])",
        ("x=[1, 0.5, -1.5]", "W=[[0.1, 0.5, -0.3], [-0.2, 0.4, 0.8]]", "V=[[-0.6, 0.9], [0.7, -0.4]]"), 0.1,
    ),
    Graph(
        "tied", "lecture_003.py", "o = sigmoid(W @ (W.T @ x)); E = sum((o - x)**2) / 2",
        ("x=[1, 0.5]", "W=[[0.5, -0.4], [0.3, 0.8]]"), 0.1,
    ),
    Graph(
        "convolution", "lecture_002.py", "Z = conv(image, filter); L = max(tanh(Z))",
        ("image=[[0.5, -1, 0.3], [1.2, 0.1, -0.7], [-0.2, 0.9, 0.6]]", "filter=[[0.6, -0.4], [0.3, 0.9]]"),
    ),
    Graph("valley", "newton.py", "f = (1 - x)**2 + 100 * (y - x**2)**2", ("x=-1.2", "y=1")),
    Graph("series", "taylor.py", "f = exp(sin(x))", ("x=0.5",)),
    Graph("bowl", "optimizers.py", "f = x**2/20 + y**2", ("x=-7", "y=2"), 0.95),
)  # fmt: skip
