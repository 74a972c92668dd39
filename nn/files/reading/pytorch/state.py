"""The numbers of PyTorch's tensors, and a model of ours filled with those of a state dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograd import Value
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
        raise TypeError(f"{name} is of type {type(tensor).__name__}, and no tensor")
    if not tensor.is_floating_point():
        raise TypeError(f"{name} has numbers of type {tensor.dtype}, and weights are of a type such as torch.float32")
    if tensor.is_meta:
        raise TypeError(f"{name} is on the device meta, which holds shapes and no numbers")
    return tensor.detach().cpu().to_dense().to(torch.float64).tolist()  # in this order: Apple's GPUs have no doubles


def fill(model: Module, state: Mapping[Any, Any]) -> None:
    """Set all numbers of a model to those of a state dict, after all of them were checked."""
    wanted = {name: x for name, x in named(model) if x is not None}
    given = {name: tensor for name, tensor in state.items() if not str(name).endswith("num_batches_tracked")}
    differences = [
        f"{what} {', '.join(names[:3])}{', …' * (len(names) > 3)}"
        for those, others, what in ((wanted, given, "lacks"), (given, wanted, "also has"))
        if (names := [told(name) for name in those if name not in others])
    ]
    if differences:
        raise ValueError(
            f"the state dict {', and '.join(differences)}: its names are to be those of nn.to_torch(model), part by "
            "part. A network whose parts have other names is read as a whole, by nn.from_torch(network)"
        )
    numbers = {name: numbers_of(given[name], name) for name in wanted}
    tied: dict[Value, float] = {}
    for name, x in wanted.items():
        require_numbers(numbers[name], name, shape(x), variance=name.endswith("running_var"))
        for value, number in zip(flat(x), flat(numbers[name]), strict=True):
            if isinstance(value, Value) and tied.setdefault(value, number) != number:
                raise ValueError(f"{name} is tied to other weights in the model, and not equal to them in the state")
    for value, number in tied.items():
        value.data = number
    for name, x in wanted.items():
        if name.endswith(("running_mean", "running_var")):
            x[:] = numbers[name]
