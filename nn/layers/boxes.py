"""The lectures' boxes: a piece of a calculation with `forward`, and `backward(dout)` for the gradient coming back.

Chapter 5 of 'Deep Learning from Scratch' (Saito 2016, ゼロから作るDeep Learning) writes the chain rule of each box by
hand. Here a box is any function of Values, and the engine differentiates it.

>>> price_of, taxed = MulLayer(), MulLayer()
>>> price_of.forward(100, 2)
200.0
>>> round(taxed.forward(200, 1.1), 9)
220.0
>>> dprice, dtax = taxed.backward(1)
>>> dapple, dcount = price_of.backward(dprice)
>>> round(dapple, 9), round(dcount, 9), dtax
(2.2, 110.0, 200.0)
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from autograd import Value, dot, mean, relu, sigmoid, softmax
from autograd.language import say
from autograd.record.lost import refuse_math
from nn.layers.losses import cross_entropy_from_logits
from nn.nested import each, flat, is_list, like, many, plain, size


class Box:
    """A function of Values as a box. Its inputs and its output are numbers or nested lists: vectors, batches.

    Results are plain floats and lists. Inputs may be anything with `tolist`. If the first input is a NumPy array, the
    output is an array too, and the gradient of each array is an array. A model is such a function too: then `backward`
    also adds to the `.grad` of its parameters.

    >>> box = Box(lambda x, w: [dot(w, x), w[0] * w[1]])
    >>> box.forward([1.0, 2.0], [3.0, 4.0])
    [11.0, 12.0]
    >>> box.backward([1.0, 10.0])
    ([3.0, 4.0], [41.0, 32.0])
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        refuse_math(function)
        self._function = function
        self._given: tuple[Any, ...] = ()
        self._inputs: list[Any] = []
        self._output: Any = None

    def forward(self, *inputs: Any) -> Any:
        """The function of these inputs, in numbers. The graph is kept for `backward`."""
        self._output = None  # if the function fails, backward has nothing to go back through
        self._require_inputs(len(inputs))
        self._given, self._inputs = inputs, [each(Value, plain(x)) for x in inputs]
        self._output = each(Value.lift, self._function(*self._inputs))
        return like(inputs[0] if inputs else None, each(lambda y: y.data, self._output))

    def backward(self, dout: Any = 1.0) -> Any:
        """The gradient with respect to the input of the last `forward`, or a tuple of them for several inputs.

        `dout` is the gradient with respect to the output, and has the shape of the output. Each result has the shape of
        its input. Raises `RuntimeError` before any `forward`, and `ValueError` for a `dout` of another shape.
        """
        if self._output is None:
            raise RuntimeError(say("backward before forward"))
        dout = each(Value, plain(dout))
        _refuse_other_shape(dout, self._output, "dout", "the output")
        for x in flat(self._inputs):
            x.grad = 0.0
        # A number whose gradient with respect to each output is that of dout. It is 0, so it never is too large.
        dot(list(flat(dout)), [y - y.data for y in flat(self._output)]).backward()
        gradients = tuple(
            like(given, each(lambda number: number.grad, x)) for given, x in zip(self._given, self._inputs, strict=True)
        )
        return gradients[0] if len(gradients) == 1 else gradients

    def _require_inputs(self, given: int) -> None:
        """Raise `TypeError` unless the function takes so many inputs. A function without a signature is not checked."""
        import inspect  # not for those who make no boxes

        try:
            takes = inspect.signature(self._function)
        except ValueError:
            return
        try:
            takes.bind(*range(given))
        except TypeError:
            many = len(takes.parameters)
            inputs = say("one input") if many == 1 else say("so many inputs", count=many)
            raise TypeError(
                say("wrong number of inputs of a box", kind=type(self).__name__, inputs=inputs, given=given)
            ) from None


class MulLayer(Box):
    """`x * y` of two numbers, or of two lists of one shape place by place."""

    def __init__(self) -> None:
        super().__init__(lambda x, y: _place_by_place(operator.mul, x, y))


class AddLayer(Box):
    """`x + y` of two numbers, or of two lists of one shape place by place.

    >>> add = AddLayer()
    >>> add.forward(200, 450), add.backward(1.1)
    (650.0, (1.1, 1.1))
    """

    def __init__(self) -> None:
        super().__init__(lambda x, y: _place_by_place(operator.add, x, y))


class ReLU(Box):
    """`max(0, x)` of each number; at 0 the gradient is 0.

    >>> box = ReLU()
    >>> box.forward([[1.0, -0.5], [-2.0, 3.0]]), box.backward([[5.0, 6.0], [7.0, 8.0]])
    ([[1.0, 0.0], [0.0, 3.0]], [[5.0, 0.0], [0.0, 8.0]])
    """

    def __init__(self) -> None:
        super().__init__(lambda x: each(relu, x))


class Sigmoid(Box):
    """`1 / (1 + exp(-x))` of each number; its local gradient is `y (1 - y)`.

    >>> box = Sigmoid()
    >>> box.forward(0.0), box.backward(8.0)
    (0.5, 2.0)
    """

    def __init__(self) -> None:
        super().__init__(lambda x: each(sigmoid, x))


