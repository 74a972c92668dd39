"""A network that tells classes apart, as an estimator of scikit-learn."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import validate_data

from autograd import sigmoid, softmax
from autograd.language import say
from nn.estimators.network import Network
from nn.layers import losses
from nn.nested import is_list


class Classifier(ClassifierMixin, Network):  # type: ignore[misc]
    """An `MLP` that tells classes apart, as a classifier of scikit-learn.

    Inputs are standardised with the mean and the standard deviation of the examples in `fit`. Adam lowers the
    cross-entropy from logits. Two classes have one logit; more classes have one logit each.

    Learning goes in a compiled program, see `autograd.compile`. A step takes about 0.3 ms, and little more with larger
    batches. So a larger `batch_size` is faster, and a smaller one learns more from each epoch.

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
            raise ValueError(say("targets of one class", target=classes.tolist()[0]))
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


def _probabilities(logits: Any) -> list[Any]:
    """The probabilities of all classes, from one logit per class, or from the single logit of two classes."""
    return softmax(logits) if is_list(logits) else [sigmoid(-logits), sigmoid(logits)]
