"""Affine layers and what stands between them: gradients by differences and by torch, names, and what is refused."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import DomainError, Value, elu, exp, leaky_relu, log, relu, sigmoid, silu, softplus, tanh
from autograd.calculus.order import inputs_first
from nn import MLP, Conv2D, Flatten, Layer, Module, Neuron, Residual, Sequential
from tests.conftest import thinned
from tests.nn.agreement import (
    close,
    data,
    equal_to_torch,
    gradients,
    import_torch,
    loss_of,
    numbers,
    right_by_differences,
    values,
)

CLASS: Any = Flatten  # what is wrong here is wrong by type, too
VALUE: Any = Value(1.0)
SIZE, SEED = st.integers(1, 4), st.integers(0, 10_000)
ACTIVATIONS: dict[str, Any] = {  # by their names in torch.nn.functional
    "relu": relu, "sigmoid": sigmoid, "tanh": tanh, "softplus": softplus, "elu": elu, "leaky_relu": leaky_relu,
    "silu": silu,
}  # fmt: skip


def started(module: Module, seed: int) -> Any:
    """The module with other parameters, biases that are not 0 among them."""
    parameters = module.parameters()
    for parameter, number in zip(parameters, numbers(seed, len(parameters)), strict=True):
        parameter.data = number
    return module


@pytest.mark.parametrize("name", [*ACTIVATIONS, None])
@settings(max_examples=15)
@given(nin=SIZE, nout=SIZE, seed=SEED)
def test_a_layer_equals_torch(name: str | None, nin: int, nout: int, seed: int) -> None:
    functional = import_torch().nn.functional
    layer = started(Layer(nin, nout, activation=ACTIVATIONS[name] if name else None), seed)
    after = getattr(functional, name) if name else lambda x: x
    equal_to_torch(
        lambda x, weight, bias: layer(x),
        lambda x, weight, bias: after(functional.linear(x, weight, bias), **{"beta": 1} if name == "softplus" else {}),
        numbers(seed + 1, nin),
        *layer.tensors().values(),
    )


@pytest.mark.parametrize("expand", [True, False])
def test_a_transposed_layer_is_as_expanded_as_its_origin(expand: bool) -> None:
    back = Layer(3, 2, expand=expand).transposed()
    assert [neuron.expand for neuron in back.neurons] == [expand] * 3
    ops = {node.op.name for node in inputs_first(back([1.0, 2.0])) if node.op}
    assert ops == ({"mul", "add", "relu"} if expand else {"dot", "relu"})


@settings(max_examples=30)
@given(st.lists(SIZE, min_size=2, max_size=5), st.sampled_from(sorted(ACTIVATIONS)), SEED)
def test_an_mlp_equals_torch(sizes: list[int], name: str, seed: int) -> None:
    functional = import_torch().nn.functional
    model = started(MLP(sizes[0], sizes[1:], activation=ACTIVATIONS[name]), seed)

    def theirs(x: Any, *tensors: Any) -> Any:
        for i in range(0, len(tensors), 2):
            x = functional.linear(x, *tensors[i : i + 2])
            x = getattr(functional, name)(x) if i + 2 < len(tensors) else x
        return x

    tensors = [tensor for layer in model.layers for tensor in layer.tensors().values()]
    equal_to_torch(lambda x, *_: model(x), theirs, numbers(seed + 1, sizes[0]), *tensors)


@given(st.lists(SIZE, min_size=2, max_size=4), st.sampled_from(sorted(ACTIVATIONS)), SEED)
def test_the_chain_of_products_and_sums_equals_the_dot(sizes: list[int], name: str, seed: int) -> None:
    found = []
    for expand in (False, True):
        model = started(MLP(sizes[0], sizes[1:], activation=ACTIVATIONS[name], expand=expand), seed)
        x = values(numbers(seed + 1, sizes[0]))
        out = model(x)
        loss = loss_of(out)
        loss.backward()
        names = {node.op.name for node in inputs_first([loss]) if node.op and node is not loss}
        assert names - {name} == ({"add", "mul"} if expand else {"dot"})
        found.append([*[p.grad for p in model.parameters()], *gradients(x), loss.data])
    close(found[0], found[1], 1e-11)


@pytest.mark.parametrize(
    ("module", "shape"),
    thinned(
        [
            (Layer(3, 2, activation=sigmoid), (3,)),
            (Layer(2, 3, activation=tanh, expand=True), (2,)),
            (MLP(2, [3, 1, 2]), (2,)),
            (MLP(2, [2, 2], activation=softplus), (2,)),
            (Residual(Layer(2, 2, activation=tanh)), (2,)),
            (Residual(Sequential(Layer(2, 3, activation=tanh), Layer(3, 2, nonlin=False))), (2,)),
            (Sequential(Conv2D(1, 1, 2, activation=tanh), Flatten(), Layer(2, 2, activation=sigmoid)), (1, 2, 3)),
            (Residual(Conv2D(1, 1, 3, padding=1, activation=tanh)), (1, 2, 2)),
        ],
        1,
    ),
    ids=str,
)
def test_gradients_by_differences(module: Module, shape: tuple[int, ...]) -> None:
    right_by_differences(started(module, 5), numbers(6, *shape))


def test_a_residual_sum_passes_the_gradient_by() -> None:
    inner = Layer(2, 2, init=lambda nin, nout: 0.0)
    x = values([3.0, 4.0])
    out = Residual(inner)(x)
    assert data(out) == [3.0, 4.0]
    loss_of(out).backward()
    by_hand = values([3.0, 4.0])
    loss_of(by_hand).backward()
    assert gradients(x) == gradients(by_hand)


def test_a_layer_takes_what_a_layer_of_one_neuron_gives() -> None:
    model = started(MLP(2, [1, 2], activation=None), 0)
    (w1, w2, b), (v1, c1, v2, c2) = ([p.data for p in layer.parameters()] for layer in model.layers)
    h = w1 * 0.5 + w2 * -1.0 + b
    close(data(model([0.5, -1.0])), [v1 * h + c1, v2 * h + c2])


def test_a_batch_is_each_example() -> None:
    model = Sequential(Layer(2, 3), Residual(Layer(3, 3)), lambda x: [y * 2.0 for y in x], Layer(3, 1))
    xs = numbers(0, 4, 2)
    assert data(model.batch(xs)) == [model(x).data for x in xs]
    residual = Residual(lambda x: [y * y for y in x])
    assert residual.batch([[1.0, 2.0], [3.0, 4.0]]) == [[2.0, 6.0], [12.0, 20.0]]


def test_flat_images_keep_their_order() -> None:
    x = numbers(0, 2, 3, 2)
    assert Flatten()(x) == [x[c][i][j] for c in range(2) for i in range(3) for j in range(2)]


def test_weights_and_biases_are_named_and_shaped() -> None:
    layer = Layer(3, 2, name="out.")
    weight, bias = layer.tensors().values()
    assert [[w.name for w in row] for row in weight][1] == ["out.n2.w1", "out.n2.w2", "out.n2.w3"]
    assert [b.name for b in bias] == ["out.n1.b", "out.n2.b"]
    assert layer.parameters() == [*weight[0], bias[0], *weight[1], bias[1]]


def test_names_in_a_sequence_tell_the_part() -> None:
    class Bare(Module):
        def __init__(self) -> None:
            self.slope = Value(1.0)

    encoder = Layer(3, 2)
    model = Sequential(encoder, Sequential(relu, Layer(2, 2)), encoder.transposed(), Bare(), Conv2D(1, 1, 1))
    names = [p.name for p in model.parameters()]
    assert names[0] == "l1.n1.w1"
    assert {"l2.l2.n2.b", "l3.t.n3.b", "l5.f1.b"} < set(names)
    assert names.count(None) == 1
    assert len(set(names)) == len(names) == 8 + 6 + 3 + 1 + 2


def test_an_activation_of_one_number_goes_through_lists_and_images() -> None:
    apart = Sequential(Layer(2, 3, activation=None), tanh, Layer(3, 1, activation=None), relu)
    x = numbers(0, 4, 2)
    y = data(apart.batch(x))
    assert y == data([apart(row) for row in x])
    first, _, last, _ = apart.layers
    assert y == [max(0.0, last([math.tanh(h.data) for h in first(row)]).data) for row in x]
    assert data(Sequential(relu)([[[1.0, -1.0]], [[-2.0, 2.0]]])) == [[[1.0, 0.0]], [[0.0, 2.0]]]


@pytest.mark.parametrize(
    ("run", "error", "sentence"),
    [
        (lambda: Sequential(Layer(2, 3), Layer(2, 1))([1.0, 2.0]), ValueError, "^part 2 .Layer.: the layer takes 2"),
        (lambda: Sequential(Layer(2, 3), Layer(2, 1)).batch([[1.0, 2.0]]), ValueError, "^part 2 .Layer.: the layer"),
        (
            lambda: Sequential(relu, Sequential(MLP(2, [1])))([1.0]),
            ValueError,
            "^part 2 .Sequential.: part 1 .MLP.: the layer l1",
        ),
        (lambda: Sequential(relu, exp)([1.0]), TypeError, "^part 2 .exp.: a Value holds one"),
        (lambda: Sequential([Layer(2, 3), relu]), TypeError, r"part 1 of a Sequential is a list: write Sequential\("),  # type: ignore[arg-type]
        (lambda: Sequential(relu, "relu"), TypeError, "part 2 of a Sequential is 'relu', and no module or function"),  # type: ignore[arg-type]
        (lambda: Sequential(CLASS), TypeError, "part 1 of a Sequential is <class .*, and no module or function"),
        (lambda: Sequential(log)(-1.0), DomainError, "^log"),
    ],
)
def test_errors_say_in_which_part_they_are(run: Any, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        run()


def test_printed_networks_say_what_they_are() -> None:
    model = Sequential(Layer(1, 1, activation=tanh), sigmoid, Flatten(), Residual(Layer(1, 1, nonlin=False)))
    assert str(model) == (
        "Sequential of [Layer of [TanhNeuron(1)], function, Flatten(), Residual(Layer of [LinearNeuron(1)])]"
    ).replace("function", sigmoid.__name__)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: Layer(2, 2, name="h.")(numbers(0, 3)), "the layer h takes 2 numbers, and was given 3"),
        (lambda: Layer(2, 2)(Value(1.0)), "takes 2 numbers, and was given one number"),
        (lambda: Layer(2, 2)([[1.0], [2.0], [3.0]]), "takes 2 numbers, and was given 3 × 1 numbers"),
        (lambda: Neuron(2)([1.0]), "a neuron takes 2 numbers, and was given a list of one number"),
        (lambda: Neuron(2, expand=True)([1.0]), "a neuron takes 2 numbers, and was given a list of one number"),
        (lambda: Neuron(2)(VALUE), "a neuron takes 2 numbers, and was given one number"),
        (lambda: Layer(1, 2)([1.0, 2.0]), "takes one number, and was given 2 numbers"),
        (lambda: Residual(Layer(2, 3))([1.0, 2.0]), "from 2 numbers it made 3 numbers"),
        (lambda: Residual(Layer(3, 3))([1.0, 2.0]), "takes 3 numbers, and was given 2"),
        (lambda: Residual(Flatten()).batch([[[1.0, 2.0]]]), "from 1 × 2 numbers it made 2 numbers"),
    ],
)
def test_what_does_not_fit_is_said(run: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        run()
