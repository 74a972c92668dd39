"""Fitted networks of scikit-learn, read as models, give what predict and predict_proba give."""

from typing import Any

import numpy as np
import pytest

import nn
from autograd import sigmoid, softmax
from nn.nested import flat

pytest.importorskip("sklearn")
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

pytestmark = pytest.mark.filterwarnings(f"ignore::{ConvergenceWarning.__module__}.ConvergenceWarning")

X = np.random.default_rng(0).normal(size=(40, 3)) * [1.0, 3.0, 0.5] + [2.0, -1.0, 0.0]
TARGETS: dict[str, Any] = {
    "two classes": np.where(X[:, 0] > 2.0, "yes", "no"),
    "three classes": np.digitize(X[:, 1], [-2.0, 0.0]) + 7,
    "labels": (X > [2.0, -1.0, 0.0]).astype(int),
}
ACTIVATIONS = ("identity", "logistic", "tanh", "relu")


def close(model: Any, true: Any, rows: Any = X) -> None:
    found = [float(y) for x in rows.tolist() for y in flat(model(x))]
    assert found == pytest.approx(np.ravel(true).tolist(), rel=1e-12, abs=1e-12)


def probabilities(estimator: Any, rows: Any = X) -> Any:
    """Those that the model gives: of two classes, that of the second one."""
    found = estimator.predict_proba(rows)
    classes = getattr(estimator, "classes_", [0, 1, 2])
    return found[:, 1] if len(classes) == 2 else found


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (4,), (4, 3)], ids=str)
@pytest.mark.parametrize("targets", TARGETS)
def test_classifiers(targets: str, hidden: tuple[int, ...], activation: str) -> None:
    estimator = MLPClassifier(hidden, activation=activation, max_iter=5, random_state=0).fit(X, TARGETS[targets])
    model = nn.from_sklearn(estimator)
    close(model, probabilities(estimator))
    assert (model.layers[-1] is softmax) == (targets == "three classes")
    assert (len(hidden) + 1 + (targets == "three classes")) == len(model.layers)
    assert len(model.parameters()) == sum(W.size for W in (*estimator.coefs_, *estimator.intercepts_))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("y", [X[:, 0] ** 2, X[:, :2] ** 2], ids=["a number", "several"])
def test_regressors(y: Any, activation: str) -> None:
    estimator = MLPRegressor(hidden_layer_sizes=(4,), activation=activation, max_iter=5, random_state=0).fit(X, y)
    close(nn.from_sklearn(estimator), estimator.predict(X))


def test_counts_have_an_exponential_at_the_end() -> None:
    options: dict[str, Any] = {"hidden_layer_sizes": (4,), "max_iter": 5, "random_state": 0}
    try:
        estimator = MLPRegressor(loss="poisson", **options).fit(X, X[:, 0] ** 2)
    except TypeError:
        pytest.skip("scikit-learn before 1.7 has no such loss")
    close(nn.from_sklearn(estimator), estimator.predict(X))


@pytest.mark.parametrize(
    "scalers",
    [
        [StandardScaler()],
        [StandardScaler(with_mean=False), StandardScaler(with_std=False)],
        [make_pipeline(StandardScaler(), StandardScaler(with_mean=False))],
    ],
)
def test_a_pipeline_with_scalers(scalers: Any) -> None:
    pipeline = make_pipeline(*scalers, "passthrough", MLPClassifier((4,), max_iter=5, random_state=0))
    pipeline.fit(X, TARGETS["three classes"])
    close(nn.from_sklearn(pipeline), pipeline.predict_proba(X))


@pytest.mark.parametrize("targets", ["two classes", "three classes"])
def test_a_classifier_of_this_package(targets: str) -> None:
    estimator = nn.Classifier(hidden=(4,), epochs=1, random_state=0).fit(X, TARGETS[targets])
    model: Any = nn.from_sklearn(estimator)
    close(model, probabilities(estimator))
    assert model.layers[-1] is softmax or model.layers[-1].neurons[0].activation is sigmoid
    model.parameters()[0].data += 1.0  # it is a copy
    assert estimator.model_.parameters()[0].data != model.parameters()[0].data


@pytest.mark.parametrize("y", [X[:, 0] * 100.0 + 7.0, X[:, :2]], ids=["a number", "several"])
def test_a_regressor_of_this_package_after_a_scaler(y: Any) -> None:
    pipeline = make_pipeline(StandardScaler(), nn.Regressor(hidden=(4,), epochs=1, random_state=0)).fit(X, y)
    close(nn.from_sklearn(pipeline), pipeline.predict(X))


def test_float32_is_taken_as_it_is() -> None:
    estimator = MLPClassifier((4,), max_iter=5, random_state=0).fit(X.astype("f"), TARGETS["labels"])
    model: Any = nn.from_sklearn(estimator)
    assert model.layers[0].neurons[0].w[0].data == float(estimator.coefs_[0][0, 0])


def test_it_goes_on_to_onnx_in_double_precision(tmp_path: Any) -> None:
    estimator = MLPClassifier((4,), max_iter=5, activation="tanh", random_state=0).fit(X, TARGETS["three classes"])
    nn.to_onnx(nn.from_sklearn(estimator), tmp_path / "model.onnx", (3,), precision="double")
    close(nn.from_onnx(tmp_path / "model.onnx"), estimator.predict_proba(X))


@pytest.mark.parametrize(
    ("wrong", "error", "sentence"),
    [
        (MLPClassifier(), ValueError, "MLPClassifier has not learned anything yet: call fit first"),
        (nn.Regressor(), ValueError, "Regressor has not learned anything yet"),
        (make_pipeline(StandardScaler(), MLPRegressor()), ValueError, "MLPRegressor has not learned"),
        (MLPClassifier, TypeError, r"from_sklearn takes a fitted MLPClassifier .*, not <class"),
        (make_pipeline(StandardScaler()), TypeError, r"StandardScaler in a pipeline.*, not StandardScaler\(\)"),
        (nn.MLP(2, [1]), TypeError, "from_sklearn takes .*, not MLP of"),
        (None, TypeError, "from_sklearn takes .*, not None"),
    ],
)
def test_what_else_is_given_is_said(wrong: Any, error: type, sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        nn.from_sklearn(wrong)


def test_a_search_is_told_from_what_it_found() -> None:
    search = GridSearchCV(MLPRegressor(hidden_layer_sizes=(2,), max_iter=2), {"alpha": [0.1]}, cv=2).fit(X, X[:, 0])
    with pytest.raises(TypeError, match=r"GridSearchCV has searched .* give search\.best_estimator_"):
        nn.from_sklearn(search)
    close(nn.from_sklearn(search.best_estimator_), search.predict(X))


def test_another_step_of_a_pipeline_is_named() -> None:
    pipeline = make_pipeline(MinMaxScaler(), MLPClassifier((2,), max_iter=2)).fit(X, TARGETS["labels"])
    with pytest.raises(TypeError, match=r"before the network stands MinMaxScaler, .* pipeline\[-1\]"):
        nn.from_sklearn(pipeline)


def test_numbers_that_are_not_finite_are_refused() -> None:
    estimator = MLPClassifier((2,), max_iter=2).fit(X, TARGETS["labels"])
    estimator.intercepts_[1][0] = np.inf
    with pytest.raises(ValueError, match="the bias of layer 2 holds inf"):
        nn.from_sklearn(estimator)
