"""The boxes with `forward` and `backward`: the formulas of the book, in plain numbers and as matrices."""

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import DomainError, Value, exp, sin, total
from nn import MLP, AddLayer, Affine, Box, MulLayer, ReLU, Sigmoid, SoftmaxWithLoss
from nn.layers.losses import cross_entropy_from_logits
from nn.nested import each, flat

NUMBERS = st.floats(-3.0, 3.0)
SIZES = st.integers(1, 4)


def matrix(data: st.DataObject, rows: int, columns: int) -> list[list[float]]:
    row = st.lists(NUMBERS, min_size=columns, max_size=columns)
    return data.draw(st.lists(row, min_size=rows, max_size=rows))


def close(found: Any, expected: Any) -> bool:
    """Plain nested lists, or an array, of the expected shape with its numbers."""
    expected = np.asarray(expected)
    found = each(float, found) if isinstance(found, np.ndarray) else found
    numbers = list(flat(found))
    return (
        all(type(number) is float for number in numbers)
        and np.shape(found) == expected.shape
        and numbers == pytest.approx(expected.ravel().tolist(), rel=1e-12, abs=1e-12)
    )


def test_the_apple() -> None:
    """Saito 2016, figure 5-3: two apples at 100 yen with 10 % tax."""
    mul_apple, mul_tax = MulLayer(), MulLayer()
    assert mul_apple.forward(100, 2) == 200
    assert mul_tax.forward(200, 1.1) == pytest.approx(220)
    dapple_price, dtax = mul_tax.backward(1)
    assert (*mul_apple.backward(dapple_price), dtax) == pytest.approx((2.2, 110, 200))


def test_apples_and_oranges() -> None:
    """Saito 2016, figure 5-17: two apples and three oranges."""
    mul_apple, mul_orange, add, mul_tax = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    price = mul_tax.forward(add.forward(mul_apple.forward(100, 2), mul_orange.forward(150, 3)), 1.1)
    dsum, dtax = mul_tax.backward(1)
    dapples, doranges = add.backward(dsum)
    dapple, dapples_count = mul_apple.backward(dapples)
    dorange, doranges_count = mul_orange.backward(doranges)
    assert price == pytest.approx(715)
    assert [dapples_count, dapple, dorange, doranges_count, dtax] == pytest.approx([110, 2.2, 3.3, 165, 650])


@given(st.data(), SIZES, SIZES)
def test_boxes_of_single_numbers_work_place_by_place(data: st.DataObject, n: int, m: int) -> None:
    x, y, dout = (np.array(matrix(data, n, m)) for _ in range(3))
    share = 1 / (1 + np.exp(-x))
    for box, inputs, output, gradient in (
        (ReLU(), [x], np.maximum(x, 0), dout * (x > 0)),
        (Sigmoid(), [x], share, dout * share * (1 - share)),
        (MulLayer(), [x, y], x * y, np.stack([dout * y, dout * x])),
        (AddLayer(), [x, y], x + y, np.stack([dout, dout])),
    ):
        assert close(box.forward(*inputs), output)
        back = box.backward(dout)
        assert close(np.stack(back) if len(inputs) > 1 else back, gradient)


@given(st.data(), SIZES, SIZES, SIZES)
def test_affine_is_a_matrix_product(data: st.DataObject, n: int, nin: int, nout: int) -> None:
    x, W, dout = matrix(data, n, nin), matrix(data, nin, nout), matrix(data, n, nout)
    [b] = matrix(data, 1, nout)
    affine = Affine(W, b)
    assert close(affine.forward(x), np.array(x) @ W + b)
    assert close(affine.backward(dout), np.array(dout) @ np.transpose(W))
    assert close(affine.dW, np.transpose(x) @ dout)
    assert close(affine.db, np.sum(dout, axis=0))
    assert close(affine.forward(x[0]), np.array(x[0]) @ W + b)  # one example
    assert close(affine.backward(dout[0]), W @ np.array(dout[0]))
    assert close(affine.dW, np.outer(x[0], dout[0]))
    assert close(affine.db, dout[0])


@given(st.data(), SIZES, st.integers(2, 4), NUMBERS)
def test_softmax_with_loss_goes_back_as_y_minus_t(data: st.DataObject, n: int, k: int, dout: float) -> None:
    x = np.array(matrix(data, n, k)) * 5
    classes = data.draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    y = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    t = np.eye(k)[classes]
    for target in (classes, np.array(classes), t, t.tolist()):
        box = SoftmaxWithLoss()
        assert box.forward(x, target) == pytest.approx(-np.log(y[range(n), classes]).mean(), rel=1e-9, abs=1e-12)
        assert close(box.y, y)
        assert close(box.backward(), (y - t) / n)
        assert close(box.backward(dout), dout * (y - t) / n)
    for target in (classes[0], t[0]):
        box = SoftmaxWithLoss()
        assert box.forward(x[0], target) == pytest.approx(-np.log(y[0, classes[0]]), rel=1e-9, abs=1e-12)
        assert close(box.y, y[0])
        assert close(box.backward(), y[0] - t[0])


