"""Networks in files: every bit comes back, other programs can read them, and anything else is refused as a whole."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

import nn
from autograd import Value, tanh
from nn import MLP, BatchNorm, CheckpointError, Layer, Sequential, optim
from nn.module import Module

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def network() -> Sequential:
    return Sequential(Layer(2, 3), BatchNorm(3), Layer(3, 1))


def numbers(model: Module) -> list[float]:
    buffers = [number for _, module in model.modules() for own in module.buffers().values() for number in own]
    return [parameter.data for parameter in model.parameters()] + buffers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all examples of a property."""
    return tmp_path_factory.mktemp("networks")


@given(
    of_model=st.lists(FINITE, min_size=22, max_size=22),
    slots=st.lists(FINITE, min_size=19, max_size=19),
    steps=st.integers(0, 10**12),
)
def test_every_bit_comes_back(folder: Path, of_model: list[float], slots: list[float], steps: int) -> None:
    path = folder / "model.safetensors"
    model, other = network(), network()
    adam, other_adam = optim.Adam(model.parameters()), optim.Adam(other.parameters(), rate=0.5)
    for parameter, number in zip(model.parameters(), of_model, strict=False):
        parameter.data = number
    model.layers[1].running_mean[:] = of_model[-3:]  # type: ignore[attr-defined]
    adam.slots, adam.steps = [[a, abs(a)] for a in slots], steps
    nn.save(path, model, adam)
    nn.load(path, other, other_adam)
    assert list(map(float.hex, numbers(other))) == list(map(float.hex, numbers(model)))
    assert repr(other_adam.slots) == repr(adam.slots)
    assert (other_adam.steps, other_adam.rate) == (steps, 0.5)


def test_another_program_reads_the_numbers(tmp_path: Path) -> None:
    model = network()
    nn.save(tmp_path / "model", model)
    arrays = load_file(tmp_path / "model")
    assert {name: array.shape for name, array in arrays.items()} == {
        "0.weight": (3, 2),
        "0.bias": (3,),
        **{f"1.{name}": (3,) for name in ("weight", "bias", "running_mean", "running_var")},
        "2.weight": (1, 3),
        "2.bias": (1,),
    }
    expected = np.maximum(arrays["0.weight"] @ [0.5, -2.0] + arrays["0.bias"], 0.0)
    assert [y.data for y in model.layers[0]([0.5, -2.0])] == pytest.approx(expected)


def test_single_values_and_uneven_lists(tmp_path: Path) -> None:
    class Uneven(Module):
        def __init__(self) -> None:
            self.one, self.rows = (
                Value(random.random()),
                [[Value(random.random())], [Value(2.0), Value(random.random())]],
            )

    model, other = Uneven(), Uneven()
    nn.save(tmp_path / "model", model)
    nn.load(tmp_path / "model", other)
    assert numbers(other) == numbers(model)
    assert load_file(tmp_path / "model")["one"].shape == ()


def test_tied_weights_stay_tied_and_untied_ones_are_not_tied_in_silence(tmp_path: Path) -> None:
    def autoencoder(tied: bool) -> Sequential:
        encoder = Layer(3, 2)
        return Sequential(encoder, encoder.transposed() if tied else Layer(2, 3))

    model, other = autoencoder(True), autoencoder(True)
    nn.save(tmp_path / "model", model)
    nn.load(tmp_path / "model", other)
    assert numbers(other) == numbers(model)
    assert other.layers[1].neurons[2].w[0] is other.layers[0].neurons[0].w[2]  # type: ignore[attr-defined]
    nn.save(tmp_path / "model", autoencoder(False))
    with pytest.raises(CheckpointError, match=r"1\.weight is tied to other weights here, and not there"):
        nn.load(tmp_path / "model", other)
    assert numbers(other) == numbers(model)


def test_a_file_is_whole_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, done = tmp_path / "model", list[str]()
    (tmp_path / "link").symlink_to(path)

    def noted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        return lambda *args: done.append(name) or real(*args)  # type: ignore[func-returns-value]

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, noted(name, getattr(os, name)))
    nn.save(tmp_path / "link", MLP(2, [1]))
    assert done == ["fsync", "replace", "fsync"]  # the file, its name, the folder
    assert (tmp_path / "link").is_symlink()
    before = path.read_bytes()

    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        nn.save(path, MLP(2, [1]))
    assert path.read_bytes() == before


