"""The examples on digits, at a small size: what they print, against numbers worked out here."""

import math
import random
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

import nn
from tests.conftest import PROFILE, takes_long, thinned
from tests.test_examples import rows_below, run


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """A function that runs an example, and returns what it has defined and what it has printed."""

    def example(name: str, *, examples: int, epochs: int, seed: int = 0) -> tuple[dict[str, Any], str]:
        random.seed()  # so that an example that draws from Python's own numbers does not repeat itself
        numbers = {"--examples": examples, "--epochs": epochs, "--seed": seed}
        options = [str(part) for option in numbers.items() for part in option]
        defined = run(f"{name}.py", *options, monkeypatch=monkeypatch)
        return defined, capsys.readouterr().out

    return example


def weights(layer: Any) -> tuple[Any, Any]:
    """The weights (units × inputs) and the biases of a layer."""
    neurons = layer.neurons
    return np.array([[w.data for w in neuron.w] for neuron in neurons]), np.array([neuron.b.data for neuron in neurons])


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def right_of_test(found: dict[str, Any], printed: str) -> None:
    """The accuracy that is printed is that of scikit-learn's labels of the very images in the test part."""
    labels = {tuple(image / 16.0): int(label) for image, label in zip(*load_digits(return_X_y=True), strict=True)}
    outputs = found["model"].batch(found["test"].xs)
    said = [np.argmax([float(score) for score in output]) for output in outputs]
    right = sum(labels[tuple(np.ravel(x))] == s for x, s in zip(found["test"].xs, said, strict=True))
    assert f"test accuracy {right / len(said):.3f}" in printed
    losses_seen = [row.loss for row in found["history"].rows]
    assert losses_seen[-1] < 0.8 * losses_seen[0]


@takes_long
def test_digits_and_its_gradient_check(ran: Any) -> None:
    found, printed = ran("digits", examples=80, epochs=3, seed=1)
    right_of_test(found, printed)
    rows = rows_below("largest gradient", printed)
    assert [row[:4] for row in rows] == [
        ["W1", "2048", "of", "2048"],
        ["b1", "32", "of", "32"],
        ["W2", "320", "of", "320"],
        ["b2", "10", "of", "10"],
    ]
    assert all(float(row[4]) > 0.01 for row in rows)
    assert all(0.0 < float(row[5]) < 1e-7 for row in rows)

    # The numerical gradient of the check, which was made before the network learned.
    [(w_1, b_1), (w_2, b_2)] = map(weights, nn.MLP(64, [32, 10], init=nn.init.he(1)).layers)
    xs, ys = np.array(found["train"].xs[:3]), found["train"].ys[:3]
    hidden = np.maximum(0.0, xs @ w_1.T + b_1)
    shares = np.exp(hidden @ w_2.T + b_2)
    delta = (shares / shares.sum(axis=1, keepdims=True) - np.eye(10)[ys]) / 3
    slopes = {"b2": delta.sum(axis=0), "W1": (((delta @ w_2) * (hidden > 0)).T @ xs).ravel()}
    for name, true in slopes.items():
        steepest = int(np.argmax(abs(true)))
        comparison = found["checked"][found["tensors"][name][steepest]]
        assert comparison.independent == pytest.approx(true[steepest], rel=1e-9)


@pytest.mark.parametrize("name", thinned(["digits_convolution", "dropout_and_norm", "digits"]))
def test_the_seed_decides_all(name: str, ran: Any) -> None:
    first, again, another = (ran(name, examples=24, epochs=1, seed=seed)[1] for seed in (0, 0, 1))
    assert first == again != another


def test_digits_deep(ran: Any) -> None:
    found, printed = ran("digits_deep", examples=80, epochs=3)
    assert printed.startswith("3442 parameters, 60 digits to learn from, 20 for the test\n")
    rows = [row[1:11] for row in rows_below("actual \\ predicted", printed)[:10]]
    counts = np.array(rows, dtype=int)
    assert counts.sum(axis=1).tolist() == np.bincount(found["test"].ys, minlength=10).tolist()
    assert f"{counts.trace()} of 20 right: {counts.trace() / 20:.1%}" in printed
    np.fill_diagonal(counts, 0)
    told = [line.split() for line in printed.splitlines() if "taken for" in line]
    assert int(told[0][0]) == counts.max()
    assert all(counts[int(line[2]), int(line[-1])] == int(line[0]) for line in told)
    assert found["history"].rows[-1].loss < 0.9 * found["history"].rows[0].loss


def test_digits_convolution(ran: Any) -> None:
    found, printed = ran("digits_convolution", examples=60, epochs=3)
    assert printed.startswith("810 parameters, 45 digits to learn from, 15 for the test\n")
    right_of_test(found, printed)


def returned(autoencoder: Any, xs: Any) -> Any:
    for w, b in map(weights, autoencoder.layers):
        xs = sigmoid(xs @ w.T + b)
    return xs


