"""Networks and optimizers in files. The whole file is checked before the first number of a model changes."""

from __future__ import annotations

import inspect
import math
from array import array
from collections.abc import Iterator
from functools import partial
from typing import Any, Protocol

from autograd.language import say
from autograd.language.errors import refuse_kind
from nn.files.lock import require_free
from nn.files.tensors import Path, Tensor, Tensors, read, refuse, require_path, told, write
from nn.layers.neuron import Layer
from nn.module import Module
from nn.nested import flat, shape

SLOTS = "optimizer/slots"
"""The name of the optimizer's tensor, with a row for each parameter. Names of a model's tensors have no slash."""

MOST_STEPS = 10**12
"""The most steps of an optimizer: more than a computer makes in a year."""

IN_USE = ("activation", "stride", "padding", "size", "epsilon")
"""Options that change the meaning of parameters. Other options, such as the rate of dropout, may differ."""

LAST = "last/"
"""The prefix of a model's tensors at the end of the last step, if the others are the best so far."""


class Optimizer(Protocol):
    """The saved part of an optimizer: `slots` for each parameter, and the number of steps.

    `square_slot` is the slot whose root it takes, if there is one.
    """

    slots: list[list[Any]]
    steps: int

    @property
    def slot_count(self) -> int: ...
    @property
    def square_slot(self) -> int | None: ...


def save(path: Path, model: Module, optimizer: Optimizer | None = None) -> None:
    """Write the parameters and buffers of a model, and the memory of an optimizer, into a safetensors file.

    The names of the tensors are paths in the model, such as `layers.0.weight`. An existing file is replaced in one
    step, and a missing folder is made. Raises `ValueError` for a number that is not finite, `CheckpointError` for the
    checkpoint of a run that has not ended, and `OSError` if nothing can be written.

    >>> import tempfile
    >>> from nn.layers.neuron import MLP
    >>> model, other = MLP(2, [3, 1]), MLP(2, [3, 1])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(f"{folder}/model.safetensors", model)
    ...     load(f"{folder}/model.safetensors", other)
    >>> other([1.0, 2.0]).data == model([1.0, 2.0]).data
    True
    """
    require_path(path)
    _require_kinds(model, optimizer)
    require_free(path)
    tensors, document = tensors_of(model), dict[str, Any](model=options_of(model))
    if optimizer is not None:
        tensors[SLOTS], document["optimizer"] = slots_of(optimizer), about(optimizer)
    write(path, tensors, document)


def load(path: Path, model: Module, optimizer: Optimizer | None = None) -> None:
    """Set a model, and an optimizer, to the numbers in a file of `save` or in a checkpoint of `train`.

    If the run had `patience`, these are the best parameters so far. The model must have the same tensors and
    activations as the saved one. The optimizer must be of the same class; its rate may differ.

    Raises `CheckpointError`, before anything is changed, if the file is damaged, hostile or of a later version, or
    belongs to another model or optimizer. Raises `OSError` if it cannot be read.
    """
    require_path(path)
    _require_kinds(model, optimizer)
    tensors, document = read(path)
    slots = tensors.pop(SLOTS, None)
    require_alike(path, model, {name: x for name, x in tensors.items() if not name.startswith(LAST)})
    _require_same_use(path, model, document.get("model"))
    if optimizer is not None:
        memory = require_memory(path, optimizer, slots, document)
        remember(optimizer, *memory)
    fill(model, tensors)


def _require_kinds(model: object, optimizer: object) -> None:
    if not hasattr(model, "modules"):
        refuse_kind("model", model, "kind model")
    if optimizer is not None and not hasattr(optimizer, "slots"):
        refuse_kind("optimizer", optimizer, "kind optimizer")


def tensors_of(model: Module) -> Tensors:
    """A copy of all numbers of a model."""
    tensors = {}
    for name, x in (*_parameters(model), *_buffers(model)):
        numbers, sizes = array("d", [float(number) for number in flat(x)]), shape(x)
        tensors[name] = Tensor(sizes if math.prod(sizes) == len(numbers) else (len(numbers),), numbers)  # or uneven
    return tensors


def fill(model: Module, tensors: Tensors) -> None:
    """Set all numbers of a model. `tensors` have the same names and shapes as its own."""
    for name, x in _parameters(model):
        for parameter, number in zip(flat(x), tensors[name].numbers, strict=True):
            parameter.data = number
    for name, numbers in _buffers(model):
        numbers[:] = tensors[name].numbers


def require_alike(path: Path, model: Module, tensors: Tensors) -> None:
    """Raise `CheckpointError` unless these tensors fit the model, and are equal where the model ties them."""
    wanted = tensors_of(model)
    for name in [*wanted, *tensors]:
        there, here = (of[name].shape if name in of else None for of in (tensors, wanted))
        if there != here:
            refuse(path, say("tensor of another model", name=told(name), there=_sized(there), here=_sized(here)))
        if name.endswith("running_var") and any(number < 0.0 for number in tensors[name].numbers):
            refuse(path, say("variance damaged", name=told(name)))
    tied: dict[Any, float] = {}
    for name, x in _parameters(model):
        for parameter, number in zip(flat(x), tensors[name].numbers, strict=True):
            if tied.setdefault(parameter, number) != number:
                refuse(path, say("tied here alone", name=name))


