"""Where the derivative jumps: the kinks of one number, ties, and pooling."""

from __future__ import annotations

from itertools import combinations

from autograd.checking.engines.questions.question import Question, ask, over


def ties(op: str, count: int, top: float) -> list[Question]:
    """A list of so many numbers: each choice of two or more of them is tied at the top, the others are away from it."""
    away = 1.0 if op != "min" else 5.0
    chosen = [tied for many in range(2, count + 1) for tied in combinations(range(count), many)]
    return ask(op, *[[top if slot in tied else away for slot in range(count)] for tied in chosen])


KINKS: dict[str, list[Question]] = {
    "Kinks of one number": [
        *ask("abs", 0.0, -0.0, orders=(1, 2)),
        *ask("x_abs_x", 0.0, orders=(1, 2)),
        *ask("relu", 0.0, -0.0, orders=(1, 2)),
        *ask("relu_by_maximum", 0.0, orders=(1, 2)),
        *over("leaky_relu", 0.0, slope=(0.01, 0.2, 3.0)),
        *over("elu", 0.0, alpha=(0.3, 0.5, 1.0, 2.0, 3.0)),
        *ask("elu", 0.0, orders=(2,), alpha=1.0),
        *ask("selu", 0.0, orders=(1, 2)),
        *ask("relu6", 0.0, 6.0),
        *ask("hardtanh", -1.0, 1.0),
        *ask("clamp", 0.0, 1.0, orders=(1, 2), low=0.0, high=1.0),
        *ask("clamp", -2.0, 3.0, low=-2.0, high=3.0),
        *ask("clamp", 0.1, 0.9, low=0.1, high=0.9),
        *ask("l1_loss", 2.0, target=2.0),
        *ask("huber", 1.0, -1.0, 0.0, target=0.0, delta=1.0),
        *ask("huber", 2.5, -1.5, orders=(1, 2), target=0.5, delta=2.0),
        *ask("hinge", 1.0, target=1.0),
        *ask("hinge", -1.0, target=-1.0),
        *ask("l1_norm", (0.0, 0.0), (0.0, 2.0)),
    ],
    "Ties": [
        *ask("maximum", (2.0, 2.0), (0.0, 0.0), (0.0, -0.0), orders=(1, 2)),
        *ask("minimum", (2.0, 2.0), (0.0, 0.0), (0.0, -0.0), orders=(1, 2)),
        *[q for op in ("max", "min") for count in (2, 3, 4) for q in ties(op, count, 3.0)],
        *ask("max", (3.0, 3.0, 1.0), orders=(2,)),
        *ask("min", (3.0, 3.0, 5.0), orders=(2,)),
        *ask("median", (3.0, 3.0, 1.0), (1.0, 1.0, 1.0), (2.0, 5.0, 2.0, 1.0, 9.0)),
    ],
    "Pooling": [
        *ask("max_pool", (4.0, 3.0, 2.0, 1.0), (0.0, 0.0, 0.0, 0.0)),
        *ties("max_pool", 4, 3.0),
        *ask("average_pool", (1.0, 1.0, 1.0, 1.0)),
    ],
}
