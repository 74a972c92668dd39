"""What `nn.Classifier` and `nn.Regressor` refuse, how they are stopped, and when scikit-learn is needed."""

import re
import signal
import subprocess
import sys
from typing import Any

import numpy as np
import pandas
import pytest
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

import nn
from nn import losses

X, Y = np.array([[0.0], [1.0], [2.0], [4.0]]), [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"hidden": 16}, "hidden is how many neurons each hidden layer has, such as (16,) or (16, 8), not 16"),
        ({"hidden": (4, 0)}, "such as (16,) or (16, 8), not (4, 0)"),
        ({"hidden": (4, 0.5)}, "such as (16,) or (16, 8), not (4, 0.5)"),
        (
            {"activation": "rleu"},
            "activation is one of elu, gelu, leaky_relu, relu, sigmoid, silu, softplus, tanh, not 'rleu'",
        ),
        ({"activation": ["relu"]}, "silu, softplus, tanh, not ['relu']"),
        ({"epochs": 0}, "epochs is a whole number of at least 1, not 0"),
        ({"batch_size": 2.0}, "batch_size is a whole number of at least 1, not 2.0"),
        ({"epochs": None}, "epochs is a whole number of at least 1, not None"),
        ({"patience": 0}, "patience is a whole number of at least 1, not 0"),
        ({"rate": 0.0}, "rate is a number of more than 0, not 0.0"),
        ({"rate": "0.1"}, "rate is a number of more than 0, not '0.1'"),
        ({"rate": float("nan")}, "rate is a number of more than 0, not nan"),
        ({"decay": -0.1}, "decay is a number of at least 0, not -0.1"),
        ({"decay": float("inf")}, "decay is a number of at least 0, not inf"),
        ({"patience": 1}, "a share of 0.1 of 4 examples is 0, which leaves one of the parts empty"),
    ],
)
def test_parameters_without_a_meaning_are_told_in_fit(options: dict[str, Any], sentence: str) -> None:
    for estimator in (nn.Classifier(**options), nn.Regressor(**options)):
        with pytest.raises(ValueError, match=re.escape(sentence)):
            estimator.fit(X, Y)


def test_one_class_is_nothing_to_tell_apart() -> None:
    with pytest.raises(ValueError, match=r"all targets are of one class, 'oak': a classifier needs two or more"):
        nn.Classifier().fit(X, ["oak"] * 4)


@pytest.mark.parametrize("ask", [nn.Classifier().predict, nn.Classifier().predict_proba, nn.Regressor().predict])
def test_before_fit_there_is_no_answer(ask: Any) -> None:
    with pytest.raises(NotFittedError):
        ask(X)


def test_a_fit_that_fails_leaves_no_network_of_an_earlier_one() -> None:
    found = nn.Classifier(epochs=1).fit(X, Y)
    with pytest.raises(ValueError, match="rate is"):
        found.set_params(rate=-1.0).fit(X, ["a", "b", "c", "c"])
    with pytest.raises(NotFittedError):
        found.predict(X)


def test_numbers_out_of_the_range_of_floats_are_refused() -> None:
    sentence = r"numbers of up to 4e\+\d+ lead out of the range of floats; give them in a larger unit"
    with pytest.raises(OverflowError, match=sentence):
        nn.Regressor(epochs=1).fit(1e200 * X, Y)
    with pytest.raises(OverflowError, match=sentence):
        nn.Regressor(epochs=1).fit(X, 1e200 * X[:, 0])
    found = nn.Classifier(epochs=1, random_state=0).fit(1e-100 * X, Y)
    with pytest.raises(OverflowError, match=sentence):
        found.predict(1e250 * X)


def test_a_fit_that_leaves_the_numbers_says_where_and_what_to_try() -> None:
    with pytest.raises(nn.TrainingError, match="no longer finite in epoch") as caught:
        nn.Regressor(rate=1e300, random_state=0).fit(X, Y)
    assert str(caught.value).endswith("Try a smaller rate than 1e+300")
    assert [row.number for row in caught.value.history.rows] == [1]  # one step, and then a number beyond 1e300


def test_ctrl_c_stops_a_search_and_leaves_what_was_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    squared, calls = losses.mean_squared_error, iter(range(1, 10**6))

    def interrupting(output: Any, target: Any) -> Any:
        if next(calls) % 10 == 0:  # there are 4 examples
            signal.raise_signal(signal.SIGINT)
        return squared(output, target)

    monkeypatch.setattr(losses, "mean_squared_error", interrupting)
    found = nn.Regressor(random_state=0)
    with pytest.raises(KeyboardInterrupt, match=r"Ctrl-C after epoch 3, batch 1 of 1"):
        found.fit(X, Y)
    assert found.n_iter_ == 2
    assert found.predict(X).shape == (4,)
    with pytest.raises(KeyboardInterrupt):
        cross_val_score(found, X, Y, cv=2)


def test_names_of_columns() -> None:
    frame = pandas.DataFrame(np.arange(20.0).reshape(10, 2), columns=["width", "height"])
    found = nn.Regressor(epochs=1).fit(frame, frame["width"])
    assert found.feature_names_in_.tolist() == ["width", "height"]
    with pytest.raises(ValueError, match="feature names"):
        found.predict(frame[["height", "width"]])


def test_scikit_learn_is_loaded_when_it_is_used_and_its_absence_is_said() -> None:
    code = (
        "import sys, nn; from nn import *; print('sklearn' in sys.modules, 'Classifier' in dir(nn));"
        "sys.modules['sklearn.base'] = None; nn.Regressor"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "False True\n"
    said = done.stderr.splitlines()[-1]
    assert said.startswith("ModuleNotFoundError: nn.Classifier and nn.Regressor need scikit-learn 1.6 or later: ")
    assert said.endswith('pip install "ringograd[sklearn]"')
