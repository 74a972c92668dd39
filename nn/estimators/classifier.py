"""A network that tells classes apart, in scikit-learn's protocol."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import validate_data

from autograd import sigmoid, softmax
from nn.estimators.network import Network
from nn.layers import losses
from nn.nested import is_list


class Classifier(ClassifierMixin, Network):  # type: ignore[misc]
    """An `MLP` that tells classes apart, as a classifier of scikit-learn.

    Inputs are standardised with the mean and the deviation of those in `fit`. Adam lowers the cross-entropy from
    logits: one logit for two classes, else one for each class.

    Learning goes Value by Value: about 0.1 ms for an example in an epoch, with 4 features, 8 hidden neurons and 3
    classes, and in proportion to the weights. So the defaults are small: few epochs, of many steps in small batches.

    - `hidden`: how many neurons each hidden layer has; `()` for none, which is logistic regression.
    - `activation`: of hidden neurons; elu, gelu, leaky_relu, relu, sigmoid, silu, softplus or tanh. Weights start as
      in `nn.init.xavier` for sigmoid and tanh, and else as in `nn.init.he`.
    - `rate`: the learning rate of Adam.
    - `epochs`: how often to pass over all examples; all of them are made, unless `patience` ends the fit.
    - `batch_size`: the number of examples for each step of Adam.
    - `decay`: draws each weight and bias to 0 by rate · decay · weight in each step.
    - `patience`: set a tenth of the examples apart, of each class alike, end after so many epochs without a lower
      loss on them, and keep the best weights. With None all examples are learned from.
    - `random_state`: a seed, or a `RandomState`, for the first weights, the order of examples and what is set apart.
      The same one gives the same bits on one machine.

    After `fit` there are `classes_`, `n_features_in_`, `feature_names_in_` for data frames, `n_iter_` (epochs),
    `loss_curve_` (the mean loss in each), `history_` (what `nn.train` returns), `scaler_`, and the network `model_`,
    which takes what `scaler_` gives.

    >>> X, y = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ["same", "other", "other", "same"]
    >>> xor = Classifier(activation="tanh", epochs=200, random_state=0).fit(X, y)
    >>> xor.predict([[1.0, 0.0], [1.0, 1.0]]).tolist(), len(xor.model_.parameters())
    (['other', 'same'], 33)
    """

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from X, examples × features, and the class of each, which is anything that NumPy sorts.

        Ctrl-C raises KeyboardInterrupt after the current step; what was learned until then can be used. Raises
        ValueError for parameters without a meaning, for a single class, and for what scikit-learn refuses, such as
        NaN; `nn.TrainingError` where a number is no longer finite.
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
        """The logits: for two classes n numbers, above 0 for `classes_[1]`; else n × classes."""
        logits = self._outputs(X)
        return logits[:, 0] if logits.shape[1] == 1 else logits

    def predict(self, X: Any) -> Any:
        """The class of each of n examples, that of the largest logit."""
        logits = self.decision_function(X)
        return self.classes_[logits.argmax(axis=1) if logits.ndim == 2 else (logits > 0.0).astype(int)]

    def predict_proba(self, X: Any) -> Any:
        """The probability of each class, n × classes, in the order of `classes_`."""
        return self._outputs(X, _probabilities)


def _probabilities(logits: Any) -> list[Any]:
    """Those of all classes, from a logit for each, or from the one logit of two classes."""
    return softmax(logits) if is_list(logits) else [sigmoid(-logits), sigmoid(logits)]
