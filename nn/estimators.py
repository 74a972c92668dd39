"""Networks as estimators of scikit-learn, for its pipelines, searches and cross-validation.

They learn with `nn.train`, one Value at a time. For predictions, the network is recorded once. Its operations are then
applied to arrays that hold one number of every example.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from numbers import Integral, Real
from typing import Any, Self

import autograd
from autograd import Value, sigmoid, softmax
from autograd.calculus.order import inputs_first
from nn.data import Dataset
from nn.layers import init, losses
from nn.layers.neuron import MLP
from nn.learning import optim
from nn.learning.run.measure import Loss
from nn.learning.training import TrainingError, train
from nn.nested import is_list

try:
    import numpy as np
    from sklearn.base import BaseEstimator, ClassifierMixin, MultiOutputMixin, RegressorMixin
    from sklearn.preprocessing import StandardScaler
    from sklearn.utils import check_random_state
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError:
    raise ModuleNotFoundError(
        "nn.Classifier and nn.Regressor need scikit-learn 1.6 or later: pip install ringograd[sklearn]", name="sklearn"
    ) from None

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


class _Network(BaseEstimator):  # type: ignore[misc]  # scikit-learn is published without types
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
        with _within_floats(X):
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
            advice = f"Try a smaller rate than {self.rate:g}"
            raise TrainingError(f"{error.history.stopped}: {error.__cause__}. {advice}", error.history) from error
        self.scaler_, self.model_, self.history_ = scaler, model, history
        self.loss_curve_, self.n_iter_ = [row.loss for row in history.rows], len(history.rows)
        if history.stopped.startswith("Ctrl-C"):  # a search that contains this fit is to stop too
            raise KeyboardInterrupt(history.stopped)
        return self

    def _outputs(self, X: Any, read: Callable[[Any], Any] = lambda output: output) -> Any:
        """The network's outputs for all rows of X, as read by `read`: an array with a column for each number.

        The rows of the table of operations are fed with columns instead of numbers, as `autograd.calculus.ops`
        describes.
        """
        check_is_fitted(self, "model_")
        X = validate_data(self, X, dtype=np.float64, reset=False)
        inputs = [Value(0.0) for _ in range(X.shape[1])]
        output = read(self.model_(inputs))
        outputs = output if is_list(output) else [output]
        with _within_floats(X):
            columns: dict[Value, Any] = dict(zip(inputs, self.scaler_.transform(X).T, strict=True))
            for node in inputs_first(outputs):
                if node.op is None:
                    columns.setdefault(node, node.data)
                else:
                    columns[node] = node.op.value(*[columns[x] for x in node.inputs])
        return np.column_stack([columns[y] for y in outputs])

    def _require_sense(self) -> None:
        if not is_list(self.hidden) or not all(map(_is_whole, self.hidden)):
            raise ValueError(
                f"hidden is how many neurons each hidden layer has, such as (16,) or (16, 8), not {self.hidden!r}"
            )
        if self.activation not in tuple(ACTIVATIONS):
            raise ValueError(f"activation is one of {', '.join(ACTIVATIONS)}, not {self.activation!r}")
        for name, number in {"epochs": self.epochs, "batch_size": self.batch_size, "patience": self.patience}.items():
            if not _is_whole(number) and (name, number) != ("patience", None):
                raise ValueError(f"{name} is a whole number of at least 1, not {number!r}")
        if not _is_number(self.rate) or not self.rate > 0.0:
            raise ValueError(f"rate is a number of more than 0, not {self.rate!r}")
        if not _is_number(self.decay) or not self.decay >= 0.0:
            raise ValueError(f"decay is a number of at least 0, not {self.decay!r}")


class Classifier(ClassifierMixin, _Network):  # type: ignore[misc]
    """An `MLP` that tells classes apart, as a classifier of scikit-learn.

    Inputs are standardised with the mean and the standard deviation of the examples in `fit`. Adam lowers the
    cross-entropy from logits. Two classes have one logit; more classes have one logit each.

    Learning goes Value by Value. With 4 features, 8 hidden neurons and 3 classes it takes about 0.1 ms per example and
    epoch, and the time grows with the number of weights. So the defaults are small: few epochs, with many steps in
    small batches.

    - `hidden`: the number of neurons in each hidden layer. `()` means no hidden layer, which is logistic regression.
    - `activation`: the activation of hidden neurons: elu, gelu, leaky_relu, relu, sigmoid, silu, softplus or tanh. The
      first weights come from `nn.init.xavier` for sigmoid and tanh, and from `nn.init.he` for the others.
    - `rate`: the learning rate of Adam.
    - `epochs`: the number of passes over all examples. Only `patience` ends the fit earlier.
    - `batch_size`: the number of examples for each step of Adam.
    - `decay`: each step moves each weight and bias towards 0 by rate · decay · weight.
    - `patience`: a tenth of the examples, of each class alike, is set apart. The fit ends after so many epochs without
      a lower loss on this part, and keeps the best weights. With None, all examples are used for learning.
    - `random_state`: a seed, or a `RandomState`, for the first weights, the order of examples and the part set apart.
      The same seed gives the same bits on one machine.

    After `fit` there are `classes_`, `n_features_in_`, `feature_names_in_` for data frames, `n_iter_` (epochs),
    `loss_curve_` (the mean loss of each epoch), `history_` (the result of `nn.train`), `scaler_`, and `model_`, the
    network, whose inputs are scaled by `scaler_`.

    >>> X, y = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ["same", "other", "other", "same"]
    >>> xor = Classifier(activation="tanh", epochs=200, random_state=0).fit(X, y)
    >>> xor.predict([[1.0, 0.0], [1.0, 1.0]]).tolist(), len(xor.model_.parameters())
    (['other', 'same'], 33)
    """

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from X, examples × features, and y, the class of each example. Classes are anything that NumPy can
        sort.

        Ctrl-C raises KeyboardInterrupt after the current step, and the estimator can be used as far as it has learned.
        Raises ValueError for parameters without a meaning, for a single class, and for anything that scikit-learn
        refuses, such as NaN. Raises `nn.TrainingError` if a number is no longer finite.
        """
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        classes, numbers = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"all targets are of one class, {classes.tolist()[0]!r}: a classifier needs two or more")
        self.classes_ = classes
        if len(classes) == 2:
            return self._learn(X, numbers.tolist(), 1, losses.binary_cross_entropy_from_logits)
        return self._learn(X, numbers.tolist(), len(classes), losses.cross_entropy_from_logits)

    def decision_function(self, X: Any) -> Any:
        """The logits. For two classes they are n numbers, above 0 for `classes_[1]`; else n × classes."""
        logits = self._outputs(X)
        return logits[:, 0] if logits.shape[1] == 1 else logits

    def predict(self, X: Any) -> Any:
        """The class of each of n examples: the class with the largest logit."""
        logits = self.decision_function(X)
        return self.classes_[logits.argmax(axis=1) if logits.ndim == 2 else (logits > 0.0).astype(int)]

    def predict_proba(self, X: Any) -> Any:
        """The probability of each class, n × classes, in the order of `classes_`."""
        return self._outputs(X, _probabilities)


