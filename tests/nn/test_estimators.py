"""`nn.Classifier` and `nn.Regressor`: scikit-learn's own checks, and networks trained by hand with the same numbers."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from scipy.special import expit
from scipy.special import softmax as softmax_of_rows
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures
from sklearn.utils.estimator_checks import parametrize_with_checks

import autograd
import nn
from autograd.program import Program
from nn import init, losses, optim
from nn.data import Dataset
from nn.estimators import ACTIVATIONS
from nn.nested import flat
from tests.conftest import PROFILE, takes_long, thinned

# The default profile trains smaller networks in the same checks; the others train as users do.
SHORT: dict[str, Any] = {"hidden": (4,), "epochs": 6, "batch_size": 64, "rate": 0.2} if PROFILE == "default" else {}


CHECKS = parametrize_with_checks([nn.Classifier(**SHORT), nn.Regressor(**SHORT)])


@pytest.mark.parametrize(("estimator", "check"), thinned(CHECKS.args[1]), ids=CHECKS.kwargs["ids"])
def test_all_checks_of_scikit_learn(estimator: Any, check: Any) -> None:
    check(estimator)


def draw(n: int, features: int, seed: int = 0) -> Any:
    """Inputs far from standard: each feature has its own mean and deviation."""
    return np.random.default_rng(seed).normal(np.arange(features), 10.0 ** np.arange(features), (n, features))


def standard(x: Any) -> Any:
    return (x - x.mean(axis=0)) / x.std(axis=0)


def by_hand(x: Any, ys: list[Any], outputs: int, loss: Any, start: Any, *, patience: int | None = None) -> nn.MLP:
    """The network that an estimator with `OPTIONS` has to find."""
    weights, order = map(int, np.random.RandomState(5).randint(2**31 - 1, size=2))
    model = nn.MLP(x.shape[1], [3, 2, outputs], activation=autograd.tanh, init=start(weights))
    data, validation = Dataset(standard(x), ys), None
    if patience:
        data, validation = data.split(test=0.1, seed=order)
    optimizer = optim.Adam(model.parameters(), 0.05, decay=0.01)
    nn.train(
        model,
        data,
        loss,
        optimizer,
        4,
        batch_size=7,
        validation=validation,
        patience=patience,
        seed=order,
        progress=False,
    )
    return model


OPTIONS: dict[str, Any] = {
    "hidden": (3, 2), "activation": "tanh", "rate": 0.05, "epochs": 4, "batch_size": 7, "decay": 0.01, "random_state": 5
}  # fmt: skip


def numbers(model: nn.MLP) -> list[float]:
    return [parameter.data for parameter in model.parameters()]


@pytest.mark.parametrize(
    ("classes", "outputs", "loss"),
    [
        (2, 1, losses.binary_cross_entropy_from_logits),
        (3, 3, losses.cross_entropy_from_logits),
    ],
)
@pytest.mark.parametrize("patience", [None, 1])
def test_a_classifier_learns_as_train_does(classes: int, outputs: int, loss: Any, patience: int | None) -> None:
    x, names = draw(40, 2), np.array(["ash", "elm", "oak"])
    ys = [i % classes for i in range(40)]
    found = nn.Classifier(**OPTIONS, patience=patience).fit(x, names[ys])
    model = by_hand(x, ys, outputs, loss, init.xavier, patience=patience)
    assert numbers(found.model_) == pytest.approx(numbers(model), rel=1e-9)
    logits = [list(flat(model(row))) for row in standard(x).tolist()]
    scores = np.array(logits, dtype=float)
    shares = np.hstack([expit(-scores), expit(scores)]) if classes == 2 else softmax_of_rows(scores, axis=1)
    assert found.decision_function(x) == pytest.approx(scores[:, 0] if classes == 2 else scores, rel=1e-9)
    assert found.predict_proba(x) == pytest.approx(shares, rel=1e-9)
    assert found.predict(x).tolist() == [names[k] for k in shares.argmax(axis=1)]


@pytest.mark.parametrize("columns", [(), (1,), (2,)])
def test_a_regressor_learns_as_train_does(columns: tuple[int, ...]) -> None:
    x = draw(20, 3)
    rows = draw(20, max(columns, default=1), seed=1)
    y = rows.reshape(20, *columns)
    found = nn.Regressor(**OPTIONS).fit(x, y)
    model = by_hand(x, standard(rows).tolist(), rows.shape[1], losses.mean_squared_error, init.xavier)
    assert numbers(found.model_) == pytest.approx(numbers(model), rel=1e-9)
    outputs = np.array([[y.data for y in flat(model(row))] for row in standard(x).tolist()])
    predicted = found.predict(x)
    assert predicted.shape == y.shape
    assert predicted.reshape(20, -1) == pytest.approx(outputs * rows.std(axis=0) + rows.mean(axis=0), rel=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_columns_pass_through_the_network_as_values_do(activation: str) -> None:
    x = draw(30, 3)
    found = nn.Regressor((5, 4), activation, epochs=1, random_state=0).fit(x, x[:, :2])
    far = 100.0 * x  # both sides of each kink, and where an exp would overflow if it were not arranged
    expected = [[y.data for y in found.model_(row)] for row in found.scaler_.transform(far).tolist()]
    assert found._outputs(far) == pytest.approx(np.array(expected), rel=1e-12, abs=1e-14)


@takes_long
def test_iris_by_cross_validation() -> None:
    """Fisher 1936; scikit-learn's own MLPClassifier reaches 0.95 to 0.98 on such folds."""
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = cross_val_score(nn.Classifier(random_state=0), *load_iris(return_X_y=True), cv=folds)
    assert scores.mean() >= 0.94


