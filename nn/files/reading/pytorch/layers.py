"""One module of PyTorch as one part of a model: those that nn.to_torch knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from autograd import (
    elu,
    gelu,
    leaky_relu,
    log_softmax,
    relu,
    selu,
    sigmoid,
    silu,
    softmax,
    softplus,
    tanh,
)
from autograd.language import say
from nn.files.reading.pytorch.state import numbers_of
from nn.files.reading.shared import Shared, require_numbers
from nn.layers.blocks import Dropout
from nn.layers.conv import AveragePool2D, Flatten, MaxPool2D
from nn.nested import shape


def refuse(module: Any, place: str, why: str) -> NoReturn:
    raise TypeError(say("module refused", place=place, kind=type(module).__name__, why=why))


def kind_of(module: Any) -> str:
    """The name of the class of PyTorch that calculates for the module, or "" if the module has a `forward` of its own.

    A subclass that changes nothing but `__init__` is of the kind of its base.
    """
    classes = type(module).__mro__
    base = next(cls for cls in classes if cls.__module__.partition(".")[0] == "torch")
    for cls in classes[: classes.index(base)]:
        for name, x in vars(cls).items():
            if name in CALLED or hasattr(x, "__set__") or (not name.startswith("__") and hasattr(base, name)):
                return ""
    return "" if base.__name__ == "Module" else base.__name__


CALLED = ("__call__", "__getattr__", "__getattribute__")


def require_no_other_numbers(module: Any, place: str) -> None:
    """Raise `TypeError` if more than the module's own `forward` and tensors makes its output."""
    if hasattr(module, "parametrizations"):
        name = next(iter(module.parametrizations))
        remove = f"torch.nn.utils.parametrize.remove_parametrizations(module, {name!r})"
        refuse(module, place, say("parametrized", name=name, remove=remove))
    if module._forward_hooks or module._forward_pre_hooks or "forward" in vars(module):
        refuse(
            module,
            place,
            say("with a hook"),
        )


def _require(module: Any, place: str, **options: Any) -> None:
    """Raise an error unless the options of the module are these: others have no counterpart."""
    for name, wanted in options.items():
        found, known = getattr(module, name), wanted if isinstance(wanted, tuple) else (wanted,)
        if found not in known:
            refuse(
                module, place, say("option of a module", name=name, found=found, known=say("or").join(map(repr, known)))
            )


def _side(module: Any, place: str, name: str) -> int:
    """An option that is one number for rows and columns."""
    found = getattr(module, name)
    sides = found if isinstance(found, tuple) else (found,)
    if len(set(sides)) != 1 or not isinstance(sides[0], int):
        refuse(module, place, say("option of two sides", name=name, found=found))
    return sides[0]


def _tensor(module: Any, place: str, name: str) -> tuple[Any, Any]:
    """A tensor of the module: what tells it from others, and its numbers; None for both if it has none."""
    tensor = getattr(module, name)
    if tensor is None:
        return None, None
    called = say("tensor of a part", name=name, place=place)
    numbers = numbers_of(tensor, called)
    require_numbers(numbers, called, shape(numbers), variance=name == "running_var")
    if 0 in shape(numbers):
        refuse(module, place, say("module without weights"))
    return id(tensor), numbers


def _linear(module: Any, place: str, shared: Shared) -> Any:
    return shared.layer(_tensor(module, place, "weight"), _tensor(module, place, "bias"))


def _embedding(module: Any, place: str, shared: Shared) -> Any:
    _require(module, place, max_norm=None, padding_idx=None, scale_grad_by_freq=False)
    return shared.embedding(_tensor(module, place, "weight"))


def _convolution(module: Any, place: str, shared: Shared) -> Any:
    size, stride = _side(module, place, "kernel_size"), _side(module, place, "stride")
    _require(module, place, dilation=(1, (1, 1)), groups=1, padding_mode="zeros")
    padding = 0 if module.padding == "valid" else (size - 1) // 2
    if module.padding == "same" and size % 2 == 0:
        refuse(module, place, say("windows of even size", size=size))
    if not isinstance(module.padding, str):
        padding = _side(module, place, "padding")
    return shared.convolution(_tensor(module, place, "weight"), _tensor(module, place, "bias"), stride, padding)


