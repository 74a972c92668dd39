"""The ways in which other software calculates, by name, and the program and version in which each was seen.

The sentences on them and the advice stand in the catalogues, with the mistakes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from autograd.by_hand.mistakes.own.elsewhere import floors
from autograd.by_hand.mistakes.own.elsewhere.floors import Added, Clamped, Clipped, Floor
from autograd.by_hand.sheet.work import Row, Work

ROOT = math.sqrt(2.0 / math.pi)


class Gelu(NamedTuple):
    """gelu(x) as x g(u), where g is a function between 0 and 1 and u is near c x: by an approximation."""

    by_tanh: bool

    def value(self, x: float) -> float:
        return x * self._share(x)

    def slope(self, x: float) -> float:
        share = self._share(x)
        steep = 2.0 * ROOT * (1.0 + 3.0 * 0.044715 * x * x) if self.by_tanh else 1.702
        return share + x * share * (1.0 - share) * steep

    def _share(self, x: float) -> float:
        """(1 + tanh(u)) / 2 is the sigmoid of 2 u."""
        u = 2.0 * ROOT * (x + 0.044715 * x**3) if self.by_tanh else 1.702 * x
        return 0.5 * (1.0 + math.tanh(0.5 * u))


class Way(NamedTuple):
    """A way by name: what it does, and the program that does so. Every way may be taken in single precision as well."""

    name: str
    what: Floor | Gelu | None
    source: str
    single: bool = False

    @property
    def of(self) -> tuple[str, ...]:
        """The operations that are worked out otherwise; empty for all."""
        if isinstance(self.what, Gelu):
            return ("gelu",)
        return ("log", "softplus", "log_softmax") if self.what else ()

    def row(self, work: Work, of: Row, numbers: Sequence[float], f: floors.Rounding) -> float | None:
        """The number of a row; None where the way has no rule of its own."""
        if isinstance(self.what, Gelu):
            if of.kind not in ("value", "after", "local") or of.op.name != "gelu":
                return None
            x = numbers[of.takes[-1]]
            return f(self.what.slope(x) if of.kind == "local" else self.what.value(x))
        return floors.row(self.what, work, of, numbers, f) if self.what else None


EPSILON = 2.220446049250313e-16
OF_FLOAT32 = 1.1920928955078125e-07


def _clipped(epsilon: float) -> Clipped:
    return Clipped(epsilon, 1.0 - epsilon)


# fmt: off
WAYS = (
    Way("clamped at -100",    Clamped(),                   "torch.nn.BCELoss, PyTorch 2.13.0"),
    Way("log(p + 1e-7)",      Added(1e-7),                 "K. Saito, ゼロから作る Deep Learning, 2016, 4.2.4"),
    Way("log(p + 1e-8)",      Added(1e-8),                 "programs that add the epsilon of Adam"),
    Way("log(p + 1e-9)",      Added(1e-9),                 "stackoverflow.com/questions/47377222"),
    Way("log(p + 1e-10)",     Added(1e-10),                "programs that add an epsilon of their own"),
    Way("log(p + 1e-12)",     Added(1e-12),                "programs that add an epsilon of their own"),
    Way("log(p + 1e-15)",     Added(1e-15),                "programs that add the former epsilon of scikit-learn"),
    Way("clipped at 1e-7",    _clipped(1e-7),              "keras.losses, Keras 3.15.1, keras.config.epsilon()"),
    Way("clipped at 1e-12",   _clipped(1e-12),             "stackoverflow.com/questions/47377222"),
    Way("clipped at 1e-15",   _clipped(1e-15),             "sklearn.metrics.log_loss until 1.1; DeZero 0.0.13"),
    Way("clipped at 2.2e-16", _clipped(EPSILON),           "sklearn.metrics.log_loss, scikit-learn 1.9.1"),
    Way("clipped at 1.2e-7",  _clipped(OF_FLOAT32),        "sklearn.metrics.log_loss of float32, scikit-learn 1.9.1"),
    Way("clipped at 0.999",   Clipped(1e-15, 0.999, True), "dezero.functions.binary_cross_entropy, DeZero 0.0.13"),
    Way("gelu by tanh",       Gelu(True),                  "jax.nn.gelu, JAX 0.10.2; D. Hendrycks, K. Gimpel, 2016"),
    Way("gelu by sigmoid",    Gelu(False),                 "D. Hendrycks, K. Gimpel, 2016, arxiv.org/abs/1606.08415"),
)
SINGLE = Way("single precision", None, "PyTorch 2.13.0, JAX 0.10.2, Keras 3.15.1: their default", single=True)
# fmt: on
IN_TURN = (*WAYS, SINGLE, *(way._replace(single=True) for way in WAYS))
"""In double precision first, and then in single precision."""
