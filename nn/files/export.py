"""Export to PyTorch: a model's parts and numbers, with the names that PyTorch gives them.

Parts are counted from 0, as in `torch.nn.Sequential`, where an activation is a part of its own: `MLP(2, [3, 1])` has
the parts 0 (affine map), 1 (ReLU) and 2 (affine map). An MLP or a Sequential inside a Sequential is one part, for
example 4. Its own parts are then 4.0 and 4.1, and the parts of a Residual are 4.inner.0 and 4.inner.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograd.language import say
from autograd.language.text import printable
from nn.layers.blocks import BatchNorm, Dropout, Residual, Sequential
from nn.layers.conv import AveragePool2D, Conv2D, Flatten, MaxPool2D
from nn.layers.neuron import MLP, Embedding, Layer
from nn.module import Module
from nn.nested import each

KINDS = (Sequential, MLP, Layer, Conv2D, MaxPool2D, AveragePool2D, Flatten, Dropout, BatchNorm, Residual, Embedding)
"""The modules that have a counterpart in other libraries."""


def require_model(model: Any, call: str) -> None:
    """Raise `TypeError` unless it is a `Module`. `call` is the right call, for the message."""
    if isinstance(model, Module):
        return
    if hasattr(model, "predict"):  # nn.Classifier or nn.Regressor, whose class needs scikit-learn
        fitted = call.replace("model", "estimator.model_")
        raise TypeError(say("estimator is no model", kind=type(model).__name__, call=fitted))
    raise TypeError(say("no model for a file", call=call, given=printable(repr(model))))


def to_torch(model: Module) -> dict[str, Any]:
    """The state dict of the `torch.nn.Sequential` that calculates the same as the model: tensors of float64.

    | here | there |
    | --- | --- |
    | `Layer`, and its activation if it has one | `Linear`, and the activation |
    | `Embedding` | `Embedding` |
    | `Conv2D`, and its activation if it has one | `Conv2d`, and the activation |
    | `MaxPool2D`, `AveragePool2D`, `Flatten`, `Dropout` | `MaxPool2d`, `AvgPool2d`, `Flatten`, `Dropout` |
    | `BatchNorm`, and its activation if it has one | `BatchNorm1d`, or of images `BatchNorm2d`, and the activation |
    | a function, such as `softmax` | one part, such as `Softmax(1)` |
    | `MLP` or `Sequential` inside a `Sequential` | `Sequential` inside it |
    | `Residual` | a module of one's own, whose attribute `inner` is a `Sequential` |

    `load_state_dict` takes it, strictly. The network should have double precision; any other rounds the numbers.

        network = torch.nn.Sequential(Linear(2, 3), ReLU(), Linear(3, 1)).double()
        network.load_state_dict(nn.to_torch(nn.MLP(2, [3, 1])))

    The output of one neuron is a number here and a column there. Tied weights are copied to each layer and are no
    longer tied, because a state dict cannot say that two tensors are one. BatchNorm's `num_batches_tracked` is 0, since
    batches are not counted here. PyTorch reads it only if `momentum` is None.

    Raises `ModuleNotFoundError` without PyTorch, and `TypeError` for a module without a counterpart and for a model
    that is no module.
    """
    require_model(model, "to_torch(model)")
    try:
        import torch
    except ModuleNotFoundError:
        raise ModuleNotFoundError(say("to_torch needs PyTorch"), name="torch") from None

    def tensor(numbers: Any) -> Any:
        return torch.tensor(0) if numbers is None else torch.tensor(each(float, numbers), dtype=torch.float64)

    return {name: tensor(numbers) for name, numbers in named(model)}


def named(model: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The tensors of a model by their names in a state dict: nested lists of Values, and lists of numbers that are not
    learned. None stands for `num_batches_tracked`, which is not kept here.

    >>> [name for name, _ in named(Sequential(Flatten(), Residual(Layer(4, 4))))]
    ['1.inner.0.weight', '1.inner.0.bias']
    """
    for name, kind, part in parts(model, prefix):
        if kind in (Sequential, MLP):
            yield from named(part, f"{name}.")
        elif kind is Residual:
            yield from named(part.inner, f"{name}.inner.")
        elif kind is not None:
            yield from ((f"{name}.{key}", numbers) for key, numbers in (part.tensors() | part.buffers()).items())
            if kind is BatchNorm:
                yield f"{name}.num_batches_tracked", None


def parts(model: Any, prefix: str = "") -> list[tuple[str, type[Module] | None, Any]]:
    """The parts that `torch.nn.Sequential` has for the model, each as its name, its kind and the part. A function's
    kind is None.

    A `Layer` is its affine map alone, a `Conv2D` its convolution, a `BatchNorm` its scaling. Their activations follow
    as parts of their own.

    >>> for name, kind, part in parts(Sequential(Flatten(), Layer(4, 2), Layer(2, 2, nonlin=False)), "5."):
    ...     print(name, kind and kind.__name__)
    5.0 Flatten
    5.1 Layer
    5.2 None
    5.3 Layer
    """
    found: list[tuple[str, type[Module] | None, Any]] = []
    for part in model.layers if kind_of(model, prefix) in (Sequential, MLP) else [model]:
        name = f"{prefix}{len(found)}"
        kind = kind_of(part, name)
        found.append((name, kind, part))
        activation = _activation(part, name) if kind in (Layer, Conv2D, BatchNorm) else None
        if activation is not None:
            found.append((f"{prefix}{len(found)}", None, activation))
    return found


def _activation(part: Any, name: str) -> Any:
    """The function of a part's outputs. Raises `TypeError` where the neurons of a layer have several."""
    if not isinstance(part, Layer):
        return part.activation
    first, *others = (neuron.activation for neuron in part.neurons)
    if any(other != first for other in others):
        raise TypeError(say("activations differ", name=name))
    return first


def kind_of(part: Any, place: str) -> type[Module] | None:
    """The kind of a part, one of `KINDS`, or None for a function. A subclass has the kind of its base if it overrides
    nothing.

    Raises `TypeError` for other modules. `place` says where the part stands, for the message.
    """
    if not isinstance(part, Module):
        return None
    family = type(part).__mro__
    for i, cls in enumerate(family):
        if cls in KINDS:
            fixed = {"__call__", *(name for name in dir(cls) if not name.startswith("__"))}
            if not fixed & {name for own in family[:i] for name in vars(own)}:
                return cls
            break
    where = say("part of the model", name=place.rstrip(".")) if place else say("the whole model")
    raise TypeError(
        say(
            "no counterpart elsewhere",
            where=where,
            kind=type(part).__name__,
            names=", ".join(cls.__name__ for cls in KINDS),
        )
    )
