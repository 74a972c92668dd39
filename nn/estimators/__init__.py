"""Networks as estimators of scikit-learn. Training itself stands in `learning`.

- `network`: the common part of both estimators
- `lanes`: predictions for many rows
- `classifier`: `Classifier`
- `regressor`: `Regressor`
"""

# The network comes first: it says how to install scikit-learn where that is missing.
from nn.estimators.network import ACTIVATIONS  # isort: skip
from nn.estimators.classifier import Classifier
from nn.estimators.regressor import Regressor

__all__ = ["ACTIVATIONS", "Classifier", "Regressor"]