def test_what_is_not_finite_is_not_written(tmp_path: Path) -> None:
    model = network()
    model.layers[1].running_mean[1] = float("nan")  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match=r"1\.running_mean holds nan, so .*model was not written"):
        nn.save(tmp_path / "model", model)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: nn.save(path, MLP(2, [4, 1])), r"layers\.0\.weight is 4 × 2 there, and 3 × 2 here"),
        (lambda path: nn.save(path, MLP(2, [3])), r"layers\.1\.weight is not there, and 1 × 3 here"),
        (lambda path: nn.save(path, MLP(2, [3, 1, 1])), r"layers\.2\.bias is 1 there, and not here"),
        (
            lambda path: nn.save(path, MLP(2, [3, 1], activation=tanh)),
            "of layers.0 is tanh there, and relu",
        ),
        (lambda path: nn.save(path, MLP(2, [3, 1])), "it was saved without an optimizer"),
        (lambda path: with_optimizer(path, optim.Adam), "its optimizer is Adam, and this one Momentum"),
        (lambda path: with_optimizer(path, optim.Momentum, 4), "its optimizer has 4 parameters, and this one 13"),
        (lambda path: save_file({"a": np.zeros(3)}, path), "damaged, or another program has written it"),
        (lambda path: path.write_bytes(b""), "damaged, or no safetensors file"),
        (lambda path: path.mkdir(), "it is no file of at most 1024 MB"),
        (lambda path: os.mkfifo(path), "it is no file of at most 1024 MB"),
    ],
)
def test_other_files_are_refused_and_change_nothing(make: Callable[[Path], object], said: str, tmp_path: Path) -> None:
    model = MLP(2, [3, 1])
    optimizer, before = optim.Momentum(model.parameters(), 0.1), numbers(model)
    make(tmp_path / "file")
    with pytest.raises(CheckpointError, match=f"file cannot be used: .*{said}"):
        nn.load(tmp_path / "file", model, optimizer)
    assert numbers(model) == before
    assert (optimizer.slots, optimizer.steps) == ([[0.0]] * 13, 0)


def with_optimizer(path: Path, kind: Any, many: int = 13) -> None:
    model = MLP(2, [3, 1])
    nn.save(path, model, kind(model.parameters()[:many], 0.1))


@pytest.mark.parametrize("use", ["save", "load", "train"])
@pytest.mark.parametrize("path", [True, 3, 2.5, b"model", ["model"], "", MLP(1, [1])])
def test_what_names_no_file_is_refused(use: str, path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> Any:
        raise AssertionError("a file was opened")

    model = MLP(1, [1])
    optimizer, data = optim.SGD(model.parameters(), 0.1), SimpleNamespace(xs=[[1.0]], ys=[1.0])
    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr("os.path.exists", opened)
    calls: dict[str, Callable[[], Any]] = {
        "save": lambda: nn.save(path, model),
        "load": lambda: nn.load(path, model),
        "train": lambda: nn.train(model, data, nn.losses.hinge, optimizer, 1, checkpoint=path, progress=False),
    }
    with pytest.raises((TypeError, ValueError), match=r"a file (is named by a text or a pathlib\.Path|needs a name)"):
        calls[use]()


def test_model_and_path_in_the_other_order_are_refused() -> None:
    swapped: Any = (MLP(1, [1]), "model")
    for call in (nn.save, nn.load):
        with pytest.raises(TypeError, match=r"a file is named by a text or a pathlib\.Path, and MLP of"):
            call(*swapped)


def test_options_for_training_alone_may_change_in_a_file(tmp_path: Path) -> None:
    nn.save(tmp_path / "model", Sequential(BatchNorm(2, momentum=0.1), nn.Dropout(0.5)))
    nn.load(tmp_path / "model", Sequential(BatchNorm(2, momentum=0.2), nn.Dropout(0.1)))
    with pytest.raises(CheckpointError, match=r"the epsilon of 0 is 1e-05 there, and 0\.1 here"):
        nn.load(tmp_path / "model", Sequential(BatchNorm(2, epsilon=0.1)))


@pytest.mark.parametrize("kind", [optim.AdaGrad, optim.RMSProp, optim.Adam, optim.AdamW])
def test_squares_and_variances_below_0_are_refused(kind: Any, tmp_path: Path) -> None:
    model = network()
    optimizer = kind(model.parameters())
    optimizer.slots[3][-1] = -1e-9
    nn.save(tmp_path / "model", model, optimizer)
    with pytest.raises(CheckpointError, match="remembers a square that is less than 0"):
        nn.load(tmp_path / "model", model, kind(model.parameters()))
    model.layers[1].running_variance[2] = -1e-9  # type: ignore[attr-defined]
    nn.save(tmp_path / "model", model)
    with pytest.raises(CheckpointError, match=r"1\.running_var has a variance that is less than 0"):
        nn.load(tmp_path / "model", network())
