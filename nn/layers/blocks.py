"""Parts that stand between affine layers: one after the other, residual sums, dropout, batch normalisation.

An example is a list of numbers, or for images a list of channels of rows of numbers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from operator import add
from typing import Any

from autograd import (
    Value,
    dot,
    elu,
    gelu,
    leaky_relu,
    mean,
    relu,
    selu,
    sigmoid,
    silu,
    softplus,
    sqrt,
    tanh,
    variance,
)
from autograd.language import say
from autograd.record.lost import refuse_math
from autograd.record.watch import by_chance, kept
from nn.layers.init import Seed, generator
from nn.layers.neuron import Activation, require_activation
from nn.layers.ranges import count, in_range
from nn.module import Module
from nn.nested import each, flat, is_list, lifted, shape, size

OF_ONE_NUMBER = (elu, gelu, leaky_relu, relu, selu, sigmoid, silu, softplus, tanh)


class Sequential(Module):
    """Parts one after the other. A part is a module, or a function of the output of the part before.

    Activations that are functions of one number, such as `relu`, are applied to each number. An error in a part names
    the part, counted from 1.

    Parameters get the part's place before their names: `l1.n2.w3`.

    >>> from autograd import softmax
    >>> from nn.layers.neuron import Layer
    >>> model = Sequential(Layer(2, 4), Layer(4, 3, nonlin=False), softmax)
    >>> round(sum(share.data for share in model([0.5, -1.0])), 12), model.parameters()[0].name
    (1.0, 'l1.n1.w1')
    """

    def __init__(self, *layers: Callable[[Any], Any]) -> None:
        for i, part in enumerate(layers, 1):
            if isinstance(part, (list, tuple)):
                raise TypeError(say("list in a Sequential", part=i, kind=type(part).__name__))
            if not callable(part) or isinstance(part, type):
                raise TypeError(say("no part of a Sequential", place=i, part=part))
            refuse_math(part)
        self.layers = list(layers)
        named = set[Value]()
        for place, module in self.parts().items():
            for parameter in [p for p in module.parameters() if p not in named]:
                if parameter.name:
                    parameter.name = f"l{int(place) + 1}.{parameter.name}"
                named.add(parameter)

    def __call__(self, x: Any) -> Any:
        for i, layer in enumerate(self.layers, 1):
            with _place(i, layer):
                x = each(layer, x) if is_of_one_number(layer) else layer(x)
        return x

    def batch(self, xs: Sequence[Any]) -> list[Any]:
        for i, layer in enumerate(self.layers, 1):
            with _place(i, layer):
                if isinstance(layer, Module):
                    xs = layer.batch(xs)
                else:
                    xs = each(layer, xs) if is_of_one_number(layer) else [layer(x) for x in xs]
        return list(xs)

    def parts(self) -> dict[str, Module]:
        return {str(i): layer for i, layer in enumerate(self.layers) if isinstance(layer, Module)}

    def __repr__(self) -> str:
        return f"Sequential of [{', '.join(getattr(part, '__name__', str(part)) for part in self.layers)}]"


def is_of_one_number(part: Any) -> bool:
    """Whether it is an activation of one number, perhaps with a constant.

    >>> is_of_one_number(relu), is_of_one_number(partial(leaky_relu, slope=0.2)), is_of_one_number(sum)
    (True, True, False)
    """
    return (part.func if isinstance(part, partial) else part) in OF_ONE_NUMBER


@contextmanager
def _place(i: int, part: Any) -> Iterator[None]:
    """Within this context, an error says in which part of a Sequential it was raised."""
    try:
        yield
    except (TypeError, ValueError) as error:
        if type(error) in (TypeError, ValueError) and len(error.args) == 1:
            name = type(part).__name__ if isinstance(part, Module) else getattr(part, "__name__", "function")
            error.args = (say("in a part of a Sequential", i=i, name=name, error=error),)
        raise


class Residual(Module):
    """`x + inner(x)` (He, Zhang, Ren and Sun 2016): the inner part learns what to add to its input.

    >>> double = Residual(lambda x: x)
    >>> [y.data for y in double([Value(1.0), Value(2.0)])]
    [2.0, 4.0]
    """

    def __init__(self, inner: Callable[[Any], Any]) -> None:
        self.inner = inner

    def __call__(self, x: Any) -> Any:
        return self._sum(x, self.inner(x))

    def batch(self, xs: Sequence[Any]) -> list[Any]:
        added = self.inner.batch(xs) if isinstance(self.inner, Module) else map(self.inner, xs)
        return list(map(self._sum, xs, added))

    def _sum(self, x: Any, more: Any) -> Any:
        if shape(x) == (1,) and not is_list(more):  # the inner part ends with a layer of one neuron
            more = [more]
        if shape(x) != shape(more):
            raise ValueError(say("residual changes the shape", before=size(x), after=size(more)))
        return each(add, x, more)

    def __repr__(self) -> str:
        return f"Residual({self.inner})"


class Dropout(Module):
    """In training, each number becomes 0 with probability `rate`, and the others are divided by 1 - rate. In use,
    nothing changes.

    The division in training makes it "inverted" dropout (Srivastava and others 2014, section 10), so use needs no
    scaling.

    >>> dropout = Dropout(0.5, seed=0)
    >>> dropout([1.0, 2.0, 3.0, 4.0]), dropout.eval()([1.0, 2.0])
    ([2.0, 4.0, 0.0, 0.0], [1.0, 2.0])
    """

    def __init__(self, rate: float, seed: Seed = None) -> None:
        self.rate = in_range(rate, "a dropout rate", "at least 0 and less than 1")
        self.random = None if seed is None else generator(seed)  # Python's own could not be copied with the network

    def __call__(self, x: Any) -> Any:
        if not self.training or not self.rate:
            return x
        return each(lambda number: by_chance(lambda: number / (1.0 - self.rate), self._stays), x)

    def _stays(self) -> bool:
        return bool((self.random or random).random() >= self.rate)

    def __repr__(self) -> str:
        return f"Dropout({self.rate})"


class BatchNorm(Module):
    """γ · (x - mean) / deviation + β for each of `n` features, or channels of an image.

    The activation comes last, so the layer before has none: Layer(64, 32, activation=None), then BatchNorm(32,
    activation=relu).

    In training, the mean and the variance (over n) are those of the batch, so call `batch`. Running means of both are
    kept for use, with the variance over n - 1 (Ioffe and Szegedy 2015, algorithms 1 and 2). `momentum` is the share of
    the newest batch in the running means, and `epsilon` is added to the variance.

    >>> norm = BatchNorm(1)
    >>> [[round(y.data, 3) for y in out] for out in norm.batch([[1.0], [3.0]])]
    [[-1.0], [1.0]]
    >>> norm.running_mean, norm.eval()([0.2])[0].data
    ([0.2], 0.0)
    """

    def __init__(
        self,
        n: int,
        *,
        activation: Activation = None,
        momentum: float = 0.1,
        epsilon: float = 1e-5,
        name: str = "",
    ) -> None:
        n = count(n, "the number of features")
        require_activation(activation)
        self.momentum = in_range(momentum, "the momentum of batch normalisation", "between 0 and 1")
        self.epsilon = in_range(epsilon, "the epsilon of batch normalisation", "at least 0 and finite")
        self.gamma = [Value(1.0, name=f"{name}γ{i}") for i in range(1, n + 1)]
        self.beta = [Value(0.0, name=f"{name}β{i}") for i in range(1, n + 1)]
        self.running_mean, self.running_variance = [0.0] * n, [1.0] * n
        self.activation = activation

    def tensors(self) -> dict[str, Any]:
        return {"weight": self.gamma, "bias": self.beta}

    def buffers(self) -> dict[str, list[float]]:
        return {"running_mean": self.running_mean, "running_var": self.running_variance}

    def __call__(self, x: Any) -> Any:
        if self.training:
            raise ValueError(say("batch normalisation of one example"))
        return self._scaled([x], self.running_mean, self.running_variance)[0]

    def batch(self, xs: Sequence[Any]) -> list[Any]:
        if not self.training:
            return self._scaled(xs, self.running_mean, self.running_variance)
        rows = list(map(self._checked, xs))
        means, variances = [], []
        for c in range(len(self.gamma)):
            numbers = [lifted(number) for row in rows for number in flat(row[c])]
            n = len(numbers)
            if n < 2:
                raise ValueError(say("batch normalisation of few examples", count=n))
            means.append(mean(numbers))
            variances.append(variance(numbers))
            for running, newest in (
                (self.running_mean, kept(means[c])),
                (self.running_variance, kept(variances[c]) * n / (n - 1)),
            ):
                running[c] += self.momentum * (newest - running[c])
        return self._scaled(xs, means, variances)

    def _scaled(self, xs: Sequence[Any], means: Sequence[Any], variances: Sequence[Any]) -> list[Any]:
        slopes = [g / sqrt(v + self.epsilon) for g, v in zip(self.gamma, variances, strict=True)]

        def scaled(number: Any, c: int) -> Any:
            out = dot([slopes[c]], [number - means[c]], self.beta[c])
            return self.activation(out) if self.activation else out

        rows = [[each(partial(scaled, c=c), part) for c, part in enumerate(self._checked(x))] for x in xs]
        return [row if is_list(x) else row[0] for row, x in zip(rows, xs, strict=True)]

    def _checked(self, x: Any) -> Any:
        """The features. A single Value, from a layer of one neuron, counts as one feature."""
        row = x if is_list(x) else [x]
        if len(row) != len(self.gamma):
            n = len(self.gamma)
            features = say("so many features", count=n) if n > 1 else say("one feature")
            raise ValueError(say("batch normalisation of another size", features=features, given=size(x)))
        return row

    def __repr__(self) -> str:
        return f"BatchNorm({len(self.gamma)})"
