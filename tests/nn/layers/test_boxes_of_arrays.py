"""Boxes of NumPy arrays give arrays, so that the book's steps run as they stand; and what the boxes say of inputs."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from autograd import exp
from nn import AddLayer, Affine, Box, MulLayer, ReLU, Sigmoid, SoftmaxWithLoss

X = np.array([[1.0, -2.0], [3.0, 4.0]])


@pytest.mark.parametrize("x", [X, X[0], X.astype(np.float32), X.astype(int)])
def test_arrays_come_back_as_arrays(x: Any) -> None:
    for box in (ReLU(), Sigmoid()):
        out = box.forward(x)
        back = box.backward(out)
        for array in (out, back):
            assert (type(array), array.shape, array.dtype) == (np.ndarray, x.shape, np.float64)


def test_each_gradient_is_like_its_input() -> None:
    for box in (MulLayer(), AddLayer()):
        assert type(box.forward(X, X.tolist())) is np.ndarray
        assert [type(gradient) for gradient in box.backward(X)] == [np.ndarray, list]
        assert type(box.forward(X.tolist(), X)) is list
        assert [type(gradient) for gradient in box.backward(X)] == [list, np.ndarray]
    affine = Affine(X.copy(), [0.0, 0.0])
    affine.forward([1.0, 2.0])
    assert [type(x) for x in (affine.backward([1.0, 0.0]), affine.dW, affine.db)] == [list, np.ndarray, list]
    affine.W -= 0.5 * affine.dW
    assert affine.W.tolist() == [[0.5, -2.0], [2.0, 4.0]]


def test_numbers_and_ragged_outputs_stay_what_they_are() -> None:
    box = Box(lambda x: [x[0][0], [x[1][1], exp(x[0][1])]])
    assert type(box.forward(X)) is list
    assert type(box.backward([1.0, [2.0, 3.0]])) is np.ndarray
    mul = MulLayer()
    assert type(mul.forward(np.float64(2.0), np.array(3.0))) is float
    assert mul.backward(1.0) == (3.0, 2.0)


def test_the_loss_and_the_shares_are_kept() -> None:
    box = SoftmaxWithLoss()
    assert box.loss is None
    assert box.forward(X, [0, 1]) == box.loss == pytest.approx((np.log1p(np.exp(-3.0)) + np.log1p(np.exp(-1.0))) / 2)
    assert box.y.shape == box.backward().shape == (2, 2)


def test_boxes_do_not_load_numpy() -> None:
    program = "import sys, nn; nn.ReLU().forward([1.0]); assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: MulLayer().forward(1), "MulLayer takes 2 inputs in forward, and was given 1"),
        (lambda: AddLayer().forward(1, 2, 3), "AddLayer takes 2 inputs in forward, and was given 3"),
        (lambda: ReLU().forward(), "ReLU takes one input in forward, and was given 0"),
        (lambda: Box(lambda x, y, z: x).forward(1.0), "Box takes 3 inputs in forward, and was given 1"),
    ],
)
def test_too_few_or_too_many_inputs_are_counted(run: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        run()
