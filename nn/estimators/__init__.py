"""Networks in scikit-learn's protocol; what they learn with lives in `learning`.

- `network`: what both estimators share
- `classifier`: `Classifier`
- `regressor`: `Regressor`
"""

# The network comes first: it says how to install scikit-learn where that is missing.
from nn.estimators.network import ACTIVATIONS  # isort: skip
from nn.estimators.classifier import Classifier
from nn.estimators.regressor import Regressor

__all__ = ["ACTIVATIONS", "Classifier", "Regressor"]
