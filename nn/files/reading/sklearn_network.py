"""From scikit-learn: a fitted network, with the scaler before it, as a model of ours."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from autograd import exp, relu, sigmoid, softmax, tanh
from autograd.language import say
from autograd.language.text import printable
from nn.files.reading.line import in_row
from nn.files.reading.shared import Shared, require_numbers
from nn.layers.blocks import Sequential
from nn.nested import each

FUNCTIONS: dict[str, Callable[..., Any] | None] = {
    "identity": None,
    "logistic": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "softmax": softmax,
    "exp": exp,
}
"""scikit-learn's names of activations, of hidden neurons and of the output."""


class Affine(NamedTuple):
    """The numbers of a layer, outputs × inputs and outputs, and the function after it."""

    weight: list[list[float]]
    bias: list[float]
    function: Callable[..., Any] | None


def from_sklearn(estimator: Any) -> Sequential:
    """The model that calculates the same as a fitted `MLPClassifier` or `MLPRegressor`, in double precision.

    | the estimator | the output of the model for one example |
    | --- | --- |
    | regressor | that of `predict`: a number, or a list if there are several targets |
    | classifier, three classes or more | that of `predict_proba`: a list, in the order of `classes_` |
    | classifier, two classes | the probability of `classes_[1]`, the second column of `predict_proba`: a number |
    | classifier, several labels | that of `predict_proba`: a list with the probability of each label |

    The last part of a classifier is `softmax`; for two classes and for labels, the last layer has the activation
    `sigmoid`. Before it there are logits, as `nn.losses` take them.

    A pipeline of `StandardScaler` and one of these is read too, and so are `nn.Classifier` and `nn.Regressor`. The
    scaler becomes part of the weights of the first layer, and the scaler of targets part of those of the last. That
    costs digits where a mean is many deviations from 0: three of the sixteen for a thousand.

        model = nn.from_sklearn(MLPClassifier((8,)).fit(X, y))

    Raises `TypeError` for other estimators, and `ValueError` for one that is not fitted and for numbers that are not
    finite.
    """
    *scalers, network = _steps(estimator) or [None]
    layers, extra = _layers(network)
    for scaler in reversed([*scalers, *extra]):
        layers[0] = _after(scaler, layers[0])
    parts = list[Any]()
    for i, (weight, bias, function) in enumerate(layers, 1):
        require_numbers(weight, say("weight of a layer", layer=i), (len(bias), len(weight[0])))
        require_numbers(bias, say("bias of a layer", layer=i), (len(bias),))
        layer = Shared().layer((None, weight), (None, bias))
        if function is not None and function is not softmax:
            for neuron in layer.neurons:
                neuron.activation = function
        parts += [layer, softmax] if function is softmax else [layer]
    return in_row(parts)


def _steps(estimator: Any) -> list[Any]:
    """The steps of a pipeline and of those within it; the estimator alone if it is none."""
    if not hasattr(estimator, "steps"):
        return [estimator]
    return [inner for _, step in estimator.steps if step not in (None, "passthrough") for inner in _steps(step)]


def _layers(network: Any) -> tuple[list[Affine], list[Any]]:
    """The layers of an estimator, and the scalers of its inputs that it has itself."""
    kind = type(network)
    module = kind.__module__.partition(".")[0]
    if module == "sklearn" and kind.__name__ in ("MLPClassifier", "MLPRegressor"):
        _require_fitted(network, "coefs_")
        last = len(network.coefs_) - 1
        return [
            Affine(W.T.tolist(), b.tolist(), FUNCTIONS[network.out_activation_ if i == last else network.activation])
            for i, (W, b) in enumerate(zip(network.coefs_, network.intercepts_, strict=True))
        ], []
    if module == "nn" and kind.__name__ in ("Classifier", "Regressor"):
        _require_fitted(network, "model_")
        layers = []
        for layer in network.model_.layers:
            weight, bias = each(float, list(layer.tensors().values()))
            layers.append(Affine(weight, bias, layer.neurons[0].activation))
        if kind.__name__ == "Classifier":
            layers[-1] = layers[-1]._replace(function=softmax if len(network.classes_) > 2 else sigmoid)
        else:
            layers[-1] = _before(network.target_scaler_, layers[-1])
        return layers, [network.scaler_]
    if hasattr(network, "best_estimator_"):
        raise TypeError(say("search is no estimator", kind=kind.__name__))
    raise TypeError(say("no network of scikit-learn", given=printable(repr(network))))


def _require_fitted(estimator: Any, name: str) -> None:
    if not hasattr(estimator, name):
        raise ValueError(say("not fitted", kind=type(estimator).__name__))


def _moments(scaler: Any, count: int) -> tuple[list[float], list[float]]:
    """The means and the deviations of a fitted StandardScaler, of `count` numbers."""
    if type(scaler).__name__ != "StandardScaler":
        raise TypeError(say("step before the network", kind=type(scaler).__name__))
    _require_fitted(scaler, "n_features_in_")
    means = scaler.mean_.tolist() if scaler.with_mean else [0.0] * count  # mean_ is there either way
    return means, scaler.scale_.tolist() if scaler.with_std else [1.0] * count


def _after(scaler: Any, layer: Affine) -> Affine:
    """The layer, of inputs that the scaler has not seen: w (x - mean) / deviation = (w / deviation) x - …"""
    means, deviations = _moments(scaler, len(layer.weight[0]))
    weight = [[w / deviation for w, deviation in zip(row, deviations, strict=True)] for row in layer.weight]
    bias = [
        math.fsum([b, *(-w * mean for w, mean in zip(row, means, strict=True))])
        for b, row in zip(layer.bias, weight, strict=True)
    ]
    return Affine(weight, bias, layer.function)


def _before(scaler: Any, layer: Affine) -> Affine:
    """The layer, whose outputs the scaler of targets has turned back: out · deviation + mean."""
    means, deviations = _moments(scaler, len(layer.bias))
    weight = [[w * deviation for w in row] for row, deviation in zip(layer.weight, deviations, strict=True)]
    bias = [b * deviation + mean for b, deviation, mean in zip(layer.bias, deviations, means, strict=True)]
    return Affine(weight, bias, layer.function)
