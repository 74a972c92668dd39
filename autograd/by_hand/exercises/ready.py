"""The ready exercises. Their numbers are those that were published, in the lectures or in the textbook; where a lecture
has a formula alone, they keep the work short."""

from __future__ import annotations

from autograd.by_hand.exercises.exercise import Exercise, Input
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable
from autograd.notation.tree import nearest

LAYER_WEIGHTS = Input("W", [[1, 3, 5], [2, 4, 6]])

READY = (
    Exercise(
        "apple", "price = apple * apple_num * tax",
        (Input("apple", 100, 10, least=5, most=20), Input("apple_num", 2), Input("tax", 1.1, 0.1, least=11, most=13)),
    ),
    Exercise(
        "chain", "u = x * y; v = x + y; z = u * v",
        (Input("x", -2, signed=True), Input("y", 3, signed=True)),
    ),
    Exercise(
        "neuron", "z = w0*x0 + w1*x1 + w2; y = sigmoid(z)",
        tuple(
            Input(name, default, signed=True, most=3)
            for name, default in (("w0", 2), ("x0", -1), ("w1", -3), ("x1", -2), ("w2", -3))
        ),
    ),
    Exercise(
        "affine", "Y = x @ W + b; L = sum((Y - t)**2) / 2",
        (Input("x", [1, 2], signed=True), LAYER_WEIGHTS, Input("b", [1, 2, 3]), Input("t", [5, 11, 17])),
        ("x", "W", "b"), level="nodes", grids=True,
    ),
    Exercise(
        "softmax", "y = softmax(a); L = -sum(t * log(y))",
        (Input("a", [0.3, 2.9, 4.0], 0.1, most=30), Input("t", [0, 0, 1], kind="one-hot")),
        ("a",), level="nodes", grids=True,
    ),
    Exercise(
        "network", "h = relu(x @ W1 + b1); a = h @ W2 + b2; y = softmax(a); L = -sum(t * log(y))",
        (
            Input("x", [1, 2], most=3), Input("W1", [[0, 1], [1, 0]], signed=True, most=2),
            Input("b1", [0, 0], kind="fixed"), Input("W2", [[1, 0], [-1, 1]], 0.1, signed=True, most=5),
            Input("b2", [0, 0], kind="fixed"), Input("t", [1, 0], kind="one-hot"),
        ),
        ("W1", "b1", "W2", "b2"), level="nodes", rate=0.1, grids=True,
        ask=(
            "h*", "a*", "y*", "L", "grad a[0]", "grad a[1]", "grad h*.z", "grad W*", "grad b*", "updated", "new L",
            "improvement",
        ),
    ),
    Exercise(
        "tied", "h = sigmoid(W.T @ x); o = sigmoid(W @ h); E = sum((o - x)**2) / 2",
        (Input("x", [1, 0.5], 0.1), Input("W", [[0.5], [0.3]], 0.1, signed=True)),
        ("W",), level="nodes", rate=0.5, grids=True,
    ),
    Exercise(
        "convolution", "U = conv(X, W) + b; P = max(U); L = (P - y)**2 / 2",
        (
            Input("X", [[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], most=3),
            Input("W", [[2, 0, 1], [0, 1, 2], [1, 0, 2]], most=3, signed=True), Input("b", 3), Input("y", 17, most=20),
        ),
        ("W", "b"), level="nodes", rate=0.1, grids=True,
    ),
    Exercise(
        "batch", "Y = X @ W + B; L = mean(sum((Y - T)**2, 1)) / 2",
        (
            Input("X", [[1, 2], [2, 1]], signed=True), LAYER_WEIGHTS, Input("B", [1, 2, 3]),
            Input("T", [[5, 11, 17], [1, 7, 13]]),
        ),
        ("W", "B"), level="nodes", rate=0.1, grids=True,
    ),
    *(
        Exercise(
            name, "f = x**2 / 20 + y**2", (Input("x", -7, signed=True), Input("y", 2, signed=True)), ("x", "y"),
            level="nodes", rate=rate, optimizer=name, steps=2,
        )
        for name, rate in (("sgd", 0.95), ("momentum", 0.1), ("adagrad", 1.5), ("adam", 0.3))
    ),
    Exercise(
        "normalisation", "m = mean(x); v = mean((x - m)**2); h = (x - m) / sqrt(v); y = gamma*h + beta; "
        "L = sum((y - t)**2) / 2",
        (
            Input("x", [0, 2, 2, 8]), Input("gamma", 2), Input("beta", 1, signed=True), Input("t", [0, 0, 1, 4]),
        ),
        ("x", "gamma", "beta"), grids=True, level="nodes",
    ),
    Exercise(
        "decay", "y = dot(w, x) + b; L = (y - t)**2 / 2 + decay / 2 * sum(w**2)",
        (
            Input("w", [2, -1], signed=True), Input("x", [1, 3], signed=True), Input("b", 1, signed=True),
            Input("t", 1, signed=True), Input("decay", 0.1, 0.1),
        ),
        ("w", "b"), level="nodes", rate=0.1, grids=True,
    ),
)  # fmt: skip


def ready(name: str) -> Exercise:
    """The exercise of this name. Raises `WorksheetError` for another, with the nearest name.

    >>> ready("Apple").formula
    'price = apple * apple_num * tax'
    """
    wanted = name.strip().lower()
    for exercise in READY:
        if exercise.name == wanted:
            return exercise
    names = [exercise.name for exercise in READY]
    advice = nearest(wanted, names) or say("the exercises are", names=", ".join(names))
    raise WorksheetError(say("no such exercise", name=printable(name), advice=advice))
