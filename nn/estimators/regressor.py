"""A network that predicts numbers, as an estimator of scikit-learn."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from sklearn.base import MultiOutputMixin, RegressorMixin
from sklearn.preprocessing import StandardScaler
from sklearn.utils.validation import validate_data

from nn.estimators.network import Network, within_floats
from nn.layers import losses


class Regressor(RegressorMixin, MultiOutputMixin, Network):  # type: ignore[misc]
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
        with within_floats(rows):
            self.target_scaler_ = StandardScaler().fit(rows)
            targets = self.target_scaler_.transform(rows)
        self.target_shape_ = y.shape[1:]
        return self._learn(X, targets.tolist(), rows.shape[1], losses.mean_squared_error)

    def predict(self, X: Any) -> Any:
        """The predictions for n examples: n numbers, or n × numbers if the targets had several numbers."""
        outputs = self._outputs(X)
        return self.target_scaler_.inverse_transform(outputs).reshape(-1, *self.target_shape_)