@given(NUMBERS, st.lists(NUMBERS, min_size=2, max_size=2), NUMBERS, NUMBERS, NUMBERS)
def test_any_function_is_a_box(x: float, v: list[float], d1: float, d2: float, d3: float) -> None:
    box = Box(lambda x, v: ([x * v[0], [sin(x)]], exp(v[1]) * x))
    out = box.forward(x, v)
    assert [type(out), type(out[0])] == [list, list]
    assert list(flat(out)) == pytest.approx([x * v[0], math.sin(x), math.exp(v[1]) * x])
    expected = [d1 * v[0] + d2 * math.cos(x) + d3 * math.exp(v[1]), d1 * x, d3 * math.exp(v[1]) * x]
    for _ in range(2):  # a second pass is the same pass, and adds to nothing
        dx, dv = box.backward([[d1, [d2]], d3])
        assert [dx, *dv] == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_inputs_that_the_output_does_not_need_or_is() -> None:
    box = Box(lambda x, y, z: [x, 7.0, x])
    assert box.forward(1, [2.0, 3.0], []) == [1.0, 7.0, 1.0]
    assert box.backward([10, 20, 30]) == (40.0, [0.0, 0.0], [])


def test_values_are_taken_as_their_numbers() -> None:
    x = Value(3.0)
    box = Box(lambda y: y * y)
    assert box.forward(x * x) == 81.0
    assert box.backward(Value(2.0)) == 36.0
    assert x.grad == 0.0


def test_an_output_that_is_large_is_no_gradient_that_is_large() -> None:
    box = MulLayer()
    box.forward(1e200, 1e100)
    assert box.backward(1e20) == pytest.approx((1e120, 1e220))


def test_a_model_is_a_function_and_its_parameters_get_their_gradients() -> None:
    model = MLP(2, [1])
    box = Box(model)
    assert box.forward([3.0, 4.0]) == model([3.0, 4.0]).data
    w = model.parameters()
    assert box.backward(0.5) == [0.5 * w[0].data, 0.5 * w[1].data]
    assert [parameter.grad for parameter in w] == [1.5, 2.0, 0.5]


def test_the_two_layer_network_of_the_book() -> None:
    """Saito 2016, section 5.7.2: Affine, ReLU, Affine, SoftmaxWithLoss on a batch, with steps made in place."""
    draw = np.random.default_rng(0)
    x, t = draw.normal(size=(5, 3)), [0, 1, 1, 0, 1]
    W1, b1, W2, b2 = (draw.normal(size=size) for size in ((3, 4), 4, (4, 2), 2))
    affine1, relu, affine2, loss = Affine(W1, b1), ReLU(), Affine(W2, b2), SoftmaxWithLoss()
    model = MLP(3, [4, 2])
    losses = []
    for _ in range(3):
        losses.append(loss.forward(affine2.forward(relu.forward(affine1.forward(x))), t))
        affine1.backward(relu.backward(affine2.backward(loss.backward(1))))

        hidden = np.maximum(x @ W1 + b1, 0)
        y = np.exp(hidden @ W2 + b2)
        delta2 = (y / y.sum(axis=1, keepdims=True) - np.eye(2)[t]) / 5
        delta1 = delta2 @ W2.T * (hidden > 0)
        assert losses[-1] == pytest.approx(-np.log(y / y.sum(axis=1, keepdims=True))[range(5), t].mean(), rel=1e-12)
        assert close(affine1.dW, x.T @ delta1)
        assert close(affine1.db, delta1.sum(axis=0))
        assert close(affine2.dW, hidden.T @ delta2)
        assert close(affine2.db, delta2.sum(axis=0))

        for layer, W, b in zip(model.layers, (W1, W2), (b1, b2), strict=True):
            for j, neuron in enumerate(layer.neurons):
                neuron.b.data = b[j]
                for i, weight in enumerate(neuron.w):
                    weight.data = W[i, j]
        model.zero_grad()
        (total(cross_entropy_from_logits(model(row), k) for row, k in zip(x, t, strict=True)) / 5).backward()
        for layer, affine in zip(model.layers, (affine1, affine2), strict=True):
            assert close(affine.dW, np.transpose(each(lambda w: w.grad, layer.tensors()["weight"])))
            assert close(affine.db, each(lambda b: b.grad, layer.tensors()["bias"]))

        for parameter, gradient in ((W1, affine1.dW), (b1, affine1.db), (W2, affine2.dW), (b2, affine2.db)):
            parameter -= 0.1 * gradient
    assert losses == sorted(losses, reverse=True)


def test_a_failed_forward_leaves_nothing_to_go_back_through() -> None:
    box = Box(lambda x: 1.0 / x)
    box.forward(2.0)
    with pytest.raises(DomainError):
        box.forward(0.0)
    with pytest.raises(RuntimeError, match="call forward first"):
        box.backward(1.0)