def test_autoencoder(ran: Any) -> None:
    found, printed = ran("autoencoder", examples=48, epochs=3)
    rows = {row[0]: row[1:] for row in rows_below("loss in epoch 1", printed)}
    assert rows["tied"][0] == str(16 * 64 + 16 + 64)
    assert rows["untied"][0] == str(2 * 16 * 64 + 16 + 64)
    for name in ("tied", "untied"):
        [(w_1, _), (w_2, _)] = map(weights, found["networks"][name].layers)
        assert np.array_equal(w_1, w_2.T) == (name == "tied")
        xs = np.array(found["test"].xs)
        outputs = returned(found["networks"][name], xs)
        assert float(rows[name][3]) == pytest.approx(np.mean((outputs - xs) ** 2), abs=6e-5)
        assert float(rows[name][2]) < 0.8 * float(rows[name][1])
    mean_digit = np.mean(found["train"].xs, axis=0)
    assert float(rows["the"][-1]) == pytest.approx(np.mean((mean_digit - found["test"].xs) ** 2), abs=6e-5)

    drawn = [printed.split(f"{name}\n")[1].splitlines()[:8] for name in ("before", "after, tied", "after, untied")]
    shown = np.array(found["test"].xs[:5])
    for lines, images in zip(
        drawn, (shown, *(returned(network, shown) for network in found["networks"].values())), strict=True
    ):
        pixels = [[line.ljust(90)[18 * k : 18 * k + 16] for line in lines] for k in range(5)]
        for image, rows_of_image in zip(images, pixels, strict=True):
            told = "".join(c for row in rows_of_image for c in row[::2])
            assert told == "".join(row[1::2] for row in rows_of_image)
            assert np.array([" .:-=+*#%@".index(c) for c in told]) / 9 == pytest.approx(image, abs=1 / 18 + 1e-9)


def in_use(model: Any, xs: Any) -> Any:
    """The logits of the networks of examples/dropout_and_norm.py."""
    for part in model.layers:
        activation = None
        if isinstance(part, nn.Layer):
            activation = part.neurons[0].activation
            w, b = weights(part)
            xs = xs @ w.T + b
        elif isinstance(part, nn.BatchNorm):
            activation = part.activation
            gamma, beta = (np.array([float(v) for v in of]) for of in (part.gamma, part.beta))
            xs = gamma * (xs - part.running_mean) / np.sqrt(np.array(part.running_variance) + 1e-5) + beta
        xs = np.maximum(0.0, xs) if activation else xs
    return xs


@takes_long
def test_dropout_and_norm(ran: Any) -> None:
    found, printed = ran("dropout_and_norm", examples=60, epochs=3)
    rows = [line.rsplit(maxsplit=6) for line in printed.split("loss in epoch 3")[1].splitlines()[2:]]
    assert [row[0] for row in rows] == list(found["ways"])
    xs, ys = np.array(found["test"].xs), found["test"].ys
    for name, *cells in rows:
        _, loss, _, of_test, right, ratio = map(float, cells)
        model = found["ways"][name][0]
        kinds = {type(part) for part in model.layers}
        assert (nn.BatchNorm in kinds) == (name in ("batch normalisation", "all three"))
        assert (nn.Dropout in kinds) == (name in ("dropout 0.2", "all three"))
        logits = in_use(model, xs)
        losses = np.log(np.exp(logits).sum(axis=1)) - logits[range(len(ys)), ys]
        assert of_test == pytest.approx(losses.mean(), abs=6e-4)
        assert right == pytest.approx(np.mean(logits.argmax(axis=1) == ys), abs=6e-4)
        assert ratio == pytest.approx(of_test / loss, abs=0.06)
    decayed, plain = (found["ways"][name][0] for name in ("weight decay 0.03", "nothing"))
    assert sum(p.data**2 for p in decayed.parameters()) < sum(p.data**2 for p in plain.parameters())
    assert float(rows[0][2]) < float(rows[0][1])


@takes_long
def test_initial_weights(ran: Any) -> None:
    found, printed = ran("initial_weights", examples=10 if PROFILE == "default" else 20, epochs=1)
    rows = {(row[0], " ".join(row[1:-6])): row[-6:] for row in rows_below("first weights", printed)}
    assert len(rows) == 12
    functions: dict[str, Any] = {"sigmoid": sigmoid, "tanh": np.tanh, "ReLU": lambda x: np.maximum(0.0, x)}
    for (of_units, of_weights), cells in rows.items():
        start, xs = found["starts"][of_weights](), np.array(found["digits"].xs)
        for cell, (nin, nout) in zip(cells, [(64, 20), *[(20, 20)] * 4], strict=False):
            w = np.array([[start(nin, nout) for _ in range(nin)] for _ in range(nout)])
            xs = functions[of_units](xs @ w.T)
            assert float(cell) == pytest.approx(xs.std(), rel=0.06)
    for of_units in ("tanh", "ReLU"):
        assert float(rows[of_units, "normal 0.01"][4]) < 1e-3
        assert float(rows[of_units, "normal 0.01"][5]) == pytest.approx(math.log(10), abs=0.01)
    assert float(rows["tanh", "normal 1.0"][4]) > 0.8
    assert float(rows["ReLU", "normal 1.0"][4]) > 20.0
