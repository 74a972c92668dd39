"""Networks of PyTorch, read as models, give PyTorch's outputs and gradients to 1e-12; others are refused by name."""

from typing import Any

import pytest
from hypothesis import given, settings

import nn
from autograd import dot, log_softmax, softmax
from nn.files.export import named
from nn.nested import each, flat
from tests.nn.files.reading.networks import Sum, close, examples, networks, ours, scattered, theirs, there, torch

functional = torch.nn.functional


@given(networks())
@settings(max_examples=40)
def test_networks_there_and_back(drawn: Any) -> None:
    """The same outputs; and to_torch gives the same state dict again, name by name and bit by bit."""
    network, shape = drawn
    model, xs = nn.from_torch(network), examples(shape)
    close(ours(model, xs), theirs(network, xs))
    state = nn.to_torch(model)
    for name, tensor in network.state_dict().items():
        assert "num_batches" in name or torch.equal(state.pop(name), tensor)
    assert all("num_batches" in name for name in state)


@given(networks())
@settings(max_examples=20)
def test_gradients_are_those_of_torch(drawn: Any) -> None:
    network, shape = drawn
    if not list(network.parameters()) or any(isinstance(module, there.MaxPool2d) for module in network.modules()):
        return  # of equal numbers in a pool, all share the gradient here, and one has all of it there
    (x,) = examples(shape, 1)
    model = nn.from_torch(network)
    outputs = list(flat(model(x.tolist())))
    dot([1.0 + i for i in range(len(outputs))], outputs).backward()
    true = network(x[None]).flatten()
    (true * torch.arange(1.0, 1.0 + len(true), dtype=torch.float64)).sum().backward()
    gradients = {name: tensor.grad for name, tensor in network.named_parameters()}
    for name, values in named(model):
        if name in gradients and gradients[name] is not None:
            close(list(flat(each(lambda v: v.grad, values))), gradients[name].flatten().tolist())


@given(networks())
@settings(max_examples=20)
def test_a_state_dict_fills_a_model_with_the_same_parts(drawn: Any) -> None:
    network, shape = drawn
    model = nn.from_torch(network)
    other = scattered(network, 1000)
    assert nn.from_torch(other.state_dict(), model) is model
    xs = examples(shape)
    close(ours(model, xs), theirs(other, xs))


class Own(there.Module):  # type: ignore[misc]
    """As one writes it in a course: modules in __init__, functions between them in forward."""

    def __init__(self) -> None:
        super().__init__()
        self.seen, self.norm = there.Conv2d(1, 2, 3, padding=1, bias=False), there.BatchNorm2d(2)
        self.hidden, self.out = there.Linear(8, 8), there.Linear(8, 3)

    def forward(self, x: Any) -> Any:
        x = functional.max_pool2d(functional.relu(self.norm(self.seen(x))), 2)
        x = x.view(x.size(0), -1)
        x = functional.dropout(x, 0.5, training=self.training)
        x = x + functional.leaky_relu(self.hidden(x), 0.2)
        x = torch.tanh(x).reshape(-1, 8)
        return functional.log_softmax(self.out(x), dim=1)


def test_a_module_with_a_forward_of_its_own() -> None:
    network = scattered(there.Sequential(Own().double()).eval(), 0)
    model, xs = nn.from_torch(network[0]), examples((1, 4, 4))
    close(ours(model, xs), theirs(network, xs))
    assert model.layers[-1] is log_softmax
    assert str(model.layers[0]) == "Conv2D(1, 2, 3, stride=1, padding=1)"
    assert isinstance(model.layers[5], nn.Residual)


class Blocks(there.Module):  # type: ignore[misc]
    """Layers in a list, and sums as in a ResNet."""

    def __init__(self) -> None:
        super().__init__()
        self.layers, self.relu = there.ModuleList(there.Linear(3, 3) for _ in range(3)), there.ReLU(inplace=True)

    def forward(self, x: Any) -> Any:
        for layer in self.layers:
            before, x = x, layer(x)
            x += before
            x = self.relu(x)
        return x


def test_sums_in_a_loop() -> None:
    network = scattered(there.Sequential(Blocks(), there.Linear(3, 2)).double(), 0)
    model, xs = nn.from_torch(network), examples((3,))
    close(ours(model, xs), theirs(network, xs))
    assert str(model.layers[0]).count("Residual") == 3


def test_one_module_may_stand_at_several_places() -> None:
    linear, relu = there.Linear(3, 3), there.ReLU()
    network = there.Sequential(linear, relu, there.Linear(3, 3), relu, linear).double()
    model, xs = nn.from_torch(network), examples((3,))
    close(ours(model, xs), theirs(network, xs))
    assert len(model.layers) == 3
    assert model.layers[0].neurons[0].w == model.layers[2].neurons[0].w


class Square(there.Linear):  # type: ignore[misc]
    """A class of one's own that changes nothing of what its base calculates."""

    def __init__(self, n: int) -> None:
        super().__init__(n, n)

    def describe(self) -> str:
        return "square"