def test_breast_cancer() -> None:
    """Street, Wolberg and Mangasarian 1993; they report 97 % by cross-validation, of three of the features."""
    x, y = load_breast_cancer(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.5, random_state=0, stratify=y)
    found = nn.Classifier(epochs=10, random_state=0).fit(train_x, train_y)
    assert found.score(test_x, test_y) >= 0.95


def test_a_sine() -> None:
    x = np.linspace(-3.0, 3.0, 120)[:, np.newaxis]
    found = nn.Regressor((16,), epochs=60, random_state=0).fit(x, 1000.0 * np.sin(x[:, 0]))
    between = x[:-1] + 0.025
    assert found.predict(between) == pytest.approx(1000.0 * np.sin(between[:, 0]), abs=150.0)
    assert found.score(between, 1000.0 * np.sin(between[:, 0])) >= 0.98


def test_pipelines_searches_clones_and_pickles_give_the_same_bits() -> None:
    x, y = load_iris(return_X_y=True)
    x, y = x[::3], y[::3]
    steps = make_pipeline(PolynomialFeatures(2), nn.Classifier(epochs=3, random_state=0))
    choice = {"classifier__epochs": np.array([1, 20]), "classifier__hidden": [(4,), ()]}
    search = GridSearchCV(steps, choice, cv=2, error_score="raise").fit(x, y)
    assert search.best_params_["classifier__epochs"] == 20
    assert search.best_score_ >= 0.9
    found = search.best_estimator_
    twin = clone(found).fit(x, y)
    assert numbers(twin[-1].model_) == numbers(found[-1].model_)
    again = pickle.loads(pickle.dumps(found))
    assert (again.predict_proba(x) == found.predict_proba(x)).all()
    assert found[-1].n_iter_ == len(found[-1].loss_curve_) == 20
    other = clone(found).set_params(classifier__random_state=4).fit(x, y)
    assert numbers(other[-1].model_) != numbers(found[-1].model_)


def test_patience_ends_a_fit_and_keeps_the_best() -> None:
    x = draw(40, 2)
    y = np.random.default_rng(2).integers(2, size=40)  # nothing can be learned but by heart
    found = nn.Classifier(epochs=200, patience=3, random_state=0).fit(x, y)
    best = found.history_.best
    assert best
    assert found.n_iter_ == best.number + 3 < 200
    shorter = nn.Classifier(epochs=best.number, random_state=0, patience=200).fit(x, y)
    assert numbers(shorter.model_) == numbers(found.model_)


def rows_by_hand(found: Any, x: Any) -> Any:
    """The same weights in a pass of NumPy's: tanh, and logits."""
    for i, layer in enumerate(found.model_.layers):
        weights = np.array([[w.data for w in neuron.w] for neuron in layer.neurons])
        x = x @ weights.T + np.array([neuron.b.data for neuron in layer.neurons])
        x = np.tanh(x) if i < len(found.model_.layers) - 1 else x
    return x


def test_predictions_of_many_rows_share_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, made = list[Any](), autograd.compile

    def counted(*given: Any, **options: Any) -> Any:
        compiled.append(given)
        return made(*given, **options)

    monkeypatch.setattr(autograd, "compile", counted)
    monkeypatch.setattr(nn.estimators.network, "MANY", 100)
    x, many = draw(60, 3), draw(100, 3, seed=1)
    found = nn.Classifier((3,), "tanh", epochs=2, random_state=1).fit(x, np.arange(60) % 3)
    scaled, before = (many - x.mean(axis=0)) / x.std(axis=0), len(compiled)
    for step in range(3):
        for parameter in found.model_.parameters():
            parameter.data += 0.1 * step
        expected = rows_by_hand(found, scaled)
        for again in (found, found, pickle.loads(pickle.dumps(found))):
            assert again.decision_function(many) == pytest.approx(expected, rel=1e-9)
            assert again.predict_proba(many) == pytest.approx(softmax_of_rows(expected, axis=1), rel=1e-9)
    assert len(compiled) == before + 2 + 3 * 2  # of the estimator, and of its copies
    found.model_.layers[0].neurons[0].activation = autograd.relu
    other = found.decision_function(many)
    assert other == pytest.approx(np.array([[y.data for y in found.model_(row)] for row in scaled.tolist()]), rel=1e-9)
    assert len(found._programs.idle) == 2
    assert not hasattr(clone(found), "_programs")


def test_predictions_in_threads_do_not_share_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first program runs, another thread predicts."""
    x, many, running, run = draw(60, 3), draw(nn.estimators.network.MANY, 3, seed=1), list[Any](), Program.__call__
    found = nn.Regressor((3,), "tanh", epochs=2, random_state=1).fit(x, x[:, 0])
    expected = found.predict(many)

    def meanwhile(program: Any, inputs: Any) -> Any:
        running.append(program)
        if len(running) == 1:
            with ThreadPoolExecutor(1) as pool:
                assert (pool.submit(found.predict, many).result() == expected).all()
        return run(program, inputs)

    monkeypatch.setattr(Program, "__call__", meanwhile)
    assert (found.predict(many) == expected).all()
    assert len(running) == 2
    assert running[0] is not running[1]
