"""A module of PyTorch with a `forward` of its own, as the steps that it takes. PyTorch's own `fx` follows its calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nn.files.reading.line import Rows, Step, model_of
from nn.files.reading.pytorch.layers import refuse
from nn.layers.blocks import Sequential
from nn.layers.conv import Flatten

SIZES = ("size", "getitem", "getattr")
"""Calls that ask for the size of a batch, as in `x.view(x.size(0), -1)`. No part needs them."""


def followed(module: Any, place: str, read: Callable[[Any, str], Any]) -> Sequential:
    """The model of a module, from the calls in its `forward`.

    `place` is for messages. `read(submodule, name)` gives the part of a submodule. Raises `TypeError` where a call has
    no counterpart, or where calls do not stand in a row with sums around some of them.
    """
    calls = _calls(module, place)
    starts = [call.name for call in calls if call.op == "placeholder"]
    if len(starts) != 1:
        refuse(module, place, f"which takes {len(starts)} inputs: here it is one")
    steps = dict[str, Step]()
    for call in calls:
        if call.op in ("call_module", "call_function", "call_method") and _name(call) not in SIZES:
            steps[call.name] = _step(module, call, place, read)
    try:
        return model_of(steps, starts[0], str(calls[-1].args[0]))
    except KeyError:
        refuse(module, place, "whose output is more than a row of modules makes of the input")
    except ValueError as error:
        refuse(module, place, f"whose forward has another form: {error}")


def _calls(module: Any, place: str) -> list[Any]:
    from torch import fx

    class Calls(fx.Tracer):  # type: ignore[misc]
        """Calls of modules are kept as such, whatever these do inside."""

        def is_leaf_module(self, m: Any, module_qualified_name: str) -> bool:
            return True

    try:
        return list(Calls().trace(module).nodes)
    except Exception as error:  # a forward may raise anything when it is given what is no tensor
        first = str(error).partition("\n")[0]
        refuse(module, place, f"whose forward cannot be followed without numbers: {first}")


def _step(module: Any, call: Any, place: str, read: Callable[[Any, str], Any]) -> Step:
    """What one call does."""
    from torch import fx

    inputs = tuple(x.name for x in call.args if isinstance(x, fx.Node))
    name, made = _name(call), None
    if call.op == "call_module":
        made = module.get_submodule(call.target)
        step = Step(inputs, read(made, call.target))
    elif name in ("add", "iadd") and len(inputs) == 2 and not call.kwargs:
        return Step(inputs, None)
    elif name in ("view", "reshape") and _keeps_rows(call.args[1:]):
        step = Step(inputs[:1], Rows(call.args[2]) if call.args[2] != -1 else Flatten())
    elif name in _functions() and (call.op == "call_method" or call.target in _own(name)):
        options = {key: x for key, x in call.kwargs.items() if x is not None and key != "_stacklevel"}
        made = _functions()[name](*call.args[1:], **options)
        made.training = module.training
        step = Step(inputs, read(made, name))
    else:
        refuse(module, place, f"whose forward calls {name}, which has no counterpart here")
    if len(step.inputs) != 1:
        refuse(module, place, f"whose forward gives {name} {len(inputs)} inputs: here it takes one")
    if _first_is_in_place(made) and len(call.args[0].users) > 1:
        refuse(module, place, f"where {name} works in place on numbers that are used again: set inplace=False there")
    return step


def _name(call: Any) -> str:
    return call.target if isinstance(call.target, str) else getattr(call.target, "__name__", repr(call.target))


def _keeps_rows(sizes: tuple[Any, ...]) -> bool:
    """Whether the sizes of a `view` leave a row for each example: `(x.size(0), -1)`, or `(-1, 400)`."""
    if len(sizes) != 2 or not isinstance(sizes[1], int):
        return False
    return not isinstance(sizes[0], int) or (sizes[0] == -1 and sizes[1] > 0)


def _first_is_in_place(module: Any) -> bool:
    while type(module).__name__ == "Sequential" and len(module):
        module = module[0]
    return bool(getattr(module, "inplace", False))


def _own(name: str) -> list[Any]:
    """PyTorch's own functions of this name."""
    import torch

    return [getattr(room, name, None) for room in (torch, torch.nn.functional)]


def _functions() -> dict[str, Callable[..., Any]]:
    """Functions and methods of PyTorch, each with the module that does the same."""
    from torch import nn

    def dropout(p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
        return nn.Dropout(p if training else 0.0)

    return {
        "relu": nn.ReLU,
        "leaky_relu": nn.LeakyReLU,
        "elu": nn.ELU,
        "selu": nn.SELU,
        "gelu": nn.GELU,
        "sigmoid": nn.Sigmoid,
        "silu": nn.SiLU,
        "softplus": nn.Softplus,
        "tanh": nn.Tanh,
        "softmax": nn.Softmax,
        "log_softmax": nn.LogSoftmax,
        "flatten": lambda start_dim=0, end_dim=-1: nn.Flatten(start_dim, end_dim),
        "dropout": dropout,
        "max_pool2d": nn.MaxPool2d,
        "avg_pool2d": nn.AvgPool2d,
    }