@pytest.mark.parametrize("box", [MulLayer(), AddLayer(), ReLU(), Sigmoid(), Affine([[1.0]], [0.0]), SoftmaxWithLoss()])
def test_backward_needs_a_forward(box: Any) -> None:
    with pytest.raises(RuntimeError, match="call forward first"):
        box.backward(1.0)


@pytest.mark.parametrize(
    ("dout", "sentence"),
    [
        (1.0, "dout has the shape of the output: 2 × 2 numbers, not one number"),
        ([1.0, 2.0], "dout[0] has the shape of the output[0]: 2 numbers, not one number"),
        ([[1.0, 2.0]], "dout has the shape of the output: 2 × 2 numbers, not 1 × 2 numbers"),
        ([[1.0, 2.0], [3.0]], "dout[1] has the shape of the output[1]: 2 numbers, not a list of one number"),
    ],
)
def test_a_gradient_of_another_shape_is_said(dout: Any, sentence: str) -> None:
    box = ReLU()
    box.forward([[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(ValueError) as error:  # noqa: PT011  (compared below, with its brackets)
        box.backward(dout)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("W", "b", "given"),
    [
        ([[1.0, 2.0]], [0.0], "1 × 2 numbers and a list of one number"),
        ([1.0], [0.0], "a list of one number and a list of one number"),
        ([], [0.0], "0 numbers and a list of one number"),
        (1.0, [0.0], "one number and a list of one number"),
        (None, "a", "None and 'a'"),
        ([[1.0, 2.0], [3.0, 4.0]], [[0.0, 0.0], [1.0, 1.0]], "2 × 2 numbers and 2 × 2 numbers"),
        ([[]], [], "1 × 0 numbers and 0 numbers"),
        ([[1.0]], 0.0, "1 × 1 numbers and one number"),
        (
            [[1.0, 2.0], [3.0]],
            [0.0, 0.0],
            "rows of several lengths ([0] has 2 numbers, and [1] has a list of one number) and 2 numbers",
        ),
    ],
)
def test_weights_of_another_shape_are_refused_at_once(W: Any, b: Any, given: str) -> None:
    sentence = f"^Affine takes a W of inputs × outputs and a b of outputs, not of {re.escape(given)}$"
    with pytest.raises(ValueError, match=sentence):
        Affine(W, b)
    affine = Affine([[1.0]], [0.0])
    affine.W, affine.b = W, b
    with pytest.raises(ValueError if W is not None else TypeError, match=sentence if W is not None else "None"):
        affine.forward([1.0])


@pytest.mark.parametrize(
    ("box", "inputs", "sentence"),
    [
        (MulLayer(), ([1.0, 2.0], 3.0), "the second input has the shape of the first: 2 numbers, not one number"),
        (
            AddLayer(),
            ([1.0, 2.0], [3.0]),
            "the second input has the shape of the first: 2 numbers, not a list of one number",
        ),
        (
            Affine([[1.0], [2.0]], [0.0]),
            ([1.0],),
            "Affine with a W of 2 × 1 numbers takes 2 numbers, .* not a list of one number",
        ),
        (Affine([[1.0]], [0.0]), ([[1.0], [2.0, 3.0]],), "takes one number, or rows of as many, not 2 numbers"),
        (Affine([[1.0]], [0.0]), (1.0,), "takes a vector, or a batch as a list of rows, not one number"),
        (Affine([[1.0]], [0.0]), ([],), "takes a vector, or a batch as a list of rows, not 0 numbers"),
        (Affine([[1.0]], [0.0]), ([[1.0], 2.0],), "takes a vector, or a batch as a list of rows"),
        (SoftmaxWithLoss(), ([[1.0, 2.0]], [0, 1]), "a target for each row: 1 of them, not 2 numbers"),
        (SoftmaxWithLoss(), ([[1.0, 2.0]], 1), "a target for each row: 1 of them, not one number"),
        (SoftmaxWithLoss(), ([1.0, 2.0], 2), "there is no class 2: 2 numbers are for the classes 0 to 1"),
        (SoftmaxWithLoss(), ([1.0, 2.0], 1.5), "there is no class 1.5"),
        (SoftmaxWithLoss(), ([1.0, 2.0], [1, 1]), "sum to 1, .* and those of .1.0, 1.0. do not"),
        (SoftmaxWithLoss(), ([1.0, 2.0], [0, 1, 0]), "an output of 2 numbers has a target of 3 numbers"),
    ],
)
def test_inputs_of_another_shape_are_said(box: Any, inputs: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        box.forward(*inputs)


def test_values_in_lists_count_as_their_numbers() -> None:
    x = [[Value(1.0), 2.0], [3.0, Value(4.0)]]
    assert ReLU().forward(x) == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize("wrong", ["1.5", None, [1.0, None], {"x": 1.0}])
def test_what_is_no_number_is_said(wrong: Any) -> None:
    with pytest.raises(TypeError, match="a Value holds one real number"):
        ReLU().forward(wrong)