def _norm(module: Any, place: str, shared: Shared) -> Any:
    if module.running_mean is None or module.running_var is None:
        refuse(module, place, say("no running means"))
    if module.momentum is None:
        refuse(module, place, say("momentum of all batches"))
    tensors = (_tensor(module, place, name) for name in ("weight", "bias", "running_mean", "running_var"))
    return shared.norm(*tensors, momentum=module.momentum, epsilon=module.eps)


def _largest(module: Any, place: str, shared: Shared) -> Any:
    _require(module, place, dilation=(1, (1, 1)), return_indices=False, ceil_mode=False)
    return MaxPool2D(*(_side(module, place, name) for name in ("kernel_size", "stride", "padding")))


def _average(module: Any, place: str, shared: Shared) -> Any:
    _require(module, place, ceil_mode=False, divisor_override=None)
    size, stride, padding = (_side(module, place, name) for name in ("kernel_size", "stride", "padding"))
    if padding:
        _require(module, place, count_include_pad=True)
    return AveragePool2D(size, stride, padding)


def _flatten(module: Any, place: str, shared: Shared) -> Any:
    _require(module, place, start_dim=1, end_dim=-1)
    return Flatten()


def _dropout(module: Any, place: str, shared: Shared) -> Any:
    if module.p == 1.0:
        refuse(module, place, say("dropout of everything"))
    return Dropout(module.p)


def _function(function: Callable[..., Any], **options: Any) -> Callable[[Any, str, Shared], Any]:
    """A function here. The options of the module are to be these."""

    def read(module: Any, place: str, shared: Shared) -> Any:
        _require(module, place, **options)
        return function

    return read


def _softplus(module: Any, place: str, shared: Shared) -> Any:
    _require(module, place, beta=1.0)
    if module.threshold < 20.0:
        refuse(module, place, say("softplus with a threshold", threshold=module.threshold))
    return softplus


def _with_constant(
    function: Callable[..., Any], theirs: str, ours: str, default: float
) -> Callable[[Any, str, Shared], Any]:
    def read(module: Any, place: str, shared: Shared) -> Any:
        constant = float(getattr(module, theirs))
        return function if constant == default else partial(function, **{ours: constant})

    return read


LAYERS: dict[str, Callable[[Any, str, Shared], Any]] = {
    "Linear": _linear,
    "Embedding": _embedding,
    "Conv2d": _convolution,
    "BatchNorm1d": _norm,
    "BatchNorm2d": _norm,
    "MaxPool2d": _largest,
    "AvgPool2d": _average,
    "Flatten": _flatten,
    "Dropout": _dropout,
    "Identity": lambda module, place, shared: Dropout(0.0),  # a part, so that those after it keep their places
    "ReLU": _function(relu),
    "LeakyReLU": _with_constant(leaky_relu, "negative_slope", "slope", 0.01),
    "ELU": _with_constant(elu, "alpha", "alpha", 1.0),
    "SELU": _function(selu),
    "GELU": _function(gelu, approximate="none"),
    "Sigmoid": _function(sigmoid),
    "SiLU": _function(silu),
    "Softplus": _softplus,
    "Tanh": _function(tanh),
    "Softmax": _function(softmax, dim=(1, -1)),
    "LogSoftmax": _function(log_softmax, dim=(1, -1)),
}
"""How to read a class of `torch.nn`, by its name: a part, from the module, its place and the Values shared so far."""


def part_of(module: Any, place: str, shared: Shared) -> Any:
    """The part that calculates the same as the module. Raises `TypeError` without one."""
    import torch

    kind = kind_of(module)
    if kind not in LAYERS or not isinstance(module, getattr(torch.nn, kind)):
        if hasattr(module, "parametrizations"):
            require_no_other_numbers(module, place)
        names = ", ".join(LAYERS)
        refuse(module, place, say("module without a counterpart", names=names))
    require_no_other_numbers(module, place)
    part = LAYERS[kind](module, place, shared)
    if hasattr(part, "training"):
        part.training = module.training
    return part
