"""A neuron, a layer of neurons, and layers in a row, with micrograd's signatures; and a table of rows to learn.

A neuron is one `dot` and one activation, so its graph has one edge per weight, one per input and one for the bias.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, Self

from autograd import Value, choose, dot, log_softmax, relu, softmax
from autograd.language import say
from autograd.record.lost import refuse_math
from nn.layers.init import Init, normal, require_init, uniform, zeros
from nn.layers.ranges import count as whole
from nn.module import Module
from nn.nested import is_list, lifted, many, size

Activation = Callable[[Any], Any] | None
"""A function of one number such as `relu`, `sigmoid` or `tanh`, or None for none."""


class Neuron(Module):
    """`activation(w·x + b)`, or `w·x + b` with `nonlin=False`. Weights are uniform in [-1, 1], the bias is 0.

    Weights come from Python's `random`, so `random.seed` repeats a network. `init` gives other first weights, as in
    `nn.init`. Parameters are named `w1`, `w2`, …, `b`, after the prefix `name`. With `expand=True` the sum is a chain
    of `*` and `+`, with a node for each step.

    >>> neuron = Neuron(2, nonlin=False)
    >>> for parameter, number in zip(neuron.parameters(), [2.0, -1.0, 0.5]):
    ...     parameter.data = number
    >>> neuron([3.0, 4.0]).data
    2.5
    """

    def __init__(
        self,
        nin: int,
        nonlin: bool = True,
        name: str = "",
        *,
        activation: Activation = relu,
        init: Init | None = None,
        nout: int = 1,
        expand: bool = False,
    ) -> None:
        if not isinstance(nonlin, bool):
            raise TypeError(say("nonlin is no truth", nonlin=getattr(nonlin, "__name__", nonlin)))
        nin, nout = whole(nin, "the number of inputs"), whole(nout, "the number of outputs")
        require_activation(activation)
        init = uniform() if init is None else init
        require_init(init)
        self.w = [Value(init(nin, nout), name=f"{name}w{i}") for i in range(1, nin + 1)]
        self.b = Value(0.0, name=f"{name}b")
        self.activation = activation if nonlin else None
        self.expand = expand

    @property
    def nonlin(self) -> bool:
        return self.activation is not None

    def __call__(self, x: Sequence[Any]) -> Value:
        """The output for a list of inputs, Values or plain numbers, one for each weight."""
        if not is_list(x) or len(x) != len(self.w):
            raise ValueError(say("input of a neuron", many=many(len(self.w)), given=size(x)))
        if self.expand:
            sum_so_far: Any = self.b
            for w_i, x_i in zip(self.w, x, strict=True):
                sum_so_far = w_i * x_i + sum_so_far
        else:
            sum_so_far = dot(self.w, x, self.b)
        out: Value = self.activation(sum_so_far) if self.activation else sum_so_far
        return out

    def __repr__(self) -> str:
        return f"{_named(self.activation)}Neuron({len(self.w)})"


class Layer(Module):
    """`nout` neurons that see the same `nin` inputs. Returns a list, or one Value if there is one neuron.

    The options are as in `Neuron`. The tensors are `weight` (nout × nin) and `bias` (nout).

    >>> from autograd import sigmoid
    >>> layer = Layer(2, 3, activation=sigmoid)
    >>> len(layer([0.5, -1.0])), [len(tensor) for tensor in layer.tensors().values()]
    (3, [3, 3])
    """

    def __init__(self, nin: int, nout: int, nonlin: bool = True, name: str = "", **options: Any) -> None:
        if not isinstance(name, str):
            raise TypeError(say("name of a layer is no text"))
        self.name = name.rstrip(".")
        nout = whole(nout, "the number of outputs of a layer")
        self.neurons = [Neuron(nin, nonlin, f"{name}n{j}.", nout=nout, **options) for j in range(1, nout + 1)]

    def __call__(self, x: Sequence[Any] | Any) -> Any:
        nin = len(self.neurons[0].w)
        row = x if hasattr(x, "__len__") else [x]  # one Value: the layer before has one neuron
        if len(row) != nin:
            if self.name:
                raise ValueError(say("input of a named layer", name=self.name, many=many(nin), given=size(x)))
            raise ValueError(say("input of a layer", many=many(nin), given=size(x)))
        row = list(map(lifted, row))  # once, so that all neurons share the same input nodes
        outputs = [neuron(row) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def transposed(self, name: str = "t.", *, activation: Activation = relu) -> Self:
        """A layer in the other direction. It shares this layer's weights (w_ji here is w_ij there), and has biases of
        its own.

        >>> encoder = Layer(3, 2)
        >>> decoder = encoder.transposed(activation=None)
        >>> decoder.neurons[2].w[0] is encoder.neurons[0].w[2], len(decoder.parameters())
        (True, 9)
        """
        columns = [list(column) for column in zip(*(neuron.w for neuron in self.neurons), strict=True)]
        options: dict[str, Any] = {"activation": activation, "init": zeros, "expand": self.neurons[0].expand}
        layer = type(self)(len(self.neurons), len(columns), name=name, **options)
        for neuron, column in zip(layer.neurons, columns, strict=True):
            neuron.w = column
        return layer

    def tensors(self) -> dict[str, Any]:
        return {"weight": [neuron.w for neuron in self.neurons], "bias": [neuron.b for neuron in self.neurons]}

    def parts(self) -> dict[str, Module]:
        return {}

    def own(self) -> list[Value]:
        """As in micrograd: the weights and the bias of one neuron, then those of the next."""
        return [parameter for neuron in self.neurons for parameter in (*neuron.w, neuron.b)]

    def __repr__(self) -> str:
        return f"Layer of [{', '.join(map(str, self.neurons))}]"


class MLP(Module):
    """A multi-layer perceptron: `nin` inputs, then layers of `nouts` neurons, activated on all but the last layer.

    A parameter's name says where it is: `l1.n2.w3` is the third weight of the second neuron of the first layer. The
    options are as in `Neuron`: `activation` (ReLU by default), `init`, `expand`.
    """

    def __init__(self, nin: int, nouts: Sequence[int], **options: Any) -> None:
        if not is_list(nouts):
            raise TypeError(say("nouts is no list", nouts=nouts))
        if "nonlin" in options:
            raise TypeError(say("nonlin of a network"))
        sizes = [nin, *nouts]
        last = len(nouts)
        self.layers = [
            Layer(nin, nout, nonlin=i != last, name=f"l{i}.", **options)
            for i, (nin, nout) in enumerate(itertools.pairwise(sizes), 1)
        ]

    def __call__(self, x: Sequence[Any]) -> Any:
        """The output for `nin` inputs: a list of Values, or one Value if the last layer has one neuron."""
        for layer in self.layers:
            x = layer(x)
        return x

    def __repr__(self) -> str:
        return f"MLP of [{', '.join(map(str, self.layers))}]"


class Embedding(Module):
    """A row of `size` numbers to be learned for each of `count` words, signs or classes, by its number from 0.

    A Value as the number is an input of the graph, such as a placeholder of `autograd.compile`: then every number of
    the row is chosen by one node, with a whole column as its inputs. A plain number gives the Values of the row
    themselves. Rows are drawn from a normal distribution of deviation 1, or by `init(count, size)`.

    Raises `ValueError` for a number that no row has; `DomainError` if it is a Value.

    >>> words = Embedding(100, 3)
    >>> len(words(7)), words(7)[0] is words.weight[7][0], words(Value(7.0))[0].data == words.weight[7][0].data
    (3, True, True)
    """

    def __init__(self, count: int, size: int, name: str = "", *, init: Init | None = None) -> None:
        rows = whole(count, "the number of rows of an embedding")
        columns = whole(size, "the size of an embedding")
        init = normal() if init is None else init
        require_init(init)
        self.weight = [
            [Value(init(rows, columns), name=f"{name}e{i}_{j}") for j in range(1, columns + 1)] for i in range(rows)
        ]

    def __call__(self, x: Any) -> list[Any]:
        """The row of number `x`."""
        if isinstance(x, Value):
            return [choose(column, x) for column in zip(*self.weight, strict=True)]
        if is_list(x) or x not in range(len(self.weight)):
            given = size(x) if is_list(x) else repr(x)
            raise ValueError(say("no row of an embedding", last=len(self.weight) - 1, given=given))
        return list(self.weight[int(x)])

    def __repr__(self) -> str:
        return f"Embedding({len(self.weight)}, {len(self.weight[0])})"


def require_activation(activation: Any) -> None:
    """Raise `TypeError` unless it is a function, or None."""
    if activation in (softmax, log_softmax):
        name = activation.__name__
        raise TypeError(say("activation of all outputs", name=name))
    if activation is not None and (not callable(activation) or isinstance(activation, type)):
        given = repr(getattr(activation, "__name__", activation))
        raise TypeError(say("no activation", given=given))
    refuse_math(activation)


def _named(activation: Activation) -> str:
    if activation is None:
        return "Linear"
    return "ReLU" if activation is relu else getattr(activation, "__name__", "Function").capitalize()