class Affine:
    """`x W + b` for one example x, or for a batch of them as rows. W is inputs × outputs, b has a number per output.
    Raises `ValueError` for a W or a b of another shape.

    `backward` returns dx, and keeps `dW` and `db`, which are sums over the batch. W and b are read at each `forward`.
    So a step may change NumPy arrays in place: `W -= rate * affine.dW`.

    >>> affine = Affine([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [0.0, 0.0, 1.0])
    >>> affine.forward([1.0, -1.0])
    [-3.0, -3.0, -2.0]
    >>> affine.backward([1.0, 0.0, 2.0])
    [7.0, 16.0]
    >>> affine.dW, affine.db
    ([[1.0, 0.0, 2.0], [-1.0, 0.0, -2.0]], [1.0, 0.0, 2.0])
    """

    def __init__(self, W: Any, b: Any) -> None:
        _refuse_shapes(W, b)
        self.W, self.b = W, b
        self.dW: Any = None
        self.db: Any = None
        self._box = Box(_affine)

    def forward(self, x: Any) -> Any:
        """Raises `ValueError` unless x has a number, or rows of a number, for each row of W."""
        return self._box.forward(x, self.W, self.b)

    def backward(self, dout: Any) -> Any:
        """dx = dout Wᵀ, with dW = xᵀ dout and db = the sum of the rows of dout."""
        dx, self.dW, self.db = self._box.backward(dout)
        return dx


class SoftmaxWithLoss:
    """The cross-entropy of softmax(x) and the target t: for a batch of rows, the mean over the batch.

    t is the number of the right class, or the share of each class, as in one-hot vectors. For a batch it is a list of N
    targets. `y` keeps softmax(x), and `loss` the result of `forward`. The gradient is (y - t) / N. The book takes the
    logarithm of y + 1e-7; here it is the logarithm of y itself.

    >>> box = SoftmaxWithLoss()
    >>> round(box.forward([[0.0, 0.0], [0.0, 0.0]], [0, 1]), 6), box.y
    (0.693147, [[0.5, 0.5], [0.5, 0.5]])
    >>> box.backward()
    [[-0.25, 0.25], [0.25, -0.25]]
    """

    def __init__(self) -> None:
        self.y: Any = None
        self.t: Any = None
        self.loss: Any = None
        self._box = Box(lambda x: _mean_cross_entropy(x, self.t))

    def forward(self, x: Any, t: Any) -> Any:
        """Raises `ValueError` unless there is one target per row, a class that exists or shares that sum to 1."""
        self.t = plain(t)
        self.loss = self._box.forward(x)
        numbers = plain(x)
        shares = [[share.data for share in softmax(row)] for row in _rows(numbers)]
        self.y = like(x, shares if is_list(numbers[0]) else shares[0])
        return self.loss

    def backward(self, dout: Any = 1.0) -> Any:
        """dx, in the shape of x: dout (y - t) / N."""
        return self._box.backward(dout)


def _refuse_shapes(W: Any, b: Any) -> None:
    outputs = len(b) if is_list(b) and not any(map(is_list, b)) else 0
    if not outputs or not is_list(W) or not len(W) or any(not is_list(row) or len(row) != outputs for row in W):
        raise ValueError(say("shapes of an affine", weight=size(W), bias=size(b)))


def _affine(x: Any, W: Any, b: Any) -> Any:
    _refuse_shapes(W, b)  # once more, for a step may have put others there
    for row in _rows(x):
        if len(row) != len(W):
            raise ValueError(say("input of an affine", weight=size(W), many=many(len(W)), given=size(row)))
    units = list(zip(*W, strict=True))
    outputs = [[dot(w, row, b_j) for w, b_j in zip(units, b, strict=True)] for row in _rows(x)]
    return outputs if is_list(x[0]) else outputs[0]


def _mean_cross_entropy(x: Any, t: Any) -> Any:
    rows = _rows(x)
    targets: Any = t if is_list(x[0]) else [t]
    if not is_list(targets) or len(targets) != len(rows):
        raise ValueError(say("targets of a softmax", count=len(rows), given=size(targets)))
    for row, target in zip(rows, targets, strict=True):
        if not is_list(target) and target not in range(len(row)):
            raise ValueError(say("no such class of a softmax", target=target, count=len(row), last=len(row) - 1))
    return mean([cross_entropy_from_logits(row, target) for row, target in zip(rows, targets, strict=True)])


def _place_by_place(function: Callable[[Any, Any], Any], x: Any, y: Any) -> Any:
    _refuse_other_shape(y, x, "the second input", "the first")
    return each(function, x, y)


def _rows(x: Any) -> list[Any]:
    """A batch's rows; a vector is one row."""
    if not is_list(x) or not len(x) or any(is_list(row) != is_list(x[0]) for row in x):
        raise ValueError(say("no vectors for a box", given=size(x)))
    return list(x) if is_list(x[0]) else [x]


def _refuse_other_shape(x: Any, right: Any, name: str, name_of_right: str, place: str = "") -> None:
    """Raise `ValueError` where the shapes differ. The names are keys, and `place` is where in both this part stands."""
    if is_list(x) != is_list(right) or (is_list(x) and len(x) != len(right)):
        raise ValueError(
            say(
                "shape unlike another",
                name=say(name) + place,
                other=say(name_of_right) + place,
                right=size(right),
                given=size(x),
            )
        )
    if is_list(x):
        for i, (part, part_of_right) in enumerate(zip(x, right, strict=True)):
            _refuse_other_shape(part, part_of_right, name, name_of_right, f"{place}[{i}]")
