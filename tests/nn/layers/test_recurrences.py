"""The textbook's δ recurrences, written plainly, and the gradient of tied weights: both equal the engine's."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from autograd import Value
from nn import MLP, Layer, Sequential
from nn.layers.losses import cross_entropy_from_logits, half_squared_error
from tests.lectures.plain import (
    ACTIVATIONS,
    Activation,
    Matrix,
    Vector,
    every_activation,
    hadamard,
    minus,
    outer,
    shares,
    times,
    transposed,
)
from tests.nn.agreement import close, data, gradients, numbers, right_by_differences, values

SIZES = st.lists(st.integers(1, 5), min_size=2, max_size=6)
SEED = st.integers(0, 10_000)


def network(sizes: list[int], activation: Activation, seed: int) -> tuple[MLP, list[Matrix], list[Vector]]:
    """A network with random weights and biases, and these as plain numbers."""
    model = MLP(sizes[0], sizes[1:], activation=activation.of_value)
    for parameter, number in zip(model.parameters(), numbers(seed, len(model.parameters())), strict=True):
        parameter.data = number
    tensors = [layer.tensors() for layer in model.layers]
    return model, [data(tensor["weight"]) for tensor in tensors], [data(tensor["bias"]) for tensor in tensors]


def forward(x: Vector, W: list[Matrix], b: list[Vector], f: Any) -> tuple[list[Vector], list[Vector]]:
    """The sums u_k = W_k z_k + b_k, and the outputs z_0 = x, z_{k+1} = f(u_k)."""
    u, z = list[Vector](), [x]
    for W_k, b_k in zip(W, b, strict=True):
        u.append([s + bias for s, bias in zip(times(W_k, z[-1]), b_k, strict=True)])
        z.append(list(map(f, u[-1])))
    return u, z


def deltas(u: list[Vector], W: list[Matrix], last: Vector, activation: Activation) -> list[Vector]:
    """δ_k = (W_{k+1}ᵀ δ_{k+1}) ⊙ f'(u_k), from the last back to the first (lecture 000; 004 writes the same sums)."""
    delta = [last]
    for k in reversed(range(len(W) - 1)):
        back = times(transposed(W[k + 1]), delta[0])
        delta.insert(0, hadamard(back, map(activation.derivative, u[k])))
    return delta


def equal(model: MLP, x: list[Value], W: list[Matrix], z: list[Vector], delta: list[Vector]) -> None:
    """∂E/∂W_k = δ_k z_kᵀ, ∂E/∂b_k = δ_k, ∂E/∂x = W_0ᵀ δ_0."""
    for layer, z_k, delta_k in zip(model.layers, z, delta, strict=False):
        close(gradients(layer.tensors()["weight"]), outer(delta_k, z_k))
        close(gradients(layer.tensors()["bias"]), delta_k)
    close(gradients(x), times(transposed(W[0]), delta[0]))


@every_activation
@given(sizes=SIZES, seed=SEED)
def test_softmax_with_cross_entropy(activation: Activation, sizes: list[int], seed: int) -> None:
    model, W, b = network(sizes, activation, seed)
    x, y = numbers(seed + 1, sizes[0]), shares(numbers(seed + 2, sizes[-1]))
    inputs = values(x)
    out = model(inputs)
    cross_entropy_from_logits(out if isinstance(out, list) else [out], y).backward()
    u, z = forward(x, W, b, activation.f)
    equal(model, inputs, W, z, deltas(u, W, minus(shares(u[-1]), y), activation))


@every_activation
@given(sizes=SIZES, seed=SEED)
def test_half_the_squared_error_of_a_linear_output(activation: Activation, sizes: list[int], seed: int) -> None:
    model, W, b = network(sizes, activation, seed)
    x, y = numbers(seed + 1, sizes[0]), numbers(seed + 2, sizes[-1])
    inputs = values(x)
    half_squared_error(model(inputs), y).backward()
    u, z = forward(x, W, b, activation.f)
    equal(model, inputs, W, z, deltas(u, W, minus(u[-1], y), activation))


def autoencoder(J: int, I: int, activation: Activation, seed: int) -> tuple[Layer, Layer]:
    encoder = Layer(J, I, activation=activation.of_value)
    decoder = encoder.transposed(activation=activation.of_value)
    for layer in (encoder, decoder):
        for parameter, number in zip(layer.parameters(), numbers(seed, len(layer.parameters())), strict=True):
            parameter.data = number
    return encoder, decoder


@every_activation
@given(J=st.integers(1, 4), I=st.integers(1, 3), seed=SEED)
def test_tied_weights_by_the_formula_of_lecture_003(activation: Activation, J: int, I: int, seed: int) -> None:
    """∂E/∂w_ji = Σ_k ∂E/∂o_k f'(net_k) w_ki f'(net_i) o_j + ∂E/∂o_j f'(net_j) o_i, the slide 偏微分（5）."""
    encoder, decoder = autoencoder(J, I, activation, seed)
    x = numbers(seed + 1, J)
    w = data(decoder.tensors()["weight"])  # w[j][i], between unit i of the hidden layer and unit j of both others
    theta_2, theta_3 = data(encoder.tensors()["bias"]), data(decoder.tensors()["bias"])
    half_squared_error(decoder(encoder(x)), x).backward()

    net_2 = [sum(x[j] * w[j][i] for j in range(J)) + theta_2[i] for i in range(I)]
    o_2 = [activation.f(net) for net in net_2]
    net_3 = [sum(o_2[i] * w[j][i] for i in range(I)) + theta_3[j] for j in range(J)]
    d_3 = [(activation.f(net) - x_j) * activation.derivative(net) for net, x_j in zip(net_3, x, strict=True)]
    for j in range(J):
        for i in range(I):
            through = sum(d_3[k] * w[k][i] * activation.derivative(net_2[i]) * x[j] for k in range(J))
            close(encoder.neurons[i].w[j].grad, through + d_3[j] * o_2[i])
            assert decoder.neurons[j].w[i] is encoder.neurons[i].w[j]


@every_activation
@given(J=st.integers(1, 4), I=st.integers(1, 3), seed=SEED)
def test_tied_weights_get_the_sum_over_both_uses(activation: Activation, J: int, I: int, seed: int) -> None:
    encoder, decoder = autoencoder(J, I, activation, seed)
    free = Layer(I, J, activation=activation.of_value)  # the same numbers, and weights of its own
    for own, tied in zip(free.neurons, decoder.neurons, strict=True):
        for parameter, number in zip(own.parameters(), data([*tied.w, tied.b]), strict=True):
            parameter.data = number
    x = numbers(seed + 1, J)
    half_squared_error(free(encoder(x)), x).backward()
    of_encoder = gradients(encoder.tensors()["weight"])
    of_decoder = transposed(gradients(free.tensors()["weight"]))
    encoder.zero_grad()
    half_squared_error(decoder(encoder(x)), x).backward()
    both = [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(of_encoder, of_decoder, strict=True)]
    close(gradients(encoder.tensors()["weight"]), both)


def test_tied_weights_by_differences() -> None:
    encoder, decoder = autoencoder(3, 2, ACTIVATIONS["tanh"], 1)
    model = Sequential(encoder, decoder)
    assert len(model.parameters()) == 3 * 2 + 2 + 3
    right_by_differences(model, numbers(2, 3))
