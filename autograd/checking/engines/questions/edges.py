"""Where the domain or the derivative ends: zero to a power, vectors of zeros, equal numbers, probabilities 0 and 1."""

from __future__ import annotations

from autograd.checking.engines.questions.question import Question, ask, over

EDGES: dict[str, list[Question]] = {
    "Powers of zero and of negative numbers": [
        *over("power", 0.0, orders=(1, 2), n=(0.0, 0.5, 1.0, 1.5, 2.0, 3.0, -1.0)),
        *over("power", -2.0, n=(3.0, 0.5, -1.0)),
        *ask("pow", (0.0, 0.0), (0.0, 0.5), (0.0, 1.0), (0.0, 2.0), orders=(1, 2)),
        *ask("pow", (0.0, -1.0), (-2.0, 2.0), (-2.0, 0.5), (2.0, 0.0), (-2.0, 0.0)),
    ],
    "Ends of domains": [
        *ask("sqrt", 0.0, orders=(1, 2)),
        *ask("cbrt", 0.0, orders=(1, 2)),
        *ask("log", 0.0, orders=(1, 2)),
        *ask("log1p", -1.0),
        *ask("log2", 0.0),
        *ask("log10", 0.0),
        *ask("asin", 1.0, -1.0),
        *ask("acos", 1.0, -1.0),
        *ask("acosh", 1.0, orders=(1, 2)),
        *ask("atanh", 1.0, -1.0),
        *ask("div", (1.0, 0.0), (0.0, 0.0)),
        *ask("tan", 1.5707963267948966),
        *ask("guarded_sqrt", 0.0, -1.0, orders=(1, 2)),
        *ask("guarded_log", 0.0, -1.0, orders=(1, 2)),
    ],
    "Outside of domains": [
        *ask("sqrt", -1.0),
        *ask("log", -1.0),
        *ask("log1p", -2.0),
        *ask("log2", -1.0),
        *ask("log10", -1.0),
        *ask("asin", 2.0),
        *ask("acos", 2.0),
        *ask("acosh", 0.5),
        *ask("atanh", 2.0),
        *ask("clamp", 0.0, low=1.0, high=-1.0),
    ],
    "Vectors of zeros": [
        *ask("hypot", (0.0, 0.0), orders=(1, 2)),
        *ask("hypot", (3.0, 0.0), (0.0, -2.0)),
        *ask("norm", (0.0, 0.0), (0.0, 0.0, 0.0), (0.0,)),
        *ask("norm", (0.0, 0.0), orders=(2,)),
        *ask("atan2", (0.0, 0.0), (0.0, 1.0), (0.0, -1.0), (-0.0, -1.0)),
        *ask("product", (0.0, 2.0, 3.0), (0.0, 0.0, 3.0), orders=(1, 2)),
        *ask("logsumexp", (0.0, 0.0)),
        *ask("softmax", (0.0, 0.0), orders=(1, 2), j=0),
    ],
    "Equal numbers, and one number": [
        *ask("variance", (1.0, 1.0, 1.0), (0.1, 0.1, 0.1), orders=(1, 2)),
        *ask("variance", (2.0,)),
        *ask("std", (1.0, 1.0, 1.0), (0.1, 0.1, 0.1), (0.0, 0.0)),
        *ask("std", (1.0, 1.0, 1.0), orders=(2,)),
        *ask("sample_std", (1.0, 1.0, 1.0), (2.0,)),
        *ask("layer_norm", (1.0, 1.0, 1.0), orders=(1, 2), j=0, epsilon=1e-5),
        *ask("layer_norm", (1.0, 1.0, 1.0), (1.0, 2.0, 4.0), j=0, epsilon=0.0),
        *ask("layer_norm", (1.0, 2.0, 4.0), orders=(1, 2), j=0, epsilon=1e-5),
    ],
    "Losses at probabilities 0 and 1": [
        *over("binary_cross_entropy", 0.0, 1.0, orders=(0, 1, 2), target=(0.0, 0.5, 1.0)),
        *over("binary_cross_entropy", 1e-20, orders=(0, 1), target=(0.0, 1.0)),
        *over("cross_entropy", (0.0, 1.0), orders=(0, 1), target=(0, 1)),
        *over("cross_entropy", (1e-20, 1.0), orders=(0, 1), target=(0,)),
    ],
    "Losses of far logits": [
        *over("binary_cross_entropy_from_logits", 40.0, -40.0, 1e4, -1e4, orders=(0, 1, 2), target=(0.0, 0.5, 1.0)),
        *over("cross_entropy_from_logits", (1e4, 0.0), (0.0, 40.0), orders=(0, 1, 2), target=(0, 1)),
        *over("cross_entropy_from_logits", (1e4, 0.0, -1e4), target=(0, 1, 2)),
    ],
}
