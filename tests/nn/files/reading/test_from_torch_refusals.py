"""What is no counterpart of a model, and numbers that do not fit: refused by name and place, and nothing is changed."""

import builtins
from typing import Any

import pytest

import nn
from nn import BatchNorm, Layer, Sequential
from tests.nn.files.reading.networks import there, torch

functional = torch.nn.functional


class Branch(there.Module):  # type: ignore[misc]
    def forward(self, x: Any) -> Any:
        return x if x.sum() > 0 else -x


class Called(there.Module):  # type: ignore[misc]
    """A module whose forward is this function."""

    def __init__(self, function: Any, *more: Any) -> None:
        super().__init__()
        self.more = there.Sequential(*more)
        self.inner, self.function = there.Sequential(there.ReLU(inplace=True), there.Linear(2, 2)), function

    def forward(self, x: Any) -> Any:
        return self.function(self, x)


class Masked(there.Linear):  # type: ignore[misc]
    """Another calculation under the name of a base."""

    def forward(self, x: Any) -> Any:
        return functional.linear(x, self.weight.tril())


def hooked(before: bool) -> Any:
    linear = there.Linear(2, 2)
    if before:
        linear.register_forward_pre_hook(lambda module, x: (2.0 * x[0],))
    else:
        linear.register_forward_hook(lambda module, x, y: 2.0 * y)
    return linear


def patched() -> Any:
    linear = there.Linear(2, 2)
    linear.forward = lambda x: 2.0 * x
    return linear


def added(own: Any, x: Any) -> Any:
    """`h` is not what it was after `+=`, although another name stands there."""
    h = own.inner[1](x)
    y = h
    y += torch.tanh(h)
    return h


def written_over(own: Any, x: Any) -> Any:
    h = own.inner[1](x)
    functional.relu(h, inplace=True)
    return h


class Two(there.Module):  # type: ignore[misc]
    def forward(self, x: Any, y: Any) -> Any:
        return x + y


