"""Where the domain or the derivative ends: zero to a power, vectors of zeros, equal numbers, probabilities 0 and 1."""

from __future__ import annotations

from autograd.checking.engines.questions.question import Question, ask

EDGES: dict[str, list[Question]] = {
    "Powers of zero and of negative numbers": [
        *ask("power", 0.0, n=0.0, orders=(1, 2)),
        *ask("pow", (0.0, 2.0), (0.0, 1.0), (0.0, 0.5), (0.0, 0.0), (-2.0, 2.0), (2.0, 0.0), (-2.0, 0.0)),
    ],
    "Ends of domains": [
        *ask("sqrt", 0.0, orders=(1, 2)),
        *ask("guarded_sqrt", 0.0, -1.0),
        *ask("guarded_log", 0.0, -1.0),
        *ask("log", 0.0, -1.0),
    ],
    "Vectors of zeros and equal numbers": [
        *ask("hypot", (0.0, 0.0)),
        *ask("norm", (0.0, 0.0)),
        *ask("atan2", (0.0, 0.0), (0.0, -1.0)),
        *ask("std", (1.0, 1.0, 1.0)),
        *ask("product", (0.0, 2.0, 3.0), (0.0, 0.0, 3.0)),
    ],
    "Losses": [
        *[q for t in (0.0, 1.0) for q in ask("binary_cross_entropy", 0.0, 1.0, target=t)],
    ],
}
