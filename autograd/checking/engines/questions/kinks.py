"""Where the derivative jumps: the kinks of one number, ties, and pooling."""

from __future__ import annotations

from itertools import combinations

from autograd.checking.engines.questions.question import Question, ask


def ties(op: str, count: int, top: float) -> list[Question]:
    """A list of so many numbers: each choice of two or more of them is tied at the top, the others are away from it."""
    away = 1.0 if op != "min" else 5.0
    chosen = [tied for many in range(2, count + 1) for tied in combinations(range(count), many)]
    return ask(op, *[[top if slot in tied else away for slot in range(count)] for tied in chosen])


KINKS: dict[str, list[Question]] = {
    "Kinks of one number": [
        *ask("abs", 0.0, orders=(1, 2)),
        *ask("x_abs_x", 0.0, orders=(1, 2)),
        *ask("relu", 0.0, orders=(1, 2)),
        *ask("relu_by_maximum", 0.0),
        *[q for slope in (0.01, 0.2, 3.0) for q in ask("leaky_relu", 0.0, slope=slope)],
        *[q for alpha in (0.5, 2.0, 3.0) for q in ask("elu", 0.0, alpha=alpha)],
        *ask("elu", 0.0, alpha=1.0, orders=(1, 2)),
        *ask("selu", 0.0, orders=(1, 2)),
        *ask("relu6", 0.0, 6.0),
        *ask("hardtanh", -1.0, 1.0),
        *ask("clamp", 0.0, 1.0, low=0.0, high=1.0),
        *ask("clamp", -2.0, 3.0, low=-2.0, high=3.0),
    ],
    "Ties": [
        *ask("maximum", (2.0, 2.0), (0.0, 0.0), orders=(1, 2)),
        *ask("minimum", (2.0, 2.0), (0.0, 0.0), orders=(1, 2)),
        *[q for op in ("max", "min") for count in (2, 3, 4) for q in ties(op, count, 3.0)],
        *ask("median", (3.0, 3.0, 1.0), (1.0, 1.0, 1.0), (1.0, 2.0, 3.0, 4.0), (2.0, 2.0, 1.0, 5.0)),
        *ties("max_pool", 4, 3.0),
        *ask("max_pool", (0.0, 0.0, 0.0, 0.0)),
    ],
}