class Regressor(RegressorMixin, MultiOutputMixin, _Network):  # type: ignore[misc]
    """An `MLP` that predicts one number, or several, as a regressor of scikit-learn.

    Parameters and attributes are as in `Classifier`. Targets are standardised too, by `target_scaler_`. The loss is the
    mean squared error of standardised targets, so a network that always predicts the mean has a loss of 1.

    >>> X = [[x / 10.0] for x in range(-20, 21)]
    >>> curve = Regressor(epochs=100, random_state=0).fit(X, [abs(x) for [x] in X])
    >>> bool(abs(curve.predict([[-1.5]])[0] - 1.5) < 0.1)
    True
    """

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from X, examples × features, and y: a number for each example, or examples × numbers.

        Ctrl-C and errors are as in `Classifier.fit`.
        """
        X, y = validate_data(self, X, y, dtype=np.float64, multi_output=True, y_numeric=True)
        rows = y.reshape(len(y), -1).astype(np.float64)
        with _within_floats(rows):
            self.target_scaler_ = StandardScaler().fit(rows)
            targets = self.target_scaler_.transform(rows)
        self.target_shape_ = y.shape[1:]
        return self._learn(X, targets.tolist(), rows.shape[1], losses.mean_squared_error)

    def predict(self, X: Any) -> Any:
        """The predictions for n examples: n numbers, or n × numbers if the targets had several numbers."""
        outputs = self._outputs(X)
        return self.target_scaler_.inverse_transform(outputs).reshape(-1, *self.target_shape_)


def _probabilities(logits: Any) -> list[Any]:
    """The probabilities of all classes, from one logit per class, or from the single logit of two classes."""
    return softmax(logits) if is_list(logits) else [sigmoid(-logits), sigmoid(logits)]


def _is_whole(number: Any) -> bool:
    return isinstance(number, Integral) and int(number) >= 1


def _is_number(x: Any) -> bool:
    return isinstance(x, Real) and math.isfinite(x)


@contextmanager
def _within_floats(X: Any) -> Iterator[None]:
    """Within this context, columns of numbers refuse an overflow, as Values do."""
    try:
        with np.errstate(over="raise", invalid="raise"):
            yield
    except FloatingPointError:
        raise OverflowError(
            f"numbers of up to {np.abs(X).max():g} lead out of the range of floats; give them in a larger unit"
        ) from None
