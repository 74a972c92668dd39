"""The numbers of PyTorch's tensors, and a model of ours filled with those of a state dict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from autograd import Value
from autograd.language import say
from nn.files.export import named
from nn.files.reading.shared import require_numbers
from nn.files.tensors import told
from nn.module import Module
from nn.nested import flat, shape


def numbers_of(tensor: Any, name: str) -> Any:
    """The numbers of a tensor in nested lists, whatever its precision. `name` is for messages.

    Raises `TypeError` for anything else, and for tensors without real numbers.
    """
    import torch

    if not isinstance(tensor, torch.Tensor):
        raise TypeError(say("no tensor of a state", name=name, kind=type(tensor).__name__))
    if not tensor.is_floating_point():
        raise TypeError(say("type of weights", name=name, kind=tensor.dtype))
    if tensor.is_meta:
        raise TypeError(say("tensor without numbers", name=name))
    return tensor.detach().cpu().to_dense().to(torch.float64).tolist()  # in this order: Apple's GPUs have no doubles


def fill(model: Module, state: Mapping[Any, Any]) -> None:
    """Set all numbers of a model to those of a state dict, after all of them were checked."""
    wanted = {name: x for name, x in named(model) if x is not None}
    given = {name: tensor for name, tensor in state.items() if not str(name).endswith("num_batches_tracked")}
    lacks, more = _first(wanted.keys() - given.keys(), wanted), _first(given.keys() - wanted.keys(), given)
    if lacks and more:
        raise ValueError(say("state has others", lacks=lacks, more=more))
    if lacks:
        raise ValueError(say("state lacks", lacks=lacks))
    if more:
        raise ValueError(say("state has more", more=more))
    numbers = {name: numbers_of(given[name], name) for name in wanted}
    tied: dict[Value, float] = {}
    for name, x in wanted.items():
        require_numbers(numbers[name], name, shape(x), variance=name.endswith("running_var"))
        for value, number in zip(flat(x), flat(numbers[name]), strict=True):
            if isinstance(value, Value) and tied.setdefault(value, number) != number:
                raise ValueError(say("tied in the model", name=name))
    for value, number in tied.items():
        value.data = number
    for name, x in wanted.items():
        if name.endswith(("running_mean", "running_var")):
            x[:] = numbers[name]


def _first(names: Set[Any], order: Iterable[Any]) -> str:
    """The first of these names, as a message shows them; nothing if there are none."""
    shown = [told(name) for name in order if name in names]
    return f"{', '.join(shown[:3])}{', …' * (len(shown) > 3)}"