@pytest.mark.parametrize(
    ("network", "sentence"),
    [
        (there.Sequential(there.LSTM(2, 2)), "part 0 of the network is LSTM, which has no counterpart .* Linear"),
        (there.Conv2d(2, 2, 3, groups=2), "the network is Conv2d, whose groups is 2: here it can only be 1"),
        (there.Conv2d(1, 1, (2, 3)), r"whose kernel_size is \(2, 3\): here it is one number"),
        (there.Conv2d(1, 1, 2, padding="same"), "2 × 2 cannot be padded to the same on both sides"),
        (there.Conv2d(1, 1, 3, padding_mode="circular"), "whose padding_mode is 'circular'"),
        (there.MaxPool2d(2, ceil_mode=True), "MaxPool2d, whose ceil_mode is True"),
        (there.AvgPool2d(2, padding=1, count_include_pad=False), "whose count_include_pad is False"),
        (there.Sequential(there.Sequential(there.Flatten(0))), "part 0.0 of the network is Flatten, whose start"),
        (there.GELU("tanh"), "GELU, whose approximate is 'tanh': here it can only be 'none'"),
        (there.Softmax(), "Softmax, whose dim is None: here it can only be 1 or -1"),
        (there.Softplus(2.0), "Softplus, whose beta is 2.0"),
        (there.Softplus(1.0, 5.0), "Softplus, whose threshold is 5.0: below 20 it is another function"),
        (there.Sequential(hooked(before=False)), "part 0 of the network is Linear, with a hook, .* remove it"),
        (hooked(before=True), "the network is Linear, with a hook"),
        (patched(), "the network is Linear, with .* another forward"),
        (torch.nn.utils.parametrizations.weight_norm(there.Linear(2, 2)), "whose weight is calculated .*remove"),
        (Masked(2, 2), "the network is Masked, whose forward calls tril"),
        (there.Embedding(3, 2, scale_grad_by_freq=True), "whose scale_grad_by_freq is True"),
        (there.Dropout(1.0), "Dropout, which keeps nothing"),
        (there.BatchNorm1d(2, momentum=None), "whose momentum is None, a mean over all batches"),
        (there.BatchNorm1d(2, track_running_stats=False), "BatchNorm1d, without running means"),
        (there.Embedding(3, 2, max_norm=1.0), "Embedding, whose max_norm is 1.0"),
        (there.Linear(2, 2, device="meta"), "weight of the network is on the device meta"),
        (there.Linear(2, 2, dtype=torch.complex64), "weight of the network has numbers of type torch.complex64"),
        (there.Sequential(Branch()), "part 0 of the network is Branch, whose forward cannot be followed"),
        (Two(), "the network is Two, which takes 2 inputs"),
        (Called(lambda own, x: 2.0 * x), "whose forward calls mul, which has no counterpart"),
        (Called(lambda own, x: x + 1.0), "whose forward calls add, which has no counterpart"),
        (Called(lambda own, x: torch.add(x, x, alpha=2.0)), "whose forward calls add"),
        (Called(lambda own, x: torch.flatten(x)), "whose start_dim is 0"),
        (Called(lambda own, x: x.view(1, -1)), "whose forward calls view"),
        (Called(lambda own, x: own.inner[1](x).view(-1, 1)), "it makes rows of one number out of rows of 2"),
        (Called(lambda own, x: x.view(x.size(1), -1)), "whose forward calls view in a way"),
        (Called(lambda own, x: x.squeeze()), "whose forward calls squeeze in a way"),
        (Called(lambda own, x: own.inner[1](x).squeeze(1)), "it makes rows of one number out of rows of 2"),
        (Called(lambda own, x: x.view(-1, 5).softmax(1)), "no layer tells that an example is one row: flatten"),
        (Called(lambda own, x: own.inner[1](torch.tanh(x).view(-1, 4))), "rows of 4 numbers out of rows of 2"),
        (Called(lambda own, x: x.softmax(1, dtype=torch.float64)), "calls softmax with an option .* 'dtype'"),
        (Called(lambda own, x: functional.leaky_relu(x, torch.tanh(x))), "gives leaky_relu 2 tensors"),
        (Called(lambda own, x: x + own.inner[1].bias), "calls add with a tensor that is not made by a call before"),
        (Called(lambda own, x: torch.tanh(x[:, :1])), "calls tanh with a tensor that is not made by a call before"),
        (Called(lambda own, x: functional.dropout(x)).eval(), "drops numbers in use too: write dropout"),
        (Called(lambda own, x: (x, x)), "whose output is more than a row of modules"),
        (Called(lambda own, x: torch.sigmoid(x) + torch.tanh(x)), "whose forward has another form: .* x \\+ f\\(x\\)"),
        (Called(lambda own, x: x + own.inner(x)), "where inner works in place on numbers that are used again"),
        (Called(lambda own, x: functional.relu(x, inplace=True) + x), "where relu works in place"),
        (Called(added), "where iadd works in place on numbers .* x = x \\+ y"),
        (Called(written_over), "where relu works in place"),
        (Called(lambda own, x: x + own.more(x), there.Identity(), there.ReLU(inplace=True)), "where more works in"),
        (Called(lambda own, x: x + own.more(x), Called(lambda own, x: own.inner(x))), "where more works in place"),
    ],
)  # fmt: skip
def test_what_has_no_counterpart_is_refused_by_name_and_place(network: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        nn.from_torch(network)


@pytest.mark.filterwarnings("ignore:Initializing zero-element tensors")
def test_numbers_that_do_not_fit_are_refused() -> None:
    for number, sentence in ((float("nan"), "holds nan"), (-1.0, "holds -1.0: a variance is not less than 0")):
        network = there.BatchNorm1d(2)
        network.running_var[1] = number
        with pytest.raises(ValueError, match=f"running_var of the network {sentence}|{sentence}"):
            nn.from_torch(network)
    with pytest.raises(TypeError, match="which has no weights"):
        nn.from_torch(there.Linear(0, 2))


State = dict[str, Any]


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        (lambda s: s.update({"m.0.bias": s.pop("0.bias")}), ValueError, "lacks 0.bias, and also has m.0.bias: its"),
        (lambda s: s.pop("0.bias"), ValueError, r"the state dict lacks 0.bias: .* nn.to_torch\(model\)"),
        (lambda s: s.update({"\x1b[31m": s["0.bias"]}), ValueError, r"the state dict also has '\\x1b\[31m'"),
        (lambda s: s.update({str(i): s["0.bias"] for i in range(9)}), ValueError, "also has 0, 1, 2, …: "),
        (lambda s: s.update({"0.bias": s["0.bias"][:2]}), ValueError, "0.bias has the shape 2, and 3 is needed"),
        (lambda s: s.update({"0.weight": s["0.weight"].T}), ValueError, "shape 2 × 3, and 3 × 2 is needed"),
        (lambda s: s.update({"0.weight": s["0.weight"].int()}), TypeError, "0.weight has numbers of type torch.int32"),
        (lambda s: s.update({"0.weight": [[1.0]]}), TypeError, "0.weight is of type list, and no tensor"),
        (lambda s: s.update({"0.bias": s["0.bias"] / 0.0}), ValueError, "0.bias holds"),
        (lambda s: s.update({"2.running_var": s["2.running_var"] - 9.0}), ValueError, "a variance is not less than 0"),
    ],
)
def test_a_state_dict_that_does_not_fit_changes_nothing(change: Any, error: type, sentence: str) -> None:
    model = Sequential(Layer(2, 3), BatchNorm(3))
    state, before = nn.to_torch(Sequential(Layer(2, 3), BatchNorm(3))), nn.to_torch(model)
    change(state)
    with pytest.raises(error, match=sentence):
        nn.from_torch(state, model)
    assert all(torch.equal(tensor, before[name]) for name, tensor in nn.to_torch(model).items())


def test_tied_weights_want_equal_numbers() -> None:
    encoder = Layer(3, 2)
    model = Sequential(encoder, encoder.transposed(activation=None))
    state = nn.to_torch(model)
    state["0.weight"][0, 0] = 7.0
    with pytest.raises(ValueError, match=r"2.weight is tied to other weights in the model"):
        nn.from_torch(state, model)
    state["2.weight"][0, 0] = 7.0
    nn.from_torch(state, model)
    assert encoder.neurons[0].w[0].data == 7.0


def test_what_else_is_given_is_said() -> None:
    model = nn.MLP(2, [1])
    read: Any = nn.from_torch
    with pytest.raises(TypeError, match=r"a state dict holds numbers, .* nn.from_torch\(network\), or a model"):
        read(nn.to_torch(model))
    for wrong in (model, "model.pt", None):
        with pytest.raises(TypeError, match=r"from_torch takes a network of torch\.nn"):
            read(wrong, model)
    with pytest.raises(TypeError, match=r"from_torch takes .* first its state dict"):
        read(model, nn.to_torch(model))


def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without_torch(name: str, *arguments: Any) -> Any:
        if name == "torch":
            raise ModuleNotFoundError(name)
        return found(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without_torch)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "ringograd\[torch\]"'):
        nn.from_torch({})
