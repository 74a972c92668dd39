"""A module of PyTorch with a `forward` of its own, as the steps that it takes. PyTorch's own `fx` follows its calls."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from autograd.language import say
from nn.files.reading.line import Rows, Step, model_of
from nn.files.reading.pytorch.in_place import Effect, effect_of_calls, effect_of_layer, effect_of_row
from nn.files.reading.pytorch.layers import kind_of, refuse
from nn.layers.blocks import Sequential
from nn.layers.conv import Flatten

SIZES = ("size", "getitem", "getattr")
"""Calls that ask for the size of a batch, as in `x.view(x.size(0), -1)`. No part needs them."""

SHAPES = ("view", "reshape", "squeeze")


def followed(module: Any, place: str, read: Callable[[Any, str], Any]) -> Sequential:
    """The model of a module, from the calls in its `forward`.

    `place` is for messages. `read(submodule, name)` gives the part of a submodule. Raises `TypeError` where a call has
    no counterpart, or where calls do not stand in a row with sums around some of them.
    """
    calls = _calls(module, place)
    starts = [call.name for call in calls if call.op == "placeholder"]
    if len(starts) != 1:
        refuse(module, place, say("takes several inputs", count=len(starts)))
    steps = dict[str, Step]()
    for call in calls:
        if call.op.startswith("call_") and _name(call) not in SIZES:
            step = _step(module, call, place, read)
            if not {starts[0], *steps}.issuperset(step.inputs):
                refuse(module, place, say("forward takes a tensor from elsewhere", name=_name(call)))
            steps[call.name] = step
    try:
        _effect_of_forward(module, calls, place)
    except ValueError as error:
        refuse(module, place, say("forward works in place", error=error))
    try:
        return model_of(steps, starts[0], str(calls[-1].args[0]))
    except KeyError:
        refuse(module, place, say("output is more than a row"))
    except ValueError as error:
        refuse(module, place, say("forward of another form", error=error))


def _calls(module: Any, place: str) -> list[Any]:
    from torch import fx

    class Tensor(fx.Proxy):  # type: ignore[misc]
        """What stands for a tensor. Without this, `x += y` would be taken for x + y, which leaves x as it is."""

        def __iadd__(self, other: Any) -> Any:
            return self.tracer.create_proxy("call_function", operator.iadd, (self, other), {})

    class Calls(fx.Tracer):  # type: ignore[misc]
        """Calls of modules are kept as such, whatever these do inside."""

        def proxy(self, node: Any) -> Any:
            return Tensor(node, self)

        def is_leaf_module(self, m: Any, module_qualified_name: str) -> bool:
            return True

    try:
        return list(Calls().trace(module).nodes)
    except Exception as error:  # a forward may raise anything when it is given what is no tensor
        first = str(error).partition("\n")[0]
        refuse(module, place, say("forward cannot be followed", error=first))


def _step(module: Any, call: Any, place: str, read: Callable[[Any, str], Any]) -> Step:
    """What one call does."""
    from torch import fx

    inputs, name = tuple(x.name for x in call.args if isinstance(x, fx.Node)), _name(call)
    if name in ("add", "iadd") and len(inputs) == 2 and not call.kwargs:
        return Step(inputs, None)
    if name in SHAPES and call.op != "call_module":
        part = _reshaped(name, call.args[1:])
        if part is None or call.kwargs:
            refuse(module, place, say("forward calls in another way", name=name))
        return Step(inputs[:1], part)
    made = _made(module, call, place)
    return Step((call.all_input_nodes[0].name,), read(made, call.target if call.op == "call_module" else name))


def _made(module: Any, call: Any, place: str) -> Any:
    """The module that does the same as a call."""
    name = _name(call)
    if call.op != "call_module" and not (
        name in _functions() and (call.op == "call_method" or call.target in _own(name))
    ):
        refuse(module, place, say("forward calls what is not here", name=name))
    if len(call.all_input_nodes) != 1:
        refuse(module, place, say("forward gives several tensors", name=name, count=len(call.all_input_nodes)))
    if call.op == "call_module":
        return module.get_submodule(call.target)
    options = {key: x for key, x in call.kwargs.items() if x is not None and key not in ("input", "_stacklevel")}
    try:
        made = _functions()[name](*call.args[1:], **options)
    except TypeError as error:
        refuse(module, place, say("forward calls with an option", name=name, error=error))
    if name == "dropout":
        _require_switch(module, made, place)
    return made.train(module.training)


def _require_switch(module: Any, dropout: Any, place: str) -> None:
    """`made` has the option `training` of the call, which is to be that of the module."""
    if dropout.training == module.training:
        return
    if dropout.training:
        refuse(module, place, say("forward drops in use"))
    dropout.p = 0.0


def _effect_of_forward(module: Any, calls: list[Any], place: str) -> Effect:
    def effect(call: Any) -> Effect | None:
        name = _name(call)
        if name in SIZES:
            return None
        if name in ("add", "iadd"):
            return Effect(name == "iadd", name == "iadd")
        if name in SHAPES and call.op != "call_module":
            return Effect(writes=False, keeps=True)
        return _effect(_made(module, call, place), place)

    return effect_of_calls(calls, effect)


def _effect(module: Any, place: str) -> Effect:
    kind = kind_of(module)
    if kind == "Sequential":
        return effect_of_row([_effect(child, place) for child in module])
    return effect_of_layer(module) if kind else _effect_of_forward(module, _calls(module, place), place)


def _name(call: Any) -> str:
    return call.target if isinstance(call.target, str) else getattr(call.target, "__name__", repr(call.target))


def _reshaped(name: str, sizes: tuple[Any, ...]) -> Any:
    """The part for a `view` or `squeeze` that leaves a row for each example, or None: `(x.size(0), -1)`, `(-1, 400)`,
    and `squeeze(1)` of one column."""
    if name == "squeeze":
        return Rows(1) if sizes in ((1,), (-1,)) else None
    if len(sizes) == 1 and isinstance(sizes[0], tuple):
        (sizes,) = sizes
    if len(sizes) != 2 or not isinstance(sizes[1], int):
        return None
    if _is_count(sizes[0]):
        return Flatten()
    return Rows(sizes[1]) if sizes[0] == -1 and sizes[1] > 0 else None


def _is_count(size: Any) -> bool:
    """Whether it is the number of examples: x.size(0), x.shape[0] or x.size()[0]."""
    name, *options = [_name(size), *size.args[1:]] if hasattr(size, "target") else [""]
    if name == "getitem" and options == [0]:
        sizes = size.args[0]
        return [_name(sizes), *sizes.args[1:]] in (["size"], ["getattr", "shape"])
    return name == "size" and options == [0]


def _own(name: str) -> list[Any]:
    """PyTorch's own functions of this name."""
    import torch

    return [getattr(room, name, None) for room in (torch, torch.nn.functional)]


def _functions() -> dict[str, Callable[..., Any]]:
    """Functions and methods of PyTorch, each with the module that does the same."""
    from torch import nn

    def dropout(p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
        return nn.Dropout(p, inplace).train(training)

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
        "contiguous": nn.Identity,
        "clone": nn.Identity,
        "dropout": dropout,
        "max_pool2d": nn.MaxPool2d,
        "avg_pool2d": nn.AvgPool2d,
    }
