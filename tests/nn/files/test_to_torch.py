"""State dicts for PyTorch: loaded strictly into the network that one writes there, they give the same outputs."""

import builtins
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nn
from autograd import Value, relu, sigmoid, softmax, tanh
from nn import AveragePool2D, BatchNorm, Conv2D, Dropout, Flatten, Layer, MaxPool2D, Residual, Sequential
from nn.nested import each, flat

torch = pytest.importorskip("torch")
there = torch.nn


class Sum(there.Module):  # type: ignore[misc, name-defined]
    """The counterpart of a Residual, as the documentation of `to_torch` says."""

    def __init__(self, *inner: Any) -> None:
        super().__init__()
        self.inner = there.Sequential(*inner)

    def forward(self, x: Any) -> Any:
        return x + self.inner(x)


def scattered(model: Any, seed: int) -> Any:
    """The model in use, with all its numbers drawn at random, also those that start at 0 and 1."""
    draw = torch.Generator().manual_seed(seed)
    for parameter in model.parameters():
        parameter.data = torch.randn((), generator=draw).item()
    for _, module in model.modules():
        if isinstance(module, BatchNorm):
            for i in range(len(module.running_mean)):
                module.running_mean[i] = torch.randn((), generator=draw).item()
                module.running_variance[i] = torch.rand((), generator=draw).item() + 1e-4
    return model.eval()


def assert_same(model: Any, network: Any, shape: tuple[int, ...], seed: int = 0) -> None:
    state = nn.to_torch(scattered(model, seed))
    assert all(tensor.dtype == torch.float64 for name, tensor in state.items() if "num_batches" not in name)
    network.double().load_state_dict(state, strict=True)
    xs = torch.randn((3, *shape), generator=torch.Generator().manual_seed(seed + 1), dtype=torch.float64)
    expected = network.eval()(xs).flatten().tolist()
    found = [y.data for x in xs.tolist() for y in flat(model(x))]
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(st.integers(1, 4), st.lists(st.integers(2, 4), max_size=2), st.integers(1, 3), st.integers(0, 99))
@settings(max_examples=15)
def test_mlps_are_linear_and_relu_by_turns(nin: int, hidden: list[int], nout: int, seed: int) -> None:
    sizes = [nin, *hidden, nout]
    network = there.Sequential()
    for n, m in itertools.pairwise(sizes):
        network.extend([there.Linear(n, m), there.ReLU()])
    assert_same(nn.MLP(sizes[0], sizes[1:]), network[:-1], (sizes[0],), seed)


@given(
    st.integers(1, 2), st.integers(1, 2), st.integers(1, 3), st.integers(1, 2), st.integers(0, 1), st.integers(0, 99)
)
@settings(max_examples=15)
def test_networks_of_images(channels: int, filters: int, size: int, stride: int, padding: int, seed: int) -> None:
    model = Sequential(
        Conv2D(channels, filters, size, stride, padding, activation=tanh),
        BatchNorm(filters),
        MaxPool2D(2, 1, padding),
        Conv2D(filters, 2, 1, activation=None),
        AveragePool2D(2, padding=1),
        Dropout(0.5),
        Flatten(),
    )
    network = there.Sequential(
        there.Conv2d(channels, filters, size, stride, padding),
        there.Tanh(),
        there.BatchNorm2d(filters),
        there.MaxPool2d(2, 1, padding),
        there.Conv2d(filters, 2, 1),
        there.AvgPool2d(2, padding=1),
        there.Dropout(0.5),
        there.Flatten(),
    )
    assert_same(model, network, (channels, 6, 5), seed)


