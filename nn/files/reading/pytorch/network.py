"""From PyTorch: a network as a model of ours, or the numbers of a state dict in a model that exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograd.language import say
from autograd.language.text import printable
from nn.files.reading.line import in_row
from nn.files.reading.pytorch.forward import followed
from nn.files.reading.pytorch.layers import kind_of, part_of, require_no_other_numbers
from nn.files.reading.pytorch.state import fill
from nn.files.reading.shared import Shared
from nn.module import Module


def from_torch(source: Any, model: Module | None = None) -> Any:
    """The model that calculates the same as a network of PyTorch, in double precision.

        model = nn.from_torch(network)                       # a new model
        model = nn.from_torch(network.state_dict(), model)   # numbers alone, into a model with the same parts

    A network is a `torch.nn.Sequential` of the modules that `nn.to_torch` writes for, or a module of one's own whose
    `forward` calls such modules and functions in a row, with sums `x + f(x)`. A state dict holds no activations and no
    strides, so it needs a model: names and shapes must be those of `nn.to_torch(model)`, and nothing may be missing or
    left over. The model is changed, and returned.

    A class of one's own that changes nothing but `__init__` counts as its base. Hooks may change numbers, and so may
    work in place, such as `x += y` or `relu(x, inplace=True)`, on numbers that are used again. Both are refused.

    Numbers of float16, bfloat16 or float32 are taken as they are. Parts are in training or in use as the modules are.
    Two modules with one weight have the same Values here, and so has a module that stands at two places.

    Three things differ. A module without a bias has a bias of 0 here, which is learned like others; a BatchNorm without
    weights has those that change nothing. PyTorch's Softplus is x itself from its `threshold` of 20 on, and differs
    there by up to 2e-9 from the function; one of a lower threshold is refused.

    Raises `ModuleNotFoundError` without PyTorch. Raises `TypeError` for modules and options without a counterpart, and
    `ValueError` for numbers that do not fit or are not finite: nothing is changed then.
    """
    try:
        import torch
    except ModuleNotFoundError:
        raise ModuleNotFoundError(say("from_torch needs PyTorch"), name="torch") from None
    if isinstance(source, torch.nn.Module):
        if model is None:
            return _model(source, "", Shared())
        source = source.state_dict()
    if not isinstance(source, Mapping):
        raise TypeError(say("no network of PyTorch", given=printable(repr(source))))
    if not isinstance(model, Module):
        raise TypeError(say("state without a model"))
    fill(model, source)
    return model


def _model(module: Any, name: str, shared: Shared) -> Any:
    """The part for a module, by its name in the network. The network itself has no name, and is always a Sequential."""
    place = say("part of the network", name=name) if name else say("the whole network")
    kind = kind_of(module)
    if not kind or kind == "Sequential":
        require_no_other_numbers(module, place)
    if kind == "Sequential":
        # Not named_children(), which passes over a module that stands in the row a second time.
        parts = [_model(child, f"{name}.{key}".lstrip("."), shared) for key, child in module._modules.items()]
        part = in_row(parts)
    elif not kind:
        part = followed(module, place, lambda child, key: _model(child, f"{name}.{key}".lstrip("."), shared))
        if name and len(part.layers) == 1:
            return part.layers[0]  # such as a sum, which is a module of its own there
    else:
        part = part_of(module, place, shared)
        return part if name else in_row([part])
    part.training = module.training
    return part
