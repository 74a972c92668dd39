"""Networks as estimators of scikit-learn, for its pipelines, searches and cross-validation.

They learn with `nn.train`. For predictions, the network is recorded once, and its operations are applied to arrays that
hold one number of every example.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from numbers import Integral, Real
from typing import Any, Self

import autograd
from autograd import DomainError, Value
from autograd.calculus.order import inputs_first
from autograd.language import say
from nn.data import Dataset
from nn.estimators.lanes import Programs
from nn.layers import init
from nn.layers.neuron import MLP
from nn.learning import optim
from nn.learning.run.measure import Loss
from nn.learning.training import TrainingError, train
from nn.nested import is_list

try:
    import numpy as np
    from sklearn.base import BaseEstimator
    from sklearn.preprocessing import StandardScaler
    from sklearn.utils import check_random_state
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError:
    raise ModuleNotFoundError(say("estimators need scikit-learn"), name="sklearn") from None

ACTIVATIONS: dict[str, Callable[[int], init.Init]] = {
    "elu": init.he,
    "gelu": init.he,
    "leaky_relu": init.he,
    "relu": init.he,
    "sigmoid": init.xavier,
    "silu": init.he,
    "softplus": init.he,
    "tanh": init.xavier,
}
"""The activations of hidden neurons, and the initial weights for each."""


MANY = 1024
"""From so many rows on, predictions come from a compiled program."""


class Network(BaseEstimator):  # type: ignore[misc]  # scikit-learn is published without types
    """The common part of both estimators: parameters, learning, and the pass of all examples through the network at
    once."""

    def __init__(
        self,
        hidden: tuple[int, ...] = (8,),
        activation: str = "relu",
        *,
        rate: float = 0.03,
        epochs: int = 30,
        batch_size: int = 8,
        decay: float = 0.0,
        patience: int | None = None,
        random_state: Any = None,
    ) -> None:
        self.hidden = hidden
        self.activation = activation
        self.rate = rate
        self.epochs = epochs
        self.batch_size = batch_size
        self.decay = decay
        self.patience = patience
        self.random_state = random_state

    def _learn(self, X: Any, targets: list[Any], outputs: int, loss: Loss) -> Self:
        self.__dict__.pop("model_", None)  # if this fit fails, no network is left that was learned with other classes
        self._require_sense()
        start, order = map(int, check_random_state(self.random_state).randint(2**31 - 1, size=2))
        with within_floats(X):
            scaler = StandardScaler().fit(X)
            data, validation = Dataset(scaler.transform(X), targets), None
        if self.patience is not None:
            data, validation = data.split(test=0.1, seed=order)
        activation, weight = getattr(autograd, self.activation), ACTIVATIONS[self.activation](start)
        model = MLP(X.shape[1], [*map(int, self.hidden), outputs], activation=activation, init=weight)
        optimizer = optim.Adam(model.parameters(), float(self.rate), decay=float(self.decay))
        try:
            history = train(
                model,
                data,
                loss,
                optimizer,
                int(self.epochs),
                batch_size=int(self.batch_size),
                validation=validation,
                patience=self.patience and int(self.patience),
                seed=order,
                progress=False,
            )
        except TrainingError as error:
            advice = say("rate below", rate=self.rate)
            sentence = say("training error", stopped=error.history.stopped, error=error.__cause__, advice=advice)
            raise TrainingError(sentence, error.history) from error
        self.scaler_, self.model_, self.history_ = scaler, model, history
        self.loss_curve_, self.n_iter_ = [row.loss for row in history.rows], len(history.rows)
        if history.stopped.startswith("Ctrl-C"):  # in every language; a search that contains this fit is to stop too
            raise KeyboardInterrupt(history.stopped)
        return self

    def _outputs(self, X: Any, read: Callable[[Any], Any] = lambda output: output) -> Any:
        """The network's outputs for all rows of X, as read by `read`: an array with a column for each number.

        Many rows go through a compiled program. For few, which would not pay for compiling it, the rows of the table of
        operations are fed with columns instead of numbers, as `autograd.calculus.ops` describes.
        """
        check_is_fitted(self, "model_")
        X = validate_data(self, X, dtype=np.float64, reset=False)
        inputs = [Value(0.0) for _ in range(X.shape[1])]
        output = read(self.model_(inputs))
        outputs = output if is_list(output) else [output]
        with within_floats(X):
            scaled = self.scaler_.transform(X)
            if len(X) >= MANY:
                try:
                    programs = self.__dict__.setdefault("_programs", Programs())
                    found = programs.outputs(outputs, inputs, self.model_.parameters(), scaled)
                    return np.column_stack(found)
                except DomainError:
                    pass  # the columns tell, in the words of within_floats
            columns: dict[Value, Any] = dict(zip(inputs, scaled.T, strict=True))
            for node in inputs_first(outputs):
                if node.op is None:
                    columns.setdefault(node, node.data)
                else:
                    columns[node] = node.op.value(*[columns[x] for x in node.inputs])
        return np.column_stack([columns[y] for y in outputs])

    def _require_sense(self) -> None:
        if not is_list(self.hidden) or not all(map(_is_whole, self.hidden)):
            raise ValueError(say("no hidden", given=self.hidden))
        if self.activation not in tuple(ACTIVATIONS):
            raise ValueError(say("no such activation", names=", ".join(ACTIVATIONS), given=self.activation))
        for name, number in {"epochs": self.epochs, "batch_size": self.batch_size, "patience": self.patience}.items():
            if not _is_whole(number) and (name, number) != ("patience", None):
                raise ValueError(say("estimator option is no whole number", name=name, number=number))
        if not _is_number(self.rate) or not self.rate > 0.0:
            raise ValueError(say("no rate", rate=self.rate))
        if not _is_number(self.decay) or not self.decay >= 0.0:
            raise ValueError(say("no decay", decay=self.decay))


def _is_whole(number: Any) -> bool:
    return isinstance(number, Integral) and int(number) >= 1


def _is_number(x: Any) -> bool:
    return isinstance(x, Real) and math.isfinite(x)


@contextmanager
def within_floats(X: Any) -> Iterator[None]:
    """Within this context, columns of numbers refuse an overflow, as Values do."""
    try:
        with np.errstate(over="raise", invalid="raise"):
            yield
    except FloatingPointError:
        raise OverflowError(say("out of the range of floats", largest=np.abs(X).max())) from None