def options_of(model: Module) -> dict[str, Any]:
    """The difference between models with the same tensors: the class of each part, and its options.

    >>> from nn.layers.neuron import MLP
    >>> options_of(MLP(2, [1]))["the activation of layers.0"] is None
    True
    """
    found = dict[str, Any]()
    for path, module in model.modules():
        of = path or "the model"
        found[f"the class of {of}"] = type(module).__name__
        for part in [module, *(module.neurons[:1] if isinstance(module, Layer) else [])]:
            for name in inspect.signature(type(part)).parameters:
                x = vars(part).get(name, part)
                if isinstance(x, (list, tuple)):
                    x = [_called(f) for f in x if callable(f) and not isinstance(f, Module)] or part
                if name != "name" and not isinstance(x, Module) and (x is None or _is_option(x) or callable(x)):
                    found[f"the {name} of {of}"] = _called(x)
    return found


def spoken(name: object) -> str:
    """The name of an option as a reader says it. Files have it in English; what no program wrote there is cut.

    >>> spoken("the rate of the optimizer"), spoken("seed")
    ('the rate of the optimizer', 'seed')
    """
    option, _, part = told(name).removeprefix("the ").partition(" of ")
    if not part:
        return option
    words = [say(PHRASES[word]) if word in PHRASES else word for word in (option, part)]
    return say("option of a part", option=words[0], part=words[1])


PHRASES = {
    "class": "its class",
    "checksum": "its checksum",
    "the model": "all of the model",
    "the optimizer": "its optimizer",
    "the data": "its data",
    "the validation data": "its validation data",
}


def _is_option(x: Any) -> bool:
    return isinstance(x, (str, int, list)) or (isinstance(x, float) and math.isfinite(x))


def _called(x: Any) -> Any:
    """A function as a text that is the same in every run of a program; anything else as it is."""
    if not callable(x):
        return x
    if isinstance(x, partial):
        return f"{_called(x.func)}{[*x.args, *x.keywords.items()]}"
    text = getattr(x, "__qualname__", None) or repr(x)
    return type(x).__qualname__ if " at 0x" in text else text


def _require_same_use(path: Path, model: Module, there: Any) -> None:
    """Raise `CheckpointError` where the model would calculate something else with the same parameters."""
    for name, x in options_of(model).items():
        if name.split()[1] in IN_USE and isinstance(there, dict) and name in there and there[name] != x:
            refuse(path, say("option of another model", name=spoken(name), there=told(there[name]), here=told(x)))


def about(optimizer: Optimizer) -> dict[str, Any]:
    """The class and the constants of an optimizer, which distinguish it from others, and its number of steps."""
    options = {name: _called(x) for name, x in vars(optimizer).items() if name != "step_of"}
    constants = {name: x for name, x in options.items() if isinstance(x, (int, float, str))}
    return {"class": type(optimizer).__name__, **constants, "steps": optimizer.steps}


def slots_of(optimizer: Optimizer) -> Tensor:
    """A copy of the memory of an optimizer: parameters × slots."""
    numbers = array("d", [number for slots in optimizer.slots for number in slots])
    return Tensor((len(optimizer.slots), optimizer.slot_count), numbers)


def require_memory(
    path: Path, optimizer: Optimizer, slots: Tensor | None, document: dict[str, Any]
) -> tuple[Tensor, int]:
    """The slots and the steps of a saved optimizer. Raises `CheckpointError` unless it is like this one."""
    saved = document.get("optimizer")
    if slots is None or not isinstance(saved, dict):
        refuse(path, say("saved without an optimizer"))
    if saved.get("class") != type(optimizer).__name__:
        refuse(path, say("another optimizer", there=told(saved.get("class")), here=type(optimizer).__name__))
    if slots.shape != slots_of(optimizer).shape:
        refuse(path, say("optimizer of another size", there=slots.shape[0], here=len(optimizer.slots)))
    steps = saved.get("steps")
    if type(steps) is not int or not 0 <= steps <= MOST_STEPS:
        refuse(path, say("steps damaged", steps=told(steps)))
    place = optimizer.square_slot
    if place is not None and any(square < 0.0 for square in slots.numbers[place :: optimizer.slot_count]):
        refuse(path, say("square damaged"))
    return slots, steps


def remember(optimizer: Optimizer, slots: Tensor, steps: int) -> None:
    """Set the memory of an optimizer. `slots` have the same shape as its own."""
    numbers = iter(slots.numbers)
    for own in optimizer.slots:
        own[:] = [next(numbers) for _ in own]
    optimizer.steps = steps


def _parameters(model: Module) -> Iterator[tuple[str, Any]]:
    for path, module in model.modules():
        yield from ((f"{path}.{name}".lstrip("."), x) for name, x in module.tensors().items())


def _buffers(model: Module) -> Iterator[tuple[str, list[float]]]:
    for path, module in model.modules():
        yield from ((f"{path}.{name}".lstrip("."), x) for name, x in module.buffers().items())


def _sized(sizes: tuple[int, ...] | None) -> str:
    if sizes is None:
        return say("no tensor")
    return " × ".join(map(str, sizes)) or say("one number")