def test_parts_within_parts_functions_and_residual_sums() -> None:
    model = Sequential(
        nn.MLP(3, [4, 3]),
        BatchNorm(3, activation=relu),
        Residual(Sequential(Layer(3, 5, activation=sigmoid), Layer(5, 3, nonlin=False))),
        Residual(Layer(3, 3)),
        Sequential(Layer(3, 2, nonlin=False), softmax),
    )
    network = there.Sequential(
        there.Sequential(there.Linear(3, 4), there.ReLU(), there.Linear(4, 3)),
        there.BatchNorm1d(3),
        there.ReLU(),
        Sum(there.Linear(3, 5), there.Sigmoid(), there.Linear(5, 3)),
        Sum(there.Linear(3, 3), there.ReLU()),
        there.Sequential(there.Linear(3, 2), there.Softmax(1)),
    )
    assert_same(model, network, (3,))


@pytest.mark.parametrize("part", [Layer(2, 3), Layer(2, 1, nonlin=False), BatchNorm(2), Residual(Layer(2, 2))])
def test_a_part_alone_is_a_sequential_of_itself(part: Any) -> None:
    network = there.Sequential(
        Sum(there.Linear(2, 2), there.ReLU())
        if isinstance(part, Residual)
        else there.BatchNorm1d(2)
        if isinstance(part, BatchNorm)
        else there.Linear(2, len(part.neurons))
    )
    if isinstance(part, Layer) and part.neurons[0].nonlin:
        network.append(there.ReLU())
    assert_same(part, network, (2,))


def test_tied_weights_are_copies_that_are_equal() -> None:
    encoder = Layer(4, 2)
    model = Sequential(encoder, encoder.transposed(activation=None))
    assert_same(model, there.Sequential(there.Linear(4, 2), there.ReLU(), there.Linear(2, 4)), (4,))
    state = nn.to_torch(model)
    assert torch.equal(state["2.weight"], state["0.weight"].T)


def test_the_state_is_a_copy() -> None:
    model = nn.MLP(2, [1])
    state = nn.to_torch(model)
    before = each(float, state["0.weight"].tolist())
    model.parameters()[0].data += 1.0
    assert state["0.weight"].tolist() == before


class Own(nn.Module):
    def __init__(self) -> None:
        self.slope = Value(2.0)

    def __call__(self, x: Any) -> Any:
        return [self.slope * number for number in x]


class Smallest(MaxPool2D):
    def pooled(self, window: Any) -> Any:
        return min(window, key=float)


class Named(Sequential):
    """A subclass that overrides nothing is what it inherits from."""

    def __init__(self) -> None:
        super().__init__(Layer(2, 2))

    def parameter_count(self) -> int:
        return len(self.parameters())


def test_a_subclass_that_overrides_nothing_is_of_its_kind() -> None:
    network = there.Sequential(there.Sequential(there.Linear(2, 2), there.ReLU()), there.Linear(2, 1), there.ReLU())
    assert_same(Sequential(Named(), Layer(2, 1)), network, (2,))


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (lambda: Own(), "the model is of type Own, which has no counterpart .* Layer, Conv2D"),
        (lambda: Sequential(Layer(2, 2), Own()), "part 2 of the model is of type Own"),
        (lambda: Sequential(Residual(Sequential(Own()))), "part 0.inner.0 of the model is of type Own"),
        (lambda: Sequential(Smallest(2)), "part 0 of the model is of type Smallest"),
    ],
)
def test_modules_without_a_counterpart_are_named(model: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        nn.to_torch(model())


@pytest.mark.parametrize("wrong", [3, "digits.onnx", relu, [Layer(2, 2)]])
def test_what_is_no_model_is_said(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"the model is a Module, such as an MLP .*, to_torch\(model\), not "):
        nn.to_torch(wrong)


def test_an_estimator_is_no_model() -> None:
    wrong: Any = nn.Classifier()
    with pytest.raises(TypeError, match=r"to_torch\(estimator.model_\) takes its network.* estimator.scaler_"):
        nn.to_torch(wrong)


def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without_torch(name: str, *arguments: Any) -> Any:
        if name == "torch":
            raise ModuleNotFoundError(name)
        return found(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without_torch)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "ringograd\[torch\]"'):
        nn.to_torch(nn.MLP(1, [1]))