class Forward(there.Module):  # type: ignore[misc]
    """A module of these layers, whose forward is this function."""

    def __init__(self, function: Any, *layers: Any) -> None:
        super().__init__()
        self.layers, self.function = there.ModuleList(layers), function

    def forward(self, x: Any) -> Any:
        return self.function(self, x, *self.layers)


@pytest.mark.parametrize(
    "network",
    [
        Square(3),
        Forward(lambda own, x, f: f(x).squeeze(-1), there.Linear(3, 1)),
        Forward(lambda own, x, f: torch.sigmoid(f(x)).squeeze(1), there.Linear(3, 1)),
        Forward(lambda own, x, f: f(x.view(x.shape[0], -1)), there.Linear(3, 2)),
        Forward(lambda own, x, f: torch.reshape(f(x), (x.size()[0], 2)).softmax(1), there.Linear(3, 2)),
        Forward(lambda own, x, f: f(torch.tanh(x).view(-1, 3)), Sum(Square(3))),
        Forward(lambda own, x, f: functional.softplus(input=f(x), threshold=1000), Square(3)),
        Forward(lambda own, x, f: x + functional.relu(f(x), inplace=True), Square(3)),
        Forward(lambda own, x, f, g: x + g(f(x)), there.Sequential(Square(3), there.ReLU(True)), Sum(there.ReLU())),
        Forward(lambda own, x, f: f(x.clone().contiguous()), Square(3)),
        Sum(there.Sequential(there.Linear(3, 1), there.Linear(1, 3))),
    ],
)  # fmt: skip
def test_other_ways_to_write_a_network(network: Any) -> None:
    network = scattered(network.double().eval(), 0)
    xs = examples((3,))
    close(ours(nn.from_torch(network), xs), theirs(network, xs))


def test_a_sum_around_one_neuron() -> None:
    network = Sum(there.Linear(1, 1)).double()
    xs = examples((1,))
    close(ours(nn.from_torch(network), xs), theirs(network, xs))


@pytest.mark.parametrize("training", [True, False])
def test_a_call_of_dropout_keeps_its_rate(training: bool) -> None:
    network = Forward(lambda own, x: functional.dropout(x, 0.3, own.training)).train(training)
    (dropout,) = nn.from_torch(network).layers
    assert (dropout.rate, dropout.training) == (0.3, training)
    (dropout,) = nn.from_torch(Forward(lambda own, x: functional.dropout(x, training=False)).train()).layers
    assert dropout.rate == 0.0


def test_batch_normalisation_learns_as_there() -> None:
    network = scattered(there.Sequential(there.Linear(2, 3), there.BatchNorm1d(3, eps=1e-3, momentum=0.25)).double(), 0)
    model, xs = nn.from_torch(network.train()), examples((2,), 5)
    assert [module.training for _, module in model.modules()].count(False) == 0
    close([float(y) for y in flat(model.batch(xs.tolist()))], theirs(network, xs))
    close(ours(model.eval(), xs), theirs(network.eval(), xs))  # with the running means of that batch


def test_a_normalisation_at_two_places_keeps_one_mean() -> None:
    norm = there.BatchNorm1d(2)
    network = scattered(there.Sequential(norm, there.Linear(2, 2), norm).double().train(), 0)
    model, xs = nn.from_torch(network), examples((2,), 5)
    close([float(y) for y in flat(model.batch(xs.tolist()))], theirs(network, xs))
    for name in ("0.running_mean", "2.running_var"):
        close(nn.to_torch(model)[name].tolist(), network.state_dict()[name].tolist())


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16, torch.float32])
def test_numbers_of_less_precision_are_taken_as_they_are(kind: Any) -> None:
    network = there.Sequential(there.Linear(3, 2)).to(kind)
    model = nn.from_torch(network)
    assert nn.to_torch(model)["0.weight"].tolist() == network[0].weight.tolist()
    close(ours(model, examples((3,))), theirs(network.double(), examples((3,))))


def test_modules_with_one_weight_stay_tied() -> None:
    network = there.Sequential(there.Linear(2, 2), there.ReLU(), there.Linear(2, 2), there.Tanh())
    network[2].weight = network[0].weight
    model = nn.from_torch(network)
    first, second = (layer.neurons for layer in model.layers)
    assert [neuron.w for neuron in first] == [neuron.w for neuron in second]
    assert first[0].b is not second[0].b
    assert len(model.parameters()) == 4 + 2 + 2
    assert [neurons[0].activation.__name__ for neurons in (first, second)] == ["relu", "tanh"]


def test_an_embedding() -> None:
    network = there.Sequential(there.Embedding(5, 3))
    assert nn.to_torch(nn.from_torch(network))["0.weight"].tolist() == network[0].weight.tolist()


def test_softmax_and_sums_are_parts_of_their_own() -> None:
    model = nn.from_torch(there.Sequential(there.Linear(2, 2), Sum(there.Linear(2, 2)), there.Softmax(-1)))
    assert isinstance(model.layers[1], nn.Residual)
    assert model.layers[2] is softmax
