"""Formulas to choose, each with the numbers of its names, and the learning rate of its update if it has one."""

from __future__ import annotations

EXAMPLES = {
    "apple": ("apple * num * tax", "apple=100 num=2 tax=1.1"),
    "neuron": ("sigmoid(w*x + b)", "w=-3 x=2 b=5"),
    "meeting": ("x*x + x*y", "x=3 y=-2"),
    "choice": ("where(x > 0, x, x / 10) * w", "x=2 w=3"),
    "error": ("h = w*x + b; (sigmoid(h) - t)**2 / 2", "w=0.5 x=2 b=0 t=1"),
    "layer": ("h = tanh(W @ x); sum((h - t)**2) / 2", "W=[[1, 2], [3, 4]] x=[1, -1] t=[0, 1]"),
    "softmax": ("p = softmax(a); -sum(t * log(p))", "a=[0.3, 2.9, 4] t=[0, 0, 1]"),
    "convolution": ("sum(relu(conv(x, w)))", "x=[[1, 2, 0], [0, 1, 3], [2, 0, 1]] w=[[1, -1], [-1, 1]]"),
}

EXERCISES = {
    "shopping": ("(apple*apples + orange*oranges) * tax", "apple=100 apples=2 orange=150 oranges=3 tax=1.1"),
    "square": ("t = x + y; t**2", "x=2 y=1"),
    "sigmoid": ("1 / (1 + exp(-(w*x + b)))", "w=0.5 x=2 b=-1"),
    "update": (
        "h = relu(x @ W + b); a = h @ V + c; -sum(t * log_softmax(a))",
        "x=[1, 2] W=[[0, 1], [1, 0]] b=[0, 0] V=[[1, 0], [-1, 1]] c=[0, 0] t=[1, 0]",
        "0.1",
    ),
    "tied": ("h = sigmoid(dot(w, x)); o = sigmoid(w * h); sum((o - x)**2) / 2", "w=[0.5, -0.4] x=[1, 0.5]"),
    "pooling": (
        "z = tanh(conv(x, w) + b); max(z)",
        "x=[[1, 0, 0.5], [0.5, 1, 0], [0, 0.5, 1]] w=[[0.6, -0.4], [0.3, 0.9]] b=0.1",
    ),
}
"""What lectures work out by hand: apples and oranges, the chain rule of (x + y)², a sigmoid neuron, all parameters of a
2-2-2 network updated once, an autoencoder whose weights are used twice, and a convolution with pooling."""
