"""Numbers so large or so small that floats run out of digits."""

from __future__ import annotations

from autograd.checking.engines.questions.question import Question, ask

FAR: dict[str, list[Question]] = {
    "Far out": [
        *ask("tanh", 15.0, 300.0, orders=(1, 2)),
        *ask("sigmoid", 40.0, -40.0, 700.0, -700.0, orders=(1, 2)),
        *ask("softmax", (1e4, 0.0), (-1e4, 0.0), j=0.0),
        *ask("log_softmax", (1e4, 0.0), (-1e4, 0.0), j=0.0),
        *ask("logsumexp", (1e4, 1e4), (-1e4, -1e4)),
    ],
}
